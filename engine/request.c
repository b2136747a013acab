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
 * A packet comes in: what it is, who sent it, from which network.  Whatever
 * nothing can be done with is dropped here.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "confindex.h"
#include "engine.h"
#include "ifaces.h"
#include "log.h"
#include "request.h"

static int	 request_parse(struct request *, const struct msg_request *,
		    const uint8_t *);
static int	 request_type(struct request *);
static int	 request_client(struct request *);
static int	 request_locate(struct request *);
static int	 is_served(const struct request *);
static int	 bad_giaddr(const struct request *);
static void	 request_params(struct request *);
static void	 warn_undeclared(const char *);
static void	 warn_no_subnet(const struct request *);

static const struct {
	enum stats_engine	 counter;
	void			(*handle)(struct request *);
} types[] = {
	[0] = { SE_BOOTP, bootp },
	[DHCPDISCOVER] = { SE_DISCOVER, discover },
	[DHCPREQUEST] = { SE_REQUEST, select_request },
	[DHCPDECLINE] = { SE_DECLINE, decline },
	[DHCPRELEASE] = { SE_RELEASE, release },
	[DHCPINFORM] = { SE_INFORM, inform }
};

void
request_received(const struct msg_request *msg, const uint8_t *packet)
{
	struct request	 r;

	if (request_parse(&r, msg, packet) == -1)
		return;
	if (r.agent.malformed)
		stats[SE_BAD_AGENT]++;
	stats[types[r.type].counter]++;
	if (request_locate(&r) == -1)
		return;
	types[r.type].handle(&r);
}

struct kept *
request_keep(const struct request *r, uint32_t addr, uint32_t seconds)
{
	struct kept	*k;

	if ((k = malloc(sizeof(*k) + r->msg.len)) == NULL)
		fatal("malloc");
	k->msg = r->msg;
	k->addr = addr;
	k->lease_time = seconds;
	memcpy(k->packet, r->packet, r->msg.len);
	return (k);
}

int
request_resume(struct request *r, const struct kept *k)
{
	if (request_parse(r, &k->msg, k->packet) == -1)
		return (-1);
	return (request_locate(r));
}

static int
request_parse(struct request *r, const struct msg_request *msg,
    const uint8_t *packet)
{
	uint32_t	 cookie;

	memset(r, 0, sizeof(*r));
	r->msg = *msg;
	r->packet = packet;
	r->subnet = r->host = CONF_NONE;
	if (msg->len < DHCP_MIN_LEN || msg->len > DHCP_PACKET_MAX) {
		stats[SE_BAD_OPTIONS]++;
		return (-1);
	}
	memcpy(&r->fixed, packet, sizeof(r->fixed));
	memcpy(&cookie, packet + DHCP_FIXED_LEN, sizeof(cookie));
	if (r->fixed.op != BOOTREQUEST) {
		stats[SE_BAD_TYPE]++;
		return (-1);
	}
	if (ntohl(cookie) != DHCP_COOKIE ||
	    optset_parse(&r->opts, packet, msg->len) == -1) {
		stats[SE_BAD_OPTIONS]++;
		return (-1);
	}
	agent_parse(&r->agent, &r->opts,
	    r->fixed.giaddr.s_addr != INADDR_ANY);
	if (request_type(r) == -1 || request_client(r) == -1)
		return (-1);
	return (0);
}

/* Without a message type it is BOOTP (RFC 1534 section 2). */
static int
request_type(struct request *r)
{
	size_t	 len;

	if (optset_get(&r->opts, DHO_MESSAGE_TYPE, &len) == NULL)
		return (0);
	if (optset_get_u8(&r->opts, DHO_MESSAGE_TYPE, &r->type) == -1 ||
	    r->type == 0 || r->type >= sizeof(types) / sizeof(types[0]) ||
	    types[r->type].handle == NULL) {
		stats[SE_BAD_TYPE]++;
		return (-1);
	}
	return (0);
}

/*
 * RFC 2131 section 4.2.  An identifier of less than its two bytes (RFC 2132
 * section 9.14), or longer than we can record, is no identifier.
 */
static int
request_client(struct request *r)
{
	const uint8_t	*uid;
	size_t		 len;

	if (r->fixed.hlen > sizeof(r->fixed.chaddr)) {
		stats[SE_BAD_OPTIONS]++;
		return (-1);
	}
	r->client.chaddr = r->fixed.chaddr;
	r->client.htype = r->fixed.htype;
	r->client.hlen = r->fixed.hlen;
	uid = optset_get(&r->opts, DHO_CLIENT_IDENTIFIER, &len);
	if (uid != NULL && len >= 2 && len <= LEASE_UID_MAX) {
		r->client.uid = uid;
		r->client.uidlen = len;
	}
	if (r->client.uid == NULL && r->client.hlen == 0) {
		stats[SE_BAD_OPTIONS]++;
		return (-1);
	}
	return (0);
}

static int
request_locate(struct request *r)
{
	r->iface = iface_find(r->msg.ifindex);
	r->local = ifaces_served_addr(r->msg.dst, r->msg.ifindex);
	if (!is_served(r)) {
		stats[SE_NOT_SERVED]++;
		if (r->iface != NULL &&
		    r->iface->info.flags & IFACE_UNDECLARED)
			warn_undeclared(r->iface->info.name);
		return (-1);
	}
	if (bad_giaddr(r)) {
		stats[SE_NO_SUBNET]++;
		request_log(r, "dropped, no relay has such an address");
		return (-1);
	}
	r->subnet = subnet_of_request(r);
	if (r->subnet == CONF_NONE) {
		stats[SE_NO_SUBNET]++;
		warn_no_subnet(r);
		return (-1);
	}
	r->host = confindex_host(&r->client, r->subnet, &r->reserved);
	request_params(r);
	return (0);
}

/*
 * What is broadcast is served where the interface is; a DHCPINFORM also where
 * the parent says so.  What was sent to an address of ours is served wherever
 * it comes in, if it can be answered by unicast.
 */
static int
is_served(const struct request *r)
{
	int	 relayed = r->fixed.giaddr.s_addr != INADDR_ANY;

	if (request_on_served(r))
		return (1);
	if (r->local != NULL)
		return (relayed || addr_is_host(ntohl(r->msg.src.s_addr)));
	return (r->type == DHCPINFORM && !relayed && r->iface != NULL &&
	    r->iface->info.flags & IFACE_INFORM);
}

/* Our own replies would come back to us, or go where nobody expects them. */
static int
bad_giaddr(const struct request *r)
{
	return (r->fixed.giaddr.s_addr != INADDR_ANY &&
	    (!addr_is_host(ntohl(r->fixed.giaddr.s_addr)) ||
	    ifaces_is_own(r->fixed.giaddr)));
}

static void
request_params(struct request *r)
{
	struct client	 named = r->client;

	confindex_params(r->subnet, r->host, &r->params);
	if (!r->params.ignore_client_uids || r->client.hlen == 0)
		return;
	/* A host that is declared by its identifier is known by it. */
	named.hlen = 0;
	if (!confindex_known(&named)) {
		r->client.uid = NULL;
		r->client.uidlen = 0;
	}
}

/* Networks that we don't serve on purpose have clients, too: not too often. */
static void
warn_undeclared(const char *ifname)
{
	static struct log_limit	 limit = LOG_LIMIT(1, 600);

	warn_limited(&limit, "request on %s: no subnet is declared for that "
	    "network", ifname);
}

static void
warn_no_subnet(const struct request *r)
{
	static struct log_limit	 limit = LOG_LIMIT(5, 60);
	const char		*network = "that network";
	struct in_addr		 selected;

	if (r->agent.has_link)
		network = addr_name(ntohl(r->agent.link.s_addr));
	else if (subnet_selection(r, &selected))
		network = addr_name(ntohl(selected.s_addr));
	if (r->fixed.giaddr.s_addr != INADDR_ANY)
		warn_limited(&limit, "request relayed by %s: no subnet is "
		    "declared for %s",
		    addr_name(ntohl(r->fixed.giaddr.s_addr)), network);
	else
		warn_limited(&limit, "request from %s on %s: no subnet is "
		    "declared for %s",
		    addr_name(ntohl(r->msg.src.s_addr)),
		    r->iface == NULL ? "an unknown interface" :
		    r->iface->info.name, network);
}

void
request_settle(struct request *r, uint32_t addr)
{
	uint32_t	 subnet;

	subnet = conf_find_subnet(conf, addr);
	if (subnet == CONF_NONE || subnet == r->subnet)
		return;
	if (!confindex_same_network(subnet, r->subnet))
		r->host = confindex_host(&r->client, subnet, &r->reserved);
	r->subnet = subnet;
	request_params(r);
}

/*
 * dhcpd.conf(5): unknown clients are those without host declaration, and
 * booting is for host declarations only.
 */
int
request_denied(struct request *r)
{
	const char	*why;

	if (!r->params.unknown_clients && !confindex_known(&r->client))
		why = "unknown client";
	else if (r->host != CONF_NONE && !r->params.booting)
		why = "booting is denied";
	else if (r->type == 0 && !r->params.bootp)
		why = "BOOTP is denied";
	else
		return (0);
	stats[SE_DENIED]++;
	request_log(r, "denied, %s", why);
	return (1);
}

int
request_addr(const struct request *r, uint8_t code, struct in_addr *addr)
{
	size_t	 len;

	addr->s_addr = INADDR_ANY;
	if (optset_get(&r->opts, code, &len) == NULL)
		return (0);
	return (optset_get_addr(&r->opts, code, addr) == -1 ? -1 : 1);
}

int
request_names_us(const struct request *r, struct in_addr sid)
{
	if (sid.s_addr == INADDR_ANY)
		return (0);
	return (sid.s_addr == r->agent.override.s_addr ||
	    confindex_is_server_identifier(sid) ||
	    ifaces_served_addr(sid, r->msg.ifindex) != NULL);
}
