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
 * Lease records on the way out: into imsgs, and as text of dhcpd.leases(5).
 */

#include <sys/types.h>
#include <sys/queue.h>
#include <netinet/in.h>

#include <errno.h>
#include <imsg.h>
#include <stdint.h>
#include <string.h>

#include "lease.h"

/*
 * A record in an imsg; uid, the names without NUL, circuit and remote id
 * follow.
 */
struct lease_wire {
	int64_t		 starts;
	int64_t		 ends;
	struct in_addr	 addr;
	struct in_addr	 relay;
	uint8_t		 state;
	uint8_t		 flags;
	uint8_t		 htype;
	uint8_t		 hlen;
	uint8_t		 chaddr[DHCP_CHADDR_LEN];
	uint8_t		 uidlen;
	uint8_t		 client_hostname_len;
	uint8_t		 hostname_len;
	uint8_t		 circuitlen;
	uint8_t		 remotelen;
	uint8_t		 unused[7];
};

int
lease_rec_add(struct ibuf *buf, const struct lease_rec *rec)
{
	struct lease_wire	 w;

	memset(&w, 0, sizeof(w));
	w.starts = rec->starts;
	w.ends = rec->ends;
	w.addr = rec->addr;
	w.state = rec->state;
	w.flags = rec->flags;
	w.htype = rec->htype;
	w.hlen = rec->hlen;
	w.relay = rec->relay;
	w.circuitlen = rec->circuitlen;
	w.remotelen = rec->remotelen;
	if (w.hlen > sizeof(w.chaddr) || w.circuitlen > LEASE_AGENT_MAX ||
	    w.remotelen > LEASE_AGENT_MAX) {
		errno = EINVAL;
		return (-1);
	}
	memcpy(w.chaddr, rec->chaddr, w.hlen);
	w.uidlen = rec->uidlen;
	w.client_hostname_len = strnlen(rec->client_hostname, LEASE_NAME_MAX);
	w.hostname_len = strnlen(rec->hostname, LEASE_NAME_MAX);
	if (ibuf_add(buf, &w, sizeof(w)) == -1 ||
	    ibuf_add(buf, rec->uid, w.uidlen) == -1 ||
	    ibuf_add(buf, rec->client_hostname, w.client_hostname_len) == -1 ||
	    ibuf_add(buf, rec->hostname, w.hostname_len) == -1 ||
	    ibuf_add(buf, rec->circuit, w.circuitlen) == -1 ||
	    ibuf_add(buf, rec->remote, w.remotelen) == -1)
		return (-1);
	return (0);
}

static int
get_name(struct ibuf *buf, char *name, size_t len)
{
	if (ibuf_get(buf, name, len) == -1)
		return (-1);
	name[len] = '\0';
	if (memchr(name, '\0', len) != NULL) {
		errno = EINVAL;
		return (-1);
	}
	return (0);
}

static int
valid_time(int64_t t)
{
	return (t >= 0 && t <= LEASE_TIME_MAX);
}

int
lease_rec_get(struct ibuf *buf, struct lease_rec *rec)
{
	static const uint8_t	 zero[sizeof(((struct lease_wire *)0)->unused)];
	struct lease_wire	 w;

	if (ibuf_get(buf, &w, sizeof(w)) == -1)
		return (-1);
	if (w.state > LEASE_OFFERED || (w.flags & ~LEASE_F_BOOTP) != 0 ||
	    w.hlen > sizeof(w.chaddr) || w.circuitlen > LEASE_AGENT_MAX ||
	    w.remotelen > LEASE_AGENT_MAX ||
	    memcmp(w.unused, zero, sizeof(zero)) != 0 ||
	    !valid_time(w.starts) ||
	    (w.ends != LEASE_FOREVER && !valid_time(w.ends))) {
		errno = EINVAL;
		return (-1);
	}
	memset(rec, 0, sizeof(*rec));
	rec->starts = w.starts;
	rec->ends = w.ends;
	rec->addr = w.addr;
	rec->state = w.state;
	rec->flags = w.flags;
	rec->htype = w.htype;
	rec->hlen = w.hlen;
	memcpy(rec->chaddr, w.chaddr, w.hlen);
	rec->uidlen = w.uidlen;
	rec->relay = w.relay;
	rec->circuitlen = w.circuitlen;
	rec->remotelen = w.remotelen;
	if (ibuf_get(buf, rec->uid, w.uidlen) == -1 ||
	    get_name(buf, rec->client_hostname, w.client_hostname_len) == -1 ||
	    get_name(buf, rec->hostname, w.hostname_len) == -1 ||
	    ibuf_get(buf, rec->circuit, w.circuitlen) == -1 ||
	    ibuf_get(buf, rec->remote, w.remotelen) == -1)
		return (-1);
	return (0);
}

struct text {
	char	*buf;
	size_t	 size;
	size_t	 len;
};

/* len goes on counting when the buffer is full. */
static void
put_char(struct text *t, int c)
{
	if (t->len < t->size)
		t->buf[t->len] = (char)c;
	t->len++;
}

static void
put(struct text *t, const char *s)
{
	while (*s != '\0')
		put_char(t, *s++);
}

/* At least width digits. */
static void
put_number(struct text *t, uint64_t n, int width)
{
	char	 digits[20];
	int	 i = 0;

	do {
		digits[i++] = (char)('0' + n % 10);
		n /= 10;
	} while (n != 0 || i < width);
	while (i > 0)
		put_char(t, digits[--i]);
}

static void
put_hex(struct text *t, const uint8_t *data, size_t len)
{
	static const char	 hex[] = "0123456789abcdef";
	size_t			 i;

	for (i = 0; i < len; i++) {
		if (i != 0)
			put_char(t, ':');
		put_char(t, hex[data[i] >> 4]);
		put_char(t, hex[data[i] & 0xf]);
	}
}

/*
 * The calendar without the C library: no time zone, and no year where it
 * ends.  The years are counted from March, so that the leap day is the last,
 * in eras of 400 years, which are 146097 days.
 */
static void
put_date(struct text *t, const char *keyword, int64_t when)
{
	uint64_t	 days, era, doe, yoe, doy, month, year, secs;

	if (when < 0)
		when = 0;
	else if (when > LEASE_TIME_MAX)
		when = LEASE_TIME_MAX + 1;
	days = when / 86400;
	secs = when % 86400;
	put_char(t, '\t');
	put(t, keyword);
	put_char(t, ' ');
	put_number(t, (days + 4) % 7, 1);	/* 1970 began on a Thursday */

	days += 719468;		/* since March 1, year 0 */
	era = days / 146097;
	doe = days % 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	month = (5 * doy + 2) / 153;
	year = era * 400 + yoe + (month >= 10);

	put_char(t, ' ');
	put_number(t, year, 4);
	put_char(t, '/');
	put_number(t, month < 10 ? month + 3 : month - 9, 2);
	put_char(t, '/');
	put_number(t, doy - (153 * month + 2) / 5 + 1, 2);
	put_char(t, ' ');
	put_number(t, secs / 3600, 2);
	put_char(t, ':');
	put_number(t, secs / 60 % 60, 2);
	put_char(t, ':');
	put_number(t, secs % 60, 2);
	put(t, " UTC;\n");
}

static void
put_hardware(struct text *t, const struct lease_rec *rec)
{
	put(t, "\thardware ");
	switch (rec->htype) {
	case HTYPE_ETHER:
		put(t, "ethernet");
		break;
	case HTYPE_IEEE802:
		put(t, "token-ring");
		break;
	case HTYPE_FDDI:
		put(t, "fddi");
		break;
	case HTYPE_IPSEC_TUNNEL:
		put(t, "ipsec-tunnel");
		break;
	default:
		put(t, "unknown-");
		put_number(t, rec->htype, 1);
		break;
	}
	put_char(t, ' ');
	put_hex(t, rec->chaddr, rec->hlen);
	put(t, ";\n");
}

/*
 * Printable text is what every server reads alike; the rest is octal, as
 * ISC's writes it.
 */
static void
put_name(struct text *t, const char *keyword, const char *name)
{
	uint8_t	 c;

	if (name[0] == '\0')
		return;
	put_char(t, '\t');
	put(t, keyword);
	put(t, " \"");
	for (; (c = *name) != '\0'; name++) {
		if (c == '"' || c == '\\') {
			put_char(t, '\\');
			put_char(t, c);
		} else if (c >= ' ' && c < 0x7f)
			put_char(t, c);
		else {
			put_char(t, '\\');
			put_char(t, '0' + (c >> 6));
			put_char(t, '0' + (c >> 3 & 7));
			put_char(t, '0' + (c & 7));
		}
	}
	put(t, "\";\n");
}

static void
put_address(struct text *t, struct in_addr addr)
{
	const uint8_t	*a = (const uint8_t *)&addr;
	int		 i;

	for (i = 0; i < 4; i++) {
		if (i > 0)
			put_char(t, '.');
		put_number(t, a[i], 1);
	}
}

/* As text where it is printable: what relays send mostly is. */
static void
put_agent(struct text *t, const char *keyword, const uint8_t *data,
    size_t len)
{
	size_t	 i;

	if (len == 0)
		return;
	put(t, "\t" LEASE_COMMENT " option agent.");
	put(t, keyword);
	put_char(t, ' ');
	for (i = 0; i < len && data[i] >= ' ' && data[i] < 0x7f; i++)
		;
	if (i < len)
		put_hex(t, data, len);
	else {
		put_char(t, '"');
		for (i = 0; i < len; i++) {
			if (data[i] == '"' || data[i] == '\\')
				put_char(t, '\\');
			put_char(t, data[i]);
		}
		put_char(t, '"');
	}
	put(t, ";\n");
}

static void
put_relay(struct text *t, const struct lease_rec *rec)
{
	if (rec->relay.s_addr != INADDR_ANY) {
		put(t, "\t" LEASE_COMMENT " relay ");
		put_address(t, rec->relay);
		put(t, ";\n");
	}
	put_agent(t, "circuit-id", rec->circuit, rec->circuitlen);
	put_agent(t, "remote-id", rec->remote, rec->remotelen);
}

int
lease_print(const struct lease_rec *rec, char *buf, size_t size)
{
	struct text	 t = { buf, size, 0 };

	put(&t, "lease ");
	put_address(&t, rec->addr);
	put(&t, " {\n");
	put_date(&t, "starts", rec->starts);
	put_date(&t, "ends", rec->ends);
	if (rec->hlen > 0 && rec->hlen <= sizeof(rec->chaddr))
		put_hardware(&t, rec);
	if (rec->uidlen > 0) {
		put(&t, "\tuid ");
		put_hex(&t, rec->uid, rec->uidlen);
		put(&t, ";\n");
	}
	if (rec->flags & LEASE_F_BOOTP)
		put(&t, "\tdynamic-bootp;\n");
	if (rec->state == LEASE_ABANDONED)
		put(&t, "\tabandoned;\n");
	else if (rec->state == LEASE_FREE)
		put(&t, "\tclass free;\n");
	put_name(&t, "client-hostname", rec->client_hostname);
	put_name(&t, "hostname", rec->hostname);
	put_relay(&t, rec);
	put(&t, "}\n");

	if (t.len >= size)
		return (-1);
	buf[t.len] = '\0';
	return ((int)t.len);
}
