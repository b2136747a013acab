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
 * The lease table against a naive model, and with a million leases.
 */
/* test: link engine/leasetab.o engine/clientidx.o engine/heap.o engine/leasestate.o engine/pftable.o */
#include "fakes.h"

#include "engine/pool.h"

void
pool_lease_changed(struct lease *l)
{
	(void)l;
}

static int
setup(void **state)
{
	(void)state;
	leasetab_init();
	return (0);
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

/*
 * Whatever happens, in whatever order: state, holder and end are those of a
 * naive model, and so is what is found by client.
 */
#define MODEL_LEASES	200
#define MODEL_CLIENTS	40
struct model {
	uint8_t		 state;
	int		 client;	/* -1: none */
	int64_t		 expires;
	struct lease_saved *saved;
	struct lease_rec rec;
	uint8_t		 before_state;
	int		 before_client;
	int64_t		 before_expires;
	int		 pending;
};
static struct model	 model[MODEL_LEASES];
static uint8_t		 model_macs[MODEL_CLIENTS][6];

static struct client
model_client(int n)
{
	static uint8_t	 uids[MODEL_CLIENTS][7];
	struct client	 c;

	c = fake_hw(model_macs[n]);
	if (n % 2) {
		uids[n][0] = 1;
		memcpy(uids[n] + 1, model_macs[n / 4], 6);
		uids[n][3] = (uint8_t)n;
		c.uid = uids[n];
		c.uidlen = 7;
	}
	return (c);
}

static void
model_rec(struct lease_rec *rec, uint32_t addr, int client)
{
	struct client	 c = model_client(client);

	fake_rec(rec, addr, &c, (uint8_t)fake_random(3),
	    (int64_t)fake_random(100) - 5);
	if (fake_random(4) == 0)
		rec->ends = LEASE_FOREVER;
}

static void
model_take(struct model *m, const struct lease_rec *rec, int client)
{
	m->client = client;
	m->state = rec->state;
	m->expires = INT64_MAX;
	if (rec->state == LEASE_ACTIVE) {
		if (rec->ends <= fake_wall)
			m->state = LEASE_FREE;
		else if (rec->ends != LEASE_FOREVER)
			m->expires = fake_mono +
			    (rec->ends - fake_wall) * 1000;
	}
}

static void
model_commit(struct model *m, struct lease *l, int client)
{
	if (!m->pending) {
		model_rec(&m->rec, l->addr, client);
		m->pending = client + 1;
		m->before_state = m->state;
		m->before_client = m->client;
		m->before_expires = m->expires;
		if (m->state != LEASE_ACTIVE) {
			m->state = LEASE_OFFERED;
			m->client = client;
		}
		m->expires = INT64_MAX;
		lease_tentative(l, (struct commit *)m, &m->rec, &m->saved);
	} else if (fake_random(2)) {
		model_take(m, &m->rec, m->pending - 1);
		m->pending = 0;
		lease_settle(l, &m->rec, m->saved);
	} else {
		m->state = m->before_state;
		m->client = m->before_client;
		m->expires = m->before_expires;
		m->pending = 0;
		lease_rollback(l, m->saved);
	}
}

static void
model_step(struct model *m, struct lease *l)
{
	struct lease_rec rec;
	struct client	 c;
	int		 client = (int)fake_random(MODEL_CLIENTS);

	c = model_client(client);
	switch (fake_random(6)) {
	case 0:
	case 1:
		if (m->pending || m->state == LEASE_ACTIVE)
			break;
		m->state = LEASE_OFFERED;
		m->client = client;
		m->expires = fake_mono + 5000;
		lease_offer(l, &c, 5000);
		break;
	case 2:
		if (!m->pending && m->state == LEASE_OFFERED) {
			m->state = LEASE_FREE;
			m->expires = INT64_MAX;
		}
		lease_unoffer(l);
		break;
	case 3:
		if (m->pending)
			break;
		model_rec(&rec, l->addr, client);
		model_take(m, &rec, client);
		lease_apply(l, &rec);
		break;
	default:
		model_commit(m, l, client);
		break;
	}
}

static void
model_check(uint32_t base)
{
	unsigned int	 want[MODEL_CLIENTS] = { 0 }, freed[MODEL_CLIENTS];
	struct client	 c;
	struct lease	*l;
	struct model	*m;
	int		 i;

	memset(freed, 0, sizeof(freed));
	for (i = 0; i < MODEL_LEASES; i++) {
		m = &model[i];
		l = leasetab_find(base + (uint32_t)i * 29);
		assert_int_equal(l->state, m->state);
		if (!m->pending)
			assert_true(l->expires == m->expires);
		assert_int_equal(l->heap != 0,
		    m->expires != INT64_MAX && !m->pending);
		if (m->client == -1)
			continue;
		c = model_client(m->client);
		assert_true(lease_is_of(l, &c));
		if (m->state == LEASE_FREE)
			freed[m->client]++;
		else if (m->state != LEASE_ABANDONED)
			want[m->client]++;
	}
	for (i = 0; i < MODEL_CLIENTS; i++) {
		c = model_client(i);
		assert_true(freed[i] < 32);	/* else some are forgotten */
		assert_int_equal(count_of(&c), want[i] + freed[i]);
	}
}

static void
test_model(void **state)
{
	uint32_t	 base = 0x03000000, i, n;
	struct model	*m;

	(void)state;
	for (i = 0; i < MODEL_CLIENTS; i++)
		memcpy(model_macs[i], fake_mac(1000 + i), 6);
	for (i = 0; i < MODEL_LEASES; i++) {
		leasetab_add(base + i * 29);
		model[i].expires = INT64_MAX;
		model[i].client = -1;
	}
	for (n = 0; n < 100000; n++) {
		i = fake_random(MODEL_LEASES);
		model_step(&model[i], leasetab_find(base + i * 29));
		if (n % 8 == 0) {
			fake_pass((int64_t)fake_random(5) * 1000);
		} else
			fake_pass(0);
		for (m = model; m < model + MODEL_LEASES; m++) {
			if (!m->pending && m->expires <= fake_mono) {
				m->state = LEASE_FREE;
				m->expires = INT64_MAX;
			}
		}
		if (n % 16 == 0)
			model_check(base);
	}
	for (i = 0; i < MODEL_LEASES; i++) {
		if (model[i].pending)
			lease_rollback(leasetab_find(base + i * 29),
			    model[i].saved);
	}
	fake_pass(1000000);
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

#define MILLION	1000000
/* A million of them: what it costs, and that all end, slice by slice. */
static void
test_million(void **state)
{
	struct client	 c;
	struct lease	*l;
	double		 t0, t1, t2, t3;
	long		 rss = fake_rss();
	uint32_t	 i, n, base = 0x0b000000;
	unsigned int	 slices = 0;

	(void)state;
	t0 = fake_seconds();
	for (i = 0; i < MILLION; i++) {
		/* in no order: 7919 is prime to a million */
		n = (uint32_t)((uint64_t)i * 7919 % MILLION);
		c = fake_hw(fake_mac(5000000 + n));
		active(base + n, &c, 1 + n % 1000);
	}
	t1 = fake_seconds();
	print_message("%.0f bytes for each lease, %.2f us to add it\n",
	    (double)(fake_rss() - rss) * 1024 / MILLION, t1 - t0);
	for (i = 0; i < MILLION; i++) {
		c = fake_hw(fake_mac(5000000 + i));
		l = leasetab_first_of(&c);
		assert_non_null(l);
		assert_int_equal(l->addr, base + i);
		assert_null(leasetab_next_of(l, &c));
	}
	t2 = fake_seconds();
	fake_mono += 1000000;
	fake_wall += 1000;
	while (fake_fire())
		slices++;
	t3 = fake_seconds();
	assert_int_equal(slices, (MILLION + 1023) / 1024);
	for (i = 0, l = leasetab_next(base); i < MILLION; i++) {
		assert_int_equal(l->addr, base + i);
		assert_int_equal(l->state, LEASE_FREE);
		l = leasetab_next(l->addr + 1);
	}
	print_message("%.2f us to find it by client, %.2f us to end it\n",
	    t2 - t1, t3 - t2);
}

/* One lease on each page: the most that an address can cost. */
static void
test_sparse(void **state)
{
	struct client	 c;
	long		 rss = fake_rss();
	uint32_t	 i, n = 100000, base = 0x20000000;

	(void)state;
	for (i = 0; i < n; i++) {
		c = fake_hw(fake_mac(9000000 + i));
		active(base + i * 64, &c, 100);
	}
	for (i = 0; i < n; i++)
		assert_int_equal(leasetab_next(base + i * 64 - 63)->addr,
		    base + i * 64);
	print_message("%.0f bytes for each lease on a page of its own\n",
	    (double)(fake_rss() - rss) * 1024 / n);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_model),
		cmocka_unit_test(test_million),
		cmocka_unit_test(test_sparse),
	};

	return (cmocka_run_group_tests(tests, setup, NULL));
}
