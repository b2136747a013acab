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
 * DHCPINFORM: options for a client that has its address from elsewhere (RFC
 * 2131 section 4.3.5).
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>

#include "confindex.h"
#include "engine.h"
#include "ifaces.h"
#include "request.h"

/*
 * We answer to the address that the client says is its own, which anybody
 * could say: so it must be one of a network that we serve.
 */
void
inform(struct request *r)
{
	uint32_t	 addr;

	if (r->fixed.ciaddr.s_addr == INADDR_ANY)
		r->fixed.ciaddr = r->msg.src;
	addr = ntohl(r->fixed.ciaddr.s_addr);
	if (!addr_is_host(addr) || ifaces_is_own(r->fixed.ciaddr) ||
	    conf_find_subnet(conf, addr) == CONF_NONE) {
		stats[SE_NO_SUBNET]++;
		request_log(r, "no answer, %s is no client's address",
		    addr_name(addr));
		return;
	}
	request_settle(r, addr);
	request_log(r, "ack to %s", addr_name(addr));
	reply_send(r, DHCPACK, 0, 0);
}
