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
 * route puts ARP entries into the kernel, for clients that have no address
 * yet and can't answer ARP for the one that they are offered.
 *
 * route.c	start, channels, dispatch
 * rules.c	what is done for a request
 * tables.c	what the parent says: interfaces, and where entries may be put
 * own.c	the entries that we made, until they are taken away again
 * neigh_*.c	the kernel's table, by system; neigh.h
 */
#ifndef ROUTE_H
#define ROUTE_H

#include "msg.h"
#include "neigh.h"

/*
 * tables.c: both tables are replaced as a whole at their end.  Those that
 * return int return -1 if that is not legal now.
 */
void	ifaces_begin(void);
int	ifaces_add(const struct msg_iface *);
int	ifaces_addr(const struct msg_ifaddr *);
int	ifaces_end(void);
void	subnets_begin(void);
int	subnets_add(const struct msg_arp_subnet *);
int	subnets_end(void);
/*
 * ARP_DONE if an entry may be put, which is in *neigh then; else why not.
 */
enum arp_result	permitted(const struct msg_arp *, struct neigh *);

/*
 * own.c: at most OWN_MAX.  Linux keeps 1024 neighbours by default
 * (gc_thresh3) and gets nervous beyond 512; most of them are not for us.
 */
#define OWN_MAX		384
#define OWN_SECONDS	10
int	own_room(const struct neigh *);	/* is there room for it? */
void	own_add(const struct neigh *);	/* it was put */
void	own_extend(const struct neigh *); /* if it is ours */
void	own_delete_all(void);
unsigned int own_count(void);

/* rules.c: what is done for a request. */
enum arp_result	arp_put(const struct msg_arp *);

#endif /* ROUTE_H */
