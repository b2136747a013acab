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
 * Host names of the configuration: wanted, known, tried again.
 */
/* test: link dhcpd/names.o */
#include <sys/types.h>
#include <arpa/inet.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "dhcpd/names.h"

static void
set(struct names *names, const char *name, uint32_t status, uint32_t naddrs)
{
	struct msg_resolved	r;
	uint32_t		i;

	memset(&r, 0, sizeof(r));
	r.status = status;
	r.naddrs = naddrs;
	for (i = 0; i < RESOLVED_MAX; i++)
		r.addrs[i].s_addr = htonl(0xc0000200 + i);
	names_set(names, name, &r);
}

static unsigned int
count_wanted(struct names *names)
{
	const struct name	*name = NULL;
	unsigned int		 n = 0;

	while ((name = names_wanted(names, name)) != NULL) {
		assert_int_equal(name->status, NAME_WANTED);
		n++;
	}
	return (n);
}

static void
test_lookup(void **state)
{
	struct names		*names = names_new();
	const struct name	*a, *b;

	(void)state;
	assert_null(names_wanted(names, NULL));
	a = names_lookup(names, "a.example.com");
	assert_string_equal(a->name, "a.example.com");
	assert_int_equal(a->status, NAME_WANTED);
	assert_int_equal(a->naddrs, 0);
	/* The same one again, however it is written. */
	assert_ptr_equal(names_lookup(names, "A.Example.COM"), a);
	b = names_lookup(names, "a.example.co");
	assert_ptr_not_equal(a, b);
	assert_int_equal(count_wanted(names), 2);

	set(names, "a.EXAMPLE.com", RESOLVED_OK, 2);
	assert_int_equal(a->status, NAME_OK);
	assert_int_equal(a->naddrs, 2);
	assert_int_equal(ntohl(a->addrs[1].s_addr), 0xc0000201);
	assert_int_equal(count_wanted(names), 1);
	assert_ptr_equal(names_wanted(names, NULL), b);
	assert_null(names_wanted(names, b));
	names_free(names);
}

static void
test_results(void **state)
{
	static const struct {
		uint32_t		 status, naddrs;
		enum name_status	 wanted;
	}			 cases[] = {
		{ RESOLVED_OK, 1, NAME_OK },
		{ RESOLVED_OK, RESOLVED_MAX, NAME_OK },
		{ RESOLVED_NONE, 0, NAME_NONE },
		{ RESOLVED_FAIL, 0, NAME_FAIL },
		/* what only a compromised resolver says */
		{ RESOLVED_OK, 0, NAME_NONE },
		{ RESOLVED_OK, RESOLVED_MAX + 1, NAME_NONE },
		{ RESOLVED_OK, UINT32_MAX, NAME_NONE },
		{ RESOLVED_NONE, 3, NAME_NONE },
		{ RESOLVED_FAIL, 3, NAME_FAIL },
		{ 77, 3, NAME_NONE }
	};
	struct names		*names = names_new();
	const struct name	*name = names_lookup(names, "a");
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		set(names, "a", cases[i].status, cases[i].naddrs);
		assert_int_equal(name->status, cases[i].wanted);
		assert_int_equal(name->naddrs,
		    cases[i].wanted == NAME_OK ? cases[i].naddrs : 0);
	}
	/* Nobody asked for that one. */
	set(names, "b", RESOLVED_OK, 1);
	assert_int_equal(names_lookup(names, "b")->status, NAME_WANTED);
	names_free(names);
}

static void
test_retry(void **state)
{
	struct names	*names = names_new();

	(void)state;
	names_lookup(names, "ok");
	names_lookup(names, "none");
	names_lookup(names, "fail");
	set(names, "ok", RESOLVED_OK, 1);
	set(names, "none", RESOLVED_NONE, 0);
	set(names, "fail", RESOLVED_FAIL, 0);
	assert_int_equal(count_wanted(names), 0);
	names_retry(names);
	assert_int_equal(count_wanted(names), 2);
	assert_int_equal(names_lookup(names, "ok")->status, NAME_OK);
	assert_int_equal(names_lookup(names, "ok")->naddrs, 1);
	names_free(names);
}

/* Pointers stay valid, and answers may come while one goes through them. */
static void
test_many(void **state)
{
	struct names		*names = names_new();
	const struct name	*first, *name;
	char			 buf[32];
	unsigned int		 i, n = 0;

	(void)state;
	first = names_lookup(names, "host0.example");
	for (i = 0; i < 20000; i++) {
		snprintf(buf, sizeof(buf), "host%u.example", i);
		assert_string_equal(names_lookup(names, buf)->name, buf);
	}
	assert_ptr_equal(names_lookup(names, "host0.example"), first);
	assert_int_equal(count_wanted(names), 20000);
	for (name = NULL; (name = names_wanted(names, name)) != NULL; n++)
		set(names, name->name, RESOLVED_OK, 1);
	assert_int_equal(n, 20000);
	assert_int_equal(count_wanted(names), 0);
	names_free(names);
	names_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_lookup),
		cmocka_unit_test(test_results),
		cmocka_unit_test(test_retry),
		cmocka_unit_test(test_many)
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
