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

/* <sys/wait.h>: wait(2). */
#ifndef OPENBSD_SYS_WAIT_H
#define OPENBSD_SYS_WAIT_H

#include <sys/types.h>

#define WNOHANG		1
#define WUNTRACED	2
#define WIFEXITED(s)	(((s) & 0177) == 0)
#define WEXITSTATUS(s)	(((s) >> 8) & 0377)
#define WIFSIGNALED(s)	(((s) & 0177) != 0177 && ((s) & 0177) != 0)
#define WTERMSIG(s)	((s) & 0177)
#define WCOREDUMP(s)	((s) & 0200)
#define WIFSTOPPED(s)	(((s) & 0377) == 0177)

pid_t	wait(int *);
pid_t	waitpid(pid_t, int *, int);

#endif /* OPENBSD_SYS_WAIT_H */
