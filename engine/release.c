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
 * DHCPRELEASE and DHCPDECLINE: RFC 2131 sections 4.3.3 and 4.3.4.  Neither is
 * answered, and only the client that holds an address may do either.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>

#include "confindex.h"
#include "engine.h"
#include "log.h"
#include "probe.h"
#include "request.h"

static int	 names_other_server(struct request *, uint32_t);
static int	 holds(const struct request *, const struct lease *);

void
release(struct request *r)
{
	struct lease_rec	 rec;
	struct lease		*lease;
	uint32_t		 addr;

	addr = ntohl(r->fixed.ciaddr.s_addr);
	if (names_other_server(r, addr))
		return;
	lease = leasetab_find(addr);
	if (!holds(r, lease) || lease->state != LEASE_ACTIVE) {
		request_log(r, "ignored, it does not hold %s",
		    addr_name(addr));
		return;
	}
	if (lease->pending != NULL) {
		request_log(r, "ignored, %s is being recorded",
		    addr_name(addr));
		return;
	}
	lease_to_rec(lease, &rec);
	rec.state = LEASE_FREE;
	rec.ends = clock_wall();
	if (commit_lease(lease, &rec, NULL, NULL) == -1) {
		stats[SE_SHED]++;
		request_log(r, "dropped, overload");
		return;
	}
	request_log(r, "released %s", addr_name(addr));
}

void
decline(struct request *r)
{
	static struct log_limit	 limit = LOG_LIMIT(10, 60);
	struct in_addr		 in;
	struct lease		*lease;
	uint32_t		 addr;

	if (request_addr(r, DHO_REQUESTED_ADDRESS, &in) != 1) {
		stats[SE_BAD_OPTIONS]++;
		request_log(r, "ignored, it names no address");
		return;
	}
	addr = ntohl(in.s_addr);
	if (names_other_server(r, addr))
		return;
	if (r->reserved != 0 && addr == r->reserved) {
		stats[SE_CONFLICT]++;
		warn_limited(&limit, "host %s declined %s, which is reserved "
		    "for it: another host uses it", conf->hosts[r->host].name,
		    addr_name(addr));
		return;
	}
	lease = leasetab_find(addr);
	if (!holds(r, lease) || lease->pending != NULL) {
		request_log(r, "ignored, it does not hold %s",
		    addr_name(addr));
		return;
	}
	request_log(r, "declined %s", addr_name(addr));
	probe_cancel(addr);
	lease_abandon(lease, "declined by its client");
}

/* Each subnet of a network may have a server-identifier. */
static int
names_other_server(struct request *r, uint32_t addr)
{
	struct in_addr	 sid;
	int		 named;

	if (in_network(r, addr))
		request_settle(r, addr);
	named = request_addr(r, DHO_SERVER_IDENTIFIER, &sid);
	if (named == 0 || (named == 1 && request_names_us(r, sid)))
		return (0);
	stats[SE_NOT_FOR_US]++;
	request_log(r, "ignored, it names another server");
	return (1);
}

static int
holds(const struct request *r, const struct lease *lease)
{
	return (lease != NULL && (lease->state == LEASE_ACTIVE ||
	    lease->state == LEASE_OFFERED) && lease_is_of(lease, &r->client));
}
