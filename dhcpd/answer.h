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
 * What dhcpdctl(8) asks of the parent, through control.
 */
#ifndef ANSWER_H
#define ANSWER_H

#include <imsg.h>

#include "proc.h"

/* A message from control. */
void	answer(struct peer *, struct imsg *);
/* Loads the configuration again; who: a connection, or LOAD_NOBODY. */
void	reload(uint32_t who);
/* For struct load_ops. */
void	reload_report(uint32_t who, const char *line);
void	reload_done(uint32_t who, int ok);

#endif /* ANSWER_H */
