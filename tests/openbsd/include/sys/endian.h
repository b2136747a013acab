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

/* <sys/endian.h>: byteorder(3). */
#ifndef OPENBSD_SYS_ENDIAN_H
#define OPENBSD_SYS_ENDIAN_H

#include <sys/_inttypes.h>

uint16_t	htons(uint16_t);
uint32_t	htonl(uint32_t);
uint16_t	ntohs(uint16_t);
uint32_t	ntohl(uint32_t);
uint16_t	htobe16(uint16_t);
uint32_t	htobe32(uint32_t);
uint64_t	htobe64(uint64_t);
uint16_t	be16toh(uint16_t);
uint32_t	be32toh(uint32_t);
uint64_t	be64toh(uint64_t);
uint16_t	htole16(uint16_t);
uint32_t	htole32(uint32_t);
uint64_t	htole64(uint64_t);
uint16_t	le16toh(uint16_t);
uint32_t	le32toh(uint32_t);
uint64_t	le64toh(uint64_t);

#endif /* OPENBSD_SYS_ENDIAN_H */
