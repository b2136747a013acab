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
 * The parent: flags, configuration, the other processes, whatever needs root.
 *
 * dhcpd.c	main: flags, start, signals, end
 * parse.y	dhcpd.conf(5); lex.c: its words; printconf.c: back to text
 * names.c	host names that the configuration uses; names.h
 * load.c	loads a configuration: parse, resolve, parse; reload
 * children.c	starts the other processes, notices when one dies
 * interfaces.c	which interfaces are served, and why not; ifmon_*.c: changes
 * listen.c	where it receives besides: -u and "listen on"
 * sockets.c	sockets for addresses; socket_*.c: options by system
 */
#ifndef DHCPD_H
#define DHCPD_H

#include <stdint.h>
#include <stdio.h>

#include "conf.h"

struct names;

/*
 * Parses a file.  Every error is given to report() as one line
 * "file:line:column: what is wrong", warnings as
 * "file:line:column: warning: ...", without newline; parsing goes on after an
 * error to find all.  Returns NULL if there were errors, else a configuration
 * after conf_finish().
 * Names that are NAME_WANTED are silently taken as no address.  Names that
 * don't resolve are errors if strict, else warnings, and the value is left
 * out.
 */
struct conf	*parse_config(const char *file, struct names *, int strict,
		    void (*report)(void *arg, const char *line), void *arg);

/* Prints it in a form that parses to the same configuration. */
void		 print_config(const struct conf *, FILE *);

#endif /* DHCPD_H */
