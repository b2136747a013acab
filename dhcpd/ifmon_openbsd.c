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
 * Interfaces by getifaddrs(3) and route(4); see ifmon.h.  getifaddrs(3) needs
 * the promise route, reading a route socket that is open needs none.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <net/if.h>
#include <net/if_dl.h>
#include <net/if_types.h>
#include <net/route.h>
#include <netinet/in.h>

#include <errno.h>
#include <ifaddrs.h>
#include <string.h>
#include <unistd.h>

#include "dhcpd/ifmon.h"
#include "dhcpd/iftable.h"
#include "log.h"

#define HWADDR_LEN	6	/* of Ethernet */

static int	mon = -1;

int
ifmon_open(void)
{
	unsigned int filter, table = RTABLE_ANY;

	mon = socket(AF_ROUTE, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK,
	    AF_INET);
	if (mon == -1)
		fatal("route socket");
	filter = ROUTE_FILTER(RTM_IFINFO) | ROUTE_FILTER(RTM_NEWADDR) |
	    ROUTE_FILTER(RTM_DELADDR) | ROUTE_FILTER(RTM_IFANNOUNCE);
	if (setsockopt(mon, AF_ROUTE, ROUTE_MSGFILTER, &filter,
	    sizeof(filter)) == -1 ||
	    setsockopt(mon, AF_ROUTE, ROUTE_TABLEFILTER, &table,
	    sizeof(table)) == -1)
		fatal("route socket");
	return (mon);
}

/* RTM_DESYNC, that messages were lost, gets through every filter. */
int
ifmon_changed(void)
{
	char buf[2048];
	int changed = 0;

	for (;;) {
		if (read(mon, buf, sizeof(buf)) > 0) {
			changed = 1;
			continue;
		}
		switch (errno) {
		case EINTR:
			continue;
		case EAGAIN:
			return (changed);
		case ENOBUFS:		/* lost some */
			changed = 1;
			continue;
		default:
			fatal("route socket");
		}
	}
}

/*
 * There are several types of interfaces that are Ethernet to their users:
 * vlan(4), trunk(4), carp(4), veb(4)'s vport(4) and more.  All others that can
 * broadcast have gone from this system.
 */
static void
link_hwaddr(struct iface *ifp, const struct sockaddr_dl *sdl)
{
	if (sdl->sdl_alen != HWADDR_LEN)
		return;
	ifp->m.htype = HTYPE_ETHER;
	ifp->m.hlen = HWADDR_LEN;
	/* LLADDR(), which casts const away */
	memcpy(ifp->m.hwaddr, sdl->sdl_data + sdl->sdl_nlen, HWADDR_LEN);
}

/* carp(4) tells its state by the state of its link: up is MASTER. */
static void
got_link(struct iftable *t, const struct ifaddrs *ifa)
{
	const struct sockaddr_dl *sdl;
	const struct if_data *data = ifa->ifa_data;
	struct iface *ifp;

	sdl = (const struct sockaddr_dl *)(const void *)ifa->ifa_addr;
	ifp = iftable_add(t, ifa->ifa_name, sdl->sdl_index);
	if (ifa->ifa_flags & IFF_UP)
		ifp->m.flags |= IFACE_UP;
	if (ifa->ifa_flags & IFF_BROADCAST)
		ifp->flags |= IFENT_BROADCAST;
	link_hwaddr(ifp, sdl);
	if (data == NULL)
		return;
	ifp->m.rdomain = data->ifi_rdomain;
	ifp->m.mtu = data->ifi_mtu > UINT16_MAX ? UINT16_MAX :
	    (uint16_t)data->ifi_mtu;
	if (data->ifi_type == IFT_CARP &&
	    data->ifi_link_state != LINK_STATE_UP)
		ifp->flags |= IFENT_BACKUP;
}

static void
got_addr(struct iftable *t, const struct ifaddrs *ifa)
{
	const struct sockaddr_in *sin, *mask;
	const struct iface *found;

	sin = (const struct sockaddr_in *)(const void *)ifa->ifa_addr;
	mask = (const struct sockaddr_in *)(const void *)ifa->ifa_netmask;
	if (mask == NULL ||
	    (found = iftable_byname(t, ifa->ifa_name)) == NULL)
		return;
	iface_add_addr(iftable_find(t, found->m.ifindex), sin->sin_addr,
	    mask->sin_addr);
}

/*
 * The entry of the link stands before the addresses of an interface, and the
 * primary address before aliases.
 */
int
ifmon_scan(struct iftable *t)
{
	struct ifaddrs *ifap, *ifa;

	iftable_clear(t);
	if (getifaddrs(&ifap) == -1)
		return (-1);
	for (ifa = ifap; ifa != NULL; ifa = ifa->ifa_next) {
		if (ifa->ifa_addr == NULL)
			continue;
		if (ifa->ifa_addr->sa_family == AF_LINK)
			got_link(t, ifa);
		else if (ifa->ifa_addr->sa_family == AF_INET)
			got_addr(t, ifa);
	}
	freeifaddrs(ifap);
	return (0);
}
