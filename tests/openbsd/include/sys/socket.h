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
 * <sys/socket.h>: socket(2), recv(2), send(2), getsockopt(2), CMSG_DATA(3),
 * getrtable(2).
 */
#ifndef OPENBSD_SYS_SOCKET_H
#define OPENBSD_SYS_SOCKET_H

#include <sys/types.h>
#include <sys/uio.h>

struct timespec;

#define SOCK_STREAM	1
#define SOCK_DGRAM	2
#define SOCK_RAW	3
#define SOCK_SEQPACKET	5
#define SOCK_CLOEXEC	0x8000
#define SOCK_NONBLOCK	0x4000

#define AF_UNSPEC	0
#define AF_UNIX		1
#define AF_LOCAL	AF_UNIX
#define AF_INET		2
#define AF_ROUTE	17
#define AF_LINK		18
#define AF_INET6	24
#define PF_UNSPEC	AF_UNSPEC
#define PF_UNIX		AF_UNIX
#define PF_INET		AF_INET
#define PF_ROUTE	AF_ROUTE

#define SOL_SOCKET	0xffff
#define SO_REUSEADDR	0x0004
#define SO_KEEPALIVE	0x0008
#define SO_BROADCAST	0x0020
#define SO_USELOOPBACK	0x0040
#define SO_LINGER	0x0080
#define SO_REUSEPORT	0x0200
#define SO_TIMESTAMP	0x0800
#define SO_BINDANY	0x1000
#define SO_SNDBUF	0x1001
#define SO_RCVBUF	0x1002
#define SO_SNDLOWAT	0x1003
#define SO_RCVLOWAT	0x1004
#define SO_SNDTIMEO	0x1005
#define SO_RCVTIMEO	0x1006
#define SO_ERROR	0x1007
#define SO_TYPE		0x1008
#define SO_RTABLE	0x1021
#define SO_PEERCRED	0x1022
#define SO_DOMAIN	0x1024
#define SO_PROTOCOL	0x1025

#define MSG_OOB		0x1
#define MSG_PEEK	0x2
#define MSG_DONTROUTE	0x4
#define MSG_EOR		0x8
#define MSG_TRUNC	0x10
#define MSG_CTRUNC	0x20
#define MSG_WAITALL	0x40
#define MSG_DONTWAIT	0x80
#define MSG_NOSIGNAL	0x400
#define MSG_CMSG_CLOEXEC 0x800
#define MSG_WAITFORONE	0x1000

#define SOMAXCONN	128
#define SHUT_RD		0
#define SHUT_WR		1
#define SHUT_RDWR	2
#define SCM_RIGHTS	0x01

struct sockaddr {
	uint8_t		sa_len;
	sa_family_t	sa_family;
	char		sa_data[14];
};

struct sockaddr_storage {
	uint8_t		ss_len;
	sa_family_t	ss_family;
	uint8_t		ss_pad[254] __attribute__((__aligned__(8)));
};

struct sockpeercred {
	uid_t	uid;
	gid_t	gid;
	pid_t	pid;
};

struct linger {
	int	l_onoff;
	int	l_linger;
};

struct msghdr {
	void		*msg_name;
	socklen_t	 msg_namelen;
	struct iovec	*msg_iov;
	unsigned int	 msg_iovlen;
	void		*msg_control;
	socklen_t	 msg_controllen;
	int		 msg_flags;
};

struct mmsghdr {
	struct msghdr	msg_hdr;
	unsigned int	msg_len;
};

struct cmsghdr {
	socklen_t	cmsg_len;
	int		cmsg_level;
	int		cmsg_type;
};

#define CMSG_ALIGN(n)	(((n) + sizeof(long) - 1) & ~(sizeof(long) - 1))
#define CMSG_LEN(n)	(CMSG_ALIGN(sizeof(struct cmsghdr)) + (n))
#define CMSG_SPACE(n)	(CMSG_ALIGN(sizeof(struct cmsghdr)) + CMSG_ALIGN(n))
#define CMSG_DATA(cm)							\
	((unsigned char *)(cm) + CMSG_ALIGN(sizeof(struct cmsghdr)))
#define CMSG_FIRSTHDR(mh)						\
	((mh)->msg_controllen >= sizeof(struct cmsghdr) ?		\
	    (struct cmsghdr *)(mh)->msg_control : (struct cmsghdr *)0)
struct cmsghdr	*CMSG_NXTHDR(struct msghdr *, struct cmsghdr *);

int	accept(int, struct sockaddr *, socklen_t *);
int	accept4(int, struct sockaddr *__restrict, socklen_t *__restrict, int);
int	bind(int, const struct sockaddr *, socklen_t);
int	connect(int, const struct sockaddr *, socklen_t);
int	getpeereid(int, uid_t *, gid_t *);
int	getpeername(int, struct sockaddr *, socklen_t *);
int	getrtable(void);
int	getsockname(int, struct sockaddr *, socklen_t *);
int	getsockopt(int, int, int, void *, socklen_t *);
int	listen(int, int);
ssize_t	recv(int, void *, size_t, int);
ssize_t	recvfrom(int, void *, size_t, int, struct sockaddr *, socklen_t *);
ssize_t	recvmsg(int, struct msghdr *, int);
int	recvmmsg(int, struct mmsghdr *, unsigned int, int, struct timespec *);
ssize_t	send(int, const void *, size_t, int);
ssize_t	sendmsg(int, const struct msghdr *, int);
int	sendmmsg(int, struct mmsghdr *, unsigned int, int);
ssize_t	sendto(int, const void *, size_t, int, const struct sockaddr *,
	    socklen_t);
int	setrtable(int);
int	setsockopt(int, int, int, const void *, socklen_t);
int	shutdown(int, int);
int	sockatmark(int);
int	socket(int, int, int);
int	socketpair(int, int, int, int *);

#endif /* OPENBSD_SYS_SOCKET_H */
