/*
 * Copyright (c) 2026 The dhcpd authors
 *
 * Permission to use, copy, modify, and distribute this software for any
 * purpose with or without fee is hereby granted, provided that the above
 * copyright notice and this permission notice appear in all copies.
 *
 * THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
 * WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
 * MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
 * ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
 * WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
 * ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF
 * OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
 */


/*
 * A table of the interfaces of this machine, and which of them are served.
 * Nothing here asks the system: interfaces.c does.
 */
#ifndef IFTABLE_H
#define IFTABLE_H

#include <stddef.h>

#include "msg.h"

struct conf;
struct peer;

/* Of an entry, beside the IFACE_* flags that others are told. */
#define IFENT_BROADCAST	0x1	/* capable of it */
#define IFENT_BACKUP		0x2	/* carp(4) that is not MASTER */
#define IFENT_NAMED		0x4	/* on the command line */
#define IFENT_MISSING		0x8	/* named, but not there; ifindex 0 */
/* It would be served but for its state; what is open for it remains so. */
#define IFENT_DORMANT		0x10

struct iface {
	struct msg_iface	 m;
	int			 flags;		/* IFENT_* */
	struct msg_ifaddr	*addrs;		/* primary first */
	size_t			 naddrs;
};

struct iftable {
	struct iface	*ifaces;
	size_t		 n;
};

/* The returned pointer is good until the next one is added.  Fatal on no
 * memory. */
struct iface		*iftable_add(struct iftable *, const char *name,
			    uint32_t ifindex);
struct iface		*iftable_find(const struct iftable *, uint32_t ifindex);
const struct iface	*iftable_byname(const struct iftable *, const char *);
/* The first address that is added to an interface is its primary one. */
void			 iface_add_addr(struct iface *, struct in_addr addr,
			    struct in_addr mask);
void			 iftable_clear(struct iftable *);

/*
 * Decides which are served, and writes the reason to those that are not.
 * names are those of the command line, n 0: all interfaces.  A name without
 * interface is added, with IFENT_MISSING.  Returns how many are served.
 */
size_t			 iftable_select(struct iftable *, char *const *names,
			    size_t n, const struct conf *);

/* Nothing that another process is told differs. */
int			 iftable_equal(const struct iftable *,
			    const struct iftable *);
/* "192.0.2.1, 192.0.2.2", for messages. */
void			 iface_addrs(const struct iface *, char *, size_t);

/* Queues the table, IMSG_IFACES_BEGIN to _END. */
void			 iftable_send(const struct iftable *, struct peer *);
/* Queues where ARP entries may be put: the subnets that the served interfaces
 * have addresses in, and all of the same shared networks. */
void			 iftable_send_arp(const struct iftable *,
			    const struct conf *, struct peer *);

#endif /* IFTABLE_H */
