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
 * What pftable hears of leases: all at the start, each change once, in
 * batches that wait for each other.
 */
/* test: link engine/leasetab.o engine/clientidx.o engine/heap.o engine/leasestate.o engine/pftable.o */
#include <sys/types.h>
#include <sys/time.h>

#include <event.h>

void	 fakes_event_set(struct event *, int, short,
	    void (*)(int, short, void *), void *);
int	 fakes_event_add(struct event *, const struct timeval *);
#define event_set	fakes_event_set
#define event_add	fakes_event_add
#include "fakes.h"
#undef event_set
#undef event_add

#include <imsg.h>

#include "engine/pftable.h"
#include "engine/pool.h"
#include "lib/msg.h"
#include "lib/proc.h"

#define SENT_MAX	(8 * PFTABLE_QUEUE_MAX)

static struct peer	 peer;
static struct {
	uint32_t	 type;
	uint32_t	 addr;		/* host byte order */
	uint32_t	 event;
} sent[SENT_MAX];
static unsigned int	 nsent, nread;

/* The timers of pftable.c in the order in which it sets them up. */
static struct {
	struct event	*ev;
	void		(*run)(int, short, void *);
	int		 waiting;
} timers[3];
static unsigned int	 ntimers;
static uint32_t		 next_addr = 0x0a000000;

void
pool_lease_changed(struct lease *l)
{
	(void)l;
}

void
event_set(struct event *ev, int fd, short events,
    void (*run)(int, short, void *), void *arg)
{
	fakes_event_set(ev, fd, events, run, arg);
	assert_true(ntimers < 3);
	timers[ntimers].ev = ev;
	timers[ntimers++].run = run;
}

int
event_add(struct event *ev, const struct timeval *tv)
{
	if (ntimers == 3 && ev == timers[2].ev)
		return (fakes_event_add(ev, tv));	/* the lease table's */
	assert_ptr_equal(ev, timers[1].ev);
	assert_int_equal(tv->tv_sec, PFTABLE_RETRY);
	timers[1].waiting = 1;
	return (0);
}

int
event_del(struct event *ev)
{
	assert_ptr_equal(ev, timers[1].ev);
	timers[1].waiting = 0;
	return (0);
}

void
event_active(struct event *ev, int what, short ncalls)
{
	(void)what;
	(void)ncalls;
	assert_ptr_equal(ev, timers[0].ev);
	timers[0].waiting = 1;
}

void
peer_send(struct peer *p, uint32_t type, uint32_t id, int fd,
    const void *data, size_t len)
{
	struct msg_pf_change	 m;

	assert_ptr_equal(p, &peer);
	assert_int_equal(id, 0);
	assert_int_equal(fd, -1);
	assert_true(nsent < SENT_MAX);
	memset(&sent[nsent], 0, sizeof(sent[0]));
	sent[nsent].type = type;
	if (type == IMSG_PF_CHANGE) {
		assert_int_equal(len, sizeof(m));
		memcpy(&m, data, len);
		sent[nsent].addr = ntohl(m.addr.s_addr);
		sent[nsent].event = m.event;
	} else
		assert_int_equal(len, 0);
	nsent++;
}

/* Runs a timer of pftable.c; 0 if it isn't to be run. */
static int
fire(unsigned int n)
{
	if (!timers[n].waiting)
		return (0);
	timers[n].waiting = 0;
	timers[n].run(-1, 0, NULL);
	return (1);
}

static void
assert_told(uint32_t type, uint32_t addr, uint32_t event)
{
	assert_true(nread < nsent);
	assert_int_equal(sent[nread].type, type);
	assert_int_equal(sent[nread].addr, addr);
	assert_int_equal(sent[nread].event, event);
	nread++;
}

static void
assert_silent(void)
{
	assert_false(timers[0].waiting);
	assert_int_equal(nread, nsent);
}

/* The round ends: what is new of a lease leaves, and is acknowledged. */
static void
assert_batch(uint32_t addr, uint32_t event)
{
	assert_int_equal(nread, nsent);
	assert_true(fire(0));
	assert_told(IMSG_PF_CHANGE, addr, event);
	assert_told(IMSG_PF_COMMIT, 0, 0);
	assert_int_equal(nread, nsent);
	assert_int_equal(pftable_done(1), 0);
	assert_silent();
}

static void
apply(struct lease *l, uint32_t mac, uint8_t state, int64_t seconds)
{
	struct lease_rec rec;
	struct client	 c;

	c = fake_hw(fake_mac(mac));
	fake_rec(&rec, l->addr, &c, state, seconds);
	lease_apply(l, &rec);
}

static struct lease *
new_lease(void)
{
	return (leasetab_add(next_addr++));
}

/* Everything is told; the answers come at once. */
static void
drain(void)
{
	fire(0);
	while (pftable_done(1) == 0)
		;
	fire(0);
	nsent = nread = 0;
}

/* First of all: what is there when the leases have been loaded. */
static void
test_start(void **state)
{
	struct lease	*l[4];
	int		 i;

	(void)state;
	pftable_init(&peer);
	leasetab_init();
	for (i = 0; i < 4; i++)
		l[i] = new_lease();
	apply(l[0], 1, LEASE_ACTIVE, 6000);
	apply(l[0], 2, LEASE_ACTIVE, 6000);	/* a later record: no change */
	apply(l[1], 3, LEASE_FREE, 60);
	apply(l[2], 4, LEASE_ABANDONED, 0);
	apply(l[3], 5, LEASE_ACTIVE, -60);	/* has ended */
	assert_silent();
	assert_int_equal(pftable_done(1), -1);

	pftable_start();
	assert_told(IMSG_PF_BEGIN, 0, 0);
	assert_told(IMSG_PF_CHANGE, l[0]->addr, PF_LEASED);
	assert_told(IMSG_PF_CHANGE, l[2]->addr, PF_ABANDONED);
	assert_told(IMSG_PF_END, 0, 0);
	assert_silent();
	assert_false(pftable_settled());
	assert_int_equal(pftable_done(1), 0);
	assert_true(pftable_settled());
	assert_int_equal(pftable_done(1), -1);
	assert_silent();

	/* Who had it before is known from its record. */
	apply(l[1], 3, LEASE_ACTIVE, 6000);
	assert_batch(l[1]->addr, PF_LEASED);
	apply(l[3], 6, LEASE_ACTIVE, 6000);
	assert_batch(l[3]->addr, PF_CHANGED);
}

static void
test_life(void **state)
{
	struct lease	*l = new_lease();
	struct client	 c = fake_hw(fake_mac(10));

	(void)state;
	lease_offer(l, &c, 1000);
	fake_pass(1001);
	assert_silent();		/* an offer is nothing to it */
	apply(l, 10, LEASE_ACTIVE, 60);
	assert_batch(l->addr, PF_LEASED);
	apply(l, 10, LEASE_ACTIVE, 120);
	assert_silent();		/* nor is a renewal */
	apply(l, 10, LEASE_FREE, 0);
	assert_batch(l->addr, PF_FREED);
	apply(l, 10, LEASE_ACTIVE, 60);
	assert_batch(l->addr, PF_LEASED);
	fake_pass(61000);
	assert_batch(l->addr, PF_FREED);
	apply(l, 10, LEASE_ABANDONED, 0);
	assert_batch(l->addr, PF_ABANDONED);
	apply(l, 10, LEASE_ACTIVE, 6000);
	assert_batch(l->addr, PF_LEASED);
}

static void
test_changed(void **state)
{
	struct lease	*l = new_lease();
	struct client	 c = fake_hw(fake_mac(21));

	(void)state;
	apply(l, 20, LEASE_ACTIVE, 60);
	assert_batch(l->addr, PF_LEASED);
	fake_pass(61000);
	assert_batch(l->addr, PF_FREED);
	lease_offer(l, &c, 1000);	/* which is not taken */
	fake_pass(1001);
	apply(l, 20, LEASE_ACTIVE, 60);
	assert_batch(l->addr, PF_LEASED);
	apply(l, 21, LEASE_ACTIVE, 60);
	assert_batch(l->addr, PF_CHANGED);
	apply(l, 21, LEASE_ACTIVE, 60);
	assert_silent();
	/* Several things before the batch leaves: what is, in the end. */
	apply(l, 21, LEASE_FREE, 0);
	apply(l, 22, LEASE_ACTIVE, 60);
	assert_batch(l->addr, PF_CHANGED);
	apply(l, 22, LEASE_FREE, 0);
	apply(l, 22, LEASE_ACTIVE, 60);
	assert_true(fire(0));
	assert_silent();
	apply(l, 23, LEASE_ACTIVE, 60);
	apply(l, 23, LEASE_FREE, 0);
	assert_batch(l->addr, PF_FREED);
}

/* Until the record is durable, the packet filter sees what was. */
static void
test_tentative(void **state)
{
	struct lease		*l = new_lease();
	struct lease_saved	*saved;
	struct lease_rec	 rec;
	struct client		 c = fake_hw(fake_mac(30));
	struct commit		*commit = (struct commit *)&rec;

	(void)state;
	fake_rec(&rec, l->addr, &c, LEASE_ACTIVE, 60);
	lease_tentative(l, commit, &rec, &saved);
	assert_silent();
	lease_rollback(l, saved);
	assert_silent();
	lease_tentative(l, commit, &rec, &saved);
	assert_silent();
	lease_settle(l, &rec, saved);
	assert_batch(l->addr, PF_LEASED);

	/* A release that fails. */
	rec.state = LEASE_FREE;
	lease_tentative(l, commit, &rec, &saved);
	lease_rollback(l, saved);
	fire(0);
	assert_silent();

	/* Abandoned in memory first, then on disk. */
	apply(l, 30, LEASE_ABANDONED, 0);
	rec.state = LEASE_ABANDONED;
	lease_tentative(l, commit, &rec, &saved);
	assert_true(fire(0));
	assert_silent();
	lease_settle(l, &rec, saved);
	assert_batch(l->addr, PF_ABANDONED);
}

/* One batch at a time: the next one has all that came meanwhile. */
static void
test_waits(void **state)
{
	struct lease	*a = new_lease(), *b = new_lease(), *c = new_lease();

	(void)state;
	apply(a, 40, LEASE_ACTIVE, 60);
	assert_true(fire(0));
	assert_told(IMSG_PF_CHANGE, a->addr, PF_LEASED);
	assert_told(IMSG_PF_COMMIT, 0, 0);
	apply(b, 41, LEASE_ACTIVE, 60);
	apply(a, 40, LEASE_FREE, 0);
	apply(c, 42, LEASE_ACTIVE, 60);
	apply(c, 42, LEASE_FREE, 0);
	assert_silent();
	assert_int_equal(pftable_done(1), 0);
	assert_told(IMSG_PF_CHANGE, b->addr, PF_LEASED);
	assert_told(IMSG_PF_CHANGE, a->addr, PF_FREED);
	assert_told(IMSG_PF_COMMIT, 0, 0);
	assert_int_equal(pftable_done(1), 0);
	assert_silent();
	assert_int_equal(pftable_done(1), -1);
}

/* What all was told last; nothing else is in between. */
static unsigned int
count_all(unsigned int *commits)
{
	unsigned int	 n = 0;
	uint32_t	 before = 0;

	*commits = 0;
	assert_told(IMSG_PF_BEGIN, 0, 0);
	for (; sent[nread].type != IMSG_PF_END; nread++) {
		assert_true(nread < nsent);
		if (sent[nread].type == IMSG_PF_COMMIT) {
			(*commits)++;
			continue;
		}
		assert_int_equal(sent[nread].type, IMSG_PF_CHANGE);
		assert_true(sent[nread].addr > before);
		before = sent[nread].addr;
		n++;
	}
	nread++;
	return (n);
}

static void
test_failure(void **state)
{
	struct lease	*l = new_lease();
	unsigned int	 commits, n;

	(void)state;
	apply(l, 50, LEASE_ACTIVE, 600);
	assert_true(fire(0));
	assert_int_equal(pftable_done(0), 0);
	assert_true(timers[1].waiting);
	nread = nsent;
	assert_silent();
	apply(l, 50, LEASE_FREE, 0);
	assert_batch(l->addr, PF_FREED);	/* it may be back */
	apply(l, 50, LEASE_ACTIVE, 600);
	assert_batch(l->addr, PF_LEASED);

	assert_true(fire(1));
	while (pftable_done(1) == 0)
		;
	n = count_all(&commits);
	assert_true(n > 0);
	assert_int_equal(sent[nread - 2].addr, l->addr);
	assert_int_equal(sent[nread - 2].event, PF_LEASED);
	assert_silent();
	assert_false(timers[1].waiting);
}

/* More than a batch, more than the queue. */
static void
test_many(void **state)
{
	static struct lease	*l[PFTABLE_QUEUE_MAX + 10];
	unsigned int		 i, n, commits;

	(void)state;
	for (i = 0; i < PFTABLE_QUEUE_MAX + 10; i++)
		l[i] = new_lease();
	for (i = 0; i < PF_BATCH_MAX + 10; i++)
		apply(l[i], i, LEASE_ACTIVE, 6000);
	assert_true(fire(0));
	assert_int_equal(nsent, PF_BATCH_MAX + 1);
	assert_int_equal(sent[nsent - 1].type, IMSG_PF_COMMIT);
	assert_int_equal(pftable_done(1), 0);
	assert_int_equal(nsent, PF_BATCH_MAX + 10 + 2);
	drain();

	for (i = 0; i < PFTABLE_QUEUE_MAX + 10; i++)
		apply(l[i], i + 100000, LEASE_ACTIVE, 6000);
	assert_true(fire(0));
	while (pftable_done(1) == 0)
		;
	n = count_all(&commits);
	assert_true(n >= PFTABLE_QUEUE_MAX + 10);
	assert_true(commits >= PFTABLE_QUEUE_MAX / PF_BATCH_MAX);
	assert_silent();
	/* Nothing of it was lost on the way. */
	for (i = 0, n = 0; i < nsent; i++)
		n += sent[i].event == PF_CHANGED;
	assert_int_equal(n, PF_BATCH_MAX + 10);
}

/* What happens while all is being told. */
static void
test_meanwhile(void **state)
{
	struct lease	*first, *last;
	unsigned int	 commits;

	(void)state;
	assert_non_null(first = leasetab_next(0));
	last = new_lease();
	apply(first, 60, LEASE_ACTIVE, 6000);
	drain();
	pftable_again();
	pftable_again();		/* and once more after that */
	apply(first, 60, LEASE_FREE, 0);
	apply(last, 61, LEASE_ACTIVE, 6000);
	while (pftable_done(1) == 0)
		;
	count_all(&commits);
	assert_int_equal(sent[nread - 2].addr, last->addr);
	count_all(&commits);
	assert_silent();
	assert_int_not_equal(sent[nread - 2].addr, first->addr);

	pftable_again();
	apply(last, 61, LEASE_FREE, 0);
	apply(first, 60, LEASE_ACTIVE, 6000);
	while (pftable_done(1) == 0)
		;
	count_all(&commits);
	assert_told(IMSG_PF_CHANGE, first->addr, PF_LEASED);
	assert_told(IMSG_PF_COMMIT, 0, 0);
	assert_silent();
}

static int
fresh(void **state)
{
	(void)state;
	nsent = nread = 0;
	return (0);
}

static int
settle(void **state)
{
	(void)state;
	drain();
	return (0);
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, fresh, settle)

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		TEST(test_start),
		TEST(test_life),
		TEST(test_changed),
		TEST(test_tentative),
		TEST(test_waits),
		TEST(test_failure),
		TEST(test_many),
		TEST(test_meanwhile)
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
