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
 * Host names: what may be looked up at all.
 */

/* test: link resolver/hostname.o */

#include <sys/types.h>
#include <arpa/inet.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "resolver/resolver.h"

static void
test_valid(void **state)
{
	static const char *const good[] = {
		"a", "a.b", "ns1.example.org", "example.org.", "x-y.example",
		"_srv.example", "192.0.2.1", "3com.example", "A.EXAMPLE"
	};
	static const char *const bad[] = {
		"", ".", "..", "a..b", ".a", "a..", "-a", "a-", "a-.b", "a.-b",
		"a b", "a\tb", "a/b", "a\\b", "$(id)", "%n%s", "a:b", "a@b",
		"\xc3\xa4.example", "a\x1b[0m", "a*b", "a\n"
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		if (!hostname_valid(good[i], strlen(good[i])))
			fail_msg("\"%s\" should be valid", good[i]);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (hostname_valid(bad[i], strlen(bad[i])))
			fail_msg("\"%s\" should not be valid", bad[i]);
	assert_false(hostname_valid("a\0b", 3));
}

static void
test_lengths(void **state)
{
	char name[256];
	size_t i;

	(void)state;
	memset(name, 'a', sizeof(name));
	assert_true(hostname_valid(name, 63));
	assert_false(hostname_valid(name, 64));
	for (i = 63; i < sizeof(name); i += 64)
		name[i] = '.';
	assert_true(hostname_valid(name, 253));
	assert_false(hostname_valid(name, 254));
	name[253] = '.';
	assert_true(hostname_valid(name, 254));	/* the final dot is free */
	assert_false(hostname_valid(name, 256));
}

/* No lookup, but the way of the answer. */
static void
test_lookup(void **state)
{
	struct msg_resolved r;

	(void)state;
	hostname_lookup("192.0.2.1", 9, &r);
	assert_int_equal(r.status, RESOLVED_OK);
	assert_int_equal(r.naddrs, 1);
	assert_int_equal(r.addrs[0].s_addr, htonl(0xc0000201));
	/* exactly so many bytes of it */
	hostname_lookup("192.0.2.11", 9, &r);
	assert_int_equal(r.addrs[0].s_addr, htonl(0xc0000201));
	memset(&r, 0xff, sizeof(r));
	hostname_lookup("a..b", 4, &r);
	assert_int_equal(r.status, RESOLVED_NONE);
	assert_int_equal(r.naddrs, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_lookup)
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
