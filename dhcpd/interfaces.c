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
#include "dhcpd/listen.h"
#include "dhcpd/load.h"
#include "dhcpd/sockets.h"
#include "log.h"

/* Changes come in bursts; one look for all of them. */
#define SETTLE_USEC	100000

/* When to look again for what could not be had, in seconds: doubled. */
#define RETRY_FIRST	1
#define RETRY_LAST	64

static struct selection	 sel;
static struct iftable	 table;
static int		 mon = -1;
static struct event	 ev_mon, ev_settle, ev_retry;
static unsigned int	 retry;			/* 0: all is well */

void
interfaces_init(char *const *ifnames, size_t n)
{
	listen_select(&sel);
	sel.names = ifnames;
	sel.nnames = n;
	sel.rdomain = socket_rdomain();
}

const struct iftable *
interfaces_table(void)
{
	return (&table);
}

const struct selection *
interfaces_selection(void)
{
	return (&sel);
}

/* Logs what is served, and what isn't and why, where that is news. */
static void
log_news(const struct iftable *new, const struct iftable *old)
{
	const struct iface *ifp, *was;
	char addrs[256], had[256];
	size_t i;

	for (i = 0; i < new->n; i++) {
		ifp = &new->ifaces[i];
		iface_addrs(ifp, addrs, sizeof(addrs));
		was = iftable_byname(old, ifp->m.name);
		if (was != NULL) {
			iface_addrs(was, had, sizeof(had));
			if (strcmp(had, addrs) == 0 &&
			    strcmp(was->m.reason, ifp->m.reason) == 0 &&
			    was->m.ifindex == ifp->m.ifindex)
				continue;
		}
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

/* An address may be taken, or the list of interfaces change all the time. */
static void
look_again(int wanted)
{
	struct timeval tv = { 0, 0 };

	if (!wanted)
		retry = 0;
	else if (retry == 0)
		retry = RETRY_FIRST;
	else if (retry < RETRY_LAST)
		retry *= 2;
	if (!evtimer_initialized(&ev_retry))	/* the start; see watch */
		return;
	evtimer_del(&ev_retry);
	tv.tv_sec = (time_t)retry;
	if (retry != 0)
		evtimer_add(&ev_retry, &tv);
}

/* Looks, and replaces the table. */
static void
look(const struct conf *conf, int start)
{
	struct iftable new;

	memset(&new, 0, sizeof(new));
	if (ifmon_scan(&new) == -1) {
		log_warn("can't read the list of interfaces");
		iftable_clear(&new);
		look_again(1);
		return;
	}
	iftable_select(&new, &sel, conf);
	log_news(&new, &table);
	listen_news(&new, &sel, conf);
	look_again(sockets_update(&new, start));
	iftable_clear(&table);
	table = new;
}

void
interfaces_start(const struct conf *conf)
{
	size_t i;

	mon = ifmon_open();	/* changes from now on wait there */
	look(conf, 1);
	if (sel.nlisten > 0 || conf->nlisten > 0)
		return;		/* relays may come to serve */
	for (i = 0; i < table.n; i++)
		if (table.ifaces[i].m.flags & IFACE_SERVED)
			return;
	log_warnx("there is no interface to serve: one must be up and have an "
	    "address in a subnet that the configuration declares, or there "
	    "be an address to listen on");
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
		look(conf, 0);
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
	evtimer_set(&ev_retry, settled, NULL);
	event_set(&ev_mon, mon, EV_READ | EV_PERSIST, changed, NULL);
	event_add(&ev_mon, NULL);
}
