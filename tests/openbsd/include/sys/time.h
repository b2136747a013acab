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

/* <sys/time.h>: gettimeofday(2), getitimer(2), timeradd(3). */
#ifndef OPENBSD_SYS_TIME_H
#define OPENBSD_SYS_TIME_H

#include <sys/types.h>

struct timeval {
	time_t		tv_sec;
	suseconds_t	tv_usec;
};
#include <time.h>

struct itimerval {
	struct timeval	it_interval;
	struct timeval	it_value;
};
#define ITIMER_REAL	0
#define ITIMER_VIRTUAL	1
#define ITIMER_PROF	2

int	getitimer(int, struct itimerval *);
int	setitimer(int, const struct itimerval *, struct itimerval *);
int	gettimeofday(struct timeval *, void *);
int	utimes(const char *, const struct timeval *);
int	futimes(int, const struct timeval *);

#define timerclear(t)	((t)->tv_sec = (t)->tv_usec = 0)
#define timerisset(t)	((t)->tv_sec || (t)->tv_usec)

#endif /* OPENBSD_SYS_TIME_H */
