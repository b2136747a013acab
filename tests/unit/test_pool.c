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
 * Address pools against a naive model, over the real lease table.
 */
/* test: link engine/pool.o engine/bitmap.o engine/leasetab.o engine/clientidx.o engine/heap.o engine/leasestate.o engine/pftable.o */
#include "fakes.h"

#include "engine/pool.h"
#include "lib/conf.h"

static int
setup(void **state)
{
	(void)state;
	leasetab_init();
	return (0);
}

static uint32_t
add_subnet(struct conf *c, uint32_t net, uint32_t mask, uint32_t shared)
{
	struct conf_subnet sub;

	memset(&sub, 0, sizeof(sub));
	sub.scope = conf_add_scope(c, SCOPE_SUBNET, 0);
	sub.shared = shared;
	sub.net.s_addr = htonl(net);
	sub.mask.s_addr = htonl(mask);
	return (conf_add_subnet(c, &sub));
}

static void
add_range(struct conf *c, uint32_t subnet, uint32_t low, uint32_t high,
    uint32_t flags)
{
	struct conf_range r;

	memset(&r, 0, sizeof(r));
	r.subnet = subnet;
	r.low = low;
	r.high = high;
	r.flags = flags;
	conf_add_range(c, &r);
}

static void
add_host(struct conf *c, uint32_t addr)
{
	struct conf_host h;
	struct in_addr	 a;
	char		 name[] = "h";

	memset(&h, 0, sizeof(h));
	h.scope = conf_add_scope(c, SCOPE_HOST, 0);
	h.name = name;
	h.naddrs = 1;
	h.addrs = &a;
	a.s_addr = htonl(addr);
	conf_add_host(c, &h);
}

static struct lease *
lease_at(uint32_t addr)
{
	struct lease	*l = leasetab_find(addr);

	return (l != NULL ? l : leasetab_add(addr));
}

static struct lease *
take(uint32_t addr, uint32_t who)
{
	struct client	 c = fake_hw(fake_mac(who));
	struct lease	*l = lease_at(addr);

	lease_offer(l, &c, 60000);
	return (l);
}

static void
put(uint32_t addr, uint32_t who, uint8_t state, int64_t seconds)
{
	struct client	 c = fake_hw(fake_mac(who));
	struct lease_rec rec;

	fake_rec(&rec, addr, &c, state, seconds);
	lease_apply(lease_at(addr), &rec);
}

static void
test_order(void **state)
{
	struct conf	*c = conf_new();
	uint32_t	 s, i, base = 0x0a010000;

	(void)state;
	s = add_subnet(c, base, 0xffffff00, CONF_NONE);
	add_range(c, s, base + 10, base + 19, 0);
	conf_finish(c);
	pool_rebuild(c);

	/* Where the hash points to, onward, and round. */
	for (i = 0; i < 10; i++)
		assert_int_equal(pool_pick(s, i, 0), base + 10 + i);
	assert_int_equal(pool_pick(s, 7 + 10000000000, 0), base + 17);
	for (i = 0; i < 10; i++) {
		assert_int_equal(pool_pick(s, 7, 0),
		    base + 10 + (7 + i) % 10);
		put(base + 10 + (7 + i) % 10, i, LEASE_ACTIVE, 100 + i);
	}
	assert_int_equal(pool_pick(s, 7, 0), 0);

	/* The least recently used of the free. */
	fake_pass(105000);
	assert_int_equal(pool_pick(s, 1, 0), base + 17);
	take(base + 17, 99);
	assert_int_equal(pool_pick(s, 1, 0), base + 18);
	put(base + 18, 98, LEASE_ACTIVE, LEASE_FOREVER);
	assert_int_equal(pool_pick(s, 1, 0), base + 19);
	fake_pass(60000);
	/* Abandoned ones last, the first abandoned first. */
	for (i = 10; i < 20; i++) {
		if (i != 18) {
			put(base + i, 1, LEASE_ABANDONED, 0);
			fake_pass(1000);
		}
		if (i != 19)
			assert_int_not_equal(pool_pick(s, 1, 0), base + 10);
	}
	for (i = 10; i < 20; i++) {
		if (i == 18)
			continue;
		assert_int_equal(pool_pick(s, i, 0), base + i);
		take(base + i, i);
	}
	assert_int_equal(pool_pick(s, 1, 0), 0);
	conf_free(c);
}

static void
test_never_given(void **state)
{
	struct conf	*c = conf_new();
	uint32_t	 own[2], s, s30, s31, s32, base = 0x0a020000, i, n;

	(void)state;
	s = add_subnet(c, base, 0xffffff00, CONF_NONE);
	add_range(c, s, base, base + 255, 0);
	s30 = add_subnet(c, base + 0x100, 0xfffffffc, CONF_NONE);
	add_range(c, s30, base + 0x100, base + 0x103, 0);
	s31 = add_subnet(c, base + 0x104, 0xfffffffe, CONF_NONE);
	add_range(c, s31, base + 0x104, base + 0x105, 0);
	s32 = add_subnet(c, base + 0x108, 0xffffffff, CONF_NONE);
	add_range(c, s32, base + 0x108, base + 0x108, 0);
	add_host(c, base + 7);
	add_host(c, base + 7);
	add_host(c, base + 300000);
	conf_finish(c);
	/* Leases that such addresses had before, change nothing. */
	put(base + 7, 1, LEASE_FREE, 0);
	put(base + 8, 1, LEASE_ABANDONED, 0);
	put(base + 255, 1, LEASE_FREE, 0);
	pool_rebuild(c);
	own[0] = base + 9;
	own[1] = base + 8;
	pool_own(own, 2);

	assert_false(pool_permits(s, base, 0));
	assert_true(pool_permits(s, base + 1, 0));
	assert_false(pool_permits(s, base + 7, 0));
	assert_false(pool_permits(s, base + 8, 0));
	assert_false(pool_permits(s, base + 9, 0));
	assert_false(pool_permits(s, base + 255, 0));
	assert_false(pool_permits(s, base + 256, 0));
	assert_false(pool_permits(s30, base + 1, 0));
	assert_false(pool_permits(s30, base + 0x100, 0));
	assert_true(pool_permits(s30, base + 0x101, 0));
	assert_false(pool_permits(s30, base + 0x103, 0));
	assert_true(pool_permits(s31, base + 0x104, 0));
	assert_true(pool_permits(s31, base + 0x105, 0));
	assert_true(pool_permits(s32, base + 0x108, 0));
	assert_false(pool_permits(s, base + 300000, 0));
	assert_false(pool_permits(99, base + 1, 0));
	assert_false(pool_permits(CONF_NONE, base + 1, 0));
	assert_int_equal(pool_pick(99, 0, 0), 0);
	assert_int_equal(pool_pick(CONF_NONE, 0, 0), 0);

	for (n = 0; (i = pool_pick(s, 0, 0)) != 0; n++) {
		assert_true(pool_permits(s, i, 0));
		assert_int_equal(i, base + 1 + n + (n >= 6 ? 3 : 0));
		take(i, n);
		put(base + 8, 1, LEASE_ABANDONED, 0);
		put(base + 7, 1, LEASE_FREE, 0);
	}
	assert_int_equal(n, 251);

	/* An address of ours that goes away, and back again. */
	put(base + 8, 1, LEASE_FREE, 0);
	pool_own(own, 2);
	assert_int_equal(pool_pick(s, 0, 0), 0);
	pool_own(own, 1);
	assert_int_equal(pool_pick(s, 0, 0), base + 8);
	pool_own(NULL, 0);
	assert_int_equal(pool_pick(s, 0, 0), base + 9);
	pool_own(own, 2);
	assert_int_equal(pool_pick(s, 0, 0), 0);
	pool_own(NULL, 0);
	conf_free(c);
}

static void
test_bootp(void **state)
{
	struct conf	*c = conf_new();
	uint32_t	 s, none, i, base = 0x0a030000;

	(void)state;
	s = add_subnet(c, base, 0xffffff00, CONF_NONE);
	add_range(c, s, base + 10, base + 14, RANGE_DYNAMIC_BOOTP);
	add_range(c, s, base + 20, base + 24, 0);
	none = add_subnet(c, base + 256, 0xffffff00, CONF_NONE);
	add_range(c, none, base + 260, base + 270, 0);
	conf_finish(c);
	pool_rebuild(c);
	assert_int_equal(pool_pick(none, 1, POOL_BOOTP), 0);
	assert_true(pool_permits(none, base + 260, 0));
	assert_false(pool_permits(none, base + 260, POOL_BOOTP));
	for (i = 0; i < 5; i++) {
		assert_false(pool_permits(s, base + 20 + i, POOL_BOOTP));
		assert_true(pool_permits(s, base + 10 + i, POOL_BOOTP));
		assert_int_equal(pool_pick(s, 3, POOL_BOOTP),
		    base + 10 + (3 + i) % 5);
		put(base + 10 + (3 + i) % 5, i, LEASE_ACTIVE, 100 + i);
	}
	assert_int_equal(pool_pick(s, 3, POOL_BOOTP), 0);
	/* The other five are there for everyone else. */
	for (i = 0; i < 5; i++) {
		assert_in_range(pool_pick(s, i, 0), base + 20, base + 24);
		put(pool_pick(s, i, 0), 10 + i, LEASE_ACTIVE, 50 + i);
	}
	assert_int_equal(pool_pick(s, 3, 0), 0);
	/* Free ones of the other kind are passed over. */
	fake_pass(60000);
	assert_in_range(pool_pick(s, 3, 0), base + 20, base + 24);
	assert_int_equal(pool_pick(s, 3, POOL_BOOTP), 0);
	fake_pass(60000);
	assert_in_range(pool_pick(s, 3, 0), base + 20, base + 24);
	assert_int_equal(pool_pick(s, 3, POOL_BOOTP), base + 13);
	conf_free(c);
}

/* What waits for leasedb is nobody's. */
static void
test_tentative(void **state)
{
	struct conf		*c = conf_new();
	struct client		 client = fake_hw(fake_mac(7));
	struct lease_saved	*saved;
	struct lease_rec	 rec;
	struct lease		*l;
	uint32_t		 s, base = 0x0a040000;
	uint8_t			 st;

	(void)state;
	s = add_subnet(c, base, 0xffffff00, CONF_NONE);
	add_range(c, s, base + 1, base + 1, 0);
	conf_finish(c);
	pool_rebuild(c);
	l = leasetab_add(base + 1);
	for (st = LEASE_FREE; st <= LEASE_ABANDONED; st++) {
		fake_rec(&rec, base + 1, &client, st, 100);
		assert_int_equal(pool_pick(s, 0, 0), base + 1);
		lease_tentative(l, (struct commit *)l, &rec, &saved);
		assert_int_equal(pool_pick(s, 0, 0), 0);
		pool_rebuild(c);
		assert_int_equal(pool_pick(s, 0, 0), 0);
		lease_rollback(l, saved);
		assert_int_equal(pool_pick(s, 0, 0), base + 1);
		lease_tentative(l, (struct commit *)l, &rec, &saved);
		lease_settle(l, &rec, saved);
		assert_int_equal(pool_pick(s, 0, 0),
		    st == LEASE_ACTIVE ? 0 : base + 1);
		fake_pass(100000);
	}
	/* Nor is a lease that is being released free before it is. */
	put(base + 1, 7, LEASE_ACTIVE, 100);
	fake_rec(&rec, base + 1, &client, LEASE_FREE, 0);
	lease_tentative(l, (struct commit *)l, &rec, &saved);
	fake_pass(200000);
	assert_int_equal(pool_pick(s, 0, 0), 0);
	lease_settle(l, &rec, saved);
	assert_int_equal(pool_pick(s, 0, 0), base + 1);
	conf_free(c);
}

/*
 * Networks of any shape, against the plainest way to find an address.
 */
#define MODEL_SIZE	600		/* addresses from MODEL_BASE */
#define MODEL_BASE	0x0a050000U
#define MODEL_SUBNETS	6

static struct conf	*mconf;
static uint8_t		 mbarred[MODEL_SIZE];

/* The addresses of a network in the order of the pool's positions. */
static uint32_t
model_positions(uint32_t subnet, int flags, uint32_t *addrs)
{
	const struct conf_subnet *sub = &mconf->subnets[subnet], *s;
	const struct conf_range	 *r;
	uint32_t		  i, kind, n = 0, a;

	for (kind = 0; kind < 2; kind++) {
		for (i = 0; i < mconf->nranges; i++) {
			r = &mconf->ranges[i];
			s = &mconf->subnets[r->subnet];
			if (r->flags != (kind ? RANGE_DYNAMIC_BOOTP : 0) ||
			    (!kind && (flags & POOL_BOOTP)))
				continue;
			if (s != sub && (s->shared == CONF_NONE ||
			    s->shared != sub->shared))
				continue;
			for (a = r->low; a <= r->high; a++)
				addrs[n++] = a;
		}
	}
	return (n);
}

/* Fails if a pick is not what the rules say. */
static void
model_pick(uint32_t subnet, uint64_t hash, int flags)
{
	uint32_t	 addrs[MODEL_SIZE], n, i, got, a;
	struct lease	*l, *best[2] = { NULL, NULL };
	int		 k;

	got = pool_pick(subnet, hash, flags);
	n = model_positions(subnet, flags, addrs);
	for (i = 0; i < n; i++) {
		a = addrs[(hash % n + i) % n];
		if (leasetab_find(a) == NULL && !mbarred[a - MODEL_BASE]) {
			assert_int_equal(got, a);
			return;
		}
	}
	for (i = 0; i < n; i++) {
		l = leasetab_find(addrs[i]);
		if (l == NULL || l->pending || mbarred[addrs[i] - MODEL_BASE])
			continue;
		if (l->state == LEASE_FREE)
			k = 0;
		else if (l->state == LEASE_ABANDONED)
			k = 1;
		else
			continue;
		if (best[k] == NULL || l->ends < best[k]->ends)
			best[k] = l;
	}
	if (best[0] == NULL)
		best[0] = best[1];
	if (best[0] == NULL) {
		assert_int_equal(got, 0);
		return;
	}
	assert_int_not_equal(got, 0);
	l = leasetab_find(got);
	assert_int_equal(l->state, best[0]->state);
	assert_true(l->ends == best[0]->ends);
	assert_true(pool_permits(subnet, got, flags));
}

static void
model_conf(void)
{
	struct conf	*old = mconf;
	uint32_t	 shared[2], i, j, s, low, high, base, own[3];

	mconf = conf_new();
	memset(mbarred, 0, sizeof(mbarred));
	for (i = 0; i < 2; i++)
		shared[i] = conf_add_shared(mconf,
		    conf_add_scope(mconf, SCOPE_SHARED, 0), "net");
	for (i = 0; i < MODEL_SUBNETS; i++) {
		base = MODEL_BASE + i * 64;
		j = fake_random(3);
		s = add_subnet(mconf, base, 0xffffffc0,
		    j < 2 ? shared[j] : CONF_NONE);
		mbarred[i * 64] = mbarred[i * 64 + 63] = 1;
		for (low = fake_random(20); low < 64; low = high + 1 +
		    fake_random(10)) {
			high = low + fake_random(20);
			if (high > 63)
				high = 63;
			add_range(mconf, s, base + low, base + high,
			    fake_random(3) ? 0 : RANGE_DYNAMIC_BOOTP);
		}
		low = fake_random(64);
		add_host(mconf, base + low);
		mbarred[i * 64 + low] = 1;
	}
	conf_finish(mconf);
	pool_rebuild(mconf);
	for (i = 0; i < 3; i++) {
		own[i] = MODEL_BASE + fake_random(MODEL_SUBNETS * 64);
		mbarred[own[i] - MODEL_BASE] = 1;
	}
	pool_own(own, 3);
	conf_free(old);
}

static struct {
	struct lease_saved *saved;
	struct lease_rec rec;
} mpending[MODEL_SIZE];

static void
model_step(void)
{
	struct client	 c = fake_hw(fake_mac(fake_random(1000)));
	uint32_t	 subnet = fake_random(MODEL_SUBNETS), i;
	struct lease	*l;
	int		 flags = fake_random(3) ? 0 : POOL_BOOTP;

	model_pick(subnet, fake_random(UINT32_MAX), flags);
	i = fake_random(MODEL_SUBNETS * 64);
	if (fake_random(2) &&
	    (i = pool_pick(subnet, fake_random(UINT32_MAX), flags)) != 0)
		i -= MODEL_BASE;
	if (leasetab_find(MODEL_BASE + i) == NULL)
		take(MODEL_BASE + i, i);
	l = leasetab_find(MODEL_BASE + i);
	if (l->pending) {
		mpending[i].rec.ends = fake_wall +
		    (mpending[i].rec.state == LEASE_ACTIVE ? 50 : 0);
		lease_settle(l, &mpending[i].rec, mpending[i].saved);
		return;
	}
	switch (fake_random(5)) {
	case 0:
		if (l->state != LEASE_ACTIVE)
			lease_offer(l, &c, 1000 * (1 + fake_random(20)));
		break;
	case 1:
		lease_unoffer(l);
		break;
	case 2:
		fake_rec(&mpending[i].rec, l->addr, &c,
		    (uint8_t)fake_random(3), 0);
		lease_tentative(l, (struct commit *)l, &mpending[i].rec,
		    &mpending[i].saved);
		break;
	case 3:
		put(l->addr, fake_random(1000), LEASE_ABANDONED, 0);
		break;
	default:
		put(l->addr, fake_random(1000), LEASE_ACTIVE,
		    1 + fake_random(50));
		break;
	}
}

static void
test_model(void **state)
{
	unsigned int	 n;

	(void)state;
	for (n = 0; n < 60000; n++) {
		if (n % 500 == 0)
			model_conf();
		model_step();
		if (fake_random(3) == 0)
			fake_pass(1000 * (int64_t)fake_random(10));
	}
	pool_own(NULL, 0);
	conf_free(mconf);
}

/* All clients want the same address, since the hash is published. */
static void
test_one_hash(void **state)
{
	struct conf	*c = conf_new();
	uint32_t	 s, n, i, addr, base = 0x0b000000;
	double		 t0 = fake_seconds();

	(void)state;
	s = add_subnet(c, base, 0xffe00000, CONF_NONE);
	for (i = 0; i < 1000; i++)
		add_range(c, s, base + 1 + i * 1000, base + i * 1000 + 1000,
		    0);
	conf_finish(c);
	pool_rebuild(c);
	for (n = 0; (addr = pool_pick(s, 123456789, 0)) != 0; n++) {
		assert_int_equal(addr, base + 1 + (456789 + n) % 1000000);
		take(addr, n);
	}
	assert_int_equal(n, 1000000);
	print_message("%.2f us to pick and offer\n", fake_seconds() - t0);
	t0 = fake_seconds();
	pool_rebuild(c);
	print_message("%.3f s to rebuild, ", fake_seconds() - t0);
	t0 = fake_seconds();
	assert_int_equal(pool_pick(s, 1, 0), 0);
	print_message("%.3f s the first pick after that\n",
	    fake_seconds() - t0);
	fake_pass(60000);
	assert_in_range(pool_pick(s, 1, 0), base + 1, base + 1000000);
	t0 = fake_seconds();
	pool_rebuild(c);
	assert_int_not_equal(pool_pick(s, 1, 0), 0);
	print_message("%.3f s for a million free ones\n",
	    fake_seconds() - t0);
	conf_free(c);
}

/* Many networks, as an access network has them. */
static void
test_many_networks(void **state)
{
	struct conf	*c = conf_new();
	uint32_t	 s, i, n = 10000, base = 0x14000000;
	double		 t0;

	(void)state;
	for (i = 0; i < n; i++) {
		s = add_subnet(c, base + i * 256, 0xffffff00, CONF_NONE);
		assert_int_equal(s, i);
		add_range(c, s, base + i * 256 + 10, base + i * 256 + 250, 0);
		add_host(c, base + i * 256 + 10);
	}
	conf_finish(c);
	t0 = fake_seconds();
	pool_rebuild(c);
	for (i = 0; i < n; i++) {
		assert_int_equal(pool_pick(i, 0, 0), base + i * 256 + 11);
		take(base + i * 256 + 11, i);
		assert_int_equal(pool_pick(i, 1, 0), base + i * 256 + 12);
	}
	print_message("%.2f s for %u networks\n", fake_seconds() - t0, n);
	conf_free(c);
}

/* A range as large as a range can be costs nothing until it is used. */
static void
test_largest(void **state)
{
	struct conf	*c = conf_new();
	uint32_t	 s, i, addr;

	(void)state;
	s = add_subnet(c, 0, 0, CONF_NONE);
	add_range(c, s, 0, UINT32_MAX, 0);
	conf_finish(c);
	lease_at(UINT32_MAX);
	lease_at(UINT32_MAX - 1);
	pool_rebuild(c);
	for (i = 0; i < 1000; i++) {
		addr = pool_pick(s, 0xf0000000U, 0);
		assert_int_equal(addr, 0xf0000000U + i);
		lease_at(addr);
	}
	assert_int_equal(pool_pick(s, UINT32_MAX - 1, 0), 1);
	assert_false(pool_permits(s, 0, 0));
	assert_false(pool_permits(s, UINT32_MAX, 0));
	conf_free(c);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_never_given),
		cmocka_unit_test(test_bootp),
		cmocka_unit_test(test_tentative),
		cmocka_unit_test(test_model),
		cmocka_unit_test(test_one_hash),
		cmocka_unit_test(test_many_networks),
		cmocka_unit_test(test_largest),
	};

	return (cmocka_run_group_tests(tests, setup, NULL));
}
