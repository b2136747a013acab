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
 * Which sockets a process can make with what promises, and that the C
 * library's resolver works with its own.
 */
/* test: link */
#include <sys/types.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <netinet/in.h>

#include <errno.h>
#include <netdb.h>
#include <resolv.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cases.h"

static int	 family, type, protocol;

static void
do_socket(void)
{
	MUST(socket(family, type | SOCK_CLOEXEC, protocol) != -1);
}

static void
do_socket_refused(void)
{
	MUST(socket(family, type, protocol) == -1 && errno == EACCES);
}

#define INET_	0x1	/* AF_INET, AF_INET6: UDP, TCP */
#define UNIX_	0x2
#define ROUTE_	0x4	/* rtnetlink */
#define NOUNIX_	0x8	/* AF_UNIX fails with EACCES */

static void
test_socket_families(void **state)
{
	static const struct {
		int	 family, type, protocol, set;
	} sockets[] = {
		{ AF_INET, SOCK_DGRAM, 0, INET_ },
		{ AF_INET, SOCK_STREAM, 0, INET_ },
		{ AF_INET6, SOCK_DGRAM, 0, INET_ },
		{ AF_INET6, SOCK_STREAM, 0, INET_ },
		{ AF_INET, SOCK_RAW, IPPROTO_ICMP, 0 },
		{ AF_INET6, SOCK_RAW, IPPROTO_ICMPV6, 0 },
		{ AF_UNIX, SOCK_STREAM, 0, UNIX_ },
		{ AF_UNIX, SOCK_DGRAM, 0, UNIX_ },
		{ AF_NETLINK, SOCK_RAW, 0, ROUTE_ },
		{ AF_NETLINK, SOCK_RAW, 12, 0 },	/* netfilter */
		{ AF_PACKET, SOCK_RAW, 0, 0 },
		{ AF_ALG, SOCK_SEQPACKET, 0, 0 },
		{ AF_VSOCK, SOCK_STREAM, 0, 0 }
	};
	static const struct {
		const char	*promises;
		int		 sets;
	} processes[] = {
		{ "stdio", 0 },
		{ "stdio unix recvfd", UNIX_ },		/* frontend */
		{ "stdio recvfd", 0 },
		{ "stdio inet", INET_ },
		{ "stdio route", ROUTE_ },
		{ "stdio dns", INET_ | ROUTE_ | NOUNIX_ },
		{ "stdio rpath wpath cpath inet mcast route sendfd",
		    INET_ | ROUTE_ }
	};
	size_t	 p, s;

	(void)state;
	for (p = 0; p < sizeof(processes) / sizeof(processes[0]); p++)
		for (s = 0; s < sizeof(sockets) / sizeof(sockets[0]); s++) {
			family = sockets[s].family;
			type = sockets[s].type;
			protocol = sockets[s].protocol;
			if (sockets[s].set & processes[p].sets)
				expect_ok(processes[p].promises, do_socket);
			else if ((processes[p].sets & NOUNIX_) &&
			    family == AF_UNIX)
				expect_ok(processes[p].promises,
				    do_socket_refused);
			else
				expect_killed(processes[p].promises,
				    do_socket);
		}
}

/* A name server for one question: there is no such name. */
static pid_t
name_server(in_port_t *port)
{
	struct sockaddr_in	 sin;
	socklen_t		 len = sizeof(sin);
	unsigned char		 msg[512];
	ssize_t			 n;
	pid_t			 pid;
	int			 s;

	s = make_udp();
	assert_int_equal(getsockname(s, (struct sockaddr *)&sin, &len), 0);
	*port = sin.sin_port;
	assert_int_not_equal(pid = fork(), -1);
	if (pid == 0) {
		for (;;) {
			len = sizeof(sin);
			n = recvfrom(s, msg, sizeof(msg), 0,
			    (struct sockaddr *)&sin, &len);
			if (n < 12)
				_exit(1);
			msg[2] |= 0x80;			/* answer */
			msg[3] = (msg[3] & 0xf0) | 3;	/* NXDOMAIN */
			(void)sendto(s, msg, (size_t)n, 0,
			    (struct sockaddr *)&sin, len);
		}
	}
	close(s);
	return (pid);
}

static in_port_t	 dns_port;

static void
use_dns(void)
{
	struct addrinfo	 hints, *res;
	int		 error;

	memset(&hints, 0, sizeof(hints));
	hints.ai_socktype = SOCK_DGRAM;
	/* from files; asks for routes to sort the answers */
	MUST(getaddrinfo("localhost", NULL, &hints, &res) == 0);
	freeaddrinfo(res);
	MUST(res_init() == 0);
	_res.nscount = 1;
	memset(&_res.nsaddr_list[0], 0, sizeof(_res.nsaddr_list[0]));
	_res.nsaddr_list[0].sin_family = AF_INET;
	_res.nsaddr_list[0].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	_res.nsaddr_list[0].sin_port = dns_port;
	error = getaddrinfo("no-such-name.example", NULL, &hints, &res);
	MUST(error == EAI_NONAME || error == EAI_NODATA);
}

static void
no_loading(void)
{
	MUST(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANON,
	    -1, 0) == MAP_FAILED && errno == EPERM);
}

static void
test_dns(void **state)
{
	pid_t	 pid;
	int	 status;

	(void)state;
	pid = name_server(&dns_port);
	status = status_of("stdio dns", use_dns);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	assert_int_equal(status, 0);
	expect_ok("stdio dns", no_loading);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_socket_families),
		cmocka_unit_test(test_dns),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
