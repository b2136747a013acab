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

/* <netinet/in.h>: inet(4), ip(4), byteorder(3). */
#ifndef OPENBSD_NETINET_IN_H
#define OPENBSD_NETINET_IN_H

#include <sys/types.h>

#define IPPROTO_IP	0
#define IPPROTO_ICMP	1
#define IPPROTO_TCP	6
#define IPPROTO_UDP	17
#define IPPROTO_IPV6	41
#define IPPROTO_RAW	255

#define IPPORT_RESERVED	1024

struct in_addr {
	in_addr_t	s_addr;
};

struct sockaddr_in {
	uint8_t		sin_len;
	sa_family_t	sin_family;
	in_port_t	sin_port;
	struct in_addr	sin_addr;
	int8_t		sin_zero[8];
};

struct in6_addr {
	uint8_t		s6_addr[16];
};

struct sockaddr_in6 {
	uint8_t		sin6_len;
	sa_family_t	sin6_family;
	in_port_t	sin6_port;
	uint32_t	sin6_flowinfo;
	struct in6_addr	sin6_addr;
	uint32_t	sin6_scope_id;
};

struct ip_mreq {
	struct in_addr	imr_multiaddr;
	struct in_addr	imr_interface;
};

#define INADDR_ANY		((in_addr_t)0x00000000)
#define INADDR_LOOPBACK		((in_addr_t)0x7f000001)
#define INADDR_BROADCAST	((in_addr_t)0xffffffff)
#define INADDR_UNSPEC_GROUP	((in_addr_t)0xe0000000)
#define INADDR_NONE		((in_addr_t)0xffffffff)
#define IN_LOOPBACKNET		127
#define IN_CLASSA(i)		(((uint32_t)(i) & 0x80000000) == 0)
#define IN_CLASSB(i)		(((uint32_t)(i) & 0xc0000000) == 0x80000000)
#define IN_CLASSC(i)		(((uint32_t)(i) & 0xe0000000) == 0xc0000000)
#define IN_CLASSD(i)		(((uint32_t)(i) & 0xf0000000) == 0xe0000000)
#define IN_MULTICAST(i)		IN_CLASSD(i)
#define IN_EXPERIMENTAL(i)	(((uint32_t)(i) & 0xf0000000) == 0xf0000000)
#define IN_BADCLASS(i)		IN_EXPERIMENTAL(i)

#define INET_ADDRSTRLEN		16
#define INET6_ADDRSTRLEN	46

#define IP_OPTIONS		1
#define IP_HDRINCL		2
#define IP_TOS			3
#define IP_TTL			4
#define IP_RECVDSTADDR		7
#define IP_MULTICAST_IF		9
#define IP_MULTICAST_TTL	10
#define IP_MULTICAST_LOOP	11
#define IP_ADD_MEMBERSHIP	12
#define IP_DROP_MEMBERSHIP	13
#define IP_PORTRANGE		19
#define IP_RECVIF		30
#define IP_RECVTTL		31
#define IP_RECVDSTPORT		33
#define IP_RECVRTABLE		35
#define IP_SENDSRCADDR		IP_RECVDSTADDR

#endif /* OPENBSD_NETINET_IN_H */
