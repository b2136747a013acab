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
 * Neighbours on OpenBSD: host routes with a link-layer gateway, route(4).
 *
 * Every request that must match one entry exactly has a netmask of all ones:
 * without it the kernel takes the best match, and that is the subnet's own
 * route when the entry has just gone.
 *
 * An entry is put on an interface by its address (RTA_IFA), together with
 * RTA_IFP and sdl_index: two interfaces may be in one subnet.  All entries
 * have an expiry, so that the kernel ends them if we can't.  They are not
 * RTF_STATIC, as those of arp(8) are: it would keep such an entry, and only
 * forget the hardware address.
 *
 * The kernel wants root for all but RTM_GET, whatever was pledged.
 */
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <net/if.h>
#include <net/if_dl.h>
#include <net/if_types.h>
#include <net/route.h>
#include <netinet/in.h>

#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "log.h"
#include "neigh.h"
#include "proc.h"

#define ROUND_LONG(n)	(((n) + sizeof(long) - 1) & ~(sizeof(long) - 1))
#define RT_READS	16	/* how many messages may not be our answer */
#define RT_UNREAD	256	/* more than the socket has room for */
#define RT_TIMEOUT_USEC	100000
#define RT_SECONDS	20	/* longer than we keep it ourselves */

struct rtbuf {
	struct rt_msghdr	 hdr;
	char			 space[1024];
};

static int	 rtfd = -1;
static int	 rtseq;

void
neigh_open(void)
{
	const struct timeval	 tv = { 0, RT_TIMEOUT_USEC };
	const unsigned int	 filter = ROUTE_FILTER(RTM_GET);
	const unsigned int	 table = RTABLE_ANY;

	rtfd = socket(AF_ROUTE, SOCK_RAW | SOCK_CLOEXEC, AF_INET);
	if (rtfd == -1)
		fatal("route socket");
	if (setsockopt(rtfd, AF_ROUTE, ROUTE_MSGFILTER, &filter,
	    sizeof(filter)) == -1)
		fatal("ROUTE_MSGFILTER");
	/* Else it is told nothing of other rdomains than its own. */
	if (setsockopt(rtfd, AF_ROUTE, ROUTE_TABLEFILTER, &table,
	    sizeof(table)) == -1)
		fatal("ROUTE_TABLEFILTER");
	if (setsockopt(rtfd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv)) == -1)
		fatal("SO_RCVTIMEO");
}

int
neigh_jail_flags(void)
{
	return (PROC_JAIL_CHROOT | PROC_JAIL_NOUSER);
}

int
neigh_keepcap(void)
{
	return (PROC_NOCAP);
}

static void
rt_begin(struct rtbuf *m, int type, const struct neigh *n)
{
	memset(m, 0, sizeof(*m));
	m->hdr.rtm_version = RTM_VERSION;
	m->hdr.rtm_type = (u_char)type;
	m->hdr.rtm_hdrlen = sizeof(m->hdr);
	m->hdr.rtm_msglen = sizeof(m->hdr);
	m->hdr.rtm_tableid = (u_short)n->rdomain;
	m->hdr.rtm_seq = ++rtseq;
}

/* Addresses follow each other in the order of their bits. */
static void
rt_put(struct rtbuf *m, int bit, const void *sa, size_t len)
{
	memcpy((char *)m + m->hdr.rtm_msglen, sa, len);
	m->hdr.rtm_msglen += ROUND_LONG(len);
	m->hdr.rtm_addrs |= bit;
}

static void
rt_put_addr(struct rtbuf *m, int bit, struct in_addr addr)
{
	struct sockaddr_in	 sin;

	memset(&sin, 0, sizeof(sin));
	sin.sin_len = sizeof(sin);
	sin.sin_family = AF_INET;
	sin.sin_addr = addr;
	rt_put(m, bit, &sin, sizeof(sin));
}

static void
rt_put_link(struct rtbuf *m, int bit, const struct neigh *n, int hwaddr)
{
	struct sockaddr_dl	 sdl;

	memset(&sdl, 0, sizeof(sdl));
	sdl.sdl_len = sizeof(sdl);
	sdl.sdl_family = AF_LINK;
	sdl.sdl_type = IFT_ETHER;
	sdl.sdl_index = (u_short)n->ifindex;
	if (hwaddr) {
		sdl.sdl_alen = NEIGH_HLEN;
		memcpy(LLADDR(&sdl), n->hwaddr, NEIGH_HLEN);
	}
	rt_put(m, bit, &sdl, sizeof(sdl));
}

static void
rt_put_hostmask(struct rtbuf *m)
{
	struct in_addr	 ones;

	ones.s_addr = INADDR_BROADCAST;
	rt_put_addr(m, RTA_NETMASK, ones);
}

static int
rt_write(const struct rtbuf *m)
{
	if (write(rtfd, m, m->hdr.rtm_msglen) == -1) {
		if (errno == ESRCH)
			errno = ENOENT;
		return (-1);
	}
	return (0);
}

/*
 * Throws away what is unread: the answers to requests that failed, and to
 * those of others, since everybody may ask.  A socket that was full is told
 * nothing more until it is empty.
 */
static void
rt_drain(void)
{
	char		 buf[16];	/* the rest of a message goes, too */
	unsigned int	 i;

	for (i = 0; i < RT_UNREAD; i++)
		if (recv(rtfd, buf, sizeof(buf), MSG_DONTWAIT) == -1 &&
		    errno != EINTR)
			return;
}

/* The answer to the RTM_GET that was just written. */
static int
rt_answer(struct rtbuf *m)
{
	const pid_t	 pid = getpid();
	ssize_t		 len;
	unsigned int	 i;

	for (i = 0; i < RT_READS; i++) {
		if ((len = read(rtfd, m, sizeof(*m))) == -1) {
			if (errno == EINTR)
				continue;
			return (-1);
		}
		if ((size_t)len >= sizeof(m->hdr) &&
		    m->hdr.rtm_version == RTM_VERSION &&
		    m->hdr.rtm_type == RTM_GET &&
		    m->hdr.rtm_pid == pid && m->hdr.rtm_seq == rtseq &&
		    m->hdr.rtm_errno == 0 &&
		    m->hdr.rtm_hdrlen >= sizeof(m->hdr) &&
		    m->hdr.rtm_hdrlen <= m->hdr.rtm_msglen &&
		    m->hdr.rtm_msglen <= len)
			return (0);
	}
	errno = EIO;
	return (-1);
}

/* The gateway of a message, if it is of the link layer. */
static int
rt_gateway(const struct rtbuf *m, struct sockaddr_dl *sdl)
{
	const char	*p = (const char *)m + m->hdr.rtm_hdrlen;
	const char	*end = (const char *)m + m->hdr.rtm_msglen;
	size_t		 len;

	memset(sdl, 0, sizeof(*sdl));
	if ((m->hdr.rtm_addrs & (RTA_DST | RTA_GATEWAY)) !=
	    (RTA_DST | RTA_GATEWAY) || p >= end)
		return (-1);
	/* sa_len is the first byte of each; none takes up nothing. */
	len = (u_char)*p;
	p += len == 0 ? sizeof(long) : ROUND_LONG(len);
	if (p >= end)
		return (-1);
	len = (u_char)*p;
	if (len > (size_t)(end - p) || len > sizeof(*sdl))
		return (-1);
	memcpy(sdl, p, len);
	if (sdl->sdl_family != AF_LINK)
		return (-1);
	return (0);
}

int
neigh_get(const struct neigh *n, struct neigh_now *now)
{
	struct rtbuf		 m;
	struct sockaddr_dl	 sdl;

	memset(now, 0, sizeof(*now));
	now->state = NEIGH_ABSENT;
	rt_begin(&m, RTM_GET, n);
	rt_put_addr(&m, RTA_DST, n->addr);
	rt_put_hostmask(&m);
	rt_drain();
	if (rt_write(&m) == -1)
		return (errno == ENOENT ? 0 : -1);
	if (rt_answer(&m) == -1)
		return (-1);

	now->state = NEIGH_FIXED;	/* a host route, or our address */
	if ((m.hdr.rtm_flags & RTF_LLINFO) == 0 ||
	    m.hdr.rtm_flags & (RTF_LOCAL | RTF_BROADCAST | RTF_GATEWAY) ||
	    rt_gateway(&m, &sdl) == -1)
		return (0);
	now->expire = m.hdr.rtm_rmx.rmx_expire;
	if (m.hdr.rtm_flags & RTF_REJECT || sdl.sdl_alen == 0 ||
	    (now->expire != 0 && now->expire <= time(NULL)))
		now->state = NEIGH_DEAD;
	else if (m.hdr.rtm_index == n->ifindex &&
	    sdl.sdl_alen == NEIGH_HLEN && LLADDR(&sdl) + NEIGH_HLEN <=
	    (const char *)&sdl + sizeof(sdl)) {
		memcpy(now->hwaddr, LLADDR(&sdl), NEIGH_HLEN);
		if (now->expire != 0)
			now->state = NEIGH_LIVE;
	}
	return (0);
}

int
neigh_add(const struct neigh *n)
{
	struct rtbuf	 m;

	rt_begin(&m, RTM_ADD, n);
	m.hdr.rtm_flags = RTF_HOST;
	m.hdr.rtm_inits = RTV_EXPIRE;
	m.hdr.rtm_rmx.rmx_expire = time(NULL) + RT_SECONDS;
	rt_put_addr(&m, RTA_DST, n->addr);
	rt_put_link(&m, RTA_GATEWAY, n, 1);
	rt_put_link(&m, RTA_IFP, n, 0);
	rt_put_addr(&m, RTA_IFA, n->local);
	return (rt_write(&m));
}

int
neigh_extend(const struct neigh *n, const struct neigh_now *now)
{
	struct rtbuf	 m;
	int64_t		 expire = time(NULL) + RT_SECONDS;

	if (now->expire >= expire)
		return (0);
	rt_begin(&m, RTM_CHANGE, n);
	m.hdr.rtm_inits = RTV_EXPIRE;
	m.hdr.rtm_rmx.rmx_expire = expire;
	rt_put_addr(&m, RTA_DST, n->addr);
	rt_put_hostmask(&m);
	return (rt_write(&m));
}

int
neigh_del(const struct neigh *n)
{
	struct rtbuf	 m;

	rt_begin(&m, RTM_DELETE, n);
	rt_put_addr(&m, RTA_DST, n->addr);
	rt_put_hostmask(&m);
	return (rt_write(&m));
}
