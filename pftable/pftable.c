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
 * Start, channels, and what an event means for the tables.
 */
#include <sys/types.h>
#include <arpa/inet.h>

#include <event.h>
#include <imsg.h>
#include <stdint.h>
#include <string.h>

#include "filter.h"
#include "log.h"
#include "msg.h"
#include "proc.h"

static void	dispatch_parent(struct peer *, struct imsg *);
static void	dispatch_engine(struct peer *, struct imsg *);
static void	tables(struct peer *, struct imsg *);
static void	change(struct peer *, struct imsg *);
static void	all_begin(struct peer *, struct imsg *);
static void	apply(struct peer *);
static void	done(struct peer *, uint32_t);

static struct proc		 proc;
static struct peer		 peer_parent;
static struct peer		 peer_engine;
static struct filter_batch	 batch;
static unsigned int		 nchanges;	/* since the last answer */
static size_t			 nall;		/* since IMSG_PF_BEGIN */
static uint32_t			 last;		/* and the last of these */
static int			 named;		/* the tables are known */

int
main(void)
{
	proc_start(&proc, PROC_PFTABLE);
	filter_open();
	event_init();
	proc_jail(&proc, PROC_JAIL_CHROOT, filter_keepcap(),
	    filter_promises());
	peer_init(&peer_parent, PROC_PARENT, proc.fd[PROC_PARENT], 0,
	    dispatch_parent);
	event_dispatch();
	fatalx("event loop ended");
}

static void
dispatch_parent(struct peer *p, struct imsg *imsg)
{
	switch (imsg_get_type(imsg)) {
	case IMSG_PF_TABLES:
		tables(p, imsg);
		break;
	default:
		proc_log_message(p, imsg);
	}
}

/* The engine is not listened to before. */
static void
tables(struct peer *p, struct imsg *imsg)
{
	struct msg_pf_tables	 m;
	size_t			 i;

	peer_get(p, imsg, &m, sizeof(m));
	for (i = 0; i < PF_TABLE_MAX; i++)
		if (memchr(m.name[i], '\0', sizeof(m.name[i])) == NULL)
			peer_illegal(p, imsg);
	if (named || proc.fd[PROC_ENGINE] == -1)
		peer_illegal(p, imsg);
	named = 1;
	filter_tables(&m);
	peer_init(&peer_engine, PROC_ENGINE, proc.fd[PROC_ENGINE], 0,
	    dispatch_engine);
}

static void
dispatch_engine(struct peer *p, struct imsg *imsg)
{
	switch (imsg_get_type(imsg)) {
	case IMSG_PF_BEGIN:
		all_begin(p, imsg);
		break;
	case IMSG_PF_CHANGE:
		change(p, imsg);
		break;
	case IMSG_PF_COMMIT:
		peer_get_none(p, imsg);
		if (batch.all)
			done(p, 1);
		else
			apply(p);
		break;
	case IMSG_PF_END:
		peer_get_none(p, imsg);
		if (!batch.all)
			peer_illegal(p, imsg);
		apply(p);
		break;
	default:
		peer_illegal(p, imsg);
	}
}

static void
all_begin(struct peer *p, struct imsg *imsg)
{
	peer_get_none(p, imsg);
	if (batch.all || nchanges > 0)
		peer_illegal(p, imsg);
	batch.all = 1;
	nall = 0;
	last = 0;
}

static void
change(struct peer *p, struct imsg *imsg)
{
	struct msg_pf_change	 m;
	uint32_t		 addr;

	peer_get(p, imsg, &m, sizeof(m));
	addr = ntohl(m.addr.s_addr);
	if (++nchanges > PF_BATCH_MAX)
		peer_illegal(p, imsg);
	if (batch.all) {	/* in ascending order */
		if (++nall > PF_ALL_MAX || (nall > 1 && addr <= last))
			peer_illegal(p, imsg);
		last = addr;
	}

	switch (m.event) {
	case PF_FREED:
		addrs_add(&batch.del[PF_TABLE_LEASED], m.addr);
		addrs_add(&batch.del[PF_TABLE_ABANDONED], m.addr);
		if (filter_keeps_changed)
			addrs_add(&batch.del[PF_TABLE_CHANGED], m.addr);
		break;
	case PF_LEASED:
	case PF_CHANGED:
		if (m.event == PF_CHANGED)
			addrs_add(filter_keeps_changed ?
			    &batch.add[PF_TABLE_CHANGED] :
			    &batch.del[PF_TABLE_CHANGED], m.addr);
		addrs_add(&batch.add[PF_TABLE_LEASED], m.addr);
		addrs_add(&batch.del[PF_TABLE_ABANDONED], m.addr);
		break;
	case PF_ABANDONED:
		addrs_add(&batch.add[PF_TABLE_ABANDONED], m.addr);
		addrs_add(&batch.del[PF_TABLE_LEASED], m.addr);
		if (filter_keeps_changed)
			addrs_add(&batch.del[PF_TABLE_CHANGED], m.addr);
		break;
	default:
		peer_illegal(p, imsg);
	}
}

static void
apply(struct peer *p)
{
	size_t	 i;
	int	 ok;

	ok = filter_apply(&batch) == 0;
	for (i = 0; i < PF_TABLE_MAX; i++) {
		if (batch.all) {
			addrs_free(&batch.add[i]);
			addrs_free(&batch.del[i]);
		} else {
			addrs_clear(&batch.add[i]);
			addrs_clear(&batch.del[i]);
		}
	}
	batch.all = 0;
	done(p, (uint32_t)ok);
}

static void
done(struct peer *p, uint32_t ok)
{
	nchanges = 0;
	peer_send(p, IMSG_PF_DONE, 0, -1, &ok, sizeof(ok));
}
