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

/* test: link frontend/validate.o */
/*
 * What the frontend drops without asking anybody, and what it takes for a
 * DISCOVER when it has to shed.
 */
#include <sys/types.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "frontend/frontend.h"
#include "packet.h"

#define FINE	(-1)

static uint8_t	packet[DHCP_PACKET_MAX + 1];

static void
make(uint8_t op, uint8_t hlen, int cookie)
{
	static const uint8_t	 magic[4] = { 99, 130, 83, 99 };

	memset(packet, 0, sizeof(packet));
	packet[0] = op;
	packet[1] = HTYPE_ETHER;
	packet[2] = hlen;
	if (cookie)
		memcpy(packet + 236, magic, sizeof(magic));
}

/* In memory of exactly its size, so that a sanitizer sees what is read. */
static int
check(size_t len)
{
	uint8_t	*p;
	int	 why;

	p = malloc(len == 0 ? 1 : len);
	assert_non_null(p);
	memcpy(p, packet, len);
	why = validate(p, len);
	free(p);
	return (why);
}

static void
test_lengths(void **state)
{
	(void)state;
	make(BOOTREQUEST, 6, 1);
	assert_int_equal(check(0), SF_SHORT);
	assert_int_equal(check(1), SF_SHORT);
	assert_int_equal(check(235), SF_SHORT);
	assert_int_equal(check(236), SF_BAD_COOKIE);
	assert_int_equal(check(239), SF_BAD_COOKIE);
	assert_int_equal(check(240), FINE);
	assert_int_equal(check(241), FINE);
	assert_int_equal(check(300), FINE);
	assert_int_equal(check(DHCP_PACKET_MAX), FINE);
	assert_int_equal(check(DHCP_PACKET_MAX + 1), SF_LONG);
}

static void
test_cookie(void **state)
{
	unsigned int	 i;

	(void)state;
	for (i = 236; i < 240; i++) {
		make(BOOTREQUEST, 6, 1);
		packet[i] ^= 1;
		assert_int_equal(check(240), SF_BAD_COOKIE);
		assert_int_equal(check(299), SF_BAD_COOKIE);
	}
	/* a BOOTP client of before RFC 1048 */
	make(BOOTREQUEST, 6, 0);
	assert_int_equal(check(299), SF_BAD_COOKIE);
	assert_int_equal(check(300), FINE);
}

static void
test_op(void **state)
{
	(void)state;
	make(BOOTREPLY, 6, 1);
	assert_int_equal(check(300), SF_BAD_OP);
	make(0, 6, 1);
	assert_int_equal(check(300), SF_BAD_OP);
	make(255, 6, 1);
	assert_int_equal(check(300), SF_BAD_OP);
}

static void
test_hlen(void **state)
{
	(void)state;
	make(BOOTREQUEST, 0, 1);
	assert_int_equal(check(300), FINE);
	make(BOOTREQUEST, 16, 1);
	assert_int_equal(check(300), FINE);
	make(BOOTREQUEST, 17, 1);
	assert_int_equal(check(300), SF_BAD_HLEN);
	make(BOOTREQUEST, 255, 1);
	assert_int_equal(check(300), SF_BAD_HLEN);
}

static int
discover(const uint8_t *options, size_t len)
{
	uint8_t	*p;
	int	 yes;

	make(BOOTREQUEST, 6, 1);
	p = malloc(DHCP_MIN_LEN + len);
	assert_non_null(p);
	memcpy(p, packet, DHCP_MIN_LEN);
	memcpy(p + DHCP_MIN_LEN, options, len);
	yes = is_discover(p, DHCP_MIN_LEN + len);
	free(p);
	return (yes);
}

static void
test_discover(void **state)
{
	static const uint8_t	 first[] = { 53, 1, DHCPDISCOVER, 255 };
	static const uint8_t	 request[] = { 53, 1, DHCPREQUEST, 255 };
	static const uint8_t	 later[] = { 0, 0, 61, 2, 1, 9, 53, 1, 1 };
	static const uint8_t	 none[] = { 61, 2, 1, 9, 255, 53, 1, 1 };
	static const uint8_t	 wide[] = { 53, 2, 1, 1, 255 };
	static const uint8_t	 empty[] = { 53, 0, 255 };

	(void)state;
	assert_true(discover(first, sizeof(first)));
	assert_false(discover(request, sizeof(request)));
	assert_true(discover(later, sizeof(later)));
	assert_false(discover(none, sizeof(none)));
	assert_false(discover(wide, sizeof(wide)));
	assert_false(discover(empty, sizeof(empty)));
	assert_false(discover(first, 0));
	assert_false(discover(first, 1));
	assert_false(discover(first, 2));
	/* an option that runs over the end */
	assert_false(discover((const uint8_t *)"\x3d\xff\x01\x35\x01\x01", 6));
}

/* A message of nothing but padding costs no more than any other. */
static void
test_discover_is_bounded(void **state)
{
	(void)state;
	make(BOOTREQUEST, 6, 1);
	memcpy(packet + DHCP_PACKET_MAX - 4, "\x35\x01\x01\xff", 4);
	assert_false(is_discover(packet, DHCP_PACKET_MAX));
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_cookie),
		cmocka_unit_test(test_op),
		cmocka_unit_test(test_hlen),
		cmocka_unit_test(test_discover),
		cmocka_unit_test(test_discover_is_bounded),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
