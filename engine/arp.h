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
 * Replies by unicast to clients that have no address yet, and so can't answer
 * ARP: route puts an entry into the kernel first.
 */
#ifndef ARP_H
#define ARP_H

#include <stdint.h>

#include "msg.h"

#define ARP_WAIT	50	/* ms for route's answer, then broadcast */
#define ARP_WAITING_MAX	4096	/* replies that wait */
#define ARP_LIVE	8000	/* ms that an entry is relied upon; route keeps
				 * it for longer */
#define ARP_KNOWN_MAX	4096	/* entries that are remembered */

/*
 * Sends a reply to arp->addr as soon as the entry is in place, else the
 * broadcast instead.  Both have the same packet.
 */
void	arp_send(const struct msg_arp *arp, const struct msg_reply *unicast,
	    const struct msg_reply *broadcast, const uint8_t *packet);
/* Interfaces have changed: entries may be gone with them. */
void	arp_forget(void);
/* Those whose time is up (monotonic milliseconds). */
void	arp_run(int64_t now);

/* reply.c */
void	reply_transmit(const struct msg_reply *, const uint8_t *packet);

#endif /* ARP_H */
