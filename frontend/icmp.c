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
 * ICMP echo (RFC 792): requests as the engine wants them, and whether an
 * answer belongs to one.
 *
 * A raw socket is given every ICMP message of the host, and anybody can send
 * one.  The data of a request is therefore authenticated: an answer counts
 * only if it brings back what was sent to exactly the address that it comes
 * from.  Nobody can make addresses look taken without having been asked.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <siphash.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "frontend.h"

#define ECHO_REPLY	0
#define ECHO_REQUEST	8
#define ECHO_CKSUM	2	/* offsets */
#define ECHO_IDENT	4
#define ECHO_SEQ	6
#define ECHO_ID		8	/* data: the engine's id, then the MAC */
#define ECHO_MAC	12

#define IPHDR_LEN	20
#define IPHDR_FRAG	6
#define IPHDR_PROTO	9
#define IPHDR_SRC	12

static SIPHASH_KEY	 key;
static uint8_t		 ident[2];

void
icmp_init(void)
{
	arc4random_buf(&key, sizeof(key));
	arc4random_buf(ident, sizeof(ident));
}

/* RFC 1071; len is even.  Over a message with its checksum in it: 0. */
static uint16_t
checksum(const uint8_t *p, size_t len)
{
	uint32_t	 sum = 0;
	size_t		 i;

	for (i = 0; i + 1 < len; i += 2)
		sum += (uint32_t)p[i] << 8 | p[i + 1];
	sum = (sum >> 16) + (sum & 0xffff);
	sum += sum >> 16;
	return (~sum & 0xffff);
}

static uint64_t
mac(const struct msg_ping *ping)
{
	uint32_t	 data[2];

	data[0] = ping->id;
	data[1] = ping->addr.s_addr;
	return (SipHash24(&key, data, sizeof(data)));
}

void
icmp_echo(const struct msg_ping *ping, uint8_t echo[ECHO_LEN])
{
	uint64_t	 m = mac(ping);
	uint16_t	 sum;

	memset(echo, 0, ECHO_LEN);
	echo[0] = ECHO_REQUEST;
	memcpy(echo + ECHO_IDENT, ident, sizeof(ident));
	echo[ECHO_SEQ] = ping->id >> 8 & 0xff;
	echo[ECHO_SEQ + 1] = ping->id & 0xff;
	memcpy(echo + ECHO_ID, &ping->id, sizeof(ping->id));
	memcpy(echo + ECHO_MAC, &m, sizeof(m));
	sum = checksum(echo, ECHO_LEN);
	echo[ECHO_CKSUM] = sum >> 8;
	echo[ECHO_CKSUM + 1] = sum & 0xff;
}

int
icmp_answer(const uint8_t *packet, size_t len, struct msg_ping *ping)
{
	const uint8_t	*echo;
	size_t		 hlen;
	uint64_t	 m;

	if (len < IPHDR_LEN || packet[0] >> 4 != 4)
		return (-1);
	hlen = (size_t)(packet[0] & 0xf) * 4;
	if (hlen < IPHDR_LEN || len != hlen + ECHO_LEN ||
	    packet[IPHDR_PROTO] != IPPROTO_ICMP)
		return (-1);

	echo = packet + hlen;
	if (echo[0] != ECHO_REPLY || echo[1] != 0 ||
	    memcmp(echo + ECHO_IDENT, ident, sizeof(ident)) != 0 ||
	    checksum(echo, ECHO_LEN) != 0)
		return (-1);

	memset(ping, 0, sizeof(*ping));
	memcpy(&ping->id, echo + ECHO_ID, sizeof(ping->id));
	memcpy(&ping->addr, packet + IPHDR_SRC, sizeof(ping->addr));
	m = mac(ping);
	if (memcmp(echo + ECHO_MAC, &m, sizeof(m)) != 0 ||
	    echo[ECHO_SEQ] != (ping->id >> 8 & 0xff) ||
	    echo[ECHO_SEQ + 1] != (ping->id & 0xff))
		return (-1);
	return (0);
}
