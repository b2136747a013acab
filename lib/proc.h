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
 * What every process of the daemon does the same way: how it starts, how it
 * talks to the others, how it is jailed.
 *
 * The parent forks and execs each child with the channel to the parent on
 * descriptor PROC_PARENT_FD and nothing else but 0, 1 and 2.  Then, in this
 * order, on that channel:
 *
 *	both ways	IMSG_HELLO	build id; a mismatch is fatal
 *	parent		IMSG_INIT	struct msg_init
 *	parent		IMSG_PIPE	one for each peer, with a descriptor
 *	parent		IMSG_START	all is handed; jail yourself
 *	child		IMSG_JAILED	struct msg_jailed: how it is confined
 *
 * The parent sends nothing between IMSG_START and the IMSG_JAILED that answers
 * it; configuration, sockets and files come after that.
 *
 * proc_start() does the part up to IMSG_START, blocking.  What the process
 * needs to open with privilege comes next, then proc_jail(), then the event
 * loop.  All imsg structs are in msg.h.
 */
#ifndef PROC_H
#define PROC_H

#include <sys/types.h>

#include <event.h>
#include <imsg.h>
#include <stdint.h>

#include "msg.h"

#define PROC_PARENT_FD	3

/*
 * One end of a channel to another process.  dispatch is called for each
 * message; it must treat any type that is not legal between the two, and any
 * wrong length, with peer_illegal().  It does not free the imsg.
 */
struct peer {
	struct imsgbuf	 ibuf;
	struct event	 rev;		/* always waiting */
	struct event	 wev;		/* waiting while the socket is full */
	enum proc_id	 id;		/* who is at the other end */
	int		 writing;	/* wev is active or waiting */
	void		(*dispatch)(struct peer *, struct imsg *);
	void		(*closed)(struct peer *);	/* NULL: exit quietly */
	void		(*batch)(struct peer *);	/* NULL, or: all read */
};

/* The name of a process: "engine"; also that of its program. */
const char	*proc_name(enum proc_id);

/*
 * Sets up a channel on fd and starts reading.  Descriptors can be received
 * only if fdpass is not 0 (the process then needs the promise recvfd, to send
 * one sendfd).  Fatal on error.
 * When the other end is closed, closed() is called; without it a child exits
 * with status 0 if the peer is the parent, and also else, quietly: the parent
 * notices and reports which process ended first.
 */
void	peer_init(struct peer *, enum proc_id, int fd, int fdpass,
	    void (*dispatch)(struct peer *, struct imsg *));

/*
 * Queue a message; sent when the event loop comes round, many in one system
 * call.  id is free for the pair to use, 0 if it is of no use; fd is -1, or a
 * descriptor that is passed and then closed here.  Fatal on error (memory).
 */
void	peer_send(struct peer *, uint32_t type, uint32_t id, int fd,
	    const void *data, size_t len);
/* The same for a fixed struct followed by bytes. */
void	peer_send2(struct peer *, uint32_t type, uint32_t id,
	    const void *data, size_t len, const void *data2, size_t len2);
/* The same for an ibuf from imsg_create(&p->ibuf, ...); it is consumed. */
void	peer_send_ibuf(struct peer *, struct ibuf *);

/* Messages that wait to be sent.  For bounds: see each queue's user. */
uint32_t peer_queuelen(struct peer *);

/* Write all that is queued, waiting for the other side.  -1 on error. */
int	peer_flush(struct peer *);

/* Payload of exactly len bytes into data, else peer_illegal(). */
void	peer_get(struct peer *, struct imsg *, void *data, size_t len);
/* No payload, else peer_illegal(). */
void	peer_get_none(struct peer *, struct imsg *);

/* A compromised peer: log which one, and what it sent, and exit. */
__dead void	peer_illegal(struct peer *, struct imsg *);

void	peer_close(struct peer *);	/* closes the descriptor, too */

/*
 * Start of a child: checks the build id, sets log and process title, keeps
 * the limits that the parent wants, receives the channels.
 */
struct proc {
	enum proc_id	 id;
	struct msg_init	 init;
	int		 fd[PROC_MAX];	/* channels by peer, -1: none */
};
void	proc_start(struct proc *, enum proc_id);

/*
 * The parent's side of that, on its end of a new child's channel: sends
 * IMSG_HELLO and IMSG_INIT and waits for the child's IMSG_HELLO.  Fatal if
 * the child died or is of another build.  After it, the parent calls
 * peer_init() on fd, and sends IMSG_PIPE and IMSG_START.
 */
void	proc_greet(enum proc_id child, int fd, const struct msg_init *);

/*
 * What the parent may say to every child at any time: how much to log, and
 * where.  Anything else is peer_illegal().
 */
void	proc_log_message(struct peer *, struct imsg *);

/*
 * Jails this process: chroot to init.jail (PROC_JAIL_CHROOT), drop to
 * init.uid and init.gid and all capabilities but keepcap, no_new_privs, not
 * dumpable, unveil nothing (or what the caller unveiled before, with
 * PROC_JAIL_UNVEILED), pledge promises (NULL: none, deliberately).
 * Tells the parent with IMSG_JAILED, on p->fd[PROC_PARENT], what the kernel
 * says of that.  Fatal if something that the system has fails.
 */
#define PROC_JAIL_CHROOT	0x1
#define PROC_JAIL_UNVEILED	0x2
#define PROC_JAIL_NOUSER	0x4	/* remain root where DESIGN says so */
#define PROC_NOCAP		(-1)
void	proc_jail(struct proc *, int flags, int keepcap, const char *promises);

/*
 * The same for the parent, which stays root and where it is: keeps only the
 * capabilities in os_parent_caps() of compat/osdep.h, seals what it unveiled
 * before, pledges, and fills in *j for PROC_PARENT.
 */
void	jail_parent(const char *promises, struct msg_jailed *j);

#endif /* PROC_H */
