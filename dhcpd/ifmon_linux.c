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
 * Interfaces by rtnetlink(7); see ifmon.h.  Both sockets are opened before
 * the jail.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netinet/in.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include <libmnl/libmnl.h>

#include "dhcpd/ifmon.h"
#include "dhcpd/iftable.h"
#include "log.h"

#define SCAN_TRIES	5	/* the kernel interrupts dumps by changes */
#define NL_BUFLEN	32768	/* the longest that the kernel sends */

static struct mnl_socket	*mon, *dump;
static unsigned int		 seq;

int
ifmon_open(void)
{
	mon = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC | SOCK_NONBLOCK);
	dump = mnl_socket_open2(NETLINK_ROUTE, SOCK_CLOEXEC);
	if (mon == NULL || dump == NULL ||
	    mnl_socket_bind(mon, RTMGRP_LINK | RTMGRP_IPV4_IFADDR,
	    MNL_SOCKET_AUTOPID) == -1 ||
	    mnl_socket_bind(dump, 0, MNL_SOCKET_AUTOPID) == -1)
		fatal("rtnetlink socket");
	return (mnl_socket_get_fd(mon));
}

int
ifmon_changed(void)
{
	static _Alignas(struct nlmsghdr) char buf[NL_BUFLEN];
	int changed = 0;

	for (;;) {
		if (mnl_socket_recvfrom(mon, buf, sizeof(buf)) >= 0) {
			changed = 1;
			continue;
		}
		switch (errno) {
		case EINTR:
			continue;
		case EAGAIN:
			return (changed);
		case ENOBUFS:		/* messages were lost */
		case ENOSPC:		/* or too long; a scan tells all */
			changed = 1;
			continue;
		default:
			fatal("rtnetlink");
		}
	}
}

static int
link_attr(const struct nlattr *attr, void *arg)
{
	const struct nlattr **tb = arg;

	if (mnl_attr_type_valid(attr, IFLA_MAX) >= 0)
		tb[mnl_attr_get_type(attr)] = attr;
	return (MNL_CB_OK);
}

static int
addr_attr(const struct nlattr *attr, void *arg)
{
	const struct nlattr **tb = arg;

	if (mnl_attr_type_valid(attr, IFA_MAX) >= 0)
		tb[mnl_attr_get_type(attr)] = attr;
	return (MNL_CB_OK);
}

static void
link_hwaddr(struct iface *ifp, int type, const struct nlattr *attr)
{
	size_t len;

	if (attr == NULL)
		return;
	len = mnl_attr_get_payload_len(attr);
	if (len == 0 || len > sizeof(ifp->m.hwaddr))
		return;
	switch (type) {
	case ARPHRD_ETHER:
		ifp->m.htype = HTYPE_ETHER;
		break;
	case ARPHRD_IEEE802:
		ifp->m.htype = HTYPE_IEEE802;
		break;
	case ARPHRD_FDDI:
		ifp->m.htype = HTYPE_FDDI;
		break;
	default:
		return;
	}
	ifp->m.hlen = (uint8_t)len;
	memcpy(ifp->m.hwaddr, mnl_attr_get_payload(attr), len);
}

static int
got_link(const struct nlmsghdr *nlh, void *arg)
{
	const struct nlattr *tb[IFLA_MAX + 1] = { NULL };
	const struct ifinfomsg *ifm = mnl_nlmsg_get_payload(nlh);
	struct iftable *t = arg;
	struct iface *ifp;
	uint32_t mtu;

	if (nlh->nlmsg_type != RTM_NEWLINK ||
	    mnl_nlmsg_get_payload_len(nlh) < sizeof(*ifm) ||
	    mnl_attr_parse(nlh, sizeof(*ifm), link_attr, tb) == MNL_CB_ERROR ||
	    tb[IFLA_IFNAME] == NULL ||
	    mnl_attr_validate(tb[IFLA_IFNAME], MNL_TYPE_NUL_STRING) == -1)
		return (MNL_CB_OK);
	ifp = iftable_add(t, mnl_attr_get_str(tb[IFLA_IFNAME]),
	    (uint32_t)ifm->ifi_index);
	if (ifm->ifi_flags & IFF_UP)
		ifp->m.flags |= IFACE_UP;
	if (ifm->ifi_flags & IFF_BROADCAST)
		ifp->flags |= IFENT_BROADCAST;
	if (tb[IFLA_MTU] != NULL &&
	    mnl_attr_validate(tb[IFLA_MTU], MNL_TYPE_U32) == 0) {
		mtu = mnl_attr_get_u32(tb[IFLA_MTU]);
		ifp->m.mtu = mtu > UINT16_MAX ? UINT16_MAX : (uint16_t)mtu;
	}
	link_hwaddr(ifp, ifm->ifi_type, tb[IFLA_ADDRESS]);
	return (MNL_CB_OK);
}

/*
 * The kernel lists the primary addresses of an interface before the secondary
 * ones.  IFA_LOCAL is ours; IFA_ADDRESS the other end of a point-to-point
 * link, else the same.
 */
static int
got_addr(const struct nlmsghdr *nlh, void *arg)
{
	const struct nlattr *tb[IFA_MAX + 1] = { NULL };
	const struct ifaddrmsg *ifa = mnl_nlmsg_get_payload(nlh);
	const struct nlattr *attr;
	struct iftable *t = arg;
	struct in_addr addr, mask;
	struct iface *ifp;

	if (nlh->nlmsg_type != RTM_NEWADDR ||
	    mnl_nlmsg_get_payload_len(nlh) < sizeof(*ifa) ||
	    ifa->ifa_family != AF_INET || ifa->ifa_prefixlen > 32 ||
	    mnl_attr_parse(nlh, sizeof(*ifa), addr_attr, tb) == MNL_CB_ERROR)
		return (MNL_CB_OK);
	attr = tb[IFA_LOCAL] != NULL ? tb[IFA_LOCAL] : tb[IFA_ADDRESS];
	if (attr == NULL || mnl_attr_get_payload_len(attr) != sizeof(addr) ||
	    (ifp = iftable_find(t, ifa->ifa_index)) == NULL)
		return (MNL_CB_OK);
	memcpy(&addr, mnl_attr_get_payload(attr), sizeof(addr));
	mask.s_addr = ifa->ifa_prefixlen == 0 ? 0 :
	    htonl(0xffffffffU << (32 - ifa->ifa_prefixlen));
	iface_add_addr(ifp, addr, mask);
	return (MNL_CB_OK);
}

/*
 * What is left of a list that was interrupted; the kernel makes it while it is
 * read, and refuses to begin another one before.
 */
static void
drain(void)
{
	char buf[NL_BUFLEN];

	while (recv(mnl_socket_get_fd(dump), buf, sizeof(buf),
	    MSG_DONTWAIT) > 0)
		continue;
}

static int
request(uint16_t type, uint8_t family, mnl_cb_t cb, struct iftable *t)
{
	static _Alignas(struct nlmsghdr) char buf[NL_BUFLEN];
	struct nlmsghdr *nlh;
	struct ifinfomsg *ifm;
	unsigned int port;
	ssize_t n;
	int r = MNL_CB_OK;

	nlh = mnl_nlmsg_put_header(buf);
	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	nlh->nlmsg_seq = ++seq;
	/* struct ifaddrmsg is shorter and begins with the family, too */
	ifm = mnl_nlmsg_put_extra_header(nlh, sizeof(*ifm));
	ifm->ifi_family = family;
	if (mnl_socket_sendto(dump, nlh, nlh->nlmsg_len) == -1)
		return (-1);
	port = mnl_socket_get_portid(dump);
	while (r == MNL_CB_OK) {
		if ((n = mnl_socket_recvfrom(dump, buf, sizeof(buf))) == -1)
			return (-1);
		r = mnl_cb_run(buf, (size_t)n, seq, port, cb, t);
	}
	return (r == MNL_CB_ERROR ? -1 : 0);
}

int
ifmon_scan(struct iftable *t)
{
	int i;

	for (i = 0; i < SCAN_TRIES; i++) {
		iftable_clear(t);
		if (request(RTM_GETLINK, AF_UNSPEC, got_link, t) == 0 &&
		    request(RTM_GETADDR, AF_INET, got_addr, t) == 0)
			return (0);
		if (errno != EINTR && errno != EBUSY && errno != EPROTO)
			break;
		drain();
	}
	return (-1);
}
