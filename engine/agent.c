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
 * Sub-options are code, length, value.  There is neither pad nor end (RFC
 * 3046 section 2.0).  Of a sub-option that comes twice the first counts.
 */
#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>
#include <string.h>

#include "agent.h"
#include "lease.h"
#include "options.h"

#define AGENT_CIRCUIT_ID	1
#define AGENT_REMOTE_ID		2
#define AGENT_LINK_SELECTION	5	/* RFC 3527 */
#define AGENT_OVERRIDE		11	/* RFC 5107 */
#define AGENT_SOURCE_PORT	19	/* RFC 8357 */

static int	 take(struct agent *, uint8_t, const uint8_t *, uint8_t, int);
static void	 take_id(const uint8_t **, uint8_t *, const uint8_t *,
		    uint8_t);

/* One that can't be recorded is as good as none. */
static void
take_id(const uint8_t **id, uint8_t *idlen, const uint8_t *data, uint8_t len)
{
	if (*id != NULL || len == 0 || len > LEASE_AGENT_MAX)
		return;
	*id = data;
	*idlen = len;
}

/* -1: it can't be of that length. */
static int
take(struct agent *a, uint8_t code, const uint8_t *data, uint8_t len,
    int relayed)
{
	switch (code) {
	case AGENT_CIRCUIT_ID:
		take_id(&a->circuit, &a->circuitlen, data, len);
		break;
	case AGENT_REMOTE_ID:
		take_id(&a->remote, &a->remotelen, data, len);
		break;
	case AGENT_LINK_SELECTION:
		if (len != sizeof(a->link))
			return (-1);
		if (relayed && !a->has_link) {
			memcpy(&a->link, data, sizeof(a->link));
			a->has_link = 1;
		}
		break;
	case AGENT_OVERRIDE:
		if (len != sizeof(a->override))
			return (-1);
		if (relayed && a->override.s_addr == INADDR_ANY)
			memcpy(&a->override, data, sizeof(a->override));
		break;
	case AGENT_SOURCE_PORT:
		if (len != 0)
			return (-1);
		if (relayed)
			a->source_port = 1;
		break;
	}
	return (0);
}

void
agent_parse(struct agent *a, const struct optset *opts, int relayed)
{
	const uint8_t	*data;
	size_t		 len, off;

	memset(a, 0, sizeof(*a));
	data = optset_get(opts, DHO_RELAY_AGENT_INFO, &len);
	if (data == NULL)
		return;
	a->there = 1;
	for (off = 0; len - off >= 2; off += 2 + (size_t)data[off + 1])
		if (data[off + 1] > len - off - 2 ||
		    take(a, data[off], data + off + 2, data[off + 1],
		    relayed) == -1)
			break;
	if (off == len && len != 0)
		return;
	memset(a, 0, sizeof(*a));
	a->there = a->malformed = 1;
}
