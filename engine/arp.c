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
 * Replies that wait for route are in a ring by the number of the question.
 * All wait for the same time, so the oldest is always the next to be given
 * up.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <event.h>
#include <siphash.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arp.h"
#include "engine.h"
#include "leasetab.h"
#include "log.h"
#include "timer.h"

struct waiting {
	struct msg_arp	 arp;
	struct msg_reply unicast;
	struct msg_reply broadcast;
	uint8_t		*packet;	/* NULL: answered meanwhile */
	int64_t		 deadline;	/* monotonic ms */
};

/* An entry that route has put in place. */
struct known {
	struct msg_arp	 arp;
	int64_t		 until;		/* monotonic ms */
};

static void		 arp_init(void);
static struct known	*known_slot(const struct msg_arp *);
static int		 is_known(const struct msg_arp *);
static void		 give_up(struct waiting *, enum stats_engine);
static void		 waiting_done(struct waiting *);
static void		 timer_arm(void);
static void		 timer_fired(int, short, void *);

static struct waiting	 ring[ARP_WAITING_MAX];
static uint32_t		 oldest, next;	/* numbers of questions */
static uint32_t		 trusted;	/* asked since the last arp_forget() */
static struct known	 known[ARP_KNOWN_MAX];
static SIPHASH_KEY	 key;
static struct event	 timer;
static int		 initialized;

static void
arp_init(void)
{
	arc4random_buf(&key, sizeof(key));
	evtimer_set(&timer, timer_fired, NULL);
	initialized = 1;
}

/* One place for each: an entry that is pushed out is just asked for again. */
static struct known *
known_slot(const struct msg_arp *arp)
{
	uint32_t	 where[2];

	where[0] = arp->ifindex;
	where[1] = arp->addr.s_addr;
	return (&known[SipHash24(&key, where, sizeof(where)) %
	    ARP_KNOWN_MAX]);
}

static int
is_known(const struct msg_arp *arp)
{
	struct known	*k;

	k = known_slot(arp);
	return (k->until > clock_mono() && k->arp.ifindex == arp->ifindex &&
	    k->arp.addr.s_addr == arp->addr.s_addr &&
	    k->arp.htype == arp->htype && k->arp.hlen == arp->hlen &&
	    memcmp(k->arp.hwaddr, arp->hwaddr, arp->hlen) == 0);
}

void
arp_forget(void)
{
	memset(known, 0, sizeof(known));
	trusted = next;
}

void
arp_send(const struct msg_arp *arp, const struct msg_reply *unicast,
    const struct msg_reply *broadcast, const uint8_t *packet)
{
	struct waiting	*w;

	if (!initialized)
		arp_init();
	if (is_known(arp)) {
		stats[SE_ARP_OK]++;
		reply_transmit(unicast, packet);
		return;
	}
	if (next - oldest >= ARP_WAITING_MAX ||
	    peer_queuelen(&peer_route) >= ARP_WAITING_MAX) {
		stats[SE_ARP_LATE]++;
		reply_transmit(broadcast, packet);
		return;
	}
	w = &ring[next % ARP_WAITING_MAX];
	w->arp = *arp;
	w->unicast = *unicast;
	w->broadcast = *broadcast;
	w->deadline = clock_mono() + ARP_WAIT;
	if ((w->packet = malloc(unicast->len)) == NULL)
		fatal("malloc");
	memcpy(w->packet, packet, unicast->len);
	peer_send(&peer_route, IMSG_ARP_ADD, next, -1, arp, sizeof(*arp));
	if (next++ == oldest)
		timer_arm();
}

static void
waiting_done(struct waiting *w)
{
	free(w->packet);
	w->packet = NULL;
	while (oldest != next && ring[oldest % ARP_WAITING_MAX].packet == NULL)
		oldest++;
}

static void
give_up(struct waiting *w, enum stats_engine counter)
{
	stats[counter]++;
	reply_transmit(&w->broadcast, w->packet);
	waiting_done(w);
}

/* An answer that comes when the broadcast is already away is of no use. */
void
arp_result(uint32_t id, uint32_t result)
{
	struct waiting	*w;
	struct known	*k;

	w = &ring[id % ARP_WAITING_MAX];
	if (id - oldest >= next - oldest || w->packet == NULL)
		return;
	if (result != ARP_DONE) {
		give_up(w, SE_ARP_REFUSED);
		return;
	}
	/* The entry may have gone with its interface meanwhile. */
	if (id - trusted < next - trusted) {
		k = known_slot(&w->arp);
		k->arp = w->arp;
		k->until = clock_mono() + ARP_LIVE;
	}
	stats[SE_ARP_OK]++;
	reply_transmit(&w->unicast, w->packet);
	waiting_done(w);
}

void
arp_run(int64_t now)
{
	struct waiting	*w;

	while (oldest != next) {
		w = &ring[oldest % ARP_WAITING_MAX];
		if (w->deadline > now)
			break;
		give_up(w, SE_ARP_LATE);
	}
}

static void
timer_arm(void)
{
	timer_at(&timer, ring[oldest % ARP_WAITING_MAX].deadline);
}

static void
timer_fired(int fd, short events, void *arg)
{
	(void)fd;
	(void)events;
	(void)arg;
	clock_update();
	arp_run(clock_mono());
	if (oldest != next)
		timer_arm();
}
