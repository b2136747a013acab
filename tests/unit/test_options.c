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
 * Received options, the table of known ones, and their text.
 */

#include <sys/types.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "options.h"
#include "packet.h"

#define FILE_OFF	offsetof(struct dhcp_fixed, file)
#define SNAME_OFF	offsetof(struct dhcp_fixed, sname)
#define BYTES(...)	(const uint8_t []){ __VA_ARGS__ }, \
			    sizeof((const uint8_t []){ __VA_ARGS__ })

/*
 * A message in memory of exactly its size, so that the sanitizer sees every
 * byte that is read behind it.
 */
static uint8_t	*msg;
static size_t	 msglen;

static void
message(const uint8_t *opts, size_t len)
{
	uint32_t	 cookie = htonl(DHCP_COOKIE);

	free(msg);
	msglen = DHCP_MIN_LEN + len;
	msg = calloc(1, msglen);
	assert_non_null(msg);
	memcpy(msg + DHCP_FIXED_LEN, &cookie, sizeof(cookie));
	if (len > 0)
		memcpy(msg + DHCP_MIN_LEN, opts, len);
}

static void
field(size_t off, const uint8_t *opts, size_t len)
{
	memcpy(msg + off, opts, len);
}

static struct optset	 set;

static int
parse(void)
{
	memset(&set, 0xa5, sizeof(set));
	return (optset_parse(&set, msg, msglen));
}

static void
assert_option(uint8_t code, const uint8_t *data, size_t len)
{
	const uint8_t	*p;
	size_t		 n;

	p = optset_get(&set, code, &n);
	assert_non_null(p);
	assert_int_equal(n, len);
	assert_memory_equal(p, data, len);
}

static void
assert_absent(uint8_t code)
{
	size_t	 n;

	assert_null(optset_get(&set, code, &n));
}

static int
teardown(void **state)
{
	(void)state;
	free(msg);
	msg = NULL;
	return (0);
}

static void
plain(void **state)
{
	(void)state;
	message(BYTES(53, 1, 3, 0, 0, 50, 4, 10, 0, 0, 9, 57, 2, 5, 220, 255,
	    12, 1, 'x'));
	assert_int_equal(parse(), 0);
	assert_option(53, BYTES(3));
	assert_option(50, BYTES(10, 0, 0, 9));
	assert_option(57, BYTES(5, 220));
	assert_absent(12);	/* behind the end */
	assert_absent(0);
	assert_absent(255);
}

static void
getters(void **state)
{
	struct in_addr	 addr;
	uint32_t	 u32;
	uint16_t	 u16;
	uint8_t		 u8;

	(void)state;
	message(BYTES(53, 1, 7, 50, 4, 192, 0, 2, 1, 57, 2, 5, 220, 51, 4,
	    255, 255, 255, 255, 255));
	assert_int_equal(parse(), 0);
	assert_int_equal(optset_get_u8(&set, 53, &u8), 0);
	assert_int_equal(u8, 7);
	assert_int_equal(optset_get_u16(&set, 57, &u16), 0);
	assert_int_equal(u16, 1500);
	assert_int_equal(optset_get_u32(&set, 51, &u32), 0);
	assert_int_equal(u32, UINT32_MAX);
	assert_int_equal(optset_get_addr(&set, 50, &addr), 0);
	assert_string_equal(inet_ntoa(addr), "192.0.2.1");
	assert_int_equal(optset_get_u8(&set, 12, &u8), -1);
}

/* Options of a fixed size with every length: 0, n - 1, n + 1, 255. */
static void
wrong_sizes(void **state)
{
	static const size_t	 lens[] = { 0, 1, 2, 3, 4, 5, 255 };
	uint8_t			 opts[258];
	struct in_addr		 addr;
	uint32_t		 u32;
	uint16_t		 u16;
	uint8_t			 u8;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(lens) / sizeof(lens[0]); i++) {
		memset(opts, 1, sizeof(opts));
		opts[0] = 54;
		opts[1] = lens[i];
		opts[2 + lens[i]] = 255;
		message(opts, 3 + lens[i]);
		assert_int_equal(parse(), 0);
		assert_int_equal(optset_get_u8(&set, 54, &u8),
		    lens[i] == 1 ? 0 : -1);
		assert_int_equal(optset_get_u16(&set, 54, &u16),
		    lens[i] == 2 ? 0 : -1);
		assert_int_equal(optset_get_u32(&set, 54, &u32),
		    lens[i] == 4 ? 0 : -1);
		assert_int_equal(optset_get_addr(&set, 54, &addr),
		    lens[i] == 4 ? 0 : -1);
	}
}

static void
framing_forgiven(void **state)
{
	(void)state;
	message(NULL, 0);
	assert_int_equal(parse(), 0);
	message(BYTES(255));
	assert_int_equal(parse(), 0);
	message(BYTES(0, 0, 0, 0));
	assert_int_equal(parse(), 0);
	message(BYTES(53, 1, 1));
	assert_int_equal(parse(), 0);
	assert_option(53, BYTES(1));
	message(BYTES(53, 1, 1, 0, 0));
	assert_int_equal(parse(), 0);
	message(BYTES(12, 0, 255));
	assert_int_equal(parse(), 0);
	assert_option(12, (const uint8_t *)"", 0);
	message(BYTES(12, 0));
	assert_int_equal(parse(), 0);
	assert_option(12, (const uint8_t *)"", 0);
}

static void
framing_broken(void **state)
{
	size_t	 len;

	(void)state;
	message(BYTES(53));
	assert_int_equal(parse(), -1);
	message(BYTES(53, 1));
	assert_int_equal(parse(), -1);
	message(BYTES(53, 1, 1, 12));
	assert_int_equal(parse(), -1);
	message(BYTES(12, 255, 'a', 'b'));
	assert_int_equal(parse(), -1);
	message(BYTES(0, 0, 12, 2, 'a'));
	assert_int_equal(parse(), -1);

	/* shorter than the fixed part, longer than we take */
	message(NULL, 0);
	for (len = 0; len < DHCP_MIN_LEN; len++)
		assert_int_equal(optset_parse(&set, msg, len), -1);
	message(NULL, 0);
	free(msg);
	msglen = DHCP_PACKET_MAX + 1;
	msg = calloc(1, msglen);
	assert_int_equal(parse(), -1);
	assert_int_equal(optset_parse(&set, msg, DHCP_PACKET_MAX), 0);
}

static void
overload(void **state)
{
	static const uint8_t	 values[] = { 0, 1, 2, 3, 4, 255 };
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(values); i++) {
		message(BYTES(53, 1, 1, 52, 1, values[i], 255));
		field(FILE_OFF, BYTES(12, 2, 'f', 'i', 255));
		field(SNAME_OFF, BYTES(15, 2, 's', 'n', 255));
		assert_int_equal(parse(), 0);
		assert_option(53, BYTES(1));
		if (values[i] == 1 || values[i] == 3)
			assert_option(12, BYTES('f', 'i'));
		else
			assert_absent(12);
		if (values[i] == 2 || values[i] == 3)
			assert_option(15, BYTES('s', 'n'));
		else
			assert_absent(15);
	}
	/* not of one byte */
	message(BYTES(52, 2, 1, 1, 255));
	field(FILE_OFF, BYTES(12, 2, 'f', 'i', 255));
	assert_int_equal(parse(), 0);
	assert_absent(12);
	/* names that are none of options' business, without overload */
	message(BYTES(53, 1, 1, 255));
	memset(msg + FILE_OFF, 0xff, DHCP_FILE_LEN);
	memset(msg + SNAME_OFF, 12, DHCP_SNAME_LEN);
	assert_int_equal(parse(), 0);
	assert_absent(12);
}

static void
overload_of_itself(void **state)
{
	uint8_t	 val;

	(void)state;
	message(BYTES(52, 1, 1, 255));
	field(FILE_OFF, BYTES(52, 1, 3, 12, 1, 'f', 255));
	field(SNAME_OFF, BYTES(15, 1, 's', 255));
	assert_int_equal(parse(), 0);
	assert_int_equal(optset_get_u8(&set, 52, &val), 0);
	assert_int_equal(val, 1);
	assert_option(12, BYTES('f'));
	assert_absent(15);
}

static void
overload_without_end(void **state)
{
	uint8_t	 name[DHCP_FILE_LEN];

	(void)state;
	memset(name, 'x', sizeof(name));
	/* exactly full */
	message(BYTES(52, 1, 3, 255));
	name[0] = 12;
	name[1] = DHCP_FILE_LEN - 2;
	field(FILE_OFF, name, DHCP_FILE_LEN);
	name[0] = 15;
	name[1] = DHCP_SNAME_LEN - 2;
	field(SNAME_OFF, name, DHCP_SNAME_LEN);
	assert_int_equal(parse(), 0);
	assert_option(12, name + 2, DHCP_FILE_LEN - 2);
	assert_option(15, name + 2, DHCP_SNAME_LEN - 2);
	/* into the next field */
	msg[SNAME_OFF + 1]++;
	assert_int_equal(parse(), -1);
	assert_absent(12);
	msg[SNAME_OFF + 1]--;
	msg[FILE_OFF + 1]++;
	assert_int_equal(parse(), -1);
	/* a code in the last byte */
	msg[FILE_OFF + 1] = DHCP_FILE_LEN - 3;
	msg[FILE_OFF + DHCP_FILE_LEN - 1] = 12;
	assert_int_equal(parse(), -1);
}

/* RFC 3396: options, then file, then sname. */
static void
pieces(void **state)
{
	(void)state;
	message(BYTES(12, 1, 'a', 15, 1, 'A', 12, 1, 'b', 52, 1, 3, 15, 1, 'B',
	    60, 1, 'v', 255));
	field(SNAME_OFF, BYTES(12, 1, 'd', 255));
	field(FILE_OFF, BYTES(12, 1, 'c', 15, 0, 255));
	assert_int_equal(parse(), 0);
	assert_option(12, BYTES('a', 'b', 'c', 'd'));
	assert_option(15, BYTES('A', 'B'));
	assert_option(60, BYTES('v'));
}

static void
long_pieces(void **state)
{
	uint8_t	 *opts;
	size_t	 len = DHCP_PACKET_MAX - DHCP_MIN_LEN, n = 0, total = 0;

	(void)state;
	opts = malloc(len);
	assert_non_null(opts);
	while (len - n >= 2) {
		opts[n] = 61;
		opts[n + 1] = len - n - 2 > 255 ? 255 : len - n - 2;
		memset(opts + n + 2, n / 257, opts[n + 1]);
		total += opts[n + 1];
		n += 2 + opts[n + 1];
	}
	if (n < len)
		opts[n] = 255;
	message(opts, len);
	assert_int_equal(parse(), 0);
	assert_non_null(optset_get(&set, 61, &n));
	assert_int_equal(n, total);
	assert_int_equal(optset_get(&set, 61, &n)[255], 1);
	/* as many pieces as there can be, of nothing */
	for (n = 0; n < len / 2 * 2; n += 2) {
		opts[n] = 43;
		opts[n + 1] = 0;
	}
	message(opts, len / 2 * 2);
	assert_int_equal(parse(), 0);
	assert_option(43, (const uint8_t *)"", 0);
	free(opts);
}

/* What is inside is not ours to understand, and is carried as it is. */
static void
suboptions(void **state)
{
	static const uint8_t	 codes[] = { 43, 77, 82, 124, 125 };
	static const uint8_t	 inside[] = { 1, 0, 1, 200, 82, 255, 1, 1 };
	uint8_t			 opts[2 + sizeof(inside) + 1];
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(codes); i++) {
		opts[0] = codes[i];
		opts[1] = sizeof(inside);
		memcpy(opts + 2, inside, sizeof(inside));
		opts[2 + sizeof(inside)] = 255;
		message(opts, sizeof(opts));
		assert_int_equal(parse(), 0);
		assert_option(codes[i], inside, sizeof(inside));
	}
}

/* Any bytes: no crash, and every option lies in the message or in buf. */
static void
noise(void **state)
{
	const uint8_t	*p;
	uint8_t		 opts[400];
	size_t		 i, n, len, round;
	int		 code;

	(void)state;
	srandom(1);
	for (round = 0; round < 20000; round++) {
		len = random() % sizeof(opts);
		for (i = 0; i < len; i++)
			opts[i] = random() % 4 ? random() % 6 : random();
		message(opts, len);
		for (i = SNAME_OFF; i < DHCP_FIXED_LEN; i++)
			msg[i] = random() % 6;
		if (len > 3 && random() % 2) {
			msg[DHCP_MIN_LEN] = 52;
			msg[DHCP_MIN_LEN + 1] = 1;
			msg[DHCP_MIN_LEN + 2] = random() % 5;
		}
		if (parse() == -1)
			continue;
		for (code = 0; code < 256; code++) {
			if ((p = optset_get(&set, code, &n)) == NULL)
				continue;
			assert_true((p >= msg && p + n <= msg + msglen) ||
			    (p >= set.buf && p + n <= set.buf + set.buflen));
		}
		assert_true(set.buflen <= sizeof(set.buf));
	}
}

static void
definitions(void **state)
{
	const struct opt_def	*def;
	char			 name[32];
	int			 code;

	(void)state;
	assert_null(optdef_by_code(0));
	assert_null(optdef_by_code(255));
	for (code = 1; code < 255; code++) {
		def = optdef_by_code(code);
		assert_non_null(def);
		assert_int_equal(def->code, code);
		assert_ptr_equal(optdef_by_name(def->name)->name, def->name);
		(void)snprintf(name, sizeof(name), "option-%d", code);
		assert_non_null(optdef_by_name(name));
		assert_int_equal(optdef_by_name(name)->code, code);
		assert_string_equal(optdef_by_name(name)->form,
		    def->form[0] == '\0' ? "" : "X");
	}
	assert_null(optdef_by_name("option-0"));
	assert_null(optdef_by_name("option-255"));
	assert_null(optdef_by_name("option-256"));
	assert_null(optdef_by_name("option-"));
	assert_null(optdef_by_name("option--1"));
	assert_null(optdef_by_name("option-12x"));
	assert_null(optdef_by_name("option-99999999999999999999"));
	assert_null(optdef_by_name(""));
	assert_null(optdef_by_name("router"));

	assert_int_equal(optdef_by_name("routers")->code, 3);
	assert_int_equal(optdef_by_name("host-name")->code, 12);
	assert_int_equal(optdef_by_name("dhcp-client-identifier")->code, 61);
	assert_int_equal(optdef_by_name("irc-server")->code, 74);
	assert_int_equal(optdef_by_name("dhcp-lease-time")->form[0], '\0');
	assert_int_equal(optdef_by_name("dhcp-renewal-time")->form[0], OPT_U32);
	assert_int_equal(optdef_by_name("time-offset")->form[0], OPT_S32);
}

static void
suggestions(void **state)
{
	char	 longer[1000];

	(void)state;
	assert_string_equal(optdef_suggest("router")->name, "routers");
	assert_string_equal(optdef_suggest("domain-name-server")->name,
	    "domain-name-servers");
	assert_string_equal(optdef_suggest("subnetmask")->name, "subnet-mask");
	assert_string_equal(optdef_suggest("hostname")->name, "host-name");
	assert_null(optdef_suggest("xyzzy"));
	assert_null(optdef_suggest(""));
	memset(longer, 'a', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	assert_null(optdef_suggest(longer));
}

static int
check(const char *name, const uint8_t *data, size_t len)
{
	return (optdef_check(optdef_by_name(name), data, len));
}

static void
lengths(void **state)
{
	static const uint8_t	 zero[2048];
	uint8_t			 text[2048];

	(void)state;
	memset(text, 'a', sizeof(text));
	assert_int_equal(check("subnet-mask", zero, 4), 0);
	assert_int_equal(check("subnet-mask", zero, 3), -1);
	assert_int_equal(check("subnet-mask", zero, 8), -1);
	assert_int_equal(check("routers", zero, 0), -1);
	assert_int_equal(check("routers", zero, 8), 0);
	assert_int_equal(check("routers", zero, 9), -1);
	assert_int_equal(check("static-routes", zero, 4), -1);
	assert_int_equal(check("static-routes", zero, 16), 0);
	assert_int_equal(check("interface-mtu", zero, 2), 0);
	assert_int_equal(check("interface-mtu", zero, 1), -1);
	assert_int_equal(check("path-mtu-plateau-table", zero, 6), 0);
	assert_int_equal(check("path-mtu-plateau-table", zero, 5), -1);
	assert_int_equal(check("ip-forwarding", zero, 1), 0);
	assert_int_equal(check("ip-forwarding", text, 1), -1);
	assert_int_equal(check("domain-name", text, 0), -1);
	assert_int_equal(check("domain-name", text, 300), 0);
	assert_int_equal(check("domain-name", text, 2048), -1);
	assert_int_equal(check("domain-name", zero, 2), -1);
	assert_int_equal(check("dhcp-client-identifier", zero, 1), -1);
	assert_int_equal(check("dhcp-client-identifier", zero, 255), 0);
	assert_int_equal(check("dhcp-client-identifier", zero, 256), -1);
	/* 128 and up may have another form, below that not; but none may be
	   set that the server or clients make */
	assert_true(optdef_allowed(150, zero, 3));
	assert_false(optdef_allowed(6, zero, 3));
	assert_true(optdef_allowed(224, zero, 0));
	assert_false(optdef_allowed(53, zero, 1));
	assert_false(optdef_allowed(151, zero, 1));
	assert_false(optdef_allowed(255, zero, 1));
}

static void
aliases(void **state)
{
	(void)state;
	assert_ptr_equal(optdef_by_name("vendor-class-identifier"),
	    optdef_by_code(60));
	assert_ptr_equal(optdef_by_name("RFC3442-classless-static-routes"),
	    optdef_by_code(121));
	assert_string_equal(optdef_by_name("wpad")->name, "autoproxy-script");
	assert_string_equal(optdef_suggest("vendor-class-identifer")->name,
	    "dhcp-class-identifier");
}

/* Routes, names and the rest, of which not every length is a value. */
static void
forms(void **state)
{
	(void)state;
	assert_int_equal(check("classless-static-routes",
	    BYTES(0, 1, 2, 3, 4)), 0);
	assert_int_equal(check("classless-static-routes",
	    BYTES(33, 1, 2, 3, 4, 5, 1, 2, 3, 4)), -1);
	assert_int_equal(check("classless-static-routes",
	    BYTES(7, 0xfe, 2, 3, 4, 5)), 0);
	assert_int_equal(check("classless-static-routes",
	    BYTES(7, 0xff, 2, 3, 4, 5)), -1);
	assert_int_equal(check("classless-static-routes",
	    BYTES(8, 10, 2, 3, 4)), -1);
	assert_int_equal(check("domain-search", BYTES(1, 'a', 0)), 0);
	assert_int_equal(check("domain-search", BYTES(1, 'a')), -1);
	assert_int_equal(check("domain-search", BYTES(2, 'a', 0)), -1);
	assert_int_equal(check("domain-search", BYTES(0)), -1);
	assert_int_equal(check("domain-search", BYTES(1, '.', 0)), -1);
	assert_int_equal(check("domain-search", BYTES(64, 'a', 0)), -1);
	/* pointers: to itself, ahead, cut off, to a name, behind a name */
	assert_int_equal(check("domain-search", BYTES(0xc0, 0)), -1);
	assert_int_equal(check("domain-search",
	    BYTES(1, 'a', 0xc0, 4, 1, 'b', 0)), -1);
	assert_int_equal(check("domain-search", BYTES(1, 'a', 0, 0xc0)), -1);
	assert_int_equal(check("domain-search",
	    BYTES(1, 'a', 0, 0xc0, 0)), 0);
	assert_int_equal(check("domain-search",
	    BYTES(1, 'a', 0, 1, 'b', 0xc0, 3)), -1);
	assert_int_equal(check("v4-lost", BYTES(1, 'a', 0, 1, 'b', 0)), -1);
	assert_int_equal(check("sip-servers", BYTES(0)), -1);
	assert_int_equal(check("sip-servers", BYTES(1)), -1);
	assert_int_equal(check("sip-servers", BYTES(2, 1, 2, 3, 4)), -1);
	assert_int_equal(check("vivso", BYTES(0, 0, 0, 9, 2, 1)), -1);
	assert_int_equal(check("vivso", BYTES(0, 0, 0, 9)), -1);
	assert_int_equal(check("vivso", BYTES(0, 0, 0, 9, 0)), 0);
	assert_int_equal(check("slp-service-scope", BYTES(1)), 0);
	assert_int_equal(check("slp-service-scope", BYTES(2, 'a')), -1);
	assert_int_equal(check("slp-directory-agent", BYTES(1)), -1);
	assert_int_equal(check("slp-directory-agent",
	    BYTES(1, 1, 2, 3, 4, 1, 2, 3, 4)), 0);
	assert_int_equal(check("slp-directory-agent",
	    BYTES(1, 1, 2, 3, 4, 1, 2, 3)), -1);
}

/* The example of RFC 3397, and what is too much. */
static void
names(void **state)
{
	static const uint8_t	 want[] = {
		3, 'e', 'n', 'g', 5, 'a', 'p', 'p', 'l', 'e',
		3, 'c', 'o', 'm', 0, 9, 'm', 'a', 'r', 'k', 'e', 't', 'i',
		'n', 'g', 0xc0, 4, 0xc0, 4
	};
	uint8_t			 data[1024];
	char			 name[300];
	size_t			 i, len = 0;

	(void)state;
	assert_int_equal(optname_add(data, sizeof(data), &len, 0,
	    "eng.apple.com", 1), 0);
	assert_int_equal(optname_add(data, sizeof(data), &len, 0,
	    "marketing.APPLE.com.", 1), 0);
	assert_int_equal(optname_add(data, sizeof(data), &len, 0,
	    "apple.com", 1), 0);
	assert_int_equal(len, sizeof(want));
	assert_memory_equal(data, want, len);
	/* not compressed */
	assert_int_equal(optname_add(data, sizeof(data), &len, 0,
	    "apple.com", 0), 0);
	assert_int_equal(len, sizeof(want) + 11);
	/* no room */
	assert_int_equal(optname_add(data, len + 3, &len, 0, "xx.example", 1),
	    -1);
	/* no names */
	len = 0;
	assert_int_equal(optname_add(data, sizeof(data), &len, 0, "", 1), -1);
	assert_int_equal(optname_add(data, sizeof(data), &len, 0, ".a", 1),
	    -1);
	assert_int_equal(optname_add(data, sizeof(data), &len, 0, "a b", 1),
	    -1);
	assert_int_equal(len, 0);
	/* 253 characters are the most */
	for (i = 0; i < 254; i++)
		name[i] = i % 2 ? '.' : 'a';
	name[253] = '\0';
	assert_int_equal(optname_add(data, sizeof(data), &len, 0, name, 1), 0);
	assert_int_equal(len, 255);
	assert_int_equal(check("domain-search", data, len), 0);
	len = 0;
	name[253] = '.';
	name[254] = 'a';
	name[255] = '\0';
	assert_int_equal(optname_add(data, sizeof(data), &len, 0, name, 1),
	    -1);
}

/* Any bytes, for every option: what is a value can be printed. */
static void
noisy_values(void **state)
{
	uint8_t		 data[40];
	char		 buf[4096];
	size_t		 i, len;
	unsigned int	 round, code, values = 0;

	(void)state;
	srandom(2);
	for (round = 0; round < 400; round++) {
		len = random() % (sizeof(data) + 1);
		for (i = 0; i < len; i++)
			data[i] = random() % 4 ? random() % 6 :
			    random() % 2 ? 'a' : random();
		for (code = 1; code < 255; code++) {
			if (optdef_check(optdef_by_code(code), data, len) ==
			    -1)
				continue;
			values++;
			assert_int_not_equal(opt_print(optdef_by_code(code),
			    data, len, buf, sizeof(buf)), -1);
		}
	}
	assert_true(values > 10000);
}

static void
prints(const char *name, const uint8_t *data, size_t len, const char *want)
{
	const struct opt_def	*def = optdef_by_name(name);
	char			 buf[256];
	size_t			 size;

	assert_int_equal(opt_print(def, data, len, buf, sizeof(buf)),
	    strlen(want));
	assert_string_equal(buf, want);
	for (size = 0; size <= strlen(want); size++)
		assert_int_equal(opt_print(def, data, len, buf, size), -1);
	assert_int_equal(opt_print(def, data, len, buf, size), strlen(want));
}

static void
text(void **state)
{
	char	 buf[64];

	(void)state;
	prints("subnet-mask", BYTES(255, 255, 255, 0), "255.255.255.0");
	prints("routers", BYTES(10, 0, 0, 1, 10, 0, 0, 2),
	    "10.0.0.1, 10.0.0.2");
	prints("static-routes", BYTES(10, 1, 0, 0, 10, 0, 0, 2,
	    10, 2, 0, 0, 10, 0, 0, 3), "10.1.0.0 10.0.0.2, 10.2.0.0 10.0.0.3");
	prints("time-offset", BYTES(0xff, 0xff, 0xff, 0xff), "-1");
	prints("time-offset", BYTES(0x80, 0, 0, 0), "-2147483648");
	prints("arp-cache-timeout", BYTES(0xff, 0xff, 0xff, 0xff),
	    "4294967295");
	prints("interface-mtu", BYTES(5, 220), "1500");
	prints("path-mtu-plateau-table", BYTES(0, 68, 5, 220), "68, 1500");
	prints("default-ip-ttl", BYTES(64), "64");
	prints("ip-forwarding", BYTES(1), "on");
	prints("ip-forwarding", BYTES(0), "off");
	prints("domain-name", BYTES('a', '"', '\\', 0xe9),
	    "\"a\\\"\\\\\\351\"");
	prints("host-name", BYTES('p', 'c'), "\"pc\"");
	prints("dhcp-client-identifier", BYTES(1, 0xab, 0), "01:ab:00");
	prints("option-200", BYTES(0xff), "ff");
	prints("option-200", (const uint8_t *)"", 0, "\"\"");
	prints("classless-static-routes", BYTES(0, 10, 0, 0, 1,
	    25, 192, 0, 2, 128, 10, 0, 0, 2),
	    "0.0.0.0/0 10.0.0.1, 192.0.2.128/25 10.0.0.2");
	prints("domain-search", BYTES(1, 'a', 1, 'b', 0, 1, 'c', 0xc0, 2),
	    "\"a.b\", \"c.b\"");
	prints("v4-lost", BYTES(1, 'a', 1, 'b', 0), "\"a.b\"");
	prints("sip-servers", BYTES(1, 10, 0, 0, 1, 10, 0, 0, 2),
	    "10.0.0.1, 10.0.0.2");
	prints("sip-servers", BYTES(0, 1, 'a', 0, 1, 'b', 0),
	    "\"a\", \"b\"");
	prints("vivco", BYTES(0, 0, 0, 9, 1, 'x', 0, 1, 0, 0, 1, 0),
	    "9 \"x\", 65536 00");
	prints("slp-directory-agent", BYTES(1, 10, 0, 0, 1, 10, 0, 0, 2),
	    "on 10.0.0.1, 10.0.0.2");
	prints("slp-service-scope", BYTES(0), "off \"\"");
	prints("pxe-interface-id", BYTES(1, 3, 16), "1 3 16");
	prints("rdnss-selection", BYTES(0, 10, 0, 0, 1, 10, 0, 0, 2,
	    1, 'a', 0), "0 10.0.0.1 10.0.0.2 \"a\"");
	assert_int_equal(opt_print(optdef_by_name("routers"), BYTES(1, 2),
	    buf, sizeof(buf)), -1);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_teardown(plain, teardown),
		cmocka_unit_test_teardown(getters, teardown),
		cmocka_unit_test_teardown(wrong_sizes, teardown),
		cmocka_unit_test_teardown(framing_forgiven, teardown),
		cmocka_unit_test_teardown(framing_broken, teardown),
		cmocka_unit_test_teardown(overload, teardown),
		cmocka_unit_test_teardown(overload_of_itself, teardown),
		cmocka_unit_test_teardown(overload_without_end, teardown),
		cmocka_unit_test_teardown(pieces, teardown),
		cmocka_unit_test_teardown(long_pieces, teardown),
		cmocka_unit_test_teardown(suboptions, teardown),
		cmocka_unit_test_teardown(noise, teardown),
		cmocka_unit_test(definitions),
		cmocka_unit_test(suggestions),
		cmocka_unit_test(lengths),
		cmocka_unit_test(aliases),
		cmocka_unit_test(forms),
		cmocka_unit_test(names),
		cmocka_unit_test(noisy_values),
		cmocka_unit_test(text)
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
