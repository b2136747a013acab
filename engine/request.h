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
 * A request on its way to an answer, and what discover.c, select.c,
 * release.c, inform.c and bootp.c share.
 */
#ifndef REQUEST_H
#define REQUEST_H

#include <netinet/in.h>

#include <stddef.h>
#include <stdint.h>

#include "agent.h"
#include "commit.h"
#include "conf.h"
#include "leasetab.h"
#include "msg.h"
#include "options.h"
#include "packet.h"

struct iface;
struct log_limit;

#define OFFER_HOLD		60000	/* ms that an offered address is kept */

/*
 * Lives during one event.  What outlives that is a struct kept: after a
 * reload, or a change of interfaces, everything here is found anew.
 */
struct request {
	struct msg_request	 msg;		/* how it came */
	const uint8_t		*packet;	/* msg.len bytes */
	struct dhcp_fixed	 fixed;
	struct optset		 opts;
	struct agent		 agent;
	struct client		 client;
	const struct iface	*iface;		/* receiving; NULL: not known */
	const struct msg_ifaddr	*local;		/* ours that it was sent to;
						 * NULL: broadcast */
	struct in_addr		 asked;		/* server identifier that it
						 * names, if ours; else 0 */
	uint32_t		 subnet;	/* the client's network */
	uint32_t		 host;		/* declared, or CONF_NONE */
	uint32_t		 reserved;	/* its fixed-address, or 0; host
						 * byte order */
	struct conf_params	 params;	/* of subnet and host */
	uint8_t			 type;		/* DHCPDISCOVER...; 0: BOOTP */
};

/* A request that waits for something, with the address meant for it. */
struct kept {
	struct msg_request	 msg;
	uint32_t		 addr;		/* host byte order */
	uint32_t		 lease_time;	/* seconds */
	uint8_t			 packet[];	/* msg.len bytes */
};

/* request.c */
struct kept	*request_keep(const struct request *, uint32_t addr,
		    uint32_t lease_time);
/* Takes it up again; -1 if there is no answer to it any more. */
int		 request_resume(struct request *, const struct kept *);
/*
 * This is to be the client's address, or is it: what holds in its subnet
 * holds for the answer.
 */
void		 request_settle(struct request *, uint32_t addr);
/* Counts and logs, if the client may not have an address. */
int		 request_denied(struct request *);
/* 1: an option with an address; 0: none; -1: it has a wrong length. */
int		 request_addr(const struct request *, uint8_t code,
		    struct in_addr *);
/*
 * Is this server identifier (RFC 2132 section 9.7) one of ours, or the one
 * that the relay puts in its place?
 */
int		 request_names_us(const struct request *, struct in_addr);

/* reqlog.c */
/* One line at debug level: what came, from whom, and what became of it. */
void		 request_log(const struct request *, const char *, ...)
		    __attribute__((__format__ (printf, 2, 3)));
/* A warning that clients can provoke. */
void		 warn_limited(struct log_limit *, const char *, ...)
		    __attribute__((__format__ (printf, 2, 3)));
/* "192.0.2.1"; four of them may be in use at the same time. */
const char	*addr_name(uint32_t addr);

/* subnet.c */
/* The subnet that stands for the client's network, or CONF_NONE. */
uint32_t	 subnet_of_request(const struct request *);
/* RFC 3011: the network that the client selects, if it may. */
int		 subnet_selection(const struct request *, struct in_addr *);
/* Did it come by an interface that is served? */
int		 request_on_served(const struct request *);
/*
 * Did it come from a network that this interface is not in, or by one that is
 * not served, so that nothing is broadcast there?
 */
int		 request_offlink(const struct request *);
/* Is the address in the client's network? */
int		 in_network(const struct request *, uint32_t addr);
/* Could a host have it as its own: no broadcast, loopback and so on? */
int		 addr_is_host(uint32_t addr);

/* binding.c */
/* So many leases of one client are looked at, the latest first. */
#define CLIENT_LEASES_MAX	64
/*
 * So many addresses a client may hold at the same time, in all networks:
 * whoever asks for one after the other under one name gets no more, and what
 * is looked through for that name stays short.
 */
#define CLIENT_HELD_MAX		32
/* The lease that this client has or had in its network; NULL: none. */
struct lease	*client_lease(const struct request *, int poolflags);
/* Has or had its client a binding, or was that just an offer? */
int		 lease_was_bound(const struct lease *);
/* Has this client, or is it offered, as many addresses as it may? */
int		 client_has_enough(const struct request *);
/* Can this address be given to anybody?  lease may be NULL. */
int		 lease_available(const struct lease *);
/* Does somebody else hold the address that is reserved for this client? */
int		 reserved_conflict(const struct request *);
/* Seconds: what the client asks for, within limits, else the default. */
uint32_t	 lease_time(const struct request *);
/* The name that the client is given; NULL if none. */
const void	*given_hostname(const struct request *, size_t *len);
/*
 * Records that this client has the address, and calls done() with the
 * request, which has been kept; it frees that.  Returns -1 if there is too
 * much under way.
 */
int		 binding_commit(const struct request *, struct lease *,
		    uint32_t seconds, uint8_t flags,
		    void (*done)(struct lease *, enum commit_result, void *));
/*
 * Takes an address out of use: somebody has it who should not.  The lease
 * must not be tentative.
 */
void		 lease_abandon(struct lease *, const char *why);

/* one for each type of message */
void		 discover(struct request *);
void		 select_request(struct request *);
void		 decline(struct request *);
void		 release(struct request *);
void		 inform(struct request *);
void		 bootp(struct request *);

/* discover.c, for probe.c: a probe ended, the number says how many before. */
void		 discover_probed(struct request *, unsigned int tries);

/* reply.c: type is DHCPOFFER, DHCPACK or 0 for BOOTP. */
void		 reply_send(struct request *, uint8_t type, uint32_t addr,
		    uint32_t lease_time);
void		 reply_nak(struct request *, const char *why);

#endif /* REQUEST_H */
