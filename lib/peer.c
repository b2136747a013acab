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
 * Channels between two processes.  What the handlers of one round of the
 * event loop queue for a peer leaves together, in one system call, at the end
 * of that round.
 */
#include <sys/types.h>

#include <errno.h>
#include <event.h>
#include <fcntl.h>
#include <imsg.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "log.h"
#include "proc.h"

static void	peer_readable(int, short, void *);
static void	peer_writable(int, short, void *);
static void	peer_queued(struct peer *);
static void	peer_gone(struct peer *);

const char *
proc_name(enum proc_id id)
{
	static const char *const names[PROC_MAX] = {
		"parent", "frontend", "engine", "leasedb", "route", "control",
		"resolver", "pftable"
	};

	return ((unsigned int)id < PROC_MAX ? names[id] : "unknown");
}

void
peer_init(struct peer *p, enum proc_id id, int fd, int fdpass,
    void (*dispatch)(struct peer *, struct imsg *))
{
	int	 flags;

	memset(p, 0, sizeof(*p));
	p->id = id;
	p->dispatch = dispatch;
	if ((flags = fcntl(fd, F_GETFL)) == -1 ||
	    fcntl(fd, F_SETFL, flags | O_NONBLOCK) == -1)
		fatal("fcntl");
	if (imsgbuf_init(&p->ibuf, fd) == -1)
		fatal("imsgbuf_init");
	if (fdpass)
		imsgbuf_allow_fdpass(&p->ibuf);
	event_set(&p->rev, fd, EV_READ | EV_PERSIST, peer_readable, p);
	event_set(&p->wev, fd, EV_WRITE, peer_writable, p);
	if (event_add(&p->rev, NULL) == -1)
		fatal("event_add");
}

static void
peer_gone(struct peer *p)
{
	if (p->closed == NULL)
		exit(0);
	/* closed() may want to wait for others: don't call it again. */
	event_del(&p->rev);
	event_del(&p->wev);
	p->writing = 0;
	p->closed(p);
}

static void
peer_readable(int fd, short event, void *arg)
{
	struct peer	*p = arg;
	struct imsg	 imsg;
	int		 n;

	(void)fd;
	(void)event;
	if ((n = imsgbuf_read(&p->ibuf)) == -1 && errno != ECONNRESET)
		fatal("channel to %s", proc_name(p->id));
	if (n != 1) {
		peer_gone(p);
		return;
	}
	/* A handler may have closed the channel. */
	while (p->ibuf.fd != -1) {
		if ((n = imsgbuf_get(&p->ibuf, &imsg)) == -1)
			fatal("channel to %s", proc_name(p->id));
		if (n == 0)
			break;
		p->dispatch(p, &imsg);
		imsg_free(&imsg);
	}
	if (p->ibuf.fd != -1 && p->batch != NULL)
		p->batch(p);
}

static void
peer_writable(int fd, short event, void *arg)
{
	struct peer	*p = arg;
	uint32_t	 before;

	(void)fd;
	(void)event;
	p->writing = 0;
	do {
		if ((before = imsgbuf_queuelen(&p->ibuf)) == 0)
			return;
		if (imsgbuf_write(&p->ibuf) == -1) {
			if (errno != EPIPE && errno != ECONNRESET)
				fatal("channel to %s", proc_name(p->id));
			/* What it still said can be read; then it is gone. */
			return;
		}
	} while (imsgbuf_queuelen(&p->ibuf) < before);

	p->writing = 1;
	if (event_add(&p->wev, NULL) == -1)
		fatal("event_add");
}

/*
 * Runs peer_writable() once the events that are active now have had their
 * turn, without a system call to ask whether the socket has room.
 */
static void
peer_queued(struct peer *p)
{
	if (p->writing)
		return;
	p->writing = 1;
	event_active(&p->wev, EV_WRITE, 1);
}

void
peer_send(struct peer *p, uint32_t type, uint32_t id, int fd,
    const void *data, size_t len)
{
	if (imsg_compose(&p->ibuf, type, id, 0, fd, data, len) == -1)
		fatal("message %u to %s", type, proc_name(p->id));
	peer_queued(p);
}

void
peer_send2(struct peer *p, uint32_t type, uint32_t id, const void *data,
    size_t len, const void *data2, size_t len2)
{
	struct ibuf	*msg;

	msg = imsg_create(&p->ibuf, type, id, 0, len + len2);
	if (msg == NULL || imsg_add(msg, data, len) == -1 ||
	    imsg_add(msg, data2, len2) == -1)
		fatal("message %u to %s", type, proc_name(p->id));
	peer_send_ibuf(p, msg);
}

void
peer_send_ibuf(struct peer *p, struct ibuf *msg)
{
	imsg_close(&p->ibuf, msg);
	peer_queued(p);
}

uint32_t
peer_queuelen(struct peer *p)
{
	return (imsgbuf_queuelen(&p->ibuf));
}

int
peer_flush(struct peer *p)
{
	struct pollfd	 pfd;
	uint32_t	 before;

	while ((before = imsgbuf_queuelen(&p->ibuf)) > 0) {
		if (imsgbuf_write(&p->ibuf) == -1)
			return (-1);
		if (imsgbuf_queuelen(&p->ibuf) < before)
			continue;
		pfd.fd = p->ibuf.fd;
		pfd.events = POLLOUT;
		if (poll(&pfd, 1, -1) == -1 && errno != EINTR)
			return (-1);
	}
	return (0);
}

void
peer_get(struct peer *p, struct imsg *imsg, void *data, size_t len)
{
	if (imsg_get_data(imsg, data, len) == -1)
		peer_illegal(p, imsg);
}

void
peer_get_none(struct peer *p, struct imsg *imsg)
{
	if (imsg_get_len(imsg) != 0)
		peer_illegal(p, imsg);
}

void
peer_illegal(struct peer *p, struct imsg *imsg)
{
	fatalx("illegal message from %s: type %u, length %zu",
	    proc_name(p->id), imsg_get_type(imsg), imsg_get_len(imsg));
}

void
peer_close(struct peer *p)
{
	event_del(&p->rev);
	event_del(&p->wev);
	close(p->ibuf.fd);
	imsgbuf_clear(&p->ibuf);
	p->ibuf.fd = -1;
}
