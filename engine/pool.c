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
 * Free addresses.  The ranges of a network lie end to end in one bitmap,
 * those for dynamic BOOTP last: set is what has a lease, or is never given.
 * What has a lease and is free, or abandoned, is in queues, apart for the
 * two kinds of ranges.
 */
#include <sys/types.h>
#include <sys/queue.h>
#include <arpa/inet.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bitmap.h"
#include "leasetab.h"
#include "log.h"
#include "network.h"
#include "pool.h"

/* of lease->queued; 0 is none */
enum queue_id {
	QUEUE_FREE = 1,
	QUEUE_ABANDONED,
	QUEUE_MAX
};

enum range_kind {
	RANGE_DHCP,
	RANGE_BOOTP,		/* DHCP clients are served from it, too */
	RANGE_KINDS
};

TAILQ_HEAD(lease_queue, lease);

struct pool_range {
	uint32_t	 low;
	uint32_t	 high;
	uint32_t	 net;
	enum range_kind	 kind;
	uint64_t	 pos;		/* of low in the bitmap */
};

struct pool_net {
	uint32_t	 first;		/* of its ranges in by_net */
	uint32_t	 nranges;
	uint64_t	 bootp_pos;	/* where ranges for BOOTP begin */
	uint64_t	 size;
	struct bitmap	*used;		/* NULL: not built yet */
	struct lease_queue queue[RANGE_KINDS][QUEUE_MAX];
};

struct addrset {
	uint32_t	*addr;		/* sorted */
	size_t		 n;
};

/* For the order of a queue that is built from the table. */
struct aged {
	int64_t		 ends;
	struct lease	*lease;
};

static int		 addr_cmp(const void *, const void *);
static int		 aged_cmp(const void *, const void *);
static size_t		 set_from(const struct addrset *, uint32_t);
static int		 set_has(const struct addrset *, uint32_t);
static void		 set_sort(struct addrset *);
static int		 never_given(uint32_t);
static void		 bar_declared(const struct conf *);
static void		 place_ranges(const struct conf *);
static void		 nets_forget(void);
static struct pool_range *range_of(uint32_t);
static struct pool_net	*net_of(uint32_t);
static void		 net_build(struct pool_net *);
static void		 net_bar(struct pool_net *, const struct pool_range *,
			    const struct addrset *);
static void		 enqueue(struct pool_net *, const struct pool_range *,
			    struct lease *);
static uint32_t		 addr_at(const struct pool_net *, uint64_t);
static uint32_t		 pick_unused(const struct pool_net *, uint64_t, int);
static uint32_t		 pick_queued(struct pool_net *, enum queue_id, int);

static struct pool_net	*nets;
static uint32_t		 nnets;
static uint32_t		*subnet_net;	/* by subnet */
static uint32_t		 nsubnets;
static struct pool_range *ranges;	/* sorted by low */
static uint32_t		 nranges;
static uint32_t		*by_net;	/* ranges by network, and position */
static struct addrset	 declared;	/* fixed, network and broadcast ones */
static struct addrset	 ours;

static int
addr_cmp(const void *va, const void *vb)
{
	const uint32_t	*a = va, *b = vb;

	return (*a < *b ? -1 : *a > *b);
}

static int
aged_cmp(const void *va, const void *vb)
{
	const struct aged	*a = va, *b = vb;

	if (a->ends != b->ends)
		return (a->ends < b->ends ? -1 : 1);
	return (addr_cmp(&a->lease->addr, &b->lease->addr));
}

/* Index of the first that is not below addr. */
static size_t
set_from(const struct addrset *set, uint32_t addr)
{
	size_t		 low = 0, high = set->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (set->addr[mid] < addr)
			low = mid + 1;
		else
			high = mid;
	}
	return (low);
}

static int
set_has(const struct addrset *set, uint32_t addr)
{
	size_t		 i = set_from(set, addr);

	return (i < set->n && set->addr[i] == addr);
}

static void
set_sort(struct addrset *set)
{
	if (set->n > 1)
		qsort(set->addr, set->n, sizeof(*set->addr), addr_cmp);
}

static int
never_given(uint32_t addr)
{
	return (set_has(&declared, addr) || set_has(&ours, addr));
}

static void
bar_declared(const struct conf *c)
{
	const struct conf_subnet	*sub;
	uint32_t			 i, j, mask, *p;
	size_t				 n;

	n = 2 * (size_t)c->nsubnets;
	for (i = 0; i < c->nhosts; i++)
		n += c->hosts[i].naddrs;
	free(declared.addr);
	declared.n = 0;
	if ((p = declared.addr = calloc(n + 1, sizeof(*p))) == NULL)
		fatal("%s", __func__);
	for (i = 0; i < c->nsubnets; i++) {
		sub = &c->subnets[i];
		mask = ntohl(sub->mask.s_addr);
		if (mask >= 0xfffffffeU)	/* RFC 3021 */
			continue;
		*p++ = ntohl(sub->net.s_addr);
		*p++ = ntohl(sub->net.s_addr) | ~mask;
	}
	for (i = 0; i < c->nhosts; i++) {
		for (j = 0; j < c->hosts[i].naddrs; j++)
			*p++ = ntohl(c->hosts[i].addrs[j].s_addr);
	}
	declared.n = p - declared.addr;
	set_sort(&declared);
}

/* Copies the ranges and gives them their places in their networks. */
static void
place_ranges(const struct conf *c)
{
	struct pool_range	*r;
	struct pool_net		*net;
	uint32_t		 i, first = 0;
	enum range_kind		 kind;

	for (i = 0; i < nranges; i++) {
		r = &ranges[i];
		r->low = c->ranges[i].low;
		r->high = c->ranges[i].high;
		r->net = subnet_net[c->ranges[i].subnet];
		r->kind = c->ranges[i].flags & RANGE_DYNAMIC_BOOTP ?
		    RANGE_BOOTP : RANGE_DHCP;
		nets[r->net].nranges++;
	}
	for (i = 0; i < nnets; i++) {
		nets[i].first = first;
		first += nets[i].nranges;
		nets[i].nranges = 0;
	}
	for (kind = RANGE_DHCP; kind < RANGE_KINDS; kind++) {
		for (i = 0; i < nranges; i++) {
			r = &ranges[i];
			if (r->kind != kind)
				continue;
			net = &nets[r->net];
			by_net[net->first + net->nranges++] = i;
			r->pos = net->size;
			net->size += (uint64_t)r->high - r->low + 1;
			if (kind == RANGE_DHCP)
				net->bootp_pos = net->size;
		}
	}
}

/*
 * The state of networks goes; it is built anew from the lease table when it
 * is needed.  Leases keep stale links till then, which nobody follows.
 */
static void
nets_forget(void)
{
	uint32_t	 i;

	for (i = 0; i < nnets; i++) {
		bitmap_free(nets[i].used);
		nets[i].used = NULL;
	}
}

void
pool_rebuild(const struct conf *c)
{
	uint32_t	 i;

	nets_forget();
	free(nets);
	free(subnet_net);
	free(ranges);
	free(by_net);
	nnets = network_count(c);
	nsubnets = c->nsubnets;
	nranges = c->nranges;
	nets = calloc((size_t)nnets + 1, sizeof(*nets));
	subnet_net = calloc((size_t)nsubnets + 1, sizeof(*subnet_net));
	ranges = calloc((size_t)nranges + 1, sizeof(*ranges));
	by_net = calloc((size_t)nranges + 1, sizeof(*by_net));
	if (nets == NULL || subnet_net == NULL || ranges == NULL ||
	    by_net == NULL)
		fatal("%s", __func__);
	for (i = 0; i < nsubnets; i++)
		subnet_net[i] = network_of(c, i);
	place_ranges(c);
	bar_declared(c);
}

void
pool_own(const uint32_t *own, size_t nown)
{
	struct addrset	 set;

	set.n = nown;
	if ((set.addr = calloc(nown + 1, sizeof(*set.addr))) == NULL)
		fatal("%s", __func__);
	if (nown != 0)
		memcpy(set.addr, own, nown * sizeof(*set.addr));
	set_sort(&set);
	if (ours.n == nown && (nown == 0 ||
	    memcmp(ours.addr, set.addr, nown * sizeof(*set.addr)) == 0)) {
		free(set.addr);
		return;
	}
	free(ours.addr);
	ours = set;
	nets_forget();
}

static struct pool_range *
range_of(uint32_t addr)
{
	uint32_t	 low = 0, high = nranges, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (ranges[mid].high < addr)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == nranges || ranges[low].low > addr)
		return (NULL);
	return (&ranges[low]);
}

/* NULL if there is no such subnet, or it has no ranges. */
static struct pool_net *
net_of(uint32_t subnet)
{
	struct pool_net	*net;

	if (subnet >= nsubnets)
		return (NULL);
	net = &nets[subnet_net[subnet]];
	if (net->size == 0)
		return (NULL);
	if (net->used == NULL)
		net_build(net);
	return (net);
}

static void
net_bar(struct pool_net *net, const struct pool_range *r,
    const struct addrset *set)
{
	size_t		 i;

	for (i = set_from(set, r->low); i < set->n && set->addr[i] <= r->high;
	    i++)
		bitmap_set(net->used, r->pos + (set->addr[i] - r->low));
}

static void
net_build(struct pool_net *net)
{
	struct pool_range	*r;
	struct lease		*l;
	struct aged		*aged = NULL;
	size_t			 n = 0, cap = 0;
	uint32_t		 i;

	net->used = bitmap_new(net->size);
	for (i = 0; i < RANGE_KINDS * QUEUE_MAX; i++)
		TAILQ_INIT(&net->queue[i / QUEUE_MAX][i % QUEUE_MAX]);
	for (i = 0; i < net->nranges; i++) {
		r = &ranges[by_net[net->first + i]];
		net_bar(net, r, &declared);
		net_bar(net, r, &ours);
		for (l = leasetab_next(r->low); l != NULL &&
		    l->addr <= r->high; l = leasetab_next(l->addr + 1)) {
			bitmap_set(net->used, r->pos + (l->addr - r->low));
			l->queued = 0;
			if (n == cap) {
				cap = cap == 0 ? 256 : cap * 2;
				aged = reallocarray(aged, cap, sizeof(*aged));
				if (aged == NULL)
					fatal("%s", __func__);
			}
			aged[n].ends = l->ends;
			aged[n++].lease = l;
			if (l->addr == UINT32_MAX)
				break;
		}
	}
	if (n > 1)
		qsort(aged, n, sizeof(*aged), aged_cmp);
	for (i = 0; i < n; i++)
		enqueue(net, range_of(aged[i].lease->addr), aged[i].lease);
	free(aged);
}

/*
 * Into the queue where its state belongs, if any, as the latest.  A tentative
 * lease is never in one of these states.
 */
static void
enqueue(struct pool_net *net, const struct pool_range *r, struct lease *l)
{
	if (never_given(l->addr))
		return;
	if (l->state == LEASE_FREE)
		l->queued = QUEUE_FREE;
	else if (l->state == LEASE_ABANDONED)
		l->queued = QUEUE_ABANDONED;
	else
		return;
	TAILQ_INSERT_TAIL(&net->queue[r->kind][l->queued], l, queue);
}

void
pool_lease_changed(struct lease *l)
{
	struct pool_range	*r;
	struct pool_net		*net;

	if ((r = range_of(l->addr)) == NULL)
		return;
	net = &nets[r->net];
	if (net->used == NULL)
		return;
	if (l->queued != 0)
		TAILQ_REMOVE(&net->queue[r->kind][l->queued], l, queue);
	l->queued = 0;
	bitmap_set(net->used, r->pos + (l->addr - r->low));
	enqueue(net, r, l);
}

static uint32_t
addr_at(const struct pool_net *net, uint64_t pos)
{
	const struct pool_range	*r;
	uint32_t		 low = 0, high = net->nranges, mid;

	/* The last range that begins at or before pos. */
	while (high - low > 1) {
		mid = low + (high - low) / 2;
		if (ranges[by_net[net->first + mid]].pos <= pos)
			low = mid;
		else
			high = mid;
	}
	r = &ranges[by_net[net->first + low]];
	return (r->low + (uint32_t)(pos - r->pos));
}

static uint32_t
pick_unused(const struct pool_net *net, uint64_t hash, int flags)
{
	uint64_t	 begin, pos;

	begin = flags & POOL_BOOTP ? net->bootp_pos : 0;
	if (begin == net->size)
		return (0);
	pos = bitmap_next_clear(net->used, begin + hash % (net->size - begin));
	if (pos == BITMAP_NONE)
		pos = bitmap_next_clear(net->used, begin);
	return (pos == BITMAP_NONE ? 0 : addr_at(net, pos));
}

static uint32_t
pick_queued(struct pool_net *net, enum queue_id id, int flags)
{
	struct lease	*l, *dhcp = NULL;

	l = TAILQ_FIRST(&net->queue[RANGE_BOOTP][id]);
	if ((flags & POOL_BOOTP) == 0)
		dhcp = TAILQ_FIRST(&net->queue[RANGE_DHCP][id]);
	if (l == NULL || (dhcp != NULL && dhcp->ends <= l->ends))
		l = dhcp;
	return (l == NULL ? 0 : l->addr);
}

uint32_t
pool_pick(uint32_t subnet, uint64_t hash, int flags)
{
	struct pool_net	*net;
	uint32_t	 addr;

	if ((net = net_of(subnet)) == NULL)
		return (0);
	if ((addr = pick_unused(net, hash, flags)) == 0 &&
	    (addr = pick_queued(net, QUEUE_FREE, flags)) == 0)
		addr = pick_queued(net, QUEUE_ABANDONED, flags);
	return (addr);
}

int
pool_permits(uint32_t subnet, uint32_t addr, int flags)
{
	struct pool_range	*r;

	if (subnet >= nsubnets || (r = range_of(addr)) == NULL ||
	    r->net != subnet_net[subnet])
		return (0);
	if ((flags & POOL_BOOTP) && r->kind != RANGE_BOOTP)
		return (0);
	return (!never_given(addr));
}
