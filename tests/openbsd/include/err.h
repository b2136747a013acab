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

/* <err.h>: err(3). */
#ifndef OPENBSD_ERR_H
#define OPENBSD_ERR_H

#include <sys/cdefs.h>
#include <stdarg.h>

#define ERR_PRINTF(f, a)	__attribute__((__format__ (printf, f, a)))

__dead void	err(int, const char *, ...) ERR_PRINTF(2, 3);
__dead void	errc(int, int, const char *, ...) ERR_PRINTF(3, 4);
__dead void	errx(int, const char *, ...) ERR_PRINTF(2, 3);
__dead void	verr(int, const char *, va_list) ERR_PRINTF(2, 0);
__dead void	verrx(int, const char *, va_list) ERR_PRINTF(2, 0);
void		warn(const char *, ...) ERR_PRINTF(1, 2);
void		warnc(int, const char *, ...) ERR_PRINTF(2, 3);
void		warnx(const char *, ...) ERR_PRINTF(1, 2);
void		vwarn(const char *, va_list) ERR_PRINTF(1, 0);
void		vwarnx(const char *, va_list) ERR_PRINTF(1, 0);

#endif /* OPENBSD_ERR_H */
