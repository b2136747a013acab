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
 * Addresses where requests are received beside those of the served
 * interfaces: -u on the command line, and "listen on" in the configuration.
 */
#ifndef LISTEN_H
#define LISTEN_H

#include <netinet/in.h>

struct conf;
struct iftable;
struct selection;

/* -u; arg is NULL without address.  -1: not an address to listen on. */
int	listen_flag(const char *arg);
/* What the flags say: members of struct selection, which see. */
void	listen_select(struct selection *);

/* Calls found() with each address that no interface has. */
void	listen_missing(const struct iftable *, const struct selection *,
	    const struct conf *, void (*found)(void *, struct in_addr), void *);
/* Logs those, where that is news. */
void	listen_news(const struct iftable *, const struct selection *,
	    const struct conf *);

#endif /* LISTEN_H */
