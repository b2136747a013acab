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
 * Control messages on Linux: ip(7), IP_PKTINFO does it both ways, and for raw
 * sockets, too.
 */
#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>

#include <assert.h>
#include <string.h>

#include "cmsg.h"
#include "msg.h"

static_assert(CMSG_SPACE(sizeof(struct in_pktinfo)) <= CMSG_BUFLEN,
    "room for the control message");

int
cmsg_received(struct msghdr *mh, const struct msg_socket *info,
    struct cmsg_path *path)
{
	struct cmsghdr		*cm;
	struct in_pktinfo	 pi;

	(void)info;
	if (mh->msg_flags & MSG_CTRUNC)
		return (-1);
	for (cm = CMSG_FIRSTHDR(mh); cm != NULL; cm = CMSG_NXTHDR(mh, cm)) {
		if (cm->cmsg_level != IPPROTO_IP ||
		    cm->cmsg_type != IP_PKTINFO ||
		    cm->cmsg_len != CMSG_LEN(sizeof(pi)))
			continue;
		memcpy(&pi, CMSG_DATA(cm), sizeof(pi));
		if (pi.ipi_ifindex <= 0)
			return (-1);
		path->ifindex = (uint32_t)pi.ipi_ifindex;
		path->dst = pi.ipi_addr;
		/* the address to answer from: another one for broadcasts */
		path->unicast = pi.ipi_spec_dst.s_addr == pi.ipi_addr.s_addr;
		return (0);
	}
	return (-1);
}

void
cmsg_source(struct msghdr *mh, struct cmsgbuf *buf,
    const struct msg_socket *info, struct in_addr src, uint32_t ifindex)
{
	struct cmsghdr		*cm;
	struct in_pktinfo	 pi;

	(void)info;
	memset(buf, 0, sizeof(*buf));
	memset(&pi, 0, sizeof(pi));
	pi.ipi_ifindex = (int)ifindex;
	pi.ipi_spec_dst = src;

	mh->msg_control = buf->buf;
	mh->msg_controllen = CMSG_SPACE(sizeof(pi));
	cm = CMSG_FIRSTHDR(mh);
	cm->cmsg_level = IPPROTO_IP;
	cm->cmsg_type = IP_PKTINFO;
	cm->cmsg_len = CMSG_LEN(sizeof(pi));
	memcpy(CMSG_DATA(cm), &pi, sizeof(pi));
}

size_t
ip_header(uint8_t header[IP_HEADER_LEN], struct in_addr src,
    struct in_addr dst, size_t len)
{
	(void)header;
	(void)src;
	(void)dst;
	(void)len;
	return (0);
}
