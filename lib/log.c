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

#include <sys/types.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#include "log.h"

#define LOG_IDENT	"dhcpd"		/* of all processes, for filters */
#define LOG_LINE_MAX	1024		/* bytes of a message before escaping */

static const char	*log_name = LOG_IDENT;
static int		 log_where = LOG_TO_STDERR;
static int		 log_verbose;

static void	log_stderr(const char *);
static void	log_escape(char *, size_t, const char *);
static void	vlog_errno(int, const char *, va_list)
		    __attribute__((__format__ (printf, 2, 0)));

void
log_init(const char *name, int where, int verbose)
{
	log_name = name;
	log_verbose = verbose;
	/* Also if it isn't used yet: there is no opening it from a jail. */
	openlog(LOG_IDENT, LOG_PID | LOG_NDELAY, LOG_DAEMON);
	tzset();
	log_where = where;
}

void
log_setwhere(int where)
{
	log_where = where;
}

/* Whoever started us may wait for the end of our stderr. */
void
log_detach(void)
{
	log_setwhere(LOG_TO_SYSLOG);
	if (dup2(STDOUT_FILENO, STDERR_FILENO) == -1)
		log_warn("dup2");
}

void
log_setverbose(int verbose)
{
	log_verbose = verbose;
}

int
log_getverbose(void)
{
	return (log_verbose);
}

/*
 * Copies a message with everything but printable ASCII as \ooo, so that no
 * client can forge a line or talk to a terminal.
 */
static void
log_escape(char *dst, size_t size, const char *src)
{
	static const char	 more[] = "...";
	const unsigned char	*p;
	size_t			 n = 0;

	for (p = (const unsigned char *)src; *p != '\0'; p++) {
		if (n + 4 + sizeof(more) > size) {
			memcpy(dst + n, more, sizeof(more));
			return;
		}
		if (*p >= ' ' && *p <= '~') {
			dst[n++] = (char)*p;
			continue;
		}
		dst[n++] = '\\';
		dst[n++] = (char)('0' + (*p >> 6));
		dst[n++] = (char)('0' + (*p >> 3 & 7));
		dst[n++] = (char)('0' + (*p & 7));
	}
	dst[n] = '\0';
}

/* One write(2) for each line, so that those of several processes don't mix. */
static void
log_stderr(const char *text)
{
	char	 line[2 * LOG_LINE_MAX + 64];
	int	 len;

	len = snprintf(line, sizeof(line), "%s: %s\n", log_name, text);
	if (len < 0)
		return;
	if ((size_t)len >= sizeof(line)) {
		len = sizeof(line) - 1;
		line[len - 1] = '\n';
	}
	while (write(STDERR_FILENO, line, (size_t)len) == -1 && errno == EINTR)
		;
}

void
vlog(int pri, const char *fmt, va_list ap)
{
	char	 text[LOG_LINE_MAX], safe[2 * LOG_LINE_MAX];
	int	 n, save_errno = errno;

	n = vsnprintf(text, sizeof(text), fmt, ap);
	if (n < 0)
		(void)strlcpy(text, fmt, sizeof(text));
	else if ((size_t)n >= sizeof(text))
		memcpy(text + sizeof(text) - 4, "...", 4);
	log_escape(safe, sizeof(safe), text);

	if (log_where & LOG_TO_STDERR)
		log_stderr(safe);
	if (log_where & LOG_TO_SYSLOG) {
		if (pri == LOG_CRIT && strcmp(log_name, LOG_IDENT) != 0)
			syslog(pri, "%s: %s", log_name, safe);
		else
			syslog(pri, "%s", safe);
	}
	errno = save_errno;
}

/* Adds strerror(errno). */
static void
vlog_errno(int pri, const char *fmt, va_list ap)
{
	char		 text[LOG_LINE_MAX];
	const char	*error;
	int		 save_errno = errno;

	error = strerror(errno);
	if (vsnprintf(text, sizeof(text), fmt, ap) < 0)
		(void)strlcpy(text, fmt, sizeof(text));
	errno = save_errno;
	if (pri == LOG_CRIT)
		log_crit("%s: %s", text, error);
	else
		log_warnx("%s: %s", text, error);
}

void
log_crit(const char *fmt, ...)
{
	va_list	 ap;

	va_start(ap, fmt);
	vlog(LOG_CRIT, fmt, ap);
	va_end(ap);
}

void
log_warn(const char *fmt, ...)
{
	va_list	 ap;

	va_start(ap, fmt);
	vlog_errno(LOG_ERR, fmt, ap);
	va_end(ap);
}

void
log_warnx(const char *fmt, ...)
{
	va_list	 ap;

	va_start(ap, fmt);
	vlog(LOG_ERR, fmt, ap);
	va_end(ap);
}

void
log_info(const char *fmt, ...)
{
	va_list	 ap;

	va_start(ap, fmt);
	vlog(LOG_INFO, fmt, ap);
	va_end(ap);
}

void
log_debug(const char *fmt, ...)
{
	va_list	 ap;

	if (log_verbose == 0)
		return;
	va_start(ap, fmt);
	vlog(LOG_DEBUG, fmt, ap);
	va_end(ap);
}

void
fatal(const char *fmt, ...)
{
	va_list	 ap;

	va_start(ap, fmt);
	vlog_errno(LOG_CRIT, fmt, ap);
	va_end(ap);
	exit(1);
}

void
fatalx(const char *fmt, ...)
{
	va_list	 ap;

	va_start(ap, fmt);
	vlog(LOG_CRIT, fmt, ap);
	va_end(ap);
	exit(1);
}

int
log_allowed(struct log_limit *limit, unsigned int *suppressed)
{
	struct timespec	 now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) == -1)
		fatal("clock_gettime");
	if (limit->seen == 0 || now.tv_sec - limit->since >= limit->interval) {
		limit->since = now.tv_sec;
		limit->seen = 0;
	}
	if (limit->seen >= limit->burst) {
		limit->suppressed++;
		return (0);
	}
	limit->seen++;
	*suppressed = limit->suppressed;
	limit->suppressed = 0;
	return (1);
}
