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
 * The known options: RFC 2132 and what dhcpd.conf(5) of OpenBSD names beyond
 * it, all under the names of dhcp-options(5).
 */

#include <sys/types.h>

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "conf.h"
#include "options.h"
#include "similar.h"

#define LONG	CONF_OPTION_MAX		/* may be split, RFC 3396 */

/* Type, and the least and the greatest length. */
#define BYTES(name, min, max)	{ 0, name, OPT_BYTES, min, max }
#define TEXT(name)		{ 0, name, OPT_TEXT, 1, LONG }
#define ADDR(name)		{ 0, name, OPT_ADDR, 4, 4 }
#define ADDRS(name)		{ 0, name, OPT_ADDRS, 4, LONG }
#define PAIRS(name)		{ 0, name, OPT_ADDR_PAIRS, 8, LONG }
#define FLAG(name)		{ 0, name, OPT_FLAG, 1, 1 }
#define U8(name)		{ 0, name, OPT_U8, 1, 1 }
#define U16(name)		{ 0, name, OPT_U16, 2, 2 }
#define U16S(name)		{ 0, name, OPT_U16S, 2, LONG }
#define U32(name)		{ 0, name, OPT_U32, 4, 4 }
#define S32(name)		{ 0, name, OPT_S32, 4, 4 }
#define NONE(name, min, max)	{ 0, name, OPT_NONE, min, max }

/* The code is the index; prepare() fills it in, and the rest. */
static struct opt_def defs[256] = {
	/* RFC 2132 section 3 */
	[1] =	ADDR("subnet-mask"),
	[2] =	S32("time-offset"),
	[3] =	ADDRS("routers"),
	[4] =	ADDRS("time-servers"),
	[5] =	ADDRS("ien116-name-servers"),
	[6] =	ADDRS("domain-name-servers"),
	[7] =	ADDRS("log-servers"),
	[8] =	ADDRS("cookie-servers"),
	[9] =	ADDRS("lpr-servers"),
	[10] =	ADDRS("impress-servers"),
	[11] =	ADDRS("resource-location-servers"),
	[12] =	BYTES("host-name", 1, LONG),
	[13] =	U16("boot-size"),
	[14] =	TEXT("merit-dump"),
	[15] =	TEXT("domain-name"),
	[16] =	ADDR("swap-server"),
	[17] =	TEXT("root-path"),
	[18] =	TEXT("extensions-path"),
	/* section 4: IP layer, per host */
	[19] =	FLAG("ip-forwarding"),
	[20] =	FLAG("non-local-source-routing"),
	[21] =	PAIRS("policy-filter"),
	[22] =	U16("max-dgram-reassembly"),
	[23] =	U8("default-ip-ttl"),
	[24] =	U32("path-mtu-aging-timeout"),
	[25] =	U16S("path-mtu-plateau-table"),
	/* section 5: IP layer, per interface */
	[26] =	U16("interface-mtu"),
	[27] =	FLAG("all-subnets-local"),
	[28] =	ADDR("broadcast-address"),
	[29] =	FLAG("perform-mask-discovery"),
	[30] =	FLAG("mask-supplier"),
	[31] =	FLAG("router-discovery"),
	[32] =	ADDR("router-solicitation-address"),
	[33] =	PAIRS("static-routes"),
	/* section 6: link layer */
	[34] =	FLAG("trailer-encapsulation"),
	[35] =	U32("arp-cache-timeout"),
	[36] =	FLAG("ieee802-3-encapsulation"),
	/* section 7: TCP */
	[37] =	U8("default-tcp-ttl"),
	[38] =	U32("tcp-keepalive-interval"),
	[39] =	FLAG("tcp-keepalive-garbage"),
	/* section 8: applications and services */
	[40] =	TEXT("nis-domain"),
	[41] =	ADDRS("nis-servers"),
	[42] =	ADDRS("ntp-servers"),
	[43] =	BYTES("vendor-encapsulated-options", 1, LONG),
	[44] =	ADDRS("netbios-name-servers"),
	[45] =	ADDRS("netbios-dd-server"),
	[46] =	U8("netbios-node-type"),
	[47] =	TEXT("netbios-scope"),
	[48] =	ADDRS("font-servers"),
	[49] =	ADDRS("x-display-manager"),
	/* section 9: DHCP itself */
	[50] =	NONE("dhcp-requested-address", 4, 4),
	[51] =	NONE("dhcp-lease-time", 4, 4),
	[52] =	NONE("dhcp-option-overload", 1, 1),
	[53] =	NONE("dhcp-message-type", 1, 1),
	[54] =	NONE("dhcp-server-identifier", 4, 4),
	[55] =	NONE("dhcp-parameter-request-list", 1, LONG),
	[56] =	NONE("dhcp-message", 1, LONG),
	[57] =	NONE("dhcp-max-message-size", 2, 2),
	[58] =	U32("dhcp-renewal-time"),
	[59] =	U32("dhcp-rebinding-time"),
	[60] =	TEXT("dhcp-class-identifier"),
	[61] =	BYTES("dhcp-client-identifier", 2, 255),
	/* section 8 again */
	[64] =	TEXT("nisplus-domain"),
	[65] =	ADDRS("nisplus-servers"),
	[66] =	TEXT("tftp-server-name"),
	[67] =	TEXT("bootfile-name"),
	[68] =	ADDRS("mobile-ip-home-agent"),
	[69] =	ADDRS("smtp-server"),
	[70] =	ADDRS("pop-server"),
	[71] =	ADDRS("nntp-server"),
	[72] =	ADDRS("www-server"),
	[73] =	ADDRS("finger-server"),
	[74] =	ADDRS("irc-server"),
	[75] =	ADDRS("streettalk-server"),
	[76] =	ADDRS("streettalk-directory-assistance-server"),
	/* of other documents */
	[77] =	TEXT("user-class"),			/* RFC 3004 */
	[82] =	NONE("relay-agent-information", 2, LONG), /* RFC 3046 */
	[85] =	ADDRS("nds-servers"),			/* RFC 2241 */
	[86] =	BYTES("nds-tree-name", 1, LONG),	/* RFC 2241 */
	[87] =	BYTES("nds-context", 1, LONG),		/* RFC 2241 */
	[119] =	BYTES("domain-search", 1, LONG),	/* RFC 3397 */
	[121] =	BYTES("classless-static-routes", 5, LONG), /* RFC 3442 */
	[144] =	TEXT("tftp-config-file"),
	[150] =	ADDRS("voip-configuration-server"),	/* RFC 5859 */
	[249] =	BYTES("classless-ms-static-routes", 5, LONG),
	[252] =	TEXT("autoproxy-script")
};

/* Every code once more as "option-NNN". */
static struct {
	char		 name[sizeof("option-254")];
	struct opt_def	 def;
} numbered[256];

/* Those of defs that have a name of their own, by name. */
static const struct opt_def *by_name[256];
static size_t nnamed;

static int
cmp_name(const void *a, const void *b)
{
	const struct opt_def *const	*da = a, *const *db = b;

	return (strcasecmp((*da)->name, (*db)->name));
}

/* Makes the tables that follow from defs; does so once. */
static void
prepare(void)
{
	unsigned int	 code;

	if (nnamed != 0)
		return;
	for (code = DHO_PAD + 1; code < DHO_END; code++) {
		(void)snprintf(numbered[code].name,
		    sizeof(numbered[code].name), "option-%u", code);
		numbered[code].def.code = code;
		numbered[code].def.name = numbered[code].name;
		numbered[code].def.type = OPT_BYTES;
		numbered[code].def.max = LONG;
		if (defs[code].name == NULL) {
			defs[code] = numbered[code].def;
			continue;
		}
		defs[code].code = code;
		by_name[nnamed++] = &defs[code];
	}
	qsort(by_name, nnamed, sizeof(by_name[0]), cmp_name);
}

const struct opt_def *
optdef_by_code(uint8_t code)
{
	prepare();
	return (defs[code].name == NULL ? NULL : &defs[code]);
}

/* The code of "option-NNN"; 0 if it isn't one. */
static uint8_t
numbered_code(const char *name)
{
	const char	*errstr;
	size_t		 prefix = strlen("option-");
	uint8_t		 code;

	if (strncasecmp(name, "option-", prefix) != 0 ||
	    name[prefix] < '0' || name[prefix] > '9')
		return (0);
	code = strtonum(name + prefix, 1, DHO_END - 1, &errstr);
	return (errstr == NULL ? code : 0);
}

const struct opt_def *
optdef_by_name(const char *name)
{
	const struct opt_def	*found, *const *def;
	struct opt_def		 key;
	uint8_t			 code;

	prepare();
	if ((code = numbered_code(name)) != 0) {
		if (defs[code].type == OPT_NONE)
			return (&defs[code]);
		return (&numbered[code].def);
	}
	memset(&key, 0, sizeof(key));
	key.name = name;
	found = &key;
	def = bsearch(&found, by_name, nnamed, sizeof(by_name[0]), cmp_name);
	return (def == NULL ? NULL : *def);
}

const struct opt_def *
optdef_suggest(const char *name)
{
	const struct opt_def	*best = NULL;
	unsigned int		 d, least = UINT_MAX;
	size_t			 i, len = strlen(name);

	prepare();
	if (len == 0 || len > SIMILAR_MAX)
		return (NULL);
	for (i = 0; i < nnamed; i++) {
		if (by_name[i]->type == OPT_NONE)
			continue;
		d = similar_distance(by_name[i]->name, name);
		if (d < least) {
			least = d;
			best = by_name[i];
		}
	}
	/* What has little in common with the name is no help. */
	return (least <= 1 + len / 3 ? best : NULL);
}

/* Bytes of which a value of this type is a multiple. */
static size_t
unit(enum opt_type type)
{
	switch (type) {
	case OPT_ADDR:
	case OPT_ADDRS:
	case OPT_U32:
	case OPT_S32:
		return (4);
	case OPT_ADDR_PAIRS:
		return (8);
	case OPT_U16:
	case OPT_U16S:
		return (2);
	case OPT_BYTES:
	case OPT_TEXT:
	case OPT_FLAG:
	case OPT_U8:
	case OPT_U8S:
	case OPT_NONE:
		break;
	}
	return (1);
}

int
optdef_check(const struct opt_def *def, const uint8_t *data, size_t len)
{
	if (len < def->min || len > def->max || len % unit(def->type) != 0)
		return (-1);
	if (def->type == OPT_FLAG && data[0] > 1)
		return (-1);
	if (def->type == OPT_TEXT && memchr(data, '\0', len) != NULL)
		return (-1);
	return (0);
}
