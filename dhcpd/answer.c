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
 * Answers for dhcpdctl(8): interfaces, processes, reload, verbosity.  Each
 * ends with IMSG_CTL_END.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "dhcpd/answer.h"
#include "dhcpd/children.h"
#include "dhcpd/iftable.h"
#include "dhcpd/interfaces.h"
#include "dhcpd/listen.h"
#include "dhcpd/load.h"
#include "dhcpd/notify.h"
#include "log.h"

#define VERBOSE_MAX	2
#define QUEUE_MAX	65536	/* messages that wait for control */
#define TEXT_MAX	4096

static unsigned int	 reloads;	/* that have not ended */

static void
text(uint32_t who, const char *line)
{
	peer_send(child_peer(PROC_CONTROL), IMSG_CTL_TEXT, who, -1, line,
	    strnlen(line, TEXT_MAX));
}

static void
end(uint32_t who, uint32_t status)
{
	peer_send(child_peer(PROC_CONTROL), IMSG_CTL_END, who, -1, &status,
	    sizeof(status));
}

void
reload_report(uint32_t who, const char *line)
{
	if (who == LOAD_NOBODY)
		log_warnx("%s", line);
	else
		text(who, line);
}

/* The service manager sees one reload, however many asked for it. */
void
reload_done(uint32_t who, int ok)
{
	static const char stays[] = "the running configuration stays in force";

	if (--reloads == 0)
		notify_ready();
	if (who == LOAD_NOBODY) {
		if (!ok)
			log_warnx("%s", stays);
		return;
	}
	if (!ok)
		text(who, stays);
	end(who, !ok);
}

void
reload(uint32_t who)
{
	if (reloads == 0)
		notify_reloading();
	reloads++;
	if (load_run(LOAD_ASKED, who) == 0)
		return;
	log_warnx("too many reloads wait already");
	if (--reloads == 0)
		notify_ready();
	if (who != LOAD_NOBODY) {
		text(who, "too many reloads wait already, try again");
		end(who, 1);
	}
}

static void
show_missing(void *arg, struct in_addr addr)
{
	char line[128], name[INET_ADDRSTRLEN];
	const uint32_t *who = arg;

	inet_ntop(AF_INET, &addr, name, sizeof(name));
	snprintf(line, sizeof(line), "%s: no interface has this address to "
	    "listen on", name);
	text(*who, line);
}

static void
show_interfaces(struct peer *p, uint32_t who)
{
	const struct iftable *t = interfaces_table();
	const struct iface *ifp;
	size_t i, j;

	for (i = 0; i < t->n; i++) {
		ifp = &t->ifaces[i];
		peer_send(p, IMSG_CTL_IFACE, who, -1, &ifp->m, sizeof(ifp->m));
		for (j = 0; j < ifp->naddrs; j++)
			peer_send(p, IMSG_CTL_IFADDR, who, -1, &ifp->addrs[j],
			    sizeof(ifp->addrs[j]));
	}
	if (load_conf() != NULL)
		listen_missing(t, interfaces_selection(), load_conf(),
		    show_missing, &who);
	end(who, 0);
}

/* Only two users come into question; the jail has no passwd(5). */
static void
user_name(struct msg_jailed *how)
{
	if (how->uid == 0)
		strlcpy(how->user, "root", sizeof(how->user));
	else if (how->uid == children_uid())
		strlcpy(how->user, DHCPD_USER, sizeof(how->user));
	else
		snprintf(how->user, sizeof(how->user), "%u", how->uid);
}

static void
show_processes(struct peer *p, uint32_t who)
{
	const struct msg_jailed *known;
	struct msg_jailed how;
	int id;

	for (id = PROC_PARENT; id < PROC_MAX; id++) {
		if ((known = child_jailed(id)) == NULL)
			continue;
		how = *known;
		memset(how.user, 0, sizeof(how.user));
		user_name(&how);
		peer_send(p, IMSG_CTL_PROCESS, who, -1, &how, sizeof(how));
	}
	end(who, 0);
}

static void
set_verbose(struct peer *p, struct imsg *imsg)
{
	int verbose;

	peer_get(p, imsg, &verbose, sizeof(verbose));
	if (verbose < 0 || verbose > VERBOSE_MAX)
		peer_illegal(p, imsg);
	log_setverbose(verbose);
	children_send(IMSG_LOG_VERBOSE, &verbose, sizeof(verbose));
	log_info("logging is %s now", verbose ? "verbose" : "brief");
	end(imsg_get_id(imsg), 0);
}

void
answer(struct peer *p, struct imsg *imsg)
{
	uint32_t who = imsg_get_id(imsg);

	if (imsg_get_type(imsg) != IMSG_CTL_VERBOSE)
		peer_get_none(p, imsg);
	/* two ids have a meaning of their own, and come up once in 2^32 */
	if (peer_queuelen(p) > QUEUE_MAX || who == LOAD_NOBODY ||
	    who == LOAD_BOOT) {
		text(who, "too much is being asked, try again");
		end(who, 1);
		return;
	}
	switch (imsg_get_type(imsg)) {
	case IMSG_CTL_RELOAD:
		reload(who);
		break;
	case IMSG_CTL_VERBOSE:
		set_verbose(p, imsg);
		break;
	case IMSG_CTL_SHOW_INTERFACES:
		show_interfaces(p, who);
		break;
	case IMSG_CTL_SHOW_PROCESSES:
		show_processes(p, who);
		break;
	default:
		peer_illegal(p, imsg);
	}
}
