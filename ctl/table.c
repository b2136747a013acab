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


#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table.h"

static void
table_print(struct table *t, const char *const *cells)
{
	unsigned int	 i, last = 0;

	for (i = 1; i < t->nshown; i++) {
		if (cells[i][0] != '\0')
			last = i;
	}
	for (i = 0; i < last; i++)
		fprintf(t->out, "%-*s  ", t->width[i], cells[i]);
	fprintf(t->out, "%s\n", cells[last]);
}

static void
table_measure(struct table *t, const char *const *cells)
{
	unsigned int	 i;

	for (i = 0; i < t->ncolumns; i++) {
		if (strlen(cells[i]) > (size_t)t->width[i])
			t->width[i] = (int)strlen(cells[i]);
	}
}

void
table_begin(struct table *t, FILE *out, const char *const *heads,
    const int *min, unsigned int ncolumns, unsigned int nshown)
{
	memset(t, 0, sizeof(*t));
	t->out = out;
	t->heads = heads;
	t->min = min;
	t->ncolumns = ncolumns;
	t->nshown = nshown;
}

/* Has the row more columns than are shown?  Then they are, from now on. */
static int
table_widen(struct table *t, const char *const *cells)
{
	unsigned int	 i;

	for (i = t->nshown; i < t->ncolumns; i++) {
		if (cells[i][0] != '\0') {
			t->nshown = t->ncolumns;
			return (1);
		}
	}
	return (0);
}

/* The widths are known: print what was held back, and go on so. */
static void
table_stream(struct table *t)
{
	unsigned int	 row, i;

	if (t->heads != NULL && t->nheld > 0) {
		table_measure(t, t->heads);
		table_print(t, t->heads);
	}
	for (row = 0; row < t->nheld; row++) {
		table_print(t, (const char *const *)t->held[row]);
		for (i = 0; i < t->ncolumns; i++)
			free(t->held[row][i]);
	}
	t->nheld = 0;
	t->streaming = 1;
}

void
table_row(struct table *t, const char *const *cells)
{
	unsigned int	 i;

	if (table_widen(t, cells) && t->streaming && t->heads != NULL) {
		table_measure(t, t->heads);
		table_print(t, t->heads);
	}
	if (t->streaming) {
		table_print(t, cells);
		return;
	}
	table_measure(t, cells);
	for (i = 0; i < t->ncolumns; i++) {
		if ((t->held[t->nheld][i] = strdup(cells[i])) == NULL)
			err(1, NULL);
	}
	if (++t->nheld < TABLE_HOLD)
		return;
	for (i = 0; t->min != NULL && i < t->ncolumns; i++) {
		if (t->width[i] < t->min[i])
			t->width[i] = t->min[i];
	}
	table_stream(t);
}

void
table_end(struct table *t)
{
	if (!t->streaming)
		table_stream(t);
}
