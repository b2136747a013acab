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
 * nftables on Linux: nf_tables messages over a netlink socket that is opened
 * before the jail.  libnftables would be a parser of rules, and reads what it
 * can find of the system, in a process that has CAP_NET_ADMIN; what is said
 * here takes four kinds of messages.
 *
 * A batch is one transaction for the kernel, and one datagram.  The kernel
 * has answered when send(2) returns; nothing is waited for.
 */
#include <sys/types.h>
#include <sys/socket.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <linux/capability.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>

#include <errno.h>
#include <libmnl/libmnl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compat/netlink.h"
#include "filter.h"
#include "log.h"
#include "proc.h"

#define SNDBUF		(64 * 1024 * 1024)	/* all leases in one datagram */
#define RECV_LEN	65536
#define ELEMS_MAX	2048	/* in one message; its list ends at 64 kB */
#define ELEM_LEN	16
#define MSG_LEN		2048	/* of a message beside its elements, at most */
#define TYPE_IPV4_ADDR	7	/* in the numbering of nft(8) */

struct set {
	const char	*name;		/* as it was given; NULL: none */
	uint8_t		 family;
	char		 table[NFT_NAME_MAXLEN];
	char		 set[NFT_NAME_MAXLEN];
};

static const struct {
	const char	*name;
	uint8_t		 family;
} families[] = {
	{ "ip",		NFPROTO_IPV4 },
	{ "inet",	NFPROTO_INET },
	{ "arp",	NFPROTO_ARP },
	{ "bridge",	NFPROTO_BRIDGE },
	{ "netdev",	NFPROTO_NETDEV }
};

const int	 filter_keeps_changed = 1;

static int	 nlfd = -1;
static uint32_t	 nlseq;
static struct set sets[PF_TABLE_MAX];
static char	*out;			/* what is sent next */
static size_t	 outlen, outcap;
static size_t	 outlast;	/* where the last one about a set begins */
static struct {
	_Alignas(struct nlmsghdr) char data[RECV_LEN];
} in;

static void	 set_parse(struct set *, const char *);
static void	 set_check(const struct set *);
static void	 set_distinct(const struct set *);
static void	 set_flags(const struct set *, const struct nlmsghdr *);
static struct nlmsghdr *msg_new(uint16_t, uint16_t, uint8_t, uint16_t);
static struct nlmsghdr *msg_set(const struct set *, uint16_t, uint16_t);
static void	 msg_end(const struct nlmsghdr *);
static void	 batch_begin(void);
static void	 elems(const struct set *, uint16_t, const struct addrs *);
static void	 all_of(const struct set *, const struct addrs *);
static int	 drop_unleased(const struct set *, const struct addrs *);
static int	 nl_read(void (*)(const struct nlmsghdr *, void *), void *);

void
filter_open(void)
{
	struct sockaddr_nl	 kernel;
	int			 size = SNDBUF, on = 1;

	memset(&kernel, 0, sizeof(kernel));
	kernel.nl_family = AF_NETLINK;
	nlfd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_NETFILTER);
	if (nlfd == -1)
		fatal("nf_tables socket");
	if (setsockopt(nlfd, SOL_SOCKET, SO_SNDBUFFORCE, &size,
	    sizeof(size)) == -1)
		fatal("SO_SNDBUFFORCE");
	/* Errors don't bring the message back that was wrong. */
	if (setsockopt(nlfd, SOL_NETLINK, NETLINK_CAP_ACK, &on,
	    sizeof(on)) == -1)
		fatal("NETLINK_CAP_ACK");
	if (connect(nlfd, (struct sockaddr *)&kernel, sizeof(kernel)) == -1)
		fatal("nf_tables connect");
}

int
filter_keepcap(void)
{
	return (CAP_NET_ADMIN);
}

const char *
filter_promises(void)
{
	return ("stdio");
}

/* One message more at the end of what is sent next. */
static struct nlmsghdr *
msg_new(uint16_t type, uint16_t flags, uint8_t family, uint16_t res)
{
	struct nlmsghdr		*nlh;
	struct nfgenmsg		*nfg;
	size_t			 cap = outcap;

	while (cap - outlen < MSG_LEN + (size_t)ELEMS_MAX * ELEM_LEN)
		cap = cap == 0 ? 65536 : cap * 2;
	if (cap != outcap) {
		if ((out = recallocarray(out, outcap, cap, 1)) == NULL)
			fatal("%s", __func__);
		outcap = cap;
	}
	nlh = mnl_nlmsg_put_header(out + outlen);
	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = NLM_F_REQUEST | flags;
	nlh->nlmsg_seq = nlseq;
	nfg = mnl_nlmsg_put_extra_header(nlh, sizeof(*nfg));
	nfg->nfgen_family = family;
	nfg->version = NFNETLINK_V0;
	nfg->res_id = htons(res);
	return (nlh);
}

/* Of those that begin with the names of table and set, which are all. */
static struct nlmsghdr *
msg_set(const struct set *s, uint16_t type, uint16_t flags)
{
	struct nlmsghdr	*nlh;

	outlast = outlen;
	nlh = msg_new((uint16_t)(NFNL_SUBSYS_NFTABLES << 8 | type), flags,
	    s->family, 0);
	/* The same numbers as NFTA_SET_TABLE and NFTA_SET_NAME. */
	mnl_attr_put_strz(nlh, NFTA_SET_ELEM_LIST_TABLE, s->table);
	mnl_attr_put_strz(nlh, NFTA_SET_ELEM_LIST_SET, s->set);
	return (nlh);
}

static void
msg_end(const struct nlmsghdr *nlh)
{
	outlen += MNL_ALIGN(nlh->nlmsg_len);
}

static void
batch_begin(void)
{
	nlseq++;
	outlen = outlast = 0;
	msg_end(msg_new(NFNL_MSG_BATCH_BEGIN, 0, AF_UNSPEC,
	    NFNL_SUBSYS_NFTABLES));
}

/* Messages about these elements, one for up to ELEMS_MAX. */
static void
elems(const struct set *s, uint16_t type, const struct addrs *l)
{
	struct nlmsghdr	*nlh;
	struct nlattr	*list, *elem, *key;
	size_t		 i, n;

	for (i = 0; i < l->n; ) {
		nlh = msg_set(s, type, type == NFT_MSG_NEWSETELEM ?
		    NLM_F_CREATE : 0);
		list = mnl_attr_nest_start(nlh, NFTA_SET_ELEM_LIST_ELEMENTS);
		for (n = 0; n < ELEMS_MAX && i < l->n; n++, i++) {
			elem = mnl_attr_nest_start(nlh, NFTA_LIST_ELEM);
			key = mnl_attr_nest_start(nlh, NFTA_SET_ELEM_KEY);
			mnl_attr_put(nlh, NFTA_DATA_VALUE, sizeof(l->a[i]),
			    &l->a[i]);
			mnl_attr_nest_end(nlh, key);
			mnl_attr_nest_end(nlh, elem);
		}
		mnl_attr_nest_end(nlh, list);
		msg_end(nlh);
	}
}

/* Without elements, the message is about all. */
static void
all_of(const struct set *s, const struct addrs *l)
{
	msg_end(msg_set(s, NFT_MSG_DELSETELEM, 0));
	elems(s, NFT_MSG_NEWSETELEM, l);
}

/*
 * Reads all answers.  Each that is no mere acknowledgement is given to each();
 * the first error is ours.
 */
static int
nl_read(void (*each)(const struct nlmsghdr *, void *), void *arg)
{
	const struct nlmsghdr	*nlh;
	const struct nlmsgerr	*e;
	ssize_t			 len;
	int			 answers = 0, error = 0, left;

	while ((len = netlink_read(nlfd, in.data, sizeof(in.data))) != -1) {
		nlh = (const struct nlmsghdr *)in.data;
		left = (int)len;
		for (; mnl_nlmsg_ok(nlh, left);
		    nlh = mnl_nlmsg_next(nlh, &left)) {
			if (nlh->nlmsg_seq != nlseq)
				continue;
			answers++;
			if (nlh->nlmsg_type == NLMSG_ERROR &&
			    nlh->nlmsg_len >= MNL_NLMSG_HDRLEN +
			    sizeof(e->error)) {
				e = mnl_nlmsg_get_payload(nlh);
				if (error == 0)
					error = -e->error;
			} else if (nlh->nlmsg_type >= NLMSG_MIN_TYPE &&
			    each != NULL)
				each(nlh, arg);
		}
	}
	if (error == 0 && errno != EAGAIN)
		error = errno;
	if (error == 0 && answers == 0)
		error = EIO;
	errno = error;
	return (error == 0 ? 0 : -1);
}

/* [family:]table:set */
static void
set_parse(struct set *s, const char *name)
{
	const char	*p, *table = name;
	size_t		 i, len;

	if ((p = strchr(name, ':')) != NULL && strchr(p + 1, ':') != NULL)
		table = p + 1;
	s->family = NFPROTO_IPV4;
	if (table != name) {
		len = (size_t)(p - name);
		for (i = 0; i < sizeof(families) / sizeof(families[0]); i++)
			if (strlen(families[i].name) == len &&
			    memcmp(families[i].name, name, len) == 0)
				break;
		if (i == sizeof(families) / sizeof(families[0]))
			fatalx("%s: %.*s is no family with addresses of IPv4: "
			    "ip, inet, arp, bridge, netdev", name, (int)len,
			    name);
		s->family = families[i].family;
	}
	len = strcspn(table, ":");
	p = table + len;
	if (*p == '\0' || strchr(p + 1, ':') != NULL || len == 0 ||
	    p[1] == '\0')
		fatalx("%s: a set of nftables is named [family:]table:set",
		    name);
	if (len >= sizeof(s->table) ||
	    strlcpy(s->set, p + 1, sizeof(s->set)) >= sizeof(s->set))
		fatalx("%s: the name is too long", name);
	memcpy(s->table, table, len);
	s->table[len] = '\0';
}

static uint32_t
attr_u32(const struct nlattr *attr)
{
	uint32_t	 value;

	if (mnl_attr_get_payload_len(attr) != sizeof(value))
		return (0);
	memcpy(&value, mnl_attr_get_payload(attr), sizeof(value));
	return (ntohl(value));
}

static void
set_flags(const struct set *s, const struct nlmsghdr *nlh)
{
	const struct nlattr	*attr;
	const char		*end = mnl_nlmsg_get_payload_tail(nlh);
	uint32_t		 flags = 0, type = 0;
	int			 timeout = 0;

	for (attr = mnl_nlmsg_get_payload_offset(nlh, sizeof(struct nfgenmsg));
	    mnl_attr_ok(attr, (int)(end - (const char *)attr));
	    attr = mnl_attr_next(attr))
		switch (mnl_attr_get_type(attr)) {
		case NFTA_SET_FLAGS:
			flags = attr_u32(attr);
			break;
		case NFTA_SET_KEY_TYPE:
			type = attr_u32(attr);
			break;
		case NFTA_SET_TIMEOUT:
			timeout = 1;
			break;
		}
	if (type != TYPE_IPV4_ADDR || flags & NFT_SET_MAP)
		fatalx("set %s: its type must be ipv4_addr", s->name);
	if (flags & (NFT_SET_INTERVAL | NFT_SET_CONSTANT))
		fatalx("set %s: must not have the flags interval or constant",
		    s->name);
	if (timeout)
		fatalx("set %s: must not have a timeout", s->name);
}

static void
set_found(const struct nlmsghdr *nlh, void *arg)
{
	set_flags(arg, nlh);
}

static void
set_check(const struct set *s)
{
	struct set	 copy = *s;

	nlseq++;
	outlen = 0;
	msg_end(msg_set(s, NFT_MSG_GETSET, NLM_F_ACK));
	if (send(nlfd, out, outlen, 0) == -1 ||
	    nl_read(set_found, &copy) == -1) {
		if (errno == ENOENT)
			fatalx("set %s does not exist: make it with nft(8) "
			    "before dhcpd is started", s->name);
		fatal("set %s", s->name);
	}
}

/* One set can be written in two ways: "t:s" is "ip:t:s". */
static void
set_distinct(const struct set *s)
{
	const struct set	*o;

	for (o = sets; o < sets + PF_TABLE_MAX; o++)
		if (o != s && o->name != NULL && o->family == s->family &&
		    strcmp(o->table, s->table) == 0 &&
		    strcmp(o->set, s->set) == 0)
			fatalx("%s is the same set as %s: each needs one of "
			    "its own", s->name, o->name);
}

void
filter_tables(const struct msg_pf_tables *m)
{
	static struct msg_pf_tables	 names;
	size_t				 t;

	names = *m;
	for (t = 0; t < PF_TABLE_MAX; t++) {
		if (names.name[t][0] == '\0')
			continue;
		set_parse(&sets[t], names.name[t]);
		sets[t].name = names.name[t];
		set_distinct(&sets[t]);
		set_check(&sets[t]);
	}
}

struct unleased {
	const struct addrs	*leased;
	struct addrs		 found;
};

/* The attribute at that place in another; NULL behind the last one. */
static const struct nlattr *
attr_in(const struct nlattr *nest, const struct nlattr *attr)
{
	const char	*p = (const char *)attr, *end;

	end = (const char *)mnl_attr_get_payload(nest) +
	    mnl_attr_get_payload_len(nest);
	return (mnl_attr_ok(attr, (int)(end - p)) ? attr : NULL);
}

static const struct nlattr *
attr_find(const struct nlattr *nest, uint16_t type)
{
	const struct nlattr	*a;

	for (a = attr_in(nest, mnl_attr_get_payload(nest)); a != NULL;
	    a = attr_in(nest, mnl_attr_next(a)))
		if (mnl_attr_get_type(a) == type)
			return (a);
	return (NULL);
}

static void
elems_found(const struct nlattr *list, struct unleased *u)
{
	const struct nlattr	*elem, *key, *data;
	struct in_addr		 addr;

	for (elem = attr_in(list, mnl_attr_get_payload(list)); elem != NULL;
	    elem = attr_in(list, mnl_attr_next(elem))) {
		key = attr_find(elem, NFTA_SET_ELEM_KEY);
		if (key == NULL || (data = attr_find(key,
		    NFTA_DATA_VALUE)) == NULL ||
		    mnl_attr_get_payload_len(data) != sizeof(addr))
			continue;
		memcpy(&addr, mnl_attr_get_payload(data), sizeof(addr));
		if (!addrs_have(u->leased, addr))
			addrs_add(&u->found, addr);
	}
}

static void
some_found(const struct nlmsghdr *nlh, void *arg)
{
	const struct nlattr	*attr;
	const char		*end = mnl_nlmsg_get_payload_tail(nlh);

	for (attr = mnl_nlmsg_get_payload_offset(nlh, sizeof(struct nfgenmsg));
	    mnl_attr_ok(attr, (int)(end - (const char *)attr));
	    attr = mnl_attr_next(attr))
		if (mnl_attr_get_type(attr) == NFTA_SET_ELEM_LIST_ELEMENTS)
			elems_found(attr, arg);
}

/*
 * Which addresses are in other hands than before is not known after a start:
 * of those that are in the set, the ones remain that are still leased.
 */
static int
drop_unleased(const struct set *s, const struct addrs *leased)
{
	struct unleased	 u;
	int		 rc = 0;

	memset(&u, 0, sizeof(u));
	u.leased = leased;
	nlseq++;
	outlen = 0;
	msg_end(msg_set(s, NFT_MSG_GETSETELEM, NLM_F_DUMP));
	if (send(nlfd, out, outlen, 0) == -1 ||
	    nl_read(some_found, &u) == -1) {
		log_warn("set %s can't be read", s->name);
		rc = -1;
	}
	batch_begin();
	/* Whatever took one of them out meanwhile: see filter_apply(). */
	elems(s, NFT_MSG_NEWSETELEM, &u.found);
	elems(s, NFT_MSG_DELSETELEM, &u.found);
	addrs_free(&u.found);
	return (rc);
}

/*
 * It is an error to take out an element that is not there; so it is put in
 * first, which is none if it is there.
 */
int
filter_apply(const struct filter_batch *b)
{
	static struct log_limit	 limit = LOG_LIMIT(5, 60);
	const struct set	*s;
	struct nlmsghdr		*nlh;
	unsigned int		 suppressed;
	size_t			 t;
	int			 rc = 0;

	if (b->all && sets[PF_TABLE_CHANGED].name != NULL)
		rc = drop_unleased(&sets[PF_TABLE_CHANGED],
		    &b->add[PF_TABLE_LEASED]);
	else
		batch_begin();
	for (t = 0; t < PF_TABLE_MAX; t++) {
		s = &sets[t];
		if (s->name == NULL)
			continue;
		if (b->all && t != PF_TABLE_CHANGED) {
			all_of(s, &b->add[t]);
			continue;
		}
		elems(s, NFT_MSG_NEWSETELEM, &b->add[t]);
		if (b->all)
			continue;
		elems(s, NFT_MSG_NEWSETELEM, &b->del[t]);
		elems(s, NFT_MSG_DELSETELEM, &b->del[t]);
	}
	if (outlast == 0)
		return (rc);
	/* It is acknowledged when all of the batch is done. */
	nlh = (struct nlmsghdr *)(out + outlast);
	nlh->nlmsg_flags |= NLM_F_ACK;
	msg_end(msg_new(NFNL_MSG_BATCH_END, 0, AF_UNSPEC,
	    NFNL_SUBSYS_NFTABLES));
	if (send(nlfd, out, outlen, 0) != -1 && nl_read(NULL, NULL) == 0)
		return (rc);
	if (log_allowed(&limit, &suppressed))
		log_warn("sets can't be changed%s", errno == ENOENT ?
		    ", one of them was removed" : "");
	return (-1);
}
