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
 * The loader of configurations, a state machine; see load.h.
 *
 *	idle -> resolving -> applying -> idle
 *
 * The resolver answers one name after the other, so it is asked for one at a
 * time: a load that is given up leaves at most one answer behind to wait for.
 */

#include <sys/types.h>
#include <sys/queue.h>
#include <sys/stat.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf.h"
#include "dhcpd/dhcpd.h"
#include "dhcpd/load.h"
#include "dhcpd/names.h"
#include "log.h"
#include "msg.h"

#define LOAD_PASSES	4	/* parses of one load, if the file changes */

struct wanted {
	TAILQ_ENTRY(wanted)	 entry;
	char			*name;
};
TAILQ_HEAD(wanted_list, wanted);

struct waiters {
	uint32_t	 who[LOAD_WAITERS_MAX];
	size_t		 n;
};

struct lines {
	char		*line[LOAD_LINES_MAX];
	size_t		 n;
	size_t		 dropped;
};

static struct {
	const char		*file;
	const struct load_ops	*ops;
	enum { IDLE, RESOLVING, APPLYING } state;
	enum load_why		 why;
	struct conf		*conf;		/* in force */
	struct names		*conf_names;	/* what it was parsed with */
	struct stat		 conf_stat;	/* of the file, before that */
	uint32_t		 generation;	/* of the last conf */
	unsigned int		 left_out;	/* names that did not resolve */
	unsigned int		 retry;		/* seconds until the next */
	int			 retry_off;	/* the file has changed */

	/* the load under way */
	struct conf		*trial;
	struct names		*names;
	struct stat		 stat;
	struct lines		 lines;
	struct wanted_list	 wanted;	/* not asked for yet */
	unsigned int		 passes;
	unsigned int		 resolved;	/* names that got addresses */
	unsigned int		 failed;	/* names that did not */
	struct waiters		 now;		/* wait for this load */
	struct waiters		 next;		/* wait for the one after */

	/* the name that the resolver is busy with */
	char			*pending;	/* NULL: none */
	uint32_t		 pending_id;
	int			 pending_stale;	/* of a load given up */
} l;

static void	 begin(enum load_why);
static void	 parse_pass(void);

void
load_init(const char *file, const struct load_ops *ops)
{
	memset(&l, 0, sizeof(l));
	l.file = file;
	l.ops = ops;
	TAILQ_INIT(&l.wanted);
}

const struct conf *
load_conf(void)
{
	return (l.conf);
}

static void
lines_clear(void)
{
	while (l.lines.n > 0)
		free(l.lines.line[--l.lines.n]);
	l.lines.dropped = 0;
}

static void
collect(void *arg, const char *line)
{
	struct lines *lines = arg;

	if (lines->n == LOAD_LINES_MAX) {
		lines->dropped++;
		return;
	}
	if ((lines->line[lines->n] = strdup(line)) == NULL)
		fatal("load");
	lines->n++;
}

static void
report_all(const char *line)
{
	size_t i;

	l.ops->report(LOAD_NOBODY, line);
	for (i = 0; i < l.now.n; i++)
		if (l.now.who[i] != LOAD_NOBODY && l.now.who[i] != LOAD_BOOT)
			l.ops->report(l.now.who[i], line);
}

static void
report_lines(void)
{
	char more[64];
	size_t i;

	for (i = 0; i < l.lines.n; i++)
		report_all(l.lines.line[i]);
	if (l.lines.dropped != 0) {
		snprintf(more, sizeof(more), "and %zu more", l.lines.dropped);
		report_all(more);
	}
	lines_clear();
}

static void
wanted_clear(void)
{
	struct wanted *w;

	while ((w = TAILQ_FIRST(&l.wanted)) != NULL) {
		TAILQ_REMOVE(&l.wanted, w, entry);
		free(w->name);
		free(w);
	}
	l.pending_stale = 1;
}

static void
wanted_collect(void)
{
	const struct name *n;
	struct wanted *w;

	for (n = names_wanted(l.names, NULL); n != NULL;
	    n = names_wanted(l.names, n)) {
		if ((w = calloc(1, sizeof(*w))) == NULL ||
		    (w->name = strdup(n->name)) == NULL)
			fatal("load");
		TAILQ_INSERT_TAIL(&l.wanted, w, entry);
	}
}

/* Asks for the next name, if the resolver is free. */
static void
resolve_next(void)
{
	struct wanted *w;

	if (l.pending != NULL || (w = TAILQ_FIRST(&l.wanted)) == NULL)
		return;
	TAILQ_REMOVE(&l.wanted, w, entry);
	l.pending = w->name;
	l.pending_stale = 0;
	if (++l.pending_id == 0)
		l.pending_id = 1;
	free(w);
	l.ops->resolve(l.pending_id, l.pending);
}

static int
resolving(void)
{
	return ((l.pending != NULL && !l.pending_stale) ||
	    !TAILQ_EMPTY(&l.wanted));
}

static void
parse(int strict)
{
	lines_clear();
	conf_free(l.trial);
	if (stat(l.file, &l.stat) == -1)	/* the parser will say why */
		memset(&l.stat, 0, sizeof(l.stat));
	l.trial = parse_config(l.file, l.names, strict, collect, &l.lines);
	l.passes++;
}

const struct conf *
load_first(void)
{
	if ((l.names = names_new()) == NULL)
		fatal("load");
	parse(0);
	if (l.trial == NULL)
		report_lines();
	return (l.trial);
}

int
load_wants_names(void)
{
	return (l.names != NULL && names_wanted(l.names, NULL) != NULL);
}

/* Forgets the load under way, but not who waits for it. */
static void
forget(void)
{
	wanted_clear();
	lines_clear();
	conf_free(l.trial);
	l.trial = NULL;
	if (l.names != l.conf_names)
		names_free(l.names);
	l.names = NULL;
}

static void
retry_later(void)
{
	if (l.left_out == 0 || l.retry_off)
		return;
	if (l.retry == 0)
		l.retry = LOAD_RETRY_FIRST;
	else if (l.retry < LOAD_RETRY_LAST)
		l.retry *= 2;
	l.ops->timer(l.retry);
}

/* All who wait are told; then the next load begins, if somebody asked. */
static void
end(int ok)
{
	struct waiters told;
	size_t i;

	report_lines();
	told = l.now;
	l.now.n = 0;
	forget();
	l.state = IDLE;
	for (i = 0; i < told.n; i++)
		l.ops->done(told.who[i], ok);
	if (l.next.n > 0) {
		l.now = l.next;
		l.next.n = 0;
		begin(LOAD_ASKED);
	} else
		retry_later();
}

static void
apply(void)
{
	struct conf *old = l.conf;

	if (l.conf_names != l.names)
		names_free(l.conf_names);
	l.conf_names = l.names;
	l.conf_stat = l.stat;
	l.left_out = l.failed;
	l.conf = l.trial;
	l.trial = NULL;
	l.conf->generation = ++l.generation;
	if (l.why != LOAD_RETRY)
		l.retry = l.retry_off = 0;
	l.state = APPLYING;
	l.ops->apply(l.conf);
	conf_free(old);
}

int
load_applied(uint32_t generation)
{
	if (l.state != APPLYING || generation != l.generation)
		return (-1);
	end(1);
	return (0);
}

/*
 * An editor may be at work on the file while names are retried: what is
 * half-written must not get into force just because DNS came back.
 */
static int
file_changed(void)
{
	struct stat st;

	if (stat(l.file, &st) == -1)
		return (1);
	return (st.st_dev != l.conf_stat.st_dev ||
	    st.st_ino != l.conf_stat.st_ino ||
	    st.st_size != l.conf_stat.st_size ||
	    st.st_mtim.tv_sec != l.conf_stat.st_mtim.tv_sec ||
	    st.st_mtim.tv_nsec != l.conf_stat.st_mtim.tv_nsec);
}

/* All names are answered, or time is up. */
static void
resolve_end(void)
{
	l.ops->timer(0);
	if (l.why == LOAD_RETRY) {
		if (l.resolved == 0) {
			end(0);
			return;
		}
		if (file_changed()) {
			log_warnx("%s has changed since it was loaded: reload "
			    "to use host names that resolve now", l.file);
			l.retry_off = 1;
			end(0);
			return;
		}
	}
	parse_pass();
}

static void
name_failed(const char *name)
{
	struct msg_resolved none;

	memset(&none, 0, sizeof(none));
	none.status = RESOLVED_FAIL;
	names_set(l.names, name, &none);
	l.failed++;
}

/* Those that are not answered yet count as failed. */
static void
resolve_giveup(void)
{
	struct wanted *w;

	if (l.pending != NULL && !l.pending_stale)
		name_failed(l.pending);
	TAILQ_FOREACH(w, &l.wanted, entry)
		name_failed(w->name);
	wanted_clear();
}

static void
resolve_begin(void)
{
	l.state = RESOLVING;
	wanted_collect();
	if (l.passes >= LOAD_PASSES)
		resolve_giveup();
	if (!resolving()) {
		resolve_end();
		return;
	}
	if (l.why != LOAD_RETRY)	/* nobody waits for a retry */
		l.ops->timer(l.why == LOAD_START ? LOAD_START_WAIT :
		    LOAD_ASKED_WAIT);
	resolve_next();
}

/*
 * Parses.  What the parser has to say counts only when it knew all names; till
 * then syntax errors wait, too, so that all errors are told at once.
 */
static void
parse_pass(void)
{
	parse(l.why == LOAD_ASKED);
	if (names_wanted(l.names, NULL) != NULL)
		resolve_begin();
	else if (l.trial == NULL)
		end(0);
	else
		apply();
}

static void
begin(enum load_why why)
{
	l.ops->timer(0);
	l.why = why;
	l.passes = l.resolved = l.failed = 0;
	if (why == LOAD_RETRY) {
		l.names = l.conf_names;
		names_retry(l.names);
		resolve_begin();
		return;
	}
	if (why == LOAD_START && l.trial != NULL) {
		/* load_first() was the first pass */
		if (load_wants_names())
			resolve_begin();
		else
			apply();
		return;
	}
	forget();
	if ((l.names = names_new()) == NULL)
		fatal("load");
	parse_pass();
}

static int
waiters_add(struct waiters *w, uint32_t who)
{
	if (w->n == LOAD_WAITERS_MAX)
		return (-1);
	w->who[w->n++] = who;
	return (0);
}

int
load_run(enum load_why why, uint32_t who)
{
	/* whoever asks need not wait for names that were left out */
	if (l.state == RESOLVING && l.why == LOAD_RETRY) {
		forget();
		l.state = IDLE;
	}
	if (l.state != IDLE)
		return (waiters_add(&l.next, who));
	if (waiters_add(&l.now, who) == -1)
		return (-1);
	begin(why);
	return (0);
}

int
load_resolved(uint32_t id, const struct msg_resolved *r)
{
	if (l.pending == NULL || id != l.pending_id ||
	    r->naddrs > RESOLVED_MAX || r->status > RESOLVED_FAIL ||
	    (r->status == RESOLVED_OK) != (r->naddrs > 0))
		return (-1);
	if (!l.pending_stale) {
		names_set(l.names, l.pending, r);
		if (r->status == RESOLVED_OK)
			l.resolved++;
		else
			l.failed++;
	}
	free(l.pending);
	l.pending = NULL;
	resolve_next();
	if (l.state == RESOLVING && !resolving())
		resolve_end();
	return (0);
}

void
load_expired(void)
{
	switch (l.state) {
	case IDLE:
		/* nobody asked; a load may have begun in between */
		begin(LOAD_RETRY);
		break;
	case RESOLVING:
		resolve_giveup();
		resolve_end();
		break;
	case APPLYING:
		break;
	}
}
