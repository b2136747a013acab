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
 * Lease records as text of dhcpd.leases(5), both ways, and in imsgs.
 */

#include <sys/types.h>
#include <sys/queue.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#include <errno.h>
#include <imsg.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "lease.h"

#define NOW	1700000000	/* 2023/11/14 22:13:20 */

static struct lease_reader	 reader;
static struct lease_rec		 recs[64];
static unsigned int		 nrecs;
static char			 warnings[8192];
static unsigned int		 nwarnings;

static void	remember(const char *, ...)
		    __attribute__((__format__ (printf, 1, 2)));

static void
remember(const char *fmt, ...)
{
	size_t	 len = strlen(warnings);
	va_list	 ap;

	va_start(ap, fmt);
	(void)vsnprintf(warnings + len, sizeof(warnings) - len, fmt, ap);
	va_end(ap);
	(void)strlcat(warnings, "\n", sizeof(warnings));
	nwarnings++;
}

/* Whatever was read must be fit to be sent. */
static void
assert_sendable(const struct lease_rec *rec)
{
	struct lease_rec	 got;
	struct ibuf		*buf;

	assert_non_null(buf = ibuf_dynamic(sizeof(*rec), sizeof(*rec)));
	assert_int_equal(lease_rec_add(buf, rec), 0);
	assert_int_equal(lease_rec_get(buf, &got), 0);
	assert_int_equal(ibuf_size(buf), 0);
	assert_memory_equal(&got, rec, sizeof(got));
	ibuf_free(buf);
}

static void
read_bytes(const char *text, size_t len)
{
	struct lease_rec	 rec;
	FILE			*fp;
	int			 r;

	/* fmemopen(3) does not like an empty buffer. */
	fp = len == 0 ? fopen("/dev/null", "r") :
	    fmemopen((void *)(uintptr_t)text, len, "r");
	assert_non_null(fp);
	warnings[0] = '\0';
	nwarnings = nrecs = 0;
	lease_reader_init(&reader, fp, "leases", remember);
	reader.now = NOW;
	while ((r = lease_read(&reader, &rec)) == 1) {
		assert_sendable(&rec);
		if (nrecs < sizeof(recs) / sizeof(recs[0]))
			recs[nrecs] = rec;
		nrecs++;
	}
	assert_int_equal(r, 0);
	assert_int_equal(lease_read(&reader, &rec), 0);
	assert_int_equal(reader.nleases, nrecs);
	assert_true(reader.good >= 0 && reader.good <= (off_t)len);
	fclose(fp);
}

static void
read_text(const char *text)
{
	read_bytes(text, strlen(text));
}

static void
assert_whole(unsigned int n)
{
	if (nwarnings > 0)
		print_error("%s", warnings);
	assert_int_equal(nrecs, n);
	assert_int_equal(nwarnings, 0);
	assert_int_equal(reader.nskipped, 0);
	assert_int_equal(reader.torn, 0);
}

static void
assert_addr(const struct lease_rec *rec, const char *addr)
{
	assert_string_equal(inet_ntoa(rec->addr), addr);
}

static void
random_name(char *name)
{
	int	 i, len = random() % 3 ? random() % 20 : random() % 256;

	for (i = 0; i < len; i++)
		name[i] = 1 + random() % 255;
}

/* Of one half all is printable. */
static uint8_t
random_agent(uint8_t *data)
{
	int	 i, len = random() % (LEASE_AGENT_MAX + 1);
	int	 text = random() % 2;

	if (random() % 2)
		return (0);
	for (i = 0; i < len; i++)
		data[i] = text ? ' ' + random() % 95 : random();
	return (len);
}

static void
random_record(struct lease_rec *rec)
{
	int	 i;

	memset(rec, 0, sizeof(*rec));
	rec->addr.s_addr = random();
	rec->starts = random() % 2 ? random() :
	    ((int64_t)random() << 31 | random()) % (LEASE_TIME_MAX + 1);
	rec->ends = random() % 5 == 0 ? LEASE_FOREVER :
	    rec->starts + random() % 100000;
	if (rec->ends != LEASE_FOREVER && rec->ends > LEASE_TIME_MAX)
		rec->ends = LEASE_TIME_MAX;
	rec->state = random() % 3;
	if (rec->state == LEASE_ACTIVE && rec->ends <= NOW)
		rec->state = LEASE_FREE;
	rec->flags = random() % 2 ? LEASE_F_BOOTP : 0;
	if ((rec->hlen = random() % (DHCP_CHADDR_LEN + 1)) > 0)
		rec->htype = random();
	for (i = 0; i < rec->hlen; i++)
		rec->chaddr[i] = random();
	rec->uidlen = random() % 2 ? random() % 20 : random();
	for (i = 0; i < rec->uidlen; i++)
		rec->uid[i] = random();
	random_name(rec->client_hostname);
	random_name(rec->hostname);
	if (random() % 2)
		rec->relay.s_addr = random();
	rec->circuitlen = random_agent(rec->circuit);
	rec->remotelen = random_agent(rec->remote);
}

/*
 * OpenBSD's server loses a record with any other statement.  A comment, to
 * the end of its line, is none.
 */
static void
assert_openbsd_reads(const char *text)
{
	static const char *const known[] = {
		"starts ", "ends ", "hardware ", "uid ", "dynamic-bootp;",
		"abandoned;", "class ", "client-hostname \"", "hostname \"",
		"#: "
	};
	const char	*p;
	size_t		 i, n = sizeof(known) / sizeof(known[0]);

	for (p = text; (p = strstr(p, "\n\t")) != NULL; ) {
		p += 2;
		for (i = 0; i < n; i++)
			if (strncmp(p, known[i], strlen(known[i])) == 0)
				break;
		assert_true(i < n);
	}
	assert_null(strstr(text, "never"));
}

static void
round_trip(void **state)
{
	struct lease_rec	 rec;
	char			 buf[LEASE_TEXT_MAX];
	unsigned int		 i;
	int			 n;

	(void)state;
	srandom(3);
	for (i = 0; i < 20000; i++) {
		random_record(&rec);
		n = lease_print(&rec, buf, sizeof(buf));
		assert_true(n > 0);
		assert_int_equal(n, strlen(buf));
		if (strstr(rec.client_hostname, "never") == NULL &&
		    strstr(rec.hostname, "never") == NULL)
			assert_openbsd_reads(buf);
		read_bytes(buf, n);
		assert_whole(1);
		assert_int_equal(reader.good, n);
		assert_memory_equal(&rec, &recs[0], sizeof(rec));
	}
}

static void
largest(void **state)
{
	struct lease_rec	 rec;
	char			 buf[LEASE_TEXT_MAX], small[64];
	int			 n, size;

	(void)state;
	memset(&rec, 0xff, sizeof(rec));
	rec.starts = rec.ends = LEASE_TIME_MAX;
	rec.state = LEASE_ABANDONED;
	rec.hlen = DHCP_CHADDR_LEN;
	rec.circuitlen = rec.remotelen = LEASE_AGENT_MAX;
	rec.client_hostname[LEASE_NAME_MAX] = '\0';
	rec.hostname[LEASE_NAME_MAX] = '\0';
	n = lease_print(&rec, buf, sizeof(buf));
	assert_true(n > 0 && n < LEASE_TEXT_MAX);
	assert_int_equal(lease_print(&rec, buf, n), -1);
	assert_int_equal(lease_print(&rec, buf, n + 1), n);
	for (size = 0; size < (int)sizeof(small); size++)
		assert_int_equal(lease_print(&rec, small, size), -1);
}

static void
printed(void **state)
{
	struct lease_rec	 rec;
	char			 buf[LEASE_TEXT_MAX];

	(void)state;
	memset(&rec, 0, sizeof(rec));
	inet_pton(AF_INET, "192.0.2.10", &rec.addr);
	rec.starts = NOW;
	rec.ends = NOW + 3600;
	rec.state = LEASE_ACTIVE;
	rec.flags = LEASE_F_BOOTP;
	rec.htype = HTYPE_ETHER;
	rec.hlen = 6;
	memcpy(rec.chaddr, "\x02\x00\x5e\x00\x53\x0a", 6);
	rec.uidlen = 3;
	memcpy(rec.uid, "\x00\xff\x0a", 3);
	(void)strlcpy(rec.client_hostname, "a \"b\"\\\n\xe9",
	    sizeof(rec.client_hostname));
	(void)strlcpy(rec.hostname, "x", sizeof(rec.hostname));
	assert_true(lease_print(&rec, buf, sizeof(buf)) > 0);
	assert_string_equal(buf, "lease 192.0.2.10 {\n"
	    "\tstarts 2 2023/11/14 22:13:20 UTC;\n"
	    "\tends 2 2023/11/14 23:13:20 UTC;\n"
	    "\thardware ethernet 02:00:5e:00:53:0a;\n"
	    "\tuid 00:ff:0a;\n"
	    "\tdynamic-bootp;\n"
	    "\tclient-hostname \"a \\\"b\\\"\\\\\\012\\351\";\n"
	    "\thostname \"x\";\n"
	    "}\n");

	/* what OpenBSD's server can't read is not written */
	rec.ends = LEASE_FOREVER;
	rec.state = LEASE_FREE;
	assert_true(lease_print(&rec, buf, sizeof(buf)) > 0);
	assert_non_null(strstr(buf, "\tends 5 9999/12/31 23:59:59 UTC;\n"));
	assert_non_null(strstr(buf, "\tclass free;\n"));
	assert_openbsd_reads(buf);
}

/* How a client was reached is a comment for every server but ours. */
static void
relayed(void **state)
{
	struct lease_rec	 rec;
	char			 buf[LEASE_TEXT_MAX];

	(void)state;
	memset(&rec, 0, sizeof(rec));
	inet_pton(AF_INET, "192.0.2.10", &rec.addr);
	inet_pton(AF_INET, "198.51.100.1", &rec.relay);
	rec.starts = NOW;
	rec.ends = NOW + 3600;
	rec.state = LEASE_ACTIVE;
	rec.circuitlen = 10;
	memcpy(rec.circuit, "\"ge-0/0;}#", 10);
	rec.remotelen = 3;
	memcpy(rec.remote, "a\n\xff", 3);
	assert_true(lease_print(&rec, buf, sizeof(buf)) > 0);
	assert_string_equal(buf, "lease 192.0.2.10 {\n"
	    "\tstarts 2 2023/11/14 22:13:20 UTC;\n"
	    "\tends 2 2023/11/14 23:13:20 UTC;\n"
	    "\t#: relay 198.51.100.1;\n"
	    "\t#: option agent.circuit-id \"\\\"ge-0/0;}#\";\n"
	    "\t#: option agent.remote-id 61:0a:ff;\n"
	    "}\n");
	assert_openbsd_reads(buf);
	read_text(buf);
	assert_whole(1);
	assert_memory_equal(&rec, &recs[0], sizeof(rec));

	/* any other comment remains one */
	read_text("lease 192.0.2.10 {\n"
	    "\t# relay 198.51.100.1;\n"
	    "\t#option agent.circuit-id \"a\";\n"
	    "\t# #: relay 198.51.100.1;\n"
	    "\tends never;\n"
	    "\t#\n"
	    "\t#: # relay 198.51.100.1;\n"
	    "}\n");
	assert_whole(1);
	assert_int_equal(recs[0].relay.s_addr, 0);
	assert_int_equal(recs[0].circuitlen, 0);

	/* what makes no sense costs no more than itself */
	read_text("lease 192.0.2.10 {\n"
	    "\t#: relay 198.51.100;\n"
	    "\t#: option agent.circuit-id 1:xx;\n"
	    "\t#: option agent.remote-id \"cut off;\n"
	    "\tends never;\n"
	    "}\n");
	assert_int_equal(nrecs, 1);
	assert_int_equal(reader.nskipped, 3);
	assert_int_equal(recs[0].relay.s_addr, 0);
	assert_int_equal(recs[0].circuitlen, 0);
	assert_int_equal(recs[0].remotelen, 0);
	assert_true(recs[0].ends == LEASE_FOREVER);
}

static void
openbsd(void **state)
{
	(void)state;
	read_text(
	    "# All times in this file are in UTC (GMT), not your local "
	    "timezone.\n"
	    "# The format of this file is documented in the "
	    "dhcpd.leases(5) manual page.\n"
	    "\n"
	    "lease 192.0.2.20 {\n"
	    "\tstarts 2 2023/11/14 22:00:00 UTC;\n"
	    "\tends 3 2023/11/15 10:00:00 UTC;\n"
	    "\thardware ethernet fe:e1:ba:d0:00:01;\n"
	    "\tuid 01:fe:e1:ba:d0:00:01;\n"
	    "\tclient-hostname \"puffy\";\n"
	    "}\n"
	    "lease 192.0.2.21 {\n"
	    "\tstarts 2 2023/11/14 10:00:00;\n"
	    "\tends 2 2023/11/14 22:00:00;\n"
	    "\thardware fddi 0:1:2:3:4:5;\n"
	    "\thostname \"old\";\n"
	    "}\n"
	    "lease 192.0.2.22 {\n"
	    "\tstarts 2 2023/11/14 10:00:00 UTC;\n"
	    "\tends 3 2023/11/15 10:00:00 UTC;\n"
	    "\tdynamic-bootp;\n"
	    "\tabandoned;\n"
	    "}\n");
	assert_whole(3);
	assert_addr(&recs[0], "192.0.2.20");
	assert_int_equal(recs[0].state, LEASE_ACTIVE);
	assert_int_equal(recs[0].starts, NOW - 800);
	assert_int_equal(recs[0].ends, NOW - 800 + 43200);
	assert_int_equal(recs[0].htype, HTYPE_ETHER);
	assert_int_equal(recs[0].hlen, 6);
	assert_memory_equal(recs[0].chaddr, "\xfe\xe1\xba\xd0\x00\x01", 7);
	assert_int_equal(recs[0].uidlen, 7);
	assert_memory_equal(recs[0].uid, "\x01\xfe\xe1\xba\xd0\x00\x01", 8);
	assert_string_equal(recs[0].client_hostname, "puffy");
	assert_string_equal(recs[0].hostname, "");
	assert_int_equal(recs[1].state, LEASE_FREE);
	assert_int_equal(recs[1].htype, HTYPE_FDDI);
	assert_memory_equal(recs[1].chaddr, "\x00\x01\x02\x03\x04\x05", 6);
	assert_int_equal(recs[1].uidlen, 0);
	assert_string_equal(recs[1].hostname, "old");
	assert_int_equal(recs[2].state, LEASE_ABANDONED);
	assert_int_equal(recs[2].flags, LEASE_F_BOOTP);
	assert_int_equal(recs[2].hlen, 0);
}

static void
isc(void **state)
{
	(void)state;
	read_text(
	    "# The format of this file is documented in the dhcpd.leases(5)\n"
	    "# This lease file was written by isc-dhcp-4.4.3\n"
	    "\n"
	    "# authoring-byte-order entry is generated, DO NOT DELETE\n"
	    "authoring-byte-order little-endian;\n"
	    "\n"
	    "server-duid \"\\000\\001\\000\\001-\\231\\\"\\\\;}{\";\n"
	    "failover peer \"dhcp\" state {\n"
	    "  my state normal at 2 2023/11/14 22:13:20;\n"
	    "  partner state normal at 2 2023/11/14 22:13:20;\n"
	    "}\n"
	    "host foo {\n"
	    "  dynamic;\n"
	    "  hardware ethernet 00:11:22:33:44:55;\n"
	    "  if known { set a = \"}\"; } else { set b = 2; }\n"
	    "}\n"
	    "lease 192.0.2.30 {\n"
	    "  starts 2 2023/11/14 22:00:00;\n"
	    "  ends 3 2023/11/15 10:00:00;\n"
	    "  tstp 3 2023/11/15 10:00:00;\n"
	    "  tsfp never;\n"
	    "  atsfp 3 2023/11/15 10:00:00;\n"
	    "  cltt 2 2023/11/14 22:00:00;\n"
	    "  binding state active;\n"
	    "  next binding state free;\n"
	    "  rewind binding state free;\n"
	    "  hardware ethernet 00:11:22:33:44:55;\n"
	    "  uid \"\\001\\000\\021\\\"3D\\x55\\t\";\n"
	    "  set ddns-fwd-name = \"pc.example.org\";\n"
	    "  set vendor-class-identifier = \"MSFT 5.0 {\";\n"
	    "  option agent.circuit-id 0:4:0:1;\n"
	    "  option agent.remote-id \"sw \\\"7\\001\";\n"
	    "  option agent.unknown-9 0:0:1, \"x;y\";\n"
	    "  client-hostname \"pc\";\n"
	    "  on expiry or release {\n"
	    "    if not (exists x and 1 = 2) { log(info, \"a;b\"); }\n"
	    "  }\n"
	    "  billing class \"gold\";\n"
	    "  reserved;\n"
	    "}\n"
	    "lease 192.0.2.31 {\n"
	    "  starts epoch 1699999200; # Tue Nov 14 22:00:00 2023\n"
	    "  ends never;\n"
	    "  binding state active;\n"
	    "  hardware infiniband 80:00;\n"
	    "}\n"
	    "lease 192.0.2.32 {\n"
	    "  ends epoch 1800000000;\n"
	    "  binding state released;\n"
	    "}\n"
	    "lease 192.0.2.33 {\n"
	    "  ends never;\n"
	    "  binding state abandoned;\n"
	    "}\n"
	    "lease 192.0.2.34 {\n"
	    "  ends never;\n"
	    "  binding state backup;\n"
	    "}\n"
	    "lease 192.0.2.35 {\n"
	    "  binding state free;\n"
	    "}\n");
	assert_whole(6);
	assert_int_equal(recs[0].state, LEASE_ACTIVE);
	assert_int_equal(recs[0].uidlen, 8);
	assert_memory_equal(recs[0].uid, "\001\000\021\"3D\x55\t", 8);
	assert_string_equal(recs[0].client_hostname, "pc");
	assert_int_equal(recs[0].circuitlen, 4);
	assert_memory_equal(recs[0].circuit, "\0\4\0\1", 4);
	assert_int_equal(recs[0].remotelen, 6);
	assert_memory_equal(recs[0].remote, "sw \"7\1", 6);
	assert_int_equal(recs[1].starts, 1699999200);
	assert_true(recs[1].ends == LEASE_FOREVER);
	assert_int_equal(recs[1].state, LEASE_ACTIVE);
	assert_int_equal(recs[1].htype, 32);
	assert_int_equal(recs[2].state, LEASE_FREE);
	assert_int_equal(recs[2].ends, 1800000000);
	assert_int_equal(recs[3].state, LEASE_ABANDONED);
	assert_int_equal(recs[4].state, LEASE_FREE);
	assert_int_equal(recs[5].state, LEASE_FREE);
	assert_int_equal(recs[5].ends, 0);
}

static void
one_date(const char *date, int64_t want)
{
	char	 text[256];

	(void)snprintf(text, sizeof(text), "lease 1.2.3.4 { ends %s; }\n",
	    date);
	read_text(text);
	if (want == -1) {
		assert_int_equal(nrecs, 0);
		assert_int_equal(reader.nskipped, 1);
		return;
	}
	assert_whole(1);
	assert_true(recs[0].ends == want);
}

static void
dates(void **state)
{
	(void)state;
	one_date("4 1970/01/01 00:00:00", 0);
	one_date("4 1970/01/01 00:00:01 UTC", 1);
	one_date("2 2000/02/29 12:00:00 GMT", 951825600);
	one_date("2038/01/19 03:14:08", INT64_C(2147483648));
	one_date("0 2106/02/07 06:28:16 UTC", INT64_C(4294967296));
	one_date("1 2100/03/01 00:00:00 UTC", INT64_C(4107542400));
	one_date("5 9999/12/31 23:59:58 UTC", LEASE_TIME_MAX);
	one_date("5 9999/12/31 23:59:59 UTC", LEASE_FOREVER);
	one_date("5 31337/12/31 23:59:59 UTC", LEASE_FOREVER);
	one_date("never", LEASE_FOREVER);
	one_date("Never", LEASE_FOREVER);
	one_date("epoch 0", 0);
	one_date("epoch 4294967296", INT64_C(4294967296));
	one_date("epoch 9223372036854775807", LEASE_FOREVER);
	one_date("0 1906/01/01 00:00:00 UTC", 0);
	one_date("epoch 9223372036854775808", -1);
	one_date("epoch -1", -1);
	one_date("epoch", -1);
	one_date("0 2100/02/29 00:00:00 UTC", -1);
	one_date("0 2023/02/29 00:00:00 UTC", -1);
	one_date("0 2023/13/01 00:00:00 UTC", -1);
	one_date("0 2023/00/01 00:00:00 UTC", -1);
	one_date("0 2023/01/00 00:00:00 UTC", -1);
	one_date("0 2023/01/32 00:00:00 UTC", -1);
	one_date("0 2023/01/01 24:00:00 UTC", -1);
	one_date("0 2023/01/01 00:60:00 UTC", -1);
	one_date("0 2023/01/01 00:00:61 UTC", -1);
	one_date("0 2023/01/01 00:00 UTC", -1);
	one_date("0 2023/01/01 00:00:00:00 UTC", -1);
	one_date("0 99999999999999999999/01/01 00:00:00 UTC", -1);
	one_date("0 2023/01/01 00:00:00 PST", -1);
	one_date("0 2023/01/01", -1);
	one_date("0", -1);
	one_date("", -1);
	one_date("\"never\"", -1);
}

/* A lease that begins in no time that there is began long ago. */
static void
start_out_of_range(void **state)
{
	(void)state;
	read_text("lease 1.2.3.4 { starts never; ends never; }\n"
	    "lease 1.2.3.5 { starts epoch 253402300799; ends epoch 5; }\n"
	    "lease 1.2.3.6 { starts epoch 253402300798; ends epoch 5; }\n");
	assert_whole(3);
	assert_true(recs[0].starts == 0);
	assert_true(recs[1].starts == 0);
	assert_true(recs[2].starts == LEASE_TIME_MAX);
}

/* Every day of four centuries, there and back. */
static void
calendar(void **state)
{
	struct lease_rec	 rec;
	char			 buf[LEASE_TEXT_MAX];
	int64_t			 day;

	(void)state;
	memset(&rec, 0, sizeof(rec));
	rec.state = LEASE_ABANDONED;
	for (day = 0; day < 146097 + 366; day += 1 + day % 3) {
		rec.starts = day * 86400;
		rec.ends = rec.starts + 86399;
		assert_true(lease_print(&rec, buf, sizeof(buf)) > 0);
		read_text(buf);
		assert_int_equal(nrecs, 1);
		assert_memory_equal(&rec, &recs[0], sizeof(rec));
	}
}

static const char	 three[] =
    "lease 10.0.0.1 {\n\tstarts 2 2023/11/14 22:00:00 UTC;\n"
    "\tends 5 2033/11/15 10:00:00 UTC;\n\tuid 01:02;\n"
    "\tclient-hostname \"one\";\n}\n"
    "lease 10.0.0.2 {\n\tstarts 2 2023/11/14 22:00:00 UTC;\n"
    "\tends 5 2033/11/15 10:00:00 UTC;\n\tabandoned;\n}\n"
    "lease 10.0.0.3 {\n\tstarts 2 2023/11/14 22:00:00 UTC;\n"
    "\tends 5 2033/11/15 10:00:00 UTC;\n"
    "\thardware ethernet 00:11:22:33:44:55;\n\tuid \"\\001ab\";\n"
    "\tclient-hostname \"th\\\"ree\";\n"
    "\t#: relay 10.0.9.1;\n"
    "\t#: option agent.circuit-id \"a b\";\n}\n";

/*
 * Cut off at every byte: what is whole is read, the rest is torn, and a
 * record that is appended at good, or on a new line, is read as well.
 */
static void
torn(void **state)
{
	static const char	 next[] =
	    "lease 10.0.0.4 {\n\tends 5 2033/11/15 10:00:00 UTC;\n}\n";
	char			 buf[sizeof(three) + sizeof(next) + 1];
	const char		*p;
	size_t			 len, good;
	unsigned int		 n;

	(void)state;
	for (len = 0; len < sizeof(three); len++) {
		for (good = n = 0; (p = strstr(three + good, "}")) != NULL &&
		    (size_t)(p + 1 - three) <= len; n++)
			good = p + 1 - three + ((size_t)(p + 1 - three) < len);
		read_bytes(three, len);
		assert_int_equal(nrecs, n);
		assert_int_equal(reader.torn, good < len);
		assert_int_equal(reader.nskipped, 0);
		assert_int_equal(nwarnings, reader.torn);
		assert_int_equal(reader.good, good);

		memcpy(buf, three, good);
		buf[good] = '\n';
		memcpy(buf + good + 1, next, sizeof(next));
		read_text(buf);
		assert_whole(n + 1);

		memcpy(buf, three, len);
		buf[len] = '\n';
		memcpy(buf + len + 1, next, sizeof(next));
		read_text(buf);
		assert_int_equal(nrecs, n + 1);
		assert_addr(&recs[n], "10.0.0.4");
		assert_int_equal(reader.torn, 0);
		assert_true(good == len ? nwarnings == 0 : nwarnings > 0);
	}
}

/* A file that grew before its data came to the disk. */
static void
torn_zeros(void **state)
{
	char	 buf[sizeof(three) + 100];
	size_t	 len;

	(void)state;
	for (len = 0; len < sizeof(three); len++) {
		memset(buf, 0, sizeof(buf));
		memcpy(buf, three, len);
		read_bytes(buf, sizeof(buf));
		assert_int_equal(reader.torn, 1);
		assert_int_equal(reader.nskipped, 0);
		assert_true(reader.good <= (off_t)len);
		read_bytes(buf, reader.good);
		assert_int_equal(reader.torn, 0);
	}
}

static void
garbage_between(const char *garbage, size_t len)
{
	char	*buf;
	size_t	 n = strlen(three);

	buf = malloc(2 * n + len + 1);
	assert_non_null(buf);
	memcpy(buf, three, n);
	memcpy(buf + n, garbage, len);
	buf[n + len] = '\n';
	memcpy(buf + n + len + 1, three, n);
	read_bytes(buf, 2 * n + len + 1);
	if (nrecs != 6)
		print_error("%.40s: %s", garbage, warnings);
	assert_int_equal(nrecs, 6);
	assert_addr(&recs[3], "10.0.0.1");
	assert_string_equal(recs[5].client_hostname, "th\"ree");
	assert_int_equal(reader.torn, 0);
	assert_int_equal(reader.good, 2 * n + len + 1);
	assert_true(reader.nskipped > 0);
	assert_true(nwarnings > 0);
	assert_memory_equal(warnings, "leases:", 7);
	free(buf);
}

#define BETWEEN(s)	garbage_between(s, sizeof(s) - 1)

static void
garbage(void **state)
{
	char	*big;
	size_t	 i, n;

	(void)state;
	BETWEEN("garbage");
	BETWEEN("}");
	BETWEEN("{");
	BETWEEN(";;;}}}");
	BETWEEN("\"");
	BETWEEN("\"\\");
	BETWEEN("\0\0\0");
	BETWEEN("\xff\xfe lease");
	BETWEEN("lease");
	BETWEEN("lease {");
	BETWEEN("lease 10.0.0 { }");
	BETWEEN("lease 10.0.0.300 { ends never; }");
	BETWEEN("lease 10.0.0.9");
	BETWEEN("lease 10.0.0.9 {");
	BETWEEN("lease 10.0.0.9 { starts");
	BETWEEN("lease 10.0.0.9 { client-hostname \"x");
	BETWEEN("lease 10.0.0.9 { client-hostname \"x\\");
	BETWEEN("lease 10.0.0.9 { on expiry { { {");
	BETWEEN("lease 10.0.0.9 { ends 2 20\0\0\0\0\0\0 ; }");
	BETWEEN("lease 10.0.0.9 { \"starts\" 2; }");
	BETWEEN("root:*:0:0:daemon:/root:/bin/ksh\nnobody:*:1:1::/:/no");

	/* longer than any buffer, deeper than any stack */
	n = 3000000;
	big = malloc(n);
	assert_non_null(big);
	memset(big, 'x', n);
	garbage_between(big, n);
	memset(big, '{', n);
	garbage_between(big, n);
	memset(big, '\0', n);
	garbage_between(big, n);
	memcpy(big, "lease 10.0.0.9 { on x ", 22);
	for (i = 22; i < n; i++)
		big[i] = i % 2 ? '{' : 'a';
	garbage_between(big, n);
	memset(big, 'x', n);
	big[0] = '"';
	garbage_between(big, n);
	free(big);
}

/* What makes no sense in a record costs that statement, not the record. */
static void
kept(const char *statement, unsigned int nskipped)
{
	char	 text[8192];

	(void)snprintf(text, sizeof(text), "lease 10.0.0.9 {\n"
	    "\tends never;\n\t%s\n\thostname \"x\";\n}\n", statement);
	read_text(text);
	assert_int_equal(nrecs, 1);
	assert_int_equal(reader.nskipped, nskipped);
	assert_string_equal(recs[0].hostname, "x");
	assert_int_equal(recs[0].state, LEASE_ACTIVE);
	assert_int_equal(recs[0].uidlen, 0);
	assert_int_equal(recs[0].hlen, 0);
	assert_string_equal(recs[0].client_hostname, "");
}

static void
bad_statements(void **state)
{
	char	 uid[4096], name[4096];
	int	 i;

	(void)state;
	kept("", 0);
	kept(";;", 0);
	kept("class gold;", 0);
	kept("uid;", 1);
	kept("uid \"\";", 1);
	kept("uid 1:2:;", 1);
	kept("uid 1:2:3g;", 1);
	kept("uid 111:2;", 1);
	kept("hardware;", 1);
	kept("hardware ethernet;", 1);
	kept("hardware ethernet x;", 1);
	kept("hardware unknown-256 00:01;", 1);
	kept("hardware unknown- 00:01;", 1);
	kept("hardware carrier-pigeon 00:01;", 1);
	kept("hardware ethernet 0:1:2:3:4:5:6:7:8:9:a:b:c:d:e:f:10;", 1);
	kept("client-hostname;", 1);
	kept("client-hostname \"a\\000b\";", 1);
	kept("binding state;", 1);
	kept("binding;", 1);
	kept("binding state confused;", 1);
	kept("binding { state active; }", 1);
	kept("abandon;", 0);
	/* OpenBSD's server writes quotes as they come */
	kept("client-hostname \"a\"b\";", 1);

	(void)strlcpy(uid, "uid 01", sizeof(uid));
	for (i = 1; i < 256; i++)
		(void)strlcat(uid, ":01", sizeof(uid));
	(void)strlcat(uid, ";", sizeof(uid));
	kept(uid, 1);
	memset(name, 'n', sizeof(name));
	memcpy(name, "client-hostname \"", 17);
	name[17 + 256] = '"';
	name[17 + 257] = ';';
	name[17 + 258] = '\0';
	kept(name, 1);
	memset(name + 17, 'n', 3000);
	name[17 + 3000] = '"';
	name[17 + 3001] = ';';
	name[17 + 3002] = '\0';
	kept(name, 1);

	/* no space where none is needed, the last statement open */
	read_text("lease 10.0.0.9{ends never;uid 1:2;hostname x.y}");
	assert_whole(1);
	assert_int_equal(recs[0].uidlen, 2);
	assert_string_equal(recs[0].hostname, "x.y");
	/* the last one counts */
	read_text("LEASE 10.0.0.9 { Uid 1:2:3; uid 4; }");
	assert_whole(1);
	assert_int_equal(recs[0].uidlen, 1);
	assert_memory_equal(recs[0].uid, "\4\0\0", 3);
}

static void
unknown_statements(void **state)
{
	unsigned int	 i;
	char		*text;

	(void)state;
	text = malloc(1000 * 64);
	assert_non_null(text);
	text[0] = '\0';
	for (i = 0; i < 40; i++)
		(void)strlcat(text, "lease 10.0.0.9 { colour \"red\" { a; } "
		    "taste 1.5; }\n", 1000 * 64);
	read_text(text);
	assert_int_equal(nrecs, 40);
	assert_int_equal(nwarnings, 2);
	assert_non_null(strstr(warnings, "leases:1: "));
	assert_non_null(strstr(warnings, "\"colour\""));
	/* nor is garbage reported without end */
	text[0] = '\0';
	for (i = 0; i < 1000; i++)
		(void)strlcat(text, "nonsense;\n", 1000 * 64);
	read_text(text);
	assert_int_equal(reader.nskipped, 1000);
	assert_true(nwarnings <= 20);
	free(text);
}

/* Any bytes, and any change of a good file: no crash, and it ends. */
static void
noise(void **state)
{
	static const char	*words[] = {
		"lease", "10.0.0.1", "{", "}", ";", "\"", "\\", "\n", " ",
		"uid", "starts", "ends", "binding", "state", "#", "never",
		"2023/11/14", "22:00:00", "epoch", "hardware", "ethernet",
		"01:02", "client-hostname", "class", "free", "\xff"
	};
	char			 buf[4096];
	size_t			 len;
	int			 i, j, n;

	(void)state;
	srandom(4);
	for (i = 0; i < 20000; i++) {
		len = 0;
		n = random() % 60;
		for (j = 0; j < n; j++)
			len += snprintf(buf + len, sizeof(buf) - len, "%s%s",
			    words[random() % (sizeof(words) /
			    sizeof(words[0]))], random() % 2 ? " " : "");
		read_bytes(buf, len);
	}
	for (i = 0; i < 20000; i++) {
		memcpy(buf, three, sizeof(three));
		for (j = random() % 4; j >= 0; j--)
			buf[random() % sizeof(three)] = random();
		read_bytes(buf, sizeof(three) - 1);
		if (reader.torn) {
			read_bytes(buf, reader.good);
			assert_int_equal(reader.torn, 0);
		}
	}
}

static void
line_numbers(void **state)
{
	(void)state;
	read_text("# comment\n\nlease 10.0.0.1 {\n\tends never;\n"
	    "\tuid x;\n}\n\nrubbish;\n");
	assert_int_equal(nrecs, 1);
	assert_non_null(strstr(warnings, "leases:5: "));
	assert_non_null(strstr(warnings, "leases:8: "));
}

static void
wire(void **state)
{
	struct lease_rec	 rec, got;
	struct ibuf		*buf;
	unsigned int		 i;

	(void)state;
	srandom(5);
	for (i = 0; i < 5000; i++) {
		random_record(&rec);
		buf = ibuf_dynamic(0, 65536);
		assert_non_null(buf);
		assert_int_equal(lease_rec_add(buf, &rec), 0);
		assert_int_equal(lease_rec_add(buf, &rec), 0);
		assert_int_equal(lease_rec_get(buf, &got), 0);
		assert_memory_equal(&rec, &got, sizeof(rec));
		memset(&got, 0xa5, sizeof(got));
		assert_int_equal(lease_rec_get(buf, &got), 0);
		assert_memory_equal(&rec, &got, sizeof(rec));
		assert_int_equal(ibuf_size(buf), 0);
		assert_int_equal(lease_rec_get(buf, &got), -1);
		ibuf_free(buf);
	}
}

/* Encodes rec, then says whether it may be read. */
static int
passes(const struct lease_rec *rec)
{
	struct lease_rec	 got;
	struct ibuf		*buf;
	int			 r;

	buf = ibuf_dynamic(0, 65536);
	assert_non_null(buf);
	assert_int_equal(lease_rec_add(buf, rec), 0);
	r = lease_rec_get(buf, &got);
	ibuf_free(buf);
	return (r == 0);
}

static void
hostile_wire(void **state)
{
	struct lease_rec	 rec, got;
	struct ibuf		*buf, part;
	uint8_t			*data;
	size_t			 i, len;

	(void)state;
	memset(&rec, 0, sizeof(rec));
	assert_true(passes(&rec));
	rec.state = LEASE_OFFERED;
	assert_true(passes(&rec));
	rec.state = LEASE_OFFERED + 1;
	assert_false(passes(&rec));
	rec.state = 0;
	rec.flags = 0x80;
	assert_false(passes(&rec));
	rec.flags = 0;
	rec.starts = -1;
	assert_false(passes(&rec));
	rec.starts = LEASE_FOREVER;
	assert_false(passes(&rec));
	rec.starts = 0;
	rec.ends = LEASE_FOREVER - 1;
	assert_false(passes(&rec));
	rec.ends = INT64_MIN;
	assert_false(passes(&rec));
	rec.ends = LEASE_TIME_MAX;
	assert_true(passes(&rec));
	rec.hlen = DHCP_CHADDR_LEN + 1;
	buf = ibuf_dynamic(0, 65536);
	assert_non_null(buf);
	assert_int_equal(lease_rec_add(buf, &rec), -1);
	assert_int_equal(errno, EINVAL);
	rec.hlen = 6;
	rec.circuitlen = LEASE_AGENT_MAX + 1;
	assert_int_equal(lease_rec_add(buf, &rec), -1);
	rec.circuitlen = 0;
	rec.remotelen = LEASE_AGENT_MAX + 1;
	assert_int_equal(lease_rec_add(buf, &rec), -1);
	rec.remotelen = 0;
	ibuf_free(buf);

	/* cut off anywhere; every byte changed */
	rec.uidlen = 4;
	(void)strlcpy(rec.client_hostname, "abc", sizeof(rec.client_hostname));
	(void)strlcpy(rec.hostname, "de", sizeof(rec.hostname));
	buf = ibuf_dynamic(0, 65536);
	assert_non_null(buf);
	assert_int_equal(lease_rec_add(buf, &rec), 0);
	len = ibuf_size(buf);
	data = ibuf_data(buf);
	for (i = 0; i < len; i++) {
		ibuf_from_buffer(&part, data, i);
		assert_int_equal(lease_rec_get(&part, &got), -1);
	}
	for (i = 0; i < len; i++) {
		data[i] ^= 0xff;
		ibuf_from_buffer(&part, data, len);
		if (lease_rec_get(&part, &got) == 0) {
			assert_true(got.hlen <= DHCP_CHADDR_LEN);
			assert_true(got.state <= LEASE_OFFERED);
			assert_true(got.circuitlen <= LEASE_AGENT_MAX);
			assert_true(got.remotelen <= LEASE_AGENT_MAX);
		}
		data[i] ^= 0xff;
	}
	/* a NUL inside a name */
	data[len - 1] = '\0';
	ibuf_from_buffer(&part, data, len);
	assert_int_equal(lease_rec_get(&part, &got), -1);
	ibuf_free(buf);
}

static int
fail_to_read(void *cookie, char *buf, int len)
{
	(void)cookie;
	(void)buf;
	(void)len;
	errno = EIO;
	return (-1);
}

static void
io_error(void **state)
{
	struct lease_rec	 rec;
	FILE			*fp;

	(void)state;
	fp = funopen(NULL, fail_to_read, NULL, NULL, NULL);
	assert_non_null(fp);
	lease_reader_init(&reader, fp, "leases", remember);
	assert_int_equal(lease_read(&reader, &rec), -1);
	assert_int_equal(errno, EIO);
	assert_int_equal(reader.torn, 0);
	fclose(fp);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(round_trip),
		cmocka_unit_test(largest),
		cmocka_unit_test(printed),
		cmocka_unit_test(relayed),
		cmocka_unit_test(openbsd),
		cmocka_unit_test(isc),
		cmocka_unit_test(dates),
		cmocka_unit_test(start_out_of_range),
		cmocka_unit_test(calendar),
		cmocka_unit_test(torn),
		cmocka_unit_test(torn_zeros),
		cmocka_unit_test(garbage),
		cmocka_unit_test(bad_statements),
		cmocka_unit_test(unknown_statements),
		cmocka_unit_test(noise),
		cmocka_unit_test(line_numbers),
		cmocka_unit_test(wire),
		cmocka_unit_test(hostile_wire),
		cmocka_unit_test(io_error)
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
