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
 * The configuration: building, sorting, lookups; and in imsgs, from a parent
 * that can be trusted and from one that cannot.
 */
/* test: link lib/conf.o lib/confmsg.o */
#include <sys/types.h>
#include <sys/socket.h>
#include <arpa/inet.h>

#include <imsg.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/conf.h"
#include "lib/msg.h"
#include "lib/options.h"
#include "lib/proc.h"
#include "conf_equal.h"

#define MESSAGES	80

/* What conf_send() sent: kept, to be received later, changed or not. */
static struct message {
	uint32_t	 type;
	uint8_t		*data;
	size_t		 len;
}			 sent[MESSAGES];
static unsigned int	 nsent;
static int		 keep;		/* else it is received at once */

static struct imsgbuf	 out, in;
static struct conf	*received;
static int		 result;	/* of the last conf_recv() */

/* One message through a real channel. */
static int
deliver(uint32_t type, const void *data, size_t len)
{
	struct imsg	imsg;

	assert_int_equal(imsg_compose(&out, type, 0, 0, -1, data, len), 1);
	assert_int_equal(imsgbuf_flush(&out), 0);
	assert_int_equal(imsgbuf_read(&in), 1);
	assert_int_equal(imsgbuf_get(&in, &imsg), 1);
	result = conf_recv(&received, &imsg);
	imsg_free(&imsg);
	return (result);
}

/* These stand for lib/peer.c. */
void
peer_send2(struct peer *p, uint32_t type, uint32_t id, const void *data,
    size_t len, const void *data2, size_t len2)
{
	uint8_t	*all;

	(void)p;
	assert_int_equal(id, 0);
	assert_non_null(all = malloc(len + len2 + 1));
	if (len != 0)
		memcpy(all, data, len);
	if (len2 != 0)
		memcpy(all + len, data2, len2);
	if (keep) {
		assert_true(nsent < MESSAGES);
		sent[nsent].type = type;
		sent[nsent].data = all;
		sent[nsent++].len = len + len2;
		return;
	}
	assert_int_equal(deliver(type, all, len + len2),
	    type == IMSG_CONF_END);
	free(all);
}

void
peer_send(struct peer *p, uint32_t type, uint32_t id, int fd,
    const void *data, size_t len)
{
	assert_int_equal(fd, -1);
	peer_send2(p, type, id, data, len, NULL, 0);
}

static uint32_t
add_subnet(struct conf *conf, uint32_t parent, uint32_t shared, uint32_t net,
    uint32_t mask)
{
	struct conf_subnet	subnet;

	subnet.scope = conf_add_scope(conf, SCOPE_SUBNET, parent);
	subnet.shared = shared;
	subnet.net.s_addr = htonl(net);
	subnet.mask.s_addr = htonl(mask);
	return (conf_add_subnet(conf, &subnet));
}

static uint32_t
add_range(struct conf *conf, uint32_t subnet, uint32_t low, uint32_t high)
{
	struct conf_range	range;

	memset(&range, 0, sizeof(range));
	range.subnet = subnet;
	range.low = low;
	range.high = high;
	return (conf_add_range(conf, &range));
}

/* Something of everything, in an order that has to be put right. */
static struct conf *
make_conf(void)
{
	static uint8_t		 uid[] = { 1, 2, 3 };
	static char		 filename[] = "file";
	static char		 name[] = "h", name2[] = "i";
	struct in_addr		 addrs[2];
	struct conf		*conf = conf_new();
	struct conf_params	*params = &conf->scopes[0].params;
	struct conf_host	 host;
	uint32_t		 group, s, shared;

	conf->generation = 7;
	params->set = PARAM_BIT(PARAM_DEFAULT_LEASE_TIME) |
	    PARAM_BIT(PARAM_PING_TIMEOUT) | PARAM_BIT(PARAM_FILENAME) |
	    PARAM_BIT(PARAM_SERVER_NAME) | PARAM_BIT(PARAM_BOOTP);
	params->default_lease_time = UINT32_MAX;
	params->ping_timeout = 2;
	params->bootp = 1;
	params->bootp_lease_cutoff = -1;
	params->bootp_lease_length = 3;
	params->ignore_client_uids = 1;
	params->use_lease_addr = 1;
	assert_non_null(params->filename = strdup(filename));
	assert_non_null(params->server_name = strdup(""));
	conf_set_option(conf, 0, 200, "", 0);
	conf_set_option(conf, 0, DHO_DOMAIN_NAME, "x", 1);
	conf_set_option(conf, 0, DHO_SUBNET_MASK, "\377\377\377\0", 4);

	s = conf_add_scope(conf, SCOPE_SHARED, 0);
	shared = conf_add_shared(conf, s, "net");
	s = add_subnet(conf, s, shared, 0xc6336400, 0xffffff00);
	add_range(conf, s, 0xc6336480, 0xc63364ff);
	add_range(conf, s, 0xc6336401, 0xc633647f);
	group = conf_add_scope(conf, SCOPE_GROUP, 0);
	s = add_subnet(conf, group, CONF_NONE, 0xc0000200, 0xffffff00);
	add_range(conf, s, 0xc0000200, 0xc0000200);

	memset(&host, 0, sizeof(host));
	host.scope = conf_add_scope(conf, SCOPE_HOST, group);
	host.name = name;
	host.htype = HTYPE_ETHER;
	host.hlen = 6;
	host.hwaddr[5] = 9;
	host.uid = uid;
	host.uidlen = sizeof(uid);
	addrs[0].s_addr = htonl(0xc0000205);
	addrs[1].s_addr = htonl(0xc6336405);
	host.addrs = addrs;
	host.naddrs = 2;
	conf_add_host(conf, &host);
	memset(&host, 0, sizeof(host));
	host.scope = conf_add_scope(conf, SCOPE_HOST, 0);
	host.name = name2;
	conf_add_host(conf, &host);
	conf_finish(conf);
	return (conf);
}

static void
test_finish(void **state)
{
	struct conf			*conf = make_conf();
	const struct conf_option	*option;

	(void)state;
	/* The subnets changed places, and the ranges know. */
	assert_int_equal(ntohl(conf->subnets[0].net.s_addr), 0xc0000200);
	assert_int_equal(conf->subnets[0].shared, CONF_NONE);
	assert_int_equal(conf->subnets[1].shared, 0);
	assert_int_equal(conf->ranges[0].low, 0xc0000200);
	assert_int_equal(conf->ranges[0].subnet, 0);
	assert_int_equal(conf->ranges[1].low, 0xc6336401);
	assert_int_equal(conf->ranges[1].subnet, 1);
	assert_int_equal(conf->ranges[2].low, 0xc6336480);
	assert_int_equal(conf->ranges[2].subnet, 1);

	option = conf->scopes[0].options;
	assert_int_equal(conf->scopes[0].noptions, 3);
	assert_int_equal(option[0].code, DHO_SUBNET_MASK);
	assert_int_equal(option[1].code, DHO_DOMAIN_NAME);
	assert_int_equal(option[2].code, 200);
	assert_int_equal(option[2].len, 0);
	conf_free(conf);
	conf_free(NULL);
}

static void
test_options(void **state)
{
	struct conf			*conf = conf_new();
	const struct conf_option	*option;
	uint8_t				 data[2];
	unsigned int			 i;

	(void)state;
	assert_null(conf_find_option(&conf->scopes[0], 1));
	/* All codes in some order, each twice. */
	for (i = 0; i < 2 * 254; i++) {
		data[0] = (uint8_t)(i * 97 % 254 + 1);
		data[1] = i >= 254;
		conf_set_option(conf, 0, data[0], data, sizeof(data));
	}
	assert_int_equal(conf->scopes[0].noptions, 254);
	for (i = 1; i <= 254; i++) {
		option = conf_find_option(&conf->scopes[0], (uint8_t)i);
		assert_non_null(option);
		assert_int_equal(option->len, 2);
		assert_int_equal(option->data[0], i);
		assert_int_equal(option->data[1], 1);
	}
	assert_null(conf_find_option(&conf->scopes[0], 0));
	assert_null(conf_find_option(&conf->scopes[0], 255));
	conf_free(conf);
}

static void
test_lookups(void **state)
{
	struct conf	*conf = make_conf();

	(void)state;
	assert_int_equal(conf_find_subnet(conf, 0), CONF_NONE);
	assert_int_equal(conf_find_subnet(conf, 0xc00001ff), CONF_NONE);
	assert_int_equal(conf_find_subnet(conf, 0xc0000200), 0);
	assert_int_equal(conf_find_subnet(conf, 0xc00002ff), 0);
	assert_int_equal(conf_find_subnet(conf, 0xc0000300), CONF_NONE);
	assert_int_equal(conf_find_subnet(conf, 0xc63364ff), 1);
	assert_int_equal(conf_find_subnet(conf, UINT32_MAX), CONF_NONE);
	assert_int_equal(conf_find_range(conf, 0), CONF_NONE);
	assert_int_equal(conf_find_range(conf, 0xc00001ff), CONF_NONE);
	assert_int_equal(conf_find_range(conf, 0xc0000200), 0);
	assert_int_equal(conf_find_range(conf, 0xc0000201), CONF_NONE);
	assert_int_equal(conf_find_range(conf, 0xc633647f), 1);
	assert_int_equal(conf_find_range(conf, 0xc6336480), 2);
	assert_int_equal(conf_find_range(conf, UINT32_MAX), CONF_NONE);
	conf_free(conf);

	/* Everything is one subnet; and nothing at all is there. */
	conf = conf_new();
	assert_int_equal(conf_find_subnet(conf, 1), CONF_NONE);
	assert_int_equal(conf_find_range(conf, 1), CONF_NONE);
	add_subnet(conf, 0, CONF_NONE, 0, 0);
	add_range(conf, 0, 0, UINT32_MAX);
	conf_finish(conf);
	assert_int_equal(conf_find_subnet(conf, 0), 0);
	assert_int_equal(conf_find_subnet(conf, UINT32_MAX), 0);
	assert_int_equal(conf_find_range(conf, 0), 0);
	assert_int_equal(conf_find_range(conf, UINT32_MAX), 0);
	conf_free(conf);
}

static void
drop_received(void)
{
	conf_free(received);
	received = NULL;
}

static void
test_send(void **state)
{
	struct conf	*conf = make_conf(), *empty = conf_new();

	(void)state;
	conf_send(NULL, conf);
	assert_int_equal(result, 1);
	assert_conf_equal(conf, received);
	assert_int_equal(received->generation, 7);
	drop_received();
	conf_free(conf);

	empty->generation = 1;
	conf_finish(empty);
	conf_send(NULL, empty);
	assert_int_equal(result, 1);
	assert_conf_equal(empty, received);
	drop_received();
	conf_free(empty);
}

static void
test_large(void **state)
{
	struct conf		*conf = conf_new();
	struct conf_host	 host;
	struct in_addr		 addr;
	char			 name[16];
	uint32_t		 i, net;

	(void)state;
	conf->generation = 1;
	for (i = 10000; i > 0; i--) {
		net = i << 8;
		add_range(conf, add_subnet(conf, 0, CONF_NONE, net,
		    0xffffff00), net + 100, net + 200);
	}
	memset(&host, 0, sizeof(host));
	host.name = name;
	host.addrs = &addr;
	host.naddrs = 1;
	host.htype = HTYPE_ETHER;
	host.hlen = 6;
	for (i = 0; i < 100000; i++) {
		host.scope = conf_add_scope(conf, SCOPE_HOST, 0);
		snprintf(name, sizeof(name), "h%u", i);
		memcpy(host.hwaddr, &i, sizeof(i));
		addr.s_addr = htonl(i);
		conf_add_host(conf, &host);
	}
	conf_finish(conf);
	for (i = 0; i < 10000; i++)
		assert_int_equal(conf_find_subnet(conf, (i + 1) << 8), i);
	conf_send(NULL, conf);
	assert_int_equal(result, 1);
	assert_conf_equal(conf, received);
	drop_received();
	conf_free(conf);
}

/*
 * Hostile messages.
 */

static void
capture(void)
{
	struct conf	*conf = make_conf();

	keep = 1;
	conf_send(NULL, conf);
	keep = 0;
	conf_free(conf);
}

static void
forget(void)
{
	while (nsent > 0)
		free(sent[--nsent].data);
}

/* All messages but one, in its place another, or none. */
static int
replay(unsigned int which, uint32_t type, const void *data, size_t len)
{
	unsigned int	i;
	int		ret = 0;

	drop_received();
	for (i = 0; i < nsent && ret == 0; i++) {
		if (i != which)
			ret = deliver(sent[i].type, sent[i].data,
			    sent[i].len);
		else if (type != IMSG_NONE)
			ret = deliver(type, data, len);
	}
	return (ret);
}

static int
replay_changed(unsigned int which, size_t off, const void *data, size_t len)
{
	uint8_t	copy[2048];

	assert_true(off + len <= sent[which].len);
	assert_true(sent[which].len <= sizeof(copy));
	memcpy(copy, sent[which].data, sent[which].len);
	memcpy(copy + off, data, len);
	return (replay(which, sent[which].type, copy, sent[which].len));
}

static int
replay_u32(unsigned int which, size_t off, uint32_t value)
{
	return (replay_changed(which, off, &value, sizeof(value)));
}

/* The position of the nth message of a type, from 0 on. */
static unsigned int
find(uint32_t type, unsigned int n)
{
	unsigned int	i;

	for (i = 0; i < nsent; i++) {
		if (sent[i].type == type && n-- == 0)
			return (i);
	}
	fail_msg("no message %u of type %u", n, type);
	return (0);
}

/* What was let through must be safe to use. */
static void
check_sane(const struct conf *conf)
{
	const struct conf_scope	*scope;
	uint32_t		 i, j;

	assert_true(conf->generation > 0 && conf->nscopes > 0);
	for (i = 0; i < conf->nscopes; i++) {
		scope = &conf->scopes[i];
		assert_true(i == 0 ? scope->parent == CONF_NONE :
		    scope->parent < i);
		assert_int_equal(i == 0, scope->kind == SCOPE_GLOBAL);
		assert_true(scope->kind <= SCOPE_HOST);
		for (j = 1; j < scope->noptions; j++)
			assert_true(scope->options[j - 1].code <
			    scope->options[j].code);
	}
	for (i = 0; i < conf->nsubnets; i++) {
		assert_true(conf->subnets[i].scope < conf->nscopes);
		assert_true(conf->subnets[i].shared == CONF_NONE ||
		    conf->subnets[i].shared < conf->nshared);
		assert_int_equal(conf_find_subnet(conf,
		    ntohl(conf->subnets[i].net.s_addr)), i);
	}
	for (i = 0; i < conf->nranges; i++) {
		assert_int_equal(conf_find_range(conf, conf->ranges[i].low),
		    i);
		assert_int_equal(conf_find_range(conf, conf->ranges[i].high),
		    i);
		assert_int_equal(conf_find_subnet(conf, conf->ranges[i].low),
		    conf->ranges[i].subnet);
	}
	for (i = 0; i < conf->nhosts; i++) {
		assert_true(conf->hosts[i].scope < conf->nscopes);
		assert_true(conf->hosts[i].hlen <= DHCP_CHADDR_LEN);
		assert_true(conf->hosts[i].naddrs <= CONF_HOST_ADDRS);
		assert_true(strlen(conf->hosts[i].name) > 0);
	}
}

static void
test_lengths(void **state)
{
	uint8_t		copy[2048];
	unsigned int	i;
	size_t		len;

	(void)state;
	capture();
	memset(copy, 0, sizeof(copy));
	for (i = 0; i < nsent; i++) {
		memcpy(copy, sent[i].data, sent[i].len);
		for (len = 0; len < sent[i].len; len++)
			assert_int_equal(replay(i, sent[i].type, copy, len),
			    -1);
		assert_int_equal(replay(i, sent[i].type, copy, len + 1), -1);
		assert_int_equal(replay(i, sent[i].type, copy,
		    sizeof(copy)), -1);
		memset(copy, 0, sizeof(copy));
	}
	drop_received();
	forget();
}

/* Each one left out, sent twice, or sent as another type. */
static void
test_order(void **state)
{
	unsigned int	i;
	uint32_t	type;

	(void)state;
	assert_int_equal(deliver(IMSG_CONF_END, NULL, 0), -1);
	capture();
	for (i = 0; i < nsent; i++) {
		if (sent[i].type != IMSG_CONF_OPTION &&
		    sent[i].type != IMSG_CONF_END)
			assert_int_equal(replay(i, IMSG_NONE, NULL, 0), -1);
		for (type = IMSG_CONF_BEGIN; type <= IMSG_CONF_DONE; type++) {
			if (type != sent[i].type)
				assert_int_equal(replay(i, type, sent[i].data,
				    sent[i].len), -1);
		}
		assert_int_equal(replay(i, IMSG_REQUEST, sent[i].data,
		    sent[i].len), -1);
	}
	for (i = 0; i + 1 < nsent; i++) {
		drop_received();
		for (type = 0; type <= i; type++)
			assert_int_equal(deliver(sent[type].type,
			    sent[type].data, sent[type].len), 0);
		/* A range or host too many is noticed at once, too. */
		if (deliver(sent[i].type, sent[i].data, sent[i].len) == -1)
			continue;
		for (result = 0, type = i + 1; type < nsent && result == 0;
		    type++)
			deliver(sent[type].type, sent[type].data,
			    sent[type].len);
		assert_int_equal(result, -1);
	}
	drop_received();
	forget();
}

static void
test_counts(void **state)
{
	const size_t	offs[] = { offsetof(struct msg_conf_begin, nscopes),
	    offsetof(struct msg_conf_begin, nshared),
	    offsetof(struct msg_conf_begin, nsubnets),
	    offsetof(struct msg_conf_begin, nranges),
	    offsetof(struct msg_conf_begin, nhosts) };
	uint32_t	n;
	size_t		i;

	(void)state;
	capture();
	assert_int_equal(sent[0].type, IMSG_CONF_BEGIN);
	for (i = 0; i < sizeof(offs) / sizeof(offs[0]); i++) {
		memcpy(&n, sent[0].data + offs[i], sizeof(n));
		assert_int_equal(replay_u32(0, offs[i], n - 1), -1);
		assert_int_equal(replay_u32(0, offs[i], n + 1), -1);
		assert_int_equal(replay_u32(0, offs[i], UINT32_MAX), -1);
		assert_null(received);	/* nothing was allocated */
	}
	assert_int_equal(replay_u32(0,
	    offsetof(struct msg_conf_begin, generation), 0), -1);
	drop_received();
	forget();
}

static void
test_subnets_hostile(void **state)
{
	unsigned int	first, second;

	(void)state;
	capture();
	first = find(IMSG_CONF_SUBNET, 0);
	second = find(IMSG_CONF_SUBNET, 1);
#define OFF(f)	offsetof(struct conf_subnet, f)
	/* both in the same place, or of one scope */
	assert_int_equal(replay(second, IMSG_CONF_SUBNET, sent[first].data,
	    sent[first].len), -1);
	assert_int_equal(replay_u32(second, OFF(net), htonl(0xc0000280)), -1);
	assert_int_equal(replay_u32(first, OFF(mask), 0), -1);
	assert_int_equal(replay_u32(first, OFF(mask), htonl(0xff00ff00)), -1);
	assert_int_equal(replay_u32(first, OFF(net), htonl(0xc0000201)), -1);
	assert_int_equal(replay_u32(first, OFF(scope), 0), -1);
	assert_int_equal(replay_u32(first, OFF(scope), 100), -1);
	assert_int_equal(replay_u32(first, OFF(scope), CONF_NONE), -1);
	/* in a shared-network that it is not in */
	assert_int_equal(replay_u32(first, OFF(shared), 0), -1);
	assert_int_equal(replay_u32(second, OFF(shared), CONF_NONE), -1);
	assert_int_equal(replay_u32(second, OFF(shared), 1), -1);
#undef OFF
	drop_received();
	forget();
}

static void
test_ranges_hostile(void **state)
{
	unsigned int	first, second;

	(void)state;
	capture();
	first = find(IMSG_CONF_RANGE, 0);
	second = find(IMSG_CONF_RANGE, 1);
#define OFF(f)	offsetof(struct conf_range, f)
	assert_int_equal(replay_u32(first, OFF(subnet), 1), -1);
	assert_int_equal(replay_u32(first, OFF(subnet), 2), -1);
	assert_int_equal(replay_u32(first, OFF(subnet), UINT32_MAX), -1);
	assert_int_equal(replay_u32(first, OFF(low), 0xc0000201), -1);
	assert_int_equal(replay_u32(first, OFF(low), 0xc00001ff), -1);
	assert_int_equal(replay_u32(first, OFF(high), 0xc0000300), -1);
	assert_int_equal(replay_u32(first, OFF(flags), 0x80), -1);
	assert_int_equal(replay_u32(second, OFF(high), 0xc6336480), -1);
	assert_int_equal(replay_u32(first, OFF(flags), RANGE_DYNAMIC_BOOTP),
	    1);
#undef OFF
	drop_received();
	forget();
}

/* Options that a client would get in a wrong form, or never. */
static void
test_options_hostile(void **state)
{
	static const struct {
		uint32_t	 code, len;
		uint8_t		 data[4];
	}		 bad[] = {
		{ 0, 1, { 0 } },
		{ 255, 1, { 0 } },
		{ 256 + 1, 4, { 0 } },
		{ DHO_SUBNET_MASK, 3, { 0 } },
		{ DHO_MESSAGE_TYPE, 1, { 5 } },
		{ DHO_DOMAIN_NAME, 2, { 'x', 0 } },
		{ 200, 0, { 0 } }	/* and then comes a lower code */
	};
	uint8_t		 copy[1100];
	unsigned int	 which;
	size_t		 i;
	uint32_t	 len;

	(void)state;
	capture();
	which = find(IMSG_CONF_OPTION, 0);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(replay(which, IMSG_CONF_OPTION, &bad[i],
		    8 + bad[i].len), -1);
	/* the longest one, and one more byte */
	which = find(IMSG_CONF_OPTION, 2);
	memset(copy, 0, sizeof(copy));
	memcpy(copy, sent[which].data, sent[which].len);
	len = CONF_OPTION_MAX;
	memcpy(copy + 4, &len, sizeof(len));
	assert_int_equal(replay(which, IMSG_CONF_OPTION, copy, 8 + len), 1);
	len++;
	memcpy(copy + 4, &len, sizeof(len));
	assert_int_equal(replay(which, IMSG_CONF_OPTION, copy, 8 + len), -1);
	drop_received();
	forget();
}

/* A chain of scopes as deep as can be, and one too deep. */
static void
test_depth(void **state)
{
	struct conf	*conf;
	uint32_t	 depth, i, scope;

	(void)state;
	for (depth = CONF_DEPTH_MAX; depth <= CONF_DEPTH_MAX + 1; depth++) {
		conf = conf_new();
		conf->generation = 1;
		for (i = 1, scope = 0; i < depth; i++)
			scope = conf_add_scope(conf, SCOPE_GROUP, scope);
		conf_finish(conf);
		keep = 1;
		conf_send(NULL, conf);
		keep = 0;
		assert_int_equal(replay(nsent, IMSG_NONE, NULL, 0),
		    depth == CONF_DEPTH_MAX ? 1 : -1);
		drop_received();
		forget();
		conf_free(conf);
	}
}

static void
test_nesting_hostile(void **state)
{
	static const enum scope_kind	 bad[][2] = {
		{ SCOPE_HOST, SCOPE_GROUP },
		{ SCOPE_HOST, SCOPE_HOST },
		{ SCOPE_SUBNET, SCOPE_SUBNET },
		{ SCOPE_SUBNET, SCOPE_SHARED },
		{ SCOPE_SHARED, SCOPE_SHARED },
		{ SCOPE_GROUP, SCOPE_GLOBAL }
	};
	uint8_t				 copy[256];
	unsigned int			 i, scope;
	uint32_t			 kind, parent;

	(void)state;
	capture();
	scope = find(IMSG_CONF_SCOPE, 1);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		drop_received();
		assert_int_equal(deliver(sent[0].type, sent[0].data,
		    sent[0].len), 0);
		assert_int_equal(deliver(sent[1].type, sent[1].data,
		    sent[1].len), 0);
		memcpy(copy, sent[scope].data, sent[scope].len);
		kind = bad[i][0];
		memcpy(copy, &kind, sizeof(kind));
		assert_int_equal(deliver(IMSG_CONF_SCOPE, copy,
		    sent[scope].len), 0);
		kind = bad[i][1];
		parent = 1;
		memcpy(copy, &kind, sizeof(kind));
		memcpy(copy + 4, &parent, sizeof(parent));
		assert_int_equal(deliver(IMSG_CONF_SCOPE, copy,
		    sent[scope].len), -1);
	}
	/* its own parent; a parent that is yet to come; none at all */
	assert_int_equal(replay_u32(scope, 4, 1), -1);
	assert_int_equal(replay_u32(scope, 4, 5), -1);
	assert_int_equal(replay_u32(scope, 4, CONF_NONE), -1);
	assert_int_equal(replay_u32(scope, 0, SCOPE_HOST + 1), -1);
	assert_int_equal(replay_u32(find(IMSG_CONF_SCOPE, 0), 8,
	    PARAM_BIT(PARAM_MAX)), -1);
	drop_received();
	forget();
}

/* Every byte of every message changed in turn: refused, or harmless. */
static void
test_bytes(void **state)
{
	static const uint8_t	flips[] = { 0x01, 0x80, 0xff };
	unsigned int		i, accepted = 0, refused = 0;
	size_t			off, j;
	uint8_t			byte;

	(void)state;
	capture();
	for (i = 0; i < nsent; i++) {
		for (off = 0; off < sent[i].len; off++) {
			for (j = 0; j < sizeof(flips); j++) {
				byte = sent[i].data[off] ^ flips[j];
				if (replay_changed(i, off, &byte, 1) == 1) {
					check_sane(received);
					accepted++;
				} else
					refused++;
			}
		}
	}
	assert_true(accepted > 0 && refused > 0);
	drop_received();
	forget();
}

static int
setup(void **state)
{
	int	fds[2];

	(void)state;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == -1)
		return (-1);
	return (imsgbuf_init(&out, fds[0]) | imsgbuf_init(&in, fds[1]));
}

static int
teardown(void **state)
{
	(void)state;
	imsgbuf_clear(&out);
	imsgbuf_clear(&in);
	return (close(out.fd) | close(in.fd));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_finish),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_lookups),
		cmocka_unit_test(test_send),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_subnets_hostile),
		cmocka_unit_test(test_ranges_hostile),
		cmocka_unit_test(test_options_hostile),
		cmocka_unit_test(test_nesting_hostile),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_bytes)
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
