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


/* dhcpdctl(8): asks the running server, and shows what it answers. */

#include <sys/types.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <err.h>
#include <errno.h>
#include <imsg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "config.h"
#include "format.h"
#include "lease.h"
#include "msg.h"
#include "output.h"
#include "proc.h"
#include "procinfo.h"
#include "stats.h"
#include "words.h"

/* What is asked, and which messages may come besides TEXT and END. */
static const struct {
	uint32_t	 type;
	uint32_t	 answers[2];
	int		 verbose;	/* of IMSG_CTL_VERBOSE */
} requests[ACTION_MAX] = {
	[ACTION_SHOW_LEASES] = {
		IMSG_CTL_SHOW_LEASES, { IMSG_CTL_LEASE, IMSG_NONE }, 0
	},
	[ACTION_SHOW_INTERFACES] = {
		IMSG_CTL_SHOW_INTERFACES, { IMSG_CTL_IFACE, IMSG_CTL_IFADDR },
		0
	},
	[ACTION_SHOW_PROCESSES] = {
		IMSG_CTL_SHOW_PROCESSES, { IMSG_CTL_PROCESS, IMSG_NONE }, 0
	},
	[ACTION_SHOW_STATISTICS] = {
		IMSG_CTL_SHOW_STATS, { IMSG_CTL_STATS, IMSG_NONE }, 0
	},
	[ACTION_RELOAD] = { IMSG_CTL_RELOAD, { IMSG_NONE, IMSG_NONE }, 0 },
	[ACTION_LOG_VERBOSE] = {
		IMSG_CTL_VERBOSE, { IMSG_NONE, IMSG_NONE }, 2
	},
	[ACTION_LOG_BRIEF] = {
		IMSG_CTL_VERBOSE, { IMSG_NONE, IMSG_NONE }, 0
	}
};

static const struct output	*output = &output_text;
static int			 mismatch;

static __dead void
usage(void)
{
	fprintf(stderr, "usage: %s [-s socket] command\n", getprogname());
	words_list(stderr);
	exit(2);
}

static int
connect_to(const char *path)
{
	struct sockaddr_un	 sun;
	int			 fd;

	memset(&sun, 0, sizeof(sun));
	sun.sun_family = AF_UNIX;
	if (strlcpy(sun.sun_path, path, sizeof(sun.sun_path)) >=
	    sizeof(sun.sun_path))
		errx(1, "%s: the path is too long for a socket", path);
	if ((fd = socket(AF_UNIX, SOCK_STREAM, 0)) == -1)
		err(1, "socket");
	if (connect(fd, (struct sockaddr *)&sun, sizeof(sun)) == -1) {
		if (errno == ENOENT || errno == ECONNREFUSED)
			errx(1, "connect: %s: %s: is dhcpd running?", path,
			    strerror(errno));
		err(1, "connect: %s", path);
	}
	return (fd);
}

/* Looking at processes needs a promise of its own, on each system another. */
static void
confine(enum action action, const char *promises)
{
	char	 all[64];

	strlcpy(all, promises, sizeof(all));
	if (action == ACTION_SHOW_PROCESSES) {
		strlcat(all, " ", sizeof(all));
		strlcat(all, procinfo_promise, sizeof(all));
	}
	if (pledge(all, NULL) == -1)
		err(1, "pledge");
}

static __dead void
bad_answer(struct imsg *imsg)
{
	errx(1, "answer not understood (type %u): is the running dhcpd of "
	    "another version?", imsg_get_type(imsg));
}

static void
get(struct imsg *imsg, void *data, size_t len)
{
	if (imsg_get_data(imsg, data, len) == -1)
		bad_answer(imsg);
}

static void
show_lease(struct imsg *imsg)
{
	struct lease_rec	 rec;
	struct ibuf		 buf;

	if (imsg_get_ibuf(imsg, &buf) == -1 ||
	    lease_rec_get(&buf, &rec) == -1)
		bad_answer(imsg);
	output->lease(&rec, time(NULL));
}

static void
show_iface(struct imsg *imsg)
{
	struct msg_iface	 iface;

	get(imsg, &iface, sizeof(iface));
	iface.name[sizeof(iface.name) - 1] = '\0';
	iface.reason[sizeof(iface.reason) - 1] = '\0';
	if (iface.hlen > sizeof(iface.hwaddr))
		bad_answer(imsg);
	output->iface(&iface);
}

static void
show_ifaddr(struct imsg *imsg)
{
	struct msg_ifaddr	 ifaddr;

	get(imsg, &ifaddr, sizeof(ifaddr));
	output->ifaddr(&ifaddr);
}

static void
show_process(struct imsg *imsg)
{
	struct msg_jailed	 j;
	enum verdict		 verdict;
	char			 why[1024];

	get(imsg, &j, sizeof(j));
	j.user[sizeof(j.user) - 1] = '\0';
	j.promises[sizeof(j.promises) - 1] = '\0';
	j.jail[sizeof(j.jail) - 1] = '\0';
	verdict = verify(&j, why, sizeof(why));
	if (verdict == VERDICT_MISMATCH)
		mismatch = 1;
	output->process(&j, verdict, why);
}

static void
show_stats(struct imsg *imsg)
{
	uint64_t	 values[STATS_MAX];
	unsigned int	 i;

	get(imsg, values, sizeof(values));
	for (i = 0; i < STATS_MAX; i++)
		output->statistic(stats_name(i), values[i]);
}

static void
show_text(struct imsg *imsg)
{
	size_t	 len = imsg_get_len(imsg);
	char	*text, *line;

	if ((text = calloc(len + 1, 1)) == NULL ||
	    (line = reallocarray(NULL, len + 1, 4)) == NULL)
		err(1, NULL);
	if (len > 0)
		get(imsg, text, len);
	format_line(text, line, (len + 1) * 4);
	fprintf(stderr, "%s\n", line);
	free(text);
	free(line);
}

/* Returns 1 when the answer is complete, with the exit status. */
static int
show(enum action action, struct imsg *imsg, uint32_t *status)
{
	uint32_t	 type = imsg_get_type(imsg);

	if (type == IMSG_CTL_END) {
		get(imsg, status, sizeof(*status));
		return (1);
	}
	if (type == IMSG_CTL_TEXT) {
		show_text(imsg);
		return (0);
	}
	if (type != requests[action].answers[0] &&
	    type != requests[action].answers[1])
		bad_answer(imsg);
	switch (type) {
	case IMSG_CTL_LEASE:
		show_lease(imsg);
		break;
	case IMSG_CTL_IFACE:
		show_iface(imsg);
		break;
	case IMSG_CTL_IFADDR:
		show_ifaddr(imsg);
		break;
	case IMSG_CTL_PROCESS:
		show_process(imsg);
		break;
	case IMSG_CTL_STATS:
		show_stats(imsg);
		break;
	default:
		bad_answer(imsg);
	}
	return (0);
}

static void
ask(struct imsgbuf *ibuf, enum action action)
{
	const void	*data = NULL;
	size_t		 len = 0;

	if (requests[action].type == IMSG_CTL_VERBOSE) {
		data = &requests[action].verbose;
		len = sizeof(requests[action].verbose);
	}
	if (imsg_compose(ibuf, requests[action].type, 0, 0, -1, data,
	    len) == -1)
		err(1, "imsg_compose");
	if (imsgbuf_flush(ibuf) == -1)
		err(1, "write");
}

static uint32_t
answers(struct imsgbuf *ibuf, enum action action)
{
	struct imsg	 imsg;
	uint32_t	 status = 1;
	int		 n, done = 0;

	while (!done) {
		if ((n = imsgbuf_get(ibuf, &imsg)) == -1)
			err(1, "answer");
		if (n == 1) {
			done = show(action, &imsg, &status);
			imsg_free(&imsg);
			continue;
		}
		if ((n = imsgbuf_read(ibuf)) == -1)
			err(1, "read");
		if (n == 0)
			errx(1, "dhcpd closed the connection: see its log");
	}
	return (status);
}

int
main(int argc, char *argv[])
{
	const char	*path = PATH_SOCKET;
	struct imsgbuf	 ibuf;
	enum action	 action;
	uint32_t	 status;
	int		 ch, fd;

	while ((ch = getopt(argc, argv, "s:")) != -1) {
		switch (ch) {
		case 's':
			path = optarg;
			break;
		default:
			usage();
		}
	}
	argc -= optind;
	argv += optind;
	if (argc == 0)
		usage();
	if ((action = words_parse(argc, argv, stderr)) == ACTION_NONE)
		return (2);

	confine(action, "stdio unix");
	fd = connect_to(path);
	confine(action, "stdio");
	if (imsgbuf_init(&ibuf, fd) == -1)
		err(1, "imsgbuf_init");
	ask(&ibuf, action);
	output->begin(action, stdout);
	status = answers(&ibuf, action);
	output->end(status != 0);
	if (fflush(stdout) == EOF || ferror(stdout))
		err(1, "stdout");
	return (status != 0 || mismatch);
}
