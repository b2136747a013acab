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
 * What a reply holds and where it goes; DHCPINFORM and BOOTP; and whatever is
 * sent to the engine that nobody should send.
 */
/* test: link engine/agent.o engine/arp.o engine/binding.o engine/bootp.o engine/discover.o engine/ifaces.o engine/inform.o engine/probe.o engine/release.o engine/reply.o engine/replyto.o engine/reqlog.o engine/request.o engine/select.o engine/subnet.o engine/bitmap.o engine/clientidx.o engine/commit.o engine/confindex.o engine/heap.o engine/hosts.o engine/leasestate.o engine/pftable.o engine/leasetab.o engine/pool.o */
#include "engine_fakes.h"

/* The codes of the options field, in order; its zero padding is checked. */
static size_t
codes_of(const struct answer *a, uint8_t codes[256])
{
	size_t	 i = DHCP_MIN_LEN, n = 0;

	while (i < a->m.len && a->packet[i] != DHO_END) {
		if (a->packet[i] != DHO_PAD) {
			codes[n++] = a->packet[i];
			i += 1 + (size_t)a->packet[i + 1];
		}
		i++;
	}
	assert_true(i < a->m.len);
	for (i++; i < a->m.len; i++)
		assert_int_equal(a->packet[i], 0);
	return (n);
}

static void
prl(struct pkt *p, const char *codes)
{
	opt(p, DHO_PARAMETER_REQUEST_LIST, codes, strlen(codes));
}

static void
option_order(void **state)
{
	static const uint8_t	 order[] = { 53, 54, 51, 15, 58, 1, 3, 61,
				    59, 82 };
	struct pkt		*p = pkt(DHCPDISCOVER, 1);
	struct answer		*a;
	uint8_t			 codes[256];

	(void)state;
	opt(p, DHO_RELAY_AGENT_INFO, "\x01\x03" "abc\x02\x00", 7);
	opt(p, DHO_CLIENT_IDENTIFIER, "\0me", 3);
	/* what is unknown, twice, or the server's own, changes nothing */
	prl(p, "\x0f\xe0\x3a\x03\x0f\x01\x36\x33\x35\x52\x3d\x3b\x34\xff");
	a = ask(p);
	assert_int_equal(codes_of(a, codes), sizeof(order));
	assert_memory_equal(codes, order, sizeof(order));
	assert_int_equal(answer_u32(a, DHO_SUBNET_MASK), 0xffffff00);
	assert_int_equal(answer_u32(a, DHO_RENEWAL_TIME), 1800);
	assert_int_equal(answer_u32(a, DHO_REBINDING_TIME), 3150);
}

static void
without_request_list(void **state)
{
	struct answer	*a;

	(void)state;
	a = ask(pkt(DHCPDISCOVER, 1));
	assert_true(answer_has(a, DHO_SUBNET_MASK));
	assert_true(answer_has(a, DHO_ROUTERS));
	assert_true(answer_has(a, DHO_DOMAIN_NAME));
	assert_true(answer_has(a, DHO_RENEWAL_TIME));
	assert_false(answer_has(a, DHO_HOST_NAME));
	assert_false(answer_has(a, DHO_CLIENT_IDENTIFIER));
	assert_false(answer_has(a, DHO_RELAY_AGENT_INFO));
}

static void
fixed_fields(void **state)
{
	static const uint8_t	 chaddr[16] = { 2, 0, 0, 1, 2, 3, 4, 5, 6, 7,
				    8, 9, 10, 11, 12, 13 };
	struct pkt		*p = pkt(DHCPDISCOVER, 1);
	struct answer		*a;
	size_t			 i;

	(void)state;
	memcpy(fixed(p)->chaddr, chaddr, sizeof(chaddr));
	memset(fixed(p)->sname, 0x55, sizeof(fixed(p)->sname));
	memset(fixed(p)->file, 0x55, sizeof(fixed(p)->file));
	fixed(p)->secs = htons(7);
	fixed(p)->hops = 255;
	fixed(p)->flags = htons(0x4321);
	fixed(p)->siaddr = in(0x08080808);
	fixed(p)->yiaddr = in(0x08080808);
	fixed(p)->ciaddr = in(0x08080808);
	a = ask(p);
	assert_int_equal(a->f.xid, fixed(p)->xid);
	assert_memory_equal(a->f.chaddr, chaddr, sizeof(chaddr));
	assert_int_equal(a->f.htype, HTYPE_ETHER);
	assert_int_equal(a->f.hlen, 6);
	assert_int_equal(a->f.hops, 255);
	assert_int_equal(ntohs(a->f.flags), 0x4321);
	assert_int_equal(a->f.ciaddr.s_addr, 0);
	assert_int_equal(ntohl(a->f.siaddr.s_addr), addr(0, 1));
	for (i = 0; i < sizeof(a->f.sname); i++)
		assert_int_equal(a->f.sname[i], 0);
	for (i = 0; i < sizeof(a->f.file); i++)
		assert_int_equal(a->f.file[i], 0);
	assert_int_equal(a->m.len, BOOTP_MIN_LEN);
}

static void
boot_parameters(void **state)
{
	struct answer	*a;
	char		 name[] = "boot.example.org", file[] = "pxeboot";

	(void)state;
	new_conf();
	params(0, PARAM_FILENAME)->filename = strdup(file);
	params(0, PARAM_SERVER_NAME)->server_name = strdup(name);
	params(0, PARAM_NEXT_SERVER)->next_server = in(0xc0000207);
	use_conf();
	a = ask(pkt(DHCPDISCOVER, 1));
	assert_int_equal(ntohl(a->f.siaddr.s_addr), 0xc0000207);
	assert_string_equal(a->f.file, "pxeboot");
	assert_string_equal(a->f.sname, "boot.example.org");
}

static void
names_of_hosts(void **state)
{
	struct conf_host	 h;
	struct answer		*a;
	char			 name[] = "printer";

	(void)state;
	new_conf();
	params(0, PARAM_USE_HOST_DECL_NAMES)->use_host_decl_names = 1;
	memset(&h, 0, sizeof(h));
	h.scope = conf_add_scope(building, SCOPE_HOST, 0);
	h.name = name;
	h.htype = HTYPE_ETHER;
	h.hlen = 6;
	memcpy(h.hwaddr, fixed(pkt(0, 1))->chaddr, 6);
	conf_add_host(building, &h);
	use_conf();
	a = ask(pkt(DHCPDISCOVER, 1));
	assert_true(answer_has(a, DHO_HOST_NAME));
	a = selecting(1, ntohl(a->f.yiaddr.s_addr));
	assert_int_equal(a->type, DHCPACK);
	assert_string_equal(commits[0].rec.hostname, "printer");
	assert_false(answer_has(ask(pkt(DHCPDISCOVER, 2)), DHO_HOST_NAME));
}

static void
configured_timers(void **state)
{
	static const struct {
		uint32_t	 t1, t2, said1, said2;
	}		 t[] = {
		{ 100, 200, 100, 200 }, { 100, 99999, 100, 3150 },
		{ 3600, 200, 100, 200 }, { 99999, 99999, 1575, 3150 }
	};
	struct answer	*a;
	uint32_t	 v;
	unsigned int	 i;

	(void)state;
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		new_conf();
		v = htonl(t[i].t1);
		conf_set_option(building, 0, DHO_RENEWAL_TIME, &v, 4);
		v = htonl(t[i].t2);
		conf_set_option(building, 0, DHO_REBINDING_TIME, &v, 4);
		use_conf();
		a = ask(pkt(DHCPDISCOVER, i));
		assert_int_equal(answer_u32(a, DHO_RENEWAL_TIME),
		    t[i].said1);
		assert_int_equal(answer_u32(a, DHO_REBINDING_TIME),
		    t[i].said2);
	}
}

/* C5: every maximum size, with more options than fit into any of them. */
static void
message_sizes(void **state)
{
	static const unsigned int odd[] = { 0, 1, 2, 235, 236, 240, 241, 300,
	    547, 548, 575, 576, 577, 700, 1000, 1499, 1500, 1501, 9216,
	    65535 };
	struct pkt	*p;
	struct answer	*a;
	char		 text[255];
	uint16_t	 size;
	unsigned int	 i, j, limit;

	(void)state;
	new_conf();
	memset(text, 'x', sizeof(text));
	for (i = 150; i < 160; i++)
		conf_set_option(building, 0, (uint8_t)i, text, 100 + i % 90);
	use_conf();
	for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		for (j = 0; j < 3; j++) {
			p = pkt(DHCPDISCOVER, 1);
			size = htons((uint16_t)odd[i]);
			opt(p, DHO_MAX_MESSAGE_SIZE, &size, 2);
			if (j == 1)
				opt(p, DHO_CLIENT_IDENTIFIER, text, 255);
			if (j == 2)
				prl(p, "\x96\x97\x98\x99\x9a\x01\x03");
			a = ask(p);
			assert_non_null(a);
			limit = odd[i] < 576 ? 576 :
			    odd[i] > 1500 ? 1500 : odd[i];
			assert_true(a->m.len <= limit - 28);
			assert_int_equal(answer_u32(a, DHO_LEASE_TIME), 3600);
			assert_int_equal(answer_addr(a,
			    DHO_SERVER_IDENTIFIER), addr(0, 1));
			assert_int_equal(answer_has(a,
			    DHO_CLIENT_IDENTIFIER), j == 1);
		}
	}
	p = pkt(DHCPDISCOVER, 1);		/* C2 */
	opt(p, DHO_MAX_MESSAGE_SIZE, "\x05\xdc\x00", 3);
	assert_true(ask(p)->m.len <= 548);
}

/* What the relay adds for itself takes no room from the client's options. */
static void
large_relay_information(void **state)
{
	struct pkt	*p = pkt(DHCPDISCOVER, 1);
	struct answer	*a;
	uint8_t		 info[255];
	const uint8_t	*data;
	size_t		 len;

	(void)state;
	memset(info, 7, sizeof(info));
	opt(p, DHO_CLIENT_IDENTIFIER, info, 255);
	opt(p, DHO_RELAY_AGENT_INFO, info, 255);
	opt(p, DHO_RELAY_AGENT_INFO, info, 100);
	relay(p, addr(1, 1));
	a = ask(p);
	assert_non_null(a);
	data = optset_get(&a->opts, DHO_RELAY_AGENT_INFO, &len);
	assert_non_null(data);
	assert_int_equal(len, 355);
	assert_memory_equal(data, info, 255);
	assert_true(answer_has(a, DHO_CLIENT_IDENTIFIER));
}

static void
too_much_to_echo(void **state)
{
	struct pkt	*p = pkt(DHCPDISCOVER, 1);
	uint8_t		 info[255];
	unsigned int	 i;

	(void)state;
	memset(info, 7, sizeof(info));
	for (i = 0; i < 8; i++)
		opt(p, DHO_RELAY_AGENT_INFO, info, 255);
	relay(p, addr(1, 1));
	assert_null(ask(p));
	assert_int_equal(stats[SE_BAD_OPTIONS], 1);
}

static void
destinations(void **state)
{
	struct pkt	*p;
	struct answer	*a;
	uint32_t	 y;

	(void)state;
	a = ask(pkt(DHCPDISCOVER, 1));		/* by ARP entry */
	y = ntohl(a->f.yiaddr.s_addr);
	assert_int_equal(a->m.flags, 0);
	assert_int_equal(ntohl(a->m.dst.s_addr), y);
	assert_int_equal(a->m.dport, DHCP_CLIENT_PORT);
	assert_int_equal(ntohl(a->m.src.s_addr), addr(0, 1));
	assert_int_equal(a->m.sock, 11);
	assert_int_equal(narps, 1);
	p = pkt(DHCPDISCOVER, 1);		/* the flag */
	fixed(p)->flags = htons(BOOTP_BROADCAST);
	a = ask(p);
	assert_int_equal(a->m.flags, REPLY_BROADCAST);
	assert_int_equal(a->m.ifindex, 1);
	assert_int_equal(a->m.sock, 11);
	p = pkt(DHCPDISCOVER, 2);		/* no ARP for that */
	fixed(p)->htype = HTYPE_IPSEC_TUNNEL;
	assert_int_equal(ask(p)->m.flags, REPLY_BROADCAST);
	p = pkt(DHCPDISCOVER, 3);
	fixed(p)->hlen = 16;
	assert_int_equal(ask(p)->m.flags, REPLY_BROADCAST);
	p = pkt(DHCPDISCOVER, 4);		/* nor for groups */
	memset(fixed(p)->chaddr, 0xff, 6);
	assert_int_equal(ask(p)->m.flags, REPLY_BROADCAST);
	p = pkt(DHCPDISCOVER, 5);
	memset(fixed(p)->chaddr, 0, 6);
	assert_int_equal(ask(p)->m.flags, REPLY_BROADCAST);
	assert_int_equal(narps, 1);
}

/* A ciaddr that is not the address given: no reply goes there. */
static void
odd_ciaddr(void **state)
{
	struct pkt	*p;
	struct answer	*a;

	(void)state;
	p = pkt(DHCPDISCOVER, 1);
	fixed(p)->ciaddr = in(0x08080808);
	a = ask(p);
	assert_int_equal(a->m.dst.s_addr, a->f.yiaddr.s_addr);
	p = pkt(DHCPREQUEST, 1);
	fixed(p)->ciaddr = in(0x08080808);
	opt_addr(p, DHO_REQUESTED_ADDRESS, ntohl(a->f.yiaddr.s_addr));
	opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 1));
	a = ask(p);
	assert_int_equal(a->type, DHCPACK);
	assert_int_equal(a->m.dst.s_addr, a->f.yiaddr.s_addr);
}

/* No socket, no reply; and no harm. */
static void
no_socket(void **state)
{
	(void)state;
	assert_int_equal(ifaces_begin(), 0);
	add_iface(1, "em0", IFACE_UP | IFACE_SERVED);
	add_ifaddr(1, addr(0, 1), IFADDR_PRIMARY, 0);
	assert_int_equal(ifaces_end(), 0);
	assert_null(ask(pkt(DHCPDISCOVER, 1)));
}

static void
informed(void **state)
{
	struct pkt	*p = pkt(DHCPINFORM, 1);
	struct answer	*a;

	(void)state;
	fixed(p)->ciaddr = in(addr(0, 20));
	fixed(p)->flags = htons(BOOTP_BROADCAST);
	p->msg.src = in(addr(0, 20));
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(a->type, DHCPACK);
	assert_int_equal(a->f.yiaddr.s_addr, 0);
	assert_int_equal(ntohl(a->f.ciaddr.s_addr), addr(0, 20));
	assert_int_equal(ntohl(a->m.dst.s_addr), addr(0, 20));
	assert_int_equal(a->m.flags, 0);
	assert_int_equal(a->m.dport, DHCP_CLIENT_PORT);
	assert_false(answer_has(a, DHO_LEASE_TIME));
	assert_false(answer_has(a, DHO_RENEWAL_TIME));
	assert_false(answer_has(a, DHO_REBINDING_TIME));
	assert_true(answer_has(a, DHO_DOMAIN_NAME));
	assert_true(answer_has(a, DHO_ROUTERS));
	assert_int_equal(answer_addr(a, DHO_SERVER_IDENTIFIER), addr(0, 1));
	assert_int_equal(ncommits + narps, 0);
	/* its address is in the IP header only */
	p = pkt(DHCPINFORM, 1);
	p->msg.src = in(addr(0, 21));
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(ntohl(a->m.dst.s_addr), addr(0, 21));
	/* another network than it is heard in */
	p = pkt(DHCPINFORM, 1);
	fixed(p)->ciaddr = in(addr(1, 50));
	unicast(p, addr(1, 50), addr(0, 2));
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(ntohl(a->m.src.s_addr), addr(0, 2));
	assert_false(answer_has(a, DHO_ROUTERS));
}

static void
informed_hostile(void **state)
{
	static const uint32_t	 odd[] = { 0, 1, 0x7f000001, 0xe0000001,
		0xf0000001, INADDR_BROADCAST, 0x08080808 };
	struct pkt		*p;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		p = pkt(DHCPINFORM, 1);
		fixed(p)->ciaddr = in(odd[i]);
		assert_null(ask(p));
	}
	p = pkt(DHCPINFORM, 1);
	fixed(p)->ciaddr = in(addr(0, 255));
	assert_null(ask(p));
	p = pkt(DHCPINFORM, 1);
	fixed(p)->ciaddr = in(addr(0, 1));
	assert_null(ask(p));
	assert_int_equal(stats[SE_NO_SUBNET], i + 2);
}

static void
bootp_hosts(void **state)
{
	struct conf_host	 h;
	struct in_addr		 ip = in(addr(0, 30));
	struct pkt		*p;
	struct answer		*a;
	char			 name[] = "sun3";
	uint8_t			 codes[256];

	(void)state;
	new_conf();
	memset(&h, 0, sizeof(h));
	h.scope = conf_add_scope(building, SCOPE_HOST, 0);
	h.name = name;
	h.htype = HTYPE_ETHER;
	h.hlen = 6;
	memcpy(h.hwaddr, fixed(pkt(0, 1))->chaddr, 6);
	h.naddrs = 1;
	h.addrs = &ip;
	conf_add_host(building, &h);
	use_conf();
	p = pkt(0, 1);
	strlcpy(fixed(p)->file, "vmunix", sizeof(fixed(p)->file));
	a = ask(p);
	assert_non_null(a);
	assert_int_equal(ntohl(a->f.yiaddr.s_addr), addr(0, 30));
	assert_int_equal(a->m.len, BOOTP_MIN_LEN);
	assert_string_equal(a->f.file, "vmunix");
	assert_int_equal(codes_of(a, codes), 3);	/* 1, 3, 15 */
	assert_false(answer_has(a, DHO_MESSAGE_TYPE));
	assert_false(answer_has(a, DHO_LEASE_TIME));
	assert_int_equal(stats[SE_BOOTREPLY], 1);
	/* no address for others: the range is not for BOOTP */
	assert_null(ask(pkt(0, 2)));
	assert_int_equal(stats[SE_NO_FREE], 1);
	assert_int_equal(ncommits, 0);
}

static void
bootp_dynamic(void **state)
{
	struct answer	*a;
	uint32_t	 y;

	(void)state;
	new_conf();
	building->ranges[0].flags = RANGE_DYNAMIC_BOOTP;
	use_conf();
	a = ask(pkt(0, 1));
	assert_non_null(a);
	y = ntohl(a->f.yiaddr.s_addr);
	assert_true(y >= addr(0, 100) && y <= addr(0, 199));
	assert_int_equal(ncommits, 1);
	assert_true(commits[0].rec.ends == LEASE_FOREVER);
	assert_int_equal(commits[0].rec.flags, LEASE_F_BOOTP);
	pass((int64_t)1 << 40);
	assert_int_equal(state_of(y), LEASE_ACTIVE);
	a = ask(pkt(0, 1));
	assert_int_equal(ntohl(a->f.yiaddr.s_addr), y);
	fake_disk = FAIL;
	assert_null(ask(pkt(0, 2)));
	assert_int_equal(stats[SE_COMMIT_FAILED], 1);
}

/* dynamic-bootp-lease-length and -cutoff: the nearer end counts. */
static void
bootp_ends(void **state)
{
	struct answer	*a;
	uint32_t	 y;

	(void)state;
	new_conf();
	building->ranges[0].flags = RANGE_DYNAMIC_BOOTP;
	params(0, PARAM_BOOTP_LEASE_LENGTH)->bootp_lease_length = 3600;
	params(0, PARAM_BOOTP_LEASE_CUTOFF)->bootp_lease_cutoff =
	    clock_wall() + 5000;
	use_conf();
	a = ask(pkt(0, 1));
	assert_non_null(a);
	y = ntohl(a->f.yiaddr.s_addr);
	assert_int_equal(commits[0].rec.ends, clock_wall() + 3600);
	assert_false(answer_has(a, DHO_LEASE_TIME));
	pass(3000 * 1000);
	a = ask(pkt(0, 1));
	assert_int_equal(ntohl(a->f.yiaddr.s_addr), y);
	assert_int_equal(commits[1].rec.ends, clock_wall() + 2000);
	pass(2000 * 1000);
	assert_int_not_equal(state_of(y), LEASE_ACTIVE);
	assert_null(ask(pkt(0, 1)));
	assert_int_equal(ncommits, 2);
	assert_int_equal(stats[SE_NO_FREE], 1);
}

/* Instead of what is configured, if it is asked for. */
static void
lease_addr_is_router(void **state)
{
	static const uint8_t	 others[] = { 1, 6 };
	struct answer		*a;
	struct pkt		*p;

	(void)state;
	new_conf();
	params(0, PARAM_USE_LEASE_ADDR)->use_lease_addr = 1;
	use_conf();
	a = ask(pkt(DHCPDISCOVER, 1));
	assert_non_null(a);
	assert_int_equal(answer_addr(a, DHO_ROUTERS),
	    ntohl(a->f.yiaddr.s_addr));
	p = pkt(DHCPDISCOVER, 1);
	opt(p, DHO_PARAMETER_REQUEST_LIST, others, sizeof(others));
	a = ask(p);
	assert_non_null(a);
	assert_false(answer_has(a, DHO_ROUTERS));
}

/*
 * ignore-client-uids: firmware, installer and system are one client, but a
 * host that is declared by its identifier is that host.
 */
static void
uids_ignored(void **state)
{
	struct conf_host	 h;
	struct in_addr		 fixed_addr;
	struct answer		*a;
	struct pkt		*p;
	uint32_t		 y;
	int			 i;

	(void)state;
	for (i = 0; i < 2; i++) {
		new_conf();
		params(0, PARAM_IGNORE_CLIENT_UIDS)->ignore_client_uids =
		    i == 0;
		memset(&h, 0, sizeof(h));
		h.scope = conf_add_scope(building, SCOPE_HOST, 0);
		h.name = (char *)(uintptr_t)"byuid";
		h.uid = (uint8_t *)(uintptr_t)"\377host";
		h.uidlen = 5;
		fixed_addr.s_addr = htonl(addr(0, 40));
		h.addrs = &fixed_addr;
		h.naddrs = 1;
		conf_add_host(building, &h);
		use_conf();
		p = pkt(DHCPDISCOVER, 1);
		opt(p, DHO_CLIENT_IDENTIFIER, "\377rom", 4);
		a = ask(p);
		assert_non_null(a);
		y = ntohl(a->f.yiaddr.s_addr);
		/* and gets its identifier back */
		assert_true(answer_has(a, DHO_CLIENT_IDENTIFIER));
		p = pkt(DHCPDISCOVER, 1);
		opt(p, DHO_CLIENT_IDENTIFIER, "\377system", 7);
		a = ask(p);
		assert_non_null(a);
		if (i == 0)
			assert_int_equal(ntohl(a->f.yiaddr.s_addr), y);
		else
			assert_int_not_equal(ntohl(a->f.yiaddr.s_addr), y);
		p = pkt(DHCPDISCOVER, 1);
		opt(p, DHO_CLIENT_IDENTIFIER, "\377host", 5);
		a = ask(p);
		assert_non_null(a);
		assert_int_equal(ntohl(a->f.yiaddr.s_addr), addr(0, 40));
	}
}

static void
bootp_denied(void **state)
{
	(void)state;
	new_conf();
	params(0, PARAM_BOOTP)->bootp = 0;
	building->ranges[0].flags = RANGE_DYNAMIC_BOOTP;
	use_conf();
	assert_null(ask(pkt(0, 1)));
	assert_int_equal(stats[SE_DENIED], 1);
	assert_int_not_equal(offered_to(1, 0), 0);
}

/* C15: what only servers say, and types that there are not. */
static void
direction(void **state)
{
	struct pkt	*p;
	unsigned int	 type, n = 0;

	(void)state;
	for (type = 0; type <= 255; type++) {
		if (type == DHCPDISCOVER || type == DHCPREQUEST ||
		    type == DHCPDECLINE || type == DHCPRELEASE ||
		    type == DHCPINFORM)
			continue;
		p = pkt(0, 1);
		p->data[p->msg.len++] = DHO_MESSAGE_TYPE;
		p->data[p->msg.len++] = 1;
		p->data[p->msg.len++] = (uint8_t)type;
		assert_null(ask(p));
		assert_int_equal(stats[SE_BAD_TYPE], ++n);
	}
	for (type = 0; type <= 255; type++) {
		if (type == BOOTREQUEST)
			continue;
		p = pkt(DHCPDISCOVER, 1);
		fixed(p)->op = (uint8_t)type;
		assert_null(ask(p));
		assert_int_equal(stats[SE_BAD_TYPE], ++n);
	}
	p = pkt(0, 1);				/* C2 */
	opt(p, DHO_MESSAGE_TYPE, "\x01\x01", 2);
	assert_null(ask(p));
	p = pkt(0, 1);
	opt(p, DHO_MESSAGE_TYPE, "", 0);
	assert_null(ask(p));
	assert_int_equal(stats[SE_BAD_TYPE], n + 2);
	assert_int_equal(stats[SE_BOOTP], 0);
}

/* C7 */
static void
relays(void **state)
{
	static const uint32_t	 odd[] = { 1, 0x7f000001, 0xe0000001,
		0xf0000001, INADDR_BROADCAST };
	struct pkt		*p;
	unsigned int		 i;

	(void)state;
	for (i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		p = pkt(DHCPDISCOVER, 1);
		relay(p, odd[i]);
		assert_null(ask(p));
	}
	for (i = 0; i < 2; i++) {		/* ours */
		p = pkt(DHCPDISCOVER, 1);
		relay(p, addr(0, 1 + i));
		assert_null(ask(p));
	}
	p = pkt(DHCPDISCOVER, 1);
	relay(p, addr(3, 1));
	assert_null(ask(p));
	p = pkt(DHCPDISCOVER, 1);
	relay(p, addr(1, 255));
	assert_null(ask(p));
	p = pkt(DHCPDISCOVER, 1);		/* not declared */
	relay(p, 0x08080808);
	assert_null(ask(p));
	assert_int_equal(stats[SE_NO_SUBNET], 10);
	for (i = 0; i <= 255; i++) {
		p = pkt(DHCPDISCOVER, 1);
		relay(p, addr(1, 1));
		fixed(p)->hops = (uint8_t)i;
		assert_non_null(ask(p));
	}
}

static void
not_served(void **state)
{
	struct pkt	*p;

	(void)state;
	p = pkt(DHCPDISCOVER, 1);
	p->msg.ifindex = 3;
	assert_null(ask(p));
	p = pkt(DHCPDISCOVER, 1);
	p->msg.ifindex = 99;
	assert_null(ask(p));
	assert_int_equal(stats[SE_NOT_SERVED], 2);
	/* but who asks one of our addresses may come by any interface */
	p = pkt(DHCPDISCOVER, 1);
	relay(p, addr(1, 1));
	p->msg.ifindex = 99;
	assert_non_null(ask(p));
}

/* C1, C7: cut off everywhere, and filled with anything. */
static void
garbage(void **state)
{
	static const uint8_t	 fill[] = { 0, 1, 0x35, 0x52, 0x7f, 0xff };
	struct pkt		*p;
	unsigned int		 len, i;

	(void)state;
	for (len = 0; len <= 300; len++) {
		for (i = 0; i < sizeof(fill); i++) {
			p = pkt(DHCPDISCOVER, 1);
			memset(p->data + p->msg.len, fill[i], 100);
			p->msg.len = (uint16_t)len;
			submit_raw(p);
		}
	}
	p = pkt(DHCPDISCOVER, 1);
	p->msg.len = DHCP_PACKET_MAX + 1;
	submit_raw(p);
	p = pkt(DHCPDISCOVER, 1);
	p->msg.len = DHCP_PACKET_MAX;
	submit_raw(p);
	p = pkt(DHCPDISCOVER, 1);
	p->data[DHCP_FIXED_LEN] ^= 1;
	assert_null(ask(p));
	assert_true(stats[SE_BAD_OPTIONS] >= 240 * sizeof(fill) + 2);
	/* and it still serves */
	assert_int_not_equal(offered_to(2, 0), 0);
}

/* C2: fixed-size options of every length are ignored, or the message is. */
static void
option_lengths(void **state)
{
	static const uint8_t	 codes[] = { 12, 50, 51, 52, 54, 55, 57, 58,
				    61, 77, 81, 82 };
	static const uint8_t	 types[] = { 0, DHCPDISCOVER, DHCPREQUEST,
				    DHCPDECLINE, DHCPRELEASE, DHCPINFORM };
	uint8_t			 data[255];
	struct pkt		*p;
	size_t			 len, c, t;

	(void)state;
	for (c = 0; c < sizeof(codes); c++)
		for (t = 0; t < sizeof(types); t++)
			for (len = 0; len <= 255; len += len < 9 ? 1 : 41) {
				memset(data, (int)len * 7, sizeof(data));
				p = pkt(types[t], 1);
				fixed(p)->ciaddr = in(addr(0, 20));
				opt(p, codes[c], data, len);
				submit(p);
				nreplies = 0;
			}
	assert_int_not_equal(offered_to(2, 0), 0);
}

/* The interface table is not believed blindly, either. */
static void
bad_interface_tables(void **state)
{
	struct msg_iface	 i;
	struct msg_ifaddr	 a;

	(void)state;
	memset(&i, 0, sizeof(i));
	memset(&a, 0, sizeof(a));
	i.ifindex = a.ifindex = 7;
	assert_int_equal(ifaces_end(), -1);
	assert_int_equal(ifaces_add(&i), -1);
	assert_int_equal(ifaces_add_addr(&a), -1);
	assert_int_equal(ifaces_begin(), 0);
	assert_int_equal(ifaces_begin(), -1);
	assert_int_equal(ifaces_add_addr(&a), -1);
	i.ifindex = 0;
	assert_int_equal(ifaces_add(&i), -1);
	i.ifindex = 7;
	i.hlen = 17;
	assert_int_equal(ifaces_add(&i), -1);
	i.hlen = 6;
	memset(i.name, 'x', sizeof(i.name));
	assert_int_equal(ifaces_add(&i), -1);
	memset(i.name, 0, sizeof(i.name));
	memset(i.reason, 'x', sizeof(i.reason));
	assert_int_equal(ifaces_add(&i), -1);
	memset(i.reason, 0, sizeof(i.reason));
	assert_int_equal(ifaces_add(&i), 0);
	a.ifindex = 8;
	assert_int_equal(ifaces_add_addr(&a), -1);
	assert_int_equal(ifaces_end(), 0);
	assert_non_null(iface_find(7));
	assert_null(iface_find(1));
	assert_null(iface_find(0));
	assert_null(iface_find(UINT32_MAX));
}

/* One address on two interfaces: that of the receiving one is meant. */
static void
many_interfaces(void **state)
{
	const struct msg_ifaddr	*a;
	uint32_t		 i;

	(void)state;
	assert_int_equal(ifaces_begin(), 0);
	for (i = 500; i >= 1; i--) {
		add_iface(i, "em", IFACE_UP | IFACE_SERVED);
		add_ifaddr(i, addr(7, 7), 0, i + 1000);
		add_ifaddr(i, addr(8, i & 0xff), IFADDR_PRIMARY,
		    i % 2 ? 0 : i);
	}
	assert_int_equal(ifaces_end(), 0);
	for (i = 1; i <= 500; i++) {
		assert_int_equal(iface_find(i)->info.ifindex, i);
		assert_int_equal(iface_find(i)->naddrs, 2);
		assert_int_equal(ntohl(iface_find(i)->primary->addr.s_addr),
		    addr(8, i & 0xff));
		a = ifaces_served_addr(in(addr(7, 7)), i);
		assert_int_equal(a->sock, i + 1000);
	}
	assert_non_null(ifaces_served_addr(in(addr(7, 7)), 9999));
	assert_null(ifaces_served_addr(in(addr(8, 1)), 1));
	assert_true(ifaces_is_own(in(addr(8, 1))));
	assert_false(ifaces_is_own(in(addr(9, 1))));
	assert_null(ifaces_served_addr(in(INADDR_BROADCAST), 1));
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup(option_order, engine_setup),
		cmocka_unit_test_setup(without_request_list, engine_setup),
		cmocka_unit_test_setup(fixed_fields, engine_setup),
		cmocka_unit_test_setup(boot_parameters, engine_setup),
		cmocka_unit_test_setup(names_of_hosts, engine_setup),
		cmocka_unit_test_setup(configured_timers, engine_setup),
		cmocka_unit_test_setup(message_sizes, engine_setup),
		cmocka_unit_test_setup(large_relay_information, engine_setup),
		cmocka_unit_test_setup(too_much_to_echo, engine_setup),
		cmocka_unit_test_setup(destinations, engine_setup),
		cmocka_unit_test_setup(odd_ciaddr, engine_setup),
		cmocka_unit_test_setup(no_socket, engine_setup),
		cmocka_unit_test_setup(informed, engine_setup),
		cmocka_unit_test_setup(informed_hostile, engine_setup),
		cmocka_unit_test_setup(bootp_hosts, engine_setup),
		cmocka_unit_test_setup(bootp_dynamic, engine_setup),
		cmocka_unit_test_setup(bootp_denied, engine_setup),
		cmocka_unit_test_setup(bootp_ends, engine_setup),
		cmocka_unit_test_setup(lease_addr_is_router, engine_setup),
		cmocka_unit_test_setup(uids_ignored, engine_setup),
		cmocka_unit_test_setup(direction, engine_setup),
		cmocka_unit_test_setup(relays, engine_setup),
		cmocka_unit_test_setup(not_served, engine_setup),
		cmocka_unit_test_setup(garbage, engine_setup),
		cmocka_unit_test_setup(option_lengths, engine_setup),
		cmocka_unit_test_setup(bad_interface_tables, engine_setup),
		cmocka_unit_test_setup(many_interfaces, engine_setup),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
