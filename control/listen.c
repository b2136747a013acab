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
 * The listening socket.  It rests while there are as many connections as we
 * want, or descriptors have run out; the kernel's backlog holds the others.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <errno.h>
#include <event.h>
#include <fcntl.h>
#include <unistd.h>

#include "control.h"
#include "log.h"

static struct event	 ev_accept;
static struct event	 ev_pause;
static int		 listen_fd = -1;

static void
listen_pause(void)
{
	struct timeval	 tv = { 1, 0 };

	event_del(&ev_accept);
	evtimer_add(&ev_pause, &tv);
}

static void
listen_accept(int fd, short events, void *arg)
{
	int	 s;

	(void)events;
	(void)arg;
	s = accept4(fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (s == -1) {
		if (errno == EINTR || errno == EWOULDBLOCK ||
		    errno == ECONNABORTED)
			return;
		/*
		 * Out of descriptors or memory, most likely: trying again at
		 * once would only burn the processor.
		 */
		log_warn("control socket: accept");
		listen_pause();
		return;
	}
	client_new(s);
	if (!client_room())
		event_del(&ev_accept);
}

static void
listen_again(int fd, short events, void *arg)
{
	(void)fd;
	(void)events;
	(void)arg;
	listen_resume();
}

void
listen_start(int fd)
{
	int	 flags;

	if ((flags = fcntl(fd, F_GETFL)) == -1 ||
	    fcntl(fd, F_SETFL, flags | O_NONBLOCK) == -1)
		fatal("control socket: fcntl");
	listen_fd = fd;
	event_set(&ev_accept, fd, EV_READ | EV_PERSIST, listen_accept, NULL);
	evtimer_set(&ev_pause, listen_again, NULL);
	listen_resume();
}

int
listen_started(void)
{
	return (listen_fd != -1);
}

void
listen_resume(void)
{
	if (listen_fd == -1 || !client_room())
		return;
	evtimer_del(&ev_pause);
	event_add(&ev_accept, NULL);
}
