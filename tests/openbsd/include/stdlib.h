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

/* <stdlib.h> */
#ifndef OPENBSD_STDLIB_H
#define OPENBSD_STDLIB_H

#include <sys/types.h>
#include <sys/_null.h>

#define EXIT_SUCCESS	0
#define EXIT_FAILURE	1

__dead void	 abort(void);
int		 abs(int);
uint32_t	 arc4random(void);
void		 arc4random_buf(void *, size_t);
uint32_t	 arc4random_uniform(uint32_t);
int		 atexit(void (*)(void));
int		 atoi(const char *);
void		*bsearch(const void *, const void *, size_t, size_t,
		    int (*)(const void *, const void *));
void		*calloc(size_t, size_t);
void		*aligned_alloc(size_t, size_t);
int		 daemon(int, int);
__dead void	 exit(int);
__dead void	 _Exit(int);
void		 free(void *);
void		 freezero(void *, size_t);
char		*getenv(const char *);
const char	*getprogname(void);
long		 labs(long);
void		*malloc(size_t);
int		 mergesort(void *, size_t, size_t,
		    int (*)(const void *, const void *));
int		 mkostemp(char *, int);
int		 mkstemp(char *);
char		*mkdtemp(char *);
void		 qsort(void *, size_t, size_t,
		    int (*)(const void *, const void *));
void		*realloc(void *, size_t);
void		*reallocarray(void *, size_t, size_t);
void		*recallocarray(void *, size_t, size_t, size_t);
char		*realpath(const char *, char *);
int		 setenv(const char *, const char *, int);
void		 setprogname(const char *);
void		 setproctitle(const char *, ...)
		    __attribute__((__format__ (printf, 1, 2)));
double		 strtod(const char *, char **);
long		 strtol(const char *, char **, int);
long long	 strtoll(const char *, char **, int);
long long	 strtonum(const char *, long long, long long, const char **);
unsigned long	 strtoul(const char *, char **, int);
unsigned long long strtoull(const char *, char **, int);
int		 system(const char *);
int		 unsetenv(const char *);

#endif /* OPENBSD_STDLIB_H */
