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
 * The hierarchical bitmap against a naive one.
 */
/* test: link engine/bitmap.o */
#include "fakes.h"

#include "engine/bitmap.h"
#include "engine/bits.h"

static void
test_bits(void **state)
{
	uint64_t	 w;
	unsigned int	 i, j, n, first;

	(void)state;
	assert_int_equal(bits_count(0), 0);
	assert_int_equal(bits_first(0), 64);
	assert_int_equal(bits_count(UINT64_MAX), 64);
	assert_int_equal(bits_first(UINT64_MAX), 0);
	for (i = 0; i < 64; i++) {
		assert_int_equal(bits_count((uint64_t)1 << i), 1);
		assert_int_equal(bits_first((uint64_t)1 << i), i);
		assert_int_equal(bits_first(UINT64_MAX << i), i);
		assert_int_equal(bits_count(UINT64_MAX << i), 64 - i);
	}
	for (i = 0; i < 1000; i++) {
		w = (uint64_t)fake_random(UINT32_MAX) << 32 |
		    fake_random(UINT32_MAX);
		for (j = n = 0, first = 64; j < 64; j++) {
			if ((w >> j) & 1) {
				if (n++ == 0)
					first = j;
			}
		}
		assert_int_equal(bits_count(w), n);
		assert_int_equal(bits_first(w), first);
	}
}

/* Fills one of that size in random order, and asks all the time. */
static void
model(uint64_t nbits)
{
	struct bitmap	*b;
	uint8_t		*set;
	uint64_t	 i, from, left = nbits;

	b = bitmap_new(nbits);
	assert_non_null(set = calloc(nbits, 1));
	while (left > 0) {
		from = fake_random((uint32_t)nbits);
		for (i = from; i < nbits && set[i]; i++)
			continue;
		assert_true(bitmap_next_clear(b, from) ==
		    (i < nbits ? i : BITMAP_NONE));
		if (i == nbits) {
			i = bitmap_next_clear(b, 0);
			assert_true(i < from);
		}
		assert_false(bitmap_isset(b, i));
		bitmap_set(b, i);
		assert_true(bitmap_isset(b, i));
		bitmap_set(b, i);	/* again is the same */
		set[i] = 1;
		left--;
	}
	for (i = 0; i < nbits; i += 1 + nbits / 100)
		assert_true(bitmap_next_clear(b, i) == BITMAP_NONE);
	free(set);
	bitmap_free(b);
}

static void
test_model(void **state)
{
	static const uint64_t	 sizes[] = { 1, 2, 3, 63, 64, 65, 127, 128,
	    129, 4095, 4096, 4097, 5000 };
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		model(sizes[i]);
}

/* Full but for one, wherever that one is. */
static void
test_last_one(void **state)
{
	struct bitmap	*b;
	uint64_t	 i, hole;

	(void)state;
	for (hole = 0; hole < 300000; hole += 37777) {
		b = bitmap_new(300000);
		for (i = 0; i < 300000; i++) {
			if (i != hole)
				bitmap_set(b, i);
		}
		assert_true(bitmap_next_clear(b, 0) == hole);
		assert_true(bitmap_next_clear(b, hole) == hole);
		assert_true(bitmap_next_clear(b, hole + 1) == BITMAP_NONE);
		bitmap_free(b);
	}
}

/* As large as it gets, which costs nothing until it is used. */
static void
test_largest(void **state)
{
	struct bitmap	*b;
	uint64_t	 all = (uint64_t)1 << 32, i;

	(void)state;
	b = bitmap_new(all);
	for (i = 0; i < 5000; i++) {
		assert_true(bitmap_next_clear(b, all - 5000) ==
		    all - 5000 + i);
		bitmap_set(b, all - 5000 + i);
	}
	assert_true(bitmap_next_clear(b, all - 5000) == BITMAP_NONE);
	assert_true(bitmap_next_clear(b, all - 5001) == all - 5001);
	assert_true(bitmap_next_clear(b, all) == BITMAP_NONE);
	bitmap_free(b);
}

static void
test_outside(void **state)
{
	struct bitmap	*b;

	(void)state;
	expect_assert_failure(bitmap_new(0));
	expect_assert_failure(bitmap_new(((uint64_t)1 << 32) + 1));
	b = bitmap_new(100);
	expect_assert_failure(bitmap_set(b, 100));
	expect_assert_failure(bitmap_isset(b, 100));
	assert_true(bitmap_next_clear(b, 100) == BITMAP_NONE);
	assert_true(bitmap_next_clear(b, UINT64_MAX) == BITMAP_NONE);
	bitmap_free(b);
	bitmap_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_bits),
		cmocka_unit_test(test_model),
		cmocka_unit_test(test_last_one),
		cmocka_unit_test(test_largest),
		cmocka_unit_test(test_outside),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
