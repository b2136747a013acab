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
 * Requests that wait while the engine is busy.  When there are too many the
 * oldest DISCOVER goes first: its client has most likely given up on it and
 * sent another, and no client loses anything that it was promised.  For the
 * same reason all others are served before them.
 */
#include <sys/types.h>
#include <sys/queue.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "frontend.h"

TAILQ_HEAD(backlogs, backlog);

static struct backlogs	 discovers = TAILQ_HEAD_INITIALIZER(discovers);
static struct backlogs	 others = TAILQ_HEAD_INITIALIZER(others);
static unsigned int	 length;

static struct backlog *
take(struct backlogs *queue)
{
	struct backlog	*b;

	if ((b = TAILQ_FIRST(queue)) != NULL) {
		TAILQ_REMOVE(queue, b, entry);
		length--;
	}
	return (b);
}

unsigned int
backlog_add(const struct msg_request *req, const uint8_t *packet)
{
	struct backlogs	*queue;
	struct backlog	*b, *shed;

	if ((b = malloc(sizeof(*b) + req->len)) == NULL)
		return (1);
	b->req = *req;
	memcpy(b->packet, packet, req->len);
	queue = is_discover(packet, req->len) ? &discovers : &others;
	TAILQ_INSERT_TAIL(queue, b, entry);
	if (++length <= BACKLOG_MAX)
		return (0);
	if ((shed = take(&discovers)) == NULL)
		shed = take(&others);
	free(shed);
	return (1);
}

struct backlog *
backlog_next(void)
{
	struct backlog	*b;

	if ((b = take(&others)) == NULL)
		b = take(&discovers);
	return (b);
}

unsigned int
backlog_len(void)
{
	return (length);
}
