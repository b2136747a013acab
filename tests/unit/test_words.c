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


/* The words of dhcpdctl: abbreviations, and what is said of wrong ones. */
/* test: link ctl/words.o */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ctl/words.h"

#define WORDS_MAX	8

static char	*said;		/* by the last parse() */
static size_t	 said_len;

/* Parses a line of words, separated by single spaces. */
static enum action
parse(const char *line)
{
	char		*argv[WORDS_MAX], *copy, *p;
	enum action	 action;
	FILE		*f;
	int		 argc = 0;

	free(said);
	said = NULL;
	f = open_memstream(&said, &said_len);
	assert_non_null(f);
	copy = p = strdup(line);
	assert_non_null(copy);
	while (line[0] != '\0' && argc < WORDS_MAX &&
	    (argv[argc] = strsep(&p, " ")) != NULL)
		argc++;
	action = words_parse(argc, argv, f);
	fclose(f);
	free(copy);
	return (action);
}

static void
test_whole_words(void **state)
{
	(void)state;
	assert_int_equal(parse("show leases"), ACTION_SHOW_LEASES);
	assert_int_equal(parse("show interfaces"), ACTION_SHOW_INTERFACES);
	assert_int_equal(parse("show processes"), ACTION_SHOW_PROCESSES);
	assert_int_equal(parse("show statistics"), ACTION_SHOW_STATISTICS);
	assert_int_equal(parse("reload"), ACTION_RELOAD);
	assert_int_equal(parse("log verbose"), ACTION_LOG_VERBOSE);
	assert_int_equal(parse("log brief"), ACTION_LOG_BRIEF);
	assert_int_equal(said_len, 0);
}

static void
test_abbreviations(void **state)
{
	(void)state;
	assert_int_equal(parse("sh le"), ACTION_SHOW_LEASES);
	assert_int_equal(parse("s l"), ACTION_SHOW_LEASES);
	assert_int_equal(parse("s i"), ACTION_SHOW_INTERFACES);
	assert_int_equal(parse("sho proc"), ACTION_SHOW_PROCESSES);
	assert_int_equal(parse("r"), ACTION_RELOAD);
	assert_int_equal(parse("l v"), ACTION_LOG_VERBOSE);
}

static void
test_wrong_word(void **state)
{
	(void)state;
	assert_int_equal(parse("show lightbulbs"), ACTION_NONE);
	assert_non_null(strstr(said, "unknown word: \"lightbulbs\""));
	assert_non_null(strstr(said, "leases"));
	assert_non_null(strstr(said, "interfaces"));
	assert_null(strstr(said, "reload"));
	assert_int_equal(parse("reloaded"), ACTION_NONE);
	assert_non_null(strstr(said, "reload"));
	assert_int_equal(parse("Show leases"), ACTION_NONE);
}

static void
test_ambiguous(void **state)
{
	(void)state;
	/* An empty word begins them all. */
	assert_int_equal(parse("show "), ACTION_NONE);
	assert_non_null(strstr(said, "ambiguous word: \"\""));
	assert_non_null(strstr(said, "statistics"));
}

static void
test_missing(void **state)
{
	(void)state;
	assert_int_equal(parse("show"), ACTION_NONE);
	assert_non_null(strstr(said, "missing after \"show\""));
	assert_non_null(strstr(said, "leases"));
	assert_int_equal(parse(""), ACTION_NONE);
	assert_non_null(strstr(said, "reload"));
}

static void
test_too_many(void **state)
{
	(void)state;
	assert_int_equal(parse("reload now"), ACTION_NONE);
	assert_non_null(strstr(said, "nothing can follow \"reload\": now"));
	assert_int_equal(parse("sh le all"), ACTION_NONE);
	assert_non_null(strstr(said, "\"leases\": all"));
}

static void
test_list(void **state)
{
	char	*text = NULL;
	size_t	 len;
	FILE	*f;

	(void)state;
	f = open_memstream(&text, &len);
	assert_non_null(f);
	words_list(f);
	fclose(f);
	assert_non_null(strstr(text, "  show leases "));
	assert_non_null(strstr(text, "  log brief "));
	assert_non_null(strstr(text, "  reload "));
	free(text);
}

static int
forget(void **state)
{
	(void)state;
	free(said);
	return (0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_whole_words),
		cmocka_unit_test(test_abbreviations),
		cmocka_unit_test(test_wrong_word),
		cmocka_unit_test(test_ambiguous),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_list)
	};

	return (cmocka_run_group_tests(tests, NULL, forget));
}
