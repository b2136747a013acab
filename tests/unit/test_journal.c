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
 * The lease file as a journal, on a simulated disk that loses, tears and
 * reorders what was not synced, and has errors.
 */
/* test: link leasedb/journal.o */

#include <sys/types.h>
#include <netinet/in.h>

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "leasedb/io.h"
#include "leasedb/journal.h"
#include "lease.h"

#define DISK_MAX	(8 * 1024 * 1024)
#define SECTOR		512
#define SECTORS		(DISK_MAX / SECTOR)

/*
 * mem is what a process sees, disk is what is there after a crash.  What was
 * written since the last sync is dirty, by sector.
 */
struct io {
	char		*mem;
	char		*disk;
	off_t		 memlen;
	off_t		 disklen;
	uint8_t		 dirty[SECTORS];
	off_t		 room;		/* bytes until the disk is full */
	int		 write_error;	/* errno, or 0 */
	int		 short_writes;	/* never more than some bytes */
	int		 truncate_error;
	int		 sync_error;
	unsigned int	 nwrites;
	unsigned int	 nsyncs;
};

static struct io	 io;
static struct journal	 journal;

FILE *
io_reader(struct io *d)
{
	return (d->memlen == 0 ? fopen("/dev/null", "r") :
	    fmemopen(d->mem, d->memlen, "r"));
}

off_t
io_size(struct io *d)
{
	return (d->memlen);
}

ssize_t
io_read(struct io *d, void *buf, size_t len, off_t off)
{
	assert_true(off >= 0);
	if (off >= d->memlen)
		return (0);
	if (len > (size_t)(d->memlen - off))
		len = d->memlen - off;
	memcpy(buf, d->mem + off, len);
	return (len);
}

ssize_t
io_write(struct io *d, const void *buf, size_t len, off_t off)
{
	off_t	 i;

	assert_true(off >= 0 && off <= d->memlen);
	assert_true(off + len <= DISK_MAX);
	d->nwrites++;
	if (d->short_writes && len > 1)
		len = 1 + random() % (len - 1);
	if (off + (off_t)len > d->room) {
		if (off >= d->room) {
			errno = ENOSPC;
			return (-1);
		}
		len = d->room - off;
	}
	if (d->write_error != 0) {
		/* Some of it may have come to the disk. */
		len /= 2;
	}
	memcpy(d->mem + off, buf, len);
	for (i = off / SECTOR; i * SECTOR < off + (off_t)len; i++)
		d->dirty[i] = 1;
	if (off + (off_t)len > d->memlen)
		d->memlen = off + len;
	if (d->write_error != 0) {
		errno = d->write_error;
		return (-1);
	}
	return (len);
}

int
io_truncate(struct io *d, off_t size)
{
	assert_true(size >= 0 && size <= d->memlen);
	if (d->truncate_error != 0) {
		errno = d->truncate_error;
		return (-1);
	}
	memset(d->mem + size, 0, d->memlen - size);
	d->memlen = size;
	d->dirty[size / SECTOR] = 1;
	return (0);
}

int
io_sync(struct io *d)
{
	d->nsyncs++;
	if (d->sync_error != 0) {
		errno = d->sync_error;
		return (-1);
	}
	memcpy(d->disk, d->mem, DISK_MAX);
	d->disklen = d->memlen;
	memset(d->dirty, 0, sizeof(d->dirty));
	return (0);
}

/* Of what is dirty any part survives; so does one of the two lengths. */
static void
crash(void)
{
	int	 i;

	for (i = 0; i < SECTORS; i++)
		if (io.dirty[i] && random() % 2)
			memcpy(io.disk + i * SECTOR, io.mem + i * SECTOR,
			    SECTOR);
	memset(io.dirty, 0, sizeof(io.dirty));
	switch (random() % 3) {
	case 0:
		break;
	case 1:
		io.disklen = io.memlen;
		break;
	case 2:
		if (io.memlen > io.disklen)
			io.disklen += random() % (io.memlen - io.disklen);
		break;
	}
	memset(io.disk + io.disklen, 0, DISK_MAX - io.disklen);
	memcpy(io.mem, io.disk, DISK_MAX);
	io.memlen = io.disklen;
}

static int
setup(void **state)
{
	(void)state;
	memset(&io, 0, sizeof(io));
	io.mem = calloc(1, DISK_MAX);
	io.disk = calloc(1, DISK_MAX);
	assert_true(io.mem != NULL && io.disk != NULL);
	io.room = DISK_MAX;
	assert_int_equal(journal_open(&journal, &io, -1), 0);
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	free(io.mem);
	free(io.disk);
	return (0);
}

static void
contents(const char *text)
{
	io.memlen = strlen(text);
	memcpy(io.mem, text, io.memlen);
	(void)io_sync(&io);
}

/* The sequence number is the lease's start, so that it can be read back. */
static void
make_record(struct lease_rec *rec, uint64_t seq, unsigned int addr)
{
	memset(rec, 0, sizeof(*rec));
	rec->addr.s_addr = htonl(0x0a000000 + addr);
	rec->state = LEASE_ABANDONED;
	rec->starts = seq;
	rec->ends = LEASE_FOREVER;
	rec->htype = HTYPE_ETHER;
	rec->hlen = 6;
	memcpy(rec->chaddr, &addr, sizeof(addr));
	rec->uidlen = random() % 60;
	memset(rec->uid, seq, rec->uidlen);
}

static void
add(uint64_t seq, unsigned int addr)
{
	struct lease_rec	 rec;

	make_record(&rec, seq, addr);
	assert_false(journal_full(&journal));
	journal_add(&journal, seq, &rec);
}

static enum journal_result
commit(void)
{
	int	 error;

	return (journal_commit(&journal, &error));
}

static void	quiet(const char *, ...)
		    __attribute__((__format__ (printf, 1, 2)));

static void
quiet(const char *fmt, ...)
{
	(void)fmt;
}

#define ADDRS	50
static uint64_t		 seen[ADDRS];	/* what the file says */
static unsigned int	 nseen;

/* Reads the file as leasedb does at its start, and goes on with it. */
static void
restart(void)
{
	struct lease_reader	 r;
	struct lease_rec	 rec;
	unsigned int		 addr;
	FILE			*fp;

	memset(seen, 0, sizeof(seen));
	nseen = 0;
	fp = io_reader(&io);
	assert_non_null(fp);
	lease_reader_init(&r, fp, "leases", quiet);
	while (lease_read(&r, &rec) == 1) {
		addr = ntohl(rec.addr.s_addr) - 0x0a000000;
		assert_true(addr < ADDRS);
		assert_int_equal(rec.uidlen == 0 ? (uint8_t)rec.starts :
		    rec.uid[0], (uint8_t)rec.starts);
		seen[addr] = rec.starts;
		nseen++;
	}
	assert_int_equal(ferror(fp), 0);
	fclose(fp);
	assert_int_equal(journal_open(&journal, &io, r.torn ? r.good : -1), 0);
}

static void
group(void **state)
{
	unsigned int	 i;

	(void)state;
	for (i = 1; i <= 100; i++)
		add(i, i % ADDRS);
	assert_int_equal(journal.first, 1);
	assert_int_equal(journal.last, 100);
	assert_int_equal(io.nwrites, 0);
	assert_int_equal(commit(), JOURNAL_DURABLE);
	assert_int_equal(io.nwrites, 1);
	assert_int_equal(io.nsyncs, 1);
	assert_int_equal(journal.last, 100);
	assert_int_equal(journal.len, 0);
	restart();
	assert_int_equal(nseen, 100);
	add(101, 7);
	assert_int_equal(journal.first, 101);
	assert_int_equal(commit(), JOURNAL_DURABLE);
	restart();
	assert_int_equal(nseen, 101);
	assert_int_equal(seen[7], 101);
}

/* It is full before a record of any size could overrun it. */
static void
fill(void **state)
{
	struct lease_rec	 rec;
	uint64_t		 seq;

	(void)state;
	contents("# no newline");
	restart();
	memset(&rec, 0xff, sizeof(rec));
	rec.addr.s_addr = htonl(0x0a000001);
	rec.starts = 255;
	rec.ends = LEASE_FOREVER;
	rec.state = LEASE_ABANDONED;
	rec.hlen = DHCP_CHADDR_LEN;
	rec.client_hostname[LEASE_NAME_MAX] = '\0';
	rec.hostname[LEASE_NAME_MAX] = '\0';
	for (seq = 1; !journal_full(&journal); seq++)
		journal_add(&journal, seq, &rec);
	assert_true(seq > JOURNAL_BUF / LEASE_TEXT_MAX - 2);
	assert_true(journal.len <= JOURNAL_BUF);
	assert_int_equal(commit(), JOURNAL_DURABLE);
	assert_false(journal_full(&journal));
	restart();
	assert_int_equal(nseen, seq - 1);
}

static void
last_line(void **state)
{
	(void)state;
	contents("# by hand, without newline");
	restart();
	add(1, 1);
	assert_int_equal(commit(), JOURNAL_DURABLE);
	add(2, 2);
	assert_int_equal(commit(), JOURNAL_DURABLE);
	assert_memory_equal(io.disk, "# by hand, without newline\nlease ", 33);
	assert_null(strstr(io.disk, "\n\n"));
	restart();
	assert_int_equal(nseen, 2);
}

/* A newline that could not be written is still owed. */
static void
last_line_failed(void **state)
{
	(void)state;
	contents("# by hand, without newline");
	restart();
	add(1, 1);
	io.write_error = EIO;
	assert_int_equal(commit(), JOURNAL_FAILED);
	io.write_error = 0;
	add(2, 2);
	assert_int_equal(commit(), JOURNAL_DURABLE);
	restart();
	assert_int_equal(nseen, 1);
	assert_int_equal(seen[2], 2);
}

static void
torn_tail(void **state)
{
	(void)state;
	contents("lease 10.0.0.3 {\n\tstarts epoch 9;\n\tuid 09;\n}\n"
	    "lease 10.0.0.4 {\n\tstarts epoch 1");
	restart();
	assert_int_equal(nseen, 1);
	add(1, 1);
	assert_int_equal(commit(), JOURNAL_DURABLE);
	assert_null(strstr(io.disk, "10.0.0.4"));
	assert_null(strstr(io.disk, "\n\n"));
	restart();
	assert_int_equal(nseen, 2);
	assert_int_equal(seen[3], 9);
}

static void
disk_full(void **state)
{
	int	 error = 0;
	off_t	 len;

	(void)state;
	add(1, 1);
	assert_int_equal(commit(), JOURNAL_DURABLE);
	len = io.memlen;
	io.room = len + 30;
	add(2, 1);
	add(3, 2);
	assert_int_equal(journal_commit(&journal, &error), JOURNAL_FAILED);
	assert_int_equal(error, ENOSPC);
	assert_int_equal(journal.first, 2);
	assert_int_equal(journal.last, 3);
	assert_int_equal(io.memlen, len);
	add(4, 2);
	assert_int_equal(commit(), JOURNAL_FAILED);
	io.room = DISK_MAX;
	add(5, 3);
	assert_int_equal(commit(), JOURNAL_DURABLE);
	restart();
	assert_int_equal(nseen, 2);
	assert_int_equal(seen[1], 1);
	assert_int_equal(seen[2], 0);
	assert_int_equal(seen[3], 5);
}

/* What a failed write left must be gone before the next one. */
static void
cannot_truncate(void **state)
{
	int	 error = 0;

	(void)state;
	add(1, 1);
	assert_int_equal(commit(), JOURNAL_DURABLE);
	io.write_error = io.truncate_error = EIO;
	add(2, 1);
	add(3, 2);
	assert_int_equal(commit(), JOURNAL_FAILED);
	io.write_error = 0;
	add(4, 2);
	assert_int_equal(journal_commit(&journal, &error), JOURNAL_FAILED);
	assert_int_equal(error, EIO);
	assert_int_equal(journal.first, 4);
	io.truncate_error = 0;
	add(5, 3);
	assert_int_equal(commit(), JOURNAL_DURABLE);
	restart();
	assert_int_equal(nseen, 2);
	assert_int_equal(seen[3], 5);
}

static void
short_writes(void **state)
{
	unsigned int	 i;

	(void)state;
	io.short_writes = 1;
	for (i = 1; i <= 40; i++)
		add(i, i);
	assert_int_equal(commit(), JOURNAL_DURABLE);
	assert_true(io.nwrites > 1);
	assert_int_equal(io.nsyncs, 1);
	restart();
	assert_int_equal(nseen, 40);
}

static void
sync_fails(void **state)
{
	int	 error = 0;

	(void)state;
	add(1, 1);
	io.sync_error = EIO;
	assert_int_equal(journal_commit(&journal, &error), JOURNAL_DEAD);
	assert_int_equal(error, EIO);
	assert_int_equal(journal.first, 1);
	assert_int_equal(journal.last, 1);
}

static void
open_fails(void **state)
{
	(void)state;
	contents("lease 10.0.0.4 {");
	io.truncate_error = EIO;
	assert_int_equal(journal_open(&journal, &io, 0), -1);
	assert_int_equal(errno, EIO);
}

/*
 * Whatever happens: an address has the record that was said to be durable
 * last, or one that was given to the journal after it.
 */
static void
survive(void **state)
{
	uint64_t	 durable[ADDRS], latest[ADDRS], batch[ADDRS], seq = 0;
	unsigned int	 addr, round, i, n, crashes = 0, failures = 0;

	(void)state;
	srandom(6);
	memset(durable, 0, sizeof(durable));
	memset(latest, 0, sizeof(latest));
	for (round = 0; round < 1500; round++) {
		io.short_writes = random() % 4 == 0;
		io.write_error = random() % 10 == 0 ? EIO : 0;
		io.truncate_error = random() % 10 == 0 ? EIO : 0;
		io.room = random() % 10 == 0 ?
		    io.memlen + random() % 2000 : DISK_MAX;
		io.sync_error = random() % 100 == 0 ? EIO : 0;
		n = 1 + random() % 20;
		memcpy(batch, durable, sizeof(batch));
		for (i = 0; i < n; i++) {
			addr = random() % ADDRS;
			add(++seq, addr);
			latest[addr] = batch[addr] = seq;
		}
		switch (commit()) {
		case JOURNAL_DURABLE:
			memcpy(durable, batch, sizeof(durable));
			break;
		case JOURNAL_FAILED:
			failures++;
			break;
		case JOURNAL_DEAD:
			break;
		}
		if (io.sync_error == 0 && random() % 5 != 0)
			continue;
		io.truncate_error = 0;
		crash();
		crashes++;
		restart();
		for (addr = 0; addr < ADDRS; addr++) {
			assert_true(seen[addr] >= durable[addr]);
			assert_true(seen[addr] <= latest[addr]);
			durable[addr] = latest[addr] = seen[addr];
		}
	}
	assert_true(crashes > 100 && failures > 100);
}

int
main(void)
{
#define T(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest	 tests[] = {
		T(group), T(fill), T(last_line), T(last_line_failed),
		T(torn_tail), T(disk_full), T(cannot_truncate),
		T(short_writes), T(sync_fails), T(open_fails), T(survive)
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
