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
 * Datagrams out.  What the engine wants sent is queued by socket, and sent
 * in batches when all that it said has been read.  A socket that takes
 * nothing is tried again for a while; then its queue is dropped: a client
 * asks again, and nothing may pile up here.
 */
#include <sys/types.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#include <errno.h>
#include <event.h>
#include <stdlib.h>
#include <string.h>

#include "cmsg.h"
#include "frontend.h"
#include "log.h"

#define OUTQ_MAX	1024	/* datagrams that wait on one socket */
#define RETRY_USEC	5000
#define RETRY_MAX	20	/* then the queue is dropped */

struct datagram {
	TAILQ_ENTRY(datagram)	 entry;
	struct in_addr		 src;		/* network byte order */
	struct in_addr		 dst;		/* network byte order */
	uint32_t		 ifindex;	/* 0: as routed */
	uint16_t		 dport;		/* host byte order */
	uint16_t		 len;
	uint8_t			 data[];
};

static TAILQ_HEAD(, sock)	 dirty = TAILQ_HEAD_INITIALIZER(dirty);

static void
count(const struct sock *s, int reply, int probe)
{
	stats[s->info.kind == SOCKET_ICMP ? probe : reply]++;
}

/* One datagram is done with, whatever became of it. */
static void
dequeue(struct sock *s)
{
	struct datagram	*d;

	d = TAILQ_FIRST(&s->outq);
	TAILQ_REMOVE(&s->outq, d, entry);
	free(d);
	if (--s->noutq == 0)
		TAILQ_REMOVE(&dirty, s, dirty);
}

static void
enqueue(struct sock *s, const struct datagram *head, const uint8_t *data)
{
	struct datagram	*d;

	if (s->noutq >= OUTQ_MAX ||
	    (d = malloc(sizeof(*d) + head->len)) == NULL) {
		count(s, SF_SEND_ERROR, SF_PING_ERROR);
		return;
	}
	*d = *head;
	memcpy(d->data, data, head->len);
	TAILQ_INSERT_TAIL(&s->outq, d, entry);
	if (s->noutq++ == 0)
		TAILQ_INSERT_TAIL(&dirty, s, dirty);
}

int
send_reply(const struct msg_reply *reply, const uint8_t *data)
{
	struct datagram	 head;
	struct sock	*s;

	if ((s = sock_find(reply->sock)) == NULL) {
		stats[SF_NO_SOCKET]++;
		return (0);
	}
	if (s->info.kind == SOCKET_ICMP)
		return (-1);
	memset(&head, 0, sizeof(head));
	head.src = reply->src;
	head.dst = reply->dst;
	if (reply->flags & REPLY_BROADCAST)
		head.dst.s_addr = INADDR_BROADCAST;
	head.ifindex = reply->ifindex;
	head.dport = reply->dport;
	head.len = reply->len;
	enqueue(s, &head, data);
	return (0);
}

void
send_ping(const struct msg_ping *ping)
{
	struct datagram	 head;
	struct sock	*s;
	uint8_t		 packet[IP_HEADER_LEN + ECHO_LEN];
	size_t		 len;

	if ((s = sock_icmp()) == NULL) {
		stats[SF_PING_ERROR]++;
		return;
	}
	memset(&head, 0, sizeof(head));
	head.src = ping->src;
	head.dst = ping->addr;
	head.ifindex = ping->ifindex;
	len = ip_header(packet, ping->src, ping->addr, ECHO_LEN);
	icmp_echo(ping, packet + len);
	head.len = (uint16_t)(len + ECHO_LEN);
	enqueue(s, &head, packet);
}

/* The first of the queue, as many as one call takes. */
static int
send_batch(struct sock *s)
{
	static struct mmsghdr		 batch[BATCH];
	static struct sockaddr_in	 to[BATCH];
	static struct iovec		 iov[BATCH];
	static struct cmsgbuf		 control[BATCH];
	struct datagram			*d;
	struct msghdr			*mh;
	unsigned int			 n = 0;

	memset(batch, 0, sizeof(batch));
	memset(to, 0, sizeof(to));
	TAILQ_FOREACH(d, &s->outq, entry) {
		to[n].sin_family = AF_INET;
		to[n].sin_addr = d->dst;
		to[n].sin_port = htons(d->dport);
		iov[n].iov_base = d->data;
		iov[n].iov_len = d->len;
		mh = &batch[n].msg_hdr;
		mh->msg_name = &to[n];
		mh->msg_namelen = sizeof(to[n]);
		mh->msg_iov = &iov[n];
		mh->msg_iovlen = 1;
		cmsg_source(mh, &control[n], &s->info, d->src, d->ifindex);
		if (++n == BATCH)
			break;
	}
	return (sendmmsg(s->fd, batch, n, MSG_DONTWAIT));
}

/*
 * The first of the queue was refused, for the reason in errno.  OpenBSD says
 * so if nobody has answered ARP for a probed address a moment ago: that is
 * what a probe is to find out, and no error.
 */
static void
send_refused(struct sock *s)
{
	static struct log_limit	 limit = LOG_LIMIT(10, 60);
	struct datagram		*d = TAILQ_FIRST(&s->outq);
	unsigned int		 suppressed;
	char			 addr[INET_ADDRSTRLEN];

	count(s, SF_SEND_ERROR, SF_PING_ERROR);
	if ((s->info.kind != SOCKET_ICMP || errno != EHOSTDOWN) &&
	    log_allowed(&limit, &suppressed)) {
		inet_ntop(AF_INET, &d->dst, addr, sizeof(addr));
		log_warn("send to %s port %u (%u more)", addr, d->dport,
		    suppressed);
	}
	dequeue(s);
}

/* Returns 0 if the socket takes nothing at the moment. */
static int
send_some(struct sock *s)
{
	int	 n;

	if ((n = send_batch(s)) > 0) {
		s->stalled = 0;
		while (n-- > 0) {
			count(s, SF_SENT, SF_PINGS);
			dequeue(s);
		}
		return (1);
	}
	if (errno == EINTR)
		return (1);
	if (errno != EAGAIN && errno != ENOBUFS) {
		send_refused(s);
		return (1);
	}
	if (++s->stalled <= RETRY_MAX)
		return (0);
	s->stalled = 0;
	while (s->noutq > 0)
		send_refused(s);
	return (1);
}

static void	 retry(int, short, void *);

static void
flush(int stalled)
{
	static struct event	 ev;
	const struct timeval	 tv = { 0, RETRY_USEC };
	struct sock		*s, *next;

	for (s = TAILQ_FIRST(&dirty); s != NULL; s = next) {
		next = TAILQ_NEXT(s, dirty);
		if (s->stalled > 0 && !stalled)
			continue;
		while (s->noutq > 0 && send_some(s))
			continue;
	}
	if (TAILQ_EMPTY(&dirty))
		return;
	if (!evtimer_initialized(&ev))
		evtimer_set(&ev, retry, NULL);
	if (!evtimer_pending(&ev, NULL) && evtimer_add(&ev, &tv) == -1)
		fatal("evtimer_add");
}

/* The time has come for sockets that took nothing. */
static void
retry(int fd, short events, void *arg)
{
	(void)fd;
	(void)events;
	(void)arg;
	flush(1);
}

void
send_flush(void)
{
	flush(0);
}

void
send_forget(struct sock *s)
{
	while (s->noutq > 0) {
		count(s, SF_NO_SOCKET, SF_PING_ERROR);
		dequeue(s);
	}
}
