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
 * Lease file, its lock, and the control socket.
 */

/* test: link dhcpd/leasefile.o dhcpd/ctlsock.o */

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "dhcpd/files.h"

static char	 dir[] = "/tmp/test_files.XXXXXXXXXX";
static char	 path[128];

static void
set_path(const char *name)
{
	snprintf(path, sizeof(path), "%s/%s", dir, name);
}

static int
touch(void)
{
	int fd;

	fd = open(path, O_RDWR | O_CREAT, 0600);
	assert_true(fd != -1);
	return (fd);
}

static void
test_lease_file(void **state)
{
	struct stat a, b;
	int fd;

	(void)state;
	set_path("leases");
	assert_int_equal(leasefile_open(path), -1);
	assert_int_equal(access(path, F_OK), -1);	/* not created */
	fd = touch();
	assert_int_equal(fstat(fd, &a), 0);
	close(fd);
	fd = leasefile_open(path);
	assert_true(fd != -1);
	assert_int_equal(fstat(fd, &b), 0);
	assert_int_equal(a.st_ino, b.st_ino);
	assert_int_equal(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDWR);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	close(fd);
	unlink(path);
}

static void
test_lease_no_file(void **state)
{
	(void)state;
	set_path("leases");
	assert_int_equal(leasefile_open(dir), -1);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(leasefile_open(path), -1);	/* and does not hang */
	unlink(path);
}

/* Runs it in another process; its exit status is what that returns. */
static int
elsewhere(int (*f)(const char *))
{
	pid_t pid;
	int status;

	fflush(NULL);
	switch (pid = fork()) {
	case -1:
		fail();
		break;
	case 0:
		_exit(f(path) == -1 ? 1 : 0);
	default:
		break;
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return (WEXITSTATUS(status));
}

static void
test_lock(void **state)
{
	char lock[160];
	struct stat st;

	(void)state;
	set_path("leases");
	/* ends with the process that held it */
	assert_int_equal(elsewhere(leasefile_lock), 0);
	assert_int_equal(elsewhere(leasefile_lock), 0);
	assert_int_equal(leasefile_lock(path), 0);
	assert_int_equal(elsewhere(leasefile_lock), 1);
	snprintf(lock, sizeof(lock), "%s.lock", path);
	assert_int_equal(stat(lock, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	unlink(lock);
}

/* Where somebody could put a link to a file of his choice. */
static void
test_lock_symlink(void **state)
{
	char lock[160];

	(void)state;
	set_path("other");
	snprintf(lock, sizeof(lock), "%s.lock", path);
	assert_int_equal(symlink("/dev/null", lock), 0);
	assert_int_equal(leasefile_lock(path), -1);
	unlink(lock);
}

static int
connects(const char *name)
{
	struct sockaddr_un sun;
	int fd, r;

	memset(&sun, 0, sizeof(sun));
	sun.sun_family = AF_UNIX;
	strlcpy(sun.sun_path, name, sizeof(sun.sun_path));
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_true(fd != -1);
	r = connect(fd, (struct sockaddr *)&sun, sizeof(sun));
	close(fd);
	return (r == 0);
}

/* 0: it is still there afterwards. */
static int
remove_it(const char *name)
{
	ctlsock_remove();
	return (access(name, F_OK));
}

static void
test_ctlsock(void **state)
{
	struct stat st;
	mode_t mask;
	int fd;

	(void)state;
	set_path("sock");
	mask = umask(0);
	fd = ctlsock_open(path);
	assert_int_equal(umask(mask), 0);	/* as it was before */
	assert_true(fd != -1);
	assert_int_equal(stat(path, &st), 0);
	assert_true(S_ISSOCK(st.st_mode));
	assert_int_equal(st.st_mode & 07777, 0660);
	assert_int_equal(st.st_uid, 0);
	assert_int_equal(st.st_gid, 0);
	assert_true(connects(path));

	/* somebody answers: it stays, and is not taken over */
	assert_int_equal(ctlsock_open(path), -1);
	assert_true(connects(path));

	/* a fork of us does not remove it, we do */
	close(fd);
	assert_int_equal(elsewhere(remove_it), 0);
	ctlsock_remove();
	assert_int_equal(access(path, F_OK), -1);
	ctlsock_remove();
}

static void
test_ctlsock_stale(void **state)
{
	struct sockaddr_un sun;
	int fd;

	(void)state;
	set_path("sock");
	memset(&sun, 0, sizeof(sun));
	sun.sun_family = AF_UNIX;
	strlcpy(sun.sun_path, path, sizeof(sun.sun_path));
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&sun, sizeof(sun)), 0);
	close(fd);
	fd = ctlsock_open(path);
	assert_true(fd != -1);
	assert_true(connects(path));
	close(fd);
	ctlsock_remove();
}

static void
test_ctlsock_other_file(void **state)
{
	(void)state;
	set_path("sock");
	close(touch());
	assert_int_equal(ctlsock_open(path), -1);
	assert_int_equal(access(path, F_OK), 0);
	unlink(path);
	assert_int_equal(symlink("/nonexistent", path), 0);
	assert_int_equal(ctlsock_open(path), -1);
	unlink(path);
	memset(path, 'x', sizeof(path) - 1);
	path[0] = '/';
	assert_int_equal(ctlsock_open(path), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lease_file),
		cmocka_unit_test(test_lease_no_file),
		cmocka_unit_test(test_lock),
		cmocka_unit_test(test_lock_symlink),
		cmocka_unit_test(test_ctlsock),
		cmocka_unit_test(test_ctlsock_stale),
		cmocka_unit_test(test_ctlsock_other_file)
	};
	int failed;

	if (mkdtemp(dir) == NULL)
		return (1);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(dir);
	return (failed);
}
