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
 * The configuration in force, with what lookups per packet need: hosts by
 * hardware address and client identifier (keyed hashes), and for each scope
 * the parameters and options that hold there, merged once.
 */
#ifndef CONFINDEX_H
#define CONFINDEX_H

#include <netinet/in.h>

#include "conf.h"

struct client;

extern const struct conf *conf;		/* in force; NULL until the first */

/*
 * Takes over a configuration: builds the index, frees the one before.
 * Also tells pool.c.
 */
void	confindex_swap(struct conf *);

/*
 * What holds for a client in a subnet: host over the groups around it over
 * subnet over shared-network over global.  host may be CONF_NONE.  Every
 * parameter has a value, its default where nothing is configured; set tells
 * which are configured.
 */
void	confindex_params(uint32_t subnet, uint32_t host,
	    struct conf_params *);
/* The option that wins, or NULL. */
const struct conf_option *confindex_option(uint32_t subnet, uint32_t host,
	    uint8_t code);
/* Every code that is configured in any of the scopes, once each. */
size_t	confindex_codes(uint32_t subnet, uint32_t host, uint8_t codes[256]);

/*
 * The host declaration for a client in the network of that subnet: one with
 * a fixed-address in it, else one without fixed-address (dhcpd.conf(5)),
 * else CONF_NONE.  By client identifier first, then by hardware address.
 * *addr is the fixed address in host byte order, 0 if it has none there.
 */
uint32_t confindex_host(const struct client *, uint32_t subnet,
	    uint32_t *addr);
/* Is any host declared for this client, in whatever network? */
int	confindex_known(const struct client *);
/* The host that has this fixed-address (host byte order), or CONF_NONE. */
uint32_t confindex_reserved(uint32_t addr);
/* Is it the server-identifier of any scope? */
int	confindex_is_server_identifier(struct in_addr);
/* Same shared-network, or the same subnet? */
int	confindex_same_network(uint32_t subnet1, uint32_t subnet2);

#endif /* CONFINDEX_H */
