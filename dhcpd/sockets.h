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

struct iftable;

/*
 * Opens what the served interfaces of the table need and lacks, and writes
 * the id of its socket to every address.  At start, failing is the end: the
 * reason is logged.  Later, an address without socket has id 0.
 */
void	sockets_update(struct iftable *, int start);
/* Closes those that the last update had no use for. */
void	sockets_close(void);
/* Nothing is handed out before this: the engine is not ready. */
void	sockets_ready(void);
/* Hands the frontend what it doesn't have yet. */
void	sockets_hand(void);

/*
 * Non-blocking sockets with all options that the frontend needs; -1 and errno
 * if it can't be.  addr in network byte order.
 */
int	socket_address(struct in_addr addr, uint32_t rdomain);
int	socket_broadcast(uint32_t rdomain);
int	socket_icmp(void);
/* The jail is next: make what can't be made in it. */
void	socket_seal(void);
/* Sets SO_RCVBUF to what the system grants. */
void	socket_rcvbuf(int fd);

#endif /* SOCKETS_H */
