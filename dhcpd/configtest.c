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
 * dhcpd -n: checks the configuration, and prints it with -v.  Needs no root,
 * and other programs only for host names.
 */

#include <sys/types.h>
#include <sys/time.h>

#include <event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dhcpd/configtest.h"
#include "dhcpd/children.h"
#include "dhcpd/dhcpd.h"
#include "dhcpd/load.h"
#include "log.h"

static struct msg_init		*init;
static void			(*prepare)(struct msg_init *);
static struct event		 ev_timer;
static int			 started, running;
static uint32_t			 next_id;	/* 0: none waits */
static const char		*next_name;

static void
send_next(void)
{
	if (!running || next_id == 0)
		return;
	peer_send(child_peer(PROC_RESOLVER), IMSG_RESOLVE, next_id, -1,
	    next_name, strlen(next_name));
	next_id = 0;
}

static void
resolver_jailed(void)
{
	running = 1;
	send_next();
}

static __dead void
finish(int status)
{
	if (started)
		children_stop();
	exit(status);
}

static void
resolver_ended(void)
{
	children_stop();	/* says why */
	exit(1);
}

static void
resolver_dispatch(struct peer *p, struct imsg *imsg)
{
	struct msg_resolved r;

	if (imsg_get_type(imsg) != IMSG_RESOLVED)
		peer_illegal(p, imsg);
	peer_get(p, imsg, &r, sizeof(r));
	if (load_resolved(imsg_get_id(imsg), &r) == -1)
		peer_illegal(p, imsg);
}

static const struct children_ops resolver_ops = {
	resolver_dispatch, resolver_jailed, resolver_ended
};

/* The name stays until it is answered. */
static void
resolve(uint32_t id, const char *name)
{
	next_id = id;
	next_name = name;
	if (!started) {
		started = 1;
		if (children_check(1U << PROC_RESOLVER) == -1)
			exit(1);
		prepare(init);
		children_start(1U << PROC_RESOLVER, init, &resolver_ops);
	}
	send_next();
}

static void
expired(int fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
	load_expired();
}

static void
timer(unsigned int seconds)
{
	struct timeval tv = { (time_t)seconds, 0 };

	evtimer_del(&ev_timer);
	if (seconds != 0)
		evtimer_add(&ev_timer, &tv);
}

/* The errors are the output: no prefix, no log. */
static void
report(uint32_t who, const char *line)
{
	(void)who;
	fprintf(stderr, "%s\n", line);
}

static void
apply(const struct conf *conf)
{
	if (log_getverbose())
		print_config(conf, stdout);
	if (fflush(stdout) == EOF || ferror(stdout)) {
		log_warn("stdout");
		finish(1);
	}
	fprintf(stderr, "configuration OK\n");
	finish(0);
}

static void
done(uint32_t who, int ok)
{
	(void)who;
	finish(!ok);
}

static const struct load_ops ops = { resolve, timer, report, apply, done };

__dead void
configtest(const char *file, struct msg_init *i, void (*p)(struct msg_init *))
{
	init = i;
	prepare = p;
	event_init();
	evtimer_set(&ev_timer, expired, NULL);
	load_init(file, &ops);
	load_run(LOAD_ASKED, LOAD_NOBODY);
	event_dispatch();
	fatalx("event loop");
}
