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

/* <net/if_dl.h>: link-layer addresses. */
#ifndef OPENBSD_NET_IF_DL_H
#define OPENBSD_NET_IF_DL_H

#include <sys/types.h>

struct sockaddr_dl {
	u_char		sdl_len;
	u_char		sdl_family;
	uint16_t	sdl_index;
	u_char		sdl_type;
	u_char		sdl_nlen;
	u_char		sdl_alen;
	u_char		sdl_slen;
	char		sdl_data[24];
};
#define LLADDR(s)	((caddr_t)((s)->sdl_data + (s)->sdl_nlen))

char	*link_ntoa(const struct sockaddr_dl *);

#endif /* OPENBSD_NET_IF_DL_H */
