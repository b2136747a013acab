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
 * What helps to understand an error in dhcpd.conf(5): the word that is meant
 * where one is misspelt, and words as they can be shown.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lex.h"
#include "similar.h"

#define WORD_MAX	40	/* longer ones are like no keyword */
#define SHOW_MAX	64	/* characters of a word that are shown */
#define SHOW_BUFS	4

const struct lex_keyword *
lex_suggest(const struct lex *lex, int context, const char *word)
{
	const struct lex_keyword	*k, *best = NULL;
	unsigned int			 d, least;
	size_t				 i, len = strlen(word);

	if (len < 3 || len > WORD_MAX)
		return (NULL);
	/* What has little in common with the word is no help. */
	least = len < 5 ? 1 : len < 9 ? 2 : 3;
	for (i = 0; i < lex->nkeywords; i++) {
		k = &lex->keywords[i];
		if (k->context != context || strlen(k->name) > WORD_MAX)
			continue;
		d = similar_distance(word, k->name);
		if (d <= least && (best == NULL || d < least)) {
			least = d;
			best = k;
		}
	}
	return (best);
}

const char *
lex_show(const char *text, size_t len)
{
	static char	 bufs[SHOW_BUFS][SHOW_MAX * 4 + 8];
	static int	 next;
	char		*buf = bufs[next], *p = buf;
	size_t		 i;
	unsigned char	 c;

	next = (next + 1) % SHOW_BUFS;
	*p++ = '"';
	for (i = 0; i < len && i < SHOW_MAX; i++) {
		c = (unsigned char)text[i];
		if (c < ' ' || c >= 0x7f)
			p += snprintf(p, 5, "\\%03o", c);
		else
			*p++ = (char)c;
	}
	strlcpy(p, i < len ? "...\"" : "\"", 5);
	return (buf);
}
