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
 * The tokens of a lease file; lib/leaseread.c only.  The text of a token is
 * in the reader until the next one is had.
 *
 * Every server begins a record in the first column, and has nothing else that
 * begins with the word lease there: so it is one, whatever came before.
 */
#ifndef LEASETOK_H
#define LEASETOK_H

struct lease_reader;

enum token {
	T_EOF,
	T_WORD,		/* letters, digits and what holds them together */
	T_RECORD,	/* the word lease in the first column */
	T_STRING,	/* in quotes; text holds it without escapes */
	T_OPEN,		/* { */
	T_CLOSE,	/* } */
	T_SEMI,		/* ; */
	T_OTHER,	/* punctuation of expressions */
	T_LOST,		/* a string that the end of the line cut off */
	T_BAD		/* nothing that a lease file has */
};

int	leasetok_get(struct lease_reader *);	/* enum token */
/* The same token comes again. */
void	leasetok_unget(struct lease_reader *);
/* The token is this word, in whatever case. */
int	leasetok_is(const struct lease_reader *, const char *);
/*
 * The token is the last thing in the file, but for zeros: space that a crash
 * leaves behind in a file which was about to grow.
 */
int	leasetok_last(struct lease_reader *);
/* Takes the end of the line, if it is next. */
void	leasetok_end_line(struct lease_reader *);

#endif /* LEASETOK_H */
