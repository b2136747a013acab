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
 * The forms of option values: where each part ends, and whether it is one.
 */

#include <sys/types.h>

#include <stdint.h>
#include <string.h>

#include "conf.h"
#include "options.h"

#define PREFIX_MAX	32
#define VENDOR_HEAD	5	/* enterprise number, length */
#define SIP_NAMES	0	/* RFC 3361 */
#define SIP_ADDRS	1
#define SITE_SPECIFIC	128	/* RFC 2132: 128 to 254 */

size_t
opt_part_len(char part, const uint8_t *data, size_t left)
{
	char	 name[OPT_NAME_MAX];
	size_t	 len = 0;

	switch (part) {
	case OPT_FLAG:
	case OPT_U8:
	case OPT_S8:
		len = 1;
		break;
	case OPT_U16:
	case OPT_S16:
		len = 2;
		break;
	case OPT_ADDR:
	case OPT_U32:
	case OPT_S32:
		len = 4;
		break;
	case OPT_ROUTE:
		if (data[0] <= PREFIX_MAX)
			len = 1 + ((size_t)data[0] + 7) / 8 + 4;
		break;
	case OPT_VENDOR:
		if (left >= VENDOR_HEAD)
			len = VENDOR_HEAD + (size_t)data[VENDOR_HEAD - 1];
		break;
	case OPT_DOMAIN:
		if (optname_read(data, left, &len, name) == -1)
			len = 0;
		break;
	default:
		return (left);
	}
	return (len <= left ? len : 0);
}

/* Bits of the destination that are beyond the prefix make no route. */
static int
is_route(const uint8_t *data)
{
	unsigned int	 bits = data[0] % 8;

	return (bits == 0 ||
	    (data[1 + data[0] / 8] & (0xffU >> bits)) == 0);
}

static int
is_names(const uint8_t *data, size_t len)
{
	char	 name[OPT_NAME_MAX];
	size_t	 off = 0;

	while (off < len)
		if (optname_read(data, len, &off, name) == -1)
			return (0);
	return (len > 0);
}

static int
is_sip(const uint8_t *data, size_t len)
{
	if (data[0] == SIP_NAMES)
		return (is_names(data + 1, len - 1));
	return (data[0] == SIP_ADDRS && len > 1 && (len - 1) % 4 == 0);
}

static int
is_part(char part, const uint8_t *data, size_t len)
{
	switch (part) {
	case OPT_FLAG:
		return (data[0] <= 1);
	case OPT_TEXT:
		return (memchr(data, '\0', len) == NULL);
	case OPT_DOMAINS:
	case OPT_COMPRESSED:
		return (is_names(data, len));
	case OPT_ROUTE:
		return (is_route(data));
	case OPT_SIP:
		return (is_sip(data, len));
	default:
		return (1);
	}
}

int
optdef_check(const struct opt_def *def, const uint8_t *data, size_t len)
{
	const char	*form = def->form;
	size_t		 n, off = 0;

	if (len < def->min || len > def->max)
		return (-1);
	for (;;) {
		if (off == len && (*form == OPT_ALL_AGAIN ||
		    *form == OPT_LAST_AGAIN || *form == '\0'))
			return (0);
		/* Text and bytes may be nothing. */
		if (off == len)
			return (form[1] == '\0' && (*form == OPT_TEXT ||
			    *form == OPT_BYTES) ? 0 : -1);
		if (*form == '\0')
			return (def->form[0] == '\0' ? 0 : -1);
		if (*form == OPT_ALL_AGAIN)
			form = def->form;
		else if (*form == OPT_LAST_AGAIN)
			form--;
		n = opt_part_len(*form, data + off, len - off);
		if (n == 0 || !is_part(*form, data + off, n))
			return (-1);
		off += n;
		form++;
	}
}

int
optdef_allowed(uint8_t code, const uint8_t *data, size_t len)
{
	const struct opt_def	*def = optdef_by_code(code);

	if (def == NULL || def->form[0] == '\0')
		return (0);
	if (code >= SITE_SPECIFIC)
		return (len <= CONF_OPTION_MAX);
	return (optdef_check(def, data, len) == 0);
}
