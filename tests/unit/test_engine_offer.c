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
 * DHCPDISCOVER and what goes with it: which address, probes, reservations,
 * and how leases end: DHCPRELEASE, DHCPDECLINE.
 */
/* test: link engine/agent.o engine/arp.o engine/binding.o engine/bootp.o engine/discover.o engine/ifaces.o engine/inform.o engine/probe.o engine/release.o engine/reply.o engine/replyto.o engine/reqlog.o engine/request.o engine/select.o engine/subnet.o engine/bitmap.o engine/clientidx.o engine/commit.o engine/confindex.o engine/heap.o engine/hosts.o engine/leasestate.o engine/pftable.o engine/leasetab.o engine/pool.o */
#include "engine_fakes.h"

#include "engine/probe.h"

static void
with_probes(unsigned int seconds)
{
	new_conf();
	params(0, PARAM_PING_CHECK)->ping_check = 1;
	params(0, PARAM_PING_TIMEOUT)->ping_timeout = seconds;
	use_conf();
}

static uint32_t
add_host(const char *name, unsigned int n, uint32_t fixed_addr)
{
	struct conf_host	 h;
	struct in_addr		 a = in(fixed_addr);
	char			 buf[32];
	struct pkt		*p = pkt(0, n);

	memset(&h, 0, sizeof(h));
	h.scope = conf_add_scope(building, SCOPE_HOST, 0);
	strlcpy(buf, name, sizeof(buf));
	h.name = buf;
	h.htype = HTYPE_ETHER;
	h.hlen = 6;
	memcpy(h.hwaddr, fixed(p)->chaddr, 6);
	h.naddrs = fixed_addr == 0 ? 0 : 1;
	h.addrs = &a;
	conf_add_host(building, &h);
	return (h.scope);
}

static void
pong(unsigned int i)
{
	probe_answered(&pings[i]);
	settle();
}

static struct answer *
release_of(unsigned int n, uint32_t a, uint32_t server)
{
	struct pkt	*p = pkt(DHCPRELEASE, n);

	fixed(p)->ciaddr = in(a);
	unicast(p, a, addr(0, 1));
	opt_addr(p, DHO_SERVER_IDENTIFIER, server);
	return (ask(p));
}

static struct answer *
decline_of(unsigned int n, uint32_t a, uint32_t server)
{
	struct pkt	*p = pkt(DHCPDECLINE, n);

	opt_addr(p, DHO_REQUESTED_ADDRESS, a);
	opt_addr(p, DHO_SERVER_IDENTIFIER, server);
	return (ask(p));
}

static void
same_address_again(void **state)
{
	uint32_t	 a;

	(void)state;
	a = offered_to(1, 0);
	assert_true(a >= addr(0, 100) && a <= addr(0, 199));
	assert_int_equal(offered_to(1, 0), a);
	assert_int_not_equal(offered_to(2, 0), a);
	pass(3600 * 1000);			/* the hold is over */
	assert_int_equal(state_of(a), LEASE_FREE);
	assert_int_equal(offered_to(1, 0), a);
	assert_int_equal(lease(1), a);
	/* asks for another one, but has this one */
	assert_int_equal(offered_to(1, addr(0, 150)), a);
	assert_null(release_of(1, a, addr(0, 1)));
	assert_int_equal(lease(1), a);
	assert_int_equal(ncommits, 3);
}

static void
requested_address(void **state)
{
	static const struct {
		unsigned int	 net, host;
	}		 no[] = {
		{ 0, 50 }, { 0, 1 }, { 0, 0 }, { 0, 255 }, { 2, 100 },
		{ 1, 15 }, { 200, 1 }
	};
	uint32_t	 a;
	unsigned int	 i;

	(void)state;
	assert_int_equal(offered_to(1, addr(0, 150)), addr(0, 150));
	assert_int_not_equal(offered_to(2, addr(0, 150)), addr(0, 150));
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
		a = offered_to(10 + i, addr(no[i].net, no[i].host));
		assert_true(a >= addr(0, 100) && a <= addr(0, 199));
	}
}

static void
networks(void **state)
{
	struct answer	*a;
	struct pkt	*p;
	uint32_t	 y;

	(void)state;
	p = pkt(DHCPDISCOVER, 1);
	p->msg.ifindex = 2;
	a = ask(p);
	y = ntohl(a->f.yiaddr.s_addr);
	assert_true(y >= addr(2, 100) && y <= addr(2, 110));
	assert_int_equal(ntohl(a->m.src.s_addr), addr(2, 1));
	assert_int_equal(a->m.ifindex, 2);
	assert_int_equal(a->m.sock, 21);
	/* the same client elsewhere is given an address of there */
	p = pkt(DHCPDISCOVER, 1);
	relay(p, addr(1, 1));
	a = ask(p);
	y = ntohl(a->f.yiaddr.s_addr);
	assert_true(y >= addr(1, 10) && y <= addr(1, 20));
	assert_int_equal(ntohl(a->m.dst.s_addr), addr(1, 1));
	assert_int_equal(a->m.dport, DHCP_SERVER_PORT);
	assert_int_equal(ntohl(a->f.giaddr.s_addr), addr(1, 1));
	assert_int_equal(ntohs(a->f.flags), 0);
}

static void
shared_network(void **state)
{
	struct answer	*a;
	uint32_t	 shared, scope, i, y, seen = 0;

	(void)state;
	building = conf_new();
	building->generation = 1;
	params(0, PARAM_PING_CHECK)->ping_check = 0;
	scope = conf_add_scope(building, SCOPE_SHARED, 0);
	shared = conf_add_shared(building, scope, "both");
	add_net(0, shared, 100, 101);
	scope = add_net(1, shared, 10, 11);
	conf_set_option(building, scope, DHO_DOMAIN_NAME, "second", 6);
	use_conf();
	for (i = 1; i <= 4; i++) {
		a = ask(pkt(DHCPDISCOVER, i));
		y = ntohl(a->f.yiaddr.s_addr);
		/* what holds in the subnet of the address is what counts */
		assert_int_equal(answer_has(a, DHO_DOMAIN_NAME),
		    y >> 8 == addr(1, 0) >> 8);
		seen |= 1U << (y >> 8 == addr(1, 0) >> 8) << (y & 1);
		y = ntohl(a->f.yiaddr.s_addr);
		a = selecting(i, y);
		assert_int_equal(a->type, DHCPACK);
	}
	assert_int_equal(seen, 7);
	assert_null(ask(pkt(DHCPDISCOVER, 5)));
	assert_int_equal(stats[SE_NO_FREE], 1);
}

static void
remaining_time(void **state)
{
	struct answer	*a;
	struct pkt	*p;

	(void)state;
	lease(1);
	pass(1600 * 1000);
	a = ask(pkt(DHCPDISCOVER, 1));
	assert_int_equal(answer_u32(a, DHO_LEASE_TIME), 2000);
	p = pkt(DHCPDISCOVER, 1);
	opt_addr(p, DHO_LEASE_TIME, 5000);
	assert_int_equal(answer_u32(ask(p), DHO_LEASE_TIME), 5000);
	pass(1999 * 1000);
	a = ask(pkt(DHCPDISCOVER, 1));
	assert_int_equal(answer_u32(a, DHO_LEASE_TIME), 60);
}

static void
identity(void **state)
{
	struct pkt	*p;
	uint32_t	 a, b;

	(void)state;
	p = pkt(DHCPDISCOVER, 1);
	opt(p, DHO_CLIENT_IDENTIFIER, "\377one", 4);
	a = ntohl(ask(p)->f.yiaddr.s_addr);
	p = pkt(DHCPDISCOVER, 2);		/* the same elsewhere */
	opt(p, DHO_CLIENT_IDENTIFIER, "\377one", 4);
	assert_int_equal(ntohl(ask(p)->f.yiaddr.s_addr), a);
	p = pkt(DHCPDISCOVER, 1);		/* another one */
	opt(p, DHO_CLIENT_IDENTIFIER, "\377two", 4);
	b = ntohl(ask(p)->f.yiaddr.s_addr);
	assert_int_not_equal(b, a);
	assert_int_not_equal(offered_to(1, 0), a);
	assert_int_not_equal(offered_to(1, 0), b);
	/* the hardware type counts as well */
	b = offered_to(3, 0);
	p = pkt(DHCPDISCOVER, 3);
	fixed(p)->htype = HTYPE_IEEE802;
	assert_int_not_equal(ntohl(ask(p)->f.yiaddr.s_addr), b);
}

/* C3: identifiers of every length that there can be. */
static void
identifier_lengths(void **state)
{
	static uint8_t	 id[600];
	struct pkt	*p;
	struct answer	*a;
	size_t		 len, shown;
	unsigned int	 n;
	uint32_t	 y, hw;

	(void)state;
	memset(id, 0xa5, sizeof(id));
	hw = offered_to(1, 0);
	for (len = 0; len <= 510; len += len < 34 || len > 252 ? 1 : 31) {
		p = pkt(DHCPDISCOVER, 1);
		for (n = 0; n < len; n += 255)
			opt(p, DHO_CLIENT_IDENTIFIER, id,
			    len - n > 255 ? 255 : len - n);
		if (len == 0)
			opt(p, DHO_CLIENT_IDENTIFIER, id, 0);
		a = ask(p);
		if (a == NULL) {		/* the range is used up */
			pass(70 * 1000);
			continue;
		}
		y = ntohl(a->f.yiaddr.s_addr);
		assert_int_equal(y == hw, len < 2 || len > 255);
		assert_int_equal(answer_has(a, DHO_CLIENT_IDENTIFIER),
		    len > 0 && len <= 255);
		if (optset_get(&a->opts, DHO_CLIENT_IDENTIFIER, &shown))
			assert_int_equal(shown, len);
	}
}

static void
hardware_lengths(void **state)
{
	struct pkt	*p;
	unsigned int	 hlen;

	(void)state;
	for (hlen = 0; hlen <= 255; hlen++) {
		p = pkt(DHCPDISCOVER, 1);
		fixed(p)->hlen = (uint8_t)hlen;
		if (hlen >= 1 && hlen <= 16)
			assert_non_null(ask(p));
		else
			assert_null(ask(p));
	}
	assert_int_equal(stats[SE_BAD_OPTIONS], 1 + 255 - 16);
	p = pkt(DHCPDISCOVER, 1);		/* RFC 4390 */
	fixed(p)->hlen = 0;
	opt(p, DHO_CLIENT_IDENTIFIER, "\377infiniband", 11);
	assert_non_null(ask(p));
}

static void
probe_then_offer(void **state)
{
	struct answer	*a;

	(void)state;
	with_probes(2);
	assert_null(ask(pkt(DHCPDISCOVER, 1)));
	assert_int_equal(npings, 1);
	assert_int_equal(pings[0].ifindex, 1);
	assert_int_equal(ntohl(pings[0].src.s_addr), addr(0, 1));
	/* it asks again: no second probe, and the last one is answered */
	assert_null(ask(pkt(DHCPDISCOVER, 1)));
	pass(1999);
	assert_int_equal(npings, 1);
	assert_int_equal(nreplies, 0);
	pass(1);
	settle();
	assert_int_equal(nreplies, 1);
	a = answer();
	assert_int_equal(a->type, DHCPOFFER);
	assert_int_equal(a->f.yiaddr.s_addr, pings[0].addr.s_addr);
	assert_int_equal(a->f.xid,
	    htonl(ntohl(fixed(pkt(0, 1))->xid) - 1));
	/* it is not probed again for the same client */
	assert_non_null(ask(pkt(DHCPDISCOVER, 1)));
	assert_int_equal(npings, 1);
	/* late answers, and answers to nothing, change nothing */
	pong(0);
	pings[0].id++;
	pong(0);
	assert_int_equal(state_of(ntohl(pings[0].addr.s_addr)),
	    LEASE_OFFERED);
	assert_int_equal(ncommits, 0);
}

static void
probe_answered_by_somebody(void **state)
{
	uint32_t	 a;

	(void)state;
	with_probes(1);
	assert_int_equal(offered_to(1, addr(0, 150)), 0);
	assert_int_equal(ntohl(pings[0].addr.s_addr), addr(0, 150));
	pings[0].id++;				/* not what we asked */
	pong(0);
	assert_int_equal(ncommits, 0);
	pings[0].id--;
	pong(0);
	assert_int_equal(ncommits, 1);
	assert_int_equal(commits[0].rec.state, LEASE_ABANDONED);
	assert_int_equal(ntohl(commits[0].rec.addr.s_addr), addr(0, 150));
	assert_int_equal(commits[0].rec.hlen, 0);
	assert_int_equal(stats[SE_CONFLICT], 1);
	assert_int_equal(state_of(addr(0, 150)), LEASE_ABANDONED);
	/* the next one is tried */
	assert_int_equal(npings, 2);
	a = ntohl(pings[1].addr.s_addr);
	assert_int_not_equal(a, addr(0, 150));
	pass(1000);
	settle();
	assert_int_equal(nreplies, 1);
	assert_int_equal(ntohl(answer()->f.yiaddr.s_addr), a);
	/* and who asks for the abandoned one is not given it */
	assert_int_equal(selecting(2, addr(0, 150))->type, DHCPNAK);
}

static void
probes_have_an_end(void **state)
{
	unsigned int	 i;

	(void)state;
	with_probes(1);
	assert_int_equal(offered_to(1, 0), 0);
	for (i = 0; i < npings; i++)
		pong(i);
	assert_int_equal(npings, PROBE_TRIES);
	assert_int_equal(nreplies, 0);
	assert_int_equal(stats[SE_NO_FREE], 1);
	assert_int_equal(stats[SE_CONFLICT], PROBE_TRIES);
}

/* While the disk is slow, the abandoned address is not offered again. */
static void
abandoned_at_once(void **state)
{
	(void)state;
	with_probes(1);
	fake_disk = BY_HAND;
	assert_int_equal(offered_to(1, addr(0, 150)), 0);
	pong(0);
	assert_int_equal(npings, 2);
	assert_int_not_equal(ntohl(pings[1].addr.s_addr), addr(0, 150));
	fake_disk = FAIL;
	settle();
	assert_int_equal(state_of(addr(0, 150)), LEASE_ABANDONED);
	assert_int_equal(stats[SE_COMMIT_FAILED], 1);
}

/* The client takes an address that it knew from before, during the probe. */
static void
request_during_probe(void **state)
{
	uint32_t	 a;

	(void)state;
	with_probes(1);
	assert_int_equal(offered_to(1, 0), 0);
	a = ntohl(pings[0].addr.s_addr);
	assert_int_equal(selecting(1, a)->type, DHCPACK);
	pong(0);				/* that was the client */
	assert_int_equal(state_of(a), LEASE_ACTIVE);
	assert_int_equal(ncommits, 1);
	pass(1000);
	assert_int_equal(nreplies, 1);
	/* active: no probe */
	assert_int_equal(offered_to(1, 0), a);
	assert_int_equal(npings, 1);
}

static void
changes_during_probe(void **state)
{
	(void)state;
	with_probes(1);
	assert_int_equal(offered_to(1, 0), 0);
	assert_int_equal(offered_to(2, 0), 0);
	building = conf_new();
	building->generation = 2;
	use_conf();
	pong(0);
	pass(1000);
	assert_int_equal(nreplies, 0);
	with_probes(1);
	assert_int_equal(offered_to(3, 0), 0);
	assert_int_equal(ifaces_begin(), 0);
	assert_int_equal(ifaces_end(), 0);
	pass(1000);
	assert_int_equal(nreplies, 0);
}

static void
probe_of_relayed_client(void **state)
{
	struct pkt	*p = pkt(DHCPDISCOVER, 1);

	(void)state;
	with_probes(1);
	relay(p, addr(1, 1));
	assert_null(ask(p));
	assert_int_equal(npings, 1);
	assert_int_equal(pings[0].ifindex, 0);
	assert_int_equal(ntohl(pings[0].src.s_addr), addr(0, 1));
}

/* So many new clients at once that the oldest are given up for newer ones. */
static void
shed_when_busy(void **state)
{
	struct pkt	*p;
	uint32_t	 first;
	unsigned int	 i;

	(void)state;
	new_conf();
	params(0, PARAM_PING_CHECK)->ping_check = 1;
	params(0, PARAM_PING_TIMEOUT)->ping_timeout = 5;
	add_net(32, CONF_NONE, 1, 254);
	building->subnets[3].mask = in(0xffffe000);	/* 10.N.32.0/19 */
	building->ranges[3].high = addr(63, 254);
	use_conf();
	for (i = 0; i < PROBES_MAX + 10; i++) {
		p = pkt(DHCPDISCOVER, i);
		relay(p, addr(32, 1));
		submit(p);
	}
	assert_int_equal(npings, PROBES_MAX + 10);
	assert_int_equal(stats[SE_SHED], 10);
	first = ntohl(pings[0].addr.s_addr);
	assert_int_equal(state_of(first), LEASE_FREE);
	pass(5 * 1000);
	settle();
	assert_int_equal(nreplies, PROBES_MAX);
	/* frontend is behind: replies are not queued without end */
	fake_queuelen = 1U << 20;
	p = pkt(DHCPDISCOVER, 100);
	relay(p, addr(32, 1));
	assert_null(ask(p));
	assert_int_equal(stats[SE_SHED], 11);
}

static void
arp_refused(void **state)
{
	struct answer	*a;

	(void)state;
	fake_arp = FAIL;
	a = ask(pkt(DHCPDISCOVER, 1));
	assert_non_null(a);
	assert_int_equal(a->m.flags, REPLY_BROADCAST);
	assert_int_equal(ntohs(a->f.flags), 0);
	assert_int_equal(stats[SE_ARP_REFUSED], 1);
	assert_int_equal(stats[SE_ARP_OK], 0);
}

static void
arp_late(void **state)
{
	(void)state;
	fake_arp = BY_HAND;
	assert_null(ask(pkt(DHCPDISCOVER, 1)));
	assert_null(ask(pkt(DHCPDISCOVER, 2)));
	pass(49);
	assert_int_equal(nreplies, 0);
	pass(1);
	assert_int_equal(nreplies, 2);
	assert_int_equal(replies[0].m.flags, REPLY_BROADCAST);
	assert_int_equal(stats[SE_ARP_LATE], 2);
	route(DONE);				/* nobody waits any more */
	assert_int_equal(nreplies, 2);
	arp_result(arps[0].id + 77, ARP_DONE);
	assert_int_equal(nreplies, 2);
	assert_int_equal(stats[SE_ARP_OK], 0);
}

static void
arp_is_remembered(void **state)
{
	uint32_t	 a;

	(void)state;
	a = lease(1);
	assert_int_equal(narps, 1);
	assert_int_equal(ntohl(arps[0].arp.addr.s_addr), a);
	assert_int_equal(arps[0].arp.ifindex, 1);
	assert_memory_equal(arps[0].arp.hwaddr,
	    fixed(pkt(0, 1))->chaddr, 6);
	assert_int_equal(stats[SE_ARP_OK], 2);
	pass(8000);
	assert_int_equal(offered_to(1, 0), a);
	assert_int_equal(narps, 2);
}

/* An interface that went down and up has lost its entries. */
static void
arp_is_forgotten(void **state)
{
	uint32_t	 a;

	(void)state;
	a = lease(1);
	assert_int_equal(narps, 1);
	new_ifaces();
	assert_int_equal(offered_to(1, 0), a);
	assert_int_equal(narps, 2);
	/* and an answer that was under way then says nothing of later */
	fake_arp = BY_HAND;
	assert_null(ask(pkt(DHCPDISCOVER, 2)));
	new_ifaces();
	arp_result(arps[2].id, ARP_DONE);
	assert_int_equal(stats[SE_ARP_OK], 4);
	assert_null(ask(pkt(DHCPDISCOVER, 2)));
	assert_int_equal(narps, 4);
	arp_result(arps[3].id, ARP_DONE);
	assert_non_null(ask(pkt(DHCPDISCOVER, 2)));
	assert_int_equal(narps, 4);
}

static void
many_wait_for_arp(void **state)
{
	unsigned int	 i;

	(void)state;
	fake_arp = BY_HAND;
	for (i = 0; i < 90; i++)
		assert_null(ask(pkt(DHCPDISCOVER, i)));
	/* answered in another order than asked */
	for (i = 0; i < 90; i += 2)
		arp_result(arps[i].id, ARP_DONE);
	assert_int_equal(nreplies, 45);
	pass(50);
	assert_int_equal(nreplies, 90);
	assert_int_equal(stats[SE_ARP_OK], 45);
	assert_int_equal(stats[SE_ARP_LATE], 45);
}

static void
reservation(void **state)
{
	struct answer	*a;

	(void)state;
	new_conf();
	params(0, PARAM_PING_CHECK)->ping_check = 1;
	params(0, PARAM_PING_TIMEOUT)->ping_timeout = 1;
	add_host("printer", 1, addr(0, 150));
	use_conf();
	assert_int_equal(offered_to(1, addr(0, 160)), addr(0, 150));
	a = selecting(1, addr(0, 150));
	assert_int_equal(a->type, DHCPACK);
	assert_int_equal(answer_u32(a, DHO_LEASE_TIME), 3600);
	/* of that, nothing is recorded, and nothing is probed */
	assert_int_equal(ncommits, 0);
	assert_int_equal(npings, 0);
	assert_int_equal(selecting(1, addr(0, 160))->type, DHCPNAK);
	/* nobody else is given it, although it is in the range */
	assert_int_equal(selecting(2, addr(0, 150))->type, DHCPNAK);
	/* in another network it is a client like any other */
	assert_int_equal(ncommits, 0);
	assert_null(decline_of(1, addr(0, 150), addr(0, 1)));
	assert_int_equal(stats[SE_CONFLICT], 1);
	assert_int_equal(ncommits, 0);
}

/* A reservation is added while the client, and somebody else, have leases. */
static void
new_reservation(void **state)
{
	struct pkt	*p;
	uint32_t	 own, other;

	(void)state;
	own = lease(1);
	other = lease(2);
	new_conf();
	add_host("printer", 1, other);
	use_conf();
	assert_int_equal(offered_to(1, 0), 0);
	assert_int_equal(stats[SE_NO_FREE], 1);
	assert_int_equal(selecting(1, other)->type, DHCPNAK);
	p = pkt(DHCPREQUEST, 1);
	fixed(p)->ciaddr = in(own);
	unicast(p, own, addr(0, 1));
	assert_int_equal(ask(p)->type, DHCPNAK);
	/* who has it loses it when it wants to renew */
	p = pkt(DHCPREQUEST, 2);
	fixed(p)->ciaddr = in(other);
	unicast(p, other, addr(0, 1));
	assert_int_equal(ask(p)->type, DHCPNAK);
	pass(4000 * 1000);
	assert_int_equal(offered_to(1, 0), other);
}

static void
two_hosts_for_one_client(void **state)
{
	(void)state;
	new_conf();
	add_host("first", 1, addr(0, 20));
	add_host("second", 1, addr(0, 21));
	use_conf();
	assert_true(offered_to(1, 0) == addr(0, 20) ||
	    offered_to(1, 0) == addr(0, 21));
	assert_int_equal(offered_to(1, 0), offered_to(1, 0));
}

static void
denied(void **state)
{
	uint32_t	 scope;

	(void)state;
	new_conf();
	params(subnet_a, PARAM_UNKNOWN_CLIENTS)->unknown_clients = 0;
	add_host("known", 1, 0);
	add_host("elsewhere", 2, addr(1, 5));
	scope = add_host("outcast", 3, 0);
	params(scope, PARAM_BOOTING)->booting = 0;
	use_conf();
	assert_int_not_equal(offered_to(1, 0), 0);
	assert_int_not_equal(offered_to(2, 0), 0);
	assert_int_equal(offered_to(3, 0), 0);
	assert_int_equal(offered_to(4, 0), 0);
	assert_null(selecting(4, addr(0, 150)));
	assert_int_equal(stats[SE_DENIED], 3);
}

static void
released(void **state)
{
	uint32_t	 a;

	(void)state;
	a = lease(1);
	assert_null(release_of(2, a, addr(0, 1)));	/* not its own */
	assert_null(release_of(1, a, addr(0, 77)));	/* another server */
	assert_null(release_of(1, addr(0, 150), addr(0, 1)));
	assert_int_equal(state_of(a), LEASE_ACTIVE);
	assert_int_equal(ncommits, 1);
	assert_null(release_of(1, a, addr(0, 1)));
	assert_int_equal(ncommits, 2);
	assert_int_equal(commits[1].rec.state, LEASE_FREE);
	assert_int_equal(commits[1].rec.ends, fake_wall);
	assert_memory_equal(commits[1].rec.chaddr,
	    fixed(pkt(0, 1))->chaddr, 6);
	assert_int_equal(state_of(a), LEASE_FREE);
	assert_null(release_of(1, a, addr(0, 1)));	/* once more */
	assert_int_equal(ncommits, 2);
	assert_int_equal(stats[SE_RELEASE], 5);
	assert_int_equal(offered_to(1, 0), a);
}

static void
declined(void **state)
{
	struct pkt	*p;
	uint32_t	 a;

	(void)state;
	a = lease(1);
	assert_null(decline_of(2, a, addr(0, 1)));
	assert_null(decline_of(1, a, addr(0, 77)));
	assert_null(decline_of(1, addr(0, 150), addr(0, 1)));
	assert_null(ask(pkt(DHCPDECLINE, 1)));
	p = pkt(DHCPDECLINE, 1);
	opt(p, DHO_REQUESTED_ADDRESS, "\x0a", 1);
	assert_null(ask(p));
	assert_int_equal(ncommits, 1);
	assert_int_equal(state_of(a), LEASE_ACTIVE);
	fake_disk = BY_HAND;
	assert_null(decline_of(1, a, addr(0, 1)));
	assert_int_equal(ncommits, 2);
	assert_int_equal(commits[1].rec.state, LEASE_ABANDONED);
	assert_int_not_equal(offered_to(1, a), a);
	fake_disk = DONE;
	settle();
	assert_int_equal(state_of(a), LEASE_ABANDONED);
	assert_int_equal(stats[SE_CONFLICT], 1);
	assert_int_not_equal(offered_to(1, a), a);
	/* an offer may be declined, too */
	a = offered_to(3, 0);
	assert_null(decline_of(3, a, addr(0, 1)));
	assert_int_equal(state_of(a), LEASE_ABANDONED);
}

static void
nothing_is_free(void **state)
{
	struct pkt	*p;
	unsigned int	 i;

	(void)state;
	for (i = 0; i < 12; i++) {
		p = pkt(DHCPDISCOVER, i);
		p->msg.ifindex = 2;
		submit(p);
	}
	assert_int_equal(nreplies, 11);
	assert_int_equal(stats[SE_NO_FREE], 1);
}

/* When there is nothing else: the one that was abandoned first. */
static void
abandoned_is_the_last_resort(void **state)
{
	struct pkt	*p;
	uint32_t	 a, first = 0;
	unsigned int	 i;

	(void)state;
	for (i = 0; i < 11; i++) {
		p = pkt(DHCPDISCOVER, i);
		p->msg.ifindex = 2;
		a = ntohl(ask(p)->f.yiaddr.s_addr);
		if (first == 0)
			first = a;
		p = pkt(DHCPDECLINE, i);
		p->msg.ifindex = 2;
		opt_addr(p, DHO_REQUESTED_ADDRESS, a);
		assert_null(ask(p));
		assert_int_equal(state_of(a), LEASE_ABANDONED);
		pass(1000);
	}
	p = pkt(DHCPDISCOVER, 20);
	p->msg.ifindex = 2;
	assert_int_equal(ntohl(ask(p)->f.yiaddr.s_addr), first);
	assert_int_equal(state_of(first), LEASE_OFFERED);
}

static void
hostnames(void **state)
{
	static const struct {
		const char	*name;
		size_t		 len;
		const char	*kept;
	}		 t[] = {
		{ "laptop", 6, "laptop" }, { "laptop", 7, "laptop" },
		{ "", 0, "" }, { "", 1, "" }, { "a\0b", 3, "" },
		{ "\0\0", 2, "" }, { ".", 1, "." }, { "%n%s%n", 6, "%n%s%n" },
		{ "\033[2J\377`id`", 9, "\033[2J\377`id`" }
	};
	static char	 longest[255];
	struct pkt	*p;
	unsigned int	 i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		p = pkt(DHCPREQUEST, i);
		opt(p, DHO_HOST_NAME, t[i].name, t[i].len);
		opt_addr(p, DHO_REQUESTED_ADDRESS, addr(0, 150 + i));
		opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 1));
		assert_non_null(ask(p));
		assert_string_equal(commits[i].rec.client_hostname,
		    t[i].kept);
	}
	memset(longest, 'x', sizeof(longest));
	p = pkt(DHCPREQUEST, 50);
	opt(p, DHO_HOST_NAME, longest, 255);
	opt_addr(p, DHO_REQUESTED_ADDRESS, addr(0, 190));
	opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 1));
	assert_non_null(ask(p));
	assert_int_equal(strlen(commits[i].rec.client_hostname), 255);
	p = pkt(DHCPREQUEST, 51);		/* RFC 3396: 510 bytes */
	opt(p, DHO_HOST_NAME, longest, 255);
	opt(p, DHO_HOST_NAME, longest, 255);
	opt_addr(p, DHO_REQUESTED_ADDRESS, addr(0, 191));
	opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 1));
	assert_non_null(ask(p));
	assert_string_equal(commits[i + 1].rec.client_hostname, "");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup(same_address_again, engine_setup),
		cmocka_unit_test_setup(requested_address, engine_setup),
		cmocka_unit_test_setup(networks, engine_setup),
		cmocka_unit_test_setup(shared_network, engine_setup),
		cmocka_unit_test_setup(remaining_time, engine_setup),
		cmocka_unit_test_setup(identity, engine_setup),
		cmocka_unit_test_setup(identifier_lengths, engine_setup),
		cmocka_unit_test_setup(hardware_lengths, engine_setup),
		cmocka_unit_test_setup(probe_then_offer, engine_setup),
		cmocka_unit_test_setup(probe_answered_by_somebody,
		    engine_setup),
		cmocka_unit_test_setup(probes_have_an_end, engine_setup),
		cmocka_unit_test_setup(abandoned_at_once, engine_setup),
		cmocka_unit_test_setup(request_during_probe, engine_setup),
		cmocka_unit_test_setup(changes_during_probe, engine_setup),
		cmocka_unit_test_setup(probe_of_relayed_client, engine_setup),
		cmocka_unit_test_setup(shed_when_busy, engine_setup),
		cmocka_unit_test_setup(arp_refused, engine_setup),
		cmocka_unit_test_setup(arp_late, engine_setup),
		cmocka_unit_test_setup(arp_is_remembered, engine_setup),
		cmocka_unit_test_setup(arp_is_forgotten, engine_setup),
		cmocka_unit_test_setup(many_wait_for_arp, engine_setup),
		cmocka_unit_test_setup(reservation, engine_setup),
		cmocka_unit_test_setup(new_reservation, engine_setup),
		cmocka_unit_test_setup(two_hosts_for_one_client, engine_setup),
		cmocka_unit_test_setup(denied, engine_setup),
		cmocka_unit_test_setup(released, engine_setup),
		cmocka_unit_test_setup(declined, engine_setup),
		cmocka_unit_test_setup(nothing_is_free, engine_setup),
		cmocka_unit_test_setup(abandoned_is_the_last_resort,
		    engine_setup),
		cmocka_unit_test_setup(hostnames, engine_setup),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
