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


/* What dhcpdctl shows: times, columns, escaping, and the kernel's word. */
/* test: link ctl/format.o ctl/table.o ctl/text.o ctl/verify.o */
/* test: link ctl/procinfo_${OS}.o */

#include <sys/types.h>
#include <arpa/inet.h>
#include <netinet/in.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ctl/format.h"
#include "ctl/output.h"
#include "ctl/procinfo.h"
#include "ctl/table.h"
#include "lease.h"

#define NOW	INT64_C(1700000000)

static char	*text;
static size_t	 text_len;
static FILE	*out;

static void
begin(void)
{
	free(text);
	text = NULL;
	out = open_memstream(&text, &text_len);
	assert_non_null(out);
}

static void
check_time(int64_t when, const char *want)
{
	char	 buf[FORMAT_MAX];

	format_time(when, NOW, buf, sizeof(buf));
	assert_string_equal(buf, want);
}

static void
test_times(void **state)
{
	(void)state;
	check_time(NOW, "in 0s");
	check_time(NOW + 59, "in 59s");
	check_time(NOW + 60, "in 1m");
	check_time(NOW + 52 * 60 + 59, "in 52m");
	check_time(NOW + 3600, "in 1h");
	check_time(NOW + 3 * 3600 + 12 * 60, "in 3h 12m");
	check_time(NOW + 6 * 86400 + 4 * 3600 + 5, "in 6d 4h");
	check_time(NOW - 12 * 60, "12m ago");
	check_time(NOW - 1, "1s ago");
	check_time(LEASE_FOREVER, "never");
	/* as far away as there is */
	check_time(LEASE_FOREVER - 1, "in 106751991147624d 17h");
	check_time(INT64_MIN, "106751991186976d 13h ago");
}

static void
test_escaping(void **state)
{
	char	 buf[FORMAT_MAX], small[6];

	(void)state;
	format_word("laptop", buf, sizeof(buf));
	assert_string_equal(buf, "laptop");
	format_word("a b\tc\nd\033[31m\377\001", buf, sizeof(buf));
	assert_string_equal(buf, "a\\040b\\011c\\012d\\033[31m\\377\\001");
	/* a backslash of theirs is no escape of ours */
	format_word("\\033", buf, sizeof(buf));
	assert_string_not_equal(buf, "\\033");
	format_word("%n%s", buf, sizeof(buf));
	assert_string_equal(buf, "%n%s");
	format_line("f:1: bad \"x\\y\"\033\n", buf, sizeof(buf));
	assert_string_equal(buf, "f:1: bad \"x\\y\"\\033\\012");
	format_word("0123456789", small, sizeof(small));
	assert_string_equal(small, "01234");
}

static void
test_addresses(void **state)
{
	const uint8_t	 mac[] = { 0, 0x1b, 0xff };
	struct in_addr	 a, m;
	char		 buf[FORMAT_MAX];

	(void)state;
	format_hex(mac, sizeof(mac), buf, sizeof(buf));
	assert_string_equal(buf, "00:1b:ff");
	format_hex(mac, 0, buf, sizeof(buf));
	assert_string_equal(buf, "");
	a.s_addr = inet_addr("192.0.2.1");
	m.s_addr = inet_addr("255.255.255.0");
	format_prefix(a, m, buf, sizeof(buf));
	assert_string_equal(buf, "192.0.2.1/24");
	m.s_addr = 0;
	format_prefix(a, m, buf, sizeof(buf));
	assert_string_equal(buf, "192.0.2.1/0");
	m.s_addr = 0xffffffff;
	format_prefix(a, m, buf, sizeof(buf));
	assert_string_equal(buf, "192.0.2.1/32");
}

static void
test_table(void **state)
{
	static const char *const heads[] = { "a", "long head", "c" };
	const char	*one[] = { "wider", "x", "" };
	const char	*two[] = { "y", "", "z" };
	struct table	 t;

	(void)state;
	begin();
	table_begin(&t, out, heads, NULL, 3, 3);
	table_row(&t, one);
	table_row(&t, two);
	table_end(&t);
	fclose(out);
	assert_string_equal(text,
	    "a      long head  c\n"
	    "wider  x\n"
	    "y                 z\n");
	begin();
	table_begin(&t, out, heads, NULL, 3, 3);
	table_end(&t);
	fclose(out);
	assert_string_equal(text, "");
}

/* After the rows that are held back, each is printed at once. */
static void
test_table_streams(void **state)
{
	static const char *const heads[] = { "n", "m" };
	const char	*row[] = { "123456", "x" };
	const char	*late[] = { "12345678", "y" };
	const int	 min[] = { 8, 0 };
	struct table	 t;
	int		 i;

	(void)state;
	begin();
	table_begin(&t, out, heads, min, 2, 2);
	for (i = 0; i < TABLE_HOLD - 1; i++)
		table_row(&t, row);
	fflush(out);
	assert_int_equal(text_len, 0);
	table_row(&t, row);
	fflush(out);
	assert_int_equal(text_len, (TABLE_HOLD + 1) * strlen("123456    x\n"));
	table_row(&t, late);
	fflush(out);
	assert_non_null(strstr(text, "\n12345678  y\n"));
	table_end(&t);
	fclose(out);
}

/* Columns that are rarely needed come when they are, however late. */
static void
test_table_widens(void **state)
{
	static const char *const heads[] = { "n", "m", "long" };
	const char	*row[] = { "12", "", "" };
	const char	*wide[] = { "34", "-", "x" };
	const char	*end[] = { "56", "", "" };
	const int	 min[] = { 2, 3, 0 };
	struct table	 t;
	int		 i;

	(void)state;
	begin();
	table_begin(&t, out, heads, min, 3, 1);
	table_row(&t, row);
	table_end(&t);
	table_begin(&t, out, heads, min, 3, 1);
	table_row(&t, row);
	table_row(&t, wide);
	table_end(&t);
	fclose(out);
	assert_string_equal(text,
	    "n\n12\n"
	    "n   m  long\n12\n34  -  x\n");
	begin();
	table_begin(&t, out, heads, min, 3, 1);
	for (i = 0; i < TABLE_HOLD; i++)
		table_row(&t, row);
	table_row(&t, wide);
	table_row(&t, end);
	table_row(&t, wide);
	table_end(&t);
	fclose(out);
	assert_int_equal(strncmp(text, "n\n12\n12\n", 8), 0);
	assert_non_null(strstr(text,
	    "12\nn   m    long\n34  -    x\n56\n34  -    x\n"));
}

static void
make_lease(struct lease_rec *l)
{
	memset(l, 0, sizeof(*l));
	l->addr.s_addr = inet_addr("192.0.2.100");
	l->state = LEASE_ACTIVE;
	l->ends = NOW + 52 * 60;
	l->htype = 1;
	l->hlen = 6;
	memcpy(l->chaddr, "\x52\x54\x00\x12\x34\x56", 6);
	strlcpy(l->client_hostname, "lap\033top", sizeof(l->client_hostname));
}

static void
test_leases(void **state)
{
	struct lease_rec	 l;

	(void)state;
	begin();
	output_text.begin(ACTION_SHOW_LEASES, out);
	make_lease(&l);
	output_text.lease(&l, NOW);
	l.addr.s_addr = inet_addr("192.0.2.7");
	l.state = LEASE_FREE;
	l.ends = NOW - 3600;
	l.client_hostname[0] = '\0';
	strlcpy(l.hostname, "given", sizeof(l.hostname));
	output_text.lease(&l, NOW);
	l.state = LEASE_ABANDONED;
	l.ends = LEASE_FOREVER;
	l.hlen = 0;
	l.hostname[0] = '\0';
	output_text.lease(&l, NOW);
	l.state = 77;
	l.uidlen = 3;
	memcpy(l.uid, "\0hi", 3);
	output_text.lease(&l, NOW);
	output_text.end(0);
	fclose(out);
	assert_string_equal(text,
"address      state      client             expires  host name\n"
"192.0.2.100  active     52:54:00:12:34:56  in 52m   lap\\033top\n"
"192.0.2.7    free       52:54:00:12:34:56  1h ago   given\n"
"192.0.2.7    abandoned  -                  never\n"
"192.0.2.7    unknown    id:00:68:69        never\n");
}

/* Whoever came by a relay, and what that said. */
static void
test_relayed_leases(void **state)
{
	struct lease_rec	 l;

	(void)state;
	begin();
	output_text.begin(ACTION_SHOW_LEASES, out);
	make_lease(&l);
	strlcpy(l.client_hostname, "pc", sizeof(l.client_hostname));
	output_text.lease(&l, NOW);
	l.relay.s_addr = inet_addr("198.51.100.1");
	output_text.lease(&l, NOW);
	l.circuitlen = 8;
	memcpy(l.circuit, "ge 0/0\\\"", 8);
	output_text.lease(&l, NOW);
	l.client_hostname[0] = '\0';
	l.circuitlen = 4;
	memcpy(l.circuit, "\0\4\0\1", 4);
	l.remotelen = 6;
	memcpy(l.remote, "\0\1a\033[m", 6);
	output_text.lease(&l, NOW);
	l.relay.s_addr = INADDR_ANY;
	l.circuitlen = 0;
	memcpy(l.remote, "switch", 6);
	output_text.lease(&l, NOW);
	output_text.end(0);
	fclose(out);
	assert_string_equal(text,
"address      state   client             expires  host name  relay         "
"circuit         remote\n"
"192.0.2.100  active  52:54:00:12:34:56  in 52m   pc\n"
"192.0.2.100  active  52:54:00:12:34:56  in 52m   pc         198.51.100.1\n"
"192.0.2.100  active  52:54:00:12:34:56  in 52m   pc         198.51.100.1  "
"ge\\0400/0\\134\"\n"
"192.0.2.100  active  52:54:00:12:34:56  in 52m   -          198.51.100.1  "
"00:04:00:01     00:01:61:1b:5b:6d\n"
"192.0.2.100  active  52:54:00:12:34:56  in 52m   -          -             "
"-               switch\n");
}

/* The longest of everything fits, and is shown whole. */
static void
test_longest_lease(void **state)
{
	struct lease_rec	 l;

	(void)state;
	begin();
	output_text.begin(ACTION_SHOW_LEASES, out);
	make_lease(&l);
	l.hlen = 0;
	l.uidlen = LEASE_UID_MAX;
	memset(l.uid, 0xab, sizeof(l.uid));
	memset(l.client_hostname, '\377', sizeof(l.client_hostname) - 1);
	l.circuitlen = l.remotelen = LEASE_AGENT_MAX;
	memset(l.circuit, ' ', sizeof(l.circuit));
	memset(l.remote, 0xcd, sizeof(l.remote));
	output_text.lease(&l, NOW);
	output_text.end(0);
	fclose(out);
	assert_int_equal(strlen(strchr(text, '\n') + 1),
	    13 + 8 + 3 + LEASE_UID_MAX * 3 - 1 + 2 + 9 +
	    LEASE_NAME_MAX * 4 + 2 + strlen("relay") + 2 +
	    LEASE_AGENT_MAX * 4 + 2 + LEASE_AGENT_MAX * 3 - 1 + 1);
}

static void
test_nothing_to_show(void **state)
{
	(void)state;
	begin();
	output_text.begin(ACTION_SHOW_LEASES, out);
	output_text.end(0);
	fclose(out);
	assert_string_equal(text, "no leases\n");
	begin();
	output_text.begin(ACTION_SHOW_LEASES, out);
	output_text.end(1);
	fclose(out);
	assert_string_equal(text, "");
}

static void
test_interfaces(void **state)
{
	struct msg_iface	 i;
	struct msg_ifaddr	 a;

	(void)state;
	memset(&i, 0, sizeof(i));
	memset(&a, 0, sizeof(a));
	begin();
	output_text.begin(ACTION_SHOW_INTERFACES, out);
	i.ifindex = 1;
	strlcpy(i.name, "lo", sizeof(i.name));
	strlcpy(i.reason, "can't broadcast", sizeof(i.reason));
	output_text.iface(&i);
	i.ifindex = 2;
	i.flags = IFACE_UP | IFACE_SERVED;
	i.reason[0] = '\0';
	strlcpy(i.name, "eth0", sizeof(i.name));
	i.hlen = 6;
	output_text.iface(&i);
	a.addr.s_addr = inet_addr("192.0.2.1");
	a.mask.s_addr = inet_addr("255.255.255.0");
	a.flags = IFADDR_PRIMARY;
	a.sock = 3;
	output_text.ifaddr(&a);
	a.addr.s_addr = inet_addr("192.0.2.2");
	a.flags = 0;
	a.sock = 0;
	output_text.ifaddr(&a);
	output_text.end(0);
	fclose(out);
	assert_string_equal(text,
"interface  index  hardware address   address               socket  status\n"
"lo         1      -                  -                     -       "
"not served: can't broadcast\n"
"eth0       2      00:00:00:00:00:00  192.0.2.1/24 primary  yes     served\n"
"                                     192.0.2.2/24          no\n");
}

static void
make_jailed(struct msg_jailed *j, struct procinfo *info)
{
	memset(j, 0, sizeof(*j));
	j->proc = PROC_ENGINE;
	j->pid = 4711;
	j->uid = 997;
	j->flags = procinfo_flags | JAILED_LANDLOCK;
	strlcpy(j->user, "_dhcp", sizeof(j->user));
	strlcpy(j->promises, "stdio", sizeof(j->promises));
	strlcpy(j->jail, "/var/empty", sizeof(j->jail));
	memset(info, 0, sizeof(*info));
	info->known = info->flags = procinfo_flags;
	info->uid[0] = info->uid[1] = info->uid[2] = 997;
	strlcpy(info->program, "engine", sizeof(info->program));
}

static void
test_verify(void **state)
{
	struct msg_jailed	 j;
	struct procinfo		 info;
	char			 why[512];

	(void)state;
	make_jailed(&j, &info);
	assert_int_equal(verify_info(&j, &info, why, sizeof(why)),
	    VERDICT_VERIFIED);
	assert_string_equal(why, "");
	assert_int_equal(verify_info(&j, NULL, why, sizeof(why)),
	    VERDICT_NOT);

	/* what may not be asked is not held against it */
	info.known &= ~(uint32_t)JAILED_CHROOT;
	info.flags &= ~(uint32_t)JAILED_CHROOT;
	info.program[0] = '\0';
	assert_int_equal(verify_info(&j, &info, why, sizeof(why)),
	    VERDICT_PARTLY);

	/* more than it claims is fine */
	make_jailed(&j, &info);
	j.flags = 0;
	assert_int_equal(verify_info(&j, &info, why, sizeof(why)),
	    VERDICT_VERIFIED);
}

static void
test_mismatch(void **state)
{
	struct msg_jailed	 j;
	struct procinfo		 info;
	char			 why[512], tiny[8];

	(void)state;
	make_jailed(&j, &info);
	info.flags = 0;
	assert_int_equal(verify_info(&j, &info, why, sizeof(why)),
	    VERDICT_MISMATCH);
	assert_non_null(strstr(why, "not in force: chroot"));
	assert_int_equal(verify_info(&j, &info, tiny, sizeof(tiny)),
	    VERDICT_MISMATCH);

	/* root could be had again */
	make_jailed(&j, &info);
	info.uid[2] = 0;
	assert_int_equal(verify_info(&j, &info, why, sizeof(why)),
	    VERDICT_MISMATCH);
	assert_non_null(strstr(why, "997, 997 and 0"));

	make_jailed(&j, &info);
	info.caps = 1 << 12;
	assert_int_equal(verify_info(&j, &info, why, sizeof(why)),
	    VERDICT_MISMATCH);
	assert_non_null(strstr(why, "capabilities"));

	make_jailed(&j, &info);
	strlcpy(info.program, "sh", sizeof(info.program));
	assert_int_equal(verify_info(&j, &info, why, sizeof(why)),
	    VERDICT_MISMATCH);
	assert_non_null(strstr(why, "the program is sh, not engine"));
}

/* This very process, as the kernel tells of it. */
static void
test_kernel(void **state)
{
	struct procinfo	 info;
	char		 why[512];
	struct msg_jailed j;

	(void)state;
	assert_int_equal(procinfo_read((uint32_t)getpid(), "/nowhere", &info),
	    0);
	assert_int_equal(info.uid[0], getuid());
	assert_int_equal(info.uid[1], geteuid());
	assert_int_equal(info.flags & JAILED_CHROOT, 0);
	assert_string_equal(info.program, "test_ctl_output");

	make_jailed(&j, &info);
	j.pid = (uint32_t)getpid();
	assert_int_equal(verify(&j, why, sizeof(why)), VERDICT_MISMATCH);
	assert_non_null(strstr(why, "chroot"));
	j.pid = UINT32_MAX;
	assert_int_equal(verify(&j, why, sizeof(why)), VERDICT_MISMATCH);
	assert_non_null(strstr(why, "no such process"));
}

static void
test_processes(void **state)
{
	struct msg_jailed	 j;
	struct procinfo		 info;

	(void)state;
	make_jailed(&j, &info);
	j.flags = JAILED_CHROOT | JAILED_SECCOMP;
	j.missing = JAILED_LANDLOCK;
	begin();
	output_text.begin(ACTION_SHOW_PROCESSES, out);
	output_text.process(&j, VERDICT_VERIFIED, "");
	j.proc = 99;
	j.flags = j.missing = 0;
	j.user[0] = j.promises[0] = j.jail[0] = '\0';
	output_text.process(&j, VERDICT_NOT, "");
	output_text.end(0);
	fclose(out);
	assert_non_null(strstr(text,
	    "\nengine   4711  _dhcp  verified      "
	    "chroot seccomp, MISSING: landlock  /var/empty  stdio     "));
	assert_non_null(strstr(text,
	    "\nunknown  4711  997    not verified  NOTHING"));
}

static void
test_statistics(void **state)
{
	(void)state;
	begin();
	output_text.begin(ACTION_SHOW_STATISTICS, out);
	output_text.statistic("received", UINT64_MAX);
	output_text.statistic("ack", 0);
	output_text.end(0);
	fclose(out);
	assert_string_equal(text,
	    "received  18446744073709551615\n"
	    "ack       0\n");
}

static void
test_done(void **state)
{
	(void)state;
	begin();
	output_text.begin(ACTION_RELOAD, out);
	output_text.end(0);
	fclose(out);
	assert_string_equal(text, "configuration reloaded\n");
	begin();
	output_text.begin(ACTION_RELOAD, out);
	output_text.end(1);
	fclose(out);
	assert_string_equal(text, "");
}

static int
forget(void **state)
{
	(void)state;
	free(text);
	return (0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_escaping),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_table_streams),
		cmocka_unit_test(test_table_widens),
		cmocka_unit_test(test_leases),
		cmocka_unit_test(test_relayed_leases),
		cmocka_unit_test(test_longest_lease),
		cmocka_unit_test(test_nothing_to_show),
		cmocka_unit_test(test_interfaces),
		cmocka_unit_test(test_verify),
		cmocka_unit_test(test_mismatch),
		cmocka_unit_test(test_kernel),
		cmocka_unit_test(test_processes),
		cmocka_unit_test(test_statistics),
		cmocka_unit_test(test_done)
	};

	return (cmocka_run_group_tests(tests, NULL, forget));
}
