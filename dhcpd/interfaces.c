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
 * The interfaces as they are now; see interfaces.h.  What is served is
 * decided in iftable.c.
 */

#include <sys/types.h>
#include <sys/time.h>

#include <event.h>
#include <stdlib.h>
#include <string.h>

#include "conf.h"
#include "dhcpd/children.h"
#include "dhcpd/ifmon.h"
#include "dhcpd/iftable.h"
#include "dhcpd/interfaces.h"
#include "dhcpd/load.h"
#include "dhcpd/sockets.h"
#include "log.h"

/* Changes come in bursts; one look for all of them. */
#define SETTLE_USEC	100000

static char *const	*names;
static size_t		 nnames;
static struct iftable	 table;
static int		 mon = -1;
static struct event	 ev_mon, ev_settle;

void
interfaces_init(char *const *ifnames, size_t n)
{
	names = ifnames;
	nnames = n;
}

const struct iftable *
interfaces_table(void)
{
	return (&table);
}

/* Logs what is served, and what isn't and why, where that is news. */
static void
log_news(const struct iftable *new, const struct iftable *old)
{
	const struct iface *ifp, *was;
	char addrs[256];
	size_t i;

	for (i = 0; i < new->n; i++) {
		ifp = &new->ifaces[i];
		iface_addrs(ifp, addrs, sizeof(addrs));
		was = iftable_byname(old, ifp->m.name);
		if (was != NULL && was->naddrs == ifp->naddrs &&
		    strcmp(was->m.reason, ifp->m.reason) == 0 &&
		    was->m.ifindex == ifp->m.ifindex)
			continue;
		if (ifp->m.flags & IFACE_SERVED)
			log_info("%s: serving, address %s", ifp->m.name,
			    addrs);
		else if (ifp->flags & IFENT_NAMED)
			log_warnx("%s: not served: %s", ifp->m.name,
			    ifp->m.reason);
		else
			log_info("%s: not served: %s", ifp->m.name,
			    ifp->m.reason);
	}
	for (i = 0; i < old->n; i++) {
		ifp = &old->ifaces[i];
		if (iftable_byname(new, ifp->m.name) == NULL)
			log_info("%s: gone", ifp->m.name);
	}
}

/*
 * Looks, and replaces the table.  1 if something that others are told has
 * changed, 0 if nothing has.
 */
static int
look(const struct conf *conf, int start)
{
	struct iftable new;

	memset(&new, 0, sizeof(new));
	if (ifmon_scan(&new) == -1) {
		log_warn("can't read the list of interfaces");
		iftable_clear(&new);
		return (0);
	}
	iftable_select(&new, names, nnames, conf);
	log_news(&new, &table);
	sockets_update(&new, start);
	if (iftable_equal(&new, &table)) {
		iftable_clear(&new);
		return (0);
	}
	iftable_clear(&table);
	table = new;
	return (1);
}

void
interfaces_start(const struct conf *conf)
{
	size_t i;

	mon = ifmon_open();	/* changes from now on wait there */
	look(conf, 1);
	for (i = 0; i < table.n; i++)
		if (table.ifaces[i].m.flags & IFACE_SERVED)
			return;
	log_warnx("there is no interface to serve: one must be up and have an "
	    "address in a subnet that the configuration declares");
	exit(1);
}

/*
 * New sockets are handed out before the table that names them, old ones closed
 * after the table that no longer does.
 */
static void
tell(const struct conf *conf)
{
	sockets_hand();
	iftable_send(&table, child_peer(PROC_ENGINE));
	iftable_send(&table, child_peer(PROC_ROUTE));
	iftable_send_arp(&table, conf, child_peer(PROC_ROUTE));
	sockets_close();
}

void
interfaces_update(const struct conf *conf)
{
	look(conf, 0);
	tell(conf);
}

static void
settled(int fd, short what, void *arg)
{
	const struct conf *conf = load_conf();

	(void)fd;
	(void)what;
	(void)arg;
	/*
	 * All are told even if it looks as before: an interface that was
	 * down in between has lost its ARP entries.
	 */
	if (conf != NULL) {
		(void)look(conf, 0);
		tell(conf);
	}
}

static void
changed(int fd, short what, void *arg)
{
	struct timeval tv = { 0, SETTLE_USEC };

	(void)fd;
	(void)what;
	(void)arg;
	if (ifmon_changed() && !evtimer_pending(&ev_settle, NULL))
		evtimer_add(&ev_settle, &tv);
}

void
interfaces_watch(void)
{
	evtimer_set(&ev_settle, settled, NULL);
	event_set(&ev_mon, mon, EV_READ | EV_PERSIST, changed, NULL);
	event_add(&ev_mon, NULL);
}
