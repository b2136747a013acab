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
 * <net/pfvar.h>: pf(4), as far as tables of addresses and the killing of
 * states go.  Codes are not those of the system.
 */
#ifndef OPENBSD_NET_PFVAR_H
#define OPENBSD_NET_PFVAR_H

#include <sys/types.h>
#include <sys/ioctl.h>
#include <net/if.h>
#include <net/route.h>
#include <netinet/in.h>

#include <limits.h>

#define PF_TABLE_NAME_SIZE	32
#define PF_RULE_LABEL_SIZE	64

struct pf_addr {
	union {
		struct in_addr	v4;
		u_int8_t	addr8[16];
		u_int16_t	addr16[8];
		u_int32_t	addr32[4];
	} pfa;
#define v4	pfa.v4
#define addr8	pfa.addr8
#define addr16	pfa.addr16
#define addr32	pfa.addr32
};

struct pf_addr_wrap {
	union {
		struct {
			struct pf_addr	addr;
			struct pf_addr	mask;
		} a;
		char		ifname[IFNAMSIZ];
		char		tblname[PF_TABLE_NAME_SIZE];
		u_int32_t	rtlabel;
	} v;
	union {
		void		*dyn;
		int		 dyncnt;
	} p;
	u_int8_t	type;
	u_int8_t	iflags;
};

struct pf_rule_addr {
	struct pf_addr_wrap	addr;
	u_int16_t		port[2];
	u_int8_t		neg;
	u_int8_t		port_op;
	u_int16_t		weight;
};

struct pf_state_cmp {
	u_int64_t	id;
	u_int32_t	creatorid;
	u_int8_t	direction;
	u_int8_t	pad[3];
};

struct pfioc_state_kill {
	struct pf_state_cmp	psk_pfcmp;
	sa_family_t		psk_af;
	int			psk_proto;
	struct pf_rule_addr	psk_src;
	struct pf_rule_addr	psk_dst;
	char			psk_ifname[IFNAMSIZ];
	char			psk_label[PF_RULE_LABEL_SIZE];
	u_int			psk_killed;
	u_int16_t		psk_rdomain;
};

struct pfr_table {
	char		pfrt_anchor[PATH_MAX];
	char		pfrt_name[PF_TABLE_NAME_SIZE];
	u_int32_t	pfrt_flags;
	u_int8_t	pfrt_fback;
};

struct pfr_addr {
	union {
		struct in_addr	_pfra_ip4addr;
		u_int8_t	_pfra_ip6addr[16];
	} pfra_u;
	char		pfra_ifname[IFNAMSIZ];
	u_int32_t	pfra_states;
	u_int16_t	pfra_weight;
	u_int8_t	pfra_af;
	u_int8_t	pfra_net;
	u_int8_t	pfra_not;
	u_int8_t	pfra_fback;
	u_int8_t	pfra_type;
	u_int8_t	pad[7];
};
#define pfra_ip4addr	pfra_u._pfra_ip4addr

struct pfioc_table {
	struct pfr_table	pfrio_table;
	void			*pfrio_buffer;
	int			pfrio_esize;
	int			pfrio_size;
	int			pfrio_size2;
	int			pfrio_nadd;
	int			pfrio_ndel;
	int			pfrio_nchange;
	int			pfrio_flags;
	u_int32_t		pfrio_ticket;
};

#define DIOCKILLSTATES	0xc0004429UL
#define DIOCRADDADDRS	0xc0004443UL
#define DIOCRDELADDRS	0xc0004444UL
#define DIOCRSETADDRS	0xc0004445UL
#define DIOCRGETADDRS	0xc0004446UL

#endif /* OPENBSD_NET_PFVAR_H */
