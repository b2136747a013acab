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

/*
 * RFC 2131 section 4.3.1: the network of giaddr, else of the receiving
 * interface.  But a request that was sent to one of our addresses by a client
 * that has its own may come from anywhere, and a client that informs itself
 * has an address that we did not choose.
 */
uint32_t
subnet_of_request(const struct request *r)
{
	uint32_t	 subnet;

	if (r->fixed.giaddr.s_addr != INADDR_ANY)
		return (conf_find_subnet(conf, ntohl(r->fixed.giaddr.s_addr)));
	if (r->fixed.ciaddr.s_addr != INADDR_ANY &&
	    (r->local != NULL || r->type == DHCPINFORM)) {
		subnet = conf_find_subnet(conf, ntohl(r->fixed.ciaddr.s_addr));
		if (subnet != CONF_NONE)
			return (subnet);
	}
	if (r->iface == NULL || request_offlink(r))
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
	if (r->iface == NULL || r->iface->subnet == CONF_NONE)
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
