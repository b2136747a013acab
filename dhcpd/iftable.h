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
	/* as iftable_select() was told */
	uint32_t	 rdomain;
	int		 any;		/* there is to be a SOCKET_ANY */
	int		 inform;	/* and for broadcasts from everywhere */
};

/* What the user wants, beside the configuration. */
struct selection {
	char *const	*names;		/* of the command line */
	size_t		 nnames;
	int		 only_named;	/* no names: none, instead of all */
	int		 inform;	/* DHCPINFORM from where isn't served */
	const struct in_addr *listen;	/* 0.0.0.0 is all; network byte order */
	uint32_t	 nlisten;
	uint32_t	 rdomain;	/* that we run in; 0: there is none */
};

/* The returned pointer is good until the next one is added.  Fatal on no
 * memory. */
struct iface		*iftable_add(struct iftable *, const char *name,
			    uint32_t ifindex);
struct iface		*iftable_find(const struct iftable *, uint32_t ifindex);
const struct iface	*iftable_byname(const struct iftable *, const char *);
/* Has any interface of that rdomain the address? */
int			 iftable_has(const struct iftable *, uint32_t rdomain,
			    struct in_addr);
/* It is up, and no carp(4) that is not MASTER: its addresses answer. */
int			 iface_answers(const struct iface *);
/* The first address that is added to an interface is its primary one. */
void			 iface_add_addr(struct iface *, struct in_addr addr,
			    struct in_addr mask);
void			 iftable_clear(struct iftable *);

/*
 * Decides which are served, and writes the reason to those that are not; and
 * which addresses are listened on besides.  A name without interface is added,
 * with IFENT_MISSING.  Returns how many are served.
 */
size_t			 iftable_select(struct iftable *,
			    const struct selection *, const struct conf *);

/* "192.0.2.1, 192.0.2.2", for messages. */
void			 iface_addrs(const struct iface *, char *, size_t);

/* Queues the table, IMSG_IFACES_BEGIN to _END. */
void			 iftable_send(const struct iftable *, struct peer *);
/* Queues where ARP entries may be put: the subnets that the served interfaces
 * have addresses in, and all of the same shared networks. */
void			 iftable_send_arp(const struct iftable *,
			    const struct conf *, struct peer *);

#endif /* IFTABLE_H */
