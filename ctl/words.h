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
 * The words of the command line: a table, and a parser that takes any
 * abbreviation that is clear.
 */
#ifndef WORDS_H
#define WORDS_H

#include <stdio.h>

enum action {
	ACTION_NONE,
	ACTION_SHOW_LEASES,
	ACTION_SHOW_INTERFACES,
	ACTION_SHOW_PROCESSES,
	ACTION_SHOW_STATISTICS,
	ACTION_RELOAD,
	ACTION_LOG_VERBOSE,
	ACTION_LOG_BRIEF,
	ACTION_MAX
};

/*
 * What the words ask for.  Else ACTION_NONE, and what is wrong and which
 * words are valid is written to err.
 */
enum action	words_parse(int argc, char *const argv[], FILE *err);

/* Every command, one a line, for the usage. */
void		words_list(FILE *);

#endif /* WORDS_H */
