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


/* Answers as text for people: one table for each kind. */

#include <sys/types.h>

#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "format.h"
#include "output.h"
#include "proc.h"
#include "table.h"

#define NITEMS(a)	(sizeof(a) / sizeof((a)[0]))

static const char *const heads_leases[] = {
	"address", "state", "client", "expires", "host name", "relay",
	"circuit", "remote"
};
/* The others only where a client was reached by a relay. */
#define LEASES_SHOWN	5
/*
 * An address, "abandoned", an Ethernet address, "in 6d 23h", an address, and
 * names as most are.
 */
static const int min_leases[NITEMS(heads_leases)] = {
	15, 9, 17, 9, 9, 15, 12, 0
};
static const char *const heads_interfaces[] = {
	"interface", "index", "hardware address", "address", "socket",
	"status"
};
static const char *const heads_processes[] = {
	"process", "pid", "user", "kernel", "confined by", "jail",
	"promises", "capabilities"
};

/* What each action shows. */
static const struct {
	const char *const	*heads;
	const int		*min;
	unsigned int		 ncolumns;
	unsigned int		 nshown;	/* always */
	const char		*empty;	/* said when there is nothing to show */
	const char		*done;	/* said when it is done */
} shows[ACTION_MAX] = {
	[ACTION_SHOW_LEASES] = {
		heads_leases, min_leases, NITEMS(heads_leases), LEASES_SHOWN,
		"no leases", NULL
	},
	[ACTION_SHOW_INTERFACES] = {
		heads_interfaces, NULL, NITEMS(heads_interfaces),
		NITEMS(heads_interfaces), "no interfaces", NULL
	},
	[ACTION_SHOW_PROCESSES] = {
		heads_processes, NULL, NITEMS(heads_processes),
		NITEMS(heads_processes), "no processes", NULL
	},
	[ACTION_SHOW_STATISTICS] = { NULL, NULL, 2, 2, "no statistics", NULL },
	[ACTION_RELOAD] = { NULL, NULL, 0, 0, NULL, "configuration reloaded" },
	[ACTION_LOG_VERBOSE] = { NULL, NULL, 0, 0, NULL,
	    "debug logging is on" },
	[ACTION_LOG_BRIEF] = { NULL, NULL, 0, 0, NULL, "debug logging is off" }
};

static enum action		 doing;
static FILE			*out;
static struct table		 table;
static unsigned int		 nrows;
/* The interface whose addresses come next; not shown yet. */
static struct msg_iface		 iface;
static int			 iface_waits;

static void
text_begin(enum action action, FILE *f)
{
	doing = action;
	out = f;
	nrows = 0;
	iface_waits = 0;
	table_begin(&table, out, shows[action].heads, shows[action].min,
	    shows[action].ncolumns, shows[action].nshown);
}

static void
text_row(const char *const *cells)
{
	nrows++;
	table_row(&table, cells);
}

static const char *
state_name(uint8_t state)
{
	switch (state) {
	case LEASE_FREE:
		return ("free");
	case LEASE_ACTIVE:
		return ("active");
	case LEASE_ABANDONED:
		return ("abandoned");
	case LEASE_OFFERED:
		return ("offered");
	default:
		return ("unknown");
	}
}

/* No cell is empty before one that isn't: that is easier to cut apart. */
static void
text_agent(const struct lease_rec *l, const char **cells, char relay[],
    char circuit[], char remote[])
{
	unsigned int	 i, last = 0;

	relay[0] = '\0';
	if (l->relay.s_addr != INADDR_ANY)
		format_address(l->relay, relay, FORMAT_MAX);
	format_agent(l->circuit, l->circuitlen, circuit, FORMAT_MAX);
	format_agent(l->remote, l->remotelen, remote, FORMAT_MAX);
	cells[LEASES_SHOWN] = relay;
	cells[LEASES_SHOWN + 1] = circuit;
	cells[LEASES_SHOWN + 2] = remote;
	for (i = LEASES_SHOWN; i < NITEMS(heads_leases); i++)
		if (cells[i][0] != '\0')
			last = i;
	for (i = LEASES_SHOWN - 1; i < last; i++)
		if (cells[i][0] == '\0')
			cells[i] = "-";
}

static void
text_lease(const struct lease_rec *l, int64_t now)
{
	char		 addr[FORMAT_MAX], client[FORMAT_MAX];
	char		 expires[FORMAT_MAX], name[FORMAT_MAX + 8];
	char		 relay[FORMAT_MAX], circuit[FORMAT_MAX];
	char		 remote[FORMAT_MAX];
	const char	*cells[NITEMS(heads_leases)];

	format_address(l->addr, addr, sizeof(addr));
	if (l->hlen > 0) {
		format_hex(l->chaddr, l->hlen, client, sizeof(client));
	} else if (l->uidlen > 0) {
		strlcpy(client, "id:", sizeof(client));
		format_hex(l->uid, l->uidlen, client + strlen(client),
		    sizeof(client) - strlen(client));
	} else
		strlcpy(client, "-", sizeof(client));
	format_time(l->ends, now, expires, sizeof(expires));
	format_word(l->client_hostname[0] != '\0' ? l->client_hostname :
	    l->hostname, name, sizeof(name));
	cells[0] = addr;
	cells[1] = state_name(l->state);
	cells[2] = client;
	cells[3] = expires;
	cells[4] = name;
	text_agent(l, cells, relay, circuit, remote);
	text_row(cells);
}

/* A row of show interfaces: the interface, if it waits, and an address. */
static void
text_interface(const char *address, const char *sock)
{
	char		 name[FORMAT_MAX], hwaddr[FORMAT_MAX];
	char		 reason[FORMAT_MAX], status[FORMAT_MAX + 32];
	char		 ifindex[16];
	const char	*cells[NITEMS(heads_interfaces)] = {
		"", "", "", address, sock, ""
	};

	if (iface_waits) {
		iface_waits = 0;
		format_word(iface.name, name, sizeof(name));
		snprintf(ifindex, sizeof(ifindex), "%u", iface.ifindex);
		format_hex(iface.hwaddr, iface.hlen, hwaddr, sizeof(hwaddr));
		format_line(iface.reason, reason, sizeof(reason));
		if (iface.flags & IFACE_SERVED)
			strlcpy(status, "served", sizeof(status));
		else if (iface.flags & IFACE_INFORM)
			snprintf(status, sizeof(status), "DHCPINFORM only: %s",
			    reason);
		else
			snprintf(status, sizeof(status), "not served: %s",
			    reason);
		cells[0] = name;
		cells[1] = ifindex;
		cells[2] = hwaddr[0] != '\0' ? hwaddr : "-";
		cells[5] = status;
	}
	text_row(cells);
}

static void
text_iface(const struct msg_iface *i)
{
	if (iface_waits)
		text_interface("-", "-");
	iface = *i;
	iface_waits = 1;
}

/* Whether it receives, and why if its interface is not the reason. */
static const char *
socket_name(const struct msg_ifaddr *a)
{
	if (a->sock == 0)
		return ("no");
	if (a->flags & IFADDR_LISTEN)
		return ("listen");
	if (a->flags & IFADDR_ANY && !(iface.flags & IFACE_SERVED))
		return ("any");
	return ("yes");
}

static void
text_ifaddr(const struct msg_ifaddr *a)
{
	char	 address[FORMAT_MAX];

	format_prefix(a->addr, a->mask, address, sizeof(address));
	if (a->flags & IFADDR_PRIMARY)
		strlcat(address, " primary", sizeof(address));
	text_interface(address, socket_name(a));
}

static const char *
verdict_name(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_VERIFIED:
		return ("verified");
	case VERDICT_PARTLY:
		return ("partly verified");
	case VERDICT_NOT:
		return ("not verified");
	case VERDICT_MISMATCH:
		break;
	}
	return ("MISMATCH");
}

static void
text_process(const struct msg_jailed *j, enum verdict verdict,
    const char *why)
{
	char		 pid[16], user[FORMAT_MAX], jail[FORMAT_MAX];
	char		 by[256], missing[128], promises[FORMAT_MAX];
	char		 caps[768], reason[FORMAT_MAX];
	const char	*cells[NITEMS(heads_processes)];

	snprintf(pid, sizeof(pid), "%u", j->pid);
	if (j->user[0] != '\0')
		format_word(j->user, user, sizeof(user));
	else
		snprintf(user, sizeof(user), "%u", j->uid);
	jailed_names(j->flags, by, sizeof(by));
	if (j->missing != 0) {
		jailed_names(j->missing, missing, sizeof(missing));
		if (by[0] != '\0')
			strlcat(by, ", ", sizeof(by));
		strlcat(by, "MISSING: ", sizeof(by));
		strlcat(by, missing, sizeof(by));
	}
	format_word(j->jail, jail, sizeof(jail));
	format_line(j->promises, promises, sizeof(promises));
	procinfo_caps(j->caps, caps, sizeof(caps));
	cells[0] = proc_name(j->proc);
	cells[1] = pid;
	cells[2] = user;
	cells[3] = verdict_name(verdict);
	cells[4] = by[0] != '\0' ? by : "NOTHING";
	cells[5] = jail[0] != '\0' ? jail : "-";
	cells[6] = promises[0] != '\0' ? promises : "-";
	cells[7] = caps;
	text_row(cells);
	if (verdict == VERDICT_MISMATCH) {
		/* The name of a program is in it, which may be any. */
		format_line(why, reason, sizeof(reason));
		warnx("MISMATCH: of %s, process %u, the kernel says: %s",
		    proc_name(j->proc), j->pid, reason);
	}
}

static void
text_statistic(const char *name, uint64_t value)
{
	char		 text[32];
	const char	*cells[2];

	snprintf(text, sizeof(text), "%" PRIu64, value);
	cells[0] = name;
	cells[1] = text;
	text_row(cells);
}

static void
text_end(int failed)
{
	if (iface_waits)
		text_interface("-", "-");
	table_end(&table);
	if (failed)
		return;
	if (nrows == 0 && shows[doing].empty != NULL)
		fprintf(out, "%s\n", shows[doing].empty);
	if (shows[doing].done != NULL)
		fprintf(out, "%s\n", shows[doing].done);
}

const struct output output_text = {
	text_begin,
	text_lease,
	text_iface,
	text_ifaddr,
	text_process,
	text_statistic,
	text_end
};
