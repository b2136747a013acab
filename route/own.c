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
 * The entries that we made.  Each is taken away after OWN_SECONDS if it is
 * still as we made it: the client has its address by then and answers for
 * itself.  There is a fixed number of them, and no memory is allocated.
 */
#include <sys/types.h>
#include <sys/queue.h>
#include <sys/time.h>
#include <sys/tree.h>

#include <event.h>
#include <string.h>
#include <time.h>

#include "log.h"
#include "route.h"

struct own {
	RB_ENTRY(own)		 entry;
	TAILQ_ENTRY(own)	 queue;
	struct neigh		 neigh;
	time_t			 until;		/* monotonic */
};
RB_HEAD(owns, own);
TAILQ_HEAD(ownq, own);

static int	 own_cmp(struct own *, struct own *);

RB_PROTOTYPE(owns, own, entry, own_cmp)
RB_GENERATE(owns, own, entry, own_cmp)

static struct own	 all[OWN_MAX];
static unsigned int	 nused;		/* of all; those beyond are new */
static unsigned int	 nown;
static struct owns	 owns = RB_INITIALIZER(&owns);
static struct ownq	 queue = TAILQ_HEAD_INITIALIZER(queue);
static struct ownq	 unused = TAILQ_HEAD_INITIALIZER(unused);
static struct event	 timer;

static int
own_cmp(struct own *a, struct own *b)
{
	if (a->neigh.ifindex != b->neigh.ifindex)
		return (a->neigh.ifindex < b->neigh.ifindex ? -1 : 1);
	return (memcmp(&a->neigh.addr, &b->neigh.addr,
	    sizeof(a->neigh.addr)));
}

static struct own *
own_find(const struct neigh *n)
{
	struct own	 key;

	key.neigh = *n;
	return (RB_FIND(owns, &owns, &key));
}

static time_t
monotonic(void)
{
	struct timespec	 ts;

	if (clock_gettime(CLOCK_MONOTONIC, &ts) == -1)
		fatal("clock_gettime");
	return (ts.tv_sec);
}

static void
own_forget(struct own *own)
{
	RB_REMOVE(owns, &owns, own);
	TAILQ_REMOVE(&queue, own, queue);
	TAILQ_INSERT_TAIL(&unused, own, queue);
	nown--;
}

/* Unchanged: live, and of the hardware address that we gave it. */
static void
own_delete(struct own *own)
{
	const struct neigh	*n = &own->neigh;
	struct neigh_now	 now;

	if (neigh_get(n, &now) == 0 && now.state == NEIGH_LIVE &&
	    memcmp(now.hwaddr, n->hwaddr, NEIGH_HLEN) == 0 &&
	    neigh_del(n) == -1)
		log_debug("ARP entry on interface %u was not deleted",
		    n->ifindex);
	own_forget(own);
}

static void
own_expire(int fd, short events, void *arg)
{
	struct timeval	 tv = { 0, 0 };
	struct own	*own;
	const time_t	 now = monotonic();

	(void)fd;
	(void)events;
	(void)arg;
	while ((own = TAILQ_FIRST(&queue)) != NULL && own->until <= now)
		own_delete(own);
	if (own == NULL)
		return;
	tv.tv_sec = own->until - now;
	if (evtimer_add(&timer, &tv) == -1)
		fatal("evtimer_add");
}

/* All have the same time left when they come here, so they stay in order. */
static void
own_enqueue(struct own *own)
{
	const struct timeval	 tv = { OWN_SECONDS, 0 };

	own->until = monotonic() + OWN_SECONDS;
	TAILQ_INSERT_TAIL(&queue, own, queue);
	if (!evtimer_initialized(&timer))
		evtimer_set(&timer, own_expire, NULL);
	if (!evtimer_pending(&timer, NULL) && evtimer_add(&timer, &tv) == -1)
		fatal("evtimer_add");
}

int
own_room(const struct neigh *n)
{
	return (nown < OWN_MAX || own_find(n) != NULL);
}

void
own_add(const struct neigh *n)
{
	struct own	*own;

	if ((own = own_find(n)) != NULL)
		own_forget(own);
	if ((own = TAILQ_FIRST(&unused)) != NULL)
		TAILQ_REMOVE(&unused, own, queue);
	else if (nused < OWN_MAX)
		own = &all[nused++];
	else
		fatalx("more ARP entries of our own than there is room for");
	own->neigh = *n;
	RB_INSERT(owns, &owns, own);
	nown++;
	own_enqueue(own);
}

void
own_extend(const struct neigh *n)
{
	struct own	*own;

	if ((own = own_find(n)) == NULL)
		return;
	TAILQ_REMOVE(&queue, own, queue);
	own_enqueue(own);
}

void
own_delete_all(void)
{
	struct own	*own;

	while ((own = TAILQ_FIRST(&queue)) != NULL)
		own_delete(own);
}

unsigned int
own_count(void)
{
	return (nown);
}
