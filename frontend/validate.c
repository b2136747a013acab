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
 * What can be said of a message without any configuration.
 */
#include <sys/types.h>

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "frontend.h"
#include "options.h"
#include "packet.h"

#define PEEK_OPTIONS	16	/* how far is_discover() looks */

/*
 * A message without cookie is BOOTP as it was before RFC 1048 gave the
 * vendor area a format: whatever stands there.  It must have that area,
 * though (RFC 951 section 3, RFC 1542 section 2.1), so anything shorter is
 * a mutilated DHCP message.
 */
int
validate(const uint8_t *p, size_t len)
{
	static const uint8_t	 cookie[DHCP_COOKIE_LEN] = {
	    DHCP_COOKIE >> 24, DHCP_COOKIE >> 16 & 0xff,
	    DHCP_COOKIE >> 8 & 0xff, DHCP_COOKIE & 0xff };

	if (len < DHCP_FIXED_LEN)
		return (SF_SHORT);
	if (len > DHCP_PACKET_MAX)
		return (SF_LONG);
	if (p[offsetof(struct dhcp_fixed, op)] != BOOTREQUEST)
		return (SF_BAD_OP);
	if (p[offsetof(struct dhcp_fixed, hlen)] > DHCP_CHADDR_LEN)
		return (SF_BAD_HLEN);
	if (len < BOOTP_MIN_LEN && (len < DHCP_MIN_LEN ||
	    memcmp(p + DHCP_FIXED_LEN, cookie, sizeof(cookie)) != 0))
		return (SF_BAD_COOKIE);
	return (-1);
}

/*
 * Is this a DISCOVER?  Asked only to choose what is shed, so an answer that
 * is cheap and nearly always right is enough: the type is among the first
 * options with every client.
 */
int
is_discover(const uint8_t *p, size_t len)
{
	size_t		 at = DHCP_MIN_LEN;
	unsigned int	 n;

	for (n = 0; n < PEEK_OPTIONS && at < len; n++) {
		if (p[at] == DHO_PAD) {
			at++;
			continue;
		}
		if (p[at] == DHO_END || len - at < 3 ||
		    p[at + 1] > len - at - 2)
			return (0);
		if (p[at] == DHO_MESSAGE_TYPE)
			return (p[at + 1] == 1 && p[at + 2] == DHCPDISCOVER);
		at += 2 + (size_t)p[at + 1];
	}
	return (0);
}
