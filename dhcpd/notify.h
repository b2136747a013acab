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
 * Tells a service manager how we are, by the protocol of sd_notify(3): one
 * datagram of text to the socket in $NOTIFY_SOCKET.
 */
#ifndef NOTIFY_H
#define NOTIFY_H

/* Connects, before the jail, and unsets $NOTIFY_SOCKET.  Nothing happens
 * without it; -1 and errno if it can't be used. */
int	notify_open(void);
void	notify_ready(void);
void	notify_reloading(void);
void	notify_stopping(void);

#endif /* NOTIFY_H */
