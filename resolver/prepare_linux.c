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
 * What getaddrinfo(3) needs on Linux.
 */

#include <sys/types.h>

#include <libgen.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "log.h"
#include "proc.h"
#include "resolver/resolver.h"

static const char	resolv_conf[] = "/etc/resolv.conf";

/*
 * Directories, for the files in them are replaced while we run.  resolv.conf
 * is often a symbolic link to where some manager keeps the real one.
 */
static void
unveil_files(void)
{
	char path[PATH_MAX];

	if (unveil("/etc", "r") == -1)
		fatal("unveil /etc");
	if (realpath(resolv_conf, path) != NULL &&
	    unveil(dirname(path), "r") == -1)
		fatal("unveil %s", path);
}

/*
 * glibc loads modules when nsswitch.conf(5) names some for hosts, and there is
 * no loading in the jail: one lookup, of a name that takes no name server,
 * loads those that stand before and at "files".
 */
int
resolver_prepare(void)
{
	struct msg_resolved r;

	hostname_lookup("localhost", sizeof("localhost") - 1, &r);
	unveil_files();
	return (PROC_JAIL_UNVEILED);
}
