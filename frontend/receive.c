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
 * Datagrams in.  A socket is read in batches, and only so many of them each
 * time that it is readable, so that no socket starves the others.
 */
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <netinet/in.h>

#include <errno.h>
#include <event.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmsg.h"
#include "frontend.h"
#include "log.h"
#include "packet.h"

#define ROUNDS		4	/* batches each time */
#define PIPE_MAX	256	/* requests on their way to the engine */
#define RESUME_USEC	2000	/* when to look whether it took some */

static struct slot {
	struct sockaddr_in	 from;
	struct iovec		 iov;
	struct cmsgbuf		 control;
	uint8_t			 packet[DHCP_PACKET_MAX];
}			 slots[BATCH];
static struct mmsghdr	 batch[BATCH];

static void
prepare(void)
{
	struct msghdr	*mh;
	struct slot	*slot;
	unsigned int	 i;

	memset(batch, 0, sizeof(batch));
	for (i = 0; i < BATCH; i++) {
		slot = &slots[i];
		slot->iov.iov_base = slot->packet;
		slot->iov.iov_len = sizeof(slot->packet);
		mh = &batch[i].msg_hdr;
		mh->msg_name = &slot->from;
		mh->msg_namelen = sizeof(slot->from);
		mh->msg_iov = &slot->iov;
		mh->msg_iovlen = 1;
		mh->msg_control = slot->control.buf;
		mh->msg_controllen = sizeof(slot->control.buf);
	}
}

static void
resume(int fd, short events, void *arg)
{
	(void)fd;
	(void)events;
	(void)arg;
	receive_resume();
}

static void
resume_later(void)
{
	static struct event	 ev;
	const struct timeval	 tv = { 0, RESUME_USEC };

	if (!evtimer_initialized(&ev))
		evtimer_set(&ev, resume, NULL);
	if (!evtimer_pending(&ev, NULL) && evtimer_add(&ev, &tv) == -1)
		fatal("evtimer_add");
}

static void
to_engine(const struct msg_request *req, const uint8_t *packet)
{
	peer_send2(&peer_engine, IMSG_REQUEST, 0, req, sizeof(*req), packet,
	    req->len);
}

void
receive_resume(void)
{
	struct backlog	*b;

	while (peer_queuelen(&peer_engine) < PIPE_MAX &&
	    (b = backlog_next()) != NULL) {
		to_engine(&b->req, b->packet);
		free(b);
	}
	if (backlog_len() > 0)
		resume_later();
}

static void
forward(const struct msg_request *req, const uint8_t *packet)
{
	if (backlog_len() == 0 && peer_queuelen(&peer_engine) < PIPE_MAX) {
		to_engine(req, packet);
		return;
	}
	stats[SF_OVERLOAD] += backlog_add(req, packet);
	resume_later();
}

static void
receive_dhcp(const struct sock *s, unsigned int i, int64_t now)
{
	struct msghdr		*mh = &batch[i].msg_hdr;
	struct slot		*slot = &slots[i];
	struct cmsg_path	 path;
	struct msg_request	 req;
	size_t			 len = batch[i].msg_len;
	int			 why;

	stats[SF_RECEIVED]++;
	if (mh->msg_flags & MSG_TRUNC) {
		stats[SF_LONG]++;
		return;
	}
	if ((why = validate(slot->packet, len)) != -1) {
		stats[why]++;
		return;
	}

	if (mh->msg_namelen < sizeof(slot->from) ||
	    cmsg_received(mh, &s->info, &path) == -1 ||
	    (s->info.kind != SOCKET_ANY &&
	    path.dst.s_addr != s->info.addr.s_addr)) {
		stats[SF_NO_INTERFACE]++;
		return;
	}
	/* the socket for broadcasts has it, too: one request, one reply */
	if (s->info.kind == SOCKET_ANY && !path.unicast) {
		stats[SF_NOT_UNICAST]++;
		return;
	}
	memset(&req, 0, sizeof(req));
	req.sock = s->info.sock;
	req.ifindex = path.ifindex;
	req.dst = path.dst;
	req.src = slot->from.sin_addr;
	req.sport = ntohs(slot->from.sin_port);
	req.len = (uint16_t)len;
	req.rcvd = now;
	forward(&req, slot->packet);
}

/* Who answers again and again must not fill the queue, hence a limit. */
static void
receive_icmp(unsigned int i)
{
	struct msg_ping	 ping;

	if ((batch[i].msg_hdr.msg_flags & MSG_TRUNC) == 0 &&
	    icmp_answer(slots[i].packet, batch[i].msg_len, &ping) == 0 &&
	    peer_queuelen(&peer_engine) < 2 * PIPE_MAX)
		peer_send(&peer_engine, IMSG_PONG, 0, -1, &ping, sizeof(ping));
}

static int
receive_batch(const struct sock *s)
{
	static struct log_limit	 limit = LOG_LIMIT(10, 60);
	struct timespec		 ts;
	unsigned int		 i, n, suppressed;
	int64_t			 now;
	int			 got;

	prepare();
	got = recvmmsg(s->fd, batch, BATCH, MSG_DONTWAIT, NULL);
	if (got == -1) {
		if (errno != EAGAIN && errno != EINTR &&
		    log_allowed(&limit, &suppressed))
			log_warn("receive on socket %u (%u more)",
			    s->info.sock, suppressed);
		return (0);
	}
	if (clock_gettime(CLOCK_MONOTONIC, &ts) == -1)
		fatal("clock_gettime");
	now = (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
	n = (unsigned int)got;
	for (i = 0; i < n; i++) {
		if (s->info.kind == SOCKET_ICMP)
			receive_icmp(i);
		else
			receive_dhcp(s, i, now);
	}
	return (n == BATCH);
}

void
receive(int fd, short events, void *sock)
{
	unsigned int	 n;

	(void)fd;
	(void)events;
	for (n = 0; n < ROUNDS; n++)
		if (!receive_batch(sock))
			break;
}
