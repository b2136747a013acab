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
 * A hierarchical bitmap.  Level 0 has the bits; a bit of a level above is set
 * when the word of the level below that it stands for is full.
 */
#include <sys/types.h>

#include <stdint.h>
#include <stdlib.h>

#include "bitmap.h"
#include "bits.h"
#include "log.h"

#define WORD_BITS	64
#define LEVELS		6	/* 64^6 > 2^32 */

struct bitmap {
	unsigned int	 nlevels;
	uint64_t	 nbits[LEVELS];
	uint64_t	*words[LEVELS];
};

struct bitmap *
bitmap_new(uint64_t nbits)
{
	struct bitmap	*b;
	uint64_t	 nwords;
	unsigned int	 l;

	if (nbits == 0 || nbits > (uint64_t)UINT32_MAX + 1)
		fatalx("%s: %llu bits", __func__, (unsigned long long)nbits);
	if ((b = calloc(1, sizeof(*b))) == NULL)
		fatal("%s", __func__);
	for (l = 0; l == 0 || nbits > 1; l++) {
		nwords = (nbits + WORD_BITS - 1) / WORD_BITS;
		b->nbits[l] = nbits;
		/* calloc(3) does not touch what is large and fresh. */
		b->words[l] = calloc(nwords, sizeof(*b->words[l]));
		if (b->words[l] == NULL)
			fatal("%s", __func__);
		/* What is behind the end is never free. */
		if (nbits % WORD_BITS != 0)
			b->words[l][nwords - 1] =
			    UINT64_MAX << (nbits % WORD_BITS);
		nbits = nwords;
	}
	b->nlevels = l;
	return (b);
}

void
bitmap_free(struct bitmap *b)
{
	unsigned int	 l;

	if (b == NULL)
		return;
	for (l = 0; l < b->nlevels; l++)
		free(b->words[l]);
	free(b);
}

void
bitmap_set(struct bitmap *b, uint64_t i)
{
	uint64_t	*word;
	unsigned int	 l;

	if (i >= b->nbits[0])
		fatalx("%s: bit %llu", __func__, (unsigned long long)i);
	for (l = 0; l < b->nlevels; l++) {
		word = &b->words[l][i / WORD_BITS];
		*word |= (uint64_t)1 << (i % WORD_BITS);
		if (*word != UINT64_MAX)
			break;
		i /= WORD_BITS;
	}
}

int
bitmap_isset(const struct bitmap *b, uint64_t i)
{
	if (i >= b->nbits[0])
		fatalx("%s: bit %llu", __func__, (unsigned long long)i);
	return (((b->words[0][i / WORD_BITS] >> (i % WORD_BITS)) & 1) != 0);
}

uint64_t
bitmap_next_clear(const struct bitmap *b, uint64_t from)
{
	uint64_t	 clear, i = from;
	unsigned int	 l = 0;

	/* Up, to the first level where the rest of the word has room. */
	for (;;) {
		if (l == b->nlevels || i >= b->nbits[l])
			return (BITMAP_NONE);
		clear = ~b->words[l][i / WORD_BITS] >> (i % WORD_BITS);
		if (clear != 0)
			break;
		i = i / WORD_BITS + 1;
		l++;
	}
	/* And down to the bit. */
	i += bits_first(clear);
	while (l-- > 0)
		i = i * WORD_BITS + bits_first(~b->words[l][i]);
	return (i);
}
