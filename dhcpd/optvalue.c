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
 * Values of options: words to bytes, as the form of the option says.
 */
#include <sys/types.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "msg.h"
#include "options.h"
#include "parser.h"

#define PREFIX_MAX	32
#define SIP_NAMES	0	/* RFC 3361 */
#define SIP_ADDRS	1

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
	const char	*text;

	if ((text = value_text(p, word)) == NULL)
		return (-1);
	return (append(p, word, v, text, strlen(text)));
}

static int
add_bytes(struct parser *p, uint32_t word, struct value *v)
{
	size_t	len;

	if (p->lex.words[word].quoted)
		return (append(p, word, v, lex_text(&p->lex, word),
		    p->lex.words[word].len));
	if (value_hex(p, word, 1, v->data + v->len,
	    sizeof(v->data) - v->len, &len) == -1)
		return (-1);
	v->len += len;
	return (0);
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

/* The word is a name, or the name is one of those in the word. */
static int
add_name(struct parser *p, uint32_t word, const char *name, struct value *v,
    size_t first, int compress)
{
	if (value_text(p, word) == NULL)
		return (-1);
	if (optname_add(v->data, sizeof(v->data), &v->len, first, name,
	    compress) == 0)
		return (0);
	word_error(p, word, "%s is not a domain name, or more than fits into "
	    "an option", show_word(p, word));
	return (-1);
}

/*
 * All the words that are left, in each of which there may be several names,
 * as OpenBSD's server wants them.
 */
static int
add_names(struct parser *p, uint32_t word, struct value *v, int compress)
{
	static char	 buf[LEX_TOKEN_MAX + 1];
	char		*names, *name;
	uint32_t	 i;
	size_t		 first = v->len, before;

	for (i = word; i < p->lex.nwords; i++) {
		if (i != word && !p->lex.words[i].comma) {
			word_error(p, i, "',' is missing before %s",
			    show_word(p, i));
			return (-1);
		}
		strlcpy(buf, lex_text(&p->lex, i), sizeof(buf));
		names = buf;
		before = v->len;
		while ((name = strsep(&names, ", \t")) != NULL)
			if (*name != '\0' &&
			    add_name(p, i, name, v, first, compress) == -1)
				return (-1);
		if (v->len == before)
			return (add_name(p, i, "", v, first, compress));
	}
	return (0);
}

static int
parse_prefix(const char *text, uint8_t *bits)
{
	const char	*errstr;

	if (text[strspn(text, "0123456789")] != '\0')
		return (-1);
	*bits = (uint8_t)strtonum(text, 0, PREFIX_MAX, &errstr);
	return (errstr == NULL ? 0 : -1);
}

/* RFC 3442: the length of the prefix, and of it only the bytes that count. */
static int
add_route(struct parser *p, uint32_t word, struct value *v)
{
	struct in_addr	 net;
	const char	*text = lex_text(&p->lex, word), *slash;
	char		 addr[INET_ADDRSTRLEN];
	size_t		 n;
	uint8_t		 bits;

	slash = strchr(text, '/');
	n = slash == NULL ? 0 : (size_t)(slash - text);
	if (n < sizeof(addr)) {
		memcpy(addr, text, n);
		addr[n] = '\0';
	}
	if (slash == NULL || n >= sizeof(addr) ||
	    parse_addr(addr, &net) == -1 ||
	    parse_prefix(slash + 1, &bits) == -1) {
		word_error(p, word, "%s is no destination a.b.c.d/n",
		    show_word(p, word));
		return (-1);
	}
	if (bits < PREFIX_MAX &&
	    (ntohl(net.s_addr) & (UINT32_MAX >> bits)) != 0) {
		word_error(p, word, "%s has bits set behind its prefix",
		    show_word(p, word));
		return (-1);
	}
	if (append(p, word, v, &bits, 1) == -1 ||
	    append(p, word, v, &net, ((size_t)bits + 7) / 8) == -1)
		return (-1);
	return (add_addrs(p, word + 1, v, 1));
}

/* RFC 3925: enterprise number, length, bytes. */
static int
add_vendor(struct parser *p, uint32_t word, struct value *v)
{
	size_t	at;

	if (add_number(p, word, v, 0, UINT32_MAX, 4) == -1 ||
	    append(p, word, v, "", 1) == -1)
		return (-1);
	at = v->len;
	if (add_bytes(p, word + 1, v) == -1)
		return (-1);
	if (v->len - at > UINT8_MAX) {
		word_error(p, word + 1, "more than %d bytes", UINT8_MAX);
		return (-1);
	}
	v->data[at - 1] = (uint8_t)(v->len - at);
	return (0);
}

/* Which of both it is, the first word tells. */
static int
add_sip(struct parser *p, uint32_t word, struct value *v)
{
	struct in_addr	addr;
	uint8_t		kind;
	uint32_t	i;

	kind = !p->lex.words[word].quoted &&
	    parse_addr(lex_text(&p->lex, word), &addr) == 0 ?
	    SIP_ADDRS : SIP_NAMES;
	if (append(p, word, v, &kind, 1) == -1)
		return (-1);
	if (kind == SIP_NAMES)
		return (add_names(p, word, v, 0));
	for (i = word; i < p->lex.nwords; i++) {
		if (i != word && !p->lex.words[i].comma) {
			word_error(p, i, "',' is missing before %s",
			    show_word(p, i));
			return (-1);
		}
		if (value_addr(p, i, &addr) == -1 ||
		    append(p, i, v, &addr, sizeof(addr)) == -1)
			return (-1);
	}
	return (0);
}

static int
add_part(struct parser *p, const char *form, uint32_t word, struct value *v)
{
	switch (*form) {
	case OPT_BYTES:
		return (add_bytes(p, word, v));
	case OPT_TEXT:
		return (add_text(p, word, v));
	case OPT_ADDR:
		return (add_addrs(p, word, v, form[1] == OPT_LAST_AGAIN ||
		    v->uniform ? RESOLVED_MAX : 1));
	case OPT_FLAG:
		return (add_flag(p, word, v));
	case OPT_U8:
		return (add_number(p, word, v, 0, UINT8_MAX, 1));
	case OPT_S8:
		return (add_number(p, word, v, INT8_MIN, UINT8_MAX, 1));
	case OPT_U16:
		return (add_number(p, word, v, 0, UINT16_MAX, 2));
	case OPT_S16:
		return (add_number(p, word, v, INT16_MIN, UINT16_MAX, 2));
	case OPT_U32:
		return (add_number(p, word, v, 0, UINT32_MAX, 4));
	case OPT_S32:
		return (add_number(p, word, v, INT32_MIN, INT32_MAX, 4));
	case OPT_DOMAIN:
		return (add_name(p, word, lex_text(&p->lex, word), v,
		    v->len, 0));
	case OPT_DOMAINS:
	case OPT_COMPRESSED:
		return (add_names(p, word, v, *form == OPT_COMPRESSED));
	case OPT_ROUTE:
		return (add_route(p, word, v));
	case OPT_VENDOR:
		return (add_vendor(p, word, v));
	case OPT_SIP:
		return (add_sip(p, word, v));
	default:
		return (-1);
	}
}

/* How many words a part takes; UINT32_MAX: all. */
static uint32_t
part_words(char part)
{
	switch (part) {
	case OPT_ROUTE:
	case OPT_VENDOR:
		return (2);
	case OPT_DOMAINS:
	case OPT_COMPRESSED:
	case OPT_SIP:
		return (UINT32_MAX);
	default:
		return (1);
	}
}

/*
 * What begins at word, for one round of the form, must be there, and have
 * commas only where a list goes on.
 */
static int
check_words(struct parser *p, const struct opt_def *def, uint32_t word,
    uint32_t n)
{
	uint32_t	i;

	if (n == UINT32_MAX)
		n = 1;
	for (i = word; i < word + n; i++) {
		if (i >= p->lex.nwords) {
			word_error(p, i - 1, "option %s is not complete after "
			    "%s", def->name, show_word(p, i - 1));
			return (-1);
		}
		if (i > word && p->lex.words[i].comma) {
			word_error(p, i, "option %s: ',' before %s, where "
			    "there must be none", def->name, show_word(p, i));
			return (-1);
		}
	}
	return (0);
}

/* Is one word of hex bytes the whole value?  Text is only text. */
static int
is_hex(const struct parser *p, const struct opt_def *def, uint32_t word)
{
	return (p->lex.nwords == word + 1 && !p->lex.words[word].quoted &&
	    strchr(def->form, OPT_TEXT) == NULL &&
	    strchr(lex_text(&p->lex, word), ':') != NULL);
}

/* Where the next part begins: 1, or 0 at the end, or -1. */
static int
next_part(struct parser *p, const struct opt_def *def, const char **form,
    uint32_t word)
{
	int	more = word < p->lex.nwords;

	if (**form == OPT_ALL_AGAIN || **form == OPT_LAST_AGAIN) {
		if (!more)
			return (0);
		if (!p->lex.words[word].comma) {
			word_error(p, word, "',' is missing before %s",
			    show_word(p, word));
			return (-1);
		}
		*form = **form == OPT_ALL_AGAIN ? def->form : *form - 1;
		return (1);
	}
	if (**form == '\0') {
		if (!more)
			return (0);
		word_error(p, word, "option %s has only %s: unexpected %s",
		    def->name, def->form[1] == '\0' ? "one value" :
		    "so many values", show_word(p, word));
		return (-1);
	}
	if (more && p->lex.words[word].comma) {
		word_error(p, word, "option %s: ',' before %s, where there "
		    "must be none", def->name, show_word(p, word));
		return (-1);
	}
	return (1);
}

int
option_value(struct parser *p, const struct opt_def *def, uint32_t word,
    struct value *v)
{
	const char	*form = def->form;
	size_t		 start = 0;
	uint32_t	 n;
	int		 again, left_out = 0;

	v->len = 0;
	v->left_out = 0;
	v->uniform = form[1] == OPT_ALL_AGAIN;
	if (is_hex(p, def, word))
		return (add_bytes(p, word, v));
	while ((again = next_part(p, def, &form, word)) == 1) {
		n = part_words(*form);
		if (check_words(p, def, word, n) == -1)
			return (-1);
		/* If a name has no address, all of a round is left out. */
		if (form == def->form || form[1] == OPT_LAST_AGAIN) {
			start = v->len;
			v->left_out = 0;
		}
		if (add_part(p, form, word, v) == -1)
			return (-1);
		left_out |= v->left_out;
		form++;
		if (v->left_out && (*form == '\0' || *form == OPT_ALL_AGAIN ||
		    *form == OPT_LAST_AGAIN))
			v->len = start;
		word = n == UINT32_MAX ? p->lex.nwords : word + n;
	}
	v->left_out = left_out;
	return (again);
}
