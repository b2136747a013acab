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


#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "procinfo.h"
#include "proc.h"

static const struct {
	uint32_t	 flag;
	const char	*name;
} jailed[] = {
	{ JAILED_CHROOT, "chroot" },
	{ JAILED_PLEDGE, "pledge" },
	{ JAILED_UNVEIL, "unveil" },
	{ JAILED_SECCOMP, "seccomp" },
	{ JAILED_NONEWPRIVS, "no_new_privs" },
	{ JAILED_LANDLOCK, "landlock" }
};

void
jailed_names(uint32_t flags, char *buf, size_t size)
{
	size_t	 i;

	if (size > 0)
		buf[0] = '\0';
	for (i = 0; i < sizeof(jailed) / sizeof(jailed[0]); i++) {
		if ((flags & jailed[i].flag) == 0)
			continue;
		if (buf[0] != '\0')
			strlcat(buf, " ", size);
		strlcat(buf, jailed[i].name, size);
	}
}

static void
add(char *why, size_t size, const char *what)
{
	if (why[0] != '\0')
		strlcat(why, "; ", size);
	strlcat(why, what, size);
}

static void
verify_program(const struct msg_jailed *j, const struct procinfo *info,
    char *why, size_t size)
{
	const char	*name;
	char		 text[128];

	name = j->proc == PROC_PARENT ? "dhcpd" : proc_name(j->proc);
	if (info->program[0] == '\0' || strcmp(info->program, name) == 0)
		return;
	snprintf(text, sizeof(text), "the program is %s, not %s",
	    info->program, name);
	add(why, size, text);
}

static void
verify_user(const struct msg_jailed *j, const struct procinfo *info,
    char *why, size_t size)
{
	char	 text[128];

	if (info->uid[0] == j->uid && info->uid[1] == j->uid &&
	    info->uid[2] == j->uid)
		return;
	snprintf(text, sizeof(text),
	    "the user ids are %u, %u and %u, not %u", info->uid[0],
	    info->uid[1], info->uid[2], j->uid);
	add(why, size, text);
}

static void
verify_caps(const struct msg_jailed *j, const struct procinfo *info,
    char *why, size_t size)
{
	char	 caps[768], text[896];

	if ((info->caps & ~j->caps) == 0)
		return;
	procinfo_caps(info->caps & ~j->caps, caps, sizeof(caps));
	snprintf(text, sizeof(text), "it has more capabilities: %s", caps);
	add(why, size, text);
}

enum verdict
verify_info(const struct msg_jailed *j, const struct procinfo *info,
    char *why, size_t size)
{
	uint32_t	 lacks;
	char		 names[128], text[192];

	why[0] = '\0';
	if (info == NULL)
		return (VERDICT_NOT);
	verify_program(j, info, why, size);
	verify_user(j, info, why, size);
	verify_caps(j, info, why, size);
	/* More than it says can only be somebody else's doing, and is fine. */
	lacks = j->flags & info->known & ~info->flags;
	if (lacks != 0) {
		jailed_names(lacks, names, sizeof(names));
		snprintf(text, sizeof(text), "not in force: %s", names);
		add(why, size, text);
	}
	if (why[0] != '\0')
		return (VERDICT_MISMATCH);
	if ((info->known & procinfo_flags) != procinfo_flags ||
	    info->program[0] == '\0')
		return (VERDICT_PARTLY);
	return (VERDICT_VERIFIED);
}

enum verdict
verify(const struct msg_jailed *j, char *why, size_t size)
{
	struct procinfo	 info;

	if (procinfo_read(j->pid, j->flags & JAILED_CHROOT ? j->jail : NULL,
	    &info) == 0)
		return (verify_info(j, &info, why, size));
	if (errno == ESRCH) {
		strlcpy(why, "there is no such process", size);
		return (VERDICT_MISMATCH);
	}
	return (verify_info(j, NULL, why, size));
}
