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
 * The names of the counters, as dhcpdctl(8) shows them.
 */

#include <stddef.h>

#include "stats.h"

static const char *const names[STATS_MAX] = {
	[SF_RECEIVED] =			"packets-received",
	[SF_SHORT] =			"dropped-too-short",
	[SF_LONG] =			"dropped-too-long",
	[SF_BAD_OP] =			"dropped-not-a-request",
	[SF_BAD_HLEN] =			"dropped-bad-hardware-length",
	[SF_BAD_COOKIE] =		"dropped-no-cookie",
	[SF_NO_INTERFACE] =		"dropped-no-interface",
	[SF_NOT_UNICAST] =		"dropped-copy-of-broadcast",
	[SF_OVERLOAD] =			"dropped-engine-busy",
	[SF_SENT] =			"replies-sent",
	[SF_SEND_ERROR] =		"replies-send-error",
	[SF_NO_SOCKET] =		"replies-no-socket",
	[SF_PINGS] =			"pings-sent",
	[SF_PING_ERROR] =		"pings-send-error",
#define ENGINE(i)	[STATS_FRONTEND_MAX + (i)]
	ENGINE(SE_DISCOVER) =		"discover-received",
	ENGINE(SE_REQUEST) =		"request-received",
	ENGINE(SE_DECLINE) =		"decline-received",
	ENGINE(SE_RELEASE) =		"release-received",
	ENGINE(SE_INFORM) =		"inform-received",
	ENGINE(SE_BOOTP) =		"bootp-received",
	ENGINE(SE_OFFER) =		"offer-sent",
	ENGINE(SE_ACK) =		"ack-sent",
	ENGINE(SE_NAK) =		"nak-sent",
	ENGINE(SE_BOOTREPLY) =		"bootp-sent",
	ENGINE(SE_BAD_OPTIONS) =	"dropped-bad-options",
	ENGINE(SE_BAD_AGENT) =		"relay-information-malformed",
	ENGINE(SE_BAD_TYPE) =		"dropped-bad-message-type",
	ENGINE(SE_NO_SUBNET) =		"dropped-no-subnet",
	ENGINE(SE_NOT_SERVED) =		"dropped-interface-not-served",
	ENGINE(SE_NOT_FOR_US) =		"requests-for-another-server",
	ENGINE(SE_DENIED) =		"dropped-client-denied",
	ENGINE(SE_NO_FREE) =		"dropped-no-free-address",
	ENGINE(SE_UNKNOWN_CLIENT) =	"requests-of-unknown-client",
	ENGINE(SE_SHED) =		"dropped-overload",
	ENGINE(SE_COMMIT_FAILED) =	"dropped-lease-not-stored",
	ENGINE(SE_CONFLICT) =		"addresses-abandoned",
	ENGINE(SE_ARP_OK) =		"unicast-by-arp-entry",
	ENGINE(SE_ARP_REFUSED) =	"broadcast-arp-refused",
	ENGINE(SE_ARP_LATE) =		"broadcast-arp-late"
#undef ENGINE
};

const char *
stats_name(unsigned int i)
{
	if (i >= STATS_MAX)
		return (NULL);
	return (names[i]);
}
