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
 * Where a reply goes: RFC 2131 section 4.1.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>
#include <string.h>

#include "arp.h"
#include "confindex.h"
#include "engine.h"
#include "ifaces.h"
#include "log.h"
#include "replyto.h"
#include "request.h"

static const struct msg_ifaddr	*unicast_source(const struct request *);
static const struct msg_ifaddr	*broadcast_socket(const struct request *);
static int	 set_source(const struct request *, struct msg_reply *,
		    const struct msg_ifaddr *, const struct msg_ifaddr *);
static uint16_t	 relay_port(const struct request *);
static int	 own_address(const struct request *, uint8_t,
		    struct in_addr, struct in_addr *);
static int	 can_arp(const struct request *);
static void	 send_to(const struct request *, struct msg_reply *,
		    struct in_addr, uint16_t, const uint8_t *);
static void	 send_by_arp(const struct request *, struct in_addr,
		    const struct msg_reply *, const uint8_t *);

static const struct msg_ifaddr *
unicast_source(const struct request *r)
{
	if (r->local != NULL)
		return (r->local);
	return (ifaces_source(r->iface));
}

/*
 * The source of a broadcast is the address that was asked, too, but only a
 * socket of that interface can send it there on every system.
 */
static const struct msg_ifaddr *
broadcast_socket(const struct request *r)
{
	if (r->local != NULL && r->local->ifindex == r->msg.ifindex)
		return (r->local);
	return (r->iface == NULL ? NULL : r->iface->primary);
}

struct in_addr
reply_local(const struct request *r)
{
	const struct msg_ifaddr	*source;
	struct in_addr		 none = { INADDR_ANY };

	source = unicast_source(r);
	return (source == NULL ? none : source->addr);
}

static int
set_source(const struct request *r, struct msg_reply *reply,
    const struct msg_ifaddr *source, const struct msg_ifaddr *sock)
{
	static struct log_limit	 limit = LOG_LIMIT(5, 60);

	if (source == NULL || sock == NULL || sock->sock == 0) {
		warn_limited(&limit, "no reply by interface %s (%u): it has "
		    "no address with a socket", r->iface == NULL ? "?" :
		    r->iface->info.name, r->msg.ifindex);
		return (-1);
	}
	reply->src = source->addr;
	reply->sock = sock->sock;
	return (0);
}

/* A unicast goes by the receiving interface if its network is there. */
static void
send_to(const struct request *r, struct msg_reply *reply,
    struct in_addr dst, uint16_t port, const uint8_t *packet)
{
	const struct msg_ifaddr	*source = unicast_source(r);
	uint32_t		 subnet;

	if (set_source(r, reply, source, source) == -1)
		return;
	reply->dst = dst;
	reply->dport = port;
	subnet = conf_find_subnet(conf, ntohl(dst.s_addr));
	if (subnet != CONF_NONE && r->iface != NULL &&
	    r->iface->subnet != CONF_NONE &&
	    confindex_same_network(subnet, r->iface->subnet))
		reply->ifindex = r->msg.ifindex;
	reply_transmit(reply, packet);
}

/*
 * Has the client an address, which it can be reached at?  A ciaddr that is
 * not the address it is given comes from a confused client.  Where nothing is
 * broadcast, there is the address that it sends from.
 */
static int
own_address(const struct request *r, uint8_t type, struct in_addr yiaddr,
    struct in_addr *addr)
{
	*addr = r->fixed.ciaddr;
	if (type != DHCPNAK && type != DHCPOFFER &&
	    addr->s_addr != INADDR_ANY && addr->s_addr == yiaddr.s_addr)
		return (1);
	*addr = r->msg.src;
	return ((type == DHCPNAK || !request_on_served(r)) &&
	    request_offlink(r) && addr_is_host(ntohl(addr->s_addr)));
}

/* RFC 8357: the port that the request came from, if the relay wants so. */
static uint16_t
relay_port(const struct request *r)
{
	if (r->agent.source_port && r->msg.sport != 0)
		return (r->msg.sport);
	return (DHCP_SERVER_PORT);
}

/* Hardware that speaks ARP, and an address that can be one host's. */
static int
can_arp(const struct request *r)
{
	static const uint8_t	 none[DHCP_CHADDR_LEN];

	return (r->iface != NULL && r->client.hlen == 6 &&
	    r->iface->info.hlen == 6 &&
	    (r->client.htype == HTYPE_ETHER ||
	    r->client.htype == HTYPE_IEEE802) &&
	    !(r->client.chaddr[0] & 0x01) &&
	    memcmp(r->client.chaddr, none, 6) != 0);
}

void
reply_deliver(const struct request *r, uint8_t type, struct in_addr yiaddr,
    const uint8_t *packet, size_t len)
{
	struct msg_reply	 reply;
	struct in_addr		 addr;

	memset(&reply, 0, sizeof(reply));
	reply.len = (uint16_t)len;
	if (r->type == DHCPINFORM) {
		send_to(r, &reply, r->fixed.ciaddr, DHCP_CLIENT_PORT, packet);
		return;
	}
	if (r->fixed.giaddr.s_addr != INADDR_ANY) {
		send_to(r, &reply, r->fixed.giaddr, relay_port(r), packet);
		return;
	}
	if (own_address(r, type, yiaddr, &addr)) {
		send_to(r, &reply, addr, DHCP_CLIENT_PORT, packet);
		return;
	}
	if (set_source(r, &reply, unicast_source(r),
	    broadcast_socket(r)) == -1)
		return;
	reply.ifindex = r->msg.ifindex;
	reply.flags = REPLY_BROADCAST;
	reply.dst.s_addr = INADDR_BROADCAST;
	reply.dport = DHCP_CLIENT_PORT;
	if (type == DHCPNAK ||
	    ntohs(r->fixed.flags) & BOOTP_BROADCAST || !can_arp(r))
		reply_transmit(&reply, packet);
	else
		send_by_arp(r, yiaddr, &reply, packet);
}

static void
send_by_arp(const struct request *r, struct in_addr yiaddr,
    const struct msg_reply *broadcast, const uint8_t *packet)
{
	struct msg_reply	 unicast = *broadcast;
	const struct msg_ifaddr	*source = unicast_source(r);
	struct msg_arp		 arp;

	if (set_source(r, &unicast, source, source) == -1)
		return;
	unicast.flags = 0;
	unicast.dst = yiaddr;
	memset(&arp, 0, sizeof(arp));
	arp.ifindex = r->msg.ifindex;
	arp.addr = yiaddr;
	arp.htype = r->client.htype;
	arp.hlen = r->client.hlen;
	memcpy(arp.hwaddr, r->client.chaddr, arp.hlen);
	arp_send(&arp, &unicast, broadcast, packet);
}

void
reply_transmit(const struct msg_reply *reply, const uint8_t *packet)
{
	if (peer_queuelen(&peer_frontend) >= REPLIES_MAX) {
		stats[SE_SHED]++;
		return;
	}
	peer_send2(&peer_frontend, IMSG_REPLY, 0, reply, sizeof(*reply),
	    packet, reply->len);
}
