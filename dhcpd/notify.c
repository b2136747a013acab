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
 * The protocol of sd_notify(3), by hand; see notify.h.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include <errno.h>
#include <event.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "dhcpd/notify.h"
#include "log.h"

static int		 sock = -1;
static char		 pending[80];	/* what could not be sent yet */
static int		 waiting;	/* for ev, to send it */
static struct event	 ev;

static void	 tell(const char *);

/* "@name" is a name in Linux's abstract namespace, its first byte a NUL. */
int
notify_open(void)
{
	struct sockaddr_un sun;
	const char *path;
	socklen_t salen;
	size_t len;
	int fd, saved;

	if ((path = getenv("NOTIFY_SOCKET")) == NULL || path[0] == '\0')
		return (0);
	memset(&sun, 0, sizeof(sun));
	sun.sun_family = AF_UNIX;
	len = strlen(path);
	if ((path[0] != '/' && path[0] != '@') || len < 2 ||
	    len >= sizeof(sun.sun_path)) {
		errno = EINVAL;
		return (-1);
	}
	memcpy(sun.sun_path, path, len);
	salen = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
	if (path[0] == '@')
		sun.sun_path[0] = '\0';
	else
		salen++;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd == -1)
		return (-1);
	if (connect(fd, (struct sockaddr *)&sun, salen) == -1) {
		saved = errno;
		close(fd);
		errno = saved;
		return (-1);
	}
	unsetenv("NOTIFY_SOCKET");
	sock = fd;
	return (0);
}

static void
writable(int fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
	tell(pending);
}

/*
 * A manager that is busy is told later, and then only the last state: that is
 * what it must not miss.
 */
static void
tell(const char *text)
{
	if (sock == -1)
		return;
	if (waiting)
		event_del(&ev);
	waiting = 0;
	if (send(sock, text, strlen(text), 0) != -1)
		return;
	if (errno != EAGAIN && errno != ENOBUFS) {
		log_warn("service manager");
		return;
	}
	if (text != pending)
		strlcpy(pending, text, sizeof(pending));
	event_set(&ev, sock, EV_WRITE, writable, NULL);
	event_add(&ev, NULL);
	waiting = 1;
}

void
notify_ready(void)
{
	tell("READY=1");
}

/* Type=notify-reload wants to know when, to tell reloads apart. */
void
notify_reloading(void)
{
	struct timespec ts;
	char text[sizeof(pending)];

	clock_gettime(CLOCK_MONOTONIC, &ts);
	snprintf(text, sizeof(text), "RELOADING=1\nMONOTONIC_USEC=%lld",
	    (long long)ts.tv_sec * 1000000 + ts.tv_nsec / 1000);
	tell(text);
}

void
notify_stopping(void)
{
	tell("STOPPING=1");
}
