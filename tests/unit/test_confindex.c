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
 * What holds for a client, against walks over a configuration by hand.
 */
/* test: link engine/confindex.o engine/hosts.o */
#include "fakes.h"

#include "engine/confindex.h"
#include "engine/pool.h"

static const struct conf	*told;	/* to the pool */

void
pool_rebuild(const struct conf *c)
{
	told = c;
}

static uint32_t
add_subnet(struct conf *c, uint32_t parent, uint32_t net, uint32_t shared)
{
	struct conf_subnet sub;

	memset(&sub, 0, sizeof(sub));
	sub.scope = conf_add_scope(c, SCOPE_SUBNET, parent);
	sub.shared = shared;
	sub.net.s_addr = htonl(net);
	sub.mask.s_addr = htonl(0xffffff00);
	return (conf_add_subnet(c, &sub));
}

static uint32_t
add_host(struct conf *c, uint32_t parent, const struct client *id,
    uint32_t naddrs, const uint32_t *addrs)
{
	struct in_addr	 in[CONF_HOST_ADDRS];
	struct conf_host h;
	uint8_t		 uid[LEASE_UID_MAX];
	char		 name[] = "h";
	uint32_t	 i;

	memset(&h, 0, sizeof(h));
	h.scope = conf_add_scope(c, SCOPE_HOST, parent);
	h.name = name;
	if (id->chaddr != NULL) {
		h.htype = id->htype;
		h.hlen = id->hlen;
		memcpy(h.hwaddr, id->chaddr, id->hlen);
	}
	if (id->uid != NULL) {
		memcpy(uid, id->uid, id->uidlen);
		h.uid = uid;
		h.uidlen = (uint8_t)id->uidlen;
	}
	for (i = 0; i < naddrs; i++)
		in[i].s_addr = htonl(addrs[i]);
	h.naddrs = naddrs;
	h.addrs = in;
	return (conf_add_host(c, &h));
}

static struct conf_params *
params_of(struct conf *c, uint32_t scope)
{
	return (&c->scopes[scope].params);
}

static void
test_defaults(void **state)
{
	struct conf_params p;
	struct conf	*c = conf_new();
	uint8_t		 codes[256];

	(void)state;
	assert_null(conf);
	add_subnet(c, 0, 0x0a000000, CONF_NONE);
	conf_finish(c);
	confindex_swap(c);
	assert_ptr_equal(conf, c);
	assert_ptr_equal(told, c);
	memset(&p, 0xff, sizeof(p));
	confindex_params(0, CONF_NONE, &p);
	assert_int_equal(p.set, 0);
	assert_int_equal(p.default_lease_time, 43200);
	assert_int_equal(p.max_lease_time, 86400);
	assert_int_equal(p.min_lease_time, 0);
	assert_int_equal(p.next_server.s_addr, 0);
	assert_int_equal(p.server_identifier.s_addr, 0);
	assert_int_equal(p.ping_timeout, 1);
	assert_int_equal(p.authoritative, 1);
	assert_int_equal(p.unknown_clients, 1);
	assert_int_equal(p.bootp, 1);
	assert_int_equal(p.booting, 1);
	assert_int_equal(p.ping_check, 1);
	assert_int_equal(p.use_host_decl_names, 0);
	assert_int_equal(p.echo_client_id, 1);
	assert_null(p.filename);
	assert_null(p.server_name);
	assert_null(confindex_option(0, CONF_NONE, 6));
	assert_int_equal(confindex_codes(0, CONF_NONE, codes), 0);
	assert_int_equal(confindex_reserved(0), CONF_NONE);
}

/* Each scope sets something that the ones around it set otherwise. */
static void
test_precedence(void **state)
{
	struct client	 id = { NULL, 0, NULL, 0, 0 };
	struct conf_params p;
	struct conf	*c = conf_new();
	uint32_t	 shared, subnet, group, inner, host, scopes[6], i, s;
	char		 name[6][8], file[] = "boot";
	uint8_t		 codes[256];

	(void)state;
	scopes[0] = 0;
	scopes[1] = conf_add_scope(c, SCOPE_SHARED, 0);
	shared = conf_add_shared(c, scopes[1], "net");
	group = conf_add_scope(c, SCOPE_GROUP, scopes[1]);
	subnet = add_subnet(c, group, 0x0a000000, shared);
	scopes[2] = c->subnets[subnet].scope;
	/* A group at top level, one in it, and the host in that. */
	scopes[3] = conf_add_scope(c, SCOPE_GROUP, 0);
	inner = conf_add_scope(c, SCOPE_GROUP, scopes[3]);
	scopes[4] = inner;
	host = add_host(c, inner, &id, 0, NULL);
	scopes[5] = c->hosts[host].scope;
	for (i = 0; i < 6; i++) {
		s = scopes[i];
		snprintf(name[i], sizeof(name[i]), "s%u", i);
		for (uint8_t code = 1; code < 7 - i; code++)
			conf_set_option(c, s, code, name[i], 2);
		params_of(c, s)->set = PARAM_BIT(PARAM_MAX_LEASE_TIME);
		params_of(c, s)->max_lease_time = i;
	}
	conf_set_option(c, group, 200, "gg", 2);
	conf_set_option(c, group, 1, "gg", 2);
	params_of(c, 0)->set |= PARAM_BIT(PARAM_FILENAME) |
	    PARAM_BIT(PARAM_AUTHORITATIVE);
	params_of(c, 0)->filename = strdup(file);
	params_of(c, scopes[3])->set |= PARAM_BIT(PARAM_PING_CHECK);
	conf_finish(c);
	confindex_swap(c);

	/* Code n is set in the scopes up to 6 - n. */
	for (uint8_t code = 1; code < 7; code++) {
		assert_memory_equal(confindex_option(subnet, host, code)->data,
		    name[6 - code], 2);
		i = 6U - code < 2 ? 6U - code : 2;
		assert_memory_equal(confindex_option(subnet, CONF_NONE,
		    code)->data, name[i], 2);
	}
	assert_memory_equal(confindex_option(subnet, host, 200)->data, "gg",
	    2);
	assert_null(confindex_option(subnet, host, 7));
	assert_null(confindex_option(subnet, host, 199));
	assert_null(confindex_option(subnet, host, 201));
	assert_int_equal(confindex_codes(subnet, host, codes), 7);
	assert_int_equal(codes[0], 1);
	assert_int_equal(codes[6], 200);
	/* Nothing but the global scope outside. */
	assert_memory_equal(confindex_option(99, CONF_NONE, 1)->data, "s0",
	    2);
	assert_null(confindex_option(CONF_NONE, CONF_NONE, 200));

	confindex_params(subnet, host, &p);
	assert_int_equal(p.max_lease_time, 5);
	assert_int_equal(p.ping_check, 0);
	assert_int_equal(p.authoritative, 0);
	assert_string_equal(p.filename, "boot");
	assert_int_equal(p.set, PARAM_BIT(PARAM_MAX_LEASE_TIME) |
	    PARAM_BIT(PARAM_FILENAME) | PARAM_BIT(PARAM_AUTHORITATIVE) |
	    PARAM_BIT(PARAM_PING_CHECK));
	confindex_params(subnet, CONF_NONE, &p);
	assert_int_equal(p.max_lease_time, 2);
	assert_int_equal(p.ping_check, 1);
	confindex_params(CONF_NONE, CONF_NONE, &p);
	assert_int_equal(p.max_lease_time, 0);
}

static void
host_is(const struct client *c, uint32_t subnet, uint32_t host, uint32_t addr)
{
	uint32_t	 got = 1;

	assert_int_equal(confindex_host(c, subnet, &got), host);
	assert_int_equal(got, addr);
}

static void
test_hosts(void **state)
{
	static const uint32_t	 a0[] = { 0x0a000005, 0x0a000105, 0x0a000005 };
	static const uint32_t	 a1[] = { 0x0a000206, 0x0a000207 };
	static const uint32_t	 lost[] = { 0x0b000001 };
	static const uint8_t	 uid[] = { 0, 'x', 'y' };
	static const uint8_t	 hw[DHCP_CHADDR_LEN] = { 2, 0, 0, 0, 0, 9 };
	struct client		 mac, both, token, other, none;
	struct conf		*c = conf_new();
	uint32_t		 sn, h[6];

	(void)state;
	sn = conf_add_shared(c, conf_add_scope(c, SCOPE_SHARED, 0), "net");
	add_subnet(c, 0, 0x0a000000, CONF_NONE);
	add_subnet(c, 0, 0x0a000100, CONF_NONE);
	add_subnet(c, 0, 0x0a000200, sn);
	add_subnet(c, 0, 0x0a000300, sn);
	mac = fake_hw(hw);
	both = mac;
	both.uid = uid;
	both.uidlen = sizeof(uid);
	token = both;
	token.chaddr = NULL;
	other = fake_hw(fake_mac(3));
	other.htype = HTYPE_IEEE802;
	none = fake_hw(hw);
	none.hlen = 0;
	h[0] = add_host(c, 0, &mac, 3, a0);	/* in 0 and 1 */
	h[1] = add_host(c, 0, &mac, 0, NULL);	/* anywhere */
	h[2] = add_host(c, 0, &mac, 0, NULL);	/* too late */
	h[3] = add_host(c, 0, &token, 2, a1);	/* in 2 and 3, shared */
	h[4] = add_host(c, 0, &other, 1, lost);	/* in no subnet */
	h[5] = add_host(c, 0, &other, 1, a0);	/* an address twice */
	conf_finish(c);
	confindex_swap(c);

	host_is(&mac, 0, h[0], a0[0]);
	host_is(&mac, 1, h[0], a0[1]);
	host_is(&mac, 2, h[1], 0);
	host_is(&mac, 3, h[1], 0);
	/* By identifier first, but a fixed address comes before none. */
	host_is(&both, 0, h[0], a0[0]);
	host_is(&both, 2, h[3], a1[0]);
	host_is(&both, 3, h[3], a1[0]);
	host_is(&both, CONF_NONE, h[1], 0);
	host_is(&other, 0, h[5], a0[0]);
	host_is(&other, 1, CONF_NONE, 0);
	host_is(&none, 0, CONF_NONE, 0);
	assert_true(confindex_known(&mac));
	assert_true(confindex_known(&both));
	assert_true(confindex_known(&other));
	assert_false(confindex_known(&none));
	other.htype = HTYPE_ETHER;
	host_is(&other, 0, CONF_NONE, 0);
	assert_false(confindex_known(&other));
	token.chaddr = fake_mac(4);
	token.uidlen = 2;
	assert_false(confindex_known(&token));
	token.uidlen = 3;
	assert_true(confindex_known(&token));

	assert_int_equal(confindex_reserved(a0[0]), h[0]);
	assert_int_equal(confindex_reserved(a1[1]), h[3]);
	assert_int_equal(confindex_reserved(lost[0]), h[4]);
	assert_int_equal(confindex_reserved(0x0a000006), CONF_NONE);
	assert_int_equal(confindex_reserved(0), CONF_NONE);

	assert_true(confindex_same_network(0, 0));
	assert_false(confindex_same_network(0, 1));
	assert_false(confindex_same_network(1, 2));
	assert_true(confindex_same_network(2, 3));
	assert_false(confindex_same_network(99, 99));
}

/* Random scopes: each answer as a walk outward gives it. */
static const struct conf_option *
walk(uint32_t subnet, uint32_t host, uint8_t code)
{
	const struct conf_option *o;
	uint32_t		 s;

	if (host != CONF_NONE) {
		for (s = conf->hosts[host].scope; s == conf->hosts[host].scope
		    || conf->scopes[s].kind == SCOPE_GROUP;
		    s = conf->scopes[s].parent) {
			if ((o = conf_find_option(&conf->scopes[s],
			    code)) != NULL)
				return (o);
		}
	}
	for (s = conf->subnets[subnet].scope; s != CONF_NONE;
	    s = conf->scopes[s].parent) {
		if ((o = conf_find_option(&conf->scopes[s], code)) != NULL)
			return (o);
	}
	return (NULL);
}

static struct conf *
random_conf(uint32_t nsubnets, uint32_t nhosts)
{
	struct client	 id = { NULL, 0, NULL, 0, 0 };
	struct conf	*c = conf_new();
	uint32_t	 i, j, parent[40], n = 1, addr;
	uint8_t		 value;

	parent[0] = 0;
	while (n < 40) {
		parent[n] = conf_add_scope(c, SCOPE_GROUP,
		    parent[fake_random(n)]);
		n++;
	}
	for (i = 0; i < nsubnets; i++)
		add_subnet(c, parent[fake_random(n)], 0x0a000000 + (i << 8),
		    CONF_NONE);
	for (i = 0; i < nhosts; i++) {
		id = fake_hw(fake_mac(i));
		addr = 0x0a000000 + i * 3;
		add_host(c, parent[fake_random(n)], &id, i % 2, &addr);
	}
	for (i = 0; i < c->nscopes; i++) {
		for (j = fake_random(4); j > 0; j--) {
			value = (uint8_t)i;
			conf_set_option(c, i, (uint8_t)(1 + fake_random(254)),
			    &value, 1);
		}
	}
	conf_finish(c);
	return (c);
}

static void
test_model(void **state)
{
	const struct conf_option *o;
	uint32_t	 round, subnet, host, i;
	unsigned int	 code;
	uint8_t		 codes[256];
	size_t		 k, n;

	(void)state;
	for (round = 0; round < 20; round++) {
		confindex_swap(random_conf(10, 20));
		for (i = 0; i < 200; i++) {
			subnet = fake_random(10);
			host = fake_random(21);
			if (host == 20)
				host = CONF_NONE;
			n = confindex_codes(subnet, host, codes);
			for (code = k = 0; code < 256; code++) {
				o = walk(subnet, host, (uint8_t)code);
				assert_ptr_equal(confindex_option(subnet,
				    host, (uint8_t)code), o);
				if (o != NULL) {
					assert_true(k < n);
					assert_int_equal(codes[k++], code);
				}
			}
			assert_int_equal(k, n);
		}
	}
}

/* A large network: 10000 subnets, 100000 hosts. */
static void
test_large(void **state)
{
	struct client	 id;
	struct conf	*c;
	uint32_t	 i, addr;
	double		 t0;

	(void)state;
	c = random_conf(10000, 100000);
	t0 = fake_seconds();
	confindex_swap(c);
	print_message("%.2f s to index\n", fake_seconds() - t0);
	t0 = fake_seconds();
	for (i = 0; i < 100000; i++) {
		id = fake_hw(fake_mac(i));
		assert_int_equal(confindex_host(&id, i * 3 >> 8, &addr), i);
		assert_int_equal(addr, i % 2 ? 0x0a000000 + i * 3 : 0);
		assert_int_equal(confindex_reserved(0x0a000000 + i * 3),
		    i % 2 ? i : CONF_NONE);
	}
	print_message("%.2f us to find a host\n",
	    (fake_seconds() - t0) * 1e6 / 100000);
}

/* One client in every network, and declared again and again in one. */
static void
test_one_everywhere(void **state)
{
	struct client	 id = fake_hw(fake_mac(77));
	struct conf	*c = conf_new();
	uint32_t	 i, addr;

	(void)state;
	for (i = 0; i < 5000; i++)
		add_subnet(c, 0, 0x0a000000 + (i << 8), CONF_NONE);
	for (i = 0; i < 20000; i++) {
		addr = 0x0a000000 + ((i % 5000) << 8) + i / 5000 + 1;
		add_host(c, 0, &id, 1, &addr);
	}
	conf_finish(c);
	confindex_swap(c);
	for (i = 0; i < 5000; i++)
		host_is(&id, i, i, 0x0a000000 + (i << 8) + 1);
	host_is(&id, CONF_NONE, CONF_NONE, 0);
}

static int
teardown(void **state)
{
	(void)state;
	confindex_swap(conf_new());
	return (0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_precedence),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_model),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_one_everywhere),
	};

	return (cmocka_run_group_tests(tests, NULL, teardown));
}
