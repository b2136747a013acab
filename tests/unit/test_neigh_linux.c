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

/* test: link route/neigh_linux.o route/own.o route/rules.o route/tables.o */
/*
 * ARP entries in a real kernel: a network namespace of our own, with a veth
 * pair of which one end is a network without anybody in it.
 */
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/in.h>

#include <errno.h>
#include <event.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "packet.h"
#include "route/route.h"

#define CLIENT	"02:00:5e:01:02:03"
#define OTHER	"02:00:5e:0a:0b:0c"

static const uint8_t	 client[6] = { 2, 0, 0x5e, 1, 2, 3 };
static time_t		 later;		/* how far the clock is ahead */
static uint32_t		 ifindex;
static int		 wire = -1;	/* what comes out at the other end */

/* The clock of everything here, libevent included: can be put forward. */
int
clock_gettime(clockid_t id, struct timespec *ts)
{
	if (syscall(SYS_clock_gettime, id, ts) == -1)
		return (-1);
	ts->tv_sec += later;
	return (0);
}

static struct in_addr
ip(const char *text)
{
	struct in_addr	 addr;

	assert_int_equal(inet_pton(AF_INET, text, &addr), 1);
	return (addr);
}

static void	 run(const char *, ...)
		    __attribute__((__format__ (printf, 1, 2)));

/* ip(8); fails the test if it fails. */
static void
run(const char *fmt, ...)
{
	char	 cmd[256];
	va_list	 ap;

	va_start(ap, fmt);
	vsnprintf(cmd, sizeof(cmd), fmt, ap);
	va_end(ap);
	if (system(cmd) != 0)
		fail_msg("%s failed", cmd);
}

/* The state of an entry in ip(8)'s words; empty if there is none. */
static const char *
kernel_says(const char *addr)
{
	static char	 line[256];
	char		 cmd[128];
	FILE		*fp;

	snprintf(cmd, sizeof(cmd),
	    "ip -4 neigh show dev dhcp0 nud all to %s", addr);
	line[0] = '\0';
	assert_non_null(fp = popen(cmd, "r"));
	if (fgets(line, sizeof(line), fp) == NULL)
		line[0] = '\0';
	assert_int_equal(pclose(fp), 0);
	return (line);
}

static void
assert_says(const char *addr, const char *what)
{
	const char	*says = kernel_says(addr);

	if (what[0] == '\0' ? says[0] != '\0' : strstr(says, what) == NULL)
		fail_msg("%s: wanted \"%s\", kernel has \"%s\"", addr, what,
		    says);
}

static void
open_wire(void)
{
	const struct timeval	 tv = { 5, 0 };
	struct sockaddr_ll	 sll;

	wire = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(ETH_P_ALL));
	assert_int_not_equal(wire, -1);
	memset(&sll, 0, sizeof(sll));
	sll.sll_family = AF_PACKET;
	sll.sll_protocol = htons(ETH_P_ALL);
	sll.sll_ifindex = (int)if_nametoindex("wire0");
	assert_int_equal(bind(wire, (struct sockaddr *)&sll, sizeof(sll)), 0);
	assert_int_equal(setsockopt(wire, SOL_SOCKET, SO_RCVTIMEO, &tv,
	    sizeof(tv)), 0);
}

static void
fill_tables(void)
{
	struct msg_iface	 i;
	struct msg_ifaddr	 a;
	struct msg_arp_subnet	 s;

	memset(&i, 0, sizeof(i));
	i.ifindex = ifindex;
	i.flags = IFACE_UP | IFACE_SERVED;
	i.htype = HTYPE_ETHER;
	i.hlen = 6;
	ifaces_begin();
	assert_int_equal(ifaces_add(&i), 0);
	memset(&a, 0, sizeof(a));
	a.ifindex = ifindex;
	a.addr = ip("10.0.0.1");
	assert_int_equal(ifaces_addr(&a), 0);
	assert_int_equal(ifaces_end(), 0);
	memset(&s, 0, sizeof(s));
	s.ifindex = ifindex;
	s.net = ip("10.0.0.0");
	s.mask = ip("255.255.0.0");
	subnets_begin();
	assert_int_equal(subnets_add(&s), 0);
	assert_int_equal(subnets_end(), 0);
}

static int
group_setup(void **state)
{
	(void)state;
	if (unshare(CLONE_NEWNET) == -1)
		fail_msg("unshare: %s: must be run as root", strerror(errno));
	run("ip link add dhcp0 type veth peer name wire0");
	/* nobody there, and nothing but what we send */
	run("sysctl -qw net.ipv6.conf.all.disable_ipv6=1 2>/dev/null || :");
	run("ip link set wire0 arp off up");
	run("ip addr add 10.0.0.1/16 dev dhcp0");
	run("ip link set dhcp0 up");
	ifindex = if_nametoindex("dhcp0");
	event_init();
	neigh_open();
	fill_tables();
	open_wire();
	return (0);
}

static int
setup(void **state)
{
	(void)state;
	run("ip neigh flush dev dhcp0 nud all");
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	own_delete_all();
	assert_int_equal(own_count(), 0);
	return (0);
}

static enum arp_result
put(const char *addr)
{
	struct msg_arp	 arp;

	memset(&arp, 0, sizeof(arp));
	arp.ifindex = ifindex;
	arp.addr = ip(addr);
	arp.htype = HTYPE_ETHER;
	arp.hlen = 6;
	memcpy(arp.hwaddr, client, sizeof(client));
	return (arp_put(&arp));
}

static void
send_to(const char *addr)
{
	struct sockaddr_in	 sin;
	int			 s;

	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_addr = ip(addr);
	sin.sin_port = htons(68);
	s = socket(AF_INET, SOCK_DGRAM, 0);
	assert_int_not_equal(s, -1);
	assert_int_equal(sendto(s, "offer", 5, 0, (struct sockaddr *)&sin,
	    sizeof(sin)), 5);
	close(s);
}

/* The next frame that leaves, IPv4 or ARP; earlier ones were drained. */
static size_t
next_frame(uint8_t *frame, size_t size)
{
	struct ether_header	 eh;
	ssize_t			 n;

	do {
		n = recv(wire, frame, size, 0);
		if (n < (ssize_t)sizeof(eh))
			fail_msg("no frame left");
		memcpy(&eh, frame, sizeof(eh));
	} while (eh.ether_type != htons(ETHERTYPE_IP) &&
	    eh.ether_type != htons(ETHERTYPE_ARP));
	return ((size_t)n);
}

static void
drain_wire(void)
{
	uint8_t	 frame[2048];

	while (recv(wire, frame, sizeof(frame), MSG_DONTWAIT) > 0)
		continue;
}

/* A datagram leaves at once, to the client, and without a question before. */
static void
assert_unicast(const char *addr)
{
	uint8_t		 frame[2048];
	struct in_addr	 dst = ip(addr);

	drain_wire();
	send_to(addr);
	next_frame(frame, sizeof(frame));
	assert_int_equal(frame[12] << 8 | frame[13], ETHERTYPE_IP);
	assert_memory_equal(frame, client, sizeof(client));
	assert_memory_equal(frame + 30, &dst, sizeof(dst));
}

static void
test_absent(void **state)
{
	(void)state;
	assert_int_equal(put("10.0.0.50"), ARP_DONE);
	assert_says("10.0.0.50", CLIENT " REACHABLE");
	assert_unicast("10.0.0.50");
	assert_int_equal(own_count(), 1);
}

/* Somebody asked before, a ping probe say, and waits for an answer. */
static void
test_incomplete(void **state)
{
	struct neigh		 n;
	struct neigh_now	 now;
	uint8_t			 frame[2048];

	(void)state;
	drain_wire();
	send_to("10.0.0.51");
	next_frame(frame, sizeof(frame));
	assert_int_equal(frame[12] << 8 | frame[13], ETHERTYPE_ARP);
	memset(&n, 0, sizeof(n));
	n.ifindex = ifindex;
	n.addr = ip("10.0.0.51");
	assert_int_equal(neigh_get(&n, &now), 0);
	assert_int_equal(now.state, NEIGH_DEAD);
	assert_int_equal(put("10.0.0.51"), ARP_DONE);
	assert_says("10.0.0.51", CLIENT " REACHABLE");
	assert_unicast("10.0.0.51");
}

static void
test_failed(void **state)
{
	(void)state;
	run("ip neigh add 10.0.0.52 dev dhcp0 nud failed");
	assert_says("10.0.0.52", "FAILED");
	assert_int_equal(put("10.0.0.52"), ARP_DONE);
	assert_says("10.0.0.52", CLIENT " REACHABLE");
	assert_unicast("10.0.0.52");
	assert_int_equal(own_count(), 1);
}

static void
test_same(void **state)
{
	(void)state;
	run("ip neigh add 10.0.0.53 lladdr " CLIENT " dev dhcp0 nud stale");
	assert_int_equal(put("10.0.0.53"), ARP_DONE);
	assert_says("10.0.0.53", CLIENT " REACHABLE");
	assert_unicast("10.0.0.53");
	/* the kernel found out itself: not ours to delete */
	assert_int_equal(own_count(), 0);
}

static void
test_same_permanent(void **state)
{
	(void)state;
	run("ip neigh add 10.0.0.54 lladdr " CLIENT " dev dhcp0 nud permanent");
	assert_int_equal(put("10.0.0.54"), ARP_DONE);
	assert_says("10.0.0.54", CLIENT " PERMANENT");
	assert_int_equal(own_count(), 0);
}

static void
test_other(void **state)
{
	static const char *const states[] = {
		"reachable", "stale", "delay", "probe", "permanent", "noarp"
	};
	unsigned int	 i;

	(void)state;
	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		run("ip neigh replace 10.0.0.55 lladdr " OTHER
		    " dev dhcp0 nud %s", states[i]);
		assert_int_equal(put("10.0.0.55"), ARP_REFUSED);
		assert_says("10.0.0.55", OTHER);
	}
	assert_int_equal(own_count(), 0);
}

static void
test_twice(void **state)
{
	(void)state;
	assert_int_equal(put("10.0.0.56"), ARP_DONE);
	assert_int_equal(put("10.0.0.56"), ARP_DONE);
	assert_int_equal(own_count(), 1);
}

static void
test_outside(void **state)
{
	(void)state;
	assert_int_equal(put("10.1.0.1"), ARP_OUTSIDE);
	assert_says("10.1.0.1", "");
	assert_int_equal(put("10.0.0.1"), ARP_OUTSIDE);
}

static void
test_expiry(void **state)
{
	(void)state;
	assert_int_equal(put("10.0.0.57"), ARP_DONE);
	later += OWN_SECONDS - 2;
	event_loop(EVLOOP_NONBLOCK);
	assert_says("10.0.0.57", CLIENT);
	assert_int_equal(put("10.0.0.58"), ARP_DONE);
	later += 3;
	event_loop(EVLOOP_NONBLOCK);
	assert_says("10.0.0.57", "");
	assert_says("10.0.0.58", CLIENT);
	assert_int_equal(own_count(), 1);
	later += OWN_SECONDS;
	event_loop(EVLOOP_NONBLOCK);
	assert_says("10.0.0.58", "");
	assert_int_equal(own_count(), 0);
}

static void
test_extended(void **state)
{
	(void)state;
	assert_int_equal(put("10.0.0.59"), ARP_DONE);
	later += OWN_SECONDS - 2;
	event_loop(EVLOOP_NONBLOCK);
	assert_int_equal(put("10.0.0.59"), ARP_DONE);
	later += 3;
	event_loop(EVLOOP_NONBLOCK);
	assert_says("10.0.0.59", CLIENT);
	later += OWN_SECONDS;
	event_loop(EVLOOP_NONBLOCK);
	assert_says("10.0.0.59", "");
}

/* What somebody else made of our entry is not ours any more. */
static void
test_changed_meanwhile(void **state)
{
	(void)state;
	assert_int_equal(put("10.0.0.60"), ARP_DONE);
	assert_int_equal(put("10.0.0.61"), ARP_DONE);
	run("ip neigh replace 10.0.0.60 lladdr " OTHER
	    " dev dhcp0 nud reachable");
	run("ip neigh replace 10.0.0.61 lladdr " CLIENT
	    " dev dhcp0 nud permanent");
	later += OWN_SECONDS + 1;
	event_loop(EVLOOP_NONBLOCK);
	assert_int_equal(own_count(), 0);
	assert_says("10.0.0.60", OTHER);
	assert_says("10.0.0.61", "PERMANENT");
}

/* Deleted behind our back, then wanted again. */
static void
test_vanished(void **state)
{
	(void)state;
	assert_int_equal(put("10.0.0.62"), ARP_DONE);
	run("ip neigh del 10.0.0.62 dev dhcp0");
	assert_int_equal(put("10.0.0.62"), ARP_DONE);
	assert_says("10.0.0.62", CLIENT " REACHABLE");
	assert_int_equal(own_count(), 1);
}

static void
test_full(void **state)
{
	char		 addr[INET_ADDRSTRLEN];
	unsigned int	 i;

	(void)state;
	for (i = 0; i < OWN_MAX; i++) {
		snprintf(addr, sizeof(addr), "10.0.%u.%u", 1 + i / 250,
		    1 + i % 250);
		assert_int_equal(put(addr), ARP_DONE);
	}
	run("ip neigh add 10.0.0.63 dev dhcp0 nud failed");
	assert_int_equal(put("10.0.0.63"), ARP_FULL);
	assert_says("10.0.0.63", "FAILED");
	assert_int_equal(put("10.0.1.1"), ARP_DONE);
	later += OWN_SECONDS + 1;
	event_loop(EVLOOP_NONBLOCK);
	assert_int_equal(own_count(), 0);
	assert_int_equal(put("10.0.0.63"), ARP_DONE);
}

static void
test_exit(void **state)
{
	(void)state;
	assert_int_equal(put("10.0.0.64"), ARP_DONE);
	assert_int_equal(put("10.0.0.65"), ARP_DONE);
	run("ip neigh replace 10.0.0.65 lladdr " OTHER
	    " dev dhcp0 nud reachable");
	own_delete_all();
	assert_says("10.0.0.64", "");
	assert_says("10.0.0.65", OTHER);
}

/* The last one: the interface goes. */
static void
test_interface_gone(void **state)
{
	(void)state;
	assert_int_equal(put("10.0.0.66"), ARP_DONE);
	run("ip link del dhcp0");
	assert_int_equal(put("10.0.0.67"), ARP_ERROR);
	later += OWN_SECONDS + 1;
	event_loop(EVLOOP_NONBLOCK);
	assert_int_equal(own_count(), 0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup_teardown(test_absent, setup, teardown),
		cmocka_unit_test_setup_teardown(test_incomplete, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_failed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_same, setup, teardown),
		cmocka_unit_test_setup_teardown(test_same_permanent, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_other, setup, teardown),
		cmocka_unit_test_setup_teardown(test_twice, setup, teardown),
		cmocka_unit_test_setup_teardown(test_outside, setup, teardown),
		cmocka_unit_test_setup_teardown(test_expiry, setup, teardown),
		cmocka_unit_test_setup_teardown(test_extended, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_changed_meanwhile, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_vanished, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_full, setup, teardown),
		cmocka_unit_test_setup_teardown(test_exit, setup, teardown),
		cmocka_unit_test_setup_teardown(test_interface_gone, setup,
		    teardown),
	};

	return (cmocka_run_group_tests(tests, group_setup, NULL));
}
