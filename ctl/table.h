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
 * Columns that line up.  The first rows are held back to see how wide each
 * column is; from then on rows are printed as they come, so that a million
 * of them take no memory.
 */
#ifndef TABLE_H
#define TABLE_H

#include <stdio.h>

#define TABLE_COLUMNS	8
#define TABLE_HOLD	64	/* rows that are measured */

struct table {
	FILE			*out;
	const char *const	*heads;	/* NULL: no header line */
	const int		*min;	/* widths; NULL: none */
	unsigned int		 ncolumns;
	unsigned int		 nshown;	/* the first ones */
	unsigned int		 nheld;
	int			 streaming;
	int			 width[TABLE_COLUMNS];
	char			*held[TABLE_HOLD][TABLE_COLUMNS];
};

/*
 * heads: ncolumns of them, up to TABLE_COLUMNS.  min: the widths that columns
 * have at least when there are too many rows to measure them all.
 * All but the first nshown columns are left out as long as no row has them;
 * when one comes late that does, the header is printed once more.
 */
void	table_begin(struct table *, FILE *, const char *const *heads,
	    const int *min, unsigned int ncolumns, unsigned int nshown);
/* cells: ncolumns of them; copied if need be. */
void	table_row(struct table *, const char *const *cells);
void	table_end(struct table *);

#endif /* TABLE_H */
