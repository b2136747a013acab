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
 * <event.h>: event(3), libevent 1.4.  Of the members of struct event only
 * those that its macros use.
 */
#ifndef OPENBSD_EVENT_H
#define OPENBSD_EVENT_H

#include <sys/types.h>
#include <sys/time.h>
#include <stdarg.h>
#include <stdint.h>

struct event_base;

#define EVLIST_TIMEOUT	0x01
#define EVLIST_INSERTED	0x02
#define EVLIST_SIGNAL	0x04
#define EVLIST_ACTIVE	0x08
#define EVLIST_INTERNAL	0x10
#define EVLIST_INIT	0x80

#define EV_TIMEOUT	0x01
#define EV_READ		0x02
#define EV_WRITE	0x04
#define EV_SIGNAL	0x08
#define EV_PERSIST	0x10

#define EVLOOP_ONCE	0x01
#define EVLOOP_NONBLOCK	0x02

struct event {
	struct event_base	*ev_base;
	int			 ev_fd;
	short			 ev_events;
	struct timeval		 ev_timeout;
	int			 ev_pri;
	void			(*ev_callback)(int, short, void *);
	void			*ev_arg;
	int			 ev_res;
	int			 ev_flags;
};

#define EVENT_SIGNAL(ev)	(int)(ev)->ev_fd
#define EVENT_FD(ev)		(int)(ev)->ev_fd

void		*event_init(void);
struct event_base *event_base_new(void);
int		 event_base_set(struct event_base *, struct event *);
int		 event_base_loop(struct event_base *, int);
void		 event_base_free(struct event_base *);
int		 event_reinit(struct event_base *);
int		 event_dispatch(void);
int		 event_loop(int);
int		 event_loopbreak(void);
int		 event_loopexit(const struct timeval *);
void		 event_set(struct event *, int, short,
		    void (*)(int, short, void *), void *);
int		 event_add(struct event *, const struct timeval *);
int		 event_del(struct event *);
void		 event_active(struct event *, int, short);
int		 event_pending(struct event *, short, struct timeval *);
int		 event_once(int, short, void (*)(int, short, void *), void *,
		    const struct timeval *);
int		 event_priority_init(int);
int		 event_priority_set(struct event *, int);
const char	*event_get_version(void);
const char	*event_get_method(void);

#define event_initialized(ev)	((ev)->ev_flags & EVLIST_INIT)

#define evtimer_set(ev, cb, arg)	event_set(ev, -1, 0, cb, arg)
#define evtimer_add(ev, tv)		event_add(ev, tv)
#define evtimer_del(ev)			event_del(ev)
#define evtimer_pending(ev, tv)		event_pending(ev, EV_TIMEOUT, tv)
#define evtimer_initialized(ev)		((ev)->ev_flags & EVLIST_INIT)

#define timeout_set(ev, cb, arg)	event_set(ev, -1, 0, cb, arg)
#define timeout_add(ev, tv)		event_add(ev, tv)
#define timeout_del(ev)			event_del(ev)

#define signal_set(ev, x, cb, arg)					\
	event_set(ev, x, EV_SIGNAL | EV_PERSIST, cb, arg)
#define signal_add(ev, tv)		event_add(ev, tv)
#define signal_del(ev)			event_del(ev)
#define signal_pending(ev, tv)		event_pending(ev, EV_SIGNAL, tv)
#define signal_initialized(ev)		((ev)->ev_flags & EVLIST_INIT)

#endif /* OPENBSD_EVENT_H */
