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
 * Reads the lease file back and sends it to the engine.  All records go, in
 * the order of the file: the last one of an address counts, and the engine
 * has the table to tell.  They are sent in slices, so that a file of any size
 * takes no more memory here than one slice.
 */

#include <sys/types.h>

#include <event.h>
#include <imsg.h>
#include <stdint.h>
#include <stdio.h>

#include "io.h"
#include "lease.h"
#include "load.h"
#include "log.h"
#include "proc.h"

#define LOAD_QUEUE	1024	/* messages that wait for the engine */

static struct {
	struct lease_reader	 reader;
	FILE			*fp;
	struct peer		*engine;
	struct event		 ev;
	void			(*done)(off_t);
} load;

static void
send_record(const struct lease_rec *rec)
{
	struct ibuf	*msg;

	msg = imsg_create(&load.engine->ibuf, IMSG_LEASE_LOAD, 0, 0,
	    sizeof(*rec));
	if (msg == NULL || lease_rec_add(msg, rec) == -1)
		fatal("message to engine");
	peer_send_ibuf(load.engine, msg);
}

static void
finish(void)
{
	struct lease_reader	*r = &load.reader;
	uint32_t		 n = r->nleases;

	/*
	 * Something is in it, but not one lease: somebody has named the
	 * wrong file, and would not like to have leases in it.
	 */
	if (n == 0 && r->nskipped > 0)
		fatalx("%s is not a lease file; move it away or name another "
		    "one with -l", r->name);
	if (r->nskipped > 0)
		log_warnx("%s: %u records read, %u places made no sense",
		    r->name, n, r->nskipped);
	else
		log_info("%s: %u records read", r->name, n);
	fclose(load.fp);
	peer_send(load.engine, IMSG_LEASE_LOADED, 0, -1, &n, sizeof(n));
	load.done(r->torn ? r->good : -1);
}

/* The socket to the engine has room. */
static void
go_on(int fd, short event, void *arg)
{
	struct lease_rec	 rec;
	int			 n;

	(void)fd;
	(void)event;
	(void)arg;
	while (peer_queuelen(load.engine) < LOAD_QUEUE) {
		if ((n = lease_read(&load.reader, &rec)) == -1)
			fatal("%s", load.reader.name);
		if (n == 0) {
			finish();
			return;
		}
		send_record(&rec);
	}
	if (event_add(&load.ev, NULL) == -1)
		fatal("event_add");
}

void
load_start(struct io *io, const char *name, struct peer *engine,
    void (*done)(off_t))
{
	if ((load.fp = io_reader(io)) == NULL)
		fatal("%s", name);
	lease_reader_init(&load.reader, load.fp, name, log_warnx);
	load.engine = engine;
	load.done = done;
	event_set(&load.ev, engine->ibuf.fd, EV_WRITE, go_on, NULL);
	go_on(-1, 0, NULL);
}
