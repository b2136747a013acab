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
 * The rules for an entry: read first, and never take an address from
 * somebody who answers for it.
 */
#include <sys/types.h>
#include <arpa/inet.h>

#include <errno.h>
#include <string.h>

#include "log.h"
#include "route.h"

#define ROUNDS	4	/* an entry that keeps changing under us is an error */

static enum arp_result
failed(const struct neigh *n, const char *what)
{
	static struct log_limit	 limit = LOG_LIMIT(10, 60);
	unsigned int		 suppressed;
	char			 addr[INET_ADDRSTRLEN];
	int			 error = errno;

	/* The kernel's table has no room: ours, but not our fault. */
	if (error == ENOBUFS || error == ENOMEM)
		return (ARP_FULL);
	if (log_allowed(&limit, &suppressed)) {
		inet_ntop(AF_INET, &n->addr, addr, sizeof(addr));
		errno = error;
		log_warn("%s ARP entry for %s on interface %u (%u more)",
		    what, addr, n->ifindex, suppressed);
	}
	return (ARP_ERROR);
}

/* Somebody has the address: fine if it is our client. */
static enum arp_result
extend(const struct neigh *n, const struct neigh_now *now, int added)
{
	if (memcmp(now->hwaddr, n->hwaddr, NEIGH_HLEN) != 0)
		return (ARP_REFUSED);
	if (added)
		return (ARP_DONE);
	if (now->state == NEIGH_LIVE && neigh_extend(n, now) == -1)
		return (failed(n, "extend"));
	own_extend(n);
	return (ARP_DONE);
}

enum arp_result
arp_put(const struct msg_arp *arp)
{
	struct neigh		 n;
	struct neigh_now	 now;
	enum arp_result		 result;
	unsigned int		 i;
	int			 added = 0;

	if ((result = permitted(arp, &n)) != ARP_DONE)
		return (result);
	for (i = 0; i < ROUNDS; i++) {
		if (neigh_get(&n, &now) == -1)
			return (failed(&n, "read"));
		if (now.state == NEIGH_LIVE || now.state == NEIGH_FIXED)
			return (extend(&n, &now, added));
		if (!own_room(&n))
			return (ARP_FULL);
		if (now.state == NEIGH_DEAD && neigh_del(&n) == -1 &&
		    errno != ENOENT)
			return (failed(&n, "delete"));
		if (neigh_add(&n) == 0) {
			own_add(&n);
			added = 1;
		} else if (errno != EEXIST)
			return (failed(&n, "add"));
		/* Once more, to see that it is the one that we added. */
	}
	errno = EAGAIN;
	return (failed(&n, "settle"));
}
