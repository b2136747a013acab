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
 * The fixed part of a DHCP or BOOTP message: RFC 2131 section 2, RFC 951.
 */
#ifndef PACKET_H
#define PACKET_H

#include <sys/types.h>
#include <netinet/in.h>

#include <assert.h>
#include <stdint.h>

#define DHCP_SERVER_PORT	67
#define DHCP_CLIENT_PORT	68

#define DHCP_COOKIE		0x63825363	/* host byte order */
#define DHCP_COOKIE_LEN		4
#define DHCP_CHADDR_LEN		16
#define DHCP_SNAME_LEN		64
#define DHCP_FILE_LEN		128
#define DHCP_FIXED_LEN		236	/* all before the magic cookie */
#define DHCP_MIN_LEN		(DHCP_FIXED_LEN + DHCP_COOKIE_LEN)
#define BOOTP_MIN_LEN		300	/* RFC 951: BOOTP clients expect it */
#define DHCP_MTU_MIN		576	/* RFC 2132 9.10: with IP header */
#define DHCP_UDP_OVERHEAD	28	/* IP header (20) and UDP header (8) */
#define DHCP_MTU_MAX		1500	/* we never send more than that */
#define DHCP_PACKET_MAX		4096	/* we never accept more, UDP payload */

#define BOOTREQUEST		1
#define BOOTREPLY		2

#define BOOTP_BROADCAST		0x8000	/* in flags, host byte order */

#define HTYPE_ETHER		1	/* RFC 1700, ARP hardware types */
#define HTYPE_IEEE802		6
#define HTYPE_FDDI		8
#define HTYPE_IPSEC_TUNNEL	31	/* RFC 3456 */

/* option 53, RFC 2132 9.6 */
#define DHCPDISCOVER		1
#define DHCPOFFER		2
#define DHCPREQUEST		3
#define DHCPDECLINE		4
#define DHCPACK			5
#define DHCPNAK			6
#define DHCPRELEASE		7
#define DHCPINFORM		8

/*
 * As on the wire; every field of more than a byte in network byte order.
 * Has no alignment holes, so it may be copied from and to a packet.
 */
struct dhcp_fixed {
	uint8_t		 op;		/* BOOTREQUEST, BOOTREPLY */
	uint8_t		 htype;
	uint8_t		 hlen;
	uint8_t		 hops;
	uint32_t	 xid;
	uint16_t	 secs;
	uint16_t	 flags;		/* BOOTP_BROADCAST */
	struct in_addr	 ciaddr;
	struct in_addr	 yiaddr;
	struct in_addr	 siaddr;
	struct in_addr	 giaddr;
	uint8_t		 chaddr[DHCP_CHADDR_LEN];
	/* When they are full, they have no NUL. */
	char		 sname[DHCP_SNAME_LEN];
	char		 file[DHCP_FILE_LEN];
};

static_assert(sizeof(struct dhcp_fixed) == DHCP_FIXED_LEN,
    "struct dhcp_fixed is as on the wire");

#endif /* PACKET_H */
