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
 * Networks by number: first the shared-networks, then for each subnet the
 * one that it is by itself if it is in none.
 */
#ifndef NETWORK_H
#define NETWORK_H

#include <stdint.h>

#include "conf.h"

static inline uint32_t
network_count(const struct conf *c)
{
	return (c->nshared + c->nsubnets);
}

/* CONF_NONE for a subnet that the configuration doesn't have. */
static inline uint32_t
network_of(const struct conf *c, uint32_t subnet)
{
	if (subnet >= c->nsubnets)
		return (CONF_NONE);
	if (c->subnets[subnet].shared != CONF_NONE)
		return (c->subnets[subnet].shared);
	return (c->nshared + subnet);
}

#endif /* NETWORK_H */
