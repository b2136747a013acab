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
 * The known options: the IANA registry of BOOTP and DHCP options, under the
 * names of dhcp-options(5) of OpenBSD or, where that has none, of ISC.
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

/* Form, and where it doesn't say it the least and the greatest length. */
#define FORM(name, form)	{ 0, name, form, 1, LONG }
#define BYTES(name, min, max)	{ 0, name, "X", min, max }
#define TEXT(name)		FORM(name, "t")
#define ADDR(name)		FORM(name, "I")
#define ADDRS(name)		FORM(name, "IA")
#define PAIRS(name)		FORM(name, "IIA")
#define FLAG(name)		FORM(name, "f")
#define U8(name)		FORM(name, "B")
#define U16(name)		FORM(name, "S")
#define U16S(name)		FORM(name, "SA")
#define U32(name)		FORM(name, "L")
#define S32(name)		FORM(name, "l")
#define NONE(name)		{ 0, name, "", 0, LONG }

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
	[50] =	NONE("dhcp-requested-address"),
	[51] =	NONE("dhcp-lease-time"),
	[52] =	NONE("dhcp-option-overload"),
	[53] =	NONE("dhcp-message-type"),
	[54] =	NONE("dhcp-server-identifier"),
	[55] =	NONE("dhcp-parameter-request-list"),
	[56] =	NONE("dhcp-message"),
	[57] =	NONE("dhcp-max-message-size"),
	[58] =	U32("dhcp-renewal-time"),
	[59] =	U32("dhcp-rebinding-time"),
	[60] =	TEXT("dhcp-class-identifier"),
	[61] =	BYTES("dhcp-client-identifier", 2, 255),
	[62] =	TEXT("nwip-domain"),			/* RFC 2242 */
	[63] =	BYTES("nwip-suboptions", 1, LONG),	/* RFC 2242 */
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
	[78] =	FORM("slp-directory-agent", "fIa"),	/* RFC 2610 */
	[79] =	FORM("slp-service-scope", "ft"),	/* RFC 2610 */
	[80] =	NONE("rapid-commit"),			/* RFC 4039 */
	[81] =	NONE("fqdn"),				/* RFC 4702 */
	[82] =	NONE("relay-agent-information"),	/* RFC 3046 */
	[83] =	BYTES("isns", 14, LONG),		/* RFC 4174 */
	[85] =	ADDRS("nds-servers"),			/* RFC 2241 */
	[86] =	BYTES("nds-tree-name", 1, LONG),	/* RFC 2241 */
	[87] =	BYTES("nds-context", 1, LONG),		/* RFC 2241 */
	[88] =	FORM("bcms-controller-names", "D"),	/* RFC 4280 */
	[89] =	ADDRS("bcms-controller-address"),	/* RFC 4280 */
	[90] =	NONE("authentication"),			/* RFC 3118 */
	[91] =	NONE("client-last-transaction-time"),	/* RFC 4388 */
	[92] =	NONE("associated-ip"),			/* RFC 4388 */
	[93] =	U16S("pxe-system-type"),		/* RFC 4578 */
	[94] =	FORM("pxe-interface-id", "BBB"),	/* RFC 4578 */
	[97] =	FORM("pxe-client-id", "BX"),		/* RFC 4578 */
	[98] =	TEXT("uap-servers"),			/* RFC 2485 */
	[99] =	BYTES("geoconf-civic", 3, LONG),	/* RFC 4776 */
	[100] =	TEXT("pcode"),				/* RFC 4833 */
	[101] =	TEXT("tcode"),				/* RFC 4833 */
	[108] =	U32("v6-only-preferred"),		/* RFC 8925 */
	[109] =	BYTES("dhcp4o6-s46-saddr", 16, 16),	/* RFC 8539 */
	[112] =	ADDRS("netinfo-server-address"),
	[113] =	TEXT("netinfo-server-tag"),
	[114] =	TEXT("captive-portal"),			/* RFC 8910 */
	[116] =	U8("auto-config"),			/* RFC 2563 */
	[117] =	U16S("name-service-search"),		/* RFC 2937 */
	[118] =	NONE("subnet-selection"),		/* RFC 3011 */
	[119] =	FORM("domain-search", "C"),		/* RFC 3397 */
	[120] =	FORM("sip-servers", "P"),		/* RFC 3361 */
	[121] =	FORM("classless-static-routes", "RA"),	/* RFC 3442 */
	[122] =	BYTES("cablelabs-client-configuration", 2, LONG), /* 3495 */
	[123] =	BYTES("geoconf", 16, 16),		/* RFC 6225 */
	[124] =	FORM("vivco", "VA"),			/* RFC 3925 */
	[125] =	FORM("vivso", "VA"),			/* RFC 3925 */
	[136] =	ADDRS("pana-agent"),			/* RFC 5192 */
	[137] =	FORM("v4-lost", "d"),			/* RFC 5223 */
	[138] =	ADDRS("capwap-ac-v4"),			/* RFC 5417 */
	[139] =	BYTES("ipv4-address-mos", 6, LONG),	/* RFC 5678 */
	[140] =	BYTES("ipv4-fqdn-mos", 3, LONG),	/* RFC 5678 */
	[141] =	FORM("sip-ua-cs-domains", "D"),		/* RFC 6011 */
	[142] =	ADDRS("ipv4-address-andsf"),		/* RFC 6153 */
	[143] =	BYTES("v4-sztp-redirect", 3, LONG),	/* RFC 8572 */
	[144] =	TEXT("tftp-config-file"),
	[145] =	FORM("forcerenew-nonce-capable", "BA"),	/* RFC 6704 */
	[146] =	FORM("rdnss-selection", "BIID"),	/* RFC 6731 */
	[147] =	FORM("v4-dots-ri", "d"),		/* RFC 8973 */
	[148] =	ADDRS("v4-dots-address"),		/* RFC 8973 */
	[150] =	ADDRS("voip-configuration-server"),	/* RFC 5859 */
	[151] =	NONE("status-code"),			/* RFC 6926 */
	[152] =	NONE("base-time"),			/* RFC 6926 */
	[153] =	NONE("start-time-of-state"),		/* RFC 6926 */
	[154] =	NONE("query-start-time"),		/* RFC 6926 */
	[155] =	NONE("query-end-time"),			/* RFC 6926 */
	[156] =	NONE("dhcp-state"),			/* RFC 6926 */
	[157] =	NONE("data-source"),			/* RFC 6926 */
	[158] =	BYTES("v4-pcp-server", 5, LONG),	/* RFC 7291 */
	[159] =	FORM("v4-portparams", "BBS"),		/* RFC 7618 */
	[161] =	TEXT("mud-url"),			/* RFC 8520 */
	[162] =	BYTES("v4-dnr", 7, LONG),		/* RFC 9463 */
	[208] =	BYTES("pxelinux-magic", 4, 4),		/* RFC 5071 */
	[209] =	TEXT("loader-configfile"),		/* RFC 5071 */
	[210] =	TEXT("loader-pathprefix"),		/* RFC 5071 */
	[211] =	U32("loader-reboottime"),		/* RFC 5071 */
	[212] =	BYTES("option-6rd", 22, LONG),		/* RFC 5969 */
	[213] =	FORM("v4-access-domain", "d"),		/* RFC 5986 */
	[220] =	BYTES("subnet-allocation", 1, LONG),	/* RFC 6656 */
	[221] =	BYTES("vss", 1, LONG),			/* RFC 6607 */
	[249] =	FORM("classless-ms-static-routes", "RA"),
	[252] =	TEXT("autoproxy-script")
};

/* Other names, of ISC and of the registry. */
static const struct {
	const char	*name;
	uint8_t		 code;
} aliases[] = {
	{ "default-url",		114 },
	{ "ms-classless-static-routes",	249 },
	{ "rfc3442-classless-static-routes", 121 },
	{ "tftp-server-address",	150 },
	{ "v4-captive-portal",		114 },
	{ "v6only-preferred",		108 },
	{ "vendor-class-identifier",	60 },
	{ "wpad",			252 }
};
#define NALIASES	(sizeof(aliases) / sizeof(aliases[0]))

/* Every code once more as "option-NNN". */
static struct {
	char		 name[sizeof("option-254")];
	struct opt_def	 def;
} numbered[256];

/* All names but "option-NNN", sorted. */
struct entry {
	const char		*name;
	const struct opt_def	*def;
};
static struct entry by_name[256 + NALIASES];
static size_t nnamed;

static int
cmp_name(const void *a, const void *b)
{
	const struct entry	*ea = a, *eb = b;

	return (strcasecmp(ea->name, eb->name));
}

static void
add_name(const char *name, const struct opt_def *def)
{
	by_name[nnamed].name = name;
	by_name[nnamed++].def = def;
}

/* Makes the tables that follow from defs; does so once. */
static void
prepare(void)
{
	unsigned int	 code;
	size_t		 i;

	if (nnamed != 0)
		return;
	for (code = DHO_PAD + 1; code < DHO_END; code++) {
		(void)snprintf(numbered[code].name,
		    sizeof(numbered[code].name), "option-%u", code);
		numbered[code].def.code = code;
		numbered[code].def.name = numbered[code].name;
		numbered[code].def.form = "X";
		numbered[code].def.max = LONG;
		if (defs[code].name == NULL) {
			defs[code] = numbered[code].def;
			continue;
		}
		defs[code].code = code;
		add_name(defs[code].name, &defs[code]);
	}
	for (i = 0; i < NALIASES; i++)
		add_name(aliases[i].name, &defs[aliases[i].code]);
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
optdef_numbered(uint8_t code)
{
	prepare();
	return (&numbered[code].def);
}

const struct opt_def *
optdef_by_name(const char *name)
{
	const struct entry	*found;
	struct entry		 key;
	uint8_t			 code;

	prepare();
	if ((code = numbered_code(name)) != 0) {
		if (defs[code].form[0] == '\0')
			return (&defs[code]);
		return (&numbered[code].def);
	}
	key.name = name;
	key.def = NULL;
	found = bsearch(&key, by_name, nnamed, sizeof(by_name[0]), cmp_name);
	return (found == NULL ? NULL : found->def);
}

const struct opt_def *
optdef_suggest(const char *name)
{
	const struct opt_def	*best = NULL;
	unsigned int		 d, least = UINT_MAX;
	size_t			 i, len = strlen(name);

	prepare();
	/* There is little to misspell in "option-255". */
	if (len == 0 || len > SIMILAR_MAX ||
	    strncasecmp(name, "option-", strlen("option-")) == 0)
		return (NULL);
	for (i = 0; i < nnamed; i++) {
		if (by_name[i].def->form[0] == '\0')
			continue;
		d = similar_distance(by_name[i].name, name);
		if (d < least) {
			least = d;
			best = by_name[i].def;
		}
	}
	/* What has little in common with the name is no help. */
	return (least <= 1 + len / 3 ? best : NULL);
}
