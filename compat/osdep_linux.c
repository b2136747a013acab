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
 * Linux: user, capabilities, what else makes a process harmless, and what
 * /proc/self/status says of it.
 */
#include <sys/types.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <linux/capability.h>

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "log.h"
#include "msg.h"
#include "osdep.h"

#define PROC_STATUS	"/proc/self/status"

static void	drop_bounding(uint64_t);
static void	drop_user(const struct os_jail *);
static const char *cap_name(int);
static uint64_t	permitted(uint64_t);
static void	set_caps(uint64_t);
static int	status_get(const char *, const char *, int, uint64_t *);
static void	init_title(int, char **, char **) __attribute__((constructor));

/* libbsd's setproctitle(3) must know where the arguments are. */
static void
init_title(int argc, char **argv, char **envp)
{
	setproctitle_init(argc, argv, envp);
}

void
os_jail_open(struct os_jail *os)
{
	if ((os->status = open(PROC_STATUS, O_RDONLY | O_CLOEXEC)) == -1)
		log_warn("%s: confinement can't be verified", PROC_STATUS);
}

/*
 * What no exec could ever give back.  Without CAP_SETPCAP somebody else has
 * limited us already, and no_new_privs does the same.
 */
static void
drop_bounding(uint64_t keep)
{
	int	 cap;

	for (cap = 0; cap < 64; cap++) {
		if (keep & OS_CAP(cap))
			continue;
		if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0) == -1) {
			if (errno == EINVAL)	/* behind the last one */
				break;
			if (errno != EPERM)
				fatal("PR_CAPBSET_DROP");
		}
	}
	/* EINVAL: a kernel that has no ambient capabilities. */
	if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == -1 &&
	    errno != EINVAL)
		fatal("PR_CAP_AMBIENT");
}

static void
drop_user(const struct os_jail *os)
{
	if (os->caps != 0 && prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) == -1)
		fatal("PR_SET_KEEPCAPS");
	if (setgroups(1, &os->gid) == -1 ||
	    setresgid(os->gid, os->gid, os->gid) == -1 ||
	    setresuid(os->uid, os->uid, os->uid) == -1)
		fatal("can't become user %u, group %u", os->uid, os->gid);
}

/* Those that anybody wants to keep. */
static const char *
cap_name(int cap)
{
	switch (cap) {
	case CAP_DAC_OVERRIDE:
		return ("CAP_DAC_OVERRIDE");
	case CAP_NET_ADMIN:
		return ("CAP_NET_ADMIN");
	case CAP_NET_BIND_SERVICE:
		return ("CAP_NET_BIND_SERVICE");
	}
	return ("a capability");
}

/*
 * What we have of those to keep: a container may have denied some.  Whatever
 * needs them is refused by the kernel then, which is said where it happens.
 */
static uint64_t
permitted(uint64_t caps)
{
	struct __user_cap_header_struct	 hdr;
	struct __user_cap_data_struct	 data[_LINUX_CAPABILITY_U32S_3];
	uint64_t			 have;
	int				 cap;

	memset(&hdr, 0, sizeof(hdr));
	hdr.version = _LINUX_CAPABILITY_VERSION_3;
	if (syscall(SYS_capget, &hdr, data) == -1)
		fatal("capget");
	have = data[0].permitted | (uint64_t)data[1].permitted << 32;
	for (cap = 0; cap < 64; cap++)
		if (caps & ~have & OS_CAP(cap))
			log_warnx("%s is not permitted here: what needs it "
			    "will fail", cap_name(cap));
	return (caps & have);
}

static void
set_caps(uint64_t caps)
{
	struct __user_cap_header_struct	 hdr;
	struct __user_cap_data_struct	 data[_LINUX_CAPABILITY_U32S_3];

	memset(&hdr, 0, sizeof(hdr));
	memset(data, 0, sizeof(data));
	hdr.version = _LINUX_CAPABILITY_VERSION_3;
	data[0].effective = data[0].permitted = (uint32_t)caps;
	data[1].effective = data[1].permitted = (uint32_t)(caps >> 32);
	if (syscall(SYS_capset, &hdr, data) == -1)
		fatal("capset");
}

void
os_jail_drop(struct os_jail *os)
{
	drop_bounding(os->caps);
	if (os->setuser)
		drop_user(os);
	set_caps(permitted(os->caps));
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		fatal("PR_SET_NO_NEW_PRIVS");
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == -1)
		fatal("PR_SET_DUMPABLE");
	/* A change of user clears it, so it comes last. */
	if (os->child && prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == -1)
		fatal("PR_SET_PDEATHSIG");
}

/* The first number of a line of /proc/self/status.  0, or -1. */
static int
status_get(const char *status, const char *key, int base, uint64_t *value)
{
	const char	*p;
	char		*end;

	if ((p = strstr(status, key)) == NULL)
		return (-1);
	p += strlen(key);
	errno = 0;
	*value = strtoull(p, &end, base);
	return (end == p || errno != 0 ? -1 : 0);
}

void
os_jail_report(struct os_jail *os, const char *promises,
    struct msg_jailed *j)
{
	char		 status[8192];
	uint64_t	 uid = 0, gid = 0, nnp = 0, seccomp = 0;
	uint32_t	 wanted;
	ssize_t		 n = -1;

	if (os->status != -1) {
		n = pread(os->status, status, sizeof(status) - 1, 0);
		close(os->status);
	}
	status[n > 0 ? n : 0] = '\0';
	j->pid = (uint32_t)getpid();
	j->uid = (uint32_t)geteuid();
	j->gid = (uint32_t)getegid();
	wanted = JAILED_NONEWPRIVS | JAILED_LANDLOCK;
	if (promises != NULL) {
		wanted |= JAILED_SECCOMP;
		(void)strlcpy(j->promises, promises, sizeof(j->promises));
	}
	if (status_get(status, "\nUid:", 10, &uid) == 0 &&
	    status_get(status, "\nGid:", 10, &gid) == 0 &&
	    (uid != j->uid || gid != j->gid))
		fatalx("the kernel does not say that we are user %u", j->uid);
	if (status_get(status, "\nCapEff:", 16, &j->caps) == 0 &&
	    (j->caps & ~os->caps) != 0)
		fatalx("capabilities 0x%llx are left",
		    (unsigned long long)(j->caps & ~os->caps));
	if (status_get(status, "\nNoNewPrivs:", 10, &nnp) == 0 && nnp == 1)
		j->flags |= JAILED_NONEWPRIVS;
	if (status_get(status, "\nSeccomp:", 10, &seccomp) == 0 &&
	    seccomp == 2)		/* SECCOMP_MODE_FILTER */
		j->flags |= JAILED_SECCOMP;
	if (os_unveil_enforced())
		j->flags |= JAILED_LANDLOCK;
	j->missing |= wanted & ~j->flags;
}

/*
 * CAP_NET_BIND_SERVICE: port 67 on addresses that appear later.
 * CAP_DAC_OVERRIDE: a reload reads, and a rewrite of the lease file replaces,
 * files of whatever owner, as they did at start.
 */
uint64_t
os_parent_caps(void)
{
	return (OS_CAP(CAP_NET_BIND_SERVICE) | OS_CAP(CAP_DAC_OVERRIDE));
}
