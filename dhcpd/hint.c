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
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "lex.h"

#define WORD_MAX	40	/* longer ones are like no keyword */
#define SHOW_MAX	64	/* characters of a word that are shown */
#define SHOW_BUFS	4

static unsigned int
min3(unsigned int a, unsigned int b, unsigned int c)
{
	if (b < a)
		a = b;
	return (c < a ? c : a);
}

/*
 * How many letters are missing, too much, wrong, or swapped with their
 * neighbour: the distance of Damerau and Levenshtein.
 */
static unsigned int
distance(const char *a, const char *b)
{
	unsigned int	 row[3][WORD_MAX + 1], i, j, cost;
	unsigned int	*prev2, *prev = row[0], *cur = row[1];
	unsigned int	 alen = (unsigned int)strlen(a);
	unsigned int	 blen = (unsigned int)strlen(b);

	for (j = 0; j <= blen; j++)
		prev[j] = j;
	prev2 = row[2];
	for (i = 1; i <= alen; i++) {
		cur[0] = i;
		for (j = 1; j <= blen; j++) {
			cost = tolower((unsigned char)a[i - 1]) !=
			    tolower((unsigned char)b[j - 1]);
			cur[j] = min3(prev[j] + 1, cur[j - 1] + 1,
			    prev[j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && prev2[j - 2] < cur[j])
				cur[j] = prev2[j - 2] + 1;
		}
		prev2 = prev;
		prev = cur;
		cur = row[(i + 1) % 3];
	}
	return (prev[blen]);
}

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
		d = distance(word, k->name);
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
