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
 * The tokens of a lease file.  The bytes come from stdio without its lock;
 * at most one is put back.
 */

#include <sys/types.h>

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "lease.h"
#include "leasetok.h"

static inline int
next_char(struct lease_reader *r)
{
	int	 c;

	if ((c = getc_unlocked(r->fp)) == EOF)
		return (EOF);
	r->off++;
	r->fresh = c == '\n';
	r->line += r->fresh;
	return (c);
}

/* Puts back what next_char() returned last; never more than that. */
static inline void
unread_char(struct lease_reader *r, int c)
{
	if (c == EOF)
		return;
	(void)ungetc(c, r->fp);
	r->off--;
	if (c == '\n')
		r->line--;
	r->fresh = 0;
}

static inline int
word_char(int c)
{
	return ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '.' && c <= ':') /* ./0-9: */ || c == '-' || c == '_' ||
	    c == '+');
}

static inline void
add_char(struct lease_reader *r, int c)
{
	if (r->textlen < sizeof(r->text) - 1)
		r->text[r->textlen++] = (char)c;
	else
		r->toolong = 1;
}

/* Up to ndigits more digits of an escape that began with value. */
static int
escape_number(struct lease_reader *r, int value, int ndigits, int base)
{
	int	 c, digit;

	while (ndigits-- > 0) {
		c = next_char(r);
		if (c >= '0' && c <= '9')
			digit = c - '0';
		else if (c >= 'a' && c <= 'f')
			digit = c - 'a' + 10;
		else if (c >= 'A' && c <= 'F')
			digit = c - 'A' + 10;
		else
			digit = base;
		if (digit >= base) {
			unread_char(r, c);
			break;
		}
		value = value * base + digit;
	}
	return (value & 0xff);
}

/* What c says behind a backslash: as ISC's server has it. */
static int
escape(struct lease_reader *r, int c)
{
	switch (c) {
	case 't':
		return ('\t');
	case 'r':
		return ('\r');
	case 'n':
		return ('\n');
	case 'b':
		return ('\b');
	case 'x':
		return (escape_number(r, 0, 2, 16));
	case '0':
	case '1':
	case '2':
	case '3':
		return (escape_number(r, c - '0', 2, 8));
	}
	return (c);
}

/* A line never ends inside a string; one that does has lost its end. */
static int
read_string(struct lease_reader *r)
{
	int	 c, escaped;

	for (;;) {
		c = next_char(r);
		if (c == '"')
			return (T_STRING);
		if ((escaped = c == '\\'))
			c = next_char(r);
		if (c == EOF)
			return (T_EOF);
		if (c == '\n') {
			unread_char(r, c);
			return (T_LOST);
		}
		add_char(r, escaped ? escape(r, c) : c);
	}
}

/*
 * Behind a '#': the rest of the line is nothing, unless the two characters
 * are LEASE_COMMENT.
 */
static void
skip_comment(struct lease_reader *r)
{
	int	 c;

	if ((c = next_char(r)) == LEASE_COMMENT[1])
		return;
	while (c != '\n' && c != EOF)
		c = next_char(r);
}

/* To the first character of a token, which is also returned. */
static int
skip_blank(struct lease_reader *r)
{
	int	 c;

	for (;;) {
		r->first = r->fresh;
		c = next_char(r);
		if (c == '#') {
			skip_comment(r);
			continue;
		}
		if (c != ' ' && c != '\t' && c != '\n' && c != '\r' &&
		    c != '\f' && c != '\v')
			return (c);
	}
}

static int
read_word(struct lease_reader *r, int c)
{
	do
		add_char(r, c);
	while (word_char(c = next_char(r)));
	unread_char(r, c);
	r->text[r->textlen] = '\0';
	if (r->first && strcasecmp(r->text, "lease") == 0)
		return (T_RECORD);
	return (T_WORD);
}

static int
read_token(struct lease_reader *r)
{
	int	 c;

	r->textlen = 0;
	r->toolong = 0;
	c = skip_blank(r);
	r->tokline = r->line;
	r->tokoff = r->off - (c != EOF);
	if (word_char(c))
		return (read_word(r, c));
	switch (c) {
	case EOF:
		return (T_EOF);
	case '"':
		return (read_string(r));
	case '{':
		return (T_OPEN);
	case '}':
		return (T_CLOSE);
	case ';':
		return (T_SEMI);
	}
	add_char(r, c);
	return (c > ' ' && c < 0x7f ? T_OTHER : T_BAD);
}

int
leasetok_get(struct lease_reader *r)
{
	if (r->unread)
		r->unread = 0;
	else {
		r->token = read_token(r);
		r->text[r->textlen] = '\0';
	}
	return (r->token);
}

void
leasetok_unget(struct lease_reader *r)
{
	r->unread = 1;
}

int
leasetok_is(const struct lease_reader *r, const char *word)
{
	return (r->token == T_WORD && !r->toolong &&
	    strcasecmp(r->text, word) == 0);
}

int
leasetok_last(struct lease_reader *r)
{
	int	 c;

	if (r->token == T_EOF)
		return (1);
	do
		c = next_char(r);
	while (c == '\0');
	unread_char(r, c);
	return (c == EOF);
}

void
leasetok_end_line(struct lease_reader *r)
{
	int	 c;

	if ((c = next_char(r)) != '\n')
		unread_char(r, c);
}
