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


/* Values as people read them.  Each writes into buf, cut off if too small. */
#ifndef FORMAT_H
#define FORMAT_H

#include <sys/types.h>
#include <netinet/in.h>

#include <stddef.h>
#include <stdint.h>

#define FORMAT_MAX	1024	/* enough for all of them */

/* A point in time, seen from now: "in 52m", "3h 12m ago", "never". */
void	format_time(int64_t when, int64_t now, char *buf, size_t size);
/* Bytes as 00:1b:... */
void	format_hex(const uint8_t *data, size_t len, char *buf, size_t size);
/* What a relay sent: text if it is printable, as a word, else hexadecimal. */
void	format_agent(const uint8_t *data, size_t len, char *buf, size_t size);
void	format_address(struct in_addr, char *buf, size_t size);
/* 192.0.2.1/24 */
void	format_prefix(struct in_addr addr, struct in_addr mask, char *buf,
	    size_t size);
/* A string from somewhere else, in graphic characters only. */
void	format_word(const char *str, char *buf, size_t size);
/* The same, but with spaces and backslashes as they are. */
void	format_line(const char *str, char *buf, size_t size);

#endif /* FORMAT_H */
