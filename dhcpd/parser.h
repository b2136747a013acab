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
 * What the parts of the parser of dhcpd.conf(5) share.
 *
 * parse.y	the grammar, the keywords, syntax errors
 * lex.c	words; lexfile.c: files and characters; hint.c: misspelt words
 * parser.c	reports, and what is put together for one configuration
 * declare.c	scopes, subnets, ranges, hosts
 * param.c	parameters
 * option.c	option statements; optvalue.c: their values
 * optdefine.c	definitions of options
 * foreign.c	statements of other servers
 * value.c	words as numbers, addresses, bytes
 * confcheck.c	what can be judged only when all is known
 */
#ifndef PARSER_H
#define PARSER_H

#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>

#include "conf.h"
#include "lex.h"

struct names;
struct opt_def;

#define KEYWORDS_MAX	128
#define REPORT_MAX	1000	/* errors and warnings; others are counted */

enum lease_time {		/* of scope_places */
	TIME_DEFAULT,
	TIME_MAX,
	TIME_MIN,
	TIMES
};

struct scope_places {
	struct lex_place	 declared;
	struct lex_place	 time[TIMES];
};

struct frame {			/* a block that is open */
	enum scope_kind		 kind;
	uint32_t		 scope;
	uint32_t		 subnet;	/* CONF_NONE: in none, or bad */
	uint32_t		 shared;	/* CONF_NONE: in none */
};

struct parser {
	struct lex		 lex;
	struct conf		*conf;
	struct names		*names;
	int			 strict;
	void			(*report)(void *, const char *);
	void			*arg;
	unsigned int		 errors;
	unsigned int		 reported;
	unsigned int		 unreported;
	uint8_t			 noeffect[KEYWORDS_MAX]; /* warned of */

	struct frame		 stack[LEX_DEPTH_MAX + 1];
	unsigned int		 depth;		/* of the current one */

	struct conf_host	 host;		/* the open one */
	char			 hostname[CONF_NAME_MAX + 1];
	uint8_t			 uid[UINT8_MAX];
	struct in_addr		 addrs[CONF_HOST_ADDRS];

	/* by index in conf, before conf_finish() */
	struct scope_places	*scopes;
	struct lex_place	*subnets;
	struct lex_place	*ranges;
	struct lex_place	*optdefs;
};

/* parser.c; word is the index of the word that is meant */
void	error_at(struct parser *, const struct lex_place *, const char *, ...)
	    __attribute__((__format__ (printf, 3, 4)));
void	warn_at(struct parser *, const struct lex_place *, const char *, ...)
	    __attribute__((__format__ (printf, 3, 4)));
void	word_error(struct parser *, uint32_t word, const char *, ...)
	    __attribute__((__format__ (printf, 3, 4)));
void	word_warn(struct parser *, uint32_t word, const char *, ...)
	    __attribute__((__format__ (printf, 3, 4)));
/* How many were left out because of REPORT_MAX. */
void	report_rest(struct parser *);
struct lex_place word_place(const struct parser *, uint32_t word);
/* file:line:column; good until the next call, or the next report. */
const char *show_place(const struct parser *, const struct lex_place *);
const char *show_word(const struct parser *, uint32_t word);
/* Dotted quad; good until 3 more calls. */
const char *show_addr(uint32_t addr);
int	mask_length(struct in_addr mask);

/* declare.c */
void	declare_shared(struct parser *, uint32_t name);
void	declare_subnet(struct parser *, uint32_t net, uint32_t mask);
void	declare_group(struct parser *);
void	declare_host(struct parser *, uint32_t name);
void	declare_end(struct parser *);
void	declare_range(struct parser *, int flags, uint32_t low, uint32_t high);
void	declare_hardware(struct parser *, int htype, uint32_t addr);
void	declare_fixed_address(struct parser *);
void	declare_listen(struct parser *);
uint32_t current_scope(const struct parser *);
int	within(const struct parser *, enum scope_kind);

/* param.c */
/* Could a server have that address?  Of a word, for the message. */
int	server_addr(struct parser *, uint32_t word, struct in_addr);
void	param_number(struct parser *, enum param, uint32_t word);
/* From that word on, three words. */
void	param_date(struct parser *, enum param, uint32_t word);
void	param_bool(struct parser *, enum param, uint32_t word);
void	param_flag(struct parser *, enum param, int on);
void	param_addr(struct parser *, enum param, uint32_t word);
void	param_string(struct parser *, enum param, uint32_t word);
/* get-lease-hostnames */
void	param_lease_hostnames(struct parser *, uint32_t word);
/* The current statement has no effect here; may have to say "none". */
void	param_noeffect(struct parser *, int none);

/* option.c: of the current statement, option NAME value ... */
void	option_set(struct parser *);
/* What to write instead of an option that cannot be configured. */
const char *option_instead(uint8_t code);

/* optdefine.c: of the current statement, option NAME code N = type */
void	option_define(struct parser *);

/* optvalue.c */
struct value {			/* of an option, being put together */
	uint8_t	 data[CONF_OPTION_MAX];
	size_t	 len;
	int	 left_out;	/* a name had no address */
	int	 uniform;	/* a list of one kind of thing */
};
/* All the words from that one on; 0, or -1 if that was reported. */
int	option_value(struct parser *, const struct opt_def *, uint32_t word,
	    struct value *);

/* foreign.c: what a statement of another server comes to; NULL: nothing */
const char *foreign_note(const char *name);

/* value.c: 0, or -1 if that was reported */
int	value_number(struct parser *, uint32_t word, int base, int64_t min,
	    int64_t max, int64_t *);
int	value_bool(struct parser *, uint32_t word, uint8_t *);
/* Text without a NUL; NULL after an error. */
const char *value_text(struct parser *, uint32_t word);
/* Four decimal numbers; a leading zero does not make one octal. */
int	parse_addr(const char *text, struct in_addr *);
int	value_addr(struct parser *, uint32_t word, struct in_addr *);
/* *n is 0 where a name has no address (yet). */
int	value_addrs(struct parser *, uint32_t word, struct in_addr *,
	    uint32_t max, uint32_t *n);
/* Bytes a:b:c in hex, at least one; text: it might have been text as well. */
int	value_hex(struct parser *, uint32_t word, int text, uint8_t *,
	    size_t size, size_t *len);

/* confcheck.c */
void	check_errors(struct parser *);		/* before conf_finish() */
void	check_warnings(struct parser *);	/* after it */

#endif /* PARSER_H */
