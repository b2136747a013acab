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
 * destination, and to the one that is bound to no address, which has
 * IP_RECVDSTADDR.  That one leaves out which addresses are broadcast addresses
 * of a subnet; but they are nobody's address.
 *
 * IP_SENDSRCADDR is for that socket only.  The others are bound to their
 * source; their broadcasts leave by IP_MULTICAST_IF.  A raw socket ignores
 * control messages, hence the header of our own.
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

#define IP_VERSION_LEN	0x45		/* 4, and 5 words of header */
#define IP_LEN		2		/* offsets */
#define IP_TTL_AT	8
#define IP_PROTO	9
#define IP_SRC		12
#define IP_DST		16
#define TTL		64

static_assert(CMSG_SPACE(sizeof(struct sockaddr_dl)) +
    CMSG_SPACE(sizeof(struct in_addr)) <= CMSG_BUFLEN,
    "room for the control messages");

/* It is as long as sdl_len says: all up to sdl_type is there. */
static int
get_interface(struct cmsghdr *cm, struct cmsg_path *path)
{
	struct sockaddr_dl	 sdl;
	const size_t		 min = offsetof(struct sockaddr_dl, sdl_type);

	if (cm->cmsg_len < CMSG_LEN(min))
		return (-1);
	memset(&sdl, 0, sizeof(sdl));
	memcpy(&sdl, CMSG_DATA(cm), min);
	if (sdl.sdl_family != AF_LINK || sdl.sdl_index == 0)
		return (-1);
	path->ifindex = sdl.sdl_index;
	return (0);
}

static int
get_destination(struct cmsghdr *cm, struct cmsg_path *path)
{
	if (cm->cmsg_len != CMSG_LEN(sizeof(path->dst)))
		return (-1);
	memcpy(&path->dst, CMSG_DATA(cm), sizeof(path->dst));
	return (0);
}

int
cmsg_received(struct msghdr *mh, const struct msg_socket *info,
    struct cmsg_path *path)
{
	struct cmsghdr		*cm;

	memset(path, 0, sizeof(*path));
	path->dst = info->addr;
	if (mh->msg_flags & MSG_CTRUNC)
		return (-1);
	for (cm = CMSG_FIRSTHDR(mh); cm != NULL; cm = CMSG_NXTHDR(mh, cm)) {
		if (cm->cmsg_level != IPPROTO_IP)
			continue;
		if (cm->cmsg_type == IP_RECVIF &&
		    get_interface(cm, path) == -1)
			return (-1);
		if (cm->cmsg_type == IP_RECVDSTADDR &&
		    get_destination(cm, path) == -1)
			return (-1);
	}
	path->unicast = path->dst.s_addr != INADDR_ANY &&
	    path->dst.s_addr != INADDR_BROADCAST &&
	    !IN_MULTICAST(ntohl(path->dst.s_addr));
	return (path->ifindex != 0 ? 0 : -1);
}

void
cmsg_source(struct msghdr *mh, struct cmsgbuf *buf,
    const struct msg_socket *info, struct in_addr src, uint32_t ifindex)
{
	struct cmsghdr		*cm;

	(void)ifindex;
	mh->msg_control = NULL;
	mh->msg_controllen = 0;
	if (info->kind != SOCKET_ANY)
		return;
	memset(buf, 0, sizeof(*buf));
	mh->msg_control = buf->buf;
	mh->msg_controllen = CMSG_SPACE(sizeof(src));
	cm = CMSG_FIRSTHDR(mh);
	cm->cmsg_level = IPPROTO_IP;
	cm->cmsg_type = IP_SENDSRCADDR;
	cm->cmsg_len = CMSG_LEN(sizeof(src));
	memcpy(CMSG_DATA(cm), &src, sizeof(src));
}

/*
 * ip(4): all in network byte order; the kernel fills in the identification and
 * the checksum, and the source if there is none.
 */
size_t
ip_header(uint8_t header[IP_HEADER_LEN], struct in_addr src,
    struct in_addr dst, size_t len)
{
	const size_t		 total = IP_HEADER_LEN + len;

	memset(header, 0, IP_HEADER_LEN);
	header[0] = IP_VERSION_LEN;
	header[IP_LEN] = total >> 8 & 0xff;
	header[IP_LEN + 1] = total & 0xff;
	header[IP_TTL_AT] = TTL;
	header[IP_PROTO] = IPPROTO_ICMP;
	memcpy(header + IP_SRC, &src, sizeof(src));
	memcpy(header + IP_DST, &dst, sizeof(dst));
	return (IP_HEADER_LEN);
}
