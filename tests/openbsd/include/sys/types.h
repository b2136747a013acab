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

/* <sys/types.h>: types(3). */
#ifndef OPENBSD_SYS_TYPES_H
#define OPENBSD_SYS_TYPES_H

#include <sys/cdefs.h>
#include <sys/endian.h>
#include <sys/_inttypes.h>

typedef unsigned char		u_char;
typedef unsigned short		u_short;
typedef unsigned int		u_int;
typedef unsigned long		u_long;
typedef uint8_t			u_int8_t;
typedef uint16_t		u_int16_t;
typedef uint32_t		u_int32_t;
typedef uint64_t		u_int64_t;
typedef __SIZE_TYPE__		size_t;
typedef long			ssize_t;
typedef long long		off_t;
typedef long long		time_t;
typedef long			suseconds_t;
typedef int			pid_t;
typedef uint32_t		uid_t;
typedef uint32_t		gid_t;
typedef uint32_t		mode_t;
typedef uint32_t		nlink_t;
typedef int			dev_t;
typedef unsigned long long	ino_t;
typedef long long		blkcnt_t;
typedef int			blksize_t;
typedef int			clockid_t;
typedef long long		clock_t;
typedef char			*caddr_t;
typedef unsigned int		socklen_t;
typedef uint8_t			sa_family_t;
typedef uint32_t		in_addr_t;
typedef uint16_t		in_port_t;
typedef uint32_t		id_t;

#endif /* OPENBSD_SYS_TYPES_H */
