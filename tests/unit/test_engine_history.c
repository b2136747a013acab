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
 * What became of a client before, and what that means for it now: offers that
 * were not taken, reservations for a host that has a lease, identifiers of a
 * subnet.
 */
/* test: link engine/agent.o engine/arp.o engine/binding.o engine/bootp.o engine/discover.o engine/ifaces.o engine/inform.o engine/probe.o engine/release.o engine/reply.o engine/replyto.o engine/reqlog.o engine/request.o engine/select.o engine/subnet.o engine/bitmap.o engine/clientidx.o engine/commit.o engine/confindex.o engine/heap.o engine/hosts.o engine/leasestate.o engine/pftable.o engine/leasetab.o engine/pool.o */
#include "engine_fakes.h"

static struct answer *
init_reboot(unsigned int n, uint32_t a)
{
	struct pkt	*p = pkt(DHCPREQUEST, n);

	opt_addr(p, DHO_REQUESTED_ADDRESS, a);
	return (ask(p));
}

static uint32_t
another(uint32_t a)
{
	return (a == addr(0, 150) ? addr(0, 151) : addr(0, 150));
}

/*
 * An offer is no binding.  Who had one of us, and took that of another
 * server, is not ours to refuse: RFC 2131 section 4.3.2 wants silence.
 */
static void
offer_is_no_record(void **state)
{
	struct pkt	*p;
	uint32_t	 a;

	(void)state;
	a = offered_to(1, 0);
	assert_null(init_reboot(1, another(a)));
	p = pkt(DHCPREQUEST, 1);
	opt_addr(p, DHO_REQUESTED_ADDRESS, another(a));
	opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 99));
	assert_null(ask(p));
	assert_int_equal(state_of(a), LEASE_FREE);
	assert_null(init_reboot(1, another(a)));
	/* nor is one that nobody took at all */
	a = offered_to(2, 0);
	pass(3600 * 1000);
	assert_int_equal(state_of(a), LEASE_FREE);
	assert_null(init_reboot(2, another(a)));
	/* but a lease is, also when it has ended */
	a = lease(3);
	assert_int_equal(init_reboot(3, another(a))->type, DHCPNAK);
	pass(4000 * 1000);
	assert_int_equal(state_of(a), LEASE_FREE);
	assert_int_equal(init_reboot(3, another(a))->type, DHCPNAK);
}

/* A commit that fails leaves no binding behind. */
static void
failure_is_no_record(void **state)
{
	uint32_t	 a;

	(void)state;
	a = offered_to(1, 0);
	fake_disk = FAIL;
	assert_null(selecting(1, a));
	assert_int_equal(state_of(a), LEASE_OFFERED);
	assert_null(init_reboot(1, another(a)));
	fake_disk = DONE;
	pass(3600 * 1000);
	assert_null(init_reboot(1, another(a)));
	assert_int_equal(selecting(1, a)->type, DHCPACK);
}

/*
 * RFC 2131 section 4.3.1: the address that the client had, else the one it
 * asks for.  What it was merely offered once comes after that.
 */
static void
request_before_old_offer(void **state)
{
	uint32_t	 a, b;

	(void)state;
	a = offered_to(1, 0);
	b = another(a);
	assert_int_equal(offered_to(1, b), a);	/* the offer stands */
	pass(3600 * 1000);
	assert_int_equal(offered_to(1, b), b);
	pass(3600 * 1000);
	/* asks for nothing, or for what somebody has: as it was */
	assert_int_equal(offered_to(2, b), b);
	a = offered_to(1, b);
	assert_int_not_equal(a, b);
	pass(3600 * 1000);
	/* a lease that has ended is what it had */
	a = lease(3);
	pass(4000 * 1000);
	assert_int_equal(offered_to(3, another(a)), a);
}

static void
reserve(unsigned int n, uint32_t fixed_addr)
{
	struct conf_host	 h;
	struct in_addr		 a = in(fixed_addr);
	char			 name[] = "host";

	memset(&h, 0, sizeof(h));
	h.scope = conf_add_scope(building, SCOPE_HOST, 0);
	h.name = name;
	h.htype = HTYPE_ETHER;
	h.hlen = 6;
	memcpy(h.hwaddr, fixed(pkt(0, n))->chaddr, 6);
	h.naddrs = 1;
	h.addrs = &a;
	conf_add_host(building, &h);
}

/*
 * A host booted by PXE, which sends no identifier, and was given a lease.
 * The address is now reserved for its hardware address, and its system, which
 * does send one, asks: it is the same host, and gets it.
 */
static void
reserved_for_same_host(void **state)
{
	struct answer	*a;
	struct pkt	*p;
	uint32_t	 own;

	(void)state;
	own = lease(1);
	new_conf();
	reserve(1, own);
	use_conf();
	p = pkt(DHCPDISCOVER, 1);
	opt(p, DHO_CLIENT_IDENTIFIER, "\377system", 7);
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(ntohl(a->f.yiaddr.s_addr), own);
	p = pkt(DHCPREQUEST, 1);
	opt(p, DHO_CLIENT_IDENTIFIER, "\377system", 7);
	opt_addr(p, DHO_REQUESTED_ADDRESS, own);
	opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 1));
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(a->type, DHCPACK);
	/* BOOTP, too */
	a = ask(pkt(0, 1));
	assert_non_null(a);
	assert_int_equal(ntohl(a->f.yiaddr.s_addr), own);
}

/* A subnet of a shared-network with a server identifier of its own. */
static void
identifier_of_subnet(void **state)
{
	struct pkt	*p;
	uint32_t	 shared, scope, y;

	(void)state;
	building = conf_new();
	building->generation = 1;
	params(0, PARAM_PING_CHECK)->ping_check = 0;
	scope = conf_add_scope(building, SCOPE_SHARED, 0);
	shared = conf_add_shared(building, scope, "both");
	add_net(0, shared, 100, 101);
	scope = add_net(1, shared, 10, 11);
	params(scope, PARAM_SERVER_IDENTIFIER)->server_identifier =
	    in(0xc0000201);
	use_conf();
	y = addr(1, 10);
	p = pkt(DHCPREQUEST, 1);
	opt_addr(p, DHO_REQUESTED_ADDRESS, y);
	opt_addr(p, DHO_SERVER_IDENTIFIER, 0xc0000201);
	assert_int_equal(ask(p)->type, DHCPACK);
	/* some release by broadcast */
	p = pkt(DHCPRELEASE, 1);
	fixed(p)->ciaddr = in(y);
	opt_addr(p, DHO_SERVER_IDENTIFIER, 0xc0000201);
	assert_null(ask(p));
	assert_int_equal(state_of(y), LEASE_FREE);
	p = pkt(DHCPREQUEST, 1);
	opt_addr(p, DHO_REQUESTED_ADDRESS, y);
	opt_addr(p, DHO_SERVER_IDENTIFIER, 0xc0000201);
	assert_int_equal(ask(p)->type, DHCPACK);
	p = pkt(DHCPDECLINE, 1);
	opt_addr(p, DHO_REQUESTED_ADDRESS, y);
	opt_addr(p, DHO_SERVER_IDENTIFIER, 0xc0000201);
	assert_null(ask(p));
	assert_int_equal(state_of(y), LEASE_ABANDONED);
}

/* RFC 2131 section 4.4.5: T1 before T2, and T2 before the end. */
static void
times_in_order(void **state)
{
	static const uint32_t	 t[][3] = {	/* the lease, T1, T2 */
		{ 3600, 3600, 3600 }, { 3600, 1800, 3600 },
		{ 3600, 3000, 3000 }, { 3600, 5000, 4000 }, { 4, 100, 100 },
		{ 7, 7, 7 }, { 2, 0, 2 }
	};
	struct answer	*a;
	uint32_t	 t1, t2;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		new_conf();
		params(0, PARAM_DEFAULT_LEASE_TIME)->default_lease_time =
		    t[i][0];
		t1 = htonl(t[i][1]);
		t2 = htonl(t[i][2]);
		conf_set_option(building, 0, DHO_RENEWAL_TIME, &t1, 4);
		conf_set_option(building, 0, DHO_REBINDING_TIME, &t2, 4);
		use_conf();
		a = ask(pkt(DHCPDISCOVER, 10 + (unsigned int)i));
		t1 = answer_u32(a, DHO_RENEWAL_TIME);
		t2 = answer_u32(a, DHO_REBINDING_TIME);
		assert_int_equal(answer_u32(a, DHO_LEASE_TIME), t[i][0]);
		assert_true(t1 < t2);
		assert_true(t2 < t[i][0]);
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup(offer_is_no_record, engine_setup),
		cmocka_unit_test_setup(failure_is_no_record, engine_setup),
		cmocka_unit_test_setup(request_before_old_offer, engine_setup),
		cmocka_unit_test_setup(reserved_for_same_host, engine_setup),
		cmocka_unit_test_setup(identifier_of_subnet, engine_setup),
		cmocka_unit_test_setup(times_in_order, engine_setup),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
