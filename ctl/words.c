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


#include <string.h>

#include "words.h"

struct word {
	const char		*word;
	enum action		 action; /* ACTION_NONE: one of next follows */
	const struct word	*next;
	const char		*help;
};

static const struct word words_show[] = {
	{ "interfaces", ACTION_SHOW_INTERFACES, NULL,
	    "which are served, and why others are not" },
	{ "leases", ACTION_SHOW_LEASES, NULL, "addresses and who has them" },
	{ "processes", ACTION_SHOW_PROCESSES, NULL,
	    "the server's processes, and how they are confined" },
	{ "statistics", ACTION_SHOW_STATISTICS, NULL, "counters" },
	{ NULL, ACTION_NONE, NULL, NULL }
};

static const struct word words_log[] = {
	{ "brief", ACTION_LOG_BRIEF, NULL, "stop debug logging" },
	{ "verbose", ACTION_LOG_VERBOSE, NULL, "start debug logging" },
	{ NULL, ACTION_NONE, NULL, NULL }
};

static const struct word words_top[] = {
	{ "log", ACTION_NONE, words_log, "how much is logged" },
	{ "reload", ACTION_RELOAD, NULL, "read the configuration again" },
	{ "show", ACTION_NONE, words_show, "what the server knows" },
	{ NULL, ACTION_NONE, NULL, NULL }
};

/* An exact match, else the only word that begins so.  *n: how many do. */
static const struct word *
word_find(const struct word *table, const char *arg, unsigned int *n)
{
	const struct word	*w, *found = NULL;
	size_t			 len = strlen(arg);

	*n = 0;
	for (w = table; w->word != NULL; w++) {
		if (strcmp(w->word, arg) == 0) {
			*n = 1;
			return (w);
		}
		if (strncmp(w->word, arg, len) == 0) {
			found = w;
			(*n)++;
		}
	}
	return (*n == 1 ? found : NULL);
}

static void
word_valid(const struct word *table, FILE *err)
{
	const struct word	*w;

	fprintf(err, "valid words:\n");
	for (w = table; w->word != NULL; w++)
		fprintf(err, "  %-12s %s\n", w->word, w->help);
}

enum action
words_parse(int argc, char *const argv[], FILE *err)
{
	const struct word	*table = words_top, *w = NULL;
	unsigned int		 n;
	int			 i;

	for (i = 0; i < argc; i++) {
		if (table == NULL) {
			fprintf(err, "nothing can follow \"%s\": %s\n",
			    w->word, argv[i]);
			return (ACTION_NONE);
		}
		if ((w = word_find(table, argv[i], &n)) == NULL) {
			fprintf(err, "%s word: \"%s\"\n",
			    n == 0 ? "unknown" : "ambiguous", argv[i]);
			word_valid(table, err);
			return (ACTION_NONE);
		}
		table = w->next;
	}
	if (table != NULL) {
		if (w != NULL)
			fprintf(err, "a word is missing after \"%s\"\n",
			    w->word);
		else
			fprintf(err, "a command is missing\n");
		word_valid(table, err);
		return (ACTION_NONE);
	}
	return (w->action);
}

void
words_list(FILE *out)
{
	const struct word	*w, *sub;

	for (w = words_top; w->word != NULL; w++) {
		if (w->next == NULL)
			fprintf(out, "  %-16s %s\n", w->word, w->help);
		for (sub = w->next; sub != NULL && sub->word != NULL; sub++)
			fprintf(out, "  %s %-*s %s\n", w->word,
			    15 - (int)strlen(w->word), sub->word, sub->help);
	}
}
