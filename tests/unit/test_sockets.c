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
 * Which sockets are open for which interfaces, and what the frontend is told
 * of them, on a system that is made up here.
 */

/* test: link dhcpd/iftable.o dhcpd/sockets.o */

#include <sys/types.h>
#include <sys/socket.h>
#include <arpa/inet.h>

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "conf.h"
#include "dhcpd/children.h"
#include "dhcpd/iftable.h"
#include "dhcpd/sockets.h"
#include "proc.h"

#define FDS_MAX	64

/* Of the system: what is bound to a descriptor. */
static struct bound {
	int		 open;
	enum socket_kind kind;
	struct in_addr	 addr;
	uint32_t	 rdomain;
	int		 shared;
	unsigned int	 moved;
}			 bound[FDS_MAX];
static struct in_addr	 taken;		/* by another program */
static int		 sealed;	/* no other rdomain can be had */
static unsigned int	 attempts;

/* Of the frontend: the sockets that it has, by id. */
static struct msg_socket given[FDS_MAX];
static unsigned int	 ngiven;
static int		 before;	/* descriptors */

struct peer *
child_peer(enum proc_id id)
{
	assert_int_equal(id, PROC_FRONTEND);
	return (NULL);
}

void
peer_send(struct peer *p, uint32_t type, uint32_t id, int fd, const void *data,
    size_t len)
{
	unsigned int i;
	uint32_t sock;

	(void)p;
	assert_int_equal(id, 0);
	if (type == IMSG_SOCKET) {
		assert_int_equal(len, sizeof(given[0]));
		assert_int_not_equal(fd, -1);
		assert_int_equal(close(fd), 0);
		memcpy(&given[ngiven++], data, len);
		return;
	}
	assert_int_equal(type, IMSG_SOCKET_CLOSE);
	assert_int_equal(len, sizeof(sock));
	memcpy(&sock, data, len);
	for (i = 0; i < ngiven && given[i].sock != sock; i++)
		continue;
	assert_true(i < ngiven);
	given[i] = given[--ngiven];
}

void
socket_share(int fd, int on)
{
	assert_true(bound[fd].open);
	bound[fd].shared = on;
}

int
socket_moved(int fd, struct in_addr addr)
{
	assert_int_equal(bound[fd].addr.s_addr, addr.s_addr);
	bound[fd].moved++;
	return (0);
}

static int
new_fd(void)
{
	int fd = open("/dev/null", O_RDWR);

	assert_true(fd >= 0 && fd < FDS_MAX);
	memset(&bound[fd], 0, sizeof(bound[fd]));
	bound[fd].open = 1;
	return (fd);
}

/* Those that sockets.c has closed are no longer bound. */
static void
forget_closed(void)
{
	int fd;

	for (fd = 0; fd < FDS_MAX; fd++)
		if (bound[fd].open && fcntl(fd, F_GETFD) == -1)
			bound[fd].open = 0;
}

int
socket_udp(enum socket_kind kind, struct in_addr addr, uint32_t rdomain,
    int beside)
{
	const struct bound *b;
	int fd;

	attempts++;
	forget_closed();
	if (sealed && rdomain != 0) {
		errno = ENOTSUP;
		return (-1);
	}
	errno = EADDRINUSE;
	if (addr.s_addr == taken.s_addr)
		return (-1);
	for (b = bound; b < bound + FDS_MAX; b++)
		if (b->open && b->kind != SOCKET_ICMP &&
		    b->rdomain == rdomain && (b->addr.s_addr == addr.s_addr ||
		    ((b->addr.s_addr == INADDR_ANY ||
		    addr.s_addr == INADDR_ANY) && !(b->shared && beside))))
			return (-1);
	fd = new_fd();
	bound[fd].kind = kind;
	bound[fd].addr = addr;
	bound[fd].rdomain = rdomain;
	return (fd);
}

int
socket_icmp(void)
{
	int fd = new_fd();

	bound[fd].kind = SOCKET_ICMP;
	return (fd);
}

static struct in_addr
ip(const char *text)
{
	struct in_addr a;

	assert_int_equal(inet_pton(AF_INET, text, &a), 1);
	return (a);
}

static struct iface *
iface(struct iftable *t, const char *name, uint32_t ifindex, const char *addr)
{
	struct iface *ifp;

	ifp = iftable_add(t, name, ifindex);
	ifp->m.flags = IFACE_UP;
	ifp->flags = IFENT_BROADCAST;
	iface_add_addr(ifp, ip(addr), ip("255.255.255.0"));
	return (ifp);
}

/* One subnet, 192.0.2.0/24, and addresses to listen on; NULL ends them. */
static struct conf *
config(const char *listen, ...)
{
	struct conf *conf = conf_new();
	struct conf_subnet s;
	va_list ap;

	memset(&s, 0, sizeof(s));
	s.scope = conf_add_scope(conf, SCOPE_SUBNET, 0);
	s.shared = CONF_NONE;
	s.net = ip("192.0.2.0");
	s.mask = ip("255.255.255.0");
	conf_add_subnet(conf, &s);
	va_start(ap, listen);
	for (; listen != NULL; listen = va_arg(ap, const char *))
		conf_add_listen(conf, ip(listen));
	va_end(ap);
	conf_finish(conf);
	return (conf);
}

/* A look, as interfaces.c has it; frees both.  Returns whether to try again. */
static int
look(struct iftable *t, struct conf *conf)
{
	static const struct selection all;
	int again, fd;

	iftable_select(t, &all, conf);
	again = sockets_update(t, 0);
	for (fd = 0; fd < FDS_MAX; fd++)
		if (bound[fd].open)
			assert_false(bound[fd].shared);
	sockets_hand();
	sockets_close();
	forget_closed();
	conf_free(conf);
	return (again);
}

static const struct bound *
find_bound(const char *addr)
{
	const struct bound *b;

	for (b = bound; b < bound + FDS_MAX; b++)
		if (b->open && b->kind != SOCKET_ICMP &&
		    b->addr.s_addr == ip(addr).s_addr)
			return (b);
	return (NULL);
}

/* The kind of socket that the frontend has for the address. */
static int
kind_of(const struct iftable *t, uint32_t ifindex, size_t i)
{
	uint32_t sock = iftable_find(t, ifindex)->addrs[i].sock;
	unsigned int n;

	for (n = 0; n < ngiven; n++)
		if (sock != 0 && given[n].sock == sock)
			return ((int)given[n].kind);
	assert_int_equal(sock, 0);
	return (-1);
}

static int
setup(void **state)
{
	struct iftable t = { .n = 0 };

	(void)state;
	sealed = 0;
	taken.s_addr = htonl(INADDR_LOOPBACK);
	look(&t, config(NULL));
	sockets_ready();
	return (0);
}

/* Everything that is gone leaves nothing behind but what always is there. */
static int
teardown(void **state)
{
	struct iftable t = { .n = 0 };
	int fd, n = 0;

	(void)state;
	look(&t, config(NULL));
	for (fd = 0; fd < FDS_MAX; fd++)
		n += bound[fd].open && bound[fd].kind != SOCKET_BROADCAST;
	assert_int_equal(n, 0);
	return (0);
}

static void
test_served(void **state)
{
	struct iftable t = { .n = 0 };
	struct iface *ifp;

	(void)state;
	ifp = iface(&t, "em0", 2, "192.0.2.1");
	iface_add_addr(ifp, ip("10.0.0.1"), ip("255.255.255.0"));
	iface(&t, "em1", 3, "10.0.1.1");
	assert_false(look(&t, config(NULL)));
	assert_int_equal(kind_of(&t, 2, 0), SOCKET_ADDRESS);
	assert_int_equal(kind_of(&t, 2, 1), SOCKET_ADDRESS);
	assert_int_equal(kind_of(&t, 3, 0), -1);
	assert_non_null(find_bound("255.255.255.255"));
	iftable_clear(&t);
}

static void
test_listen(void **state)
{
	struct iftable t = { .n = 0 };

	(void)state;
	iface(&t, "em0", 2, "192.0.2.1");
	iface(&t, "lo1", 3, "10.0.0.53");
	assert_false(look(&t, config("10.0.0.53", "192.0.2.1", "10.9.9.9",
	    NULL)));
	assert_int_equal(kind_of(&t, 2, 0), SOCKET_ADDRESS);
	assert_int_equal(kind_of(&t, 3, 0), SOCKET_LISTEN);
	assert_null(find_bound("10.9.9.9"));
	iftable_clear(&t);
}

/* Before the others, and behind them; gone again. */
static void
test_any(void **state)
{
	struct iftable t = { .n = 0 };
	uint32_t sock;

	(void)state;
	iface(&t, "em0", 2, "192.0.2.1");
	iface(&t, "lo1", 3, "10.0.0.53");
	assert_false(look(&t, config("0.0.0.0", NULL)));
	assert_int_equal(kind_of(&t, 2, 0), SOCKET_ADDRESS);
	assert_int_equal(kind_of(&t, 3, 0), SOCKET_ANY);
	sock = t.ifaces[0].addrs[0].sock;

	t.ifaces[1].addrs[0].sock = 0;
	assert_false(look(&t, config(NULL)));
	assert_null(find_bound("0.0.0.0"));
	assert_int_equal(kind_of(&t, 3, 0), -1);

	assert_false(look(&t, config("0.0.0.0", "10.0.0.53", NULL)));
	assert_non_null(find_bound("0.0.0.0"));
	assert_int_equal(kind_of(&t, 3, 0), SOCKET_LISTEN);
	assert_int_equal(t.ifaces[0].addrs[0].sock, sock);
	iftable_clear(&t);
}

/* An address of a carp(4) backup has no socket that would answer. */
static void
test_backup(void **state)
{
	struct iftable t = { .n = 0 };

	(void)state;
	iface(&t, "carp0", 2, "192.0.2.1");
	iface(&t, "carp1", 3, "10.0.0.53");
	assert_false(look(&t, config("10.0.0.53", NULL)));
	assert_int_equal(kind_of(&t, 2, 0), SOCKET_ADDRESS);
	assert_int_equal(kind_of(&t, 3, 0), SOCKET_LISTEN);
	attempts = 0;
	iftable_clear(&t);

	/* both remain open, since no other may be had for them */
	iface(&t, "carp0", 2, "192.0.2.1")->flags |= IFENT_BACKUP;
	iface(&t, "carp1", 3, "10.0.0.53")->flags |= IFENT_BACKUP;
	assert_false(look(&t, config("10.0.0.53", NULL)));
	assert_int_equal(kind_of(&t, 2, 0), -1);
	assert_int_equal(kind_of(&t, 3, 0), -1);
	assert_non_null(find_bound("192.0.2.1"));
	assert_non_null(find_bound("10.0.0.53"));
	iftable_clear(&t);

	iface(&t, "carp0", 2, "192.0.2.1");
	iface(&t, "carp1", 3, "10.0.0.53");
	assert_false(look(&t, config("10.0.0.53", NULL)));
	assert_int_equal(kind_of(&t, 2, 0), SOCKET_ADDRESS);
	assert_int_equal(kind_of(&t, 3, 0), SOCKET_LISTEN);
	assert_int_equal(attempts, 0);

	/* nor does it answer on the socket for all addresses */
	t.ifaces[1].flags |= IFENT_BACKUP;
	t.ifaces[1].addrs[0].sock = 0;
	assert_false(look(&t, config("0.0.0.0", NULL)));
	assert_int_equal(kind_of(&t, 3, 0), -1);
	iftable_clear(&t);
}

/* The same address on another interface, or one of the same name. */
static void
test_replaced(void **state)
{
	struct iftable t = { .n = 0 };
	uint32_t sock;

	(void)state;
	iface(&t, "em0", 2, "192.0.2.1");
	look(&t, config(NULL));
	sock = t.ifaces[0].addrs[0].sock;
	assert_int_equal(find_bound("192.0.2.1")->moved, 0);
	look(&t, config(NULL));
	assert_int_equal(find_bound("192.0.2.1")->moved, 0);
	iftable_clear(&t);
	iface(&t, "em0", 7, "192.0.2.1");
	look(&t, config(NULL));
	assert_int_equal(t.ifaces[0].addrs[0].sock, sock);
	assert_int_equal(find_bound("192.0.2.1")->moved, 1);
	/* renamed, it is the same */
	strlcpy(t.ifaces[0].m.name, "em9", sizeof(t.ifaces[0].m.name));
	look(&t, config(NULL));
	assert_int_equal(find_bound("192.0.2.1")->moved, 1);
	iftable_clear(&t);
}

/* Two that have it do not take turns. */
static void
test_twice(void **state)
{
	struct iftable t = { .n = 0 };

	(void)state;
	iface(&t, "em0", 2, "192.0.2.1");
	iface(&t, "em1", 3, "192.0.2.1");
	look(&t, config(NULL));
	look(&t, config(NULL));
	assert_int_equal(t.ifaces[0].addrs[0].sock,
	    t.ifaces[1].addrs[0].sock);
	assert_int_equal(find_bound("192.0.2.1")->moved, 0);
	iftable_clear(&t);
}

/* One that is listened on becomes one that is served: it must not be lost. */
static void
test_promoted(void **state)
{
	struct iftable t = { .n = 0 };
	uint32_t sock;

	(void)state;
	iface(&t, "em0", 2, "192.0.2.1")->flags = 0;
	look(&t, config("192.0.2.1", NULL));
	assert_int_equal(kind_of(&t, 2, 0), SOCKET_LISTEN);
	sock = t.ifaces[0].addrs[0].sock;
	t.ifaces[0].flags = IFENT_BROADCAST;
	look(&t, config(NULL));
	assert_int_equal(t.ifaces[0].addrs[0].sock, sock);
	assert_int_equal(find_bound("192.0.2.1")->moved, 1);
	iftable_clear(&t);
}

static void
test_taken(void **state)
{
	struct iftable t = { .n = 0 };

	(void)state;
	taken = ip("192.0.2.1");
	iface(&t, "em0", 2, "192.0.2.1");
	assert_true(look(&t, config(NULL)));
	assert_int_equal(kind_of(&t, 2, 0), -1);
	assert_true(look(&t, config(NULL)));
	taken.s_addr = htonl(INADDR_LOOPBACK);
	assert_false(look(&t, config(NULL)));
	assert_int_equal(kind_of(&t, 2, 0), SOCKET_ADDRESS);
	iftable_clear(&t);
}

/* Another rdomain can't be had later: nothing would come of trying again. */
static void
test_rdomain(void **state)
{
	struct iftable t = { .n = 0 };
	static char em0[] = "em0";
	char *names[] = { em0 };
	const struct selection sel = { .names = names, .nnames = 1 };
	struct conf *conf = config(NULL);

	(void)state;
	sealed = 1;
	iface(&t, "em0", 2, "192.0.2.1")->m.rdomain = 4;
	assert_int_equal(iftable_select(&t, &sel, conf), 1);
	assert_false(sockets_update(&t, 0));
	assert_int_equal(t.ifaces[0].addrs[0].sock, 0);
	iftable_clear(&t);
	conf_free(conf);
}

static int
descriptors(void)
{
	int fd, n = 0;

	for (fd = 0; fd < FDS_MAX; fd++)
		n += fcntl(fd, F_GETFD) != -1;
	return (n);
}

static int
group_setup(void **state)
{
	(void)state;
	before = descriptors();
	return (0);
}

/* The last: no descriptor is left over but that for broadcasts. */
static void
test_leak(void **state)
{
	(void)state;
	assert_int_equal(descriptors(), before + 1);
	assert_int_equal(ngiven, 1);
	assert_int_equal(given[0].kind, SOCKET_BROADCAST);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
		TEST(test_served),
		TEST(test_listen),
		TEST(test_any),
		TEST(test_backup),
		TEST(test_replaced),
		TEST(test_twice),
		TEST(test_promoted),
		TEST(test_taken),
		TEST(test_rdomain),
		TEST(test_leak)
#undef TEST
	};

	return (cmocka_run_group_tests(tests, group_setup, NULL));
}
