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
 * The options of a reply: in which order, in which field, and which not at
 * all.  First they are ordered, then each is given a place: without overload,
 * and if not all fits so, with it.  The better of the two is written.
 */

#include <sys/types.h>
#include <netinet/in.h>

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "options.h"
#include "packet.h"

#define PIECE_MAX	255	/* RFC 3396: what is longer is split */

enum place {
	PLACE_NONE,		/* left out */
	PLACE_OPTIONS,
	PLACE_FILE,
	PLACE_SNAME,
	PLACE_MAX
};

struct plan {
	uint8_t		 place[OPTBUILD_MAX];	/* by position in order */
	size_t		 room[PLACE_MAX];	/* bytes left, END excluded */
	unsigned int	 dropped;
	int		 failed;	/* what must be there does not fit */
	int		 overload;	/* value of option 52; 0: none */
};

/* The positions in opt[], as they are to be sent. */
struct order {
	uint8_t		 pos[OPTBUILD_MAX];
	unsigned int	 n;
	uint8_t		 done[256];	/* by code */
};

void
optbuild_init(struct optbuild *ob)
{
	ob->nopts = 0;
	memset(ob->index, 0, sizeof(ob->index));
}

/* The entry for a code, new or as it was; -1 if the code can't be added. */
static int
entry(struct optbuild *ob, uint8_t code)
{
	if (code == DHO_PAD || code == DHO_END || code == DHO_OVERLOAD)
		return (-1);
	if (ob->index[code] == 0) {
		ob->opt[ob->nopts].code = code;
		ob->index[code] = ++ob->nopts;
	}
	return (ob->index[code] - 1);
}

void
optbuild_add(struct optbuild *ob, uint8_t code, const void *data, size_t len,
    int must)
{
	int	 i;

	if ((i = entry(ob, code)) == -1)
		return;
	ob->opt[i].data = data;
	/* No message has room for that much: it will be left out, or fail. */
	ob->opt[i].len = len > UINT16_MAX ? UINT16_MAX : len;
	ob->opt[i].must = must != 0;
}

static void
add_value(struct optbuild *ob, uint8_t code, const void *val, size_t len,
    int must)
{
	int	 i;

	if ((i = entry(ob, code)) == -1)
		return;
	memcpy(ob->opt[i].val, val, len);
	ob->opt[i].data = ob->opt[i].val;
	ob->opt[i].len = len;
	ob->opt[i].must = must != 0;
}

void
optbuild_add_u8(struct optbuild *ob, uint8_t code, uint8_t val, int must)
{
	add_value(ob, code, &val, sizeof(val), must);
}

void
optbuild_add_u32(struct optbuild *ob, uint8_t code, uint32_t val, int must)
{
	val = htonl(val);
	add_value(ob, code, &val, sizeof(val), must);
}

void
optbuild_add_addr(struct optbuild *ob, uint8_t code, struct in_addr addr,
    int must)
{
	add_value(ob, code, &addr, sizeof(addr), must);
}

int
optbuild_has(const struct optbuild *ob, uint8_t code)
{
	return (ob->index[code] != 0);
}

static void
order_code(const struct optbuild *ob, struct order *order, uint8_t code)
{
	if (ob->index[code] == 0 || order->done[code])
		return;
	order->done[code] = 1;
	order->pos[order->n++] = ob->index[code] - 1;
}

static void
make_order(const struct optbuild *ob, struct order *order, const uint8_t *prl,
    size_t prllen)
{
	size_t		 i;
	unsigned int	 n;

	memset(order, 0, sizeof(*order));
	order_code(ob, order, DHO_MESSAGE_TYPE);
	order_code(ob, order, DHO_SERVER_IDENTIFIER);
	order_code(ob, order, DHO_LEASE_TIME);
	for (i = 0; i < prllen; i++) {
		if (prl[i] == DHO_RELAY_AGENT_INFO)
			continue;
		/* RFC 2132 3.3 */
		if (prl[i] == DHO_ROUTERS)
			order_code(ob, order, DHO_SUBNET_MASK);
		order_code(ob, order, prl[i]);
	}
	for (n = 0; n < ob->nopts; n++) {
		if (ob->opt[n].code == DHO_RELAY_AGENT_INFO)
			continue;
		if (ob->opt[n].code == DHO_ROUTERS)
			order_code(ob, order, DHO_SUBNET_MASK);
		order_code(ob, order, ob->opt[n].code);
	}
	order_code(ob, order, DHO_RELAY_AGENT_INFO);
}

/* Bytes of an option of len bytes on the wire; an empty one has a header. */
static size_t
wire_len(size_t len)
{
	size_t	 pieces = len == 0 ? 1 : (len + PIECE_MAX - 1) / PIECE_MAX;

	return (len + 2 * pieces);
}

/*
 * What a client, or the relay, has to find before it knows about overload
 * stays in the options proper.
 */
static int
may_overload(uint8_t code)
{
	return (code != DHO_MESSAGE_TYPE && code != DHO_SERVER_IDENTIFIER &&
	    code != DHO_RELAY_AGENT_INFO);
}

static enum place
find_place(const struct plan *plan, uint8_t code, size_t need)
{
	int	 place;

	if (plan->room[PLACE_OPTIONS] >= need)
		return (PLACE_OPTIONS);
	if (!may_overload(code))
		return (PLACE_NONE);
	for (place = PLACE_FILE; place < PLACE_MAX; place++)
		if (plan->room[place] >= need)
			return (place);
	return (PLACE_NONE);
}

/*
 * The subnet mask counts as much as the routers do: had they the first
 * choice, the mask could end up behind them.
 */
static int
is_must(const struct optbuild *ob, unsigned int pos)
{
	unsigned int	 routers = ob->index[DHO_ROUTERS];

	return (ob->opt[pos].must || (ob->opt[pos].code == DHO_SUBNET_MASK &&
	    routers != 0 && ob->opt[routers - 1].must));
}

/* Gives each option its place: first those that must be there. */
static void
make_plan(const struct optbuild *ob, const struct order *order,
    struct plan *plan)
{
	unsigned int	 i, pos;
	int		 must;
	size_t		 need;
	enum place	 place;

	for (must = 1; must >= 0; must--) {
		for (i = 0; i < order->n; i++) {
			pos = order->pos[i];
			if (is_must(ob, pos) != must)
				continue;
			need = wire_len(ob->opt[pos].len);
			place = find_place(plan, ob->opt[pos].code, need);
			plan->place[i] = place;
			if (place != PLACE_NONE)
				plan->room[place] -= need;
			else if (ob->opt[pos].must)
				plan->failed = 1;
			else
				plan->dropped++;
			if (place == PLACE_FILE)
				plan->overload |= 1;
			else if (place == PLACE_SNAME)
				plan->overload |= 2;
		}
	}
}

static int
is_zero(const uint8_t *p, size_t len)
{
	uint8_t	 any = 0;

	while (len-- > 0)
		any |= *p++;
	return (any == 0);
}

static void
choose_plan(const struct optbuild *ob, const struct order *order,
    const uint8_t *msg, size_t room, int overload, struct plan *plan)
{
	struct plan	 other;

	memset(plan, 0, sizeof(*plan));
	plan->room[PLACE_OPTIONS] = room;
	make_plan(ob, order, plan);
	if ((!plan->failed && plan->dropped == 0) || !overload || room < 3)
		return;

	/* Option 52 itself takes three bytes, END in each field one. */
	memset(&other, 0, sizeof(other));
	other.room[PLACE_OPTIONS] = room - 3;
	if (is_zero(msg + offsetof(struct dhcp_fixed, file), DHCP_FILE_LEN))
		other.room[PLACE_FILE] = DHCP_FILE_LEN - 1;
	if (is_zero(msg + offsetof(struct dhcp_fixed, sname), DHCP_SNAME_LEN))
		other.room[PLACE_SNAME] = DHCP_SNAME_LEN - 1;
	make_plan(ob, order, &other);
	if (other.overload != 0 && (other.failed < plan->failed ||
	    (other.failed == plan->failed && other.dropped < plan->dropped)))
		*plan = other;
}

static uint8_t *
write_option(uint8_t *p, uint8_t code, const uint8_t *data, size_t len)
{
	size_t	 piece, off = 0;

	do {
		piece = len - off > PIECE_MAX ? PIECE_MAX : len - off;
		*p++ = code;
		*p++ = piece;
		if (piece != 0)
			memcpy(p, data + off, piece);
		p += piece;
		off += piece;
	} while (off < len);
	return (p);
}

/* 53, 54 and 51 go first, then overload, before what it may be about. */
static int
before_overload(uint8_t code)
{
	return (code == DHO_MESSAGE_TYPE || code == DHO_SERVER_IDENTIFIER ||
	    code == DHO_LEASE_TIME);
}

/* Returns the end of what it wrote, END included. */
static uint8_t *
write_field(const struct optbuild *ob, const struct order *order,
    const struct plan *plan, enum place place, uint8_t *p)
{
	unsigned int	 i, pos;
	uint8_t		 overload = plan->overload;
	int		 said = place != PLACE_OPTIONS || overload == 0;

	for (i = 0; i < order->n; i++) {
		pos = order->pos[i];
		if (!said && !before_overload(ob->opt[pos].code)) {
			p = write_option(p, DHO_OVERLOAD, &overload, 1);
			said = 1;
		}
		if (plan->place[i] == place)
			p = write_option(p, ob->opt[pos].code,
			    ob->opt[pos].data, ob->opt[pos].len);
	}
	if (!said)
		p = write_option(p, DHO_OVERLOAD, &overload, 1);
	*p++ = DHO_END;
	return (p);
}

ssize_t
optbuild_finish(struct optbuild *ob, uint8_t *msg, size_t maxlen,
    const uint8_t *prl, size_t prllen, int overload, unsigned int *dropped)
{
	struct order	 order;
	struct plan	 plan;
	uint32_t	 cookie = htonl(DHCP_COOKIE);
	uint8_t		*p;
	size_t		 len;

	if (maxlen < DHCP_MIN_LEN + 1)
		return (-1);
	if (maxlen > UINT16_MAX)
		maxlen = UINT16_MAX;
	make_order(ob, &order, prl, prl == NULL ? 0 : prllen);
	choose_plan(ob, &order, msg, maxlen - DHCP_MIN_LEN - 1, overload,
	    &plan);
	if (plan.failed)
		return (-1);
	if (dropped != NULL)
		*dropped = plan.dropped;

	memcpy(msg + DHCP_FIXED_LEN, &cookie, sizeof(cookie));
	if (plan.overload & 1)
		(void)write_field(ob, &order, &plan, PLACE_FILE,
		    msg + offsetof(struct dhcp_fixed, file));
	if (plan.overload & 2)
		(void)write_field(ob, &order, &plan, PLACE_SNAME,
		    msg + offsetof(struct dhcp_fixed, sname));
	p = write_field(ob, &order, &plan, PLACE_OPTIONS, msg + DHCP_MIN_LEN);
	len = p - msg;
	if (len < BOOTP_MIN_LEN && len < maxlen) {
		maxlen = maxlen < BOOTP_MIN_LEN ? maxlen : BOOTP_MIN_LEN;
		memset(p, 0, maxlen - len);
		len = maxlen;
	}
	return ((ssize_t)len);
}
