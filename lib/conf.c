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
 * The configuration as a data structure: how it is built up, sorted once,
 * and searched.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "conf.h"
#include "log.h"
#include "options.h"

/*
 * What conf_finish() sorts: the position says where the element was, and
 * makes the order of equal keys that of the file.
 */
struct order {
	uint32_t	 key;
	uint32_t	 position;
};

static int
order_compare(const void *a, const void *b)
{
	const struct order	*x = a, *y = b;

	if (x->key != y->key)
		return (x->key < y->key ? -1 : 1);
	return (x->position < y->position ? -1 : x->position > y->position);
}

struct conf *
conf_new(void)
{
	struct conf	*conf;

	if ((conf = calloc(1, sizeof(*conf))) == NULL)
		fatal("calloc");
	conf_add_scope(conf, SCOPE_GLOBAL, CONF_NONE);
	return (conf);
}

void
conf_free(struct conf *conf)
{
	struct conf_scope	*scope;
	uint32_t		 i, j;

	if (conf == NULL)
		return;
	for (i = 0; i < conf->nscopes; i++) {
		scope = &conf->scopes[i];
		for (j = 0; j < scope->noptions; j++)
			free(scope->options[j].data);
		free(scope->options);
		free(scope->params.filename);
		free(scope->params.server_name);
	}
	for (i = 0; i < conf->nshared; i++)
		free(conf->shared[i].name);
	for (i = 0; i < conf->nhosts; i++) {
		free(conf->hosts[i].name);
		free(conf->hosts[i].uid);
		free(conf->hosts[i].addrs);
	}
	free(conf->scopes);
	free(conf->shared);
	free(conf->subnets);
	free(conf->ranges);
	free(conf->hosts);
	free(conf->listen);
	for (i = 0; i < conf->noptdefs; i++)
		free(conf->optdefs[i].name);
	free(conf->optdefs);
	free(conf);
}

/*
 * The capacity needs no member of its own: it is the lowest power of two
 * that is not below n.
 */
void *
conf_grow(void *array, uint32_t n, size_t size)
{
	if (n != 0 && (n & (n - 1)) != 0)
		return (array);
	array = recallocarray(array, n, n == 0 ? 1 : (size_t)n * 2, size);
	if (array == NULL)
		fatal("recallocarray");
	return (array);
}

static char *
copy_string(const char *s)
{
	char	*copy;

	if ((copy = strdup(s)) == NULL)
		fatal("strdup");
	return (copy);
}

/* Nothing at all is NULL. */
static void *
copy_bytes(const void *data, size_t len)
{
	void	*copy;

	if (len == 0)
		return (NULL);
	if ((copy = malloc(len)) == NULL)
		fatal("malloc");
	memcpy(copy, data, len);
	return (copy);
}

uint32_t
conf_add_scope(struct conf *conf, enum scope_kind kind, uint32_t parent)
{
	struct conf_scope	*scope;

	conf->scopes = conf_grow(conf->scopes, conf->nscopes,
	    sizeof(*conf->scopes));
	scope = &conf->scopes[conf->nscopes];
	memset(scope, 0, sizeof(*scope));
	scope->kind = kind;
	scope->parent = parent;
	return (conf->nscopes++);
}

uint32_t
conf_add_shared(struct conf *conf, uint32_t scope, const char *name)
{
	struct conf_shared	*shared;

	conf->shared = conf_grow(conf->shared, conf->nshared,
	    sizeof(*conf->shared));
	shared = &conf->shared[conf->nshared];
	shared->scope = scope;
	shared->name = copy_string(name);
	return (conf->nshared++);
}

uint32_t
conf_add_subnet(struct conf *conf, const struct conf_subnet *subnet)
{
	conf->subnets = conf_grow(conf->subnets, conf->nsubnets,
	    sizeof(*conf->subnets));
	conf->subnets[conf->nsubnets] = *subnet;
	return (conf->nsubnets++);
}

uint32_t
conf_add_range(struct conf *conf, const struct conf_range *range)
{
	conf->ranges = conf_grow(conf->ranges, conf->nranges,
	    sizeof(*conf->ranges));
	conf->ranges[conf->nranges] = *range;
	return (conf->nranges++);
}

uint32_t
conf_add_host(struct conf *conf, const struct conf_host *from)
{
	struct conf_host	*host;

	conf->hosts = conf_grow(conf->hosts, conf->nhosts,
	    sizeof(*conf->hosts));
	host = &conf->hosts[conf->nhosts];
	*host = *from;
	host->name = copy_string(from->name);
	host->uid = copy_bytes(from->uid, from->uidlen);
	host->addrs = copy_bytes(from->addrs,
	    from->naddrs * sizeof(*from->addrs));
	return (conf->nhosts++);
}

void
conf_add_listen(struct conf *conf, struct in_addr addr)
{
	conf->listen = conf_grow(conf->listen, conf->nlisten,
	    sizeof(*conf->listen));
	conf->listen[conf->nlisten++] = addr;
}

void
conf_add_optdef(struct conf *conf, uint8_t code, const char *name,
    const char *form)
{
	struct conf_optdef	*def;

	conf->optdefs = conf_grow(conf->optdefs, conf->noptdefs,
	    sizeof(*conf->optdefs));
	def = &conf->optdefs[conf->noptdefs++];
	def->code = code;
	if ((def->name = strdup(name)) == NULL)
		fatal("strdup");
	strlcpy(def->form, form, sizeof(def->form));
}

void
conf_optdef(const struct conf_optdef *from, struct opt_def *def)
{
	def->code = from->code;
	def->name = from->name;
	def->form = from->form;
	def->min = from->form[0] == OPT_BYTES ? 0 : 1;
	def->max = CONF_OPTION_MAX;
}

/* Where the option is, or would have to be put in. */
static uint32_t
option_position(const struct conf_scope *scope, uint8_t code)
{
	uint32_t	low = 0, high = scope->noptions, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (scope->options[mid].code < code)
			low = mid + 1;
		else
			high = mid;
	}
	return (low);
}

void
conf_set_option(struct conf *conf, uint32_t scopeidx, uint8_t code,
    const void *data, size_t len)
{
	struct conf_scope	*scope = &conf->scopes[scopeidx];
	struct conf_option	*option;
	uint32_t		 pos;

	pos = option_position(scope, code);
	if (pos < scope->noptions && scope->options[pos].code == code) {
		option = &scope->options[pos];
		free(option->data);
	} else {
		scope->options = conf_grow(scope->options, scope->noptions,
		    sizeof(*scope->options));
		option = &scope->options[pos];
		memmove(option + 1, option,
		    (scope->noptions - pos) * sizeof(*option));
		scope->noptions++;
	}
	option->code = code;
	option->len = (uint16_t)len;
	option->data = copy_bytes(data, len);
}

/* Subnets by network number; ranges refer to them by index. */
static void
sort_subnets(struct conf *conf)
{
	struct conf_subnet	*sorted;
	struct order		*order;
	uint32_t		*moved, i;

	if (conf->nsubnets == 0)
		return;
	order = calloc(conf->nsubnets, sizeof(*order));
	moved = calloc(conf->nsubnets, sizeof(*moved));
	sorted = calloc(conf->nsubnets, sizeof(*sorted));
	if (order == NULL || moved == NULL || sorted == NULL)
		fatal("calloc");
	for (i = 0; i < conf->nsubnets; i++) {
		order[i].key = ntohl(conf->subnets[i].net.s_addr);
		order[i].position = i;
	}
	qsort(order, conf->nsubnets, sizeof(*order), order_compare);
	for (i = 0; i < conf->nsubnets; i++) {
		sorted[i] = conf->subnets[order[i].position];
		moved[order[i].position] = i;
	}
	for (i = 0; i < conf->nranges; i++)
		conf->ranges[i].subnet = moved[conf->ranges[i].subnet];
	free(conf->subnets);
	conf->subnets = sorted;
	free(order);
	free(moved);
}

static void
sort_ranges(struct conf *conf)
{
	struct conf_range	*sorted;
	struct order		*order;
	uint32_t		 i;

	if (conf->nranges == 0)
		return;
	order = calloc(conf->nranges, sizeof(*order));
	sorted = calloc(conf->nranges, sizeof(*sorted));
	if (order == NULL || sorted == NULL)
		fatal("calloc");
	for (i = 0; i < conf->nranges; i++) {
		order[i].key = conf->ranges[i].low;
		order[i].position = i;
	}
	qsort(order, conf->nranges, sizeof(*order), order_compare);
	for (i = 0; i < conf->nranges; i++)
		sorted[i] = conf->ranges[order[i].position];
	free(conf->ranges);
	conf->ranges = sorted;
	free(order);
}

void
conf_finish(struct conf *conf)
{
	sort_subnets(conf);
	sort_ranges(conf);
}

uint32_t
conf_find_subnet(const struct conf *conf, uint32_t addr)
{
	const struct conf_subnet	*subnet;
	uint32_t			 low = 0, high = conf->nsubnets, mid;

	/* The last one that does not begin behind the address. */
	while (low < high) {
		mid = low + (high - low) / 2;
		if (ntohl(conf->subnets[mid].net.s_addr) <= addr)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0)
		return (CONF_NONE);
	subnet = &conf->subnets[low - 1];
	if ((htonl(addr) & subnet->mask.s_addr) != subnet->net.s_addr)
		return (CONF_NONE);
	return (low - 1);
}

uint32_t
conf_find_range(const struct conf *conf, uint32_t addr)
{
	uint32_t	low = 0, high = conf->nranges, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (conf->ranges[mid].low <= addr)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0 || conf->ranges[low - 1].high < addr)
		return (CONF_NONE);
	return (low - 1);
}

const struct conf_option *
conf_find_option(const struct conf_scope *scope, uint8_t code)
{
	uint32_t	pos;

	pos = option_position(scope, code);
	if (pos == scope->noptions || scope->options[pos].code != code)
		return (NULL);
	return (&scope->options[pos]);
}
