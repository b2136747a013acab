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
 * pledge(2) on Linux: each case is a process of its own that promises
 * something and then does something.
 */
/* test: link */
#include <sys/types.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <arpa/inet.h>
#include <linux/filter.h>
#include <net/if.h>
#include <netinet/in.h>

#include <dirent.h>
#include <errno.h>
#include <event.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "cases.h"

#define PARENT	"stdio rpath wpath cpath inet mcast route sendfd"

static char	dir[] = "/tmp/test_pledge.XXXXXXXXXX";
static int	file = -1;		/* open, read and write */
static int	udp[2] = { -1, -1 };	/* connected to each other */

static int
setup(void **state)
{
	struct sockaddr_in	 sin;
	socklen_t		 len = sizeof(sin);
	char			 path[64];
	int			 i;

	(void)state;
	assert_non_null(mkdtemp(dir));
	(void)snprintf(path, sizeof(path), "%s/file", dir);
	file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	assert_int_not_equal(file, -1);
	for (i = 0; i < 2; i++)
		udp[i] = make_udp();
	for (i = 0; i < 2; i++) {
		assert_int_equal(getsockname(udp[1 - i],
		    (struct sockaddr *)&sin, &len), 0);
		assert_int_equal(connect(udp[i], (struct sockaddr *)&sin,
		    len), 0);
	}
	return (0);
}

static int
teardown(void **state)
{
	char	 path[64];

	(void)state;
	close(file);
	close(udp[0]);
	close(udp[1]);
	(void)snprintf(path, sizeof(path), "%s/file", dir);
	unlink(path);
	return (rmdir(dir));
}

/* What a jailed process does, in groups. */
static void
use_memory(void)
{
	char	*p, *q;
	int	 i;

	for (i = 0; i < 30; i++) {
		MUST((p = malloc((size_t)1 << i)) != NULL);
		p[0] = 1;
		MUST((q = realloc(p, ((size_t)1 << i) + 5000)) != NULL);
		free(q);
	}
	p = mmap(NULL, 8192, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANON, -1, 0);
	MUST(p != MAP_FAILED);
	MUST(mprotect(p, 8192, PROT_NONE) == 0);
	MUST(madvise(p, 8192, MADV_DONTNEED) == 0);
	MUST(munmap(p, 8192) == 0);
}

static int
compare(const void *a, const void *b)
{
	return (memcmp(a, b, sizeof(int)));
}

static void
use_libc(void)
{
	static int	 numbers[100000];
	struct timespec	 ts;
	struct tm	*tm;
	time_t		 now;
	char		 buf[64];
	size_t		 i;

	MUST(clock_gettime(CLOCK_MONOTONIC, &ts) == 0);
	MUST(clock_gettime(CLOCK_REALTIME, &ts) == 0);
	ts.tv_sec = 0;
	ts.tv_nsec = 1;
	MUST(nanosleep(&ts, NULL) == 0);
	now = time(NULL);
	MUST((tm = localtime(&now)) != NULL);
	MUST(strftime(buf, sizeof(buf), "%H:%M %Z", tm) > 0);
	arc4random_buf(numbers, sizeof(numbers));
	qsort(numbers, 100000, sizeof(int), compare);
	for (i = 1; i < 100000; i++)
		MUST(compare(&numbers[i - 1], &numbers[i]) <= 0);
	MUST(strerror(ENOENT) != NULL);
	MUST(getpid() > 0 && getppid() > 0);
	MUST(geteuid() == getuid());
	MUST(isatty(file) == 0);
	MUST(waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD);
}

static void
use_files(void)
{
	struct stat	 st;
	char		 buf[16];
	FILE		*fp;
	int		 fd;

	MUST(pwrite(file, "0123456789", 10, 0) == 10);
	MUST(pread(file, buf, 4, 2) == 4 && memcmp(buf, "2345", 4) == 0);
	MUST(lseek(file, 0, SEEK_SET) == 0);
	MUST(write(file, "ab", 2) == 2);
	MUST(fsync(file) == 0);
	MUST(fdatasync(file) == 0);
	MUST(fstat(file, &st) == 0 && st.st_size == 10);
	MUST(ftruncate(file, 5) == 0);
	MUST((fd = dup(file)) != -1);
	MUST((fp = fdopen(fd, "r+")) != NULL);
	MUST(fseek(fp, 0, SEEK_SET) == 0);
	MUST(fgets(buf, sizeof(buf), fp) != NULL && strcmp(buf, "ab234") == 0);
	MUST(fclose(fp) == 0);
	MUST((fd = fcntl(file, F_DUPFD_CLOEXEC, 100)) >= 100);
	MUST(fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK) == 0);
	MUST(fcntl(fd, F_SETFD, FD_CLOEXEC) == 0);
	MUST(dup2(fd, fd + 1) == fd + 1);
	MUST(close(fd) == 0);
	closefrom(fd + 1);
}

static void
use_sockets(void)
{
	struct mmsghdr	 mmsg[2];
	struct iovec	 iov;
	char		 buf[8] = "packet";
	int		 n, sv[2];

	MUST(send(udp[0], "x", 1, 0) == 1);
	MUST(recvfrom(udp[1], buf, 1, 0, NULL, NULL) == 1);
	iov.iov_base = buf;
	iov.iov_len = sizeof(buf);
	memset(mmsg, 0, sizeof(mmsg));
	for (n = 0; n < 2; n++) {
		mmsg[n].msg_hdr.msg_iov = &iov;
		mmsg[n].msg_hdr.msg_iovlen = 1;
	}
	MUST(sendmmsg(udp[0], mmsg, 2, 0) == 2);
	MUST(recvmmsg(udp[1], mmsg, 2, 0, NULL) == 2);
	MUST(sendmsg(udp[0], &mmsg[0].msg_hdr, 0) == 8);
	MUST(ioctl(udp[1], FIONREAD, &n) == 0 && n == 8);
	MUST(recvmsg(udp[1], &mmsg[0].msg_hdr, 0) == 8);
	MUST(socketpair(AF_UNIX, SOCK_STREAM, 0, sv) == 0);
	MUST(shutdown(sv[0], SHUT_WR) == 0);
	MUST(read(sv[1], buf, 1) == 0);
}

static void
on_event(int fd, short event, void *arg)
{
	(void)fd;
	(void)event;
	if (++*(int *)arg == 3)
		event_loopexit(NULL);
}

/* Timer, signal and descriptor. */
static void
use_events(void)
{
	struct timeval	 tv = { 0, 1000 };
	struct event	 timer, sig, readable;
	int		 count = 0, p[2];

	MUST(event_init() != NULL);
	MUST(pipe(p) == 0);
	MUST(write(p[1], "x", 1) == 1);
	evtimer_set(&timer, on_event, &count);
	signal_set(&sig, SIGUSR1, on_event, &count);
	event_set(&readable, p[0], EV_READ, on_event, &count);
	MUST(evtimer_add(&timer, &tv) == 0);
	MUST(signal_add(&sig, NULL) == 0);
	MUST(event_add(&readable, NULL) == 0);
	MUST(kill(getpid(), SIGUSR1) == 0);
	MUST(event_dispatch() != -1);
	MUST(count == 3);
}

static void
use_poll(void)
{
	struct epoll_event	 ev;
	struct pollfd		 pfd;
	int			 e, ep;

	MUST((e = eventfd(1, EFD_NONBLOCK)) != -1);
	pfd.fd = e;
	pfd.events = POLLIN;
	MUST(poll(&pfd, 1, -1) == 1);
	MUST((ep = epoll_create1(EPOLL_CLOEXEC)) != -1);
	memset(&ev, 0, sizeof(ev));
	ev.events = EPOLLIN;
	MUST(epoll_ctl(ep, EPOLL_CTL_ADD, e, &ev) == 0);
	MUST(epoll_wait(ep, &ev, 1, -1) == 1);
}

static void
test_stdio(void **state)
{
	(void)state;
	expect_ok("stdio", use_memory);
	expect_ok("stdio", use_libc);
	expect_ok("stdio", use_files);
	expect_ok("stdio", use_sockets);
	expect_ok("stdio", use_events);
	expect_ok("stdio", use_poll);
}

CASE(do_nothing, 0)
CASE(do_getpid, syscall(SYS_getpid))

static void
test_promises(void **state)
{
	(void)state;
	assert_int_equal(pledge("stdio pf", NULL), -1);
	assert_int_equal(errno, EINVAL);
	assert_int_equal(pledge("std", NULL), -1);
	assert_int_equal(pledge("stdiorpath", NULL), -1);
	assert_int_equal(pledge("stdio", ""), -1);
	assert_int_equal(pledge(NULL, NULL), -1);
	/* none of that has limited us */
	assert_int_equal(prctl(PR_GET_SECCOMP), 0);
	expect_ok("", do_nothing);
	expect_killed("", do_getpid);
	expect_ok("  stdio  rpath ", do_getpid);
}

/* Each of these must be the end. */
static void
do_fork(void)
{
	if (fork() == 0)
		_exit(0);
}

static void
do_exec(void)
{
	char	 path[] = "/bin/true", *argv[] = { path, NULL };

	execv(path, argv);
}

static void
do_mmap_exec(void)
{
	(void)mmap(NULL, 4096, PROT_READ | PROT_EXEC,
	    MAP_PRIVATE | MAP_ANON, -1, 0);
}

static void
do_mprotect_exec(void)
{
	void	*p;

	p = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANON, -1, 0);
	(void)mprotect(p, 4096, PROT_READ | PROT_EXEC);
}

static void
do_sendto(void)
{
	struct sockaddr_in	 sin;

	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	sin.sin_port = htons(9);
	MUST(sendto(udp[0], "x", 1, 0, (struct sockaddr *)&sin,
	    sizeof(sin)) == 1);
}

static void
do_connect(void)
{
	struct sockaddr	 sa;

	memset(&sa, 0, sizeof(sa));
	MUST(connect(-1, &sa, sizeof(sa)) == -1 && errno == EBADF);
}

static void
do_bind(void)
{
	struct sockaddr	 sa;

	memset(&sa, 0, sizeof(sa));
	MUST(bind(-1, &sa, sizeof(sa)) == -1 && errno == EBADF);
}

static void
do_filter(void)
{
	struct sock_filter	 code = BPF_STMT(BPF_RET | BPF_K, 0);
	struct sock_fprog	 prog = { 1, &code };

	(void)setsockopt(udp[0], SOL_SOCKET, SO_ATTACH_FILTER, &prog,
	    sizeof(prog));
}

CASE(do_kill_parent, kill(getppid(), 0))
CASE(do_tkill, syscall(SYS_tkill, getpid(), 0))
CASE(do_setown, fcntl(udp[0], F_SETOWN, getppid()))
CASE(do_lock, fcntl(file, F_SETLK, &(struct flock){ .l_type = F_WRLCK }))
CASE(do_dumpable, prctl(PR_SET_DUMPABLE, 1))
CASE(do_ptrace, ptrace(PTRACE_TRACEME, 0, NULL, NULL))
CASE(do_setuid, syscall(SYS_setuid, getuid()))
CASE(do_chroot, syscall(SYS_chroot, "/"))
CASE(do_chmod, fchmod(file, 0666))
CASE(do_chdir, syscall(SYS_chdir, "/"))
CASE(do_unshare, syscall(SYS_unshare, 0))
CASE(do_bpf, syscall(SYS_bpf, 0, NULL, 0))
CASE(do_uring, syscall(SYS_io_uring_setup, 0, NULL))
CASE(do_setns, syscall(SYS_setns, -1, 0))
CASE(do_mount, syscall(SYS_mount, 0, 0, 0, 0, 0))
CASE(do_unknown, syscall(1000000))
CASE(do_ifconf, ioctl(udp[0], SIOCGIFCONF, NULL))
CASE(do_sti, ioctl(0, TIOCSTI, "x"))

static void
do_rlimit(void)
{
	struct rlimit	 l = { 1, 1 };

	(void)setrlimit(RLIMIT_NOFILE, &l);
}

static void
test_killed(void **state)
{
	void	(*const all[])(void) = {
		do_fork, do_exec, do_mmap_exec, do_mprotect_exec, do_filter,
		do_kill_parent, do_tkill, do_setown, do_lock, do_dumpable,
		do_ptrace, do_setuid, do_chroot, do_chmod, do_chdir,
		do_unshare, do_bpf, do_uring, do_setns, do_mount, do_unknown,
		do_ifconf, do_sti, do_rlimit
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		expect_killed("stdio", all[i]);
		expect_killed("stdio unix recvfd", all[i]);
		expect_killed(PARENT, all[i]);
	}
}

static void
probes(void)
{
	MUST(syscall(SYS_clone3, NULL, 0) == -1 && errno == ENOSYS);
	MUST(syscall(SYS_openat2, -1, NULL, NULL, 0) == -1 && errno == ENOSYS);
	MUST(syscall(SYS_statx, -1, NULL, 0, 0, NULL) == -1 &&
	    errno == ENOSYS);
	MUST(syscall(SYS_memfd_create, "", 0) == -1 && errno == ENOSYS);
	MUST(syscall(SYS_set_robust_list, NULL, 0) == -1 && errno == ENOSYS);
}

static void
test_probes(void **state)
{
	(void)state;
	expect_ok("stdio", probes);
	expect_ok("", probes);
}

/* The upper half of a register is not what the kernel looks at. */
static void
do_socket_high(void)
{
	(void)syscall(SYS_socket, 0x100000000L | AF_INET, SOCK_DGRAM, 0);
}

static void
test_addresses(void **state)
{
	(void)state;
	expect_killed("stdio", do_sendto);
	expect_killed("stdio", do_connect);
	expect_killed("stdio", do_bind);
	expect_killed("stdio recvfd", do_sendto);
	expect_ok("stdio unix recvfd", do_sendto);
	expect_ok("stdio inet", do_sendto);
	expect_ok("stdio inet", do_connect);
	expect_ok("stdio inet", do_bind);
	expect_killed("stdio unix recvfd", do_socket_high);
	expect_ok("stdio unix recvfd", use_sockets);
}

static char	 path_a[64], path_b[64];

static void
no_files(void)
{
	struct stat	 st;
	char		 buf[8];

	MUST(open("/etc/passwd", O_RDONLY | O_CLOEXEC) == -1 &&
	    errno == ENOENT);
	MUST(stat("/", &st) == -1 && errno == ENOENT);
	MUST(lstat("/", &st) == -1 && errno == ENOENT);
	MUST(access("/", R_OK) == -1 && errno == ENOENT);
	MUST(readlink("/proc/self", buf, sizeof(buf)) == -1 &&
	    errno == ENOENT);
	MUST(opendir("/") == NULL);
}

static void
read_files(void)
{
	struct stat	 st;
	char		 buf[PATH_MAX];
	DIR		*d;
	int		 fd;

	MUST((fd = open("/etc/passwd", O_RDONLY | O_CLOEXEC)) != -1);
	MUST(read(fd, buf, 1) == 1);
	MUST(stat("/", &st) == 0);
	MUST(access("/", R_OK) == 0);
	MUST((d = opendir("/")) != NULL);
	MUST(readdir(d) != NULL);
	MUST(realpath(dir, buf) != NULL);
}

static void
may_open(const char *path, int flags)
{
	MUST(open(path, flags | O_CLOEXEC, 0600) != -1 || errno == ENOENT);
}

CASE(do_write, may_open(path_a, O_WRONLY))
CASE(do_rdwr, may_open(path_a, O_RDWR))
CASE(do_append, may_open(path_a, O_WRONLY | O_APPEND))
CASE(do_trunc, may_open(path_a, O_RDONLY | O_TRUNC))
CASE(do_creat, may_open(path_a, O_RDWR | O_CREAT | O_TRUNC))
CASE(do_rdcreat, may_open(path_a, O_RDONLY | O_CREAT))
CASE(do_tmpfile, may_open(dir, O_RDWR | O_TMPFILE))
CASE(do_mknod, mknod(path_b, S_IFREG | 0600, 0))

static void
do_rename(void)
{
	MUST(rename(path_a, path_b) == 0 || errno == ENOENT);
}

static void
do_unlink(void)
{
	MUST(unlink(path_b) == 0 || errno == ENOENT);
}

static void
test_files(void **state)
{
	void	(*const writes[])(void) = {
		do_write, do_rdwr, do_append
	};
	void	(*const creates[])(void) = {
		do_creat, do_rdcreat, do_rename, do_unlink
	};
	size_t	 i;

	(void)state;
	(void)snprintf(path_a, sizeof(path_a), "%s/a", dir);
	(void)snprintf(path_b, sizeof(path_b), "%s/b", dir);
	expect_ok("stdio", no_files);
	expect_ok("stdio unix recvfd", no_files);
	expect_ok("stdio wpath cpath", no_files);
	expect_ok("stdio rpath", read_files);
	expect_ok(PARENT, read_files);
	for (i = 0; i < sizeof(writes) / sizeof(writes[0]); i++) {
		expect_killed("stdio", writes[i]);
		expect_killed("stdio rpath", writes[i]);
		expect_killed("stdio dns", writes[i]);
		expect_killed("stdio rpath cpath", writes[i]);
		expect_ok("stdio wpath", writes[i]);
	}
	for (i = 0; i < sizeof(creates) / sizeof(creates[0]); i++) {
		expect_killed("stdio", creates[i]);
		expect_killed("stdio rpath wpath", creates[i]);
		expect_ok("stdio cpath", creates[i]);
	}
	expect_killed("stdio rpath", do_trunc);
	expect_killed(PARENT, do_tmpfile);
	expect_killed(PARENT, do_mknod);
}

/* What the parent still does while it runs. */
static void
be_parent(void)
{
	struct sockaddr_in	 sin;
	struct ip_mreqn		 mreq;
	struct ifaddrs		*ifa;
	int			 on = 1, off = 0, s;

	MUST(getifaddrs(&ifa) == 0);
	freeifaddrs(ifa);
	MUST((s = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) != -1);
	MUST(setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0);
	MUST(setsockopt(s, SOL_SOCKET, SO_BROADCAST, &on, sizeof(on)) == 0);
	MUST(setsockopt(s, IPPROTO_IP, IP_PKTINFO, &on, sizeof(on)) == 0);
	memset(&mreq, 0, sizeof(mreq));
	mreq.imr_address.s_addr = htonl(INADDR_LOOPBACK);
	MUST(setsockopt(s, IPPROTO_IP, IP_MULTICAST_IF, &mreq,
	    sizeof(mreq)) == 0);
	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	MUST(bind(s, (struct sockaddr *)&sin, sizeof(sin)) == 0);
	MUST(setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &off, sizeof(off)) == 0);
	do_creat();
	do_rename();
	do_unlink();
	use_events();
	use_files();
}

static void
do_membership(void)
{
	struct ip_mreqn	 mreq;

	memset(&mreq, 0, sizeof(mreq));
	(void)setsockopt(udp[0], IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq,
	    sizeof(mreq));
}

static void
test_parent(void **state)
{
	(void)state;
	expect_ok(PARENT, be_parent);
	expect_ok(PARENT, do_membership);
	expect_killed("stdio inet", do_membership);
	expect_killed("stdio unix", do_membership);
}

static void
narrow(void)
{
	MUST(socket(AF_INET, SOCK_DGRAM, 0) != -1);
	MUST(pledge("stdio", NULL) == 0);
	use_files();
}

static void
narrow_then_socket(void)
{
	narrow();
	(void)socket(AF_INET, SOCK_DGRAM, 0);
}

static void
widen_then_socket(void)
{
	MUST(pledge("stdio inet", NULL) == 0);
	(void)socket(AF_INET, SOCK_DGRAM, 0);
}

static void
test_narrowing(void **state)
{
	(void)state;
	expect_ok("stdio inet", narrow);
	expect_killed("stdio inet", narrow_then_socket);
	expect_killed("stdio", widen_then_socket);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_promises),
		cmocka_unit_test(test_stdio),
		cmocka_unit_test(test_killed),
		cmocka_unit_test(test_probes),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_parent),
		cmocka_unit_test(test_narrowing),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
