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
 * OpenBSD: pledge(2) and unveil(2) are in force once they have returned, and
 * there is nothing further to ask the kernel.  But pledge(2) drops what
 * unveil(2) has set up once no promise is left that needs a path.
 */
#include <sys/types.h>

#include <grp.h>
#include <string.h>
#include <unistd.h>

#include "log.h"
#include "msg.h"
#include "osdep.h"

void
os_jail_open(struct os_jail *os)
{
	os->status = -1;
}

void
os_jail_drop(struct os_jail *os)
{
	if (!os->setuser)
		return;
	if (setgroups(1, &os->gid) == -1 ||
	    setresgid(os->gid, os->gid, os->gid) == -1 ||
	    setresuid(os->uid, os->uid, os->uid) == -1)
		fatal("can't become user %u, group %u", os->uid, os->gid);
}

/* Is there a promise by which the process can reach files at all? */
static int
paths_promised(const char *promises)
{
	static const char *const	 names[] = {
		"rpath", "wpath", "cpath", "dpath", "exec", "unix", "unveil"
	};
	size_t				 i, len;

	if (promises == NULL)
		return (1);
	while (*promises != '\0') {
		len = strcspn(promises, " ");
		for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (strlen(names[i]) == len &&
			    strncmp(names[i], promises, len) == 0)
				return (1);
		promises += len;
		promises += strspn(promises, " ");
	}
	return (0);
}

void
os_jail_report(struct os_jail *os, const char *promises,
    struct msg_jailed *j)
{
	j->pid = (uint32_t)getpid();
	j->uid = (uint32_t)geteuid();
	j->gid = (uint32_t)getegid();
	if (os->setuser && (j->uid != os->uid || j->gid != os->gid))
		fatalx("still user %u, group %u", j->uid, j->gid);
	if (paths_promised(promises))
		j->flags |= JAILED_UNVEIL;
	if (promises != NULL) {
		j->flags |= JAILED_PLEDGE;
		(void)strlcpy(j->promises, promises, sizeof(j->promises));
	}
}

uint64_t
os_parent_caps(void)
{
	return (0);
}
