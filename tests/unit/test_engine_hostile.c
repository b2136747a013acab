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
 * The engine and whatever may come: packets put together at random, from the
 * first to the last byte of what a client, a relay or a liar could send; a
 * disk that fails, a route that refuses, probes that are answered, time that
 * goes by.  Whatever it is, each reply can be parsed and is no longer than it
 * may be, and no address is offered or given to two clients.
 */
/* test: link engine/agent.o engine/arp.o engine/binding.o engine/bootp.o engine/discover.o engine/ifaces.o engine/inform.o engine/probe.o engine/release.o engine/reply.o engine/replyto.o engine/reqlog.o engine/request.o engine/select.o engine/subnet.o engine/bitmap.o engine/clientidx.o engine/commit.o engine/confindex.o engine/heap.o engine/hosts.o engine/leasestate.o engine/pftable.o engine/leasetab.o engine/pool.o */
#include "engine_fakes.h"

#define ROUNDS	200		/* each has addresses of its own, up to 255 */
#define STEPS	200
#define XIDS	1024		/* a power of 2, far more than are under way */
#define RESERVED	150	/* host part of the only fixed-address */

/*
 * Who a client is: its identifier, or hardware type and address.  Its lease
 * counts from when it asked (RFC 2131 section 4.4.1).
 */
struct identity {
	int64_t		 asked;
	uint8_t		 id[2 + LEASE_UID_MAX];
	size_t		 len;
};

static struct identity	 askers[XIDS];		/* by transaction */
static struct {
	struct identity	 holder;
	int64_t		 until;			/* 0: nobody's */
}			 held[1 << 16];		/* by the low half */
static unsigned int	 seen;			/* replies looked at */
static unsigned int	 ngiven;		/* addresses in all */

static int
one_in(int n)
{
	return (random() % n == 0);
}

static uint32_t
random_addr(void)
{
	switch (random() % 10) {
	case 0:
		return (INADDR_ANY);
	case 1:
		return (INADDR_BROADCAST);
	case 2:
		return (INADDR_LOOPBACK);
	case 3:
		return ((uint32_t)random() << 1);
	case 4:
		return (addr(0, 1));
	case 5:
	case 6:
		return (addr(0, 100 + (unsigned int)random() % 8));
	case 7:
		return (addr(1, 10 + (unsigned int)random() % 8));
	default:
		return (addr((unsigned int)random() % 5,
		    (unsigned int)random() & 0xff));
	}
}

static void
random_bytes(uint8_t *p, size_t len)
{
	uint8_t	 same = (uint8_t)random();
	int	 all = one_in(2);

	while (len-- > 0)
		*p++ = all ? same : (uint8_t)random();
}

static void
random_option(struct pkt *p)
{
	static const uint8_t	 codes[] = { DHO_HOST_NAME, DHO_LEASE_TIME,
	    DHO_OVERLOAD, DHO_PARAMETER_REQUEST_LIST, DHO_MAX_MESSAGE_SIZE,
	    DHO_CLIENT_IDENTIFIER, DHO_RELAY_AGENT_INFO, DHO_MESSAGE_TYPE };
	static const uint8_t	 lens[] = { 0, 1, 2, 3, 4, 5, 31, 254, 255 };
	uint8_t			 data[255];
	uint8_t			 code, len;

	if (p->msg.len + 2 + sizeof(data) >= DHCP_PACKET_MAX)
		return;
	if (one_in(3)) {
		opt_addr(p, one_in(2) ? DHO_REQUESTED_ADDRESS :
		    DHO_SERVER_IDENTIFIER, random_addr());
		return;
	}
	code = one_in(4) ? (uint8_t)random() :
	    codes[(size_t)random() % sizeof(codes)];
	len = one_in(4) ? (uint8_t)random() :
	    lens[(size_t)random() % sizeof(lens)];
	random_bytes(data, sizeof(data));
	if (code == DHO_CLIENT_IDENTIFIER && len > 1) {
		len = 2;	/* few of them, so that they meet */
		data[0] = data[1] &= 3;
	} else if (code == DHO_OVERLOAD)
		data[0] &= 3;
	opt(p, code, data, len);
}

/* What a client in its right mind may send; few addresses, so they meet. */
static struct pkt *
sober_packet(void)
{
	static const uint8_t	 types[] = { DHCPDISCOVER, DHCPREQUEST,
	    DHCPREQUEST, DHCPREQUEST, DHCPRELEASE, DHCPDECLINE };
	struct pkt		*p;
	uint32_t		 a;

	p = pkt(types[(size_t)random() % sizeof(types)],
	    (unsigned int)random() % 8);
	a = addr(0, 100 + (unsigned int)random() % 8);
	if (one_in(3))
		fixed(p)->flags = htons(BOOTP_BROADCAST);
	if (one_in(2))
		fixed(p)->ciaddr = in(a);
	else {
		opt_addr(p, DHO_REQUESTED_ADDRESS, a);
		opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 1));
	}
	p->data[p->msg.len++] = DHO_END;
	return (p);
}

static struct pkt *
random_packet(void)
{
	static const uint8_t	 types[] = { DHCPDISCOVER, DHCPDISCOVER,
	    DHCPREQUEST, DHCPREQUEST, DHCPREQUEST, DHCPDECLINE, DHCPRELEASE,
	    DHCPINFORM, DHCPOFFER, DHCPACK, 0, 9, 255 };
	struct pkt		*p;
	struct dhcp_fixed	*f;
	int			 n;

	p = pkt(types[(size_t)random() % sizeof(types)],
	    (unsigned int)random() % 8);
	f = fixed(p);
	if (one_in(8))
		f->op = (uint8_t)random() % 4;
	if (one_in(8)) {
		f->htype = (uint8_t)random() % 4;
		f->hlen = (uint8_t)random() % 20;
	}
	if (one_in(3))
		f->flags = htons(BOOTP_BROADCAST);
	if (one_in(3))
		f->ciaddr = in(random_addr());
	if (one_in(4))
		f->giaddr = in(random_addr());
	if (one_in(3))
		unicast(p, random_addr(), random_addr());
	if (one_in(6))
		p->msg.ifindex = (uint32_t)random() % 5;
	if (one_in(6))
		random_bytes(p->data + offsetof(struct dhcp_fixed, sname),
		    DHCP_SNAME_LEN + DHCP_FILE_LEN);
	for (n = random() % 6; n > 0; n--)
		random_option(p);
	p->data[p->msg.len++] = DHO_END;
	if (one_in(10))
		p->msg.len = DHCP_MIN_LEN +
		    (uint16_t)random() % (p->msg.len - DHCP_MIN_LEN + 1);
	return (p);
}

/* What the client gives back, or says is in use, may go to another. */
static void
forget(const struct identity *who)
{
	size_t	 i;

	for (i = 0; i < sizeof(held) / sizeof(held[0]); i++)
		if (held[i].holder.len == who->len &&
		    memcmp(held[i].holder.id, who->id, who->len) == 0)
			held[i].until = 0;
}

static void
note_asker(struct pkt *p)
{
	static struct optset	 opts;
	struct dhcp_fixed	*f = fixed(p);
	struct identity		*who;
	const uint8_t		*uid;
	size_t			 len;
	uint8_t			 type;

	who = &askers[ntohl(f->xid) % XIDS];
	memset(who, 0, sizeof(*who));
	who->asked = fake_mono;
	if (optset_parse(&opts, p->data, p->msg.len) == -1 ||
	    f->hlen > DHCP_CHADDR_LEN)
		return;
	uid = optset_get(&opts, DHO_CLIENT_IDENTIFIER, &len);
	if (uid != NULL && len >= 2 && len <= LEASE_UID_MAX) {
		who->id[0] = 1;
		memcpy(who->id + 2, uid, len);
		who->len = 2 + len;
	} else {
		who->id[1] = f->htype;
		memcpy(who->id + 2, f->chaddr, f->hlen);
		who->len = 2 + (size_t)f->hlen;
	}
	if (optset_get_u8(&opts, DHO_MESSAGE_TYPE, &type) == 0 &&
	    (type == DHCPRELEASE || type == DHCPDECLINE))
		forget(who);
}

static void
look_at(unsigned int i)
{
	static struct optset	 opts;
	struct dhcp_fixed	 f;
	const struct identity	*who;
	uint32_t		 a, seconds = 0;
	uint8_t			 type = 0;
	unsigned int		 low;

	assert_true(replies[i].m.len >= BOOTP_MIN_LEN);
	assert_true(replies[i].m.len <= DHCP_MTU_MAX - DHCP_UDP_OVERHEAD);
	memcpy(&f, replies[i].packet, sizeof(f));
	assert_int_equal(f.op, BOOTREPLY);
	assert_int_equal(optset_parse(&opts, replies[i].packet,
	    replies[i].m.len), 0);
	(void)optset_get_u8(&opts, DHO_MESSAGE_TYPE, &type);
	(void)optset_get_u32(&opts, DHO_LEASE_TIME, &seconds);
	a = ntohl(f.yiaddr.s_addr);
	if (a == INADDR_ANY || a == addr(0, RESERVED))
		return;
	assert_int_equal(a >> 16, addr(0, 0) >> 16);
	assert_int_not_equal(seconds, 0);
	who = &askers[ntohl(f.xid) % XIDS];
	low = a & 0xffff;
	if (held[low].until > fake_mono) {
		assert_int_equal(held[low].holder.len, who->len);
		assert_memory_equal(held[low].holder.id, who->id, who->len);
	}
	if (type != DHCPACK)
		return;
	ngiven++;
	held[low].holder = *who;
	held[low].until = seconds == UINT32_MAX ? INT64_MAX :
	    who->asked + (int64_t)seconds * 1000;
}

static void
look(void)
{
	for (; seen < nreplies; seen++)
		look_at(seen);
}

static void
random_conf(void)
{
	static uint8_t	 large[300];
	struct conf_host h;
	struct in_addr	 fix = in(addr(0, RESERVED));

	new_conf();
	if (one_in(2)) {
		params(0, PARAM_PING_CHECK)->ping_check = 1;
		params(0, PARAM_PING_TIMEOUT)->ping_timeout = 1;
	}
	if (one_in(2)) {
		memset(large, 'x', sizeof(large));
		conf_set_option(building, 0, 43, large, sizeof(large));
		conf_set_option(building, 0, 66, large, 200);
		conf_set_option(building, 0, 119, large, 250);
	}
	if (one_in(2))
		params(0, PARAM_AUTHORITATIVE)->authoritative = 1;
	if (one_in(3))
		params(0, PARAM_MAX_LEASE_TIME)->max_lease_time =
		    one_in(2) ? 0 : UINT32_MAX;
	if (one_in(2))
		params(0, PARAM_ECHO_CLIENT_ID)->echo_client_id = 1;
	memset(&h, 0, sizeof(h));
	h.scope = conf_add_scope(building, SCOPE_HOST, subnet_a);
	h.name = (char *)(uintptr_t)"printer";
	h.htype = HTYPE_ETHER;
	h.hlen = 6;
	memcpy(h.hwaddr, fixed(pkt(0, 7))->chaddr, h.hlen);
	h.addrs = &fix;
	h.naddrs = 1;
	conf_add_host(building, &h);
	use_conf();
}

static void
step(void)
{
	struct pkt	*p;

	switch (random() % 16) {
	case 0:
		pass(random() % 3000);
		break;
	case 1:
		pass(random() % 8000 * 1000);
		break;
	case 2:
		disk(one_in(3) ? FAIL : DONE);
		route(one_in(3) ? FAIL : DONE);
		break;
	case 3:
		if (npings > 0) {
			probe_answered(&pings[(unsigned int)random() %
			    npings]);
			settle();
		}
		break;
	case 4:
		fake_queuelen = one_in(4) ? UINT32_MAX : 0;
		break;
	default:
		p = one_in(2) ? sober_packet() : random_packet();
		note_asker(p);
		submit_raw(p);
		break;
	}
	look();
}

static void
anything(void **state)
{
	int	 i, j;

	(void)state;
	srandom(1);
	for (i = 0; i < ROUNDS; i++) {
		(void)engine_setup(NULL);
		memset(held, 0, sizeof(held));
		seen = 0;
		random_conf();
		fake_disk = (enum fake)(random() % 3);
		fake_arp = (enum fake)(random() % 3);
		for (j = 0; j < STEPS; j++)
			step();
		fake_queuelen = 0;
		disk(DONE);
		route(DONE);
		pass(10000);
		disk(DONE);
		route(DONE);
		look();
		assert_int_equal(commit_pending(), 0);
	}
	assert_true(ngiven > ROUNDS);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(anything),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
