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

/* <siphash.h>: SipHash24(3). */
#ifndef OPENBSD_SIPHASH_H
#define OPENBSD_SIPHASH_H

#include <sys/types.h>

typedef struct {
	uint64_t	k0;
	uint64_t	k1;
} SIPHASH_KEY;

typedef struct {
	uint64_t	v[4];
	uint8_t		buf[8];
	uint32_t	bytes;
} SIPHASH_CTX;

#define SIPHASH_KEY_LENGTH	16
#define SIPHASH_DIGEST_LENGTH	8

void		SipHash24_Init(SIPHASH_CTX *, const SIPHASH_KEY *);
void		SipHash24_Update(SIPHASH_CTX *, const void *, size_t);
uint64_t	SipHash24_End(SIPHASH_CTX *);
uint64_t	SipHash24(const SIPHASH_KEY *, const void *, size_t);

#endif /* OPENBSD_SIPHASH_H */
