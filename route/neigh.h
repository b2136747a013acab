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
 * The kernel's table of neighbours: one entry at a time.  By system.
 */
#ifndef NEIGH_H
#define NEIGH_H

#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>

#define NEIGH_HLEN	6	/* Ethernet, and what looks like it */

struct neigh {
	uint32_t	 ifindex;
	uint32_t	 rdomain;	/* OpenBSD */
	struct in_addr	 local;		/* ours on that interface */
	struct in_addr	 addr;		/* network byte order, as local */
	uint8_t		 hwaddr[NEIGH_HLEN];
};

enum neigh_state {
	NEIGH_ABSENT,
	NEIGH_DEAD,		/* incomplete, failed or rejected */
	NEIGH_LIVE,		/* resolved */
	NEIGH_FIXED		/* somebody's will, which stays as it is */
};

struct neigh_now {
	enum neigh_state state;
	uint8_t		 hwaddr[NEIGH_HLEN];	/* zero unless known */
	int64_t		 expire;	/* OpenBSD: wall time; 0: never */
};

/* Opens what is needed; fatal.  Call before the jail. */
void	neigh_open(void);
/* For proc_jail(): what this system needs to change the table. */
int	neigh_jail_flags(void);
int	neigh_keepcap(void);

/*
 * All of these return 0, or -1 and errno.  None waits for anybody but the
 * kernel.
 *
 * get		reads the entry for addr on ifindex.
 * add		makes one, which ends by itself if we can't end it.  Where
 *		there is another that is live, it may leave that alone and
 *		still return 0: read it again.
 * extend	makes a live one of the same hardware address last.
 * del		removes one; ENOENT if there is none.
 */
int	neigh_get(const struct neigh *, struct neigh_now *);
int	neigh_add(const struct neigh *);
int	neigh_extend(const struct neigh *, const struct neigh_now *);
int	neigh_del(const struct neigh *);

#endif /* NEIGH_H */
