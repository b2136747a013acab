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
 * pftable keeps tables of the packet filter, for rules about addresses that
 * are leased, abandoned, or in other hands than before.
 *
 * pftable.c	start, channels, what an event means for the tables
 * addrs.c	lists of addresses
 * filter_*.c	the packet filter, by system
 */
#ifndef FILTER_H
#define FILTER_H

#include <sys/types.h>
#include <netinet/in.h>

#include "msg.h"

struct addrs {
	struct in_addr	*a;		/* network byte order */
	size_t		 n;
	size_t		 cap;
};

/* Takes effect as a whole, as far as the packet filter can do that. */
struct filter_batch {
	struct addrs	 add[PF_TABLE_MAX];
	struct addrs	 del[PF_TABLE_MAX];
	int		 all;		/* add is all that there is */
};

/* addrs.c */
void	addrs_add(struct addrs *, struct in_addr);
void	addrs_clear(struct addrs *);
void	addrs_free(struct addrs *);
/* Those of an ascending list (in host byte order). */
int	addrs_have(const struct addrs *, struct in_addr);

/*
 * Is an address, while it is leased, in the table of those that have changed
 * hands (Linux), or is it taken out of that table once (OpenBSD)?
 */
extern const int filter_keeps_changed;

/* Opens what is needed; fatal.  Call before the jail. */
void	filter_open(void);
/* For proc_jail(). */
int	filter_keepcap(void);
const char *filter_promises(void);

/*
 * Takes over the names of the tables, where one is not empty, and looks
 * whether they can be used; fatal, with an error for the user, if one can't.
 */
void	filter_tables(const struct msg_pf_tables *);
/* 0, or -1 after logging it. */
int	filter_apply(const struct filter_batch *);

#endif /* FILTER_H */
