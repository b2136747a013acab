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
 * Host names of the configuration.  The parser asks for each by
 * names_lookup(); what isn't known yet is noted as wanted.  Whoever loads the
 * configuration has the resolver look the wanted ones up, and parses again,
 * until nothing is wanted.
 */
#ifndef NAMES_H
#define NAMES_H

#include <netinet/in.h>

#include "msg.h"

struct names;

enum name_status {
	NAME_WANTED,		/* not looked up yet */
	NAME_OK,
	NAME_NONE,		/* does not exist, or has no IPv4 address */
	NAME_FAIL		/* no answer from the resolver */
};

struct name {
	const char	*name;
	enum name_status status;
	uint32_t	 naddrs;
	struct in_addr	 addrs[RESOLVED_MAX];	/* network byte order */
};

struct names		*names_new(void);
void			 names_free(struct names *);
/* Never NULL; stays valid until names_free(). */
const struct name	*names_lookup(struct names *, const char *name);
/* One after the other, those that are wanted; prev is NULL to begin. */
const struct name	*names_wanted(struct names *, const struct name *prev);
void			 names_set(struct names *, const char *name,
			    const struct msg_resolved *);
/* Makes those that failed or don't exist wanted again, for a retry. */
void			 names_retry(struct names *);

#endif /* NAMES_H */
