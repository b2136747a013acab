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
 * Domain names in the values of options: RFC 1035 sections 3.1 and 4.1.4,
 * RFC 3397.
 */

#include <sys/types.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "options.h"

#define LABEL_MAX	63
#define WIRE_MAX	255	/* of a name */
#define POINTER		0xc0
#define POINTER_MAX	0x3fff

static int
is_label_char(uint8_t c)
{
	return (c > 0x20 && c < 0x7f && strchr(".,;\"\\{}#", c) == NULL);
}

int
optname_read(const uint8_t *data, size_t len, size_t *off,
    char name[OPT_NAME_MAX])
{
	size_t	 at, start = *off, end = 0, n = 0, i, target;
	uint8_t	 label;

	at = start;
	for (;;) {
		if (at >= len)
			return (-1);
		label = data[at++];
		if (label >= POINTER) {
			if (at == len)
				return (-1);
			target = (size_t)(label & ~POINTER) << 8 | data[at++];
			if (end == 0)
				end = at;
			/* Always further back, so it comes to an end. */
			if (target >= start)
				return (-1);
			at = start = target;
			continue;
		}
		if (label == 0)
			break;
		if (label > LABEL_MAX || label > len - at ||
		    n + label + 1 >= OPT_NAME_MAX)
			return (-1);
		if (n != 0)
			name[n++] = '.';
		for (i = 0; i < label; i++) {
			if (!is_label_char(data[at]))
				return (-1);
			name[n++] = (char)data[at++];
		}
	}
	if (n == 0)
		return (-1);
	name[n] = '\0';
	*off = end != 0 ? end : at;
	return (0);
}

/* The offset, from first on, of a name that is there; -1: it is not. */
static int
find_name(const uint8_t *data, size_t len, size_t first, const char *name)
{
	char	 found[OPT_NAME_MAX];
	size_t	 at, off;

	for (at = first; at < len; ) {
		if (data[at] == 0) {
			at++;
			continue;
		}
		if (data[at] >= POINTER) {
			at += 2;
			continue;
		}
		off = at - first;
		if (off <= POINTER_MAX &&
		    optname_read(data + first, len - first, &off, found) == 0 &&
		    strcasecmp(found, name) == 0)
			return ((int)(at - first));
		at += data[at] + (size_t)1;
	}
	return (-1);
}

/* Its form only; a dot may be at the end. */
static int
is_name(const char *name)
{
	size_t	 label = 0, total = 0;

	for (; *name != '\0'; name++) {
		total++;
		if (*name == '.') {
			if (label == 0)
				return (0);
			label = 0;
		} else if (!is_label_char((uint8_t)*name) ||
		    ++label > LABEL_MAX)
			return (0);
	}
	/* What is on the wire has a length before, and a zero after it. */
	return (total > 0 && total + (label != 0 ? 2 : 1) <= WIRE_MAX);
}

static int
append(uint8_t *data, size_t size, size_t *len, const void *what, size_t n)
{
	if (n > size - *len)
		return (-1);
	memcpy(data + *len, what, n);
	*len += n;
	return (0);
}

int
optname_add(uint8_t *data, size_t size, size_t *len, size_t first,
    const char *name, int compress)
{
	char	 rest[WIRE_MAX + 1], *p = rest;
	uint8_t	 pointer[2], n;
	size_t	 before = *len, total;
	int	 at = -1;

	if (!is_name(name) || strlcpy(rest, name, sizeof(rest)) >=
	    sizeof(rest))
		return (-1);
	total = strlen(rest);
	if (rest[total - 1] == '.')
		rest[total - 1] = '\0';
	while (*p != '\0') {
		/* Only what was there before this name. */
		if (compress)
			at = find_name(data, before, first, p);
		if (at != -1) {
			pointer[0] = (uint8_t)(POINTER | at >> 8);
			pointer[1] = (uint8_t)(at & 0xff);
			return (append(data, size, len, pointer, 2));
		}
		n = (uint8_t)strcspn(p, ".");
		if (append(data, size, len, &n, 1) == -1 ||
		    append(data, size, len, p, n) == -1)
			return (-1);
		p += n;
		if (*p == '.')
			p++;
	}
	return (append(data, size, len, "", 1));
}
