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

/* <vis.h>: vis(3), unvis(3). */
#ifndef OPENBSD_VIS_H
#define OPENBSD_VIS_H

#include <sys/types.h>

#define VIS_OCTAL	0x01
#define VIS_CSTYLE	0x02
#define VIS_SP		0x04
#define VIS_TAB		0x08
#define VIS_NL		0x10
#define VIS_WHITE	(VIS_SP | VIS_TAB | VIS_NL)
#define VIS_SAFE	0x20
#define VIS_NOSLASH	0x40
#define VIS_GLOB	0x100
#define VIS_DQ		0x200
#define VIS_ALL		0x400

char	*vis(char *, int, int, int);
int	 strvis(char *, const char *, int);
int	 strnvis(char *, const char *, size_t, int);
int	 stravis(char **, const char *, int);
int	 strvisx(char *, const char *, size_t, int);
int	 strunvis(char *, const char *);
ssize_t	 strnunvis(char *, const char *, size_t);

#endif /* OPENBSD_VIS_H */
