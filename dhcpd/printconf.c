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
 * The configuration as the text of dhcpd.conf(5), in one canonical form: in
 * each block first parameters, then options, then what else belongs to it,
 * then the blocks inside it in the order of the file.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <assert.h>
#include <ctype.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "dhcpd.h"
#include "log.h"
#include "options.h"

/*
 * Roughly four characters for a byte.  Names that are compressed can be more:
 * an option that doesn't fit is printed as bytes.
 */
#define OPTION_TEXT_MAX	(CONF_OPTION_MAX / 4 * 17 + CONF_OPTION_MAX * 8)

/* The tree of scopes, with what each one is. */
struct printer {
	const struct conf	*conf;
	FILE			*fp;
	uint32_t		*child;		/* first, by scope */
	uint32_t		*sibling;	/* next, by scope */
	uint32_t		*object;	/* network, subnet or host */
	uint32_t		*range;		/* first, by subnet */
};

static void
indent(const struct printer *pr, unsigned int depth)
{
	while (depth-- > 0)
		putc('\t', pr->fp);
}

static void
print_string(const struct printer *pr, const char *s)
{
	unsigned char	c;

	putc('"', pr->fp);
	for (; *s != '\0'; s++) {
		c = (unsigned char)*s;
		if (c == '"' || c == '\\')
			fprintf(pr->fp, "\\%c", c);
		else if (c < ' ' || c >= 0x7f)
			fprintf(pr->fp, "\\%03o", c);
		else
			putc(c, pr->fp);
	}
	putc('"', pr->fp);
}

/* In quotes only if it has to be. */
static void
print_name(const struct printer *pr, const char *name)
{
	const char	*s;

	for (s = name; *s != '\0'; s++) {
		if (!isalnum((unsigned char)*s) &&
		    strchr("-_.", *s) == NULL) {
			print_string(pr, name);
			return;
		}
	}
	fputs(name, pr->fp);
}

static void
print_addr(const struct printer *pr, struct in_addr addr)
{
	const uint8_t	*a = (const uint8_t *)&addr.s_addr;

	fprintf(pr->fp, "%u.%u.%u.%u", a[0], a[1], a[2], a[3]);
}

static void
print_hex(const struct printer *pr, const uint8_t *data, size_t len)
{
	size_t	i;

	for (i = 0; i < len; i++)
		fprintf(pr->fp, "%s%02x", i == 0 ? "" : ":", data[i]);
}

enum param_type {
	TYPE_NUMBER,
	TYPE_ADDR,
	TYPE_DATE,
	TYPE_STRING,
	TYPE_FLAG
};

/* In the order in which they are printed. */
static const struct {
	enum param	 param;
	enum param_type	 type;
	size_t		 offset;	/* in struct conf_params */
	const char	*name;		/* or what a flag says when it is on */
	const char	*off;
} params[] = {
#define FIELD(f)	offsetof(struct conf_params, f)
	{ PARAM_AUTHORITATIVE, TYPE_FLAG, FIELD(authoritative),
	    "authoritative", "not authoritative" },
	{ PARAM_UNKNOWN_CLIENTS, TYPE_FLAG, FIELD(unknown_clients),
	    "allow unknown-clients", "deny unknown-clients" },
	{ PARAM_BOOTP, TYPE_FLAG, FIELD(bootp),
	    "allow bootp", "deny bootp" },
	{ PARAM_BOOTING, TYPE_FLAG, FIELD(booting),
	    "allow booting", "deny booting" },
	{ PARAM_SUBNET_SELECTION, TYPE_FLAG, FIELD(subnet_selection),
	    "allow subnet-selection", "deny subnet-selection" },
	{ PARAM_DEFAULT_LEASE_TIME, TYPE_NUMBER, FIELD(default_lease_time),
	    "default-lease-time", NULL },
	{ PARAM_MAX_LEASE_TIME, TYPE_NUMBER, FIELD(max_lease_time),
	    "max-lease-time", NULL },
	{ PARAM_MIN_LEASE_TIME, TYPE_NUMBER, FIELD(min_lease_time),
	    "min-lease-time", NULL },
	{ PARAM_BOOTP_LEASE_CUTOFF, TYPE_DATE, FIELD(bootp_lease_cutoff),
	    "dynamic-bootp-lease-cutoff", NULL },
	{ PARAM_BOOTP_LEASE_LENGTH, TYPE_NUMBER, FIELD(bootp_lease_length),
	    "dynamic-bootp-lease-length", NULL },
	{ PARAM_IGNORE_CLIENT_UIDS, TYPE_FLAG, FIELD(ignore_client_uids),
	    "ignore-client-uids on", "ignore-client-uids off" },
	{ PARAM_PING_CHECK, TYPE_FLAG, FIELD(ping_check),
	    "ping-check on", "ping-check off" },
	{ PARAM_PING_TIMEOUT, TYPE_NUMBER, FIELD(ping_timeout),
	    "ping-timeout", NULL },
	{ PARAM_PING_SOURCE, TYPE_ADDR, FIELD(ping_source),
	    "ping-source", NULL },
	{ PARAM_ECHO_CLIENT_ID, TYPE_FLAG, FIELD(echo_client_id),
	    "echo-client-id on", "echo-client-id off" },
	{ PARAM_USE_HOST_DECL_NAMES, TYPE_FLAG, FIELD(use_host_decl_names),
	    "use-host-decl-names on", "use-host-decl-names off" },
	{ PARAM_USE_LEASE_ADDR, TYPE_FLAG, FIELD(use_lease_addr),
	    "use-lease-addr-for-default-route on",
	    "use-lease-addr-for-default-route off" },
	{ PARAM_SERVER_IDENTIFIER, TYPE_ADDR, FIELD(server_identifier),
	    "server-identifier", NULL },
	{ PARAM_NEXT_SERVER, TYPE_ADDR, FIELD(next_server),
	    "next-server", NULL },
	{ PARAM_SERVER_NAME, TYPE_STRING, FIELD(server_name),
	    "server-name", NULL },
	{ PARAM_FILENAME, TYPE_STRING, FIELD(filename),
	    "filename", NULL }
#undef FIELD
};
#define NPARAMS	(sizeof(params) / sizeof(params[0]))

static_assert(NPARAMS == PARAM_MAX, "every parameter is printed");

static void
print_date(const struct printer *pr, int64_t when)
{
	struct tm	 tm;
	time_t		 t = (time_t)when;

	if (gmtime_r(&t, &tm) == NULL)
		fatalx("%s: no date", __func__);
	fprintf(pr->fp, "%d %04d/%02d/%02d %02d:%02d:%02d", tm.tm_wday,
	    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
	    tm.tm_min, tm.tm_sec);
}

static void
print_param(const struct printer *pr, unsigned int i, const char *field)
{
	struct in_addr	 addr;
	const char	*s;
	int64_t		 when;
	uint32_t	 n;

	if (params[i].type == TYPE_FLAG) {
		fputs(*field ? params[i].name : params[i].off, pr->fp);
		return;
	}
	fprintf(pr->fp, "%s ", params[i].name);
	switch (params[i].type) {
	case TYPE_NUMBER:
		memcpy(&n, field, sizeof(n));
		fprintf(pr->fp, "%u", n);
		break;
	case TYPE_DATE:
		memcpy(&when, field, sizeof(when));
		print_date(pr, when);
		break;
	case TYPE_ADDR:
		memcpy(&addr, field, sizeof(addr));
		print_addr(pr, addr);
		break;
	default:
		memcpy(&s, field, sizeof(s));
		print_string(pr, s);
		break;
	}
}

/* Is that name defined in the file, for whatever code? */
static int
is_defined(const struct conf *conf, const char *name)
{
	uint32_t	i;

	for (i = 0; i < conf->noptdefs; i++)
		if (strcasecmp(conf->optdefs[i].name, name) == 0)
			return (1);
	return (0);
}

/* Under the name that it has in the file, or else the known one. */
static const char *
option_text(const struct conf *conf, const struct conf_option *option,
    char *text, size_t size)
{
	static struct opt_def	 own;
	const struct opt_def	*def;
	uint32_t		 i;

	for (i = 0; i < conf->noptdefs; i++) {
		if (conf->optdefs[i].code != option->code)
			continue;
		conf_optdef(&conf->optdefs[i], &own);
		if (opt_print(&own, option->data, option->len, text, size) !=
		    -1)
			return (own.name);
	}
	def = optdef_by_code(option->code);
	if (def != NULL && !is_defined(conf, def->name) &&
	    opt_print(def, option->data, option->len, text, size) != -1)
		return (def->name);
	def = optdef_numbered(option->code);
	if (opt_print(def, option->data, option->len, text, size) == -1)
		fatalx("%s: bad option %u", __func__, option->code);
	return (def->name);
}

static void
print_options(const struct printer *pr, const struct conf_scope *scope,
    unsigned int depth)
{
	static char	 text[OPTION_TEXT_MAX];
	const char	*name;
	uint32_t	 i;

	for (i = 0; i < scope->noptions; i++) {
		name = option_text(pr->conf, &scope->options[i], text,
		    sizeof(text));
		indent(pr, depth);
		fprintf(pr->fp, "option %s %s;\n", name, text);
	}
}

static const char *
part_name(char part)
{
	switch (part) {
	case OPT_ADDR:
		return ("ip-address");
	case OPT_FLAG:
		return ("boolean");
	case OPT_U8:
		return ("unsigned integer 8");
	case OPT_S8:
		return ("signed integer 8");
	case OPT_U16:
		return ("unsigned integer 16");
	case OPT_S16:
		return ("signed integer 16");
	case OPT_U32:
		return ("unsigned integer 32");
	case OPT_S32:
		return ("signed integer 32");
	case OPT_TEXT:
		return ("text");
	case OPT_BYTES:
		return ("string");
	case OPT_DOMAIN:
		return ("domain-name");
	case OPT_DOMAINS:
		return ("domain-list");
	case OPT_COMPRESSED:
		return ("domain-list compressed");
	default:
		fatalx("%s: unknown type %c", __func__, part);
	}
}

static void
print_optdefs(const struct printer *pr)
{
	const struct conf_optdef	*d;
	const char			*form;
	size_t				 n;
	uint32_t			 i;

	for (i = 0; i < pr->conf->noptdefs; i++) {
		d = &pr->conf->optdefs[i];
		fprintf(pr->fp, "option %s code %u =", d->name, d->code);
		n = strcspn(d->form, "Aa");
		if (d->form[n] == OPT_ALL_AGAIN)
			fputs(" array of", pr->fp);
		if (n > 1)
			fputs(" {", pr->fp);
		for (form = d->form; form < d->form + n; form++)
			fprintf(pr->fp, "%s%s %s", form == d->form ? "" : ",",
			    form[1] == OPT_LAST_AGAIN ? " array of" : "",
			    part_name(*form));
		fputs(n > 1 ? " };\n" : ";\n", pr->fp);
	}
}

static void
print_subnet(const struct printer *pr, uint32_t i, unsigned int depth)
{
	const struct conf_range	*range;
	struct in_addr		 addr;
	uint32_t		 j;

	for (j = pr->range[i]; j < pr->conf->nranges; j++) {
		range = &pr->conf->ranges[j];
		if (range->subnet != i)
			break;
		indent(pr, depth);
		fprintf(pr->fp, "range %s", range->flags &
		    RANGE_DYNAMIC_BOOTP ? "dynamic-bootp " : "");
		addr.s_addr = htonl(range->low);
		print_addr(pr, addr);
		if (range->high != range->low) {
			putc(' ', pr->fp);
			addr.s_addr = htonl(range->high);
			print_addr(pr, addr);
		}
		fputs(";\n", pr->fp);
	}
}

static const char *
htype_name(uint8_t htype)
{
	switch (htype) {
	case HTYPE_ETHER:
		return ("ethernet");
	case HTYPE_IEEE802:
		return ("token-ring");
	case HTYPE_FDDI:
		return ("fddi");
	case HTYPE_IPSEC_TUNNEL:
		return ("ipsec-tunnel");
	default:
		fatalx("%s: unknown hardware type %u", __func__, htype);
	}
}

static void
print_host(const struct printer *pr, uint32_t i, unsigned int depth)
{
	const struct conf_host	*host = &pr->conf->hosts[i];
	uint32_t		 j;

	if (host->htype != 0) {
		indent(pr, depth);
		fprintf(pr->fp, "hardware %s ", htype_name(host->htype));
		print_hex(pr, host->hwaddr, host->hlen);
		fputs(";\n", pr->fp);
	}
	if (host->uidlen != 0) {
		indent(pr, depth);
		fputs("option dhcp-client-identifier ", pr->fp);
		print_hex(pr, host->uid, host->uidlen);
		fputs(";\n", pr->fp);
	}
	for (j = 0; j < host->naddrs; j++) {
		if (j == 0) {
			indent(pr, depth);
			fputs("fixed-address ", pr->fp);
		} else
			fputs(", ", pr->fp);
		print_addr(pr, host->addrs[j]);
	}
	if (host->naddrs != 0)
		fputs(";\n", pr->fp);
}

/* What stands before the '{'. */
static void
print_head(const struct printer *pr, uint32_t i)
{
	const struct conf_subnet	*subnet;

	switch (pr->conf->scopes[i].kind) {
	case SCOPE_SHARED:
		fputs("shared-network ", pr->fp);
		print_name(pr, pr->conf->shared[pr->object[i]].name);
		break;
	case SCOPE_SUBNET:
		subnet = &pr->conf->subnets[pr->object[i]];
		fputs("subnet ", pr->fp);
		print_addr(pr, subnet->net);
		fputs(" netmask ", pr->fp);
		print_addr(pr, subnet->mask);
		break;
	case SCOPE_HOST:
		fputs("host ", pr->fp);
		print_name(pr, pr->conf->hosts[pr->object[i]].name);
		break;
	default:
		fputs("group", pr->fp);
		break;
	}
	fputs(" {\n", pr->fp);
}

/* One statement each, so that no line gets long. */
static void
print_listen(const struct printer *pr)
{
	uint32_t	i;

	for (i = 0; i < pr->conf->nlisten; i++) {
		fputs("listen on ", pr->fp);
		if (pr->conf->listen[i].s_addr == INADDR_ANY)
			fputs("any", pr->fp);
		else
			print_addr(pr, pr->conf->listen[i]);
		fputs(";\n", pr->fp);
	}
}

/* The blocks are nested no more than CONF_DEPTH_MAX deep. */
static void
print_scope(const struct printer *pr, uint32_t i, unsigned int depth)
{
	const struct conf_scope	*scope = &pr->conf->scopes[i];
	unsigned int		 j;
	uint32_t		 child;

	for (j = 0; j < NPARAMS; j++) {
		if ((scope->params.set & PARAM_BIT(params[j].param)) == 0)
			continue;
		indent(pr, depth);
		print_param(pr, j,
		    (const char *)&scope->params + params[j].offset);
		fputs(";\n", pr->fp);
	}
	print_options(pr, scope, depth);
	if (scope->kind == SCOPE_SUBNET)
		print_subnet(pr, pr->object[i], depth);
	if (scope->kind == SCOPE_HOST)
		print_host(pr, pr->object[i], depth);
	for (child = pr->child[i]; child != CONF_NONE;
	    child = pr->sibling[child]) {
		indent(pr, depth);
		print_head(pr, child);
		print_scope(pr, child, depth + 1);
		indent(pr, depth);
		fputs("}\n", pr->fp);
	}
}

static uint32_t *
new_index(uint32_t n)
{
	uint32_t	*index, i;

	if ((index = calloc(n == 0 ? 1 : n, sizeof(*index))) == NULL)
		fatal("calloc");
	for (i = 0; i < n; i++)
		index[i] = CONF_NONE;
	return (index);
}

static void
make_indices(struct printer *pr)
{
	const struct conf	*conf = pr->conf;
	uint32_t		 i, parent;

	pr->child = new_index(conf->nscopes);
	pr->sibling = new_index(conf->nscopes);
	pr->object = new_index(conf->nscopes);
	pr->range = new_index(conf->nsubnets);
	/* From the last one on, so that the first one comes first. */
	for (i = conf->nscopes - 1; i > 0; i--) {
		parent = conf->scopes[i].parent;
		pr->sibling[i] = pr->child[parent];
		pr->child[parent] = i;
	}
	for (i = conf->nranges; i > 0; i--)
		pr->range[conf->ranges[i - 1].subnet] = i - 1;
	for (i = 0; i < conf->nshared; i++)
		pr->object[conf->shared[i].scope] = i;
	for (i = 0; i < conf->nsubnets; i++)
		pr->object[conf->subnets[i].scope] = i;
	for (i = 0; i < conf->nhosts; i++)
		pr->object[conf->hosts[i].scope] = i;
}

void
print_config(const struct conf *conf, FILE *fp)
{
	struct printer	pr;

	memset(&pr, 0, sizeof(pr));
	pr.conf = conf;
	pr.fp = fp;
	make_indices(&pr);
	print_listen(&pr);
	print_optdefs(&pr);
	print_scope(&pr, 0, 0);
	free(pr.child);
	free(pr.sibling);
	free(pr.object);
	free(pr.range);
}
