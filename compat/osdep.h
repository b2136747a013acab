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
 * What lib/jail.c needs of the operating system to confine a process, beyond
 * pledge(2) and unveil(2), and what that says of itself afterwards.
 */
#ifndef OSDEP_H
#define OSDEP_H

#include <sys/types.h>

#include <stdint.h>

struct msg_jailed;

/* What the confinement of a process consists of. */
struct os_jail {
	uint64_t	 caps;		/* to keep, OS_CAP() of each; Linux */
	int		 setuser;	/* become uid and gid */
	uid_t		 uid;
	gid_t		 gid;
	int		 child;		/* must not outlive the parent */
	int		 status;	/* descriptor of os_jail_open() */
};

/* Bit of a capability number; none for a negative one. */
#define OS_CAP(n)	((n) < 0 ? 0 : (uint64_t)1 << (n))

/*
 * Each is fatal if the system has what it is for and that fails.
 *
 * os_jail_open: before chroot(2): whatever is needed later to ask the kernel.
 * os_jail_drop: after it: the user, the capabilities, new privileges.
 * os_jail_report: after pledge(2): fills in pid, uid, gid, caps, flags and
 * missing, for promises that were made or NULL.  JAILED_CHROOT is the
 * caller's.
 */
void	os_jail_open(struct os_jail *);
void	os_jail_drop(struct os_jail *);
void	os_jail_report(struct os_jail *, const char *promises,
	    struct msg_jailed *);

/* Capabilities that the parent keeps: OS_CAP() of each; 0 without any. */
uint64_t os_parent_caps(void);

/* Linux: is what unveil(2) was told enforced by the kernel? */
int	os_unveil_enforced(void);

#endif /* OSDEP_H */
