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
 * control serves dhcpdctl(8) on the local socket.  It decides nothing: it
 * checks what a client asks for, passes that on to the parent or the engine,
 * and relays the answers.
 *
 * control.c	start, jail, event loop
 * dispatch.c	what parent and engine may say
 * listen.c	the listening socket
 * client.c	connections: time-outs, queues
 * request.c	their requests and the answers
 */
#ifndef CONTROL_H
#define CONTROL_H

#include <sys/types.h>
#include <sys/time.h>

#include <event.h>
#include <imsg.h>
#include <stdint.h>

#include "msg.h"
#include "proc.h"

#define CLIENT_MAX		64	/* connections at a time */
/*
 * Messages that wait for one client.  An answer that comes as a whole is as
 * long as this host has interfaces and addresses; leases come in slices.
 */
#define CLIENT_QUEUE_MAX	16384
#define CLIENT_SLICE		256	/* leases asked for at a time */
#define CLIENT_SLICE_LOW	64	/* ask when fewer are queued */

extern struct peer	 peer_parent;
extern struct peer	 peer_engine;

/* dispatch.c */
void	dispatch_parent(struct peer *, struct imsg *);
void	dispatch_engine(struct peer *, struct imsg *);

/* listen.c */
void	listen_start(int fd);		/* takes over fd; only once */
int	listen_started(void);
void	listen_resume(void);		/* a connection has ended */

enum client_wait {
	WAIT_REQUEST,		/* for the client to ask something */
	WAIT_ANSWER,		/* for parent or engine */
	WAIT_READER,		/* for the client to read */
	WAIT_GONE		/* closed, but an answer is still to come */
};

/*
 * A connection.  It takes one request at a time, the next when the answer to
 * the last is on its way as a whole, and does not read meanwhile.  A client
 * that leaves before its answer has come keeps its place until then: so ids
 * are unique among the requests under way, and their number is bounded.
 */
struct client {
	struct imsgbuf		 ibuf;
	struct event		 ev;
	struct event		 timer;
	enum client_wait	 wait;
	int			 fd;
	uint32_t		 id;	/* of its requests */
	uint32_t		 request; /* IMSG_CTL_*, IMSG_NONE: none */
	uint32_t		 from;	/* show leases: start of the slice */
	uint32_t		 left;	/* of the slice; leases yet to come */
	int			 asked;	/* the answer has not ended yet */
	uid_t			 uid;	/* who it is */
};

/* How long a client may do nothing; variables for the tests. */
extern struct timeval	 client_idle;	/* without a request */
extern struct timeval	 client_stuck;	/* without reading its answer */

/* client.c */
int		 client_room(void);	/* for one more? */
void		 client_new(int fd);	/* takes over fd */
struct client	*client_find(uint32_t id);	/* NULL: unknown */
void		 client_update(struct client *);
void		 client_close(struct client *);	/* may free it */
/* The same for one that misbehaves; logged, but not without limit. */
void		 client_bad(struct client *, const char *why);
void		 client_gone(struct client *);	/* WAIT_GONE ends */

/* request.c */
void		 request_take(struct client *, struct imsg *);
void		 request_slice(struct client *);
/* Answers; the length of the first two is checked already. */
void		 answer_relay(struct peer *, struct imsg *);
void		 answer_end(struct peer *, struct imsg *);
void		 answer_lease(struct peer *, struct imsg *);
void		 answer_slice(struct peer *, struct imsg *);

#endif /* CONTROL_H */
