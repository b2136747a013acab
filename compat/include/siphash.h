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
 * SipHash-2-4, the keyed hash for tables whose keys clients choose: the
 * interface of OpenBSD's SipHash24(3).
 */
#ifndef COMPAT_SIPHASH_H
#define COMPAT_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

#define SIPHASH_BLOCK_LENGTH	8
#define SIPHASH_KEY_LENGTH	16
#define SIPHASH_DIGEST_LENGTH	8

typedef struct {
	uint64_t	 k0;		/* little endian */
	uint64_t	 k1;
} SIPHASH_KEY;

typedef struct {
	uint64_t	 v[4];
	uint8_t		 buf[SIPHASH_BLOCK_LENGTH];
	uint64_t	 bytes;		/* hashed so far */
} SIPHASH_CTX;

void	 SipHash24_Init(SIPHASH_CTX *, const SIPHASH_KEY *);
void	 SipHash24_Update(SIPHASH_CTX *, const void *, size_t);
uint64_t SipHash24_End(SIPHASH_CTX *);
void	 SipHash24_Final(void *, SIPHASH_CTX *);
uint64_t SipHash24(const SIPHASH_KEY *, const void *, size_t);

#endif /* COMPAT_SIPHASH_H */
