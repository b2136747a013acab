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
 * Leases by address: a tree of pages, each for 64 addresses in a row, which
 * hold no more slots than they need.  Leases are never freed, so whoever
 * defers a request may keep a pointer.
 */
#include <sys/types.h>
#include <sys/tree.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bits.h"
#include "leaseint.h"
#include "log.h"
#include "pool.h"

#define PAGE_SHIFT	6
#define PAGE_MASK	63U
#define SLAB_LEASES	256	/* allocated at a time */

struct page {
	RB_ENTRY(page)	  entry;
	uint64_t	  used;		/* by address modulo 64 */
	struct lease	**slots;	/* of those in use, in order */
	uint32_t	  number;	/* address divided by 64 */
	uint32_t	  cap;
};
RB_HEAD(pagetree, page);

static int		 page_cmp(const struct page *, const struct page *);
static struct page	*page_new(uint32_t);
static unsigned int	 page_rank(const struct page *, uint32_t);
static void		 page_put(struct page *, struct lease *);
static struct lease	*lease_alloc(void);

static struct pagetree	 pages = RB_INITIALIZER(&pages);
static uint32_t		 nleases;

RB_PROTOTYPE(pagetree, page, entry, page_cmp)
RB_GENERATE(pagetree, page, entry, page_cmp)

static int
page_cmp(const struct page *a, const struct page *b)
{
	return (a->number < b->number ? -1 : a->number > b->number);
}

/* How many slots of the page are before that address. */
static unsigned int
page_rank(const struct page *pg, uint32_t addr)
{
	return (bits_count(pg->used &
	    (((uint64_t)1 << (addr & PAGE_MASK)) - 1)));
}

static struct page *
page_new(uint32_t number)
{
	struct page	*pg;

	if ((pg = calloc(1, sizeof(*pg))) == NULL)
		fatal("%s", __func__);
	pg->number = number;
	if (RB_INSERT(pagetree, &pages, pg) != NULL)
		fatalx("%s: page is there already", __func__);
	return (pg);
}

static void
page_put(struct page *pg, struct lease *l)
{
	struct lease	**p;
	unsigned int	  n, rank;
	uint32_t	  cap;

	n = bits_count(pg->used);
	if (n == pg->cap) {
		cap = pg->cap == 0 ? 2 : pg->cap * 2;
		if ((p = reallocarray(pg->slots, cap, sizeof(*p))) == NULL)
			fatal("%s", __func__);
		pg->slots = p;
		pg->cap = cap;
	}
	rank = page_rank(pg, l->addr);
	memmove(pg->slots + rank + 1, pg->slots + rank,
	    (n - rank) * sizeof(*pg->slots));
	pg->slots[rank] = l;
	pg->used |= (uint64_t)1 << (l->addr & PAGE_MASK);
}

static struct lease *
lease_alloc(void)
{
	static struct lease	*slab;
	static unsigned int	 left;

	if (left == 0) {
		if ((slab = calloc(SLAB_LEASES, sizeof(*slab))) == NULL)
			fatal("%s", __func__);
		left = SLAB_LEASES;
	}
	left--;
	return (slab++);
}

void
leasetab_init(void)
{
	clock_update();
	clientidx_init();
	leasestate_init();
}

uint32_t
leasetab_count(void)
{
	return (nleases);
}

struct lease *
leasetab_find(uint32_t addr)
{
	struct page	*pg, key;

	key.number = addr >> PAGE_SHIFT;
	if ((pg = RB_FIND(pagetree, &pages, &key)) == NULL ||
	    ((pg->used >> (addr & PAGE_MASK)) & 1) == 0)
		return (NULL);
	return (pg->slots[page_rank(pg, addr)]);
}

struct lease *
leasetab_next(uint32_t addr)
{
	struct page	*pg, key;
	unsigned int	 rank;

	key.number = addr >> PAGE_SHIFT;
	if ((pg = RB_NFIND(pagetree, &pages, &key)) == NULL)
		return (NULL);
	if (pg->number != key.number)
		return (pg->slots[0]);
	if ((rank = page_rank(pg, addr)) < bits_count(pg->used))
		return (pg->slots[rank]);
	if ((pg = RB_NEXT(pagetree, &pages, pg)) == NULL)
		return (NULL);
	return (pg->slots[0]);
}

struct lease *
leasetab_add(uint32_t addr)
{
	struct page	*pg, key;
	struct lease	*l;

	key.number = addr >> PAGE_SHIFT;
	if ((pg = RB_FIND(pagetree, &pages, &key)) == NULL)
		pg = page_new(key.number);
	if ((pg->used >> (addr & PAGE_MASK)) & 1)
		fatalx("%s: address is there already", __func__);
	l = lease_alloc();
	l->addr = addr;
	l->state = LEASE_FREE;
	l->expires = INT64_MAX;
	page_put(pg, l);
	nleases++;
	pool_lease_changed(l);
	return (l);
}
