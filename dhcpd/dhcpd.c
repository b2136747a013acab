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
 * The parent of all: flags, start, signals, end.
 *
 * Everything that can go wrong for the user is tried before anything is
 * forked, so that it is told on the terminal.  Then, in the event loop: the
 * other processes confine themselves; the configuration is loaded; the engine
 * has all leases; and only then is the frontend handed its sockets.
 */

#include <sys/types.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <arpa/inet.h>

#include <errno.h>
#include <event.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "dhcpd/answer.h"
#include "dhcpd/configtest.h"
#include "dhcpd/children.h"
#include "dhcpd/dhcpd.h"
#include "dhcpd/files.h"
#include "dhcpd/interfaces.h"
#include "dhcpd/listen.h"
#include "dhcpd/load.h"
#include "dhcpd/notify.h"
#include "dhcpd/sockets.h"
#include "log.h"

#define START_WAIT	60	/* seconds for all processes to be confined */

#define PROMISES	"stdio rpath cpath inet mcast route sendfd"

static const char	*conf_file = PATH_CONF;
static const char	*lease_file = PATH_LEASES;
static const char	*ctl_path = PATH_SOCKET;
static int		 checking, debug, foreground, verbose;
static struct msg_pf_tables tables;	/* -A, -C, -L */
static int		 have_tables;

static int		 lease_fd = -1, ctl_fd = -1, null_fd = -1;
static int		 ready_fd = -1;		/* who waits for us to serve */
static int		 serving;
static struct event	 ev_start, ev_load;
static struct event	 ev_hup, ev_int, ev_term, ev_chld;

static __dead void
usage(void)
{
	fprintf(stderr, "usage: dhcpd [-dfnv] [-A table] [-C table] "
	    "[-c config-file] [-L table]\n"
	    "             [-l lease-file] [-s socket] [-u[address]] "
	    "[interface ...]\n");
	exit(1);
}

/* Which names there can be is for the packet filter of this system to say. */
static void
table_flag(int ch, enum pf_table t, const char *name)
{
	size_t i;

	for (i = 0; i < PF_TABLE_MAX; i++)
		if (i != t && name[0] != '\0' &&
		    strcmp(tables.name[i], name) == 0)
			fatalx("-%c %s: that table is for something else "
			    "already", ch, name);
	if (name[0] == '\0' || strlcpy(tables.name[t], name,
	    sizeof(tables.name[t])) >= sizeof(tables.name[t]))
		fatalx("-%c %s: no name of a table", ch, name);
	have_tables = 1;
}

static __dead void
stop(int status)
{
	notify_stopping();
	ctlsock_remove();
	if (children_stop() > 0)
		status = 1;
	if (status == 0)
		log_info("stopped");
	else
		log_crit("stopped, because of an error");
	exit(status);
}

static void
got_signal(int sig, short what, void *arg)
{
	(void)what;
	(void)arg;
	switch (sig) {
	case SIGHUP:
		log_info("reloading, as SIGHUP asks");
		reload(LOAD_NOBODY);
		break;
	case SIGCHLD:
		if (children_ended())
			stop(1);
		break;
	default:
		log_info("stopping, as SIG%s asks",
		    sig == SIGINT ? "INT" : "TERM");
		stop(0);
	}
}

static void
child_ended(void)
{
	stop(1);
}

/* From here on nothing is written to the terminal, unless with -d. */
static void
detach(void)
{
	if (debug)
		return;
	children_send(IMSG_LOG_DETACH, NULL, 0);
	log_detach();
	if (ready_fd != -1) {
		if (write(ready_fd, "", 1) == -1 && errno != EPIPE)
			log_warn("pipe to the terminal");
		close(ready_fd);
		ready_fd = -1;
	}
}

/* The engine has leases and configuration. */
static void
serve(void)
{
	sockets_ready();
	peer_send(child_peer(PROC_CONTROL), IMSG_CTL_SOCKET, 0, ctl_fd, NULL,
	    0);
	ctl_fd = -1;
	serving = 1;
	log_info("ready");
	notify_ready();
	detach();
}

static void
dispatch_engine(struct peer *p, struct imsg *imsg)
{
	uint32_t generation;

	switch (imsg_get_type(imsg)) {
	case IMSG_READY:
		peer_get_none(p, imsg);
		if (serving || load_conf() == NULL)
			peer_illegal(p, imsg);
		serve();
		break;
	case IMSG_CONF_DONE:
		peer_get(p, imsg, &generation, sizeof(generation));
		if (load_applied(generation) == -1)
			peer_illegal(p, imsg);
		if (generation > 1)
			log_info("configuration reloaded");
		break;
	default:
		peer_illegal(p, imsg);
	}
}

static void
dispatch_resolver(struct peer *p, struct imsg *imsg)
{
	struct msg_resolved r;

	if (imsg_get_type(imsg) != IMSG_RESOLVED)
		peer_illegal(p, imsg);
	peer_get(p, imsg, &r, sizeof(r));
	if (load_resolved(imsg_get_id(imsg), &r) == -1)
		peer_illegal(p, imsg);
}

static void
dispatch(struct peer *p, struct imsg *imsg)
{
	switch (p->id) {
	case PROC_ENGINE:
		dispatch_engine(p, imsg);
		break;
	case PROC_RESOLVER:
		dispatch_resolver(p, imsg);
		break;
	case PROC_CONTROL:
		answer(p, imsg);
		break;
	default:		/* the others have nothing to say */
		peer_illegal(p, imsg);
	}
}

static void
all_jailed(void)
{
	struct msg_lease_file m;

	evtimer_del(&ev_start);
	memset(&m, 0, sizeof(m));
	strlcpy(m.name, lease_file, sizeof(m.name));
	peer_send(child_peer(PROC_LEASEDB), IMSG_LEASE_FILE, 0, lease_fd, &m,
	    sizeof(m));
	lease_fd = -1;
	if (have_tables)
		peer_send(child_peer(PROC_PFTABLE), IMSG_PF_TABLES, 0, -1,
		    &tables, sizeof(tables));
	load_run(LOAD_START, LOAD_BOOT);
}

static const struct children_ops children_ops = {
	dispatch, all_jailed, child_ended
};

static void
load_resolve(uint32_t id, const char *name)
{
	peer_send(child_peer(PROC_RESOLVER), IMSG_RESOLVE, id, -1, name,
	    strlen(name));
}

static void
load_timer(unsigned int seconds)
{
	struct timeval tv = { (time_t)seconds, 0 };

	evtimer_del(&ev_load);
	if (seconds != 0)
		evtimer_add(&ev_load, &tv);
}

static void
load_timeout(int fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
	load_expired();
}

/* The engine first learns which interfaces there are. */
static void
load_apply(const struct conf *conf)
{
	interfaces_update(conf);
	conf_send(child_peer(PROC_ENGINE), conf);
}

static void
load_done(uint32_t who, int ok)
{
	if (who != LOAD_BOOT)
		reload_done(who, ok);
	else if (!ok)		/* the file was right a moment ago */
		stop(1);
}

static const struct load_ops load_ops = {
	load_resolve, load_timer, reload_report, load_apply, load_done
};

static void
start_timeout(int fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
	log_crit("not all processes have started in %d seconds", START_WAIT);
	stop(1);
}

/* Paths must mean the same after chdir("/"). */
static const char *
absolute(const char *path)
{
	char cwd[PATH_MAX], *abs;

	if (path[0] == '/')
		return (path);
	if (getcwd(cwd, sizeof(cwd)) == NULL)
		fatal("current directory");
	if (asprintf(&abs, "%s/%s", strcmp(cwd, "/") == 0 ? "" : cwd,
	    path) == -1)
		fatal("asprintf");
	return (abs);
}

/* A descriptor below 3 that we open would be taken for stdin and the like. */
static void
open_null(void)
{
	do {
		if ((null_fd = open("/dev/null", O_RDWR)) == -1)
			fatal("/dev/null");
	} while (null_fd <= STDERR_FILENO);
	if (fcntl(null_fd, F_SETFD, FD_CLOEXEC) == -1)
		fatal("fcntl");
}

/*
 * The process that was started waits until the daemon serves, or has failed:
 * then its end of the pipe is closed.
 */
static void
go_background(void)
{
	char byte;
	ssize_t n;
	int fds[2];

	if (pipe2(fds, O_CLOEXEC) == -1)
		fatal("pipe");
	switch (fork()) {
	case -1:
		fatal("fork");
	case 0:
		close(fds[0]);
		ready_fd = fds[1];
		break;
	default:
		close(fds[1]);
		do
			n = read(fds[0], &byte, 1);
		while (n == -1 && errno == EINTR);
		_exit(n == 1 ? 0 : 1);
	}
	if (setsid() == -1)
		fatal("setsid");
}

/* Every address takes a descriptor here and one in the frontend. */
static void
raise_limit(void)
{
	struct rlimit rl;

	if (getrlimit(RLIMIT_NOFILE, &rl) == -1)
		fatal("getrlimit");
	rl.rlim_cur = rl.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &rl) == -1)
		log_warn("limit of open files");
}

/* Who the other processes become, and where they are shut in. */
static void
init_user(struct msg_init *init)
{
	struct passwd *pw;

	if ((pw = getpwnam(DHCPD_USER)) == NULL) {
		log_warnx("the user %s does not exist: add it (useradd -d "
		    "/nonexistent -s /sbin/nologin %s)", DHCPD_USER,
		    DHCPD_USER);
		exit(1);
	}
	if (pw->pw_uid == 0) {
		log_warnx("the user %s is root: it must be a user without "
		    "privileges", DHCPD_USER);
		exit(1);
	}
	init->uid = pw->pw_uid;
	init->gid = pw->pw_gid;
}

static void
init_jail(struct msg_init *init)
{
	struct stat st;

	if (strlcpy(init->jail, PATH_JAIL, sizeof(init->jail)) >=
	    sizeof(init->jail))
		fatalx("%s: the name is too long", PATH_JAIL);
	if (stat(PATH_JAIL, &st) == -1) {
		log_warnx("jail directory %s: %s: create it with: "
		    "mkdir -m 755 %s", PATH_JAIL, strerror(errno), PATH_JAIL);
		exit(1);
	}
	if (!S_ISDIR(st.st_mode) || st.st_uid != 0 ||
	    (st.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
		log_warnx("jail directory %s: must be a directory that belongs "
		    "to root and that nobody else can write to", PATH_JAIL);
		exit(1);
	}
}

/* What may fail because of the user, in the order of its likelihood. */
static void
open_all(char *const *ifnames, size_t nifnames)
{
	const struct conf *conf;

	load_init(conf_file, &load_ops);
	if ((conf = load_first()) == NULL)
		exit(1);
	if (leasefile_lock(lease_file) == -1 ||
	    (lease_fd = leasefile_open(lease_file)) == -1)
		exit(1);
	interfaces_init(ifnames, nifnames);
	interfaces_start(conf);
	if ((ctl_fd = ctlsock_open(ctl_path)) == -1)
		exit(1);
}

static void
init_events(void)
{
	struct timeval tv = { START_WAIT, 0 };

	event_init();
	signal_set(&ev_hup, SIGHUP, got_signal, NULL);
	signal_set(&ev_int, SIGINT, got_signal, NULL);
	signal_set(&ev_term, SIGTERM, got_signal, NULL);
	signal_set(&ev_chld, SIGCHLD, got_signal, NULL);
	signal_add(&ev_hup, NULL);
	signal_add(&ev_int, NULL);
	signal_add(&ev_term, NULL);
	signal_add(&ev_chld, NULL);
	evtimer_set(&ev_load, load_timeout, NULL);
	evtimer_set(&ev_start, start_timeout, NULL);
	evtimer_add(&ev_start, &tv);
}

/* The control socket's directory: to remove the socket at the end. */
static void
jail_self(void)
{
	struct msg_jailed how;
	char *copy;

	if ((copy = strdup(ctl_path)) == NULL)
		fatal("strdup");
	socket_seal();
	if (unveil("/", "r") == -1 || unveil(dirname(copy), "rc") == -1)
		fatal("unveil");
	free(copy);
	jail_parent(PROMISES, &how);
	children_self(&how);
}

static void
init_check(struct msg_init *init)
{
	if (geteuid() == 0)
		init_user(init);
	else
		init->uid = geteuid();	/* and remains that */
}

static __dead void
run(struct msg_init *init, char *const *ifnames, size_t nifnames)
{
	unsigned int set = (1U << PROC_MAX) - (1U << (PROC_PARENT + 1));

	if (geteuid() != 0) {
		log_warnx("must be started as root");
		exit(1);
	}
	init_user(init);
	init_jail(init);
	if (!have_tables)
		set &= ~(1U << PROC_PFTABLE);
	if (children_check(set) == -1)
		exit(1);
	if (!debug && !foreground)
		go_background();
	init->log_where = debug ? LOG_TO_STDERR :
	    LOG_TO_STDERR | LOG_TO_SYSLOG;
	log_setwhere((int)init->log_where);
	if (notify_open() == -1)
		log_warn("NOTIFY_SOCKET");
	if (chdir("/") == -1)
		fatal("chdir");
	if (!debug && (dup2(null_fd, STDIN_FILENO) == -1 ||
	    dup2(null_fd, STDOUT_FILENO) == -1))
		fatal("dup2");
	raise_limit();
	open_all(ifnames, nifnames);

	init_events();
	children_start(set, init, &children_ops);
	interfaces_watch();
	jail_self();
	event_dispatch();
	fatalx("event loop");
}

/* What looks like an address is one that was not attached to its -u. */
static void
check_ifname(const char *name)
{
	struct in_addr addr;

	if (inet_pton(AF_INET, name, &addr) == 1)
		log_warnx("%s: no name of an interface; to listen on an "
		    "address say -u%s", name, name);
	else if (name[0] == '\0' || strlen(name) >= IF_NAMESIZE)
		log_warnx("%s: no name of an interface", name);
	else
		return;
	exit(1);
}

static void
flag(int ch)
{
	switch (ch) {
	case 'A':
		table_flag(ch, PF_TABLE_ABANDONED, optarg);
		break;
	case 'C':
		table_flag(ch, PF_TABLE_CHANGED, optarg);
		break;
	case 'c':
		conf_file = optarg;
		break;
	case 'd':
		debug = 1;
		break;
	case 'f':
		foreground = 1;
		break;
	case 'L':
		table_flag(ch, PF_TABLE_LEASED, optarg);
		break;
	case 'l':
		lease_file = optarg;
		break;
	case 'n':
		checking = 1;
		break;
	case 's':
		ctl_path = optarg;
		break;
	case 'u':
		if (listen_flag(optarg) == 0)
			break;
		log_warnx("-u%s: not an IPv4 address to listen on", optarg);
		exit(1);
	case 'v':
		verbose++;
		break;
	case 'Y':
	case 'y':
		log_warnx("-%c: lease synchronization does not exist yet",
		    ch);
		exit(1);
	default:
		usage();
	}
}

int
main(int argc, char *argv[])
{
	struct msg_init init;
	int ch, i;

	/* What we inherit, somebody may wait for the end of. */
	closefrom(STDERR_FILENO + 1);
	open_null();
	log_init("dhcpd", LOG_TO_STDERR, 0);
	memset(&init, 0, sizeof(init));
	while ((ch = getopt(argc, argv, "A:C:c:dfL:l:ns:u::vY:y:")) != -1)
		flag(ch);
	argc -= optind;
	argv += optind;

	log_setverbose(verbose);
	if (signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		fatal("signal");
	for (i = 0; i < argc; i++)
		check_ifname(argv[i]);
	conf_file = absolute(conf_file);
	lease_file = absolute(lease_file);
	ctl_path = absolute(ctl_path);
	init.verbose = verbose;
	init.log_where = LOG_TO_STDERR;
	if (checking)
		configtest(conf_file, &init, init_check);
	run(&init, argv, (size_t)argc);
}
