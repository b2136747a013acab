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

/* <net/route.h>: route(4). */
#ifndef OPENBSD_NET_ROUTE_H
#define OPENBSD_NET_ROUTE_H

#include <sys/types.h>
#include <sys/socket.h>

struct rt_metrics {
	uint64_t	rmx_pksent;
	int64_t		rmx_expire;
	u_int		rmx_locks;
	u_int		rmx_mtu;
	u_int		rmx_refcnt;
	u_int		rmx_hopcount;
	u_int		rmx_recvpipe;
	u_int		rmx_sendpipe;
	u_int		rmx_ssthresh;
	u_int		rmx_rtt;
	u_int		rmx_rttvar;
	u_int		rmx_pad;
};

struct rt_msghdr {
	u_short		rtm_msglen;
	u_char		rtm_version;
	u_char		rtm_type;
	u_short		rtm_hdrlen;
	u_short		rtm_index;
	u_short		rtm_tableid;
	u_char		rtm_priority;
	u_char		rtm_mpls;
	int		rtm_addrs;
	int		rtm_flags;
	int		rtm_fmask;
	pid_t		rtm_pid;
	int		rtm_seq;
	int		rtm_errno;
	u_int		rtm_inits;
	struct rt_metrics rtm_rmx;
};

#define RTM_VERSION	5
#define RTM_ADD		0x1
#define RTM_DELETE	0x2
#define RTM_CHANGE	0x3
#define RTM_GET		0x4
#define RTM_MISS	0x7
#define RTM_RESOLVE	0xb
#define RTM_NEWADDR	0xc
#define RTM_DELADDR	0xd
#define RTM_IFINFO	0xe
#define RTM_IFANNOUNCE	0xf
#define RTM_DESYNC	0x10
#define RTM_CHGADDRATTR	0x14

#define RTF_UP		0x1
#define RTF_GATEWAY	0x2
#define RTF_HOST	0x4
#define RTF_REJECT	0x8
#define RTF_DONE	0x40
#define RTF_CLONING	0x100
#define RTF_LLINFO	0x400
#define RTF_STATIC	0x800
#define RTF_BLACKHOLE	0x1000
#define RTF_CLONED	0x10000
#define RTF_CACHED	0x20000
#define RTF_MPATH	0x40000
#define RTF_LOCAL	0x200000
#define RTF_BROADCAST	0x400000
#define RTF_CONNECTED	0x800000

#define RTV_MTU		0x1
#define RTV_EXPIRE	0x4

#define RTA_DST		0x1
#define RTA_GATEWAY	0x2
#define RTA_NETMASK	0x4
#define RTA_GENMASK	0x8
#define RTA_IFP		0x10
#define RTA_IFA		0x20
#define RTA_AUTHOR	0x40
#define RTA_BRD		0x80

#define RTAX_DST	0
#define RTAX_GATEWAY	1
#define RTAX_NETMASK	2
#define RTAX_IFP	4
#define RTAX_IFA	5
#define RTAX_BRD	7
#define RTAX_MAX	15

#define ROUTE_MSGFILTER		1
#define ROUTE_TABLEFILTER	2
#define ROUTE_PRIOFILTER	3
#define ROUTE_FLAGFILTER	4
#define ROUTE_FILTER(m)		(1 << (m))
#define RTABLE_ANY		0xffffffff

#endif /* OPENBSD_NET_ROUTE_H */
