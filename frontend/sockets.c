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
 * The sockets that the parent handed, by id.
 */
#include <sys/types.h>
#include <sys/queue.h>
#include <sys/tree.h>
#include <netinet/in.h>

#include <event.h>
#include <stdlib.h>
#include <unistd.h>

#include "frontend.h"
#include "log.h"

RB_HEAD(socks, sock);

static int	 sock_cmp(struct sock *, struct sock *);

RB_PROTOTYPE(socks, sock, entry, sock_cmp)
RB_GENERATE(socks, sock, entry, sock_cmp)

static struct socks	 socks = RB_INITIALIZER(&socks);
static struct sock	*icmp;

static int
sock_cmp(struct sock *a, struct sock *b)
{
	if (a->info.sock == b->info.sock)
		return (0);
	return (a->info.sock < b->info.sock ? -1 : 1);
}

/* 0, or -1 if that is no legal socket. */
int
sock_add(const struct msg_socket *info, int fd)
{
	struct sock	*s;

	if (fd == -1 || info->sock == 0)
		return (-1);
	switch (info->kind) {
	case SOCKET_ADDRESS:
	case SOCKET_LISTEN:
		if (info->addr.s_addr == INADDR_ANY ||
		    info->addr.s_addr == INADDR_BROADCAST)
			return (-1);
		break;
	case SOCKET_ANY:
		if (info->addr.s_addr != INADDR_ANY)
			return (-1);
		break;
	case SOCKET_BROADCAST:
		if (info->addr.s_addr != INADDR_BROADCAST)
			return (-1);
		break;
	case SOCKET_ICMP:
		if (icmp != NULL)
			return (-1);
		break;
	default:
		return (-1);
	}

	if ((s = calloc(1, sizeof(*s))) == NULL)
		fatal("calloc");
	s->info = *info;
	s->fd = fd;
	TAILQ_INIT(&s->outq);
	if (RB_INSERT(socks, &socks, s) != NULL) {
		free(s);
		return (-1);
	}
	if (info->kind == SOCKET_ICMP)
		icmp = s;
	event_set(&s->ev, fd, EV_READ | EV_PERSIST, receive, s);
	if (event_add(&s->ev, NULL) == -1)
		fatal("event_add");
	return (0);
}

void
sock_close(uint32_t id)
{
	struct sock	*s;

	if ((s = sock_find(id)) == NULL)
		return;
	send_forget(s);
	event_del(&s->ev);
	close(s->fd);
	RB_REMOVE(socks, &socks, s);
	if (s == icmp)
		icmp = NULL;
	free(s);
}

struct sock *
sock_find(uint32_t id)
{
	struct sock	 key;

	key.info.sock = id;
	return (RB_FIND(socks, &socks, &key));
}

struct sock *
sock_icmp(void)
{
	return (icmp);
}
