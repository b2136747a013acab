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
 * route is one of two processes with power, and so it is small.  What bounds
 * it, whoever asks for what:
 *
 * - It puts an entry only in a served subnet of the interface, as the parent
 *   said; not for the network or broadcast address or one of our own, and
 *   only of a single station (tables.c).
 * - It never takes an address from somebody who answers for it (rules.c).
 * - It has at most OWN_MAX entries, and takes each away after OWN_SECONDS,
 *   and all at exit, however it comes to that (own.c).  What a kill -9 leaves
 *   behind ends by itself (neigh_*.c).
 * - It can do nothing else: its one socket was opened before the jail.  On
 *   Linux it has CAP_NET_ADMIN of all that root has.  On OpenBSD it is root,
 *   because the kernel demands it, but with the promise stdio alone.
 */
#include <sys/types.h>

#include <event.h>
#include <imsg.h>
#include <stdlib.h>

#include "log.h"
#include "msg.h"
#include "proc.h"
#include "route.h"

#define ANSWERS_MAX	65536	/* unread: an engine that only asks */

static struct peer	 peer_parent;
static struct peer	 peer_engine;

static int
dispatch_ifaces(struct peer *p, struct imsg *imsg)
{
	struct msg_iface	 iface;
	struct msg_ifaddr	 ifaddr;

	switch (imsg_get_type(imsg)) {
	case IMSG_IFACES_BEGIN:
		peer_get_none(p, imsg);
		ifaces_begin();
		return (0);
	case IMSG_IFACE:
		peer_get(p, imsg, &iface, sizeof(iface));
		return (ifaces_add(&iface));
	case IMSG_IFADDR:
		peer_get(p, imsg, &ifaddr, sizeof(ifaddr));
		return (ifaces_addr(&ifaddr));
	case IMSG_IFACES_END:
		peer_get_none(p, imsg);
		return (ifaces_end());
	}
	return (-1);
}

static int
dispatch_subnets(struct peer *p, struct imsg *imsg)
{
	struct msg_arp_subnet	 subnet;

	switch (imsg_get_type(imsg)) {
	case IMSG_ARP_SUBNETS_BEGIN:
		peer_get_none(p, imsg);
		subnets_begin();
		return (0);
	case IMSG_ARP_SUBNET:
		peer_get(p, imsg, &subnet, sizeof(subnet));
		return (subnets_add(&subnet));
	case IMSG_ARP_SUBNETS_END:
		peer_get_none(p, imsg);
		return (subnets_end());
	}
	return (-1);
}

static void
dispatch_parent(struct peer *p, struct imsg *imsg)
{
	switch (imsg_get_type(imsg)) {
	case IMSG_IFACES_BEGIN:
	case IMSG_IFACE:
	case IMSG_IFADDR:
	case IMSG_IFACES_END:
		if (dispatch_ifaces(p, imsg) == -1)
			peer_illegal(p, imsg);
		break;
	case IMSG_ARP_SUBNETS_BEGIN:
	case IMSG_ARP_SUBNET:
	case IMSG_ARP_SUBNETS_END:
		if (dispatch_subnets(p, imsg) == -1)
			peer_illegal(p, imsg);
		break;
	default:
		proc_log_message(p, imsg);
	}
}

/* The answers to all that has arrived leave together. */
static void
dispatch_engine(struct peer *p, struct imsg *imsg)
{
	struct msg_arp	 arp;
	uint32_t	 result;

	switch (imsg_get_type(imsg)) {
	case IMSG_ARP_ADD:
		peer_get(p, imsg, &arp, sizeof(arp));
		if (peer_queuelen(p) >= ANSWERS_MAX)
			fatalx("engine does not read its answers");
		result = arp_put(&arp);
		peer_send(p, IMSG_ARP_RESULT, imsg_get_id(imsg), -1, &result,
		    sizeof(result));
		break;
	default:
		peer_illegal(p, imsg);
	}
}

int
main(void)
{
	struct proc	 proc;

	proc_start(&proc, PROC_ROUTE);
	neigh_open();
	event_init();
	proc_jail(&proc, neigh_jail_flags(), neigh_keepcap(), "stdio");
	/* Whatever ends this process by exit(3): nothing stays behind. */
	if (atexit(own_delete_all) != 0)
		fatal("atexit");
	peer_init(&peer_parent, PROC_PARENT, proc.fd[PROC_PARENT], 0,
	    dispatch_parent);
	peer_init(&peer_engine, PROC_ENGINE, proc.fd[PROC_ENGINE], 0,
	    dispatch_engine);
	event_dispatch();
	fatalx("event loop ended");
}
