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

#include "msg.h"
#include "options.h"
#include "parser.h"

#define NAME_WORD	1	/* option NAME VALUE ... */
#define VALUE_WORD	2

struct value {			/* of an option, being put together */
	uint8_t	 data[CONF_OPTION_MAX];
	size_t	 len;
	int	 left_out;	/* a name had no address */
};

static int
append(struct parser *p, uint32_t word, struct value *v, const void *data,
    size_t len)
{
	if (len > sizeof(v->data) - v->len) {
		word_error(p, word, "an option of more than %zu bytes",
		    sizeof(v->data));
		return (-1);
	}
	memcpy(v->data + v->len, data, len);
	v->len += len;
	return (0);
}

static int
add_text(struct parser *p, uint32_t word, struct value *v)
{
	const char	*text = lex_text(&p->lex, word);
	size_t		 len = p->lex.words[word].len;

	if (strlen(text) != len) {
		word_error(p, word, "%s has a NUL byte", show_word(p, word));
		return (-1);
	}
	return (append(p, word, v, text, len));
}

static int
add_bytes(struct parser *p, uint32_t word, struct value *v)
{
	if (p->lex.words[word].quoted)
		return (append(p, word, v, lex_text(&p->lex, word),
		    p->lex.words[word].len));
	return (value_hex(p, word, 1, v->data, sizeof(v->data), &v->len));
}

static int
add_addrs(struct parser *p, uint32_t word, struct value *v, uint32_t max)
{
	struct in_addr	addrs[RESOLVED_MAX];
	uint32_t	n;

	if (max > RESOLVED_MAX)
		max = RESOLVED_MAX;
	if (value_addrs(p, word, addrs, max, &n) == -1)
		return (-1);
	if (n == 0)
		v->left_out = 1;
	return (append(p, word, v, addrs, n * sizeof(addrs[0])));
}

/* If a name in it has no address, a pair is left out as a whole. */
static int
add_pair(struct parser *p, uint32_t word, struct value *v)
{
	struct in_addr	pair[2];
	uint32_t	n[2];

	if (value_addrs(p, word, &pair[0], 1, &n[0]) == -1 ||
	    value_addrs(p, word + 1, &pair[1], 1, &n[1]) == -1)
		return (-1);
	if (n[0] == 0 || n[1] == 0) {
		v->left_out = 1;
		return (0);
	}
	return (append(p, word, v, pair, sizeof(pair)));
}

static int
add_number(struct parser *p, uint32_t word, struct value *v, int64_t min,
    int64_t max, size_t len)
{
	uint8_t		bytes[4];
	int64_t		n;
	size_t		i;

	if (value_number(p, word, 0, min, max, &n) == -1)
		return (-1);
	for (i = 0; i < len; i++)
		bytes[i] = (uint8_t)((uint64_t)n >> (8 * (len - 1 - i)));
	return (append(p, word, v, bytes, len));
}

static int
add_flag(struct parser *p, uint32_t word, struct value *v)
{
	uint8_t	flag;

	if (value_bool(p, word, &flag) == -1)
		return (-1);
	return (append(p, word, v, &flag, 1));
}

static int
add_value(struct parser *p, enum opt_type type, uint32_t word,
    struct value *v)
{
	switch (type) {
	case OPT_BYTES:
		return (add_bytes(p, word, v));
	case OPT_TEXT:
		return (add_text(p, word, v));
	case OPT_ADDR:
		return (add_addrs(p, word, v, 1));
	case OPT_ADDRS:
		return (add_addrs(p, word, v, RESOLVED_MAX));
	case OPT_ADDR_PAIRS:
		return (add_pair(p, word, v));
	case OPT_FLAG:
		return (add_flag(p, word, v));
	case OPT_U8:
	case OPT_U8S:
		return (add_number(p, word, v, 0, UINT8_MAX, 1));
	case OPT_U16:
	case OPT_U16S:
		return (add_number(p, word, v, 0, UINT16_MAX, 2));
	case OPT_U32:
		return (add_number(p, word, v, 0, UINT32_MAX, 4));
	case OPT_S32:
		return (add_number(p, word, v, INT32_MIN, INT32_MAX, 4));
	case OPT_NONE:
		break;
	}
	return (-1);
}

static int
is_list(enum opt_type type)
{
	return (type == OPT_ADDRS || type == OPT_ADDR_PAIRS ||
	    type == OPT_U8S || type == OPT_U16S);
}

/* Are there as many words, and commas between, as the type wants? */
static int
check_words(struct parser *p, const struct opt_def *def)
{
	const struct lex_word	*words = p->lex.words;
	uint32_t		 i, step = 1;

	if (def->type == OPT_ADDR_PAIRS)
		step = 2;
	for (i = VALUE_WORD; i < p->lex.nwords; i++) {
		if ((i - VALUE_WORD) % step != 0) {
			if (!words[i].comma)
				continue;
			word_error(p, i, "option %s takes pairs \"a b\", with "
			    "a ',' only between pairs", def->name);
			return (-1);
		}
		if (i == VALUE_WORD || (words[i].comma && is_list(def->type)))
			continue;
		if (is_list(def->type))
			word_error(p, i, "',' is missing before %s",
			    show_word(p, i));
		else
			word_error(p, i, "option %s has only one value: "
			    "unexpected %s", def->name, show_word(p, i));
		return (-1);
	}
	if ((p->lex.nwords - VALUE_WORD) % step != 0) {
		word_error(p, i - 1, "option %s takes pairs of addresses, "
		    "the last one is not complete", def->name);
		return (-1);
	}
	return (0);
}

/* What to write instead of an option that the server or clients make. */
static const char *
instead_of(uint8_t code)
{
	switch (code) {
	case DHO_LEASE_TIME:
		return ("use default-lease-time and max-lease-time");
	case DHO_OVERLOAD:
		return ("it is used where a reply needs it");
	case DHO_RELAY_AGENT_INFO:
		return ("relay agents send it, and get it back");
	case DHO_REQUESTED_ADDRESS:
	case DHO_PARAMETER_REQUEST_LIST:
	case DHO_MAX_MESSAGE_SIZE:
		return ("only clients send it");
	default:
		return ("the server makes it itself");
	}
}

/* Names are looked up in lower case. */
static const struct opt_def *
find_option(struct parser *p)
{
	const char		*name = lex_text(&p->lex, NAME_WORD);
	const char		*value = lex_text(&p->lex, VALUE_WORD);
	const struct opt_def	*def;
	char			 lower[64];
	size_t			 i;

	for (i = 0; i < sizeof(lower) - 1 && name[i] != '\0'; i++)
		lower[i] = (char)tolower((unsigned char)name[i]);
	lower[i] = '\0';
	if (name[i] == '\0' && (def = optdef_by_name(lower)) != NULL)
		return (def);
	if (strchr(name, '.') != NULL || strcmp(lower, "space") == 0)
		word_error(p, NAME_WORD, "option spaces are not supported");
	else if (strcasecmp(value, "code") == 0 && p->lex.nwords > 3)
		word_error(p, NAME_WORD, "options cannot be defined; use "
		    "option-NNN with a string or hex bytes");
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
	struct value	v;

	if (!within(p, SCOPE_HOST)) {
		word_error(p, NAME_WORD,
		    "option dhcp-client-identifier must stand in a host");
		return;
	}
	v.len = 0;
	if (add_bytes(p, VALUE_WORD, &v) == -1)
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

void
option_set(struct parser *p)
{
	static const struct opt_def	 client_id = { DHO_CLIENT_IDENTIFIER,
	    "dhcp-client-identifier", OPT_BYTES, 2, UINT8_MAX };
	const struct opt_def		*def;
	struct value			 v;
	uint32_t			 i, step;

	if ((def = find_option(p)) == NULL)
		return;
	if (def->code == DHO_CLIENT_IDENTIFIER) {
		if (check_words(p, &client_id) != -1)
			set_client_id(p);
		return;
	}
	if (def->code == DHO_SERVER_IDENTIFIER && p->lex.nwords == 3) {
		param_addr(p, PARAM_SERVER_IDENTIFIER, VALUE_WORD);
		return;
	}
	if (def->type == OPT_NONE) {
		word_error(p, NAME_WORD, "option %s cannot be set: %s",
		    def->name, instead_of(def->code));
		return;
	}
	if (check_words(p, def) == -1)
		return;
	v.len = 0;
	v.left_out = 0;
	step = def->type == OPT_ADDR_PAIRS ? 2 : 1;
	for (i = VALUE_WORD; i < p->lex.nwords; i += step) {
		if (add_value(p, def->type, i, &v) == -1)
			return;
	}
	if (v.left_out && v.len == 0)
		return;
	/* What is given as option-NNN must be as the option has to be, too. */
	def = optdef_by_code(def->code);
	if (optdef_check(def, v.data, v.len) == -1) {
		word_error(p, VALUE_WORD, "%zu byte%s cannot be a value of "
		    "option %s", v.len, v.len == 1 ? "" : "s", def->name);
		return;
	}
	conf_set_option(p->conf, current_scope(p), def->code, v.data, v.len);
}
