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
 * The configuration in force, and for each subnet what holds in it: merged
 * once, when the configuration comes.  A host's own scopes are looked at
 * per packet, there are few.
 */
#include <sys/types.h>

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "bits.h"
#include "confindex.h"
#include "hosts.h"
#include "log.h"
#include "network.h"
#include "pool.h"

#define CODES		256
#define WORD_BITS	64

/* What holds in a subnet, whoever the client is. */
struct merged {
	struct conf_params	 params;
	uint64_t		 has[CODES / WORD_BITS];	/* by code */
	const struct conf_option **options;	/* those, sorted by code */
};

#define FIELD(p, member)						\
	[p] = { offsetof(struct conf_params, member),			\
	    sizeof(((struct conf_params *)0)->member) }
static const struct {
	size_t		 offset;
	size_t		 size;
} fields[PARAM_MAX] = {
	FIELD(PARAM_DEFAULT_LEASE_TIME, default_lease_time),
	FIELD(PARAM_MAX_LEASE_TIME, max_lease_time),
	FIELD(PARAM_MIN_LEASE_TIME, min_lease_time),
	FIELD(PARAM_NEXT_SERVER, next_server),
	FIELD(PARAM_SERVER_IDENTIFIER, server_identifier),
	FIELD(PARAM_FILENAME, filename),
	FIELD(PARAM_SERVER_NAME, server_name),
	FIELD(PARAM_AUTHORITATIVE, authoritative),
	FIELD(PARAM_UNKNOWN_CLIENTS, unknown_clients),
	FIELD(PARAM_BOOTP, bootp),
	FIELD(PARAM_BOOTING, booting),
	FIELD(PARAM_PING_CHECK, ping_check),
	FIELD(PARAM_PING_TIMEOUT, ping_timeout),
	FIELD(PARAM_USE_HOST_DECL_NAMES, use_host_decl_names),
	FIELD(PARAM_ECHO_CLIENT_ID, echo_client_id),
	FIELD(PARAM_PING_SOURCE, ping_source),
	FIELD(PARAM_SUBNET_SELECTION, subnet_selection),
	FIELD(PARAM_BOOTP_LEASE_CUTOFF, bootp_lease_cutoff),
	FIELD(PARAM_BOOTP_LEASE_LENGTH, bootp_lease_length),
	FIELD(PARAM_IGNORE_CLIENT_UIDS, ignore_client_uids),
	FIELD(PARAM_USE_LEASE_ADDR, use_lease_addr),
};
#undef FIELD

static const struct conf_params defaults = {
	.bootp_lease_cutoff = INT64_MAX,
	.bootp_lease_length = UINT32_MAX,
	.default_lease_time = DEFAULT_LEASE_TIME,
	.max_lease_time = DEFAULT_MAX_LEASE_TIME,
	.min_lease_time = DEFAULT_MIN_LEASE_TIME,
	.ping_timeout = DEFAULT_PING_TIMEOUT,
	.authoritative = 1,
	.unknown_clients = 1,
	.bootp = 1,
	.booting = 1,
	.ping_check = 1,
	.echo_client_id = 1,
};

static void		 fill_params(struct conf_params *,
			    const struct conf_params *);
static void		 merge_scopes(const struct conf *, struct merged *,
			    uint32_t);
static struct merged	*merge_all(const struct conf *);
static void		 merged_free(struct merged *, uint32_t);
static const struct merged *merged_of(uint32_t);
static int		 cmp_u32(const void *, const void *);
static void		 collect_server_ids(const struct conf *);
static uint32_t		 host_scope(uint32_t);
static uint32_t		 group_around(uint32_t);

const struct conf	*conf;

static struct conf	*owned;		/* the same; ours to free */
static struct merged	*merged;	/* by subnet; last: the global scope */
static uint32_t		*server_ids;	/* sorted, no two alike */
static size_t		 nserver_ids;

/* Sets what is not set yet. */
static void
fill_params(struct conf_params *to, const struct conf_params *from)
{
	uint32_t	 missing = from->set & ~to->set;
	unsigned int	 p;

	for (p = 0; p < PARAM_MAX; p++) {
		if (missing & PARAM_BIT(p))
			memcpy((char *)to + fields[p].offset,
			    (const char *)from + fields[p].offset,
			    fields[p].size);
	}
	to->set |= missing;
}

/* From that scope outward to the global one. */
static void
merge_scopes(const struct conf *c, struct merged *m, uint32_t scope)
{
	const struct conf_option *found[CODES], *o;
	const struct conf_scope	 *s;
	uint32_t		  i;
	unsigned int		  code, n = 0;

	m->params = defaults;
	for (; scope != CONF_NONE; scope = s->parent) {
		s = &c->scopes[scope];
		fill_params(&m->params, &s->params);
		for (i = 0; i < s->noptions; i++) {
			o = &s->options[i];
			if ((m->has[o->code / WORD_BITS] >>
			    (o->code % WORD_BITS)) & 1)
				continue;
			m->has[o->code / WORD_BITS] |=
			    (uint64_t)1 << (o->code % WORD_BITS);
			found[o->code] = o;
			n++;
		}
	}
	if (n == 0)
		return;
	if ((m->options = calloc(n, sizeof(*m->options))) == NULL)
		fatal("%s", __func__);
	for (code = n = 0; code < CODES; code++) {
		if ((m->has[code / WORD_BITS] >> (code % WORD_BITS)) & 1)
			m->options[n++] = found[code];
	}
}

static struct merged *
merge_all(const struct conf *c)
{
	struct merged	*m;
	uint32_t	 i;

	if ((m = calloc((size_t)c->nsubnets + 1, sizeof(*m))) == NULL)
		fatal("%s", __func__);
	for (i = 0; i < c->nsubnets; i++)
		merge_scopes(c, &m[i], c->subnets[i].scope);
	merge_scopes(c, &m[i], 0);
	return (m);
}

static void
merged_free(struct merged *m, uint32_t nsubnets)
{
	uint32_t	 i;

	for (i = 0; i <= nsubnets; i++)
		free(m[i].options);
	free(m);
}

static int
cmp_u32(const void *a, const void *b)
{
	const uint32_t	*ua = a, *ub = b;

	return ((*ua > *ub) - (*ua < *ub));
}

static void
collect_server_ids(const struct conf *c)
{
	const struct conf_params	*p;
	size_t				 n = 0, unique = 0;
	uint32_t			 i;

	free(server_ids);
	server_ids = NULL;
	for (i = 0; i < c->nscopes; i++) {
		p = &c->scopes[i].params;
		if ((p->set & PARAM_BIT(PARAM_SERVER_IDENTIFIER)) == 0)
			continue;
		server_ids = conf_grow(server_ids, n, sizeof(*server_ids));
		server_ids[n++] = p->server_identifier.s_addr;
	}
	if (n > 0)
		qsort(server_ids, n, sizeof(*server_ids), cmp_u32);
	for (i = 0; i < n; i++)
		if (i == 0 || server_ids[i] != server_ids[unique - 1])
			server_ids[unique++] = server_ids[i];
	nserver_ids = unique;
}

int
confindex_is_server_identifier(struct in_addr addr)
{
	return (nserver_ids > 0 && bsearch(&addr.s_addr, server_ids,
	    nserver_ids, sizeof(*server_ids), cmp_u32) != NULL);
}

void
confindex_swap(struct conf *c)
{
	struct merged	*old_merged = merged;
	struct conf	*old = owned;

	merged = merge_all(c);
	conf = owned = c;
	hosts_index(c);
	collect_server_ids(c);
	pool_rebuild(c);
	if (old != NULL) {
		merged_free(old_merged, old->nsubnets);
		conf_free(old);
	}
}

/* A subnet that is not there has what holds everywhere. */
static const struct merged *
merged_of(uint32_t subnet)
{
	return (&merged[subnet < conf->nsubnets ? subnet : conf->nsubnets]);
}

/* The scopes of a host: its own one, and then the groups around it. */
static uint32_t
host_scope(uint32_t host)
{
	return (host < conf->nhosts ? conf->hosts[host].scope : CONF_NONE);
}

static uint32_t
group_around(uint32_t scope)
{
	uint32_t	 parent = conf->scopes[scope].parent;

	if (parent != CONF_NONE && conf->scopes[parent].kind != SCOPE_GROUP)
		return (CONF_NONE);
	return (parent);
}

void
confindex_params(uint32_t subnet, uint32_t host, struct conf_params *params)
{
	uint32_t	 s;

	*params = defaults;
	for (s = host_scope(host); s != CONF_NONE; s = group_around(s))
		fill_params(params, &conf->scopes[s].params);
	fill_params(params, &merged_of(subnet)->params);
}

const struct conf_option *
confindex_option(uint32_t subnet, uint32_t host, uint8_t code)
{
	const struct merged	*m = merged_of(subnet);
	const struct conf_option *o;
	uint32_t		 s;
	unsigned int		 i, n = 0;

	for (s = host_scope(host); s != CONF_NONE; s = group_around(s)) {
		if ((o = conf_find_option(&conf->scopes[s], code)) != NULL)
			return (o);
	}
	if (((m->has[code / WORD_BITS] >> (code % WORD_BITS)) & 1) == 0)
		return (NULL);
	for (i = 0; i < code / WORD_BITS; i++)
		n += bits_count(m->has[i]);
	n += bits_count(m->has[i] & (((uint64_t)1 << (code % WORD_BITS)) - 1));
	return (m->options[n]);
}

size_t
confindex_codes(uint32_t subnet, uint32_t host, uint8_t codes[256])
{
	const struct conf_scope	*scope;
	uint64_t		 has[CODES / WORD_BITS];
	uint32_t		 i, s;
	size_t			 n = 0;
	uint8_t			 code;

	memcpy(has, merged_of(subnet)->has, sizeof(has));
	for (s = host_scope(host); s != CONF_NONE; s = group_around(s)) {
		scope = &conf->scopes[s];
		for (i = 0; i < scope->noptions; i++) {
			code = scope->options[i].code;
			has[code / WORD_BITS] |=
			    (uint64_t)1 << (code % WORD_BITS);
		}
	}
	for (i = 0; i < CODES / WORD_BITS; i++) {
		for (; has[i] != 0; has[i] &= has[i] - 1)
			codes[n++] = i * WORD_BITS + bits_first(has[i]);
	}
	return (n);
}

int
confindex_same_network(uint32_t subnet1, uint32_t subnet2)
{
	uint32_t	 net = network_of(conf, subnet1);

	return (net != CONF_NONE && net == network_of(conf, subnet2));
}
