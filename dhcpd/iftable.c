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
 * The interface table: which interfaces are served, and why others are not.
 * See iftable.h.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf.h"
#include "dhcpd/iftable.h"
#include "log.h"
#include "proc.h"

struct iface *
iftable_add(struct iftable *t, const char *name, uint32_t ifindex)
{
	struct iface *ifp;

	ifp = recallocarray(t->ifaces, t->n, t->n + 1, sizeof(*ifp));
	if (ifp == NULL)
		fatal("interfaces");
	t->ifaces = ifp;
	ifp = &t->ifaces[t->n++];
	ifp->m.ifindex = ifindex;
	strlcpy(ifp->m.name, name, sizeof(ifp->m.name));
	return (ifp);
}

struct iface *
iftable_find(const struct iftable *t, uint32_t ifindex)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->ifaces[i].m.ifindex == ifindex)
			return (&t->ifaces[i]);
	return (NULL);
}

const struct iface *
iftable_byname(const struct iftable *t, const char *name)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->ifaces[i].m.name, name) == 0)
			return (&t->ifaces[i]);
	return (NULL);
}

int
iftable_has(const struct iftable *t, uint32_t rdomain, struct in_addr addr)
{
	const struct iface *ifp;
	size_t i, j;

	for (j = 0; j < t->n; j++)
		for (ifp = &t->ifaces[j], i = 0; i < ifp->naddrs; i++)
			if (ifp->m.rdomain == rdomain &&
			    ifp->addrs[i].addr.s_addr == addr.s_addr)
				return (1);
	return (0);
}

int
iface_answers(const struct iface *ifp)
{
	return ((ifp->m.flags & IFACE_UP) && !(ifp->flags & IFENT_BACKUP));
}

void
iface_add_addr(struct iface *ifp, struct in_addr addr, struct in_addr mask)
{
	struct msg_ifaddr *a;

	a = recallocarray(ifp->addrs, ifp->naddrs, ifp->naddrs + 1, sizeof(*a));
	if (a == NULL)
		fatal("interfaces");
	ifp->addrs = a;
	a = &ifp->addrs[ifp->naddrs];
	a->ifindex = ifp->m.ifindex;
	a->addr = addr;
	a->mask = mask;
	if (ifp->naddrs++ == 0)
		a->flags = IFADDR_PRIMARY;
}

void
iftable_clear(struct iftable *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		free(t->ifaces[i].addrs);
	free(t->ifaces);
	memset(t, 0, sizeof(*t));
}

void
iface_addrs(const struct iface *ifp, char *buf, size_t len)
{
	char text[INET_ADDRSTRLEN];
	size_t i;

	buf[0] = '\0';
	for (i = 0; i < ifp->naddrs; i++) {
		inet_ntop(AF_INET, &ifp->addrs[i].addr, text, sizeof(text));
		if (i > 0)
			strlcat(buf, ", ", len);
		if (strlcat(buf, text, len) >= len)
			break;
	}
}

static int
has_subnet(const struct iface *ifp, const struct conf *conf)
{
	size_t i;

	for (i = 0; i < ifp->naddrs; i++)
		if (conf_find_subnet(conf,
		    ntohl(ifp->addrs[i].addr.s_addr)) != CONF_NONE)
			return (1);
	return (0);
}

/* Whether it is served; if not, reason is set. */
static int
iface_select(struct iface *ifp, const struct selection *sel,
    const struct conf *conf)
{
	char addrs[64], *reason = ifp->m.reason;
	size_t len = sizeof(ifp->m.reason);

	if (ifp->flags & IFENT_MISSING)
		strlcpy(reason, "no such interface", len);
	else if ((sel->nnames > 0 || sel->only_named) &&
	    !(ifp->flags & IFENT_NAMED))
		strlcpy(reason, "not named on the command line", len);
	else if (!(ifp->flags & IFENT_NAMED) && ifp->m.rdomain != sel->rdomain)
		snprintf(reason, len, "it is in rdomain %u, dhcpd in %u",
		    ifp->m.rdomain, sel->rdomain);
	else if (!(ifp->flags & IFENT_BROADCAST))
		strlcpy(reason, "it can't broadcast", len);
	else if (ifp->naddrs == 0)
		strlcpy(reason, "it has no IPv4 address", len);
	else if (!has_subnet(ifp, conf)) {
		iface_addrs(ifp, addrs, sizeof(addrs));
		snprintf(reason, len, "no subnet is declared for %s", addrs);
		ifp->m.flags |= IFACE_UNDECLARED;
	} else if (!(ifp->m.flags & IFACE_UP)) {
		strlcpy(reason, "it is down", len);
		ifp->flags |= IFENT_DORMANT;
	} else if (ifp->flags & IFENT_BACKUP) {
		strlcpy(reason, "it is not the carp master", len);
		ifp->flags |= IFENT_DORMANT;
	} else
		return (1);
	return (0);
}

static int
listed(struct in_addr addr, const struct in_addr *list, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		if (list[i].s_addr == addr.s_addr)
			return (1);
	return (0);
}

/* Is that one of -u or "listen on"? */
static int
is_listen(struct in_addr addr, const struct selection *sel,
    const struct conf *conf)
{
	return (listed(addr, sel->listen, sel->nlisten) ||
	    listed(addr, conf->listen, conf->nlisten));
}

/* Names that no interface has get an entry, too. */
static void
mark_named(struct iftable *t, const struct selection *sel)
{
	size_t i, j;

	for (i = 0; i < sel->nnames; i++) {
		for (j = 0; j < t->n; j++)
			if (strcmp(t->ifaces[j].m.name, sel->names[i]) == 0)
				break;
		if (j == t->n)
			iftable_add(t, sel->names[i], 0)->flags |=
			    IFENT_MISSING;
		t->ifaces[j].flags |= IFENT_NAMED;
	}
}

/* Which of its addresses are listened on, though it may not be served. */
static void
mark_listen(struct iface *ifp, const struct iftable *t,
    const struct selection *sel, const struct conf *conf)
{
	struct msg_ifaddr *a;
	size_t i;

	for (i = 0; i < ifp->naddrs; i++) {
		a = &ifp->addrs[i];
		a->flags &= ~(uint32_t)(IFADDR_LISTEN | IFADDR_ANY);
		if (ifp->m.rdomain != t->rdomain)
			continue;
		if (is_listen(a->addr, sel, conf))
			a->flags |= IFADDR_LISTEN;
		if (t->any)
			a->flags |= IFADDR_ANY;
	}
}

size_t
iftable_select(struct iftable *t, const struct selection *sel,
    const struct conf *conf)
{
	const struct in_addr any = { .s_addr = INADDR_ANY };
	struct iface *ifp;
	size_t i, served = 0;

	t->rdomain = sel->rdomain;
	t->any = is_listen(any, sel, conf);
	t->inform = sel->inform;
	mark_named(t, sel);
	for (i = 0; i < t->n; i++) {
		ifp = &t->ifaces[i];
		ifp->flags &= ~IFENT_DORMANT;
		ifp->m.flags &= ~(uint32_t)(IFACE_SERVED | IFACE_INFORM |
		    IFACE_UNDECLARED);
		memset(ifp->m.reason, 0, sizeof(ifp->m.reason));
		if (iface_select(ifp, sel, conf)) {
			ifp->m.flags |= IFACE_SERVED;
			served++;
		} else if (t->inform && ifp->naddrs > 0 &&
		    ifp->m.rdomain == t->rdomain && iface_answers(ifp))
			ifp->m.flags |= IFACE_INFORM;
		mark_listen(ifp, t, sel, conf);
	}
	return (served);
}

void
iftable_send(const struct iftable *t, struct peer *p)
{
	const struct iface *ifp;
	size_t i, j;

	peer_send(p, IMSG_IFACES_BEGIN, 0, -1, NULL, 0);
	for (i = 0; i < t->n; i++) {
		ifp = &t->ifaces[i];
		if (ifp->flags & IFENT_MISSING)
			continue;
		peer_send(p, IMSG_IFACE, 0, -1, &ifp->m, sizeof(ifp->m));
		for (j = 0; j < ifp->naddrs; j++)
			peer_send(p, IMSG_IFADDR, 0, -1, &ifp->addrs[j],
			    sizeof(ifp->addrs[j]));
	}
	peer_send(p, IMSG_IFACES_END, 0, -1, NULL, 0);
}

static void
send_arp_subnet(struct peer *p, uint32_t ifindex, const struct conf_subnet *sn)
{
	struct msg_arp_subnet m;

	memset(&m, 0, sizeof(m));
	m.ifindex = ifindex;
	m.net = sn->net;
	m.mask = sn->mask;
	peer_send(p, IMSG_ARP_SUBNET, 0, -1, &m, sizeof(m));
}

/*
 * hit has a byte for each subnet, shared one for each shared network; both
 * are the caller's, so that they are allocated once.
 */
static void
send_arp_iface(struct peer *p, const struct iface *ifp, const struct conf *conf,
    uint8_t *hit, uint8_t *shared)
{
	const struct conf_subnet *sn;
	uint32_t i;
	size_t j;
	int any = 0;

	memset(hit, 0, conf->nsubnets);
	memset(shared, 0, conf->nshared);
	for (j = 0; j < ifp->naddrs; j++) {
		i = conf_find_subnet(conf, ntohl(ifp->addrs[j].addr.s_addr));
		if (i == CONF_NONE || hit[i])
			continue;
		hit[i] = 1;
		sn = &conf->subnets[i];
		send_arp_subnet(p, ifp->m.ifindex, sn);
		if (sn->shared != CONF_NONE)
			any = shared[sn->shared] = 1;
	}
	if (!any)
		return;
	for (i = 0; i < conf->nsubnets; i++) {
		sn = &conf->subnets[i];
		if (!hit[i] && sn->shared != CONF_NONE && shared[sn->shared])
			send_arp_subnet(p, ifp->m.ifindex, sn);
	}
}

void
iftable_send_arp(const struct iftable *t, const struct conf *conf,
    struct peer *p)
{
	uint8_t *hit, *shared;
	size_t i;

	/* one more: calloc(3) of nothing may return NULL */
	hit = calloc(conf->nsubnets + (size_t)1, 1);
	shared = calloc(conf->nshared + (size_t)1, 1);
	if (hit == NULL || shared == NULL)
		fatal("interfaces");
	peer_send(p, IMSG_ARP_SUBNETS_BEGIN, 0, -1, NULL, 0);
	for (i = 0; i < t->n; i++)
		if (t->ifaces[i].m.flags & IFACE_SERVED)
			send_arp_iface(p, &t->ifaces[i], conf, hit, shared);
	peer_send(p, IMSG_ARP_SUBNETS_END, 0, -1, NULL, 0);
	free(hit);
	free(shared);
}
