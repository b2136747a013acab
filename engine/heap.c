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
 * The timer heap: leases by the time when their state ends.  Four children
 * to a node, so that a million leases are ten levels.  Positions begin at 1;
 * a lease knows its own.
 */
#include <sys/types.h>

#include <stdint.h>
#include <stdlib.h>

#include "leaseint.h"
#include "log.h"

#define HEAP_WIDTH	4

static struct lease	**heap;		/* heap[0] is position 1 */
static uint32_t		  heap_len;
static uint32_t		  heap_cap;

static inline uint32_t	 heap_parent(uint32_t);
static inline void	 heap_put(uint32_t, struct lease *);
static void		 heap_up(uint32_t, struct lease *);
static void		 heap_down(uint32_t, struct lease *);
static void		 heap_grow(void);

static inline uint32_t
heap_parent(uint32_t pos)
{
	return ((pos - 2) / HEAP_WIDTH + 1);
}

static inline void
heap_put(uint32_t pos, struct lease *l)
{
	heap[pos - 1] = l;
	l->heap = pos;
}

/* Position pos is vacant: puts l there, or further up. */
static void
heap_up(uint32_t pos, struct lease *l)
{
	struct lease	*up;

	while (pos > 1) {
		up = heap[heap_parent(pos) - 1];
		if (up->expires <= l->expires)
			break;
		heap_put(pos, up);
		pos = heap_parent(pos);
	}
	heap_put(pos, l);
}

/* Position pos is vacant: puts l there, or further down. */
static void
heap_down(uint32_t pos, struct lease *l)
{
	uint64_t	 child, end, least;

	for (;;) {
		child = (uint64_t)(pos - 1) * HEAP_WIDTH + 2;
		if (child > heap_len)
			break;
		end = child + HEAP_WIDTH;
		if (end > (uint64_t)heap_len + 1)
			end = (uint64_t)heap_len + 1;
		for (least = child++; child < end; child++) {
			if (heap[child - 1]->expires <
			    heap[least - 1]->expires)
				least = child;
		}
		if (l->expires <= heap[least - 1]->expires)
			break;
		heap_put(pos, heap[least - 1]);
		pos = least;
	}
	heap_put(pos, l);
}

static void
heap_grow(void)
{
	struct lease	**p;
	uint32_t	  cap;

	cap = heap_cap + heap_cap / 2 + 256;
	if (cap < heap_cap ||
	    (p = reallocarray(heap, cap, sizeof(*p))) == NULL)
		fatalx("%s: out of memory", __func__);
	heap = p;
	heap_cap = cap;
}

void
heap_set(struct lease *l, int64_t expires)
{
	int64_t		 old = l->expires;

	l->expires = expires;
	if (l->heap == 0) {
		if (heap_len == heap_cap)
			heap_grow();
		heap_up(++heap_len, l);
	} else if (expires < old)
		heap_up(l->heap, l);
	else
		heap_down(l->heap, l);
}

void
heap_remove(struct lease *l)
{
	struct lease	*last;
	uint32_t	 pos = l->heap;

	if (pos == 0)
		return;
	l->heap = 0;
	last = heap[--heap_len];
	if (last == l)
		return;
	/* The last one fills the gap; it may belong above or below. */
	if (pos > 1 && last->expires < heap[heap_parent(pos) - 1]->expires)
		heap_up(pos, last);
	else
		heap_down(pos, last);
}

struct lease *
heap_first(void)
{
	return (heap_len == 0 ? NULL : heap[0]);
}
