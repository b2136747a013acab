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
 * The start of a child, and the parent's side of it: proc.h has the protocol.
 */
#include <sys/types.h>
#include <sys/stat.h>

#include <imsg.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buildid.h"
#include "log.h"
#include "proc.h"

static void	send_blocking(struct imsgbuf *, uint32_t, const void *, size_t);
static void	recv_blocking(struct imsgbuf *, enum proc_id, struct imsg *);
static void	send_hello(struct imsgbuf *);
static void	recv_hello(struct imsgbuf *, enum proc_id);
static void	recv_init(struct imsgbuf *, struct msg_init *);
static void	recv_pipe(struct proc *, struct imsg *);
static void	recv_pipes(struct imsgbuf *, struct proc *);
static void	ignore_signals(void);

static void
send_blocking(struct imsgbuf *ibuf, uint32_t type, const void *data, size_t len)
{
	if (imsg_compose(ibuf, type, 0, 0, -1, data, len) == -1 ||
	    imsgbuf_flush(ibuf) == -1)
		fatal("message %u at start", type);
}

/* The next message; from is for messages about it. */
static void
recv_blocking(struct imsgbuf *ibuf, enum proc_id from, struct imsg *imsg)
{
	int	 n;

	for (;;) {
		if ((n = imsgbuf_get(ibuf, imsg)) == -1)
			fatal("channel to %s", proc_name(from));
		if (n == 1)
			return;
		if ((n = imsgbuf_read(ibuf)) == -1)
			fatal("channel to %s", proc_name(from));
		if (n == 0) {
			/* The parent has said why it goes. */
			if (from == PROC_PARENT)
				exit(0);
			fatalx("%s ended while it started", proc_name(from));
		}
	}
}

static void
send_hello(struct imsgbuf *ibuf)
{
	struct msg_hello	 hello;

	memset(&hello, 0, sizeof(hello));
	(void)strlcpy(hello.build, build_id, sizeof(hello.build));
	send_blocking(ibuf, IMSG_HELLO, &hello, sizeof(hello));
}

static void
recv_hello(struct imsgbuf *ibuf, enum proc_id from)
{
	struct msg_hello	 hello, ours;
	struct imsg		 imsg;

	memset(&ours, 0, sizeof(ours));
	(void)strlcpy(ours.build, build_id, sizeof(ours.build));
	recv_blocking(ibuf, from, &imsg);
	if (imsg_get_type(&imsg) != IMSG_HELLO ||
	    imsg_get_data(&imsg, &hello, sizeof(hello)) == -1)
		fatalx("%s does not speak our protocol: install all programs "
		    "of one build", proc_name(from));
	if (memcmp(&hello, &ours, sizeof(hello)) != 0)
		fatalx("%s is of another build: install all programs of one "
		    "build", proc_name(from));
	imsg_free(&imsg);
}

static void
recv_init(struct imsgbuf *ibuf, struct msg_init *init)
{
	struct imsg	 imsg;

	recv_blocking(ibuf, PROC_PARENT, &imsg);
	if (imsg_get_type(&imsg) != IMSG_INIT ||
	    imsg_get_data(&imsg, init, sizeof(*init)) == -1 ||
	    memchr(init->jail, '\0', sizeof(init->jail)) == NULL)
		fatalx("illegal message at start: type %u, not IMSG_INIT",
		    imsg_get_type(&imsg));
	imsg_free(&imsg);
}

static void
recv_pipe(struct proc *proc, struct imsg *imsg)
{
	uint32_t	 id;
	int		 fd;

	if (imsg_get_data(imsg, &id, sizeof(id)) == -1 || id >= PROC_MAX ||
	    id == PROC_PARENT || id == proc->id || proc->fd[id] != -1)
		fatalx("illegal IMSG_PIPE at start");
	if ((fd = imsg_get_fd(imsg)) == -1)
		fatalx("IMSG_PIPE for %s without descriptor", proc_name(id));
	proc->fd[id] = fd;
}

static void
recv_pipes(struct imsgbuf *ibuf, struct proc *proc)
{
	struct imsg	 imsg;
	int		 started = 0;

	while (!started) {
		recv_blocking(ibuf, PROC_PARENT, &imsg);
		switch (imsg_get_type(&imsg)) {
		case IMSG_PIPE:
			recv_pipe(proc, &imsg);
			break;
		case IMSG_START:
			started = 1;
			break;
		default:
			fatalx("illegal message at start: type %u",
			    imsg_get_type(&imsg));
		}
		imsg_free(&imsg);
	}
	/* What was read ahead would be lost with ibuf. */
	if (imsgbuf_get(ibuf, &imsg) != 0)
		fatalx("illegal message after IMSG_START: type %u",
		    imsg_get_type(&imsg));
}

/*
 * The terminal and service managers signal all of us.  It is the parent that
 * decides; children go when their channel to it closes.
 */
static void
ignore_signals(void)
{
	static const int	 sigs[] = {
		SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGUSR1, SIGUSR2
	};
	size_t			 i;

	for (i = 0; i < sizeof(sigs) / sizeof(sigs[0]); i++)
		if (signal(sigs[i], SIG_IGN) == SIG_ERR)
			fatal("signal");
}

void
proc_start(struct proc *proc, enum proc_id id)
{
	struct imsgbuf	 ibuf;
	struct stat	 st;
	int		 i;

	memset(proc, 0, sizeof(*proc));
	proc->id = id;
	for (i = 0; i < PROC_MAX; i++)
		proc->fd[i] = -1;
	log_init(proc_name(id), LOG_TO_STDERR, 0);
	if (fstat(PROC_PARENT_FD, &st) == -1 || !S_ISSOCK(st.st_mode))
		fatalx("this program is started by dhcpd(8), not by hand");
	proc->fd[PROC_PARENT] = PROC_PARENT_FD;
	ignore_signals();
	(void)umask(077);
	setprogname("dhcpd");
	setproctitle("%s", proc_name(id));

	if (imsgbuf_init(&ibuf, PROC_PARENT_FD) == -1)
		fatal("imsgbuf_init");
	imsgbuf_allow_fdpass(&ibuf);
	send_hello(&ibuf);
	recv_hello(&ibuf, PROC_PARENT);
	recv_init(&ibuf, &proc->init);
	log_setwhere((int)proc->init.log_where);
	log_setverbose(proc->init.verbose);
	recv_pipes(&ibuf, proc);
	imsgbuf_clear(&ibuf);
}

void
proc_greet(enum proc_id child, int fd, const struct msg_init *init)
{
	struct imsgbuf	 ibuf;
	struct imsg	 imsg;

	if (imsgbuf_init(&ibuf, fd) == -1)
		fatal("imsgbuf_init");
	send_hello(&ibuf);
	send_blocking(&ibuf, IMSG_INIT, init, sizeof(*init));
	recv_hello(&ibuf, child);
	if (imsgbuf_get(&ibuf, &imsg) != 0)
		fatalx("illegal message from %s at start: type %u",
		    proc_name(child), imsg_get_type(&imsg));
	imsgbuf_clear(&ibuf);
}

void
proc_log_message(struct peer *p, struct imsg *imsg)
{
	int	 verbose;

	switch (imsg_get_type(imsg)) {
	case IMSG_LOG_VERBOSE:
		peer_get(p, imsg, &verbose, sizeof(verbose));
		log_setverbose(verbose);
		break;
	case IMSG_LOG_DETACH:
		peer_get_none(p, imsg);
		log_detach();
		break;
	default:
		peer_illegal(p, imsg);
	}
}
