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
 * The lease file on its way from the disk to the engine, over a real channel.
 */
/* test: link leasedb/load.o */

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <netinet/in.h>

#include <event.h>
#include <imsg.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "leasedb/io.h"
#include "leasedb/load.h"
#include "lease.h"
#include "log.h"
#include "proc.h"

struct io {
	char	*text;
	size_t	 len;
};

static struct peer	 leasedb, engine;	/* the two ends */
static off_t		 end;
static unsigned int	 ndone;
static unsigned int	 nreceived;
static uint32_t		 nloaded;
static unsigned int	 early;		/* ndone while nobody was reading */

FILE *
io_reader(struct io *io)
{
	return (io->len == 0 ? fopen("/dev/null", "r") :
	    fmemopen(io->text, io->len, "r"));
}

static void
done(off_t off)
{
	ndone++;
	end = off;
}

static void
nothing(struct peer *p, struct imsg *imsg)
{
	(void)p;
	(void)imsg;
	fail();
}

static void
receive(struct peer *p, struct imsg *imsg)
{
	struct lease_rec	 rec;
	struct ibuf		 buf;

	if (imsg_get_type(imsg) == IMSG_LEASE_LOADED) {
		peer_get(p, imsg, &nloaded, sizeof(nloaded));
		event_loopexit(NULL);
		return;
	}
	assert_int_equal(imsg_get_type(imsg), IMSG_LEASE_LOAD);
	assert_int_equal(imsg_get_ibuf(imsg, &buf), 0);
	assert_int_equal(lease_rec_get(&buf, &rec), 0);
	assert_int_equal(ibuf_size(&buf), 0);
	/* in the order of the file */
	assert_int_equal(rec.starts, nreceived);
	nreceived++;
}

static void
run(char *text, size_t len)
{
	static struct io	 io;
	struct event_base	*base;
	int			 fd[2], i;

	nreceived = ndone = 0;
	nloaded = 0;
	io.text = text;
	io.len = len;
	assert_non_null(base = event_init());
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, PF_UNSPEC, fd), 0);
	peer_init(&leasedb, PROC_ENGINE, fd[0], 0, nothing);
	load_start(&io, "leases", &leasedb, done);
	/* An engine that does not read yet is no reason to read all. */
	for (i = 0; i < 100; i++) {
		event_loop(EVLOOP_NONBLOCK);
		assert_true(peer_queuelen(&leasedb) <= 2048);
	}
	early = ndone;
	peer_init(&engine, PROC_LEASEDB, fd[1], 0, receive);
	event_dispatch();
	assert_int_equal(ndone, 1);
	peer_close(&leasedb);
	peer_close(&engine);
	event_base_free(base);
}

/* n records, the start of each says which. */
static char *
make_file(unsigned int n, size_t *len)
{
	struct lease_rec	 rec;
	char			*text;
	unsigned int		 i;

	text = malloc((size_t)n * 256 + LEASE_TEXT_MAX);
	assert_non_null(text);
	memset(&rec, 0, sizeof(rec));
	*len = 0;
	for (i = 0; i < n; i++) {
		rec.addr.s_addr = htonl(0x0a000000 + i % 100);
		rec.starts = i;
		*len += lease_print(&rec, text + *len, LEASE_TEXT_MAX);
	}
	return (text);
}

static void
many(void **state)
{
	char	*text;
	size_t	 len;

	(void)state;
	text = make_file(20000, &len);
	run(text, len);
	assert_int_equal(nreceived, 20000);
	assert_int_equal(nloaded, 20000);
	assert_int_equal(end, -1);
	assert_int_equal(early, 0);
	free(text);
}

static void
empty(void **state)
{
	(void)state;
	run(NULL, 0);
	assert_int_equal(nloaded, 0);
	assert_int_equal(end, -1);
}

static void
torn(void **state)
{
	char	*text;
	size_t	 len, cut;

	(void)state;
	text = make_file(10, &len);
	for (cut = 1; cut < 40; cut++) {
		run(text, len - cut);
		assert_int_equal(nloaded, cut == 1 ? 10 : 9);
		if (cut == 1)	/* only the end of the line is missing */
			assert_int_equal(end, -1);
		else {
			assert_true(end > 0 && (size_t)end < len - cut);
			assert_memory_equal(text + end, "lease ", 6);
		}
	}
	free(text);
}

/* Someone has named the wrong file: it stays as it is. */
static void
wrong_file(void **state)
{
	char	 text[] = "root:*:0:0:root:/root:/bin/ksh\nlease";
	int	 status;
	pid_t	 pid;

	(void)state;
	if ((pid = fork()) == 0) {
		log_init("test", 0, 0);
		run(text, strlen(text));
		_exit(0);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(many),
		cmocka_unit_test(empty),
		cmocka_unit_test(torn),
		cmocka_unit_test(wrong_file)
	};

	log_init("test", 0, 0);
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
