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
 * A socket for all addresses conflicts with one for a single address, and with
 * 255.255.255.255, unless both have SO_REUSEADDR at the time of bind(2).  It
 * is cleared again at once: a second server must fail.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <net/if.h>		/* the next includes what must follow it */
#include <linux/icmp.h>
#include <netinet/in.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "dhcpd/sockets.h"
#include "log.h"
#include "packet.h"

/*
 * A datagram to an address that nobody has waits 3 s for the answer to an ARP
 * request, and counts as unsent all that time.  A socket sends nothing to
 * anybody when its buffer is full of those, and anybody can see to that: what
 * the system grants by itself is room for a few hundred.
 */
#define SNDBUF_MAX	(8 * 1024 * 1024)
#define SNDBUF_MIN	(64 * 1024)

static int
close_fail(int fd)
{
	int saved = errno;

	close(fd);
	errno = saved;
	return (-1);
}

/*
 * The force goes with the parent's capabilities: sockets that are made later,
 * for new addresses, get what net.core.wmem_max allows.
 */
static void
socket_sndbuf(int fd)
{
	int size = SNDBUF_MAX;

	if (setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &size,
	    sizeof(size)) == 0)
		return;
	for (; size >= SNDBUF_MIN; size /= 2)
		if (setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size,
		    sizeof(size)) == 0)
			return;
	log_warn("SO_SNDBUF");
}

/* VRFs are outside of us: ip-vrf(8) binds all sockets of a process to one. */
uint32_t
socket_rdomain(void)
{
	return (0);
}

void
socket_share(int fd, int on)
{
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1)
		fatal("SO_REUSEADDR");
}

int
socket_udp(enum socket_kind kind, struct in_addr addr, uint32_t rdomain,
    int beside)
{
	struct sockaddr_in sin;
	int fd, on = 1;

	(void)kind;
	(void)rdomain;
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd == -1)
		return (-1);
	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_port = htons(DHCP_SERVER_PORT);
	sin.sin_addr = addr;
	socket_share(fd, beside);
	if (setsockopt(fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof(on)) == -1 ||
	    setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof(on)) == -1 ||
	    bind(fd, (struct sockaddr *)&sin, sizeof(sin)) == -1)
		return (close_fail(fd));
	socket_share(fd, 0);
	socket_rcvbuf(fd);
	socket_sndbuf(fd);
	return (fd);
}

/* The interface goes with each datagram. */
int
socket_moved(int fd, struct in_addr addr)
{
	(void)fd;
	(void)addr;
	return (0);
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
	socket_sndbuf(fd);
	return (fd);
}

void
socket_seal(void)
{
	/* the jail leaves socket(2) to the parent, with all options */
}
