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
 * Answers for dhcpdctl(8), by way of control.
 */
#include <sys/types.h>

#include <imsg.h>
#include <stdint.h>
#include <string.h>

#include "engine.h"
#include "leasetab.h"
#include "log.h"

#define SLICE_MAX	256	/* leases in one answer */

static void	 show_lease(uint32_t, const struct lease *);

static unsigned int	 nstats;	/* that frontend has been asked for */

static void
show_lease(uint32_t client, const struct lease *l)
{
	struct lease_rec	 rec;
	struct ibuf		*buf;

	lease_to_rec(l, &rec);
	buf = imsg_create(&peer_control.ibuf, IMSG_CTL_LEASE, client, 0,
	    sizeof(rec));
	if (buf == NULL || lease_rec_add(buf, &rec) == -1)
		fatal("%s", __func__);
	peer_send_ibuf(&peer_control, buf);
}

void
show_leases(uint32_t client, const struct msg_ctl_slice *asked)
{
	struct msg_ctl_slice	 slice = *asked;
	struct lease		*l;
	uint32_t		 n;

	if (slice.max == 0 || slice.max > SLICE_MAX)
		slice.max = SLICE_MAX;
	slice.done = 0;
	l = leasetab_next(slice.from);
	for (n = 0; l != NULL && n < slice.max; n++) {
		show_lease(client, l);
		slice.from = l->addr + 1;
		l = l->addr == UINT32_MAX ? NULL : leasetab_next(slice.from);
	}
	if (l == NULL)
		slice.done = 1;
	peer_send(&peer_control, IMSG_CTL_SLICE, client, -1, &slice,
	    sizeof(slice));
}

void
show_stats(uint32_t client)
{
	nstats++;
	peer_send(&peer_frontend, IMSG_STATS_GET, client, -1, NULL, 0);
}

int
show_stats_frontend(uint32_t client, const uint64_t *frontend)
{
	uint64_t	 all[STATS_MAX];
	uint32_t	 status = 0;

	if (nstats == 0)
		return (-1);
	nstats--;
	memcpy(all, frontend, STATS_FRONTEND_MAX * sizeof(*all));
	memcpy(all + STATS_FRONTEND_MAX, stats, sizeof(stats));
	peer_send(&peer_control, IMSG_CTL_STATS, client, -1, all,
	    sizeof(all));
	peer_send(&peer_control, IMSG_CTL_END, client, -1, &status,
	    sizeof(status));
	return (0);
}
