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
 * The grammar of dhcpd.conf(5).  The value of every token is the index of
 * its word, or what the table of keywords says; so nothing has to be freed
 * when an error makes yacc throw tokens away.
 */
%{
#include <sys/types.h>
#include <netinet/in.h>

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpd.h"
#include "log.h"
#include "packet.h"
#include "parser.h"

int	yylex(void);
int	yyparse(void);
int	yyerror(const char *);

/* The one that runs; yacc's own state is global, too. */
static struct parser	*parser;
%}

%union {
	int		 value;
	uint32_t	 word;
}

%token <word>	WORD STRING
%token <value>	DATEPARAM NUMBERPARAM BOOLPARAM ADDRPARAM STRINGPARAM
%token <value>	FLAG HWTYPE NOEFFECT PERMIT
%token		AUTHORITATIVE CLIENTUPDATES DYNAMICBOOTP FIXEDADDRESS GROUP
%token		HARDWARE HOST INCLUDE LEASEHOSTNAMES LISTEN NETMASK NOT ON
%token		OPTION RANGE SHAREDNETWORK SUBNET
%token		UNSUPPORTED ERROR	/* in no rule */

%type <word>	name high
%type <value>	bootp

%%

grammar		: statements
		;

statements	: /* empty */
		| statements statement
		;

statement	: ';'
		| parameter
		| shared_network
		| subnet
		| group
		| host
		| error ';'		{ yyerrok; }
		;

/* The lexer sees to it that there is a '}' for every '{'. */
end		: '}'			{ declare_end(parser); }
		| error '}'		{
			yyerrok;
			declare_end(parser);
		}
		;

shared_network	: SHAREDNETWORK name '{' {
			declare_shared(parser, $2);
		} statements end
		;

subnet		: SUBNET WORD NETMASK WORD '{' {
			declare_subnet(parser, $2, $4);
		} statements end
		;

group		: GROUP '{' { declare_group(parser); } statements end
		;

host		: HOST name '{' {
			declare_host(parser, $2);
		} statements end
		;

name		: WORD
		| STRING
		;

/*
 * With its ';', so that nothing is done with a statement before it is known
 * to be whole.
 */
parameter	: NUMBERPARAM WORD ';' {
			param_number(parser, (enum param)$1, $2);
		}
		| BOOLPARAM WORD ';' {
			param_bool(parser, (enum param)$1, $2);
		}
		| DATEPARAM WORD WORD WORD ';' {
			param_date(parser, (enum param)$1, $2);
		}
		| ADDRPARAM WORD ';' {
			param_addr(parser, (enum param)$1, $2);
		}
		| STRINGPARAM STRING ';' {
			param_string(parser, (enum param)$1, $2);
		}
		| AUTHORITATIVE ';' {
			param_flag(parser, PARAM_AUTHORITATIVE, 1);
		}
		| NOT AUTHORITATIVE ';' {
			param_flag(parser, PARAM_AUTHORITATIVE, 0);
		}
		| PERMIT FLAG ';' {
			param_flag(parser, (enum param)$2, $1);
		}
		| PERMIT CLIENTUPDATES ';' { param_noeffect(parser, 0); }
		| NOEFFECT ';'		{ param_noeffect(parser, $1); }
		| NOEFFECT values ';'	{ param_noeffect(parser, $1); }
		| LEASEHOSTNAMES WORD ';' {
			param_lease_hostnames(parser, $2);
		}
		| OPTION WORD values ';' { option_set(parser); }
		| RANGE bootp WORD high ';' {
			declare_range(parser, $2, $3,
			    $4 == CONF_NONE ? $3 : $4);
		}
		| HARDWARE HWTYPE WORD ';' {
			declare_hardware(parser, $2, $3);
		}
		| FIXEDADDRESS values ';' { declare_fixed_address(parser); }
		| LISTEN ON values ';'	{ declare_listen(parser); }
		| INCLUDE STRING ';'	{ lex_include(&parser->lex, $2); }
		;

bootp		: /* empty */		{ $$ = 0; }
		| DYNAMICBOOTP		{ $$ = RANGE_DYNAMIC_BOOTP; }
		;

high		: /* empty */		{ $$ = CONF_NONE; }
		| WORD
		;

/*
 * Values stay in the lexer's list of words.  Where commas have to be depends
 * on the option.
 */
values		: name
		| values name
		| values ',' name
		;

%%

enum context {
	CTX_STATEMENT,
	CTX_HARDWARE,
	CTX_LISTEN,
	CTX_NOT,
	CTX_PERMIT,
	CTX_RANGE,
	CTX_SUBNET
};

/* Sorted by context, then by name. */
static const struct lex_keyword keywords[] = {
	{ 0, "abandon-lease-time", UNSUPPORTED, 0, 0 },
	{ 0, "add", UNSUPPORTED, 0, 0 },
	{ 0, "allow",		PERMIT, 1, CTX_PERMIT },
	{ 0, "always-reply-rfc1048", UNSUPPORTED, 0, 0 },
	{ 0, "authoritative",	AUTHORITATIVE, 0, 0 },
	{ 0, "boot-unknown-clients", BOOLPARAM, PARAM_UNKNOWN_CLIENTS, 0 },
	{ 0, "check-secs-byte-order", NOEFFECT, 0, 0 },
	{ 0, "class",		UNSUPPORTED, 0, 0 },
	{ 0, "db-time-format", NOEFFECT, 0, 0 },
	{ 0, "ddns-domainname",	NOEFFECT, 0, 0 },
	{ 0, "ddns-dual-stack-mixed-mode", NOEFFECT, 0, 0 },
	{ 0, "ddns-guard-id-must-match", NOEFFECT, 0, 0 },
	{ 0, "ddns-hostname",	NOEFFECT, 0, 0 },
	{ 0, "ddns-local-address4", NOEFFECT, 0, 0 },
	{ 0, "ddns-other-guard-is-dynamic", NOEFFECT, 0, 0 },
	{ 0, "ddns-rev-domainname", NOEFFECT, 0, 0 },
	{ 0, "ddns-ttl",	NOEFFECT, 0, 0 },
	{ 0, "ddns-update-style", NOEFFECT, 1, 0 },
	{ 0, "ddns-updates",	NOEFFECT, 0, 0 },
	{ 0, "default-lease-time", NUMBERPARAM, PARAM_DEFAULT_LEASE_TIME, 0 },
	{ 0, "delayed-ack", NOEFFECT, 0, 0 },
	{ 0, "deny",		PERMIT, 0, CTX_PERMIT },
	{ 0, "dhcp-cache-threshold", NOEFFECT, 0, 0 },
	{ 0, "do-forward-updates", NOEFFECT, 0, 0 },
	{ 0, "do-reverse-updates", NOEFFECT, 0, 0 },
	{ 0, "dont-use-fsync", NOEFFECT, 0, 0 },
	{ 0, "dynamic-bootp-lease-cutoff", DATEPARAM,
	    PARAM_BOOTP_LEASE_CUTOFF, 0 },
	{ 0, "dynamic-bootp-lease-length", NUMBERPARAM,
	    PARAM_BOOTP_LEASE_LENGTH, 0 },
	{ 0, "echo-client-id",	BOOLPARAM, PARAM_ECHO_CLIENT_ID, 0 },
	{ 0, "else",		UNSUPPORTED, 0, 0 },
	{ 0, "elsif",		UNSUPPORTED, 0, 0 },
	{ 0, "execute", UNSUPPORTED, 0, 0 },
	{ 0, "failover",	UNSUPPORTED, 0, 0 },
	{ 0, "filename",	STRINGPARAM, PARAM_FILENAME, 0 },
	{ 0, "fixed-address",	FIXEDADDRESS, 0, 0 },
	{ 0, "get-lease-hostnames", LEASEHOSTNAMES, 0, 0 },
	{ 0, "group",		GROUP, 0, 0 },
	{ 0, "hardware",	HARDWARE, 0, CTX_HARDWARE },
	{ 0, "host",		HOST, 0, 0 },
	{ 0, "if",		UNSUPPORTED, 0, 0 },
	{ 0, "ignore",		PERMIT, 0, CTX_PERMIT },
	{ 0, "ignore-client-uids", BOOLPARAM, PARAM_IGNORE_CLIENT_UIDS, 0 },
	{ 0, "include",		INCLUDE, 0, 0 },
	{ 0, "interface",	UNSUPPORTED, 0, 0 },
	{ 0, "key",		UNSUPPORTED, 0, 0 },
	{ 0, "ldap-server", UNSUPPORTED, 0, 0 },
	{ 0, "lease-file-name",	UNSUPPORTED, 0, 0 },
	{ 0, "listen",		LISTEN, 0, CTX_LISTEN },
	{ 0, "local-address", UNSUPPORTED, 0, 0 },
	{ 0, "local-port", UNSUPPORTED, 0, 0 },
	{ 0, "log",		UNSUPPORTED, 0, 0 },
	{ 0, "log-facility",	NOEFFECT, 0, 0 },
	{ 0, "match",		UNSUPPORTED, 0, 0 },
	{ 0, "max-ack-delay", NOEFFECT, 0, 0 },
	{ 0, "max-lease-time",	NUMBERPARAM, PARAM_MAX_LEASE_TIME, 0 },
	{ 0, "min-lease-time",	NUMBERPARAM, PARAM_MIN_LEASE_TIME, 0 },
	{ 0, "min-secs", UNSUPPORTED, 0, 0 },
	{ 0, "next-server",	ADDRPARAM, PARAM_NEXT_SERVER, 0 },
	{ 0, "not",		NOT, 0, CTX_NOT },
	{ 0, "omapi-key", NOEFFECT, 0, 0 },
	{ 0, "omapi-port",	NOEFFECT, 0, 0 },
	{ 0, "on",		UNSUPPORTED, 0, 0 },
	{ 0, "one-lease-per-client", NOEFFECT, 0, 0 },
	{ 0, "option",		OPTION, 0, 0 },
	{ 0, "pid-file-name",	NOEFFECT, 0, 0 },
	{ 0, "ping-check",	BOOLPARAM, PARAM_PING_CHECK, 0 },
	{ 0, "ping-source",	ADDRPARAM, PARAM_PING_SOURCE, 0 },
	{ 0, "ping-timeout",	NUMBERPARAM, PARAM_PING_TIMEOUT, 0 },
	{ 0, "pool",		UNSUPPORTED, 0, 0 },
	{ 0, "range",		RANGE, 0, CTX_RANGE },
	{ 0, "remote-port", UNSUPPORTED, 0, 0 },
	{ 0, "server-duid", NOEFFECT, 0, 0 },
	{ 0, "server-identifier", ADDRPARAM, PARAM_SERVER_IDENTIFIER, 0 },
	{ 0, "server-name",	STRINGPARAM, PARAM_SERVER_NAME, 0 },
	{ 0, "set",		UNSUPPORTED, 0, 0 },
	{ 0, "shared-network",	SHAREDNETWORK, 0, 0 },
	{ 0, "subclass",	UNSUPPORTED, 0, 0 },
	{ 0, "subnet",		SUBNET, 0, CTX_SUBNET },
	{ 0, "subnet6",		UNSUPPORTED, 0, 0 },
	{ 0, "switch",		UNSUPPORTED, 0, 0 },
	{ 0, "unset", UNSUPPORTED, 0, 0 },
	{ 0, "update-conflict-detection", NOEFFECT, 0, 0 },
	{ 0, "update-optimization", NOEFFECT, 0, 0 },
	{ 0, "update-static-leases", NOEFFECT, 0, 0 },
	{ 0, "use-host-decl-names", BOOLPARAM, PARAM_USE_HOST_DECL_NAMES, 0 },
	{ 0, "use-lease-addr-for-default-route", BOOLPARAM,
	    PARAM_USE_LEASE_ADDR, 0 },
	{ 0, "user-class",	UNSUPPORTED, 0, 0 },
	{ 0, "vendor-class",	UNSUPPORTED, 0, 0 },
	{ 0, "vendor-option-space", UNSUPPORTED, 0, 0 },
	{ 0, "zone",		UNSUPPORTED, 0, 0 },

	{ CTX_HARDWARE, "ethernet",	HWTYPE, HTYPE_ETHER, 0 },
	{ CTX_HARDWARE, "fddi",		HWTYPE, HTYPE_FDDI, 0 },
	{ CTX_HARDWARE, "ipsec-tunnel",	HWTYPE, HTYPE_IPSEC_TUNNEL, 0 },
	{ CTX_HARDWARE, "token-ring",	HWTYPE, HTYPE_IEEE802, 0 },

	{ CTX_LISTEN, "on",		ON, 0, 0 },

	{ CTX_NOT, "authoritative",	AUTHORITATIVE, 0, 0 },

	{ CTX_PERMIT, "booting",	FLAG, PARAM_BOOTING, 0 },
	{ CTX_PERMIT, "bootp",		FLAG, PARAM_BOOTP, 0 },
	{ CTX_PERMIT, "client-updates",	CLIENTUPDATES, 0, 0 },
	{ CTX_PERMIT, "duplicates",	CLIENTUPDATES, 0, 0 },
	{ CTX_PERMIT, "subnet-selection", FLAG, PARAM_SUBNET_SELECTION, 0 },
	{ CTX_PERMIT, "unknown-clients", FLAG, PARAM_UNKNOWN_CLIENTS, 0 },

	{ CTX_RANGE, "dynamic-bootp",	DYNAMICBOOTP, 0, 0 },

	{ CTX_SUBNET, "netmask",	NETMASK, 0, 0 }
};
#define NKEYWORDS	(sizeof(keywords) / sizeof(keywords[0]))

static_assert(NKEYWORDS <= KEYWORDS_MAX, "noeffect[] has room for all");

int
yylex(void)
{
	struct lex	*lex = &parser->lex;

	switch (lex_next(lex)) {
	case LEX_EOF:
		return (0);
	case LEX_WORD:
		yylval.word = lex->word;
		return (WORD);
	case LEX_STRING:
		yylval.word = lex->word;
		return (STRING);
	case LEX_KEYWORD:
		yylval.value = lex->keyword->value;
		return (lex->keyword->token);
	case LEX_CHAR:
		return (lex->ch);
	case LEX_ERROR:
		break;
	}
	return (ERROR);
}

/* The current token, for a message. */
static const char *
show_token(const struct lex *lex)
{
	static char	buf[4];

	if (lex->kind != LEX_CHAR)
		return (show_word(parser, lex->word));
	snprintf(buf, sizeof(buf), "'%c'", lex->ch);
	return (buf);
}

/* The current token cannot begin a statement. */
static void
bad_statement(const struct lex *lex)
{
	const struct lex_keyword	*k;
	struct lex_place		 place = lex_place(lex, lex->pos);
	const char			*note;

	if (lex->kind == LEX_KEYWORD) {
		note = foreign_note(lex->keyword->name);
		error_at(parser, &place, "the %s statement is not supported"
		    "%s%s", show_token(lex), note == NULL ? "" : ": ",
		    note == NULL ? "" : note);
		return;
	}
	if (lex->kind != LEX_WORD) {
		error_at(parser, &place, "%s where a statement must begin",
		    show_token(lex));
		return;
	}
	k = lex_suggest(lex, CTX_STATEMENT, lex_text(lex, lex->word));
	if (k != NULL)
		error_at(parser, &place,
		    "unknown statement %s, did you mean \"%s\"?",
		    show_token(lex), k->name);
	else
		error_at(parser, &place, "unknown statement %s",
		    show_token(lex));
}

/* What may follow the keyword that begins the statement, "a, b"; or "". */
static const char *
expected(const struct lex *lex)
{
	static char	buf[128];
	size_t		i;

	buf[0] = '\0';
	if (lex->context == CTX_STATEMENT || lex->context == CTX_RANGE)
		return (buf);
	for (i = 0; i < NKEYWORDS; i++) {
		if (keywords[i].context != lex->context)
			continue;
		strlcat(buf, buf[0] == '\0' ? ", expected " : ", ",
		    sizeof(buf));
		strlcat(buf, keywords[i].name, sizeof(buf));
	}
	return (buf);
}

/* The current token doesn't go with the keyword that begins the statement. */
static void
bad_word(const struct lex *lex)
{
	const struct lex_keyword	*k = NULL;
	const char			*statement = show_word(parser, 0);
	const char			*token = show_token(lex);
	struct lex_place		 place = lex_place(lex, lex->pos);
	int				 word = lex->kind == LEX_WORD;

	if (word && lex->context != CTX_STATEMENT)
		k = lex_suggest(lex, lex->context, lex_text(lex, lex->word));
	if (k != NULL)
		error_at(parser, &place, "unexpected %s in the %s statement, "
		    "did you mean \"%s\"?", token, statement, k->name);
	else if (word && lex->statement != NULL &&
	    lex->statement->token == STRINGPARAM)
		error_at(parser, &place, "%s must be in quotes", token);
	else if (lex->kind == LEX_CHAR && lex->ch == ';')
		error_at(parser, &place, "the %s statement is not complete",
		    statement);
	else
		error_at(parser, &place, "unexpected %s in the %s statement%s",
		    token, statement, word ? expected(lex) : "");
}

static int
is_declaration(const struct lex_keyword *k)
{
	return (k != NULL && (k->token == SHAREDNETWORK ||
	    k->token == SUBNET || k->token == GROUP || k->token == HOST));
}

/*
 * yacc only knows that the current token is wrong; what the user needs to
 * hear depends on where it stands.
 */
int
yyerror(const char *msg __attribute__((__unused__)))
{
	struct lex		*lex = &parser->lex;
	const struct lex_word	*previous = lex_previous(lex);
	struct lex_place	 place;

	if (lex->kind == LEX_ERROR)
		;	/* reported already */
	else if (lex->first)
		bad_statement(lex);
	else if (previous != NULL && (lex_is_next(lex) ||
	    (lex->kind == LEX_CHAR && lex->ch == '}'))) {
		place = lex_place(lex, previous->pos);
		error_at(parser, &place, "'%c' is missing after %s",
		    is_declaration(lex->statement) ? '{' : ';',
		    lex_show(lex->text + previous->off, previous->len));
	} else
		bad_word(lex);
	lex_recover(lex);
	return (0);
}

static void
lexer_report(void *arg, const struct lex_place *place, int warning,
    const char *what)
{
	if (warning)
		warn_at(arg, place, "%s", what);
	else
		error_at(arg, place, "%s", what);
}

static void
parser_init(struct parser *p)
{
	lex_init(&p->lex, keywords, NKEYWORDS, lexer_report, p);
	p->conf = conf_new();
	p->scopes = conf_grow(NULL, 0, sizeof(*p->scopes));
	p->stack[0].kind = SCOPE_GLOBAL;
	p->stack[0].subnet = CONF_NONE;
	p->stack[0].shared = CONF_NONE;
}

/* All of it but the configuration. */
static void
parser_free(struct parser *p)
{
	lex_free(&p->lex);
	free(p->scopes);
	free(p->subnets);
	free(p->ranges);
	free(p->optdefs);
	free(p);
}

struct conf *
parse_config(const char *file, struct names *names, int strict,
    void (*report)(void *, const char *), void *arg)
{
	const struct lex_place	 whole = { 0, { 0, 0 } };
	struct conf		*conf;

	if ((parser = calloc(1, sizeof(*parser))) == NULL)
		fatal("calloc");
	parser->names = names;
	parser->strict = strict;
	parser->report = report;
	parser->arg = arg;
	parser_init(parser);

	if (lex_open(&parser->lex, file) != -1) {
		if (yyparse() != 0)
			error_at(parser, &whole, "too complex");
		check_errors(parser);
	}
	if (parser->errors == 0) {
		conf_finish(parser->conf);
		check_warnings(parser);
	}
	report_rest(parser);
	conf = parser->conf;
	if (parser->errors != 0) {
		conf_free(conf);
		conf = NULL;
	}
	parser_free(parser);
	parser = NULL;
	return (conf);
}
