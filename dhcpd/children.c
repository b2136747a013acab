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
 * The other processes: starts them, and notices when one ends.  See
 * children.h, and proc.h for what is said on their channels first.
 */

#include <sys/types.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "dhcpd/children.h"
#include "log.h"

#define STOP_WAIT	10000	/* milliseconds for all to end */
#define STOP_POLL	10	/* milliseconds between looks */

#define MISSING_ALL	(JAILED_CHROOT | JAILED_NONEWPRIVS | JAILED_SECCOMP | \
			    JAILED_LANDLOCK | JAILED_PLEDGE | JAILED_UNVEIL)

struct child {
	pid_t			 pid;		/* 0: not running */
	int			 open;		/* peer is */
	int			 jailed;	/* how is known */
	int			 status;	/* as of waitpid(2) */
	int			 ended;
	struct peer		 peer;
	struct msg_jailed	 how;
};

static struct child		 children[PROC_MAX];
static const struct children_ops *ops;
static uint32_t		 uid;

/* Who talks to whom, besides the parent. */
static const enum proc_id pipes[][2] = {
	{ PROC_FRONTEND, PROC_ENGINE },
	{ PROC_ENGINE, PROC_LEASEDB },
	{ PROC_ENGINE, PROC_ROUTE },
	{ PROC_ENGINE, PROC_CONTROL },
	{ PROC_ENGINE, PROC_PFTABLE }
};

static void
program(enum proc_id id, char *path, size_t len)
{
	if ((size_t)snprintf(path, len, "%s/%s", PATH_LIBEXEC,
	    proc_name(id)) >= len)
		fatalx("%s: path too long", PATH_LIBEXEC);
}

int
children_check(unsigned int set)
{
	char path[1024];
	int id;

	for (id = PROC_PARENT + 1; id < PROC_MAX; id++) {
		if ((set & (1U << id)) == 0)
			continue;
		program(id, path, sizeof(path));
		if (access(path, X_OK) == -1) {
			log_warnx("%s: %s (has dhcpd been installed?)", path,
			    strerror(errno));
			return (-1);
		}
	}
	return (0);
}

struct peer *
child_peer(enum proc_id id)
{
	return (children[id].open ? &children[id].peer : NULL);
}

const struct msg_jailed *
child_jailed(enum proc_id id)
{
	return (children[id].jailed ? &children[id].how : NULL);
}

void
children_self(const struct msg_jailed *how)
{
	children[PROC_PARENT].how = *how;
	children[PROC_PARENT].jailed = 1;
}

uint32_t
children_uid(void)
{
	return (uid);
}

void
children_send(uint32_t type, const void *data, size_t len)
{
	int id;

	for (id = PROC_PARENT + 1; id < PROC_MAX; id++)
		if (children[id].open)
			peer_send(&children[id].peer, type, 0, -1, data, len);
}

/*
 * In the child: the channel is descriptor 3, the rest goes.  stderr is what it
 * was until the daemon detaches.
 */
static __dead void
run(enum proc_id id, int fd)
{
	char path[1024], *argv[2], *env[1] = { NULL };
	int null;

	program(id, path, sizeof(path));
	/* On Linux a title can't be longer than the arguments were. */
	argv[0] = path;
	argv[1] = NULL;
	if ((null = open("/dev/null", O_RDWR)) == -1 ||
	    dup2(null, STDIN_FILENO) == -1 || dup2(null, STDOUT_FILENO) == -1 ||
	    (fd != PROC_PARENT_FD ? dup2(fd, PROC_PARENT_FD) :
	    fcntl(fd, F_SETFD, 0)) == -1) {
		log_warn("%s", proc_name(id));
		_exit(1);
	}
	closefrom(PROC_PARENT_FD + 1);
	execve(path, argv, env);
	log_warn("%s", path);
	_exit(1);
}

static const char *
missing_name(unsigned int bit)
{
	switch (bit) {
	case JAILED_CHROOT:
		return ("chroot");
	case JAILED_NONEWPRIVS:
		return ("no_new_privs");
	case JAILED_SECCOMP:
		return ("seccomp");
	case JAILED_LANDLOCK:
		return ("Landlock");
	case JAILED_PLEDGE:
		return ("pledge");
	case JAILED_UNVEIL:
		return ("unveil");
	default:
		return ("unknown");
	}
}

/* One line for each mechanism that the system lacks. */
static void
log_missing(void)
{
	char who[256];
	unsigned int bit;
	int id;

	for (bit = 1; bit != 0 && bit <= MISSING_ALL; bit <<= 1) {
		who[0] = '\0';
		for (id = PROC_PARENT; id < PROC_MAX; id++) {
			if (!children[id].jailed ||
			    !(children[id].how.missing & bit))
				continue;
			strlcat(who, " ", sizeof(who));
			strlcat(who, proc_name(id), sizeof(who));
		}
		if (who[0] != '\0')
			log_warnx("not confined by %s, which this system "
			    "lacks:%s", missing_name(bit), who);
	}
}

static void
jailed(struct peer *p, struct imsg *imsg)
{
	struct child *c = &children[p->id];
	struct msg_jailed *how = &c->how;
	int id;

	peer_get(p, imsg, how, sizeof(*how));
	if (c->jailed || how->proc != (uint32_t)p->id ||
	    how->pid != (uint32_t)c->pid ||
	    memchr(how->promises, '\0', sizeof(how->promises)) == NULL ||
	    memchr(how->jail, '\0', sizeof(how->jail)) == NULL)
		peer_illegal(p, imsg);
	c->jailed = 1;
	log_debug("%s (pid %d) is ready", proc_name(p->id), (int)c->pid);
	for (id = PROC_PARENT + 1; id < PROC_MAX; id++)
		if (children[id].open && !children[id].jailed)
			return;
	log_missing();
	ops->jailed();
}

static void
dispatch(struct peer *p, struct imsg *imsg)
{
	if (imsg_get_type(imsg) == IMSG_JAILED)
		jailed(p, imsg);
	else if (!children[p->id].jailed)
		peer_illegal(p, imsg);
	else
		ops->dispatch(p, imsg);
}

static void
gone(struct peer *p)
{
	(void)p;
	ops->ended();
}

static void
reaped(pid_t pid, int status)
{
	int id;

	for (id = PROC_PARENT + 1; id < PROC_MAX; id++)
		if (children[id].pid == pid && pid != 0) {
			children[id].pid = 0;
			children[id].ended = 1;
			children[id].status = status;
		}
}

static void
start(enum proc_id id, const struct msg_init *init)
{
	struct child *c = &children[id];
	int sv[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, PF_UNSPEC,
	    sv) == -1)
		fatal("socketpair");
	switch (c->pid = fork()) {
	case -1:
		fatal("fork");
	case 0:
		run(id, sv[1]);
	default:
		break;
	}
	close(sv[1]);
	proc_greet(id, sv[0], init);
	peer_init(&c->peer, id, sv[0], 1, dispatch);
	c->peer.closed = gone;
	c->open = 1;
}

static void
join(enum proc_id a, enum proc_id b)
{
	uint32_t ida = a, idb = b;
	int sv[2];

	if (!children[a].open || !children[b].open)
		return;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, PF_UNSPEC,
	    sv) == -1)
		fatal("socketpair");
	peer_send(&children[a].peer, IMSG_PIPE, 0, sv[0], &idb, sizeof(idb));
	peer_send(&children[b].peer, IMSG_PIPE, 0, sv[1], &ida, sizeof(ida));
}

void
children_start(unsigned int set, const struct msg_init *init,
    const struct children_ops *o)
{
	size_t i;
	int id;

	ops = o;
	uid = init->uid;
	for (id = PROC_PARENT + 1; id < PROC_MAX; id++)
		if (set & (1U << id))
			start(id, init);
	for (i = 0; i < sizeof(pipes) / sizeof(pipes[0]); i++)
		join(pipes[i][0], pipes[i][1]);
	children_send(IMSG_START, NULL, 0);
}

/* Says of one how it ended, if that was not our doing; 1 if it did. */
static int
blame(enum proc_id id)
{
	int status = children[id].status;

	if (WIFSIGNALED(status)) {
		log_crit("%s was killed by signal %d (%s)%s", proc_name(id),
		    WTERMSIG(status), strsignal(WTERMSIG(status)),
		    WTERMSIG(status) == SIGSYS ? ": a system call that its "
		    "jail forbids" : "");
		return (1);
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) != 0) {
		log_crit("%s exited with status %d", proc_name(id),
		    WEXITSTATUS(status));
		return (1);
	}
	return (0);
}

/* Those that have ended already, before we ended the rest. */
static int
reap(int flags)
{
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, flags)) > 0)
		reaped(pid, status);
	return (pid == -1 && errno == ECHILD);
}

int
children_ended(void)
{
	int id, n = 0;

	reap(WNOHANG);
	for (id = PROC_PARENT + 1; id < PROC_MAX; id++)
		n += children[id].ended;
	return (n > 0);
}

/*
 * When one ends, its peers see their channels close and end, too, quietly and
 * with status 0; the order in which we hear of them says nothing.  So the
 * blame is on those that did not end with status 0, and without such on all
 * that were gone before we closed their channels.
 */
int
children_stop(void)
{
	int early[PROC_MAX], id, waited, blamed = 0, first = 0;

	reap(WNOHANG);
	for (id = PROC_PARENT + 1; id < PROC_MAX; id++) {
		early[id] = children[id].ended;
		if (children[id].open)
			peer_close(&children[id].peer);
		children[id].open = 0;
	}
	for (waited = 0; !reap(WNOHANG) && waited < STOP_WAIT;
	    waited += STOP_POLL)
		poll(NULL, 0, STOP_POLL);
	for (id = PROC_PARENT + 1; id < PROC_MAX; id++) {
		if (children[id].pid > 0) {
			log_crit("%s (pid %d) does not end", proc_name(id),
			    (int)children[id].pid);
			blamed++;
		}
		if (children[id].ended && blame(id))
			blamed++;
	}
	if (blamed > 0)
		return (blamed);
	for (id = PROC_PARENT + 1; id < PROC_MAX; id++)
		if (early[id]) {
			first++;
			log_crit("%s has ended, nobody told it to",
			    proc_name(id));
		}
	return (first);
}
