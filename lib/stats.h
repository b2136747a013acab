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
 * Counters.  Each belongs to one process; dhcpdctl(8) shows them all under
 * the names in stats.c.
 */
#ifndef STATS_H
#define STATS_H

enum stats_frontend {
	SF_RECEIVED,		/* datagrams read from sockets */
	SF_SHORT,		/* dropped: shorter than DHCP_MIN_LEN - 4 */
	SF_LONG,		/* dropped: longer than DHCP_PACKET_MAX */
	SF_BAD_OP,		/* dropped: not BOOTREQUEST */
	SF_BAD_HLEN,		/* dropped: hlen over 16 */
	SF_BAD_COOKIE,		/* dropped: no DHCP magic cookie, and too
				 * short for BOOTP without it */
	SF_NO_INTERFACE,	/* dropped: the control message has no interface
				 * or not the socket's address */
	SF_NOT_UNICAST,		/* dropped: the socket for all addresses has a
				 * broadcast or multicast */
	SF_OVERLOAD,		/* dropped: the engine does not keep up */
	SF_SENT,		/* replies sent */
	SF_SEND_ERROR,		/* replies that sendto(2) refused */
	SF_NO_SOCKET,		/* replies whose socket has gone meanwhile */
	SF_PINGS,		/* ICMP echo requests sent */
	SF_PING_ERROR,		/* that sendto(2) refused */
	STATS_FRONTEND_MAX
};

enum stats_engine {
	SE_DISCOVER,		/* received, by type */
	SE_REQUEST,
	SE_DECLINE,
	SE_RELEASE,
	SE_INFORM,
	SE_BOOTP,
	SE_OFFER,		/* sent, by type */
	SE_ACK,
	SE_NAK,
	SE_BOOTREPLY,
	SE_BAD_OPTIONS,		/* dropped: options malformed */
	SE_BAD_AGENT,		/* option 82 malformed: only echoed */
	SE_BAD_TYPE,		/* dropped: type unknown, or a server's */
	SE_NO_SUBNET,		/* dropped: its network isn't declared */
	SE_NOT_SERVED,		/* dropped: interface not served */
	SE_NOT_FOR_US,		/* REQUEST that names another server */
	SE_DENIED,		/* dropped: client not permitted */
	SE_NO_FREE,		/* dropped: no free address */
	SE_UNKNOWN_CLIENT,	/* REQUEST without a record: silence */
	SE_SHED,		/* dropped: overload */
	SE_COMMIT_FAILED,	/* dropped: the lease could not be stored */
	SE_CONFLICT,		/* probe answered, or DECLINE: abandoned */
	SE_ARP_OK,		/* unicast replies by an ARP entry */
	SE_ARP_REFUSED,		/* broadcast instead: route said no */
	SE_ARP_LATE,		/* broadcast instead: route was late */
	STATS_ENGINE_MAX
};

#define STATS_MAX	(STATS_FRONTEND_MAX + STATS_ENGINE_MAX)

/* Name for people and scripts, by index: frontend's first, then engine's. */
const char	*stats_name(unsigned int);

#endif /* STATS_H */
