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
 * The lease table, its index by client, and what happens to leases in time.
 * The table lives as long as the program: each test has addresses of its own.
 */
/* test: link engine/leasetab.o engine/clientidx.o engine/heap.o engine/leasestate.o engine/pftable.o */
#include "fakes.h"

#include "engine/pool.h"

static struct lease	*changed;	/* the last that the pool heard of */

void
pool_lease_changed(struct lease *l)
{
	changed = l;
}

static int
setup(void **state)
{
	(void)state;
	leasetab_init();
	return (0);
}

static struct lease *
active(uint32_t addr, const struct client *c, int64_t seconds)
{
	struct lease_rec rec;
	struct lease	*l;

	if ((l = leasetab_find(addr)) == NULL)
		l = leasetab_add(addr);
	fake_rec(&rec, addr, c, LEASE_ACTIVE, seconds);
	lease_apply(l, &rec);
	return (l);
}

/* Apart from their callers, whose variables a longjmp would spoil. */
static void
refuse_offer(struct lease *l, const struct client *c)
{
	expect_assert_failure(lease_offer(l, c, 1000));
}

static void
refuse_apply(struct lease *l, const struct lease_rec *rec)
{
	expect_assert_failure(lease_apply(l, rec));
}

static void
refuse_find(const struct client *c)
{
	expect_assert_failure(leasetab_first_of(c));
}

static unsigned int
count_of(const struct client *c)
{
	struct lease	*l;
	unsigned int	 n = 0;

	for (l = leasetab_first_of(c); l != NULL; l = leasetab_next_of(l, c)) {
		assert_true(lease_is_of(l, c));
		assert_int_not_equal(l->state, LEASE_ABANDONED);
		n++;
	}
	return (n);
}

static void
test_addresses(void **state)
{
	static const uint32_t	 addrs[] = { 0xffffffff, 0, 0x0a000001,
	    0x0a00003f, 0x0a000040, 0x0a000000, 0x7fffffff, 0x80000000, 1 };
	static const uint32_t	 sorted[] = { 0, 1, 0x0a000000, 0x0a000001,
	    0x0a00003f, 0x0a000040, 0x7fffffff, 0x80000000, 0xffffffff };
	struct lease		*l;
	uint32_t		 from = 0;
	size_t			 i;

	(void)state;
	assert_null(leasetab_next(0));
	for (i = 0; i < 9; i++) {
		assert_null(leasetab_find(addrs[i]));
		l = leasetab_add(addrs[i]);
		assert_int_equal(l->addr, addrs[i]);
		assert_int_equal(l->state, LEASE_FREE);
		assert_true(l->expires == INT64_MAX);
		assert_ptr_equal(changed, l);
		assert_ptr_equal(leasetab_find(addrs[i]), l);
		assert_int_equal(leasetab_count(), i + 1);
	}
	assert_null(leasetab_find(2));
	assert_null(leasetab_find(0x0a000002));
	for (i = 0; i < 9; i++) {
		assert_non_null(l = leasetab_next(from));
		assert_int_equal(l->addr, sorted[i]);
		from = l->addr + 1;
	}
	assert_int_equal(leasetab_next(0x0a000041)->addr, 0x7fffffff);
	assert_int_equal(leasetab_next(0x0a000040)->addr, 0x0a000040);
	assert_int_equal(leasetab_next(0xffffffff)->addr, 0xffffffff);
	expect_assert_failure(leasetab_add(0x0a000001));
}

static void
test_identity(void **state)
{
	static const uint8_t	 uid[] = { 1, 2, 0x5e, 0, 0, 0, 1 };
	struct client		 hw, token, other, nobody;
	struct lease		*l;

	(void)state;
	hw = fake_hw(fake_mac(1));
	token = fake_uid(uid, sizeof(uid));
	l = active(0x01000001, &token, 60);

	/* By identifier only, whatever the hardware address is. */
	other = token;
	other.chaddr = fake_mac(2);
	assert_ptr_equal(leasetab_first_of(&other), l);
	assert_null(leasetab_first_of(&hw));
	other.uidlen--;
	assert_null(leasetab_first_of(&other));
	other = token;
	other.uid = NULL;
	assert_false(lease_is_of(l, &other));
	lease_client(l, &other);
	assert_true(lease_is_of(l, &other));

	/* Hardware types are told apart, and lengths. */
	l = active(0x01000002, &hw, 60);
	assert_ptr_equal(leasetab_first_of(&hw), l);
	other = hw;
	other.htype = HTYPE_IEEE802;
	assert_null(leasetab_first_of(&other));
	assert_false(lease_is_of(l, &other));
	other = hw;
	other.hlen = 5;
	assert_null(leasetab_first_of(&other));
	/* An identifier of the same bytes is another client. */
	other = fake_uid(hw.chaddr, 6);
	assert_null(leasetab_first_of(&other));

	/* Nobody is not the same as nobody else. */
	memset(&nobody, 0, sizeof(nobody));
	nobody.chaddr = fake_mac(0);
	l = active(0x01000003, &nobody, 60);
	assert_null(leasetab_first_of(&nobody));
	assert_false(lease_is_of(l, &nobody));
}

static void
test_identity_lengths(void **state)
{
	uint8_t		 uid[LEASE_UID_MAX + 1], hwaddr[DHCP_CHADDR_LEN + 1];
	struct client	 c;
	struct lease	*l;
	size_t		 i;

	(void)state;
	memset(uid, 0xff, sizeof(uid));
	memset(hwaddr, 0xff, sizeof(hwaddr));
	for (i = 1; i <= LEASE_UID_MAX; i++) {
		c = fake_uid(uid, i);
		l = active(0x01010000 + (uint32_t)i, &c, 60);
		assert_ptr_equal(leasetab_first_of(&c), l);
		assert_null(leasetab_next_of(l, &c));
	}
	c = fake_uid(uid, LEASE_UID_MAX + 1);
	refuse_find(&c);
	l = leasetab_add(0x01010200);
	refuse_offer(l, &c);
	for (i = 1; i <= DHCP_CHADDR_LEN; i++) {
		c = fake_hw(hwaddr);
		c.hlen = (uint8_t)i;
		l = active(0x01010300 + (uint32_t)i, &c, 60);
		assert_ptr_equal(leasetab_first_of(&c), l);
	}
	c.hlen = DHCP_CHADDR_LEN + 1;
	refuse_find(&c);
}

/* Every server must agree on it, of whatever build and architecture. */
static void
test_published_hash(void **state)
{
	static const uint8_t	 uid[] = { 1, 2, 0x5e, 0, 0, 0, 1 };
	struct client		 c;

	(void)state;
	c = fake_hw(fake_mac(1));
	assert_true(client_hash(&c) == 0x180ca8e7a2dcc9b5ULL);
	c = fake_uid(uid, sizeof(uid));
	assert_true(client_hash(&c) == 0x7f9dc18ba49c91d2ULL);
}

static void
test_offer(void **state)
{
	struct client	 a, b;
	struct lease	*l;
	uint32_t	 addr = 0x02000001;

	(void)state;
	a = fake_hw(fake_mac(20));
	b = fake_hw(fake_mac(21));
	l = leasetab_add(addr);
	lease_offer(l, &a, 10000);
	assert_int_equal(l->state, LEASE_OFFERED);
	assert_ptr_equal(leasetab_first_of(&a), l);
	assert_true(l->ends == fake_wall + 10);
	l->probed = 1;
	fake_pass(6000);
	/* Again to the same: longer, and a probe counts still. */
	lease_offer(l, &a, 10000);
	assert_int_equal(l->probed, 1);
	fake_pass(9999);
	assert_int_equal(l->state, LEASE_OFFERED);
	changed = NULL;
	fake_pass(1);
	assert_int_equal(l->state, LEASE_FREE);
	assert_int_equal(l->probed, 0);
	assert_ptr_equal(changed, l);
	assert_ptr_equal(leasetab_first_of(&a), l);

	/* Somebody else needs it. */
	lease_offer(l, &b, 10000);
	l->probed = 1;
	assert_null(leasetab_first_of(&a));
	assert_ptr_equal(leasetab_first_of(&b), l);
	lease_unoffer(l);
	assert_int_equal(l->state, LEASE_FREE);
	assert_true(l->expires == INT64_MAX);
	lease_offer(l, &a, 1000);
	assert_int_equal(l->probed, 0);
	lease_unoffer(l);
	fake_pass(100000);
	assert_int_equal(l->state, LEASE_FREE);
}

static void
test_offer_of_active(void **state)
{
	struct client	 a, b;
	struct lease	*l;

	(void)state;
	a = fake_hw(fake_mac(30));
	b = fake_hw(fake_mac(31));
	l = active(0x02000101, &a, 3600);
	lease_offer(l, &a, 1000);
	lease_unoffer(l);
	assert_int_equal(l->state, LEASE_ACTIVE);
	fake_pass(3599999);
	assert_int_equal(l->state, LEASE_ACTIVE);
	refuse_offer(l, &b);
	fake_pass(1);
	assert_int_equal(l->state, LEASE_FREE);
}

static void
test_ends(void **state)
{
	struct lease_rec rec;
	struct client	 c;
	struct lease	*l;

	(void)state;
	c = fake_hw(fake_mac(40));
	/* No clock jump shortens a lease, or lengthens it. */
	l = active(0x02000201, &c, 100);
	fake_wall += 1000000;
	fake_pass(99999);
	assert_int_equal(l->state, LEASE_ACTIVE);
	fake_pass(1);
	assert_int_equal(l->state, LEASE_FREE);
	assert_ptr_equal(leasetab_first_of(&c), l);

	l = active(0x02000201, &c, LEASE_FOREVER);
	assert_true(l->expires == INT64_MAX);
	fake_pass(100000000000);
	assert_int_equal(l->state, LEASE_ACTIVE);

	fake_rec(&rec, 0x02000201, &c, LEASE_ACTIVE, 0);
	rec.ends = INT64_MAX - 1;
	lease_apply(l, &rec);
	assert_int_equal(l->state, LEASE_ACTIVE);
	assert_true(l->expires > fake_mono);
	rec.ends = fake_wall + UINT32_MAX;
	lease_apply(l, &rec);
	assert_true(l->expires == fake_mono + (int64_t)UINT32_MAX * 1000);

	/* What ended before it was read is free. */
	rec.ends = fake_wall;
	lease_apply(l, &rec);
	assert_int_equal(l->state, LEASE_FREE);
	rec.ends = INT64_MIN;
	rec.starts = INT64_MIN;
	lease_apply(l, &rec);
	assert_int_equal(l->state, LEASE_FREE);
	/* There are no offers on disk. */
	fake_rec(&rec, 0x02000201, &c, LEASE_OFFERED, 100);
	lease_apply(l, &rec);
	assert_int_equal(l->state, LEASE_FREE);
	rec.addr.s_addr = htonl(0x02000202);
	refuse_apply(l, &rec);
}

/* A machine without a clock of its own: the lease begins in the future. */
static void
test_clock_behind(void **state)
{
	struct lease_rec rec;
	struct client	 c = fake_hw(fake_mac(41));
	struct lease	*l;

	(void)state;
	l = leasetab_add(0x02000203);
	fake_rec(&rec, 0x02000203, &c, LEASE_ACTIVE, 0);
	rec.starts = fake_wall + 1000000000;
	rec.ends = rec.starts + 100;
	lease_apply(l, &rec);
	assert_int_equal(l->state, LEASE_ACTIVE);
	assert_true(l->expires == fake_mono + 100 * 1000);
	rec.ends = LEASE_FOREVER;
	lease_apply(l, &rec);
	assert_true(l->expires == INT64_MAX);
	rec.ends = rec.starts - 100;		/* makes no sense */
	lease_apply(l, &rec);
	assert_true(l->expires == fake_mono + (rec.ends - fake_wall) * 1000);
	rec.state = LEASE_FREE;
	lease_apply(l, &rec);
}

static void
test_record(void **state)
{
	static const uint8_t	 uid[] = { 0, 'a', 0, 0xff };
	struct lease_rec	 rec, back;
	struct client		 c;
	struct lease		*l;

	(void)state;
	c = fake_uid(uid, sizeof(uid));
	fake_rec(&rec, 0x02000301, &c, LEASE_ACTIVE, 100);
	rec.flags = LEASE_F_BOOTP;
	memset(rec.client_hostname, 'x', LEASE_NAME_MAX);
	strlcpy(rec.hostname, "%n\033[1m", sizeof(rec.hostname));
	l = leasetab_add(0x02000301);
	lease_apply(l, &rec);
	lease_to_rec(l, &back);
	assert_memory_equal(&rec, &back, sizeof(rec));
	lease_apply(l, &back);
	lease_to_rec(l, &back);
	assert_memory_equal(&rec, &back, sizeof(rec));

	/* Names don't go over to the next client. */
	back.state = LEASE_FREE;
	lease_apply(l, &back);
	c = fake_hw(fake_mac(50));
	lease_offer(l, &c, 1000);
	lease_to_rec(l, &back);
	assert_string_equal(back.hostname, "");
	assert_string_equal(back.client_hostname, "");
	assert_int_equal(back.uidlen, 0);
	assert_int_equal(back.flags, 0);
	lease_unoffer(l);
}

static void
test_many_of_one(void **state)
{
	struct client	 c;
	struct lease	*l;
	uint32_t	 i;

	(void)state;
	c = fake_hw(fake_mac(60));
	for (i = 0; i < 50; i++) {
		l = active(0x02010000 + (i << 8), &c, 100 + i);
		assert_ptr_equal(leasetab_first_of(&c), l);
		assert_int_equal(count_of(&c), i + 1);
	}
	/* They end, and the latest are remembered. */
	fake_pass(200000);
	assert_in_range(count_of(&c), 16, 40);
	assert_int_equal(leasetab_first_of(&c)->addr, 0x02010000 + (49 << 8));
}

static void
test_forgets(void **state)
{
	struct client	 c;
	uint32_t	 i;

	(void)state;
	c = fake_hw(fake_mac(70));
	for (i = 0; i < 20000; i++) {
		lease_offer(leasetab_add(0x02200000 + i), &c, 1000);
		if (i % 3 == 0)
			fake_pass(2000);
		assert_in_range(count_of(&c), 1, 40);
	}
	fake_pass(2000);
	assert_int_equal(leasetab_first_of(&c)->state, LEASE_FREE);
	/* Whoever was forgotten may still ask by address. */
	assert_true(lease_is_of(leasetab_find(0x02200000), &c));
	lease_offer(leasetab_find(0x02200000), &c, 1000);
	assert_ptr_equal(leasetab_first_of(&c), leasetab_find(0x02200000));
	fake_pass(2000);
}

static void
test_abandoned(void **state)
{
	struct lease_rec rec;
	struct client	 c;
	struct lease	*l;

	(void)state;
	c = fake_hw(fake_mac(80));
	l = active(0x02300001, &c, 100);
	lease_to_rec(l, &rec);
	rec.state = LEASE_ABANDONED;
	lease_apply(l, &rec);
	assert_int_equal(l->state, LEASE_ABANDONED);
	assert_null(leasetab_first_of(&c));
	assert_true(lease_is_of(l, &c));
	fake_pass(100000000);
	assert_int_equal(l->state, LEASE_ABANDONED);
	lease_unoffer(l);
	assert_int_equal(l->state, LEASE_ABANDONED);
	lease_offer(l, &c, 1000);
	assert_ptr_equal(leasetab_first_of(&c), l);
	fake_pass(1000);
	assert_int_equal(l->state, LEASE_FREE);
}

/* A commit that comes through, from every state. */
static void
test_settle(void **state)
{
	struct lease_saved	*saved;
	struct lease_rec	 rec;
	struct client		 a, b;
	struct lease		*l;
	int			 i;

	(void)state;
	a = fake_hw(fake_mac(90));
	b = fake_hw(fake_mac(91));
	for (i = 0; i < 3; i++) {
		l = leasetab_add(0x02400000 + (uint32_t)i);
		fake_rec(&rec, l->addr, &a, (uint8_t)i, 50);
		lease_apply(l, &rec);
		if (i == 0)
			lease_offer(l, &b, 50000);
		fake_rec(&rec, l->addr, &b, LEASE_ACTIVE, 1000);
		lease_tentative(l, (struct commit *)&rec, &rec, &saved);
		assert_int_equal(l->state, i == LEASE_ACTIVE ? LEASE_ACTIVE :
		    LEASE_OFFERED);
		assert_true(lease_is_of(l, i == LEASE_ACTIVE ? &a : &b));
		refuse_offer(l, i == LEASE_ACTIVE ? &b : &a);
		fake_pass(500000);
		lease_unoffer(l);
		assert_int_not_equal(l->state, LEASE_FREE);
		refuse_apply(l, &rec);
		lease_settle(l, &rec, saved);
		assert_null(l->pending);
		assert_int_equal(l->state, LEASE_ACTIVE);
		assert_true(lease_is_of(l, &b));
		fake_pass(499999);
		assert_int_equal(l->state, LEASE_ACTIVE);
		fake_pass(2);
		assert_int_equal(l->state, LEASE_FREE);
	}
}

/* And one that does not: all is as it was, and what was due, happens. */
static void
test_rollback(void **state)
{
	struct lease_saved	*saved;
	struct lease_rec	 rec, before, after;
	struct client		 a, b;
	struct lease		*l;
	uint8_t			 was;
	int			 i, late;

	(void)state;
	a = fake_hw(fake_mac(95));
	b = fake_hw(fake_mac(96));
	for (i = 0; i < 8; i++) {
		was = (uint8_t)(i % 4);
		late = i / 4;
		l = leasetab_add(0x02410000 + (uint32_t)i);
		fake_rec(&rec, l->addr, &a, was, 50);
		strlcpy(rec.hostname, "old", sizeof(rec.hostname));
		lease_apply(l, &rec);
		if (was == LEASE_OFFERED)
			lease_offer(l, &a, 50000);
		l->probed = was == LEASE_OFFERED;
		lease_to_rec(l, &before);
		fake_rec(&rec, l->addr, &b, LEASE_ACTIVE, 1000);
		lease_tentative(l, (struct commit *)&rec, &rec, &saved);
		if (late)
			fake_pass(50000);
		changed = NULL;
		lease_rollback(l, saved);
		assert_ptr_equal(changed, l);
		assert_null(l->pending);
		lease_to_rec(l, &after);
		assert_memory_equal(&before, &after, sizeof(before));
		assert_int_equal(l->probed, was == LEASE_OFFERED);
		fake_pass(late ? 0 : 49999);
		if (was == LEASE_ACTIVE || was == LEASE_OFFERED) {
			if (!late) {
				assert_int_equal(l->state, was);
				fake_pass(1);
			}
			assert_int_equal(l->state, LEASE_FREE);
		} else
			assert_int_equal(l->state, was);
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_identity_lengths),
		cmocka_unit_test(test_published_hash),
		cmocka_unit_test(test_offer),
		cmocka_unit_test(test_offer_of_active),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_clock_behind),
		cmocka_unit_test(test_record),
		cmocka_unit_test(test_many_of_one),
		cmocka_unit_test(test_forgets),
		cmocka_unit_test(test_abandoned),
		cmocka_unit_test(test_settle),
		cmocka_unit_test(test_rollback),
	};

	return (cmocka_run_group_tests(tests, setup, NULL));
}
