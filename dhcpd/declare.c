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
 * Declarations of dhcpd.conf(5): what stands where, and is put together.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "msg.h"
#include "packet.h"
#include "parser.h"

uint32_t
current_scope(const struct parser *p)
{
	return (p->stack[p->depth].scope);
}

/* Is a block of that kind open around here? */
int
within(const struct parser *p, enum scope_kind kind)
{
	unsigned int	i;

	for (i = 0; i <= p->depth; i++) {
		if (p->stack[i].kind == kind)
			return (1);
	}
	return (0);
}

static const char *
kind_name(enum scope_kind kind)
{
	switch (kind) {
	case SCOPE_SHARED:
		return ("shared-network");
	case SCOPE_SUBNET:
		return ("subnet");
	case SCOPE_GROUP:
		return ("group");
	case SCOPE_HOST:
		return ("host");
	default:
		return ("file");
	}
}

static void
check_within(struct parser *p, enum scope_kind kind, enum scope_kind around)
{
	if (within(p, around))
		word_error(p, 0, "a %s cannot stand in a %s",
		    kind_name(kind), kind_name(around));
}

/*
 * Too many of something make an error, and then nothing comes of the
 * configuration: the arrays need not be guarded elsewhere.
 */
static void
check_count(struct parser *p, uint32_t n, uint32_t max, const char *what)
{
	if (n == max)
		word_error(p, 0, "more than %u %s", max, what);
}

static struct frame *
open_scope(struct parser *p, enum scope_kind kind)
{
	struct frame	*frame = &p->stack[p->depth + 1];
	uint32_t	 scope;

	check_count(p, p->conf->nscopes, CONF_SCOPES_MAX, "declarations");
	scope = conf_add_scope(p->conf, kind, current_scope(p));
	p->scopes = conf_grow(p->scopes, scope, sizeof(*p->scopes));
	memset(&p->scopes[scope], 0, sizeof(p->scopes[scope]));
	p->scopes[scope].declared = word_place(p, 0);
	*frame = p->stack[p->depth];
	frame->kind = kind;
	frame->scope = scope;
	p->depth++;
	return (frame);
}

/* A name that can be shown, and sent to a client. */
static int
check_name(struct parser *p, uint32_t word)
{
	const char	*s = lex_text(&p->lex, word);
	uint32_t	 i, len = p->lex.words[word].len;

	if (len == 0 || len > CONF_NAME_MAX) {
		word_error(p, word, "a name has 1 to %d bytes, not %u",
		    CONF_NAME_MAX, len);
		return (-1);
	}
	for (i = 0; i < len; i++) {
		if ((unsigned char)s[i] < ' ' || (unsigned char)s[i] >= 0x7f) {
			word_error(p, word, "the name %s has characters that "
			    "are not ASCII text", show_word(p, word));
			return (-1);
		}
	}
	return (0);
}

void
declare_shared(struct parser *p, uint32_t name)
{
	struct frame	*frame;

	check_within(p, SCOPE_SHARED, SCOPE_HOST);
	check_within(p, SCOPE_SHARED, SCOPE_SUBNET);
	check_within(p, SCOPE_SHARED, SCOPE_SHARED);
	check_count(p, p->conf->nshared, CONF_SUBNETS_MAX, "shared-networks");
	frame = open_scope(p, SCOPE_SHARED);
	if (check_name(p, name) == -1)
		return;
	frame->shared = conf_add_shared(p->conf, frame->scope,
	    lex_text(&p->lex, name));
}

static int
parse_subnet(struct parser *p, uint32_t net, uint32_t mask,
    struct conf_subnet *subnet)
{
	uint32_t	wild;

	if (value_addr(p, net, &subnet->net) == -1 ||
	    value_addr(p, mask, &subnet->mask) == -1)
		return (-1);
	wild = ~ntohl(subnet->mask.s_addr);
	if ((wild & (wild + 1)) != 0) {
		word_error(p, mask, "netmask %s is not contiguous",
		    lex_text(&p->lex, mask));
		return (-1);
	}
	if ((subnet->net.s_addr & ~subnet->mask.s_addr) != 0) {
		word_error(p, net, "%s is not the number of a subnet with "
		    "netmask %s, that is %s",
		    show_addr(ntohl(subnet->net.s_addr)),
		    show_addr(ntohl(subnet->mask.s_addr)),
		    show_addr(ntohl(subnet->net.s_addr) & ~wild));
		return (-1);
	}
	return (0);
}

void
declare_subnet(struct parser *p, uint32_t net, uint32_t mask)
{
	struct conf_subnet	 subnet;
	struct frame		*frame;

	check_within(p, SCOPE_SUBNET, SCOPE_HOST);
	check_within(p, SCOPE_SUBNET, SCOPE_SUBNET);
	check_count(p, p->conf->nsubnets, CONF_SUBNETS_MAX, "subnets");
	frame = open_scope(p, SCOPE_SUBNET);
	frame->subnet = CONF_NONE;
	if (parse_subnet(p, net, mask, &subnet) == -1)
		return;
	subnet.scope = frame->scope;
	subnet.shared = frame->shared;
	frame->subnet = conf_add_subnet(p->conf, &subnet);
	p->subnets = conf_grow(p->subnets, frame->subnet,
	    sizeof(*p->subnets));
	p->subnets[frame->subnet] = word_place(p, 0);
}

void
declare_group(struct parser *p)
{
	check_within(p, SCOPE_GROUP, SCOPE_HOST);
	open_scope(p, SCOPE_GROUP);
}

void
declare_host(struct parser *p, uint32_t name)
{
	check_within(p, SCOPE_HOST, SCOPE_HOST);
	check_count(p, p->conf->nhosts, CONF_HOSTS_MAX, "hosts");
	open_scope(p, SCOPE_HOST);
	memset(&p->host, 0, sizeof(p->host));
	if (check_name(p, name) == -1)
		return;
	strlcpy(p->hostname, lex_text(&p->lex, name), sizeof(p->hostname));
}

void
declare_end(struct parser *p)
{
	struct frame	*frame = &p->stack[p->depth];

	if (frame->kind == SCOPE_HOST) {
		p->host.scope = frame->scope;
		p->host.name = p->hostname;
		p->host.uid = p->uid;
		p->host.addrs = p->addrs;
		conf_add_host(p->conf, &p->host);
	}
	p->depth--;
}

void
declare_range(struct parser *p, int flags, uint32_t low, uint32_t high)
{
	const struct frame		*frame = &p->stack[p->depth];
	const struct conf_subnet	*subnet;
	const struct lex_place		*place;
	struct conf_range		 range;
	struct in_addr			 first, last;
	uint32_t			 i;

	if (frame->kind != SCOPE_SUBNET) {
		word_error(p, 0, "a range must stand in a subnet");
		return;
	}
	if (value_addr(p, low, &first) == -1 ||
	    value_addr(p, high, &last) == -1 || frame->subnet == CONF_NONE)
		return;
	range.subnet = frame->subnet;
	range.low = ntohl(first.s_addr);
	range.high = ntohl(last.s_addr);
	range.flags = (uint32_t)flags;
	if (range.low > range.high) {
		word_error(p, low, "the range ends at %s, before it begins "
		    "at %s", show_addr(range.high), show_addr(range.low));
		return;
	}
	subnet = &p->conf->subnets[range.subnet];
	if (((first.s_addr ^ subnet->net.s_addr) & subnet->mask.s_addr) != 0 ||
	    ((last.s_addr ^ subnet->net.s_addr) & subnet->mask.s_addr) != 0) {
		place = &p->subnets[range.subnet];
		word_error(p, low, "the range %s to %s is not inside its "
		    "subnet %s/%d at %s", show_addr(range.low),
		    show_addr(range.high),
		    show_addr(ntohl(subnet->net.s_addr)),
		    mask_length(subnet->mask), show_place(p, place));
		return;
	}
	check_count(p, p->conf->nranges, CONF_RANGES_MAX, "ranges");
	i = conf_add_range(p->conf, &range);
	p->ranges = conf_grow(p->ranges, i, sizeof(*p->ranges));
	p->ranges[i] = word_place(p, low);
}

/* Where a statement makes sense only in a host. */
static int
in_host(struct parser *p)
{
	if (p->stack[p->depth].kind == SCOPE_HOST)
		return (1);
	word_error(p, 0, "%s must stand in a host", show_word(p, 0));
	return (0);
}

/*
 * The length is not held against the type: there are clients with odd
 * hardware addresses.
 */
void
declare_hardware(struct parser *p, int htype, uint32_t addr)
{
	size_t	len;

	if (!in_host(p))
		return;
	if (p->host.htype != 0)
		word_warn(p, 0, "the host has a hardware address already, "
		    "this one replaces it");
	memset(p->host.hwaddr, 0, sizeof(p->host.hwaddr));
	if (value_hex(p, addr, 0, p->host.hwaddr, sizeof(p->host.hwaddr),
	    &len) == -1)
		return;
	p->host.htype = (uint8_t)htype;
	p->host.hlen = (uint8_t)len;
}

/* Values from that word on are a list, with a comma between each two. */
static int
is_list(struct parser *p, uint32_t first)
{
	uint32_t	i;

	for (i = first + 1; i < p->lex.nwords; i++) {
		if (!p->lex.words[i].comma) {
			word_error(p, i, "',' is missing before %s",
			    show_word(p, i));
			return (0);
		}
	}
	return (1);
}

void
declare_fixed_address(struct parser *p)
{
	struct in_addr	addrs[RESOLVED_MAX];
	uint32_t	i, j, n;

	if (!in_host(p))
		return;
	if (p->host.naddrs != 0)
		word_warn(p, 0, "the host has a fixed-address already, this "
		    "one replaces it");
	p->host.naddrs = 0;
	if (!is_list(p, 1))
		return;
	for (i = 1; i < p->lex.nwords; i++) {
		if (value_addrs(p, i, addrs, RESOLVED_MAX, &n) == -1)
			continue;
		for (j = 0; j < n; j++) {
			if (p->host.naddrs == CONF_HOST_ADDRS) {
				word_error(p, i, "more than %d addresses",
				    CONF_HOST_ADDRS);
				return;
			}
			p->addrs[p->host.naddrs++] = addrs[j];
		}
	}
}

static void
add_listen(struct parser *p, uint32_t word, struct in_addr addr)
{
	struct conf	*conf = p->conf;
	uint32_t	 i;

	for (i = 0; i < conf->nlisten; i++) {
		if (conf->listen[i].s_addr != addr.s_addr)
			continue;
		word_warn(p, word, "\"listen on %s\" is there already",
		    addr.s_addr == INADDR_ANY ? "any" :
		    show_addr(ntohl(addr.s_addr)));
		return;
	}
	if (conf->nlisten == CONF_LISTEN_MAX)
		word_error(p, word, "more than %d addresses to listen on",
		    CONF_LISTEN_MAX);
	else
		conf_add_listen(conf, addr);
}

void
declare_listen(struct parser *p)
{
	const struct in_addr	any = { .s_addr = INADDR_ANY };
	struct in_addr		addrs[RESOLVED_MAX];
	uint32_t		i, j, n;

	if (p->depth != 0) {
		word_error(p, 0, "\"listen on\" stands outside of all "
		    "declarations");
		return;
	}
	if (!is_list(p, 2))
		return;
	for (i = 2; i < p->lex.nwords; i++) {
		if (!p->lex.words[i].quoted &&
		    strcasecmp(lex_text(&p->lex, i), "any") == 0) {
			add_listen(p, i, any);
			continue;
		}
		if (value_addrs(p, i, addrs, RESOLVED_MAX, &n) == -1)
			continue;
		for (j = 0; j < n; j++)
			if (server_addr(p, i, addrs[j]))
				add_listen(p, i, addrs[j]);
	}
}
