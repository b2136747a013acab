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
 * The sockets that the frontend is handed: one for each address of the served
 * interfaces, one for broadcasts, one for ICMP.  See sockets.h.
 */

#include <sys/types.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dhcpd/children.h"
#include "dhcpd/iftable.h"
#include "dhcpd/sockets.h"
#include "log.h"
#include "msg.h"

#define RCVBUF_MAX	(1024 * 1024)	/* a burst after a power cut */
#define RCVBUF_MIN	(64 * 1024)

struct sock {
	TAILQ_ENTRY(sock)	 entry;
	struct msg_socket	 m;
	uint32_t		 rdomain;
	int			 fd;		/* -1: the frontend has it */
	int			 wanted;
};

static TAILQ_HEAD(, sock) socks = TAILQ_HEAD_INITIALIZER(socks);
static uint32_t	 last_id;
static int	 ready;

void
socket_rcvbuf(int fd)
{
	int size;

	for (size = RCVBUF_MAX; size >= RCVBUF_MIN; size /= 2)
		if (setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size,
		    sizeof(size)) == 0)
			return;
	log_warn("SO_RCVBUF");
}

/* An address that two interfaces have needs, and can have, one socket only. */
static struct sock *
find(enum socket_kind kind, struct in_addr addr, uint32_t rdomain)
{
	struct sock *s;

	TAILQ_FOREACH(s, &socks, entry)
		if (s->m.kind == (uint32_t)kind && s->rdomain == rdomain &&
		    s->m.addr.s_addr == addr.s_addr)
			return (s);
	return (NULL);
}

static struct sock *
add(enum socket_kind kind, struct in_addr addr, uint32_t ifindex,
    uint32_t rdomain, int fd)
{
	struct sock *s;

	if ((s = calloc(1, sizeof(*s))) == NULL)
		fatal("sockets");
	if (++last_id == 0)
		fatalx("no more socket ids");
	s->m.sock = last_id;
	s->m.kind = kind;
	s->m.ifindex = ifindex;
	s->m.addr = addr;
	s->rdomain = rdomain;
	s->fd = fd;
	s->wanted = 1;
	TAILQ_INSERT_TAIL(&socks, s, entry);
	return (s);
}

/* Says why there is none; the end, if it is needed to start. */
static void
failed(struct in_addr addr, uint32_t rdomain, int start)
{
	char text[INET_ADDRSTRLEN];

	inet_ntop(AF_INET, &addr, text, sizeof(text));
	switch (errno) {
	case EADDRINUSE:
		log_warnx("%s port %d: address already in use: is another "
		    "dhcpd running?", text, DHCP_SERVER_PORT);
		break;
	case ENOTSUP:
		log_warnx("%s: rdomain %u can't be served: "
		    "restart dhcpd for that", text, rdomain);
		break;
	default:
		log_warn("%s port %d", text, DHCP_SERVER_PORT);
		break;
	}
	if (start)
		exit(1);
}

static uint32_t
address_sock(struct in_addr addr, const struct iface *ifp, int start)
{
	struct sock *s;
	int fd;

	if ((s = find(SOCKET_ADDRESS, addr, ifp->m.rdomain)) == NULL) {
		if ((fd = socket_address(addr, ifp->m.rdomain)) == -1) {
			/* gone since we looked: the next look is to come */
			failed(addr, ifp->m.rdomain,
			    start && errno != EADDRNOTAVAIL);
			return (0);
		}
		s = add(SOCKET_ADDRESS, addr, ifp->m.ifindex, ifp->m.rdomain,
		    fd);
	}
	s->wanted = 1;
	return (s->m.sock);
}

/* The sockets that have no interface stay open once they are. */
static void
common_socks(const struct iface *ifp, int start)
{
	struct in_addr addr;
	int fd;

	addr.s_addr = INADDR_BROADCAST;
	if (find(SOCKET_BROADCAST, addr, ifp->m.rdomain) == NULL) {
		if ((fd = socket_broadcast(ifp->m.rdomain)) == -1)
			failed(addr, ifp->m.rdomain, start);
		else
			add(SOCKET_BROADCAST, addr, 0, ifp->m.rdomain, fd);
	}
	addr.s_addr = INADDR_ANY;
	if (start && find(SOCKET_ICMP, addr, 0) == NULL) {
		if ((fd = socket_icmp()) == -1)
			fatal("raw ICMP socket");
		add(SOCKET_ICMP, addr, 0, 0, fd);
	}
}

void
sockets_update(struct iftable *t, int start)
{
	struct iface *ifp;
	struct sock *s;
	size_t i;

	TAILQ_FOREACH(s, &socks, entry)
		s->wanted = s->m.kind != SOCKET_ADDRESS;
	for (ifp = t->ifaces; ifp < t->ifaces + t->n; ifp++) {
		if (ifp->m.flags & IFACE_SERVED) {
			common_socks(ifp, start);
			for (i = 0; i < ifp->naddrs; i++)
				ifp->addrs[i].sock = address_sock(
				    ifp->addrs[i].addr, ifp, start);
		} else if (ifp->flags & IFENT_DORMANT) {
			for (i = 0; i < ifp->naddrs; i++) {
				s = find(SOCKET_ADDRESS, ifp->addrs[i].addr,
				    ifp->m.rdomain);
				if (s != NULL)
					s->wanted = 1;
			}
		}
	}
}

void
sockets_close(void)
{
	struct sock *s, *next;

	for (s = TAILQ_FIRST(&socks); s != NULL; s = next) {
		next = TAILQ_NEXT(s, entry);
		if (s->wanted)
			continue;
		if (s->fd != -1)
			close(s->fd);
		else
			peer_send(child_peer(PROC_FRONTEND), IMSG_SOCKET_CLOSE,
			    0, -1, &s->m.sock, sizeof(s->m.sock));
		TAILQ_REMOVE(&socks, s, entry);
		free(s);
	}
}

void
sockets_hand(void)
{
	struct sock *s;

	if (!ready)
		return;
	TAILQ_FOREACH(s, &socks, entry) {
		if (s->fd == -1)
			continue;
		peer_send(child_peer(PROC_FRONTEND), IMSG_SOCKET, 0, s->fd,
		    &s->m, sizeof(s->m));
		s->fd = -1;
	}
}

void
sockets_ready(void)
{
	ready = 1;
	sockets_hand();
}
