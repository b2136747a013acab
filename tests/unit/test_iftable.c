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
 * Which interfaces are served, why others are not, and what the other
 * processes are told of it.
 */

/* test: link dhcpd/iftable.o */

#include <sys/types.h>
#include <arpa/inet.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "conf.h"
#include "dhcpd/iftable.h"
#include "proc.h"

/* Nothing on the command line. */
static const struct selection	 all;

/* All that is sent, as text. */
static char	 sent[4096];

void
peer_send(struct peer *p, uint32_t type, uint32_t id, int fd, const void *data,
    size_t len)
{
	const struct msg_iface *ifp = data;
	const struct msg_ifaddr *a = data;
	const struct msg_arp_subnet *s = data;
	char text[128] = "?", addr[INET_ADDRSTRLEN];

	assert_null(p);
	assert_int_equal(id, 0);
	assert_int_equal(fd, -1);
	switch (type) {
	case IMSG_IFACES_BEGIN:
	case IMSG_ARP_SUBNETS_BEGIN:
		assert_int_equal(len, 0);
		strlcpy(text, "[", sizeof(text));
		break;
	case IMSG_IFACE:
		assert_int_equal(len, sizeof(*ifp));
		snprintf(text, sizeof(text), "%s/%u/%u", ifp->name,
		    ifp->ifindex, ifp->flags);
		break;
	case IMSG_IFADDR:
		assert_int_equal(len, sizeof(*a));
		inet_ntop(AF_INET, &a->addr, addr, sizeof(addr));
		snprintf(text, sizeof(text), "%s/%u/%u", addr, a->ifindex,
		    a->flags);
		break;
	case IMSG_ARP_SUBNET:
		assert_int_equal(len, sizeof(*s));
		inet_ntop(AF_INET, &s->net, addr, sizeof(addr));
		snprintf(text, sizeof(text), "%s/%u", addr, s->ifindex);
		break;
	case IMSG_IFACES_END:
	case IMSG_ARP_SUBNETS_END:
		assert_int_equal(len, 0);
		strlcpy(text, "]", sizeof(text));
		break;
	}
	strlcat(sent, text, sizeof(sent));
	strlcat(sent, " ", sizeof(sent));
}

static struct in_addr
ip(const char *text)
{
	struct in_addr a;

	assert_int_equal(inet_pton(AF_INET, text, &a), 1);
	return (a);
}

static void
subnet(struct conf *conf, uint32_t shared, const char *net, const char *mask)
{
	struct conf_subnet s;

	memset(&s, 0, sizeof(s));
	s.scope = conf_add_scope(conf, SCOPE_SUBNET, 0);
	s.shared = shared;
	s.net = ip(net);
	s.mask = ip(mask);
	conf_add_subnet(conf, &s);
}

/* 192.0.2.0/24; 198.51.100.0/25 and /25 shared; 203.0.113.0/24 shared. */
static struct conf *
example(void)
{
	struct conf *conf = conf_new();
	uint32_t one, two;

	one = conf_add_shared(conf, conf_add_scope(conf, SCOPE_SHARED, 0),
	    "one");
	two = conf_add_shared(conf, conf_add_scope(conf, SCOPE_SHARED, 0),
	    "two");
	subnet(conf, CONF_NONE, "192.0.2.0", "255.255.255.0");
	subnet(conf, one, "198.51.100.0", "255.255.255.128");
	subnet(conf, one, "198.51.100.128", "255.255.255.128");
	subnet(conf, two, "203.0.113.0", "255.255.255.0");
	conf_finish(conf);
	return (conf);
}

/* up, broadcast-capable; addr may be NULL */
static struct iface *
iface(struct iftable *t, const char *name, uint32_t ifindex, const char *addr)
{
	struct iface *ifp;

	ifp = iftable_add(t, name, ifindex);
	ifp->m.flags = IFACE_UP;
	ifp->flags = IFENT_BROADCAST;
	if (addr != NULL)
		iface_add_addr(ifp, ip(addr), ip("255.255.255.0"));
	return (ifp);
}

static void
assert_reason(const struct iftable *t, const char *name, const char *reason)
{
	const struct iface *ifp = iftable_byname(t, name);

	assert_non_null(ifp);
	assert_string_equal(ifp->m.reason, reason == NULL ? "" : reason);
	assert_int_equal((ifp->m.flags & IFACE_SERVED) != 0, reason == NULL);
}

static void
test_unnamed(void **state)
{
	struct conf *conf = example();
	struct iftable t = { .n = 0 };
	struct iface *ifp;

	(void)state;
	iface(&t, "lo0", 1, "127.0.0.1")->flags = 0;
	iface(&t, "em0", 2, "192.0.2.1");
	iface(&t, "em1", 3, NULL);
	iface(&t, "em2", 4, "10.0.0.1");
	iface(&t, "em3", 5, "203.0.113.1")->m.flags = 0;
	iface(&t, "carp0", 6, "203.0.113.2")->flags |= IFENT_BACKUP;
	ifp = iface(&t, "em4", 7, "10.0.0.1");
	iface_add_addr(ifp, ip("198.51.100.200"), ip("255.255.255.128"));
	assert_int_equal(iftable_select(&t, &all, conf), 2);
	assert_reason(&t, "lo0", "it can't broadcast");
	assert_reason(&t, "em0", NULL);
	assert_reason(&t, "em1", "it has no IPv4 address");
	assert_reason(&t, "em2", "no subnet is declared for 10.0.0.1");
	assert_true(t.ifaces[3].m.flags & IFACE_UNDECLARED);
	assert_false(t.ifaces[2].m.flags & IFACE_UNDECLARED);
	assert_reason(&t, "em3", "it is down");
	assert_reason(&t, "carp0", "it is not the carp master");
	assert_reason(&t, "em4", NULL);
	/* only what comes back by itself keeps its sockets */
	assert_true(iftable_find(&t, 5)->flags & IFENT_DORMANT);
	assert_true(iftable_find(&t, 6)->flags & IFENT_DORMANT);
	assert_false(iftable_find(&t, 4)->flags & IFENT_DORMANT);
	iftable_clear(&t);
	conf_free(conf);
}

static void
test_named(void **state)
{
	char em1[] = "em1", em8[] = "em8", em9[] = "em9";
	char *names[] = { em1, em9, em8, em9 };
	const struct selection sel = { .names = names, .nnames = 4 };
	struct conf *conf = example();
	struct iftable t = { .n = 0 };

	(void)state;
	iface(&t, "em0", 2, "192.0.2.1");
	iface(&t, "em1", 3, "203.0.113.1");
	iface(&t, "em8", 4, "10.9.9.9");
	assert_int_equal(iftable_select(&t, &sel, conf), 1);
	assert_reason(&t, "em0", "not named on the command line");
	assert_reason(&t, "em1", NULL);
	/* to be named does not help against having no subnet */
	assert_reason(&t, "em8", "no subnet is declared for 10.9.9.9");
	assert_reason(&t, "em9", "no such interface");
	assert_int_equal(t.n, 4);
	/* what doesn't exist is nobody else's business */
	sent[0] = '\0';
	iftable_send(&t, NULL);
	assert_null(strstr(sent, "em9"));
	iftable_clear(&t);
	conf_free(conf);
}

/* Selecting again begins afresh. */
static void
test_again(void **state)
{
	struct conf *conf = example();
	struct iftable t = { .n = 0 };

	(void)state;
	iface(&t, "em0", 2, "192.0.2.1")->m.flags = 0;
	assert_int_equal(iftable_select(&t, &all, conf), 0);
	assert_reason(&t, "em0", "it is down");
	t.ifaces[0].m.flags |= IFACE_UP;
	assert_int_equal(iftable_select(&t, &all, conf), 1);
	assert_reason(&t, "em0", NULL);
	assert_false(t.ifaces[0].flags & IFENT_DORMANT);
	iftable_clear(&t);
	conf_free(conf);
}

static uint32_t
addr_flags(const struct iftable *t, const char *name, size_t i)
{
	const struct iface *ifp = iftable_byname(t, name);

	assert_non_null(ifp);
	assert_true(i < ifp->naddrs);
	return (ifp->addrs[i].flags);
}

/* -u: what isn't named isn't served, but its DHCPINFORMs are. */
static void
test_flag(void **state)
{
	const struct in_addr any = { INADDR_ANY };
	struct selection sel = { .only_named = 1, .inform = 1,
	    .listen = &any, .nlisten = 1 };
	char em0[] = "em0";
	char *names[] = { em0 };
	struct conf *conf = example();
	struct iftable t = { .n = 0 };

	(void)state;
	iface(&t, "em0", 2, "192.0.2.1");
	iface(&t, "tun0", 3, "10.0.0.1")->flags = 0;
	iface(&t, "em2", 4, NULL);
	iface(&t, "em3", 5, "203.0.113.1")->m.flags = 0;
	iface(&t, "carp0", 6, "203.0.113.2")->flags |= IFENT_BACKUP;
	iface(&t, "em4", 7, "203.0.113.4")->m.rdomain = 1;
	assert_int_equal(iftable_select(&t, &sel, conf), 0);
	assert_true(t.any);
	assert_true(t.inform);
	assert_reason(&t, "em0", "not named on the command line");
	assert_int_equal(t.ifaces[0].m.flags, IFACE_UP | IFACE_INFORM);
	assert_int_equal(t.ifaces[1].m.flags, IFACE_UP | IFACE_INFORM);
	assert_int_equal(t.ifaces[2].m.flags, IFACE_UP);
	assert_int_equal(t.ifaces[3].m.flags, 0);
	assert_int_equal(t.ifaces[4].m.flags, IFACE_UP);
	assert_int_equal(t.ifaces[5].m.flags, IFACE_UP);
	assert_int_equal(addr_flags(&t, "tun0", 0),
	    IFADDR_PRIMARY | IFADDR_ANY);
	assert_int_equal(addr_flags(&t, "em4", 0), IFADDR_PRIMARY);

	sel.names = names;
	sel.nnames = 1;
	assert_int_equal(iftable_select(&t, &sel, conf), 1);
	assert_reason(&t, "em0", NULL);
	assert_int_equal(t.ifaces[0].m.flags, IFACE_UP | IFACE_SERVED);
	assert_int_equal(t.ifaces[1].m.flags, IFACE_UP | IFACE_INFORM);

	/* "-u address" is not for broadcasts */
	sel.inform = 0;
	assert_int_equal(iftable_select(&t, &sel, conf), 1);
	assert_int_equal(t.ifaces[1].m.flags, IFACE_UP);
	iftable_clear(&t);
	conf_free(conf);
}

/* "listen on" adds to what is served, and goes with the configuration. */
static void
test_listen(void **state)
{
	struct conf *conf = example(), *other = example();
	struct iftable t = { .n = 0 };
	struct iface *ifp;

	(void)state;
	conf_add_listen(conf, ip("10.0.0.2"));
	conf_add_listen(conf, ip("10.9.9.9"));
	iface(&t, "em0", 2, "192.0.2.1");
	ifp = iface(&t, "em1", 3, "10.0.0.1");
	iface_add_addr(ifp, ip("10.0.0.2"), ip("255.255.255.0"));
	ifp = iface(&t, "em2", 4, "10.0.0.2");
	ifp->m.rdomain = 1;
	assert_int_equal(iftable_select(&t, &all, conf), 1);
	assert_false(t.any);
	assert_false(t.inform);
	assert_int_equal(addr_flags(&t, "em0", 0), IFADDR_PRIMARY);
	assert_int_equal(addr_flags(&t, "em1", 0), IFADDR_PRIMARY);
	assert_int_equal(addr_flags(&t, "em1", 1), IFADDR_LISTEN);
	assert_int_equal(addr_flags(&t, "em2", 0), IFADDR_PRIMARY);
	assert_true(iftable_has(&t, 0, ip("10.0.0.2")));
	assert_false(iftable_has(&t, 0, ip("10.9.9.9")));
	assert_false(iftable_has(&t, 1, ip("10.0.0.1")));

	assert_int_equal(iftable_select(&t, &all, other), 1);
	assert_int_equal(addr_flags(&t, "em1", 1), 0);
	iftable_clear(&t);
	conf_free(conf);
	conf_free(other);
}

/* Another routing domain is served only if one of its interfaces is named. */
static void
test_rdomain(void **state)
{
	char em1[] = "em1";
	char *names[] = { em1 };
	struct selection sel = { .rdomain = 2 };
	struct conf *conf = example();
	struct iftable t = { .n = 0 };

	(void)state;
	iface(&t, "em0", 2, "192.0.2.1")->m.rdomain = 2;
	iface(&t, "em1", 3, "203.0.113.1")->m.rdomain = 3;
	assert_int_equal(iftable_select(&t, &sel, conf), 1);
	assert_reason(&t, "em0", NULL);
	assert_reason(&t, "em1", "it is in rdomain 3, dhcpd in 2");
	sel.names = names;
	sel.nnames = 1;
	assert_int_equal(iftable_select(&t, &sel, conf), 1);
	assert_reason(&t, "em1", NULL);
	iftable_clear(&t);
	conf_free(conf);
}

static void
test_long_reason(void **state)
{
	struct conf *conf = example();
	struct iftable t = { .n = 0 };
	struct iface *ifp;
	char addr[INET_ADDRSTRLEN];
	int i;

	(void)state;
	ifp = iface(&t, "em0", 2, NULL);
	for (i = 0; i < 200; i++) {
		snprintf(addr, sizeof(addr), "10.111.112.%d", i);
		iface_add_addr(ifp, ip(addr), ip("255.255.255.0"));
	}
	assert_int_equal(iftable_select(&t, &all, conf), 0);
	assert_non_null(memchr(ifp->m.reason, '\0', sizeof(ifp->m.reason)));
	assert_non_null(strstr(ifp->m.reason, "10.111.112.0, 10.111.112.1"));
	iftable_clear(&t);
	conf_free(conf);
}

static void
test_send(void **state)
{
	struct conf *conf = example();
	struct iftable t = { .n = 0 };
	struct iface *ifp;

	(void)state;
	ifp = iface(&t, "em0", 2, "192.0.2.1");
	iface_add_addr(ifp, ip("192.0.2.3"), ip("255.255.255.0"));
	iface(&t, "em1", 3, NULL);
	iftable_select(&t, &all, conf);
	sent[0] = '\0';
	iftable_send(&t, NULL);
	assert_string_equal(sent,
	    "[ em0/2/3 192.0.2.1/2/1 192.0.2.3/2/0 em1/3/1 ] ");
	iftable_clear(&t);
	conf_free(conf);
}

/* Every subnet of the link once, of served interfaces only. */
static void
test_send_arp(void **state)
{
	struct conf *conf = example();
	struct iftable t = { .n = 0 };
	struct iface *ifp;

	(void)state;
	ifp = iface(&t, "em0", 2, "192.0.2.1");
	iface_add_addr(ifp, ip("192.0.2.2"), ip("255.255.255.0"));
	iface_add_addr(ifp, ip("10.0.0.1"), ip("255.255.255.0"));
	iface(&t, "em1", 3, "198.51.100.1");
	iface(&t, "em2", 4, "203.0.113.1")->m.flags = 0;
	iftable_select(&t, &all, conf);
	sent[0] = '\0';
	iftable_send_arp(&t, conf, NULL);
	assert_string_equal(sent,
	    "[ 192.0.2.0/2 198.51.100.0/3 198.51.100.128/3 ] ");
	iftable_clear(&t);
	conf_free(conf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unnamed),
		cmocka_unit_test(test_named),
		cmocka_unit_test(test_again),
		cmocka_unit_test(test_flag),
		cmocka_unit_test(test_listen),
		cmocka_unit_test(test_rdomain),
		cmocka_unit_test(test_long_reason),
		cmocka_unit_test(test_send),
		cmocka_unit_test(test_send_arp)
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
