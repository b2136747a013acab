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
 * Clients that do anything at any time, a disk that is slow or full, probes
 * that are answered, reloads and interfaces that go away.  Whatever happens,
 * nobody is told an address that somebody else was promised, no ACK is sent
 * for what is not durable, no client is refused its lease, and in the end
 * every address is free again.
 */
/* test: link engine/agent.o engine/arp.o engine/binding.o engine/bootp.o engine/discover.o engine/ifaces.o engine/inform.o engine/probe.o engine/release.o engine/reply.o engine/replyto.o engine/reqlog.o engine/request.o engine/select.o engine/subnet.o engine/bitmap.o engine/clientidx.o engine/commit.o engine/confindex.o engine/heap.o engine/hosts.o engine/leasestate.o engine/pftable.o engine/leasetab.o engine/pool.o */
#include "engine_fakes.h"

#define CLIENTS		12
#define LOW		100		/* 10.N.0.LOW and up */
#define NADDRS		8
#define STEPS		60000
#define SENT		65536		/* requests remembered, by xid */

enum kind {
	ASKS,			/* for whatever there is */
	RENEWS
};

static struct {
	unsigned int	 client;
	enum kind	 kind;
	uint32_t	 addr;
	int64_t		 when;
}		 sent[SENT];
static uint32_t	 nsent;

/* What a client believes. */
static struct {
	uint32_t	 offer;
	uint32_t	 addr;		/* 0: it has none */
	int64_t		 until;		/* monotonic ms */
	uint32_t	 heeds;		/* answers to xids from this one up */
}		 clients[CLIENTS];

static struct lease_rec	 disked[NADDRS];	/* what is on disk */
static unsigned int	 first_free, nfree;	/* the range in force */
static unsigned int	 nacks, nnaks, noffers;

static uint32_t
rnd(uint32_t n)
{
	static uint64_t	 x = 88172645463325252ULL;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return ((uint32_t)(x >> 11) % n);
}

static uint32_t
any_addr(void)
{
	return (addr(0, LOW + rnd(NADDRS)));
}

static int
in_range(uint32_t a)
{
	return (a >= addr(0, LOW + first_free) &&
	    a < addr(0, LOW + first_free + nfree));
}

static int
has(unsigned int c)
{
	return (clients[c].addr != 0 && clients[c].until > fake_mono);
}

/* Only the client itself may think that the address is its own. */
static void
assert_nobody_else_has(unsigned int c, uint32_t a)
{
	unsigned int	 i;

	for (i = 0; i < CLIENTS; i++)
		if (i != c && has(i) && clients[i].addr == a)
			fail_msg("client %u is given what %u has", c, i);
}

static struct pkt *
message(uint8_t type, unsigned int c, enum kind kind, uint32_t a)
{
	struct pkt	*p = pkt(type, c);
	static const uint8_t id[3] = { 0xff, 7, 7 };

	fixed(p)->xid = htonl(nsent);
	sent[nsent % SENT].client = c;
	sent[nsent % SENT].kind = kind;
	sent[nsent % SENT].addr = a;
	sent[nsent++ % SENT].when = fake_mono;
	if (c % 2) {
		opt(p, DHO_CLIENT_IDENTIFIER, id, sizeof(id));
		p->data[p->msg.len - 1] = (uint8_t)c;
	}
	return (p);
}

static void
acked(unsigned int c, uint32_t xid, uint32_t a, uint32_t seconds)
{
	const struct lease_rec	*rec;
	int64_t			 until;

	nacks++;
	assert_true(a >= addr(0, LOW) && a < addr(0, LOW + NADDRS));
	rec = &disked[a - addr(0, LOW)];
	assert_int_equal(rec->state, LEASE_ACTIVE);
	assert_memory_equal(rec->chaddr, fixed(pkt(0, c))->chaddr, 6);
	until = sent[xid % SENT].when + (int64_t)seconds * 1000;
	/* the wall clock has whole seconds */
	assert_true(fake_mono + (rec->ends - fake_wall + 1) * 1000 >= until);
	assert_nobody_else_has(c, a);
	if (xid < clients[c].heeds)
		return;
	clients[c].addr = a;
	clients[c].until = until;
}

static void
naked(unsigned int c, uint32_t xid)
{
	nnaks++;
	if (xid < clients[c].heeds)
		return;
	if (sent[xid % SENT].kind == RENEWS && has(c) &&
	    clients[c].addr == sent[xid % SENT].addr) {
		if (in_range(clients[c].addr))
			fail_msg("client %u is refused its lease", c);
		clients[c].addr = 0;
	}
}

static void
look_at_replies(void)
{
	struct dhcp_fixed	 f;
	struct optset		 opts;
	unsigned int		 c, i;
	uint32_t		 seconds = 0, xid;
	uint8_t			 type;

	for (i = 0; i < nreplies; i++) {
		memcpy(&f, replies[i].packet, sizeof(f));
		assert_int_equal(optset_parse(&opts, replies[i].packet,
		    replies[i].m.len), 0);
		assert_int_equal(optset_get_u8(&opts, DHO_MESSAGE_TYPE,
		    &type), 0);
		xid = ntohl(f.xid);
		c = sent[xid % SENT].client;
		assert_int_equal(c, f.chaddr[5]);
		(void)optset_get_u32(&opts, DHO_LEASE_TIME, &seconds);
		if (type == DHCPOFFER) {
			noffers++;
			clients[c].offer = ntohl(f.yiaddr.s_addr);
			assert_nobody_else_has(c, clients[c].offer);
		} else if (type == DHCPACK)
			acked(c, xid, ntohl(f.yiaddr.s_addr), seconds);
		else
			naked(c, xid);
	}
	nreplies = 0;
}

/* Some of what waits, in one go. */
static void
some_disk(enum fake how)
{
	struct msg_lease_failed	 failed;
	unsigned int		 end, i;
	uint32_t		 a;

	if (ndisk == ncommits)
		return;
	end = ndisk + 1 + rnd(ncommits - ndisk);
	failed.first = commits[ndisk].seq;
	failed.last = commits[end - 1].seq;
	failed.error = ENOSPC;
	for (i = ndisk; i < end && how == DONE; i++) {
		a = ntohl(commits[i].rec.addr.s_addr);
		disked[a - addr(0, LOW)] = commits[i].rec;
	}
	ndisk = end;
	if (ndisk == ncommits)
		ndisk = ncommits = 0;
	if (how == DONE)
		commit_durable(failed.last);
	else
		commit_failed(&failed);
}

static void
reload(unsigned int first, unsigned int n, int probes)
{
	first_free = first;
	nfree = n;
	new_conf();
	params(0, PARAM_PING_CHECK)->ping_check = probes;
	params(0, PARAM_PING_TIMEOUT)->ping_timeout = 1;
	params(0, PARAM_DEFAULT_LEASE_TIME)->default_lease_time = 100;
	params(0, PARAM_MAX_LEASE_TIME)->max_lease_time = 300;
	building->ranges[0].low = addr(0, LOW + first);
	building->ranges[0].high = addr(0, LOW + first + n - 1);
	use_conf();
}

static void
ask_for_address(unsigned int c)
{
	struct pkt	*p;
	uint32_t	 a;

	switch (rnd(3)) {
	case 0:
		p = message(DHCPDISCOVER, c, ASKS, 0);
		if (rnd(2))
			opt_addr(p, DHO_REQUESTED_ADDRESS, any_addr());
		break;
	case 1:
		a = clients[c].offer;
		if (a == 0 || rnd(8) == 0)
			a = any_addr();
		p = message(DHCPREQUEST, c, ASKS, a);
		opt_addr(p, DHO_REQUESTED_ADDRESS, a);
		opt_addr(p, DHO_SERVER_IDENTIFIER,
		    addr(0, rnd(8) ? 1 : 99));
		break;
	default:
		p = message(DHCPREQUEST, c, ASKS, 0);
		opt_addr(p, DHO_REQUESTED_ADDRESS, any_addr());
		break;
	}
	if (rnd(4) == 0)
		opt_addr(p, DHO_LEASE_TIME, rnd(400));
	submit(p);
}

static void
use_address(unsigned int c)
{
	struct pkt	*p;
	uint32_t	 a = clients[c].addr;

	if (!has(c))
		return;
	switch (rnd(6)) {
	case 0:
		p = message(DHCPRELEASE, c, ASKS, a);
		fixed(p)->ciaddr = in(a);
		break;
	case 1:
		p = message(DHCPDECLINE, c, ASKS, a);
		opt_addr(p, DHO_REQUESTED_ADDRESS, a);
		break;
	case 2:
		p = message(DHCPREQUEST, c, RENEWS, a);
		opt_addr(p, DHO_REQUESTED_ADDRESS, a);
		submit(p);
		return;
	default:
		p = message(DHCPREQUEST, c, RENEWS, a);
		fixed(p)->ciaddr = in(a);
		if (rnd(2))
			unicast(p, a, addr(0, 1));
		submit(p);
		return;
	}
	clients[c].addr = 0;
	clients[c].heeds = nsent;
	submit(p);
}

static void
step(void)
{
	switch (rnd(16)) {
	case 0:
		pass(rnd(20000));
		break;
	case 1:
		pass(rnd(8) ? rnd(500) : rnd(200000));
		break;
	case 2:
	case 3:
		some_disk(DONE);
		break;
	case 4:
		if (rnd(8) == 0)
			some_disk(FAIL);
		break;
	case 5:
		if (npings != 0 && rnd(4) == 0)
			probe_answered(&pings[rnd(npings)]);
		break;
	case 6:
		if (rnd(100) == 0)
			reload(rnd(4), 1 + rnd(4), rnd(2));
		else if (rnd(50) == 0)
			reload(0, NADDRS, rnd(2));
		break;
	case 7:
		if (rnd(200) == 0) {
			assert_int_equal(ifaces_begin(), 0);
			assert_int_equal(ifaces_end(), 0);
		} else if (rnd(20) == 0)
			new_ifaces();
		break;
	case 8:
	case 9:
	case 10:
	case 11:
		ask_for_address(rnd(CLIENTS));
		break;
	default:
		use_address(rnd(CLIENTS));
		break;
	}
	if (npings > 64)
		npings = 0;
	if (rnd(4))
		route(rnd(8) ? DONE : FAIL);
	if (nroute == narps)
		nroute = narps = 0;
	look_at_replies();
}

/* All free: as many clients as there are addresses are offered one each. */
static void
assert_no_leak(void)
{
	unsigned int	 i, n = 0;
	uint32_t	 a, seen = 0;

	while (ndisk < ncommits)
		some_disk(DONE);
	reload(0, NADDRS, 0);
	new_ifaces();
	pass(3600 * 1000);
	nreplies = 0;
	fake_arp = DONE;
	route(DONE);
	for (i = 0; i < NADDRS; i++) {
		a = offered_to(100 + i, 0);
		assert_true(a >= addr(0, LOW) && a < addr(0, LOW + NADDRS));
		seen |= 1U << (a - addr(0, LOW));
	}
	for (i = 0; i < NADDRS; i++)
		n += seen >> i & 1;
	assert_int_equal(n, NADDRS);
	assert_int_equal(offered_to(100 + NADDRS, 0), 0);
}

static void
anything(void **state)
{
	unsigned int	 i;

	(void)state;
	fake_disk = fake_arp = BY_HAND;
	reload(0, NADDRS, 0);
	for (i = 0; i < STEPS; i++)
		step();
	print_message("%u offers, %u acks, %u naks\n", noffers, nacks, nnaks);
	assert_true(noffers > STEPS / 100 && nacks > STEPS / 100 &&
	    nnaks > STEPS / 1000);
	assert_no_leak();
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup(anything, engine_setup),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
