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
 * Answers for dhcpdctl(8): slices of the lease table, counters.
 */
/* test: link engine/show.o engine/leasetab.o engine/clientidx.o engine/heap.o engine/leasestate.o engine/pftable.o */
#include "fakes.h"

#include <imsg.h>

#include "engine/engine.h"
#include "engine/pool.h"

#define CLIENT	77

struct peer		 peer_control;
struct peer		 peer_frontend;
uint64_t		 stats[STATS_ENGINE_MAX];

static struct lease_rec	 leases[1000];
static unsigned int	 nleases;
static struct msg_ctl_slice slice;
static unsigned int	 nslices;
static uint64_t		 all[STATS_MAX];
static uint32_t		 end_status;
static unsigned int	 nasked, nstats, nends;

void
pool_lease_changed(struct lease *l)
{
	(void)l;
}

void
peer_send_ibuf(struct peer *p, struct ibuf *buf)
{
	struct imsg_hdr	 hdr;

	assert_ptr_equal(p, &peer_control);
	assert_int_equal(ibuf_get(buf, &hdr, sizeof(hdr)), 0);
	assert_int_equal(hdr.type, IMSG_CTL_LEASE);
	assert_int_equal(hdr.peerid, CLIENT);
	assert_int_equal(lease_rec_get(buf, &leases[nleases++]), 0);
	assert_int_equal(ibuf_size(buf), 0);
	assert_int_equal(nslices, 0);
	ibuf_free(buf);
}

void
peer_send(struct peer *p, uint32_t type, uint32_t id, int fd,
    const void *data, size_t len)
{
	assert_int_equal(fd, -1);
	assert_int_equal(id, CLIENT);
	assert_ptr_equal(p, type == IMSG_STATS_GET ? &peer_frontend :
	    &peer_control);
	switch (type) {
	case IMSG_STATS_GET:
		assert_int_equal(len, 0);
		nasked++;
		break;
	case IMSG_CTL_SLICE:
		assert_int_equal(len, sizeof(slice));
		memcpy(&slice, data, len);
		nslices++;
		break;
	case IMSG_CTL_STATS:
		assert_int_equal(len, sizeof(all));
		memcpy(all, data, len);
		nstats++;
		break;
	case IMSG_CTL_END:
		assert_int_equal(len, sizeof(end_status));
		memcpy(&end_status, data, len);
		assert_int_equal(nstats, 1);
		nends++;
		break;
	default:
		fail();
	}
}

static int
setup(void **state)
{
	(void)state;
	if (imsgbuf_init(&peer_control.ibuf, -1) == -1)
		return (-1);
	leasetab_init();
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	imsgbuf_clear(&peer_control.ibuf);
	return (0);
}

static void
ask(uint32_t from, uint32_t max)
{
	struct msg_ctl_slice	 asked = { from, max, 1 };

	nleases = nslices = 0;
	show_leases(CLIENT, &asked);
	assert_int_equal(nslices, 1);
}

static void
test_leases(void **state)
{
	struct client	 c;
	struct lease_rec rec;
	uint32_t	 i, from, got = 0;

	(void)state;
	ask(0, 10);
	assert_int_equal(nleases, 0);
	assert_true(slice.done);

	for (i = 0; i < 600; i++) {
		c = fake_hw(fake_mac(i));
		fake_rec(&rec, 0x0a000000 + i * 3, &c, LEASE_ACTIVE, 100);
		lease_apply(leasetab_add(0x0a000000 + i * 3), &rec);
	}
	leasetab_add(UINT32_MAX);
	for (from = 0; got < 601; got += nleases) {
		ask(from, 100);
		assert_true(nleases <= 100);
		for (i = 0; i < nleases; i++) {
			assert_int_equal(ntohl(leases[i].addr.s_addr),
			    got + i == 600 ? UINT32_MAX :
			    0x0a000000 + (got + i) * 3);
			assert_int_equal(leases[i].state, got + i == 600 ?
			    LEASE_FREE : LEASE_ACTIVE);
		}
		assert_int_equal(slice.done, got + nleases == 601);
		assert_true(slice.done || slice.from > from);
		from = slice.from;
	}
	/* However much is asked for, or little. */
	ask(0, UINT32_MAX);
	assert_int_equal(nleases, 256);
	assert_false(slice.done);
	ask(0, 0);
	assert_int_equal(nleases, 256);
	ask(UINT32_MAX, 1);
	assert_int_equal(nleases, 1);
	assert_true(slice.done);
	ask(0x0a000001, 1);
	assert_int_equal(ntohl(leases[0].addr.s_addr), 0x0a000003);
	assert_int_equal(slice.from, 0x0a000004);
}

static void
test_stats(void **state)
{
	uint64_t	 frontend[STATS_FRONTEND_MAX];
	unsigned int	 i;

	(void)state;
	show_stats(CLIENT);
	assert_int_equal(nasked, 1);
	for (i = 0; i < STATS_FRONTEND_MAX; i++)
		frontend[i] = i;
	for (i = 0; i < STATS_ENGINE_MAX; i++)
		stats[i] = STATS_FRONTEND_MAX + i;
	assert_int_equal(show_stats_frontend(CLIENT, frontend), 0);
	for (i = 0; i < STATS_MAX; i++)
		assert_true(all[i] == i);
	assert_int_equal(nends, 1);
	assert_int_equal(end_status, 0);

	/* Nobody has asked for that. */
	assert_int_equal(show_stats_frontend(CLIENT, frontend), -1);
	assert_int_equal(nends, 1);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_leases),
		cmocka_unit_test(test_stats),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
