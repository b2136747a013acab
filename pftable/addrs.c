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
 * Lists of addresses.
 */
#include <sys/types.h>
#include <arpa/inet.h>
#include <netinet/in.h>

#include <stdlib.h>

#include "filter.h"
#include "log.h"

void
addrs_add(struct addrs *l, struct in_addr addr)
{
	size_t	 cap;

	if (l->n == l->cap) {
		cap = l->cap == 0 ? 64 : l->cap * 2;
		l->a = recallocarray(l->a, l->cap, cap, sizeof(*l->a));
		if (l->a == NULL)
			fatal("%s", __func__);
		l->cap = cap;
	}
	l->a[l->n++] = addr;
}

/* For the next batch, which will be of about the same size. */
void
addrs_clear(struct addrs *l)
{
	l->n = 0;
}

void
addrs_free(struct addrs *l)
{
	free(l->a);
	l->a = NULL;
	l->n = l->cap = 0;
}

int
addrs_have(const struct addrs *l, struct in_addr addr)
{
	uint32_t	 a, wanted = ntohl(addr.s_addr);
	size_t		 low = 0, high = l->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		a = ntohl(l->a[mid].s_addr);
		if (a == wanted)
			return (1);
		if (a < wanted)
			low = mid + 1;
		else
			high = mid;
	}
	return (0);
}
