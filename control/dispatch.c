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


/* What parent and engine may say to control. */

#include <sys/types.h>

#include <imsg.h>

#include "control.h"
#include "log.h"
#include "stats.h"

static void
check_len(struct peer *p, struct imsg *imsg, size_t len)
{
	if (imsg_get_len(imsg) != len)
		peer_illegal(p, imsg);
}

static void
check_end(struct peer *p, struct imsg *imsg)
{
	uint32_t	 status;

	peer_get(p, imsg, &status, sizeof(status));
	if (status > 1)
		peer_illegal(p, imsg);
}

static void
take_socket(struct peer *p, struct imsg *imsg)
{
	int	 fd;

	peer_get_none(p, imsg);
	if (listen_started() || (fd = imsg_get_fd(imsg)) == -1)
		peer_illegal(p, imsg);
	listen_start(fd);
}

static void
take_verbose(struct peer *p, struct imsg *imsg)
{
	int	 verbose;

	peer_get(p, imsg, &verbose, sizeof(verbose));
	log_setverbose(verbose);
}

void
dispatch_parent(struct peer *p, struct imsg *imsg)
{
	switch (imsg_get_type(imsg)) {
	case IMSG_CTL_SOCKET:
		take_socket(p, imsg);
		break;
	case IMSG_LOG_VERBOSE:
		take_verbose(p, imsg);
		break;
	case IMSG_LOG_DETACH:
		peer_get_none(p, imsg);
		log_detach();
		break;
	case IMSG_CTL_IFACE:
		check_len(p, imsg, sizeof(struct msg_iface));
		answer_relay(p, imsg);
		break;
	case IMSG_CTL_IFADDR:
		check_len(p, imsg, sizeof(struct msg_ifaddr));
		answer_relay(p, imsg);
		break;
	case IMSG_CTL_PROCESS:
		check_len(p, imsg, sizeof(struct msg_jailed));
		answer_relay(p, imsg);
		break;
	case IMSG_CTL_TEXT:
		answer_relay(p, imsg);
		break;
	case IMSG_CTL_END:
		check_end(p, imsg);
		answer_end(p, imsg);
		break;
	default:
		peer_illegal(p, imsg);
	}
}

void
dispatch_engine(struct peer *p, struct imsg *imsg)
{
	switch (imsg_get_type(imsg)) {
	case IMSG_CTL_LEASE:
		answer_lease(p, imsg);
		break;
	case IMSG_CTL_SLICE:
		answer_slice(p, imsg);
		break;
	case IMSG_CTL_STATS:
		check_len(p, imsg, STATS_MAX * sizeof(uint64_t));
		answer_relay(p, imsg);
		break;
	case IMSG_CTL_TEXT:
		answer_relay(p, imsg);
		break;
	case IMSG_CTL_END:
		check_end(p, imsg);
		answer_end(p, imsg);
		break;
	default:
		peer_illegal(p, imsg);
	}
}
