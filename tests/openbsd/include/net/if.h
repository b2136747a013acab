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

/* <net/if.h>: netintro(4), if_nametoindex(3). */
#ifndef OPENBSD_NET_IF_H
#define OPENBSD_NET_IF_H

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/time.h>

#define IF_NAMESIZE	16
#define IFNAMSIZ	IF_NAMESIZE

#define IFF_UP		0x1
#define IFF_BROADCAST	0x2
#define IFF_LOOPBACK	0x8
#define IFF_POINTOPOINT	0x10
#define IFF_RUNNING	0x40
#define IFF_NOARP	0x80
#define IFF_MULTICAST	0x8000

#define LINK_STATE_UNKNOWN	0
#define LINK_STATE_INVALID	1
#define LINK_STATE_DOWN		2
#define LINK_STATE_KALIVE_DOWN	3
#define LINK_STATE_UP		4
#define LINK_STATE_HALF_DUPLEX	5
#define LINK_STATE_FULL_DUPLEX	6
#define LINK_STATE_IS_UP(s)						\
	((s) >= LINK_STATE_UP || (s) == LINK_STATE_UNKNOWN)

struct if_data {
	u_char		ifi_type;
	u_char		ifi_addrlen;
	u_char		ifi_hdrlen;
	u_char		ifi_link_state;
	uint32_t	ifi_mtu;
	uint32_t	ifi_metric;
	uint32_t	ifi_rdomain;
	uint64_t	ifi_baudrate;
	struct timeval	ifi_lastchange;
};

struct if_msghdr {
	u_short		ifm_msglen;
	u_char		ifm_version;
	u_char		ifm_type;
	u_short		ifm_hdrlen;
	u_short		ifm_index;
	u_short		ifm_tableid;
	u_char		ifm_pad1;
	u_char		ifm_pad2;
	int		ifm_addrs;
	int		ifm_flags;
	int		ifm_xflags;
	struct if_data	ifm_data;
};

struct ifa_msghdr {
	u_short		ifam_msglen;
	u_char		ifam_version;
	u_char		ifam_type;
	u_short		ifam_hdrlen;
	u_short		ifam_index;
	u_short		ifam_tableid;
	int		ifam_addrs;
	int		ifam_flags;
	int		ifam_metric;
};

#define IFAN_ARRIVAL	0
#define IFAN_DEPARTURE	1

struct if_announcemsghdr {
	u_short		ifan_msglen;
	u_char		ifan_version;
	u_char		ifan_type;
	u_short		ifan_hdrlen;
	u_short		ifan_index;
	u_short		ifan_what;
	char		ifan_name[IFNAMSIZ];
};

struct ifreq {
	char	ifr_name[IFNAMSIZ];
	union {
		struct sockaddr	 ifru_addr;
		short		 ifru_flags;
		int		 ifru_metric;
		caddr_t		 ifru_data;
	} ifr_ifru;
};
#define ifr_addr	ifr_ifru.ifru_addr
#define ifr_flags	ifr_ifru.ifru_flags
#define ifr_mtu		ifr_ifru.ifru_metric
#define ifr_rdomainid	ifr_ifru.ifru_metric
#define ifr_data	ifr_ifru.ifru_data

struct if_nameindex {
	unsigned int	 if_index;
	char		*if_name;
};

unsigned int		 if_nametoindex(const char *);
char			*if_indextoname(unsigned int, char *);
struct if_nameindex	*if_nameindex(void);
void			 if_freenameindex(struct if_nameindex *);

#endif /* OPENBSD_NET_IF_H */
