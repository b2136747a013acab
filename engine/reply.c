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
 * What a reply holds: RFC 2131 section 4.3.1, tables 3 and 5.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>
#include <string.h>

#include "confindex.h"
#include "engine.h"
#include "ifaces.h"
#include "log.h"
#include "options.h"
#include "replyto.h"
#include "request.h"

/* Room in struct optbuild for what must be there. */
#define OPTIONS_MAX	(OPTBUILD_MAX - 8)

static void	 fill_fixed(const struct request *, struct dhcp_fixed *,
		    uint8_t, uint32_t);
static void	 copy_field(char *, size_t, const char *);
static struct in_addr server_identifier(const struct request *);
static int	 is_ours(uint8_t);
static int	 is_wanted(const struct request *, uint8_t);
static void	 add_configured(struct optbuild *, const struct request *,
		    uint32_t);
static void	 add_option(struct optbuild *, const struct request *,
		    uint8_t, uint32_t);
static void	 add_renewal(struct optbuild *, const struct request *,
		    uint8_t, uint32_t);
static void	 add_echoed(struct optbuild *, const struct request *);
static size_t	 max_length(const struct request *, uint8_t);
static void	 finish(const struct request *, struct optbuild *, uint8_t,
		    struct dhcp_fixed *);

static const enum stats_engine counters[] = {
	[0] = SE_BOOTREPLY,
	[DHCPOFFER] = SE_OFFER,
	[DHCPACK] = SE_ACK,
	[DHCPNAK] = SE_NAK
};

void
reply_send(struct request *r, uint8_t type, uint32_t addr,
    uint32_t seconds)
{
	struct dhcp_fixed	 fixed;
	struct optbuild		 b;

	fill_fixed(r, &fixed, type, addr);
	optbuild_init(&b);
	if (type != 0) {
		optbuild_add_u8(&b, DHO_MESSAGE_TYPE, type, 1);
		optbuild_add_addr(&b, DHO_SERVER_IDENTIFIER,
		    server_identifier(r), 1);
	}
	if (seconds != 0)
		optbuild_add_u32(&b, DHO_LEASE_TIME, seconds, 1);
	add_configured(&b, r, seconds);
	if (r->params.use_lease_addr && addr != 0 && is_wanted(r, DHO_ROUTERS))
		optbuild_add_u32(&b, DHO_ROUTERS, addr, 0);
	add_echoed(&b, r);
	finish(r, &b, type, &fixed);
}

/* RFC 2131 table 3: nothing but who says no, to whom, and why. */
void
reply_nak(struct request *r, const char *why)
{
	struct dhcp_fixed	 fixed;
	struct optbuild		 b;

	fill_fixed(r, &fixed, DHCPNAK, 0);
	optbuild_init(&b);
	optbuild_add_u8(&b, DHO_MESSAGE_TYPE, DHCPNAK, 1);
	optbuild_add_addr(&b, DHO_SERVER_IDENTIFIER, server_identifier(r), 1);
	optbuild_add(&b, DHO_MESSAGE, why, strlen(why), 0);
	add_echoed(&b, r);
	finish(r, &b, DHCPNAK, &fixed);
}

/*
 * What is not set here stays zero: secs, and what table 3 wants so.  Hops are
 * passed through, as every server does that relay agents were tried with,
 * though table 3 has 0 there.
 */
static void
fill_fixed(const struct request *r, struct dhcp_fixed *fixed, uint8_t type,
    uint32_t addr)
{
	size_t	 len;

	memset(fixed, 0, sizeof(*fixed));
	fixed->op = BOOTREPLY;
	fixed->htype = r->fixed.htype;
	fixed->hlen = r->fixed.hlen;
	fixed->hops = r->fixed.hops;
	fixed->xid = r->fixed.xid;
	fixed->flags = r->fixed.flags;
	fixed->giaddr = r->fixed.giaddr;
	memcpy(fixed->chaddr, r->fixed.chaddr, sizeof(fixed->chaddr));
	if (type == DHCPNAK) {
		/* RFC 2131 section 4.3.2: the relay shall broadcast it */
		if (r->fixed.giaddr.s_addr != INADDR_ANY)
			fixed->flags |= htons(BOOTP_BROADCAST);
		return;
	}
	if (type != DHCPOFFER)
		fixed->ciaddr = r->fixed.ciaddr;
	fixed->yiaddr.s_addr = htonl(addr);
	fixed->siaddr = r->params.next_server;
	if (fixed->siaddr.s_addr == INADDR_ANY)
		fixed->siaddr = reply_local(r);
	copy_field(fixed->sname, sizeof(fixed->sname), r->params.server_name);
	copy_field(fixed->file, sizeof(fixed->file), r->params.filename);
	/* RFC 951: a client that asks for a file is told that name again */
	if (type == 0 && r->params.filename == NULL &&
	    optset_get(&r->opts, DHO_OVERLOAD, &len) == NULL)
		memcpy(fixed->file, r->fixed.file, sizeof(fixed->file));
}

static void
copy_field(char *field, size_t size, const char *value)
{
	if (value != NULL)
		(void)strlcpy(field, value, size);
}

/*
 * RFC 5107: all that the client sends goes through the relay, if that wants
 * so.  A client that has named one of our addresses keeps to it.
 */
static struct in_addr
server_identifier(const struct request *r)
{
	if (r->agent.override.s_addr != INADDR_ANY)
		return (r->agent.override);
	if (r->asked.s_addr != INADDR_ANY)
		return (r->asked);
	if (r->params.server_identifier.s_addr != INADDR_ANY)
		return (r->params.server_identifier);
	return (reply_local(r));
}

/* Options that no configuration decides. */
static int
is_ours(uint8_t code)
{
	switch (code) {
	case DHO_PAD:
	case DHO_REQUESTED_ADDRESS:
	case DHO_LEASE_TIME:
	case DHO_OVERLOAD:
	case DHO_MESSAGE_TYPE:
	case DHO_SERVER_IDENTIFIER:
	case DHO_PARAMETER_REQUEST_LIST:
	case DHO_MESSAGE:
	case DHO_MAX_MESSAGE_SIZE:
	case DHO_CLIENT_IDENTIFIER:
	case DHO_RELAY_AGENT_INFO:
	case DHO_SUBNET_SELECTION:
	case DHO_END:
		return (1);
	default:
		return (0);
	}
}

static int
is_wanted(const struct request *r, uint8_t code)
{
	const uint8_t	*prl;
	size_t		 n;

	prl = optset_get(&r->opts, DHO_PARAMETER_REQUEST_LIST, &n);
	return (prl == NULL || memchr(prl, code, n) != NULL);
}

/* What the client asks for; all that there is, if it does not say. */
static void
add_configured(struct optbuild *b, const struct request *r,
    uint32_t seconds)
{
	const uint8_t	*prl;
	uint8_t		 codes[256], seen[256];
	size_t		 i, n;

	prl = optset_get(&r->opts, DHO_PARAMETER_REQUEST_LIST, &n);
	if (prl != NULL) {
		/* It may be long, and ask for the same again and again. */
		memset(seen, 0, sizeof(seen));
		for (i = 0; i < n; i++)
			if (!seen[prl[i]]++)
				add_option(b, r, prl[i], seconds);
		return;
	}
	add_option(b, r, DHO_SUBNET_MASK, seconds);
	add_option(b, r, DHO_RENEWAL_TIME, seconds);
	add_option(b, r, DHO_REBINDING_TIME, seconds);
	add_option(b, r, DHO_HOST_NAME, seconds);
	n = confindex_codes(r->subnet, r->host, codes);
	for (i = 0; i < n; i++)
		add_option(b, r, codes[i], seconds);
}

static void
add_option(struct optbuild *b, const struct request *r, uint8_t code,
    uint32_t seconds)
{
	const struct conf_option	*opt;
	const void			*name;
	size_t				 len;

	if (is_ours(code) || optbuild_has(b, code) ||
	    b->nopts >= OPTIONS_MAX)
		return;
	if (code == DHO_RENEWAL_TIME || code == DHO_REBINDING_TIME) {
		add_renewal(b, r, code, seconds);
		return;
	}
	opt = confindex_option(r->subnet, r->host, code);
	if (opt != NULL)
		optbuild_add(b, code, opt->data, opt->len, 0);
	else if (code == DHO_SUBNET_MASK)
		optbuild_add_addr(b, code, conf->subnets[r->subnet].mask, 0);
	else if (code == DHO_HOST_NAME &&
	    (name = given_hostname(r, &len)) != NULL)
		optbuild_add(b, code, name, len, 0);
}

/*
 * T1 and T2 (RFC 2131 section 4.4.5), if they mean anything: T1 before T2
 * before the end of the lease.
 */
static void
add_renewal(struct optbuild *b, const struct request *r, uint8_t code,
    uint32_t seconds)
{
	const struct conf_option	*opt;
	uint32_t			 t1, t2;

	if (seconds == 0 || seconds == UINT32_MAX)
		return;
	t1 = seconds / 2;
	t2 = (uint32_t)((uint64_t)seconds * 7 / 8);
	opt = confindex_option(r->subnet, r->host, DHO_REBINDING_TIME);
	if (opt != NULL && opt->len == sizeof(t2)) {
		memcpy(&t2, opt->data, sizeof(t2));
		t2 = ntohl(t2);
		if (t2 >= seconds)
			t2 = (uint32_t)((uint64_t)seconds * 7 / 8);
	}
	opt = confindex_option(r->subnet, r->host, DHO_RENEWAL_TIME);
	if (opt != NULL && opt->len == sizeof(t1)) {
		memcpy(&t1, opt->data, sizeof(t1));
		t1 = ntohl(t1);
	}
	if (t1 >= t2)
		t1 = t2 / 2;
	optbuild_add_u32(b, code, code == DHO_RENEWAL_TIME ? t1 : t2, 0);
}

/*
 * RFC 6842; RFC 3011, if it was honoured; and RFC 3046 section 2.2, which asks
 * for no giaddr: switches add the option, too, and want it back.
 */
static void
add_echoed(struct optbuild *b, const struct request *r)
{
	const uint8_t	*data;
	struct in_addr	 selected;
	size_t		 len;

	data = optset_get(&r->opts, DHO_CLIENT_IDENTIFIER, &len);
	if (data != NULL && len > 0 && len <= LEASE_UID_MAX &&
	    r->type != 0 && r->params.echo_client_id)
		optbuild_add(b, DHO_CLIENT_IDENTIFIER, data, len, 1);
	if (subnet_selection(r, &selected))
		optbuild_add_addr(b, DHO_SUBNET_SELECTION, selected, 1);
	data = optset_get(&r->opts, DHO_RELAY_AGENT_INFO, &len);
	if (data != NULL)
		optbuild_add(b, DHO_RELAY_AGENT_INFO, data, len, 1);
}

/*
 * How long the message may be, without IP and UDP headers (RFC 2132 section
 * 9.10).  Every host takes 576 bytes (RFC 2131 section 2), but a BOOTP client
 * only what RFC 951 says.  What the relay takes off again does not count.
 */
static size_t
max_length(const struct request *r, uint8_t type)
{
	size_t		 max = DHCP_MTU_MIN, limit = DHCP_MTU_MAX, len;
	uint16_t	 said;

	if (r->iface != NULL && r->iface->info.mtu >= DHCP_MTU_MIN &&
	    r->iface->info.mtu < limit)
		limit = r->iface->info.mtu;
	if (optset_get_u16(&r->opts, DHO_MAX_MESSAGE_SIZE, &said) == 0) {
		if (said > max)
			max = said;
	} else if (type == 0)
		max = BOOTP_MIN_LEN + DHCP_UDP_OVERHEAD;
	if (r->fixed.giaddr.s_addr != INADDR_ANY &&
	    optset_get(&r->opts, DHO_RELAY_AGENT_INFO, &len) != NULL)
		max += len + 2 * (len / 255 + 1);
	if (max > limit)
		max = limit;
	return (max - DHCP_UDP_OVERHEAD);
}

static void
finish(const struct request *r, struct optbuild *b, uint8_t type,
    struct dhcp_fixed *fixed)
{
	static struct log_limit	 large = LOG_LIMIT(5, 60);
	uint8_t			 packet[DHCP_MTU_MAX];
	const uint8_t		*prl;
	size_t			 prllen;
	ssize_t			 len;
	unsigned int		 dropped = 0;

	memset(packet, 0, sizeof(packet));
	memcpy(packet, fixed, sizeof(*fixed));
	prl = optset_get(&r->opts, DHO_PARAMETER_REQUEST_LIST, &prllen);
	len = optbuild_finish(b, packet, max_length(r, type), prl,
	    prl == NULL ? 0 : prllen, type != 0, &dropped);
	if (len == -1) {
		stats[SE_BAD_OPTIONS]++;
		warn_limited(&large, "no reply to a client via %s: what must "
		    "be in it is too long", r->iface == NULL ? "?" :
		    r->iface->info.name);
		return;
	}
	if (dropped > 0)
		warn_limited(&large, "%u options do not fit into a reply of "
		    "%zu bytes for subnet %s", dropped, max_length(r, type),
		    addr_name(ntohl(conf->subnets[r->subnet].net.s_addr)));
	stats[counters[type]]++;
	reply_deliver(r, type, fixed->yiaddr, packet, (size_t)len);
}
