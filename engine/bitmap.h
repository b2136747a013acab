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
 * A hierarchical bitmap: finds the next clear bit in time that depends on
 * nothing but the number of its levels (one for each factor of 64).  A new
 * one is all clear, and costs memory only where bits get set.
 */
#ifndef BITMAP_H
#define BITMAP_H

#include <stdint.h>

#define BITMAP_NONE	UINT64_MAX

struct bitmap;

/* nbits from 1 to 2^32.  Fatal if there is no memory. */
struct bitmap	*bitmap_new(uint64_t nbits);
void		 bitmap_free(struct bitmap *);	/* NULL is fine */
void		 bitmap_set(struct bitmap *, uint64_t);
int		 bitmap_isset(const struct bitmap *, uint64_t);
/* The first clear bit at or after from, or BITMAP_NONE. */
uint64_t	 bitmap_next_clear(const struct bitmap *, uint64_t from);

#endif /* BITMAP_H */
