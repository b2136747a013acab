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
 * The system's interfaces: a snapshot of them, and word that they changed.
 * One file for each system.
 */
#ifndef IFMON_H
#define IFMON_H

struct iftable;

/*
 * Opens what is needed, before the jail; returns a non-blocking descriptor
 * that becomes readable when interfaces or addresses change.  Fatal on error.
 */
int	ifmon_open(void);
/* Reads what is there; 1 if something may have changed, 0 if not. */
int	ifmon_changed(void);
/* Adds all interfaces with their IPv4 addresses, primary first.  -1: errno. */
int	ifmon_scan(struct iftable *);

#endif /* IFMON_H */
