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

/* test: link compat/osdep_openbsd.o */

/*
 * What a process on OpenBSD says of its confinement: not more than its kernel
 * will say of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "compat/osdep.h"
#include "msg.h"

static uint32_t
flags_of(const char *promises)
{
	struct msg_jailed	 j;
	struct os_jail		 os;

	memset(&j, 0, sizeof(j));
	memset(&os, 0, sizeof(os));
	os_jail_report(&os, promises, &j);
	assert_int_equal(j.pid, getpid());
	assert_string_equal(j.promises, promises == NULL ? "" : promises);
	return (j.flags);
}

static void
test_veil_stays(void **state)
{
	(void)state;
	assert_int_equal(flags_of("stdio rpath cpath inet sendfd"),
	    JAILED_PLEDGE | JAILED_UNVEIL);
	assert_int_equal(flags_of("stdio unix recvfd"),
	    JAILED_PLEDGE | JAILED_UNVEIL);
	assert_int_equal(flags_of("stdio unix"),
	    JAILED_PLEDGE | JAILED_UNVEIL);
	assert_int_equal(flags_of(NULL), JAILED_UNVEIL);
}

static void
test_veil_dropped(void **state)
{
	(void)state;
	assert_int_equal(flags_of("stdio"), JAILED_PLEDGE);
	assert_int_equal(flags_of("stdio recvfd"), JAILED_PLEDGE);
	assert_int_equal(flags_of("stdio dns"), JAILED_PLEDGE);
	assert_int_equal(flags_of("stdio prot_exec"), JAILED_PLEDGE);
	assert_int_equal(flags_of(""), JAILED_PLEDGE);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_veil_stays),
		cmocka_unit_test(test_veil_dropped)
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
