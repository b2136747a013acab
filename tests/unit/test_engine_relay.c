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
 * Requests through relays, and to any address: which network they are from,
 * which server they are for, where the replies go and what is kept.
 */
/* test: link engine/agent.o engine/arp.o engine/binding.o engine/bootp.o engine/discover.o engine/ifaces.o engine/inform.o engine/probe.o engine/release.o engine/reply.o engine/replyto.o engine/reqlog.o engine/request.o engine/select.o engine/subnet.o engine/bitmap.o engine/clientidx.o engine/commit.o engine/confindex.o engine/heap.o engine/hosts.o engine/leasestate.o engine/pftable.o engine/leasetab.o engine/pool.o */
#include "engine_fakes.h"

#include "engine/agent.h"

/* lo (9) has an alias that other servers may have, too. */
#define LO		9
#define LO_SOCK		91
#define EM2		3
#define ANY_SOCK	99

static uint32_t
anycast(void)
{
	return (addr(200, 200));
}

/* em2 has a socket only if there is one for any address. */
static void
more_ifaces(uint32_t em2_flags, uint32_t any)
{
	assert_int_equal(ifaces_begin(), 0);
	add_iface(1, "em0", IFACE_UP | IFACE_SERVED);
	add_ifaddr(1, addr(0, 1), IFADDR_PRIMARY, 11);
	add_ifaddr(1, addr(0, 2), 0, 12);
	add_iface(EM2, "em2", IFACE_UP | em2_flags);
	add_ifaddr(EM2, addr(3, 1), IFADDR_PRIMARY, any);
	add_iface(LO, "lo", IFACE_UP);
	add_ifaddr(LO, INADDR_LOOPBACK, IFADDR_PRIMARY, any);
	add_ifaddr(LO, anycast(), 0, LO_SOCK);
	assert_int_equal(ifaces_end(), 0);
}

/* Relayed by a router in 10.N.1.0/24, to the anycast address by em2. */
static void
relay_far(struct pkt *p, uint32_t giaddr)
{
	relay(p, giaddr);
	p->msg.ifindex = EM2;
	p->msg.sock = LO_SOCK;
	p->msg.dst = in(anycast());
}

static void
assert_to_relay(const struct answer *a, uint32_t giaddr, uint16_t port)
{
	assert_int_equal(ntohl(a->m.dst.s_addr), giaddr);
	assert_int_equal(a->m.dport, port);
	assert_int_equal(a->m.flags, 0);
	assert_int_equal(ntohl(a->f.giaddr.s_addr), giaddr);
}

static void
assert_from_anycast(const struct answer *a)
{
	assert_int_equal(ntohl(a->m.src.s_addr), anycast());
	assert_int_equal(a->m.sock, LO_SOCK);
}

static void
assert_echoed(const struct answer *a, const void *info, size_t infolen)
{
	const uint8_t	*data, *end;
	size_t		 len;

	data = optset_get(&a->opts, DHO_RELAY_AGENT_INFO, &len);
	assert_non_null(data);
	assert_int_equal(len, infolen);
	assert_memory_equal(data, info, infolen);
	/* it is the last */
	end = data + len;
	assert_int_equal(*end, DHO_END);
}

/* REQUEST of client n in SELECTING. */
static struct pkt *
want(unsigned int n, uint32_t a, uint32_t sid)
{
	struct pkt	*p = pkt(DHCPREQUEST, n);

	opt_addr(p, DHO_REQUESTED_ADDRESS, a);
	opt_addr(p, DHO_SERVER_IDENTIFIER, sid);
	return (p);
}

/* Client n gets a lease by way of the relay. */
static uint32_t
relayed_lease(unsigned int n, uint32_t giaddr, const void *info, size_t len)
{
	struct pkt	*p = pkt(DHCPDISCOVER, n);
	struct answer	*a;
	uint32_t	 offered;

	relay_far(p, giaddr);
	opt(p, DHO_RELAY_AGENT_INFO, info, len);
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(a->type, DHCPOFFER);
	assert_from_anycast(a);
	offered = ntohl(a->f.yiaddr.s_addr);
	p = want(n, offered, anycast());
	relay_far(p, giaddr);
	opt(p, DHO_RELAY_AGENT_INFO, info, len);
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(a->type, DHCPACK);
	assert_int_equal(ntohl(a->f.yiaddr.s_addr), offered);
	return (offered);
}

static struct lease_rec
record(uint32_t a)
{
	struct lease_rec	 rec;

	assert_non_null(leasetab_find(a));
	lease_to_rec(leasetab_find(a), &rec);
	return (rec);
}

static void
parse_agent(struct agent *a, const void *info, size_t infolen, int relayed)
{
	static struct optset	 opts;

	memset(&opts, 0, sizeof(opts));
	opts.opt[DHO_RELAY_AGENT_INFO].data = info;
	opts.opt[DHO_RELAY_AGENT_INFO].len = (uint16_t)infolen;
	agent_parse(a, &opts, relayed);
}
#define PARSE(a, s, relayed)	parse_agent(a, s, sizeof(s) - 1, relayed)

static void
sub_options(void **state)
{
	struct agent	 a;

	(void)state;
	PARSE(&a, "\1\2ab\2\3xyz\5\4\12\1\2\3\13\4\12\4\5\6\23\0", 1);
	assert_true(a.there);
	assert_false(a.malformed);
	assert_int_equal(a.circuitlen, 2);
	assert_memory_equal(a.circuit, "ab", 2);
	assert_int_equal(a.remotelen, 3);
	assert_memory_equal(a.remote, "xyz", 3);
	assert_true(a.has_link);
	assert_int_equal(ntohl(a.link.s_addr), 0x0a010203);
	assert_int_equal(ntohl(a.override.s_addr), 0x0a040506);
	assert_true(a.source_port);

	/* without giaddr nobody is heard who says where the client is */
	PARSE(&a, "\1\2ab\5\4\12\1\2\3\13\4\12\4\5\6\23\0", 0);
	assert_false(a.malformed);
	assert_int_equal(a.circuitlen, 2);
	assert_false(a.has_link);
	assert_int_equal(a.override.s_addr, 0);
	assert_false(a.source_port);

	/* the first counts; unknown ones and empty ids are skipped */
	PARSE(&a, "\1\0\227\3abc\1\1a\1\1b", 1);
	assert_false(a.malformed);
	assert_int_equal(a.circuitlen, 1);
	assert_memory_equal(a.circuit, "a", 1);
	assert_null(a.remote);
}

static void
malformed_sub_options(void **state)
{
	static const struct {
		const char	*info;
		size_t		 len;
	} bad[] = {
		{ "", 0 }, { "\1", 1 }, { "\1\2a", 3 }, { "\1\1a\2", 4 },
		{ "\1\1a\5\3\12\1\1", 8 }, { "\1\1a\13\5\12\1\1\1\1", 10 },
		{ "\1\1a\23\1\0", 6 }, { "\1\377a", 3 }
	};
	struct agent	 a;
	struct pkt	*p;
	struct answer	*r;
	size_t		 i;

	(void)state;
	more_ifaces(0, 0);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		parse_agent(&a, bad[i].info, bad[i].len, 1);
		assert_true(a.there);
		assert_true(a.malformed);
		assert_null(a.circuit);
		assert_false(a.has_link);

		/* counted, and echoed as it was */
		p = pkt(DHCPDISCOVER, 1);
		relay(p, addr(1, 1));
		opt(p, DHO_RELAY_AGENT_INFO, bad[i].info, bad[i].len);
		r = ask(p);
		assert_non_null(r);
		assert_int_equal(r->type, DHCPOFFER);
		assert_int_equal(stats[SE_BAD_AGENT], i + 1);
		assert_echoed(r, bad[i].info, bad[i].len);
	}
}

/* Whatever is in it: nothing is read beyond its end. */
static void
random_sub_options(void **state)
{
	struct agent	 a;
	uint8_t		*info;
	size_t		 i, len;
	unsigned int	 n;

	(void)state;
	srandom(82);
	for (n = 0; n < 200000; n++) {
		len = (size_t)random() % (n % 10 == 0 ? 600 : 24);
		assert_non_null(info = malloc(len + 1));
		for (i = 0; i < len; i++)
			info[i] = (uint8_t)(random() % (n % 2 ? 256 : 6));
		parse_agent(&a, info, len, 1);
		if (a.circuit != NULL)
			assert_true(a.circuit >= info &&
			    a.circuit + a.circuitlen <= info + len &&
			    a.circuitlen <= LEASE_AGENT_MAX);
		if (a.remote != NULL)
			assert_true(a.remote >= info &&
			    a.remote + a.remotelen <= info + len &&
			    a.remotelen <= LEASE_AGENT_MAX);
		free(info);
	}
}

/* Snooping switches add the option where no relay is. */
static void
echo_without_relay(void **state)
{
	struct pkt	*p = pkt(DHCPDISCOVER, 1);
	struct answer	*a;

	(void)state;
	opt(p, DHO_RELAY_AGENT_INFO, "\1\1a\5\4\12\1\1\1", 9);
	a = ask(p);
	assert_non_null(a);
	assert_echoed(a, "\1\1a\5\4\12\1\1\1", 9);
	/* and its link selection is not heard */
	assert_int_equal(ntohl(a->f.yiaddr.s_addr) & 0xffffff00, addr(0, 0));

	p = pkt(DHCPREQUEST, 1);
	opt_addr(p, DHO_REQUESTED_ADDRESS, addr(77, 1));
	opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 1));
	opt(p, DHO_RELAY_AGENT_INFO, "\2\1b", 3);
	a = ask(p);
	assert_int_equal(a->type, DHCPNAK);
	assert_echoed(a, "\2\1b", 3);
}

static void
ports_and_flags(void **state)
{
	struct pkt	*p;
	struct answer	*a;

	(void)state;
	more_ifaces(0, 0);
	/* a port of its own that nobody asks us to use: RFC 8357 */
	p = pkt(DHCPDISCOVER, 1);
	relay(p, addr(1, 1));
	p->msg.sport = 4011;
	fixed(p)->hops = 255;
	a = ask(p);
	assert_to_relay(a, addr(1, 1), DHCP_SERVER_PORT);

	p = pkt(DHCPDISCOVER, 1);
	relay(p, addr(1, 1));
	p->msg.sport = 4011;
	opt(p, DHO_RELAY_AGENT_INFO, "\23\0", 2);
	a = ask(p);
	assert_to_relay(a, addr(1, 1), 4011);
	assert_echoed(a, "\23\0", 2);

	/* NAK: the relay shall broadcast it */
	p = want(1, addr(77, 1), addr(0, 1));
	relay(p, addr(1, 1));
	p->msg.sport = 4011;
	opt(p, DHO_RELAY_AGENT_INFO, "\23\0", 2);
	a = ask(p);
	assert_int_equal(a->type, DHCPNAK);
	assert_to_relay(a, addr(1, 1), 4011);
	assert_int_equal(a->f.flags, htons(BOOTP_BROADCAST));
}

/* The second relay leaves giaddr alone, and comes from elsewhere. */
static void
relays_in_a_row(void **state)
{
	struct pkt	*p = pkt(DHCPDISCOVER, 1);
	struct answer	*a;

	(void)state;
	more_ifaces(0, 0);
	relay(p, addr(1, 1));
	fixed(p)->hops = 2;
	p->msg.src = in(addr(66, 1));
	a = ask(p);
	assert_to_relay(a, addr(1, 1), DHCP_SERVER_PORT);
	assert_int_equal(ntohl(a->f.yiaddr.s_addr) & 0xffffff00, addr(1, 0));
}

static void
link_selection(void **state)
{
	struct pkt	*p;
	struct answer	*a;
	uint8_t		 info[6] = { 5, 4 };
	uint32_t	 net;

	(void)state;
	more_ifaces(0, 0);
	/* the relay's own address is in no network that we know */
	p = pkt(DHCPDISCOVER, 1);
	relay_far(p, addr(88, 1));
	net = htonl(addr(1, 0));
	memcpy(info + 2, &net, sizeof(net));
	opt(p, DHO_RELAY_AGENT_INFO, info, sizeof(info));
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(ntohl(a->f.yiaddr.s_addr) & 0xffffff00, addr(1, 0));
	assert_to_relay(a, addr(88, 1), DHCP_SERVER_PORT);
	assert_from_anycast(a);
	assert_echoed(a, info, sizeof(info));

	/* no network of ours, though that of the relay is one: silence */
	p = pkt(DHCPDISCOVER, 1);
	relay_far(p, addr(1, 1));
	net = htonl(addr(89, 0));
	memcpy(info + 2, &net, sizeof(net));
	opt(p, DHO_RELAY_AGENT_INFO, info, sizeof(info));
	assert_null(ask(p));
	assert_int_equal(stats[SE_NO_SUBNET], 1);
}

static void
selection(void **state)
{
	struct pkt	*p;
	struct answer	*a;

	(void)state;
	/* nobody has allowed it */
	p = pkt(DHCPDISCOVER, 1);
	opt_addr(p, DHO_SUBNET_SELECTION, addr(2, 0));
	opt(p, DHO_PARAMETER_REQUEST_LIST, "\166", 1);
	a = ask(p);
	assert_int_equal(ntohl(a->f.yiaddr.s_addr) & 0xffffff00, addr(0, 0));
	assert_false(answer_has(a, DHO_SUBNET_SELECTION));

	new_conf();
	params(0, PARAM_SUBNET_SELECTION)->subnet_selection = 1;
	use_conf();
	p = pkt(DHCPDISCOVER, 2);
	opt_addr(p, DHO_SUBNET_SELECTION, addr(2, 0));
	a = ask(p);
	assert_int_equal(ntohl(a->f.yiaddr.s_addr) & 0xffffff00, addr(2, 0));
	assert_int_equal(answer_addr(a, DHO_SUBNET_SELECTION), addr(2, 0));
	/* before giaddr */
	p = pkt(DHCPDISCOVER, 3);
	relay(p, addr(1, 1));
	opt_addr(p, DHO_SUBNET_SELECTION, addr(2, 0));
	a = ask(p);
	assert_int_equal(ntohl(a->f.yiaddr.s_addr) & 0xffffff00, addr(2, 0));
	assert_to_relay(a, addr(1, 1), DHCP_SERVER_PORT);
	/* one that is unknown: silence; of a wrong length: none */
	p = pkt(DHCPDISCOVER, 4);
	opt_addr(p, DHO_SUBNET_SELECTION, addr(89, 0));
	assert_null(ask(p));
	assert_int_equal(stats[SE_NO_SUBNET], 1);
	p = pkt(DHCPDISCOVER, 4);
	opt(p, DHO_SUBNET_SELECTION, "\12\1", 2);
	a = ask(p);
	assert_int_equal(ntohl(a->f.yiaddr.s_addr) & 0xffffff00, addr(0, 0));
	assert_false(answer_has(a, DHO_SUBNET_SELECTION));
}

/* Link selection comes first; the other is then not echoed. */
static void
both_selections(void **state)
{
	struct pkt	*p;
	struct answer	*a;
	uint8_t		 info[6] = { 5, 4 };
	uint32_t	 net;

	(void)state;
	new_conf();
	params(0, PARAM_SUBNET_SELECTION)->subnet_selection = 1;
	use_conf();
	p = pkt(DHCPDISCOVER, 1);
	relay(p, addr(0, 77));
	net = htonl(addr(1, 0));
	memcpy(info + 2, &net, sizeof(net));
	opt(p, DHO_RELAY_AGENT_INFO, info, sizeof(info));
	opt_addr(p, DHO_SUBNET_SELECTION, addr(2, 0));
	a = ask(p);
	assert_int_equal(ntohl(a->f.yiaddr.s_addr) & 0xffffff00, addr(1, 0));
	assert_false(answer_has(a, DHO_SUBNET_SELECTION));
}

static void
override(void **state)
{
	struct pkt	*p;
	struct answer	*a;
	uint8_t		 info[6] = { 11, 4 };
	uint32_t	 relay_addr, offered;

	(void)state;
	more_ifaces(0, 0);
	relay_addr = htonl(addr(1, 1));
	memcpy(info + 2, &relay_addr, sizeof(relay_addr));
	p = pkt(DHCPDISCOVER, 1);
	relay_far(p, addr(1, 1));
	opt(p, DHO_RELAY_AGENT_INFO, info, sizeof(info));
	a = ask(p);
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), addr(1, 1));
	assert_from_anycast(a);
	offered = ntohl(a->f.yiaddr.s_addr);

	/* without the sub-option it is the relay's address, not ours */
	p = want(1, offered, addr(1, 1));
	relay_far(p, addr(1, 1));
	assert_null(ask(p));
	assert_int_equal(stats[SE_NOT_FOR_US], 1);
	assert_int_equal(state_of(offered), LEASE_FREE);

	p = want(1, offered, addr(1, 1));
	relay_far(p, addr(1, 1));
	opt(p, DHO_RELAY_AGENT_INFO, info, sizeof(info));
	a = ask(p);
	assert_int_equal(a->type, DHCPACK);
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), addr(1, 1));
	assert_from_anycast(a);
	assert_echoed(a, info, sizeof(info));

	/* it renews by way of the relay, who puts giaddr there */
	p = pkt(DHCPREQUEST, 1);
	relay_far(p, addr(1, 1));
	fixed(p)->ciaddr = in(offered);
	opt(p, DHO_RELAY_AGENT_INFO, info, sizeof(info));
	a = ask(p);
	assert_int_equal(a->type, DHCPACK);
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), addr(1, 1));

	/* nobody else is heard who says so */
	p = pkt(DHCPDISCOVER, 2);
	opt(p, DHO_RELAY_AGENT_INFO, info, sizeof(info));
	a = ask(p);
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), addr(0, 1));
}

static void
server_identifiers(void **state)
{
	struct pkt	*p;
	struct answer	*a;
	uint32_t	 mine;

	(void)state;
	new_conf();
	params(subnet_b, PARAM_SERVER_IDENTIFIER)->server_identifier =
	    in(addr(50, 1));
	params(subnet_c, PARAM_SERVER_IDENTIFIER)->server_identifier =
	    in(addr(50, 2));
	use_conf();
	more_ifaces(0, 0);
	/* the address that was asked, the primary one, the configured one */
	p = pkt(DHCPDISCOVER, 1);
	unicast(p, 0, addr(0, 2));
	a = ask(p);
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), addr(0, 2));
	a = ask(pkt(DHCPDISCOVER, 2));
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), addr(0, 1));
	p = pkt(DHCPDISCOVER, 3);
	relay(p, addr(1, 1));
	a = ask(p);
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), addr(50, 1));

	/* all of these are us, wherever the client is */
	mine = offered_to(4, 0);
	assert_non_null(a = ask(want(4, mine, anycast())));
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), anycast());
	assert_non_null(ask(want(4, mine, addr(0, 1))));
	assert_non_null(ask(want(4, mine, addr(0, 2))));
	assert_non_null(ask(want(4, mine, addr(50, 1))));
	assert_non_null(ask(want(4, mine, addr(50, 2))));
	assert_int_equal(stats[SE_NOT_FOR_US], 0);

	/* an address of ours that nobody listens on is none of them */
	mine = offered_to(5, 0);
	assert_int_equal(state_of(mine), LEASE_OFFERED);
	assert_null(ask(want(5, mine, addr(3, 1))));
	assert_int_equal(stats[SE_NOT_FOR_US], 1);
	assert_int_equal(state_of(mine), LEASE_FREE);
	/* neither is what a reload has taken away */
	new_conf();
	use_conf();
	mine = offered_to(6, 0);
	assert_null(ask(want(6, mine, addr(50, 1))));
}

/* giaddr is 0, the client far away, and its relay has nothing to say. */
static void
unicast_renewal(void **state)
{
	struct pkt	*p;
	struct answer	*a;
	struct lease_rec rec;
	uint32_t	 mine;

	(void)state;
	more_ifaces(0, 0);
	mine = relayed_lease(1, addr(1, 1), "\1\4port\2\2sw", 10);
	p = pkt(DHCPREQUEST, 1);
	unicast(p, mine, anycast());
	p->msg.ifindex = EM2;
	fixed(p)->ciaddr = in(mine);
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(a->type, DHCPACK);
	assert_from_anycast(a);
	assert_int_equal(ntohl(a->m.dst.s_addr), mine);
	assert_int_equal(a->m.dport, DHCP_CLIENT_PORT);
	assert_int_equal(a->m.ifindex, 0);
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), anycast());
	/* what the relay said remains */
	rec = record(mine);
	assert_int_equal(ntohl(rec.relay.s_addr), addr(1, 1));
	assert_int_equal(rec.circuitlen, 4);

	/* not its address: NAK to where it comes from */
	p = pkt(DHCPREQUEST, 2);
	unicast(p, mine, anycast());
	p->msg.ifindex = EM2;
	fixed(p)->ciaddr = in(mine);
	a = ask(p);
	assert_int_equal(a->type, DHCPNAK);
	assert_from_anycast(a);
	assert_int_equal(a->m.flags, 0);
	assert_int_equal(ntohl(a->m.dst.s_addr), mine);

	/* of a network that is not ours: silence, also by a served interface */
	p = pkt(DHCPREQUEST, 3);
	unicast(p, addr(70, 9), anycast());
	fixed(p)->ciaddr = in(addr(70, 9));
	assert_null(ask(p));
	p->msg.ifindex = EM2;
	submit_raw(p);
	assert_int_equal(stats[SE_NO_SUBNET], 2);
}

/* Each address that is asked answers, by the socket that it has. */
static void
any_address(void **state)
{
	const struct {
		uint32_t	 dst, sock;
	} to[] = {
		{ addr(0, 1), 11 }, { addr(0, 2), 12 },
		{ addr(3, 1), ANY_SOCK }, { anycast(), LO_SOCK }
	};
	struct pkt	*p;
	struct answer	*a;
	unsigned int	 i, flags;

	(void)state;
	more_ifaces(0, ANY_SOCK);
	for (i = 0; i < sizeof(to) / sizeof(to[0]); i++) {
		for (flags = 0; flags < 2; flags++) {
			p = pkt(DHCPDISCOVER, i);
			unicast(p, 0, to[i].dst);
			fixed(p)->flags = htons(flags ? BOOTP_BROADCAST : 0);
			a = ask(p);
			assert_int_equal(a->type, DHCPOFFER);
			assert_int_equal(a->m.src.s_addr, htonl(to[i].dst));
			assert_int_equal(a->m.ifindex, 1);
			assert_int_equal(a->m.flags,
			    flags ? REPLY_BROADCAST : 0);
			/* a broadcast needs a socket of the interface */
			assert_int_equal(a->m.sock,
			    flags && i > 1 ? 11 : to[i].sock);
			assert_int_equal(answer_addr(a,
			    DHO_SERVER_IDENTIFIER), to[i].dst);
		}
		/* on the link, and not its address */
		p = pkt(DHCPREQUEST, i);
		unicast(p, addr(0, 9), to[i].dst);
		fixed(p)->ciaddr = in(addr(0, 9));
		a = ask(p);
		assert_int_equal(a->type, DHCPNAK);
		assert_int_equal(a->m.src.s_addr, htonl(to[i].dst));
		assert_int_equal(a->m.flags, REPLY_BROADCAST);
		/* from far away */
		p = pkt(DHCPDISCOVER, 100 + i);
		relay_far(p, addr(1, 1));
		p->msg.dst = in(to[i].dst);
		a = ask(p);
		assert_to_relay(a, addr(1, 1), DHCP_SERVER_PORT);
		assert_int_equal(a->m.src.s_addr, htonl(to[i].dst));
		assert_int_equal(a->m.sock, to[i].sock);
	}
}

/* The probe leaves from elsewhere, the answer comes from what was asked. */
static void
probed(void **state)
{
	struct pkt	*p;
	struct answer	*a;

	(void)state;
	new_conf();
	params(0, PARAM_PING_CHECK)->ping_check = 1;
	use_conf();
	more_ifaces(0, 0);
	p = pkt(DHCPDISCOVER, 1);
	relay_far(p, addr(1, 1));
	opt(p, DHO_RELAY_AGENT_INFO, "\23\0", 2);
	p->msg.sport = 4011;
	assert_null(ask(p));
	assert_int_equal(npings, 1);
	assert_int_equal(ntohl(pings[0].src.s_addr), addr(3, 1));
	assert_int_equal(pings[0].ifindex, 0);
	pass(2000);
	assert_int_equal(nreplies, 1);
	a = answer();
	assert_from_anycast(a);
	assert_to_relay(a, addr(1, 1), 4011);
	assert_echoed(a, "\23\0", 2);
}

static void
ping_source(void **state)
{
	struct pkt	*p;

	(void)state;
	new_conf();
	params(0, PARAM_PING_CHECK)->ping_check = 1;
	params(subnet_a, PARAM_PING_SOURCE)->ping_source = in(addr(0, 2));
	params(subnet_b, PARAM_PING_SOURCE)->ping_source = in(addr(99, 9));
	use_conf();
	more_ifaces(0, 0);
	submit(pkt(DHCPDISCOVER, 1));
	assert_int_equal(ntohl(pings[0].src.s_addr), addr(0, 2));
	/* nobody has that one: no answer could come there */
	p = pkt(DHCPDISCOVER, 2);
	relay_far(p, addr(1, 1));
	submit(p);
	assert_int_equal(ntohl(pings[1].src.s_addr), addr(3, 1));
	/* came by lo: the primary address of a served interface */
	p = pkt(DHCPDISCOVER, 3);
	relay_far(p, addr(1, 1));
	p->msg.ifindex = LO;
	submit(p);
	assert_int_equal(ntohl(pings[2].src.s_addr), addr(0, 1));
	pass(3000);
}

/* From an interface that is not served: DHCPINFORM alone. */
static void
inform(void **state)
{
	struct pkt	*p;
	struct answer	*a;

	(void)state;
	more_ifaces(IFACE_INFORM, ANY_SOCK);
	p = pkt(DHCPINFORM, 1);
	p->msg.ifindex = EM2;
	p->msg.src = in(addr(1, 50));
	fixed(p)->ciaddr = in(addr(1, 50));
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(a->type, DHCPACK);
	assert_int_equal(ntohl(a->m.src.s_addr), addr(3, 1));
	assert_int_equal(a->m.sock, ANY_SOCK);
	assert_int_equal(ntohl(a->m.dst.s_addr), addr(1, 50));
	assert_int_equal(a->m.dport, DHCP_CLIENT_PORT);
	assert_int_equal(a->m.flags, 0);
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), addr(3, 1));

	/* ciaddr is missing: where it comes from */
	p = pkt(DHCPINFORM, 1);
	p->msg.ifindex = EM2;
	p->msg.src = in(addr(1, 50));
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(ntohl(a->m.dst.s_addr), addr(1, 50));

	/* all else is silence */
	p = pkt(DHCPDISCOVER, 1);
	p->msg.ifindex = EM2;
	assert_null(ask(p));
	p = pkt(DHCPINFORM, 1);
	p->msg.ifindex = EM2;
	fixed(p)->ciaddr = in(addr(1, 50));
	fixed(p)->giaddr = in(addr(1, 1));
	assert_null(ask(p));
	p = pkt(DHCPDISCOVER, 1);
	p->msg.ifindex = EM2;
	unicast(p, 0, anycast());
	assert_null(ask(p));
	assert_int_equal(stats[SE_NOT_SERVED], 3);
	more_ifaces(0, ANY_SOCK);
	p = pkt(DHCPINFORM, 1);
	p->msg.ifindex = EM2;
	fixed(p)->ciaddr = in(addr(1, 50));
	assert_null(ask(p));
	assert_int_equal(stats[SE_NOT_SERVED], 4);

	/* the interface has no address with a socket: any that has one */
	more_ifaces(IFACE_INFORM, 0);
	p = pkt(DHCPINFORM, 1);
	p->msg.ifindex = EM2;
	fixed(p)->ciaddr = in(addr(1, 50));
	a = ask(p);
	assert_non_null(a);
	assert_int_not_equal(a->m.sock, 0);
	assert_int_equal(ntohl(a->m.dst.s_addr), addr(1, 50));
}

/* What is kept of the way that a client came. */
static void
kept(void **state)
{
	struct lease_rec	 rec;
	struct pkt		*p;
	uint32_t		 mine;

	(void)state;
	more_ifaces(0, 0);
	mine = relayed_lease(1, addr(1, 1), "\1\4port\2\2sw", 10);
	rec = commits[ncommits - 1].rec;
	assert_int_equal(ntohl(rec.relay.s_addr), addr(1, 1));
	assert_int_equal(rec.circuitlen, 4);
	assert_memory_equal(rec.circuit, "port", 4);
	assert_int_equal(rec.remotelen, 2);
	assert_memory_equal(rec.remote, "sw", 2);

	/* it is elsewhere now; the disk says no, and all is as it was */
	fake_disk = FAIL;
	p = pkt(DHCPREQUEST, 1);
	relay_far(p, addr(1, 2));
	fixed(p)->ciaddr = in(mine);
	opt(p, DHO_RELAY_AGENT_INFO, "\1\1x", 3);
	assert_null(ask(p));
	rec = record(mine);
	assert_int_equal(ntohl(rec.relay.s_addr), addr(1, 1));
	assert_int_equal(rec.circuitlen, 4);
	fake_disk = DONE;
	p = pkt(DHCPREQUEST, 1);
	relay_far(p, addr(1, 2));
	fixed(p)->ciaddr = in(mine);
	opt(p, DHO_RELAY_AGENT_INFO, "\1\1x", 3);
	assert_non_null(ask(p));
	rec = record(mine);
	assert_int_equal(ntohl(rec.relay.s_addr), addr(1, 2));
	assert_int_equal(rec.circuitlen, 1);
	assert_int_equal(rec.remotelen, 0);

	/* released: who had it is remembered, and how it came */
	p = pkt(DHCPRELEASE, 1);
	unicast(p, mine, anycast());
	p->msg.ifindex = EM2;
	fixed(p)->ciaddr = in(mine);
	assert_null(ask(p));
	assert_int_equal(state_of(mine), LEASE_FREE);
	assert_int_equal(record(mine).circuitlen, 1);
	/* somebody else gets it: nothing of that remains */
	p = pkt(DHCPDISCOVER, 2);
	relay_far(p, addr(1, 1));
	opt_addr(p, DHO_REQUESTED_ADDRESS, mine);
	assert_non_null(ask(p));
	assert_int_equal(state_of(mine), LEASE_OFFERED);
	assert_int_equal(record(mine).circuitlen, 0);
	assert_int_equal(record(mine).relay.s_addr, 0);
	assert_null(leasetab_find(mine)->agent);
}

/* Those who come directly cost nothing. */
static void
not_kept(void **state)
{
	uint32_t	 mine;

	(void)state;
	mine = lease(1);
	assert_null(leasetab_find(mine)->agent);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(sub_options),
		cmocka_unit_test_setup(malformed_sub_options, engine_setup),
		cmocka_unit_test(random_sub_options),
		cmocka_unit_test_setup(echo_without_relay, engine_setup),
		cmocka_unit_test_setup(ports_and_flags, engine_setup),
		cmocka_unit_test_setup(relays_in_a_row, engine_setup),
		cmocka_unit_test_setup(link_selection, engine_setup),
		cmocka_unit_test_setup(selection, engine_setup),
		cmocka_unit_test_setup(both_selections, engine_setup),
		cmocka_unit_test_setup(override, engine_setup),
		cmocka_unit_test_setup(server_identifiers, engine_setup),
		cmocka_unit_test_setup(unicast_renewal, engine_setup),
		cmocka_unit_test_setup(any_address, engine_setup),
		cmocka_unit_test_setup(probed, engine_setup),
		cmocka_unit_test_setup(ping_source, engine_setup),
		cmocka_unit_test_setup(inform, engine_setup),
		cmocka_unit_test_setup(kept, engine_setup),
		cmocka_unit_test_setup(not_kept, engine_setup)
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
