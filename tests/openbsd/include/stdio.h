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

/* <stdio.h> */
#ifndef OPENBSD_STDIO_H
#define OPENBSD_STDIO_H

#include <sys/types.h>
#include <sys/_null.h>
#include <stdarg.h>

typedef struct __sFILE	FILE;
extern FILE	*__stdin, *__stdout, *__stderr;
#define stdin	__stdin
#define stdout	__stdout
#define stderr	__stderr

#define EOF		(-1)
#define BUFSIZ		1024
#define SEEK_SET	0
#define SEEK_CUR	1
#define SEEK_END	2
#define _IOFBF		0
#define _IOLBF		1
#define _IONBF		2

#define STDIO_PRINTF(f, a)	__attribute__((__format__ (printf, f, a)))

int	 asprintf(char **, const char *, ...) STDIO_PRINTF(2, 3);
void	 clearerr(FILE *);
int	 dprintf(int, const char *, ...) STDIO_PRINTF(2, 3);
int	 fclose(FILE *);
FILE	*fdopen(int, const char *);
int	 feof(FILE *);
int	 ferror(FILE *);
int	 fflush(FILE *);
int	 fgetc(FILE *);
char	*fgetln(FILE *, size_t *);
char	*fgets(char *, int, FILE *);
int	 fileno(FILE *);
FILE	*fmemopen(void *, size_t, const char *);
void	 flockfile(FILE *);
FILE	*fopen(const char *, const char *);
int	 fprintf(FILE *, const char *, ...) STDIO_PRINTF(2, 3);
int	 fputc(int, FILE *);
int	 fputs(const char *, FILE *);
size_t	 fread(void *, size_t, size_t, FILE *);
int	 fscanf(FILE *, const char *, ...);
int	 fseek(FILE *, long, int);
int	 fseeko(FILE *, off_t, int);
long	 ftell(FILE *);
off_t	 ftello(FILE *);
void	 funlockfile(FILE *);
size_t	 fwrite(const void *, size_t, size_t, FILE *);
int	 getc(FILE *);
int	 getc_unlocked(FILE *);
int	 getchar(void);
ssize_t	 getdelim(char **, size_t *, int, FILE *);
ssize_t	 getline(char **, size_t *, FILE *);
FILE	*open_memstream(char **, size_t *);
int	 pclose(FILE *);
void	 perror(const char *);
FILE	*popen(const char *, const char *);
int	 printf(const char *, ...) STDIO_PRINTF(1, 2);
int	 putc(int, FILE *);
int	 putc_unlocked(int, FILE *);
int	 putchar(int);
int	 puts(const char *);
int	 remove(const char *);
int	 rename(const char *, const char *);
int	 renameat(int, const char *, int, const char *);
void	 rewind(FILE *);
int	 setvbuf(FILE *, char *, int, size_t);
int	 snprintf(char *, size_t, const char *, ...) STDIO_PRINTF(3, 4);
int	 sscanf(const char *, const char *, ...);
int	 ungetc(int, FILE *);
int	 vasprintf(char **, const char *, va_list) STDIO_PRINTF(2, 0);
int	 vdprintf(int, const char *, va_list) STDIO_PRINTF(2, 0);
int	 vfprintf(FILE *, const char *, va_list) STDIO_PRINTF(2, 0);
int	 vprintf(const char *, va_list) STDIO_PRINTF(1, 0);
int	 vsnprintf(char *, size_t, const char *, va_list) STDIO_PRINTF(3, 0);

#endif /* OPENBSD_STDIO_H */
