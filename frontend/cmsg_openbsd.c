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
 * Control messages on OpenBSD: ip(4).  IP_RECVIF says by which interface a
 * datagram came.  Where it was sent to is what the socket is bound to: UDP
 * hands a datagram, broadcasts too, only to sockets of exactly its
 * destination (and to unbound ones, which we don't have).
 *
 * Nothing can be said for a datagram that leaves: IP_SENDSRCADDR is for
 * unbound UDP sockets, and a raw socket ignores control messages.  UDP
 * sockets are bound to their source; broadcasts leave by IP_MULTICAST_IF.
 * An echo request leaves from the address that the route to its destination
 * has, which is the first address of that subnet on the interface.
 */
#include <sys/types.h>
#include <sys/socket.h>
#include <net/if_dl.h>
#include <netinet/in.h>

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "cmsg.h"
#include "msg.h"

static_assert(CMSG_SPACE(sizeof(struct sockaddr_dl)) <= CMSG_BUFLEN,
    "room for the control message");

int
cmsg_received(struct msghdr *mh, const struct msg_socket *info,
    uint32_t *ifindex, struct in_addr *dst)
{
	struct cmsghdr		*cm;
	struct sockaddr_dl	 sdl;
	const size_t		 min = offsetof(struct sockaddr_dl, sdl_type);

	if (mh->msg_flags & MSG_CTRUNC)
		return (-1);
	for (cm = CMSG_FIRSTHDR(mh); cm != NULL; cm = CMSG_NXTHDR(mh, cm)) {
		if (cm->cmsg_level != IPPROTO_IP ||
		    cm->cmsg_type != IP_RECVIF ||
		    cm->cmsg_len < CMSG_LEN(min))
			continue;
		/* As long as sdl_len says: all up to sdl_type is there. */
		memset(&sdl, 0, sizeof(sdl));
		memcpy(&sdl, CMSG_DATA(cm), min);
		if (sdl.sdl_family != AF_LINK || sdl.sdl_index == 0)
			return (-1);
		*ifindex = sdl.sdl_index;
		*dst = info->addr;
		return (0);
	}
	return (-1);
}

void
cmsg_source(struct msghdr *mh, struct cmsgbuf *buf, struct in_addr src,
    uint32_t ifindex)
{
	(void)buf;
	(void)src;
	(void)ifindex;
	mh->msg_control = NULL;
	mh->msg_controllen = 0;
}
