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
 * DHCP options: RFC 2131 section 4.1, RFC 2132, RFC 3396.
 *
 * options.c	received options: checked, concatenated, by code
 * optdef.c	the table of known options: code, name, type, lengths
 * optprint.c	an option's bytes as the text of dhcpd.conf(5)
 * optbuild.c	the options of a reply: order, maximum size, overload
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <sys/types.h>
#include <netinet/in.h>

#include <stddef.h>
#include <stdint.h>

#include "packet.h"

/* Codes that the server itself knows about (RFC 2132 and as noted). */
#define DHO_PAD				0
#define DHO_SUBNET_MASK			1
#define DHO_TIME_OFFSET			2
#define DHO_ROUTERS			3
#define DHO_DOMAIN_NAME_SERVERS		6
#define DHO_HOST_NAME			12
#define DHO_DOMAIN_NAME			15
#define DHO_ROOT_PATH			17
#define DHO_BROADCAST_ADDRESS		28
#define DHO_REQUESTED_ADDRESS		50
#define DHO_LEASE_TIME			51
#define DHO_OVERLOAD			52
#define DHO_MESSAGE_TYPE		53
#define DHO_SERVER_IDENTIFIER		54
#define DHO_PARAMETER_REQUEST_LIST	55
#define DHO_MESSAGE			56
#define DHO_MAX_MESSAGE_SIZE		57
#define DHO_RENEWAL_TIME		58
#define DHO_REBINDING_TIME		59
#define DHO_VENDOR_CLASS		60
#define DHO_CLIENT_IDENTIFIER		61
#define DHO_TFTP_SERVER_NAME		66
#define DHO_BOOTFILE_NAME		67
#define DHO_USER_CLASS			77	/* RFC 3004 */
#define DHO_CLIENT_FQDN			81	/* RFC 4702 */
#define DHO_RELAY_AGENT_INFO		82	/* RFC 3046 */
#define DHO_SUBNET_SELECTION		118	/* RFC 3011 */
#define DHO_END				255

/*
 * Options of a received message.  data points into the message, or into
 * buf where the option came in several pieces (RFC 3396), so neither may go
 * away before the other.
 */
struct optset {
	struct {
		const uint8_t	*data;	/* NULL: not there */
		uint16_t	 len;
	}		 opt[256];
	uint8_t		 buf[DHCP_PACKET_MAX];
	size_t		 buflen;
};

/*
 * Takes the options of a message of len bytes, fixed part included; the
 * cookie must have been checked.  Looks into file and sname if option 52 says
 * so (RFC 2131 4.1: options, then file, then sname).  A missing END is
 * forgiven, as is padding after it; anything that runs over the end of its
 * field is not.  Overload itself inside file or sname is ignored.
 * Returns 0, or -1 if the message is malformed.
 */
int	optset_parse(struct optset *, const uint8_t *msg, size_t len);

/* NULL if it is not there; *len is set else. */
const uint8_t *optset_get(const struct optset *, uint8_t code, size_t *len);
/* 0, or -1 if it isn't there or is not of exactly that length. */
int	optset_get_u8(const struct optset *, uint8_t code, uint8_t *);
int	optset_get_u16(const struct optset *, uint8_t code, uint16_t *);
int	optset_get_u32(const struct optset *, uint8_t code, uint32_t *);
int	optset_get_addr(const struct optset *, uint8_t code, struct in_addr *);

enum opt_type {
	OPT_BYTES,		/* string: text in quotes, or hex bytes a:b:c */
	OPT_TEXT,		/* text in quotes, no NUL */
	OPT_ADDR,		/* one address */
	OPT_ADDRS,		/* one or more */
	OPT_ADDR_PAIRS,		/* one or more pairs of addresses */
	OPT_FLAG,		/* one byte, 0 or 1: on, off, true, false */
	OPT_U8,
	OPT_U8S,		/* one or more */
	OPT_U16,
	OPT_U16S,
	OPT_U32,
	OPT_S32,
	OPT_NONE		/* never configured: the server makes it itself */
};

struct opt_def {
	uint8_t		 code;
	const char	*name;		/* as in dhcp-options(5) */
	enum opt_type	 type;
	uint16_t	 min;		/* bytes on the wire */
	uint16_t	 max;
};

/*
 * Both are lookups, not scans.  A code that has no name of its own is
 * "option-NNN", so that only 0 and 255 give NULL.
 */
const struct opt_def *optdef_by_code(uint8_t code);
/*
 * NULL if not known.  "option-NNN" is known for every code from 1 to 254, as
 * OPT_BYTES, but for those that the server makes itself: OPT_NONE there, too.
 */
const struct opt_def *optdef_by_name(const char *name);
/* The known option with the most similar name, for "did you mean"; NULL. */
const struct opt_def *optdef_suggest(const char *name);
/* Does the length fit the definition (min, max, multiples)?  0 or -1. */
int	optdef_check(const struct opt_def *, const uint8_t *data, size_t len);

/*
 * The value as it stands in dhcpd.conf(5), without name and semicolon; reads
 * back to the same bytes.  Returns its length, -1 if size is too small or the
 * value is none that optdef_check() accepts.
 */
int	opt_print(const struct opt_def *, const uint8_t *data, size_t len,
	    char *buf, size_t size);

/*
 * The options of a reply.  Add in any order; optbuild_finish() puts them in
 * the order of DESIGN: 53, 54, 51, then as the parameter request list has
 * them but the subnet mask before routers (RFC 2132 3.3), then the rest in
 * order of addition, 82 last.  An option over 255 bytes is split (RFC 3396).
 */
#define OPTBUILD_MAX	254	/* one for every code */
struct optbuild {
	struct {
		const uint8_t	*data;	/* the caller's, or in val */
		uint16_t	 len;
		uint8_t		 code;
		uint8_t		 must;	/* never left out */
		uint8_t		 val[4];	/* if it was made here */
	}		 opt[OPTBUILD_MAX];
	unsigned int	 nopts;
	uint8_t		 index[256];	/* position + 1 by code; 0: not there */
};
void	optbuild_init(struct optbuild *);
/*
 * data must live until optbuild_finish().  Replaces the same code.  Pad, end
 * and overload are not for the caller to add, and are ignored.
 */
void	optbuild_add(struct optbuild *, uint8_t code, const void *data,
	    size_t len, int must);
void	optbuild_add_u8(struct optbuild *, uint8_t code, uint8_t, int must);
void	optbuild_add_u32(struct optbuild *, uint8_t code, uint32_t, int must);
void	optbuild_add_addr(struct optbuild *, uint8_t code, struct in_addr,
	    int must);
int	optbuild_has(const struct optbuild *, uint8_t code);

/*
 * Writes cookie and options behind the fixed part in msg, which must have
 * room for maxlen bytes (DHCP payload, RFC 2132 9.10 less the UDP and IP
 * headers).  Where they don't fit, file and sname are used as far as they
 * are empty (option 52; 53 and 54 never go there, and both are parsed in the
 * order options, file, sname), unless overload is 0.  prl is the client's
 * parameter request list, NULL if none.
 * What must be there and doesn't fit even so makes it fail with -1.  What
 * need not and doesn't fit is left out whole; *dropped counts those, if not
 * NULL.
 * Returns the length of the message; it is padded with zero bytes to
 * BOOTP_MIN_LEN.
 */
ssize_t	optbuild_finish(struct optbuild *, uint8_t *msg, size_t maxlen,
	    const uint8_t *prl, size_t prllen, int overload,
	    unsigned int *dropped);

#endif /* OPTIONS_H */
