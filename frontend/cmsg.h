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
 * Control messages of datagrams: which interface one came by, where it was
 * sent to, from where one shall leave.  By system.
 */
#ifndef CMSG_H
#define CMSG_H

#include <sys/types.h>
#include <sys/socket.h>
#include <netinet/in.h>

#include <stdint.h>

struct msg_socket;

#define CMSG_BUFLEN	128
struct cmsgbuf {
	_Alignas(struct cmsghdr) uint8_t buf[CMSG_BUFLEN];
};

/* Where a datagram came in. */
struct cmsg_path {
	uint32_t	 ifindex;
	struct in_addr	 dst;		/* network byte order */
	int		 unicast;	/* dst is one of our addresses, as far
					 * as the system can tell */
};

/*
 * The interface that a datagram came by and the address that it was sent to,
 * the latter from the socket where the system doesn't say.  Returns -1 if
 * the control message is missing, cut off or malformed.
 */
int	cmsg_received(struct msghdr *, const struct msg_socket *,
	    struct cmsg_path *);

/*
 * Makes a datagram leave from src by interface ifindex (0: as routed) as far
 * as the system can do it for each datagram; else the socket has it.
 * *buf must live until it is sent.
 */
void	cmsg_source(struct msghdr *, struct cmsgbuf *buf,
	    const struct msg_socket *, struct in_addr src, uint32_t ifindex);

/*
 * The IP header that has to precede an echo request of len bytes, where the
 * raw socket wants that.  Returns its length, else 0.
 */
#define IP_HEADER_LEN	20
size_t	ip_header(uint8_t[IP_HEADER_LEN], struct in_addr src,
	    struct in_addr dst, size_t len);

#endif /* CMSG_H */
