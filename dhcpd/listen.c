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
 * -u and "listen on"; see listen.h.  Addresses may come and go, with a routing
 * daemon that announces them for instance: that one isn't there is no error.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#include <stdlib.h>
#include <string.h>

#include "conf.h"
#include "dhcpd/iftable.h"
#include "dhcpd/listen.h"
#include "log.h"

struct addrs {
	struct in_addr	*addrs;
	uint32_t	 n;
};

static struct addrs	 flags;		/* of -u */
static struct addrs	 told;		/* logged as missing */
static int		 given, inform;

static void
add(struct addrs *a, struct in_addr addr)
{
	a->addrs = conf_grow(a->addrs, a->n, sizeof(*a->addrs));
	a->addrs[a->n++] = addr;
}

static int
has(const struct addrs *a, struct in_addr addr)
{
	uint32_t i;

	for (i = 0; i < a->n; i++)
		if (a->addrs[i].s_addr == addr.s_addr)
			return (1);
	return (0);
}

/*
 * OpenBSD's server binds to 255.255.255.255 without an address, so that must
 * mean the same when it is written out.
 */
int
listen_flag(const char *arg)
{
	struct in_addr addr;

	addr.s_addr = INADDR_BROADCAST;
	if (arg != NULL && inet_pton(AF_INET, arg, &addr) != 1)
		return (-1);
	if (IN_MULTICAST(ntohl(addr.s_addr)))
		return (-1);
	given = 1;
	if (addr.s_addr == INADDR_BROADCAST) {
		inform = 1;
		addr.s_addr = INADDR_ANY;
	}
	if (!has(&flags, addr))
		add(&flags, addr);
	return (0);
}

void
listen_select(struct selection *sel)
{
	sel->only_named = given;
	sel->inform = inform;
	sel->listen = flags.addrs;
	sel->nlisten = flags.n;
}

static void
missing_of(const struct iftable *t, const struct in_addr *addrs, uint32_t n,
    void (*found)(void *, struct in_addr), void *arg)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (addrs[i].s_addr != INADDR_ANY &&
		    !iftable_has(t, t->rdomain, addrs[i]))
			found(arg, addrs[i]);
}

void
listen_missing(const struct iftable *t, const struct selection *sel,
    const struct conf *conf, void (*found)(void *, struct in_addr), void *arg)
{
	missing_of(t, sel->listen, sel->nlisten, found, arg);
	missing_of(t, conf->listen, conf->nlisten, found, arg);
}

static void
tell(void *arg, struct in_addr addr)
{
	struct addrs *now = arg;
	char text[INET_ADDRSTRLEN];

	if (has(now, addr))		/* by flag and configuration */
		return;
	add(now, addr);
	if (has(&told, addr))
		return;
	inet_ntop(AF_INET, &addr, text, sizeof(text));
	log_warnx("%s: no interface has this address to listen on: waiting "
	    "for it", text);
}

void
listen_news(const struct iftable *t, const struct selection *sel,
    const struct conf *conf)
{
	struct addrs now = { NULL, 0 };

	listen_missing(t, sel, conf, tell, &now);
	free(told.addrs);
	told = now;
}
