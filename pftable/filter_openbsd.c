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
 * pf(4) on OpenBSD: ioctls on /dev/pf, which is opened before the jail.
 *
 * The table of addresses that changed hands is, as pf.conf(5) has it, one
 * that `overload' fills: an address that misbehaved is taken out of it when
 * another machine gets it.  It is not ours to fill or to empty.
 *
 * A table may appear later, when the rules are loaded: one that is not there
 * is worth a warning and no more.
 */
#include <sys/types.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <net/if.h>
#include <net/pfvar.h>
#include <netinet/in.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "filter.h"
#include "log.h"
#include "proc.h"

const int	 filter_keeps_changed = 0;

static int	 pf = -1;
static char	 names[PF_TABLE_MAX][PF_TABLE_NAME_SIZE];

static int	 pf_table(unsigned long, size_t, const struct addrs *);
static void	 pf_table_init(struct pfioc_table *, size_t);
static int	 pf_kill(struct in_addr);

void
filter_open(void)
{
	if ((pf = open("/dev/pf", O_RDWR | O_CLOEXEC)) == -1)
		fatal("/dev/pf");
}

int
filter_keepcap(void)
{
	return (PROC_NOCAP);
}

/* None, deliberately: no promise allows the ioctls that change tables. */
const char *
filter_promises(void)
{
	return (NULL);
}

static void
pf_table_init(struct pfioc_table *io, size_t t)
{
	memset(io, 0, sizeof(*io));
	(void)strlcpy(io->pfrio_table.pfrt_name, names[t],
	    sizeof(io->pfrio_table.pfrt_name));
	io->pfrio_esize = sizeof(struct pfr_addr);
}

void
filter_tables(const struct msg_pf_tables *m)
{
	struct pfioc_table	 io;
	size_t			 t;

	for (t = 0; t < PF_TABLE_MAX; t++) {
		if (strlcpy(names[t], m->name[t], sizeof(names[t])) >=
		    sizeof(names[t]))
			fatalx("table %s: the name is too long", m->name[t]);
		if (names[t][0] == '\0')
			continue;
		/* Without a buffer: how many addresses are in it? */
		pf_table_init(&io, t);
		if (ioctl(pf, DIOCRGETADDRS, &io) == -1)
			log_warn("table <%s>, which must be persistent in "
			    "pf.conf", names[t]);
	}
}

static int
pf_table(unsigned long request, size_t t, const struct addrs *l)
{
	static struct log_limit	 limit = LOG_LIMIT(5, 60);
	struct pfioc_table	 io;
	struct pfr_addr		*addrs;
	unsigned int		 suppressed;
	size_t			 i;
	int			 rc;

	if (names[t][0] == '\0' || (l->n == 0 && request != DIOCRSETADDRS))
		return (0);
	if (l->n > INT_MAX ||
	    (addrs = calloc(l->n == 0 ? 1 : l->n, sizeof(*addrs))) == NULL)
		fatal("%s", __func__);
	for (i = 0; i < l->n; i++) {
		addrs[i].pfra_ip4addr = l->a[i];
		addrs[i].pfra_af = AF_INET;
		addrs[i].pfra_net = 32;
	}
	pf_table_init(&io, t);
	io.pfrio_buffer = addrs;
	io.pfrio_size = (int)l->n;
	rc = ioctl(pf, request, &io);
	free(addrs);
	if (rc == -1 && errno == ESRCH)		/* see filter_tables() */
		return (0);
	if (rc == -1 && log_allowed(&limit, &suppressed))
		log_warn("table <%s> can't be changed", names[t]);
	return (rc);
}

/* States from it, and states to it. */
static int
pf_kill(struct in_addr addr)
{
	static struct log_limit	 limit = LOG_LIMIT(5, 60);
	struct pfioc_state_kill	 k;
	struct pf_rule_addr	*host;
	unsigned int		 suppressed;
	int			 i, rc = 0;

	for (i = 0; i < 2; i++) {
		memset(&k, 0, sizeof(k));
		k.psk_af = AF_INET;
		k.psk_rdomain = (u_int16_t)getrtable();
		host = i == 0 ? &k.psk_src : &k.psk_dst;
		host->addr.v.a.addr.v4 = addr;
		memset(&host->addr.v.a.mask, 0xff,
		    sizeof(host->addr.v.a.mask));
		if (ioctl(pf, DIOCKILLSTATES, &k) == -1) {
			rc = -1;
			if (log_allowed(&limit, &suppressed))
				log_warn("states can't be killed");
		}
	}
	return (rc);
}

/*
 * Each table for itself: what is in two of them at a time matters less than
 * what is in none, so adding comes first.
 */
int
filter_apply(const struct filter_batch *b)
{
	size_t	 i, t;
	int	 rc = 0;

	for (t = 0; t < PF_TABLE_MAX; t++)
		if (pf_table(b->all && t != PF_TABLE_CHANGED ? DIOCRSETADDRS :
		    DIOCRADDADDRS, t, &b->add[t]) == -1)
			rc = -1;
	for (t = 0; t < PF_TABLE_MAX; t++)
		if ((!b->all || t == PF_TABLE_CHANGED) &&
		    pf_table(DIOCRDELADDRS, t, &b->del[t]) == -1)
			rc = -1;
	for (i = 0; !b->all && i < b->add[PF_TABLE_ABANDONED].n; i++)
		if (pf_kill(b->add[PF_TABLE_ABANDONED].a[i]) == -1)
			rc = -1;
	return (rc);
}
