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
 * What several of the tests need: processes in which a case runs, and
 * descriptors to count.
 */
#ifndef CASES_H
#define CASES_H

#include <sys/types.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <netinet/in.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* In a case: what must hold, or it ends with status 1. */
#define MUST(cond)	do { if (!(cond)) fail_at(__LINE__); } while (0)

/* A case that is one expression. */
#define CASE(name, expr)						\
	static void							\
	name(void)							\
	{								\
		(void)(expr);						\
	}

/* Runs fn() in a process that has made these promises, if not NULL. */
#define expect_ok(promises, fn)	assert_int_equal(status_of(promises, fn), 0)
#define expect_killed(promises, fn) do {				\
	int st = status_of(promises, fn);				\
	if (!WIFSIGNALED(st) || WTERMSIG(st) != SIGSYS)			\
		fail_msg("%s under \"%s\": status 0x%x, not killed",	\
		    #fn, promises, st);					\
} while (0)

static inline void
fail_at(int line)
{
	dprintf(STDERR_FILENO, "line %d: %s\n", line, strerror(errno));
	_exit(1);
}

static inline int
status_of(const char *promises, void (*fn)(void))
{
	struct rlimit	 none = { 0, 0 };
	pid_t		 pid;
	int		 status;

	assert_int_not_equal(pid = fork(), -1);
	if (pid == 0) {
		if (setrlimit(RLIMIT_CORE, &none) == -1 ||
		    (promises != NULL && pledge(promises, NULL) == -1))
			_exit(2);
		fn();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return (status);
}

static inline int
open_fds(void)
{
	int	 fd, n = 0;

	for (fd = 0; fd < 256; fd++)
		if (fcntl(fd, F_GETFD) != -1)
			n++;
	return (n);
}

static inline int
new_fd(void)
{
	int	 fd;

	fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	assert_int_not_equal(fd, -1);
	return (fd);
}

/* A UDP socket on the loopback interface. */
static inline int
make_udp(void)
{
	struct sockaddr_in	 sin;
	socklen_t		 len = sizeof(sin);
	int			 s;

	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_not_equal(s = socket(AF_INET, SOCK_DGRAM, 0), -1);
	assert_int_equal(bind(s, (struct sockaddr *)&sin, len), 0);
	return (s);
}

#endif /* CASES_H */
