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
 * unveil(2) on Linux: each case is a process of its own.  Where the kernel has
 * no Landlock nothing is enforced, and that must be told.
 */
/* test: link */
#include <sys/types.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <linux/landlock.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cases.h"
#include "compat/osdep.h"

static char	dir[] = "/tmp/test_unveil.XXXXXXXXXX";
static char	file[64], other[64], sub[64], below[64];
static int	have_landlock;

static int
can_open(const char *path, int flags)
{
	int	 fd;

	if ((fd = open(path, flags | O_CLOEXEC, 0600)) != -1) {
		close(fd);
		return (1);
	}
	MUST(errno == EACCES);
	return (0);
}

static void
seal(void)
{
	MUST(unveil(NULL, NULL) == 0);
	MUST(unveil("/", "r") == -1 && errno == EPERM);
	MUST(unveil(NULL, NULL) == -1 && errno == EPERM);
}

static void
make_file(const char *path)
{
	int	 fd;

	assert_int_not_equal(fd = open(path, O_WRONLY | O_CREAT, 0600), -1);
	close(fd);
}

static int
setup(void **state)
{
	(void)state;
	have_landlock = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION) >= 1;
	assert_non_null(mkdtemp(dir));
	(void)snprintf(file, sizeof(file), "%s/file", dir);
	(void)snprintf(other, sizeof(other), "%s/other", dir);
	(void)snprintf(sub, sizeof(sub), "%s/sub", dir);
	(void)snprintf(below, sizeof(below), "%s/sub/below", dir);
	assert_int_equal(mkdir(sub, 0700), 0);
	make_file(file);
	make_file(below);
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	unlink(below);
	rmdir(sub);
	unlink(file);
	unlink(other);
	return (rmdir(dir));
}

static void
arguments(void)
{
	MUST(unveil("/", NULL) == -1 && errno == EINVAL);
	MUST(unveil(NULL, "r") == -1 && errno == EINVAL);
	MUST(unveil("/", "rz") == -1 && errno == EINVAL);
	MUST(unveil("/no such file", "r") == 0);
	MUST(unveil("/dev/null/x", "r") == -1 && errno == ENOTDIR);
}

/* Nothing was unveiled: nothing is hidden, either. */
static void
only_sealed(void)
{
	seal();
	MUST(can_open(file, O_RDWR));
	MUST(!os_unveil_enforced());
}

static void
nothing(void)
{
	DIR	*d;

	MUST(unveil("/", "") == 0);
	seal();
	MUST(os_unveil_enforced());
	MUST(!can_open(file, O_RDONLY));
	MUST(!can_open("/", O_RDONLY | O_DIRECTORY));
	MUST((d = opendir("/tmp")) == NULL);
	MUST(mkdir("/tmp/test_unveil.x", 0700) == -1 && errno == EACCES);
}

static void
read_dir(void)
{
	DIR	*d;

	MUST(unveil(dir, "r") == 0);
	seal();
	MUST(can_open(file, O_RDONLY));
	MUST(can_open(below, O_RDONLY));
	MUST((d = opendir(dir)) != NULL && readdir(d) != NULL);
	MUST(!can_open(file, O_WRONLY));
	MUST(!can_open(other, O_WRONLY | O_CREAT));
	MUST(unlink(file) == -1 && errno == EACCES);
	MUST(rename(file, other) == -1 && errno == EACCES);
	MUST(truncate(file, 0) == -1 && errno == EACCES);
	MUST(!can_open("/etc/passwd", O_RDONLY));
}

/* As the parent has it: all can be read, leases can be replaced. */
static void
read_all_write_dir(void)
{
	MUST(unveil("/", "r") == 0);
	MUST(unveil(dir, "rwc") == 0);
	seal();
	MUST(can_open("/etc/passwd", O_RDONLY));
	MUST(!can_open("/etc/passwd", O_RDWR));
	MUST(!can_open("/tmp/test_unveil.x", O_WRONLY | O_CREAT));
	MUST(can_open(other, O_RDWR | O_CREAT | O_TRUNC));
	MUST(rename(other, file) == 0);
	MUST(truncate(file, 0) == 0);
	MUST(rename(file, other) == 0);
	MUST(rename(other, file) == 0);
	MUST(can_open(other, O_RDWR | O_CREAT));
	MUST(unlink(other) == 0);
	MUST(rename(file, "/tmp/test_unveil.x") == -1);
}

static void
one_file(void)
{
	MUST(unveil(file, "rw") == 0);
	seal();
	MUST(can_open(file, O_RDWR));
	MUST(!can_open(below, O_RDONLY));
	MUST(!can_open(dir, O_RDONLY | O_DIRECTORY));
}

/* What was opened before stays. */
static void
open_before(void)
{
	char	 ch;
	int	 fd;

	MUST((fd = open("/etc/passwd", O_RDONLY)) != -1);
	MUST(unveil("/", "") == 0);
	seal();
	MUST(read(fd, &ch, 1) == 1);
}

static void
no_exec(void)
{
	char	 path[] = "/bin/true", *argv[] = { path, NULL };

	MUST(unveil("/", "r") == 0);
	seal();
	(void)execv(path, argv);
	MUST(errno == EACCES);
}

/* A kernel that knows nothing of it. */
static void
not_enforced(void)
{
	scmp_filter_ctx	 ctx;

	MUST((ctx = seccomp_init(SCMP_ACT_ALLOW)) != NULL);
	MUST(seccomp_rule_add(ctx, SCMP_ACT_ERRNO(ENOSYS),
	    SCMP_SYS(landlock_create_ruleset), 0) == 0);
	MUST(seccomp_load(ctx) == 0);
	seccomp_release(ctx);
	MUST(unveil("/", "") == 0);
	seal();
	MUST(!os_unveil_enforced());
	MUST(can_open(file, O_RDWR));
}

static void
test_arguments(void **state)
{
	(void)state;
	expect_ok(NULL, arguments);
	expect_ok(NULL, only_sealed);
}

static void
test_enforced(void **state)
{
	void	(*const all[])(void) = {
		nothing, read_dir, read_all_write_dir, one_file, open_before,
		no_exec
	};
	size_t	 i;

	(void)state;
	if (!have_landlock)
		skip();
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		expect_ok(NULL, all[i]);
}

static void
test_not_enforced(void **state)
{
	(void)state;
	expect_ok(NULL, not_enforced);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_enforced),
		cmocka_unit_test(test_not_enforced),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
