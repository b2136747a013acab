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
 * The engine decides: subnet, client, address, options, reply.  No sockets,
 * no files.
 *
 * engine.c	start, channels, dispatch for each
 * confindex.c	the configuration in force, indexed for lookups per packet
 * ifaces.c	the interface table from the parent
 * leasetab.c	leases; pool.c: free addresses; commit.c: to leasedb and back
 * show.c	answers for dhcpdctl(8)
 * request.c	a packet comes in: options, subnet, client; then by type in
 *		discover.c, select.c, release.c, inform.c
 * agent.c	what relays say of a request
 * reply.c	what a reply holds and where it goes
 * probe.c	ICMP echo before an offer
 * arp.c	entries for clients without address
 * pftable.c	what pftable is told of leases
 */
#ifndef ENGINE_H
#define ENGINE_H

#include <stdint.h>

#include "proc.h"
#include "stats.h"

extern struct peer	 peer_parent;
extern struct peer	 peer_frontend;
extern struct peer	 peer_leasedb;
extern struct peer	 peer_route;
extern struct peer	 peer_control;
extern uint64_t		 stats[STATS_ENGINE_MAX];	/* enum stats_engine */

/* request.c: a packet from frontend.  packet is len bytes. */
void	request_received(const struct msg_request *, const uint8_t *packet);
/* probe.c */
void	probe_answered(const struct msg_ping *);
/* arp.c */
void	arp_result(uint32_t id, uint32_t result);
/* show.c */
void	show_leases(uint32_t client, const struct msg_ctl_slice *);
void	show_stats(uint32_t client);
/* -1 if frontend was not asked. */
int	show_stats_frontend(uint32_t client, const uint64_t *frontend);

#endif /* ENGINE_H */
