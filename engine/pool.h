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
 * Which addresses are free: per network (a shared-network, or a subnet that
 * is in none), from the ranges of the configuration and the lease table.
 * Nothing here scans: a hierarchical bitmap has the never-used addresses of a
 * range, queues have the others, least recently used first.
 */
#ifndef POOL_H
#define POOL_H

#include <stdint.h>

#include "conf.h"

struct lease;

#define POOL_BOOTP	0x01	/* only ranges with dynamic-bootp */
#define POOL_NOT_BOOTP	0x02	/* reserved for later use; pass 0 */

/*
 * Begins anew with a configuration and the lease table as it is; the state
 * of each network is built when it is first needed.  Addresses that hosts
 * have as fixed-address, network and broadcast addresses of the subnet, and
 * own ones, are never given.
 */
void	 pool_rebuild(const struct conf *);
/* Our own addresses (host byte order), whenever they may have changed. */
void	 pool_own(const uint32_t *own, size_t nown);

/*
 * An address in the network of that subnet for a new client, host byte
 * order; 0 if there is none.  In order: never used, where the client's hash
 * (client_hash()) points to and onward; free, least recently used first;
 * abandoned, least recently abandoned first.  It stays free until
 * lease_offer() or a commit takes it.
 */
uint32_t pool_pick(uint32_t subnet, uint64_t hash, int flags);

/*
 * May this address be given to a client of that subnet's network that is not
 * reserved for it: in a range of the network, not a fixed-address, not ours?
 * Whether somebody holds it is the lease table's to say.
 */
int	 pool_permits(uint32_t subnet, uint32_t addr, int flags);

/* For leasetab.c: the lease has a new state, or is new. */
void	 pool_lease_changed(struct lease *);

#endif /* POOL_H */
