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
 * The lease file as a journal.
 *
 * A write that fails is undone by cutting the file back, and may be tried
 * again: a full disk has room some day.  A sync that fails is the end.  What
 * was written may be lost, the kernel may have marked it clean all the same,
 * and a second fsync(2) would then report success.
 */

#include <sys/types.h>

#include <errno.h>
#include <stdint.h>

#include "io.h"
#include "journal.h"
#include "log.h"

int
journal_open(struct journal *j, struct io *io, off_t end)
{
	char	 last;

	j->io = io;
	j->len = 0;
	j->rest = 0;
	j->newline = 0;
	if (end != -1 && io_truncate(io, end) == -1)
		return (-1);
	if ((j->end = io_size(io)) == -1)
		return (-1);
	if (j->end > 0) {
		if (io_read(io, &last, 1, j->end - 1) != 1)
			return (-1);
		j->newline = last != '\n';
	}
	return (0);
}

int
journal_full(const struct journal *j)
{
	return (sizeof(j->buf) - j->len < LEASE_TEXT_MAX + 1);
}

void
journal_add(struct journal *j, uint64_t seq, const struct lease_rec *rec)
{
	int	 n;

	if (j->len == 0) {
		j->first = seq;
		if (j->newline)
			j->buf[j->len++] = '\n';
	}
	n = lease_print(rec, j->buf + j->len, sizeof(j->buf) - j->len);
	if (n == -1)
		fatalx("lease record without room");
	j->len += n;
	j->last = seq;
}

/* All of it, or -1 with errno. */
static int
write_all(struct journal *j)
{
	size_t	 done = 0;
	ssize_t	 n;

	while (done < j->len) {
		n = io_write(j->io, j->buf + done, j->len - done,
		    j->end + (off_t)done);
		if (n == -1)
			return (-1);
		if (n == 0) {
			errno = ENOSPC;
			return (-1);
		}
		done += n;
	}
	return (0);
}

enum journal_result
journal_commit(struct journal *j, int *error)
{
	size_t	 len = j->len;

	if (j->rest && io_truncate(j->io, j->end) == -1) {
		*error = errno;
		j->len = 0;
		return (JOURNAL_FAILED);
	}
	j->rest = 0;
	if (write_all(j) == -1) {
		*error = errno;
		j->len = 0;
		j->rest = io_truncate(j->io, j->end) == -1;
		return (JOURNAL_FAILED);
	}
	j->len = 0;
	if (io_sync(j->io) == -1) {
		*error = errno;
		return (JOURNAL_DEAD);
	}
	j->end += (off_t)len;
	j->newline = 0;
	return (JOURNAL_DURABLE);
}
