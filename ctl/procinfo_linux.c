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
 * Linux: /proc/PID.  status may be read by everybody, unless /proc is
 * mounted with hidepid; exe and root are for those who may trace the
 * process.  Landlock is not told.
 */

#include <sys/types.h>
#include <sys/stat.h>

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "procinfo.h"

#define SECCOMP_FILTERED	2	/* proc(5), Seccomp */

const char *const	 procinfo_promise = "rpath";
const uint32_t		 procinfo_flags =
    JAILED_CHROOT | JAILED_NONEWPRIVS | JAILED_SECCOMP;

/* capabilities(7), by number */
static const char *const capabilities[] = {
	"chown", "dac_override", "dac_read_search", "fowner", "fsetid",
	"kill", "setgid", "setuid", "setpcap", "linux_immutable",
	"net_bind_service", "net_broadcast", "net_admin", "net_raw",
	"ipc_lock", "ipc_owner", "sys_module", "sys_rawio", "sys_chroot",
	"sys_ptrace", "sys_pacct", "sys_admin", "sys_boot", "sys_nice",
	"sys_resource", "sys_time", "sys_tty_config", "mknod", "lease",
	"audit_write", "audit_control", "setfcap", "mac_override",
	"mac_admin", "syslog", "wake_alarm", "block_suspend", "audit_read",
	"perfmon", "bpf", "checkpoint_restore"
};
#define NCAPABILITIES	(sizeof(capabilities) / sizeof(capabilities[0]))

void
procinfo_caps(uint64_t caps, char *buf, size_t size)
{
	unsigned int	 i;
	char		 number[16];

	if (size > 0)
		buf[0] = '\0';
	for (i = 0; i < 64; i++) {
		if ((caps & (UINT64_C(1) << i)) == 0)
			continue;
		if (buf[0] != '\0')
			strlcat(buf, " ", size);
		snprintf(number, sizeof(number), "%u", i);
		strlcat(buf, i < NCAPABILITIES ? capabilities[i] : number,
		    size);
	}
	if (caps == 0)
		strlcpy(buf, "none", size);
}

/* Up to n numbers from the value of a line, if it has that name. */
static int
read_numbers(const char *line, const char *name, int base, uint64_t *values,
    int n)
{
	size_t	 len = strlen(name);
	char	*end;
	int	 i;

	if (strncmp(line, name, len) != 0 || line[len] != ':')
		return (0);
	line += len + 1;
	for (i = 0; i < n; i++) {
		errno = 0;
		values[i] = strtoull(line, &end, base);
		if (end == line || errno != 0)
			return (0);
		line = end;
	}
	return (1);
}

static void
read_line(const char *line, struct procinfo *info, unsigned int *found)
{
	uint64_t	 v[3];
	int		 i;

	if (read_numbers(line, "Uid", 10, v, 3)) {
		for (i = 0; i < 3; i++)
			info->uid[i] = (uint32_t)v[i];
		(*found)++;
	} else if (read_numbers(line, "CapEff", 16, v, 1)) {
		info->caps = v[0];
		(*found)++;
	} else if (read_numbers(line, "NoNewPrivs", 10, v, 1)) {
		info->known |= JAILED_NONEWPRIVS;
		if (v[0] == 1)
			info->flags |= JAILED_NONEWPRIVS;
	} else if (read_numbers(line, "Seccomp", 10, v, 1)) {
		info->known |= JAILED_SECCOMP;
		if (v[0] == SECCOMP_FILTERED)
			info->flags |= JAILED_SECCOMP;
	}
}

static int
read_status(uint32_t pid, struct procinfo *info)
{
	FILE		*f;
	char		 path[64], line[256];
	unsigned int	 found = 0;

	snprintf(path, sizeof(path), "/proc/%u/status", pid);
	if ((f = fopen(path, "r")) == NULL) {
		if (errno == ENOENT && access("/proc/self/status", R_OK) == 0)
			errno = ESRCH;
		return (-1);
	}
	while (fgets(line, sizeof(line), f) != NULL)
		read_line(line, info, &found);
	fclose(f);
	if (found != 2) {
		/* It ended meanwhile, or this is no Linux that we know. */
		errno = ESRCH;
		return (-1);
	}
	return (0);
}

static void
read_program(uint32_t pid, struct procinfo *info)
{
	char		 path[64], exe[PATH_MAX], *p;
	ssize_t		 n;

	snprintf(path, sizeof(path), "/proc/%u/exe", pid);
	if ((n = readlink(path, exe, sizeof(exe) - 1)) == -1)
		return;
	exe[n] = '\0';
	/* After an upgrade the running program's file has gone. */
	if ((p = strstr(exe, " (deleted)")) != NULL)
		*p = '\0';
	p = strrchr(exe, '/');
	strlcpy(info->program, p != NULL ? p + 1 : exe,
	    sizeof(info->program));
}

static int
same(const struct stat *a, const struct stat *b)
{
	return (a->st_dev == b->st_dev && a->st_ino == b->st_ino);
}

static void
read_root(uint32_t pid, const char *jail, struct procinfo *info)
{
	struct stat	 root, ours, want;
	char		 path[64];

	snprintf(path, sizeof(path), "/proc/%u/root/", pid);
	if (stat(path, &root) == -1 || stat("/", &ours) == -1)
		return;
	info->known |= JAILED_CHROOT;
	if (same(&root, &ours))
		return;
	/* In a mount namespace of its own we can't see where that is. */
	if (jail != NULL && stat(jail, &want) == 0 && !same(&root, &want))
		return;
	info->flags |= JAILED_CHROOT;
}

int
procinfo_read(uint32_t pid, const char *jail, struct procinfo *info)
{
	memset(info, 0, sizeof(*info));
	if (read_status(pid, info) == -1)
		return (-1);
	read_program(pid, info);
	read_root(pid, jail, info);
	return (0);
}
