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
 * syslog(3) for jailed processes: one socket, connected before the jail.  When
 * the other side doesn't take a message it is dropped, and the next one that
 * is taken tells how many were.  The format is RFC 3164's, as local system
 * loggers expect it.
 */
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SYSLOG_PATH	"/dev/log"
#define SYSLOG_LINE_MAX	2560

static const char	*ident = "";
static int		 facility = LOG_USER;
static int		 sock = -1;
static unsigned int	 dropped;

static int	send_line(int, const char *);

/* The options are always those of LOG_PID | LOG_NDELAY. */
void
compat_openlog(const char *name, int options, int fac)
{
	struct sockaddr_un	 sun;

	(void)options;
	compat_closelog();
	ident = name;
	facility = fac;
	dropped = 0;
	memset(&sun, 0, sizeof(sun));
	sun.sun_family = AF_UNIX;
	(void)strlcpy(sun.sun_path, SYSLOG_PATH, sizeof(sun.sun_path));
	sock = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (sock == -1)
		return;
	if (connect(sock, (struct sockaddr *)&sun, sizeof(sun)) == -1)
		compat_closelog();
}

void
compat_closelog(void)
{
	if (sock != -1)
		close(sock);
	sock = -1;
}

/* localtime_r(3) reads the time zone only once, at tzset(3). */
static int
send_line(int pri, const char *text)
{
	char		 line[SYSLOG_LINE_MAX], stamp[32];
	struct tm	 tm;
	time_t		 now;
	int		 len;

	now = time(NULL);
	if (localtime_r(&now, &tm) == NULL ||
	    strftime(stamp, sizeof(stamp), "%b %e %H:%M:%S", &tm) == 0)
		(void)strlcpy(stamp, "Jan  1 00:00:00", sizeof(stamp));
	len = snprintf(line, sizeof(line), "<%d>%s %s[%ld]: %s",
	    facility | LOG_PRI(pri), stamp, ident, (long)getpid(), text);
	if (len < 0)
		return (-1);
	if ((size_t)len >= sizeof(line))
		len = sizeof(line) - 1;
	return (send(sock, line, (size_t)len, MSG_NOSIGNAL) == -1 ? -1 : 0);
}

void
compat_syslog(int pri, const char *fmt, ...)
{
	char	 text[SYSLOG_LINE_MAX];
	va_list	 ap;
	int	 save_errno = errno;

	va_start(ap, fmt);
	if (vsnprintf(text, sizeof(text), fmt, ap) < 0)
		(void)strlcpy(text, fmt, sizeof(text));
	va_end(ap);
	if (sock == -1 || send_line(pri, text) == -1)
		dropped++;
	else if (dropped > 0) {
		(void)snprintf(text, sizeof(text),
		    "%u messages to the system logger were lost", dropped);
		if (send_line(LOG_WARNING, text) == 0)
			dropped = 0;
	}
	errno = save_errno;
}
