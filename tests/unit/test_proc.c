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
 * Channels between processes, the start of a child, and its jail.
 */
/* test: link */
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <errno.h>
#include <event.h>
#include <fcntl.h>
#include <imsg.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "buildid.h"
#include "cases.h"
#include "compat/osdep.h"
#include "log.h"
#include "proc.h"

#define MESSAGES	20000

static struct peer	 a, b;
static struct event_base *base;
static uint32_t		 received, batches, closes;
static char		 jail[] = "/tmp/test_proc.XXXXXXXXXX";

static void
make_pair(int sv[2])
{
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
	    sv), 0);
}

static int
exit_status(pid_t pid)
{
	int	 status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return (WEXITSTATUS(status));
}

/* Peers in one event loop. */
static void
count_messages(struct peer *p, struct imsg *imsg)
{
	uint32_t	 n;

	if (imsg_get_type(imsg) == IMSG_NONE)
		return;
	peer_get(p, imsg, &n, sizeof(n));
	assert_int_equal(n, received);
	received++;
}

static void
count_batch(struct peer *p)
{
	(void)p;
	batches++;
	if (received == MESSAGES)
		event_loopexit(NULL);
}

static void
count_close(struct peer *p)
{
	closes++;
	peer_close(p);
}

static void
open_peers(void)
{
	int	 sv[2];

	received = batches = closes = 0;
	make_pair(sv);
	assert_non_null(base = event_init());
	peer_init(&a, PROC_ENGINE, sv[0], 0, count_messages);
	peer_init(&b, PROC_FRONTEND, sv[1], 0, count_messages);
	b.batch = count_batch;
	b.closed = count_close;
}

/* More than a socket holds: the rest leaves as the other side reads. */
static void
test_queue(void **state)
{
	uint32_t	 i;

	(void)state;
	open_peers();
	for (i = 0; i < MESSAGES; i++)
		peer_send(&a, IMSG_STATS, 0, -1, &i, sizeof(i));
	assert_int_equal(peer_queuelen(&a), MESSAGES);
	event_dispatch();
	assert_int_equal(received, MESSAGES);
	assert_int_equal(peer_queuelen(&a), 0);
	/* one for each read, and those carry many */
	assert_in_range(batches, 1, MESSAGES / 100);
	peer_close(&a);
	event_dispatch();
	assert_int_equal(closes, 1);
	event_base_free(base);
}

static void
test_send2(void **state)
{
	struct ibuf	*msg;
	uint32_t	 n = 0;
	uint16_t	 half = 0;

	(void)state;
	open_peers();
	peer_send2(&a, IMSG_STATS, 0, &n, sizeof(n), NULL, 0);
	half = 1;
	peer_send2(&a, IMSG_STATS, 0, &half, 2, &n, 2);
	assert_non_null(msg = imsg_create(&a.ibuf, IMSG_STATS, 0, 0, 4));
	n = 2;
	assert_int_equal(imsg_add(msg, &n, sizeof(n)), 0);
	peer_send_ibuf(&a, msg);
	assert_int_equal(peer_flush(&a), 0);
	peer_close(&a);
	event_dispatch();
	assert_int_equal(received, 3);
	assert_int_equal(closes, 1);
	event_base_free(base);
}

static void
test_illegal(void **state)
{
	struct msg_hello	 big;
	pid_t			 pid;
	int			 i;

	(void)state;
	for (i = 0; i < 2; i++) {
		assert_int_not_equal(pid = fork(), -1);
		if (pid == 0) {
			open_peers();
			memset(&big, 0, sizeof(big));
			peer_send(&a, IMSG_STATS, 0, -1, &big,
			    i == 0 ? sizeof(big) : 0);
			event_dispatch();
			_exit(0);
		}
		assert_int_equal(exit_status(pid), 1);
	}
}

/* Without closed() a process ends with its peer, and that is no failure. */
static void
test_closed(void **state)
{
	pid_t	 pid;

	(void)state;
	assert_int_not_equal(pid = fork(), -1);
	if (pid == 0) {
		open_peers();
		b.closed = NULL;
		peer_close(&a);
		event_dispatch();
		_exit(99);
	}
	assert_int_equal(exit_status(pid), 0);
}

/* The writer waits for the reader, who is slow to start. */
static void
test_flush(void **state)
{
	static char	 data[1000];
	struct imsgbuf	 ibuf;
	struct imsg	 imsg;
	pid_t		 pid;
	int		 i, n = 0, sv[2];

	(void)state;
	make_pair(sv);
	assert_int_not_equal(pid = fork(), -1);
	if (pid == 0) {
		close(sv[0]);
		event_init();
		peer_init(&a, PROC_ENGINE, sv[1], 0, count_messages);
		for (i = 0; i < MESSAGES; i++)
			peer_send(&a, IMSG_STATS, 0, -1, data, sizeof(data));
		_exit(peer_flush(&a) == 0 ? 0 : 99);
	}
	close(sv[1]);
	assert_int_equal(imsgbuf_init(&ibuf, sv[0]), 0);
	while (imsgbuf_read(&ibuf) == 1)
		while (imsgbuf_get(&ibuf, &imsg) == 1) {
			n++;
			imsg_free(&imsg);
		}
	assert_int_equal(n, MESSAGES);
	imsgbuf_clear(&ibuf);
	close(sv[0]);
	assert_int_equal(exit_status(pid), 0);
}

/* A child as the parent would have started it; run() goes on after that. */
static pid_t
start_child(struct imsgbuf *ibuf, void (*run)(struct proc *))
{
	struct proc	 proc;
	pid_t		 pid;
	int		 sv[2];

	make_pair(sv);
	assert_int_not_equal(pid = fork(), -1);
	if (pid == 0) {
		if (dup2(sv[1], PROC_PARENT_FD) == -1)
			_exit(98);
		closefrom(PROC_PARENT_FD + 1);
		proc_start(&proc, PROC_ENGINE);
		if (run != NULL)
			run(&proc);
		_exit(0);
	}
	close(sv[1]);
	assert_int_equal(imsgbuf_init(ibuf, sv[0]), 0);
	imsgbuf_allow_fdpass(ibuf);
	return (pid);
}

static void
end_child(struct imsgbuf *ibuf)
{
	close(ibuf->fd);
	imsgbuf_clear(ibuf);
}

static void
send_msg(struct imsgbuf *ibuf, uint32_t type, int fd, const void *data,
    size_t len)
{
	assert_int_equal(imsg_compose(ibuf, type, 0, 0, fd, data, len), 1);
	/* the child may have ended already */
	(void)imsgbuf_flush(ibuf);
}

static void
send_pipe(struct imsgbuf *ibuf, uint32_t id, int with_fd)
{
	send_msg(ibuf, IMSG_PIPE, with_fd ? open("/dev/null", O_RDWR) : -1,
	    &id, sizeof(id));
}

static void
make_init(struct msg_init *init)
{
	memset(init, 0, sizeof(*init));
	init->log_where = LOG_TO_STDERR;
	init->verbose = 2;
	init->uid = init->gid = 65534;
	(void)strlcpy(init->jail, jail, sizeof(init->jail));
}

static void
check_start(struct proc *proc)
{
	char	 title[64] = "";
	FILE	*fp;
	int	 i;

	MUST(proc->id == PROC_ENGINE);
	MUST(proc->init.uid == 65534 && strcmp(proc->init.jail, jail) == 0);
	MUST(log_getverbose() == 2);
	for (i = 0; i < PROC_MAX; i++) {
		if (i == PROC_PARENT)
			MUST(proc->fd[i] == PROC_PARENT_FD);
		else if (i == PROC_FRONTEND || i == PROC_LEASEDB)
			MUST(fcntl(proc->fd[i], F_GETFD) != -1);
		else
			MUST(proc->fd[i] == -1);
	}
	MUST((fp = fopen("/proc/self/cmdline", "r")) != NULL);
	MUST(fgets(title, sizeof(title), fp) != NULL);
	MUST(strcmp(title, "dhcpd: engine") == 0);
}

static void
test_start(void **state)
{
	struct msg_init	 init;
	struct imsgbuf	 ibuf;
	pid_t		 pid;

	(void)state;
	pid = start_child(&ibuf, check_start);
	make_init(&init);
	proc_greet(PROC_ENGINE, ibuf.fd, &init);
	send_pipe(&ibuf, PROC_FRONTEND, 1);
	send_pipe(&ibuf, PROC_LEASEDB, 1);
	send_msg(&ibuf, IMSG_START, -1, NULL, 0);
	assert_int_equal(exit_status(pid), 0);
	end_child(&ibuf);
}

/* How a start may go wrong after the greeting. */
static void
no_fd(struct imsgbuf *ibuf)
{
	send_pipe(ibuf, PROC_FRONTEND, 0);
}

static void
pipe_twice(struct imsgbuf *ibuf)
{
	send_pipe(ibuf, PROC_FRONTEND, 1);
	send_pipe(ibuf, PROC_FRONTEND, 1);
}

static void
pipe_to_itself(struct imsgbuf *ibuf)
{
	send_pipe(ibuf, PROC_ENGINE, 1);
}

static void
pipe_to_parent(struct imsgbuf *ibuf)
{
	send_pipe(ibuf, PROC_PARENT, 1);
}

static void
pipe_to_nobody(struct imsgbuf *ibuf)
{
	send_pipe(ibuf, PROC_MAX, 1);
}

static void
too_early(struct imsgbuf *ibuf)
{
	send_msg(ibuf, IMSG_CONF_END, -1, NULL, 0);
}

static void
too_much(struct imsgbuf *ibuf)
{
	assert_int_equal(imsg_compose(ibuf, IMSG_START, 0, 0, -1, NULL, 0), 1);
	send_msg(ibuf, IMSG_CONF_BEGIN, -1, NULL, 0);
}

static void
test_start_illegal(void **state)
{
	void	(*const all[])(struct imsgbuf *) = {
		no_fd, pipe_twice, pipe_to_itself, pipe_to_parent,
		pipe_to_nobody, too_early, too_much
	};
	struct msg_init	 init;
	struct imsgbuf	 ibuf;
	pid_t		 pid;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		pid = start_child(&ibuf, NULL);
		make_init(&init);
		proc_greet(PROC_ENGINE, ibuf.fd, &init);
		all[i](&ibuf);
		send_msg(&ibuf, IMSG_START, -1, NULL, 0);
		assert_int_equal(exit_status(pid), 1);
		end_child(&ibuf);
	}
}

static void
greet(const char *build, size_t hello_len, int terminated, int expected)
{
	struct msg_hello hello;
	struct msg_init	 init;
	struct imsgbuf	 ibuf;
	pid_t		 pid;

	pid = start_child(&ibuf, NULL);
	memset(&hello, 0, sizeof(hello));
	(void)strlcpy(hello.build, build, sizeof(hello.build));
	make_init(&init);
	if (!terminated)
		memset(init.jail, 'x', sizeof(init.jail));
	send_msg(&ibuf, IMSG_HELLO, -1, &hello, hello_len);
	send_msg(&ibuf, IMSG_INIT, -1, &init, sizeof(init));
	send_msg(&ibuf, IMSG_START, -1, NULL, 0);
	assert_int_equal(exit_status(pid), expected);
	end_child(&ibuf);
}

static void
test_build(void **state)
{
	(void)state;
	greet(build_id, sizeof(struct msg_hello), 1, 0);
	greet("another", sizeof(struct msg_hello), 1, 1);
	greet(build_id, sizeof(struct msg_hello) - 1, 1, 1);
	greet(build_id, sizeof(struct msg_hello), 0, 1);
}

/* The parent is told of a child of another build, or of none. */
static void
test_greet(void **state)
{
	struct msg_hello hello;
	struct msg_init	 init;
	struct imsgbuf	 ibuf;
	pid_t		 pid;
	int		 i, sv[2];

	(void)state;
	make_init(&init);
	for (i = 0; i < 3; i++) {
		make_pair(sv);
		assert_int_not_equal(pid = fork(), -1);
		if (pid == 0) {
			close(sv[1]);
			proc_greet(PROC_ENGINE, sv[0], &init);
			_exit(0);
		}
		close(sv[0]);
		assert_int_equal(imsgbuf_init(&ibuf, sv[1]), 0);
		memset(&hello, 0, sizeof(hello));
		(void)strlcpy(hello.build, i == 0 ? build_id : "another",
		    sizeof(hello.build));
		if (i < 2)
			send_msg(&ibuf, IMSG_HELLO, -1, &hello, sizeof(hello));
		else		/* it dies */
			assert_int_equal(shutdown(sv[1], SHUT_WR), 0);
		assert_int_equal(exit_status(pid), i == 0 ? 0 : 1);
		end_child(&ibuf);
	}
}

static void
test_parent_gone(void **state)
{
	struct imsgbuf	 ibuf;
	pid_t		 pid;

	(void)state;
	pid = start_child(&ibuf, NULL);
	assert_int_equal(shutdown(ibuf.fd, SHUT_WR), 0);
	assert_int_equal(exit_status(pid), 0);
	end_child(&ibuf);
}

static void
test_by_hand(void **state)
{
	struct proc	 proc;
	pid_t		 pid;

	(void)state;
	assert_int_not_equal(pid = fork(), -1);
	if (pid == 0) {
		closefrom(PROC_PARENT_FD);
		proc_start(&proc, PROC_ENGINE);
		_exit(99);
	}
	assert_int_equal(exit_status(pid), 1);
}

/* Jails, and what they say of themselves. */
#define CAP_NET_ADMIN	12

static void
wait_for_end(struct proc *proc)
{
	char	 ch;

	while (read(proc->fd[PROC_PARENT], &ch, 1) == 1)
		;
	_exit(0);
}

static void
run_jailed(struct proc *proc)
{
	proc_jail(proc, PROC_JAIL_CHROOT, PROC_NOCAP, "stdio");
	wait_for_end(proc);
}

static void
run_with_cap(struct proc *proc)
{
	proc_jail(proc, PROC_JAIL_CHROOT, CAP_NET_ADMIN, "stdio recvfd");
	wait_for_end(proc);
}

static void
run_without_promises(struct proc *proc)
{
	proc_jail(proc, PROC_JAIL_CHROOT, PROC_NOCAP, NULL);
	wait_for_end(proc);
}

static pid_t
start_jailed(struct imsgbuf *ibuf, void (*run)(struct proc *))
{
	struct msg_init	 init;
	pid_t		 pid;

	pid = start_child(ibuf, run);
	make_init(&init);
	proc_greet(PROC_ENGINE, ibuf->fd, &init);
	send_msg(ibuf, IMSG_START, -1, NULL, 0);
	return (pid);
}

static void
expect_jailed(void (*run)(struct proc *), const char *promises, uint64_t caps)
{
	struct msg_jailed	 j;
	struct imsgbuf		 ibuf;
	struct imsg		 imsg;
	pid_t			 pid;

	pid = start_jailed(&ibuf, run);
	assert_int_equal(imsgbuf_read(&ibuf), 1);
	assert_int_equal(imsgbuf_get(&ibuf, &imsg), 1);
	assert_int_equal(imsg_get_type(&imsg), IMSG_JAILED);
	assert_int_equal(imsg_get_data(&imsg, &j, sizeof(j)), 0);
	imsg_free(&imsg);
	assert_int_equal(j.proc, PROC_ENGINE);
	assert_int_equal(j.pid, pid);
	assert_int_equal(j.uid, 65534);
	assert_int_equal(j.gid, 65534);
	assert_true(j.caps == caps);
	assert_string_equal(j.jail, jail);
	assert_string_equal(j.promises, promises);
	assert_true(j.flags & JAILED_CHROOT);
	assert_true(j.flags & JAILED_NONEWPRIVS);
	assert_int_equal((j.flags & JAILED_SECCOMP) != 0, *promises != '\0');
	assert_int_equal(j.flags & j.missing, 0);
	assert_int_equal(j.missing & ~(uint32_t)JAILED_LANDLOCK, 0);
	end_child(&ibuf);
	assert_int_equal(exit_status(pid), 0);
}

static void
expect_refused(void (*run)(struct proc *))
{
	struct imsgbuf	 ibuf;
	pid_t		 pid;

	pid = start_jailed(&ibuf, run);
	assert_int_equal(exit_status(pid), 1);
	end_child(&ibuf);
}

static void
test_jail(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	assert_int_equal(chmod(jail, 0755), 0);
	expect_jailed(run_jailed, "stdio", 0);
	expect_jailed(run_with_cap, "stdio recvfd", OS_CAP(CAP_NET_ADMIN));
	expect_jailed(run_without_promises, "", 0);
}

/* A jail that somebody else may write to is none. */
static void
test_jail_refused(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	assert_int_equal(chmod(jail, 0777), 0);
	expect_refused(run_jailed);
	assert_int_equal(chmod(jail, 0755), 0);
	assert_int_equal(chown(jail, 65534, 65534), 0);
	expect_refused(run_jailed);
	assert_int_equal(chown(jail, 0, 0), 0);
	assert_int_equal(rmdir(jail), 0);
	expect_refused(run_jailed);
	assert_int_equal(mkdir(jail, 0755), 0);
}

static void
run_parent_jail(void)
{
	struct msg_jailed	 j;

	MUST(unveil("/", "r") == 0);
	jail_parent("stdio rpath", &j);
	MUST(j.proc == PROC_PARENT && j.pid == (uint32_t)getpid());
	MUST(j.uid == 0 && j.caps == os_parent_caps());
	MUST((j.flags & (JAILED_NONEWPRIVS | JAILED_SECCOMP)) ==
	    (JAILED_NONEWPRIVS | JAILED_SECCOMP));
	MUST(open("/etc/passwd", O_RDONLY) != -1);
}

static void
test_jail_parent(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	expect_ok(NULL, run_parent_jail);
}

static int
setup(void **state)
{
	(void)state;
	log_init("test", LOG_TO_STDERR, 0);
	return (mkdtemp(jail) == NULL ? -1 : 0);
}

static int
teardown(void **state)
{
	(void)state;
	return (rmdir(jail));
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_queue),
		cmocka_unit_test(test_send2),
		cmocka_unit_test(test_illegal),
		cmocka_unit_test(test_closed),
		cmocka_unit_test(test_flush),
		cmocka_unit_test(test_start),
		cmocka_unit_test(test_start_illegal),
		cmocka_unit_test(test_build),
		cmocka_unit_test(test_greet),
		cmocka_unit_test(test_parent_gone),
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_jail),
		cmocka_unit_test(test_jail_refused),
		cmocka_unit_test(test_jail_parent),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
