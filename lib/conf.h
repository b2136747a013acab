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
 * The configuration: dhcpd.conf(5), parsed.  The parent builds it, sends it
 * to the engine, and there it is immutable until a reload replaces it as a
 * whole.  Everything refers to everything else by index.
 */
#ifndef CONF_H
#define CONF_H

#include <sys/types.h>
#include <netinet/in.h>

#include <stddef.h>
#include <stdint.h>

#include "packet.h"

struct imsg;
struct opt_def;
struct peer;

#define CONF_NONE		UINT32_MAX	/* no such index */
#define CONF_OPTION_MAX		1024	/* bytes of one option, RFC 3396 */
#define CONF_HOST_ADDRS		16	/* fixed addresses of one host */
#define CONF_NAME_MAX		255	/* bytes of a host or network name */
#define CONF_DEPTH_MAX		65	/* scopes around and including one */
#define CONF_SCOPES_MAX		(1U << 22)
#define CONF_SUBNETS_MAX	(1U << 20)	/* also of shared-networks */
#define CONF_RANGES_MAX		(1U << 20)
#define CONF_HOSTS_MAX		(1U << 21)
#define CONF_LISTEN_MAX		1024
#define CONF_OPTDEFS_MAX	1024
#define CONF_OPTDEF_FORM	32	/* with its NUL */

enum scope_kind {
	SCOPE_GLOBAL,
	SCOPE_SHARED,
	SCOPE_SUBNET,
	SCOPE_GROUP,
	SCOPE_HOST
};

/*
 * Parameters of one scope.  Only those in set hold; the others come from
 * the next scope outward.
 */
enum param {
	PARAM_DEFAULT_LEASE_TIME,
	PARAM_MAX_LEASE_TIME,
	PARAM_MIN_LEASE_TIME,
	PARAM_NEXT_SERVER,
	PARAM_SERVER_IDENTIFIER,
	PARAM_FILENAME,
	PARAM_SERVER_NAME,
	PARAM_AUTHORITATIVE,
	PARAM_UNKNOWN_CLIENTS,
	PARAM_BOOTP,
	PARAM_BOOTING,
	PARAM_PING_CHECK,
	PARAM_PING_TIMEOUT,
	PARAM_USE_HOST_DECL_NAMES,
	PARAM_ECHO_CLIENT_ID,
	PARAM_PING_SOURCE,
	PARAM_SUBNET_SELECTION,
	PARAM_BOOTP_LEASE_CUTOFF,
	PARAM_BOOTP_LEASE_LENGTH,
	PARAM_IGNORE_CLIENT_UIDS,
	PARAM_USE_LEASE_ADDR,
	PARAM_MAX
};
#define PARAM_BIT(p)	(1U << (p))

struct conf_params {
	uint32_t	 set;		/* PARAM_BIT() of those given here */
	int64_t		 bootp_lease_cutoff;	/* wall time */
	uint32_t	 bootp_lease_length;	/* seconds */
	uint32_t	 default_lease_time;	/* seconds */
	uint32_t	 max_lease_time;	/* seconds */
	uint32_t	 min_lease_time;	/* seconds */
	struct in_addr	 next_server;		/* network byte order */
	struct in_addr	 server_identifier;	/* network byte order */
	struct in_addr	 ping_source;		/* network byte order */
	uint32_t	 ping_timeout;	/* seconds, 1 to PING_TIMEOUT_MAX */
	uint8_t		 authoritative;		/* 0 or 1, as those below */
	uint8_t		 unknown_clients;	/* allowed */
	uint8_t		 bootp;			/* allowed */
	uint8_t		 booting;		/* allowed */
	uint8_t		 ping_check;
	uint8_t		 use_host_decl_names;
	uint8_t		 echo_client_id;	/* RFC 6842 */
	uint8_t		 subnet_selection;	/* RFC 3011; global only */
	uint8_t		 ignore_client_uids;
	uint8_t		 use_lease_addr;	/* as the only router */
	char		*filename;	/* below DHCP_FILE_LEN; NULL: unset */
	char		*server_name;	/* below DHCP_SNAME_LEN; NULL: unset */
};

/* What holds where nothing is configured; for the manual, too. */
#define DEFAULT_LEASE_TIME	43200
#define DEFAULT_MAX_LEASE_TIME	86400
#define DEFAULT_MIN_LEASE_TIME	0
#define DEFAULT_PING_TIMEOUT	1
#define PING_TIMEOUT_MAX	60

struct conf_option {
	uint8_t		 code;
	uint16_t	 len;		/* up to CONF_OPTION_MAX */
	uint8_t		*data;		/* as on the wire */
};

/*
 * A { } of the file.  parent is the scope that it stands in, CONF_NONE for
 * the global one, which is always scope 0.
 */
struct conf_scope {
	enum scope_kind		 kind;
	uint32_t		 parent;
	struct conf_params	 params;
	struct conf_option	*options;	/* sorted by code, each once */
	uint32_t		 noptions;
};

struct conf_shared {		/* shared-network */
	uint32_t	 scope;
	char		*name;
};

struct conf_subnet {
	uint32_t	 scope;
	uint32_t	 shared;	/* index, or CONF_NONE */
	struct in_addr	 net;		/* network byte order */
	struct in_addr	 mask;		/* network byte order */
};

#define RANGE_DYNAMIC_BOOTP	0x01
struct conf_range {
	uint32_t	 subnet;
	uint32_t	 low;		/* host byte order */
	uint32_t	 high;		/* host byte order, inclusive */
	uint32_t	 flags;		/* RANGE_* */
};

struct conf_host {
	uint32_t	 scope;
	char		*name;
	uint8_t		 htype;		/* HTYPE_*; 0: no hardware statement */
	uint8_t		 hlen;
	uint8_t		 hwaddr[DHCP_CHADDR_LEN];
	uint8_t		 uidlen;	/* 0: no dhcp-client-identifier */
	uint8_t		*uid;
	uint32_t	 naddrs;	/* 0: no fixed-address */
	struct in_addr	*addrs;		/* network byte order */
};

/* Of the file, "option NAME code N = type". */
struct conf_optdef {
	uint8_t		 code;
	char		*name;
	char		 form[CONF_OPTDEF_FORM]; /* see struct opt_def */
};

struct conf {
	uint32_t		 generation;	/* 1; up with each reload */
	struct conf_scope	*scopes;
	uint32_t		 nscopes;
	struct conf_shared	*shared;
	uint32_t		 nshared;
	struct conf_subnet	*subnets;	/* sorted by net, no overlap */
	uint32_t		 nsubnets;
	struct conf_range	*ranges;	/* sorted by low, no overlap */
	uint32_t		 nranges;
	struct conf_host	*hosts;		/* in the order of the file */
	uint32_t		 nhosts;
	/* "listen on"; the parent only, not sent.  0.0.0.0 is "any". */
	struct in_addr		*listen;	/* network byte order */
	uint32_t		 nlisten;
	/* The parent only, for the text; what is sent are bytes. */
	struct conf_optdef	*optdefs;
	uint32_t		 noptdefs;
};

struct conf	*conf_new(void);	/* with scope 0; fatal on no memory */
void		 conf_free(struct conf *);	/* NULL is fine */

/*
 * Each adds one and returns its index.  Strings and data are copied.
 * The order of subnets and ranges is made right by conf_finish(), which also
 * fixes the indices; nothing may be added after it.
 */
uint32_t conf_add_scope(struct conf *, enum scope_kind, uint32_t parent);
uint32_t conf_add_shared(struct conf *, uint32_t scope, const char *name);
uint32_t conf_add_subnet(struct conf *, const struct conf_subnet *);
uint32_t conf_add_range(struct conf *, const struct conf_range *);
uint32_t conf_add_host(struct conf *, const struct conf_host *);
/* 0.0.0.0 is "any"; not an address that is there already. */
void	 conf_add_listen(struct conf *, struct in_addr);
void	 conf_add_optdef(struct conf *, uint8_t code, const char *name,
	    const char *form);
/* As an option definition; refers to the name and form in the first. */
void	 conf_optdef(const struct conf_optdef *, struct opt_def *);
/* Sets an option; replaces one of the same code. */
void	 conf_set_option(struct conf *, uint32_t scope, uint8_t code,
	    const void *data, size_t len);
void	 conf_finish(struct conf *);

/*
 * The array with room for one more than n elements of that size: it doubles,
 * so that adding n of them costs O(n).  Fatal on no memory.
 */
void	*conf_grow(void *array, uint32_t n, size_t size);

/* Binary searches; index or CONF_NONE.  addr in host byte order. */
uint32_t conf_find_subnet(const struct conf *, uint32_t addr);
uint32_t conf_find_range(const struct conf *, uint32_t addr);
/* NULL if the scope itself does not have the option. */
const struct conf_option *conf_find_option(const struct conf_scope *,
	    uint8_t code);

/* lib/confmsg.c: the configuration in imsgs */
struct msg_conf_begin {
	uint32_t	 generation;
	uint32_t	 nscopes;
	uint32_t	 nshared;
	uint32_t	 nsubnets;
	uint32_t	 nranges;
	uint32_t	 nhosts;
};
/* Queues all of it to p, IMSG_CONF_BEGIN to IMSG_CONF_END. */
void	conf_send(struct peer *p, const struct conf *);
/*
 * Takes the next message.  *conf is built up; start with NULL.  Returns 0
 * when more is to come, 1 at IMSG_CONF_END with the whole configuration
 * checked (indices, order, lengths), -1 if the message is not legal.
 */
int	conf_recv(struct conf **conf, struct imsg *);

#endif /* CONF_H */
