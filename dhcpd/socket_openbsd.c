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
 * Sockets as OpenBSD makes them; see sockets.h.
 *
 * IP_RECVIF and SO_RTABLE can't be set after pledge(2), and addresses may
 * appear later: spare sockets with these options are made before, and bound
 * when they are needed.
 *
 * A socket for all addresses conflicts with one for a single address unless
 * the later one has SO_REUSEADDR when it is bound.  The same address twice
 * always conflicts.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "dhcpd/sockets.h"
#include "log.h"
#include "packet.h"

#define SPARES_MAX	64

static int	spares[SPARES_MAX], nspares, sealed;

static int
close_fail(int fd)
{
	int saved = errno;

	close(fd);
	errno = saved;
	return (-1);
}

static int
udp(uint32_t rdomain)
{
	int fd, on = 1, rtable = (int)rdomain;

	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd == -1)
		return (-1);
	if (((int)rdomain != getrtable() && setsockopt(fd, SOL_SOCKET,
	    SO_RTABLE, &rtable, sizeof(rtable)) == -1) ||
	    setsockopt(fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof(on)) == -1 ||
	    setsockopt(fd, IPPROTO_IP, IP_RECVIF, &on, sizeof(on)) == -1)
		return (close_fail(fd));
	socket_rcvbuf(fd);
	return (fd);
}

/* A spare one is of our own rdomain. */
static int
udp_or_spare(uint32_t rdomain)
{
	if (!sealed)
		return (udp(rdomain));
	if ((int)rdomain != getrtable()) {
		errno = ENOTSUP;
		return (-1);
	}
	if (nspares == 0) {
		errno = EMFILE;
		return (-1);
	}
	return (spares[--nspares]);
}

uint32_t
socket_rdomain(void)
{
	return ((uint32_t)getrtable());
}

/* Only the one that is bound needs to be told: see socket_udp(). */
void
socket_share(int fd, int on)
{
	(void)fd;
	(void)on;
}

/* Broadcasts leave by the interface that IP_MULTICAST_IF names. */
int
socket_moved(int fd, struct in_addr addr)
{
	return (setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &addr,
	    sizeof(addr)));
}

static int
bind_udp(int fd, struct in_addr addr, int beside)
{
	struct sockaddr_in sin;
	int off = 0, r;

	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &beside,
	    sizeof(beside)) == -1)
		fatal("SO_REUSEADDR");
	memset(&sin, 0, sizeof(sin));
	sin.sin_len = sizeof(sin);
	sin.sin_family = AF_INET;
	sin.sin_port = htons(DHCP_SERVER_PORT);
	sin.sin_addr = addr;
	r = bind(fd, (struct sockaddr *)&sin, sizeof(sin));
	if (r == 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &off,
	    sizeof(off)) == -1)
		fatal("SO_REUSEADDR");
	return (r);
}

int
socket_udp(enum socket_kind kind, struct in_addr addr, uint32_t rdomain,
    int beside)
{
	int fd, on = 1;

	if ((fd = udp_or_spare(rdomain)) == -1)
		return (-1);
	if (bind_udp(fd, addr, beside) == -1) {
		if (!sealed)
			return (close_fail(fd));
		spares[nspares++] = fd;	/* there is no other way to get one */
		return (-1);
	}
	switch (kind) {
	case SOCKET_ANY:
		if (setsockopt(fd, IPPROTO_IP, IP_RECVDSTADDR, &on,
		    sizeof(on)) == -1)
			return (close_fail(fd));
		break;
	case SOCKET_ADDRESS:
		if (socket_moved(fd, addr) == -1)
			return (close_fail(fd));
		break;
	default:
		break;
	}
	return (fd);
}

/*
 * A raw socket ignores control messages.  With a header of our own a probe
 * leaves from the address that it must leave from.
 */
int
socket_icmp(void)
{
	int fd, on = 1;

	fd = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK,
	    IPPROTO_ICMP);
	if (fd == -1)
		return (-1);
	if (setsockopt(fd, IPPROTO_IP, IP_HDRINCL, &on, sizeof(on)) == -1)
		return (close_fail(fd));
	socket_rcvbuf(fd);
	return (fd);
}

void
socket_seal(void)
{
	uint32_t own = (uint32_t)getrtable();

	sealed = 1;
	while (nspares < SPARES_MAX) {
		if ((spares[nspares] = udp(own)) == -1) {
			log_warn("spare sockets");
			break;
		}
		nspares++;
	}
}
