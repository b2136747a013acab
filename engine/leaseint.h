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
 * What the files of the lease table share, and nobody else needs.
 *
 * leasetab.c	leases by address
 * clientidx.c	leases by client
 * heap.c	leases by the time when their state ends
 * leasestate.c	changes of state, and expiry
 */
#ifndef LEASEINT_H
#define LEASEINT_H

#include <stdint.h>

#include "leasetab.h"

/*
 * clientidx.c.  Both do nothing if there is nothing to do.  A lease whose
 * holder changes must be out of the index before.
 */
void		 clientidx_init(void);
void		 clientidx_insert(struct lease *);
void		 clientidx_remove(struct lease *);

/* heap.c: set also moves a lease that is there already. */
void		 heap_set(struct lease *, int64_t expires);
void		 heap_remove(struct lease *);
struct lease	*heap_first(void);	/* expires next; NULL: none */

/* leasestate.c */
void		 leasestate_init(void);

#endif /* LEASEINT_H */
