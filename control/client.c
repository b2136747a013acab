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


/* Connections of dhcpdctl(8): their places, queues and time-outs. */

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <errno.h>
#include <event.h>
#include <imsg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "control.h"
#include "log.h"

struct timeval	 client_idle = { 10, 0 };
struct timeval	 client_stuck = { 30, 0 };

/* By place; the low digits of an id say which. */
static struct client	*clients[CLIENT_MAX];
static unsigned int	 nclients;
static uint32_t		 generation;

static void	client_event(int, short, void *);
static void	client_timeout(int, short, void *);

int
client_room(void)
{
	return (nclients < CLIENT_MAX);
}

struct client *
client_find(uint32_t id)
{
	struct client	*c;

	c = clients[id % CLIENT_MAX];
	return (c != NULL && c->id == id ? c : NULL);
}

/* Waits for what is to wait for; anew, so its time begins now. */
static void
client_wait_for(struct client *c, enum client_wait wait)
{
	c->wait = wait;
	event_del(&c->ev);
	evtimer_del(&c->timer);
	switch (wait) {
	case WAIT_REQUEST:
		event_set(&c->ev, c->fd, EV_READ | EV_PERSIST, client_event,
		    c);
		event_add(&c->ev, NULL);
		evtimer_add(&c->timer, &client_idle);
		break;
	case WAIT_READER:
		event_set(&c->ev, c->fd, EV_WRITE | EV_PERSIST, client_event,
		    c);
		event_add(&c->ev, NULL);
		evtimer_add(&c->timer, &client_stuck);
		break;
	case WAIT_ANSWER:
	case WAIT_GONE:
		break;
	}
}

void
client_new(int fd)
{
	struct client	*c;
	unsigned int	 place;
	gid_t		 gid;

	for (place = 0; clients[place] != NULL; place++)
		;
	if ((c = calloc(1, sizeof(*c))) == NULL)
		fatal("calloc");
	if (imsgbuf_init(&c->ibuf, fd) == -1)
		fatal("imsgbuf_init");
	c->fd = fd;
	c->id = ++generation * CLIENT_MAX + place;
	c->request = IMSG_NONE;
	if (getpeereid(fd, &c->uid, &gid) == -1) {
		log_warn("control socket: getpeereid");
		c->uid = (uid_t)-1;
	}
	clients[place] = c;
	nclients++;
	event_set(&c->ev, fd, EV_READ | EV_PERSIST, client_event, c);
	evtimer_set(&c->timer, client_timeout, c);
	client_wait_for(c, WAIT_REQUEST);
}

/* Called when its queue or its request has changed. */
void
client_update(struct client *c)
{
	enum client_wait	 wait;

	if (c->wait == WAIT_GONE)
		return;
	if (imsgbuf_queuelen(&c->ibuf) > 0)
		wait = WAIT_READER;
	else if (c->request != IMSG_NONE)
		wait = WAIT_ANSWER;
	else
		wait = WAIT_REQUEST;
	if (wait != c->wait)
		client_wait_for(c, wait);
}

void
client_gone(struct client *c)
{
	clients[c->id % CLIENT_MAX] = NULL;
	nclients--;
	free(c);
	listen_resume();
}

void
client_close(struct client *c)
{
	if (c->wait == WAIT_GONE)
		return;
	client_wait_for(c, WAIT_GONE);
	imsgbuf_clear(&c->ibuf);
	close(c->fd);
	c->fd = -1;
	if (!c->asked)
		client_gone(c);
}

void
client_bad(struct client *c, const char *why)
{
	static struct log_limit	 limit = LOG_LIMIT(5, 60);
	unsigned int		 suppressed;

	if (log_allowed(&limit, &suppressed)) {
		log_warnx("control socket: connection of uid %u closed: %s",
		    (unsigned int)c->uid, why);
		if (suppressed > 0)
			log_warnx("control socket: %u more before that one",
			    suppressed);
	}
	client_close(c);
}

/* Takes the next request, if it is time and there is one; may free c. */
static void
client_next(struct client *c)
{
	struct imsg	 imsg;
	int		 n;

	if (c->request != IMSG_NONE || imsgbuf_queuelen(&c->ibuf) > 0) {
		client_update(c);
		return;
	}
	if ((n = imsgbuf_get(&c->ibuf, &imsg)) == -1) {
		client_bad(c, "not a message");
		return;
	}
	if (n == 0) {
		client_update(c);
		return;
	}
	request_take(c, &imsg);
	imsg_free(&imsg);
}

static void
client_read(struct client *c)
{
	switch (imsgbuf_read(&c->ibuf)) {
	case -1:
		if (errno == ECONNRESET)
			client_close(c);
		else
			client_bad(c, "not a message");
		break;
	case 0:
		client_close(c);
		break;
	default:
		client_next(c);
	}
}

static void
client_write(struct client *c)
{
	uint32_t	 before;

	before = imsgbuf_queuelen(&c->ibuf);
	if (imsgbuf_write(&c->ibuf) == -1) {
		/* It hung up, as everybody may. */
		log_debug("control socket: write: %s", strerror(errno));
		client_close(c);
		return;
	}
	if (imsgbuf_queuelen(&c->ibuf) < before)
		client_wait_for(c, WAIT_READER);
	request_slice(c);
	client_next(c);
}

static void
client_event(int fd, short events, void *arg)
{
	(void)fd;
	if (events & EV_WRITE)
		client_write(arg);
	else
		client_read(arg);
}

static void
client_timeout(int fd, short events, void *arg)
{
	struct client	*c = arg;

	(void)fd;
	(void)events;
	if (c->wait == WAIT_READER)
		client_bad(c, "does not read its answer");
	else
		client_bad(c, "no request");
}
