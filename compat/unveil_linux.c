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
 * unveil(2) by Landlock.  Paths are collected, and become a ruleset when
 * unveil(NULL, NULL) seals them.  A kernel without Landlock enforces nothing,
 * which os_unveil_enforced() tells.
 *
 * Unlike OpenBSD's, it knows files, not names: what doesn't exist when it is
 * unveiled stays hidden, and so does a file that takes the place of one that
 * was unveiled.  Of a directory, everything below it is unveiled, always.
 */
#include <sys/types.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <linux/landlock.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "osdep.h"

/* From later versions of the header; the kernel says which it knows. */
#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER	(1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE	(1ULL << 14)
#endif
#ifndef LANDLOCK_ACCESS_FS_IOCTL_DEV
#define LANDLOCK_ACCESS_FS_IOCTL_DEV	(1ULL << 15)
#endif

#define ACCESS_READ	(LANDLOCK_ACCESS_FS_READ_FILE |			\
			LANDLOCK_ACCESS_FS_READ_DIR)
#define ACCESS_WRITE	(LANDLOCK_ACCESS_FS_WRITE_FILE |		\
			LANDLOCK_ACCESS_FS_TRUNCATE)
#define ACCESS_EXEC	LANDLOCK_ACCESS_FS_EXECUTE
#define ACCESS_CREATE	(LANDLOCK_ACCESS_FS_REMOVE_DIR |		\
			LANDLOCK_ACCESS_FS_REMOVE_FILE |		\
			LANDLOCK_ACCESS_FS_MAKE_DIR |			\
			LANDLOCK_ACCESS_FS_MAKE_REG |			\
			LANDLOCK_ACCESS_FS_MAKE_SOCK |			\
			LANDLOCK_ACCESS_FS_MAKE_FIFO |			\
			LANDLOCK_ACCESS_FS_MAKE_SYM |			\
			LANDLOCK_ACCESS_FS_REFER)
#define ACCESS_DEVICES	(LANDLOCK_ACCESS_FS_MAKE_CHAR |			\
			LANDLOCK_ACCESS_FS_MAKE_BLOCK |			\
			LANDLOCK_ACCESS_FS_IOCTL_DEV)
#define ACCESS_ALL	(ACCESS_READ | ACCESS_WRITE | ACCESS_EXEC |	\
			ACCESS_CREATE | ACCESS_DEVICES)
/* What may be said of something that is not a directory. */
#define ACCESS_FILE	(LANDLOCK_ACCESS_FS_EXECUTE |			\
			LANDLOCK_ACCESS_FS_WRITE_FILE |			\
			LANDLOCK_ACCESS_FS_READ_FILE |			\
			LANDLOCK_ACCESS_FS_TRUNCATE |			\
			LANDLOCK_ACCESS_FS_IOCTL_DEV)

#define UNVEIL_MAX	32

static struct {
	int		 fd;
	uint64_t	 access;
} paths[UNVEIL_MAX];
static size_t	 npaths;
static int	 unveiled;	/* called at all */
static int	 sealed;
static int	 enforced;

static int	unveil_access(const char *, uint64_t *);
static int	unveil_path(const char *, uint64_t);
static uint64_t	landlock_handled(void);
static int	landlock_enforce(uint64_t);
static int	unveil_seal(void);

static int
unveil_access(const char *perms, uint64_t *access)
{
	*access = 0;
	for (; *perms != '\0'; perms++) {
		switch (*perms) {
		case 'r':
			*access |= ACCESS_READ;
			break;
		case 'w':
			*access |= ACCESS_WRITE;
			break;
		case 'x':
			*access |= ACCESS_EXEC;
			break;
		case 'c':
			*access |= ACCESS_CREATE;
			break;
		default:
			errno = EINVAL;
			return (-1);
		}
	}
	return (0);
}

static int
unveil_path(const char *path, uint64_t access)
{
	struct stat	 st;
	int		 fd;

	if (npaths == UNVEIL_MAX) {
		errno = E2BIG;
		return (-1);
	}
	if ((fd = open(path, O_PATH | O_CLOEXEC)) == -1)
		return (errno == ENOENT ? 0 : -1);
	if (fstat(fd, &st) == -1) {
		close(fd);
		return (-1);
	}
	if (!S_ISDIR(st.st_mode))
		access &= ACCESS_FILE;
	paths[npaths].fd = fd;
	paths[npaths++].access = access;
	return (0);
}

int
unveil(const char *path, const char *perms)
{
	uint64_t	 access;

	if (sealed) {
		errno = EPERM;
		return (-1);
	}
	if (path == NULL && perms == NULL)
		return (unveil_seal());
	if (path == NULL || perms == NULL) {
		errno = EINVAL;
		return (-1);
	}
	if (unveil_access(perms, &access) == -1)
		return (-1);
	unveiled = 1;
	/* Landlock refuses a rule that permits nothing: it is the default. */
	if (access == 0)
		return (0);
	return (unveil_path(path, access));
}

/* The kinds of access that this kernel can deny; 0 without Landlock. */
static uint64_t
landlock_handled(void)
{
	uint64_t	 all = ACCESS_ALL;
	long		 abi;

	abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);
	if (abi < 1)
		return (0);
	if (abi < 2)
		all &= ~LANDLOCK_ACCESS_FS_REFER;
	if (abi < 3)
		all &= ~LANDLOCK_ACCESS_FS_TRUNCATE;
	if (abi < 5)
		all &= ~LANDLOCK_ACCESS_FS_IOCTL_DEV;
	return (all);
}

static int
landlock_enforce(uint64_t handled)
{
	struct landlock_ruleset_attr		 attr;
	struct landlock_path_beneath_attr	 beneath;
	size_t					 i;
	int					 fd, save_errno;

	memset(&attr, 0, sizeof(attr));
	attr.handled_access_fs = handled;
	fd = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
	if (fd == -1)
		return (-1);
	for (i = 0; i < npaths; i++) {
		memset(&beneath, 0, sizeof(beneath));
		beneath.allowed_access = paths[i].access & handled;
		beneath.parent_fd = paths[i].fd;
		if (beneath.allowed_access != 0 &&
		    syscall(SYS_landlock_add_rule, fd,
		    LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == -1)
			goto fail;
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1 ||
	    syscall(SYS_landlock_restrict_self, fd, 0) == -1)
		goto fail;
	close(fd);
	return (0);
fail:
	save_errno = errno;
	close(fd);
	errno = save_errno;
	return (-1);
}

/* Without any path before it, unveil(NULL, NULL) only forbids further ones. */
static int
unveil_seal(void)
{
	uint64_t	 handled;
	size_t		 i;

	if (unveiled && (handled = landlock_handled()) != 0) {
		if (landlock_enforce(handled) == -1)
			return (-1);
		enforced = 1;
	}
	for (i = 0; i < npaths; i++)
		close(paths[i].fd);
	npaths = 0;
	sealed = 1;
	return (0);
}

int
os_unveil_enforced(void)
{
	return (enforced);
}
