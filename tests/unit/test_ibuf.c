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
 * Buffers: what goes in comes out, and nothing goes over the end.
 */
/* test: link */
#include <sys/types.h>
#include <sys/queue.h>

#include <errno.h>
#include <fcntl.h>
#include <imsg.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cases.h"

static void
test_ibuf_numbers(void **state)
{
	const unsigned char	 net[] = {
		0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07,
		0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f
	};
	struct ibuf	*buf;
	uint8_t		 n8;
	uint16_t	 n16;
	uint32_t	 n32;
	uint64_t	 n64;

	(void)state;
	assert_non_null(buf = ibuf_dynamic(0, 64));
	assert_int_equal(ibuf_add_n8(buf, 0x01), 0);
	assert_int_equal(ibuf_add_n16(buf, 0x0203), 0);
	assert_int_equal(ibuf_add_n32(buf, 0x04050607), 0);
	assert_int_equal(ibuf_add_n64(buf, 0x08090a0b0c0d0e0fULL), 0);
	assert_int_equal(ibuf_size(buf), sizeof(net));
	assert_memory_equal(ibuf_data(buf), net, sizeof(net));
	assert_int_equal(ibuf_add_h16(buf, 0xfffe), 0);
	assert_int_equal(ibuf_add_h32(buf, 0xfffefdfc), 0);
	assert_int_equal(ibuf_add_h64(buf, 0xfffefdfcfbfaf9f8ULL), 0);

	assert_int_equal(ibuf_get_n8(buf, &n8), 0);
	assert_int_equal(n8, 0x01);
	assert_int_equal(ibuf_get_n16(buf, &n16), 0);
	assert_int_equal(n16, 0x0203);
	assert_int_equal(ibuf_get_n32(buf, &n32), 0);
	assert_int_equal(n32, 0x04050607);
	assert_int_equal(ibuf_get_n64(buf, &n64), 0);
	assert_true(n64 == 0x08090a0b0c0d0e0fULL);
	assert_int_equal(ibuf_get_h16(buf, &n16), 0);
	assert_int_equal(n16, 0xfffe);
	assert_int_equal(ibuf_get_h32(buf, &n32), 0);
	assert_int_equal(n32, 0xfffefdfc);
	assert_int_equal(ibuf_get_h64(buf, &n64), 0);
	assert_true(n64 == 0xfffefdfcfbfaf9f8ULL);
	assert_int_equal(ibuf_size(buf), 0);
	errno = 0;
	assert_int_equal(ibuf_get_n8(buf, &n8), -1);
	assert_int_equal(errno, EBADMSG);
	ibuf_rewind(buf);
	assert_int_equal(ibuf_get_n8(buf, &n8), 0);
	assert_int_equal(n8, 0x01);
	ibuf_free(buf);
}

static void
test_ibuf_numbers_overflow(void **state)
{
	struct ibuf	*buf;

	(void)state;
	assert_non_null(buf = ibuf_open(64));
	assert_int_equal(ibuf_add_zero(buf, 8), 0);
	errno = 0;
	assert_int_equal(ibuf_add_n8(buf, 0x100), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(ibuf_add_n16(buf, 0x10000), -1);
	assert_int_equal(ibuf_add_n32(buf, 0x100000000ULL), -1);
	assert_int_equal(ibuf_add_h16(buf, 0x10000), -1);
	assert_int_equal(ibuf_add_h32(buf, UINT64_MAX), -1);
	assert_int_equal(ibuf_set_n8(buf, 0, 0x100), -1);
	assert_int_equal(ibuf_set_h32(buf, 0, UINT64_MAX), -1);
	assert_int_equal(ibuf_size(buf), 8);
	ibuf_free(buf);
}

static void
test_ibuf_bounds(void **state)
{
	struct ibuf	*buf;
	char		 data[16] = "0123456789abcde";

	(void)state;
	assert_non_null(buf = ibuf_open(0));
	assert_int_equal(ibuf_left(buf), 0);
	assert_int_equal(ibuf_add(buf, data, 1), -1);
	ibuf_free(buf);
	assert_null(ibuf_dynamic(2, 1));
	assert_null(ibuf_dynamic(0, 0));
	assert_null(ibuf_open(SIZE_MAX));

	assert_non_null(buf = ibuf_open(10));
	assert_int_equal(ibuf_left(buf), 10);
	assert_int_equal(ibuf_add(buf, data, 10), 0);
	errno = 0;
	assert_int_equal(ibuf_add(buf, data, 1), -1);
	assert_int_equal(errno, ERANGE);
	assert_null(ibuf_reserve(buf, SIZE_MAX));
	assert_int_equal(ibuf_add(buf, data, 0), 0);
	assert_int_equal(ibuf_left(buf), 0);
	ibuf_free(buf);
	ibuf_free(NULL);
}

static void
test_ibuf_grow(void **state)
{
	struct ibuf	*buf;
	unsigned char	*p;
	size_t		 i;

	(void)state;
	assert_non_null(buf = ibuf_dynamic(1, 1000));
	for (i = 0; i < 1000; i++)
		assert_int_equal(ibuf_add_n8(buf, i & 0xff), 0);
	assert_int_equal(ibuf_add_n8(buf, 0), -1);
	p = ibuf_data(buf);
	for (i = 0; i < 1000; i++)
		assert_int_equal(p[i], i & 0xff);
	ibuf_free(buf);

	assert_non_null(buf = ibuf_dynamic(4, 100));
	assert_int_equal(ibuf_add_zero(buf, 10), 0);
	errno = 0;
	assert_int_equal(ibuf_set_maxsize(buf, 101), -1);
	assert_int_equal(errno, ERANGE);
	assert_int_equal(ibuf_set_maxsize(buf, 9), -1);
	assert_int_equal(ibuf_set_maxsize(buf, 12), 0);
	assert_int_equal(ibuf_add_zero(buf, 2), 0);
	assert_int_equal(ibuf_add_zero(buf, 1), -1);
	ibuf_free(buf);
}

static void
test_ibuf_set(void **state)
{
	struct ibuf	*buf;
	char		 got[8];

	(void)state;
	assert_non_null(buf = ibuf_open(16));
	assert_int_equal(ibuf_add(buf, "01234567", 8), 0);
	assert_int_equal(ibuf_set(buf, 6, "ab", 2), 0);
	errno = 0;
	assert_int_equal(ibuf_set(buf, 7, "ab", 2), -1);
	assert_int_equal(errno, ERANGE);
	assert_int_equal(ibuf_set(buf, 9, "", 0), -1);
	assert_int_equal(ibuf_set(buf, SIZE_MAX, "ab", 2), -1);
	assert_null(ibuf_seek(buf, 1, SIZE_MAX));
	assert_non_null(ibuf_seek(buf, 8, 0));
	assert_int_equal(ibuf_set_n16(buf, 0, 0x4142), 0);
	assert_int_equal(ibuf_set_n16(buf, 7, 0), -1);
	assert_int_equal(ibuf_skip(buf, 1), 0);
	assert_int_equal(ibuf_set_n8(buf, 0, 'Z'), 0);
	assert_int_equal(ibuf_skip(buf, 8), -1);
	assert_int_equal(ibuf_get(buf, got, 7), 0);
	assert_memory_equal(got, "Z2345ab", 7);
	ibuf_free(buf);
}

static void
test_ibuf_truncate(void **state)
{
	struct ibuf	*buf;

	(void)state;
	assert_non_null(buf = ibuf_open(8));
	assert_int_equal(ibuf_add(buf, "abcd", 4), 0);
	assert_int_equal(ibuf_truncate(buf, 2), 0);
	assert_int_equal(ibuf_size(buf), 2);
	assert_int_equal(ibuf_truncate(buf, 6), 0);
	assert_memory_equal(ibuf_data(buf), "ab\0\0\0\0", 6);
	assert_int_equal(ibuf_truncate(buf, 9), -1);
	assert_int_equal(ibuf_size(buf), 6);
	ibuf_free(buf);
}

static void
test_ibuf_views(void **state)
{
	char		 data[] = "abcdef", got[4];
	struct ibuf	 view, part, *buf;

	(void)state;
	ibuf_from_buffer(&view, data, 6);
	assert_int_equal(ibuf_left(&view), 0);
	assert_int_equal(ibuf_add(&view, "x", 1), -1);
	assert_int_equal(ibuf_get_ibuf(&view, 7, &part), -1);
	assert_int_equal(ibuf_get_ibuf(&view, 4, &part), 0);
	assert_int_equal(ibuf_size(&view), 2);
	assert_int_equal(ibuf_get(&part, got, 5), -1);
	assert_int_equal(ibuf_get(&part, got, 4), 0);
	assert_memory_equal(got, "abcd", 4);

	errno = 0;
	assert_int_equal(ibuf_truncate(&view, 3), -1);
	assert_int_equal(errno, ERANGE);
	assert_int_equal(ibuf_set_maxsize(&view, 2), -1);
	assert_int_equal(errno, EINVAL);

	ibuf_from_ibuf(&part, &view);
	assert_int_equal(ibuf_skip(&part, 2), 0);
	assert_int_equal(ibuf_size(&view), 2);

	assert_non_null(buf = ibuf_open(2));
	assert_int_equal(ibuf_add_ibuf(buf, &view), 0);
	assert_int_equal(ibuf_add_ibuf(buf, &view), -1);
	assert_memory_equal(ibuf_data(buf), "ef", 2);
	ibuf_free(buf);
	assert_false(ibuf_fd_avail(&view));
	assert_int_equal(ibuf_fd_get(&view), -1);
}

static void
free_view(void)
{
	struct ibuf	 view;
	char		 data[2] = "a";

	ibuf_from_buffer(&view, data, 2);
	ibuf_free(&view);
}

static void
give_view_fd(void)
{
	struct ibuf	 view;
	char		 data[2] = "a";

	ibuf_from_buffer(&view, data, 2);
	ibuf_fd_set(&view, STDIN_FILENO);
}

/* A mistake that ends the program on OpenBSD ends it everywhere. */
static void
test_ibuf_view_misused(void **state)
{
	int	 status;

	(void)state;
	status = status_of(NULL, free_view);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	status = status_of(NULL, give_view_fd);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

static void
test_ibuf_strings(void **state)
{
	struct ibuf	 from, *buf;
	char		 got[4], *str;

	(void)state;
	assert_non_null(buf = ibuf_open(64));
	assert_int_equal(ibuf_add_strbuf(buf, "abcd", 4), -1);
	assert_int_equal(ibuf_add_strbuf(buf, "", 0), -1);
	assert_int_equal(ibuf_add_strbuf(buf, "abc", 4), 0);
	assert_int_equal(ibuf_add(buf, "wxyz", 4), 0);
	assert_int_equal(ibuf_add(buf, "ab\0d", 4), 0);
	assert_int_equal(ibuf_get_strbuf(buf, got, 0), -1);
	assert_int_equal(ibuf_get_strbuf(buf, got, 4), 0);
	assert_string_equal(got, "abc");
	assert_int_equal(ibuf_get_strbuf(buf, got, 4), -1);
	assert_string_equal(got, "wxy");
	from = *buf;
	assert_int_equal(ibuf_get_strbuf(buf, got, 4), 0);
	assert_memory_equal(got, "ab\0\0", 4);
	*buf = from;
	assert_null(ibuf_get_string(buf, 5));
	assert_non_null(str = ibuf_get_string(buf, 4));
	assert_string_equal(str, "ab");
	free(str);
	ibuf_free(buf);
}

static void
test_ibuf_fd(void **state)
{
	struct ibuf	*buf;
	int		 before, fd;

	(void)state;
	before = open_fds();
	assert_non_null(buf = ibuf_open(1));
	assert_false(ibuf_fd_avail(buf));
	ibuf_fd_set(buf, new_fd());
	ibuf_fd_set(buf, new_fd());	/* closes the first */
	assert_true(ibuf_fd_avail(buf));
	assert_int_equal(open_fds(), before + 1);
	fd = ibuf_fd_get(buf);
	assert_int_equal(ibuf_fd_get(buf), -1);
	close(fd);
	ibuf_fd_set(buf, new_fd());
	ibuf_free(buf);
	assert_int_equal(open_fds(), before);
}

static void
test_ibufq(void **state)
{
	struct ibufqueue	*q1, *q2;
	struct ibuf		*buf;
	int			 i;
	uint8_t			 n;

	(void)state;
	assert_non_null(q1 = ibufq_new());
	assert_non_null(q2 = ibufq_new());
	for (i = 0; i < 6; i++) {
		assert_non_null(buf = ibuf_open(1));
		assert_int_equal(ibuf_add_n8(buf, (uint64_t)i), 0);
		ibufq_push(i < 3 ? q1 : q2, buf);
	}
	ibufq_concat(q1, q2);
	assert_int_equal(ibufq_queuelen(q1), 6);
	assert_int_equal(ibufq_queuelen(q2), 0);
	assert_null(ibufq_pop(q2));
	for (i = 0; i < 4; i++) {
		assert_non_null(buf = ibufq_pop(q1));
		assert_int_equal(ibuf_get_n8(buf, &n), 0);
		assert_int_equal(n, i);
		ibuf_free(buf);
	}
	ibufq_flush(q1);
	assert_int_equal(ibufq_queuelen(q1), 0);
	ibufq_free(q1);
	ibufq_free(q2);
	ibufq_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_ibuf_numbers),
		cmocka_unit_test(test_ibuf_numbers_overflow),
		cmocka_unit_test(test_ibuf_bounds),
		cmocka_unit_test(test_ibuf_grow),
		cmocka_unit_test(test_ibuf_set),
		cmocka_unit_test(test_ibuf_truncate),
		cmocka_unit_test(test_ibuf_views),
		cmocka_unit_test(test_ibuf_view_misused),
		cmocka_unit_test(test_ibuf_strings),
		cmocka_unit_test(test_ibuf_fd),
		cmocka_unit_test(test_ibufq),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
