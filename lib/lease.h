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
 * A lease as it is persisted and as it travels between processes.  The
 * engine's own table (engine/leasetab.h) holds a smaller form of it.
 */
#ifndef LEASE_H
#define LEASE_H

#include <sys/types.h>
#include <netinet/in.h>

#include <stdint.h>
#include <stdio.h>

#include "packet.h"

struct ibuf;

#define LEASE_UID_MAX		255	/* a longer client id is invalid */
#define LEASE_NAME_MAX		255	/* longest option of one piece */
#define LEASE_AGENT_MAX		253	/* a sub-option alone in option 82 */
#define LEASE_FOREVER		INT64_MAX /* of ends; see lease_print() */
#define LEASE_TIME_MAX		INT64_C(253402300798)	/* in the year 9999 */

enum lease_state {
	LEASE_FREE,		/* expired, released; holder is remembered */
	LEASE_ACTIVE,		/* acknowledged, had not expired when written */
	LEASE_ABANDONED,	/* declined, or somebody answered a probe */
	LEASE_OFFERED		/* engine and dhcpdctl only, never on disk */
};

#define LEASE_F_BOOTP		0x01	/* dynamic BOOTP, RFC 951 */

struct lease_rec {
	struct in_addr	 addr;		/* network byte order */
	int64_t		 starts;	/* wall time, seconds; 0 and up */
	int64_t		 ends;		/* the same, or LEASE_FOREVER */
	uint8_t		 state;		/* enum lease_state */
	uint8_t		 flags;		/* LEASE_F_* */
	uint8_t		 htype;		/* not kept on disk if hlen is 0 */
	uint8_t		 hlen;		/* 0 to 16; 0: no hardware address */
	uint8_t		 chaddr[DHCP_CHADDR_LEN];
	uint8_t		 uidlen;	/* 0: none */
	uint8_t		 uid[LEASE_UID_MAX];	/* option 61 with its type */
	/* Raw bytes as the client sent them, no NUL inside, NUL-terminated. */
	char		 client_hostname[LEASE_NAME_MAX + 1];	/* option 12 */
	char		 hostname[LEASE_NAME_MAX + 1];	/* what we gave it */
	/* How it was reached: RFC 2131 (giaddr) and RFC 3046. */
	struct in_addr	 relay;		/* network byte order; 0: directly */
	uint8_t		 circuitlen;	/* 0: none */
	uint8_t		 remotelen;	/* 0: none */
	uint8_t		 circuit[LEASE_AGENT_MAX];	/* sub-option 1 */
	uint8_t		 remote[LEASE_AGENT_MAX];	/* sub-option 2 */
};

/*
 * Lease records in imsgs: a compact encoding, host byte order, the same
 * build on both sides.  lease_rec_add() appends one to buf; lease_rec_get()
 * takes one off and checks every length and value.
 * Both return 0, or -1 with errno set.
 */
int	lease_rec_add(struct ibuf *buf, const struct lease_rec *);
int	lease_rec_get(struct ibuf *buf, struct lease_rec *);

/*
 * Writes a record as text of dhcpd.leases(5).  Whatever it writes,
 * lease_read() reads back to the same record, but that an active lease that
 * has ended meanwhile is free.  Returns the number of bytes, without the NUL
 * that it adds, or -1 if size is too small; LEASE_TEXT_MAX is always enough.
 *
 * OpenBSD's server gives up a record, and the one behind it, for a statement
 * that it does not know.  So a lease that is free says "class free;": that
 * one it reads and forgets.  And it takes "ends never" for 1970: LEASE_FOREVER
 * is written as the last second of the year 9999, the last that it can read.
 *
 * What other servers have no statement for stands behind LEASE_COMMENT: a
 * comment for them, as good as white space for us.
 */
#define LEASE_COMMENT		"#:"
#define LEASE_TEXT_MAX		6144
int	lease_print(const struct lease_rec *, char *buf, size_t size);

#define LEASE_TOKEN_MAX		1024

/*
 * Reader of a lease file.  Usage: set up with lease_reader_init(), then call
 * lease_read() until it returns 0.  A record that is cut off by the end of
 * the file is dropped with torn set; garbage is skipped up to the next
 * record, reported by warn() with file:line.
 */
struct lease_reader {
	FILE		*fp;		/* the caller's; not closed */
	const char	*name;		/* for messages; the caller's */
	void		(*warn)(const char *fmt, ...)
			    __attribute__((__format__ (printf, 1, 2)));
	unsigned int	 line;		/* 1 and up */
	unsigned int	 nleases;	/* records returned so far */
	unsigned int	 nskipped;	/* places where something was skipped */
	int		 torn;		/* the last record was incomplete */
	off_t		 good;		/* all before this offset is whole */
	uint64_t	 warned;	/* kinds of unknown statements */
	int64_t		 now;		/* what ended by then is LEASE_FREE */

	/* the tokenizer's own */
	off_t		 off;		/* of the next byte */
	off_t		 tokoff;	/* of the first byte of the token */
	unsigned int	 tokline;
	int		 token;
	int		 unread;	/* the token is to be had again */
	int		 fresh;		/* at the first column of a line */
	int		 first;		/* so was the token */
	int		 toolong;	/* the token was cut */
	size_t		 textlen;
	char		 text[LEASE_TOKEN_MAX];	/* NUL-terminated */
};

void	lease_reader_init(struct lease_reader *, FILE *, const char *name,
	    void (*warn)(const char *, ...));
/* 1: *rec is the next record.  0: end of file.  -1: I/O error, errno. */
int	lease_read(struct lease_reader *, struct lease_rec *rec);

#endif /* LEASE_H */
