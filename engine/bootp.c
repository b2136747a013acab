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
 * BOOTP (RFC 951, RFC 1534): fixed addresses of declared hosts, and forever
 * those of ranges that are declared dynamic-bootp.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>
#include <stdlib.h>

#include "confindex.h"
#include "engine.h"
#include "pool.h"
#include "request.h"

static uint32_t		 bootp_seconds(const struct request *);
static struct lease	*bootp_lease(const struct request *);
static void		 bootp_done(struct lease *, enum commit_result,
			    void *);

void
bootp(struct request *r)
{
	struct lease	*lease;
	uint32_t	 seconds;

	if (request_denied(r))
		return;
	if (r->reserved != 0) {
		if (reserved_conflict(r)) {
			stats[SE_NO_FREE]++;
			return;
		}
		request_settle(r, r->reserved);
		request_log(r, "reply %s, reserved", addr_name(r->reserved));
		reply_send(r, 0, r->reserved, 0);
		return;
	}
	if ((lease = bootp_lease(r)) == NULL) {
		stats[SE_NO_FREE]++;
		request_log(r, "no answer, no address for BOOTP");
		return;
	}
	if (lease->pending != NULL)
		return;
	request_settle(r, lease->addr);
	if ((seconds = bootp_seconds(r)) == 0) {
		stats[SE_NO_FREE]++;
		request_log(r, "no answer, dynamic-bootp-lease-cutoff is "
		    "past");
		return;
	}
	if (binding_commit(r, lease, seconds, LEASE_F_BOOTP,
	    bootp_done) == -1) {
		stats[SE_SHED]++;
		request_log(r, "dropped, overload");
	}
}

/*
 * BOOTP knows no end of a lease; where the configuration does, the client has
 * to ask again before it.  0: it has come.
 */
static uint32_t
bootp_seconds(const struct request *r)
{
	int64_t	 left = INT64_MAX, now = clock_wall();

	if (r->params.set & PARAM_BIT(PARAM_BOOTP_LEASE_CUTOFF))
		left = r->params.bootp_lease_cutoff - now;
	if (left <= 0)
		return (0);
	if (left > r->params.bootp_lease_length)
		return (r->params.bootp_lease_length);
	return ((uint32_t)left);
}

static struct lease *
bootp_lease(const struct request *r)
{
	struct lease	*lease;
	uint32_t	 addr;

	if ((lease = client_lease(r, POOL_BOOTP)) != NULL)
		return (lease);
	if (client_has_enough(r))
		return (NULL);
	addr = pool_pick(r->subnet, client_hash(&r->client), POOL_BOOTP);
	if (addr == 0)
		return (NULL);
	if ((lease = leasetab_find(addr)) == NULL)
		lease = leasetab_add(addr);
	return (lease);
}

static void
bootp_done(struct lease *lease, enum commit_result result, void *arg)
{
	struct request	 r;
	struct kept	*k = arg;

	if (result != COMMIT_DURABLE)
		stats[SE_COMMIT_FAILED]++;
	else if (request_resume(&r, k) == 0) {
		request_settle(&r, lease->addr);
		request_log(&r, "reply %s", addr_name(k->addr));
		reply_send(&r, 0, k->addr, 0);
	}
	free(k);
}
