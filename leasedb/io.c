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
 * The disk, as it is.
 */

#include <sys/types.h>
#include <sys/stat.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "io.h"
#include "log.h"

struct io {
	int	 fd;
};

struct io *
io_open(int fd)
{
	struct io	*io;

	if ((io = calloc(1, sizeof(*io))) == NULL)
		fatal("calloc");
	io->fd = fd;
	return (io);
}

FILE *
io_reader(struct io *io)
{
	FILE	*fp;
	int	 fd;

	if (lseek(io->fd, 0, SEEK_SET) == -1 || (fd = dup(io->fd)) == -1)
		return (NULL);
	if ((fp = fdopen(fd, "r")) == NULL)
		close(fd);
	return (fp);
}

off_t
io_size(struct io *io)
{
	struct stat	 st;

	if (fstat(io->fd, &st) == -1)
		return (-1);
	if (!S_ISREG(st.st_mode)) {
		errno = EINVAL;
		return (-1);
	}
	return (st.st_size);
}

ssize_t
io_read(struct io *io, void *buf, size_t len, off_t off)
{
	ssize_t	 n;

	do
		n = pread(io->fd, buf, len, off);
	while (n == -1 && errno == EINTR);
	return (n);
}

ssize_t
io_write(struct io *io, const void *buf, size_t len, off_t off)
{
	ssize_t	 n;

	do
		n = pwrite(io->fd, buf, len, off);
	while (n == -1 && errno == EINTR);
	return (n);
}

int
io_truncate(struct io *io, off_t size)
{
	int	 r;

	do
		r = ftruncate(io->fd, size);
	while (r == -1 && errno == EINTR);
	return (r);
}

/* Interrupted or not: what an error of fsync says can't be taken back. */
int
io_sync(struct io *io)
{
	return (fdatasync(io->fd));
}
