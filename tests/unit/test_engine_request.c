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
 * DHCPREQUEST: RFC 2131 section 4.3.2, state by state, and what the ACK waits
 * for.
 */
/* test: link engine/agent.o engine/arp.o engine/binding.o engine/bootp.o engine/discover.o engine/ifaces.o engine/inform.o engine/probe.o engine/release.o engine/reply.o engine/replyto.o engine/reqlog.o engine/request.o engine/select.o engine/subnet.o engine/bitmap.o engine/clientidx.o engine/commit.o engine/confindex.o engine/heap.o engine/hosts.o engine/leasestate.o engine/pftable.o engine/leasetab.o engine/pool.o */
#include "engine_fakes.h"
#include "engine/request.h"

static void
assert_ack(const struct answer *a, uint32_t yiaddr)
{
	assert_non_null(a);
	assert_int_equal(a->type, DHCPACK);
	assert_int_equal(ntohl(a->f.yiaddr.s_addr), yiaddr);
	assert_int_equal(answer_u32(a, DHO_LEASE_TIME), 3600);
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), addr(0, 1));
}

/* RFC 2131 table 3, and section 4.1: broadcast where it came from. */
static void
assert_nak(const struct answer *a)
{
	assert_non_null(a);
	assert_int_equal(a->type, DHCPNAK);
	assert_int_equal(a->f.ciaddr.s_addr, 0);
	assert_int_equal(a->f.yiaddr.s_addr, 0);
	assert_int_equal(a->f.siaddr.s_addr, 0);
	assert_int_equal(a->m.flags, REPLY_BROADCAST);
	assert_int_equal(a->m.ifindex, 1);
	assert_int_equal(a->m.dst.s_addr, INADDR_BROADCAST);
	assert_int_equal(a->m.src.s_addr, htonl(addr(0, 1)));
	assert_int_equal(a->m.dport, DHCP_CLIENT_PORT);
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), addr(0, 1));
	assert_true(answer_has(a, DHO_MESSAGE));
	assert_false(answer_has(a, DHO_LEASE_TIME));
	assert_false(answer_has(a, DHO_SUBNET_MASK));
}

static struct answer *
init_reboot(unsigned int n, uint32_t a)
{
	struct pkt	*p = pkt(DHCPREQUEST, n);

	opt_addr(p, DHO_REQUESTED_ADDRESS, a);
	return (ask(p));
}

static struct answer *
renewing(unsigned int n, uint32_t a)
{
	struct pkt	*p = pkt(DHCPREQUEST, n);

	fixed(p)->ciaddr = in(a);
	unicast(p, a, addr(0, 1));
	return (ask(p));
}

static struct answer *
rebinding(unsigned int n, uint32_t a)
{
	struct pkt	*p = pkt(DHCPREQUEST, n);

	fixed(p)->ciaddr = in(a);
	p->msg.src = in(a);
	return (ask(p));
}

static void
set_not_authoritative(void)
{
	new_conf();
	params(0, PARAM_AUTHORITATIVE)->authoritative = 0;
	use_conf();
}

static void
selecting_offered(void **state)
{
	uint32_t	 a;

	(void)state;
	a = offered_to(1, 0);
	assert_ack(selecting(1, a), a);
	assert_int_equal(state_of(a), LEASE_ACTIVE);
	assert_int_equal(ncommits, 1);
	assert_int_equal(commits[0].rec.ends, fake_wall + 3600);
	assert_int_equal(commits[0].rec.state, LEASE_ACTIVE);
	assert_int_equal(stats[SE_OFFER], 1);
	assert_int_equal(stats[SE_ACK], 1);
}

static void
selecting_other_server(void **state)
{
	struct pkt	*p;
	uint32_t	 a;

	(void)state;
	a = offered_to(1, 0);
	assert_int_equal(state_of(a), LEASE_OFFERED);
	p = pkt(DHCPREQUEST, 1);
	opt_addr(p, DHO_REQUESTED_ADDRESS, a);
	opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 99));
	assert_null(ask(p));
	assert_int_equal(stats[SE_NOT_FOR_US], 1);
	assert_int_equal(state_of(a), LEASE_FREE);
	/* a lease, in contrast, stays */
	a = lease(2);
	p = pkt(DHCPREQUEST, 2);
	opt_addr(p, DHO_REQUESTED_ADDRESS, a);
	opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 99));
	assert_null(ask(p));
	assert_int_equal(state_of(a), LEASE_ACTIVE);
}

/* A restart came between, or another server of our address made the offer. */
static void
selecting_without_offer(void **state)
{
	(void)state;
	assert_ack(selecting(1, addr(0, 150)), addr(0, 150));
	assert_nak(selecting(2, addr(0, 150)));
	offered_to(3, addr(0, 151));
	assert_nak(selecting(2, addr(0, 151)));
	assert_int_equal(state_of(addr(0, 151)), LEASE_OFFERED);
}

static void
selecting_impossible(void **state)
{
	static const uint32_t	 odd[] = { 0, 1, 0x7f000001, 0xe0000001,
		INADDR_BROADCAST, 0x08080808 };
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		assert_nak(selecting(1, odd[i]));
	assert_nak(selecting(1, addr(0, 1)));	/* ours */
	assert_nak(selecting(1, addr(0, 50)));	/* in no range */
	assert_nak(selecting(1, addr(0, 0)));
	assert_nak(selecting(1, addr(0, 255)));
	assert_nak(selecting(1, addr(2, 100)));	/* another network's */
	assert_int_equal(ncommits, 0);
}

static void
selecting_by_alias(void **state)
{
	struct answer	*a;
	struct pkt	*p = pkt(DHCPREQUEST, 1);

	(void)state;
	opt_addr(p, DHO_REQUESTED_ADDRESS, addr(0, 150));
	opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 2));
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(a->type, DHCPACK);
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), addr(0, 2));
}

static void
configured_server_identifier(void **state)
{
	struct answer	*a;
	struct pkt	*p;

	(void)state;
	new_conf();
	params(0, PARAM_SERVER_IDENTIFIER)->server_identifier =
	    in(0xc0000201);
	use_conf();
	a = ask(pkt(DHCPDISCOVER, 1));
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), 0xc0000201);
	p = pkt(DHCPREQUEST, 1);
	opt_addr(p, DHO_REQUESTED_ADDRESS, ntohl(a->f.yiaddr.s_addr));
	opt_addr(p, DHO_SERVER_IDENTIFIER, 0xc0000201);
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(a->type, DHCPACK);
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), 0xc0000201);
}

static void
init_reboot_own(void **state)
{
	uint32_t	 a;

	(void)state;
	a = lease(1);
	assert_ack(init_reboot(1, a), a);
	/* expired, and nobody has it: we still know the client */
	pass(4000 * 1000);
	assert_int_equal(state_of(a), LEASE_FREE);
	assert_ack(init_reboot(1, a), a);
}

static void
init_reboot_wrong(void **state)
{
	uint32_t	 a, other;

	(void)state;
	a = lease(1);
	other = a == addr(0, 150) ? addr(0, 151) : addr(0, 150);
	assert_nak(init_reboot(1, other));
	/* wrong network: also to those that we don't know */
	assert_nak(init_reboot(2, addr(2, 100)));
	assert_nak(init_reboot(2, 0x08080808));
}

static void
init_reboot_unknown(void **state)
{
	uint32_t	 a;

	(void)state;
	assert_null(init_reboot(1, addr(0, 150)));
	assert_int_equal(stats[SE_UNKNOWN_CLIENT], 1);
	/* not even if it is somebody's: "MUST remain silent" */
	a = lease(2);
	assert_null(init_reboot(1, a));
	assert_null(init_reboot(1, addr(0, 50)));
	assert_int_equal(stats[SE_UNKNOWN_CLIENT], 3);
	assert_int_equal(ncommits, 1);
}

static void
init_reboot_given_away(void **state)
{
	uint32_t	 a;

	(void)state;
	a = lease(1);
	pass(4000 * 1000);
	assert_int_equal(offered_to(2, a), a);
	assert_ack(selecting(2, a), a);
	assert_null(init_reboot(1, a));
	assert_ack(init_reboot(2, a), a);
}

static void
renewing_own(void **state)
{
	struct answer	*a;
	uint32_t	 own;

	(void)state;
	own = lease(1);
	pass(1800 * 1000);
	a = renewing(1, own);
	assert_ack(a, own);
	assert_int_equal(ntohl(a->f.ciaddr.s_addr), own);
	assert_int_equal(ntohl(a->m.dst.s_addr), own);
	assert_int_equal(ntohl(a->m.src.s_addr), addr(0, 1));
	assert_int_equal(a->m.flags, 0);
	assert_int_equal(a->m.sock, 11);
	assert_int_equal(commits[1].rec.ends, fake_wall + 3600);
	a = rebinding(1, own);
	assert_ack(a, own);
	assert_int_equal(ntohl(a->m.dst.s_addr), own);
}

static void
renewing_other_states(void **state)
{
	uint32_t	 a;

	(void)state;
	/* no record: granted if free, else not */
	assert_ack(renewing(1, addr(0, 150)), addr(0, 150));
	assert_ack(rebinding(2, addr(0, 151)), addr(0, 151));
	a = lease(3);
	assert_nak(renewing(4, a));
	assert_nak(rebinding(4, a));
	assert_nak(renewing(4, addr(0, 50)));
	assert_nak(rebinding(4, addr(0, 50)));
	/* in another network: a broadcast comes from where it is heard */
	assert_nak(rebinding(4, addr(2, 100)));
}

/* Old clients name the server when they renew, too. */
static void
renewing_with_server(void **state)
{
	struct pkt	*p;
	uint32_t	 a;

	(void)state;
	a = lease(1);
	p = pkt(DHCPREQUEST, 1);
	fixed(p)->ciaddr = in(a);
	opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 1));
	assert_ack(ask(p), a);
}

/* Through a router, so that the receiving interface says nothing. */
static void
renewing_offlink(void **state)
{
	struct answer	*a;
	struct pkt	*p;

	(void)state;
	p = pkt(DHCPREQUEST, 1);
	fixed(p)->ciaddr = in(addr(1, 15));
	unicast(p, addr(1, 15), addr(0, 2));
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(a->type, DHCPACK);
	assert_int_equal(ntohl(a->m.dst.s_addr), addr(1, 15));
	assert_int_equal(ntohl(a->m.src.s_addr), addr(0, 2));
	assert_int_equal(a->m.sock, 12);
	assert_int_equal(a->m.ifindex, 0);
	/* somebody else: NAK to where it came from */
	p = pkt(DHCPREQUEST, 2);
	fixed(p)->ciaddr = in(addr(1, 15));
	unicast(p, addr(1, 15), addr(0, 2));
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(a->type, DHCPNAK);
	assert_int_equal(ntohl(a->m.dst.s_addr), addr(1, 15));
	assert_int_equal(ntohl(a->m.src.s_addr), addr(0, 2));
	assert_int_equal(a->m.flags, 0);
	/* from a network that is not declared: silence */
	p = pkt(DHCPREQUEST, 3);
	fixed(p)->ciaddr = in(0xc0000264);
	unicast(p, 0xc0000264, addr(0, 1));
	assert_null(ask(p));
	assert_int_equal(stats[SE_NO_SUBNET], 1);
}

static void
relayed_nak(void **state)
{
	struct answer	*a;
	struct pkt	*p = pkt(DHCPREQUEST, 1);

	(void)state;
	opt_addr(p, DHO_REQUESTED_ADDRESS, addr(0, 150));
	relay(p, addr(1, 1));
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(a->type, DHCPNAK);
	assert_int_equal(ntohl(a->m.dst.s_addr), addr(1, 1));
	assert_int_equal(a->m.dport, DHCP_SERVER_PORT);
	assert_int_equal(a->m.flags, 0);
	assert_int_equal(ntohs(a->f.flags), BOOTP_BROADCAST);
	assert_int_equal(ntohl(a->f.giaddr.s_addr), addr(1, 1));
}

static void
not_authoritative(void **state)
{
	uint32_t	 a;

	(void)state;
	set_not_authoritative();
	assert_null(init_reboot(1, addr(2, 100)));
	assert_null(init_reboot(1, 0x08080808));
	assert_null(rebinding(1, addr(2, 100)));
	assert_null(renewing(1, addr(0, 50)));
	/* what we are responsible for, we refuse */
	a = lease(2);
	assert_nak(renewing(1, a));
	assert_nak(selecting(1, 0x08080808));
}

static void
malformed(void **state)
{
	struct pkt	*p;

	(void)state;
	assert_null(ask(pkt(DHCPREQUEST, 1)));	/* for no address */
	p = pkt(DHCPREQUEST, 1);
	opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 1));
	assert_null(ask(p));
	p = pkt(DHCPREQUEST, 1);		/* C2 */
	opt(p, DHO_REQUESTED_ADDRESS, "\x0a\x00\x00", 3);
	assert_null(ask(p));
	p = pkt(DHCPREQUEST, 1);
	opt(p, DHO_SERVER_IDENTIFIER, "\x0a\x00\x00\x01\x01", 5);
	opt_addr(p, DHO_REQUESTED_ADDRESS, addr(0, 150));
	assert_null(ask(p));
	p = pkt(DHCPREQUEST, 1);
	opt_addr(p, DHO_SERVER_IDENTIFIER, 0);
	opt_addr(p, DHO_REQUESTED_ADDRESS, addr(0, 150));
	assert_null(ask(p));
	assert_int_equal(stats[SE_BAD_OPTIONS], 4);
	assert_int_equal(stats[SE_NOT_FOR_US], 1);
	assert_int_equal(ncommits, 0);
}

static void
range_is_gone(void **state)
{
	struct conf_range	 r;
	struct conf_subnet	 s;
	uint32_t		 a;

	(void)state;
	a = lease(1);
	building = conf_new();
	building->generation = 2;
	memset(&s, 0, sizeof(s));
	s.scope = conf_add_scope(building, SCOPE_SUBNET, 0);
	s.shared = CONF_NONE;
	s.net = in(addr(0, 0));
	s.mask = in(0xffffff00);
	memset(&r, 0, sizeof(r));
	r.subnet = conf_add_subnet(building, &s);
	r.low = addr(0, 20);
	r.high = addr(0, 29);
	conf_add_range(building, &r);
	use_conf();
	assert_nak(renewing(1, a));
	assert_nak(rebinding(1, a));
	assert_nak(init_reboot(1, a));
}

/* No ACK before the lease is durable, one for each that asked. */
static void
ack_waits_for_disk(void **state)
{
	uint32_t	 a;

	(void)state;
	fake_disk = BY_HAND;
	a = offered_to(1, 0);
	assert_null(selecting(1, a));
	assert_int_equal(ncommits, 1);
	assert_null(selecting(1, a));		/* again: it is under way */
	assert_int_equal(ncommits, 1);
	assert_nak(selecting(2, a));
	assert_int_not_equal(offered_to(2, a), a);
	nreplies = 0;
	disk(DONE);
	assert_int_equal(nreplies, 1);
	assert_ack(answer(), a);
	assert_int_equal(state_of(a), LEASE_ACTIVE);
}

static void
disk_fails(void **state)
{
	uint32_t	 a;

	(void)state;
	fake_disk = FAIL;
	a = offered_to(1, 0);
	assert_null(selecting(1, a));
	assert_int_equal(stats[SE_COMMIT_FAILED], 1);
	assert_int_equal(state_of(a), LEASE_OFFERED);
	fake_disk = DONE;
	assert_ack(selecting(1, a), a);
	/* a renewal that fails: the lease is as it was */
	fake_disk = FAIL;
	assert_null(renewing(1, a));
	assert_int_equal(state_of(a), LEASE_ACTIVE);
}

static void
commit_lost(void **state)
{
	struct lease_rec	 winner;
	uint32_t		 a;

	(void)state;
	fake_disk = BY_HAND;
	a = offered_to(1, 0);
	assert_null(selecting(1, a));
	winner = commits[0].rec;
	winner.chaddr[5] = 99;
	ndisk++;
	nreplies = 0;
	commit_refused(commits[0].seq, &winner);
	assert_int_equal(nreplies, 1);
	assert_nak(answer());
	assert_int_equal(stats[SE_NAK], 1);
}

/* Between REQUEST and ACK the subnet goes away: no answer, no crash. */
static void
reload_between(void **state)
{
	uint32_t	 a;

	(void)state;
	fake_disk = BY_HAND;
	a = offered_to(1, 0);
	assert_null(selecting(1, a));
	building = conf_new();
	building->generation = 2;
	use_conf();
	nreplies = 0;
	disk(DONE);
	assert_int_equal(nreplies, 0);
	assert_int_equal(state_of(a), LEASE_ACTIVE);
}

/* The interface goes away meanwhile. */
static void
interface_lost_between(void **state)
{
	uint32_t	 a;

	(void)state;
	fake_disk = BY_HAND;
	a = offered_to(1, 0);
	assert_null(selecting(1, a));
	assert_int_equal(ifaces_begin(), 0);
	assert_int_equal(ifaces_end(), 0);
	nreplies = 0;
	disk(DONE);
	assert_int_equal(nreplies, 0);
}

/* A disk that does not keep up: new clients wait first, then all do. */
static void
slow_disk(void **state)
{
	struct pkt	*p;
	unsigned int	 i;

	(void)state;
	new_conf();
	add_net(32, CONF_NONE, 1, 254);
	building->subnets[3].mask = in(0xffffc000);	/* 10.N.32.0/18 */
	building->subnets[3].net = in(addr(0, 0) + 0x4000);
	building->ranges[3].low = addr(0x40, 2);
	building->ranges[3].high = addr(0x7f, 254);
	use_conf();
	fake_disk = BY_HAND;
	for (i = 0; i < COMMIT_PENDING_MAX + 5; i++) {
		if (i == COMMIT_PENDING_MAX / 4 * 3) {
			assert_int_equal(offered_to(20000, 0), 0);
			assert_int_equal(stats[SE_SHED], 1);
		}
		p = pkt(DHCPREQUEST, i);
		opt_addr(p, DHO_REQUESTED_ADDRESS, addr(0x40, 2) + i);
		opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 1));
		relay(p, addr(0x40, 1));
		assert_null(ask(p));
	}
	assert_int_equal(ncommits, COMMIT_PENDING_MAX);
	assert_int_equal(stats[SE_SHED], 6);
	disk(DONE);
	assert_int_equal(nreplies, COMMIT_PENDING_MAX);
	assert_int_equal(stats[SE_ACK], COMMIT_PENDING_MAX);
	assert_int_not_equal(offered_to(20000, 0), 0);
}

/* In a shared-network, each subnet with a server identifier of its own. */
static void
identifier_of_subnet(void **state)
{
	struct answer	*a;
	struct pkt	*p;
	uint32_t	 shared, scope, i, y;

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
	for (i = 1; i <= 4; i++) {
		a = ask(pkt(DHCPDISCOVER, i));
		y = ntohl(a->f.yiaddr.s_addr);
		p = pkt(DHCPREQUEST, i);
		opt_addr(p, DHO_REQUESTED_ADDRESS, y);
		opt_addr(p, DHO_SERVER_IDENTIFIER,
		    answer_addr(a, DHO_SERVER_IDENTIFIER));
		a = ask(p);
		assert_non_null(a);
		assert_int_equal(a->type, DHCPACK);
		assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER),
		    y < addr(1, 0) ? addr(0, 1) : 0xc0000201);
	}
}

static void
lease_times(void **state)
{
	static const struct {
		uint32_t	 asked, granted;
	}		 t[] = {
		{ 600, 600 }, { 7200, 7200 }, { 7201, 7200 }, { 60, 300 },
		{ 0, 3600 }, { UINT32_MAX, 7200 }, { 0x80000000, 7200 }
	};
	struct pkt	*p;
	size_t		 i;

	(void)state;
	new_conf();
	params(0, PARAM_MIN_LEASE_TIME)->min_lease_time = 300;
	use_conf();
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		p = pkt(DHCPDISCOVER, (unsigned int)i);
		opt_addr(p, DHO_LEASE_TIME, t[i].asked);
		assert_int_equal(answer_u32(ask(p), DHO_LEASE_TIME),
		    t[i].granted);
	}
}

static void
infinite_lease(void **state)
{
	struct answer	*a;
	struct pkt	*p;

	(void)state;
	new_conf();
	params(0, PARAM_MAX_LEASE_TIME)->max_lease_time = UINT32_MAX;
	use_conf();
	p = pkt(DHCPREQUEST, 1);
	opt_addr(p, DHO_LEASE_TIME, UINT32_MAX);
	opt_addr(p, DHO_REQUESTED_ADDRESS, addr(0, 150));
	opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 1));
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(answer_u32(a, DHO_LEASE_TIME), UINT32_MAX);
	assert_false(answer_has(a, DHO_RENEWAL_TIME));
	assert_true(commits[0].rec.ends == LEASE_FOREVER);
	pass((int64_t)1 << 40);
	assert_int_equal(state_of(addr(0, 150)), LEASE_ACTIVE);
}

/* One after the other, under one name: not all that there are. */
static void
greedy_client(void **state)
{
	struct answer	*a = NULL;
	struct pkt	*p;
	unsigned int	 i, n = 0;

	(void)state;
	for (i = 100; i < 200; i++) {
		a = selecting(1, addr(0, i));
		assert_non_null(a);
		n += a->type == DHCPACK;
	}
	assert_nak(a);
	assert_int_equal(n, CLIENT_HELD_MAX);
	assert_int_equal(stats[SE_DENIED], 100 - CLIENT_HELD_MAX);

	/* In another network neither, by offer or not. */
	p = pkt(DHCPDISCOVER, 1);
	relay(p, addr(1, 1));
	assert_null(ask(p));
	/* It keeps what it has, and others get theirs. */
	p = pkt(DHCPREQUEST, 1);
	fixed(p)->ciaddr = in(addr(0, 100));
	unicast(p, addr(0, 100), addr(0, 1));
	assert_ack(ask(p), addr(0, 100));
	assert_int_not_equal(lease(2), 0);
	/* When they have ended it may ask for others again. */
	pass(7200 * 1000);
	assert_ack(selecting(1, addr(0, 199)), addr(0, 199));
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup(selecting_offered, engine_setup),
		cmocka_unit_test_setup(selecting_other_server, engine_setup),
		cmocka_unit_test_setup(selecting_without_offer, engine_setup),
		cmocka_unit_test_setup(selecting_impossible, engine_setup),
		cmocka_unit_test_setup(selecting_by_alias, engine_setup),
		cmocka_unit_test_setup(configured_server_identifier,
		    engine_setup),
		cmocka_unit_test_setup(init_reboot_own, engine_setup),
		cmocka_unit_test_setup(init_reboot_wrong, engine_setup),
		cmocka_unit_test_setup(init_reboot_unknown, engine_setup),
		cmocka_unit_test_setup(init_reboot_given_away, engine_setup),
		cmocka_unit_test_setup(renewing_own, engine_setup),
		cmocka_unit_test_setup(renewing_other_states, engine_setup),
		cmocka_unit_test_setup(renewing_with_server, engine_setup),
		cmocka_unit_test_setup(renewing_offlink, engine_setup),
		cmocka_unit_test_setup(relayed_nak, engine_setup),
		cmocka_unit_test_setup(not_authoritative, engine_setup),
		cmocka_unit_test_setup(malformed, engine_setup),
		cmocka_unit_test_setup(range_is_gone, engine_setup),
		cmocka_unit_test_setup(ack_waits_for_disk, engine_setup),
		cmocka_unit_test_setup(disk_fails, engine_setup),
		cmocka_unit_test_setup(commit_lost, engine_setup),
		cmocka_unit_test_setup(reload_between, engine_setup),
		cmocka_unit_test_setup(interface_lost_between, engine_setup),
		cmocka_unit_test_setup(slow_disk, engine_setup),
		cmocka_unit_test_setup(identifier_of_subnet, engine_setup),
		cmocka_unit_test_setup(lease_times, engine_setup),
		cmocka_unit_test_setup(infinite_lease, engine_setup),
		cmocka_unit_test_setup(greedy_client, engine_setup),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
