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

/* test: link frontend/backlog.o frontend/validate.o */
/*
 * What is shed when the engine does not keep up, and in which order the rest
 * is served.
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

static unsigned int
add(uint32_t number, uint8_t type)
{
	struct msg_request	 req;
	uint8_t			 packet[DHCP_MIN_LEN + 4];

	memset(&req, 0, sizeof(req));
	memset(packet, 0, sizeof(packet));
	packet[0] = BOOTREQUEST;
	memcpy(packet + 4, &number, sizeof(number));
	memcpy(packet + DHCP_FIXED_LEN, "\x63\x82\x53\x63\x35\x01", 6);
	packet[DHCP_MIN_LEN + 2] = type;
	packet[DHCP_MIN_LEN + 3] = 255;
	req.ifindex = number;
	req.len = sizeof(packet);
	return (backlog_add(&req, packet));
}

static uint32_t
next(void)
{
	struct backlog	*b;
	uint32_t	 number, xid;

	if ((b = backlog_next()) == NULL)
		return (0);
	number = b->req.ifindex;
	memcpy(&xid, b->packet + 4, sizeof(xid));
	assert_int_equal(xid, number);
	assert_int_equal(b->req.len, DHCP_MIN_LEN + 4);
	free(b);
	return (number);
}

static void
drain(void)
{
	while (next() != 0)
		continue;
	assert_int_equal(backlog_len(), 0);
}

static void
test_order(void **state)
{
	(void)state;
	assert_int_equal(next(), 0);
	assert_int_equal(add(1, DHCPDISCOVER), 0);
	assert_int_equal(add(2, DHCPREQUEST), 0);
	assert_int_equal(add(3, DHCPDISCOVER), 0);
	assert_int_equal(add(4, DHCPRELEASE), 0);
	assert_int_equal(backlog_len(), 4);
	assert_int_equal(next(), 2);
	assert_int_equal(next(), 4);
	assert_int_equal(next(), 1);
	assert_int_equal(next(), 3);
	assert_int_equal(next(), 0);
}

static void
test_oldest_discover_goes_first(void **state)
{
	uint32_t	 i;

	(void)state;
	assert_int_equal(add(1, DHCPREQUEST), 0);
	for (i = 2; i <= BACKLOG_MAX; i++)
		assert_int_equal(add(i, DHCPDISCOVER), 0);
	assert_int_equal(add(BACKLOG_MAX + 1, DHCPREQUEST), 1);
	assert_int_equal(add(BACKLOG_MAX + 2, DHCPDISCOVER), 1);
	assert_int_equal(backlog_len(), BACKLOG_MAX);
	assert_int_equal(next(), 1);
	assert_int_equal(next(), BACKLOG_MAX + 1);
	/* 2 and 3 are gone */
	assert_int_equal(next(), 4);
	drain();
}

static void
test_discover_among_requests(void **state)
{
	uint32_t	 i;

	(void)state;
	for (i = 1; i <= BACKLOG_MAX; i++)
		assert_int_equal(add(i, DHCPREQUEST), 0);
	/* goes itself */
	assert_int_equal(add(BACKLOG_MAX + 1, DHCPDISCOVER), 1);
	assert_int_equal(backlog_len(), BACKLOG_MAX);
	assert_int_equal(next(), 1);
	for (i = 2; i <= BACKLOG_MAX; i++)
		assert_int_equal(next(), i);
	assert_int_equal(next(), 0);
}

static void
test_only_requests(void **state)
{
	uint32_t	 i;

	(void)state;
	for (i = 1; i <= BACKLOG_MAX; i++)
		assert_int_equal(add(i, DHCPREQUEST), 0);
	assert_int_equal(add(BACKLOG_MAX + 1, DHCPREQUEST), 1);
	assert_int_equal(next(), 2);
	drain();
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_oldest_discover_goes_first),
		cmocka_unit_test(test_discover_among_requests),
		cmocka_unit_test(test_only_requests),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
