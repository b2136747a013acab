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

/* One element of a list, or the only one; its size follows from the type. */
static size_t
print_element(struct out *o, enum opt_type type, const uint8_t *data)
{
	switch (type) {
	case OPT_ADDR:
	case OPT_ADDRS:
		print_addr(o, data);
		return (4);
	case OPT_ADDR_PAIRS:
		print_addr(o, data);
		out(o, " ");
		print_addr(o, data + 4);
		return (8);
	case OPT_FLAG:
		out(o, "%s", data[0] ? "on" : "off");
		return (1);
	case OPT_U16:
	case OPT_U16S:
		out(o, "%u", number(data, 2));
		return (2);
	case OPT_U32:
		out(o, "%u", number(data, 4));
		return (4);
	case OPT_S32:
		out(o, "%d", (int32_t)number(data, 4));
		return (4);
	case OPT_U8:
	case OPT_U8S:
	case OPT_BYTES:
	case OPT_TEXT:
	case OPT_NONE:
		break;
	}
	out(o, "%u", data[0]);
	return (1);
}

int
opt_print(const struct opt_def *def, const uint8_t *data, size_t len,
    char *buf, size_t size)
{
	struct out	 o;
	size_t		 i;

	if (size == 0 || optdef_check(def, data, len) == -1)
		return (-1);
	memset(&o, 0, sizeof(o));
	o.buf = buf;
	o.size = size;
	buf[0] = '\0';
	switch (def->type) {
	case OPT_TEXT:
		print_text(&o, data, len);
		break;
	case OPT_BYTES:
	case OPT_NONE:
		print_bytes(&o, data, len);
		break;
	default:
		for (i = 0; i < len; ) {
			if (i != 0)
				out(&o, ", ");
			i += print_element(&o, def->type, data + i);
		}
		break;
	}
	return (o.full ? -1 : (int)o.len);
}
