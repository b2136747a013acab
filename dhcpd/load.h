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
 * Loads a configuration: parse, have the resolver look up the host names that
 * it uses, parse again, put it in force.  One at a time, for any number of
 * askers.  Touches neither processes nor clocks itself: what it needs done is
 * done by struct load_ops, what happened is told to it by load_*().
 */
#ifndef LOAD_H
#define LOAD_H

#include <stdint.h>

struct conf;
struct msg_resolved;

#define LOAD_NOBODY		0	/* who: it concerns only the log */
#define LOAD_BOOT		UINT32_MAX	/* who: start waits for it */
#define LOAD_WAITERS_MAX	64	/* who wait for the next load */
#define LOAD_LINES_MAX		1000	/* errors and warnings of one load */

/* How long names may take, in seconds. */
#define LOAD_START_WAIT		3	/* a boot without DNS still has DHCP */
#define LOAD_ASKED_WAIT		30
/* When names that did not resolve at start are tried again: doubled from
 * the first to the last. */
#define LOAD_RETRY_FIRST	10
#define LOAD_RETRY_LAST		320

enum load_why {
	LOAD_START,		/* names that don't resolve are left out */
	LOAD_ASKED,		/* reload or check: they are errors */
	LOAD_RETRY		/* those left out, again */
};

struct load_ops {
	/* Look up a name; the answer goes to load_resolved(). */
	void	(*resolve)(uint32_t id, const char *name);
	/* Call load_expired() in so many seconds; 0: not any more. */
	void	(*timer)(unsigned int seconds);
	/* An error or warning, for the log (LOAD_NOBODY) or an asker. */
	void	(*report)(uint32_t who, const char *line);
	/* Put it in force, and call load_applied() when it is. */
	void	(*apply)(const struct conf *);
	/* The load that `who' waited for has ended. */
	void	(*done)(uint32_t who, int ok);
};

void		 load_init(const char *file, const struct load_ops *);
/*
 * The first parse, without names, for what is to be known before anything is
 * started.  NULL if there are errors, which are reported.
 */
const struct conf *load_first(void);
/* Names that the first parse found, and nobody has looked up yet. */
int		 load_wants_names(void);

/*
 * Loads now, or after the one that is under way; done(who) is called in any
 * case but when -1 is returned: too many wait already.
 */
int		 load_run(enum load_why, uint32_t who);
/* -1: it was not asked for, or makes no sense. */
int		 load_resolved(uint32_t id, const struct msg_resolved *);
void		 load_expired(void);
/* -1: no such configuration waits for that. */
int		 load_applied(uint32_t generation);

/* The one in force, or about to be; NULL at first. */
const struct conf *load_conf(void);

#endif /* LOAD_H */
