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
 * Neighbours on Linux: rtnetlink(7).
 *
 * The socket is connected to the kernel, so that send(2) without address is
 * enough, and nobody else's messages are delivered.  The kernel has answered
 * when send(2) returns; nothing is waited for.
 *
 * Entries are NUD_REACHABLE.  A packet to such a neighbour leaves at once,
 * and no ARP request is sent for at least 15 s (half of base_reachable_time),
 * which is longer than we keep it; NUD_STALE would begin to ask after 5 s, a
 * client that can't answer, and then fail.  If we die, a reachable entry
 * becomes stale, is verified before it is trusted again, and is collected
 * like any other.  NUD_PERMANENT would stay forever, NUD_NOARP as long as
 * anybody sends to it, both without ever being verified.
 */
#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <linux/capability.h>
#include <linux/neighbour.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include <errno.h>
#include <libmnl/libmnl.h>
#include <string.h>
#include <unistd.h>

#include "compat/netlink.h"
#include "log.h"
#include "neigh.h"
#include "proc.h"

#define NL_BUFLEN	8192
#define NL_READS	16	/* how many datagrams may not be our answer */
#define NUD_RESOLVED	(NUD_REACHABLE | NUD_STALE | NUD_DELAY | NUD_PROBE)
#define NUD_FIXED	(NUD_PERMANENT | NUD_NOARP)

struct nlbuf {
	_Alignas(struct nlmsghdr) char data[NL_BUFLEN];
};

static int	 nlfd = -1;
static uint32_t	 nlseq;
static struct nlbuf nlanswer;		/* what nl_ask() received last */

void
neigh_open(void)
{
	struct sockaddr_nl	 kernel;

	memset(&kernel, 0, sizeof(kernel));
	kernel.nl_family = AF_NETLINK;
	nlfd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	if (nlfd == -1)
		fatal("netlink socket");
	if (connect(nlfd, (struct sockaddr *)&kernel, sizeof(kernel)) == -1)
		fatal("netlink connect");
}

int
neigh_jail_flags(void)
{
	return (PROC_JAIL_CHROOT);
}

int
neigh_keepcap(void)
{
	return (CAP_NET_ADMIN);
}

/*
 * Looks for our answer among the messages of a datagram.  1: it is *answer,
 * or, if *answer is NULL, it is done.  0: not there.  -1: errno says.
 */
static int
nl_parse(ssize_t len, const struct nlmsghdr **answer)
{
	const struct nlmsghdr	*nlh = (const struct nlmsghdr *)nlanswer.data;
	const struct nlmsgerr	*e;
	int			 left = (int)len;

	for (; mnl_nlmsg_ok(nlh, left); nlh = mnl_nlmsg_next(nlh, &left)) {
		if (nlh->nlmsg_seq != nlseq)
			continue;
		*answer = NULL;
		if (nlh->nlmsg_type == RTM_NEWNEIGH &&
		    nlh->nlmsg_len >= MNL_NLMSG_HDRLEN + sizeof(struct ndmsg)) {
			*answer = nlh;
			return (1);
		}
		if (nlh->nlmsg_type != NLMSG_ERROR ||
		    nlh->nlmsg_len < MNL_NLMSG_HDRLEN + sizeof(*e))
			continue;
		e = mnl_nlmsg_get_payload(nlh);
		if (e->error == 0)
			return (1);
		errno = -e->error;
		return (-1);
	}
	return (0);
}

/*
 * Sends a request and finds the answer to it.  ENOBUFS of recvmsg(2) says
 * that the kernel could not queue an answer; it must not be taken for the
 * table being full.
 */
static int
nl_ask(struct nlmsghdr *nlh, const struct nlmsghdr **answer)
{
	ssize_t		 len;
	unsigned int	 n;
	int		 found;

	nlh->nlmsg_seq = ++nlseq;
	if (send(nlfd, nlh, nlh->nlmsg_len, 0) == -1)
		return (-1);
	for (n = 0; n < NL_READS; n++) {
		len = netlink_read(nlfd, nlanswer.data,
		    sizeof(nlanswer.data));
		if (len == -1) {
			if (errno == ENOBUFS)
				continue;
			return (-1);
		}
		if ((found = nl_parse(len, answer)) != 0)
			return (found == 1 ? 0 : -1);
	}
	errno = EIO;
	return (-1);
}

static struct nlmsghdr *
nl_request(struct nlbuf *buf, uint16_t type, uint16_t flags, uint16_t state,
    const struct neigh *n)
{
	struct nlmsghdr	*nlh;
	struct ndmsg	*ndm;

	nlh = mnl_nlmsg_put_header(buf->data);
	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | flags;
	ndm = mnl_nlmsg_put_extra_header(nlh, sizeof(*ndm));
	ndm->ndm_family = AF_INET;
	ndm->ndm_ifindex = (int)n->ifindex;
	ndm->ndm_state = state;
	mnl_attr_put(nlh, NDA_DST, sizeof(n->addr), &n->addr);
	return (nlh);
}

static int
nl_do(uint16_t type, uint16_t flags, uint16_t state, const struct neigh *n)
{
	struct nlbuf		 request;
	struct nlmsghdr		*nlh;
	const struct nlmsghdr	*answer;

	nlh = nl_request(&request, type, NLM_F_ACK | flags, state, n);
	if (type == RTM_NEWNEIGH)
		mnl_attr_put(nlh, NDA_LLADDR, sizeof(n->hwaddr), n->hwaddr);
	return (nl_ask(nlh, &answer));
}

static void
nl_hwaddr(const struct nlmsghdr *nlh, struct neigh_now *now)
{
	const struct nlattr	*attr;
	const char		*end = mnl_nlmsg_get_payload_tail(nlh);

	for (attr = mnl_nlmsg_get_payload_offset(nlh, sizeof(struct ndmsg));
	    mnl_attr_ok(attr, (int)(end - (const char *)attr));
	    attr = mnl_attr_next(attr))
		if (mnl_attr_get_type(attr) == NDA_LLADDR &&
		    mnl_attr_get_payload_len(attr) == sizeof(now->hwaddr))
			memcpy(now->hwaddr, mnl_attr_get_payload(attr),
			    sizeof(now->hwaddr));
}

/* A single entry, not a dump: Linux 5.0 and up. */
int
neigh_get(const struct neigh *n, struct neigh_now *now)
{
	struct nlbuf		 request;
	const struct nlmsghdr	*answer;
	const struct ndmsg	*ndm;

	memset(now, 0, sizeof(*now));
	now->state = NEIGH_ABSENT;
	if (nl_ask(nl_request(&request, RTM_GETNEIGH, 0, 0, n),
	    &answer) == -1)
		return (errno == ENOENT ? 0 : -1);
	if (answer == NULL) {
		errno = EIO;
		return (-1);
	}
	ndm = mnl_nlmsg_get_payload(answer);
	if (ndm->ndm_state & NUD_FIXED)
		now->state = NEIGH_FIXED;
	else if (ndm->ndm_state & NUD_RESOLVED)
		now->state = NEIGH_LIVE;
	else
		now->state = NEIGH_DEAD;
	nl_hwaddr(answer, now);
	return (0);
}

/*
 * Without NLM_F_EXCL, an entry that failed meanwhile is filled in.  Without
 * NLM_F_REPLACE, the kernel leaves another hardware address as it is, if an
 * answer to ARP was faster than we.
 */
int
neigh_add(const struct neigh *n)
{
	return (nl_do(RTM_NEWNEIGH, NLM_F_CREATE, NUD_REACHABLE, n));
}

int
neigh_extend(const struct neigh *n, const struct neigh_now *now)
{
	(void)now;
	return (nl_do(RTM_NEWNEIGH, 0, NUD_REACHABLE, n));
}

int
neigh_del(const struct neigh *n)
{
	return (nl_do(RTM_DELNEIGH, 0, 0, n));
}
