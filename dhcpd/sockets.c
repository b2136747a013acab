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
 * interfaces, those of -u and "listen on", one for broadcasts, one for ICMP.
 * See sockets.h.
 *
 * The parent keeps a descriptor of each, since options may have to be set
 * again.
 */

#include <sys/types.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#include <errno.h>
#include <fcntl.h>
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
	int			 fd;		/* -1: it can't be had */
	int			 error;		/* why, as it was logged */
	int			 handed;	/* the frontend has it */
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

/* Bound to exactly one address of ours, for whatever reason. */
static int
is_bound(const struct sock *s)
{
	return (s->m.kind == SOCKET_ADDRESS || s->m.kind == SOCKET_LISTEN);
}

/*
 * An address that two interfaces have needs, and can have, one socket only;
 * and it stays when what it is for changes.
 */
static struct sock *
find(enum socket_kind kind, struct in_addr addr, uint32_t rdomain)
{
	struct sock *s;

	TAILQ_FOREACH(s, &socks, entry)
		if ((s->m.kind == (uint32_t)kind ||
		    (kind == SOCKET_ADDRESS && is_bound(s))) &&
		    s->rdomain == rdomain && s->m.addr.s_addr == addr.s_addr)
			return (s);
	return (NULL);
}

static struct sock *
add(enum socket_kind kind, struct in_addr addr, uint32_t rdomain)
{
	struct sock *s;

	if ((s = calloc(1, sizeof(*s))) == NULL)
		fatal("sockets");
	if (++last_id == 0)
		fatalx("no more socket ids");
	s->m.sock = last_id;
	s->m.kind = kind;
	s->m.addr = addr;
	s->rdomain = rdomain;
	s->fd = -1;
	TAILQ_INSERT_TAIL(&socks, s, entry);
	return (s);
}

/* Says why it can't be had, once; the end, if it is needed to start. */
static void
failed(struct sock *s, int start)
{
	char text[INET_ADDRSTRLEN];

	if (errno == s->error)
		return;
	s->error = errno;
	inet_ntop(AF_INET, &s->m.addr, text, sizeof(text));
	switch (errno) {
	case EADDRINUSE:
		log_warnx("%s port %d: address already in use: is another "
		    "dhcpd running?", text, DHCP_SERVER_PORT);
		break;
	case ENOTSUP:
		log_warnx("%s: rdomain %u can't be served: "
		    "restart dhcpd for that", text, s->rdomain);
		break;
	case EMFILE:
		log_warnx("%s port %d: all sockets that can be had are in "
		    "use: restart dhcpd", text, DHCP_SERVER_PORT);
		break;
	default:
		log_warn("%s port %d", text, DHCP_SERVER_PORT);
		break;
	}
	/* an address may be gone since we looked: the next look is to come */
	if (start && s->error != EADDRNOTAVAIL)
		exit(1);
}

/* Is a socket for all addresses among those that are open with this one? */
static int
conflicts(const struct sock *new)
{
	const struct sock *s;

	TAILQ_FOREACH(s, &socks, entry)
		if (s->fd != -1 && s->m.kind != SOCKET_ICMP &&
		    (s->m.kind == SOCKET_ANY || new->m.kind == SOCKET_ANY))
			return (1);
	return (0);
}

static void
share(int on)
{
	const struct sock *s;

	TAILQ_FOREACH(s, &socks, entry)
		if (s->fd != -1 && s->m.kind != SOCKET_ICMP)
			socket_share(s->fd, on);
}

static void
open_udp(struct sock *s, int start)
{
	char text[INET_ADDRSTRLEN];
	int beside = conflicts(s), saved;

	if (beside)
		share(1);
	s->fd = socket_udp(s->m.kind, s->m.addr, s->rdomain, beside);
	saved = errno;
	if (beside)
		share(0);
	errno = saved;
	if (s->fd == -1) {
		failed(s, start);
		return;
	}
	s->error = 0;
	inet_ntop(AF_INET, &s->m.addr, text, sizeof(text));
	if (s->m.kind == SOCKET_ANY)
		log_info("listening on all addresses");
	else if (s->m.kind == SOCKET_LISTEN)
		log_info("listening on %s", text);
}

/* Its id, open it first if need be; 0 if it can't be had. */
static uint32_t
want(enum socket_kind kind, struct in_addr addr, uint32_t rdomain, int start)
{
	struct sock *s;

	if ((s = find(kind, addr, rdomain)) == NULL)
		s = add(kind, addr, rdomain);
	s->wanted = 1;
	if (s->fd == -1)
		open_udp(s, start);
	return (s->fd == -1 ? 0 : s->m.sock);
}

/* What is open for the address remains so, but gets no requests for now. */
static void
keep(struct in_addr addr, uint32_t rdomain)
{
	struct sock *s;

	if ((s = find(SOCKET_ADDRESS, addr, rdomain)) != NULL)
		s->wanted = 1;
}

static const struct msg_ifaddr *
find_addr(const struct iface *ifp, struct in_addr addr)
{
	size_t i;

	for (i = 0; ifp != NULL && i < ifp->naddrs; i++)
		if (ifp->addrs[i].addr.s_addr == addr.s_addr)
			return (&ifp->addrs[i]);
	return (NULL);
}

/*
 * The interface may be another one of the same name, or the address have moved
 * to it, or just been listened on: broadcasts leave by the right one.
 */
static void
follow(const struct iftable *t, const struct iface *ifp,
    const struct msg_ifaddr *a)
{
	struct sock *s;

	s = find(SOCKET_ADDRESS, a->addr, ifp->m.rdomain);
	if (s == NULL || s->fd == -1 || (s->m.kind == SOCKET_ADDRESS &&
	    find_addr(iftable_find(t, s->m.ifindex), a->addr) != NULL))
		return;
	/* new ones have it already */
	if ((s->m.kind != SOCKET_ADDRESS || s->m.ifindex != 0) &&
	    socket_moved(s->fd, a->addr) == -1)
		log_warn("%s", ifp->m.name);
	s->m.kind = SOCKET_ADDRESS;
	s->m.ifindex = ifp->m.ifindex;
}

static void
served_addrs(const struct iftable *t, struct iface *ifp, int start)
{
	struct msg_ifaddr *a;
	size_t i;

	for (i = 0; i < ifp->naddrs; i++) {
		a = &ifp->addrs[i];
		if (ifp->m.flags & IFACE_SERVED) {
			a->sock = want(SOCKET_ADDRESS, a->addr,
			    ifp->m.rdomain, start);
			follow(t, ifp, a);
		} else if (ifp->flags & IFENT_DORMANT)
			keep(a->addr, ifp->m.rdomain);
	}
}

/*
 * The addresses of -u and "listen on", once those of the served interfaces
 * have their sockets.  One that is bound to the address gets all that is sent
 * to it, hence the one for all addresses comes last.
 */
static void
listen_addrs(const struct iftable *t, struct iface *ifp, uint32_t any,
    int start)
{
	struct msg_ifaddr *a;
	const struct sock *s;
	size_t i;

	for (i = 0; i < ifp->naddrs; i++) {
		a = &ifp->addrs[i];
		if (a->sock != 0 || !(a->flags & (IFADDR_LISTEN | IFADDR_ANY)))
			continue;
		if (!iface_answers(ifp)) {
			if (a->flags & IFADDR_LISTEN)
				keep(a->addr, t->rdomain);
			continue;
		}
		s = find(SOCKET_ADDRESS, a->addr, t->rdomain);
		if (a->flags & IFADDR_LISTEN)
			a->sock = want(s != NULL ? (enum socket_kind)s->m.kind :
			    SOCKET_LISTEN, a->addr, t->rdomain, start);
		else
			a->sock = s != NULL && s->wanted && s->fd != -1 ?
			    s->m.sock : any;
	}
}

static void
icmp_sock(void)
{
	struct in_addr any = { .s_addr = INADDR_ANY };
	struct sock *s;

	if (find(SOCKET_ICMP, any, 0) != NULL)
		return;
	s = add(SOCKET_ICMP, any, 0);
	s->wanted = 1;
	if ((s->fd = socket_icmp()) == -1)
		fatal("raw ICMP socket");
}

static int
try_again(void)
{
	const struct sock *s;

	TAILQ_FOREACH(s, &socks, entry)
		if (s->wanted && s->fd == -1 && s->error != ENOTSUP)
			return (1);
	return (0);
}

/*
 * At the start the one for all addresses comes first: then it needs to be
 * beside no other of ours, and fails if another server has any.
 */
int
sockets_update(struct iftable *t, int start)
{
	struct in_addr any = { .s_addr = INADDR_ANY };
	struct in_addr all = { .s_addr = INADDR_BROADCAST };
	struct iface *ifp;
	struct sock *s;
	uint32_t id = 0;
	size_t i;

	TAILQ_FOREACH(s, &socks, entry)
		s->wanted = s->m.kind == SOCKET_ICMP ||
		    (s->m.kind == SOCKET_BROADCAST && s->fd != -1);
	if (start)
		icmp_sock();
	if (t->any)
		id = want(SOCKET_ANY, any, t->rdomain, start);
	if (t->inform)
		want(SOCKET_BROADCAST, all, t->rdomain, start);
	for (i = 0; i < t->n; i++) {
		ifp = &t->ifaces[i];
		if (ifp->m.flags & IFACE_SERVED)
			want(SOCKET_BROADCAST, all, ifp->m.rdomain, start);
		served_addrs(t, ifp, start);
	}
	for (i = 0; i < t->n; i++)
		listen_addrs(t, &t->ifaces[i], id, start);
	return (try_again());
}

void
sockets_close(void)
{
	struct sock *s, *next;

	for (s = TAILQ_FIRST(&socks); s != NULL; s = next) {
		next = TAILQ_NEXT(s, entry);
		if (s->wanted)
			continue;
		if (s->handed)
			peer_send(child_peer(PROC_FRONTEND), IMSG_SOCKET_CLOSE,
			    0, -1, &s->m.sock, sizeof(s->m.sock));
		if (s->fd != -1)
			close(s->fd);
		TAILQ_REMOVE(&socks, s, entry);
		free(s);
	}
}

void
sockets_hand(void)
{
	struct sock *s;
	int fd;

	if (!ready)
		return;
	TAILQ_FOREACH(s, &socks, entry) {
		if (s->fd == -1 || s->handed)
			continue;
		if ((fd = fcntl(s->fd, F_DUPFD_CLOEXEC, 0)) == -1)
			fatal("sockets");
		peer_send(child_peer(PROC_FRONTEND), IMSG_SOCKET, 0, fd,
		    &s->m, sizeof(s->m));
		s->handed = 1;
	}
}

void
sockets_ready(void)
{
	ready = 1;
	sockets_hand();
}
