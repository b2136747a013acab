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
 * Host names: which are valid, and what getaddrinfo(3) says of them.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>

#include <ctype.h>
#include <netdb.h>
#include <string.h>

#include "resolver/resolver.h"

#define HOSTNAME_MAX	253	/* RFC 1035 2.3.4, as text */
#define LABEL_MAX	63

/*
 * RFC 1123 2.1, and underscores, which exist.  What isn't valid is never
 * asked for: resolvers have been fooled by less.
 */
int
hostname_valid(const char *name, size_t len)
{
	size_t i, label = 0;
	unsigned char c;

	if (len > 0 && name[len - 1] == '.')
		len--;
	if (len == 0 || len > HOSTNAME_MAX)
		return (0);
	for (i = 0; i < len; i++) {
		c = (unsigned char)name[i];
		if (c == '.') {
			if (label == 0 || name[i - 1] == '-')
				return (0);
			label = 0;
			continue;
		}
		if (c > 127 || (!isalnum(c) && c != '_' &&
		    (c != '-' || label == 0)) || ++label > LABEL_MAX)
			return (0);
	}
	return (label > 0 && name[len - 1] != '-');
}

static void
take_addrs(const struct addrinfo *ai, struct msg_resolved *r)
{
	const struct sockaddr_in *sin;
	uint32_t i;

	for (; ai != NULL && r->naddrs < RESOLVED_MAX; ai = ai->ai_next) {
		if (ai->ai_family != AF_INET ||
		    ai->ai_addrlen < sizeof(*sin))
			continue;
		sin = (const struct sockaddr_in *)(const void *)ai->ai_addr;
		for (i = 0; i < r->naddrs; i++)
			if (r->addrs[i].s_addr == sin->sin_addr.s_addr)
				break;
		if (i == r->naddrs)
			r->addrs[r->naddrs++] = sin->sin_addr;
	}
}

void
hostname_lookup(const char *name, size_t len, struct msg_resolved *r)
{
	char host[HOSTNAME_MAX + 2];
	struct addrinfo hints, *res;

	memset(r, 0, sizeof(*r));
	r->status = RESOLVED_NONE;
	if (!hostname_valid(name, len))
		return;
	memcpy(host, name, len);
	host[len] = '\0';
	memset(&hints, 0, sizeof(hints));
	hints.ai_family = AF_INET;
	hints.ai_socktype = SOCK_DGRAM;
	switch (getaddrinfo(host, NULL, &hints, &res)) {
	case 0:
		take_addrs(res, r);
		freeaddrinfo(res);
		if (r->naddrs > 0)
			r->status = RESOLVED_OK;
		break;
	case EAI_NONAME:
	case EAI_NODATA:
		break;
	default:
		r->status = RESOLVED_FAIL;
		break;
	}
}
