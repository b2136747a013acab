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
 * What happens to a lease: offers, records that became durable, tentative
 * ones, and the end of each.
 */
#include <sys/types.h>
#include <arpa/inet.h>

#include <event.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "leaseint.h"
#include "log.h"
#include "pftable.h"
#include "pool.h"
#include "timer.h"

#define EXPIRE_SLICE	1024	/* ends in one go; packets come between */
#define SLEEP_MAX	3600000	/* milliseconds */

/* How the client was reached: RFC 3046, and giaddr. */
struct lease_agent {
	struct in_addr	 relay;		/* network byte order */
	uint8_t		 circuitlen;
	uint8_t		 remotelen;
	uint8_t		 data[];	/* circuit id, then remote id */
};

struct lease_saved {
	struct lease_rec rec;
	int64_t		 expires;
};

static void	 set_client(struct lease *, const struct client *);
static void	 set_name(char **, const char *);
static void	 set_agent(struct lease *, const struct lease_rec *);
static void	 set_rec(struct lease *, const struct lease_rec *);
static void	 set_state(struct lease *, uint8_t, int64_t);
static void	 expiry_arm(void);
static void	 expiry_run(int, short, void *);
static int64_t	 end_of(const struct lease_rec *);

static struct event	 expiry;
static int64_t		 armed = INT64_MAX;	/* monotonic ms */

void
leasestate_init(void)
{
	evtimer_set(&expiry, expiry_run, NULL);
}

/* The client may be the lease's own, as lease_client() gives it. */
static void
set_client(struct lease *l, const struct client *c)
{
	uint8_t		*uid = NULL;

	if (c->uidlen > LEASE_UID_MAX || c->hlen > DHCP_CHADDR_LEN)
		fatalx("%s: client with impossible lengths", __func__);
	if (!lease_is_of(l, c)) {
		clientidx_remove(l);
		if (c->uid != NULL) {
			if ((uid = malloc(c->uidlen)) == NULL)
				fatal("%s", __func__);
			memcpy(uid, c->uid, c->uidlen);
		}
		free(l->uid);
		l->uid = uid;
		l->uidlen = uid != NULL ? c->uidlen : 0;
	}
	l->htype = c->htype;
	l->hlen = c->hlen;
	memmove(l->chaddr, c->chaddr, c->hlen);
	memset(l->chaddr + l->hlen, 0, sizeof(l->chaddr) - l->hlen);
}

/* There are a million of these: an empty name costs nothing. */
static void
set_name(char **to, const char *from)
{
	if (*to != NULL && strcmp(*to, from) == 0)
		return;
	free(*to);
	*to = NULL;
	if (*from != '\0' && (*to = strdup(from)) == NULL)
		fatal("%s", __func__);
}

static int
same_agent(const struct lease_agent *a, const struct lease_rec *rec)
{
	return (a->relay.s_addr == rec->relay.s_addr &&
	    a->circuitlen == rec->circuitlen &&
	    a->remotelen == rec->remotelen &&
	    memcmp(a->data, rec->circuit, a->circuitlen) == 0 &&
	    memcmp(a->data + a->circuitlen, rec->remote, a->remotelen) == 0);
}

/* No record: forget it. */
static void
set_agent(struct lease *l, const struct lease_rec *rec)
{
	struct lease_agent	*a;

	if (rec != NULL && l->agent != NULL && same_agent(l->agent, rec))
		return;
	free(l->agent);
	l->agent = NULL;
	if (rec == NULL || (rec->relay.s_addr == INADDR_ANY &&
	    rec->circuitlen == 0 && rec->remotelen == 0))
		return;
	if ((a = malloc(sizeof(*a) + rec->circuitlen + rec->remotelen)) ==
	    NULL)
		fatal("%s", __func__);
	a->relay = rec->relay;
	a->circuitlen = rec->circuitlen;
	a->remotelen = rec->remotelen;
	memcpy(a->data, rec->circuit, a->circuitlen);
	memcpy(a->data + a->circuitlen, rec->remote, a->remotelen);
	l->agent = a;
}

static void
set_rec(struct lease *l, const struct lease_rec *rec)
{
	struct client	 c;

	if (ntohl(rec->addr.s_addr) != l->addr)
		fatalx("%s: record of another address", __func__);
	c.uid = rec->uidlen != 0 ? rec->uid : NULL;
	c.uidlen = rec->uidlen;
	c.htype = rec->htype;
	c.hlen = rec->hlen;
	c.chaddr = rec->chaddr;
	set_client(l, &c);
	set_name(&l->client_hostname, rec->client_hostname);
	set_name(&l->hostname, rec->hostname);
	set_agent(l, rec);
	l->starts = rec->starts;
	l->ends = rec->ends;
	l->flags = rec->flags;
}

static void
set_state(struct lease *l, uint8_t state, int64_t expires)
{
	l->state = state;
	if (state != LEASE_OFFERED)
		l->probed = 0;

	/* One that was freed comes first, and may push out an older one. */
	if (state == LEASE_FREE || state == LEASE_ABANDONED)
		clientidx_remove(l);
	if (state != LEASE_ABANDONED)
		clientidx_insert(l);

	if (expires == INT64_MAX) {
		heap_remove(l);
		l->expires = expires;
	} else
		heap_set(l, expires);
	pool_lease_changed(l);
	pftable_lease_changed(l);
}

static void
expiry_arm(void)
{
	struct lease	*l;
	int64_t		 latest = clock_mono() + SLEEP_MAX;

	if ((l = heap_first()) == NULL || l->expires >= armed)
		return;
	armed = l->expires;
	timer_at(&expiry, armed < latest ? armed : latest);
}

static void
expiry_run(int fd, short events, void *arg)
{
	struct lease	*l;
	unsigned int	 n;

	(void)fd;
	(void)events;
	(void)arg;
	clock_update();
	for (n = 0; n < EXPIRE_SLICE; n++) {
		if ((l = heap_first()) == NULL || l->expires > clock_mono())
			break;
		set_state(l, LEASE_FREE, INT64_MAX);
	}
	armed = INT64_MAX;
	expiry_arm();
}

void
lease_offer(struct lease *l, const struct client *c, int64_t hold)
{
	if (l->state == LEASE_ACTIVE || l->pending != NULL) {
		if (!lease_is_of(l, c))
			fatalx("%s: lease is another client's", __func__);
		return;
	}
	if (!lease_is_of(l, c)) {
		set_name(&l->client_hostname, "");
		set_name(&l->hostname, "");
		set_agent(l, NULL);
		l->probed = 0;
	}
	set_client(l, c);
	l->flags = 0;
	l->starts = 0;
	l->ends = clock_wall() + (hold + 999) / 1000;
	set_state(l, LEASE_OFFERED, clock_mono() + hold);
	expiry_arm();
}

void
lease_unoffer(struct lease *l)
{
	if (l->state != LEASE_OFFERED || l->pending != NULL)
		return;
	l->ends = clock_wall();
	set_state(l, LEASE_FREE, INT64_MAX);
}

/*
 * When an active lease ends; wall time has no part in it from here on.  One
 * that begins in the future was written before the clock was set back, or is
 * read before it is set: of none is left more than its whole length.
 */
static int64_t
end_of(const struct lease_rec *rec)
{
	int64_t		 left;

	if (rec->ends == LEASE_FOREVER)
		return (INT64_MAX);
	left = rec->ends - clock_wall();
	if (rec->starts > clock_wall() && rec->starts < rec->ends)
		left = rec->ends - rec->starts;
	if (left > (INT64_MAX - clock_mono()) / 1000)
		return (INT64_MAX);
	return (clock_mono() + left * 1000);
}

void
lease_apply(struct lease *l, const struct lease_rec *rec)
{
	if (l->pending != NULL)
		fatalx("%s: lease is tentative", __func__);
	set_rec(l, rec);
	if (rec->state == LEASE_ABANDONED)
		set_state(l, LEASE_ABANDONED, INT64_MAX);
	else if (rec->state == LEASE_ACTIVE && rec->ends > clock_wall())
		set_state(l, LEASE_ACTIVE, end_of(rec));
	else
		set_state(l, LEASE_FREE, INT64_MAX);
	expiry_arm();
}

void
lease_to_agent(const struct lease *l, struct lease_rec *rec)
{
	const struct lease_agent	*a = l->agent;

	if (a == NULL)
		return;
	rec->relay = a->relay;
	rec->circuitlen = a->circuitlen;
	rec->remotelen = a->remotelen;
	memcpy(rec->circuit, a->data, a->circuitlen);
	memcpy(rec->remote, a->data + a->circuitlen, a->remotelen);
}

void
lease_to_rec(const struct lease *l, struct lease_rec *rec)
{
	memset(rec, 0, sizeof(*rec));
	rec->addr.s_addr = htonl(l->addr);
	rec->starts = l->starts;
	rec->ends = l->ends;
	rec->state = l->state;
	rec->flags = l->flags;
	rec->htype = l->htype;
	rec->hlen = l->hlen;
	memcpy(rec->chaddr, l->chaddr, sizeof(rec->chaddr));
	if (l->uid != NULL) {
		rec->uidlen = l->uidlen;
		memcpy(rec->uid, l->uid, l->uidlen);
	}
	if (l->client_hostname != NULL)
		strlcpy(rec->client_hostname, l->client_hostname,
		    sizeof(rec->client_hostname));
	if (l->hostname != NULL)
		strlcpy(rec->hostname, l->hostname, sizeof(rec->hostname));
	lease_to_agent(l, rec);
}

void
lease_tentative(struct lease *l, struct commit *commit,
    const struct lease_rec *rec, struct lease_saved **saved)
{
	struct lease_saved	*s;

	*saved = NULL;
	l->pending = commit;
	if (l->state == LEASE_ACTIVE) {
		heap_remove(l);
		return;
	}
	if ((s = malloc(sizeof(*s))) == NULL)
		fatal("%s", __func__);
	lease_to_rec(l, &s->rec);
	s->expires = l->expires;
	set_rec(l, rec);
	set_state(l, LEASE_OFFERED, INT64_MAX);
	*saved = s;
}

void
lease_settle(struct lease *l, const struct lease_rec *rec,
    struct lease_saved *saved)
{
	free(saved);
	l->pending = NULL;
	lease_apply(l, rec);
}

void
lease_rollback(struct lease *l, struct lease_saved *saved)
{
	l->pending = NULL;
	if (saved != NULL) {
		set_rec(l, &saved->rec);
		set_state(l, saved->rec.state, saved->expires);
		free(saved);
	} else
		set_state(l, l->state, l->expires);
	expiry_arm();
}
