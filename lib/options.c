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
 * The options of a received message.  The message is walked twice: the first
 * walk checks it and learns which options come in several pieces and how long
 * they are, the second one takes them.
 */

#include <sys/types.h>
#include <netinet/in.h>

#include <stddef.h>
#include <string.h>

#include "options.h"
#include "packet.h"

#define OVERLOAD_FILE	1
#define OVERLOAD_SNAME	2

struct piece {
	uint8_t		 code;
	uint8_t		 len;
	const uint8_t	*data;
};

/* What the first walk learns of each code. */
struct census {
	uint16_t	 total[256];	/* bytes */
	uint16_t	 pieces[256];
};

static int
next_piece(const uint8_t **p, const uint8_t *end, struct piece *piece)
{
	/* 1: a piece; 0: the end of the field; -1: it runs over the end. */
	while (*p < end && **p == DHO_PAD)
		(*p)++;
	if (*p == end || **p == DHO_END)
		return (0);
	if (end - *p < 2 || end - *p - 2 < (*p)[1])
		return (-1);
	piece->code = (*p)[0];
	piece->len = (*p)[1];
	piece->data = *p + 2;
	*p += 2 + piece->len;
	return (1);
}

/*
 * Option 52 says something about the field of the options proper only; in
 * file and sname it would be about itself.
 */
static int
count_field(struct census *c, const uint8_t *p, size_t len, int overloaded)
{
	const uint8_t	*end = p + len;
	struct piece	 piece;
	int		 r;

	while ((r = next_piece(&p, end, &piece)) == 1) {
		if (overloaded && piece.code == DHO_OVERLOAD)
			continue;
		c->total[piece.code] += piece.len;
		c->pieces[piece.code]++;
	}
	return (r);
}

/* The whole message was counted, so that neither it nor buf is overrun. */
static void
take_field(struct optset *set, const struct census *c, const uint8_t *p,
    size_t len, int overloaded)
{
	const uint8_t	*end = p + len;
	struct piece	 piece;
	uint8_t		*dst;

	while (next_piece(&p, end, &piece) == 1) {
		if (overloaded && piece.code == DHO_OVERLOAD)
			continue;
		if (c->pieces[piece.code] == 1) {
			set->opt[piece.code].data = piece.data;
			set->opt[piece.code].len = piece.len;
			continue;
		}
		if (set->opt[piece.code].data == NULL) {
			set->opt[piece.code].data = set->buf + set->buflen;
			set->buflen += c->total[piece.code];
		}
		dst = set->buf + (set->opt[piece.code].data - set->buf);
		memcpy(dst + set->opt[piece.code].len, piece.data, piece.len);
		set->opt[piece.code].len += piece.len;
	}
}

/* Which fields hold options, too; nothing for a value that has no meaning. */
static int
overload_value(const struct optset *set)
{
	uint8_t	 val;

	if (optset_get_u8(set, DHO_OVERLOAD, &val) == -1 ||
	    val > (OVERLOAD_FILE | OVERLOAD_SNAME))
		return (0);
	return (val);
}

int
optset_parse(struct optset *set, const uint8_t *msg, size_t len)
{
	const uint8_t	*opts = msg + DHCP_MIN_LEN;
	const uint8_t	*file = msg + offsetof(struct dhcp_fixed, file);
	const uint8_t	*sname = msg + offsetof(struct dhcp_fixed, sname);
	struct census	 c;
	int		 overload;

	memset(set->opt, 0, sizeof(set->opt));
	set->buflen = 0;
	if (len < DHCP_MIN_LEN || len > DHCP_PACKET_MAX)
		return (-1);
	len -= DHCP_MIN_LEN;

	memset(&c, 0, sizeof(c));
	if (count_field(&c, opts, len, 0) == -1)
		return (-1);
	take_field(set, &c, opts, len, 0);
	overload = overload_value(set);
	if (overload == 0)
		return (0);

	/* What comes in pieces may do so across fields: take all again. */
	if (((overload & OVERLOAD_FILE) &&
	    count_field(&c, file, DHCP_FILE_LEN, 1) == -1) ||
	    ((overload & OVERLOAD_SNAME) &&
	    count_field(&c, sname, DHCP_SNAME_LEN, 1) == -1)) {
		memset(set->opt, 0, sizeof(set->opt));
		return (-1);
	}
	memset(set->opt, 0, sizeof(set->opt));
	set->buflen = 0;
	take_field(set, &c, opts, len, 0);
	if (overload & OVERLOAD_FILE)
		take_field(set, &c, file, DHCP_FILE_LEN, 1);
	if (overload & OVERLOAD_SNAME)
		take_field(set, &c, sname, DHCP_SNAME_LEN, 1);
	return (0);
}

const uint8_t *
optset_get(const struct optset *set, uint8_t code, size_t *len)
{
	if (set->opt[code].data == NULL)
		return (NULL);
	*len = set->opt[code].len;
	return (set->opt[code].data);
}

static int
get_fixed(const struct optset *set, uint8_t code, void *val, size_t size)
{
	const uint8_t	*data;
	size_t		 len;

	if ((data = optset_get(set, code, &len)) == NULL || len != size)
		return (-1);
	memcpy(val, data, size);
	return (0);
}

int
optset_get_u8(const struct optset *set, uint8_t code, uint8_t *val)
{
	return (get_fixed(set, code, val, sizeof(*val)));
}

int
optset_get_u16(const struct optset *set, uint8_t code, uint16_t *val)
{
	uint16_t	 n;

	if (get_fixed(set, code, &n, sizeof(n)) == -1)
		return (-1);
	*val = ntohs(n);
	return (0);
}

int
optset_get_u32(const struct optset *set, uint8_t code, uint32_t *val)
{
	uint32_t	 n;

	if (get_fixed(set, code, &n, sizeof(n)) == -1)
		return (-1);
	*val = ntohl(n);
	return (0);
}

int
optset_get_addr(const struct optset *set, uint8_t code, struct in_addr *addr)
{
	return (get_fixed(set, code, addr, sizeof(*addr)));
}
