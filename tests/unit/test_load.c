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
 * The loader of configurations, with a parser that does as it is told.
 */

/* test: link dhcpd/load.o dhcpd/names.o */

#include <sys/types.h>
#include <sys/stat.h>

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

#include "conf.h"
#include "dhcpd/dhcpd.h"
#include "dhcpd/load.h"
#include "dhcpd/names.h"

/* What load.c holds lives as long as a process; each test begins anew. */
const char	*__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return ("detect_leaks=0");
}

/* What the file says, and what has happened. */
static const char	*uses[4];	/* names; NULL ends */
static unsigned int	 errors;	/* lines of syntax errors */
static unsigned int	 parses;

static uint32_t		 asked_id;
static char		 asked[64];	/* the last name asked for */
static unsigned int	 nasked;
static unsigned int	 timer;
static uint32_t		 applied;	/* generation */
static unsigned int	 nlog, ntold;	/* lines to the log, to askers */
static char		 last_line[128];
static struct {
	uint32_t	 who;
	int		 ok;
} dones[LOAD_WAITERS_MAX * 2];
static unsigned int	 ndones;

static char		 file[] = "/tmp/test_load.XXXXXXXXXX";

struct conf *
parse_config(const char *path, struct names *names, int strict,
    void (*report)(void *, const char *), void *arg)
{
	const struct name *n;
	struct conf *conf;
	unsigned int i, bad = 0;
	char line[128];

	assert_string_equal(path, file);
	parses++;
	for (i = 0; i < errors; i++, bad++)
		report(arg, "file:1: syntax error");
	for (i = 0; uses[i] != NULL; i++) {
		n = names_lookup(names, uses[i]);
		if (n->status == NAME_NONE || n->status == NAME_FAIL) {
			snprintf(line, sizeof(line), "file:2: %s%s",
			    strict ? "" : "warning: ", uses[i]);
			report(arg, line);
			bad += strict != 0;
		}
	}
	if (bad > 0)
		return (NULL);
	conf = conf_new();
	conf_finish(conf);
	return (conf);
}

static void
op_resolve(uint32_t id, const char *name)
{
	asked_id = id;
	strlcpy(asked, name, sizeof(asked));
	nasked++;
}

static void
op_timer(unsigned int seconds)
{
	timer = seconds;
}

static void
op_report(uint32_t who, const char *line)
{
	if (who == LOAD_NOBODY)
		nlog++;
	else
		ntold++;
	strlcpy(last_line, line, sizeof(last_line));
}

static void
op_apply(const struct conf *conf)
{
	assert_ptr_equal(conf, load_conf());
	applied = conf->generation;
}

static void
op_done(uint32_t who, int ok)
{
	assert_true(ndones < sizeof(dones) / sizeof(dones[0]));
	dones[ndones].who = who;
	dones[ndones++].ok = ok;
}

static const struct load_ops ops = {
	op_resolve, op_timer, op_report, op_apply, op_done
};

static int
setup(void **state)
{
	(void)state;
	memset(uses, 0, sizeof(uses));
	errors = parses = nasked = timer = nlog = ntold = ndones = 0;
	asked_id = applied = 0;
	asked[0] = last_line[0] = '\0';
	load_init(file, &ops);
	return (0);
}

static int
answer(uint32_t id, uint32_t status, uint32_t naddrs)
{
	struct msg_resolved r;

	memset(&r, 0, sizeof(r));
	r.status = status;
	r.naddrs = naddrs;
	r.addrs[0].s_addr = htonl(0xc0000201);
	return (load_resolved(id, &r));
}

static void
assert_done(unsigned int n, uint32_t who, int ok)
{
	assert_true(n < ndones);
	assert_int_equal(dones[n].who, who);
	assert_int_equal(dones[n].ok, ok);
}

/* Starts with the names of uses[], none of which resolves in time. */
static void
start_without_names(void)
{
	assert_non_null(load_first());
	assert_int_equal(load_run(LOAD_START, LOAD_BOOT), 0);
	assert_int_equal(timer, LOAD_START_WAIT);
	load_expired();
	assert_int_equal(applied, 1);
	assert_int_equal(load_applied(1), 0);
	assert_done(0, LOAD_BOOT, 1);
}

static void
test_start(void **state)
{
	(void)state;
	assert_null(load_conf());
	assert_non_null(load_first());
	assert_null(load_conf());
	assert_int_equal(load_run(LOAD_START, LOAD_BOOT), 0);
	assert_int_equal(parses, 1);	/* the first one was enough */
	assert_int_equal(applied, 1);
	assert_non_null(load_conf());
	assert_int_equal(ndones, 0);
	assert_int_equal(load_applied(2), -1);
	assert_int_equal(load_applied(1), 0);
	assert_int_equal(load_applied(1), -1);
	assert_done(0, LOAD_BOOT, 1);
	assert_int_equal(timer, 0);
	assert_int_equal(nasked, 0);
}

static void
test_start_errors(void **state)
{
	(void)state;
	errors = 3;
	uses[0] = "a.example";
	assert_null(load_first());
	assert_int_equal(nlog, 3);
	assert_int_equal(nasked, 0);
}

/* One name after the other; what the first parse warned of does not count. */
static void
test_names(void **state)
{
	(void)state;
	uses[0] = "a.example";
	uses[1] = "b.example";
	assert_non_null(load_first());
	assert_true(load_wants_names());
	assert_int_equal(load_run(LOAD_START, LOAD_BOOT), 0);
	assert_int_equal(nasked, 1);
	assert_int_equal(timer, LOAD_START_WAIT);
	assert_int_equal(answer(asked_id, RESOLVED_OK, 1), 0);
	assert_int_equal(nasked, 2);
	assert_int_equal(applied, 0);
	assert_int_equal(answer(asked_id, RESOLVED_NONE, 0), 0);
	assert_int_equal(applied, 1);
	assert_int_equal(parses, 2);
	assert_int_equal(load_applied(1), 0);
	assert_int_equal(nlog, 1);	/* the warning of the second parse */
	assert_int_equal(timer, LOAD_RETRY_FIRST);
}

static void
test_illegal_answers(void **state)
{
	(void)state;
	assert_int_equal(answer(1, RESOLVED_NONE, 0), -1);
	uses[0] = "a.example";
	assert_non_null(load_first());
	load_run(LOAD_START, LOAD_BOOT);
	assert_int_equal(answer(asked_id + 1, RESOLVED_OK, 1), -1);
	assert_int_equal(answer(asked_id, RESOLVED_OK, 0), -1);
	assert_int_equal(answer(asked_id, RESOLVED_OK, RESOLVED_MAX + 1), -1);
	assert_int_equal(answer(asked_id, RESOLVED_FAIL, 1), -1);
	assert_int_equal(answer(asked_id, RESOLVED_FAIL + 1, 0), -1);
	assert_int_equal(answer(asked_id, RESOLVED_OK, RESOLVED_MAX), 0);
	assert_int_equal(answer(asked_id, RESOLVED_OK, 1), -1);
}

/* A boot without DNS: starts without the names, has them later. */
static void
test_retry(void **state)
{
	unsigned int want;
	uint32_t late;

	(void)state;
	uses[0] = "a.example";
	uses[1] = "b.example";
	start_without_names();
	late = asked_id;
	assert_int_equal(nlog, 2);
	assert_int_equal(timer, LOAD_RETRY_FIRST);

	/* the resolver is still busy with the first when the retry begins */
	load_expired();
	assert_int_equal(timer, 0);
	assert_int_equal(nasked, 1);
	assert_int_equal(answer(late, RESOLVED_OK, 1), 0);
	assert_int_equal(nasked, 2);
	assert_int_equal(answer(asked_id, RESOLVED_FAIL, 0), 0);
	assert_int_equal(answer(asked_id, RESOLVED_FAIL, 0), 0);
	assert_int_equal(applied, 1);
	for (want = LOAD_RETRY_FIRST * 2; want <= LOAD_RETRY_LAST; want *= 2) {
		assert_int_equal(timer, want);
		load_expired();
		answer(asked_id, RESOLVED_FAIL, 0);
		answer(asked_id, RESOLVED_NONE, 0);
	}
	assert_int_equal(timer, LOAD_RETRY_LAST);

	load_expired();
	assert_int_equal(answer(asked_id, RESOLVED_OK, 1), 0);
	assert_int_equal(answer(asked_id, RESOLVED_NONE, 0), 0);
	assert_int_equal(applied, 2);
	assert_int_equal(load_applied(2), 0);
	assert_true(timer != 0);	/* one is still missing */
	load_expired();
	assert_int_equal(answer(asked_id, RESOLVED_OK, 1), 0);
	assert_int_equal(load_applied(3), 0);
	assert_int_equal(timer, 0);
	assert_int_equal(ndones, 1);	/* nobody waited for all that */
}

/* What somebody is editing is not loaded because DNS is back. */
static void
test_retry_changed_file(void **state)
{
	struct timespec times[2] = { { 1, 0 }, { 1, 0 } };

	(void)state;
	uses[0] = "a.example";
	start_without_names();
	answer(asked_id, RESOLVED_FAIL, 0);
	assert_int_equal(utimensat(AT_FDCWD, file, times, 0), 0);
	load_expired();
	assert_int_equal(answer(asked_id, RESOLVED_OK, 1), 0);
	assert_int_equal(applied, 1);
	assert_int_equal(timer, 0);

	/* a reload takes it */
	assert_int_equal(load_run(LOAD_ASKED, 7), 0);
	assert_int_equal(answer(asked_id, RESOLVED_OK, 1), 0);
	assert_int_equal(load_applied(2), 0);
	assert_done(1, 7, 1);
}

/* A reload does not wait for names that are only retried. */
static void
test_reload_during_retry(void **state)
{
	(void)state;
	uses[0] = "a.example";
	start_without_names();
	answer(asked_id, RESOLVED_FAIL, 0);
	load_expired();
	assert_int_equal(nasked, 2);
	uses[0] = NULL;
	assert_int_equal(load_run(LOAD_ASKED, 7), 0);
	assert_int_equal(applied, 2);
	assert_int_equal(load_applied(2), 0);
	assert_done(1, 7, 1);
	assert_int_equal(timer, 0);
	/* the answer comes when nobody cares any more */
	assert_int_equal(answer(asked_id, RESOLVED_OK, 1), 0);
	assert_int_equal(applied, 2);
}

static void
test_reload_errors(void **state)
{
	const struct conf *before;

	(void)state;
	assert_non_null(load_first());
	load_run(LOAD_START, LOAD_BOOT);
	load_applied(1);
	before = load_conf();
	errors = 2;
	assert_int_equal(load_run(LOAD_ASKED, 7), 0);
	assert_done(1, 7, 0);
	assert_int_equal(ntold, 2);
	assert_int_equal(nlog, 2);
	assert_ptr_equal(load_conf(), before);
	assert_int_equal(before->generation, 1);
	errors = 0;
	assert_int_equal(load_run(LOAD_ASKED, LOAD_NOBODY), 0);
	assert_int_equal(load_applied(2), 0);
	assert_done(2, LOAD_NOBODY, 1);
}

/* Syntax errors wait for the names, so that all are told at once. */
static void
test_reload_all_errors(void **state)
{
	(void)state;
	assert_non_null(load_first());
	load_run(LOAD_START, LOAD_BOOT);
	load_applied(1);
	errors = 1;
	uses[0] = "a.example";
	assert_int_equal(load_run(LOAD_ASKED, 7), 0);
	assert_int_equal(timer, LOAD_ASKED_WAIT);
	assert_int_equal(ntold, 0);
	assert_int_equal(answer(asked_id, RESOLVED_NONE, 0), 0);
	assert_int_equal(ntold, 2);
	assert_string_equal(last_line, "file:2: a.example");
	assert_done(1, 7, 0);
	assert_int_equal(applied, 1);
}

/* A reload that fails must not end the retries for the running one. */
static void
test_failed_reload_keeps_retry(void **state)
{
	(void)state;
	uses[0] = "a.example";
	start_without_names();
	answer(asked_id, RESOLVED_FAIL, 0);
	errors = 1;
	uses[0] = NULL;
	assert_int_equal(load_run(LOAD_ASKED, 7), 0);
	assert_done(1, 7, 0);
	assert_true(timer != 0);
	errors = 0;
	uses[0] = "a.example";
	load_expired();
	assert_string_equal(asked, "a.example");
	assert_int_equal(answer(asked_id, RESOLVED_OK, 1), 0);
	assert_int_equal(applied, 2);
}

/* The file may have changed since the load under way began. */
static void
test_second_reload_waits(void **state)
{
	(void)state;
	assert_non_null(load_first());
	load_run(LOAD_START, LOAD_BOOT);
	load_applied(1);
	assert_int_equal(load_run(LOAD_ASKED, 7), 0);
	assert_int_equal(applied, 2);
	assert_int_equal(load_run(LOAD_ASKED, 8), 0);
	assert_int_equal(load_run(LOAD_ASKED, 9), 0);
	errors = 1;
	assert_int_equal(parses, 2);
	assert_int_equal(load_applied(2), 0);
	assert_int_equal(parses, 3);
	assert_int_equal(ndones, 4);
	assert_done(1, 7, 1);
	assert_done(2, 8, 0);
	assert_done(3, 9, 0);
	assert_int_equal(ntold, 2);
}

static void
test_too_many_wait(void **state)
{
	uint32_t i;

	(void)state;
	assert_non_null(load_first());
	load_run(LOAD_START, LOAD_BOOT);
	for (i = 1; i <= LOAD_WAITERS_MAX; i++)
		assert_int_equal(load_run(LOAD_ASKED, i), 0);
	assert_int_equal(load_run(LOAD_ASKED, i), -1);
	assert_int_equal(load_applied(1), 0);
	assert_int_equal(load_applied(2), 0);
	assert_int_equal(ndones, LOAD_WAITERS_MAX + 1);
}

static void
test_many_errors(void **state)
{
	(void)state;
	errors = LOAD_LINES_MAX + 500;
	assert_null(load_first());
	assert_int_equal(nlog, LOAD_LINES_MAX + 1);
	assert_string_equal(last_line, "and 500 more");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_start, setup),
		cmocka_unit_test_setup(test_start_errors, setup),
		cmocka_unit_test_setup(test_names, setup),
		cmocka_unit_test_setup(test_illegal_answers, setup),
		cmocka_unit_test_setup(test_retry, setup),
		cmocka_unit_test_setup(test_retry_changed_file, setup),
		cmocka_unit_test_setup(test_reload_during_retry, setup),
		cmocka_unit_test_setup(test_reload_errors, setup),
		cmocka_unit_test_setup(test_reload_all_errors, setup),
		cmocka_unit_test_setup(test_failed_reload_keeps_retry, setup),
		cmocka_unit_test_setup(test_second_reload_waits, setup),
		cmocka_unit_test_setup(test_too_many_wait, setup),
		cmocka_unit_test_setup(test_many_errors, setup)
	};
	int fd, failed;

	if ((fd = mkstemp(file)) == -1)
		return (1);
	close(fd);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(file);
	return (failed);
}
