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
 * The other processes: started in one go, then never again; if one ends, all
 * do.
 */
#ifndef CHILDREN_H
#define CHILDREN_H

#include <imsg.h>

#include "msg.h"
#include "proc.h"

struct children_ops {
	/* A message, from a process that is confined and serves. */
	void	(*dispatch)(struct peer *, struct imsg *);
	/* All that were started are confined. */
	void	(*jailed)(void);
	/* One has ended. */
	void	(*ended)(void);
};

/* Those in the set can be run; -1, after logging it, if not. */
int		 children_check(unsigned int set);
/* Forks and execs those in the bit set (1 << PROC_*).  Needs an event base. */
void		 children_start(unsigned int set, const struct msg_init *,
		    const struct children_ops *);
/* NULL if it wasn't started, or is gone. */
struct peer	*child_peer(enum proc_id);
/* Same message to all. */
void		 children_send(uint32_t type, const void *, size_t);
/* SIGCHLD: has one ended, or was it only stopped or continued? */
int		 children_ended(void);
/* How it is confined; NULL if it did not say. */
const struct msg_jailed *child_jailed(enum proc_id);
/* Sets what is known of the parent. */
void		 children_self(const struct msg_jailed *);
/* The user that they were told to become. */
uint32_t	 children_uid(void);
/*
 * Closes the channels, which ends them all, and waits for that.  Logs those
 * that ended of themselves; returns how many.
 */
int		 children_stop(void);

#endif /* CHILDREN_H */
