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
 * Probes under way: by address, and in order of time in one tree with one
 * timer.
 */
#include <sys/types.h>
#include <sys/queue.h>
#include <sys/tree.h>
#include <netinet/in.h>

#include <event.h>
#include <siphash.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "confindex.h"
#include "engine.h"
#include "ifaces.h"
#include "log.h"
#include "probe.h"
#include "request.h"
#include "timer.h"

#define BUCKETS	1024		/* a power of 2 */

struct probe {
	RB_ENTRY(probe)	 entry;		/* by deadline */
	LIST_ENTRY(probe) chain;	/* by address */
	struct kept	*kept;
	int64_t		 deadline;	/* monotonic ms */
	uint32_t	 id;
	uint32_t	 addr;		/* host byte order */
	unsigned int	 tries;		/* addresses tried before */
};

static int	 probe_cmp(struct probe *, struct probe *);
static void	 probe_init(void);
static struct probe *probe_find(uint32_t);
static size_t	 bucket(uint32_t);
static void	 probe_free(struct probe *);
static void	 probe_done(struct probe *, int);
static struct lease *offered_lease(const struct probe *,
		    const struct request *);
static void	 shed_oldest(void);
static int	 probe_source(const struct request *, struct in_addr *);
static void	 send_ping(const struct request *, const struct probe *,
		    struct in_addr);
static void	 timer_arm(void);
static void	 timer_fired(int, short, void *);

RB_HEAD(probes, probe);
RB_PROTOTYPE(probes, probe, entry, probe_cmp)
LIST_HEAD(probe_list, probe);

static struct probes	 probes = RB_INITIALIZER(&probes);
static struct probe_list buckets[BUCKETS];
static SIPHASH_KEY	 key;
static struct event	 timer;
static unsigned int	 nprobes;
static uint32_t		 last_id;
static int		 initialized;

RB_GENERATE(probes, probe, entry, probe_cmp)

static int
probe_cmp(struct probe *a, struct probe *b)
{
	if (a->deadline != b->deadline)
		return (a->deadline < b->deadline ? -1 : 1);
	return ((a->id > b->id) - (a->id < b->id));
}

static void
probe_init(void)
{
	size_t	 i;

	arc4random_buf(&key, sizeof(key));
	for (i = 0; i < BUCKETS; i++)
		LIST_INIT(&buckets[i]);
	last_id = arc4random();
	evtimer_set(&timer, timer_fired, NULL);
	initialized = 1;
}

static size_t
bucket(uint32_t addr)
{
	return (SipHash24(&key, &addr, sizeof(addr)) & (BUCKETS - 1));
}

static struct probe *
probe_find(uint32_t addr)
{
	struct probe	*p;

	if (!initialized)
		return (NULL);
	LIST_FOREACH(p, &buckets[bucket(addr)], chain)
		if (p->addr == addr)
			return (p);
	return (NULL);
}

static void
probe_free(struct probe *p)
{
	RB_REMOVE(probes, &probes, p);
	LIST_REMOVE(p, chain);
	nprobes--;
	free(p->kept);
	free(p);
}

int
probe_start(struct request *r, struct lease *lease, unsigned int tries)
{
	struct probe	*p;
	struct in_addr	 src;

	if (probe_source(r, &src) == -1)
		return (-1);
	if (!initialized)
		probe_init();
	if (nprobes >= PROBES_MAX)
		shed_oldest();
	if ((p = calloc(1, sizeof(*p))) == NULL)
		fatal("calloc");
	p->kept = request_keep(r, lease->addr, 0);
	p->deadline = clock_mono() + (int64_t)r->params.ping_timeout * 1000;
	p->id = ++last_id;
	p->addr = lease->addr;
	p->tries = tries;
	RB_INSERT(probes, &probes, p);
	LIST_INSERT_HEAD(&buckets[bucket(p->addr)], p, chain);
	nprobes++;
	send_ping(r, p, src);
	request_log(r, "probing %s", addr_name(p->addr));
	timer_arm();
	return (0);
}

/*
 * The address that the request was sent to may be another server's as well,
 * which would get the answer.
 */
static int
probe_source(const struct request *r, struct in_addr *src)
{
	static struct log_limit	 limit = LOG_LIMIT(1, 3600);
	const struct msg_ifaddr	*own;

	if (r->params.set & PARAM_BIT(PARAM_PING_SOURCE)) {
		*src = r->params.ping_source;
		if (ifaces_is_own(*src))
			return (0);
		warn_limited(&limit, "ping-source %s is not an address of "
		    "this host, probes leave from another",
		    addr_name(ntohl(src->s_addr)));
	}
	if ((own = ifaces_unshared(r->iface)) == NULL &&
	    (own = r->local) == NULL)
		return (-1);
	*src = own->addr;
	return (0);
}

static void
send_ping(const struct request *r, const struct probe *p, struct in_addr src)
{
	struct msg_ping	 ping;
	uint32_t	 subnet;

	memset(&ping, 0, sizeof(ping));
	ping.id = p->id;
	ping.src = src;
	ping.addr.s_addr = htonl(p->addr);
	subnet = conf_find_subnet(conf, p->addr);
	if (subnet != CONF_NONE && r->iface != NULL &&
	    r->iface->subnet != CONF_NONE &&
	    confindex_same_network(subnet, r->iface->subnet))
		ping.ifindex = r->iface->info.ifindex;
	peer_send(&peer_frontend, IMSG_PING, 0, -1, &ping, sizeof(ping));
}

/* The DISCOVER that waits for longest; its client will ask again. */
static void
shed_oldest(void)
{
	struct probe	*p;
	struct lease	*lease;

	p = RB_MIN(probes, &probes);
	if ((lease = leasetab_find(p->addr)) != NULL)
		lease_unoffer(lease);
	stats[SE_SHED]++;
	probe_free(p);
}

int
probe_refresh(struct request *r, uint32_t addr)
{
	struct probe	*p;

	if ((p = probe_find(addr)) == NULL)
		return (0);
	free(p->kept);
	p->kept = request_keep(r, addr, 0);
	request_log(r, "no answer yet, %s is being probed", addr_name(addr));
	return (1);
}

void
probe_cancel(uint32_t addr)
{
	struct probe	*p;

	if ((p = probe_find(addr)) != NULL)
		probe_free(p);
}

void
probe_answered(const struct msg_ping *pong)
{
	struct probe	*p;

	p = probe_find(ntohl(pong->addr.s_addr));
	if (p != NULL && p->id == pong->id)
		probe_done(p, 1);
}

/* Did the client keep its offer all the time? */
static struct lease *
offered_lease(const struct probe *p, const struct request *r)
{
	struct lease	*lease;

	lease = leasetab_find(p->addr);
	if (lease == NULL || lease->state != LEASE_OFFERED ||
	    lease->pending != NULL || !lease_is_of(lease, &r->client))
		return (NULL);
	return (lease);
}

/* The configuration may be another by now: everything is decided again. */
static void
probe_done(struct probe *p, int answered)
{
	struct request	 r;
	struct lease	*lease;
	struct kept	*k;
	unsigned int	 tries;

	tries = p->tries;
	if (request_resume(&r, p->kept) == -1 ||
	    (lease = offered_lease(p, &r)) == NULL) {
		probe_free(p);
		return;
	}
	k = p->kept;
	p->kept = NULL;
	probe_free(p);
	if (answered) {
		lease_abandon(lease, "it is in use, a probe was answered");
		tries++;
	} else
		lease->probed = 1;
	discover_probed(&r, tries);
	free(k);
}

void
probe_run(int64_t now)
{
	struct probe	*p;

	while ((p = RB_MIN(probes, &probes)) != NULL && p->deadline <= now)
		probe_done(p, 0);
}

static void
timer_arm(void)
{
	struct probe	*p;

	if ((p = RB_MIN(probes, &probes)) == NULL)
		(void)evtimer_del(&timer);
	else
		timer_at(&timer, p->deadline);
}

static void
timer_fired(int fd, short events, void *arg)
{
	(void)fd;
	(void)events;
	(void)arg;
	clock_update();
	probe_run(clock_mono());
	timer_arm();
}
