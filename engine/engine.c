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
 * The engine's start, and what each of the other processes may tell it.
 */
#include <sys/types.h>

#include <event.h>
#include <imsg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "commit.h"
#include "conf.h"
#include "confindex.h"
#include "engine.h"
#include "ifaces.h"
#include "lease.h"
#include "leasetab.h"
#include "log.h"
#include "msg.h"
#include "pftable.h"
#include "proc.h"

static void	 dispatch_parent(struct peer *, struct imsg *);
static void	 dispatch_parent_iface(struct peer *, struct imsg *);
static void	 dispatch_parent_conf(struct peer *, struct imsg *);
static void	 dispatch_frontend(struct peer *, struct imsg *);
static void	 frontend_request(struct peer *, struct imsg *);
static void	 dispatch_leasedb(struct peer *, struct imsg *);
static void	 leasedb_load(struct peer *, struct imsg *);
static void	 leasedb_refused(struct peer *, struct imsg *);
static void	 dispatch_route(struct peer *, struct imsg *);
static void	 dispatch_control(struct peer *, struct imsg *);
static void	 dispatch_pftable(struct peer *, struct imsg *);
static void	 batch_begin(void);
static void	 batch_end(struct peer *);
static void	 check_ready(void);
static void	 start_peer(struct peer *, const struct proc *,
		    enum proc_id, void (*)(struct peer *, struct imsg *));

struct peer		 peer_parent;
struct peer		 peer_frontend;
struct peer		 peer_leasedb;
struct peer		 peer_route;
struct peer		 peer_control;
uint64_t		 stats[STATS_ENGINE_MAX];

static struct peer	 peer_pftable;
static struct conf	*conf_coming;	/* until IMSG_CONF_END */
static uint32_t		 nloaded;
static int		 have_ifaces, have_leases, have_tables, ready;
static int		 in_batch;

int
main(void)
{
	static struct proc	 proc;

	proc_start(&proc, PROC_ENGINE);
	event_init();
	clock_update();
	leasetab_init();
	commit_init(&peer_leasedb);
	proc_jail(&proc, PROC_JAIL_CHROOT, PROC_NOCAP, "stdio");

	start_peer(&peer_parent, &proc, PROC_PARENT, dispatch_parent);
	start_peer(&peer_frontend, &proc, PROC_FRONTEND, dispatch_frontend);
	start_peer(&peer_leasedb, &proc, PROC_LEASEDB, dispatch_leasedb);
	start_peer(&peer_route, &proc, PROC_ROUTE, dispatch_route);
	start_peer(&peer_control, &proc, PROC_CONTROL, dispatch_control);
	if (proc.fd[PROC_PFTABLE] != -1) {
		start_peer(&peer_pftable, &proc, PROC_PFTABLE,
		    dispatch_pftable);
		pftable_init(&peer_pftable);
	} else
		have_tables = 1;
	event_dispatch();
	fatalx("the event loop ended");
}

static void
start_peer(struct peer *p, const struct proc *proc, enum proc_id id,
    void (*dispatch)(struct peer *, struct imsg *))
{
	if (proc->fd[id] == -1)
		fatalx("no channel to %s", proc_name(id));
	peer_init(p, id, proc->fd[id], 0, dispatch);
	p->batch = batch_end;
}

/* The clocks are read once for all that came together. */
static void
batch_begin(void)
{
	if (!in_batch)
		clock_update();
	in_batch = 1;
}

static void
batch_end(struct peer *p)
{
	(void)p;
	in_batch = 0;
}

/* From now on requests can be answered. */
static void
check_ready(void)
{
	if (ready || conf == NULL || !have_ifaces || !have_leases ||
	    !have_tables)
		return;
	ready = 1;
	peer_send(&peer_parent, IMSG_READY, 0, -1, NULL, 0);
}

static void
dispatch_parent(struct peer *p, struct imsg *imsg)
{
	batch_begin();
	switch (imsg_get_type(imsg)) {
	case IMSG_IFACES_BEGIN:
	case IMSG_IFACE:
	case IMSG_IFADDR:
	case IMSG_IFACES_END:
		dispatch_parent_iface(p, imsg);
		break;
	case IMSG_CONF_BEGIN:
	case IMSG_CONF_SHARED:
	case IMSG_CONF_SCOPE:
	case IMSG_CONF_OPTION:
	case IMSG_CONF_SUBNET:
	case IMSG_CONF_RANGE:
	case IMSG_CONF_HOST:
	case IMSG_CONF_END:
		dispatch_parent_conf(p, imsg);
		break;
	default:
		proc_log_message(p, imsg);
	}
}

static void
dispatch_parent_iface(struct peer *p, struct imsg *imsg)
{
	struct msg_iface	 iface;
	struct msg_ifaddr	 ifaddr;
	int			 rc = 0;

	switch (imsg_get_type(imsg)) {
	case IMSG_IFACES_BEGIN:
		peer_get_none(p, imsg);
		rc = ifaces_begin();
		break;
	case IMSG_IFACE:
		peer_get(p, imsg, &iface, sizeof(iface));
		rc = ifaces_add(&iface);
		break;
	case IMSG_IFADDR:
		peer_get(p, imsg, &ifaddr, sizeof(ifaddr));
		rc = ifaces_add_addr(&ifaddr);
		break;
	case IMSG_IFACES_END:
		peer_get_none(p, imsg);
		if ((rc = ifaces_end()) == 0) {
			have_ifaces = 1;
			check_ready();
		}
		break;
	}
	if (rc == -1)
		peer_illegal(p, imsg);
}

static void
dispatch_parent_conf(struct peer *p, struct imsg *imsg)
{
	uint32_t	 generation;

	switch (conf_recv(&conf_coming, imsg)) {
	case 0:
		break;
	case 1:
		generation = conf_coming->generation;
		confindex_swap(conf_coming);
		conf_coming = NULL;
		ifaces_conf_changed();
		pftable_again();
		peer_send(p, IMSG_CONF_DONE, 0, -1, &generation,
		    sizeof(generation));
		check_ready();
		break;
	default:
		peer_illegal(p, imsg);
	}
}

static void
dispatch_frontend(struct peer *p, struct imsg *imsg)
{
	struct msg_ping	 pong;
	uint64_t	 counters[STATS_FRONTEND_MAX];

	batch_begin();
	switch (imsg_get_type(imsg)) {
	case IMSG_REQUEST:
		frontend_request(p, imsg);
		break;
	case IMSG_PONG:
		peer_get(p, imsg, &pong, sizeof(pong));
		probe_answered(&pong);
		break;
	case IMSG_STATS:
		peer_get(p, imsg, counters, sizeof(counters));
		if (show_stats_frontend(imsg_get_id(imsg), counters) == -1)
			peer_illegal(p, imsg);
		break;
	default:
		peer_illegal(p, imsg);
	}
}

static void
frontend_request(struct peer *p, struct imsg *imsg)
{
	struct msg_request	 msg;
	struct ibuf		 buf;

	if (imsg_get_ibuf(imsg, &buf) == -1 ||
	    ibuf_get(&buf, &msg, sizeof(msg)) == -1 ||
	    ibuf_size(&buf) != msg.len || msg.len > DHCP_PACKET_MAX)
		peer_illegal(p, imsg);
	if (!ready) {
		stats[SE_SHED]++;
		return;
	}
	request_received(&msg, ibuf_data(&buf));
}

static void
dispatch_leasedb(struct peer *p, struct imsg *imsg)
{
	struct msg_lease_failed	 failed;
	uint64_t		 seq;
	uint32_t		 n;

	batch_begin();
	switch (imsg_get_type(imsg)) {
	case IMSG_LEASE_LOAD:
		leasedb_load(p, imsg);
		break;
	case IMSG_LEASE_LOADED:
		peer_get(p, imsg, &n, sizeof(n));
		if (have_leases || n != nloaded)
			peer_illegal(p, imsg);
		have_leases = 1;
		pftable_start();
		check_ready();
		break;
	case IMSG_LEASE_DURABLE:
		peer_get(p, imsg, &seq, sizeof(seq));
		commit_durable(seq);
		break;
	case IMSG_LEASE_FAILED:
		peer_get(p, imsg, &failed, sizeof(failed));
		commit_failed(&failed);
		break;
	case IMSG_LEASE_REFUSED:
		leasedb_refused(p, imsg);
		break;
	default:
		peer_illegal(p, imsg);
	}
}

/* A file may hold several records of an address: the last one counts. */
static void
leasedb_load(struct peer *p, struct imsg *imsg)
{
	struct lease_rec	 rec;
	struct ibuf		 buf;
	struct lease		*lease;
	uint32_t		 addr;

	if (have_leases || imsg_get_ibuf(imsg, &buf) == -1)
		peer_illegal(p, imsg);
	while (ibuf_size(&buf) != 0) {
		if (lease_rec_get(&buf, &rec) == -1)
			peer_illegal(p, imsg);
		addr = ntohl(rec.addr.s_addr);
		if ((lease = leasetab_find(addr)) == NULL)
			lease = leasetab_add(addr);
		lease_apply(lease, &rec);
		nloaded++;
	}
}

static void
leasedb_refused(struct peer *p, struct imsg *imsg)
{
	struct lease_rec	 winner;
	struct ibuf		 buf;
	uint64_t		 seq;

	if (imsg_get_ibuf(imsg, &buf) == -1 ||
	    ibuf_get(&buf, &seq, sizeof(seq)) == -1 ||
	    lease_rec_get(&buf, &winner) == -1 || ibuf_size(&buf) != 0)
		peer_illegal(p, imsg);
	commit_refused(seq, &winner);
}

static void
dispatch_route(struct peer *p, struct imsg *imsg)
{
	uint32_t	 result;

	batch_begin();
	switch (imsg_get_type(imsg)) {
	case IMSG_ARP_RESULT:
		peer_get(p, imsg, &result, sizeof(result));
		if (result > ARP_ERROR)
			peer_illegal(p, imsg);
		arp_result(imsg_get_id(imsg), result);
		break;
	default:
		peer_illegal(p, imsg);
	}
}

static void
dispatch_control(struct peer *p, struct imsg *imsg)
{
	struct msg_ctl_slice	 slice;

	batch_begin();
	switch (imsg_get_type(imsg)) {
	case IMSG_CTL_SHOW_LEASES:
		peer_get(p, imsg, &slice, sizeof(slice));
		show_leases(imsg_get_id(imsg), &slice);
		break;
	case IMSG_CTL_SHOW_STATS:
		peer_get_none(p, imsg);
		show_stats(imsg_get_id(imsg));
		break;
	default:
		peer_illegal(p, imsg);
	}
}

static void
dispatch_pftable(struct peer *p, struct imsg *imsg)
{
	uint32_t	 ok;

	batch_begin();
	switch (imsg_get_type(imsg)) {
	case IMSG_PF_DONE:
		peer_get(p, imsg, &ok, sizeof(ok));
		if (ok > 1 || pftable_done(ok) == -1)
			peer_illegal(p, imsg);
		if (pftable_settled()) {
			have_tables = 1;
			check_ready();
		}
		break;
	default:
		peer_illegal(p, imsg);
	}
}
