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
 * The resolver looks up the host names of the configuration, one after the
 * other, for the parent.  It is the only process that talks to name servers.
 */

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <errno.h>
#include <event.h>
#include <imsg.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "log.h"
#include "proc.h"
#include "resolver/resolver.h"

#define NAME_BUF	1024

static struct peer	 peer_parent;

/*
 * getaddrinfo(3) may take a minute, and nobody should have to wait for it to
 * end the daemon: now and then a signal looks whether the parent is there.
 */
static void
still_there(int sig)
{
	int saved = errno;
	char byte;

	(void)sig;
	if (recv(PROC_PARENT_FD, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
		_exit(0);
	errno = saved;
}

static void
watch_parent(int on)
{
	struct itimerval it;

	memset(&it, 0, sizeof(it));
	it.it_interval.tv_sec = it.it_value.tv_sec = on;
	if (setitimer(ITIMER_REAL, &it, NULL) == -1)
		fatal("setitimer");
}

static void
init_watch(void)
{
	struct sigaction sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = still_there;
	sa.sa_flags = SA_RESTART;
	sigemptyset(&sa.sa_mask);
	if (sigaction(SIGALRM, &sa, NULL) == -1)
		fatal("sigaction");
}

static void
resolve(struct peer *p, struct imsg *imsg)
{
	struct msg_resolved r;
	char name[NAME_BUF];
	size_t len = imsg_get_len(imsg);

	if (len == 0 || len > sizeof(name))
		peer_illegal(p, imsg);
	peer_get(p, imsg, name, len);
	watch_parent(1);
	hostname_lookup(name, len, &r);
	watch_parent(0);
	log_debug("%.*s: %s, %u addresses", (int)len, name,
	    r.status == RESOLVED_OK ? "resolved" :
	    r.status == RESOLVED_NONE ? "no such name" : "no answer",
	    r.naddrs);
	peer_send(p, IMSG_RESOLVED, imsg_get_id(imsg), -1, &r, sizeof(r));
}

static void
dispatch_parent(struct peer *p, struct imsg *imsg)
{
	switch (imsg_get_type(imsg)) {
	case IMSG_RESOLVE:
		resolve(p, imsg);
		break;
	default:
		proc_log_message(p, imsg);
	}
}

int
main(void)
{
	struct proc proc;
	int flags;

	proc_start(&proc, PROC_RESOLVER);
	flags = resolver_prepare();
	/* dhcpd -n, by somebody who is not root */
	if (geteuid() != 0)
		flags |= PROC_JAIL_NOUSER;
	init_watch();
	proc_jail(&proc, flags, PROC_NOCAP, "stdio dns");

	event_init();
	peer_init(&peer_parent, PROC_PARENT, proc.fd[PROC_PARENT], 0,
	    dispatch_parent);
	event_dispatch();
	fatalx("event loop");
}
