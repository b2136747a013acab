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
 * The table of leases: all that this server knows of, keyed by address, with
 * a second index by client.  A lease refers to no configuration object, so a
 * reload does not touch the table.
 *
 * Also the clockwork of leases: what each state's end (expires) brings is
 * done by leasetab.c in one timer for all of them.
 */
#ifndef LEASETAB_H
#define LEASETAB_H

#include <sys/types.h>
#include <sys/queue.h>

#include <stdint.h>

#include "lease.h"

struct commit;
struct lease_agent;

/*
 * Who a client is: its client identifier (RFC 2131 4.2) if it sends one,
 * else hardware type and address.  The pointers are borrowed.
 */
struct client {
	const uint8_t	*uid;		/* NULL: none */
	size_t		 uidlen;	/* 2 to LEASE_UID_MAX */
	const uint8_t	*chaddr;
	uint8_t		 htype;
	uint8_t		 hlen;		/* 0 to 16 */
};

struct lease {
	TAILQ_ENTRY(lease) queue;	/* pool.c: longest unused first */
	struct lease	*client_next;	/* chain in the index by client */
	uint8_t		*uid;		/* owned; NULL: none */
	char		*client_hostname; /* owned; NULL: none */
	char		*hostname;	/* owned; NULL: none */
	struct lease_agent *agent;	/* owned; NULL: no relay */
	struct commit	*pending;	/* tentative, waits for leasedb */
	int64_t		 starts;	/* wall, seconds; 0: the client was
					 * merely offered it */
	int64_t		 ends;		/* wall, seconds, or LEASE_FOREVER */
	int64_t		 expires;	/* monotonic ms when state ends; or
					 * INT64_MAX */
	uint32_t	 heap;		/* place in the timer heap; 0: none */
	uint32_t	 addr;		/* host byte order */
	uint8_t		 state;		/* enum lease_state */
	uint8_t		 flags;		/* LEASE_F_* */
	uint8_t		 queued;	/* which queue of pool.c; 0: none */
	uint8_t		 probed;	/* OFFERED: nobody answered a probe */
	uint8_t		 indexed;	/* in the index by client */
	uint8_t		 htype;
	uint8_t		 hlen;
	uint8_t		 uidlen;
	uint8_t		 chaddr[DHCP_CHADDR_LEN];
	uint32_t	 pfholder;	/* pftable.c: who had it, hashed */
	uint8_t		 pfflags;	/* pftable.c's own */
};

/* Monotonic milliseconds and wall seconds, read once per event batch. */
int64_t		 clock_mono(void);
int64_t		 clock_wall(void);
void		 clock_update(void);	/* at the start of each batch */

void		 leasetab_init(void);
uint32_t	 leasetab_count(void);
/* addr in host byte order.  NULL if there is none. */
struct lease	*leasetab_find(uint32_t addr);
/* The lease with the lowest address from addr up; NULL at the end. */
struct lease	*leasetab_next(uint32_t addr);
/* New, LEASE_FREE and without client; the address must not be there yet. */
struct lease	*leasetab_add(uint32_t addr);
/*
 * The leases whose holder (or last holder) is this client, latest first.
 * Not those that are LEASE_ABANDONED: whoever asks for one, does it by
 * address.  Of a client that leaves many free ones behind, the oldest are
 * forgotten.
 */
struct lease	*leasetab_first_of(const struct client *);
struct lease	*leasetab_next_of(const struct lease *, const struct client *);
int		 lease_is_of(const struct lease *, const struct client *);
void		 lease_client(const struct lease *, struct client *);
/* Keyed, stable for a client on every server; for pool_pick(). */
uint64_t	 client_hash(const struct client *);

/*
 * Changes of state.  Each keeps index, queues and timer right.
 *
 * offer	holds the address for the client, in memory only, for hold
 *		milliseconds; then it is LEASE_FREE again.  A lease that is
 *		LEASE_ACTIVE or tentative is left as it is: it is the
 *		client's, or the caller is wrong (fatal).
 * unoffer	ends an offer early; any other lease is left as it is.
 * apply	takes over a record that is durable, or was loaded: whatever
 *		state it says.  An active one whose end has passed becomes
 *		LEASE_FREE.
 */
void		 lease_offer(struct lease *, const struct client *,
		    int64_t hold);
void		 lease_unoffer(struct lease *);
void		 lease_apply(struct lease *, const struct lease_rec *);
/* The record as it is now, for dhcpdctl, or as base of a change. */
void		 lease_to_rec(const struct lease *, struct lease_rec *);
/* Of that only how the client was reached. */
void		 lease_to_agent(const struct lease *, struct lease_rec *);

/*
 * For commit.c.  A tentative lease does not expire, and nobody is given its
 * address: unless it is LEASE_ACTIVE it becomes LEASE_OFFERED to the client
 * of the record, and *saved, which is then not NULL, says what it was.
 * settle takes over the record, rollback what was saved.
 */
struct lease_saved;
void		 lease_tentative(struct lease *, struct commit *,
		    const struct lease_rec *, struct lease_saved **saved);
void		 lease_settle(struct lease *, const struct lease_rec *,
		    struct lease_saved *);
void		 lease_rollback(struct lease *, struct lease_saved *);

#endif /* LEASETAB_H */
