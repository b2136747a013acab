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
 * What the log says about requests.
 */
#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <vis.h>

#include "ifaces.h"
#include "log.h"
#include "request.h"

#define HEX_MAX	32	/* bytes of an identifier that are shown */

static void	 print_hex(char *, size_t, const uint8_t *, size_t);
static void	 print_client(char *, size_t, const struct request *);
static void	 print_via(char *, size_t, const struct request *);

static const char *const names[] = {
	[0] = "bootp",
	[DHCPDISCOVER] = "discover",
	[DHCPREQUEST] = "request",
	[DHCPDECLINE] = "decline",
	[DHCPRELEASE] = "release",
	[DHCPINFORM] = "inform"
};

void
request_log(const struct request *r, const char *fmt, ...)
{
	char	 text[256], client[512], via[64];
	va_list	 ap;

	if (log_getverbose() == 0)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	print_client(client, sizeof(client), r);
	print_via(via, sizeof(via), r);
	log_debug("%s from %s via %s: %s", names[r->type], client, via, text);
}

void
warn_limited(struct log_limit *limit, const char *fmt, ...)
{
	char		 text[256];
	unsigned int	 n;
	va_list		 ap;

	if (!log_allowed(limit, &n))
		return;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n == 0)
		log_warnx("%s", text);
	else
		log_warnx("%s (%u more like that)", text, n);
}

const char *
addr_name(uint32_t addr)
{
	static char	 bufs[4][INET_ADDRSTRLEN];
	static unsigned	 next;
	struct in_addr	 in;
	char		*buf;

	in.s_addr = htonl(addr);
	buf = bufs[next++ % (sizeof(bufs) / sizeof(bufs[0]))];
	if (inet_ntop(AF_INET, &in, buf, sizeof(bufs[0])) == NULL)
		return ("?");
	return (buf);
}

static void
print_hex(char *buf, size_t size, const uint8_t *data, size_t len)
{
	size_t	 i, off = 0;

	buf[0] = '\0';
	for (i = 0; i < len && i < HEX_MAX && off + 4 <= size; i++)
		off += (size_t)snprintf(buf + off, size - off, "%s%02x",
		    i == 0 ? "" : ":", data[i]);
	if (i < len)
		(void)strlcat(buf, "...", size);
}

static void
print_client(char *buf, size_t size, const struct request *r)
{
	char		 hex[HEX_MAX * 3 + 4], name[LEASE_NAME_MAX + 1];
	const uint8_t	*data;
	size_t		 len;

	print_hex(hex, sizeof(hex), r->client.chaddr, r->client.hlen);
	if (r->client.htype == HTYPE_ETHER)
		(void)strlcpy(buf, hex, size);
	else
		(void)snprintf(buf, size, "%u/%s", r->client.htype, hex);
	if (r->client.uid != NULL) {
		print_hex(hex, sizeof(hex), r->client.uid, r->client.uidlen);
		(void)strlcat(buf, " id ", size);
		(void)strlcat(buf, hex, size);
	}
	data = optset_get(&r->opts, DHO_HOST_NAME, &len);
	if (data != NULL && len > 0) {
		/* a quarter of the room: each byte may take four */
		if (len > sizeof(name) / 4 - 1)
			len = sizeof(name) / 4 - 1;
		(void)strvisx(name, (const char *)data, len,
		    VIS_CSTYLE | VIS_OCTAL | VIS_TAB | VIS_NL | VIS_DQ);
		(void)strlcat(buf, " \"", size);
		(void)strlcat(buf, name, size);
		(void)strlcat(buf, "\"", size);
	}
}

static void
print_via(char *buf, size_t size, const struct request *r)
{
	if (r->fixed.giaddr.s_addr != INADDR_ANY)
		(void)strlcpy(buf,
		    addr_name(ntohl(r->fixed.giaddr.s_addr)), size);
	else if (r->iface != NULL)
		(void)strlcpy(buf, r->iface->info.name, size);
	else
		(void)snprintf(buf, size, "interface %u", r->msg.ifindex);
}
