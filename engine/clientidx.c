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
 * The index of leases by client: chains in a hash table that grows by one
 * bucket at a time (linear hashing), so that no packet ever pays for all.
 * Keyed, because clients choose the keys.
 */
#include <sys/types.h>

#include <siphash.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "leaseint.h"
#include "log.h"

#define BUCKETS_MIN	64	/* a power of 2 */
#define CLIENT_FREE_MAX	32	/* free leases remembered of one client */

/* Identity as bytes: the kind, hardware type or 0, and the address or uid. */
#define KEY_HW		0
#define KEY_UID		1
#define KEY_MAX		(2 + LEASE_UID_MAX)

static struct lease	**buckets;
static uint32_t		  capacity;	/* buckets allocated */
static uint32_t		  base;		/* power of 2 */
static uint32_t		  split;	/* buckets below are split, to base + */
static uint32_t		  nindexed;
static SIPHASH_KEY	  key;

/*
 * The key of client_hash() is published, here: servers that don't know each
 * other shall agree where a client's address is.  As bytes, in which a key is
 * the same whatever the byte order.
 */
static const uint8_t	  pool_key[sizeof(SIPHASH_KEY)] = {
	'd', 'h', 'c', 'p', 'd', ' ', 'p', 'o',
	'o', 'l', ' ', 'h', 'a', 's', 'h', '1'
};

static uint64_t		 identity_hash(const SIPHASH_KEY *,
			    const struct client *);
static int		 has_identity(const struct client *);
static struct lease	**bucket_of(const struct client *);
static void		 split_one(void);
static void		 forget_oldest(struct lease *, const struct client *);

static uint64_t
identity_hash(const SIPHASH_KEY *k, const struct client *c)
{
	uint8_t		 buf[KEY_MAX];

	if (c->uidlen > LEASE_UID_MAX || c->hlen > DHCP_CHADDR_LEN)
		fatalx("%s: client with impossible lengths", __func__);
	if (c->uid != NULL) {
		buf[0] = KEY_UID;
		buf[1] = 0;
		memcpy(buf + 2, c->uid, c->uidlen);
		return (SipHash24(k, buf, 2 + c->uidlen));
	}
	buf[0] = KEY_HW;
	buf[1] = c->htype;
	memcpy(buf + 2, c->chaddr, c->hlen);
	return (SipHash24(k, buf, 2 + (size_t)c->hlen));
}

uint64_t
client_hash(const struct client *c)
{
	SIPHASH_KEY	 k;

	memcpy(&k, pool_key, sizeof(k));
	return (identity_hash(&k, c));
}

static int
has_identity(const struct client *c)
{
	return (c->uid != NULL || c->hlen != 0);
}

void
lease_client(const struct lease *l, struct client *c)
{
	c->uid = l->uid;
	c->uidlen = l->uid != NULL ? l->uidlen : 0;
	c->htype = l->htype;
	c->hlen = l->hlen;
	c->chaddr = l->chaddr;
}

int
lease_is_of(const struct lease *l, const struct client *c)
{
	if (c->uid != NULL)
		return (l->uid != NULL && l->uidlen == c->uidlen &&
		    memcmp(l->uid, c->uid, c->uidlen) == 0);
	return (l->uid == NULL && c->hlen != 0 && l->hlen == c->hlen &&
	    l->htype == c->htype &&
	    memcmp(l->chaddr, c->chaddr, c->hlen) == 0);
}

void
clientidx_init(void)
{
	arc4random_buf(&key, sizeof(key));
	buckets = calloc(BUCKETS_MIN, sizeof(*buckets));
	if (buckets == NULL)
		fatal("%s", __func__);
	base = capacity = BUCKETS_MIN;
	split = nindexed = 0;
}

static struct lease **
bucket_of(const struct client *c)
{
	uint64_t	 hash, i;

	hash = identity_hash(&key, c);
	i = hash & (base - 1);
	if (i < split)
		i = hash & (2 * (uint64_t)base - 1);
	return (&buckets[i]);
}

/* One more bucket: the chain of the next one in turn is divided. */
static void
split_one(void)
{
	struct lease	**p, *chain, **tail[2], *l;
	struct client	 c;
	unsigned int	 upper;

	if (base > UINT32_MAX / 4)
		return;
	if (base + split == capacity) {
		p = reallocarray(buckets, capacity, 2 * sizeof(*p));
		if (p == NULL)
			fatal("%s", __func__);
		buckets = p;
		capacity *= 2;
	}
	chain = buckets[split];
	tail[0] = &buckets[split];
	tail[1] = &buckets[base + split];
	for (l = chain; l != NULL; l = l->client_next) {
		lease_client(l, &c);
		upper = (identity_hash(&key, &c) & base) != 0;
		*tail[upper] = l;
		tail[upper] = &l->client_next;
	}
	*tail[0] = *tail[1] = NULL;
	if (++split == base) {
		base *= 2;
		split = 0;
	}
}

/*
 * Somebody may leave any number of free leases behind under one name, by
 * requesting one address after the other.  The chain that this makes must
 * not get long.
 */
static void
forget_oldest(struct lease *l, const struct client *c)
{
	struct lease	*oldest = NULL;
	unsigned int	 n = 0;

	while ((l = leasetab_next_of(l, c)) != NULL) {
		if (l->state == LEASE_FREE) {
			oldest = l;
			n++;
		}
	}
	if (n > CLIENT_FREE_MAX)
		clientidx_remove(oldest);
}

void
clientidx_insert(struct lease *l)
{
	struct lease	**bucket;
	struct client	 c;

	lease_client(l, &c);
	if (l->indexed || !has_identity(&c))
		return;
	if (nindexed >= base + split)
		split_one();
	bucket = bucket_of(&c);
	l->client_next = *bucket;
	*bucket = l;
	l->indexed = 1;
	nindexed++;
	forget_oldest(l, &c);
}

void
clientidx_remove(struct lease *l)
{
	struct lease	**p;
	struct client	 c;

	if (!l->indexed)
		return;
	lease_client(l, &c);
	for (p = bucket_of(&c); *p != l; p = &(*p)->client_next) {
		if (*p == NULL)
			fatalx("%s: lease not in its chain", __func__);
	}
	*p = l->client_next;
	l->client_next = NULL;
	l->indexed = 0;
	nindexed--;
}

struct lease *
leasetab_first_of(const struct client *c)
{
	struct lease	*l;

	if (!has_identity(c))
		return (NULL);
	for (l = *bucket_of(c); l != NULL; l = l->client_next) {
		if (lease_is_of(l, c))
			break;
	}
	return (l);
}

struct lease *
leasetab_next_of(const struct lease *prev, const struct client *c)
{
	struct lease	*l;

	for (l = prev->client_next; l != NULL; l = l->client_next) {
		if (lease_is_of(l, c))
			break;
	}
	return (l);
}
