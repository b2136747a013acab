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
 * The frontend: start, channels, and what each of them may say.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <event.h>
#include <imsg.h>
#include <string.h>
#include <unistd.h>

#include "frontend.h"
#include "log.h"
#include "msg.h"
#include "packet.h"
#include "proc.h"

struct peer	 peer_parent;
struct peer	 peer_engine;
uint64_t	 stats[STATS_FRONTEND_MAX];

static void
dispatch_parent(struct peer *p, struct imsg *imsg)
{
	struct msg_socket	 sock;
	uint32_t		 id;

	switch (imsg_get_type(imsg)) {
	case IMSG_SOCKET:
		peer_get(p, imsg, &sock, sizeof(sock));
		if (sock_add(&sock, imsg_get_fd(imsg)) == -1)
			peer_illegal(p, imsg);
		break;
	case IMSG_SOCKET_CLOSE:
		peer_get(p, imsg, &id, sizeof(id));
		sock_close(id);
		break;
	default:
		proc_log_message(p, imsg);
	}
}

/* A struct msg_reply and the packet behind it. */
static void
get_reply(struct peer *p, struct imsg *imsg)
{
	struct msg_reply	 reply;
	struct ibuf		 buf;
	uint8_t			 packet[DHCP_PACKET_MAX];

	if (imsg_get_ibuf(imsg, &buf) == -1 ||
	    ibuf_get(&buf, &reply, sizeof(reply)) == -1 ||
	    reply.len != ibuf_size(&buf) ||
	    reply.len < DHCP_FIXED_LEN || reply.len > sizeof(packet) ||
	    ibuf_get(&buf, packet, reply.len) == -1 ||
	    (reply.flags & ~(uint32_t)REPLY_BROADCAST) != 0 ||
	    (reply.flags & REPLY_BROADCAST && reply.ifindex == 0))
		peer_illegal(p, imsg);
	if (send_reply(&reply, packet) == -1)
		peer_illegal(p, imsg);
}

static void
dispatch_engine(struct peer *p, struct imsg *imsg)
{
	struct msg_ping	 ping;

	switch (imsg_get_type(imsg)) {
	case IMSG_REPLY:
		get_reply(p, imsg);
		break;
	case IMSG_PING:
		peer_get(p, imsg, &ping, sizeof(ping));
		send_ping(&ping);
		break;
	case IMSG_STATS_GET:
		peer_get_none(p, imsg);
		peer_send(p, IMSG_STATS, imsg_get_id(imsg), -1, stats,
		    sizeof(stats));
		break;
	default:
		peer_illegal(p, imsg);
	}
}

static void
engine_was_read(struct peer *p)
{
	(void)p;
	send_flush();
	receive_resume();
}

int
main(void)
{
	struct proc	 proc;

	proc_start(&proc, PROC_FRONTEND);
	icmp_init();
	event_init();
	/*
	 * unix: on OpenBSD sendmsg(2) with an address needs that or inet,
	 * which would allow to make such sockets, too.
	 */
	proc_jail(&proc, PROC_JAIL_CHROOT, PROC_NOCAP, "stdio unix recvfd");
	peer_init(&peer_parent, PROC_PARENT, proc.fd[PROC_PARENT], 1,
	    dispatch_parent);
	peer_init(&peer_engine, PROC_ENGINE, proc.fd[PROC_ENGINE], 0,
	    dispatch_engine);
	peer_engine.batch = engine_was_read;
	event_dispatch();
	fatalx("event loop ended");
}
