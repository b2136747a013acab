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
 * Bindings on their way to leasedb: a ring of those that wait, by sequence
 * number.
 */
#include <sys/types.h>
#include <arpa/inet.h>

#include <imsg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "commit.h"
#include "leasetab.h"
#include "log.h"
#include "proc.h"

struct commit {
	struct lease		*lease;
	struct lease_saved	*saved;
	void			(*done)(struct lease *, enum commit_result,
				    void *);
	void			*arg;
	struct lease_rec	 rec;
};

static void		 check_sent(uint64_t);
static struct commit	*commit_find(uint64_t);
static struct commit	*commit_take(uint64_t);
static void		 commit_done(struct commit *, enum commit_result);
static void		 commit_send(uint64_t, const struct lease_rec *);

static struct peer	*leasedb;
static struct commit	*ring[COMMIT_PENDING_MAX];	/* by seq */
static uint64_t		 oldest = 1;	/* all before it are answered */
static uint64_t		 next = 1;	/* to be sent */
static unsigned int	 npending;

void
commit_init(struct peer *p)
{
	leasedb = p;
}

unsigned int
commit_pending(void)
{
	return (npending);
}

static void
commit_send(uint64_t seq, const struct lease_rec *rec)
{
	struct ibuf	*buf;

	buf = imsg_create(&leasedb->ibuf, IMSG_LEASE_COMMIT, 0, 0,
	    sizeof(seq) + sizeof(*rec));
	if (buf == NULL || imsg_add(buf, &seq, sizeof(seq)) == -1 ||
	    lease_rec_add(buf, rec) == -1)
		fatal("%s", __func__);
	peer_send_ibuf(leasedb, buf);
}

int
commit_lease(struct lease *l, const struct lease_rec *rec,
    void (*done)(struct lease *, enum commit_result, void *), void *arg)
{
	struct commit	*c;

	if (ntohl(rec->addr.s_addr) != l->addr)
		fatalx("%s: record of another address", __func__);
	if (l->pending != NULL || next - oldest >= COMMIT_PENDING_MAX)
		return (-1);
	if ((c = calloc(1, sizeof(*c))) == NULL)
		fatal("%s", __func__);
	c->lease = l;
	c->rec = *rec;
	c->done = done;
	c->arg = arg;
	lease_tentative(l, c, rec, &c->saved);
	ring[next % COMMIT_PENDING_MAX] = c;
	npending++;
	commit_send(next++, rec);
	return (0);
}

/* An answer to what was never asked does not come from our leasedb. */
static void
check_sent(uint64_t seq)
{
	if (seq == 0 || seq >= next)
		fatalx("leasedb answers commit %llu, the last one is %llu",
		    (unsigned long long)seq, (unsigned long long)next - 1);
}

static struct commit *
commit_find(uint64_t seq)
{
	struct commit	*c;

	check_sent(seq);
	if (seq < oldest ||
	    (c = ring[seq % COMMIT_PENDING_MAX]) == NULL)
		fatalx("leasedb answers commit %llu twice",
		    (unsigned long long)seq);
	return (c);
}

/* The one with that number leaves the ring. */
static struct commit *
commit_take(uint64_t seq)
{
	struct commit	*c = commit_find(seq);

	ring[seq % COMMIT_PENDING_MAX] = NULL;
	npending--;
	while (oldest < next && ring[oldest % COMMIT_PENDING_MAX] == NULL)
		oldest++;
	return (c);
}

/* The lease has what the result says. */
static void
commit_done(struct commit *c, enum commit_result result)
{
	if (c->done != NULL)
		c->done(c->lease, result, c->arg);
	free(c);
}

void
commit_durable(uint64_t seq)
{
	struct commit	*c;

	check_sent(seq);
	/* Whatever done() adds has a higher number. */
	while (oldest <= seq) {
		c = commit_take(oldest);
		lease_settle(c->lease, &c->rec, c->saved);
		commit_done(c, COMMIT_DURABLE);
	}
}

void
commit_failed(const struct msg_lease_failed *msg)
{
	static struct log_limit	 limit = LOG_LIMIT(5, 60);
	struct commit		*c;
	unsigned int		 suppressed;
	uint64_t		 seq;

	check_sent(msg->first);
	check_sent(msg->last);
	for (seq = msg->first; seq <= msg->last; seq++) {
		c = commit_take(seq);
		lease_rollback(c->lease, c->saved);
		commit_done(c, COMMIT_FAILED);
	}
	if (log_allowed(&limit, &suppressed))
		log_warnx("leases could not be stored: %s",
		    strerror(msg->error));
}

void
commit_refused(uint64_t seq, const struct lease_rec *winner)
{
	struct commit	*c;

	c = commit_find(seq);
	if (ntohl(winner->addr.s_addr) != c->lease->addr ||
	    winner->state == LEASE_OFFERED)
		fatalx("leasedb refused commit %llu for no lease of its "
		    "address", (unsigned long long)seq);
	commit_take(seq);
	lease_settle(c->lease, winner, c->saved);
	commit_done(c, COMMIT_REFUSED);
}
