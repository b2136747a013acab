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
 * What the parent opens for the others besides network sockets: the lease
 * file and the control socket.  What is wrong with them is logged.
 */
#ifndef FILES_H
#define FILES_H

/*
 * Takes the lock that belongs to a lease file, PATH.lock, and keeps it until
 * the process ends.  -1: another dhcpd has it, or it can't be had.
 */
int	leasefile_lock(const char *path);
/* Opens the lease file; returns a descriptor, or -1. */
int	leasefile_open(const char *path);

/*
 * Makes the control socket and listens; returns a descriptor, or -1.  One that
 * nobody answers on any more is replaced.
 */
int	ctlsock_open(const char *path);
/* Removes it, if it is ours. */
void	ctlsock_remove(void);

#endif /* FILES_H */
