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


/* How answers are shown, so that there can be more ways than text. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdint.h>
#include <stdio.h>

#include "lease.h"
#include "msg.h"
#include "procinfo.h"
#include "words.h"

struct output {
	/* Once, before all others. */
	void	(*begin)(enum action, FILE *out);
	void	(*lease)(const struct lease_rec *, int64_t now);
	void	(*iface)(const struct msg_iface *);
	/* Of the last iface. */
	void	(*ifaddr)(const struct msg_ifaddr *);
	/* why: of VERDICT_MISMATCH */
	void	(*process)(const struct msg_jailed *, enum verdict,
		    const char *why);
	void	(*statistic)(const char *name, uint64_t value);
	/* It is done; failed: the server said so. */
	void	(*end)(int failed);
};

extern const struct output	 output_text;	/* text.c */

#endif /* OUTPUT_H */
