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
 * The lease file as a journal: records are collected, then written and
 * synced together.
 */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <sys/types.h>

#include <stdint.h>

#include "lease.h"

struct io;

#define JOURNAL_BUF	(256 * 1024)	/* of text in one write */

struct journal {
	struct io	*io;
	off_t		 end;		/* of what is whole in the file */
	uint64_t	 first;		/* sequence numbers in buf */
	uint64_t	 last;
	size_t		 len;		/* bytes in buf */
	int		 newline;	/* the file does not end in one */
	int		 rest;		/* behind end may be a failed write */
	char		 buf[JOURNAL_BUF];
};

enum journal_result {
	JOURNAL_DURABLE,	/* first to last are on disk */
	JOURNAL_FAILED,		/* none of them is; later ones may be */
	JOURNAL_DEAD		/* the file can't be trusted any more */
};

/*
 * Takes the file, and drops what it has from offset end on; -1: nothing.
 * Returns 0, or -1 with errno.
 */
int	journal_open(struct journal *, struct io *, off_t end);
/* Has no room for another record: commit first. */
int	journal_full(const struct journal *);
void	journal_add(struct journal *, uint64_t seq, const struct lease_rec *);
/*
 * Writes and syncs what was added; there must be something.  first and last
 * stay as they are until the next journal_add().  Sets *error to errno unless
 * the result is JOURNAL_DURABLE.
 */
enum journal_result journal_commit(struct journal *, int *error);

#endif /* JOURNAL_H */
