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
 * Messages between processes: framing, descriptors, and peers that don't play
 * by the rules.
 */
/* test: link */
#include <sys/types.h>
#include <sys/queue.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include <errno.h>
#include <fcntl.h>
#include <imsg.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cases.h"

#define FD_MARK		0x80000000U	/* as in compat/imsg.c */

struct chan {
	struct imsgbuf	 a;
	struct imsgbuf	 b;
	int		 fd[2];
	int		 nfds;		/* open before */
};

static void
chan_open(struct chan *c, int fdpass)
{
	c->nfds = open_fds();
	assert_int_equal(socketpair(AF_UNIX,
	    SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, c->fd), 0);
	assert_int_equal(imsgbuf_init(&c->a, c->fd[0]), 0);
	assert_int_equal(imsgbuf_init(&c->b, c->fd[1]), 0);
	if (fdpass) {
		imsgbuf_allow_fdpass(&c->a);
		imsgbuf_allow_fdpass(&c->b);
	}
}

/* Also checks that nobody kept a descriptor. */
static void
chan_close(struct chan *c)
{
	imsgbuf_clear(&c->a);
	imsgbuf_clear(&c->b);
	close(c->fd[0]);
	close(c->fd[1]);
	assert_int_equal(open_fds(), c->nfds);
}

/* What a peer may do that doesn't use imsg. */
static void
raw_send(int sock, const void *data, size_t len, const int *fds, int nfds)
{
	char		 control[CMSG_SPACE(32 * sizeof(int))];
	struct msghdr	 msg;
	struct cmsghdr	*cmsg;
	struct iovec	 iov;

	memset(&msg, 0, sizeof(msg));
	memset(control, 0, sizeof(control));
	memcpy(&iov.iov_base, &data, sizeof(data));
	iov.iov_len = len;
	msg.msg_iov = &iov;
	msg.msg_iovlen = 1;
	if (nfds > 0) {
		msg.msg_control = control;
		msg.msg_controllen = CMSG_SPACE((size_t)nfds * sizeof(int));
		cmsg = CMSG_FIRSTHDR(&msg);
		cmsg->cmsg_level = SOL_SOCKET;
		cmsg->cmsg_type = SCM_RIGHTS;
		cmsg->cmsg_len = CMSG_LEN((size_t)nfds * sizeof(int));
		memcpy(CMSG_DATA(cmsg), fds, (size_t)nfds * sizeof(int));
	}
	assert_int_equal(sendmsg(sock, &msg, MSG_NOSIGNAL), len);
}

static size_t
raw_message(unsigned char *p, uint32_t type, uint32_t mark, const void *data,
    size_t len)
{
	struct imsg_hdr	 hdr;

	memset(&hdr, 0, sizeof(hdr));
	hdr.type = type;
	hdr.len = (uint32_t)(sizeof(hdr) + len) | mark;
	memcpy(p, &hdr, sizeof(hdr));
	if (len > 0)
		memcpy(p + sizeof(hdr), data, len);
	return (sizeof(hdr) + len);
}

static void
expect(struct imsgbuf *ibuf, uint32_t type, const void *data, size_t len)
{
	struct imsg	 imsg;

	assert_int_equal(imsgbuf_get(ibuf, &imsg), 1);
	assert_int_equal(imsg_get_type(&imsg), type);
	assert_int_equal(imsg_get_len(&imsg), len);
	if (len > 0)
		assert_memory_equal(imsg.data, data, len);
	else
		assert_null(imsg.data);
	imsg_free(&imsg);
}

/* The channel must be given up with this error, and nothing delivered. */
static void
expect_error(struct imsgbuf *ibuf, int error)
{
	struct imsg	 imsg;

	errno = 0;
	assert_int_equal(imsgbuf_read(ibuf), -1);
	assert_int_equal(errno, error);
	assert_int_equal(imsgbuf_get(ibuf, &imsg), 0);
}

static void
test_roundtrip(void **state)
{
	struct chan	 c;
	struct imsg	 imsg;
	struct iovec	 iov[3];
	struct ibuf	*buf, view;
	char		 s1[] = "abc", s2[] = "defg", got[8];
	uint32_t	 n;

	(void)state;
	chan_open(&c, 0);
	assert_int_equal(imsg_compose(&c.a, 1, 7, 99, -1, "hello", 5), 1);
	iov[0].iov_base = s1;
	iov[0].iov_len = 3;
	iov[1].iov_base = NULL;
	iov[1].iov_len = 0;
	iov[2].iov_base = s2;
	iov[2].iov_len = 4;
	assert_int_equal(imsg_composev(&c.a, 2, 8, 0, -1, iov, 3), 1);
	assert_non_null(buf = imsg_create(&c.a, 3, 9, 0, 0));
	assert_int_equal(imsg_add(buf, "x", 1), 0);
	assert_int_equal(imsg_add_strbuf(buf, "yz", 4), 0);
	imsg_close(&c.a, buf);
	assert_int_equal(imsgbuf_queuelen(&c.a), 3);
	assert_int_equal(imsgbuf_flush(&c.a), 0);
	assert_int_equal(imsgbuf_queuelen(&c.a), 0);

	assert_int_equal(imsgbuf_read(&c.b), 1);
	assert_int_equal(imsgbuf_get(&c.b, &imsg), 1);
	assert_int_equal(imsg_get_id(&imsg), 7);
	assert_int_equal(imsg_get_pid(&imsg), 99);
	assert_int_equal(imsg_get_data(&imsg, got, 4), -1);
	assert_int_equal(imsg_get_data(&imsg, got, 6), -1);
	assert_int_equal(imsg_get_data(&imsg, got, 0), -1);
	assert_int_equal(imsg_get_data(&imsg, got, 5), 0);
	assert_memory_equal(got, "hello", 5);
	assert_int_equal(imsg_get_fd(&imsg), -1);
	imsg_free(&imsg);

	assert_int_equal(imsgbuf_get(&c.b, &imsg), 1);
	assert_int_equal(imsg_get_pid(&imsg), getpid());
	assert_int_equal(imsg_get_ibuf(&imsg, &view), 0);
	assert_int_equal(ibuf_size(&view), 7);
	assert_memory_equal(ibuf_data(&view), "abcdefg", 7);
	imsg_free(&imsg);

	assert_int_equal(imsgbuf_get(&c.b, &imsg), 1);
	assert_int_equal(imsg_get_buf(&imsg, &n, 1), 0);
	assert_int_equal(imsg_get_strbuf(&imsg, got, 4), 0);
	assert_string_equal(got, "yz");
	assert_int_equal(imsg_get_buf(&imsg, got, 1), -1);
	imsg_free(&imsg);
	assert_int_equal(imsgbuf_get(&c.b, &imsg), 0);
	chan_close(&c);
}

static void
test_no_payload(void **state)
{
	struct chan	 c;
	struct imsg	 imsg;
	struct ibuf	 view;
	char		 got[1];

	(void)state;
	chan_open(&c, 0);
	assert_int_equal(imsg_compose(&c.a, 1, 0, 0, -1, NULL, 0), 1);
	assert_int_equal(imsgbuf_flush(&c.a), 0);
	assert_int_equal(imsgbuf_read(&c.b), 1);
	assert_int_equal(imsgbuf_get(&c.b, &imsg), 1);
	assert_int_equal(imsg_get_len(&imsg), 0);
	assert_int_equal(imsg_get_data(&imsg, got, 1), -1);
	assert_int_equal(imsg_get_ibuf(&imsg, &view), -1);
	imsg_free(&imsg);
	chan_close(&c);
}

/* Two messages, cut at every place there is; then byte by byte. */
static void
test_fragments(void **state)
{
	unsigned char	 raw[128];
	struct chan	 c;
	size_t		 cut, i, len;

	(void)state;
	len = raw_message(raw, 1, 0, "first", 5);
	len += raw_message(raw + len, 2, 0, "the second", 10);
	for (cut = 1; cut < len; cut++) {
		chan_open(&c, (int)(cut & 1));
		raw_send(c.fd[0], raw, cut, NULL, 0);
		assert_int_equal(imsgbuf_read(&c.b), 1);
		raw_send(c.fd[0], raw + cut, len - cut, NULL, 0);
		assert_int_equal(imsgbuf_read(&c.b), 1);
		expect(&c.b, 1, "first", 5);
		expect(&c.b, 2, "the second", 10);
		chan_close(&c);
	}
	chan_open(&c, 1);
	for (i = 0; i < len; i++) {
		raw_send(c.fd[0], raw + i, 1, NULL, 0);
		assert_int_equal(imsgbuf_read(&c.b), 1);
	}
	expect(&c.b, 1, "first", 5);
	expect(&c.b, 2, "the second", 10);
	chan_close(&c);
}

/* Many sizes in one stream, read in whatever pieces the kernel makes. */
static void
test_sizes(void **state)
{
	static unsigned char	 data[MAX_IMSGSIZE];
	struct chan		 c;
	struct imsg		 imsg;
	size_t			 len, next = 0, max;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(data); i++)
		data[i] = (unsigned char)(i * 7);
	max = MAX_IMSGSIZE - IMSG_HEADER_SIZE;
	chan_open(&c, 1);
	for (len = 0; len <= max; len += 37)
		assert_int_equal(imsg_compose(&c.a, (uint32_t)len, 0, 0, -1,
		    data, len), 1);
	while (next < len) {
		assert_int_equal(imsgbuf_write(&c.a), 0);
		assert_int_equal(imsgbuf_read(&c.b), 1);
		while (imsgbuf_get(&c.b, &imsg) == 1) {
			assert_int_equal(imsg_get_type(&imsg), next);
			assert_int_equal(imsg_get_len(&imsg), next);
			if (next > 0)
				assert_memory_equal(imsg.data, data, next);
			next += 37;
			imsg_free(&imsg);
		}
	}
	assert_int_equal(imsgbuf_queuelen(&c.a), 0);
	chan_close(&c);
}

static void
test_bogus_length(void **state)
{
	const uint32_t	 bad[] = {
		0, 1, IMSG_HEADER_SIZE - 1, MAX_IMSGSIZE + 1, 0x10000,
		0x7fffffff, FD_MARK, FD_MARK | 15, UINT32_MAX
	};
	struct imsg_hdr	 hdr;
	struct chan	 c;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		chan_open(&c, 1);
		memset(&hdr, 0, sizeof(hdr));
		hdr.len = bad[i];
		raw_send(c.fd[0], &hdr, sizeof(hdr), NULL, 0);
		expect_error(&c.b, ERANGE);
		chan_close(&c);
	}
}

static void
test_maxsize(void **state)
{
	static char	 big[MAX_IMSGSIZE + 1];
	struct chan	 c;
	struct ibuf	*buf;
	size_t		 max = MAX_IMSGSIZE - IMSG_HEADER_SIZE;

	(void)state;
	chan_open(&c, 0);
	errno = 0;
	assert_int_equal(imsg_compose(&c.a, 1, 0, 0, -1, big, max + 1), -1);
	assert_int_equal(errno, ERANGE);
	assert_null(imsg_create(&c.a, 1, 0, 0, max + 1));
	assert_null(imsg_create(&c.a, 1, 0, 0, SIZE_MAX));
	assert_non_null(buf = imsg_create(&c.a, 1, 0, 0, 0));
	assert_int_equal(imsg_add(buf, big, max + 1), -1);	/* freed */
	assert_int_equal(imsgbuf_queuelen(&c.a), 0);
	assert_int_equal(imsg_compose(&c.a, 1, 0, 0, -1, big, max), 1);
	assert_int_equal(imsgbuf_flush(&c.a), 0);
	assert_int_equal(imsgbuf_read(&c.b), 1);
	expect(&c.b, 1, big, max);

	assert_int_equal(imsgbuf_set_maxsize(&c.b, UINT32_MAX), -1);
	assert_int_equal(imsgbuf_set_maxsize(&c.b, 10), 0);
	assert_int_equal(imsg_compose(&c.a, 1, 0, 0, -1, big, 10), 1);
	assert_int_equal(imsgbuf_flush(&c.a), 0);
	assert_int_equal(imsgbuf_read(&c.b), 1);
	expect(&c.b, 1, big, 10);
	assert_int_equal(imsg_compose(&c.a, 1, 0, 0, -1, big, 11), 1);
	assert_int_equal(imsgbuf_flush(&c.a), 0);
	expect_error(&c.b, ERANGE);
	chan_close(&c);
}

static void
test_fd(void **state)
{
	struct chan	 c;
	struct imsg	 imsg;
	int		 fd, p[2];
	char		 ch;

	(void)state;
	chan_open(&c, 1);
	assert_int_equal(pipe(p), 0);
	assert_int_equal(imsg_compose(&c.a, 1, 0, 0, p[1], "x", 1), 1);
	assert_int_equal(imsgbuf_flush(&c.a), 0);
	assert_int_equal(fcntl(p[1], F_GETFD), -1);	/* closed here */
	assert_int_equal(imsgbuf_read(&c.b), 1);
	assert_int_equal(imsgbuf_get(&c.b, &imsg), 1);
	assert_int_not_equal(fd = imsg_get_fd(&imsg), -1);
	assert_int_equal(imsg_get_fd(&imsg), -1);
	imsg_free(&imsg);
	assert_int_equal(write(fd, "!", 1), 1);
	assert_int_equal(read(p[0], &ch, 1), 1);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	close(fd);
	close(p[0]);

	/* not claimed: closed by imsg_free() */
	assert_int_equal(imsg_compose(&c.a, 1, 0, 0, new_fd(), NULL, 0), 1);
	assert_int_equal(imsgbuf_flush(&c.a), 0);
	assert_int_equal(imsgbuf_read(&c.b), 1);
	expect(&c.b, 1, NULL, 0);
	/* neither sent nor fetched: closed by imsgbuf_clear() */
	assert_int_equal(imsg_compose(&c.a, 1, 0, 0, new_fd(), NULL, 0), 1);
	assert_int_equal(imsgbuf_flush(&c.a), 0);
	assert_int_equal(imsgbuf_read(&c.b), 1);
	assert_int_equal(imsg_compose(&c.a, 1, 0, 0, new_fd(), NULL, 0), 1);
	chan_close(&c);
}

/* Each descriptor stays with its message, whatever is in between. */
static void
test_fd_order(void **state)
{
	struct chan	 c;
	struct imsg	 imsg;
	struct stat	 want, got;
	char		 path[] = "/tmp/test_imsg.XXXXXXXXXX";
	ino_t		 inodes[20];
	int		 fd, i, n = 0;

	(void)state;
	chan_open(&c, 1);
	for (i = 0; i < 20; i++) {
		strcpy(path, "/tmp/test_imsg.XXXXXXXXXX");
		assert_int_not_equal(fd = mkstemp(path), -1);
		unlink(path);
		assert_int_equal(fstat(fd, &want), 0);
		inodes[i] = want.st_ino;
		if (i % 3 == 0) {
			close(fd);
			fd = -1;
		}
		assert_int_equal(imsg_compose(&c.a, (uint32_t)i, 0, 0, fd,
		    path, i % 4 == 0 ? 0 : 10), 1);
	}
	while (n < 20) {
		assert_int_equal(imsgbuf_write(&c.a), 0);
		assert_int_equal(imsgbuf_read(&c.b), 1);
		while (imsgbuf_get(&c.b, &imsg) == 1) {
			assert_int_equal(imsg_get_type(&imsg), n);
			fd = imsg_get_fd(&imsg);
			assert_int_equal(fd == -1, n % 3 == 0);
			if (fd != -1) {
				assert_int_equal(fstat(fd, &got), 0);
				assert_true(got.st_ino == inodes[n]);
				close(fd);
			}
			imsg_free(&imsg);
			n++;
		}
	}
	chan_close(&c);
}

/* The descriptor comes with the first byte of a header in pieces. */
static void
test_fd_fragments(void **state)
{
	unsigned char	 raw[64];
	struct chan	 c;
	struct imsg	 imsg;
	size_t		 cut, len;
	int		 fd, i;

	(void)state;
	len = raw_message(raw, 5, FD_MARK, "data", 4);
	for (cut = 1; cut < len; cut++) {
		chan_open(&c, 1);
		for (i = 0; i < 2; i++) {
			fd = new_fd();
			raw_send(c.fd[0], raw, cut, &fd, 1);
			close(fd);
			if (i == 0)	/* else the rest comes with the next */
				assert_int_equal(imsgbuf_read(&c.b), 1);
			raw_send(c.fd[0], raw + cut, len - cut, NULL, 0);
		}
		while ((i = imsgbuf_get(&c.b, &imsg)) == 0)
			assert_int_equal(imsgbuf_read(&c.b), 1);
		assert_int_not_equal(fd = imsg_get_fd(&imsg), -1);
		close(fd);
		imsg_free(&imsg);
		while ((i = imsgbuf_get(&c.b, &imsg)) == 0)
			assert_int_equal(imsgbuf_read(&c.b), 1);
		assert_int_not_equal(fd = imsg_get_fd(&imsg), -1);
		close(fd);
		imsg_free(&imsg);
		chan_close(&c);
	}
}

static void
test_fd_not_allowed(void **state)
{
	unsigned char	 raw[64];
	struct chan	 c;
	size_t		 len;
	int		 fd;

	(void)state;
	chan_open(&c, 0);
	fd = new_fd();
	errno = 0;
	assert_int_equal(imsg_compose(&c.a, 1, 0, 0, fd, NULL, 0), -1);
	assert_int_equal(errno, EINVAL);

	/* Whoever sends one even so: the kernel drops it. */
	len = raw_message(raw, 1, 0, "x", 1);
	raw_send(c.fd[0], raw, len, &fd, 1);
	close(fd);
	assert_int_equal(imsgbuf_read(&c.b), 1);
	expect(&c.b, 1, "x", 1);

	len = raw_message(raw, 1, FD_MARK, "x", 1);
	raw_send(c.fd[0], raw, len, NULL, 0);
	expect_error(&c.b, EBADMSG);
	chan_close(&c);
}

static void
test_fd_unasked(void **state)
{
	unsigned char	 raw[64];
	struct chan	 c;
	struct rlimit	 full, saved;
	size_t		 len;
	int		 fds[2];

	(void)state;
	/* a descriptor that no header mentions */
	len = raw_message(raw, 1, 0, "x", 1);
	chan_open(&c, 1);
	fds[0] = new_fd();
	raw_send(c.fd[0], raw, len, fds, 1);
	close(fds[0]);
	assert_int_equal(imsgbuf_read(&c.b), -1);
	assert_int_equal(errno, EBADMSG);
	chan_close(&c);

	/* with a piece of such a header */
	chan_open(&c, 1);
	fds[0] = new_fd();
	raw_send(c.fd[0], raw, 3, fds, 1);
	close(fds[0]);
	assert_int_equal(imsgbuf_read(&c.b), 1);
	raw_send(c.fd[0], raw + 3, len - 3, NULL, 0);
	expect_error(&c.b, EBADMSG);
	chan_close(&c);

	/* two for one header, in two pieces */
	len = raw_message(raw, 1, FD_MARK, "x", 1);
	chan_open(&c, 1);
	fds[0] = new_fd();
	raw_send(c.fd[0], raw, 3, fds, 1);
	raw_send(c.fd[0], raw + 3, 3, fds, 1);
	close(fds[0]);
	assert_int_equal(imsgbuf_read(&c.b), 1);
	expect_error(&c.b, EBADMSG);
	chan_close(&c);

	/* one that the kernel had to drop, since our table is full */
	len = raw_message(raw, 1, 0, "x", 1);
	chan_open(&c, 1);
	fds[0] = new_fd();
	raw_send(c.fd[0], raw, len, fds, 1);
	close(fds[0]);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &saved), 0);
	full = saved;
	full.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &full), 0);
	expect_error(&c.b, EBADMSG);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &saved), 0);
	chan_close(&c);

	/* announced, and not there */
	len = raw_message(raw, 1, FD_MARK, "x", 1);
	chan_open(&c, 1);
	raw_send(c.fd[0], raw, len, NULL, 0);
	expect_error(&c.b, EBADMSG);
	chan_close(&c);
}

/* Two fit into the control message that is offered, 32 don't. */
static void
test_fd_too_many(void **state)
{
	unsigned char	 raw[64];
	const int	 counts[] = { 2, 3, 32 };
	struct chan	 c;
	size_t		 i, len;
	int		 fds[32], n;

	(void)state;
	len = raw_message(raw, 1, FD_MARK, "x", 1);
	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		chan_open(&c, 1);
		fds[0] = new_fd();
		for (n = 1; n < counts[i]; n++)
			fds[n] = fds[0];
		raw_send(c.fd[0], raw, len, fds, counts[i]);
		close(fds[0]);
		expect_error(&c.b, EBADMSG);
		chan_close(&c);
	}
}

/* A system call must carry many messages. */
static void
test_many(void **state)
{
	struct chan	 c;
	struct imsg	 imsg;
	uint32_t	 i, n = 0, got;
	int		 reads = 0;

	(void)state;
	chan_open(&c, 1);
	for (i = 0; i < 5000; i++)
		assert_int_equal(imsg_compose(&c.a, 1, 0, 0, -1, &i,
		    sizeof(i)), 1);
	assert_int_equal(imsgbuf_write(&c.a), 0);
	assert_int_equal(imsgbuf_queuelen(&c.a), 5000 - IOV_MAX);
	while (n < 5000) {
		assert_int_equal(imsgbuf_write(&c.a), 0);
		assert_int_equal(imsgbuf_read(&c.b), 1);
		reads++;
		while (imsgbuf_get(&c.b, &imsg) == 1) {
			assert_int_equal(imsg_get_data(&imsg, &got,
			    sizeof(got)), 0);
			assert_int_equal(got, n++);
			imsg_free(&imsg);
		}
	}
	assert_in_range(reads, 1, 10);
	chan_close(&c);
}

static void
test_forward(void **state)
{
	struct chan	 c, d;
	struct imsg	 imsg;
	char		 got[2];
	int		 i;

	(void)state;
	chan_open(&c, 1);
	chan_open(&d, 0);
	assert_int_equal(imsg_compose(&c.a, 4, 5, 6, new_fd(), "hello", 5), 1);
	assert_int_equal(imsgbuf_flush(&c.a), 0);
	assert_int_equal(imsgbuf_read(&c.b), 1);
	assert_int_equal(imsgbuf_get(&c.b, &imsg), 1);
	assert_int_equal(imsg_forward(&d.a, &imsg), 1);
	assert_int_equal(imsg_get_buf(&imsg, got, 2), 0);
	assert_int_equal(imsg_forward(&d.a, &imsg), 1);
	assert_int_equal(imsg_get_len(&imsg), 3);
	imsg_free(&imsg);
	assert_int_equal(imsgbuf_flush(&d.a), 0);
	assert_int_equal(imsgbuf_read(&d.b), 1);
	for (i = 0; i < 2; i++) {
		assert_int_equal(imsgbuf_get(&d.b, &imsg), 1);
		assert_int_equal(imsg_get_type(&imsg), 4);
		assert_int_equal(imsg_get_id(&imsg), 5);
		assert_int_equal(imsg_get_pid(&imsg), 6);
		assert_int_equal(imsg_get_fd(&imsg), -1);
		assert_int_equal(imsg_get_len(&imsg), 5);
		assert_memory_equal(imsg.data, "hello", 5);
		imsg_free(&imsg);
	}
	chan_close(&d);
	chan_close(&c);
}

static void
test_requeue(void **state)
{
	struct ibufqueue	*q;
	struct chan		 c;
	struct imsg		 imsg;
	char			 got[5];

	(void)state;
	chan_open(&c, 1);
	assert_non_null(q = ibufq_new());
	assert_int_equal(imsg_compose(&c.a, 4, 5, 6, new_fd(), "hello", 5), 1);
	assert_int_equal(imsgbuf_flush(&c.a), 0);
	assert_int_equal(imsgbuf_read(&c.b), 1);
	assert_int_equal(imsgbuf_get(&c.b, &imsg), 1);
	assert_int_equal(imsg_get_buf(&imsg, got, 2), 0);
	imsg_ibufq_push(q, &imsg);
	assert_int_equal(imsg_ibufq_pop(q, &imsg), 1);
	assert_int_equal(imsg_get_type(&imsg), 4);
	assert_int_equal(imsg_get_data(&imsg, got, 5), 0);
	assert_memory_equal(got, "hello", 5);
	imsg_free(&imsg);
	assert_int_equal(imsg_ibufq_pop(q, &imsg), 0);
	ibufq_free(q);
	chan_close(&c);
}

/* A full socket and an empty one are no errors, a closed one is the end. */
static void
test_not_ready(void **state)
{
	static char	 data[4096];
	struct chan	 c;
	struct imsg	 imsg;
	uint32_t	 before, got = 0;
	int		 i;

	(void)state;
	chan_open(&c, 1);
	assert_int_equal(imsgbuf_read(&c.b), 1);
	assert_int_equal(imsgbuf_get(&c.b, &imsg), 0);

	for (i = 0; i < 1000; i++)
		assert_int_equal(imsg_compose(&c.a, 1, 0, 0, -1, data,
		    sizeof(data)), 1);
	do {
		before = imsgbuf_queuelen(&c.a);
		assert_int_equal(imsgbuf_write(&c.a), 0);
	} while (imsgbuf_queuelen(&c.a) < before);
	assert_in_range(imsgbuf_queuelen(&c.a), 1, 999);
	while (got < 1000) {
		assert_int_equal(imsgbuf_read(&c.b), 1);
		while (imsgbuf_get(&c.b, &imsg) == 1) {
			assert_int_equal(imsg_get_len(&imsg), sizeof(data));
			imsg_free(&imsg);
			got++;
		}
		assert_int_equal(imsgbuf_write(&c.a), 0);
	}
	assert_int_equal(imsgbuf_queuelen(&c.a), 0);

	shutdown(c.fd[0], SHUT_WR);
	assert_int_equal(imsgbuf_read(&c.b), 0);
	shutdown(c.fd[1], SHUT_RDWR);
	assert_int_equal(imsg_compose(&c.a, 1, 0, 0, -1, NULL, 0), 1);
	assert_int_equal(imsgbuf_write(&c.a), -1);
	assert_int_equal(errno, EPIPE);
	chan_close(&c);
}

static int	 closed_calls;

static void
on_close(struct imsgbuf *ibuf, void *arg)
{
	assert_ptr_equal(imsgbuf_get_userdata(ibuf), arg);
	closed_calls++;
}

static void
test_callback(void **state)
{
	struct chan	 c;

	(void)state;
	chan_open(&c, 0);
	assert_null(imsgbuf_set_userdata(&c.a, &c));
	assert_ptr_equal(imsgbuf_set_userdata(&c.a, &closed_calls), &c);
	imsgbuf_set_close_callback(&c.a, on_close);
	assert_int_equal(imsg_compose(&c.a, 1, 0, 0, -1, NULL, 0), 1);
	assert_int_equal(closed_calls, 1);
	chan_close(&c);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_roundtrip),
		cmocka_unit_test(test_no_payload),
		cmocka_unit_test(test_fragments),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_bogus_length),
		cmocka_unit_test(test_maxsize),
		cmocka_unit_test(test_fd),
		cmocka_unit_test(test_fd_order),
		cmocka_unit_test(test_fd_fragments),
		cmocka_unit_test(test_fd_not_allowed),
		cmocka_unit_test(test_fd_unasked),
		cmocka_unit_test(test_fd_too_many),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_forward),
		cmocka_unit_test(test_requeue),
		cmocka_unit_test(test_not_ready),
		cmocka_unit_test(test_callback),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
