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
 * Batches for pftable: see pftable.h.
 */
#include <sys/types.h>
#include <sys/time.h>
#include <arpa/inet.h>

#include <event.h>
#include <stdint.h>
#include <string.h>

#include "leasetab.h"
#include "log.h"
#include "msg.h"
#include "pftable.h"
#include "proc.h"

/* lease->pfflags */
#define TOLD		0x03	/* enum pf_event, but PF_CHANGED */
#define MOVED		0x04	/* PF_CHANGED is still to be told */
#define QUEUED		0x08

static uint32_t	 hardware(const struct lease *);
static int	 current(const struct lease *);
static void	 tell(struct lease *, int);
static void	 enqueue(struct lease *);
static void	 forget_queue(void);
static void	 pump_all(void);
static void	 pump_queue(void);
static void	 pump(int, short, void *);
static void	 retry(int, short, void *);

static struct peer	*pftable;
static struct event	 ev_pump, ev_retry;
static uint32_t		 queue[PFTABLE_QUEUE_MAX];	/* addresses */
static unsigned int	 first, nqueued;
static uint32_t		 cursor;	/* the next one of all */
static int		 started;	/* the leases are there */
static int		 again;		/* all is to be told */
static int		 telling_all;	/* from cursor on */
static int		 waiting;	/* for an answer */
static int		 settled;

void
pftable_init(struct peer *p)
{
	pftable = p;
	/* Not for the descriptor: see enqueue(). */
	event_set(&ev_pump, -1, 0, pump, NULL);
	evtimer_set(&ev_retry, retry, NULL);
}

void
pftable_start(void)
{
	if (pftable == NULL)
		return;
	started = 1;
	pftable_again();
}

void
pftable_again(void)
{
	if (!started)
		return;
	again = 1;
	pump(-1, 0, NULL);
}

int
pftable_settled(void)
{
	return (settled);
}

/* Who holds it, as the wire knows him; never 0. */
static uint32_t
hardware(const struct lease *l)
{
	struct client	 c;
	uint32_t	 hash;

	c.uid = NULL;
	c.uidlen = 0;
	c.htype = l->htype;
	c.hlen = l->hlen;
	c.chaddr = l->chaddr;
	hash = (uint32_t)client_hash(&c);
	return (hash == 0 ? 1 : hash);
}

/* In which table it belongs. */
static int
current(const struct lease *l)
{
	switch (l->state) {
	case LEASE_ACTIVE:
		return (PF_LEASED);
	case LEASE_ABANDONED:
		return (PF_ABANDONED);
	default:
		return (PF_FREED);
	}
}

static void
tell(struct lease *l, int event)
{
	struct msg_pf_change	 change;

	l->pfflags &= ~TOLD;
	l->pfflags |= (uint8_t)event;
	if (event == PF_LEASED && (l->pfflags & MOVED))
		event = PF_CHANGED;
	l->pfflags &= (uint8_t)~MOVED;
	memset(&change, 0, sizeof(change));
	change.addr.s_addr = htonl(l->addr);
	change.event = (uint32_t)event;
	peer_send(pftable, IMSG_PF_CHANGE, 0, -1, &change, sizeof(change));
}

/* They leave once the events that are active now have had their turn. */
static void
enqueue(struct lease *l)
{
	if (l->pfflags & QUEUED || again)
		return;
	if (nqueued == PFTABLE_QUEUE_MAX) {
		again = 1;
		return;
	}
	l->pfflags |= QUEUED;
	queue[(first + nqueued++) % PFTABLE_QUEUE_MAX] = l->addr;
	if (nqueued == 1 && !waiting)
		event_active(&ev_pump, EV_TIMEOUT, 1);
}

/*
 * While it is tentative, it still is what it was for the packet filter; when
 * it no longer is, we are called again.
 */
void
pftable_lease_changed(struct lease *l)
{
	uint32_t	 hw;

	if (pftable == NULL || (l->pending != NULL &&
	    l->state != LEASE_ACTIVE))
		return;
	if (l->state == LEASE_ACTIVE || (l->state == LEASE_FREE &&
	    l->starts != 0 && l->pfholder == 0)) {
		hw = hardware(l);
		if (started && l->pfholder != 0 && l->pfholder != hw)
			l->pfflags |= MOVED;
		l->pfholder = hw;
	}
	if (started && (current(l) != (l->pfflags & TOLD) ||
	    l->pfflags & MOVED))
		enqueue(l);
}

/* Whatever waits is among all. */
static void
forget_queue(void)
{
	struct lease	*l;

	for (; nqueued > 0; nqueued--) {
		if ((l = leasetab_find(queue[first])) != NULL)
			l->pfflags &= (uint8_t)~QUEUED;
		first = (first + 1) % PFTABLE_QUEUE_MAX;
	}
}

/* A slice of all leases, in the order of their addresses. */
static void
pump_all(void)
{
	struct lease	*l;
	unsigned int	 n;

	for (n = 0; n < PF_BATCH_MAX; n++) {
		if ((l = leasetab_next(cursor)) == NULL)
			break;
		if (current(l) != PF_FREED)
			tell(l, current(l));
		else
			l->pfflags &= (uint8_t)~(TOLD | MOVED);
		if ((cursor = l->addr + 1) == 0)
			break;
	}
	if (n < PF_BATCH_MAX)
		telling_all = 0;
	peer_send(pftable, telling_all ? IMSG_PF_COMMIT : IMSG_PF_END, 0, -1,
	    NULL, 0);
	waiting = 1;
}

static void
pump_queue(void)
{
	struct lease	*l;
	unsigned int	 n = 0;

	while (n < PF_BATCH_MAX && nqueued > 0) {
		if ((l = leasetab_find(queue[first])) == NULL)
			fatalx("%s: no lease", __func__);
		first = (first + 1) % PFTABLE_QUEUE_MAX;
		nqueued--;
		l->pfflags &= (uint8_t)~QUEUED;
		if (l->pending != NULL && l->state != LEASE_ACTIVE)
			continue;
		if (current(l) == (l->pfflags & TOLD) &&
		    (l->pfflags & MOVED) == 0)
			continue;
		tell(l, current(l));
		n++;
	}
	if (n == 0)
		return;
	peer_send(pftable, IMSG_PF_COMMIT, 0, -1, NULL, 0);
	waiting = 1;
}

static void
pump(int fd, short events, void *arg)
{
	(void)fd;
	(void)events;
	(void)arg;
	if (waiting)
		return;
	if (again && !telling_all) {
		evtimer_del(&ev_retry);
		forget_queue();
		again = 0;
		telling_all = 1;
		cursor = 0;
		peer_send(pftable, IMSG_PF_BEGIN, 0, -1, NULL, 0);
	}
	if (telling_all)
		pump_all();
	else
		pump_queue();
}

static void
retry(int fd, short events, void *arg)
{
	(void)fd;
	(void)events;
	(void)arg;
	pftable_again();
}

int
pftable_done(uint32_t ok)
{
	struct timeval	 tv = { PFTABLE_RETRY, 0 };

	if (!waiting)
		return (-1);
	waiting = 0;
	if (!telling_all && !again)
		settled = 1;
	if (!ok && evtimer_add(&ev_retry, &tv) == -1)
		fatalx("%s: evtimer_add", __func__);
	pump(-1, 0, NULL);
	return (0);
}
