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
 * ICMP echo before a dynamic address is offered.
 */
#ifndef PROBE_H
#define PROBE_H

#include <stdint.h>

struct lease;
struct request;

#define PROBES_MAX	4096	/* at a time; then the oldest is shed */
#define PROBE_TRIES	4	/* addresses that are tried for one DISCOVER */

/*
 * Probes the address of the lease, which is offered to the client of the
 * request.  When its time is up without an answer, or the address turned out
 * to be in use, discover_probed() is called.
 * Returns -1 if there is no address to probe from.
 */
int	probe_start(struct request *, struct lease *, unsigned int tries);
/*
 * Is a probe of that address under way?  Then it answers this request in the
 * place of the one that began it: the client has asked again.
 */
int	probe_refresh(struct request *, uint32_t addr);
/* The address is no longer to be offered. */
void	probe_cancel(uint32_t addr);
/* Those whose time is up (monotonic milliseconds). */
void	probe_run(int64_t now);

#endif /* PROBE_H */
