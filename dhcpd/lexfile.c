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
 * The files and characters under lex.c: includes, lines, comments.
 */
#include <sys/types.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lex.h"
#include "log.h"

void
lex_report(struct lex *lex, struct lex_pos pos, int warning,
    const char *fmt, ...)
{
	struct lex_place	 place = lex_place(lex, pos);
	va_list			 ap;
	char			*what;

	va_start(ap, fmt);
	if (vasprintf(&what, fmt, ap) == -1)
		fatal("vasprintf");
	va_end(ap);
	lex->report(lex->arg, &place, warning, what);
	free(what);
}

struct lex_file *
lex_file(struct lex *lex)
{
	return (&lex->stack[lex->nstack - 1]);
}

/*
 * Opens without waiting for a writer, should it be a FIFO.  Only the file to
 * begin with may be something else than a regular one.
 */
static FILE *
open_file(const char *name, int regular, struct stat *st, const char **why)
{
	FILE	*fp;
	int	 fd;

	*why = NULL;
	fd = open(name, O_RDONLY | O_CLOEXEC | (regular ? O_NONBLOCK : 0));
	if (fd == -1)
		return (NULL);
	if (fstat(fd, st) == -1) {
		close(fd);
		return (NULL);
	}
	if (S_ISDIR(st->st_mode) || (regular && !S_ISREG(st->st_mode))) {
		*why = "not a regular file";
		close(fd);
		return (NULL);
	}
	if ((fp = fdopen(fd, "r")) == NULL)
		close(fd);
	return (fp);
}

/* Takes over name, which must be the last of files. */
static int
push_file(struct lex *lex, FILE *fp, const struct stat *st)
{
	struct lex_file	*file = &lex->stack[lex->nstack];
	static const int bom[] = { 0xef, 0xbb, 0xbf };
	static const struct lex_pos begin = { 1, 1 };
	int		 c, i;

	file->fp = fp;
	file->index = lex->nfiles - 1;
	file->pos.line = 1;
	file->pos.column = 0;
	file->width = 0;
	file->base = lex->depth;
	file->dev = st->st_dev;
	file->ino = st->st_ino;
	file->eof = 0;
	lex->nstack++;

	if ((c = getc(fp)) != bom[0]) {
		ungetc(c, fp);
		return (0);
	}
	for (i = 1; i < 3; i++) {
		if (getc(fp) != bom[i]) {
			lex_report(lex, begin, 0, "not a text file");
			file->eof = 1;
			return (-1);
		}
	}
	return (0);
}

static void
add_file_name(struct lex *lex, char *name)
{
	lex->files = recallocarray(lex->files, lex->nfiles, lex->nfiles + 1,
	    sizeof(*lex->files));
	if (lex->files == NULL)
		fatal("recallocarray");
	lex->files[lex->nfiles++] = name;
}

int
lex_open(struct lex *lex, const char *name)
{
	struct lex_place	 place = { 0, { 0, 0 } };
	struct stat		 st;
	const char		*why;
	char			*copy, *what;
	FILE			*fp;

	if ((copy = strdup(name)) == NULL)
		fatal("strdup");
	add_file_name(lex, copy);
	if ((fp = open_file(name, 0, &st, &why)) != NULL)
		return (push_file(lex, fp, &st));
	if (asprintf(&what, "cannot be read: %s",
	    why != NULL ? why : strerror(errno)) == -1)
		fatal("asprintf");
	lex->report(lex->arg, &place, 0, what);
	free(what);
	return (-1);
}

/* A relative name is relative to the file that has the statement. */
static char *
include_name(struct lex *lex, const char *name)
{
	const char	*from = lex->files[lex_file(lex)->index];
	const char	*slash = strrchr(from, '/');
	char		*path;
	int		 ret;

	if (name[0] == '/' || slash == NULL)
		ret = asprintf(&path, "%s", name);
	else
		ret = asprintf(&path, "%.*s%s", (int)(slash - from + 1), from,
		    name);
	if (ret == -1)
		fatal("asprintf");
	return (path);
}

static int
is_open(const struct lex *lex, const struct stat *st)
{
	unsigned int	i;

	for (i = 0; i < lex->nstack; i++) {
		if (lex->stack[i].dev == st->st_dev &&
		    lex->stack[i].ino == st->st_ino)
			return (1);
	}
	return (0);
}

int
lex_include(struct lex *lex, uint32_t word)
{
	struct stat	 st;
	const char	*why, *name = lex_text(lex, word);
	char		*path;
	struct lex_pos	 pos = lex->words[word].pos;
	FILE		*fp;

	if (lex->nstack == LEX_INCLUDE_MAX) {
		lex_report(lex, pos, 0,
		    "files include each other more than %d deep",
		    LEX_INCLUDE_MAX);
		return (-1);
	}
	if (lex->nfiles == LEX_FILES_MAX) {
		lex_report(lex, pos, 0, "more than %d files are included",
		    LEX_FILES_MAX);
		return (-1);
	}
	path = include_name(lex, name);
	if ((fp = open_file(path, 1, &st, &why)) == NULL) {
		lex_report(lex, pos, 0, "%s cannot be read: %s",
		    lex_show(path, strlen(path)),
		    why != NULL ? why : strerror(errno));
		free(path);
		return (-1);
	}
	if (is_open(lex, &st)) {
		lex_report(lex, pos, 0, "%s includes itself",
		    lex_show(path, strlen(path)));
		fclose(fp);
		free(path);
		return (-1);
	}
	add_file_name(lex, path);
	return (push_file(lex, fp, &st));
}

/* Lines end in LF, or in CR LF: CR is white space like others. */
int
lex_getc(struct lex *lex)
{
	struct lex_file	*file = lex_file(lex);
	int		 c;

	if (file->eof)
		return (EOF);
	c = getc(file->fp);
	if (c != EOF)
		file->pos.column++;
	if (c == '\n') {
		file->width = file->pos.column - 1;
		file->pos.line++;
		file->pos.column = 0;
	} else if (c == '\0') {
		lex_report(lex, file->pos, 0,
		    "not a text file: it has a NUL byte");
		file->eof = 1;
		return (EOF);
	} else if (c == EOF) {
		if (ferror(file->fp))
			lex_report(lex, file->pos, 0, "read error: %s",
			    strerror(errno));
		file->eof = 1;
	}
	return (c);
}

void
lex_ungetc(struct lex *lex, int c)
{
	struct lex_file	*file = lex_file(lex);

	if (c == EOF)
		return;
	if (c == '\n') {
		file->pos.line--;
		file->pos.column = file->width;
	} else
		file->pos.column--;
	ungetc(c, file->fp);
}

int
lex_is_blank(int c)
{
	return (c == ' ' || c == '\t' || c == '\n' || c == '\r' ||
	    c == '\f' || c == '\v');
}

/* The next character that is neither white space nor in a comment. */
int
lex_skip_blank(struct lex *lex)
{
	int	c;

	for (;;) {
		c = lex_getc(lex);
		if (c == '#') {
			do {
				c = lex_getc(lex);
			} while (c != '\n' && c != EOF);
		}
		if (!lex_is_blank(c))
			return (c);
	}
}
