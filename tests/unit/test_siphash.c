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
 * SipHash-2-4 against the test vectors of its authors: the key is 00 to 0f,
 * the message 00, 01, 02 and so on.
 */
/* test: link */
#include <sys/types.h>

#include <setjmp.h>
#include <siphash.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	size_t	 len;
	uint8_t	 hash[8];
} vectors[] = {
	{ 0,  { 0x31, 0x0e, 0x0e, 0xdd, 0x47, 0xdb, 0x6f, 0x72 } },
	{ 1,  { 0xfd, 0x67, 0xdc, 0x93, 0xc5, 0x39, 0xf8, 0x74 } },
	{ 2,  { 0x5a, 0x4f, 0xa9, 0xd9, 0x09, 0x80, 0x6c, 0x0d } },
	{ 3,  { 0x2d, 0x7e, 0xfb, 0xd7, 0x96, 0x66, 0x67, 0x85 } },
	{ 4,  { 0xb7, 0x87, 0x71, 0x27, 0xe0, 0x94, 0x27, 0xcf } },
	{ 5,  { 0x8d, 0xa6, 0x99, 0xcd, 0x64, 0x55, 0x76, 0x18 } },
	{ 6,  { 0xce, 0xe3, 0xfe, 0x58, 0x6e, 0x46, 0xc9, 0xcb } },
	{ 7,  { 0x37, 0xd1, 0x01, 0x8b, 0xf5, 0x00, 0x02, 0xab } },
	{ 8,  { 0x62, 0x24, 0x93, 0x9a, 0x79, 0xf5, 0xf5, 0x93 } },
	{ 9,  { 0xb0, 0xe4, 0xa9, 0x0b, 0xdf, 0x82, 0x00, 0x9e } },
	{ 14, { 0xee, 0xf2, 0x7a, 0x8e, 0x90, 0xca, 0x23, 0xf7 } },
	{ 15, { 0xe5, 0x45, 0xbe, 0x49, 0x61, 0xca, 0x29, 0xa1 } },
	{ 16, { 0xdb, 0x9b, 0xc2, 0x57, 0x7f, 0xcc, 0x2a, 0x3f } },
	{ 31, { 0x42, 0xc3, 0x41, 0xd8, 0xfa, 0x92, 0xd8, 0x32 } },
	{ 32, { 0xce, 0x7c, 0xf2, 0x72, 0x2f, 0x51, 0x27, 0x71 } },
	{ 63, { 0x72, 0x45, 0x06, 0xeb, 0x4c, 0x32, 0x8a, 0x95 } }
};
#define NVECTORS	(sizeof(vectors) / sizeof(vectors[0]))

static SIPHASH_KEY	 key;
static uint8_t		 message[64];

static int
setup(void **state)
{
	uint8_t	 k[SIPHASH_KEY_LENGTH];
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(k); i++)
		k[i] = (uint8_t)i;
	for (i = 0; i < sizeof(message); i++)
		message[i] = (uint8_t)i;
	assert_int_equal(sizeof(key), sizeof(k));
	memcpy(&key, k, sizeof(key));
	return (0);
}

static uint64_t
number(const uint8_t *p)
{
	uint64_t	 n = 0;
	int		 i;

	for (i = 7; i >= 0; i--)
		n = n << 8 | p[i];
	return (n);
}

static void
test_vectors(void **state)
{
	uint8_t		 digest[SIPHASH_DIGEST_LENGTH];
	SIPHASH_CTX	 ctx;
	size_t		 i;

	(void)state;
	for (i = 0; i < NVECTORS; i++) {
		assert_true(SipHash24(&key, message, vectors[i].len) ==
		    number(vectors[i].hash));
		SipHash24_Init(&ctx, &key);
		SipHash24_Update(&ctx, message, vectors[i].len);
		SipHash24_Final(digest, &ctx);
		assert_memory_equal(digest, vectors[i].hash, sizeof(digest));
	}
}

/* In pieces, cut at any two places. */
static void
test_pieces(void **state)
{
	SIPHASH_CTX	 ctx;
	size_t		 a, b, i, len;

	(void)state;
	for (i = 0; i < NVECTORS; i++) {
		len = vectors[i].len;
		for (a = 0; a <= len; a++)
			for (b = a; b <= len; b++) {
				SipHash24_Init(&ctx, &key);
				SipHash24_Update(&ctx, message, a);
				SipHash24_Update(&ctx, message + a, b - a);
				SipHash24_Update(&ctx, message + b, len - b);
				assert_true(SipHash24_End(&ctx) ==
				    number(vectors[i].hash));
			}
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_pieces),
	};

	return (cmocka_run_group_tests(tests, setup, NULL));
}
