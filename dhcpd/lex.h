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
 * The words of dhcpd.conf(5): what stands between white space and one of
 * { } ; , " #.  What a word means is its reader's to say: addresses, names,
 * numbers and hex bytes are all words.
 *
 * Whether a word is a keyword depends on where it stands: the first one of a
 * statement sets the context for the others.  So a host may be called
 * "subnet".
 *
 * The lexer also keeps braces balanced, within each file: what is missing or
 * too much is reported, and then the parser doesn't see it.
 */
#ifndef LEX_H
#define LEX_H

#include <sys/types.h>

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define LEX_DEPTH_MAX		64	/* blocks within blocks */
#define LEX_INCLUDE_MAX		16	/* files within files */
#define LEX_FILES_MAX		65536	/* of one configuration */
#define LEX_TOKEN_MAX		4096	/* bytes of a word or string */
#define LEX_STATEMENT_MAX	65536	/* bytes of all words of a statement */

enum lex_kind {
	LEX_EOF,
	LEX_WORD,
	LEX_STRING,		/* was in quotes */
	LEX_KEYWORD,
	LEX_ERROR,		/* reported already */
	LEX_CHAR		/* one of { } ; , */
};

enum lex_recovery {
	LEX_GO_ON,
	LEX_END,		/* pretend that the statement ends here */
	LEX_END_UNREAD,		/* the same, and the current word is next */
	LEX_UNREAD,
	LEX_SKIP		/* to the end of the statement */
};

struct lex_keyword {
	int		 context;	/* where it is one; 0: first word */
	const char	*name;		/* lower case */
	int		 token;		/* the grammar's */
	int		 value;		/* likewise */
	int		 next;		/* context of the words that follow */
};

struct lex_pos {
	uint32_t	 line;		/* 1 and up; 0: the file as a whole */
	uint32_t	 column;	/* 1 and up, in bytes */
};

struct lex_place {
	uint32_t	 file;		/* index in files */
	struct lex_pos	 pos;
};

/* A word or string of the current statement. */
struct lex_word {
	uint32_t	 off;		/* in text; NUL-terminated there */
	uint32_t	 len;
	struct lex_pos	 pos;
	uint8_t		 quoted;
	uint8_t		 comma;		/* stands behind a comma */
};

struct lex_file {
	FILE		*fp;
	uint32_t	 index;		/* in files */
	struct lex_pos	 pos;		/* of the last character */
	uint32_t	 width;		/* columns of the line before */
	unsigned int	 base;		/* depth of blocks where it begins */
	dev_t		 dev;
	ino_t		 ino;
	int		 eof;
};

struct lex {
	const struct lex_keyword *keywords;	/* sorted: context, name */
	size_t		 nkeywords;
	void		(*report)(void *arg, const struct lex_place *,
			    int warning, const char *what);
	void		*arg;

	char		**files;	/* names, for places */
	uint32_t	 nfiles;
	struct lex_file	 stack[LEX_INCLUDE_MAX];
	unsigned int	 nstack;

	unsigned int	 depth;		/* open blocks, and where they begin */
	struct lex_place open[LEX_DEPTH_MAX];

	/* the current statement */
	char		*text;
	uint32_t	 textlen;
	uint32_t	 textsize;
	struct lex_word	*words;
	uint32_t	 nwords;
	uint32_t	 wordssize;
	const struct lex_keyword *statement;	/* its first word, if known */
	int		 context;
	int		 ended;		/* next token is a statement's first */
	int		 comma;		/* the last token was one */
	int		 record;	/* braces are words: "= { ... }" */

	/* the current token */
	enum lex_kind	 kind;
	int		 ch;		/* LEX_CHAR */
	uint32_t	 word;		/* index of a word, string, keyword */
	const struct lex_keyword *keyword;
	struct lex_pos	 pos;
	int		 first;		/* of its statement */

	/* how it goes on after an error */
	enum lex_recovery recovery;
	enum lex_recovery after_error;	/* if kind is LEX_ERROR */
	unsigned int	 nested;	/* LEX_SKIP: blocks to skip */
};

void	lex_init(struct lex *, const struct lex_keyword *, size_t,
	    void (*report)(void *, const struct lex_place *, int,
	    const char *), void *arg);
/* The file to begin with.  0, or -1 if that was reported. */
int	lex_open(struct lex *, const char *name);
/* A file to read before going on; relative to the one that says so. */
int	lex_include(struct lex *, uint32_t word);
/* The next token: the members above are set. */
enum lex_kind lex_next(struct lex *);
/*
 * After a syntax error at the current token: what follows now, up to the ';'
 * that ends the statement, or the '}' that ends the block it is in, is
 * skipped.  If it seems that just a ';' is missing, that is made up for.
 */
void	lex_recover(struct lex *);
/* The word before the current token in its statement; NULL: there is none. */
const struct lex_word *lex_previous(const struct lex *);
/* Does the current token look like the next statement's first word? */
int	lex_is_next(const struct lex *);
void	lex_free(struct lex *);

/* lexfile.c, for lex.c */
struct lex_file	*lex_file(struct lex *);	/* that is being read */
int	lex_getc(struct lex *);
void	lex_ungetc(struct lex *, int c);
int	lex_is_blank(int c);
/* The next character that is neither white space nor in a comment. */
int	lex_skip_blank(struct lex *);
void	lex_report(struct lex *, struct lex_pos, int warning, const char *, ...)
	    __attribute__((__format__ (printf, 4, 5)));

const char *lex_text(const struct lex *, uint32_t word);
struct lex_place lex_place(const struct lex *, struct lex_pos);
/* hint.c: the keyword of a context that is most like a word; NULL: none is. */
const struct lex_keyword *lex_suggest(const struct lex *, int context,
	    const char *word);
/* In quotes and escaped for a message; good until 3 more calls. */
const char *lex_show(const char *text, size_t len);

#endif /* LEX_H */
