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
 * Words of dhcpd.conf(5) as values.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "parser.h"

#define LABEL_MAX	63	/* RFC 1035 2.3.4 */
#define NAME_MAX_LEN	253

static int
is_quoted(struct parser *p, uint32_t word, const char *wanted)
{
	if (!p->lex.words[word].quoted)
		return (0);
	word_error(p, word, "%s is in quotes where %s is needed",
	    show_word(p, word), wanted);
	return (1);
}

int
value_number(struct parser *p, uint32_t word, int base, int64_t min,
    int64_t max, int64_t *number)
{
	const char	*text = lex_text(&p->lex, word);
	char		*end;
	long long	 n;

	if (is_quoted(p, word, "a number"))
		return (-1);
	errno = 0;
	n = strtoll(text, &end, base);
	if (end == text || *end != '\0') {
		word_error(p, word, "%s is not a number",
		    show_word(p, word));
		return (-1);
	}
	if (n < min || n > max) {
		word_error(p, word, "%s is too %s: it must be %lld to %lld",
		    show_word(p, word), n < min ? "small" : "large",
		    (long long)min, (long long)max);
		return (-1);
	}
	*number = n;
	return (0);
}

int
value_bool(struct parser *p, uint32_t word, uint8_t *value)
{
	const char	*text = lex_text(&p->lex, word);

	if (strcasecmp(text, "on") == 0 || strcasecmp(text, "true") == 0)
		*value = 1;
	else if (strcasecmp(text, "off") == 0 ||
	    strcasecmp(text, "false") == 0)
		*value = 0;
	else {
		word_error(p, word, "%s is none of on, off, true, false",
		    show_word(p, word));
		return (-1);
	}
	return (0);
}

const char *
value_text(struct parser *p, uint32_t word)
{
	const char	*text = lex_text(&p->lex, word);

	if (strlen(text) == p->lex.words[word].len)
		return (text);
	word_error(p, word, "%s has a NUL byte", show_word(p, word));
	return (NULL);
}

/* Four decimal numbers; a leading zero does not make one octal. */
int
parse_addr(const char *text, struct in_addr *addr)
{
	uint32_t	a = 0, n;
	int		i, digits;

	for (i = 0; i < 4; i++) {
		n = 0;
		for (digits = 0; isdigit((unsigned char)*text); digits++) {
			if (digits == 3)
				return (-1);
			n = n * 10 + (uint32_t)(*text++ - '0');
		}
		if (digits == 0 || n > 255)
			return (-1);
		if (*text++ != (i < 3 ? '.' : '\0'))
			return (-1);
		a = a << 8 | n;
	}
	addr->s_addr = htonl(a);
	return (0);
}

int
value_addr(struct parser *p, uint32_t word, struct in_addr *addr)
{
	if (is_quoted(p, word, "an address"))
		return (-1);
	if (parse_addr(lex_text(&p->lex, word), addr) == -1) {
		word_error(p, word, "%s is not an IPv4 address",
		    show_word(p, word));
		return (-1);
	}
	return (0);
}

static int
is_host_name(const char *s)
{
	size_t	label = 0, len = strlen(s);

	if (len > NAME_MAX_LEN)
		return (0);
	for (; *s != '\0'; s++) {
		if (*s == '.') {
			if (label == 0)
				return (0);
			label = 0;
		} else if (isalnum((unsigned char)*s) || *s == '_' ||
		    (*s == '-' && label != 0)) {
			if (++label > LABEL_MAX)
				return (0);
		} else
			return (0);
	}
	return (1);
}

static int
resolve(struct parser *p, uint32_t word, struct in_addr *addrs, uint32_t max,
    uint32_t *n)
{
	const struct name	*name;
	const char		*why;

	name = names_lookup(p->names, lex_text(&p->lex, word));
	switch (name->status) {
	case NAME_WANTED:
		return (0);
	case NAME_OK:
		for (*n = 0; *n < name->naddrs && *n < max; (*n)++)
			addrs[*n] = name->addrs[*n];
		return (0);
	case NAME_NONE:
		why = "does not exist or has no IPv4 address";
		break;
	default:
		why = "cannot be looked up now";
		break;
	}
	if (p->strict) {
		word_error(p, word, "host name %s %s", show_word(p, word),
		    why);
		return (-1);
	}
	word_warn(p, word, "host name %s %s; it is left out",
	    show_word(p, word), why);
	return (0);
}

int
value_addrs(struct parser *p, uint32_t word, struct in_addr *addrs,
    uint32_t max, uint32_t *n)
{
	const char	*text = lex_text(&p->lex, word);

	*n = 0;
	if (is_quoted(p, word, "an address"))
		return (-1);
	if (parse_addr(text, &addrs[0]) == 0) {
		*n = 1;
		return (0);
	}
	/* What consists of digits and dots is no name. */
	if (text[strspn(text, "0123456789.")] == '\0' || !is_host_name(text)) {
		word_error(p, word,
		    "%s is neither an IPv4 address nor a host name",
		    show_word(p, word));
		return (-1);
	}
	return (resolve(p, word, addrs, max, n));
}

int
value_hex(struct parser *p, uint32_t word, int text, uint8_t *data,
    size_t size, size_t *len)
{
	const char	*s = lex_text(&p->lex, word);
	unsigned int	 byte;
	int		 digits;

	*len = 0;
	do {
		byte = 0;
		for (digits = 0; isxdigit((unsigned char)*s); digits++, s++)
			byte = byte * 16 + (unsigned int)
			    (isdigit((unsigned char)*s) ? *s - '0' :
			    tolower((unsigned char)*s) - 'a' + 10);
		if (digits == 0 || digits > 2 || (*s != '\0' && *s != ':')) {
			word_error(p, word, "%s is not bytes in hex (1:2:ff)"
			    "%s", show_word(p, word),
			    text ? ", nor text in quotes" : "");
			return (-1);
		}
		if (*len == size) {
			word_error(p, word, "more than %zu bytes", size);
			return (-1);
		}
		data[(*len)++] = (uint8_t)byte;
	} while (*s++ == ':');
	return (0);
}
