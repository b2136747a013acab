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
 * The configuration in imsgs.  After IMSG_CONF_BEGIN, in this order: each
 * scope, a parent before what it encloses, followed by its options; then
 * the shared-networks, subnets, ranges and hosts, in the order of struct
 * conf.  So whatever a message refers to has come before.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <imsg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "conf.h"
#include "log.h"
#include "msg.h"
#include "options.h"
#include "proc.h"

struct wire_scope {
	uint32_t	 kind;		/* enum scope_kind */
	uint32_t	 parent;
	uint32_t	 set;
	uint32_t	 default_lease_time;
	uint32_t	 max_lease_time;
	uint32_t	 min_lease_time;
	uint32_t	 ping_timeout;
	struct in_addr	 next_server;		/* network byte order */
	struct in_addr	 server_identifier;	/* network byte order */
	struct in_addr	 ping_source;		/* network byte order */
	int64_t		 bootp_lease_cutoff;
	uint32_t	 bootp_lease_length;
	uint8_t		 authoritative;
	uint8_t		 unknown_clients;
	uint8_t		 bootp;
	uint8_t		 booting;
	uint8_t		 ping_check;
	uint8_t		 use_host_decl_names;
	uint8_t		 echo_client_id;
	uint8_t		 subnet_selection;
	uint8_t		 ignore_client_uids;
	uint8_t		 use_lease_addr;
	uint8_t		 filename_len;		/* follows */
	uint8_t		 server_name_len;	/* follows that */
};

struct wire_option {		/* of the last scope */
	uint32_t	 code;
	uint32_t	 len;			/* bytes that follow */
};

struct wire_shared {
	uint32_t	 scope;
	uint32_t	 len;			/* of the name that follows */
};

struct wire_host {
	uint32_t	 scope;
	uint32_t	 naddrs;
	uint8_t		 htype;
	uint8_t		 hlen;
	uint8_t		 hwaddr[DHCP_CHADDR_LEN];
	uint8_t		 namelen;		/* follows */
	uint8_t		 uidlen;		/* follows that, then addrs */
};

/* A configuration that is being received; conf must be the first. */
struct receiving {
	struct conf		 conf;
	struct msg_conf_begin	 want;
	int			 stage;		/* of the last message */
	uint32_t		 kinds[SCOPE_HOST + 1];	/* scopes so far */
};

static void
send_scope(struct peer *p, const struct conf_scope *scope)
{
	const struct conf_params	*params = &scope->params;
	struct wire_scope		 w;
	struct wire_option		 wo;
	uint8_t				 buf[DHCP_FILE_LEN + DHCP_SNAME_LEN];
	uint32_t			 i;

	memset(&w, 0, sizeof(w));
	w.kind = scope->kind;
	w.parent = scope->parent;
	w.set = params->set;
	w.bootp_lease_cutoff = params->bootp_lease_cutoff;
	w.bootp_lease_length = params->bootp_lease_length;
	w.default_lease_time = params->default_lease_time;
	w.max_lease_time = params->max_lease_time;
	w.min_lease_time = params->min_lease_time;
	w.ping_timeout = params->ping_timeout;
	w.next_server = params->next_server;
	w.server_identifier = params->server_identifier;
	w.ping_source = params->ping_source;
	w.authoritative = params->authoritative;
	w.unknown_clients = params->unknown_clients;
	w.bootp = params->bootp;
	w.booting = params->booting;
	w.ping_check = params->ping_check;
	w.use_host_decl_names = params->use_host_decl_names;
	w.echo_client_id = params->echo_client_id;
	w.subnet_selection = params->subnet_selection;
	w.ignore_client_uids = params->ignore_client_uids;
	w.use_lease_addr = params->use_lease_addr;
	if (params->filename != NULL) {
		w.filename_len = (uint8_t)strlen(params->filename);
		memcpy(buf, params->filename, w.filename_len);
	}
	if (params->server_name != NULL) {
		w.server_name_len = (uint8_t)strlen(params->server_name);
		memcpy(buf + w.filename_len, params->server_name,
		    w.server_name_len);
	}
	peer_send2(p, IMSG_CONF_SCOPE, 0, &w, sizeof(w), buf,
	    (size_t)w.filename_len + w.server_name_len);

	for (i = 0; i < scope->noptions; i++) {
		wo.code = scope->options[i].code;
		wo.len = scope->options[i].len;
		peer_send2(p, IMSG_CONF_OPTION, 0, &wo, sizeof(wo),
		    scope->options[i].data, wo.len);
	}
}

static void
send_host(struct peer *p, const struct conf_host *host)
{
	struct wire_host	 w;
	uint8_t			 buf[CONF_NAME_MAX + UINT8_MAX +
				    CONF_HOST_ADDRS * sizeof(struct in_addr)];
	size_t			 len;

	memset(&w, 0, sizeof(w));
	w.scope = host->scope;
	w.naddrs = host->naddrs;
	w.htype = host->htype;
	w.hlen = host->hlen;
	memcpy(w.hwaddr, host->hwaddr, sizeof(w.hwaddr));
	w.namelen = (uint8_t)strlen(host->name);
	w.uidlen = host->uidlen;

	memcpy(buf, host->name, w.namelen);
	len = w.namelen;
	if (host->uidlen != 0)
		memcpy(buf + len, host->uid, host->uidlen);
	len += host->uidlen;
	if (host->naddrs != 0)
		memcpy(buf + len, host->addrs,
		    host->naddrs * sizeof(*host->addrs));
	len += host->naddrs * sizeof(*host->addrs);
	peer_send2(p, IMSG_CONF_HOST, 0, &w, sizeof(w), buf, len);
}

void
conf_send(struct peer *p, const struct conf *conf)
{
	struct msg_conf_begin	 begin;
	struct wire_shared	 ws;
	uint32_t		 i;

	begin.generation = conf->generation;
	begin.nscopes = conf->nscopes;
	begin.nshared = conf->nshared;
	begin.nsubnets = conf->nsubnets;
	begin.nranges = conf->nranges;
	begin.nhosts = conf->nhosts;
	peer_send(p, IMSG_CONF_BEGIN, 0, -1, &begin, sizeof(begin));
	for (i = 0; i < conf->nscopes; i++)
		send_scope(p, &conf->scopes[i]);
	for (i = 0; i < conf->nshared; i++) {
		ws.scope = conf->shared[i].scope;
		ws.len = (uint32_t)strlen(conf->shared[i].name);
		peer_send2(p, IMSG_CONF_SHARED, 0, &ws, sizeof(ws),
		    conf->shared[i].name, ws.len);
	}
	for (i = 0; i < conf->nsubnets; i++)
		peer_send(p, IMSG_CONF_SUBNET, 0, -1, &conf->subnets[i],
		    sizeof(conf->subnets[i]));
	for (i = 0; i < conf->nranges; i++)
		peer_send(p, IMSG_CONF_RANGE, 0, -1, &conf->ranges[i],
		    sizeof(conf->ranges[i]));
	for (i = 0; i < conf->nhosts; i++)
		send_host(p, &conf->hosts[i]);
	peer_send(p, IMSG_CONF_END, 0, -1, NULL, 0);
}

static int
recv_begin(struct conf **conf, struct imsg *imsg)
{
	struct receiving	*r;
	struct msg_conf_begin	 want;

	if (imsg_get_data(imsg, &want, sizeof(want)) == -1)
		return (-1);
	if (want.generation == 0 || want.nscopes == 0 ||
	    want.nscopes > CONF_SCOPES_MAX ||
	    want.nshared > CONF_SUBNETS_MAX ||
	    want.nsubnets > CONF_SUBNETS_MAX ||
	    want.nranges > CONF_RANGES_MAX || want.nhosts > CONF_HOSTS_MAX)
		return (-1);
	if ((r = calloc(1, sizeof(*r))) == NULL)
		fatal("calloc");
	r->want = want;
	r->conf.generation = want.generation;
	*conf = &r->conf;
	return (0);
}

/* len bytes without NUL as a string. */
static char *
get_string(struct ibuf *ibuf, size_t len)
{
	char	*s;

	if ((s = malloc(len + 1)) == NULL)
		fatal("malloc");
	s[len] = '\0';
	if ((len != 0 && ibuf_get(ibuf, s, len) == -1) || strlen(s) != len) {
		free(s);
		return (NULL);
	}
	return (s);
}

static int
is_set(const struct wire_scope *w, enum param param)
{
	return ((w->set & PARAM_BIT(param)) != 0);
}

static int
check_params(const struct wire_scope *w)
{
	if (w->set >= PARAM_BIT(PARAM_MAX))
		return (-1);
	if (w->authoritative > 1 || w->unknown_clients > 1 || w->bootp > 1 ||
	    w->booting > 1 || w->ping_check > 1 ||
	    w->use_host_decl_names > 1 || w->echo_client_id > 1 ||
	    w->subnet_selection > 1 || w->ignore_client_uids > 1 ||
	    w->use_lease_addr > 1)
		return (-1);
	if (is_set(w, PARAM_PING_TIMEOUT) &&
	    (w->ping_timeout == 0 || w->ping_timeout > PING_TIMEOUT_MAX))
		return (-1);
	if (w->filename_len >= DHCP_FILE_LEN ||
	    (w->filename_len != 0 && !is_set(w, PARAM_FILENAME)))
		return (-1);
	if (w->server_name_len >= DHCP_SNAME_LEN ||
	    (w->server_name_len != 0 && !is_set(w, PARAM_SERVER_NAME)))
		return (-1);
	return (0);
}

/* Which kinds of scopes are around this one, itself included, as bits. */
static uint32_t
scope_kinds(const struct conf *conf, uint32_t scope, unsigned int *depth)
{
	uint32_t	kinds = 0;

	for (*depth = 0; scope != CONF_NONE; (*depth)++) {
		kinds |= 1U << conf->scopes[scope].kind;
		scope = conf->scopes[scope].parent;
	}
	return (kinds);
}

/* May a scope of that kind stand in that parent? */
static int
check_nesting(const struct conf *conf, uint32_t kind, uint32_t parent)
{
	uint32_t	around, not = 1U << SCOPE_HOST;
	unsigned int	depth;

	if (conf->nscopes == 0)
		return (kind == SCOPE_GLOBAL && parent == CONF_NONE ? 0 : -1);
	if (kind == SCOPE_GLOBAL || kind > SCOPE_HOST ||
	    parent >= conf->nscopes)
		return (-1);
	around = scope_kinds(conf, parent, &depth);
	if (depth >= CONF_DEPTH_MAX)
		return (-1);
	if (kind == SCOPE_SHARED)
		not |= 1U << SCOPE_SHARED | 1U << SCOPE_SUBNET;
	if (kind == SCOPE_SUBNET)
		not |= 1U << SCOPE_SUBNET;
	return ((around & not) == 0 ? 0 : -1);
}

static int
recv_scope(struct receiving *r, struct imsg *imsg)
{
	struct conf		*conf = &r->conf;
	struct conf_params	*params;
	struct wire_scope	 w;
	struct ibuf		 ibuf;
	uint32_t		 scope;

	if (conf->nscopes == r->want.nscopes ||
	    imsg_get_ibuf(imsg, &ibuf) == -1 ||
	    ibuf_get(&ibuf, &w, sizeof(w)) == -1 ||
	    ibuf_size(&ibuf) != (size_t)w.filename_len + w.server_name_len ||
	    check_params(&w) == -1 ||
	    check_nesting(conf, w.kind, w.parent) == -1)
		return (-1);
	scope = conf_add_scope(conf, w.kind, w.parent);
	r->kinds[w.kind]++;
	params = &conf->scopes[scope].params;
	params->set = w.set;
	params->bootp_lease_cutoff = w.bootp_lease_cutoff;
	params->bootp_lease_length = w.bootp_lease_length;
	params->default_lease_time = w.default_lease_time;
	params->max_lease_time = w.max_lease_time;
	params->min_lease_time = w.min_lease_time;
	params->ping_timeout = w.ping_timeout;
	params->next_server = w.next_server;
	params->server_identifier = w.server_identifier;
	params->ping_source = w.ping_source;
	params->authoritative = w.authoritative;
	params->unknown_clients = w.unknown_clients;
	params->bootp = w.bootp;
	params->booting = w.booting;
	params->ping_check = w.ping_check;
	params->use_host_decl_names = w.use_host_decl_names;
	params->echo_client_id = w.echo_client_id;
	params->subnet_selection = w.subnet_selection;
	params->ignore_client_uids = w.ignore_client_uids;
	params->use_lease_addr = w.use_lease_addr;
	if (is_set(&w, PARAM_FILENAME) && (params->filename =
	    get_string(&ibuf, w.filename_len)) == NULL)
		return (-1);
	if (is_set(&w, PARAM_SERVER_NAME) && (params->server_name =
	    get_string(&ibuf, w.server_name_len)) == NULL)
		return (-1);
	return (0);
}

static int
recv_option(struct receiving *r, struct imsg *imsg)
{
	struct conf		*conf = &r->conf;
	struct conf_scope	*scope;
	struct wire_option	 w;
	struct ibuf		 ibuf;

	if (conf->nscopes == 0 || imsg_get_ibuf(imsg, &ibuf) == -1 ||
	    ibuf_get(&ibuf, &w, sizeof(w)) == -1 ||
	    w.code == DHO_PAD || w.code >= DHO_END ||
	    w.len > CONF_OPTION_MAX || ibuf_size(&ibuf) != w.len)
		return (-1);
	scope = &conf->scopes[conf->nscopes - 1];
	if (scope->noptions != 0 &&
	    scope->options[scope->noptions - 1].code >= w.code)
		return (-1);
	if (!optdef_allowed((uint8_t)w.code, ibuf_data(&ibuf), w.len))
		return (-1);
	conf_set_option(conf, conf->nscopes - 1, (uint8_t)w.code,
	    ibuf_data(&ibuf), w.len);
	return (0);
}

static int
recv_shared(struct receiving *r, struct imsg *imsg)
{
	struct conf		*conf = &r->conf;
	struct wire_shared	 w;
	struct ibuf		 ibuf;
	char			*name;

	if (conf->nshared == r->want.nshared ||
	    imsg_get_ibuf(imsg, &ibuf) == -1 ||
	    ibuf_get(&ibuf, &w, sizeof(w)) == -1 ||
	    w.scope >= conf->nscopes ||
	    conf->scopes[w.scope].kind != SCOPE_SHARED ||
	    w.len == 0 || w.len > CONF_NAME_MAX || ibuf_size(&ibuf) != w.len)
		return (-1);
	if (conf->nshared != 0 &&
	    conf->shared[conf->nshared - 1].scope >= w.scope)
		return (-1);
	if ((name = get_string(&ibuf, w.len)) == NULL)
		return (-1);
	conf_add_shared(conf, w.scope, name);
	free(name);
	return (0);
}

/* Is it in the shared-network that it says, or in none as it says? */
static int
check_shared(const struct conf *conf, const struct conf_subnet *subnet)
{
	uint32_t	scope = subnet->scope;

	while (scope != CONF_NONE && conf->scopes[scope].kind != SCOPE_SHARED)
		scope = conf->scopes[scope].parent;
	if (subnet->shared == CONF_NONE)
		return (scope == CONF_NONE ? 0 : -1);
	if (subnet->shared >= conf->nshared ||
	    conf->shared[subnet->shared].scope != scope)
		return (-1);
	return (0);
}

static int
recv_subnet(struct receiving *r, struct imsg *imsg)
{
	struct conf			*conf = &r->conf;
	const struct conf_subnet	*last;
	struct conf_subnet		 subnet;
	uint32_t			 net, wild;

	if (conf->nsubnets == r->want.nsubnets ||
	    imsg_get_data(imsg, &subnet, sizeof(subnet)) == -1 ||
	    subnet.scope >= conf->nscopes ||
	    conf->scopes[subnet.scope].kind != SCOPE_SUBNET ||
	    check_shared(conf, &subnet) == -1)
		return (-1);
	net = ntohl(subnet.net.s_addr);
	wild = ~ntohl(subnet.mask.s_addr);
	if ((wild & (wild + 1)) != 0 || (net & wild) != 0)
		return (-1);
	if (conf->nsubnets != 0) {
		last = &conf->subnets[conf->nsubnets - 1];
		if (net <= ntohl(last->net.s_addr | ~last->mask.s_addr))
			return (-1);
	}
	conf_add_subnet(conf, &subnet);
	return (0);
}

static int
recv_range(struct receiving *r, struct imsg *imsg)
{
	struct conf			*conf = &r->conf;
	const struct conf_subnet	*subnet;
	struct conf_range		 range;

	if (conf->nranges == r->want.nranges ||
	    imsg_get_data(imsg, &range, sizeof(range)) == -1 ||
	    range.subnet >= conf->nsubnets || range.low > range.high ||
	    (range.flags & ~(uint32_t)RANGE_DYNAMIC_BOOTP) != 0)
		return (-1);
	subnet = &conf->subnets[range.subnet];
	if (range.low < ntohl(subnet->net.s_addr) ||
	    range.high > ntohl(subnet->net.s_addr | ~subnet->mask.s_addr))
		return (-1);
	if (conf->nranges != 0 &&
	    range.low <= conf->ranges[conf->nranges - 1].high)
		return (-1);
	conf_add_range(conf, &range);
	return (0);
}

static int
check_host(const struct conf *conf, const struct wire_host *w)
{
	if (w->scope >= conf->nscopes ||
	    conf->scopes[w->scope].kind != SCOPE_HOST)
		return (-1);
	if (conf->nhosts != 0 &&
	    conf->hosts[conf->nhosts - 1].scope >= w->scope)
		return (-1);
	if (w->hlen > sizeof(w->hwaddr) || (w->htype == 0) != (w->hlen == 0))
		return (-1);
	if (w->namelen == 0 || w->naddrs > CONF_HOST_ADDRS)
		return (-1);
	return (0);
}

static int
recv_host(struct receiving *r, struct imsg *imsg)
{
	struct conf		*conf = &r->conf;
	struct conf_host	 host;
	struct wire_host	 w;
	struct ibuf		 ibuf;
	struct in_addr		 addrs[CONF_HOST_ADDRS];
	uint8_t			 uid[UINT8_MAX];
	int			 ret = -1;

	if (conf->nhosts == r->want.nhosts ||
	    imsg_get_ibuf(imsg, &ibuf) == -1 ||
	    ibuf_get(&ibuf, &w, sizeof(w)) == -1 ||
	    check_host(conf, &w) == -1 || ibuf_size(&ibuf) !=
	    (size_t)w.namelen + w.uidlen + w.naddrs * sizeof(addrs[0]))
		return (-1);
	memset(&host, 0, sizeof(host));
	host.scope = w.scope;
	host.htype = w.htype;
	host.hlen = w.hlen;
	memcpy(host.hwaddr, w.hwaddr, w.hlen);
	host.uidlen = w.uidlen;
	host.uid = uid;
	host.naddrs = w.naddrs;
	host.addrs = addrs;
	if ((host.name = get_string(&ibuf, w.namelen)) == NULL)
		return (-1);
	if ((w.uidlen == 0 || ibuf_get(&ibuf, uid, w.uidlen) != -1) &&
	    (w.naddrs == 0 || ibuf_get(&ibuf, addrs,
	    w.naddrs * sizeof(addrs[0])) != -1)) {
		conf_add_host(conf, &host);
		ret = 0;
	}
	free(host.name);
	return (ret);
}

/* As many of each as was announced, and no subnet's scope twice. */
static int
recv_end(struct receiving *r, struct imsg *imsg)
{
	const struct conf	*conf = &r->conf;
	uint8_t			*seen;
	uint32_t		 i;
	int			 ret = 1;

	if (imsg_get_len(imsg) != 0 || conf->nscopes != r->want.nscopes ||
	    conf->nshared != r->want.nshared ||
	    conf->nshared != r->kinds[SCOPE_SHARED] ||
	    conf->nsubnets != r->want.nsubnets ||
	    conf->nsubnets != r->kinds[SCOPE_SUBNET] ||
	    conf->nranges != r->want.nranges ||
	    conf->nhosts != r->want.nhosts ||
	    conf->nhosts != r->kinds[SCOPE_HOST])
		return (-1);
	if ((seen = calloc(conf->nscopes, 1)) == NULL)
		fatal("calloc");
	for (i = 0; i < conf->nsubnets; i++) {
		if (seen[conf->subnets[i].scope]++ != 0) {
			ret = -1;
			break;
		}
	}
	free(seen);
	return (ret);
}

/* Scopes and options alternate; otherwise the types come in this order. */
static int
stage_of(uint32_t type)
{
	switch (type) {
	case IMSG_CONF_SCOPE:
	case IMSG_CONF_OPTION:
		return (1);
	case IMSG_CONF_SHARED:
		return (2);
	case IMSG_CONF_SUBNET:
		return (3);
	case IMSG_CONF_RANGE:
		return (4);
	case IMSG_CONF_HOST:
		return (5);
	case IMSG_CONF_END:
		return (6);
	default:
		return (-1);
	}
}

int
conf_recv(struct conf **conf, struct imsg *imsg)
{
	struct receiving	*r;
	uint32_t		 type = imsg_get_type(imsg);
	int			 stage;

	if (type == IMSG_CONF_BEGIN)
		return (*conf == NULL ? recv_begin(conf, imsg) : -1);
	if (*conf == NULL || (stage = stage_of(type)) == -1)
		return (-1);
	r = (struct receiving *)*conf;
	if (stage < r->stage)
		return (-1);
	r->stage = stage;

	switch (type) {
	case IMSG_CONF_SCOPE:
		return (recv_scope(r, imsg));
	case IMSG_CONF_OPTION:
		return (recv_option(r, imsg));
	case IMSG_CONF_SHARED:
		return (recv_shared(r, imsg));
	case IMSG_CONF_SUBNET:
		return (recv_subnet(r, imsg));
	case IMSG_CONF_RANGE:
		return (recv_range(r, imsg));
	case IMSG_CONF_HOST:
		return (recv_host(r, imsg));
	default:
		return (recv_end(r, imsg));
	}
}
