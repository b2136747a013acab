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
 * The disk.  All that leasedb does to a file goes through here, so that a
 * test links a simulated disk instead of io.c.
 */
#ifndef IO_H
#define IO_H

#include <sys/types.h>

#include <stdio.h>

struct io;

/* Takes over fd, a regular file open for reading and writing.  Fatal. */
struct io *io_open(int fd);
/* The file from its beginning; the caller closes it.  NULL with errno. */
FILE	*io_reader(struct io *);
off_t	 io_size(struct io *);
/* As pread(2) and pwrite(2), but not interrupted. */
ssize_t	 io_read(struct io *, void *, size_t, off_t);
ssize_t	 io_write(struct io *, const void *, size_t, off_t);
int	 io_truncate(struct io *, off_t);
/* What was written before survives a crash from now on, its length, too. */
int	 io_sync(struct io *);

#endif /* IO_H */
