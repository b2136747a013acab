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
 * The interfaces and their addresses, as the parent has them.  The table is
 * replaced as a whole, so nobody keeps a pointer into it beyond an event.
 */
#ifndef IFACES_H
#define IFACES_H

#include <netinet/in.h>

#include <stddef.h>
#include <stdint.h>

#include "msg.h"

struct iface {
	struct msg_iface	 info;
	const struct msg_ifaddr	*addrs;		/* in order of address */
	uint32_t		 naddrs;
	const struct msg_ifaddr	*primary;	/* NULL: it has none */
	uint32_t		 subnet;	/* of its clients; CONF_NONE */
};

/*
 * A new table comes: begin, each interface followed by its addresses, end.
 * Return -1 if the message is not legal there.
 */
int	ifaces_begin(void);
int	ifaces_add(const struct msg_iface *);
int	ifaces_add_addr(const struct msg_ifaddr *);
int	ifaces_end(void);

/* The configuration is another: find the subnet of each interface. */
void	ifaces_conf_changed(void);

/* NULL if there is none of that index. */
const struct iface *iface_find(uint32_t ifindex);
/*
 * An address of ours that has a socket; where several interfaces have it,
 * that of ifindex is preferred.  NULL if it is not ours.
 */
const struct msg_ifaddr *ifaces_served_addr(struct in_addr addr,
	    uint32_t ifindex);
/*
 * An address with a socket, for what came by this interface to no address of
 * ours: its primary one, another one of it, any.  NULL: there is none.
 */
const struct msg_ifaddr *ifaces_source(const struct iface *);
/*
 * An address that no other server shares, as far as one can tell: the
 * primary one of this interface, or of another.  NULL: there is none.
 */
const struct msg_ifaddr *ifaces_unshared(const struct iface *);
/* Is the address ours, with or without socket? */
int	ifaces_is_own(struct in_addr addr);

#endif /* IFACES_H */
