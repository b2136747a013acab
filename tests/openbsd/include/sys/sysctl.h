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

/* <sys/sysctl.h>: sysctl(2). */
#ifndef OPENBSD_SYS_SYSCTL_H
#define OPENBSD_SYS_SYSCTL_H

#include <sys/types.h>

#define CTL_KERN	1
#define CTL_NET		4
#define CTL_HW		6

#define KERN_PROC	66
#define KERN_PROC_PID	1
#define NET_RT_DUMP	1
#define NET_RT_FLAGS	2
#define NET_RT_IFLIST	3

#define EPROC_UNVEIL	0x04
#define EPROC_LKUNVEIL	0x08

/* A few of its members. */
struct kinfo_proc {
	int32_t		p_eflag;
	int32_t		p_pid;
	int32_t		p_ppid;
	uint32_t	p_uid;
	uint32_t	p_ruid;
	uint32_t	p_svuid;
	uint32_t	p_gid;
	uint32_t	p_rgid;
	uint32_t	p_svgid;
	uint32_t	p_psflags;
	uint64_t	p_pledge;
	char		p_comm[24];
};

int	sysctl(const int *, unsigned int, void *, size_t *, void *, size_t);

#endif /* OPENBSD_SYS_SYSCTL_H */
