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
 * Host declarations.  A host is in one table under several keys: each name
 * that it has (client identifier, hardware address) with each network where
 * it has a fixed-address, or with none, and by itself; and each of its
 * addresses.  So every question is one lookup, however often a client is
 * declared.  Of two hosts with the same key, the first in the file counts.
 * Keyed, because clients choose what is looked up.
 */
#include <sys/types.h>
#include <arpa/inet.h>

#include <siphash.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "confindex.h"
#include "hosts.h"
#include "leasetab.h"
#include "log.h"
#include "network.h"

/* Instead of the number of a network. */
#define NET_ANY		CONF_NONE	/* whatever addresses it has */
#define NET_UNFIXED	(CONF_NONE - 1)	/* it has no fixed-address */

enum key_kind {
	KEY_UID,
	KEY_HW,
	KEY_ADDR
};

struct key {
	enum key_kind	 kind;
	uint8_t		 htype;		/* KEY_HW */
	uint32_t	 net;
	const uint8_t	*data;
	size_t		 len;
};

struct slot {
	uint32_t	 host;		/* + 1; 0: empty */
	uint32_t	 addr;		/* host byte order, 0: none */
	uint32_t	 net;
	uint8_t		 kind;
};

static uint64_t		 key_hash(const struct key *);
static int		 slot_is(const struct slot *, const struct key *);
static struct slot	*slot_find(const struct key *);
static void		 insert(const struct key *, uint32_t, uint32_t);
static void		 insert_name(struct key *, uint32_t);
static void		 insert_host(uint32_t);
static size_t		 count_keys(void);
static const struct slot *find_name(const struct client *, enum key_kind,
			    uint32_t);

static const struct conf *hconf;	/* whose hosts these are */
static struct slot	*slots;
static size_t		 nslots;	/* power of 2; 0: no index yet */
static SIPHASH_KEY	 hkey;

static uint64_t
key_hash(const struct key *k)
{
	uint8_t		 buf[2 + sizeof(k->net) + LEASE_UID_MAX];

	if (k->len > LEASE_UID_MAX)
		fatalx("%s: key of %zu bytes", __func__, k->len);
	buf[0] = k->kind;
	buf[1] = k->htype;
	memcpy(buf + 2, &k->net, sizeof(k->net));
	memcpy(buf + 2 + sizeof(k->net), k->data, k->len);
	return (SipHash24(&hkey, buf, 2 + sizeof(k->net) + k->len));
}

static int
slot_is(const struct slot *s, const struct key *k)
{
	const struct conf_host	*h = &hconf->hosts[s->host - 1];

	if (s->kind != k->kind || s->net != k->net)
		return (0);
	switch (k->kind) {
	case KEY_UID:
		return (h->uidlen == k->len &&
		    memcmp(h->uid, k->data, k->len) == 0);
	case KEY_HW:
		return (h->htype == k->htype && h->hlen == k->len &&
		    memcmp(h->hwaddr, k->data, k->len) == 0);
	case KEY_ADDR:
		return (memcmp(&s->addr, k->data, sizeof(s->addr)) == 0);
	}
	return (0);
}

/* Where the key is, or would be. */
static struct slot *
slot_find(const struct key *k)
{
	size_t		 i;

	i = key_hash(k) & (nslots - 1);
	while (slots[i].host != 0 && !slot_is(&slots[i], k))
		i = (i + 1) & (nslots - 1);
	return (&slots[i]);
}

static void
insert(const struct key *k, uint32_t host, uint32_t addr)
{
	struct slot	*s = slot_find(k);

	if (s->host != 0)
		return;
	s->host = host + 1;
	s->addr = addr;
	s->net = k->net;
	s->kind = k->kind;
}

static void
insert_name(struct key *k, uint32_t host)
{
	const struct conf_host	*h = &hconf->hosts[host];
	uint32_t		 i, addr;

	k->net = NET_ANY;
	insert(k, host, 0);
	if (h->naddrs == 0) {
		k->net = NET_UNFIXED;
		insert(k, host, 0);
	}
	for (i = 0; i < h->naddrs; i++) {
		addr = ntohl(h->addrs[i].s_addr);
		k->net = network_of(hconf, conf_find_subnet(hconf, addr));
		if (k->net != CONF_NONE)
			insert(k, host, addr);
	}
}

static void
insert_host(uint32_t host)
{
	const struct conf_host	*h = &hconf->hosts[host];
	struct key		 k;
	uint32_t		 i, addr;

	memset(&k, 0, sizeof(k));
	if (h->uidlen != 0) {
		k.kind = KEY_UID;
		k.data = h->uid;
		k.len = h->uidlen;
		insert_name(&k, host);
	}
	if (h->htype != 0 && h->hlen != 0) {
		k.kind = KEY_HW;
		k.htype = h->htype;
		k.data = h->hwaddr;
		k.len = h->hlen;
		insert_name(&k, host);
	}
	memset(&k, 0, sizeof(k));
	k.kind = KEY_ADDR;
	k.len = sizeof(addr);
	for (i = 0; i < h->naddrs; i++) {
		addr = ntohl(h->addrs[i].s_addr);
		k.data = (const uint8_t *)&addr;
		insert(&k, host, addr);
	}
}

static size_t
count_keys(void)
{
	size_t		 n = 0;
	uint32_t	 i;

	for (i = 0; i < hconf->nhosts; i++)
		n += 4 + 3 * (size_t)hconf->hosts[i].naddrs;
	return (n);
}

void
hosts_index(const struct conf *c)
{
	size_t		 want;
	uint32_t	 i;

	free(slots);
	arc4random_buf(&hkey, sizeof(hkey));
	hconf = c;
	want = 2 * count_keys();
	for (nslots = 16; nslots < want; nslots *= 2)
		continue;
	if ((slots = calloc(nslots, sizeof(*slots))) == NULL)
		fatal("%s", __func__);
	for (i = 0; i < c->nhosts; i++)
		insert_host(i);
}

/* NULL if the client has no such name, or no host has it there. */
static const struct slot *
find_name(const struct client *client, enum key_kind kind, uint32_t net)
{
	const struct slot	*s;
	struct key		 k;

	if (nslots == 0)
		return (NULL);
	memset(&k, 0, sizeof(k));
	k.kind = kind;
	k.net = net;
	if (kind == KEY_UID) {
		k.data = client->uid;
		k.len = client->uid != NULL ? client->uidlen : 0;
	} else {
		k.htype = client->htype;
		k.data = client->chaddr;
		k.len = client->hlen;
	}
	if (k.len == 0)
		return (NULL);
	s = slot_find(&k);
	return (s->host != 0 ? s : NULL);
}

uint32_t
confindex_host(const struct client *client, uint32_t subnet, uint32_t *addr)
{
	const struct slot	*s = NULL;
	uint32_t		 net;

	*addr = 0;
	if (nslots == 0)
		return (CONF_NONE);
	if ((net = network_of(hconf, subnet)) != CONF_NONE &&
	    (s = find_name(client, KEY_UID, net)) == NULL)
		s = find_name(client, KEY_HW, net);
	if (s == NULL && (s = find_name(client, KEY_UID, NET_UNFIXED)) == NULL)
		s = find_name(client, KEY_HW, NET_UNFIXED);
	if (s == NULL)
		return (CONF_NONE);
	*addr = s->addr;
	return (s->host - 1);
}

int
confindex_known(const struct client *client)
{
	return (find_name(client, KEY_UID, NET_ANY) != NULL ||
	    find_name(client, KEY_HW, NET_ANY) != NULL);
}

uint32_t
confindex_reserved(uint32_t addr)
{
	const struct slot	*s;
	struct key		 k;

	if (nslots == 0)
		return (CONF_NONE);
	memset(&k, 0, sizeof(k));
	k.kind = KEY_ADDR;
	k.data = (const uint8_t *)&addr;
	k.len = sizeof(addr);
	s = slot_find(&k);
	return (s->host != 0 ? s->host - 1 : CONF_NONE);
}
