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

/* <netdb.h>: getaddrinfo(3). */
#ifndef OPENBSD_NETDB_H
#define OPENBSD_NETDB_H

#include <sys/types.h>
#include <sys/socket.h>

struct addrinfo {
	int		 ai_flags;
	int		 ai_family;
	int		 ai_socktype;
	int		 ai_protocol;
	socklen_t	 ai_addrlen;
	struct sockaddr	*ai_addr;
	char		*ai_canonname;
	struct addrinfo	*ai_next;
};

#define AI_PASSIVE	1
#define AI_CANONNAME	2
#define AI_NUMERICHOST	4
#define AI_NUMERICSERV	16
#define AI_ADDRCONFIG	64

#define EAI_NONAME	-2
#define EAI_AGAIN	-3
#define EAI_FAIL	-4
#define EAI_NODATA	-5
#define EAI_FAMILY	-6
#define EAI_SERVICE	-8
#define EAI_MEMORY	-10
#define EAI_SYSTEM	-11

#define NI_MAXHOST	256
#define NI_MAXSERV	32
#define NI_NUMERICHOST	1
#define NI_NUMERICSERV	2

struct servent {
	char	 *s_name;
	char	**s_aliases;
	int	  s_port;
	char	 *s_proto;
};

int		 getaddrinfo(const char *, const char *,
		    const struct addrinfo *, struct addrinfo **);
void		 freeaddrinfo(struct addrinfo *);
const char	*gai_strerror(int);
int		 getnameinfo(const struct sockaddr *, socklen_t, char *,
		    size_t, char *, size_t, int);
struct servent	*getservbyname(const char *, const char *);

#endif /* OPENBSD_NETDB_H */
