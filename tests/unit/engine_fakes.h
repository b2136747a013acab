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
 * Stands for what is around the engine in a unit test: the other processes,
 * the clock and the timers.  The lease table lives as long as the program, so
 * each test has networks of its own: 10.N.*.  To be included once by a test.
 *
 *	em0 (1)	10.N.0.1/24 and 10.N.0.2, range 10.N.0.100 to .199
 *	em1 (2)	10.N.2.1/24, range 10.N.2.100 to .110
 *	em2 (3)	10.N.3.1/24, not served, no subnet
 *	relayed	10.N.1.0/24, range 10.N.1.10 to .20
 */
#ifndef ENGINE_FAKES_H
#define ENGINE_FAKES_H

#include <sys/types.h>
#include <sys/time.h>
#include <arpa/inet.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <event.h>
#include <imsg.h>

#include "engine/commit.h"
#include "engine/confindex.h"
#include "engine/engine.h"
#include "engine/ifaces.h"
#include "engine/leasetab.h"
#include "lib/conf.h"
#include "lib/lease.h"
#include "lib/log.h"
#include "lib/options.h"

#define SENT_MAX	9000
#define TIMERS_MAX	8

struct peer	 peer_parent;
struct peer	 peer_frontend;
struct peer	 peer_leasedb;
struct peer	 peer_route;
struct peer	 peer_control;
uint64_t	 stats[STATS_ENGINE_MAX];

static int64_t	 fake_mono = 1000000;
static int64_t	 fake_wall = 1700000000;	/* moves with the other */
static uint32_t	 fake_queuelen;		/* of every peer */

static struct {
	struct msg_reply m;
	uint8_t		 packet[DHCP_MTU_MAX];
}		 replies[SENT_MAX];
static unsigned	 nreplies;
static struct msg_ping	 pings[SENT_MAX];
static unsigned	 npings;
static struct {
	uint32_t	 id;
	struct msg_arp	 arp;
}		 arps[SENT_MAX];
static unsigned	 narps;
static struct {
	uint64_t	 seq;
	struct lease_rec rec;
}		 commits[SENT_MAX];
static unsigned	 ncommits;

static struct {
	struct event	*ev;
	void		(*run)(int, short, void *);
	void		*arg;
	int64_t		 due;		/* INT64_MAX: not armed */
}		 timers[TIMERS_MAX];

/* What the other processes do by themselves, once a request is through. */
enum fake { BY_HAND, DONE, FAIL };
static enum fake fake_disk, fake_arp;
static unsigned	 ndisk, nroute;		/* that they have answered */

static unsigned int	 testno;
static struct conf	*building;	/* until use_conf() */
static uint32_t		 subnet_a, subnet_b, subnet_c;	/* scopes */

int64_t
clock_mono(void)
{
	return (fake_mono);
}

int64_t
clock_wall(void)
{
	return (fake_wall);
}

void
clock_update(void)
{
}

void
event_set(struct event *ev, int fd, short events,
    void (*run)(int, short, void *), void *arg)
{
	unsigned int	 i;

	(void)fd;
	(void)events;
	for (i = 0; i < TIMERS_MAX; i++)
		if (timers[i].ev == NULL || timers[i].ev == ev)
			break;
	assert_true(i < TIMERS_MAX);
	timers[i].ev = ev;
	timers[i].run = run;
	timers[i].arg = arg;
	timers[i].due = INT64_MAX;
}

static unsigned int
timer_of(const struct event *ev)
{
	unsigned int	 i;

	for (i = 0; i < TIMERS_MAX; i++)
		if (timers[i].ev == ev)
			return (i);
	fail_msg("a timer that was never set");
	return (0);
}

int
event_add(struct event *ev, const struct timeval *tv)
{
	assert_true(tv->tv_sec >= 0 && tv->tv_usec >= 0);
	timers[timer_of(ev)].due = fake_mono + (int64_t)tv->tv_sec * 1000 +
	    tv->tv_usec / 1000;
	return (0);
}

int
event_del(struct event *ev)
{
	timers[timer_of(ev)].due = INT64_MAX;
	return (0);
}

static inline void
set_clock(int64_t ms)
{
	fake_wall += ms / 1000 - fake_mono / 1000;
	fake_mono = ms;
}

/* Time goes by, and what is due happens when it is. */
static inline void
pass(int64_t ms)
{
	int64_t		 end = fake_mono + ms;
	unsigned int	 i, first;

	for (;;) {
		first = 0;
		for (i = 1; i < TIMERS_MAX && timers[i].ev != NULL; i++)
			if (timers[i].due < timers[first].due)
				first = i;
		if (timers[first].ev == NULL || timers[first].due > end)
			break;
		if (timers[first].due > fake_mono)
			set_clock(timers[first].due);
		timers[first].due = INT64_MAX;
		timers[first].run(-1, EV_TIMEOUT, timers[first].arg);
	}
	set_clock(end);
}

void
peer_send(struct peer *p, uint32_t type, uint32_t id, int fd,
    const void *data, size_t len)
{
	assert_int_equal(fd, -1);
	if (p == &peer_frontend && type == IMSG_PING) {
		assert_int_equal(len, sizeof(pings[0]));
		assert_true(npings < SENT_MAX);
		memcpy(&pings[npings++], data, len);
	} else if (p == &peer_route && type == IMSG_ARP_ADD) {
		assert_int_equal(len, sizeof(arps[0].arp));
		assert_true(narps < SENT_MAX);
		arps[narps].id = id;
		memcpy(&arps[narps++].arp, data, len);
	} else
		fail_msg("unexpected message %u", type);
}

void
peer_send2(struct peer *p, uint32_t type, uint32_t id, const void *data,
    size_t len, const void *data2, size_t len2)
{
	(void)id;
	assert_ptr_equal(p, &peer_frontend);
	assert_int_equal(type, IMSG_REPLY);
	assert_int_equal(len, sizeof(replies[0].m));
	assert_true(len2 <= sizeof(replies[0].packet));
	assert_true(nreplies < SENT_MAX);
	memcpy(&replies[nreplies].m, data, len);
	assert_int_equal(replies[nreplies].m.len, len2);
	memset(replies[nreplies].packet, 0, sizeof(replies[0].packet));
	memcpy(replies[nreplies++].packet, data2, len2);
}

void
peer_send_ibuf(struct peer *p, struct ibuf *buf)
{
	assert_ptr_equal(p, &peer_leasedb);
	assert_true(ncommits < SENT_MAX);
	assert_int_equal(ibuf_skip(buf, IMSG_HEADER_SIZE), 0);
	assert_int_equal(ibuf_get(buf, &commits[ncommits].seq,
	    sizeof(commits[0].seq)), 0);
	assert_int_equal(lease_rec_get(buf, &commits[ncommits].rec), 0);
	assert_int_equal(ibuf_size(buf), 0);
	ncommits++;
	ibuf_free(buf);
}

uint32_t
peer_queuelen(struct peer *p)
{
	(void)p;
	return (fake_queuelen);
}

/* leasedb answers all that it was sent. */
static inline void
disk(enum fake how)
{
	struct msg_lease_failed	 failed;
	uint64_t		 seq;

	while (ndisk < ncommits) {
		seq = commits[ndisk++].seq;
		if (how == DONE)
			commit_durable(seq);
		else {
			failed.first = failed.last = seq;
			failed.error = ENOSPC;
			commit_failed(&failed);
		}
	}
}

/* And so does route. */
static inline void
route(enum fake how)
{
	while (nroute < narps) {
		arp_result(arps[nroute].id,
		    how == DONE ? ARP_DONE : ARP_REFUSED);
		nroute++;
	}
}

static inline void
settle(void)
{
	if (fake_disk != BY_HAND)
		disk(fake_disk);
	if (fake_arp != BY_HAND)
		route(fake_arp);
}

/* 10.N.net.host, in host byte order */
static inline uint32_t
addr(unsigned int net, unsigned int host)
{
	return (10U << 24 | testno << 16 | net << 8 | host);
}

static inline struct in_addr
in(uint32_t a)
{
	struct in_addr	 r;

	r.s_addr = htonl(a);
	return (r);
}

static inline uint32_t
add_net(unsigned int net, uint32_t shared, unsigned int low,
    unsigned int high)
{
	struct conf_subnet	 s;
	struct conf_range	 r;

	memset(&s, 0, sizeof(s));
	s.scope = conf_add_scope(building, SCOPE_SUBNET, 0);
	s.shared = shared;
	s.net = in(addr(net, 0));
	s.mask = in(0xffffff00);
	memset(&r, 0, sizeof(r));
	r.subnet = conf_add_subnet(building, &s);
	r.low = addr(net, low);
	r.high = addr(net, high);
	conf_add_range(building, &r);
	return (s.scope);
}

static inline struct conf_params *
params(uint32_t scope, enum param p)
{
	building->scopes[scope].params.set |= PARAM_BIT(p);
	return (&building->scopes[scope].params);
}

/* Begins a configuration; add to it before use_conf(). */
static inline void
new_conf(void)
{
	uint32_t	 router;

	building = conf_new();
	building->generation = 1;
	params(0, PARAM_PING_CHECK)->ping_check = 0;
	params(0, PARAM_DEFAULT_LEASE_TIME)->default_lease_time = 3600;
	params(0, PARAM_MAX_LEASE_TIME)->max_lease_time = 7200;
	conf_set_option(building, 0, DHO_DOMAIN_NAME, "example.org", 11);
	subnet_a = add_net(0, CONF_NONE, 100, 199);
	subnet_b = add_net(1, CONF_NONE, 10, 20);
	subnet_c = add_net(2, CONF_NONE, 100, 110);
	router = htonl(addr(0, 1));
	conf_set_option(building, subnet_a, DHO_ROUTERS, &router, 4);
}

static inline void
use_conf(void)
{
	conf_finish(building);
	confindex_swap(building);
	building = NULL;
	ifaces_conf_changed();
}

static inline void
add_iface(uint32_t ifindex, const char *name, uint32_t flags)
{
	struct msg_iface	 i;

	memset(&i, 0, sizeof(i));
	i.ifindex = ifindex;
	i.flags = flags;
	i.mtu = 1500;
	i.htype = HTYPE_ETHER;
	i.hlen = 6;
	strlcpy(i.name, name, sizeof(i.name));
	assert_int_equal(ifaces_add(&i), 0);
}

static inline void
add_ifaddr(uint32_t ifindex, uint32_t a, uint32_t flags, uint32_t sock)
{
	struct msg_ifaddr	 ia;

	memset(&ia, 0, sizeof(ia));
	ia.ifindex = ifindex;
	ia.flags = flags;
	ia.addr = in(a);
	ia.mask = in(0xffffff00);
	ia.sock = sock;
	assert_int_equal(ifaces_add_addr(&ia), 0);
}

static inline void
new_ifaces(void)
{
	assert_int_equal(ifaces_begin(), 0);
	add_iface(2, "em1", IFACE_UP | IFACE_SERVED);
	add_ifaddr(2, addr(2, 1), IFADDR_PRIMARY, 21);
	add_iface(1, "em0", IFACE_UP | IFACE_SERVED);
	add_ifaddr(1, addr(0, 2), 0, 12);
	add_ifaddr(1, addr(0, 1), IFADDR_PRIMARY, 11);
	add_iface(3, "em2", IFACE_UP);
	add_ifaddr(3, addr(3, 1), IFADDR_PRIMARY, 0);
	assert_int_equal(ifaces_end(), 0);
}

static inline int
engine_setup(void **state)
{
	static int	 once;

	(void)state;
	if (!once++) {
		/* quiet, unless somebody looks for a failure */
		log_init("test", getenv("TEST_LOG") != NULL ? LOG_TO_STDERR :
		    0, 2);
		leasetab_init();
		assert_int_equal(imsgbuf_init(&peer_leasedb.ibuf, -1), 0);
		commit_init(&peer_leasedb);
	}
	/* whatever the test before has left comes to its end */
	disk(DONE);
	route(DONE);
	pass(3600 * 1000);
	disk(DONE);
	route(DONE);
	testno++;
	nreplies = npings = narps = ncommits = ndisk = nroute = 0;
	fake_disk = fake_arp = DONE;
	fake_queuelen = 0;
	memset(stats, 0, sizeof(stats));
	new_conf();
	use_conf();
	new_ifaces();
	return (0);
}

/* A packet that is being made. */
struct pkt {
	struct msg_request	 msg;
	uint8_t			 data[DHCP_PACKET_MAX + 512];
};

static inline struct dhcp_fixed *
fixed(struct pkt *p)
{
	return ((struct dhcp_fixed *)(void *)p->data);
}

static inline void
opt(struct pkt *p, uint8_t code, const void *data, size_t len)
{
	assert_true(p->msg.len + 2 + len <= sizeof(p->data));
	p->data[p->msg.len++] = code;
	p->data[p->msg.len++] = (uint8_t)len;
	memcpy(p->data + p->msg.len, data, len);
	p->msg.len += (uint16_t)len;
}

static inline void
opt_addr(struct pkt *p, uint8_t code, uint32_t a)
{
	a = htonl(a);
	opt(p, code, &a, sizeof(a));
}

/* A message of client n, broadcast on em0; 0 is BOOTP. */
static inline struct pkt *
pkt(uint8_t type, unsigned int n)
{
	static struct pkt	 p;
	static uint32_t		 xid;
	uint32_t		 cookie = htonl(DHCP_COOKIE);
	struct dhcp_fixed	*f = fixed(&p);

	memset(&p, 0, sizeof(p));
	p.msg.sock = 1;
	p.msg.ifindex = 1;
	p.msg.dst.s_addr = INADDR_BROADCAST;
	p.msg.sport = DHCP_CLIENT_PORT;
	f->op = BOOTREQUEST;
	f->htype = HTYPE_ETHER;
	f->hlen = 6;
	f->xid = htonl(++xid);
	f->chaddr[0] = 2;
	f->chaddr[3] = (uint8_t)testno;
	f->chaddr[4] = (uint8_t)(n >> 8);
	f->chaddr[5] = (uint8_t)n;
	memcpy(p.data + DHCP_FIXED_LEN, &cookie, sizeof(cookie));
	p.msg.len = DHCP_MIN_LEN;
	if (type != 0)
		opt(&p, DHO_MESSAGE_TYPE, &type, 1);
	return (&p);
}

/* Was sent by unicast, from src to dst. */
static inline void
unicast(struct pkt *p, uint32_t src, uint32_t dst)
{
	p->msg.src = in(src);
	p->msg.dst = in(dst);
}

static inline void
relay(struct pkt *p, uint32_t giaddr)
{
	fixed(p)->giaddr = in(giaddr);
	unicast(p, giaddr, addr(0, 1));
	p->msg.sport = DHCP_SERVER_PORT;
}

/* Hands it to the engine, in memory of just its length. */
static inline void
submit_raw(struct pkt *p)
{
	uint8_t	*copy;

	copy = malloc(p->msg.len == 0 ? 1 : p->msg.len);
	assert_non_null(copy);
	memcpy(copy, p->data, p->msg.len);
	request_received(&p->msg, copy);
	free(copy);
	settle();
}

static inline void
submit(struct pkt *p)
{
	p->data[p->msg.len++] = DHO_END;
	submit_raw(p);
}

/* The last reply, with its options. */
struct answer {
	struct msg_reply	 m;
	struct dhcp_fixed	 f;
	struct optset		 opts;
	const uint8_t		*packet;
	uint8_t			 type;
};

static inline struct answer *
answer(void)
{
	static struct answer	 a;
	uint32_t		 cookie;

	assert_true(nreplies > 0);
	memset(&a, 0, sizeof(a));
	a.m = replies[nreplies - 1].m;
	a.packet = replies[nreplies - 1].packet;
	assert_true(a.m.len >= BOOTP_MIN_LEN);
	memcpy(&a.f, a.packet, sizeof(a.f));
	assert_int_equal(a.f.op, BOOTREPLY);
	assert_int_equal(a.f.secs, 0);
	memcpy(&cookie, a.packet + DHCP_FIXED_LEN, sizeof(cookie));
	assert_int_equal(ntohl(cookie), DHCP_COOKIE);
	assert_int_equal(optset_parse(&a.opts, a.packet, a.m.len), 0);
	(void)optset_get_u8(&a.opts, DHO_MESSAGE_TYPE, &a.type);
	return (&a);
}

/* The engine's answer to a packet; NULL: it was silent. */
static inline struct answer *
ask(struct pkt *p)
{
	unsigned int	 before = nreplies;
	struct answer	*a;

	submit(p);
	assert_true(nreplies <= before + 1);
	if (nreplies == before)
		return (NULL);
	a = answer();
	assert_int_equal(a->f.hops, fixed(p)->hops);
	return (a);
}

static inline uint32_t
answer_addr(const struct answer *a, uint8_t code)
{
	struct in_addr	 r;

	assert_int_equal(optset_get_addr(&a->opts, code, &r), 0);
	return (ntohl(r.s_addr));
}

static inline uint32_t
answer_u32(const struct answer *a, uint8_t code)
{
	uint32_t	 v;

	assert_int_equal(optset_get_u32(&a->opts, code, &v), 0);
	return (v);
}

static inline int
answer_has(const struct answer *a, uint8_t code)
{
	size_t	 len;

	return (optset_get(&a->opts, code, &len) != NULL);
}

/* DISCOVER of client n, which may want an address. */
static inline uint32_t
offered_to(unsigned int n, uint32_t wanted)
{
	struct pkt	*p = pkt(DHCPDISCOVER, n);
	struct answer	*a;

	if (wanted != 0)
		opt_addr(p, DHO_REQUESTED_ADDRESS, wanted);
	a = ask(p);
	if (a == NULL)
		return (0);
	assert_int_equal(a->type, DHCPOFFER);
	return (ntohl(a->f.yiaddr.s_addr));
}

/* REQUEST in SELECTING; the answer. */
static inline struct answer *
selecting(unsigned int n, uint32_t a)
{
	struct pkt	*p = pkt(DHCPREQUEST, n);

	opt_addr(p, DHO_REQUESTED_ADDRESS, a);
	opt_addr(p, DHO_SERVER_IDENTIFIER, addr(0, 1));
	return (ask(p));
}

/* Client n gets a lease. */
static inline uint32_t
lease(unsigned int n)
{
	struct answer	*a;
	uint32_t	 offered;

	offered = offered_to(n, 0);
	assert_int_not_equal(offered, 0);
	a = selecting(n, offered);
	assert_non_null(a);
	assert_int_equal(a->type, DHCPACK);
	assert_int_equal(ntohl(a->f.yiaddr.s_addr), offered);
	return (offered);
}

static inline uint8_t
state_of(uint32_t a)
{
	struct lease	*l;

	l = leasetab_find(a);
	return (l == NULL ? LEASE_FREE : l->state);
}

#endif /* ENGINE_FAKES_H */
