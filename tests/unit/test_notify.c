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
 * Readiness notification, against a socket of our own.
 */

/* test: link dhcpd/notify.o */

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/utsname.h>

#include <errno.h>
#include <event.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "dhcpd/notify.h"

static char	 dir[] = "/tmp/test_notify.XXXXXXXXXX";

/* A datagram socket bound to that name, as a service manager has it. */
static int
manager(const char *name)
{
	struct sockaddr_un sun;
	socklen_t len;
	int fd;

	memset(&sun, 0, sizeof(sun));
	sun.sun_family = AF_UNIX;
	strlcpy(sun.sun_path, name, sizeof(sun.sun_path));
	len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) +
	    strlen(name));
	if (name[0] == '@')
		sun.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	assert_true(fd != -1);
	assert_int_equal(bind(fd, (struct sockaddr *)&sun, len), 0);
	assert_int_equal(setenv("NOTIFY_SOCKET", name, 1), 0);
	return (fd);
}

static void
assert_told(int fd, const char *text)
{
	char buf[256];
	ssize_t n;

	n = recv(fd, buf, sizeof(buf) - 1, 0);
	assert_true(n > 0);
	buf[n] = '\0';
	assert_memory_equal(buf, text, strlen(text));
}

static void
converse(const char *name)
{
	char buf[1];
	int fd;

	fd = manager(name);
	assert_int_equal(notify_open(), 0);
	assert_null(getenv("NOTIFY_SOCKET"));
	assert_int_equal(recv(fd, buf, sizeof(buf), 0), -1);
	assert_int_equal(errno, EAGAIN);
	notify_ready();
	assert_told(fd, "READY=1");
	notify_reloading();
	assert_told(fd, "RELOADING=1\nMONOTONIC_USEC=");
	notify_stopping();
	assert_told(fd, "STOPPING=1");
	close(fd);
}

static void
test_nobody(void **state)
{
	(void)state;
	unsetenv("NOTIFY_SOCKET");
	assert_int_equal(notify_open(), 0);
	notify_ready();
	notify_stopping();
}

static void
test_path(void **state)
{
	char path[64];

	(void)state;
	snprintf(path, sizeof(path), "%s/sock", dir);
	converse(path);
	unlink(path);
}

static void
test_abstract(void **state)
{
	struct utsname un;
	char name[64];

	(void)state;
	snprintf(name, sizeof(name), "@%s", dir);
	assert_int_equal(uname(&un), 0);
	if (strcmp(un.sysname, "Linux") != 0)
		skip();		/* nobody else has such names */
	converse(name);
}

/* It must not miss the last state because it is busy with those before. */
static void
test_busy_manager(void **state)
{
	char path[64], buf[256], last[256] = "";
	ssize_t n;
	int fd, i;

	(void)state;
	snprintf(path, sizeof(path), "%s/busy", dir);
	event_init();
	fd = manager(path);
	assert_int_equal(notify_open(), 0);
	for (i = 0; i < 10000; i++)
		notify_reloading();
	notify_ready();
	for (i = 0; i < 20000 && strcmp(last, "READY=1") != 0; i++) {
		if ((n = recv(fd, buf, sizeof(buf) - 1, 0)) > 0) {
			buf[n] = '\0';
			strlcpy(last, buf, sizeof(last));
		} else
			event_loop(EVLOOP_ONCE);
	}
	assert_string_equal(last, "READY=1");
	assert_int_equal(recv(fd, buf, sizeof(buf), 0), -1);
	close(fd);
	unlink(path);
}

static void
test_unusable(void **state)
{
	char too_long[200];
	const char *const bad[] = {
		"relative/path", "@", "/", "/nonexistent/socket",
		too_long
	};
	size_t i;

	(void)state;
	memset(too_long, '/', sizeof(too_long));
	too_long[sizeof(too_long) - 1] = '\0';
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		setenv("NOTIFY_SOCKET", bad[i], 1);
		assert_int_equal(notify_open(), -1);
	}
	unsetenv("NOTIFY_SOCKET");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nobody),
		cmocka_unit_test(test_unusable),
		cmocka_unit_test(test_path),
		cmocka_unit_test(test_abstract),
		cmocka_unit_test(test_busy_manager)
	};
	int failed;

	if (mkdtemp(dir) == NULL)
		return (1);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(dir);
	return (failed);
}
