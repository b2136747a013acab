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
 * Reports of the parser of dhcpd.conf(5), and how places and values look in
 * them.
 */
#include <sys/types.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "parser.h"

#define ADDR_BUFS	4

static void	report(struct parser *, const struct lex_place *, const char *,
		    const char *, va_list)
		    __attribute__((__format__ (printf, 4, 0)));

static const char *
file_name(const struct parser *p, const struct lex_place *place)
{
	return (p->lex.files[place->file]);
}

struct lex_place
word_place(const struct parser *p, uint32_t word)
{
	return (lex_place(&p->lex, p->lex.words[word].pos));
}

static void
report(struct parser *p, const struct lex_place *place, const char *kind,
    const char *fmt, va_list ap)
{
	char	*what, *line;
	int	 ret;

	if (p->reported == REPORT_MAX) {
		p->unreported++;
		return;
	}
	p->reported++;
	if (vasprintf(&what, fmt, ap) == -1)
		fatal("vasprintf");
	if (place->pos.line == 0)
		ret = asprintf(&line, "%s: %s%s", file_name(p, place), kind,
		    what);
	else
		ret = asprintf(&line, "%s: %s%s", show_place(p, place), kind,
		    what);
	if (ret == -1)
		fatal("asprintf");
	p->report(p->arg, line);
	free(line);
	free(what);
}

void
error_at(struct parser *p, const struct lex_place *place, const char *fmt, ...)
{
	va_list	ap;

	p->errors++;
	va_start(ap, fmt);
	report(p, place, "", fmt, ap);
	va_end(ap);
}

void
warn_at(struct parser *p, const struct lex_place *place, const char *fmt, ...)
{
	va_list	ap;

	va_start(ap, fmt);
	report(p, place, "warning: ", fmt, ap);
	va_end(ap);
}

void
word_error(struct parser *p, uint32_t word, const char *fmt, ...)
{
	struct lex_place	place = word_place(p, word);
	va_list			ap;

	p->errors++;
	va_start(ap, fmt);
	report(p, &place, "", fmt, ap);
	va_end(ap);
}

void
word_warn(struct parser *p, uint32_t word, const char *fmt, ...)
{
	struct lex_place	place = word_place(p, word);
	va_list			ap;

	va_start(ap, fmt);
	report(p, &place, "warning: ", fmt, ap);
	va_end(ap);
}

void
report_rest(struct parser *p)
{
	struct lex_place	place = { 0, { 0, 0 } };

	if (p->unreported == 0)
		return;
	p->reported = 0;
	if (p->errors != 0)
		error_at(p, &place, "%u more errors and warnings are not "
		    "shown", p->unreported);
	else
		warn_at(p, &place, "%u more warnings are not shown",
		    p->unreported);
}

const char *
show_word(const struct parser *p, uint32_t word)
{
	return (lex_show(lex_text(&p->lex, word), p->lex.words[word].len));
}

const char *
show_place(const struct parser *p, const struct lex_place *place)
{
	static char	*buf;

	free(buf);
	if (asprintf(&buf, "%s:%u:%u", file_name(p, place), place->pos.line,
	    place->pos.column) == -1)
		fatal("asprintf");
	return (buf);
}

const char *
show_addr(uint32_t addr)
{
	static char	 bufs[ADDR_BUFS][16];
	static int	 next;
	char		*buf = bufs[next];

	next = (next + 1) % ADDR_BUFS;
	snprintf(buf, sizeof(bufs[0]), "%u.%u.%u.%u", addr >> 24,
	    addr >> 16 & 0xff, addr >> 8 & 0xff, addr & 0xff);
	return (buf);
}

/* Of a mask that is contiguous. */
int
mask_length(struct in_addr mask)
{
	uint32_t	m = ntohl(mask.s_addr);
	int		len = 0;

	for (; m != 0; m <<= 1)
		len++;
	return (len);
}
