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

/* <netinet/if_ether.h>: arp(4). */
#ifndef OPENBSD_NETINET_IF_ETHER_H
#define OPENBSD_NETINET_IF_ETHER_H

#include <sys/types.h>

#define ETHER_ADDR_LEN	6

struct ether_addr {
	uint8_t	ether_addr_octet[ETHER_ADDR_LEN];
};

char			*ether_ntoa(struct ether_addr *);
struct ether_addr	*ether_aton(const char *);

#endif /* OPENBSD_NETINET_IF_ETHER_H */
