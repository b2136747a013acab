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
 * The interface table: two sorted arrays, interfaces by index and addresses
 * by interface, and a third with all addresses for lookups by address.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arp.h"
#include "conf.h"
#include "confindex.h"
#include "ifaces.h"
#include "log.h"
#include "pool.h"

#define IFACES_MAX	65536		/* of each: interfaces, addresses */

struct iftable {
	struct iface	 *ifaces;	/* by index */
	uint32_t	  nifaces;
	struct msg_ifaddr *addrs;	/* by interface, then address */
	uint32_t	  naddrs;
	struct msg_ifaddr *byaddr;	/* by address, then interface */
	uint32_t	 *own;		/* host byte order, sorted */
	const struct msg_ifaddr *with_socket;	/* any; NULL: none */
	const struct msg_ifaddr *unshared;	/* see ifaces_unshared() */
};

static struct iftable	 table;		/* in force */
static struct iftable	 coming;	/* between begin and end */
static int		 receiving;

static int	 cmp_iface(const void *, const void *);
static int	 cmp_ifaddr(const void *, const void *);
static int	 cmp_byaddr(const void *, const void *);
static void	*room_for_one(void *, size_t, size_t);
static int	 iftable_finish(struct iftable *);
static void	 iftable_free(struct iftable *);
static void	 iface_set_addrs(struct iface *, const struct iftable *,
		    uint32_t *);
static void	 iface_set_subnet(struct iface *);
static int	 is_loopback(const struct iface *);
static void	 iftable_set_sources(struct iftable *);
static uint32_t	 addr_position(struct in_addr, uint32_t);

static int
cmp_u32(uint32_t a, uint32_t b)
{
	return ((a > b) - (a < b));
}

static int
cmp_iface(const void *a, const void *b)
{
	const struct iface	*ia = a, *ib = b;

	return (cmp_u32(ia->info.ifindex, ib->info.ifindex));
}

static int
cmp_ifaddr(const void *a, const void *b)
{
	const struct msg_ifaddr	*ia = a, *ib = b;

	if (ia->ifindex != ib->ifindex)
		return (cmp_u32(ia->ifindex, ib->ifindex));
	return (cmp_u32(ntohl(ia->addr.s_addr), ntohl(ib->addr.s_addr)));
}

static int
cmp_byaddr(const void *a, const void *b)
{
	const struct msg_ifaddr	*ia = a, *ib = b;

	if (ia->addr.s_addr != ib->addr.s_addr)
		return (cmp_u32(ntohl(ia->addr.s_addr),
		    ntohl(ib->addr.s_addr)));
	return (cmp_u32(ia->ifindex, ib->ifindex));
}

/* The array doubles whenever its length has come to a power of two. */
static void *
room_for_one(void *array, size_t n, size_t size)
{
	if (n != 0 && (n & (n - 1)) != 0)
		return (array);
	array = recallocarray(array, n, n == 0 ? 1 : 2 * n, size);
	if (array == NULL)
		fatal("recallocarray");
	return (array);
}

int
ifaces_begin(void)
{
	if (receiving)
		return (-1);
	memset(&coming, 0, sizeof(coming));
	receiving = 1;
	return (0);
}

int
ifaces_add(const struct msg_iface *info)
{
	struct iface	*iface;

	if (!receiving || coming.nifaces >= IFACES_MAX || info->ifindex == 0 ||
	    info->hlen > sizeof(info->hwaddr) ||
	    memchr(info->name, '\0', sizeof(info->name)) == NULL ||
	    memchr(info->reason, '\0', sizeof(info->reason)) == NULL)
		return (-1);
	coming.ifaces = room_for_one(coming.ifaces, coming.nifaces,
	    sizeof(*coming.ifaces));
	iface = &coming.ifaces[coming.nifaces++];
	iface->info = *info;
	iface->subnet = CONF_NONE;
	return (0);
}

int
ifaces_add_addr(const struct msg_ifaddr *addr)
{
	if (!receiving || coming.nifaces == 0 || coming.naddrs >= IFACES_MAX ||
	    addr->ifindex != coming.ifaces[coming.nifaces - 1].info.ifindex)
		return (-1);
	coming.addrs = room_for_one(coming.addrs, coming.naddrs,
	    sizeof(*coming.addrs));
	coming.addrs[coming.naddrs++] = *addr;
	return (0);
}

int
ifaces_end(void)
{
	if (!receiving || iftable_finish(&coming) == -1)
		return (-1);
	receiving = 0;
	iftable_free(&table);
	table = coming;
	memset(&coming, 0, sizeof(coming));
	pool_own(table.own, table.naddrs);
	arp_forget();
	ifaces_conf_changed();
	return (0);
}

static int
iftable_finish(struct iftable *t)
{
	uint32_t	 i, next = 0;

	if (t->nifaces > 0)
		qsort(t->ifaces, t->nifaces, sizeof(*t->ifaces), cmp_iface);
	for (i = 1; i < t->nifaces; i++)
		if (cmp_iface(&t->ifaces[i - 1], &t->ifaces[i]) == 0)
			return (-1);
	if (t->naddrs > 0) {
		qsort(t->addrs, t->naddrs, sizeof(*t->addrs), cmp_ifaddr);
		t->byaddr = calloc(t->naddrs, sizeof(*t->byaddr));
		t->own = calloc(t->naddrs, sizeof(*t->own));
		if (t->byaddr == NULL || t->own == NULL)
			fatal("calloc");
		memcpy(t->byaddr, t->addrs, t->naddrs * sizeof(*t->byaddr));
		qsort(t->byaddr, t->naddrs, sizeof(*t->byaddr), cmp_byaddr);
	}
	for (i = 0; i < t->naddrs; i++)
		t->own[i] = ntohl(t->byaddr[i].addr.s_addr);
	for (i = 0; i < t->nifaces; i++)
		iface_set_addrs(&t->ifaces[i], t, &next);
	iftable_set_sources(t);
	return (0);
}

/* Its aliases are what servers share. */
static int
is_loopback(const struct iface *iface)
{
	return (iface->primary != NULL &&
	    ntohl(iface->primary->addr.s_addr) >> 24 == IN_LOOPBACKNET);
}

/* What to fall back to where an interface has no address; served ones first. */
static void
iftable_set_sources(struct iftable *t)
{
	const struct iface	*iface;
	uint32_t		 i;

	for (i = 0; i < t->naddrs && t->with_socket == NULL; i++)
		if (t->addrs[i].sock != 0)
			t->with_socket = &t->addrs[i];
	for (i = 0; i < t->nifaces; i++) {
		iface = &t->ifaces[i];
		if (iface->primary == NULL || is_loopback(iface))
			continue;
		if (iface->info.flags & IFACE_SERVED) {
			t->unshared = iface->primary;
			break;
		}
		if (t->unshared == NULL)
			t->unshared = iface->primary;
	}
}

/* Both arrays are sorted by interface: *next goes through one of them. */
static void
iface_set_addrs(struct iface *iface, const struct iftable *t, uint32_t *next)
{
	const struct msg_ifaddr	*addr;

	if (t->naddrs == 0)
		return;
	iface->addrs = &t->addrs[*next];
	while (*next < t->naddrs &&
	    t->addrs[*next].ifindex == iface->info.ifindex) {
		addr = &t->addrs[(*next)++];
		iface->naddrs++;
		if (iface->primary == NULL && addr->flags & IFADDR_PRIMARY)
			iface->primary = addr;
	}
}

static void
iftable_free(struct iftable *t)
{
	free(t->ifaces);
	free(t->addrs);
	free(t->byaddr);
	free(t->own);
	memset(t, 0, sizeof(*t));
}

/* An address in a declared subnet, the primary one preferred. */
static void
iface_set_subnet(struct iface *iface)
{
	uint32_t	 i;

	iface->subnet = CONF_NONE;
	if (iface->primary != NULL)
		iface->subnet = conf_find_subnet(conf,
		    ntohl(iface->primary->addr.s_addr));
	for (i = 0; i < iface->naddrs && iface->subnet == CONF_NONE; i++)
		iface->subnet = conf_find_subnet(conf,
		    ntohl(iface->addrs[i].addr.s_addr));
}

void
ifaces_conf_changed(void)
{
	uint32_t	 i;

	if (conf == NULL)
		return;
	for (i = 0; i < table.nifaces; i++)
		iface_set_subnet(&table.ifaces[i]);
}

const struct iface *
iface_find(uint32_t ifindex)
{
	uint32_t	 low = 0, high = table.nifaces, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (table.ifaces[mid].info.ifindex < ifindex)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == table.nifaces || table.ifaces[low].info.ifindex != ifindex)
		return (NULL);
	return (&table.ifaces[low]);
}

/* The first place in byaddr that is not before this address. */
static uint32_t
addr_position(struct in_addr addr, uint32_t ifindex)
{
	struct msg_ifaddr	 key;
	uint32_t		 low = 0, high = table.naddrs, mid;

	memset(&key, 0, sizeof(key));
	key.addr = addr;
	key.ifindex = ifindex;
	while (low < high) {
		mid = low + (high - low) / 2;
		if (cmp_byaddr(&table.byaddr[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return (low);
}

const struct msg_ifaddr *
ifaces_served_addr(struct in_addr addr, uint32_t ifindex)
{
	const struct msg_ifaddr	*p;
	uint32_t		 i;

	i = addr_position(addr, ifindex);
	if (i < table.naddrs) {
		p = &table.byaddr[i];
		if (p->addr.s_addr == addr.s_addr && p->ifindex == ifindex &&
		    p->sock != 0)
			return (p);
	}
	for (i = addr_position(addr, 0); i < table.naddrs &&
	    table.byaddr[i].addr.s_addr == addr.s_addr; i++)
		if (table.byaddr[i].sock != 0)
			return (&table.byaddr[i]);
	return (NULL);
}

const struct msg_ifaddr *
ifaces_source(const struct iface *iface)
{
	uint32_t	 i;

	if (iface != NULL) {
		if (iface->primary != NULL && iface->primary->sock != 0)
			return (iface->primary);
		for (i = 0; i < iface->naddrs; i++)
			if (iface->addrs[i].sock != 0)
				return (&iface->addrs[i]);
	}
	return (table.with_socket);
}

const struct msg_ifaddr *
ifaces_unshared(const struct iface *iface)
{
	if (iface != NULL && iface->primary != NULL && !is_loopback(iface))
		return (iface->primary);
	return (table.unshared);
}

int
ifaces_is_own(struct in_addr addr)
{
	uint32_t	 i;

	i = addr_position(addr, 0);
	return (i < table.naddrs &&
	    table.byaddr[i].addr.s_addr == addr.s_addr);
}
