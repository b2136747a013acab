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
 * Included in every file on Linux, before its first line: what OpenBSD's
 * headers declare and neither glibc nor libbsd does.
 */
#ifndef COMPAT_H
#define COMPAT_H

#include <sys/types.h>
#include <sys/cdefs.h>

#include <syslog.h>

#ifndef __dead
#define __dead		__attribute__((__noreturn__))
#endif

/* pledge_linux.c, unveil_linux.c; in <unistd.h> on OpenBSD */
int	pledge(const char *, const char *);
int	unveil(const char *, const char *);

/*
 * syslog_linux.c; in <syslog.h>.  glibc's would open a new socket whenever
 * sending fails, and that is deadly once the process is jailed.
 */
void	compat_openlog(const char *, int, int);
void	compat_syslog(int, const char *, ...)
	    __attribute__((__format__ (printf, 2, 3)));
void	compat_closelog(void);
/* With _FORTIFY_SOURCE, it may be a macro already. */
#undef syslog
#define openlog		compat_openlog
#define syslog		compat_syslog
#define closelog	compat_closelog

#endif /* COMPAT_H */
