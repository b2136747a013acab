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
 * Bindings on their way to leasedb and back, over the real lease table.
 */
/* test: link engine/commit.o engine/leasetab.o engine/clientidx.o engine/heap.o engine/leasestate.o engine/pftable.o */
#include "fakes.h"

#include <imsg.h>

#include "engine/commit.h"
#include "engine/pool.h"
#include "lib/proc.h"

#define BASE	0x0a000000U

static struct peer	 leasedb;
static uint64_t		 sent;		/* sequence number of the last */
static struct lease_rec	 sent_rec;

/* What done() was called with, in order. */
static struct {
	struct lease	*lease;
	enum commit_result result;
	void		*arg;
	uint8_t		 state;
} calls[2 * COMMIT_PENDING_MAX];
static unsigned int	 ncalls;

void
pool_lease_changed(struct lease *l)
{
	(void)l;
}

/* There is no pftable here that could be told anything. */
void
peer_send(struct peer *p, uint32_t type, uint32_t id, int fd,
    const void *data, size_t len)
{
	(void)p;
	(void)id;
	(void)fd;
	(void)data;
	fail_msg("message %u of %zu bytes", type, len);
}

void
peer_send_ibuf(struct peer *p, struct ibuf *buf)
{
	struct imsg_hdr	 hdr;
	uint64_t	 seq;

	assert_ptr_equal(p, &leasedb);
	assert_int_equal(ibuf_get(buf, &hdr, sizeof(hdr)), 0);
	assert_int_equal(hdr.type, IMSG_LEASE_COMMIT);
	assert_int_equal(ibuf_get(buf, &seq, sizeof(seq)), 0);
	assert_int_equal(lease_rec_get(buf, &sent_rec), 0);
	assert_int_equal(ibuf_size(buf), 0);
	assert_true(seq == sent + 1);
	sent = seq;
	ibuf_free(buf);
}

static int
setup(void **state)
{
	(void)state;
	if (imsgbuf_init(&leasedb.ibuf, -1) == -1)
		return (-1);
	leasetab_init();
	commit_init(&leasedb);
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	imsgbuf_clear(&leasedb.ibuf);
	return (0);
}

static void
done(struct lease *l, enum commit_result result, void *arg)
{
	assert_null(l->pending);
	calls[ncalls].lease = l;
	calls[ncalls].result = result;
	calls[ncalls].arg = arg;
	calls[ncalls++].state = l->state;
}

static struct lease *
lease_at(uint32_t addr)
{
	struct lease	*l = leasetab_find(addr);

	return (l != NULL ? l : leasetab_add(addr));
}

static int
ask(uint32_t addr, uint32_t who, uint8_t st, int64_t seconds)
{
	struct client	 c = fake_hw(fake_mac(who));
	struct lease_rec rec;

	fake_rec(&rec, addr, &c, st, seconds);
	return (commit_lease(lease_at(addr), &rec, done, &calls[addr % 100]));
}

static void
failed(uint64_t first, uint64_t last)
{
	struct msg_lease_failed msg;

	memset(&msg, 0, sizeof(msg));
	msg.first = first;
	msg.last = last;
	msg.error = 28;
	commit_failed(&msg);
}

/* What is not leasedb's to say ends the engine. */
static void
refuse_durable(uint64_t seq)
{
	expect_assert_failure(commit_durable(seq));
}

static void
refuse_failed(uint64_t first, uint64_t last)
{
	expect_assert_failure(failed(first, last));
}

static void
refuse_refused(uint64_t seq, const struct lease_rec *rec)
{
	expect_assert_failure(commit_refused(seq, rec));
}

static void
test_durable(void **state)
{
	struct lease	*l;
	uint32_t	 i;
	uint64_t	 first = sent + 1;

	(void)state;
	ncalls = 0;
	for (i = 0; i < 10; i++) {
		assert_int_equal(ask(BASE + i, i, LEASE_ACTIVE, 100), 0);
		l = leasetab_find(BASE + i);
		assert_non_null(l->pending);
		assert_int_equal(l->state, LEASE_OFFERED);
		assert_int_equal(ntohl(sent_rec.addr.s_addr), BASE + i);
		assert_int_equal(sent_rec.state, LEASE_ACTIVE);
		/* Not twice at once. */
		assert_int_equal(ask(BASE + i, 99, LEASE_ACTIVE, 100), -1);
	}
	assert_true(sent == first + 9);
	assert_int_equal(commit_pending(), 10);
	assert_int_equal(ncalls, 0);
	commit_durable(first + 6);
	assert_int_equal(ncalls, 7);
	assert_int_equal(commit_pending(), 3);
	for (i = 0; i < 7; i++) {
		assert_ptr_equal(calls[i].lease, leasetab_find(BASE + i));
		assert_ptr_equal(calls[i].arg, &calls[(BASE + i) % 100]);
		assert_int_equal(calls[i].result, COMMIT_DURABLE);
		assert_int_equal(calls[i].state, LEASE_ACTIVE);
	}
	commit_durable(first + 6);
	assert_int_equal(ncalls, 7);
	commit_durable(first + 9);
	assert_int_equal(ncalls, 10);
	assert_int_equal(commit_pending(), 0);
	fake_pass(99999);
	assert_int_equal(leasetab_find(BASE)->state, LEASE_ACTIVE);
	fake_pass(1);
	assert_int_equal(leasetab_find(BASE)->state, LEASE_FREE);
}

static void
test_failed(void **state)
{
	struct client	 c = fake_hw(fake_mac(1000));
	uint64_t	 first = sent + 1;
	struct lease	*l;
	uint32_t	 b = BASE + 1000;

	(void)state;
	ncalls = fake_logged = 0;
	lease_offer(lease_at(b), &c, 10000);		/* offered */
	lease_at(b + 1);				/* free */
	assert_int_equal(ask(b + 2, 1002, LEASE_ACTIVE, 50), 0);
	commit_durable(sent);				/* active */
	lease_offer(lease_at(b + 3), &c, 200000);
	assert_int_equal(ask(b, 1000, LEASE_ACTIVE, 100), 0);
	assert_int_equal(ask(b + 1, 1001, LEASE_ACTIVE, 100), 0);
	assert_int_equal(ask(b + 2, 1002, LEASE_ACTIVE, 100), 0);
	assert_int_equal(ask(b + 3, 1000, LEASE_ACTIVE, 100), 0);
	/* Nothing ends while it waits. */
	fake_pass(100000);
	assert_int_equal(leasetab_find(b)->state, LEASE_OFFERED);
	assert_int_equal(leasetab_find(b + 1)->state, LEASE_OFFERED);
	assert_int_equal(leasetab_find(b + 2)->state, LEASE_ACTIVE);
	ncalls = 0;
	failed(first + 1, first + 4);
	assert_int_equal(fake_logged, 1);
	assert_int_equal(ncalls, 4);
	assert_int_equal(calls[0].result, COMMIT_FAILED);
	assert_int_equal(calls[0].state, LEASE_OFFERED);
	assert_int_equal(calls[1].state, LEASE_FREE);
	assert_int_equal(calls[2].state, LEASE_ACTIVE);
	assert_int_equal(calls[3].state, LEASE_OFFERED);
	l = leasetab_find(b + 1);
	assert_int_equal(l->hlen, 0);
	fake_pass(0);
	assert_int_equal(leasetab_find(b)->state, LEASE_FREE);
	assert_int_equal(leasetab_find(b + 2)->state, LEASE_FREE);
	assert_int_equal(leasetab_find(b + 3)->state, LEASE_OFFERED);
	/* And again, with better luck. */
	assert_int_equal(ask(b, 1000, LEASE_ACTIVE, 100), 0);
	commit_durable(sent);
	assert_int_equal(leasetab_find(b)->state, LEASE_ACTIVE);
}

/* Others may have failed in between. */
static void
test_mixed(void **state)
{
	struct client	 c = fake_hw(fake_mac(2099));
	struct lease_rec winner;
	uint64_t	 first = sent + 1;
	uint32_t	 b = BASE + 2000, i;

	(void)state;
	ncalls = 0;
	for (i = 0; i < 6; i++)
		assert_int_equal(ask(b + i, 2000 + i, LEASE_ACTIVE, 100), 0);
	failed(first + 2, first + 2);
	fake_rec(&winner, b + 4, &c, LEASE_ACTIVE, 500);
	commit_refused(first + 4, &winner);
	assert_int_equal(ncalls, 2);
	assert_int_equal(calls[1].result, COMMIT_REFUSED);
	assert_true(lease_is_of(leasetab_find(b + 4), &c));
	assert_int_equal(leasetab_find(b + 4)->state, LEASE_ACTIVE);
	assert_int_equal(commit_pending(), 4);
	commit_durable(first + 5);
	assert_int_equal(ncalls, 6);
	for (i = 2; i < 6; i++)
		assert_int_equal(calls[i].result, COMMIT_DURABLE);
	assert_int_equal(leasetab_find(b + 2)->state, LEASE_FREE);
	assert_int_equal(commit_pending(), 0);
}

static void
test_release(void **state)
{
	uint32_t	 addr = BASE + 3000;

	(void)state;
	assert_int_equal(ask(addr, 3000, LEASE_ACTIVE, 100), 0);
	commit_durable(sent);
	assert_int_equal(ask(addr, 3000, LEASE_FREE, 0), 0);
	/* Until that is on disk, it is the client's. */
	assert_int_equal(leasetab_find(addr)->state, LEASE_ACTIVE);
	fake_pass(200000);
	assert_int_equal(leasetab_find(addr)->state, LEASE_ACTIVE);
	commit_durable(sent);
	assert_int_equal(leasetab_find(addr)->state, LEASE_FREE);

	assert_int_equal(ask(addr, 3000, LEASE_ABANDONED, 0), 0);
	assert_int_equal(leasetab_find(addr)->state, LEASE_OFFERED);
	commit_durable(sent);
	assert_int_equal(leasetab_find(addr)->state, LEASE_ABANDONED);
	/* An end that came while leasedb was slow. */
	assert_int_equal(ask(addr, 3000, LEASE_ACTIVE, 10), 0);
	fake_pass(20000);
	commit_durable(sent);
	assert_int_equal(leasetab_find(addr)->state, LEASE_FREE);
}

static void
test_illegal(void **state)
{
	struct client	 c = fake_hw(fake_mac(4000));
	struct lease_rec rec;
	uint64_t	 first;
	uint32_t	 b = BASE + 4000;

	(void)state;
	refuse_durable(0);
	refuse_durable(sent + 1);
	refuse_durable(UINT64_MAX);
	first = sent + 1;
	assert_int_equal(ask(b, 4000, LEASE_ACTIVE, 100), 0);
	assert_int_equal(ask(b + 1, 4001, LEASE_ACTIVE, 100), 0);
	ncalls = 0;
	refuse_durable(sent + 1);
	refuse_failed(first, sent + 1);
	refuse_failed(sent + 1, sent + 1);
	refuse_failed(0, first);
	refuse_failed(first - 1, first);
	refuse_failed(first, UINT64_MAX);
	fake_rec(&rec, b, &c, LEASE_ACTIVE, 100);
	refuse_refused(0, &rec);
	refuse_refused(first - 1, &rec);
	refuse_refused(sent + 1, &rec);
	assert_int_equal(ncalls, 0);
	commit_durable(first);
	refuse_refused(first, &rec);
	refuse_failed(first, first);
	commit_durable(sent);
	refuse_failed(first, first + 1);
}

/* The winner must have the lease's address, and be on a disk. */
static void
test_illegal_winner(void **state)
{
	struct client	 c = fake_hw(fake_mac(4100));
	struct lease_rec rec;
	uint32_t	 b = BASE + 4100;

	(void)state;
	assert_int_equal(ask(b, 4100, LEASE_ACTIVE, 100), 0);
	fake_rec(&rec, b + 1, &c, LEASE_ACTIVE, 100);
	refuse_refused(sent, &rec);
	fake_rec(&rec, b, &c, LEASE_OFFERED, 100);
	refuse_refused(sent, &rec);
	assert_non_null(leasetab_find(b)->pending);
	fake_rec(&rec, b, &c, LEASE_ACTIVE, 100);
	commit_refused(sent, &rec);
	assert_true(lease_is_of(leasetab_find(b), &c));
	/* A record that isn't the lease's own. */
	fake_rec(&rec, b + 4, &c, LEASE_ACTIVE, 100);
	expect_assert_failure(commit_lease(lease_at(b + 3), &rec, done,
	    NULL));
	assert_int_equal(commit_pending(), 0);
	assert_null(leasetab_find(b + 3)->pending);
}

/* Bounded; and nothing of it is quadratic. */
static void
test_full(void **state)
{
	uint32_t	 b = BASE + 10000, i, round;
	uint64_t	 first;

	(void)state;
	for (round = 0; round < 5; round++) {
		ncalls = 0;
		first = sent + 1;
		for (i = 0; i < COMMIT_PENDING_MAX; i++)
			assert_int_equal(ask(b + i, b + i, LEASE_ACTIVE,
			    100000), 0);
		assert_int_equal(ask(b + i, 1, LEASE_ACTIVE, 100), -1);
		assert_null(leasetab_find(b + i)->pending);
		assert_int_equal(commit_pending(), COMMIT_PENDING_MAX);
		assert_true(sent == first + COMMIT_PENDING_MAX - 1);
		/* One gets out from the middle: the ring is no longer. */
		failed(first + 5, first + 5);
		assert_int_equal(ask(b + i, 1, LEASE_ACTIVE, 100), -1);
		commit_durable(first);
		assert_int_equal(ask(b + i, 1, LEASE_ACTIVE, 100), 0);
		commit_durable(sent);
		assert_int_equal(commit_pending(), 0);
		assert_int_equal(ncalls, COMMIT_PENDING_MAX + 1);
	}
}

/* done() may ask for more. */
static void
again(struct lease *l, enum commit_result result, void *arg)
{
	unsigned int	*left = arg;
	struct lease_rec rec;

	(void)result;
	if ((*left)-- == 0)
		return;
	lease_to_rec(l, &rec);
	rec.state = LEASE_FREE;
	assert_int_equal(commit_lease(l, &rec, again, arg), 0);
}

static void
test_again(void **state)
{
	struct client	 c = fake_hw(fake_mac(5000));
	struct lease_rec rec;
	unsigned int	 left = 3;

	(void)state;
	fake_rec(&rec, BASE + 5000, &c, LEASE_ACTIVE, 100);
	assert_int_equal(commit_lease(lease_at(BASE + 5000), &rec, again,
	    &left), 0);
	while (commit_pending() != 0) {
		assert_int_equal(commit_pending(), 1);
		if (left % 2)
			commit_durable(sent);
		else
			failed(sent, sent);
	}
	assert_int_equal(left, UINT32_MAX);
	/* Without anyone to tell. */
	assert_int_equal(commit_lease(lease_at(BASE + 5000), &rec, NULL,
	    NULL), 0);
	commit_durable(sent);
	assert_int_equal(leasetab_find(BASE + 5000)->state, LEASE_ACTIVE);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_durable),
		cmocka_unit_test(test_failed),
		cmocka_unit_test(test_mixed),
		cmocka_unit_test(test_release),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_illegal),
		cmocka_unit_test(test_illegal_winner),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
