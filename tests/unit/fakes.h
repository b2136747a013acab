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
 * Stands for what is around the engine's state in a unit test: a clock that
 * the test sets, one timer that fires when the test says, and a fatal() that
 * expect_assert_failure() catches.  To be included once by a test.
 */
#ifndef FAKES_H
#define FAKES_H

#include <sys/types.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <arpa/inet.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <event.h>

#include "lib/log.h"
#include "engine/leasetab.h"

static int64_t	 fake_mono = 1000000;
static int64_t	 fake_wall = 1700000000;
static int	 fake_logged;		/* warnings since the test cleared it */

/* The one evtimer of the lease table. */
static struct {
	void		(*run)(int, short, void *);
	void		 *arg;
	int64_t		  due;		/* INT64_MAX: not armed */
} fake_timer = { NULL, NULL, INT64_MAX };

int64_t
clock_mono(void)
{
	return (fake_mono);
}

int64_t
clock_wall(void)
{
	return (fake_wall);
}

void
clock_update(void)
{
}

void
event_set(struct event *ev, int fd, short events,
    void (*run)(int, short, void *), void *arg)
{
	(void)ev;
	(void)fd;
	(void)events;
	fake_timer.run = run;
	fake_timer.arg = arg;
}

int
event_add(struct event *ev, const struct timeval *tv)
{
	(void)ev;
	assert_true(tv->tv_sec >= 0 && tv->tv_usec >= 0);
	assert_true(tv->tv_usec < 1000000);
	fake_timer.due = fake_mono + (int64_t)tv->tv_sec * 1000 +
	    tv->tv_usec / 1000;
	return (0);
}

/* Fires the timer if it is due; 0 if it isn't. */
static inline int
fake_fire(void)
{
	if (fake_timer.due > fake_mono)
		return (0);
	fake_timer.due = INT64_MAX;
	fake_timer.run(-1, EV_TIMEOUT, fake_timer.arg);
	return (1);
}

/* Time goes by, and what is due happens when it is. */
static inline void
fake_pass(int64_t ms)
{
	int64_t		 end = fake_mono + ms;

	while (fake_timer.due <= end) {
		if (fake_timer.due > fake_mono) {
			fake_wall += (fake_timer.due - fake_mono) / 1000;
			fake_mono = fake_timer.due;
		}
		fake_fire();
	}
	fake_wall += (end - fake_mono) / 1000;
	fake_mono = end;
}

/* Repeatable random numbers. */
static uint64_t	 fake_seed = 88172645463325252ULL;
static inline uint32_t
fake_random(uint32_t upper)
{
	fake_seed ^= fake_seed << 13;
	fake_seed ^= fake_seed >> 7;
	fake_seed ^= fake_seed << 17;
	return ((uint32_t)((fake_seed >> 16) % upper));
}

static inline double
fake_seconds(void)
{
	struct timespec	 ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ((double)ts.tv_sec + (double)ts.tv_nsec / 1e9);
}

/* Kilobytes that the process ever used. */
static inline long
fake_rss(void)
{
	struct rusage	 ru;

	getrusage(RUSAGE_SELF, &ru);
	return (ru.ru_maxrss);
}

static inline struct client
fake_hw(const uint8_t *mac)
{
	struct client	 c = { NULL, 0, mac, HTYPE_ETHER, 6 };

	return (c);
}

static inline struct client
fake_uid(const void *uid, size_t len)
{
	static const uint8_t mac[6] = { 2, 0, 0, 0, 0, 1 };
	struct client	 c = { uid, len, mac, HTYPE_ETHER, 6 };

	return (c);
}

/* A hardware address for a number. */
static inline const uint8_t *
fake_mac(uint32_t n)
{
	static uint8_t	 mac[8][6];
	static int	 i;
	uint8_t		*p = mac[i++ % 8];

	p[0] = 2;
	p[1] = 0x5e;
	p[2] = (uint8_t)(n >> 24);
	p[3] = (uint8_t)(n >> 16);
	p[4] = (uint8_t)(n >> 8);
	p[5] = (uint8_t)n;
	return (p);
}

static inline void
fake_rec(struct lease_rec *rec, uint32_t addr, const struct client *c,
    uint8_t state, int64_t seconds)
{
	memset(rec, 0, sizeof(*rec));
	rec->addr.s_addr = htonl(addr);
	rec->starts = fake_wall;
	rec->ends = seconds == LEASE_FOREVER ? seconds : fake_wall + seconds;
	rec->state = state;
	rec->htype = c->htype;
	rec->hlen = c->hlen;
	memcpy(rec->chaddr, c->chaddr, c->hlen);
	if (c->uid != NULL) {
		rec->uidlen = (uint8_t)c->uidlen;
		memcpy(rec->uid, c->uid, c->uidlen);
	}
}

/* log.h, as far as it is used */
static __dead void
fake_fatal(void)
{
	mock_assert(0, "fatal", __FILE__, __LINE__);
	abort();
}

void
fatal(const char *fmt, ...)
{
	(void)fmt;
	fake_fatal();
}

void
fatalx(const char *fmt, ...)
{
	(void)fmt;
	fake_fatal();
}

void
log_warnx(const char *fmt, ...)
{
	(void)fmt;
	fake_logged++;
}

int
log_allowed(struct log_limit *limit, unsigned int *suppressed)
{
	(void)limit;
	*suppressed = 0;
	return (1);
}

#endif /* FAKES_H */
