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
 * SipHash-2-4, after Aumasson and Bernstein, "SipHash: a fast short-input
 * PRF" (2012).
 */
#include <sys/types.h>

#include <endian.h>
#include <siphash.h>
#include <string.h>
#include <strings.h>

static void	rounds(SIPHASH_CTX *, int);
static void	compress(SIPHASH_CTX *, const uint8_t *);

static uint64_t
rotl(uint64_t x, int n)
{
	return (x << n | x >> (64 - n));
}

static void
rounds(SIPHASH_CTX *ctx, int n)
{
	uint64_t	 v0 = ctx->v[0], v1 = ctx->v[1];
	uint64_t	 v2 = ctx->v[2], v3 = ctx->v[3];

	while (n-- > 0) {
		v0 += v1;
		v2 += v3;
		v1 = rotl(v1, 13) ^ v0;
		v3 = rotl(v3, 16) ^ v2;
		v0 = rotl(v0, 32);
		v2 += v1;
		v0 += v3;
		v1 = rotl(v1, 17) ^ v2;
		v3 = rotl(v3, 21) ^ v0;
		v2 = rotl(v2, 32);
	}
	ctx->v[0] = v0;
	ctx->v[1] = v1;
	ctx->v[2] = v2;
	ctx->v[3] = v3;
}

static void
compress(SIPHASH_CTX *ctx, const uint8_t *block)
{
	uint64_t	 m;

	memcpy(&m, block, sizeof(m));
	m = le64toh(m);
	ctx->v[3] ^= m;
	rounds(ctx, 2);
	ctx->v[0] ^= m;
}

void
SipHash24_Init(SIPHASH_CTX *ctx, const SIPHASH_KEY *key)
{
	uint64_t	 k0 = le64toh(key->k0), k1 = le64toh(key->k1);

	memset(ctx, 0, sizeof(*ctx));
	/* "somepseudorandomlygeneratedbytes" */
	ctx->v[0] = k0 ^ 0x736f6d6570736575ULL;
	ctx->v[1] = k1 ^ 0x646f72616e646f6dULL;
	ctx->v[2] = k0 ^ 0x6c7967656e657261ULL;
	ctx->v[3] = k1 ^ 0x7465646279746573ULL;
}

void
SipHash24_Update(SIPHASH_CTX *ctx, const void *data, size_t len)
{
	const uint8_t	*p = data;
	size_t		 used, n;

	if (len == 0)
		return;
	used = ctx->bytes % SIPHASH_BLOCK_LENGTH;
	ctx->bytes += len;
	if (used > 0) {
		n = SIPHASH_BLOCK_LENGTH - used;
		if (len < n) {
			memcpy(ctx->buf + used, p, len);
			return;
		}
		memcpy(ctx->buf + used, p, n);
		compress(ctx, ctx->buf);
		p += n;
		len -= n;
	}
	for (; len >= SIPHASH_BLOCK_LENGTH; len -= SIPHASH_BLOCK_LENGTH) {
		compress(ctx, p);
		p += SIPHASH_BLOCK_LENGTH;
	}
	memcpy(ctx->buf, p, len);
}

uint64_t
SipHash24_End(SIPHASH_CTX *ctx)
{
	uint64_t	 hash;
	size_t		 used;

	/* The last block: what is left, and the length in its last byte. */
	used = ctx->bytes % SIPHASH_BLOCK_LENGTH;
	memset(ctx->buf + used, 0, SIPHASH_BLOCK_LENGTH - used);
	ctx->buf[SIPHASH_BLOCK_LENGTH - 1] = (uint8_t)ctx->bytes;
	compress(ctx, ctx->buf);

	ctx->v[2] ^= 0xff;
	rounds(ctx, 4);
	hash = ctx->v[0] ^ ctx->v[1] ^ ctx->v[2] ^ ctx->v[3];
	explicit_bzero(ctx, sizeof(*ctx));
	return (hash);
}

void
SipHash24_Final(void *dst, SIPHASH_CTX *ctx)
{
	uint64_t	 hash;

	hash = htole64(SipHash24_End(ctx));
	memcpy(dst, &hash, sizeof(hash));
}

uint64_t
SipHash24(const SIPHASH_KEY *key, const void *src, size_t len)
{
	SIPHASH_CTX	 ctx;

	SipHash24_Init(&ctx, key);
	SipHash24_Update(&ctx, src, len);
	return (SipHash24_End(&ctx));
}
