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
 * Are two configurations the same in everything but the generation?  To be
 * included once by a test, behind cmocka.h.
 */
#ifndef CONF_EQUAL_H
#define CONF_EQUAL_H

#include <string.h>

#include "lib/conf.h"

static void
assert_scopes_equal(const struct conf_scope *a, const struct conf_scope *b)
{
	struct conf_params	x = a->params, y = b->params;
	uint32_t		i;

	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->parent, b->parent);
	assert_int_equal(x.filename == NULL, y.filename == NULL);
	if (x.filename != NULL)
		assert_string_equal(x.filename, y.filename);
	assert_int_equal(x.server_name == NULL, y.server_name == NULL);
	if (x.server_name != NULL)
		assert_string_equal(x.server_name, y.server_name);
	assert_int_equal(x.set, y.set);
	assert_int_equal(x.default_lease_time, y.default_lease_time);
	assert_int_equal(x.max_lease_time, y.max_lease_time);
	assert_int_equal(x.min_lease_time, y.min_lease_time);
	assert_int_equal(x.next_server.s_addr, y.next_server.s_addr);
	assert_int_equal(x.server_identifier.s_addr,
	    y.server_identifier.s_addr);
	assert_int_equal(x.ping_timeout, y.ping_timeout);
	assert_int_equal(x.authoritative, y.authoritative);
	assert_int_equal(x.unknown_clients, y.unknown_clients);
	assert_int_equal(x.bootp, y.bootp);
	assert_int_equal(x.booting, y.booting);
	assert_int_equal(x.ping_check, y.ping_check);
	assert_int_equal(x.use_host_decl_names, y.use_host_decl_names);
	assert_int_equal(x.echo_client_id, y.echo_client_id);
	assert_int_equal(x.ping_source.s_addr, y.ping_source.s_addr);
	assert_int_equal(x.subnet_selection, y.subnet_selection);
	assert_int_equal(x.bootp_lease_cutoff, y.bootp_lease_cutoff);
	assert_int_equal(x.bootp_lease_length, y.bootp_lease_length);
	assert_int_equal(x.ignore_client_uids, y.ignore_client_uids);
	assert_int_equal(x.use_lease_addr, y.use_lease_addr);
	assert_int_equal(a->noptions, b->noptions);
	for (i = 0; i < a->noptions; i++) {
		assert_int_equal(a->options[i].code, b->options[i].code);
		assert_int_equal(a->options[i].len, b->options[i].len);
		if (a->options[i].len != 0)
			assert_memory_equal(a->options[i].data,
			    b->options[i].data, a->options[i].len);
	}
}

static void
assert_hosts_equal(const struct conf_host *a, const struct conf_host *b)
{
	assert_int_equal(a->scope, b->scope);
	assert_string_equal(a->name, b->name);
	assert_int_equal(a->htype, b->htype);
	assert_int_equal(a->hlen, b->hlen);
	assert_memory_equal(a->hwaddr, b->hwaddr, sizeof(a->hwaddr));
	assert_int_equal(a->uidlen, b->uidlen);
	if (a->uidlen != 0)
		assert_memory_equal(a->uid, b->uid, a->uidlen);
	assert_int_equal(a->naddrs, b->naddrs);
	if (a->naddrs != 0)
		assert_memory_equal(a->addrs, b->addrs,
		    a->naddrs * sizeof(a->addrs[0]));
}

static void
assert_conf_equal(const struct conf *a, const struct conf *b)
{
	uint32_t	i;

	assert_int_equal(a->nscopes, b->nscopes);
	for (i = 0; i < a->nscopes; i++)
		assert_scopes_equal(&a->scopes[i], &b->scopes[i]);
	assert_int_equal(a->nshared, b->nshared);
	for (i = 0; i < a->nshared; i++) {
		assert_int_equal(a->shared[i].scope, b->shared[i].scope);
		assert_string_equal(a->shared[i].name, b->shared[i].name);
	}
	assert_int_equal(a->nsubnets, b->nsubnets);
	if (a->nsubnets != 0)
		assert_memory_equal(a->subnets, b->subnets,
		    a->nsubnets * sizeof(a->subnets[0]));
	assert_int_equal(a->nranges, b->nranges);
	if (a->nranges != 0)
		assert_memory_equal(a->ranges, b->ranges,
		    a->nranges * sizeof(a->ranges[0]));
	assert_int_equal(a->nhosts, b->nhosts);
	for (i = 0; i < a->nhosts; i++)
		assert_hosts_equal(&a->hosts[i], &b->hosts[i]);
	assert_int_equal(a->nlisten, b->nlisten);
	for (i = 0; i < a->nlisten; i++)
		assert_int_equal(a->listen[i].s_addr, b->listen[i].s_addr);
}

#endif /* CONF_EQUAL_H */
