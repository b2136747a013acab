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
 * An option's bytes as the text of dhcpd.conf(5).
 */

#include <sys/types.h>
#include <netinet/in.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "options.h"

struct out {
	char	*buf;
	size_t	 size;
	size_t	 len;
	int	 full;
};

static void	out(struct out *, const char *, ...)
		    __attribute__((__format__ (printf, 2, 3)));

static void
out(struct out *o, const char *fmt, ...)
{
	va_list	 ap;
	int	 n;

	if (o->full)
		return;
	va_start(ap, fmt);
	n = vsnprintf(o->buf + o->len, o->size - o->len, fmt, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= o->size - o->len)
		o->full = 1;
	else
		o->len += n;
}

static uint32_t
number(const uint8_t *data, size_t len)
{
	uint32_t	 n = 0;

	while (len-- > 0)
		n = n << 8 | *data++;
	return (n);
}

static void
print_addr(struct out *o, const uint8_t *a)
{
	out(o, "%u.%u.%u.%u", a[0], a[1], a[2], a[3]);
}

static int
printable(uint8_t c)
{
	return (c >= 0x20 && c < 0x7f);
}

/* The backslash stands before what would end the text, or before octal. */
static void
print_text(struct out *o, const uint8_t *data, size_t len)
{
	size_t	 i;

	out(o, "\"");
	for (i = 0; i < len; i++) {
		if (data[i] == '"' || data[i] == '\\')
			out(o, "\\%c", data[i]);
		else if (printable(data[i]))
			out(o, "%c", data[i]);
		else
			out(o, "\\%03o", data[i]);
	}
	out(o, "\"");
}

/* Text if it is some, else hex. */
static void
print_bytes(struct out *o, const uint8_t *data, size_t len)
{
	size_t	 i;

	for (i = 0; i < len; i++)
		if (!printable(data[i]))
			break;
	if (i == len) {
		print_text(o, data, len);
		return;
	}
	for (i = 0; i < len; i++)
		out(o, "%s%02x", i == 0 ? "" : ":", data[i]);
}

static void
print_names(struct out *o, const uint8_t *data, size_t len)
{
	char	 name[OPT_NAME_MAX];
	size_t	 off = 0;

	while (off < len && optname_read(data, len, &off, name) == 0)
		out(o, "\"%s\"%s", name, off < len ? ", " : "");
}

/* Prefix and router; what the prefix does not need is not in the value. */
static void
print_route(struct out *o, const uint8_t *data, size_t len)
{
	uint8_t	 prefix[4] = { 0, 0, 0, 0 };

	memcpy(prefix, data + 1, len - 5);
	print_addr(o, prefix);
	out(o, "/%u ", data[0]);
	print_addr(o, data + len - 4);
}

static void
print_vendor(struct out *o, const uint8_t *data, size_t len)
{
	out(o, "%u ", number(data, 4));
	print_bytes(o, data + 5, len - 5);
}

/* A zero before names, a one before addresses: RFC 3361. */
static void
print_sip(struct out *o, const uint8_t *data, size_t len)
{
	size_t	 i;

	if (data[0] == 0) {
		print_names(o, data + 1, len - 1);
		return;
	}
	for (i = 1; i < len; i += 4) {
		if (i != 1)
			out(o, ", ");
		print_addr(o, data + i);
	}
}

static void
print_part(struct out *o, char part, const uint8_t *data, size_t len)
{
	switch (part) {
	case OPT_ADDR:
		print_addr(o, data);
		break;
	case OPT_FLAG:
		out(o, "%s", data[0] ? "on" : "off");
		break;
	case OPT_S8:
		out(o, "%d", (int8_t)data[0]);
		break;
	case OPT_S16:
		out(o, "%d", (int16_t)number(data, 2));
		break;
	case OPT_S32:
		out(o, "%d", (int32_t)number(data, 4));
		break;
	case OPT_TEXT:
		print_text(o, data, len);
		break;
	case OPT_BYTES:
		print_bytes(o, data, len);
		break;
	case OPT_DOMAIN:
	case OPT_DOMAINS:
	case OPT_COMPRESSED:
		print_names(o, data, len);
		break;
	case OPT_ROUTE:
		print_route(o, data, len);
		break;
	case OPT_VENDOR:
		print_vendor(o, data, len);
		break;
	case OPT_SIP:
		print_sip(o, data, len);
		break;
	default:
		out(o, "%u", number(data, len));
		break;
	}
}

/* optdef_check() has found that the value has this form. */
static void
print_form(struct out *o, const char *first, const uint8_t *data, size_t len)
{
	const char	*form = first;
	size_t		 n, off = 0;

	do {
		if (*form == OPT_ALL_AGAIN || *form == OPT_LAST_AGAIN) {
			form = *form == OPT_ALL_AGAIN ? first : form - 1;
			out(o, ", ");
		} else if (form != first)
			out(o, " ");
		n = off == len ? 0 :
		    opt_part_len(*form, data + off, len - off);
		print_part(o, *form++, data + off, n);
		off += n;
	} while (off < len || *form == OPT_TEXT || *form == OPT_BYTES);
}

int
opt_print(const struct opt_def *def, const uint8_t *data, size_t len,
    char *buf, size_t size)
{
	struct out	 o;

	if (size == 0 || optdef_check(def, data, len) == -1)
		return (-1);
	memset(&o, 0, sizeof(o));
	o.buf = buf;
	o.size = size;
	buf[0] = '\0';
	if (len == 0 || def->form[0] == '\0')
		print_bytes(&o, data, len);
	else
		print_form(&o, def->form, data, len);
	return (o.full ? -1 : (int)o.len);
}
