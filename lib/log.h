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

#ifndef LOG_H
#define LOG_H

#include <stdarg.h>

/*
 * Logging for every process: to stderr, to syslog, or both while the daemon
 * starts.  Control characters in a message are escaped (vis(3)) before it is
 * written, because clients choose part of the text.
 */
#define LOG_TO_STDERR	0x1
#define LOG_TO_SYSLOG	0x2

/* Opens the log; name is kept by pointer.  Call before any jail. */
void	log_init(const char *name, int where, int verbose);
void	log_setwhere(int where);
/* The daemon detaches: syslog only, and stderr becomes what stdout is, which
 * has been /dev/null from the start. */
void	log_detach(void);
/* 0: no debug, 1: brief, 2 and more: all */
void	log_setverbose(int verbose);
int	log_getverbose(void);

void	log_crit(const char *, ...) __attribute__((__format__ (printf, 1, 2)));
void	log_warn(const char *, ...)	/* adds strerror(errno) */
	    __attribute__((__format__ (printf, 1, 2)));
void	log_warnx(const char *, ...)
	    __attribute__((__format__ (printf, 1, 2)));
void	log_info(const char *, ...)
	    __attribute__((__format__ (printf, 1, 2)));
void	log_debug(const char *, ...)	/* only if verbose */
	    __attribute__((__format__ (printf, 1, 2)));
void	vlog(int pri, const char *, va_list)
	    __attribute__((__format__ (printf, 2, 0)));

/* Log at LOG_CRIT and exit with status 1; fatal() adds strerror(errno). */
__dead void	fatal(const char *, ...)
	    __attribute__((__format__ (printf, 1, 2)));
__dead void	fatalx(const char *, ...)
	    __attribute__((__format__ (printf, 1, 2)));

/*
 * A limit for a kind of log line that clients can provoke: at most burst
 * lines in each interval.  Lives in static storage, zero-initialised but for
 * the first two members.
 */
struct log_limit {
	unsigned int	 burst;
	unsigned int	 interval;	/* seconds */
	long long	 since;		/* monotonic seconds */
	unsigned int	 seen;
	unsigned int	 suppressed;
};
#define LOG_LIMIT(burst, interval)	{ (burst), (interval), 0, 0, 0 }

/*
 * Says whether a line may be logged now (1) or not (0).  *suppressed is how
 * many were not since the last one that was; log it with the line when it is
 * not 0.
 */
int	log_allowed(struct log_limit *, unsigned int *suppressed);

#endif /* LOG_H */
