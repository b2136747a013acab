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
 * Looks up the host names of the configuration, and nothing else.
 */
#ifndef RESOLVER_H
#define RESOLVER_H

#include <stddef.h>

#include "msg.h"

/*
 * Gets ready what getaddrinfo(3) can't have in the jail.  Returns the
 * PROC_JAIL_* flags that go with it.
 */
int	resolver_prepare(void);

/* Could that be a host name at all?  It need not end in a NUL. */
int	hostname_valid(const char *, size_t);
/* Looks it up; always fills in the answer. */
void	hostname_lookup(const char *, size_t, struct msg_resolved *);

#endif /* RESOLVER_H */
