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
 * How a process is confined, and how that is reported: DESIGN's order.
 */
#include <sys/types.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <errno.h>
#include <imsg.h>
#include <string.h>
#include <unistd.h>

#include "compat/osdep.h"
#include "log.h"
#include "proc.h"

static void	jail_chroot(const char *, struct msg_jailed *);
static void	jail_limits(int);
static int	jail_user(uid_t);
static void	jail_tell(int, const struct msg_jailed *);

/* Whether we are in it is asked of the kernel, not of chroot(2)'s result. */
static void
jail_chroot(const char *dir, struct msg_jailed *j)
{
	struct stat	 before, want, now;

	if (stat("/", &before) == -1 || stat(dir, &want) == -1)
		fatal("jail directory %s: create it, owned by root", dir);
	if (want.st_uid != 0 || (want.st_mode & (S_IWGRP | S_IWOTH)) != 0)
		fatalx("jail directory %s: must be writable by root only", dir);
	if (chroot(dir) == -1)
		fatal("chroot %s", dir);
	if (chdir("/") == -1)
		fatal("chdir /");
	if (stat("/", &now) == -1)
		fatal("stat /");
	if (now.st_dev == want.st_dev && now.st_ino == want.st_ino &&
	    (now.st_dev != before.st_dev || now.st_ino != before.st_ino)) {
		j->flags |= JAILED_CHROOT;
		(void)strlcpy(j->jail, dir, sizeof(j->jail));
	} else
		j->missing |= JAILED_CHROOT;
}

/* No core files, which would hold what clients sent; no processes. */
static void
jail_limits(int child)
{
	struct rlimit	 none = { 0, 0 };

	if (setrlimit(RLIMIT_CORE, &none) == -1)
		fatal("setrlimit core");
	if (child && setrlimit(RLIMIT_NPROC, &none) == -1)
		fatal("setrlimit nproc");
}

/* Blocking: nothing else is in the channel yet. */
static void
jail_tell(int fd, const struct msg_jailed *j)
{
	struct imsgbuf	 ibuf;

	if (imsgbuf_init(&ibuf, fd) == -1)
		fatal("imsgbuf_init");
	if (imsg_compose(&ibuf, IMSG_JAILED, 0, 0, -1, j, sizeof(*j)) == -1 ||
	    imsgbuf_flush(&ibuf) == -1)
		fatal("IMSG_JAILED");
	imsgbuf_clear(&ibuf);
}

/*
 * Whether to become that user.  One who only checks a configuration isn't
 * root, and remains who he is.
 */
static int
jail_user(uid_t uid)
{
	if (uid == 0)
		fatalx("refusing to run as root");
	if (geteuid() == 0)
		return (1);
	if (uid != getuid() || uid != geteuid())
		fatalx("only root can become user %u", uid);
	return (0);
}

void
proc_jail(struct proc *p, int flags, int keepcap, const char *promises)
{
	struct msg_jailed	 j;
	struct os_jail		 os;

	memset(&j, 0, sizeof(j));
	memset(&os, 0, sizeof(os));
	j.proc = p->id;
	os.caps = OS_CAP(keepcap);
	os.uid = p->init.uid;
	os.gid = p->init.gid;
	os.child = 1;
	if ((flags & PROC_JAIL_NOUSER) == 0)
		os.setuser = jail_user(os.uid);

	os_jail_open(&os);
	if (flags & PROC_JAIL_CHROOT)
		jail_chroot(p->init.jail, &j);
	os_jail_drop(&os);
	jail_limits(1);
	if ((flags & PROC_JAIL_UNVEILED) == 0 && unveil("/", "") == -1)
		fatal("unveil /");
	if (unveil(NULL, NULL) == -1)
		fatal("unveil");
	if (promises != NULL && pledge(promises, NULL) == -1)
		fatal("pledge \"%s\"", promises);
	os_jail_report(&os, promises, &j);
	jail_tell(p->fd[PROC_PARENT], &j);
}

void
jail_parent(const char *promises, struct msg_jailed *j)
{
	struct os_jail	 os;

	memset(j, 0, sizeof(*j));
	memset(&os, 0, sizeof(os));
	j->proc = PROC_PARENT;
	os.caps = os_parent_caps();

	os_jail_open(&os);
	os_jail_drop(&os);
	jail_limits(0);
	if (unveil(NULL, NULL) == -1)
		fatal("unveil");
	if (promises != NULL && pledge(promises, NULL) == -1)
		fatal("pledge \"%s\"", promises);
	os_jail_report(&os, promises, j);
}
