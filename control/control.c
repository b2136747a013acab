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


#include <sys/types.h>

#include <event.h>

#include "control.h"
#include "log.h"

struct peer	 peer_parent;
struct peer	 peer_engine;

int
main(void)
{
	struct proc	 proc;

	proc_start(&proc, PROC_CONTROL);
	if (proc.fd[PROC_ENGINE] == -1)
		fatalx("no channel to the engine");
	proc_jail(&proc, PROC_JAIL_CHROOT, PROC_NOCAP, "stdio unix recvfd");

	event_init();
	peer_init(&peer_parent, PROC_PARENT, proc.fd[PROC_PARENT], 1,
	    dispatch_parent);
	peer_init(&peer_engine, PROC_ENGINE, proc.fd[PROC_ENGINE], 0,
	    dispatch_engine);
	event_dispatch();
	fatalx("event loop ended");
}
