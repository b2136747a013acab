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


/* What clients may ask for, and the way of the answers back to them. */

#include <sys/types.h>

#include <event.h>
#include <imsg.h>

#include "control.h"
#include "lease.h"
#include "log.h"

static const struct request {
	uint32_t	 type;
	size_t		 len;
	struct peer	*to;
	const char	*log;		/* worth a line in the log */
} requests[] = {
	{ IMSG_CTL_RELOAD, 0, &peer_parent, "reload" },
	{ IMSG_CTL_VERBOSE, sizeof(int), &peer_parent, "change of logging" },
	{ IMSG_CTL_SHOW_INTERFACES, 0, &peer_parent, NULL },
	{ IMSG_CTL_SHOW_PROCESSES, 0, &peer_parent, NULL },
	{ IMSG_CTL_SHOW_LEASES, 0, &peer_engine, NULL },
	{ IMSG_CTL_SHOW_STATS, 0, &peer_engine, NULL }
};

static const struct request *
request_find(uint32_t type)
{
	size_t	 i;

	for (i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		if (requests[i].type == type)
			return (&requests[i]);
	}
	return (NULL);
}

/* Passes a request on; the client is closed if it is not one. */
void
request_take(struct client *c, struct imsg *imsg)
{
	const struct request	*r;
	int			 verbose = 0;

	if ((r = request_find(imsg_get_type(imsg))) == NULL) {
		client_bad(c, "not a request");
		return;
	}
	if (imsg_get_len(imsg) != r->len) {
		client_bad(c, "request of wrong length");
		return;
	}
	if (r->type == IMSG_CTL_VERBOSE &&
	    (imsg_get_data(imsg, &verbose, sizeof(verbose)) == -1 ||
	    verbose < 0 || verbose > 2)) {
		client_bad(c, "no such level of logging");
		return;
	}
	if (r->log != NULL)
		log_info("%s requested by uid %u", r->log,
		    (unsigned int)c->uid);

	c->request = r->type;
	if (r->type == IMSG_CTL_SHOW_LEASES) {
		c->from = 0;
		request_slice(c);
	} else {
		c->asked = 1;
		peer_send(r->to, r->type, c->id, -1,
		    r->len > 0 ? &verbose : NULL, r->len);
	}
	client_update(c);
}

/* Asks for the next leases when the last are nearly all read. */
void
request_slice(struct client *c)
{
	struct msg_ctl_slice	 slice;

	if (c->request != IMSG_CTL_SHOW_LEASES || c->asked ||
	    imsgbuf_queuelen(&c->ibuf) >= CLIENT_SLICE_LOW)
		return;
	slice.from = c->from;
	slice.max = CLIENT_SLICE;
	slice.done = 0;
	c->left = slice.max;
	c->asked = 1;
	peer_send(&peer_engine, IMSG_CTL_SHOW_LEASES, c->id, -1, &slice,
	    sizeof(slice));
}

/* The client whose request p is about to answer; NULL if there is none. */
static struct client *
answer_find(struct peer *p, struct imsg *imsg)
{
	struct client	*c;

	c = client_find(imsg_get_id(imsg));
	if (c == NULL || !c->asked) {
		log_debug("%s answers nobody: type %u, id %u",
		    proc_name(p->id), imsg_get_type(imsg), imsg_get_id(imsg));
		return (NULL);
	}
	if (request_find(c->request)->to != p)
		peer_illegal(p, imsg);
	return (c);
}

static void
answer_send(struct client *c, struct imsg *imsg)
{
	if (c->wait == WAIT_GONE)
		return;
	if (imsgbuf_queuelen(&c->ibuf) >= CLIENT_QUEUE_MAX) {
		client_bad(c, "its answer is longer than it reads");
		return;
	}
	if (imsg_forward(&c->ibuf, imsg) == -1)
		fatal("imsg_forward");
	client_update(c);
}

/* The request is done; may free c. */
static void
answer_done(struct client *c)
{
	c->asked = 0;
	c->request = IMSG_NONE;
	if (c->wait == WAIT_GONE)
		client_gone(c);
	else
		client_update(c);
}

void
answer_relay(struct peer *p, struct imsg *imsg)
{
	struct client	*c;

	if ((c = answer_find(p, imsg)) != NULL)
		answer_send(c, imsg);
}

void
answer_end(struct peer *p, struct imsg *imsg)
{
	struct client	*c;

	if ((c = answer_find(p, imsg)) == NULL)
		return;
	answer_send(c, imsg);
	answer_done(c);
}

void
answer_lease(struct peer *p, struct imsg *imsg)
{
	struct lease_rec	 rec;
	struct client		*c;
	struct ibuf		 buf;

	if (imsg_get_ibuf(imsg, &buf) == -1 ||
	    lease_rec_get(&buf, &rec) == -1 || ibuf_size(&buf) != 0)
		peer_illegal(p, imsg);
	if ((c = answer_find(p, imsg)) == NULL)
		return;
	if (c->request != IMSG_CTL_SHOW_LEASES || c->left == 0)
		peer_illegal(p, imsg);
	c->left--;
	answer_send(c, imsg);
}

void
answer_slice(struct peer *p, struct imsg *imsg)
{
	struct msg_ctl_slice	 slice;
	struct client		*c;
	uint32_t		 status = 0;

	peer_get(p, imsg, &slice, sizeof(slice));
	if ((c = answer_find(p, imsg)) == NULL)
		return;
	/* Without progress this would never end. */
	if (c->request != IMSG_CTL_SHOW_LEASES ||
	    (!slice.done && slice.from <= c->from))
		peer_illegal(p, imsg);
	if (slice.done || c->wait == WAIT_GONE) {
		if (c->wait != WAIT_GONE && imsg_compose(&c->ibuf,
		    IMSG_CTL_END, 0, 0, -1, &status, sizeof(status)) == -1)
			fatal("imsg_compose");
		answer_done(c);
	} else {
		c->asked = 0;
		c->from = slice.from;
		request_slice(c);
	}
}
