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
 * What the kernel says of a process: procinfo_linux.c, procinfo_openbsd.c.
 * And whether that is what the process says of itself: verify.c.
 */
#ifndef PROCINFO_H
#define PROCINFO_H

#include <sys/types.h>

#include <stddef.h>
#include <stdint.h>

#include "msg.h"

/* The promise of pledge(2) that procinfo_read() needs besides stdio. */
extern const char *const procinfo_promise;
/* The JAILED_* that this kernel tells of others, if one may ask. */
extern const uint32_t procinfo_flags;

struct procinfo {
	uint32_t	 known;		/* JAILED_* that could be read */
	uint32_t	 flags;		/* JAILED_* in force */
	uint32_t	 uid[3];	/* real, effective, saved */
	uint64_t	 caps;		/* effective; 0 where there are none */
	char		 program[32];	/* its name; empty: may not be asked */
};

/*
 * Returns 0, or -1 with errno set; ESRCH if there is no such process.
 * jail is where it is said to be, NULL if nowhere.
 */
int	procinfo_read(uint32_t pid, const char *jail, struct procinfo *);

/* Names of capabilities, "none", or "-" where there are no such things. */
void	procinfo_caps(uint64_t caps, char *buf, size_t size);

enum verdict {
	VERDICT_VERIFIED,	/* all that can be asked is as it says */
	VERDICT_PARTLY,		/* all that may be asked; root may ask more */
	VERDICT_NOT,		/* nothing may be asked */
	VERDICT_MISMATCH
};
/* why: what doesn't match. */
enum verdict	verify(const struct msg_jailed *, char *why, size_t size);
/* The same, with the kernel's word at hand; NULL: it gave none. */
enum verdict	verify_info(const struct msg_jailed *,
		    const struct procinfo *, char *why, size_t size);
/* Names of JAILED_*, separated by spaces. */
void		jailed_names(uint32_t flags, char *buf, size_t size);

#endif /* PROCINFO_H */
