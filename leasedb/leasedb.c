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
 * leasedb: writes leases to the file that the parent opened, and says when
 * they are on disk.  It keeps none in memory.
 */

#include <sys/types.h>

#include <event.h>
#include <imsg.h>
#include <stdint.h>
#include <string.h>

#include "io.h"
#include "journal.h"
#include "lease.h"
#include "load.h"
#include "log.h"
#include "msg.h"
#include "proc.h"

static struct peer		 peer_parent;
static struct peer		 peer_engine;
static struct msg_lease_file	 file;
static struct io		*io;
static struct journal		 journal;
static int			 loaded;
static uint64_t			 last_seq;

static void
loaded_all(off_t end)
{
	if (journal_open(&journal, io, end) == -1)
		fatal("%s", file.name);
	loaded = 1;
}

static void
open_file(struct peer *p, struct imsg *imsg)
{
	int	 fd;

	peer_get(p, imsg, &file, sizeof(file));
	if (io != NULL || memchr(file.name, '\0', sizeof(file.name)) == NULL ||
	    (fd = imsg_get_fd(imsg)) == -1)
		peer_illegal(p, imsg);
	io = io_open(fd);
	load_start(io, file.name, &peer_engine, loaded_all);
}

static void
dispatch_parent(struct peer *p, struct imsg *imsg)
{
	switch (imsg_get_type(imsg)) {
	case IMSG_LEASE_FILE:
		open_file(p, imsg);
		break;
	default:
		proc_log_message(p, imsg);
	}
}

/* A disk that is full is full for every lease: one line says it for all. */
static void
log_failure(int error)
{
	static struct log_limit	 limit = LOG_LIMIT(1, 30);
	unsigned int		 suppressed;

	if (!log_allowed(&limit, &suppressed))
		return;
	log_crit("%s: %s: leases can't be written, clients get no answer "
	    "(%u more failed writes before)", file.name, strerror(error),
	    suppressed);
}

static void
send_failed(int error)
{
	struct msg_lease_failed	 failed;

	memset(&failed, 0, sizeof(failed));
	failed.first = journal.first;
	failed.last = journal.last;
	failed.error = error;
	peer_send(&peer_engine, IMSG_LEASE_FAILED, 0, -1, &failed,
	    sizeof(failed));
}

static void
commit(void)
{
	static int	 failing;
	int		 error;

	switch (journal_commit(&journal, &error)) {
	case JOURNAL_DURABLE:
		if (failing)
			log_info("%s: leases are written again", file.name);
		failing = 0;
		peer_send(&peer_engine, IMSG_LEASE_DURABLE, 0, -1,
		    &journal.last, sizeof(journal.last));
		break;
	case JOURNAL_FAILED:
		failing = 1;
		log_failure(error);
		send_failed(error);
		break;
	case JOURNAL_DEAD:
		/* Nobody gets an ACK for what may not be on disk. */
		send_failed(error);
		(void)peer_flush(&peer_engine);
		fatalx("%s: %s: leases that were written may be lost, giving "
		    "up; check the disk and start again", file.name,
		    strerror(error));
	}
}

static void
add_record(struct peer *p, struct imsg *imsg)
{
	struct lease_rec	 rec;
	struct ibuf		 buf;
	uint64_t		 seq;

	if (!loaded || imsg_get_ibuf(imsg, &buf) == -1 ||
	    ibuf_get(&buf, &seq, sizeof(seq)) == -1 ||
	    lease_rec_get(&buf, &rec) == -1 || ibuf_size(&buf) != 0 ||
	    rec.state == LEASE_OFFERED || seq <= last_seq)
		peer_illegal(p, imsg);
	last_seq = seq;
	if (journal_full(&journal))
		commit();
	journal_add(&journal, seq, &rec);
}

static void
dispatch_engine(struct peer *p, struct imsg *imsg)
{
	switch (imsg_get_type(imsg)) {
	case IMSG_LEASE_COMMIT:
		add_record(p, imsg);
		break;
	default:
		peer_illegal(p, imsg);
	}
}

/* All that had arrived was read: one write and one sync for all of it. */
static void
engine_was_read(struct peer *p)
{
	(void)p;
	if (journal.len > 0)
		commit();
}

int
main(void)
{
	struct proc	 proc;

	proc_start(&proc, PROC_LEASEDB);
	event_init();
	peer_init(&peer_parent, PROC_PARENT, proc.fd[PROC_PARENT], 1,
	    dispatch_parent);
	peer_init(&peer_engine, PROC_ENGINE, proc.fd[PROC_ENGINE], 0,
	    dispatch_engine);
	peer_engine.batch = engine_was_read;
	proc_jail(&proc, PROC_JAIL_CHROOT, PROC_NOCAP, "stdio recvfd");
	event_dispatch();
	fatalx("event loop ended");
}
