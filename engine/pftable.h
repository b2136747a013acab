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
 * What pftable is told of leases, for the tables of the packet filter.
 *
 * First all leases, from IMSG_PF_BEGIN to IMSG_PF_END; then what changes.
 * There is one batch under way at a time, and what changes meanwhile goes
 * with the next one.  Those are queued by address, each once, and what is
 * told is the state when the batch leaves.  Should the queue be full, or the
 * packet filter refuse, all is told again.
 *
 * Nothing here is done without a pftable.
 */
#ifndef ENGINE_PFTABLE_H
#define ENGINE_PFTABLE_H

#include <stdint.h>

struct lease;
struct peer;

#define PFTABLE_QUEUE_MAX	16384	/* addresses that wait */
#define PFTABLE_RETRY		10	/* seconds after a failure */

void	pftable_init(struct peer *);
/* The leases have been loaded. */
void	pftable_start(void);
/* All once more: the tables may have been emptied by somebody. */
void	pftable_again(void);
/* From leasestate.c: a lease has another state, or another holder. */
void	pftable_lease_changed(struct lease *);
/* From the dispatch function for pftable; -1 if nothing was under way. */
int	pftable_done(uint32_t ok);
/* Has all been told once? */
int	pftable_settled(void);

#endif /* ENGINE_PFTABLE_H */
