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
 * Opening and locking the lease file; leasedb reads and writes it.
 */

#include <sys/types.h>
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "dhcpd/files.h"
#include "log.h"

/* Who has the lock, for the message; fcntl(2) knows. */
static void
log_holder(const char *path, int fd)
{
	struct flock fl;

	memset(&fl, 0, sizeof(fl));
	fl.l_type = F_WRLCK;
	fl.l_whence = SEEK_SET;
	if (fcntl(fd, F_GETLK, &fl) == -1 || fl.l_type == F_UNLCK ||
	    fl.l_pid <= 0)
		log_warnx("another dhcpd uses %s: give this one a file of its "
		    "own with -l", path);
	else
		log_warnx("another dhcpd (pid %ld) uses %s: give this one a "
		    "file of its own with -l", (long)fl.l_pid, path);
}

/*
 * A file of its own, since the lease file may be replaced by a new one.  The
 * lock is of this process, not of the descriptor: it is not inherited, and
 * the descriptor must never be closed.
 */
int
leasefile_lock(const char *path)
{
	char lock[PATH_MAX];
	struct flock fl;
	int fd;

	if ((size_t)snprintf(lock, sizeof(lock), "%s.lock", path) >=
	    sizeof(lock)) {
		log_warnx("%s: the name is too long", path);
		return (-1);
	}
	fd = open(lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd == -1) {
		log_warnx("lock file %s: %s: name a lease file in a directory "
		    "that can be written to with -l", lock, strerror(errno));
		return (-1);
	}
	memset(&fl, 0, sizeof(fl));
	fl.l_type = F_WRLCK;
	fl.l_whence = SEEK_SET;
	if (fcntl(fd, F_SETLK, &fl) == 0)
		return (0);
	if (errno == EACCES || errno == EAGAIN)
		log_holder(path, fd);
	else
		log_warn("lock file %s", lock);
	close(fd);
	return (-1);
}

/*
 * A missing file is not created here: its absence may well mean that the disk
 * with all leases is not mounted.
 */
int
leasefile_open(const char *path)
{
	struct stat st;
	int fd;

	fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
	if (fd == -1) {
		if (errno == ENOENT)
			log_warnx("lease file %s does not exist: if no leases "
			    "are lost, create it with: touch %s", path, path);
		else
			log_warnx("lease file %s: %s: name another with -l",
			    path, strerror(errno));
		return (-1);
	}
	if (fstat(fd, &st) == -1)
		log_warn("lease file %s", path);
	else if (!S_ISREG(st.st_mode))
		log_warnx("lease file %s: not a regular file: name another "
		    "with -l", path);
	else
		return (fd);
	close(fd);
	return (-1);
}
