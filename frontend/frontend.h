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
 * The frontend owns the UDP and ICMP sockets.  It receives, checks what
 * needs no configuration, and sends.  It decides nothing.
 *
 * frontend.c	start, channels, dispatch for each
 * sockets.c	the sockets that the parent handed
 * receive.c	datagrams in: batches from a socket
 * validate.c	the fixed part of a message
 * backlog.c	requests that wait while the engine is busy
 * send.c	replies and probes out: batches to a socket
 * icmp.c	echo requests and replies
 * cmsg_*.c	control messages, by system; cmsg.h
 */
#ifndef FRONTEND_H
#define FRONTEND_H

#include <sys/types.h>
#include <sys/queue.h>
#include <sys/tree.h>

#include <event.h>
#include <stdint.h>

#include "proc.h"
#include "stats.h"

#define BATCH		32	/* datagrams in one system call */

struct datagram;
TAILQ_HEAD(datagrams, datagram);

struct sock {
	RB_ENTRY(sock)		 entry;
	TAILQ_ENTRY(sock)	 dirty;		/* has something to send */
	struct event		 ev;
	struct msg_socket	 info;
	struct datagrams	 outq;
	unsigned int		 noutq;
	unsigned int		 stalled;	/* how often nothing went out */
	int			 fd;
};

extern struct peer	 peer_parent;
extern struct peer	 peer_engine;
extern uint64_t		 stats[STATS_FRONTEND_MAX];

/* sockets.c */
int		 sock_add(const struct msg_socket *, int fd);
void		 sock_close(uint32_t id);
struct sock	*sock_find(uint32_t id);
struct sock	*sock_icmp(void);

/* receive.c: libevent calls it when sock can be read. */
void		 receive(int fd, short events, void *sock);
/* The engine has read something: give it more of the backlog. */
void		 receive_resume(void);

/* validate.c: -1 if the message is fine, else why it is dropped. */
int		 validate(const uint8_t *, size_t);
int		 is_discover(const uint8_t *, size_t);

/* send.c; send_reply() returns -1 if that is no socket for replies. */
int		 send_reply(const struct msg_reply *, const uint8_t *);
void		 send_ping(const struct msg_ping *);
void		 send_flush(void);		/* all that is queued */
void		 send_forget(struct sock *);	/* its queue; it goes away */

/* icmp.c */
#define ECHO_LEN	20			/* what icmp_echo() makes */
void		 icmp_init(void);
void		 icmp_echo(const struct msg_ping *, uint8_t[ECHO_LEN]);
/*
 * packet is an IP datagram from a raw socket.  Returns 0 and what was asked
 * (id) and who answered (addr) if it is the answer to an echo request of
 * this process, else -1.
 */
int		 icmp_answer(const uint8_t *packet, size_t, struct msg_ping *);

/*
 * backlog.c: bounded.  backlog_add() returns how many were shed to make room
 * for it, itself perhaps.  backlog_next() takes out the next, NULL if there
 * is none; it is to be freed.
 */
#define BACKLOG_MAX	4096
struct backlog {
	TAILQ_ENTRY(backlog)	 entry;
	struct msg_request	 req;
	uint8_t			 packet[];	/* req.len bytes */
};
unsigned int	 backlog_add(const struct msg_request *, const uint8_t *);
struct backlog	*backlog_next(void);
unsigned int	 backlog_len(void);

#endif /* FRONTEND_H */
