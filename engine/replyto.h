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
 * Where a reply goes, and from where.
 */
#ifndef REPLYTO_H
#define REPLYTO_H

#include <netinet/in.h>

#include <stddef.h>
#include <stdint.h>

struct request;

#define REPLIES_MAX	16384	/* that wait for frontend */

/*
 * The address of ours that answers this request: the one it was sent to, else
 * the primary one of the receiving interface.  0 if there is none.
 */
struct in_addr	reply_local(const struct request *);
/*
 * Sends a message, or has arp.c send it.  type is its message type, 0 for
 * BOOTP.
 */
void		reply_deliver(const struct request *, uint8_t type,
		    struct in_addr yiaddr, const uint8_t *packet, size_t len);

#endif /* REPLYTO_H */
