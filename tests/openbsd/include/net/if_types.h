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

/* <net/if_types.h>: types of interfaces, IANA's ifType. */
#ifndef OPENBSD_NET_IF_TYPES_H
#define OPENBSD_NET_IF_TYPES_H

#define IFT_OTHER	0x1
#define IFT_ETHER	0x6
#define IFT_FDDI	0xf
#define IFT_PPP		0x17
#define IFT_LOOP	0x18
#define IFT_TUNNEL	0x83
#define IFT_L2VLAN	0x87
#define IFT_BRIDGE	0xd1
#define IFT_ENC		0xf4
#define IFT_CARP	0xf7

#endif /* OPENBSD_NET_IF_TYPES_H */
