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
 * Reads a lease file, of our own, of OpenBSD's dhcpd or of ISC's.  No
 * recursion, and no memory but the reader's.
 *
 * After something that makes no sense, reading goes on at the next T_RECORD.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "lease.h"
#include "leasetok.h"

#define WARNINGS_MAX	20	/* of one file; the rest is only counted */

/* How the reading of a statement, or of a record, ended. */
enum outcome {
	R_OK,
	R_IGNORED,	/* a statement that makes no sense, and does no harm */
	R_BAD,		/* the record makes no sense */
	R_TORN		/* the end of the file came before that of the record */
};

void
lease_reader_init(struct lease_reader *r, FILE *fp, const char *name,
    void (*warn)(const char *, ...))
{
	memset(r, 0, sizeof(*r));
	r->fp = fp;
	r->name = name;
	r->warn = warn;
	r->line = 1;
	r->fresh = 1;
	r->now = time(NULL);
}

static void
skipped(struct lease_reader *r, unsigned int line, const char *why)
{
	r->nskipped++;
	if (r->nskipped < WARNINGS_MAX)
		r->warn("%s:%u: %s", r->name, line, why);
	else if (r->nskipped == WARNINGS_MAX)
		r->warn("%s:%u: %s; no more of these are reported",
		    r->name, line, why);
}

/*
 * To the end of a statement: a semicolon, or the brace that closes the first
 * one that was opened.  A brace that closes the record stays.
 */
static enum outcome
skip_statement(struct lease_reader *r)
{
	size_t	 depth = 0;

	for (;;) {
		switch (leasetok_get(r)) {
		case T_EOF:
			return (R_TORN);
		case T_BAD:
			return (R_BAD);
		case T_RECORD:
			leasetok_unget(r);
			return (R_BAD);
		case T_OPEN:
			depth++;
			break;
		case T_CLOSE:
			if (depth == 0) {
				leasetok_unget(r);
				return (R_OK);
			}
			if (--depth == 0)
				return (R_OK);
			break;
		case T_SEMI:
		case T_LOST:
			if (depth == 0)
				return (R_OK);
			break;
		}
	}
}

/* The same after a value that makes no sense. */
static enum outcome
ignore_statement(struct lease_reader *r)
{
	enum outcome	 o;

	leasetok_unget(r);
	o = skip_statement(r);
	return (o == R_OK ? R_IGNORED : o);
}

static enum outcome
end_statement(struct lease_reader *r)
{
	switch (leasetok_get(r)) {
	case T_SEMI:
		return (R_OK);
	case T_CLOSE:
		leasetok_unget(r);
		return (R_OK);
	}
	return (ignore_statement(r));
}

/* Up to the next record. */
static void
resync(struct lease_reader *r)
{
	do
		if (leasetok_get(r) == T_EOF)
			return;
	while (r->token != T_RECORD);
	leasetok_unget(r);
}

/* Digits at *p, up to max; *p moves behind them.  -1: none, or too many. */
static int64_t
digits(const char **p, int64_t max)
{
	int64_t	 n = 0;

	if (**p < '0' || **p > '9')
		return (-1);
	for (; **p >= '0' && **p <= '9'; (*p)++) {
		if (n > (max - (**p - '0')) / 10)
			return (-1);
		n = n * 10 + (**p - '0');
	}
	return (n);
}

/* Three numbers with a separator between them, and nothing else. */
static int
triple(const char *p, char separator, int64_t n[3])
{
	int	 i;

	for (i = 0; i < 3; i++) {
		if (i > 0 && *p++ != separator)
			return (-1);
		if ((n[i] = digits(&p, 9999999)) == -1)
			return (-1);
	}
	return (*p == '\0' ? 0 : -1);
}

static int
leap(int64_t year)
{
	return (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

/* See put_date() in lease.c for the calendar.  -1: no such time. */
static int64_t
seconds(const int64_t ymd[3], const int64_t hms[3])
{
	static const uint8_t	 mdays[12] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	int64_t			 year = ymd[0], month = ymd[1], day = ymd[2];
	int64_t			 era, yoe, doy;

	if (month < 1 || month > 12 || day < 1 ||
	    day > mdays[month - 1] + (month == 2 && leap(year)) ||
	    hms[0] > 23 || hms[1] > 59 || hms[2] > 60)
		return (-1);
	if (year < 1970)
		return (0);
	year -= month <= 2;
	era = year / 400;
	yoe = year % 400;
	doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return ((era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy -
	    719468) * 86400 + hms[0] * 3600 + hms[1] * 60 + hms[2]);
}

static int
is_utc(const struct lease_reader *r)
{
	return (leasetok_is(r, "UTC") || leasetok_is(r, "GMT") ||
	    leasetok_is(r, "Z"));
}

/* W YYYY/MM/DD HH:MM:SS [UTC], epoch SECONDS, or never. */
static enum outcome
read_date(struct lease_reader *r, int64_t *when)
{
	const char	*p = r->text;
	int64_t		 ymd[3], hms[3];
	enum outcome	 o;

	if (leasetok_get(r) != T_WORD)
		goto bad;
	if (leasetok_is(r, "never"))
		*when = LEASE_FOREVER;
	else if (leasetok_is(r, "epoch")) {
		if (leasetok_get(r) != T_WORD ||
		    (*when = digits(&p, INT64_MAX)) == -1 || *p != '\0')
			goto bad;
	} else {
		/* The day of the week says nothing. */
		if (strchr(r->text, '/') == NULL && leasetok_get(r) != T_WORD)
			goto bad;
		if (triple(r->text, '/', ymd) == -1 ||
		    leasetok_get(r) != T_WORD ||
		    triple(r->text, ':', hms) == -1 ||
		    (*when = seconds(ymd, hms)) == -1)
			goto bad;
		if (leasetok_get(r) != T_WORD || !is_utc(r))
			leasetok_unget(r);
	}
	if (*when > LEASE_TIME_MAX)
		*when = LEASE_FOREVER;
	o = end_statement(r);
	return (o == R_IGNORED ? R_BAD : o);
bad:
	leasetok_unget(r);
	return (R_BAD);
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return (c - '0');
	if (c >= 'a' && c <= 'f')
		return (c - 'a' + 10);
	if (c >= 'A' && c <= 'F')
		return (c - 'A' + 10);
	return (-1);
}

/* Bytes of one or two digits with colons between them.  -1: it isn't that. */
static int
read_hex(const struct lease_reader *r, uint8_t *data, int max)
{
	const char	*p = r->text;
	int		 n, hi, lo;

	if (r->toolong)
		return (-1);
	for (n = 0; n < max; n++) {
		if ((hi = hex_digit(*p++)) == -1)
			return (-1);
		if ((lo = hex_digit(*p)) != -1)
			p++;
		data[n] = lo == -1 ? hi : hi << 4 | lo;
		if (*p == '\0')
			return (n + 1);
		if (*p++ != ':')
			return (-1);
	}
	return (-1);
}

static int
hardware_type(const struct lease_reader *r)
{
	static const struct {
		const char	*name;
		int		 type;
	} types[] = {
		{ "ethernet",		HTYPE_ETHER },
		{ "token-ring",		HTYPE_IEEE802 },
		{ "fddi",		HTYPE_FDDI },
		{ "ipsec-tunnel",	HTYPE_IPSEC_TUNNEL },
		{ "infiniband",		32 }	/* ISC's; RFC 4390 */
	};
	const char	*p;
	int64_t		 n;
	size_t		 i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (leasetok_is(r, types[i].name))
			return (types[i].type);
	if (r->token != T_WORD || strncmp(r->text, "unknown-", 8) != 0)
		return (-1);
	p = r->text + 8;
	n = digits(&p, UINT8_MAX);
	return (*p == '\0' ? (int)n : -1);
}

/* A record as it is read, and what of it is not in lease_rec. */
struct draft {
	struct lease_rec	*rec;
	int			 free;
	int			 abandoned;
};

static enum outcome
read_starts(struct lease_reader *r, struct draft *d)
{
	enum outcome	 o;

	/* That a lease never began, or not before year 10000, says nothing. */
	if ((o = read_date(r, &d->rec->starts)) == R_OK &&
	    d->rec->starts > LEASE_TIME_MAX)
		d->rec->starts = 0;
	return (o);
}

static enum outcome
read_ends(struct lease_reader *r, struct draft *d)
{
	return (read_date(r, &d->rec->ends));
}

static enum outcome
read_hardware(struct lease_reader *r, struct draft *d)
{
	uint8_t		 addr[DHCP_CHADDR_LEN];
	int		 type, len;
	enum outcome	 o;

	(void)leasetok_get(r);
	if ((type = hardware_type(r)) == -1 || leasetok_get(r) != T_WORD ||
	    (len = read_hex(r, addr, sizeof(addr))) == -1)
		return (ignore_statement(r));
	if ((o = end_statement(r)) != R_OK)
		return (o);
	d->rec->htype = type;
	d->rec->hlen = len;
	memset(d->rec->chaddr, 0, sizeof(d->rec->chaddr));
	memcpy(d->rec->chaddr, addr, len);
	return (R_OK);
}

/* Bytes in quotes or in hexadecimal.  -1: it is neither, or too long. */
static int
read_data(struct lease_reader *r, uint8_t *data, size_t max)
{
	switch (leasetok_get(r)) {
	case T_STRING:
		if (r->textlen == 0 || r->textlen > max)
			return (-1);
		memcpy(data, r->text, r->textlen);
		return ((int)r->textlen);
	case T_WORD:
		return (read_hex(r, data, (int)max));
	}
	return (-1);
}

static enum outcome
read_uid(struct lease_reader *r, struct draft *d)
{
	uint8_t		 uid[LEASE_UID_MAX];
	int		 len;
	enum outcome	 o;

	if ((len = read_data(r, uid, sizeof(uid))) == -1)
		return (ignore_statement(r));
	if ((o = end_statement(r)) != R_OK)
		return (o);
	d->rec->uidlen = len;
	memset(d->rec->uid, 0, sizeof(d->rec->uid));
	memcpy(d->rec->uid, uid, len);
	return (R_OK);
}

static enum outcome
read_name(struct lease_reader *r, char name[LEASE_NAME_MAX + 1])
{
	char		 text[LEASE_NAME_MAX + 1] = "";
	enum outcome	 o;

	if ((leasetok_get(r) != T_STRING && r->token != T_WORD) ||
	    r->textlen > LEASE_NAME_MAX || strlen(r->text) != r->textlen)
		return (ignore_statement(r));
	memcpy(text, r->text, r->textlen);
	if ((o = end_statement(r)) == R_OK)
		memcpy(name, text, sizeof(text));
	return (o);
}

static enum outcome
read_client_hostname(struct lease_reader *r, struct draft *d)
{
	return (read_name(r, d->rec->client_hostname));
}

static enum outcome
read_hostname(struct lease_reader *r, struct draft *d)
{
	return (read_name(r, d->rec->hostname));
}

static enum outcome
read_abandoned(struct lease_reader *r, struct draft *d)
{
	d->abandoned = 1;
	return (end_statement(r));
}

static enum outcome
read_bootp(struct lease_reader *r, struct draft *d)
{
	d->rec->flags |= LEASE_F_BOOTP;
	return (end_statement(r));
}

/* Ours; see lease.h. */
static enum outcome
read_class(struct lease_reader *r, struct draft *d)
{
	(void)leasetok_get(r);
	if (!leasetok_is(r, "free")) {
		leasetok_unget(r);
		return (skip_statement(r));
	}
	d->free = 1;
	return (end_statement(r));
}

/* ISC's: "binding state active". */
static enum outcome
read_binding(struct lease_reader *r, struct draft *d)
{
	(void)leasetok_get(r);
	if (!leasetok_is(r, "state") || leasetok_get(r) != T_WORD)
		return (ignore_statement(r));
	if (leasetok_is(r, "abandoned"))
		d->abandoned = 1;
	else if (leasetok_is(r, "free") || leasetok_is(r, "expired") ||
	    leasetok_is(r, "released") || leasetok_is(r, "backup") ||
	    leasetok_is(r, "reset"))
		d->free = 1;
	else if (!leasetok_is(r, "active") && !leasetok_is(r, "bootp"))
		return (ignore_statement(r));
	return (end_statement(r));
}

/* Ours: the giaddr. */
static enum outcome
read_relay(struct lease_reader *r, struct draft *d)
{
	struct in_addr	 relay;
	enum outcome	 o;

	if (leasetok_get(r) != T_WORD ||
	    inet_pton(AF_INET, r->text, &relay) != 1)
		return (ignore_statement(r));
	if ((o = end_statement(r)) == R_OK)
		d->rec->relay = relay;
	return (o);
}

static enum outcome
read_agent(struct lease_reader *r, uint8_t *field, uint8_t *fieldlen)
{
	uint8_t		 data[LEASE_AGENT_MAX];
	int		 len;
	enum outcome	 o;

	if ((len = read_data(r, data, sizeof(data))) == -1)
		return (ignore_statement(r));
	if ((o = end_statement(r)) != R_OK)
		return (o);
	*fieldlen = (uint8_t)len;
	memset(field, 0, LEASE_AGENT_MAX);
	memcpy(field, data, len);
	return (R_OK);
}

/* ISC's, and ours: RFC 3046. */
static enum outcome
read_option(struct lease_reader *r, struct draft *d)
{
	(void)leasetok_get(r);
	if (leasetok_is(r, "agent.circuit-id"))
		return (read_agent(r, d->rec->circuit, &d->rec->circuitlen));
	if (leasetok_is(r, "agent.remote-id"))
		return (read_agent(r, d->rec->remote, &d->rec->remotelen));
	leasetok_unget(r);
	return (skip_statement(r));
}

static enum outcome
read_nothing(struct lease_reader *r, struct draft *d)
{
	(void)d;
	return (skip_statement(r));
}

static const struct statement {
	const char	*name;
	enum outcome	(*read)(struct lease_reader *, struct draft *);
} statements[] = {
	{ "starts",		read_starts },
	{ "ends",		read_ends },
	{ "hardware",		read_hardware },
	{ "uid",		read_uid },
	{ "client-hostname",	read_client_hostname },
	{ "hostname",		read_hostname },
	{ "class",		read_class },
	{ "abandoned",		read_abandoned },
	{ "dynamic-bootp",	read_bootp },
	{ "binding",		read_binding },
	{ "option",		read_option },
	{ "relay",		read_relay },
	/* ISC's, and older ones, that say nothing that we need */
	{ "next",		read_nothing },
	{ "rewind",		read_nothing },
	{ "cltt",		read_nothing },
	{ "set",		read_nothing },
	{ "tstp",		read_nothing },
	{ "tsfp",		read_nothing },
	{ "atsfp",		read_nothing },
	{ "timestamp",		read_nothing },
	{ "on",			read_nothing },
	{ "billing",		read_nothing },
	{ "bootp",		read_nothing },
	{ "reserved",		read_nothing },
	{ "ddns-fwd-name",	read_nothing },
	{ "ddns-rev-name",	read_nothing },
	{ "ddns-txt",		read_nothing },
	{ "vendor-class-identifier", read_nothing }
};

/* What else a lease file of ISC's may have, beside leases. */
static const char *const others[] = {
	"server-duid", "authoring-byte-order", "failover", "host", "group",
	"class", "subclass", "key", "zone"
};

static enum outcome
unknown_statement(struct lease_reader *r)
{
	uint64_t	 hash = 5381;
	size_t		 i;

	for (i = 0; i < r->textlen; i++)
		hash = hash * 33 + (unsigned char)r->text[i];
	hash = UINT64_C(1) << (hash % 64);
	if ((r->warned & hash) == 0 && !leasetok_last(r))
		r->warn("%s:%u: statement \"%.40s\" is not known, ignored",
		    r->name, r->tokline, r->text);
	r->warned |= hash;
	return (skip_statement(r));
}

/* The first word of the statement is the token. */
static enum outcome
read_statement(struct lease_reader *r, struct draft *d)
{
	size_t	 i;

	for (i = 0; i < sizeof(statements) / sizeof(statements[0]); i++)
		if (leasetok_is(r, statements[i].name))
			return (statements[i].read(r, d));
	return (unknown_statement(r));
}

/* From behind the opening brace to the closing one. */
static enum outcome
read_statements(struct lease_reader *r, struct draft *d)
{
	unsigned int	 line;

	for (;;) {
		switch (leasetok_get(r)) {
		case T_EOF:
			return (R_TORN);
		case T_CLOSE:
			return (R_OK);
		case T_SEMI:
			continue;
		case T_WORD:
			break;
		default:
			leasetok_unget(r);
			return (R_BAD);
		}
		line = r->tokline;
		switch (read_statement(r, d)) {
		case R_OK:
			break;
		case R_IGNORED:
			skipped(r, line, "makes no sense, ignored");
			break;
		case R_BAD:
			return (R_BAD);
		case R_TORN:
			return (R_TORN);
		}
	}
}

/* From behind the word lease to the closing brace. */
static enum outcome
read_record(struct lease_reader *r, struct lease_rec *rec)
{
	struct draft	 d = { rec, 0, 0 };
	enum outcome	 o = R_BAD;

	memset(rec, 0, sizeof(*rec));
	if (leasetok_get(r) != T_WORD ||
	    inet_pton(AF_INET, r->text, &rec->addr) != 1 ||
	    leasetok_get(r) != T_OPEN)
		leasetok_unget(r);
	else
		o = read_statements(r, &d);
	if (o == R_BAD && r->token != T_RECORD && leasetok_last(r))
		return (R_TORN);
	if (d.abandoned)
		rec->state = LEASE_ABANDONED;
	else if (d.free || rec->ends <= r->now)
		rec->state = LEASE_FREE;
	else
		rec->state = LEASE_ACTIVE;
	return (o);
}

/* What the beginning of a record may look like when the rest is missing. */
static int
like_lease(const struct lease_reader *r)
{
	if (r->token == T_BAD)
		return (r->text[0] == '\0');
	return (r->token == T_WORD && r->textlen <= strlen("lease") &&
	    strncmp(r->text, "lease", r->textlen) == 0);
}

/* Anything that is not a lease.  R_TORN also says that the file has ended. */
static enum outcome
read_other(struct lease_reader *r)
{
	unsigned int	 line = r->tokline;
	size_t		 i;

	for (i = 0; r->token == T_WORD &&
	    i < sizeof(others) / sizeof(others[0]); i++)
		if (leasetok_is(r, others[i]))
			return (skip_statement(r));
	if (like_lease(r) && leasetok_last(r))
		return (R_TORN);
	skipped(r, line, "this is no lease, ignored");
	if (r->token != T_WORD)
		return (R_BAD);
	/* Left where it is: who knows what else it is part of. */
	return (skip_statement(r) == R_OK ? R_OK : R_BAD);
}

int
lease_read(struct lease_reader *r, struct lease_rec *rec)
{
	enum outcome	 o = R_OK;
	unsigned int	 line = 0;
	int		 is_lease;

	while (!r->torn && o != R_TORN && leasetok_get(r) != T_EOF) {
		r->good = r->tokoff;
		line = r->tokline;
		is_lease = r->token == T_RECORD || leasetok_is(r, "lease");
		o = is_lease ? read_record(r, rec) : read_other(r);
		if (is_lease && o == R_OK) {
			leasetok_end_line(r);
			r->good = r->off;
			r->nleases++;
			return (1);
		}
		if (o == R_BAD) {
			if (is_lease)
				skipped(r, line, "lease makes no sense, "
				    "ignored");
			resync(r);
		}
	}
	if (ferror(r->fp)) {
		if (errno == 0)
			errno = EIO;
		return (-1);
	}
	if (o == R_TORN) {
		r->torn = 1;
		r->warn("%s:%u: the last record is incomplete, dropped",
		    r->name, line);
	}
	return (0);
}
