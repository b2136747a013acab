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
 * Bindings on their way to leasedb.  An ACK is sent by done(), never before.
 */
#ifndef COMMIT_H
#define COMMIT_H

#include <stdint.h>

#include "lease.h"

struct lease;
struct peer;
struct msg_lease_failed;

#define COMMIT_PENDING_MAX	8192	/* in flight; more are refused */

enum commit_result {
	COMMIT_DURABLE,		/* applied to the lease table */
	COMMIT_FAILED,		/* not stored; the lease is as before */
	COMMIT_REFUSED		/* another server's binding won; applied */
};

/*
 * Sends rec to leasedb and marks the lease tentative (lease->pending); until
 * the answer it is LEASE_OFFERED to the client of rec, but LEASE_ACTIVE as it
 * was if it was.  done
 * is called once with the result, when the lease table has it; it may be
 * NULL.  Returns 0, or -1 without calling done if the queue is full, or the
 * lease is tentative already.
 */
int	commit_lease(struct lease *, const struct lease_rec *rec,
	    void (*done)(struct lease *, enum commit_result, void *),
	    void *arg);
unsigned int commit_pending(void);

void	commit_init(struct peer *leasedb);
/* From the dispatch function for leasedb. */
void	commit_durable(uint64_t seq);
void	commit_failed(const struct msg_lease_failed *);
void	commit_refused(uint64_t seq, const struct lease_rec *winner);

#endif /* COMMIT_H */
