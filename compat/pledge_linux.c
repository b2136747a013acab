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
 * pledge(2) by seccomp-bpf.  What no promise allows kills the process, but
 * for what C libraries try and do without: that fails with ENOSYS.
 *
 * What a filter can't see, since it is behind a pointer:
 * - paths: promises of the file system hold for all of it; unveil(2) limits
 *   them where the kernel has Landlock, chroot(2) everywhere.
 * - the address of a sendmsg(2).  sendto(2) with an address needs a promise.
 * - descriptors in a message: recvfd and sendfd are accepted, and change
 *   nothing.
 * A read-only look at the file system without rpath fails with ENOENT, as in
 * the empty directory where it happens: C libraries look for time zones and
 * character sets when it suits them, and that should kill no server.
 */
#include <sys/types.h>
#include <sys/mman.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "config.h"

#define STDIO		0x0001
#define RPATH		0x0002
#define WPATH		0x0004
#define CPATH		0x0008
#define INET		0x0010
#define UNIX		0x0020
#define DNS		0x0040
#define ROUTE		0x0080
#define MCAST		0x0100
#define FDPASS		0x0200
#define ALWAYS		0x8000	/* with any set of promises, "" as well */

static const struct {
	const char	*name;
	unsigned int	 bit;
} promise_names[] = {
	{ "stdio",	STDIO },
	{ "rpath",	RPATH },
	{ "wpath",	WPATH },
	{ "cpath",	CPATH },
	{ "inet",	INET },
	{ "unix",	UNIX },
	{ "dns",	DNS },
	{ "route",	ROUTE },
	{ "mcast",	MCAST },
	{ "sendfd",	FDPASS },
	{ "recvfd",	FDPASS }
};

/* Arguments of int: the kernel doesn't look at the upper half either. */
#define INT(arg, n)	{ arg, SCMP_CMP_MASKED_EQ, 0xffffffffU, n }
#define BITS(arg, m, n)	{ arg, SCMP_CMP_MASKED_EQ, m, n }
#define NULLPTR(arg)	{ arg, SCMP_CMP_EQ, 0, 0 }
#define MAX_ARGS	3

/* The type of a socket(2) without the flags that may be or'ed in. */
#define TYPE(arg, n)	BITS(arg, 0xf, n)

/* What of open(2)'s flags makes the difference. */
#define O_TEMP		(O_TMPFILE & ~O_DIRECTORY)
#define O_KIND		(O_ACCMODE | O_CREAT | O_TRUNC | O_TEMP)
#define O_WRITE		(O_ACCMODE | O_CREAT | O_TEMP)
#define O_MAKE		(O_CREAT | O_TEMP)

struct rule {
	unsigned int		 promises;	/* any of these */
	int			 syscall;
	unsigned int		 nargs;
	struct scmp_arg_cmp	 args[MAX_ARGS];
};

#ifdef SANITIZERS
/* Everything that sanitizers need and nobody else does is here. */
#define SANITIZER_RULES							\
	{ ALWAYS, SCMP_SYS(sigaltstack), 0, {{ 0 }} },			\
	{ ALWAYS, SCMP_SYS(munmap), 0, {{ 0 }} },

static int	pledged;
int		__lsan_is_turned_off(void);
const char	*__lsan_default_suppressions(void);

/* It stops all threads by clone(2) and ptrace(2). */
int
__lsan_is_turned_off(void)
{
	return (pledged);
}

/* setproctitle(3) forgets the name that setprogname(3) replaces. */
const char *
__lsan_default_suppressions(void)
{
	return ("leak:libbsd.so\n");
}

static void
sanitizers_pledged(void)
{
	pledged = 1;
}
#else
#define SANITIZER_RULES
#define sanitizers_pledged()
#endif

/* Allowed with any of the promises if all of the arguments fit. */
static const struct rule allowed[] = {
	/* ending, and promising less */
	{ ALWAYS, SCMP_SYS(exit), 0, {{ 0 }} },
	{ ALWAYS, SCMP_SYS(exit_group), 0, {{ 0 }} },
	{ ALWAYS, SCMP_SYS(rt_sigreturn), 0, {{ 0 }} },
	{ ALWAYS, SCMP_SYS(restart_syscall), 0, {{ 0 }} },
	{ ALWAYS, SCMP_SYS(seccomp), 1, { INT(0, SECCOMP_SET_MODE_FILTER) } },
	{ ALWAYS, SCMP_SYS(seccomp), 1, { INT(0, SECCOMP_GET_ACTION_AVAIL) } },
	{ ALWAYS, SCMP_SYS(prctl), 1, { INT(0, PR_SET_SECCOMP) } },
	{ ALWAYS, SCMP_SYS(prctl), 1, { INT(0, PR_SET_NO_NEW_PRIVS) } },
	SANITIZER_RULES

	/* memory, never executable */
	{ STDIO, SCMP_SYS(brk), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(mmap), 1, { BITS(2, PROT_EXEC, 0) } },
	{ STDIO, SCMP_SYS(mprotect), 1, { BITS(2, PROT_EXEC, 0) } },
	{ STDIO, SCMP_SYS(mremap), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(munmap), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(madvise), 0, {{ 0 }} },

	/* descriptors that are open */
	{ STDIO, SCMP_SYS(read), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(readv), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(pread64), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(preadv), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(write), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(writev), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(pwrite64), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(pwritev), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(lseek), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(ftruncate), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(fsync), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(fdatasync), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(sync_file_range), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(fadvise64), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(fstat), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(dup), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(dup2), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(dup3), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(close), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(close_range), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(pipe), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(pipe2), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(umask), 0, {{ 0 }} },
	/* no F_SETOWN, which sends signals to others; no locks */
	{ STDIO, SCMP_SYS(fcntl), 1, { INT(1, F_DUPFD) } },
	{ STDIO, SCMP_SYS(fcntl), 1, { INT(1, F_DUPFD_CLOEXEC) } },
	{ STDIO, SCMP_SYS(fcntl), 1, { INT(1, F_GETFD) } },
	{ STDIO, SCMP_SYS(fcntl), 1, { INT(1, F_SETFD) } },
	{ STDIO, SCMP_SYS(fcntl), 1, { INT(1, F_GETFL) } },
	{ STDIO, SCMP_SYS(fcntl), 1, { INT(1, F_SETFL) } },
	/* the last two are isatty(3) and the width of a terminal */
	{ STDIO, SCMP_SYS(ioctl), 1, { INT(1, FIONREAD) } },
	{ STDIO, SCMP_SYS(ioctl), 1, { INT(1, FIONBIO) } },
	{ STDIO, SCMP_SYS(ioctl), 1, { INT(1, FIOCLEX) } },
	{ STDIO, SCMP_SYS(ioctl), 1, { INT(1, FIONCLEX) } },
	{ STDIO, SCMP_SYS(ioctl), 1, { INT(1, TCGETS) } },
	{ STDIO, SCMP_SYS(ioctl), 1, { INT(1, TIOCGWINSZ) } },

	/* events */
	{ STDIO, SCMP_SYS(poll), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(ppoll), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(select), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(pselect6), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(epoll_create), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(epoll_create1), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(epoll_ctl), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(epoll_wait), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(epoll_pwait), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(epoll_pwait2), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(eventfd2), 0, {{ 0 }} },

	/* signals, to itself only: see pledge_self() */
	{ STDIO, SCMP_SYS(rt_sigaction), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(rt_sigprocmask), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(rt_sigpending), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(rt_sigsuspend), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(rt_sigtimedwait), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(sigaltstack), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(wait4), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(waitid), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(futex), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(sched_yield), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(sched_getaffinity), 0, {{ 0 }} },

	/* time */
	{ STDIO, SCMP_SYS(clock_gettime), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(clock_getres), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(gettimeofday), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(time), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(nanosleep), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(clock_nanosleep), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(getitimer), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(setitimer), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(alarm), 0, {{ 0 }} },

	/* who and what it is; qsort(3) asks sysinfo(2) */
	{ STDIO, SCMP_SYS(getpid), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(getppid), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(gettid), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(getpgrp), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(getuid), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(geteuid), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(getresuid), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(getgid), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(getegid), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(getresgid), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(getgroups), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(getrlimit), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(prlimit64), 2, { INT(0, 0), NULLPTR(2) } },
	{ STDIO, SCMP_SYS(getrusage), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(times), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(sysinfo), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(getrandom), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(prctl), 1, { INT(0, PR_SET_NAME) } },
	{ STDIO, SCMP_SYS(prctl), 1, { INT(0, PR_GET_NAME) } },
	{ STDIO, SCMP_SYS(prctl), 1, { INT(0, PR_GET_DUMPABLE) } },
	{ STDIO | DNS, SCMP_SYS(uname), 0, {{ 0 }} },

	/* sockets that are there */
	{ STDIO, SCMP_SYS(socketpair), 1, { INT(0, AF_UNIX) } },
	{ STDIO, SCMP_SYS(recvfrom), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(recvmsg), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(recvmmsg), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(sendmsg), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(sendmmsg), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(sendto), 1, { NULLPTR(4) } },
	{ STDIO, SCMP_SYS(shutdown), 0, {{ 0 }} },
	{ STDIO, SCMP_SYS(getsockopt), 1, { INT(1, SOL_SOCKET) } },
	{ STDIO, SCMP_SYS(setsockopt), 2,
	    { INT(1, SOL_SOCKET), INT(2, SO_RCVBUF) } },
	{ STDIO, SCMP_SYS(setsockopt), 2,
	    { INT(1, SOL_SOCKET), INT(2, SO_SNDBUF) } },

	/* sockets that are addressed */
	{ UNIX | INET | DNS | ROUTE, SCMP_SYS(sendto), 1,
	    { { 4, SCMP_CMP_NE, 0, 0 } } },
	{ UNIX | INET | DNS | ROUTE, SCMP_SYS(bind), 0, {{ 0 }} },
	{ UNIX | INET | DNS | ROUTE, SCMP_SYS(getsockname), 0, {{ 0 }} },
	{ UNIX | INET | DNS, SCMP_SYS(getpeername), 0, {{ 0 }} },
	{ UNIX | INET | DNS, SCMP_SYS(connect), 0, {{ 0 }} },
	{ UNIX | INET, SCMP_SYS(listen), 0, {{ 0 }} },
	{ UNIX | INET, SCMP_SYS(accept), 0, {{ 0 }} },
	{ UNIX | INET, SCMP_SYS(accept4), 0, {{ 0 }} },
	{ UNIX, SCMP_SYS(socket), 1, { INT(0, AF_UNIX) } },
	{ INET | DNS, SCMP_SYS(socket), 2,
	    { INT(0, AF_INET), TYPE(1, SOCK_DGRAM) } },
	{ INET | DNS, SCMP_SYS(socket), 2,
	    { INT(0, AF_INET), TYPE(1, SOCK_STREAM) } },
	{ INET | DNS, SCMP_SYS(socket), 2,
	    { INT(0, AF_INET6), TYPE(1, SOCK_DGRAM) } },
	{ INET | DNS, SCMP_SYS(socket), 2,
	    { INT(0, AF_INET6), TYPE(1, SOCK_STREAM) } },
	/* getaddrinfo(3) sorts addresses by what rtnetlink says */
	{ ROUTE | DNS, SCMP_SYS(socket), 2,
	    { INT(0, AF_NETLINK), INT(2, NETLINK_ROUTE) } },

	/* options; none that attaches a program to a socket */
	{ UNIX | INET | DNS, SCMP_SYS(setsockopt), 2,
	    { INT(1, SOL_SOCKET), INT(2, SO_REUSEADDR) } },
	{ UNIX | INET | DNS, SCMP_SYS(setsockopt), 2,
	    { INT(1, SOL_SOCKET), INT(2, SO_KEEPALIVE) } },
	{ UNIX | INET | DNS, SCMP_SYS(setsockopt), 2,
	    { INT(1, SOL_SOCKET), INT(2, SO_LINGER) } },
	{ UNIX | INET | DNS, SCMP_SYS(setsockopt), 2,
	    { INT(1, SOL_SOCKET), INT(2, SO_RCVTIMEO) } },
	{ UNIX | INET | DNS, SCMP_SYS(setsockopt), 2,
	    { INT(1, SOL_SOCKET), INT(2, SO_SNDTIMEO) } },
	{ INET, SCMP_SYS(setsockopt), 2,
	    { INT(1, SOL_SOCKET), INT(2, SO_BROADCAST) } },
	{ INET, SCMP_SYS(setsockopt), 2,
	    { INT(1, SOL_SOCKET), INT(2, SO_SNDBUFFORCE) } },
	{ INET, SCMP_SYS(setsockopt), 2,
	    { INT(1, SOL_SOCKET), INT(2, SO_BINDTODEVICE) } },
	{ INET, SCMP_SYS(setsockopt), 2,
	    { INT(1, SOL_SOCKET), INT(2, SO_TIMESTAMP) } },
	{ INET, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_IP), INT(2, IP_PKTINFO) } },
	{ INET, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_IP), INT(2, IP_TTL) } },
	{ INET, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_IP), INT(2, IP_TOS) } },
	{ INET, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_IP), INT(2, IP_MTU_DISCOVER) } },
	{ INET, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_IP), INT(2, IP_FREEBIND) } },
	/* the resolver of the C library wants to know of refusals */
	{ INET | DNS, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_IP), INT(2, IP_RECVERR) } },
	{ INET | DNS, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_IPV6), INT(2, IPV6_RECVERR) } },
	{ INET, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_IPV6), INT(2, IPV6_V6ONLY) } },
	{ INET, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_TCP), INT(2, TCP_NODELAY) } },
	{ MCAST, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_IP), INT(2, IP_MULTICAST_IF) } },
	{ MCAST, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_IP), INT(2, IP_MULTICAST_TTL) } },
	{ MCAST, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_IP), INT(2, IP_MULTICAST_LOOP) } },
	{ MCAST, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_IP), INT(2, IP_ADD_MEMBERSHIP) } },
	{ MCAST, SCMP_SYS(setsockopt), 2,
	    { INT(1, IPPROTO_IP), INT(2, IP_DROP_MEMBERSHIP) } },
	{ ROUTE, SCMP_SYS(setsockopt), 1, { INT(1, SOL_NETLINK) } },
	{ INET, SCMP_SYS(getsockopt), 1, { INT(1, IPPROTO_IP) } },
	{ INET, SCMP_SYS(getsockopt), 1, { INT(1, IPPROTO_TCP) } },

	/* files */
	{ RPATH | DNS, SCMP_SYS(open), 1, { BITS(1, O_KIND, O_RDONLY) } },
	{ RPATH | DNS, SCMP_SYS(openat), 1, { BITS(2, O_KIND, O_RDONLY) } },
	{ RPATH | DNS, SCMP_SYS(stat), 0, {{ 0 }} },
	{ RPATH | DNS, SCMP_SYS(lstat), 0, {{ 0 }} },
	{ RPATH | DNS, SCMP_SYS(access), 0, {{ 0 }} },
	{ RPATH | DNS, SCMP_SYS(faccessat), 0, {{ 0 }} },
	{ RPATH | DNS, SCMP_SYS(readlink), 0, {{ 0 }} },
	{ RPATH | DNS, SCMP_SYS(readlinkat), 0, {{ 0 }} },
	{ RPATH | DNS, SCMP_SYS(newfstatat), 1, { BITS(3, AT_EMPTY_PATH, 0) } },
	{ RPATH, SCMP_SYS(getdents64), 0, {{ 0 }} },
	{ RPATH, SCMP_SYS(getcwd), 0, {{ 0 }} },
	{ RPATH, SCMP_SYS(fstatfs), 0, {{ 0 }} },
	{ WPATH, SCMP_SYS(open), 1, { BITS(1, O_WRITE, O_WRONLY) } },
	{ WPATH, SCMP_SYS(open), 1, { BITS(1, O_WRITE, O_RDWR) } },
	{ WPATH, SCMP_SYS(openat), 1, { BITS(2, O_WRITE, O_WRONLY) } },
	{ WPATH, SCMP_SYS(openat), 1, { BITS(2, O_WRITE, O_RDWR) } },
	{ CPATH, SCMP_SYS(open), 1, { BITS(1, O_MAKE, O_CREAT) } },
	{ CPATH, SCMP_SYS(openat), 1, { BITS(2, O_MAKE, O_CREAT) } },
	{ CPATH, SCMP_SYS(rename), 0, {{ 0 }} },
	{ CPATH, SCMP_SYS(renameat), 0, {{ 0 }} },
	{ CPATH, SCMP_SYS(renameat2), 0, {{ 0 }} },
	{ CPATH, SCMP_SYS(link), 0, {{ 0 }} },
	{ CPATH, SCMP_SYS(linkat), 0, {{ 0 }} },
	{ CPATH, SCMP_SYS(unlink), 0, {{ 0 }} },
	{ CPATH, SCMP_SYS(unlinkat), 0, {{ 0 }} },
	/* fstat(3), with an empty path */
	{ STDIO, SCMP_SYS(newfstatat), 1,
	    { BITS(3, AT_EMPTY_PATH, AT_EMPTY_PATH) } }
};

/*
 * Fails with an error, unless one of the promises is made: then it is in the
 * table above.
 */
static const struct {
	struct rule	 rule;
	int		 error;
} refused[] = {
	{ { RPATH | DNS, SCMP_SYS(open), 1, { BITS(1, O_KIND, O_RDONLY) } },
	    ENOENT },
	{ { RPATH | DNS, SCMP_SYS(openat), 1, { BITS(2, O_KIND, O_RDONLY) } },
	    ENOENT },
	{ { RPATH | DNS, SCMP_SYS(stat), 0, {{ 0 }} }, ENOENT },
	{ { RPATH | DNS, SCMP_SYS(lstat), 0, {{ 0 }} }, ENOENT },
	{ { RPATH | DNS, SCMP_SYS(access), 0, {{ 0 }} }, ENOENT },
	{ { RPATH | DNS, SCMP_SYS(faccessat), 0, {{ 0 }} }, ENOENT },
	{ { RPATH | DNS, SCMP_SYS(readlink), 0, {{ 0 }} }, ENOENT },
	{ { RPATH | DNS, SCMP_SYS(readlinkat), 0, {{ 0 }} }, ENOENT },
	{ { RPATH | DNS, SCMP_SYS(newfstatat), 1,
	    { BITS(3, AT_EMPTY_PATH, 0) } }, ENOENT },
	/* probes of C libraries, which then do it in another way */
	{ { 0, SCMP_SYS(clone3), 0, {{ 0 }} }, ENOSYS },
	{ { 0, SCMP_SYS(openat2), 0, {{ 0 }} }, ENOSYS },
	{ { 0, SCMP_SYS(faccessat2), 0, {{ 0 }} }, ENOSYS },
	{ { 0, SCMP_SYS(statx), 0, {{ 0 }} }, ENOSYS },
	{ { 0, SCMP_SYS(rseq), 0, {{ 0 }} }, ENOSYS },
	{ { 0, SCMP_SYS(set_robust_list), 0, {{ 0 }} }, ENOSYS },
	{ { 0, SCMP_SYS(membarrier), 0, {{ 0 }} }, ENOSYS },
	{ { 0, SCMP_SYS(memfd_create), 0, {{ 0 }} }, ENOSYS },
	{ { 0, SCMP_SYS(timerfd_create), 0, {{ 0 }} }, ENOSYS },
	{ { 0, SCMP_SYS(signalfd4), 0, {{ 0 }} }, ENOSYS },
	{ { 0, SCMP_SYS(getcpu), 0, {{ 0 }} }, ENOSYS },
	{ { 0, SCMP_SYS(preadv2), 0, {{ 0 }} }, ENOSYS },
	{ { 0, SCMP_SYS(pwritev2), 0, {{ 0 }} }, ENOSYS },
	/* names that the kernel gives memory, in newer ones */
	{ { 0, SCMP_SYS(prctl), 1, { INT(0, 0x53564d41) } }, EINVAL }
};

/*
 * With dns only: getaddrinfo(3) asks a name service cache by a local socket
 * and loads modules.  It goes on without either.
 */
static const struct {
	struct rule	 rule;
	int		 error;
} refused_dns[] = {
	{ { UNIX, SCMP_SYS(socket), 1, { INT(0, AF_UNIX) } }, EACCES },
	{ { 0, SCMP_SYS(mmap), 1, { BITS(2, PROT_EXEC, PROT_EXEC) } }, EPERM }
};

#define NELEMS(a)	(sizeof(a) / sizeof((a)[0]))

static int	parse_promises(const char *, unsigned int *);
static int	add_rule(scmp_filter_ctx, uint32_t, const struct rule *);
static int	add_self(scmp_filter_ctx);
static int	add_rules(scmp_filter_ctx, unsigned int);

static int
parse_promises(const char *promises, unsigned int *bits)
{
	const char	*p;
	size_t		 i, len;

	*bits = ALWAYS;
	for (p = promises + strspn(promises, " "); *p != '\0';
	    p += len, p += strspn(p, " ")) {
		len = strcspn(p, " ");
		for (i = 0; i < NELEMS(promise_names); i++)
			if (strlen(promise_names[i].name) == len &&
			    memcmp(promise_names[i].name, p, len) == 0)
				break;
		if (i == NELEMS(promise_names))
			return (-1);
		*bits |= promise_names[i].bit;
	}
	return (0);
}

/* System calls that this architecture doesn't have are no error. */
static int
add_rule(scmp_filter_ctx ctx, uint32_t action, const struct rule *rule)
{
	int	 error;

	error = seccomp_rule_add_array(ctx, action, rule->syscall,
	    rule->nargs, rule->args);
	return (rule->syscall < 0 ? 0 : error);
}

/* abort(3) and raise(3). */
static int
add_self(scmp_filter_ctx ctx)
{
	struct rule	 rule;
	int		 error;

	memset(&rule, 0, sizeof(rule));
	rule.nargs = 1;
	rule.args[0].op = SCMP_CMP_MASKED_EQ;
	rule.args[0].datum_a = 0xffffffffU;
	rule.args[0].datum_b = (uint32_t)getpid();
	rule.syscall = SCMP_SYS(kill);
	if ((error = add_rule(ctx, SCMP_ACT_ALLOW, &rule)) != 0)
		return (error);
	rule.syscall = SCMP_SYS(tgkill);
	return (add_rule(ctx, SCMP_ACT_ALLOW, &rule));
}

static int
add_rules(scmp_filter_ctx ctx, unsigned int promises)
{
	size_t	 i;
	int	 error = 0;

	for (i = 0; i < NELEMS(allowed) && error == 0; i++)
		if (allowed[i].promises & promises)
			error = add_rule(ctx, SCMP_ACT_ALLOW, &allowed[i]);
	for (i = 0; i < NELEMS(refused) && error == 0; i++)
		if ((refused[i].rule.promises & promises) == 0)
			error = add_rule(ctx, SCMP_ACT_ERRNO(refused[i].error),
			    &refused[i].rule);
	for (i = 0; i < NELEMS(refused_dns) && error == 0; i++)
		if ((promises & DNS) &&
		    (refused_dns[i].rule.promises & promises) == 0)
			error = add_rule(ctx,
			    SCMP_ACT_ERRNO(refused_dns[i].error),
			    &refused_dns[i].rule);
	if (error == 0 && (promises & STDIO))
		error = add_self(ctx);
	return (error);
}

/*
 * May be called again to promise less: the kernel applies every filter.
 * There is no execpromises here, since no promise allows execve(2).
 */
int
pledge(const char *promises, const char *execpromises)
{
	scmp_filter_ctx	 ctx;
	unsigned int	 bits;
	int		 error;

	if (promises == NULL || execpromises != NULL ||
	    parse_promises(promises, &bits) == -1) {
		errno = EINVAL;
		return (-1);
	}
	if ((ctx = seccomp_init(SCMP_ACT_KILL_PROCESS)) == NULL) {
		errno = ENOMEM;
		return (-1);
	}
	error = seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH,
	    SCMP_ACT_KILL_PROCESS);
	if (error == 0)		/* a binary tree, not a list, of system calls */
		error = seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	if (error == 0)
		error = add_rules(ctx, bits);
	if (error == 0)
		error = seccomp_load(ctx);
	seccomp_release(ctx);
	if (error != 0) {
		errno = -error;
		return (-1);
	}
	sanitizers_pledged();
	return (0);
}
