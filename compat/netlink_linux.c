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
 * Netlink without addresses: for jailed processes that answer to nobody but
 * the kernel.
 */
#include <sys/types.h>
#include <sys/socket.h>
#include <linux/netlink.h>

#include <errno.h>
#include <string.h>

#include "compat/netlink.h"

ssize_t
netlink_read(int fd, void *buf, size_t size)
{
	struct sockaddr_nl	 from;
	struct iovec		 iov;
	struct msghdr		 mh;
	ssize_t			 len;

	memset(&mh, 0, sizeof(mh));
	memset(&from, 0, sizeof(from));
	iov.iov_base = buf;
	iov.iov_len = size;
	mh.msg_name = &from;
	mh.msg_namelen = sizeof(from);
	mh.msg_iov = &iov;
	mh.msg_iovlen = 1;
	if ((len = recvmsg(fd, &mh, MSG_DONTWAIT)) == -1)
		return (errno == EINTR ? 0 : -1);
	if (mh.msg_namelen != sizeof(from) || from.nl_pid != 0 ||
	    mh.msg_flags & MSG_TRUNC)
		return (0);
	return (len);
}
