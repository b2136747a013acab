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
 * Definitions of options in dhcpd.conf(5), as ISC writes them:
 * option NAME code NUMBER = TYPE.
 */
#include <sys/types.h>

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "options.h"
#include "parser.h"

#define NAME_WORD	1
#define CODE_WORD	3
#define EQUALS_WORD	4
#define TYPE_WORD	5
#define NAME_LEN_MAX	63

/* The words from at on, and the form that comes of them. */
struct typing {
	struct parser	*p;
	uint32_t	 at;
	char		 form[CONF_OPTDEF_FORM];
	size_t		 len;
};

static const char *
text_at(const struct typing *t)
{
	return (t->at < t->p->lex.nwords ? lex_text(&t->p->lex, t->at) : "");
}

static int
take(struct typing *t, const char *word)
{
	if (strcasecmp(text_at(t), word) != 0)
		return (0);
	t->at++;
	return (1);
}

static int
type_error(struct typing *t)
{
	struct parser	*p = t->p;

	if (t->at >= p->lex.nwords)
		word_error(p, p->lex.nwords - 1, "the type of the option is "
		    "not complete");
	else if (strcasecmp(text_at(t), "encapsulate") == 0)
		word_error(p, t->at, "option spaces are not supported");
	else
		word_error(p, t->at, "%s is no type of an option here; there "
		    "are boolean, integer 8, 16 and 32, ip-address, text, "
		    "string, domain-name, domain-list, and arrays and records "
		    "of those", show_word(p, t->at));
	return (-1);
}

static int
add_part(struct typing *t, char part)
{
	if (t->len == sizeof(t->form) - 1) {
		word_error(t->p, t->at - 1, "a record of more than %zu parts",
		    sizeof(t->form) - 2);
		return (-1);
	}
	t->form[t->len++] = part;
	return (0);
}

static int
integer_type(struct typing *t, int is_unsigned)
{
	if (take(t, "8"))
		return (add_part(t, is_unsigned ? OPT_U8 : OPT_S8));
	if (take(t, "16"))
		return (add_part(t, is_unsigned ? OPT_U16 : OPT_S16));
	if (take(t, "32"))
		return (add_part(t, is_unsigned ? OPT_U32 : OPT_S32));
	return (type_error(t));
}

static int
simple_type(struct typing *t)
{
	if (take(t, "boolean"))
		return (add_part(t, OPT_FLAG));
	if (take(t, "ip-address"))
		return (add_part(t, OPT_ADDR));
	if (take(t, "text"))
		return (add_part(t, OPT_TEXT));
	if (take(t, "string"))
		return (add_part(t, OPT_BYTES));
	if (take(t, "domain-name"))
		return (add_part(t, OPT_DOMAIN));
	if (take(t, "domain-list"))
		return (add_part(t, take(t, "compressed") ? OPT_COMPRESSED :
		    OPT_DOMAINS));
	if (take(t, "unsigned") && strcasecmp(text_at(t), "integer") != 0)
		return (type_error(t));
	if (take(t, "integer"))
		return (integer_type(t, strcasecmp(lex_text(&t->p->lex,
		    t->at - 2), "unsigned") == 0));
	if (take(t, "signed") && take(t, "integer"))
		return (integer_type(t, 0));
	return (type_error(t));
}

static int
is_endless(char part)
{
	return (strchr("tXDC", part) != NULL);
}

/* What goes to the end of the option can only be the last part. */
static int
check_endless(struct typing *t)
{
	if (t->len == 0 || !is_endless(t->form[t->len - 1]))
		return (0);
	word_error(t->p, t->at - 1, "%s has no end of its own: it must be the "
	    "last part, and not in an array",
	    show_word(t->p, t->at - 1));
	return (-1);
}

static int
record_type(struct typing *t, int in_array)
{
	do {
		if (check_endless(t) == -1)
			return (-1);
		if (!in_array && take(t, "array")) {
			if (!take(t, "of") || simple_type(t) == -1)
				return (type_error(t));
			if (check_endless(t) == -1 ||
			    add_part(t, OPT_LAST_AGAIN) == -1)
				return (-1);
			break;
		}
		if (simple_type(t) == -1)
			return (-1);
	} while (t->at < t->p->lex.nwords && t->p->lex.words[t->at].comma);
	if (!take(t, "}"))
		return (type_error(t));
	return (0);
}

static int
whole_type(struct typing *t)
{
	int	array = 0, ret;

	if (take(t, "array")) {
		array = 1;
		if (!take(t, "of"))
			return (type_error(t));
	}
	if (take(t, "{"))
		ret = record_type(t, array);
	else
		ret = simple_type(t);
	if (ret == -1)
		return (-1);
	if (array && (check_endless(t) == -1 ||
	    add_part(t, OPT_ALL_AGAIN) == -1))
		return (-1);
	if (t->at < t->p->lex.nwords)
		return (type_error(t));
	return (0);
}

static int
check_name(struct parser *p, const char *name, uint8_t code)
{
	const struct opt_def	*known = optdef_by_name(name);
	const char		*c;

	for (c = name; isalnum((unsigned char)*c) || *c == '-' || *c == '_';
	    c++)
		;
	if (*c != '\0' || c - name > NAME_LEN_MAX || c == name) {
		word_error(p, NAME_WORD, "%s is no name for an option: it may "
		    "have up to %d letters, digits, '-' and '_'",
		    show_word(p, NAME_WORD), NAME_LEN_MAX);
		return (-1);
	}
	if (known != NULL && known == optdef_numbered(known->code) &&
	    known->code != code) {
		word_error(p, NAME_WORD, "%s cannot be the name of option %u",
		    show_word(p, NAME_WORD), code);
		return (-1);
	}
	return (0);
}

/* The same again is fine: 0.  1: it is there already. */
static int
check_again(struct parser *p, const char *name, uint8_t code,
    const char *form)
{
	const struct conf_optdef	*d;
	uint32_t			 i;

	for (i = 0; i < p->conf->noptdefs; i++) {
		d = &p->conf->optdefs[i];
		if (strcasecmp(d->name, name) != 0)
			continue;
		if (d->code == code && strcmp(d->form, form) == 0)
			return (1);
		word_error(p, NAME_WORD, "option %s is defined differently "
		    "at %s", show_word(p, NAME_WORD),
		    show_place(p, &p->optdefs[i]));
		return (-1);
	}
	return (0);
}

/* Of a type that stands where it may. */
static void
define(struct parser *p, const char *name, uint8_t code, const char *form)
{
	const struct opt_def	*known = optdef_by_code(code);

	if (known->form[0] == '\0' || code == DHO_CLIENT_IDENTIFIER) {
		word_error(p, NAME_WORD, "option %u is %s, and cannot be "
		    "defined: %s", code, known->name, option_instead(code));
		return;
	}
	if (check_name(p, name, code) == -1 ||
	    check_again(p, name, code, form) != 0)
		return;
	if (p->conf->noptdefs == CONF_OPTDEFS_MAX) {
		word_error(p, NAME_WORD, "more than %d options are defined",
		    CONF_OPTDEFS_MAX);
		return;
	}
	p->optdefs = conf_grow(p->optdefs, p->conf->noptdefs,
	    sizeof(*p->optdefs));
	p->optdefs[p->conf->noptdefs] = word_place(p, 0);
	conf_add_optdef(p->conf, code, name, form);
}

void
option_define(struct parser *p)
{
	const char	*name = lex_text(&p->lex, NAME_WORD);
	struct typing	 t;
	int64_t		 code;

	if (strchr(name, '.') != NULL) {
		word_error(p, NAME_WORD, "option spaces are not supported");
		return;
	}
	if (p->depth != 0) {
		word_error(p, 0, "options are defined outside of all "
		    "declarations");
		return;
	}
	if (value_number(p, CODE_WORD, 10, DHO_PAD + 1, DHO_END - 1, &code) ==
	    -1)
		return;
	if (p->lex.nwords <= EQUALS_WORD ||
	    strcmp(lex_text(&p->lex, EQUALS_WORD), "=") != 0) {
		word_error(p, CODE_WORD, "\"=\" and a type must follow %s, "
		    "with white space around the \"=\"",
		    show_word(p, CODE_WORD));
		return;
	}
	memset(&t, 0, sizeof(t));
	t.p = p;
	t.at = TYPE_WORD;
	if (whole_type(&t) == 0)
		define(p, name, (uint8_t)code, t.form);
}
