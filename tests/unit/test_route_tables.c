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

/* test: link route/tables.o */
/*
 * Where ARP entries may be put, and for whom.
 */
#include <sys/types.h>
#include <arpa/inet.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "packet.h"
#include "route/route.h"

static struct in_addr
ip(const char *text)
{
	struct in_addr	 addr;

	assert_int_equal(inet_pton(AF_INET, text, &addr), 1);
	return (addr);
}

static int
add_iface(uint32_t ifindex, uint32_t flags, uint8_t htype, uint8_t hlen)
{
	struct msg_iface	 i;

	memset(&i, 0, sizeof(i));
	i.ifindex = ifindex;
	i.flags = flags;
	i.htype = htype;
	i.hlen = hlen;
	i.rdomain = ifindex + 100;
	return (ifaces_add(&i));
}

static int
add_addr(uint32_t ifindex, const char *addr, uint32_t flags)
{
	struct msg_ifaddr	 a;

	memset(&a, 0, sizeof(a));
	a.ifindex = ifindex;
	a.flags = flags;
	a.addr = ip(addr);
	a.mask = ip("255.255.255.0");
	return (ifaces_addr(&a));
}

static int
add_subnet(uint32_t ifindex, const char *net, const char *mask)
{
	struct msg_arp_subnet	 s;

	memset(&s, 0, sizeof(s));
	s.ifindex = ifindex;
	s.net = ip(net);
	s.mask = ip(mask);
	return (subnets_add(&s));
}

static void
ask(struct msg_arp *arp, uint32_t ifindex, const char *addr)
{
	memset(arp, 0, sizeof(*arp));
	arp->ifindex = ifindex;
	arp->addr = ip(addr);
	arp->htype = HTYPE_ETHER;
	arp->hlen = 6;
	memcpy(arp->hwaddr, "\x02\x00\x5e\x01\x02\x03", 6);
}

static enum arp_result
result(uint32_t ifindex, const char *addr)
{
	struct msg_arp	 arp;
	struct neigh	 n;

	ask(&arp, ifindex, addr);
	return (permitted(&arp, &n));
}

static int
setup(void **state)
{
	(void)state;
	ifaces_begin();
	assert_int_equal(add_iface(9, IFACE_UP | IFACE_SERVED, HTYPE_ETHER, 6),
	    0);
	assert_int_equal(add_addr(9, "192.0.2.1", IFADDR_PRIMARY), 0);
	assert_int_equal(add_addr(9, "192.0.2.7", 0), 0);
	assert_int_equal(add_iface(3, IFACE_UP | IFACE_SERVED, HTYPE_ETHER, 6),
	    0);
	assert_int_equal(add_addr(3, "192.0.2.200", IFADDR_PRIMARY), 0);
	assert_int_equal(add_addr(3, "10.0.0.1", 0), 0);
	assert_int_equal(add_iface(4, IFACE_UP, HTYPE_ETHER, 6), 0);
	assert_int_equal(add_iface(5, IFACE_UP | IFACE_SERVED, 0, 0), 0);
	assert_int_equal(ifaces_end(), 0);

	subnets_begin();
	assert_int_equal(add_subnet(9, "198.51.100.0", "255.255.255.0"), 0);
	assert_int_equal(add_subnet(9, "192.0.2.0", "255.255.255.128"), 0);
	assert_int_equal(add_subnet(3, "10.0.0.0", "255.0.0.0"), 0);
	assert_int_equal(add_subnet(3, "203.0.113.4", "255.255.255.254"), 0);
	assert_int_equal(add_subnet(3, "203.0.113.9", "255.255.255.255"), 0);
	assert_int_equal(add_subnet(4, "192.0.2.0", "255.255.255.128"), 0);
	assert_int_equal(add_subnet(5, "192.0.2.0", "255.255.255.128"), 0);
	assert_int_equal(subnets_end(), 0);
	return (0);
}

static void
test_inside(void **state)
{
	struct msg_arp	 arp;
	struct neigh	 n;

	(void)state;
	ask(&arp, 9, "192.0.2.100");
	assert_int_equal(permitted(&arp, &n), ARP_DONE);
	assert_int_equal(n.ifindex, 9);
	assert_int_equal(n.rdomain, 109);
	assert_int_equal(n.addr.s_addr, ip("192.0.2.100").s_addr);
	assert_int_equal(n.local.s_addr, ip("192.0.2.1").s_addr);
	assert_memory_equal(n.hwaddr, arp.hwaddr, 6);

	/* on the same wire, but we have no address in it */
	ask(&arp, 9, "198.51.100.100");
	assert_int_equal(permitted(&arp, &n), ARP_DONE);
	assert_int_equal(n.local.s_addr, ip("192.0.2.1").s_addr);

	/* the address in the subnet, not the primary one */
	ask(&arp, 3, "10.255.0.1");
	assert_int_equal(permitted(&arp, &n), ARP_DONE);
	assert_int_equal(n.local.s_addr, ip("10.0.0.1").s_addr);
}

static void
test_outside(void **state)
{
	(void)state;
	assert_int_equal(result(9, "192.0.2.128"), ARP_OUTSIDE);
	assert_int_equal(result(9, "192.0.1.255"), ARP_OUTSIDE);
	assert_int_equal(result(9, "10.0.0.2"), ARP_OUTSIDE);
	assert_int_equal(result(3, "192.0.2.100"), ARP_OUTSIDE);
	assert_int_equal(result(0, "192.0.2.100"), ARP_OUTSIDE);
	assert_int_equal(result(7, "192.0.2.100"), ARP_OUTSIDE);
	assert_int_equal(result(UINT32_MAX, "192.0.2.100"), ARP_OUTSIDE);
	assert_int_equal(result(9, "0.0.0.0"), ARP_OUTSIDE);
	assert_int_equal(result(9, "255.255.255.255"), ARP_OUTSIDE);
}

static void
test_edges(void **state)
{
	(void)state;
	assert_int_equal(result(9, "192.0.2.0"), ARP_OUTSIDE);
	assert_int_equal(result(9, "192.0.2.126"), ARP_DONE);
	assert_int_equal(result(9, "192.0.2.127"), ARP_OUTSIDE);
	assert_int_equal(result(3, "10.0.0.0"), ARP_OUTSIDE);
	assert_int_equal(result(3, "10.0.0.255"), ARP_DONE);
	assert_int_equal(result(3, "10.255.255.255"), ARP_OUTSIDE);
	/* a /31 and a /32 have no such addresses */
	assert_int_equal(result(3, "203.0.113.4"), ARP_DONE);
	assert_int_equal(result(3, "203.0.113.5"), ARP_DONE);
	assert_int_equal(result(3, "203.0.113.6"), ARP_OUTSIDE);
	assert_int_equal(result(3, "203.0.113.9"), ARP_DONE);
}

static void
test_own_addresses(void **state)
{
	(void)state;
	assert_int_equal(result(9, "192.0.2.1"), ARP_OUTSIDE);
	assert_int_equal(result(9, "192.0.2.7"), ARP_OUTSIDE);
	assert_int_equal(result(3, "10.0.0.1"), ARP_OUTSIDE);
}

static void
test_interfaces(void **state)
{
	(void)state;
	/* one is not served, the other no Ethernet */
	assert_int_equal(result(4, "192.0.2.100"), ARP_OUTSIDE);
	assert_int_equal(result(5, "192.0.2.100"), ARP_OUTSIDE);
}

static void
test_hardware(void **state)
{
	struct msg_arp	 arp;
	struct neigh	 n;

	(void)state;
	ask(&arp, 9, "192.0.2.100");
	arp.hlen = 5;
	assert_int_equal(permitted(&arp, &n), ARP_REFUSED);
	arp.hlen = 16;
	assert_int_equal(permitted(&arp, &n), ARP_REFUSED);
	arp.hlen = 255;
	assert_int_equal(permitted(&arp, &n), ARP_REFUSED);
	arp.hlen = 6;
	arp.htype = HTYPE_IPSEC_TUNNEL;
	assert_int_equal(permitted(&arp, &n), ARP_REFUSED);
	arp.htype = HTYPE_IEEE802;
	assert_int_equal(permitted(&arp, &n), ARP_DONE);
	memset(arp.hwaddr, 0, sizeof(arp.hwaddr));
	assert_int_equal(permitted(&arp, &n), ARP_REFUSED);
	memset(arp.hwaddr, 0xff, sizeof(arp.hwaddr));
	assert_int_equal(permitted(&arp, &n), ARP_REFUSED);
	memcpy(arp.hwaddr, "\x01\x00\x5e\x00\x00\x01", 6);
	assert_int_equal(permitted(&arp, &n), ARP_REFUSED);
}

/* A table counts when it is whole, and then it is all there is. */
static void
test_replaced(void **state)
{
	(void)state;
	subnets_begin();
	assert_int_equal(add_subnet(9, "198.51.100.0", "255.255.255.0"), 0);
	assert_int_equal(result(9, "192.0.2.100"), ARP_DONE);
	assert_int_equal(subnets_end(), 0);
	assert_int_equal(result(9, "192.0.2.100"), ARP_OUTSIDE);
	assert_int_equal(result(9, "198.51.100.9"), ARP_DONE);
	ifaces_begin();
	assert_int_equal(result(9, "198.51.100.9"), ARP_DONE);
	assert_int_equal(ifaces_end(), 0);
	assert_int_equal(result(9, "198.51.100.9"), ARP_OUTSIDE);
	subnets_begin();
	assert_int_equal(subnets_end(), 0);
}

static void
test_out_of_turn(void **state)
{
	(void)state;
	assert_int_equal(add_iface(9, 0, HTYPE_ETHER, 6), -1);
	assert_int_equal(add_addr(9, "192.0.2.1", 0), -1);
	assert_int_equal(ifaces_end(), -1);
	assert_int_equal(add_subnet(9, "192.0.2.0", "255.255.255.0"), -1);
	assert_int_equal(subnets_end(), -1);
	ifaces_begin();
	assert_int_equal(add_addr(9, "192.0.2.1", 0), -1);
	assert_int_equal(add_iface(9, 0, HTYPE_ETHER, 6), 0);
	assert_int_equal(add_addr(8, "192.0.2.1", 0), -1);
}

/* As many subnets as a large network has, in no order. */
static void
test_many(void **state)
{
	char		 text[INET_ADDRSTRLEN];
	uint32_t	 i, k;

	(void)state;
	subnets_begin();
	for (i = 0; i < 65536; i++) {
		k = i * 40503 % 65536;
		snprintf(text, sizeof(text), "172.%u.%u.0", k >> 8, k & 0xff);
		assert_int_equal(add_subnet(k & 1 ? 9 : 3, text,
		    "255.255.255.0"), 0);
	}
	assert_int_equal(subnets_end(), 0);
	for (i = 0; i < 65536; i++) {
		snprintf(text, sizeof(text), "172.%u.%u.77", i >> 8, i & 0xff);
		assert_int_equal(result(i & 1 ? 9 : 3, text), ARP_DONE);
		assert_int_equal(result(i & 1 ? 3 : 9, text), ARP_OUTSIDE);
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup(test_inside, setup),
		cmocka_unit_test_setup(test_outside, setup),
		cmocka_unit_test_setup(test_edges, setup),
		cmocka_unit_test_setup(test_own_addresses, setup),
		cmocka_unit_test_setup(test_interfaces, setup),
		cmocka_unit_test_setup(test_hardware, setup),
		cmocka_unit_test_setup(test_replaced, setup),
		cmocka_unit_test_setup(test_out_of_turn, setup),
		cmocka_unit_test_setup(test_many, setup),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
