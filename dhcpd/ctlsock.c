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
 * The control socket that dhcpdctl(8) connects to: made here, where that is
 * allowed; served by control.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dhcpd/files.h"
#include "log.h"

#define CTLSOCK_BACKLOG	128
#define CTLSOCK_MODE	(S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP)

static const char	*ours;		/* path, while it is there */
static pid_t		 owner;

/*
 * What a daemon that was killed left behind is in the way.  Removes it, after
 * asking whether somebody answers; -1 if it must stay.
 */
static int
remove_stale(int fd, const struct sockaddr_un *sun)
{
	struct stat st;

	if (lstat(sun->sun_path, &st) == -1) {
		if (errno == ENOENT)
			return (0);
		log_warnx("control socket %s: %s: choose another with -s",
		    sun->sun_path, strerror(errno));
		return (-1);
	}
	if (!S_ISSOCK(st.st_mode)) {
		log_warnx("control socket %s: something else is there: remove "
		    "it, or choose another with -s", sun->sun_path);
		return (-1);
	}
	if (connect(fd, (const struct sockaddr *)sun, sizeof(*sun)) == 0 ||
	    errno != ECONNREFUSED) {
		log_warnx("control socket %s: another dhcpd answers on it: "
		    "choose another with -s", sun->sun_path);
		return (-1);
	}
	if (unlink(sun->sun_path) == -1 && errno != ENOENT) {
		log_warn("control socket %s", sun->sun_path);
		return (-1);
	}
	return (0);
}

static int
unix_socket(void)
{
	return (socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

static int
bind_private(int fd, const struct sockaddr_un *sun)
{
	mode_t mask;
	int r;

	mask = umask(~(mode_t)CTLSOCK_MODE & 0777);
	r = bind(fd, (const struct sockaddr *)sun, sizeof(*sun));
	umask(mask);
	return (r);
}

/*
 * The group is root's own, wheel on OpenBSD: its members may operate the
 * daemon.
 */
int
ctlsock_open(const char *path)
{
	struct sockaddr_un sun;
	int fd, probe, r;

	memset(&sun, 0, sizeof(sun));
	sun.sun_family = AF_UNIX;
	if (strlcpy(sun.sun_path, path, sizeof(sun.sun_path)) >=
	    sizeof(sun.sun_path)) {
		log_warnx("control socket %s: the name is too long", path);
		return (-1);
	}
	if ((probe = unix_socket()) == -1) {
		log_warn("control socket");
		return (-1);
	}
	r = remove_stale(probe, &sun);
	close(probe);
	if (r == -1)
		return (-1);
	if ((fd = unix_socket()) == -1 || bind_private(fd, &sun) == -1) {
		log_warnx("control socket %s: %s: choose another with -s",
		    path, strerror(errno));
		if (fd != -1)
			close(fd);
		return (-1);
	}
	ours = path;
	owner = getpid();
	atexit(ctlsock_remove);
	if (chown(path, 0, 0) == -1 || chmod(path, CTLSOCK_MODE) == -1 ||
	    listen(fd, CTLSOCK_BACKLOG) == -1) {
		log_warn("control socket %s", path);
		close(fd);
		return (-1);
	}
	return (fd);
}

void
ctlsock_remove(void)
{
	if (ours == NULL || owner != getpid())
		return;
	if (unlink(ours) == -1 && errno != ENOENT)
		log_warn("control socket %s", ours);
	ours = NULL;
}
