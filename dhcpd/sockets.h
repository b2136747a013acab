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
 * The sockets that the frontend is handed.  The table is in sockets.c; how a
 * system makes one is in socket_linux.c and socket_openbsd.c.
 */
#ifndef SOCKETS_H
#define SOCKETS_H

#include <netinet/in.h>

#include <stdint.h>

#include "msg.h"

struct iftable;

/*
 * Opens what the table needs and lacks, and writes the id of its socket to
 * every address that is served or listened on.  At start, failing is the end:
 * the reason is logged.  Later, an address without socket has id 0; returns
 * whether to try again some time.
 */
int	sockets_update(struct iftable *, int start);
/* Closes those that the last update had no use for. */
void	sockets_close(void);
/* Nothing is handed out before this: the engine is not ready. */
void	sockets_ready(void);
/* Hands the frontend what it doesn't have yet. */
void	sockets_hand(void);

/* By system.  Those that return an int: -1 and errno if it can't be. */

/* The routing domain that we run in; 0 where there are none. */
uint32_t socket_rdomain(void);
/*
 * A non-blocking UDP socket with all options that the frontend needs.  addr in
 * network byte order.  beside: some that are open would conflict, and
 * socket_share() is on for them.
 */
int	socket_udp(enum socket_kind, struct in_addr addr, uint32_t rdomain,
	    int beside);
int	socket_icmp(void);
/* Whether others can be bound beside it for the moment; fatal on error. */
void	socket_share(int fd, int on);
/* Its address is on another interface now. */
int	socket_moved(int fd, struct in_addr addr);
/* The jail is next: make what can't be made in it. */
void	socket_seal(void);
/* sockets.c: sets SO_RCVBUF to what the system grants. */
void	socket_rcvbuf(int fd);

#endif /* SOCKETS_H */
