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
 * control among clients that mean harm: the real code on socketpairs, with
 * this program in the parts of dhcpdctl, parent and engine.
 */
/* test: link control/client.o control/dispatch.o */
/* test: link control/listen.o control/request.o */

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <arpa/inet.h>
#include <errno.h>
#include <event.h>
#include <fcntl.h>
#include <imsg.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "control/control.h"
#include "lease.h"
#include "log.h"
#include "stats.h"

struct peer	 peer_parent;
struct peer	 peer_engine;

static struct imsgbuf	 parent, engine;	/* our ends */

/* Lets control do all that it can without waiting. */
static void
turn(void)
{
	int	 i;

	for (i = 0; i < 20; i++)
		event_loop(EVLOOP_NONBLOCK);
}

static void
nonblock(int fd)
{
	int	 flags;

	flags = fcntl(fd, F_GETFL);
	assert_int_not_equal(flags, -1);
	assert_int_equal(fcntl(fd, F_SETFL, flags | O_NONBLOCK), 0);
}

static void
pair(int *sv)
{
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, sv), 0);
	nonblock(sv[0]);
	nonblock(sv[1]);
}

static int
setup(void **state)
{
	int	 sv[2];

	(void)state;
	pair(sv);
	peer_init(&peer_parent, PROC_PARENT, sv[0], 1, dispatch_parent);
	assert_int_equal(imsgbuf_init(&parent, sv[1]), 0);
	imsgbuf_allow_fdpass(&parent);
	pair(sv);
	peer_init(&peer_engine, PROC_ENGINE, sv[0], 0, dispatch_engine);
	assert_int_equal(imsgbuf_init(&engine, sv[1]), 0);
	client_idle.tv_sec = client_stuck.tv_sec = 1000;
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	peer_close(&peer_parent);
	peer_close(&peer_engine);
	close(parent.fd);
	close(engine.fd);
	imsgbuf_clear(&parent);
	imsgbuf_clear(&engine);
	return (0);
}

/* A client that has just connected. */
static void
connect_client(struct imsgbuf *c)
{
	int	 sv[2];

	assert_true(client_room());
	pair(sv);
	client_new(sv[0]);
	assert_int_equal(imsgbuf_init(c, sv[1]), 0);
}

static void
disconnect(struct imsgbuf *c)
{
	close(c->fd);
	imsgbuf_clear(c);
	turn();
}

static void
say(struct imsgbuf *to, uint32_t type, uint32_t id, const void *data,
    size_t len)
{
	assert_int_not_equal(imsg_compose(to, type, id, 0, -1, data, len),
	    -1);
	assert_int_equal(imsgbuf_flush(to), 0);
}

/* The type of the next message, IMSG_NONE if there is none. */
static uint32_t
hear(struct imsgbuf *from, struct imsg *imsg)
{
	int	 n;

	turn();
	n = imsgbuf_get(from, imsg);
	if (n == 0) {
		assert_int_not_equal(imsgbuf_read(from), -1);
		n = imsgbuf_get(from, imsg);
	}
	assert_int_not_equal(n, -1);
	return (n == 1 ? imsg_get_type(imsg) : IMSG_NONE);
}

/* The same, when only its type is of interest. */
static uint32_t
hear_type(struct imsgbuf *from)
{
	struct imsg	 imsg;
	uint32_t	 type;

	if ((type = hear(from, &imsg)) != IMSG_NONE)
		imsg_free(&imsg);
	return (type);
}

/* The same for a request: its id. */
static uint32_t
hear_request(struct imsgbuf *from, uint32_t type)
{
	struct imsg	 imsg;
	uint32_t	 id;

	assert_int_equal(hear(from, &imsg), type);
	id = imsg_get_id(&imsg);
	imsg_free(&imsg);
	return (id);
}

static void
say_end(struct imsgbuf *to, uint32_t id, uint32_t status)
{
	say(to, IMSG_CTL_END, id, &status, sizeof(status));
}

static void
check_end(struct imsgbuf *c, uint32_t want)
{
	struct imsg	 imsg;
	uint32_t	 status;

	assert_int_equal(hear(c, &imsg), IMSG_CTL_END);
	assert_int_equal(imsg_get_data(&imsg, &status, sizeof(status)), 0);
	assert_int_equal(status, want);
	imsg_free(&imsg);
}

/* Has control closed this connection? */
static int
is_closed(struct imsgbuf *c)
{
	char	 byte;
	ssize_t	 n;

	turn();
	n = recv(c->fd, &byte, 1, MSG_PEEK);
	return (n == 0 || (n == -1 && errno == ECONNRESET));
}

static void
hear_slice(struct imsgbuf *from, uint32_t *id, struct msg_ctl_slice *slice)
{
	struct imsg	 imsg;

	assert_int_equal(hear(from, &imsg), IMSG_CTL_SHOW_LEASES);
	*id = imsg_get_id(&imsg);
	assert_int_equal(imsg_get_data(&imsg, slice, sizeof(*slice)), 0);
	imsg_free(&imsg);
}

/* Queues n leases from an address up, and where to go on. */
static void
say_slice(uint32_t id, uint32_t from, uint32_t n, uint32_t done)
{
	struct msg_ctl_slice	 slice;
	struct lease_rec	 rec;
	struct ibuf		*buf;
	uint32_t		 i;

	memset(&rec, 0, sizeof(rec));
	rec.state = LEASE_ACTIVE;
	rec.hlen = 6;
	memset(rec.client_hostname, 'x', LEASE_NAME_MAX);
	for (i = 0; i < n; i++) {
		rec.addr.s_addr = htonl(from + i);
		buf = imsg_create(&engine, IMSG_CTL_LEASE, id, 0,
		    sizeof(rec));
		assert_non_null(buf);
		assert_int_equal(lease_rec_add(buf, &rec), 0);
		imsg_close(&engine, buf);
	}
	memset(&slice, 0, sizeof(slice));
	slice.from = from + n;
	slice.done = done;
	assert_int_not_equal(imsg_compose(&engine, IMSG_CTL_SLICE, id, 0, -1,
	    &slice, sizeof(slice)), -1);
	while (imsgbuf_queuelen(&engine) > 0) {
		assert_int_equal(imsgbuf_write(&engine), 0);
		turn();
	}
}

static void
test_relay(void **state)
{
	struct msg_iface	 iface;
	struct imsgbuf		 c;
	struct imsg		 imsg;
	uint32_t		 id;

	(void)state;
	connect_client(&c);
	say(&c, IMSG_CTL_SHOW_INTERFACES, 0, NULL, 0);
	id = hear_request(&parent, IMSG_CTL_SHOW_INTERFACES);
	memset(&iface, 0, sizeof(iface));
	strlcpy(iface.name, "em0", sizeof(iface.name));
	say(&parent, IMSG_CTL_IFACE, id, &iface, sizeof(iface));
	say_end(&parent, id, 0);
	assert_int_equal(hear(&c, &imsg), IMSG_CTL_IFACE);
	memset(&iface, 0, sizeof(iface));
	assert_int_equal(imsg_get_data(&imsg, &iface, sizeof(iface)), 0);
	assert_string_equal(iface.name, "em0");
	imsg_free(&imsg);
	check_end(&c, 0);
	assert_int_equal(hear_type(&c), IMSG_NONE);
	disconnect(&c);
}

static void
test_refused_reload(void **state)
{
	const char	 line[] = "dhcpd.conf:3: syntax error";
	struct imsgbuf	 c;
	uint32_t	 id;

	(void)state;
	connect_client(&c);
	say(&c, IMSG_CTL_RELOAD, 0, NULL, 0);
	id = hear_request(&parent, IMSG_CTL_RELOAD);
	say(&parent, IMSG_CTL_TEXT, id, line, strlen(line));
	say_end(&parent, id, 1);
	assert_int_equal(hear_type(&c), IMSG_CTL_TEXT);
	check_end(&c, 1);
	disconnect(&c);
}

/* Many at once: one after another, in their order, none lost. */
static void
test_several_requests(void **state)
{
	uint64_t	 stats[STATS_MAX] = { 0 };
	struct imsgbuf	 c;
	uint32_t	 id;
	int		 i, verbose = 2;

	(void)state;
	connect_client(&c);
	for (i = 0; i < 100; i++) {
		assert_int_equal(imsg_compose(&c, IMSG_CTL_VERBOSE, 7, 0, -1,
		    &verbose, sizeof(verbose)), 1);
		assert_int_equal(imsg_compose(&c, IMSG_CTL_SHOW_STATS, 8, 0,
		    -1, NULL, 0), 1);
	}
	assert_int_equal(imsgbuf_flush(&c), 0);
	for (i = 0; i < 100; i++) {
		id = hear_request(&parent, IMSG_CTL_VERBOSE);
		assert_int_equal(hear_type(&parent), IMSG_NONE);
		assert_int_equal(hear_type(&engine), IMSG_NONE);
		say_end(&parent, id, 0);
		check_end(&c, 0);
		id = hear_request(&engine, IMSG_CTL_SHOW_STATS);
		say(&engine, IMSG_CTL_STATS, id, stats, sizeof(stats));
		say_end(&engine, id, 0);
		assert_int_equal(hear_type(&c), IMSG_CTL_STATS);
		check_end(&c, 0);
	}
	disconnect(&c);
}

static void
check_refused(uint32_t type, const void *data, size_t len)
{
	struct imsgbuf	 c;

	connect_client(&c);
	say(&c, type, 0, data, len);
	assert_true(is_closed(&c));
	disconnect(&c);
	assert_int_equal(hear_type(&parent), IMSG_NONE);
	assert_int_equal(hear_type(&engine), IMSG_NONE);
}

static void
test_not_for_clients(void **state)
{
	struct msg_ctl_slice	 slice;
	uint32_t		 type;
	int			 verbose;
	char			 big[4096];

	(void)state;
	memset(&slice, 0, sizeof(slice));
	memset(big, 0, sizeof(big));
	for (type = 0; type <= IMSG_CTL_END + 1; type++) {
		if (type >= IMSG_CTL_RELOAD && type <= IMSG_CTL_SHOW_STATS)
			continue;
		check_refused(type, NULL, 0);
	}
	check_refused(UINT32_MAX, NULL, 0);
	for (type = IMSG_CTL_RELOAD; type <= IMSG_CTL_SHOW_STATS; type++)
		check_refused(type, big, sizeof(big));
	check_refused(IMSG_CTL_SHOW_LEASES, &slice, sizeof(slice));
	check_refused(IMSG_CTL_VERBOSE, NULL, 0);
	check_refused(IMSG_CTL_VERBOSE, &slice, 1);
	verbose = -1;
	check_refused(IMSG_CTL_VERBOSE, &verbose, sizeof(verbose));
	verbose = 3;
	check_refused(IMSG_CTL_VERBOSE, &verbose, sizeof(verbose));
}

static void
test_garbage(void **state)
{
	unsigned char	 junk[512];
	struct imsgbuf	 c;
	int		 round, i;

	(void)state;
	srandom(1);
	for (round = 0; round < 200; round++) {
		connect_client(&c);
		for (i = 0; i < (int)sizeof(junk); i++)
			junk[i] = round == 0 ? 0xff :
			    (unsigned char)random();
		assert_int_equal(send(c.fd, junk, sizeof(junk), 0),
		    sizeof(junk));
		assert_true(is_closed(&c));
		disconnect(&c);
	}
	assert_int_equal(hear_type(&parent), IMSG_NONE);
	assert_int_equal(hear_type(&engine), IMSG_NONE);
}

/* A header that announces more, or less, than there can be. */
static void
test_bad_length(void **state)
{
	const uint32_t	 lens[] = {
		0, 1, IMSG_HEADER_SIZE - 1, MAX_IMSGSIZE + 1, UINT32_MAX
	};
	struct imsg_hdr	 hdr;
	struct imsgbuf	 c;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(lens) / sizeof(lens[0]); i++) {
		memset(&hdr, 0, sizeof(hdr));
		hdr.type = IMSG_CTL_SHOW_STATS;
		hdr.len = lens[i];
		connect_client(&c);
		assert_int_equal(send(c.fd, &hdr, sizeof(hdr), 0),
		    sizeof(hdr));
		assert_true(is_closed(&c));
		disconnect(&c);
	}
}

/* In pieces of a byte; and nothing comes of half of one. */
static void
test_pieces(void **state)
{
	struct imsg_hdr	 hdr;
	struct imsgbuf	 c;
	uint32_t	 id;
	size_t		 i;

	(void)state;
	memset(&hdr, 0, sizeof(hdr));
	hdr.type = IMSG_CTL_RELOAD;
	hdr.len = sizeof(hdr);
	connect_client(&c);
	for (i = 0; i < sizeof(hdr); i++) {
		assert_int_equal(hear_type(&parent), IMSG_NONE);
		assert_int_equal(send(c.fd, (char *)&hdr + i, 1, 0), 1);
	}
	id = hear_request(&parent, IMSG_CTL_RELOAD);
	assert_int_equal(send(c.fd, &hdr, sizeof(hdr) / 2, 0),
	    sizeof(hdr) / 2);
	say_end(&parent, id, 0);
	check_end(&c, 0);
	disconnect(&c);
	assert_int_equal(hear_type(&parent), IMSG_NONE);
}

/* Gone before the answer: its place and id stay until that has come. */
static void
test_leaves_early(void **state)
{
	struct msg_iface	 iface;
	struct imsgbuf		 c, d;
	uint32_t		 id, id2;

	(void)state;
	memset(&iface, 0, sizeof(iface));
	connect_client(&c);
	say(&c, IMSG_CTL_SHOW_INTERFACES, 0, NULL, 0);
	id = hear_request(&parent, IMSG_CTL_SHOW_INTERFACES);
	disconnect(&c);
	say(&parent, IMSG_CTL_IFACE, id, &iface, sizeof(iface));
	turn();
	assert_non_null(client_find(id));

	connect_client(&d);
	say(&d, IMSG_CTL_SHOW_INTERFACES, 0, NULL, 0);
	id2 = hear_request(&parent, IMSG_CTL_SHOW_INTERFACES);
	assert_int_not_equal(id, id2);
	say(&parent, IMSG_CTL_IFACE, id, &iface, sizeof(iface));
	say_end(&parent, id, 0);
	assert_int_equal(hear_type(&d), IMSG_NONE);
	assert_null(client_find(id));
	/* and who answers nobody is not heard */
	say_end(&parent, id, 0);
	assert_int_equal(hear_type(&d), IMSG_NONE);
	say_end(&parent, id2, 0);
	check_end(&d, 0);
	disconnect(&d);
}

static void
test_leases(void **state)
{
	struct msg_ctl_slice	 slice;
	struct imsgbuf		 c;
	uint32_t		 id, n, i;

	(void)state;
	connect_client(&c);
	say(&c, IMSG_CTL_SHOW_LEASES, 0, NULL, 0);
	for (n = 0; n < 10; n++) {
		hear_slice(&engine, &id, &slice);
		assert_int_equal(slice.from, n * CLIENT_SLICE);
		assert_int_equal(slice.max, CLIENT_SLICE);
		say_slice(id, slice.from, CLIENT_SLICE, n == 9);
		for (i = 0; i < CLIENT_SLICE; i++)
			assert_int_equal(hear_type(&c), IMSG_CTL_LEASE);
	}
	check_end(&c, 0);
	assert_int_equal(hear_type(&engine), IMSG_NONE);
	disconnect(&c);
}

static void
test_no_leases(void **state)
{
	struct msg_ctl_slice	 slice;
	struct imsgbuf		 c;
	uint32_t		 id;

	(void)state;
	connect_client(&c);
	say(&c, IMSG_CTL_SHOW_LEASES, 0, NULL, 0);
	hear_slice(&engine, &id, &slice);
	say_slice(id, 0, 0, 1);
	check_end(&c, 0);
	disconnect(&c);
}

/* Who doesn't read is not asked for; the queue stays as short as it is. */
static void
test_slow_reader(void **state)
{
	struct msg_ctl_slice	 slice;
	struct imsgbuf		 c, other;
	struct client		*client;
	struct imsg		 imsg;
	uint32_t		 id = 0, id2, next = 0, got = 0;

	(void)state;
	connect_client(&c);
	say(&c, IMSG_CTL_SHOW_LEASES, 0, NULL, 0);
	turn();
	while (imsgbuf_get(&engine, &imsg) == 1 ||
	    (imsgbuf_read(&engine) == 1 &&
	    imsgbuf_get(&engine, &imsg) == 1)) {
		assert_int_equal(imsg_get_data(&imsg, &slice, sizeof(slice)),
		    0);
		id = imsg_get_id(&imsg);
		imsg_free(&imsg);
		assert_int_equal(slice.from, next);
		say_slice(id, next, CLIENT_SLICE, 0);
		next += CLIENT_SLICE;
		assert_true(next < 1000000);
		turn();
	}
	client = client_find(id);
	assert_non_null(client);
	assert_in_range(imsgbuf_queuelen(&client->ibuf), CLIENT_SLICE_LOW,
	    CLIENT_SLICE_LOW + CLIENT_SLICE);

	/* others are served meanwhile */
	connect_client(&other);
	say(&other, IMSG_CTL_RELOAD, 0, NULL, 0);
	id2 = hear_request(&parent, IMSG_CTL_RELOAD);
	say_end(&parent, id2, 0);
	check_end(&other, 0);
	disconnect(&other);

	/* once it reads, it gets them all, and then the rest */
	while (got < next) {
		if (hear_type(&c) == IMSG_CTL_LEASE)
			got++;
	}
	hear_slice(&engine, &id, &slice);
	assert_int_equal(slice.from, next);
	say_slice(id, next, 0, 1);
	check_end(&c, 0);
	disconnect(&c);
}

static void
wait_closed(struct imsgbuf *c)
{
	while (!is_closed(c))
		event_loop(EVLOOP_ONCE);
}

static void
test_idle(void **state)
{
	struct imsgbuf	 silent, half;

	(void)state;
	client_idle.tv_sec = 0;
	client_idle.tv_usec = 1000;
	connect_client(&silent);
	connect_client(&half);
	assert_int_equal(send(half.fd, "\1\0\0", 3, 0), 3);
	wait_closed(&silent);
	wait_closed(&half);
	disconnect(&silent);
	disconnect(&half);
}

/* Waiting for parent or engine is not idling. */
static void
test_waiting_is_no_idling(void **state)
{
	struct imsgbuf	 c, silent;
	uint32_t	 id;

	(void)state;
	client_idle.tv_sec = 0;
	client_idle.tv_usec = 1000;
	connect_client(&c);
	say(&c, IMSG_CTL_RELOAD, 0, NULL, 0);
	id = hear_request(&parent, IMSG_CTL_RELOAD);
	connect_client(&silent);
	wait_closed(&silent);
	assert_false(is_closed(&c));
	say_end(&parent, id, 0);
	check_end(&c, 0);
	wait_closed(&c);
	disconnect(&c);
	disconnect(&silent);
}

static void
test_stuck(void **state)
{
	struct msg_ctl_slice	 slice;
	struct imsgbuf		 c;
	uint32_t		 id, next = 0;
	struct client		*client;

	(void)state;
	client_stuck.tv_sec = 0;
	client_stuck.tv_usec = 1000;
	connect_client(&c);
	say(&c, IMSG_CTL_SHOW_LEASES, 0, NULL, 0);
	hear_slice(&engine, &id, &slice);
	/* it never reads: slices are asked for until its socket is full */
	for (;;) {
		say_slice(id, next, CLIENT_SLICE, 0);
		next += CLIENT_SLICE;
		client = client_find(id);
		if (client == NULL || client->wait == WAIT_GONE)
			break;
		turn();
		if (client_find(id) == NULL || !client_find(id)->asked)
			break;
		hear_slice(&engine, &id, &slice);
	}
	while (client_find(id) != NULL)
		event_loop(EVLOOP_ONCE);
	disconnect(&c);
}

/* An answer that never ends is cut, and takes nobody else along. */
static void
test_endless_answer(void **state)
{
	struct msg_iface	 iface;
	struct imsgbuf		 c;
	struct client		*client;
	uint32_t		 id, n;

	(void)state;
	memset(&iface, 0, sizeof(iface));
	connect_client(&c);
	say(&c, IMSG_CTL_SHOW_INTERFACES, 0, NULL, 0);
	id = hear_request(&parent, IMSG_CTL_SHOW_INTERFACES);
	client = client_find(id);
	for (n = 0; client->wait != WAIT_GONE; n++) {
		assert_true(n < 10 * CLIENT_QUEUE_MAX);
		assert_true(imsgbuf_queuelen(&client->ibuf) <=
		    CLIENT_QUEUE_MAX);
		assert_int_equal(imsg_compose(&parent, IMSG_CTL_IFACE, id, 0,
		    -1, &iface, sizeof(iface)), 1);
		assert_int_equal(imsgbuf_write(&parent), 0);
		event_loop(EVLOOP_NONBLOCK);
	}
	while (imsgbuf_queuelen(&parent) > 0) {
		assert_int_equal(imsgbuf_write(&parent), 0);
		turn();
	}
	say_end(&parent, id, 0);
	turn();
	assert_null(client_find(id));
	disconnect(&c);
}

/* More connections than there are places wait, and get their turn. */
static void
test_many_connections(void **state)
{
	char			 dir[] = "/tmp/control.XXXXXXXXXX";
	struct sockaddr_un	 sun;
	struct imsgbuf		 c[CLIENT_MAX + 10];
	uint32_t		 id;
	int			 fd, s, i;

	(void)state;
	assert_non_null(mkdtemp(dir));
	memset(&sun, 0, sizeof(sun));
	sun.sun_family = AF_UNIX;
	snprintf(sun.sun_path, sizeof(sun.sun_path), "%s/sock", dir);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_not_equal(fd, -1);
	assert_int_equal(bind(fd, (struct sockaddr *)&sun, sizeof(sun)), 0);
	assert_int_equal(listen(fd, CLIENT_MAX), 0);

	assert_int_equal(imsg_compose(&parent, IMSG_CTL_SOCKET, 0, 0, fd,
	    NULL, 0), 1);
	assert_int_equal(imsgbuf_flush(&parent), 0);
	turn();
	assert_true(listen_started());
	for (i = 0; i < CLIENT_MAX + 10; i++) {
		s = socket(AF_UNIX, SOCK_STREAM, 0);
		assert_int_not_equal(s, -1);
		assert_int_equal(connect(s, (struct sockaddr *)&sun,
		    sizeof(sun)), 0);
		nonblock(s);
		assert_int_equal(imsgbuf_init(&c[i], s), 0);
		turn();
	}
	unlink(sun.sun_path);
	rmdir(dir);
	assert_false(client_room());
	say(&c[CLIENT_MAX + 9], IMSG_CTL_RELOAD, 0, NULL, 0);
	assert_int_equal(hear_type(&parent), IMSG_NONE);
	for (i = 0; i < CLIENT_MAX; i++)
		disconnect(&c[i]);
	id = hear_request(&parent, IMSG_CTL_RELOAD);
	say_end(&parent, id, 0);
	check_end(&c[CLIENT_MAX + 9], 0);
	for (i = CLIENT_MAX; i < CLIENT_MAX + 10; i++)
		disconnect(&c[i]);
	assert_true(client_room());
}

enum illegal {
	TYPE, LENGTH, STATUS, WRONG_PEER, TOO_MANY, NO_PROGRESS, BAD_LEASE,
	NO_SOCKET, ILLEGAL_MAX
};

/* Runs in a child, which control must end. */
static void
be_illegal(enum illegal what)
{
	struct msg_ctl_slice	 slice;
	struct imsgbuf		 c;
	uint32_t		 id, status = 2;

	connect_client(&c);
	say(&c, IMSG_CTL_SHOW_LEASES, 0, NULL, 0);
	hear_slice(&engine, &id, &slice);
	memset(&slice, 0, sizeof(slice));
	switch (what) {
	case TYPE:
		say(&engine, IMSG_CTL_RELOAD, id, NULL, 0);
		break;
	case LENGTH:
		say(&parent, IMSG_CTL_PROCESS, id, &slice, sizeof(slice));
		break;
	case STATUS:
		say(&engine, IMSG_CTL_END, id, &status, sizeof(status));
		break;
	case WRONG_PEER:
		say_end(&parent, id, 0);
		break;
	case TOO_MANY:
		say_slice(id, 0, CLIENT_SLICE + 1, 0);
		break;
	case NO_PROGRESS:
		say(&engine, IMSG_CTL_SLICE, id, &slice, sizeof(slice));
		break;
	case BAD_LEASE:
		say(&engine, IMSG_CTL_LEASE, id, &slice, 5);
		break;
	case NO_SOCKET:
		say(&parent, IMSG_CTL_SOCKET, 0, NULL, 0);
		break;
	case ILLEGAL_MAX:
		break;
	}
	turn();
}

static void
test_illegal_peers(void **state)
{
	enum illegal	 what;
	pid_t		 pid;
	int		 status;

	(void)state;
	for (what = 0; what <= ILLEGAL_MAX; what++) {
		if ((pid = fork()) == 0) {
			be_illegal(what);
			_exit(0);
		}
		assert_int_not_equal(pid, -1);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFEXITED(status));
		/* the last does nothing wrong: it shows that this can fail */
		assert_int_equal(WEXITSTATUS(status), what != ILLEGAL_MAX);
	}
}

int
main(void)
{
#define TEST(t)	cmocka_unit_test_setup_teardown(t, setup, teardown)
	const struct CMUnitTest	 tests[] = {
		TEST(test_illegal_peers),
		TEST(test_relay),
		TEST(test_refused_reload),
		TEST(test_several_requests),
		TEST(test_not_for_clients),
		TEST(test_garbage),
		TEST(test_bad_length),
		TEST(test_pieces),
		TEST(test_leaves_early),
		TEST(test_leases),
		TEST(test_no_leases),
		TEST(test_slow_reader),
		TEST(test_idle),
		TEST(test_waiting_is_no_idling),
		TEST(test_stuck),
		TEST(test_endless_answer),
		TEST(test_many_connections)
	};

	log_init("test_control", 0, 0);
	signal(SIGPIPE, SIG_IGN);
	event_init();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
