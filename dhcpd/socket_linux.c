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
 * Sockets as Linux makes them; see sockets.h.  IP_PKTINFO reports where a
 * packet came in, and chooses where a reply goes out.
 *
 * SO_REUSEADDR is never set: addresses do not conflict with 255.255.255.255,
 * and a second server on the same address must fail.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <linux/icmp.h>
#include <netinet/in.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "dhcpd/sockets.h"
#include "log.h"
#include "packet.h"

static int
close_fail(int fd)
{
	int saved = errno;

	close(fd);
	errno = saved;
	return (-1);
}

static int
udp(struct in_addr addr)
{
	struct sockaddr_in sin;
	int fd, on = 1;

	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd == -1)
		return (-1);
	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_port = htons(DHCP_SERVER_PORT);
	sin.sin_addr = addr;
	if (setsockopt(fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof(on)) == -1 ||
	    setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof(on)) == -1 ||
	    bind(fd, (struct sockaddr *)&sin, sizeof(sin)) == -1)
		return (close_fail(fd));
	socket_rcvbuf(fd);
	return (fd);
}

int
socket_address(struct in_addr addr, uint32_t rdomain)
{
	(void)rdomain;
	return (udp(addr));
}

int
socket_broadcast(uint32_t rdomain)
{
	struct in_addr all = { .s_addr = INADDR_BROADCAST };

	(void)rdomain;
	return (udp(all));
}

int
socket_icmp(void)
{
	struct icmp_filter filter;
	int fd;

	fd = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK,
	    IPPROTO_ICMP);
	if (fd == -1)
		return (-1);
	filter.data = ~(1U << ICMP_ECHOREPLY);
	if (setsockopt(fd, SOL_RAW, ICMP_FILTER, &filter,
	    sizeof(filter)) == -1)
		return (close_fail(fd));
	socket_rcvbuf(fd);
	return (fd);
}

void
socket_seal(void)
{
	/* the jail leaves socket(2) to the parent, with all options */
}
