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
 * OpenBSD: sysctl(2), which tells everybody everything of this, except where
 * a jail is.
 */

#include <sys/param.h>	/* for <sys/proc.h> */
#include <sys/proc.h>
#include <sys/sysctl.h>

#include <errno.h>
#include <limits.h>
#include <string.h>

#include "procinfo.h"

const char *const	 procinfo_promise = "ps";
const uint32_t		 procinfo_flags =
    JAILED_CHROOT | JAILED_PLEDGE | JAILED_UNVEIL;

void
procinfo_caps(uint64_t caps, char *buf, size_t size)
{
	(void)caps;
	strlcpy(buf, "-", size);
}

int
procinfo_read(uint32_t pid, const char *jail, struct procinfo *info)
{
	struct kinfo_proc	 kp;
	size_t			 len = sizeof(kp);
	int			 mib[6];

	(void)jail;
	memset(info, 0, sizeof(*info));
	if (pid > INT_MAX) {
		errno = ESRCH;
		return (-1);
	}
	mib[0] = CTL_KERN;
	mib[1] = KERN_PROC;
	mib[2] = KERN_PROC_PID;
	mib[3] = (int)pid;
	mib[4] = sizeof(kp);
	mib[5] = 1;
	if (sysctl(mib, sizeof(mib) / sizeof(mib[0]), &kp, &len, NULL,
	    0) == -1)
		return (-1);
	if (len != sizeof(kp)) {
		errno = ESRCH;
		return (-1);
	}
	info->known = procinfo_flags;
	if (kp.p_psflags & PS_CHROOT)
		info->flags |= JAILED_CHROOT;
	if (kp.p_psflags & PS_PLEDGE)
		info->flags |= JAILED_PLEDGE;
	if (kp.p_eflag & EPROC_UNVEIL)
		info->flags |= JAILED_UNVEIL;
	info->uid[0] = kp.p_ruid;
	info->uid[1] = kp.p_uid;
	info->uid[2] = kp.p_svuid;
	strlcpy(info->program, kp.p_comm, sizeof(info->program));
	return (0);
}
