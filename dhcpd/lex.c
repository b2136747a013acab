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
 * The words of dhcpd.conf(5); see lex.h.
 */
#include <sys/types.h>

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lex.h"
#include "log.h"

void
lex_init(struct lex *lex, const struct lex_keyword *keywords,
    size_t nkeywords, void (*report)(void *, const struct lex_place *, int,
    const char *), void *arg)
{
	memset(lex, 0, sizeof(*lex));
	lex->keywords = keywords;
	lex->nkeywords = nkeywords;
	lex->report = report;
	lex->arg = arg;
	lex->ended = 1;
}

void
lex_free(struct lex *lex)
{
	uint32_t	i;

	while (lex->nstack > 0)
		fclose(lex->stack[--lex->nstack].fp);
	for (i = 0; i < lex->nfiles; i++)
		free(lex->files[i]);
	free(lex->files);
	free(lex->text);
	free(lex->words);
}

struct lex_place
lex_place(const struct lex *lex, struct lex_pos pos)
{
	struct lex_place	place;

	place.file = lex->nstack == 0 ? 0 : lex->stack[lex->nstack - 1].index;
	place.pos = pos;
	return (place);
}

const char *
lex_text(const struct lex *lex, uint32_t word)
{
	return (lex->text + lex->words[word].off);
}

/* Of the token that is being read, which began at off. */
static int
add_char(struct lex *lex, uint32_t off, int c)
{
	uint32_t	size;

	if (lex->textlen - off >= LEX_TOKEN_MAX ||
	    lex->textlen >= LEX_STATEMENT_MAX)
		return (-1);
	/* Always leaves room for the NUL. */
	if (lex->textlen + 2 > lex->textsize) {
		size = lex->textsize == 0 ? 1024 : lex->textsize * 2;
		lex->text = recallocarray(lex->text, lex->textsize, size, 1);
		if (lex->text == NULL)
			fatal("recallocarray");
		lex->textsize = size;
	}
	lex->text[lex->textlen++] = (char)c;
	lex->text[lex->textlen] = '\0';
	return (0);
}

static enum lex_kind
token_error(struct lex *lex, enum lex_recovery how)
{
	lex->kind = LEX_ERROR;
	lex->after_error = how;
	lex->nested = 0;
	return (LEX_ERROR);
}

static enum lex_kind
too_long(struct lex *lex, uint32_t off)
{
	if (lex->textlen - off >= LEX_TOKEN_MAX)
		lex_report(lex, lex->pos, 0,
		    "a word of more than %d characters", LEX_TOKEN_MAX);
	else
		lex_report(lex, lex->pos, 0,
		    "a statement of more than %d characters",
		    LEX_STATEMENT_MAX);
	return (token_error(lex, LEX_SKIP));
}

/* The characters from off on are a word. */
static enum lex_kind
add_word(struct lex *lex, uint32_t off, int quoted)
{
	struct lex_word	*word;
	uint32_t	 size;

	if (lex->nwords == lex->wordssize) {
		size = lex->wordssize == 0 ? 32 : lex->wordssize * 2;
		lex->words = recallocarray(lex->words, lex->wordssize, size,
		    sizeof(*lex->words));
		if (lex->words == NULL)
			fatal("recallocarray");
		lex->wordssize = size;
	}
	word = &lex->words[lex->nwords];
	word->off = off;
	word->len = lex->textlen - off;
	word->pos = lex->pos;
	word->quoted = (uint8_t)quoted;
	word->comma = (uint8_t)lex->comma;
	lex->textlen++;		/* its NUL */
	lex->word = lex->nwords++;
	lex->kind = quoted ? LEX_STRING : LEX_WORD;
	return (lex->kind);
}

/*
 * Hex bytes may be spread over lines: where a word ends in a colon, it goes
 * on behind the white space.
 */
static int
word_goes_on(struct lex *lex, int *c)
{
	if (!lex_is_blank(*c) || lex->text[lex->textlen - 1] != ':')
		return (0);
	*c = lex_skip_blank(lex);
	return (*c != EOF && isxdigit(*c));
}

static enum lex_kind
read_word(struct lex *lex, int c)
{
	uint32_t	off = lex->textlen;
	int		full = 0;

	do {
		if (add_char(lex, off, c) == -1)
			full = 1;
		c = lex_getc(lex);
		if (!full && word_goes_on(lex, &c))
			continue;
	} while (c != EOF && !lex_is_blank(c) && strchr("{};,\"#", c) == NULL);
	lex_ungetc(lex, c);
	if (full)
		return (too_long(lex, off));
	return (add_word(lex, off, 0));
}

/*
 * What follows a backslash: three octal digits, or a character that stands
 * for itself.
 */
static int
read_escape(struct lex *lex)
{
	int	c, i, octal;

	c = lex_getc(lex);
	if (c >= '0' && c <= '3') {
		for (i = 1, octal = c - '0'; i < 3; i++) {
			c = lex_getc(lex);
			if (c < '0' || c > '7') {
				lex_ungetc(lex, c);
				lex_report(lex, lex->pos, 0, "a backslash "
				    "needs three octal digits behind it");
				return ('0');
			}
			octal = octal * 8 + c - '0';
		}
		return (octal);
	}
	if (c != EOF && isalnum(c))
		lex_report(lex, lex->pos, 1, "\"\\%c\" stands for \"%c\"; "
		    "write \"\\\\\" for a backslash", c, c);
	return (c);
}

static enum lex_kind
read_string(struct lex *lex)
{
	uint32_t	off = lex->textlen;
	int		c, escaped, full = 0;

	while ((c = lex_getc(lex)) != '"') {
		escaped = c == '\\';
		if (escaped)
			c = read_escape(lex);
		if (c == EOF || (c == '\n' && !escaped)) {
			lex_report(lex, lex->pos, 0,
			    "the string has no closing '\"'");
			return (token_error(lex, LEX_END));
		}
		if (add_char(lex, off, c) == -1)
			full = 1;
	}
	if (full)
		return (too_long(lex, off));
	/* An empty string needs its NUL, too. */
	if (add_char(lex, off, '\0') == -1)
		return (too_long(lex, off));
	lex->textlen--;
	return (add_word(lex, off, 1));
}

static enum lex_kind
read_token(struct lex *lex)
{
	int	c;

	c = lex_skip_blank(lex);
	lex->pos = lex_file(lex)->pos;
	switch (c) {
	case EOF:
		lex->kind = LEX_EOF;
		break;
	case '{':
	case '}':
	case ';':
	case ',':
		lex->kind = LEX_CHAR;
		lex->ch = c;
		break;
	case '"':
		return (read_string(lex));
	default:
		return (read_word(lex, c));
	}
	return (lex->kind);
}

static const struct lex_keyword *
find_keyword(const struct lex *lex, int context, const char *name)
{
	const struct lex_keyword	*k;
	size_t				 low = 0, high = lex->nkeywords, mid;
	int				 cmp;

	while (low < high) {
		mid = low + (high - low) / 2;
		k = &lex->keywords[mid];
		cmp = context != k->context ?
		    (context < k->context ? -1 : 1) :
		    strcasecmp(name, k->name);
		if (cmp == 0)
			return (k);
		if (cmp < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return (NULL);
}

const struct lex_word *
lex_previous(const struct lex *lex)
{
	uint32_t	n = lex->nwords;

	if (lex->kind == LEX_WORD || lex->kind == LEX_STRING ||
	    lex->kind == LEX_KEYWORD)
		n--;
	return (n == 0 ? NULL : &lex->words[n - 1]);
}

int
lex_is_next(const struct lex *lex)
{
	const struct lex_word	*word, *previous = lex_previous(lex);

	if (previous == NULL ||
	    (lex->kind != LEX_WORD && lex->kind != LEX_KEYWORD))
		return (0);
	word = &lex->words[lex->word];
	return (word->pos.line > previous->pos.line && !word->comma &&
	    find_keyword(lex, 0, lex_text(lex, lex->word)) != NULL);
}

/*
 * A word that cannot be a value but begins the next statement is made a
 * keyword, so that the grammar sees that a ';' is missing.
 */
static enum lex_kind
classify(struct lex *lex)
{
	const struct lex_keyword	*k;

	k = find_keyword(lex, lex->context, lex_text(lex, lex->word));
	if (k == NULL || (lex->context == 0 && !lex->first)) {
		if (lex->nwords < 3 || !lex_is_next(lex))
			return (LEX_WORD);
		k = find_keyword(lex, 0, lex_text(lex, lex->word));
	} else if (lex->first) {
		lex->statement = k;
		lex->context = k->next;
	}
	lex->keyword = k;
	lex->kind = LEX_KEYWORD;
	return (LEX_KEYWORD);
}

static enum lex_kind
give_char(struct lex *lex, int c)
{
	lex->kind = LEX_CHAR;
	lex->ch = c;
	if (c != ',')
		lex->ended = 1;
	lex->comma = c == ',';
	return (LEX_CHAR);
}

static enum lex_kind
open_block(struct lex *lex)
{
	if (lex->depth == LEX_DEPTH_MAX) {
		lex_report(lex, lex->pos, 0,
		    "blocks are nested more than %d deep", LEX_DEPTH_MAX);
		token_error(lex, LEX_SKIP);
		lex->nested = 1;
		return (LEX_ERROR);
	}
	lex->open[lex->depth++] = lex_place(lex, lex->pos);
	return (give_char(lex, '{'));
}

/* One too many ends the statement before it, if that lacks its ';'. */
static enum lex_kind
close_block(struct lex *lex)
{
	if (lex->depth > lex_file(lex)->base) {
		lex->depth--;
		return (give_char(lex, '}'));
	}
	lex_report(lex, lex->pos, 0, "this '}' closes nothing");
	return (token_error(lex, LEX_END));
}

/*
 * A file ends.  What is not complete is reported, and completed for the
 * parser: first the statement, then each block.
 */
static enum lex_kind
end_file(struct lex *lex)
{
	struct lex_file	*file = lex_file(lex);

	if (!lex->first && lex->nwords > 0) {
		lex_report(lex, lex->words[0].pos, 0,
		    "the file ends within this %s statement",
		    lex_show(lex_text(lex, 0), lex->words[0].len));
		return (token_error(lex, LEX_END));
	}
	if (lex->depth > file->base) {
		lex_report(lex, lex->open[lex->depth - 1].pos, 0,
		    "this '{' is never closed");
		lex->depth--;
		return (give_char(lex, '}'));
	}
	if (lex->nstack > 1) {
		fclose(file->fp);
		lex->nstack--;
		lex->ended = 1;
	}
	return (LEX_EOF);
}

static enum lex_kind
skip(struct lex *lex)
{
	for (;;) {
		lex->nwords = 0;
		lex->textlen = 0;
		switch (read_token(lex)) {
		case LEX_EOF:
			return (give_char(lex, ';'));
		case LEX_ERROR:
			if (lex->after_error == LEX_END && lex->nested == 0)
				return (give_char(lex, ';'));
			break;
		case LEX_CHAR:
			if (lex->ch == '{')
				lex->nested++;
			else if (lex->ch == '}') {
				if (lex->nested == 0) {
					close_block(lex);
					return (give_char(lex,
					    lex->kind == LEX_CHAR ?
					    '}' : ';'));
				}
				if (--lex->nested == 0)
					return (give_char(lex, ';'));
			} else if (lex->ch == ';' && lex->nested == 0)
				return (give_char(lex, ';'));
			break;
		default:
			break;
		}
	}
}

/* The word that was the current one begins a statement. */
static enum lex_kind
unread(struct lex *lex)
{
	lex->words[0] = lex->words[lex->word];
	lex->nwords = 1;
	lex->word = 0;
	lex->pos = lex->words[0].pos;
	lex->ended = 0;
	lex->first = 1;
	lex->statement = NULL;
	lex->context = 0;
	return (classify(lex));
}

/*
 * The type of an option that is a record has braces, which are no block:
 * option NAME code N = { ... }, or = array of { ... }.
 */
static int
is_record(const struct lex *lex)
{
	const char	*last;

	if (lex->first || lex->nwords == 0 ||
	    strcasecmp(lex_text(lex, 0), "option") != 0)
		return (0);
	if (lex->ch == '}')
		return (lex->record);
	last = lex_text(lex, lex->nwords - 1);
	return (lex->ch == '{' && !lex->record &&
	    (strcmp(last, "=") == 0 || strcasecmp(last, "of") == 0));
}

static enum lex_kind
record_brace(struct lex *lex)
{
	uint32_t	off = lex->textlen;

	lex->record = lex->ch == '{';
	if (add_char(lex, off, lex->ch) == -1)
		return (too_long(lex, off));
	add_word(lex, off, 0);
	lex->comma = 0;
	return (lex->kind);
}

/* The next token where nothing is wrong. */
static enum lex_kind
go_on(struct lex *lex)
{
	lex->first = lex->ended;
	if (lex->ended) {
		lex->ended = 0;
		lex->nwords = 0;
		lex->textlen = 0;
		lex->statement = NULL;
		lex->context = 0;
		lex->comma = 0;
		lex->record = 0;
	}
	switch (read_token(lex)) {
	case LEX_EOF:
		return (end_file(lex));
	case LEX_WORD:
		classify(lex);
		break;
	case LEX_CHAR:
		if (is_record(lex))
			return (record_brace(lex));
		if (lex->ch == '{')
			return (open_block(lex));
		if (lex->ch == '}')
			return (close_block(lex));
		return (give_char(lex, lex->ch));
	default:
		break;
	}
	lex->comma = 0;
	return (lex->kind);
}

enum lex_kind
lex_next(struct lex *lex)
{
	enum lex_recovery	recovery = lex->recovery;
	unsigned int		nstack;

	lex->recovery = LEX_GO_ON;
	switch (recovery) {
	case LEX_END:
		return (give_char(lex, ';'));
	case LEX_END_UNREAD:
		lex->recovery = LEX_UNREAD;
		return (give_char(lex, ';'));
	case LEX_UNREAD:
		return (unread(lex));
	case LEX_SKIP:
		return (skip(lex));
	case LEX_GO_ON:
		break;
	}
	/* Where an included file ends, the one around it goes on. */
	do {
		nstack = lex->nstack;
		go_on(lex);
	} while (lex->kind == LEX_EOF && lex->nstack < nstack);
	return (lex->kind);
}

void
lex_recover(struct lex *lex)
{
	switch (lex->kind) {
	case LEX_EOF:
		break;
	case LEX_ERROR:
		lex->recovery = lex->after_error;
		break;
	case LEX_CHAR:
		if (lex->ch == ';' || lex->ch == '}')
			break;
		lex->nested = 0;
		if (lex->ch == '{') {
			lex->depth--;
			lex->nested = 1;
		}
		lex->recovery = LEX_SKIP;
		break;
	default:
		lex->nested = 0;
		lex->recovery = lex_is_next(lex) ? LEX_END_UNREAD : LEX_SKIP;
		break;
	}
}
