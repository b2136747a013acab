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

/* <string.h> */
#ifndef OPENBSD_STRING_H
#define OPENBSD_STRING_H

#include <sys/types.h>
#include <sys/_null.h>
#include <strings.h>

void	 explicit_bzero(void *, size_t);
void	*memchr(const void *, int, size_t);
int	 memcmp(const void *, const void *, size_t);
void	*memcpy(void *, const void *, size_t);
void	*memmem(const void *, size_t, const void *, size_t);
void	*memmove(void *, const void *, size_t);
void	*memrchr(const void *, int, size_t);
void	*memset(void *, int, size_t);
char	*stpcpy(char *, const char *);
char	*strcasestr(const char *, const char *);
char	*strchr(const char *, int);
int	 strcmp(const char *, const char *);
size_t	 strcspn(const char *, const char *);
char	*strdup(const char *);
char	*strerror(int);
size_t	 strlcat(char *, const char *, size_t);
size_t	 strlcpy(char *, const char *, size_t);
size_t	 strlen(const char *);
int	 strncmp(const char *, const char *, size_t);
char	*strndup(const char *, size_t);
size_t	 strnlen(const char *, size_t);
char	*strpbrk(const char *, const char *);
char	*strrchr(const char *, int);
char	*strsep(char **, const char *);
char	*strsignal(int);
size_t	 strspn(const char *, const char *);
char	*strstr(const char *, const char *);
char	*strtok_r(char *, const char *, char **);
int	 timingsafe_bcmp(const void *, const void *, size_t);
int	 timingsafe_memcmp(const void *, const void *, size_t);

#endif /* OPENBSD_STRING_H */
