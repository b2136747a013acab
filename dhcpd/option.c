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
 * option statements of dhcpd.conf(5): names and values to bytes, as the
 * table of lib/optdef.c says.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "options.h"
#include "parser.h"

#define NAME_WORD	1	/* option NAME VALUE ... */
#define VALUE_WORD	2

/* What to write instead of an option that the server or clients make. */
const char *
option_instead(uint8_t code)
{
	switch (code) {
	case DHO_LEASE_TIME:
		return ("use default-lease-time and max-lease-time");
	case DHO_OVERLOAD:
		return ("it is used where a reply needs it");
	case DHO_RELAY_AGENT_INFO:
		return ("relay agents send it, and get it back");
	case DHO_MESSAGE_TYPE:
	case DHO_SERVER_IDENTIFIER:
	case DHO_MESSAGE:
		return ("the server makes it itself");
	case DHO_CLIENT_IDENTIFIER:
		return ("it stands in a host, and has bytes");
	case DHO_CLIENT_FQDN:
		return ("this server does not update the DNS");
	case DHO_SUBNET_SELECTION:
		return ("use \"allow subnet-selection\"");
	default:
		return ("only clients send it");
	}
}

/* Those of the file come first: they may give a known name a new meaning. */
static const struct opt_def *
find_defined(const struct parser *p, const char *name)
{
	static struct opt_def		 def;
	const struct conf_optdef	*d;
	uint32_t			 i;

	for (i = 0; i < p->conf->noptdefs; i++) {
		d = &p->conf->optdefs[i];
		if (strcasecmp(d->name, name) != 0)
			continue;
		conf_optdef(d, &def);
		return (&def);
	}
	return (NULL);
}

/* Names are looked up in lower case. */
static const struct opt_def *
find_option(struct parser *p)
{
	const char		*name = lex_text(&p->lex, NAME_WORD);
	const struct opt_def	*def;
	char			 lower[64];
	size_t			 i;

	for (i = 0; i < sizeof(lower) - 1 && name[i] != '\0'; i++)
		lower[i] = (char)tolower((unsigned char)name[i]);
	lower[i] = '\0';
	if ((def = find_defined(p, name)) != NULL)
		return (def);
	if (name[i] == '\0' && (def = optdef_by_name(lower)) != NULL)
		return (def);
	if (strchr(name, '.') != NULL || strcmp(lower, "space") == 0)
		word_error(p, NAME_WORD, "option spaces are not supported");
	else if ((def = optdef_suggest(lower)) != NULL)
		word_error(p, NAME_WORD,
		    "unknown option %s, did you mean \"%s\"?",
		    show_word(p, NAME_WORD), def->name);
	else
		word_error(p, NAME_WORD, "unknown option %s",
		    show_word(p, NAME_WORD));
	return (NULL);
}

/* RFC 2132 9.14: a type and at least one byte. */
static void
set_client_id(struct parser *p)
{
	static const struct opt_def	def = { DHO_CLIENT_IDENTIFIER,
	    "dhcp-client-identifier", "X", 2, UINT8_MAX };
	struct value			v;

	if (!within(p, SCOPE_HOST)) {
		word_error(p, NAME_WORD,
		    "option dhcp-client-identifier must stand in a host");
		return;
	}
	if (option_value(p, &def, VALUE_WORD, &v) == -1)
		return;
	if (v.len < 2 || v.len > sizeof(p->uid)) {
		word_error(p, VALUE_WORD, "a client identifier has 2 to %zu "
		    "bytes, not %zu", sizeof(p->uid), v.len);
		return;
	}
	if (p->host.uidlen != 0)
		word_warn(p, 0, "the host has a dhcp-client-identifier "
		    "already, this one replaces it");
	memcpy(p->uid, v.data, v.len);
	p->host.uidlen = (uint8_t)v.len;
}

/*
 * What is given under another name or number must be as the option has to
 * be, too.
 */
static void
set_value(struct parser *p, const struct opt_def *def)
{
	const struct opt_def	*known = optdef_by_code(def->code);
	struct value		 v;
	int			 bad;

	if (option_value(p, def, VALUE_WORD, &v) == -1)
		return;
	bad = !optdef_allowed(def->code, v.data, v.len);
	if (def != optdef_numbered(def->code))
		bad |= optdef_check(def, v.data, v.len) == -1;
	if (v.left_out && (bad || v.len == 0))
		return;
	if (bad)
		word_error(p, VALUE_WORD, "%zu byte%s cannot be a value of "
		    "option %s", v.len, v.len == 1 ? "" : "s", known->name);
	else
		conf_set_option(p->conf, current_scope(p), def->code, v.data,
		    v.len);
}

void
option_set(struct parser *p)
{
	const struct opt_def	*def;

	if (p->lex.nwords > 3 && !p->lex.words[VALUE_WORD].quoted &&
	    strcasecmp(lex_text(&p->lex, VALUE_WORD), "code") == 0) {
		option_define(p);
		return;
	}
	if ((def = find_option(p)) == NULL)
		return;
	if (def->code == DHO_CLIENT_IDENTIFIER)
		set_client_id(p);
	else if (def->code == DHO_SERVER_IDENTIFIER && p->lex.nwords == 3)
		param_addr(p, PARAM_SERVER_IDENTIFIER, VALUE_WORD);
	else if (def->form[0] == '\0')
		word_error(p, NAME_WORD, "option %s cannot be set: %s",
		    def->name, option_instead(def->code));
	else
		set_value(p, def);
}
