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
 * Logging: what a client can't do to it, and the way to the system logger out
 * of a jail.
 */
/* test: link */
#include <sys/types.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include <cmocka.h>

#include "log.h"

static int	saved_stderr = -1;
static int	out = -1;

/* From here on, what goes to stderr can be read from out. */
static int
capture(void **state)
{
	int	 p[2];

	(void)state;
	if (pipe(p) == -1 || (saved_stderr = dup(STDERR_FILENO)) == -1 ||
	    dup2(p[1], STDERR_FILENO) == -1 ||
	    fcntl(p[0], F_SETFL, O_NONBLOCK) == -1)
		return (-1);
	close(p[1]);
	out = p[0];
	log_init("test", LOG_TO_STDERR, 0);
	return (0);
}

static int
release(void **state)
{
	(void)state;
	close(out);
	if (dup2(saved_stderr, STDERR_FILENO) == -1)
		return (-1);
	return (close(saved_stderr));
}

/* All that was logged; "" if nothing was. */
static const char *
logged(void)
{
	static char	 buf[8192];
	ssize_t		 n;

	if ((n = read(out, buf, sizeof(buf) - 1)) == -1) {
		assert_int_equal(errno, EAGAIN);
		n = 0;
	}
	buf[n] = '\0';
	return (buf);
}

static void
test_levels(void **state)
{
	(void)state;
	errno = EPERM;
	log_warnx("warnx %d", 1);
	assert_string_equal(logged(), "test: warnx 1\n");
	log_warn("open %s", "x");
	assert_int_equal(errno, EPERM);
	assert_string_equal(logged(),
	    "test: open x: Operation not permitted\n");
	log_info("info");
	assert_string_equal(logged(), "test: info\n");
	log_crit("crit");
	assert_string_equal(logged(), "test: crit\n");
	log_debug("debug");
	assert_string_equal(logged(), "");
	log_setverbose(1);
	assert_int_equal(log_getverbose(), 1);
	log_debug("debug");
	assert_string_equal(logged(), "test: debug\n");
	log_setwhere(LOG_TO_SYSLOG);
	log_info("not here");
	assert_string_equal(logged(), "");
}

static void
test_escaping(void **state)
{
	(void)state;
	log_info("%s", "a\nforged: b\r\033[2J\t\177\200\377 %n%s \\");
	assert_string_equal(logged(), "test: a\\012forged: b\\015\\033[2J\\011"
	    "\\177\\200\\377 %n%s \\\n");
	log_info("%s", "");
	assert_string_equal(logged(), "test: \n");
}

static void
test_length(void **state)
{
	static char	 text[5000];
	const char	*line;
	size_t		 len;

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	log_info("%s", text);
	line = logged();
	len = strlen(line);
	assert_in_range(len, 500, 2100);
	assert_string_equal(line + len - 5, "x...\n");
	assert_ptr_equal(strchr(line, '\n'), line + len - 1);

	/* each byte becomes four */
	memset(text, '\001', sizeof(text) - 1);
	log_info("%s", text);
	line = logged();
	len = strlen(line);
	assert_in_range(len, 500, 2200);
	assert_string_equal(line + len - 8, "\\001...\n");

	/* %s that would run over with the errno text behind it */
	errno = EPERM;
	log_warn("%s", text);
	line = logged();
	assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

static void
test_fatal(void **state)
{
	pid_t	 pid;
	int	 status;

	(void)state;
	assert_int_not_equal(pid = fork(), -1);
	if (pid == 0) {
		errno = ENOENT;
		fatal("reading %s", "y");
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	assert_string_equal(logged(),
	    "test: reading y: No such file or directory\n");
}

static void
test_limit(void **state)
{
	struct log_limit	 limit = LOG_LIMIT(3, 100000);
	unsigned int		 i, suppressed;

	(void)state;
	for (i = 0; i < 3; i++) {
		suppressed = 99;
		assert_int_equal(log_allowed(&limit, &suppressed), 1);
		assert_int_equal(suppressed, 0);
	}
	for (i = 0; i < 5; i++)
		assert_int_equal(log_allowed(&limit, &suppressed), 0);
	/* as if the interval were over */
	limit.since -= 100000;
	assert_int_equal(log_allowed(&limit, &suppressed), 1);
	assert_int_equal(suppressed, 5);
	assert_int_equal(log_allowed(&limit, &suppressed), 1);
	assert_int_equal(suppressed, 0);
}

/* A /dev of its own, with a system logger in it. */
static int
own_logger(void)
{
	struct sockaddr_un	 sun;
	int			 sock;

	if (unshare(CLONE_NEWNS) == -1 ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1 ||
	    mount("none", "/dev", "tmpfs", 0, NULL) == -1)
		_exit(10);
	memset(&sun, 0, sizeof(sun));
	sun.sun_family = AF_UNIX;
	(void)strlcpy(sun.sun_path, "/dev/log", sizeof(sun.sun_path));
	if ((sock = socket(AF_UNIX, SOCK_DGRAM, 0)) == -1 ||
	    bind(sock, (struct sockaddr *)&sun, sizeof(sun)) == -1)
		_exit(11);
	return (sock);
}

static void
expect_syslog(int sock, int pri, const char *text)
{
	char	 line[4096], month[4], rest[4096];
	int	 day, got, hour, min, sec, pid;
	ssize_t	 n;

	if ((n = recv(sock, line, sizeof(line) - 1, MSG_DONTWAIT)) == -1)
		_exit(20);
	line[n] = '\0';
	if (sscanf(line, "<%d>%3s %d %d:%d:%d dhcpd[%d]: %4095[^\n]", &got,
	    month, &day, &hour, &min, &sec, &pid, rest) != 8)
		_exit(21);
	if (got != (LOG_DAEMON | pri) || pid != getpid() ||
	    strcmp(rest, text) != 0)
		_exit(22);
}

/* The logger comes and goes; the filter would kill us for another socket. */
static void
test_syslog(void **state)
{
	pid_t	 pid;
	int	 i, sock, status;
	char	 line[4096];

	(void)state;
	if (geteuid() != 0)
		skip();
	assert_int_not_equal(pid = fork(), -1);
	if (pid == 0) {
		sock = own_logger();
		log_init("engine", LOG_TO_SYSLOG, 0);
		if (pledge("stdio", NULL) == -1)
			_exit(12);
		log_info("first\n");
		expect_syslog(sock, LOG_INFO, "first\\012");
		log_crit("help");
		expect_syslog(sock, LOG_CRIT, "engine: help");
		/* until its queue is full: this must not wait */
		for (i = 0; i < 100000; i++)
			log_info("more");
		while (recv(sock, line, sizeof(line), MSG_DONTWAIT) != -1)
			;
		log_info("again");
		expect_syslog(sock, LOG_INFO, "again");
		if (recv(sock, line, sizeof(line), MSG_DONTWAIT) == -1 ||
		    strstr(line, "to the system logger were lost") == NULL)
			_exit(13);
		close(sock);
		log_info("nobody is there");
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* No logger at all is no reason to fail. */
static void
test_no_syslog(void **state)
{
	pid_t	 pid;
	int	 status;

	(void)state;
	if (geteuid() != 0)
		skip();
	assert_int_not_equal(pid = fork(), -1);
	if (pid == 0) {
		close(own_logger());
		if (unlink("/dev/log") == -1)
			_exit(12);
		log_init("engine", LOG_TO_SYSLOG, 0);
		log_info("nobody is there");
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, capture, release)

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		TEST(test_levels),
		TEST(test_escaping),
		TEST(test_length),
		TEST(test_fatal),
		TEST(test_syslog),
		TEST(test_no_syslog),
		cmocka_unit_test(test_limit),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
