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
 * optdef.c	the table of known options: code, name, form, lengths
 * optform.c	the forms of values
 * optname.c	domain names in values
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

/*
 * The form of a value: a letter for each part of it.  If 'A' comes last, all
 * of it may be repeated, if 'a' does, the part before it.  Those that take
 * the rest of the option (to end) must be the last part.
 */
#define OPT_ADDR	'I'	/* address */
#define OPT_U32		'L'
#define OPT_S32		'l'
#define OPT_U16		'S'
#define OPT_S16		's'
#define OPT_U8		'B'
#define OPT_S8		'b'
#define OPT_FLAG	'f'	/* one byte, 0 or 1 */
#define OPT_TEXT	't'	/* to end; no NUL */
#define OPT_BYTES	'X'	/* to end */
#define OPT_DOMAIN	'd'	/* domain name, RFC 1035 3.1 */
#define OPT_DOMAINS	'D'	/* to end: one or more */
#define OPT_COMPRESSED	'C'	/* to end: the same, RFC 1035 4.1.4 */
#define OPT_ROUTE	'R'	/* prefix and router, RFC 3442 */
#define OPT_VENDOR	'V'	/* of an enterprise number, RFC 3925 */
#define OPT_SIP		'P'	/* to end: addresses or names, RFC 3361 */
#define OPT_ALL_AGAIN	'A'
#define OPT_LAST_AGAIN	'a'

struct opt_def {
	uint8_t		 code;
	const char	*name;		/* as in dhcp-options(5) */
	/* "": never configured, the server or a client makes it */
	const char	*form;
	uint16_t	 min;		/* bytes on the wire */
	uint16_t	 max;
};

/*
 * Both are lookups, not scans.  A code that has no name of its own is
 * "option-NNN", so that only 0 and 255 give NULL.
 */
const struct opt_def *optdef_by_code(uint8_t code);
/*
 * NULL if not known.  Some have a second name.  "option-NNN" is known for every
 * code from 1 to 254, as OPT_BYTES, but for those that cannot be configured.
 */
const struct opt_def *optdef_by_name(const char *name);
/* The known option with the most similar name, for "did you mean"; NULL. */
const struct opt_def *optdef_suggest(const char *name);
/* "option-NNN", as OPT_BYTES, for every code from 1 to 254. */
const struct opt_def *optdef_numbered(uint8_t code);

/* optform.c */
/* Does the value fit the definition, length and form?  0 or -1. */
int	optdef_check(const struct opt_def *, const uint8_t *data, size_t len);
/*
 * Could a configuration have it?  What the registry leaves to sites and
 * vendors, 128 and up, may have another form than the table says.
 */
int	optdef_allowed(uint8_t code, const uint8_t *data, size_t len);
/*
 * The length of one part of a value of which left bytes, not 0, are at data;
 * 0 if it is none.  What goes to the end is not looked into.
 */
size_t	opt_part_len(char part, const uint8_t *data, size_t left);

/* optname.c: domain names */
#define OPT_NAME_MAX	254	/* as text, with its NUL */
/*
 * Reads the name at *off, as text without the dot at the end, and moves *off
 * behind it.  Pointers must go backwards.  Names that could not be written in
 * dhcpd.conf(5) are none.  0 or -1.
 */
int	optname_read(const uint8_t *data, size_t len, size_t *off,
	    char name[OPT_NAME_MAX]);
/*
 * Appends a name to data, which has *len of size bytes.  If compress, its end
 * may become a pointer to what is there already, from the offset of first.
 * 0, or -1 if it is no name or does not fit.
 */
int	optname_add(uint8_t *data, size_t size, size_t *len, size_t first,
	    const char *name, int compress);

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
