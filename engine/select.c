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
 * DHCPREQUEST in all its states: RFC 2131 section 4.3.2.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>
#include <stdlib.h>

#include "confindex.h"
#include "engine.h"
#include "pool.h"
#include "probe.h"
#include "request.h"

enum client_state {
	CLIENT_SELECTING,	/* takes an offer */
	CLIENT_INIT_REBOOT,	/* wants what it had before */
	CLIENT_RENEWING		/* or REBINDING */
};

static int	 client_state(struct request *, enum client_state *,
		    uint32_t *);
static void	 other_server(struct request *);
static void	 refuse(struct request *, enum client_state, uint32_t,
		    const char *);
static void	 request_reserved(struct request *, enum client_state,
		    uint32_t);
static void	 request_dynamic(struct request *, enum client_state,
		    uint32_t);
static int	 has_record(const struct request *);
static void	 grant(struct request *, struct lease *);
static void	 granted(struct lease *, enum commit_result, void *);

void
select_request(struct request *r)
{
	enum client_state	 state;
	struct in_addr		 sid, requested;
	uint32_t		 addr;

	/* each subnet of a network may have a server-identifier */
	if (request_addr(r, DHO_REQUESTED_ADDRESS, &requested) == 1 &&
	    in_network(r, ntohl(requested.s_addr)))
		request_settle(r, ntohl(requested.s_addr));
	switch (request_addr(r, DHO_SERVER_IDENTIFIER, &sid)) {
	case 1:
		if (!request_names_us(r, sid)) {
			other_server(r);
			return;
		}
		r->asked = sid;
		break;
	case -1:
		stats[SE_BAD_OPTIONS]++;
		return;
	}
	if (client_state(r, &state, &addr) == -1) {
		stats[SE_BAD_OPTIONS]++;
		request_log(r, "dropped, it asks for no address");
		return;
	}
	if (request_denied(r))
		return;
	if (!in_network(r, addr))
		refuse(r, state, addr, "wrong network");
	else if (r->reserved != 0)
		request_reserved(r, state, addr);
	else
		request_dynamic(r, state, addr);
}

/*
 * RFC 2131 section 4.3.2, and table 4.  Old clients name the server when
 * they renew, too (RFC 1541).
 */
static int
client_state(struct request *r, enum client_state *state, uint32_t *addr)
{
	struct in_addr	 requested;
	int		 has_requested;

	has_requested = request_addr(r, DHO_REQUESTED_ADDRESS, &requested);
	if (has_requested == -1)
		return (-1);
	*addr = ntohl(requested.s_addr);
	if (has_requested && r->asked.s_addr != INADDR_ANY)
		*state = CLIENT_SELECTING;
	else if (r->fixed.ciaddr.s_addr != INADDR_ANY) {
		*state = CLIENT_RENEWING;
		*addr = ntohl(r->fixed.ciaddr.s_addr);
	} else if (has_requested)
		*state = CLIENT_INIT_REBOOT;
	else
		return (-1);
	return (0);
}

/* Our offer was not taken. */
static void
other_server(struct request *r)
{
	struct lease	*lease;

	stats[SE_NOT_FOR_US]++;
	request_log(r, "no answer, it names another server");
	lease = client_lease(r, 0);
	if (lease != NULL && lease->state == LEASE_OFFERED &&
	    lease->pending == NULL) {
		probe_cancel(lease->addr);
		lease_unoffer(lease);
	}
}

/*
 * A client that names us, or asks for an address that we are responsible
 * for, is told.  To others only if we are the authority for the network.
 */
static void
refuse(struct request *r, enum client_state state, uint32_t addr,
    const char *why)
{
	if (state != CLIENT_SELECTING && !r->params.authoritative &&
	    !(in_network(r, addr) && (r->reserved != 0 ||
	    leasetab_find(addr) != NULL ||
	    conf_find_range(conf, addr) != CONF_NONE))) {
		request_log(r, "no answer, not authoritative: %s %s",
		    addr_name(addr), why);
		return;
	}
	request_log(r, "nak %s: %s", addr_name(addr), why);
	reply_nak(r, why);
}

/* Of a reservation there is nothing to record: the configuration has it. */
static void
request_reserved(struct request *r, enum client_state state, uint32_t addr)
{
	if (addr != r->reserved)
		refuse(r, state, addr, "another address is reserved");
	else if (reserved_conflict(r))
		refuse(r, state, addr, "address not available");
	else {
		request_settle(r, addr);
		request_log(r, "ack %s, reserved", addr_name(addr));
		reply_send(r, DHCPACK, addr, lease_time(r));
	}
}

static void
request_dynamic(struct request *r, enum client_state state, uint32_t addr)
{
	struct lease	*lease;
	int		 mine, permitted;

	lease = leasetab_find(addr);
	mine = lease != NULL && lease->state != LEASE_ABANDONED &&
	    lease_is_of(lease, &r->client);
	permitted = pool_permits(r->subnet, addr, 0);
	if (state == CLIENT_INIT_REBOOT && !mine) {
		if (has_record(r))
			refuse(r, state, addr, "not your address");
		else {
			stats[SE_UNKNOWN_CLIENT]++;
			request_log(r, "no answer, %s is not known to be its "
			    "address", addr_name(addr));
		}
		return;
	}
	if (!permitted || !(mine || lease_available(lease))) {
		refuse(r, state, addr, "address not available");
		return;
	}
	if (!mine && client_has_enough(r)) {
		stats[SE_DENIED]++;
		refuse(r, state, addr, "too many addresses");
		return;
	}
	if (lease == NULL)
		lease = leasetab_add(addr);
	request_settle(r, addr);
	grant(r, lease);
}

/* Has or had this client a lease in its network? */
static int
has_record(const struct request *r)
{
	struct lease	*lease;
	unsigned int	 n = 0;

	for (lease = leasetab_first_of(&r->client);
	    lease != NULL && n < CLIENT_LEASES_MAX;
	    lease = leasetab_next_of(lease, &r->client), n++)
		if (lease_was_bound(lease) && in_network(r, lease->addr))
			return (1);
	return (0);
}

/* The ACK waits until the lease is on disk. */
static void
grant(struct request *r, struct lease *lease)
{
	if (lease->pending != NULL) {
		request_log(r, "no answer yet, %s is being recorded",
		    addr_name(lease->addr));
		return;
	}
	probe_cancel(lease->addr);
	if (binding_commit(r, lease, lease_time(r), 0, granted) == -1) {
		stats[SE_SHED]++;
		request_log(r, "dropped, overload");
	}
}

static void
granted(struct lease *lease, enum commit_result result, void *arg)
{
	struct request	 r;
	struct kept	*k = arg;
	struct in_addr	 sid;

	if (result == COMMIT_FAILED)
		stats[SE_COMMIT_FAILED]++;
	else if (request_resume(&r, k) == 0) {
		if (request_addr(&r, DHO_SERVER_IDENTIFIER, &sid) == 1)
			r.asked = sid;
		request_settle(&r, lease->addr);
		if (result == COMMIT_REFUSED) {
			request_log(&r, "nak %s: another server has it",
			    addr_name(k->addr));
			reply_nak(&r, "address not available");
		} else {
			request_log(&r, "ack %s", addr_name(k->addr));
			reply_send(&r, DHCPACK, k->addr, k->lease_time);
		}
	}
	free(k);
}
