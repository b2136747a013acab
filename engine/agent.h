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
 * What relay agents say of a request: option 82, RFC 3046.
 */
#ifndef AGENT_H
#define AGENT_H

#include <netinet/in.h>

#include <stddef.h>
#include <stdint.h>

struct optset;

/* The pointers are borrowed from the options. */
struct agent {
	const uint8_t	*circuit;	/* NULL: none */
	const uint8_t	*remote;	/* NULL: none */
	uint8_t		 circuitlen;	/* up to LEASE_AGENT_MAX */
	uint8_t		 remotelen;
	uint8_t		 there;		/* there is an option 82 */
	uint8_t		 malformed;	/* and it says nothing that we read */
	uint8_t		 source_port;	/* RFC 8357: answer to that port */
	uint8_t		 has_link;
	struct in_addr	 link;		/* RFC 3527: if has_link */
	struct in_addr	 override;	/* RFC 5107: server identifier, or 0 */
};

/*
 * Link selection, server identifier override and source port are only heard
 * from relays: without giaddr they would be the word of anybody on the wire.
 */
void	agent_parse(struct agent *, const struct optset *, int relayed);

#endif /* AGENT_H */
