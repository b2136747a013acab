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


#include <sys/types.h>
#include <sys/socket.h>
#include <arpa/inet.h>
#include <netinet/in.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <vis.h>

#include "format.h"
#include "lease.h"

/* The two largest units of seconds: "42s", "52m", "3h 12m", "6d". */
static void
format_duration(uint64_t s, char *buf, size_t size)
{
	static const struct {
		uint64_t	 seconds;
		uint64_t	 part;
		char		 large;
		char		 small;
	} units[] = {
		{ 86400, 3600, 'd', 'h' },
		{ 3600, 60, 'h', 'm' },
		{ 60, 60, 'm', 0 },
		{ 1, 1, 's', 0 }
	};
	uint64_t	 rest;
	size_t		 i;

	for (i = 0; units[i].seconds > 1 && s < units[i].seconds; i++)
		;
	rest = s % units[i].seconds / units[i].part;
	if (rest == 0 || units[i].small == 0)
		snprintf(buf, size, "%" PRIu64 "%c", s / units[i].seconds,
		    units[i].large);
	else
		snprintf(buf, size, "%" PRIu64 "%c %" PRIu64 "%c",
		    s / units[i].seconds, units[i].large, rest,
		    units[i].small);
}

void
format_time(int64_t when, int64_t now, char *buf, size_t size)
{
	char	 duration[48];

	if (when == LEASE_FOREVER) {
		strlcpy(buf, "never", size);
	} else if (when >= now) {
		format_duration((uint64_t)when - (uint64_t)now, duration,
		    sizeof(duration));
		snprintf(buf, size, "in %s", duration);
	} else {
		format_duration((uint64_t)now - (uint64_t)when, duration,
		    sizeof(duration));
		snprintf(buf, size, "%s ago", duration);
	}
}

void
format_hex(const uint8_t *data, size_t len, char *buf, size_t size)
{
	size_t	 i;
	char	 hex[4];

	if (size > 0)
		buf[0] = '\0';
	for (i = 0; i < len; i++) {
		snprintf(hex, sizeof(hex), "%s%02x", i > 0 ? ":" : "",
		    data[i]);
		strlcat(buf, hex, size);
	}
}

void
format_address(struct in_addr addr, char *buf, size_t size)
{
	char	 text[INET_ADDRSTRLEN];

	if (inet_ntop(AF_INET, &addr, text, sizeof(text)) == NULL)
		strlcpy(text, "?", sizeof(text));
	strlcpy(buf, text, size);
}

void
format_prefix(struct in_addr addr, struct in_addr mask, char *buf,
    size_t size)
{
	char		 text[INET_ADDRSTRLEN];
	uint32_t	 m = ntohl(mask.s_addr);
	unsigned int	 bits;

	format_address(addr, text, sizeof(text));
	for (bits = 0; bits < 32 && (m & (0x80000000U >> bits)); bits++)
		;
	snprintf(buf, size, "%s/%u", text, bits);
}

/* The characters in keep remain as they are. */
static void
format_vis(const char *str, const char *keep, char *buf, size_t size)
{
	char	 c[8];

	if (size > 0)
		buf[0] = '\0';
	for (; *str != '\0'; str++) {
		if (strchr(keep, *str) != NULL) {
			c[0] = *str;
			c[1] = '\0';
		} else
			vis(c, (unsigned char)*str, VIS_OCTAL | VIS_WHITE,
			    (unsigned char)str[1]);
		if (strlcat(buf, c, size) >= size)
			return;
	}
}

void
format_word(const char *str, char *buf, size_t size)
{
	format_vis(str, "", buf, size);
}

void
format_agent(const uint8_t *data, size_t len, char *buf, size_t size)
{
	char	 text[LEASE_AGENT_MAX + 1];
	size_t	 i;

	for (i = 0; i < len && i < LEASE_AGENT_MAX; i++) {
		if (data[i] < ' ' || data[i] > '~')
			break;
		text[i] = (char)data[i];
	}
	text[i] = '\0';
	if (i == len)
		format_word(text, buf, size);
	else
		format_hex(data, len, buf, size);
}

void
format_line(const char *str, char *buf, size_t size)
{
	format_vis(str, " \\", buf, size);
}
