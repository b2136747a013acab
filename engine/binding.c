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
 * Clients and their leases: which one a client has, for how long it gets it,
 * and what is recorded of it.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "confindex.h"
#include "engine.h"
#include "log.h"
#include "pool.h"
#include "request.h"

static int	 lease_rank(const struct lease *);
static int	 is_same_host(const struct request *, const struct lease *);
static void	 copy_hostname(char *, const void *, size_t);
static void	 set_agent(const struct request *, const struct lease *,
		    struct lease_rec *);
static void	 abandoned(struct lease *, enum commit_result, void *);

int
lease_was_bound(const struct lease *lease)
{
	return (lease->state == LEASE_ACTIVE || lease->starts != 0);
}

/* What a client keeps, is offered, had, and was once offered. */
static int
lease_rank(const struct lease *lease)
{
	switch (lease->state) {
	case LEASE_ACTIVE:
		return (4);
	case LEASE_OFFERED:
		return (3);
	case LEASE_FREE:
		return (lease_was_bound(lease) ? 2 : 1);
	default:
		return (0);
	}
}

struct lease *
client_lease(const struct request *r, int poolflags)
{
	struct lease	*lease, *best = NULL;
	unsigned int	 n = 0;

	for (lease = leasetab_first_of(&r->client);
	    lease != NULL && n < CLIENT_LEASES_MAX;
	    lease = leasetab_next_of(lease, &r->client), n++) {
		if (lease_rank(lease) == 0 ||
		    !in_network(r, lease->addr) ||
		    !pool_permits(r->subnet, lease->addr, poolflags))
			continue;
		if (best == NULL || lease_rank(lease) > lease_rank(best) ||
		    (lease_rank(lease) == lease_rank(best) &&
		    lease->ends > best->ends))
			best = lease;
	}
	return (best);
}

int
client_has_enough(const struct request *r)
{
	struct lease	*lease;
	unsigned int	 n = 0, held = 0;

	for (lease = leasetab_first_of(&r->client);
	    lease != NULL && n < CLIENT_LEASES_MAX;
	    lease = leasetab_next_of(lease, &r->client), n++)
		if (lease->state != LEASE_FREE)
			held++;
	return (held >= CLIENT_HELD_MAX);
}

int
lease_available(const struct lease *lease)
{
	return (lease == NULL ||
	    (lease->state == LEASE_FREE && lease->pending == NULL));
}

/* By another identifier, which is another client, but the same host. */
static int
is_same_host(const struct request *r, const struct lease *lease)
{
	struct client	 holder;
	uint32_t	 addr;

	lease_client(lease, &holder);
	return (confindex_host(&holder, r->subnet, &addr) == r->host);
}

int
reserved_conflict(const struct request *r)
{
	static struct log_limit	 limit = LOG_LIMIT(5, 60);
	struct lease		*lease;

	lease = leasetab_find(r->reserved);
	if (lease == NULL || (lease->state != LEASE_ACTIVE &&
	    lease->state != LEASE_OFFERED) ||
	    lease_is_of(lease, &r->client) || is_same_host(r, lease))
		return (0);
	warn_limited(&limit, "%s is reserved for host %s, but another client "
	    "has it until its lease ends", addr_name(r->reserved),
	    conf->hosts[r->host].name);
	return (1);
}

uint32_t
lease_time(const struct request *r)
{
	uint32_t	 seconds, min;

	if (optset_get_u32(&r->opts, DHO_LEASE_TIME, &seconds) == -1 ||
	    seconds == 0)
		seconds = r->params.default_lease_time;
	min = r->params.min_lease_time;
	if (min > r->params.max_lease_time)
		min = r->params.max_lease_time;
	if (seconds > r->params.max_lease_time)
		seconds = r->params.max_lease_time;
	if (seconds < min)
		seconds = min;
	return (seconds == 0 ? 1 : seconds);
}

const void *
given_hostname(const struct request *r, size_t *len)
{
	const struct conf_option	*opt;
	const char			*name;

	opt = confindex_option(r->subnet, r->host, DHO_HOST_NAME);
	if (opt != NULL) {
		*len = opt->len;
		return (opt->data);
	}
	if (!r->params.use_host_decl_names || r->host == CONF_NONE)
		return (NULL);
	name = conf->hosts[r->host].name;
	*len = strlen(name);
	return (name);
}

/*
 * Some clients end a name with NUL.  One that is too long, or has a NUL
 * elsewhere, is no name.
 */
static void
copy_hostname(char *name, const void *data, size_t len)
{
	const char	*text = data;

	if (len > 0 && text[len - 1] == '\0')
		len--;
	if (len > LEASE_NAME_MAX || memchr(text, '\0', len) != NULL)
		return;
	memcpy(name, text, len);
	name[len] = '\0';
}

/*
 * How the client was reached.  One that renews by unicast comes by no relay,
 * but is still behind the one that it came by before.
 */
static void
set_agent(const struct request *r, const struct lease *lease,
    struct lease_rec *rec)
{
	rec->relay = r->fixed.giaddr;
	if (r->local != NULL && rec->relay.s_addr == INADDR_ANY &&
	    !r->agent.there && lease->state == LEASE_ACTIVE &&
	    lease_is_of(lease, &r->client)) {
		lease_to_agent(lease, rec);
		return;
	}
	rec->circuitlen = r->agent.circuitlen;
	if (rec->circuitlen > 0)
		memcpy(rec->circuit, r->agent.circuit, rec->circuitlen);
	rec->remotelen = r->agent.remotelen;
	if (rec->remotelen > 0)
		memcpy(rec->remote, r->agent.remote, rec->remotelen);
}

int
binding_commit(const struct request *r, struct lease *lease,
    uint32_t seconds, uint8_t flags,
    void (*done)(struct lease *, enum commit_result, void *))
{
	struct lease_rec	 rec;
	struct kept		*k;
	const void		*name;
	size_t			 len;

	memset(&rec, 0, sizeof(rec));
	rec.addr.s_addr = htonl(lease->addr);
	rec.starts = clock_wall();
	rec.ends = seconds == UINT32_MAX ? LEASE_FOREVER :
	    rec.starts + seconds;
	rec.state = LEASE_ACTIVE;
	rec.flags = flags;
	rec.htype = r->client.htype;
	rec.hlen = r->client.hlen;
	memcpy(rec.chaddr, r->client.chaddr, rec.hlen);
	if (r->client.uid != NULL) {
		rec.uidlen = (uint8_t)r->client.uidlen;
		memcpy(rec.uid, r->client.uid, rec.uidlen);
	}
	name = optset_get(&r->opts, DHO_HOST_NAME, &len);
	if (name != NULL)
		copy_hostname(rec.client_hostname, name, len);
	if ((name = given_hostname(r, &len)) != NULL)
		copy_hostname(rec.hostname, name, len);
	set_agent(r, lease, &rec);
	k = request_keep(r, lease->addr, seconds);
	if (commit_lease(lease, &rec, done, k) == -1) {
		free(k);
		return (-1);
	}
	return (0);
}

/* Nobody is given it from now on, whether that can be stored or not. */
void
lease_abandon(struct lease *lease, const char *why)
{
	static struct log_limit	 limit = LOG_LIMIT(10, 60);
	struct lease_rec	 rec;

	warn_limited(&limit, "address %s is abandoned: %s",
	    addr_name(lease->addr), why);
	memset(&rec, 0, sizeof(rec));
	rec.addr.s_addr = htonl(lease->addr);
	rec.starts = rec.ends = clock_wall();
	rec.state = LEASE_ABANDONED;
	lease_apply(lease, &rec);
	if (commit_lease(lease, &rec, abandoned, NULL) == -1)
		stats[SE_COMMIT_FAILED]++;
}

static void
abandoned(struct lease *lease, enum commit_result result, void *arg)
{
	(void)lease;
	(void)arg;
	stats[result == COMMIT_FAILED ? SE_COMMIT_FAILED : SE_CONFLICT]++;
}
