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
 * What can be judged only when the whole configuration is known.  Everything
 * is sorted and then compared with its neighbours.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "parser.h"

/* Addresses from first to last, of the element number index. */
struct extent {
	uint32_t	 first;
	uint32_t	 last;
	uint32_t	 index;
};

/* Something that more than one host may have by mistake. */
struct claim {
	const void	*key;
	size_t		 len;
	uint32_t	 network;	/* where it matters; or CONF_NONE */
	uint32_t	 host;
	uint8_t		 type;		/* of hardware; 0: client identifier */
};

static void *
allocate(size_t n, size_t size)
{
	void	*p;

	if ((p = calloc(n == 0 ? 1 : n, size)) == NULL)
		fatal("calloc");
	return (p);
}

static int
compare_u32(uint32_t a, uint32_t b)
{
	return (a < b ? -1 : a > b);
}

static int
extent_compare(const void *a, const void *b)
{
	const struct extent	*x = a, *y = b;
	int			 cmp;

	if ((cmp = compare_u32(x->first, y->first)) == 0)
		cmp = compare_u32(x->index, y->index);
	return (cmp);
}

static int
claim_compare(const void *a, const void *b)
{
	const struct claim	*x = a, *y = b;
	int			 cmp;

	if ((cmp = compare_u32(x->type, y->type)) == 0 &&
	    (cmp = compare_u32((uint32_t)x->len, (uint32_t)y->len)) == 0 &&
	    (cmp = memcmp(x->key, y->key, x->len)) == 0 &&
	    (cmp = compare_u32(x->network, y->network)) == 0)
		cmp = compare_u32(x->host, y->host);
	return (cmp);
}

static int
claim_equal(const struct claim *x, const struct claim *y)
{
	return (x->type == y->type && x->len == y->len &&
	    x->network == y->network && memcmp(x->key, y->key, x->len) == 0);
}

/*
 * Calls clash() for extents that overlap, with the one that stands later in
 * the file first.
 */
static void
find_overlaps(struct parser *p, struct extent *extents, uint32_t n,
    void (*clash)(struct parser *, uint32_t, uint32_t))
{
	const struct extent	*reach = extents, *e;
	uint32_t		 i;

	qsort(extents, n, sizeof(*extents), extent_compare);
	for (i = 1; i < n; i++) {
		e = &extents[i];
		if (e->first <= reach->last) {
			if (e->index > reach->index)
				clash(p, e->index, reach->index);
			else
				clash(p, reach->index, e->index);
		}
		if (e->last > reach->last)
			reach = e;
	}
}

static void
subnets_clash(struct parser *p, uint32_t later, uint32_t former)
{
	const struct conf_subnet	*a = &p->conf->subnets[later];
	const struct conf_subnet	*b = &p->conf->subnets[former];
	const struct lex_place		*place = &p->subnets[former];

	if (a->net.s_addr == b->net.s_addr && a->mask.s_addr == b->mask.s_addr)
		error_at(p, &p->subnets[later], "subnet %s/%d is declared "
		    "already at %s", show_addr(ntohl(a->net.s_addr)),
		    mask_length(a->mask), show_place(p, place));
	else
		error_at(p, &p->subnets[later], "subnet %s/%d overlaps "
		    "%s/%d at %s", show_addr(ntohl(a->net.s_addr)),
		    mask_length(a->mask), show_addr(ntohl(b->net.s_addr)),
		    mask_length(b->mask), show_place(p, place));
}

static void
ranges_clash(struct parser *p, uint32_t later, uint32_t former)
{
	const struct conf_range	*a = &p->conf->ranges[later];
	const struct conf_range	*b = &p->conf->ranges[former];
	const struct lex_place	*place = &p->ranges[former];

	error_at(p, &p->ranges[later],
	    "the range %s to %s overlaps %s to %s at %s",
	    show_addr(a->low), show_addr(a->high), show_addr(b->low),
	    show_addr(b->high), show_place(p, place));
}

/* OpenBSD's dhcpd refuses it, too: nobody would be served there. */
static void
check_empty_shared(struct parser *p)
{
	const struct conf	*conf = p->conf;
	uint8_t			*used = allocate(conf->nshared, 1);
	uint32_t		 i;

	for (i = 0; i < conf->nsubnets; i++) {
		if (conf->subnets[i].shared != CONF_NONE)
			used[conf->subnets[i].shared] = 1;
	}
	for (i = 0; i < conf->nshared; i++) {
		if (!used[i])
			error_at(p,
			    &p->scopes[conf->shared[i].scope].declared,
			    "shared-network %s has no subnet", lex_show(
			    conf->shared[i].name,
			    strlen(conf->shared[i].name)));
	}
	free(used);
}

void
check_errors(struct parser *p)
{
	const struct conf	*conf = p->conf;
	struct extent		*extents;
	uint32_t		 i;

	extents = allocate(conf->nsubnets, sizeof(*extents));
	for (i = 0; i < conf->nsubnets; i++) {
		extents[i].first = ntohl(conf->subnets[i].net.s_addr);
		extents[i].last = extents[i].first |
		    ~ntohl(conf->subnets[i].mask.s_addr);
		extents[i].index = i;
	}
	find_overlaps(p, extents, conf->nsubnets, subnets_clash);
	free(extents);

	extents = allocate(conf->nranges, sizeof(*extents));
	for (i = 0; i < conf->nranges; i++) {
		extents[i].first = conf->ranges[i].low;
		extents[i].last = conf->ranges[i].high;
		extents[i].index = i;
	}
	find_overlaps(p, extents, conf->nranges, ranges_clash);
	free(extents);

	/* Its subnets may just have been wrong. */
	if (p->errors == 0)
		check_empty_shared(p);
}

/*
 * Warnings
 */

static const struct lex_place *
host_place(const struct parser *p, uint32_t host)
{
	return (&p->scopes[p->conf->hosts[host].scope].declared);
}

static const char *
show_host(const struct parser *p, uint32_t host)
{
	const char	*name = p->conf->hosts[host].name;

	return (lex_show(name, strlen(name)));
}

/* Calls clash() with the later host first. */
static void
find_claims(struct parser *p, struct claim *claims, size_t n,
    void (*clash)(struct parser *, const struct claim *, uint32_t))
{
	size_t	i;

	qsort(claims, n, sizeof(*claims), claim_compare);
	for (i = 1; i < n; i++) {
		if (claims[i].host != claims[i - 1].host &&
		    claim_equal(&claims[i], &claims[i - 1]))
			clash(p, &claims[i], claims[i - 1].host);
	}
}

static void
names_clash(struct parser *p, const struct claim *claim, uint32_t former)
{
	const struct lex_place	*place = host_place(p, former);

	warn_at(p, host_place(p, claim->host),
	    "host %s is declared already at %s",
	    show_host(p, claim->host), show_place(p, place));
}

static void
addresses_clash(struct parser *p, const struct claim *claim, uint32_t former)
{
	const struct lex_place	*place = host_place(p, former);
	struct in_addr		 addr;

	memcpy(&addr, claim->key, sizeof(addr));
	warn_at(p, host_place(p, claim->host), "host %s has the same "
	    "fixed-address %s as host %s at %s",
	    show_host(p, claim->host), show_addr(ntohl(addr.s_addr)),
	    show_host(p, former), show_place(p, place));
}

static void
clients_clash(struct parser *p, const struct claim *claim, uint32_t former)
{
	const struct lex_place	*place = host_place(p, former);

	warn_at(p, host_place(p, claim->host), "host %s is the same client "
	    "as host %s at %s: they have the same %s, and nothing tells "
	    "which one is meant", show_host(p, claim->host),
	    show_host(p, former), show_place(p, place),
	    claim->type == 0 ? "client identifier" : "hardware address");
}

static void
check_names(struct parser *p)
{
	const struct conf	*conf = p->conf;
	struct claim		*claims;
	uint32_t		 i;

	claims = allocate(conf->nhosts, sizeof(*claims));
	for (i = 0; i < conf->nhosts; i++) {
		claims[i].key = conf->hosts[i].name;
		claims[i].len = strlen(conf->hosts[i].name);
		claims[i].host = i;
	}
	find_claims(p, claims, conf->nhosts, names_clash);
	free(claims);
}

/* Where a fixed-address is: its shared-network, else its subnet. */
static uint32_t
network_of(const struct conf *conf, struct in_addr addr)
{
	uint32_t	subnet;

	subnet = conf_find_subnet(conf, ntohl(addr.s_addr));
	if (subnet == CONF_NONE)
		return (CONF_NONE);
	if (conf->subnets[subnet].shared != CONF_NONE)
		return (CONF_SUBNETS_MAX + conf->subnets[subnet].shared);
	return (subnet);
}

static void
check_fixed_addresses(struct parser *p, size_t naddrs)
{
	const struct conf	*conf = p->conf;
	const struct conf_host	*host;
	struct claim		*claims;
	size_t			 n = 0;
	uint32_t		 i, j;

	claims = allocate(naddrs, sizeof(*claims));
	for (i = 0; i < conf->nhosts; i++) {
		host = &conf->hosts[i];
		for (j = 0; j < host->naddrs; j++) {
			claims[n].key = &host->addrs[j];
			claims[n].len = sizeof(host->addrs[j]);
			claims[n++].host = i;
			if (network_of(conf, host->addrs[j]) == CONF_NONE)
				warn_at(p, host_place(p, i), "fixed-address "
				    "%s of host %s is in no subnet",
				    show_addr(ntohl(host->addrs[j].s_addr)),
				    show_host(p, i));
		}
	}
	find_claims(p, claims, n, addresses_clash);
	free(claims);
}

/* Claims of a host for one network; returns how many that makes. */
static size_t
claim_client(struct claim *claims, const struct conf *conf, uint32_t i,
    uint32_t network)
{
	const struct conf_host	*host = &conf->hosts[i];
	size_t			 n = 0;

	if (host->htype != 0) {
		claims[n].key = host->hwaddr;
		claims[n].len = host->hlen;
		claims[n].type = host->htype;
		claims[n].network = network;
		claims[n++].host = i;
	}
	if (host->uidlen != 0) {
		claims[n].key = host->uid;
		claims[n].len = host->uidlen;
		claims[n].type = 0;
		claims[n].network = network;
		claims[n++].host = i;
	}
	return (n);
}

/*
 * A client may well have several declarations, for different networks; but
 * not two for the same one, or two without fixed-address.
 */
static void
check_clients(struct parser *p, size_t naddrs)
{
	const struct conf	*conf = p->conf;
	const struct conf_host	*host;
	struct claim		*claims;
	size_t			 n = 0;
	uint32_t		 i, j, network;

	claims = allocate((naddrs + conf->nhosts) * 2, sizeof(*claims));
	for (i = 0; i < conf->nhosts; i++) {
		host = &conf->hosts[i];
		if (host->naddrs == 0)
			n += claim_client(&claims[n], conf, i, CONF_NONE);
		for (j = 0; j < host->naddrs; j++) {
			network = network_of(conf, host->addrs[j]);
			if (network != CONF_NONE)
				n += claim_client(&claims[n], conf, i,
				    network);
		}
	}
	find_claims(p, claims, n, clients_clash);
	free(claims);
}

/* The scope that a parameter of this one comes from, itself or around it. */
static uint32_t
scope_with(const struct conf *conf, uint32_t scope, enum param param)
{
	while (scope != CONF_NONE &&
	    (conf->scopes[scope].params.set & PARAM_BIT(param)) == 0)
		scope = conf->scopes[scope].parent;
	return (scope);
}

static uint32_t
time_of(const struct conf *conf, uint32_t scope, enum lease_time which)
{
	const struct conf_params	*params = &conf->scopes[scope].params;

	switch (which) {
	case TIME_DEFAULT:
		return (params->default_lease_time);
	case TIME_MAX:
		return (params->max_lease_time);
	default:
		return (params->min_lease_time);
	}
}

/* Is a lease time that shall be the shorter one longer than the other? */
static void
check_lease_time(struct parser *p, uint32_t scope, enum lease_time shorter,
    enum lease_time longer)
{
	static const enum param	 params[TIMES] = { PARAM_DEFAULT_LEASE_TIME,
	    PARAM_MAX_LEASE_TIME, PARAM_MIN_LEASE_TIME };
	static const char	*names[TIMES] = { "default-lease-time",
	    "max-lease-time", "min-lease-time" };
	const struct lex_place	*here, *there;
	uint32_t		 s, l;

	s = scope_with(p->conf, scope, params[shorter]);
	l = scope_with(p->conf, scope, params[longer]);
	if ((s != scope && l != scope) || s == CONF_NONE || l == CONF_NONE ||
	    time_of(p->conf, s, shorter) <= time_of(p->conf, l, longer))
		return;
	here = &p->scopes[s].time[shorter];
	there = &p->scopes[l].time[longer];
	if (s == scope)
		warn_at(p, here, "%s %u is longer than %s %u at %s",
		    names[shorter], time_of(p->conf, s, shorter),
		    names[longer], time_of(p->conf, l, longer),
		    show_place(p, there));
	else
		warn_at(p, there, "%s %u is shorter than %s %u at %s",
		    names[longer], time_of(p->conf, l, longer),
		    names[shorter], time_of(p->conf, s, shorter),
		    show_place(p, here));
}

void
check_warnings(struct parser *p)
{
	size_t		naddrs = 0;
	uint32_t	i;

	for (i = 0; i < p->conf->nscopes; i++) {
		check_lease_time(p, i, TIME_DEFAULT, TIME_MAX);
		check_lease_time(p, i, TIME_MIN, TIME_MAX);
	}
	for (i = 0; i < p->conf->nhosts; i++)
		naddrs += p->conf->hosts[i].naddrs;
	check_names(p);
	check_fixed_addresses(p, naddrs);
	check_clients(p, naddrs);
}
