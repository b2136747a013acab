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
 * Queues of buffers, and their way over a socket: the ibufq and msgbuf
 * functions of OpenBSD's ibuf_add(3).
 *
 * A descriptor travels with the first byte of the buffer it belongs to.
 * Linux ends a recvmsg(2) with the data that a descriptor came with, so at
 * most one arrives at a time; more are a peer that doesn't play by the rules.
 */
#include <sys/types.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <errno.h>
#include <imsg.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TAILQ_HEAD(ibufhead, ibuf);

struct ibufqueue {
	struct ibufhead	 bufs;
	uint32_t	 queued;
};

struct msgbuf {
	struct ibufqueue bufs;		/* to be written */
	struct ibufqueue rbufs;		/* read, whole */
	unsigned char	*rbuf;		/* what was read; NULL: no reader */
	struct ibuf	*rpmsg;		/* read in part */
	struct ibuf	*(*readhdr)(struct ibuf *, void *, int *);
	void		*rarg;
	size_t		 hdrsz;
	size_t		 rlen;		/* bytes in rbuf: part of a header */
	int		 rfd;		/* its descriptor; -1: none */
};

/* Too large to be cleared, as automatic variables are, for each write. */
static struct iovec	 iov[IOV_MAX];

static void	ibufq_init(struct ibufqueue *);
static int	msgbuf_iov(struct msgbuf *, int);
static void	msgbuf_drain(struct msgbuf *, size_t);
static int	write_error(void);
static int	msgbuf_parse(struct msgbuf *, size_t, int *);
static int	msgbuf_recvfds(struct msghdr *, int *);

static void
ibufq_init(struct ibufqueue *bufq)
{
	TAILQ_INIT(&bufq->bufs);
	bufq->queued = 0;
}

struct ibufqueue *
ibufq_new(void)
{
	struct ibufqueue	*bufq;

	if ((bufq = calloc(1, sizeof(*bufq))) == NULL)
		return (NULL);
	ibufq_init(bufq);
	return (bufq);
}

void
ibufq_free(struct ibufqueue *bufq)
{
	if (bufq == NULL)
		return;
	ibufq_flush(bufq);
	free(bufq);
}

struct ibuf *
ibufq_pop(struct ibufqueue *bufq)
{
	struct ibuf	*buf;

	if ((buf = TAILQ_FIRST(&bufq->bufs)) == NULL)
		return (NULL);
	TAILQ_REMOVE(&bufq->bufs, buf, entry);
	bufq->queued--;
	return (buf);
}

void
ibufq_push(struct ibufqueue *bufq, struct ibuf *buf)
{
	TAILQ_INSERT_TAIL(&bufq->bufs, buf, entry);
	bufq->queued++;
}

uint32_t
ibufq_queuelen(struct ibufqueue *bufq)
{
	return (bufq->queued);
}

void
ibufq_concat(struct ibufqueue *to, struct ibufqueue *from)
{
	to->queued += from->queued;
	TAILQ_CONCAT(&to->bufs, &from->bufs, entry);
	from->queued = 0;
}

void
ibufq_flush(struct ibufqueue *bufq)
{
	struct ibuf	*buf;

	while ((buf = ibufq_pop(bufq)) != NULL)
		ibuf_free(buf);
}

struct msgbuf *
msgbuf_new(void)
{
	struct msgbuf	*msgbuf;

	if ((msgbuf = calloc(1, sizeof(*msgbuf))) == NULL)
		return (NULL);
	ibufq_init(&msgbuf->bufs);
	ibufq_init(&msgbuf->rbufs);
	msgbuf->rfd = -1;
	return (msgbuf);
}

struct msgbuf *
msgbuf_new_reader(size_t hdrsz,
    struct ibuf *(*readhdr)(struct ibuf *, void *, int *), void *arg)
{
	struct msgbuf	*msgbuf;

	if (hdrsz == 0 || hdrsz > IBUF_READ_SIZE / 2) {
		errno = EINVAL;
		return (NULL);
	}
	if ((msgbuf = msgbuf_new()) == NULL)
		return (NULL);
	if ((msgbuf->rbuf = malloc(IBUF_READ_SIZE)) == NULL) {
		free(msgbuf);
		return (NULL);
	}
	msgbuf->hdrsz = hdrsz;
	msgbuf->readhdr = readhdr;
	msgbuf->rarg = arg;
	return (msgbuf);
}

void
msgbuf_free(struct msgbuf *msgbuf)
{
	if (msgbuf == NULL)
		return;
	msgbuf_clear(msgbuf);
	free(msgbuf->rbuf);
	free(msgbuf);
}

void
msgbuf_clear(struct msgbuf *msgbuf)
{
	ibufq_flush(&msgbuf->bufs);
	ibufq_flush(&msgbuf->rbufs);
	ibuf_free(msgbuf->rpmsg);
	msgbuf->rpmsg = NULL;
	msgbuf->rlen = 0;
	if (msgbuf->rfd != -1) {
		close(msgbuf->rfd);
		msgbuf->rfd = -1;
	}
}

void
msgbuf_concat(struct msgbuf *msgbuf, struct ibufqueue *from)
{
	ibufq_concat(&msgbuf->bufs, from);
}

uint32_t
msgbuf_queuelen(struct msgbuf *msgbuf)
{
	return (msgbuf->bufs.queued);
}

uint32_t
msgbuf_readlen(struct msgbuf *msgbuf)
{
	return (msgbuf->rbufs.queued);
}

struct ibuf *
msgbuf_get(struct msgbuf *msgbuf)
{
	return (ibufq_pop(&msgbuf->rbufs));
}

void
ibuf_close(struct msgbuf *msgbuf, struct ibuf *buf)
{
	ibufq_push(&msgbuf->bufs, buf);
}

/*
 * As many buffers as one system call takes.  One with a descriptor can only
 * be the first, so that the descriptor goes with its first byte.
 */
static int
msgbuf_iov(struct msgbuf *msgbuf, int fdpass)
{
	struct ibuf	*buf;
	int		 n = 0;

	buf = TAILQ_FIRST(&msgbuf->bufs.bufs);
	while (buf != NULL && n < IOV_MAX) {
		if (n > 0 && fdpass && ibuf_fd_avail(buf))
			break;
		iov[n].iov_base = ibuf_data(buf);
		iov[n].iov_len = ibuf_size(buf);
		n++;
		buf = TAILQ_NEXT(buf, entry);
	}
	return (n);
}

/* Takes n bytes, which have been written, from the front of the queue. */
static void
msgbuf_drain(struct msgbuf *msgbuf, size_t n)
{
	struct ibuf	*buf;

	while ((buf = TAILQ_FIRST(&msgbuf->bufs.bufs)) != NULL) {
		if (n < ibuf_size(buf)) {
			buf->rpos += n;
			return;
		}
		n -= ibuf_size(buf);
		ibuf_free(ibufq_pop(&msgbuf->bufs));
	}
}

/* Errors that go away by themselves are none. */
static int
write_error(void)
{
	if (errno == EAGAIN || errno == ENOBUFS)
		return (0);
	return (-1);
}

int
ibuf_write(int fd, struct msgbuf *msgbuf)
{
	ssize_t		 n;
	int		 niov;

	if ((niov = msgbuf_iov(msgbuf, 0)) == 0)
		return (0);
	while ((n = writev(fd, iov, niov)) == -1 && errno == EINTR)
		;
	if (n == -1)
		return (write_error());
	msgbuf_drain(msgbuf, n);
	return (0);
}

int
msgbuf_write(int fd, struct msgbuf *msgbuf)
{
	struct ibuf	*first;
	struct msghdr	 msg;
	struct cmsghdr	*cmsg;
	union {
		struct cmsghdr	 hdr;
		char		 buf[CMSG_SPACE(sizeof(int))];
	} cmsgbuf;
	ssize_t		 n;

	memset(&msg, 0, sizeof(msg));
	msg.msg_iov = iov;
	if ((msg.msg_iovlen = msgbuf_iov(msgbuf, 1)) == 0)
		return (0);
	first = TAILQ_FIRST(&msgbuf->bufs.bufs);
	if (ibuf_fd_avail(first)) {
		memset(&cmsgbuf, 0, sizeof(cmsgbuf));
		msg.msg_control = &cmsgbuf.buf;
		msg.msg_controllen = sizeof(cmsgbuf.buf);
		cmsg = CMSG_FIRSTHDR(&msg);
		cmsg->cmsg_len = CMSG_LEN(sizeof(int));
		cmsg->cmsg_level = SOL_SOCKET;
		cmsg->cmsg_type = SCM_RIGHTS;
		memcpy(CMSG_DATA(cmsg), &first->fd, sizeof(int));
	}
	while ((n = sendmsg(fd, &msg, MSG_NOSIGNAL)) == -1 && errno == EINTR)
		;
	if (n == -1)
		return (write_error());
	/* It has gone with the first byte, also if that is all that went. */
	if (ibuf_fd_avail(first))
		close(ibuf_fd_get(first));
	msgbuf_drain(msgbuf, n);
	return (0);
}

/*
 * Turns n bytes of rbuf into messages; the part of a header that may remain
 * is moved to its start.  *fd is taken by the header that it belongs to.
 */
static int
msgbuf_parse(struct msgbuf *msgbuf, size_t n, int *fd)
{
	struct ibuf	 hdr, *msg;
	unsigned char	*p = msgbuf->rbuf;
	size_t		 len;
	int		*fdp;

	while (n > 0) {
		if (msgbuf->rpmsg == NULL) {
			if (n < msgbuf->hdrsz)
				break;
			ibuf_from_buffer(&hdr, p, msgbuf->hdrsz);
			fdp = msgbuf->rfd != -1 ? &msgbuf->rfd : fd;
			msgbuf->rpmsg = msgbuf->readhdr(&hdr, msgbuf->rarg,
			    fdp);
			if (msgbuf->rpmsg == NULL)
				return (-1);
			if (msgbuf->rfd != -1) {	/* not asked for */
				errno = EBADMSG;
				return (-1);
			}
		}
		msg = msgbuf->rpmsg;
		len = ibuf_left(msg) < n ? ibuf_left(msg) : n;
		if (ibuf_add(msg, p, len) == -1)
			return (-1);
		p += len;
		n -= len;
		if (ibuf_left(msg) == 0) {
			ibufq_push(&msgbuf->rbufs, msg);
			msgbuf->rpmsg = NULL;
		} else if (len == 0) {
			errno = EINVAL;
			return (-1);
		}
	}
	if (n > 0 && p != msgbuf->rbuf)
		memmove(msgbuf->rbuf, p, n);
	msgbuf->rlen = n;
	return (0);
}

int
ibuf_read(int fd, struct msgbuf *msgbuf)
{
	ssize_t	 n;
	int	 nofd = -1;

	if (msgbuf->rbuf == NULL) {
		errno = EINVAL;
		return (-1);
	}
	while ((n = read(fd, msgbuf->rbuf + msgbuf->rlen,
	    IBUF_READ_SIZE - msgbuf->rlen)) == -1 && errno == EINTR)
		;
	if (n == -1)
		return (errno == EAGAIN ? 1 : -1);
	if (n == 0)
		return (0);
	return (msgbuf_parse(msgbuf, msgbuf->rlen + n, &nofd) == -1 ? -1 : 1);
}

/*
 * The descriptor of a control message, if there is one.  All others are
 * closed, and -1 is returned, as it is if the kernel had to drop some.
 */
static int
msgbuf_recvfds(struct msghdr *msg, int *fdp)
{
	struct cmsghdr	*cmsg;
	size_t		 i, n;
	int		 bad, fd;

	*fdp = -1;
	bad = (msg->msg_flags & MSG_CTRUNC) != 0;
	for (cmsg = CMSG_FIRSTHDR(msg); cmsg != NULL;
	    cmsg = CMSG_NXTHDR(msg, cmsg)) {
		if (cmsg->cmsg_level != SOL_SOCKET ||
		    cmsg->cmsg_type != SCM_RIGHTS)
			continue;
		n = (cmsg->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		for (i = 0; i < n; i++) {
			memcpy(&fd, CMSG_DATA(cmsg) + i * sizeof(int),
			    sizeof(int));
			if (*fdp == -1)
				*fdp = fd;
			else {
				close(fd);
				bad = 1;
			}
		}
	}
	if (!bad)
		return (0);
	if (*fdp != -1)
		close(*fdp);
	*fdp = -1;
	errno = EBADMSG;
	return (-1);
}

int
msgbuf_read(int fd, struct msgbuf *msgbuf)
{
	struct iovec	 riov;
	struct msghdr	 msg;
	union {
		struct cmsghdr	 hdr;
		char		 buf[CMSG_SPACE(sizeof(int))];
	} cmsgbuf;
	ssize_t		 n;
	int		 error, newfd;

	if (msgbuf->rbuf == NULL) {
		errno = EINVAL;
		return (-1);
	}
	riov.iov_base = msgbuf->rbuf + msgbuf->rlen;
	riov.iov_len = IBUF_READ_SIZE - msgbuf->rlen;
	memset(&msg, 0, sizeof(msg));
	msg.msg_iov = &riov;
	msg.msg_iovlen = 1;
	msg.msg_control = &cmsgbuf.buf;
	msg.msg_controllen = sizeof(cmsgbuf.buf);
	while ((n = recvmsg(fd, &msg, MSG_CMSG_CLOEXEC)) == -1 &&
	    errno == EINTR)
		;
	if (n == -1)
		return (errno == EAGAIN ? 1 : -1);
	if (msgbuf_recvfds(&msg, &newfd) == -1)
		return (-1);
	if (n == 0)
		return (0);

	error = msgbuf_parse(msgbuf, msgbuf->rlen + n, &newfd);
	if (newfd == -1)
		return (error == -1 ? -1 : 1);
	/* It may wait for the rest of its header, but only one can. */
	if (error == 0 && msgbuf->rlen > 0 && msgbuf->rfd == -1) {
		msgbuf->rfd = newfd;
		return (1);
	}
	close(newfd);
	if (error == 0)
		errno = EBADMSG;
	return (-1);
}
