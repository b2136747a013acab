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
 * The interfaces of this machine as they are now: which are served, kept up
 * with the system and with the configuration.
 */
#ifndef INTERFACES_H
#define INTERFACES_H

#include <stddef.h>

struct conf;
struct iftable;
struct selection;

/* ifnames stay the caller's; n 0: all.  After all flags are known. */
void	interfaces_init(char *const *ifnames, size_t n);

/*
 * The first look, before the jail: decides what is served, opens sockets,
 * logs it.  Exits if there is nothing to serve or listen on, or a socket can't
 * be had.
 */
void	interfaces_start(const struct conf *);

/* Watch for changes from now on, and tell the other processes. */
void	interfaces_watch(void);

/* Look again, because the configuration is another; tells them. */
void	interfaces_update(const struct conf *);

const struct iftable *interfaces_table(void);
const struct selection *interfaces_selection(void);

#endif /* INTERFACES_H */
