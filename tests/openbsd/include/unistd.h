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

/* <unistd.h> */
#ifndef OPENBSD_UNISTD_H
#define OPENBSD_UNISTD_H

#include <sys/types.h>
#include <sys/_null.h>

#define STDIN_FILENO	0
#define STDOUT_FILENO	1
#define STDERR_FILENO	2
#define F_OK		0
#define X_OK		1
#define W_OK		2
#define R_OK		4
#define SEEK_SET	0
#define SEEK_CUR	1
#define SEEK_END	2
#define _SC_OPEN_MAX	5
#define _SC_PAGESIZE	28
#define _SC_NPROCESSORS_ONLN	503

extern char	*optarg;
extern int	 opterr, optind, optopt, optreset;
extern char	**environ;

int		 access(const char *, int);
unsigned int	 alarm(unsigned int);
int		 chdir(const char *);
int		 chown(const char *, uid_t, gid_t);
int		 chroot(const char *);
int		 close(int);
void		 closefrom(int);
int		 dup(int);
int		 dup2(int, int);
int		 dup3(int, int, int);
int		 execl(const char *, const char *, ...);
int		 execv(const char *, char *const *);
int		 execve(const char *, char *const *, char *const *);
int		 execvp(const char *, char *const *);
__dead void	 _exit(int);
int		 fchown(int, uid_t, gid_t);
int		 fdatasync(int);
pid_t		 fork(void);
int		 fsync(int);
int		 ftruncate(int, off_t);
char		*getcwd(char *, size_t);
int		 getdtablecount(void);
int		 getdtablesize(void);
int		 getentropy(void *, size_t);
uid_t		 geteuid(void);
gid_t		 getegid(void);
gid_t		 getgid(void);
int		 getgroups(int, gid_t *);
int		 gethostname(char *, size_t);
int		 getopt(int, char *const *, const char *);
pid_t		 getpgrp(void);
pid_t		 getpid(void);
pid_t		 getppid(void);
int		 getresgid(gid_t *, gid_t *, gid_t *);
int		 getresuid(uid_t *, uid_t *, uid_t *);
uid_t		 getuid(void);
int		 initgroups(const char *, gid_t);
int		 isatty(int);
int		 issetugid(void);
int		 link(const char *, const char *);
off_t		 lseek(int, off_t, int);
int		 pause(void);
int		 pipe(int *);
int		 pipe2(int *, int);
int		 pledge(const char *, const char *);
ssize_t		 pread(int, void *, size_t, off_t);
ssize_t		 pwrite(int, const void *, size_t, off_t);
ssize_t		 read(int, void *, size_t);
ssize_t		 readlink(const char *, char *, size_t);
int		 rmdir(const char *);
int		 setgroups(int, const gid_t *);
int		 setresgid(gid_t, gid_t, gid_t);
int		 setresuid(uid_t, uid_t, uid_t);
pid_t		 setsid(void);
unsigned int	 sleep(unsigned int);
int		 symlink(const char *, const char *);
long		 sysconf(int);
int		 truncate(const char *, off_t);
int		 ttyname_r(int, char *, size_t);
int		 unlink(const char *);
int		 unlinkat(int, const char *, int);
int		 unveil(const char *, const char *);
int		 usleep(unsigned int);
ssize_t		 write(int, const void *, size_t);

#endif /* OPENBSD_UNISTD_H */
