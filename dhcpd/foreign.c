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
 * Statements of other servers: what happens instead of what they say, or what
 * to write instead of them.
 */
#include <sys/types.h>

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "parser.h"

#define NO_DNS	"this server does not update the DNS"

static const struct {
	const char	*name;
	const char	*note;
} notes[] = {
	/* they have no effect */
	{ "check-secs-byte-order", "the field is not looked at" },
	{ "client-updates", NO_DNS },
	{ "db-time-format", "the lease file has times in UTC" },
	{ "delayed-ack", "leases are written together, and before the ACK" },
	{ "dhcp-cache-threshold", "leases are always renewed" },
	{ "dont-use-fsync", "leases are always on disk before the ACK" },
	{ "duplicates", "a client has one address in each network" },
	{ "log-facility", "the log goes to syslog's daemon facility" },
	{ "max-ack-delay", "leases are written together, and before the ACK" },
	{ "omapi-key", "dhcpdctl controls this server" },
	{ "omapi-port", "dhcpdctl controls this server" },
	{ "one-lease-per-client", "a client has one address in each network" },
	{ "pid-file-name", "there is no such file" },
	{ "server-duid", "it is for DHCPv6" },
	/* they are errors */
	{ "abandon-lease-time", "abandoned addresses are used again last" },
	{ "failover", "give each server ranges of its own" },
	{ "get-lease-hostnames", "use host declarations with "
	    "use-host-decl-names" },
	{ "interface", "name interfaces on the command line" },
	{ "key", "it is for DNS updates and OMAPI, which do not exist here" },
	{ "lease-file-name", "use the flag -l" },
	{ "local-address", "use \"listen on\"" },
	{ "local-port", "it is always port 67" },
	{ "pool", "put its ranges into the subnet" },
	{ "remote-port", "it is always port 68" },
	{ "subnet6", "this server is for IPv4" },
	{ "vendor-option-space", "use option vendor-encapsulated-options" },
	{ "zone", NO_DNS },
};

const char *
foreign_note(const char *name)
{
	size_t	i;

	if (strncasecmp(name, "ddns-", 5) == 0 ||
	    strncasecmp(name, "update-", 7) == 0 ||
	    strncasecmp(name, "do-", 3) == 0)
		return (NO_DNS);
	for (i = 0; i < sizeof(notes) / sizeof(notes[0]); i++)
		if (strcasecmp(notes[i].name, name) == 0)
			return (notes[i].note);
	return (NULL);
}
