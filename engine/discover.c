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
 * DHCPDISCOVER: an address is chosen, held, probed if need be, and offered
 * (RFC 2131 section 4.3.1).
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>
#include <stdlib.h>

#include "confindex.h"
#include "engine.h"
#include "log.h"
#include "pool.h"
#include "probe.h"
#include "replyto.h"
#include "request.h"

/* So many commits under way: they come first, new clients have to wait. */
#define COMMITS_BUSY	(COMMIT_PENDING_MAX / 4 * 3)

static void		 offer_reserved(struct request *);
static struct lease	*choose_lease(const struct request *);
static struct lease	*requested_lease(const struct request *);
static struct lease	*lease_at(uint32_t);
static void		 hold(const struct request *, struct lease *);
static void		 offer(struct request *, const struct lease *);
static uint32_t		 offered_time(const struct request *,
			    const struct lease *);
static void		 no_address(const struct request *);

void
discover(struct request *r)
{
	if (commit_pending() >= COMMITS_BUSY ||
	    peer_queuelen(&peer_frontend) >= REPLIES_MAX) {
		stats[SE_SHED]++;
		request_log(r, "dropped, overload");
		return;
	}
	discover_probed(r, 0);
}

void
discover_probed(struct request *r, unsigned int tries)
{
	struct lease	*lease;

	if (request_denied(r))
		return;
	if (r->reserved != 0) {
		offer_reserved(r);
		return;
	}
	if (tries >= PROBE_TRIES || (lease = choose_lease(r)) == NULL) {
		no_address(r);
		return;
	}
	request_settle(r, lease->addr);
	if (lease->state == LEASE_ACTIVE || lease->pending != NULL) {
		offer(r, lease);
		return;
	}
	if (probe_refresh(r, lease->addr))
		return;
	hold(r, lease);
	if (!r->params.ping_check || lease->probed ||
	    probe_start(r, lease, tries) == -1)
		offer(r, lease);
}

static void
offer_reserved(struct request *r)
{
	if (reserved_conflict(r)) {
		stats[SE_NO_FREE]++;
		request_log(r, "no answer, its address %s is taken",
		    addr_name(r->reserved));
		return;
	}
	request_settle(r, r->reserved);
	request_log(r, "offer %s, reserved", addr_name(r->reserved));
	reply_send(r, DHCPOFFER, r->reserved, lease_time(r));
}

/*
 * RFC 2131 section 4.3.1: its own, the one it asks for, any.  What it was
 * merely offered once is better than any, so that it sees the same again.
 */
static struct lease *
choose_lease(const struct request *r)
{
	struct lease	*lease, *own;
	uint32_t	 addr;

	own = client_lease(r, 0);
	if (own != NULL && (own->state != LEASE_FREE || lease_was_bound(own)))
		return (own);
	if (client_has_enough(r))
		return (NULL);
	if ((lease = requested_lease(r)) != NULL)
		return (lease);
	if (own != NULL)
		return (own);
	addr = pool_pick(r->subnet, client_hash(&r->client), 0);
	return (addr == 0 ? NULL : lease_at(addr));
}

static struct lease *
requested_lease(const struct request *r)
{
	struct in_addr	 in;
	uint32_t	 addr;

	if (request_addr(r, DHO_REQUESTED_ADDRESS, &in) != 1)
		return (NULL);
	addr = ntohl(in.s_addr);
	if (!pool_permits(r->subnet, addr, 0) ||
	    !lease_available(leasetab_find(addr)))
		return (NULL);
	return (lease_at(addr));
}

static struct lease *
lease_at(uint32_t addr)
{
	struct lease	*lease;

	if ((lease = leasetab_find(addr)) == NULL)
		lease = leasetab_add(addr);
	return (lease);
}

/* What a probe found out holds as long as the client keeps asking. */
static void
hold(const struct request *r, struct lease *lease)
{
	static struct log_limit	 limit = LOG_LIMIT(10, 60);
	int64_t			 ms = OFFER_HOLD;
	uint8_t			 probed;

	if (lease->state == LEASE_ABANDONED)
		warn_limited(&limit, "no other address is free: abandoned "
		    "%s is used again", addr_name(lease->addr));
	probed = lease->state == LEASE_OFFERED && lease->probed;
	if (r->params.ping_check && !probed)
		ms += (int64_t)r->params.ping_timeout * 1000;
	lease_offer(lease, &r->client, ms);
	lease->probed = probed;
}

static void
offer(struct request *r, const struct lease *lease)
{
	request_log(r, "offer %s", addr_name(lease->addr));
	reply_send(r, DHCPOFFER, lease->addr, offered_time(r, lease));
}

/*
 * RFC 2131 section 4.3.1: a client that has a lease and asks for no time is
 * told what is left of it, but that must do for the REQUEST.
 */
static uint32_t
offered_time(const struct request *r, const struct lease *lease)
{
	uint32_t	 seconds;
	int64_t		 left;
	size_t		 len;

	seconds = lease_time(r);
	if (lease->state != LEASE_ACTIVE ||
	    optset_get(&r->opts, DHO_LEASE_TIME, &len) != NULL)
		return (seconds);
	left = lease->ends - clock_wall();
	if (lease->ends == LEASE_FOREVER || left >= seconds)
		return (seconds);
	if (left < OFFER_HOLD / 1000)
		left = OFFER_HOLD / 1000;
	return (left < seconds ? (uint32_t)left : seconds);
}

static void
no_address(const struct request *r)
{
	static struct log_limit	 limit = LOG_LIMIT(5, 60);

	if (client_has_enough(r)) {
		stats[SE_DENIED]++;
		request_log(r, "denied, it has %d addresses",
		    CLIENT_HELD_MAX);
		return;
	}
	stats[SE_NO_FREE]++;
	warn_limited(&limit, "no free address in the network of subnet %s",
	    addr_name(ntohl(conf->subnets[r->subnet].net.s_addr)));
	request_log(r, "no answer, no free address");
}
