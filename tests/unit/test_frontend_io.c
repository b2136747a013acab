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

/* test: link frontend/backlog.o frontend/cmsg_linux.o frontend/icmp.o frontend/receive.o frontend/send.o frontend/sockets.o frontend/validate.o */
/*
 * The frontend between a wire and an engine: a network namespace of our own
 * with a veth pair, of which the far end is read and written frame by frame.
 */
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/in.h>

#include <errno.h>
#include <event.h>
#include <fcntl.h>
#include <imsg.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "frontend/frontend.h"
#include "packet.h"

#define CLIENT_MAC	"\x02\x00\x5e\x01\x02\x03"
#define SOCK_FIRST	11	/* 10.9.0.1 */
#define SOCK_ALIAS	12	/* 10.9.0.2 */
#define SOCK_ALL	13	/* 255.255.255.255 */
#define SOCK_PING	14
#define SOCK_ANY	15	/* 0.0.0.0 */
#define SOCK_LO		16	/* 10.9.1.1, on lo */
#define IPLEN		20
#define UDPLEN		8
#define DATA		(ETHER_HDR_LEN + IPLEN + UDPLEN)

struct peer	 peer_parent;
struct peer	 peer_engine;
uint64_t	 stats[STATS_FRONTEND_MAX];

static struct imsgbuf	 engine;	/* the engine's end */
static struct event	 engine_ev;	/* only while it reads */
static int		 wire;
static uint32_t		 ifindex;
static uint8_t		 server_mac[6];
static uint8_t		 frame[DHCP_PACKET_MAX + 200];

static struct in_addr
ip(const char *text)
{
	struct in_addr	 addr;

	assert_int_equal(inet_pton(AF_INET, text, &addr), 1);
	return (addr);
}

static void
run(const char *cmd)
{
	if (system(cmd) != 0)
		fail_msg("%s failed", cmd);
}

static void
no_message(struct peer *p, struct imsg *imsg)
{
	(void)p;
	fail_msg("message of type %u", imsg_get_type(imsg));
}

static void
engine_readable(int fd, short events, void *arg)
{
	(void)fd;
	(void)events;
	(void)arg;
	assert_int_equal(imsgbuf_read(&engine), 1);
}

static void
give_socket(uint32_t id, enum socket_kind kind, const char *addr)
{
	struct msg_socket	 msg;
	struct sockaddr_in	 sin;
	int			 fd, on = 1;

	memset(&msg, 0, sizeof(msg));
	msg.sock = id;
	msg.kind = kind;
	msg.addr = ip(addr);
	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_addr = msg.addr;
	sin.sin_port = kind == SOCKET_ICMP ? 0 : htons(67);
	if (kind == SOCKET_ICMP)
		fd = socket(AF_INET, SOCK_RAW | SOCK_NONBLOCK, IPPROTO_ICMP);
	else
		fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	assert_int_not_equal(fd, -1);
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_BROADCAST, &on,
	    sizeof(on)), 0);
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on,
	    sizeof(on)), 0);
	assert_int_equal(setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on,
	    sizeof(on)), 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&sin, sizeof(sin)), 0);
	assert_int_equal(sock_add(&msg, fd), 0);
}

static void
open_wire(void)
{
	const struct timeval	 tv = { 5, 0 };
	struct sockaddr_ll	 sll;
	FILE			*fp;
	unsigned int		 m[6], i;

	wire = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(ETH_P_ALL));
	assert_int_not_equal(wire, -1);
	memset(&sll, 0, sizeof(sll));
	sll.sll_family = AF_PACKET;
	sll.sll_protocol = htons(ETH_P_ALL);
	sll.sll_ifindex = (int)if_nametoindex("wire0");
	assert_int_equal(bind(wire, (struct sockaddr *)&sll, sizeof(sll)), 0);
	assert_int_equal(setsockopt(wire, SOL_SOCKET, SO_RCVTIMEO, &tv,
	    sizeof(tv)), 0);
	assert_non_null(fp = popen("ip -o link show dev dhcp0 |"
	    " sed 's/.*ether \\([^ ]*\\).*/\\1/'", "r"));
	assert_int_equal(fscanf(fp, "%x:%x:%x:%x:%x:%x", &m[0], &m[1], &m[2],
	    &m[3], &m[4], &m[5]), 6);
	pclose(fp);
	for (i = 0; i < 6; i++)
		server_mac[i] = m[i] & 0xff;
}

static int
group_setup(void **state)
{
	int	 sv[2];

	(void)state;
	if (unshare(CLONE_NEWNET) == -1)
		fail_msg("unshare: %s: must be run as root", strerror(errno));
	run("ip link set lo up");
	run("ip link add dhcp0 type veth peer name wire0");
	run("sysctl -qw net.ipv6.conf.all.disable_ipv6=1 2>/dev/null || :");
	run("ip link set wire0 arp off up");
	run("ip addr add 10.9.0.1/24 dev dhcp0");
	run("ip addr add 10.9.0.2/24 dev dhcp0");
	run("ip addr add 10.9.0.3/24 dev dhcp0");
	run("ip addr add 10.9.1.1/32 dev lo");
	run("ip link set dhcp0 up");
	run("ip neigh add 10.9.0.50 lladdr 02:00:5e:01:02:03 dev dhcp0"
	    " nud permanent");
	ifindex = if_nametoindex("dhcp0");
	open_wire();

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, PF_UNSPEC, sv), 0);
	event_init();
	peer_init(&peer_engine, PROC_ENGINE, sv[0], 0, no_message);
	assert_int_equal(imsgbuf_init(&engine, sv[1]), 0);
	assert_int_equal(fcntl(sv[1], F_SETFL, O_NONBLOCK), 0);
	event_set(&engine_ev, sv[1], EV_READ, engine_readable, NULL);
	icmp_init();
	give_socket(SOCK_FIRST, SOCKET_ADDRESS, "10.9.0.1");
	give_socket(SOCK_ALIAS, SOCKET_ADDRESS, "10.9.0.2");
	give_socket(SOCK_ALL, SOCKET_BROADCAST, "255.255.255.255");
	give_socket(SOCK_PING, SOCKET_ICMP, "0.0.0.0");
	return (0);
}

static int
setup(void **state)
{
	(void)state;
	memset(stats, 0, sizeof(stats));
	while (recv(wire, frame, sizeof(frame), MSG_DONTWAIT) > 0)
		continue;
	return (0);
}

static uint16_t
sum(const uint8_t *p, size_t len)
{
	uint32_t	 s = 0;
	size_t		 i;

	for (i = 0; i < len; i++)
		s += i % 2 == 0 ? (uint32_t)p[i] << 8 : p[i];
	while (s > 0xffff)
		s = (s & 0xffff) + (s >> 16);
	return (~s & 0xffff);
}

/* Puts headers before the payload that stands in frame already, and sends. */
static void
to_server(const uint8_t *mac, const char *src, const char *dst, uint8_t proto,
    size_t len)
{
	uint8_t		*p = frame + ETHER_HDR_LEN;
	struct in_addr	 a = ip(src), b = ip(dst);
	uint16_t	 s;

	memcpy(frame, mac, 6);
	memcpy(frame + 6, CLIENT_MAC, 6);
	frame[12] = ETHERTYPE_IP >> 8;
	frame[13] = ETHERTYPE_IP & 0xff;
	memset(p, 0, IPLEN);
	p[0] = 0x45;
	p[2] = (IPLEN + len) >> 8;
	p[3] = (IPLEN + len) & 0xff;
	p[8] = 64;
	p[9] = proto;
	memcpy(p + 12, &a, 4);
	memcpy(p + 16, &b, 4);
	s = sum(p, IPLEN);
	p[10] = s >> 8;
	p[11] = s & 0xff;
	assert_int_equal(send(wire, frame, ETHER_HDR_LEN + IPLEN + len, 0),
	    ETHER_HDR_LEN + IPLEN + len);
}

static void
send_dhcp(const uint8_t *mac, const char *src, const char *dst, uint8_t op,
    uint8_t type, uint32_t xid, size_t len)
{
	uint8_t	*p = frame + DATA;

	memset(frame, 0, sizeof(frame));
	p[0] = op;
	p[1] = HTYPE_ETHER;
	p[2] = 6;
	memcpy(p + 4, &xid, sizeof(xid));
	memcpy(p + DHCP_FIXED_LEN, "\x63\x82\x53\x63\x35\x01", 6);
	p[DHCP_MIN_LEN + 2] = type;
	p[DHCP_MIN_LEN + 3] = 255;
	p -= UDPLEN;
	p[1] = 68;
	p[3] = 67;
	p[4] = (len + UDPLEN) >> 8;
	p[5] = (len + UDPLEN) & 0xff;
	to_server(mac, src, dst, IPPROTO_UDP, len + UDPLEN);
}

static void
broadcast_dhcp(uint8_t op, uint8_t type, uint32_t xid, size_t len)
{
	send_dhcp((const uint8_t *)"\xff\xff\xff\xff\xff\xff", "0.0.0.0",
	    "255.255.255.255", op, type, xid, len);
}

/* Runs the event loop until the engine has a message; it must be of type. */
static void
engine_gets(uint32_t type, void *data, size_t len)
{
	struct imsg	 imsg;
	int		 n;

	for (;;) {
		n = imsgbuf_get(&engine, &imsg);
		assert_int_not_equal(n, -1);
		if (n == 1)
			break;
		assert_int_equal(event_add(&engine_ev, NULL), 0);
		event_loop(EVLOOP_ONCE);
	}
	assert_int_equal(imsg_get_type(&imsg), type);
	assert_int_equal(imsg_get_len(&imsg), len);
	assert_int_equal(imsg_get_data(&imsg, data, len), 0);
	imsg_free(&imsg);
}

static struct request {
	struct msg_request	 req;
	uint8_t			 packet[300];
}	 got;

static void
engine_gets_request(uint32_t xid)
{
	uint8_t		 buf[sizeof(got.req) + sizeof(got.packet)];
	uint32_t	 x;

	engine_gets(IMSG_REQUEST, buf, sizeof(buf));
	memcpy(&got.req, buf, sizeof(got.req));
	memcpy(got.packet, buf + sizeof(got.req), sizeof(got.packet));
	assert_int_equal(got.req.len, sizeof(got.packet));
	memcpy(&x, got.packet + 4, sizeof(x));
	assert_int_equal(x, xid);
}

/* The next IPv4 frame at the far end; returns its IP payload's length. */
static size_t
wire_gets(uint8_t proto)
{
	ssize_t	 n;

	do {
		n = recv(wire, frame, sizeof(frame), 0);
		if (n == -1)
			fail_msg("nothing was sent: %s", strerror(errno));
	} while (n < ETHER_HDR_LEN + IPLEN ||
	    (frame[12] << 8 | frame[13]) != ETHERTYPE_IP ||
	    frame[ETHER_HDR_LEN + 9] != proto);
	return ((size_t)n - ETHER_HDR_LEN - IPLEN);
}

static void
assert_sent(const char *mac, const char *src, const char *dst)
{
	struct in_addr	 a = ip(src), b = ip(dst);

	assert_memory_equal(frame, mac, 6);
	assert_memory_equal(frame + 6, server_mac, 6);
	assert_memory_equal(frame + ETHER_HDR_LEN + 12, &a, 4);
	assert_memory_equal(frame + ETHER_HDR_LEN + 16, &b, 4);
}

static void
reply(uint32_t sock, uint32_t ifi, uint32_t flags, const char *src,
    const char *dst)
{
	struct msg_reply	 r;
	uint8_t			 packet[300];

	memset(&r, 0, sizeof(r));
	memset(packet, 0x5a, sizeof(packet));
	r.sock = sock;
	r.ifindex = ifi;
	r.flags = flags;
	r.src = ip(src);
	r.dst = ip(dst);
	r.dport = 68;
	r.len = sizeof(packet);
	assert_int_equal(send_reply(&r, packet), 0);
}

static void
test_broadcast(void **state)
{
	(void)state;
	broadcast_dhcp(BOOTREQUEST, DHCPDISCOVER, 77, 300);
	engine_gets_request(77);
	assert_int_equal(got.req.sock, SOCK_ALL);
	assert_int_equal(got.req.ifindex, ifindex);
	assert_int_equal(got.req.src.s_addr, 0);
	assert_int_equal(got.req.sport, 68);
	assert_int_equal(got.req.dst.s_addr, INADDR_BROADCAST);
	assert_true(got.req.rcvd > 0);
	assert_int_equal(stats[SF_RECEIVED], 1);
}

static void
test_unicast(void **state)
{
	(void)state;
	send_dhcp(server_mac, "10.9.0.50", "10.9.0.2", BOOTREQUEST,
	    DHCPREQUEST, 78, 300);
	engine_gets_request(78);
	assert_int_equal(got.req.sock, SOCK_ALIAS);
	assert_int_equal(got.req.ifindex, ifindex);
	assert_int_equal(got.req.src.s_addr, ip("10.9.0.50").s_addr);
	assert_int_equal(got.req.dst.s_addr, ip("10.9.0.2").s_addr);
}

/*
 * Beside the others, a socket for all addresses: it says which one was asked,
 * and answers from there.
 */
static void
test_any(void **state)
{
	(void)state;
	give_socket(SOCK_ANY, SOCKET_ANY, "0.0.0.0");
	send_dhcp(server_mac, "10.9.0.50", "10.9.0.3", BOOTREQUEST,
	    DHCPREQUEST, 80, 300);
	engine_gets_request(80);
	assert_int_equal(got.req.sock, SOCK_ANY);
	assert_int_equal(got.req.ifindex, ifindex);
	assert_int_equal(got.req.dst.s_addr, ip("10.9.0.3").s_addr);
	send_dhcp(server_mac, "10.9.0.50", "10.9.1.1", BOOTREQUEST,
	    DHCPREQUEST, 81, 300);
	engine_gets_request(81);
	assert_int_equal(got.req.sock, SOCK_ANY);
	assert_int_equal(got.req.dst.s_addr, ip("10.9.1.1").s_addr);
	send_dhcp(server_mac, "10.9.0.50", "10.9.0.2", BOOTREQUEST,
	    DHCPREQUEST, 82, 300);
	engine_gets_request(82);
	assert_int_equal(got.req.sock, SOCK_ALIAS);

	reply(SOCK_ANY, 0, 0, "10.9.1.1", "10.9.0.50");
	reply(SOCK_ANY, ifindex, 0, "10.9.0.3", "10.9.0.50");
	send_flush();
	wire_gets(IPPROTO_UDP);
	assert_sent(CLIENT_MAC, "10.9.1.1", "10.9.0.50");
	wire_gets(IPPROTO_UDP);
	assert_sent(CLIENT_MAC, "10.9.0.3", "10.9.0.50");
	assert_int_equal(stats[SF_SENT], 2);
	sock_close(SOCK_ANY);
}

/* What a socket for all addresses is handed besides, once counted, is gone. */
static void
test_any_copies(void **state)
{
	(void)state;
	give_socket(SOCK_ANY, SOCKET_ANY, "0.0.0.0");
	broadcast_dhcp(BOOTREQUEST, DHCPDISCOVER, 90, 300);
	engine_gets_request(90);
	assert_int_equal(got.req.sock, SOCK_ALL);
	send_dhcp((const uint8_t *)"\xff\xff\xff\xff\xff\xff", "10.9.0.50",
	    "10.9.0.255", BOOTREQUEST, DHCPREQUEST, 91, 300);
	send_dhcp((const uint8_t *)"\x01\x00\x5e\x00\x00\x01", "10.9.0.50",
	    "224.0.0.1", BOOTREQUEST, DHCPREQUEST, 92, 300);
	while (stats[SF_NOT_UNICAST] < 3)
		event_loop(EVLOOP_ONCE);
	/* one to the address of a host, in whatever frame, is no copy */
	send_dhcp((const uint8_t *)"\xff\xff\xff\xff\xff\xff", "10.9.0.50",
	    "10.9.0.3", BOOTREQUEST, DHCPREQUEST, 93, 300);
	engine_gets_request(93);
	assert_int_equal(got.req.sock, SOCK_ANY);
	assert_int_equal(stats[SF_NOT_UNICAST], 3);
	sock_close(SOCK_ANY);
}

/* Bound to one address that is on another interface. */
static void
test_listen(void **state)
{
	(void)state;
	give_socket(SOCK_LO, SOCKET_LISTEN, "10.9.1.1");
	send_dhcp(server_mac, "10.9.0.50", "10.9.1.1", BOOTREQUEST,
	    DHCPREQUEST, 95, 300);
	engine_gets_request(95);
	assert_int_equal(got.req.sock, SOCK_LO);
	assert_int_equal(got.req.ifindex, ifindex);
	assert_int_equal(got.req.dst.s_addr, ip("10.9.1.1").s_addr);
	reply(SOCK_LO, ifindex, 0, "10.9.1.1", "10.9.0.50");
	send_flush();
	wire_gets(IPPROTO_UDP);
	assert_sent(CLIENT_MAC, "10.9.1.1", "10.9.0.50");
	sock_close(SOCK_LO);
}

static void
test_dropped(void **state)
{
	(void)state;
	broadcast_dhcp(BOOTREPLY, DHCPOFFER, 1, 300);
	broadcast_dhcp(BOOTREQUEST, DHCPDISCOVER, 2, 235);
	broadcast_dhcp(BOOTREQUEST, DHCPDISCOVER, 3, 239);
	broadcast_dhcp(BOOTREQUEST, DHCPDISCOVER, 4, 0);
	broadcast_dhcp(BOOTREQUEST, DHCPDISCOVER, 5, 300);
	engine_gets_request(5);
	assert_int_equal(stats[SF_RECEIVED], 5);
	assert_int_equal(stats[SF_BAD_OP], 1);
	assert_int_equal(stats[SF_SHORT], 2);
	assert_int_equal(stats[SF_BAD_COOKIE], 1);
}

/* Longer than a frame: by lo, whose interface it is reported to be from. */
static void
test_long(void **state)
{
	struct sockaddr_in	 sin;
	int			 s;

	(void)state;
	memset(frame, 0, sizeof(frame));
	frame[0] = BOOTREQUEST;
	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_addr = ip("10.9.0.1");
	sin.sin_port = htons(67);
	s = socket(AF_INET, SOCK_DGRAM, 0);
	assert_int_not_equal(s, -1);
	assert_int_equal(sendto(s, frame, DHCP_PACKET_MAX + 1, 0,
	    (struct sockaddr *)&sin, sizeof(sin)), DHCP_PACKET_MAX + 1);
	assert_int_equal(sendto(s, frame, 300, 0, (struct sockaddr *)&sin,
	    sizeof(sin)), 300);
	close(s);
	engine_gets_request(0);
	assert_int_equal(got.req.sock, SOCK_FIRST);
	assert_int_equal(stats[SF_LONG], 1);
}

/* In the order in which the sockets have something to send. */
static void
test_replies(void **state)
{
	const uint8_t	*udp = frame + ETHER_HDR_LEN + IPLEN;

	(void)state;
	reply(SOCK_ALIAS, ifindex, 0, "10.9.0.2", "10.9.0.50");
	reply(SOCK_FIRST, ifindex, REPLY_BROADCAST, "10.9.0.1", "0.0.0.0");
	reply(SOCK_FIRST, 0, 0, "10.9.0.1", "10.9.0.50");
	send_flush();
	assert_int_equal(wire_gets(IPPROTO_UDP), UDPLEN + 300);
	assert_sent(CLIENT_MAC, "10.9.0.2", "10.9.0.50");
	assert_int_equal(udp[0] << 8 | udp[1], 67);
	assert_int_equal(udp[2] << 8 | udp[3], 68);
	assert_int_equal(udp[UDPLEN], 0x5a);
	assert_int_equal(wire_gets(IPPROTO_UDP), UDPLEN + 300);
	assert_sent("\xff\xff\xff\xff\xff\xff", "10.9.0.1", "255.255.255.255");
	assert_int_equal(wire_gets(IPPROTO_UDP), UDPLEN + 300);
	assert_sent(CLIENT_MAC, "10.9.0.1", "10.9.0.50");
	assert_int_equal(stats[SF_SENT], 3);
}

/* One that can't be sent does not hold up the next. */
static void
test_refused(void **state)
{
	(void)state;
	reply(SOCK_FIRST, 0, 0, "10.9.0.1", "192.0.2.1");
	reply(SOCK_FIRST, ifindex, 0, "10.9.0.1", "10.9.0.50");
	reply(99, ifindex, 0, "10.9.0.1", "10.9.0.50");
	send_flush();
	wire_gets(IPPROTO_UDP);
	assert_sent(CLIENT_MAC, "10.9.0.1", "10.9.0.50");
	assert_int_equal(stats[SF_SENT], 1);
	assert_int_equal(stats[SF_SEND_ERROR], 1);
	assert_int_equal(stats[SF_NO_SOCKET], 1);
}

static void
test_ping(void **state)
{
	const uint8_t	*echo = frame + ETHER_HDR_LEN + IPLEN;
	struct msg_ping	 ping, pong;
	uint8_t		 answer[ECHO_LEN];
	uint16_t	 s;

	(void)state;
	memset(&ping, 0, sizeof(ping));
	ping.id = 4711;
	ping.ifindex = ifindex;
	ping.src = ip("10.9.0.2");
	ping.addr = ip("10.9.0.50");
	send_ping(&ping);
	send_flush();
	assert_int_equal(wire_gets(IPPROTO_ICMP), ECHO_LEN);
	assert_sent(CLIENT_MAC, "10.9.0.2", "10.9.0.50");
	assert_int_equal(echo[0], 8);
	assert_int_equal(stats[SF_PINGS], 1);

	/* somebody else answers first, then who was asked */
	memcpy(answer, echo, sizeof(answer));
	answer[0] = answer[2] = answer[3] = 0;
	s = sum(answer, sizeof(answer));
	answer[2] = s >> 8;
	answer[3] = s & 0xff;
	memcpy(frame + ETHER_HDR_LEN + IPLEN, answer, sizeof(answer));
	to_server(server_mac, "10.9.0.51", "10.9.0.2", IPPROTO_ICMP,
	    sizeof(answer));
	to_server(server_mac, "10.9.0.50", "10.9.0.2", IPPROTO_ICMP,
	    sizeof(answer));
	engine_gets(IMSG_PONG, &pong, sizeof(pong));
	assert_int_equal(pong.id, 4711);
	assert_int_equal(pong.addr.s_addr, ping.addr.s_addr);
}

static void
test_illegal_sockets(void **state)
{
	struct msg_socket	 msg;
	struct msg_reply	 r;

	(void)state;
	memset(&msg, 0, sizeof(msg));
	msg.sock = 20;
	assert_int_equal(sock_add(&msg, -1), -1);	/* no descriptor */
	msg.sock = 0;
	assert_int_equal(sock_add(&msg, 0), -1);
	msg.sock = SOCK_FIRST;
	msg.addr = ip("10.9.0.3");
	assert_int_equal(sock_add(&msg, 0), -1);	/* there is one */
	msg.sock = 20;
	msg.kind = SOCKET_ANY;
	assert_int_equal(sock_add(&msg, 0), -1);	/* wrong address */
	msg.addr.s_addr = INADDR_ANY;
	msg.kind = SOCKET_LISTEN;
	assert_int_equal(sock_add(&msg, 0), -1);	/* likewise */
	msg.kind = SOCKET_ADDRESS;
	assert_int_equal(sock_add(&msg, 0), -1);
	msg.kind = SOCKET_BROADCAST;
	assert_int_equal(sock_add(&msg, 0), -1);	/* wrong address */
	msg.kind = SOCKET_ICMP;
	assert_int_equal(sock_add(&msg, 0), -1);	/* a second one */
	msg.kind = 99;
	assert_int_equal(sock_add(&msg, 0), -1);
	assert_null(sock_find(20));
	/* no reply leaves as ICMP */
	memset(&r, 0, sizeof(r));
	r.sock = SOCK_PING;
	assert_int_equal(send_reply(&r, frame), -1);
}

/*
 * The engine is stuck.  What it gets in the end is every REQUEST, and of the
 * DISCOVERs, which came before and were too many, the last.
 */
static void
test_overload(void **state)
{
	struct msg_request	 last;
	unsigned int		 i, n, requests = 0, total = 0;
	const unsigned int	 many = BACKLOG_MAX + 2000;
	uint32_t		 xid = 0;

	(void)state;
	for (i = 1; i <= many + 20; i++) {
		broadcast_dhcp(BOOTREQUEST, i <= many ? DHCPDISCOVER :
		    DHCPREQUEST, i, 300);
		while (stats[SF_RECEIVED] < i)
			event_loop(EVLOOP_ONCE);
	}
	assert_true(stats[SF_OVERLOAD] > 0);
	n = many + 20 - (unsigned int)stats[SF_OVERLOAD];
	while (total < n) {
		uint8_t	 buf[sizeof(last) + 300];

		engine_gets(IMSG_REQUEST, buf, sizeof(buf));
		memcpy(&xid, buf + sizeof(last) + 4, sizeof(xid));
		total++;
		if (xid > many)
			requests++;
	}
	assert_int_equal(requests, 20);
	assert_int_equal(xid, many);
}

static void
test_close(void **state)
{
	(void)state;
	reply(SOCK_ALIAS, ifindex, 0, "10.9.0.2", "10.9.0.50");
	sock_close(SOCK_ALIAS);
	sock_close(SOCK_ALIAS);
	send_flush();
	assert_int_equal(stats[SF_NO_SOCKET], 1);
	reply(SOCK_ALIAS, ifindex, 0, "10.9.0.2", "10.9.0.50");
	assert_int_equal(stats[SF_NO_SOCKET], 2);
	/* another may take its place */
	give_socket(SOCK_ALIAS, SOCKET_ADDRESS, "10.9.0.2");
	sock_close(SOCK_PING);
	assert_null(sock_icmp());
	give_socket(SOCK_PING, SOCKET_ICMP, "0.0.0.0");
	assert_non_null(sock_icmp());
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup(test_broadcast, setup),
		cmocka_unit_test_setup(test_unicast, setup),
		cmocka_unit_test_setup(test_any, setup),
		cmocka_unit_test_setup(test_any_copies, setup),
		cmocka_unit_test_setup(test_listen, setup),
		cmocka_unit_test_setup(test_dropped, setup),
		cmocka_unit_test_setup(test_long, setup),
		cmocka_unit_test_setup(test_replies, setup),
		cmocka_unit_test_setup(test_refused, setup),
		cmocka_unit_test_setup(test_ping, setup),
		cmocka_unit_test_setup(test_illegal_sockets, setup),
		cmocka_unit_test_setup(test_overload, setup),
		cmocka_unit_test_setup(test_close, setup),
	};

	return (cmocka_run_group_tests(tests, group_setup, NULL));
}
