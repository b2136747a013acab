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
 * The lease file, read back at the start and sent to the engine.
 */
#ifndef LOAD_H
#define LOAD_H

#include <sys/types.h>

struct io;
struct peer;

/*
 * Begins to read io, and sends it as far as engine takes it; goes on by
 * itself from the event loop.  name is kept by pointer.  done is called when
 * all was sent, with the offset at which the file is to be cut, -1 if it is
 * whole.  Fatal if the file can't be read, or is none.
 */
void	load_start(struct io *io, const char *name, struct peer *engine,
	    void (*done)(off_t end));

#endif /* LOAD_H */
