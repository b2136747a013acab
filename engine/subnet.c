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
 * Which network a client is in.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>

#include "confindex.h"
#include "ifaces.h"
#include "request.h"

static int	 client_address(const struct request *, struct in_addr *);

/* It is for a global parameter to say that clients may. */
int
subnet_selection(const struct request *r, struct in_addr *net)
{
	const struct conf_params	*global = &conf->scopes[0].params;

	return (global->set & PARAM_BIT(PARAM_SUBNET_SELECTION) &&
	    global->subnet_selection && !r->agent.has_link &&
	    request_addr(r, DHO_SUBNET_SELECTION, net) == 1);
}

int
request_on_served(const struct request *r)
{
	return (r->iface != NULL && r->iface->info.flags & IFACE_SERVED);
}

/*
 * A client that has an address and tells us so by unicast (RFC 2131 section
 * 4.4.5 and 4.4.6) may come from anywhere.  So may one that informs itself:
 * it has an address that we did not choose.
 */
static int
client_address(const struct request *r, struct in_addr *addr)
{
	*addr = r->fixed.ciaddr;
	if (r->type == DHCPDISCOVER || r->type == DHCPDECLINE)
		return (0);
	if (r->type == DHCPINFORM && addr->s_addr == INADDR_ANY)
		*addr = r->msg.src;
	return (addr->s_addr != INADDR_ANY &&
	    (r->local != NULL || r->type == DHCPINFORM));
}

/*
 * In this order: RFC 3527 and RFC 3011; then RFC 2131 section 4.3.1: the
 * network of giaddr, else of the client's own address, else of the receiving
 * interface.  Whoever names a network gets no other.
 */
uint32_t
subnet_of_request(const struct request *r)
{
	struct in_addr	 addr;
	uint32_t	 subnet;

	if (r->agent.has_link)
		return (conf_find_subnet(conf, ntohl(r->agent.link.s_addr)));
	if (subnet_selection(r, &addr))
		return (conf_find_subnet(conf, ntohl(addr.s_addr)));
	if (r->fixed.giaddr.s_addr != INADDR_ANY)
		return (conf_find_subnet(conf, ntohl(r->fixed.giaddr.s_addr)));
	if (client_address(r, &addr)) {
		subnet = conf_find_subnet(conf, ntohl(addr.s_addr));
		if (subnet != CONF_NONE)
			return (subnet);
	}
	if (!request_on_served(r) || request_offlink(r))
		return (CONF_NONE);
	return (r->iface->subnet);
}

int
request_offlink(const struct request *r)
{
	uint32_t	 subnet;

	if (r->local == NULL || r->fixed.giaddr.s_addr != INADDR_ANY ||
	    r->msg.src.s_addr == INADDR_ANY)
		return (0);
	if (!request_on_served(r) || r->iface->subnet == CONF_NONE)
		return (1);
	subnet = conf_find_subnet(conf, ntohl(r->msg.src.s_addr));
	return (subnet == CONF_NONE ||
	    !confindex_same_network(subnet, r->iface->subnet));
}

int
in_network(const struct request *r, uint32_t addr)
{
	uint32_t	 subnet;

	subnet = conf_find_subnet(conf, addr);
	return (subnet != CONF_NONE &&
	    confindex_same_network(subnet, r->subnet));
}

int
addr_is_host(uint32_t addr)
{
	uint32_t	 i, net, mask;

	if (addr >> 24 == 0 || addr >> 24 == IN_LOOPBACKNET ||
	    addr >= INADDR_UNSPEC_GROUP)
		return (0);
	if ((i = conf_find_subnet(conf, addr)) == CONF_NONE)
		return (1);
	net = ntohl(conf->subnets[i].net.s_addr);
	mask = ntohl(conf->subnets[i].mask.s_addr);
	if (~mask <= 1)		/* RFC 3021: both are hosts */
		return (1);
	return (addr != net && addr != (net | ~mask));
}
