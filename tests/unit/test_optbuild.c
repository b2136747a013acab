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
 * The options of a reply: order, size, overload, splitting.
 */

#include <sys/types.h>
#include <netinet/in.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "options.h"
#include "packet.h"

#define FILE_OFF	offsetof(struct dhcp_fixed, file)
#define SNAME_OFF	offsetof(struct dhcp_fixed, sname)

static uint8_t		 data[2048];
static struct optbuild	 ob;
static struct optset	 set;
static uint8_t		*msg;
static unsigned int	 dropped;

static int
setup(void **state)
{
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(data); i++)
		data[i] = 1 + i % 255;
	memset(&ob, 0xa5, sizeof(ob));
	optbuild_init(&ob);
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	free(msg);
	msg = NULL;
	return (0);
}

/*
 * Into memory of exactly the size that is allowed, with poison where the
 * options go: it must not show in the message.
 */
static ssize_t
finish(size_t maxlen, const uint8_t *prl, size_t prllen, int overload)
{
	free(msg);
	msg = malloc(maxlen + 1);
	assert_non_null(msg);
	memset(msg, 0, maxlen + 1);
	if (maxlen > DHCP_FIXED_LEN)
		memset(msg + DHCP_FIXED_LEN, 0xdb, maxlen - DHCP_FIXED_LEN);
	msg[maxlen] = 0x5a;
	dropped = 12345;
	return (optbuild_finish(&ob, msg, maxlen, prl, prllen, overload,
	    &dropped));
}

/* Where each field's END is, all behind it is zero. */
static void
assert_clean(const uint8_t *field, size_t len)
{
	size_t	 i = 0;

	while (i < len && field[i] != DHO_END)
		i += field[i] == DHO_PAD ? 1 : 2 + field[i + 1];
	assert_true(i < len);
	for (i++; i < len; i++)
		assert_int_equal(field[i], 0);
}

/*
 * What holds of every message: it fits, reads back, and has each option
 * whole or not at all.
 */
static void
assert_sound(ssize_t len, size_t maxlen)
{
	const uint8_t	*p;
	size_t		 n;
	unsigned int	 i, missing = 0;
	uint8_t		 overload;

	assert_true(len > DHCP_MIN_LEN);
	assert_true((size_t)len <= maxlen);
	assert_true(len >= BOOTP_MIN_LEN || (size_t)len == maxlen);
	assert_int_equal(msg[maxlen], 0x5a);
	assert_memory_equal(msg + DHCP_FIXED_LEN, "\x63\x82\x53\x63", 4);
	assert_int_equal(optset_parse(&set, msg, len), 0);
	for (i = 0; i < ob.nopts; i++) {
		p = optset_get(&set, ob.opt[i].code, &n);
		if (p == NULL) {
			assert_false(ob.opt[i].must);
			missing++;
			continue;
		}
		assert_int_equal(n, ob.opt[i].len);
		if (n > 0)
			assert_memory_equal(p, ob.opt[i].data, n);
	}
	assert_int_equal(missing, dropped);
	assert_clean(msg + DHCP_MIN_LEN, len - DHCP_MIN_LEN);
	if (optset_get_u8(&set, DHO_OVERLOAD, &overload) == -1)
		overload = 0;
	if (overload & 1)
		assert_clean(msg + FILE_OFF, DHCP_FILE_LEN);
	if (overload & 2)
		assert_clean(msg + SNAME_OFF, DHCP_SNAME_LEN);
}

/* The codes in the options proper, as they follow each other. */
static size_t
codes(const uint8_t *p, uint8_t *list, size_t size)
{
	size_t	 n = 0;

	for (; *p != DHO_END; p += 2 + p[1]) {
		assert_true(n < size);
		list[n++] = *p;
	}
	return (n);
}

static void
assert_codes(const uint8_t *want, size_t nwant)
{
	uint8_t	 got[64];
	size_t	 n;

	n = codes(msg + DHCP_MIN_LEN, got, sizeof(got));
	assert_int_equal(n, nwant);
	assert_memory_equal(got, want, n);
}

static void
order(void **state)
{
	static const uint8_t	 prl[] = {
		82, 6, 3, 6, 0, 255, 53, 28, 1, 99, 15, 52
	};
	static const uint8_t	 want[] = {
		53, 54, 51, 6, 1, 3, 28, 15, 77, 43, 82
	};
	static const uint8_t	 added[] = {
		82, 77, 28, 3, 1, 15, 6, 51, 54, 43, 53
	};
	size_t			 i;
	ssize_t			 len;

	(void)state;
	for (i = 0; i < sizeof(added); i++)
		optbuild_add(&ob, added[i], data, 4, 0);
	len = finish(1472, prl, sizeof(prl), 1);
	assert_sound(len, 1472);
	assert_codes(want, sizeof(want));
	assert_int_equal(dropped, 0);

	/* the order of addition where nothing was asked for */
	len = finish(1472, NULL, 5, 1);
	assert_sound(len, 1472);
	assert_codes((const uint8_t []){ 53, 54, 51, 77, 28, 1, 3, 15, 6, 43,
	    82 }, 11);
}

static void
values(void **state)
{
	struct in_addr	 addr;
	uint32_t	 u32;
	uint8_t		 u8;
	ssize_t		 len;

	(void)state;
	addr.s_addr = htonl(0xc0000201);
	optbuild_add_u8(&ob, 53, 2, 1);
	optbuild_add_u32(&ob, 51, 1, 1);
	optbuild_add_u32(&ob, 51, 0xfffffffe, 1);	/* replaces */
	optbuild_add_addr(&ob, 54, addr, 1);
	optbuild_add(&ob, 0, data, 3, 1);
	optbuild_add(&ob, 255, data, 3, 1);
	optbuild_add(&ob, 52, data, 1, 1);
	assert_true(optbuild_has(&ob, 51));
	assert_false(optbuild_has(&ob, 52));
	assert_false(optbuild_has(&ob, 0));
	len = finish(548, NULL, 0, 1);
	assert_sound(len, 548);
	assert_int_equal(len, BOOTP_MIN_LEN);
	assert_int_equal(optset_get_u8(&set, 53, &u8), 0);
	assert_int_equal(u8, 2);
	assert_int_equal(optset_get_u32(&set, 51, &u32), 0);
	assert_int_equal(u32, 0xfffffffe);
	assert_codes((const uint8_t []){ 53, 54, 51 }, 3);
}

/* More replacements than there is room for options. */
static void
replaced(void **state)
{
	unsigned int	 i;

	(void)state;
	for (i = 0; i < 5000; i++) {
		optbuild_add_u32(&ob, 1 + i % 254, i, 0);
		optbuild_add_u32(&ob, 51, i, 1);
	}
	assert_int_equal(ob.nopts, 253);
	assert_sound(finish(4096, NULL, 0, 0), 4096);
}

static void
smallest(void **state)
{
	size_t	 maxlen;

	(void)state;
	for (maxlen = 0; maxlen <= DHCP_MIN_LEN; maxlen++)
		assert_int_equal(finish(maxlen, NULL, 0, 1), -1);
	assert_int_equal(finish(241, NULL, 0, 1), 241);
	optbuild_add_u8(&ob, 53, 2, 1);
	for (; maxlen <= 243; maxlen++)
		assert_int_equal(finish(maxlen, NULL, 0, 1), -1);
	assert_int_equal(finish(244, NULL, 0, 1), 244);
	assert_sound(244, 244);
	assert_int_equal(finish(299, NULL, 0, 1), 299);
	assert_sound(299, 299);
	assert_int_equal(finish(65535, NULL, 0, 1), 300);
	assert_int_equal(finish(100000, NULL, 0, 1), 300);
}

/* Buffers that are exactly full, and one byte short of it. */
static void
full(void **state)
{
	ssize_t	 len;

	(void)state;
	optbuild_add_u8(&ob, 53, 2, 1);
	optbuild_add(&ob, 15, data, 100, 1);
	len = DHCP_MIN_LEN + 3 + 102 + 1;
	assert_int_equal(finish(len, NULL, 0, 0), len);
	assert_sound(len, len);
	assert_int_equal(finish(len - 1, NULL, 0, 0), -1);
	assert_int_equal(finish(len - 1, NULL, 0, 1), 300);
	assert_sound(300, len - 1);
	assert_memory_equal(msg + FILE_OFF + 2, data, 100);

	/* file holds 127 bytes and END, sname 63 */
	optbuild_init(&ob);
	optbuild_add_u8(&ob, 53, 2, 1);
	optbuild_add(&ob, 15, data, 125, 1);
	optbuild_add(&ob, 17, data, 61, 1);
	assert_int_equal(finish(DHCP_MIN_LEN + 7, NULL, 0, 1),
	    DHCP_MIN_LEN + 7);
	assert_sound(DHCP_MIN_LEN + 7, DHCP_MIN_LEN + 7);
	optbuild_add(&ob, 17, data, 62, 1);
	assert_int_equal(finish(DHCP_MIN_LEN + 7, NULL, 0, 1), -1);
	optbuild_add(&ob, 17, data, 62, 0);
	assert_sound(finish(DHCP_MIN_LEN + 7, NULL, 0, 1), DHCP_MIN_LEN + 7);
	assert_int_equal(dropped, 1);
}

static void
fields_in_use(void **state)
{
	ssize_t	 len;

	(void)state;
	optbuild_add_u8(&ob, 53, 2, 1);
	optbuild_add(&ob, 15, data, 50, 0);
	optbuild_add(&ob, 17, data, 50, 0);
	msg = calloc(1, 260);
	assert_non_null(msg);
	msg[FILE_OFF + DHCP_FILE_LEN - 1] = 'x';
	len = optbuild_finish(&ob, msg, 259, NULL, 0, 1, &dropped);
	msg[259] = 0x5a;
	assert_sound(len, 259);
	assert_int_equal(dropped, 1);
	assert_int_equal(msg[FILE_OFF], 0);
	assert_int_equal(msg[SNAME_OFF], 15);

	memset(msg, 0, 259);
	memcpy(msg + FILE_OFF, "pxeboot", 7);
	memcpy(msg + SNAME_OFF, "server", 6);
	len = optbuild_finish(&ob, msg, 259, NULL, 0, 1, &dropped);
	assert_sound(len, 259);
	assert_int_equal(dropped, 2);
	assert_string_equal((char *)msg + FILE_OFF, "pxeboot");
	assert_string_equal((char *)msg + SNAME_OFF, "server");
	assert_codes((const uint8_t []){ 53 }, 1);
	/* the caller need not want to know */
	assert_true(optbuild_finish(&ob, msg, 259, NULL, 0, 1, NULL) > 0);
}

/* 53, 54 and 82 are where clients and relays look for them. */
static void
never_overloaded(void **state)
{
	static const uint8_t	 never[] = { 53, 54, 82 };
	size_t			 i;
	uint8_t			 list[64];
	ssize_t			 len;
	size_t			 n;

	(void)state;
	for (i = 0; i < sizeof(never); i++) {
		optbuild_init(&ob);
		optbuild_add(&ob, never[i], data, 40, 1);
		assert_int_equal(finish(DHCP_MIN_LEN + 20, NULL, 0, 1), -1);
		optbuild_add(&ob, never[i], data, 40, 0);
		assert_sound(finish(DHCP_MIN_LEN + 20, NULL, 0, 1),
		    DHCP_MIN_LEN + 20);
		assert_int_equal(dropped, 1);
	}
	optbuild_init(&ob);
	optbuild_add(&ob, 82, data, 30, 1);
	optbuild_add(&ob, 53, data, 1, 1);
	optbuild_add(&ob, 54, data, 4, 1);
	optbuild_add(&ob, 51, data, 4, 1);
	optbuild_add(&ob, 15, data, 90, 0);
	optbuild_add(&ob, 17, data, 50, 0);
	len = finish(DHCP_MIN_LEN + 60, NULL, 0, 1);
	assert_sound(len, DHCP_MIN_LEN + 60);
	assert_int_equal(dropped, 0);
	n = codes(msg + DHCP_MIN_LEN, list, sizeof(list));
	assert_memory_equal(list, ((const uint8_t []){ 53, 54, 51, 52 }), 4);
	assert_int_equal(list[n - 1], 82);
}

/* RFC 3396 */
static void
split(void **state)
{
	static const size_t	 lens[] = {
		0, 1, 254, 255, 256, 510, 511, 1024
	};
	size_t			 i, wire;
	ssize_t			 len;

	(void)state;
	for (i = 0; i < sizeof(lens) / sizeof(lens[0]); i++) {
		optbuild_init(&ob);
		optbuild_add_u8(&ob, 53, 2, 1);
		optbuild_add(&ob, 43, lens[i] == 0 ? NULL : data, lens[i], 1);
		wire = lens[i] == 0 ? 2 :
		    lens[i] + 2 * ((lens[i] + 254) / 255);
		len = finish(DHCP_MIN_LEN + 3 + wire + 1, NULL, 0, 1);
		assert_sound(len, DHCP_MIN_LEN + 3 + wire + 1);
		if (wire > 200)
			assert_int_equal(finish(DHCP_MIN_LEN + 3 + wire, NULL,
			    0, 1), -1);
	}
	/* longer than any option can be said to be */
	optbuild_init(&ob);
	optbuild_add(&ob, 43, data, 70000, 0);
	assert_sound(finish(65535, NULL, 0, 1), 65535);
	assert_int_equal(dropped, 1);
	optbuild_add(&ob, 43, data, 70000, 1);
	assert_int_equal(finish(100000, NULL, 0, 1), -1);
}

/* The first field in which a code is, in the order of reading; 0: none. */
static int
rank(uint8_t code)
{
	uint8_t	 list[256], overload = 0;
	size_t	 i, n;

	(void)optset_get_u8(&set, DHO_OVERLOAD, &overload);
	n = codes(msg + DHCP_MIN_LEN, list, sizeof(list));
	for (i = 0; i < n; i++)
		if (list[i] == code)
			return (1 + i);
	n = overload & 1 ? codes(msg + FILE_OFF, list, sizeof(list)) : 0;
	for (i = 0; i < n; i++)
		if (list[i] == code)
			return (1001 + i);
	n = overload & 2 ? codes(msg + SNAME_OFF, list, sizeof(list)) : 0;
	for (i = 0; i < n; i++)
		if (list[i] == code)
			return (2001 + i);
	return (0);
}

/* Every maximum size, with any number of options of any length. */
static void
any(void **state)
{
	uint8_t		 prl[64];
	size_t		 maxlen, i, n;
	ssize_t		 len;
	unsigned int	 round, musts = 0, failed = 0;
	int		 mask, routers;

	(void)state;
	srandom(2);
	for (round = 0; round < 20000; round++) {
		maxlen = random() % 8 == 0 ? 65535 : 236 + random() % 400;
		optbuild_init(&ob);
		n = random() % 30;
		for (i = 0; i < n; i++)
			optbuild_add(&ob, random() % 90, data + random() % 200,
			    random() % 40 == 0 ? random() % 600 :
			    random() % 40, random() % 8 == 0);
		optbuild_add(&ob, 3, data, 4 * (1 + random() % 20),
		    random() % 2);
		optbuild_add(&ob, 1, data, 4, 0);
		for (i = 0; i < sizeof(prl); i++)
			prl[i] = random();
		musts++;
		len = finish(maxlen, prl, random() % sizeof(prl),
		    random() % 4);
		if (len == -1) {
			failed++;
			assert_int_equal(msg[maxlen], 0x5a);
			continue;
		}
		assert_sound(len, maxlen);
		mask = rank(1);
		routers = rank(3);
		assert_true(routers == 0 || (mask != 0 && mask < routers));
	}
	/* The test is none if all succeed or all fail. */
	assert_true(failed > 0 && failed < musts);
}

static void
same_again(void **state)
{
	uint8_t	 first[600];
	ssize_t	 len;
	int	 i;

	(void)state;
	for (i = 1; i < 60; i++)
		optbuild_add(&ob, i, data + i, i % 17, i % 5 == 0);
	len = finish(548, data, 100, 1);
	assert_true(len > 0);
	memcpy(first, msg, len);
	assert_int_equal(finish(548, data, 100, 1), len);
	assert_memory_equal(first, msg, len);
}

int
main(void)
{
#define T(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest	 tests[] = {
		T(order), T(values), T(replaced), T(smallest), T(full),
		T(fields_in_use), T(never_overloaded), T(split), T(any),
		T(same_again)
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
