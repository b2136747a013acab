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
 * The messages between the processes.  Every payload is a fixed struct in
 * host byte order unless a comment says network order, sometimes followed by
 * bytes whose length the struct gives.  Receivers check lengths exactly.
 */
#ifndef MSG_H
#define MSG_H

#include <sys/types.h>
#include <net/if.h>
#include <netinet/in.h>

#include <stdint.h>

#include "packet.h"

enum proc_id {
	PROC_PARENT,
	PROC_FRONTEND,
	PROC_ENGINE,
	PROC_LEASEDB,
	PROC_ROUTE,
	PROC_CONTROL,
	PROC_RESOLVER,
	PROC_PFTABLE,		/* only with -A, -C or -L */
	PROC_MAX
};

enum imsg_type {
	IMSG_NONE,

	/* parent <-> every child; see proc.h */
	IMSG_HELLO,		/* both ways: struct msg_hello */
	IMSG_INIT,		/* parent: struct msg_init */
	IMSG_PIPE,		/* parent: uint32_t enum proc_id, fd */
	IMSG_START,		/* parent */
	IMSG_JAILED,		/* child: struct msg_jailed */
	IMSG_LOG_VERBOSE,	/* parent: int */
	IMSG_LOG_DETACH,	/* parent: no stderr any more, only syslog */

	/* parent -> engine, parent -> route: the interface table, replaced
	 * as a whole at IMSG_IFACES_END */
	IMSG_IFACES_BEGIN,
	IMSG_IFACE,		/* struct msg_iface */
	IMSG_IFADDR,		/* struct msg_ifaddr, of the last IMSG_IFACE */
	IMSG_IFACES_END,

	/* parent -> engine: the configuration (conf.h); the engine swaps at
	 * IMSG_CONF_END and answers */
	IMSG_CONF_BEGIN,	/* struct msg_conf_begin */
	IMSG_CONF_SHARED,	/* see lib/confmsg.c for these */
	IMSG_CONF_SCOPE,
	IMSG_CONF_OPTION,
	IMSG_CONF_SUBNET,
	IMSG_CONF_RANGE,
	IMSG_CONF_HOST,
	IMSG_CONF_END,
	IMSG_CONF_DONE,		/* engine: uint32_t generation now in force */

	/* parent -> route: where ARP entries may be put, replaced as a whole */
	IMSG_ARP_SUBNETS_BEGIN,
	IMSG_ARP_SUBNET,	/* struct msg_arp_subnet */
	IMSG_ARP_SUBNETS_END,

	/* engine -> parent, once: leases and configuration are there */
	IMSG_READY,

	/* parent -> frontend */
	IMSG_SOCKET,		/* struct msg_socket, fd */
	IMSG_SOCKET_CLOSE,	/* uint32_t socket id */

	/* frontend <-> engine */
	IMSG_REQUEST,		/* frontend: struct msg_request, packet */
	IMSG_REPLY,		/* engine: struct msg_reply, packet */
	IMSG_PING,		/* engine: struct msg_ping */
	IMSG_PONG,		/* frontend: struct msg_ping */
	IMSG_STATS_GET,		/* engine */
	IMSG_STATS,		/* frontend: uint64_t[STATS_FRONTEND_MAX] */

	/* engine <-> leasedb */
	IMSG_LEASE_LOAD,	/* leasedb: lease_rec encoding (lease.h) */
	IMSG_LEASE_LOADED,	/* leasedb: uint32_t number of records */
	IMSG_LEASE_COMMIT,	/* engine: uint64_t seq, lease_rec encoding */
	IMSG_LEASE_DURABLE,	/* leasedb: uint64_t: all up to this seq are */
	IMSG_LEASE_FAILED,	/* leasedb: struct msg_lease_failed */
	IMSG_LEASE_REFUSED,	/* leasedb: uint64_t seq, lease_rec that won */

	/* parent <-> leasedb */
	IMSG_LEASE_FILE,	/* parent: struct msg_lease_file, fd */

	/* engine <-> route */
	IMSG_ARP_ADD,		/* engine: struct msg_arp; id: request */
	IMSG_ARP_RESULT,	/* route: uint32_t enum arp_result; same id */

	/* parent -> pftable, once, first of all */
	IMSG_PF_TABLES,		/* struct msg_pf_tables */

	/* engine <-> pftable: see engine/pftable.h */
	IMSG_PF_BEGIN,		/* engine: what follows is all there is */
	IMSG_PF_CHANGE,		/* engine: struct msg_pf_change */
	IMSG_PF_COMMIT,		/* engine: that many for now */
	IMSG_PF_END,		/* engine: that was all, since IMSG_PF_BEGIN */
	IMSG_PF_DONE,		/* pftable, to IMSG_PF_COMMIT and IMSG_PF_END:
				 * uint32_t 1, 0: the packet filter refused */

	/* parent <-> resolver */
	IMSG_RESOLVE,		/* parent: name, no NUL; id: request */
	IMSG_RESOLVED,		/* resolver: struct msg_resolved; same id */

	/* parent -> control */
	IMSG_CTL_SOCKET,	/* fd: the listening local socket */

	/* dhcpdctl -> control -> parent or engine; id: the connection.
	 * Answers go the other way; the last is always IMSG_CTL_END. */
	IMSG_CTL_RELOAD,
	IMSG_CTL_VERBOSE,	/* int */
	IMSG_CTL_SHOW_INTERFACES,
	IMSG_CTL_SHOW_PROCESSES,
	IMSG_CTL_SHOW_LEASES,	/* struct msg_ctl_slice on control -> engine */
	IMSG_CTL_SHOW_STATS,
	IMSG_CTL_IFACE,		/* struct msg_iface */
	IMSG_CTL_IFADDR,	/* struct msg_ifaddr of that IMSG_CTL_IFACE */
	IMSG_CTL_PROCESS,	/* struct msg_jailed */
	IMSG_CTL_LEASE,		/* lease_rec encoding */
	IMSG_CTL_SLICE,		/* engine: struct msg_ctl_slice: go on there */
	IMSG_CTL_STATS,		/* uint64_t[STATS_MAX] */
	IMSG_CTL_TEXT,		/* a line for stderr, no newline, no NUL */
	IMSG_CTL_END		/* uint32_t: exit status for dhcpdctl, 0 or 1 */
};

#define BUILD_ID_LEN		64
struct msg_hello {
	char		 build[BUILD_ID_LEN];	/* NUL-padded */
};

struct msg_init {
	uint32_t	 log_where;	/* LOG_TO_* */
	int32_t		 verbose;
	uint32_t	 uid;		/* of the user to become */
	uint32_t	 gid;
	char		 jail[1024];	/* directory for chroot(2) */
};

/* How a process is confined: what the kernel says, not what we asked for. */
#define JAILED_CHROOT		0x0001
#define JAILED_NONEWPRIVS	0x0002	/* Linux */
#define JAILED_SECCOMP		0x0004	/* Linux */
#define JAILED_LANDLOCK		0x0008	/* Linux */
#define JAILED_PLEDGE		0x0010	/* OpenBSD */
#define JAILED_UNVEIL		0x0020	/* OpenBSD */
struct msg_jailed {
	uint32_t	 proc;		/* enum proc_id */
	uint32_t	 pid;
	uint32_t	 uid;
	uint32_t	 gid;
	uint32_t	 flags;		/* JAILED_* that are in force */
	uint32_t	 missing;	/* JAILED_* wanted that aren't */
	uint64_t	 caps;		/* effective capabilities (Linux) */
	char		 user[32];	/* NUL-terminated; by the parent */
	char		 promises[128];	/* NUL-terminated; empty: no pledge */
	char		 jail[128];	/* NUL-terminated; empty: no chroot */
};

#define IFACE_UP		0x0001
#define IFACE_SERVED		0x0002
#define IFACE_INFORM		0x0004	/* not served, but DHCPINFORM is (-u) */
#define IFACE_UNDECLARED	0x0008	/* not served only for want of a subnet */
struct msg_iface {
	uint32_t	 ifindex;
	uint32_t	 flags;		/* IFACE_* */
	uint32_t	 rdomain;	/* OpenBSD; 0 elsewhere */
	uint16_t	 mtu;
	uint8_t		 htype;		/* HTYPE_*; 0: none */
	uint8_t		 hlen;
	uint8_t		 hwaddr[DHCP_CHADDR_LEN];
	char		 name[IF_NAMESIZE];	/* NUL-terminated */
	char		 reason[96];	/* why it isn't served, or empty */
};

#define IFADDR_PRIMARY		0x0001	/* source of broadcasts */
#define IFADDR_LISTEN		0x0002	/* of -u address, or listen on it */
#define IFADDR_ANY		0x0004	/* of -u, or listen on any */
struct msg_ifaddr {
	uint32_t	 ifindex;
	uint32_t	 flags;		/* IFADDR_* */
	struct in_addr	 addr;		/* network byte order */
	struct in_addr	 mask;		/* network byte order */
	uint32_t	 sock;		/* id of the socket that receives what
					 * is sent to it, and sends from it;
					 * 0: none.  SOCKET_ANY has many */
};

struct msg_arp_subnet {
	uint32_t	 ifindex;
	struct in_addr	 net;		/* network byte order */
	struct in_addr	 mask;		/* network byte order */
};

enum socket_kind {
	SOCKET_ADDRESS,		/* bound to an address of a served interface */
	SOCKET_LISTEN,		/* bound to an address of -u, listen on */
	SOCKET_ANY,		/* bound to 0.0.0.0: -u, listen on any */
	SOCKET_BROADCAST,	/* bound to 255.255.255.255 */
	SOCKET_ICMP		/* raw, for echo requests and replies */
};
struct msg_socket {
	uint32_t	 sock;		/* id, never used again; not 0 */
	uint32_t	 kind;		/* enum socket_kind */
	uint32_t	 ifindex;	/* SOCKET_ADDRESS; else 0 */
	struct in_addr	 addr;		/* bound to; network byte order */
};

/*
 * How a packet came.  It stays with the request through every deferral, and
 * the reply leaves from where the request was sent to.
 */
struct msg_request {
	uint32_t	 sock;		/* the socket that received it */
	uint32_t	 ifindex;	/* receiving interface */
	struct in_addr	 src;		/* network byte order */
	struct in_addr	 dst;		/* network byte order */
	uint16_t	 sport;		/* host byte order */
	uint16_t	 len;		/* bytes of packet that follow */
	int64_t		 rcvd;		/* monotonic, microseconds */
};

#define REPLY_BROADCAST		0x0001	/* to 255.255.255.255 on ifindex */
struct msg_reply {
	uint32_t	 sock;		/* socket to send on */
	uint32_t	 ifindex;	/* to send by; 0: as routed */
	uint32_t	 flags;		/* REPLY_* */
	struct in_addr	 src;		/* local address; network byte order */
	struct in_addr	 dst;		/* network byte order */
	uint16_t	 dport;		/* host byte order */
	uint16_t	 len;		/* bytes of packet that follow */
};

struct msg_ping {
	uint32_t	 id;		/* the engine's, echoed */
	uint32_t	 ifindex;	/* PING: to send by; 0: as routed */
	struct in_addr	 src;		/* PING: from; network byte order */
	struct in_addr	 addr;		/* who is asked, who answered */
};

struct msg_lease_failed {
	uint64_t	 first;		/* these were not written: first to */
	uint64_t	 last;		/* last, inclusive */
	int32_t		 error;		/* errno */
};

struct msg_lease_file {
	char		 name[1024];	/* for messages, NUL-terminated */
};

enum arp_result {
	ARP_DONE,		/* in place */
	ARP_REFUSED,		/* live entry of another hardware address */
	ARP_OUTSIDE,		/* not in a served subnet of that interface */
	ARP_FULL,		/* too many of our own */
	ARP_ERROR		/* the kernel said no; logged */
};
struct msg_arp {
	uint32_t	 ifindex;
	struct in_addr	 addr;		/* network byte order */
	uint8_t		 htype;
	uint8_t		 hlen;
	uint8_t		 hwaddr[DHCP_CHADDR_LEN];
};

#define RESOLVED_MAX		16
enum resolved_status {
	RESOLVED_OK,
	RESOLVED_NONE,		/* the name does not exist, or has no address */
	RESOLVED_FAIL		/* no answer; may be tried again */
};
struct msg_resolved {
	uint32_t	 status;	/* enum resolved_status */
	uint32_t	 naddrs;	/* up to RESOLVED_MAX */
	struct in_addr	 addrs[RESOLVED_MAX];	/* network byte order */
};

/* Tables of the packet filter: what -A, -C and -L name. */
enum pf_table {
	PF_TABLE_ABANDONED,
	PF_TABLE_CHANGED,
	PF_TABLE_LEASED,
	PF_TABLE_MAX
};
#define PF_TABLE_NAMELEN	544
struct msg_pf_tables {
	char		 name[PF_TABLE_MAX][PF_TABLE_NAMELEN];
					/* NUL-terminated; empty: none */
};

#define PF_BATCH_MAX		2048	/* IMSG_PF_CHANGE to IMSG_PF_COMMIT */
#define PF_ALL_MAX		0x1000000 /* IMSG_PF_BEGIN to IMSG_PF_END */
enum pf_event {
	PF_FREED,		/* nobody has the address any more */
	PF_LEASED,		/* a client has it */
	PF_CHANGED,		/* the same, but not who had it before */
	PF_ABANDONED		/* somebody uses it without a lease */
};
struct msg_pf_change {
	struct in_addr	 addr;		/* network byte order */
	uint32_t	 event;		/* enum pf_event */
};

/*
 * Leases are asked for in slices, so that neither the engine nor a queue is
 * held up by a slow reader: control asks for up to max leases with addresses
 * from `from' up, and is sent as many IMSG_CTL_LEASE and one IMSG_CTL_SLICE.
 */
struct msg_ctl_slice {
	uint32_t	 from;		/* address, host byte order */
	uint32_t	 max;		/* asked for */
	uint32_t	 done;		/* answer: nothing is left */
};

#endif /* MSG_H */
