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
 * What the parent says: interfaces with their addresses, and the subnets in
 * which entries may be put.  Sorted, for binary searches; addresses in host
 * byte order in here.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "packet.h"
#include "route.h"

#define TABLE_MAX	(1 << 20)	/* rows; the parent keeps far below */

struct iface {
	uint32_t	 ifindex;
	uint32_t	 rdomain;
	uint32_t	 primary;	/* address; 0: none */
	int		 usable;	/* served, and Ethernet */
};

struct own_addr {
	uint32_t	 addr;
	uint32_t	 ifindex;
};

struct subnet {
	uint32_t	 ifindex;
	uint32_t	 net;
	uint32_t	 mask;
};

struct rows {
	void		*row;
	size_t		 n;
	size_t		 size;		/* allocated, in rows */
};

/* What is in force, and what is being received. */
static struct rows	 ifaces, ifaces_new;
static struct rows	 addrs, addrs_new;
static struct rows	 subnets, subnets_new;
static int		 ifaces_open, subnets_open;

static void *
rows_add(struct rows *rows, size_t width)
{
	size_t	 size;

	if (rows->n == rows->size) {
		if (rows->n >= TABLE_MAX)
			fatalx("more than %d rows in a table", TABLE_MAX);
		size = rows->size == 0 ? 16 : rows->size * 2;
		rows->row = recallocarray(rows->row, rows->size, size, width);
		if (rows->row == NULL)
			fatal("recallocarray");
		rows->size = size;
	}
	return ((char *)rows->row + rows->n++ * width);
}

static void
rows_clear(struct rows *rows)
{
	free(rows->row);
	memset(rows, 0, sizeof(*rows));
}

static void
rows_swap(struct rows *live, struct rows *new, size_t width,
    int (*cmp)(const void *, const void *))
{
	free(live->row);
	*live = *new;
	memset(new, 0, sizeof(*new));
	if (live->n > 1)
		qsort(live->row, live->n, width, cmp);
}

static void *
rows_find(const struct rows *rows, size_t width, const void *key,
    int (*cmp)(const void *, const void *))
{
	if (rows->n == 0)
		return (NULL);
	return (bsearch(key, rows->row, rows->n, width, cmp));
}

static int
cmp_u32(uint32_t a, uint32_t b)
{
	return (a == b ? 0 : a < b ? -1 : 1);
}

static int
iface_cmp(const void *a, const void *b)
{
	const struct iface	*ia = a, *ib = b;

	return (cmp_u32(ia->ifindex, ib->ifindex));
}

static int
addr_cmp(const void *a, const void *b)
{
	const struct own_addr	*aa = a, *ab = b;

	return (cmp_u32(aa->addr, ab->addr));
}

static int
subnet_cmp(const void *a, const void *b)
{
	const struct subnet	*sa = a, *sb = b;

	if (sa->ifindex != sb->ifindex)
		return (cmp_u32(sa->ifindex, sb->ifindex));
	return (cmp_u32(sa->net, sb->net));
}

/* For bsearch(3): is the address (net of the key) in that subnet? */
static int
subnet_has(const void *key, const void *row)
{
	const struct subnet	*k = key, *s = row;

	if (k->ifindex != s->ifindex)
		return (cmp_u32(k->ifindex, s->ifindex));
	return (cmp_u32(k->net & s->mask, s->net));
}

void
ifaces_begin(void)
{
	rows_clear(&ifaces_new);
	rows_clear(&addrs_new);
	ifaces_open = 1;
}

int
ifaces_add(const struct msg_iface *msg)
{
	struct iface	*i;

	if (!ifaces_open)
		return (-1);
	i = rows_add(&ifaces_new, sizeof(*i));
	i->ifindex = msg->ifindex;
	i->rdomain = msg->rdomain;
	i->usable = msg->flags & IFACE_SERVED && msg->hlen == NEIGH_HLEN &&
	    (msg->htype == HTYPE_ETHER || msg->htype == HTYPE_IEEE802);
	return (0);
}

int
ifaces_addr(const struct msg_ifaddr *msg)
{
	struct iface	*i;
	struct own_addr	*a;

	if (!ifaces_open || ifaces_new.n == 0)
		return (-1);
	i = (struct iface *)ifaces_new.row + ifaces_new.n - 1;
	if (i->ifindex != msg->ifindex)
		return (-1);
	if (i->primary == 0 || msg->flags & IFADDR_PRIMARY)
		i->primary = ntohl(msg->addr.s_addr);
	a = rows_add(&addrs_new, sizeof(*a));
	a->ifindex = msg->ifindex;
	a->addr = ntohl(msg->addr.s_addr);
	return (0);
}

int
ifaces_end(void)
{
	if (!ifaces_open)
		return (-1);
	ifaces_open = 0;
	rows_swap(&ifaces, &ifaces_new, sizeof(struct iface), iface_cmp);
	rows_swap(&addrs, &addrs_new, sizeof(struct own_addr), addr_cmp);
	return (0);
}

void
subnets_begin(void)
{
	rows_clear(&subnets_new);
	subnets_open = 1;
}

int
subnets_add(const struct msg_arp_subnet *msg)
{
	struct subnet	*s;

	if (!subnets_open)
		return (-1);
	s = rows_add(&subnets_new, sizeof(*s));
	s->ifindex = msg->ifindex;
	s->mask = ntohl(msg->mask.s_addr);
	s->net = ntohl(msg->net.s_addr) & s->mask;
	return (0);
}

int
subnets_end(void)
{
	if (!subnets_open)
		return (-1);
	subnets_open = 0;
	rows_swap(&subnets, &subnets_new, sizeof(struct subnet), subnet_cmp);
	return (0);
}

/*
 * Our address in that subnet on that interface; where subnets share a wire,
 * we may have none in this one, and any on the interface will do.
 */
static uint32_t
local_addr(const struct iface *i, const struct subnet *s)
{
	const struct own_addr	*a = addrs.row;
	size_t			 low = 0, high = addrs.n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (a[mid].addr < s->net)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < addrs.n && (a[low].addr & s->mask) == s->net; low++)
		if (a[low].ifindex == i->ifindex)
			return (a[low].addr);
	return (i->primary);
}

/* Not a group address (which broadcast is) and not zero. */
static int
is_station(const uint8_t *hwaddr)
{
	static const uint8_t	 zero[NEIGH_HLEN];

	return ((hwaddr[0] & 1) == 0 && memcmp(hwaddr, zero, NEIGH_HLEN) != 0);
}

enum arp_result
permitted(const struct msg_arp *arp, struct neigh *n)
{
	const struct iface	*i;
	const struct subnet	*s;
	struct iface		 ikey;
	struct own_addr		 akey;
	struct subnet		 skey;
	const uint32_t		 addr = ntohl(arp->addr.s_addr);

	memset(&ikey, 0, sizeof(ikey));
	memset(&akey, 0, sizeof(akey));
	memset(&skey, 0, sizeof(skey));
	ikey.ifindex = skey.ifindex = arp->ifindex;
	skey.net = akey.addr = addr;
	i = rows_find(&ifaces, sizeof(*i), &ikey, iface_cmp);
	if (i == NULL || !i->usable)
		return (ARP_OUTSIDE);
	s = rows_find(&subnets, sizeof(*s), &skey, subnet_has);
	if (s == NULL)
		return (ARP_OUTSIDE);
	/* A /31 or /32 has neither (RFC 3021). */
	if (~s->mask > 1 && (addr == s->net || addr == (s->net | ~s->mask)))
		return (ARP_OUTSIDE);
	if (rows_find(&addrs, sizeof(akey), &akey, addr_cmp) != NULL)
		return (ARP_OUTSIDE);

	if ((arp->htype != HTYPE_ETHER && arp->htype != HTYPE_IEEE802) ||
	    arp->hlen != NEIGH_HLEN || !is_station(arp->hwaddr))
		return (ARP_REFUSED);

	memset(n, 0, sizeof(*n));
	n->ifindex = i->ifindex;
	n->rdomain = i->rdomain;
	n->local.s_addr = htonl(local_addr(i, s));
	n->addr = arp->addr;
	memcpy(n->hwaddr, arp->hwaddr, NEIGH_HLEN);
	return (ARP_DONE);
}
