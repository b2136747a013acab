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

/* test: link frontend/icmp.o */
/*
 * Echo requests, and which answers are believed.
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

#include "frontend/frontend.h"

#define IPLEN	20

static struct msg_ping	 ping;		/* what is asked */
static uint8_t		 answer[64];	/* an answer to it */
static size_t		 answerlen;

/* RFC 1071, in another way than the frontend does it. */
static uint16_t
sum(const uint8_t *p, size_t len)
{
	uint32_t	 s = 0;
	size_t		 i;

	for (i = 0; i < len; i++) {
		s += i % 2 == 0 ? (uint32_t)p[i] << 8 : p[i];
		if (s > 0xffff)
			s -= 0xffff;
	}
	return (0xffff - s);
}

static void
fix_sum(void)
{
	uint16_t	 s;
	uint8_t		*icmp = answer + (answer[0] & 0xf) * 4;

	icmp[2] = icmp[3] = 0;
	s = sum(icmp, ECHO_LEN);
	icmp[2] = s >> 8;
	icmp[3] = s & 0xff;
}

static int
setup(void **state)
{
	(void)state;
	ping.id = 0x01fe02fd;
	ping.ifindex = 3;
	ping.src.s_addr = htonl(0x0a000001);
	ping.addr.s_addr = htonl(0x0a000042);
	memset(answer, 0, sizeof(answer));
	answer[0] = 0x45;
	answer[9] = IPPROTO_ICMP;
	memcpy(answer + 12, &ping.addr, 4);
	memcpy(answer + 16, &ping.src, 4);
	icmp_echo(&ping, answer + IPLEN);
	answer[IPLEN] = 0;
	fix_sum();
	answerlen = IPLEN + ECHO_LEN;
	return (0);
}

/* In memory of exactly its size, so that a sanitizer sees what is read. */
static int
believed(struct msg_ping *got)
{
	struct msg_ping	 dummy;
	uint8_t		*p;
	int		 rv;

	p = malloc(answerlen == 0 ? 1 : answerlen);
	assert_non_null(p);
	memcpy(p, answer, answerlen);
	rv = icmp_answer(p, answerlen, got == NULL ? &dummy : got);
	free(p);
	return (rv == 0);
}

static void
test_request(void **state)
{
	uint8_t	 echo[ECHO_LEN], other[ECHO_LEN];

	(void)state;
	icmp_echo(&ping, echo);
	assert_int_equal(echo[0], 8);
	assert_int_equal(echo[1], 0);
	assert_int_equal(sum(echo, sizeof(echo)), 0);
	ping.id++;
	icmp_echo(&ping, other);
	assert_memory_equal(echo + 4, other + 4, 2);	/* identifier */
	assert_memory_not_equal(echo + 6, other + 6, 2); /* sequence */
}

static void
test_answer(void **state)
{
	struct msg_ping	 got;

	(void)state;
	assert_true(believed(&got));
	assert_int_equal(got.id, ping.id);
	assert_int_equal(got.addr.s_addr, ping.addr.s_addr);
}

static void
test_ip_options(void **state)
{
	struct msg_ping	 got;

	(void)state;
	memmove(answer + IPLEN + 4, answer + IPLEN, ECHO_LEN);
	answer[0] = 0x46;
	answerlen += 4;
	assert_true(believed(&got));
	assert_int_equal(got.id, ping.id);
}

static void
test_lengths(void **state)
{
	const size_t	 whole = answerlen;

	(void)state;
	for (answerlen = 0; answerlen < whole; answerlen++)
		assert_false(believed(NULL));
	answerlen = whole + 1;
	assert_false(believed(NULL));
	answerlen = whole;
	answer[0] = 0x44;	/* header of 16 bytes */
	assert_false(believed(NULL));
	answer[0] = 0x4f;	/* of 60 */
	assert_false(believed(NULL));
	answer[0] = 0x65;	/* IPv6 */
	assert_false(believed(NULL));
}

/* Whatever byte of ICMP is changed, with a good checksum or not. */
static void
test_changed(void **state)
{
	uint8_t		 saved[sizeof(answer)];
	unsigned int	 i;

	(void)state;
	memcpy(saved, answer, sizeof(saved));
	for (i = 0; i < ECHO_LEN; i++) {
		memcpy(answer, saved, sizeof(saved));
		answer[IPLEN + i] ^= 0x10;
		assert_false(believed(NULL));
		if (i == 2 || i == 3)
			continue;
		fix_sum();
		assert_false(believed(NULL));
	}
}

static void
test_other_sender(void **state)
{
	(void)state;
	answer[15] ^= 1;
	assert_false(believed(NULL));
	answer[15] ^= 1;
	answer[9] = IPPROTO_UDP;
	assert_false(believed(NULL));
}

/* Our own request, which a raw socket may see as well. */
static void
test_echo_of_request(void **state)
{
	(void)state;
	answer[IPLEN] = 8;
	fix_sum();
	assert_false(believed(NULL));
}

/* Answers to an earlier process are nothing to this one. */
static void
test_restart(void **state)
{
	(void)state;
	assert_true(believed(NULL));
	icmp_init();
	assert_false(believed(NULL));
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup(test_request, setup),
		cmocka_unit_test_setup(test_answer, setup),
		cmocka_unit_test_setup(test_ip_options, setup),
		cmocka_unit_test_setup(test_lengths, setup),
		cmocka_unit_test_setup(test_changed, setup),
		cmocka_unit_test_setup(test_other_sender, setup),
		cmocka_unit_test_setup(test_echo_of_request, setup),
		cmocka_unit_test_setup(test_restart, setup),
	};

	icmp_init();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
