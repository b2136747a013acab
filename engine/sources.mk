# Copyright (c) 2026 The dhcpd authors
#
# Permission to use, copy, modify, and distribute this software for any
# purpose with or without fee is hereby granted, provided that the above
# copyright notice and this permission notice appear in all copies.
#
# THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
# WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
# MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
# ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
# WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
# ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF
# OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
ENGINE_SRCS =	engine/engine.c
ENGINE_SRCS +=	engine/agent.c
ENGINE_SRCS +=	engine/arp.c
ENGINE_SRCS +=	engine/binding.c
ENGINE_SRCS +=	engine/bootp.c
ENGINE_SRCS +=	engine/discover.c
ENGINE_SRCS +=	engine/ifaces.c
ENGINE_SRCS +=	engine/inform.c
ENGINE_SRCS +=	engine/probe.c
ENGINE_SRCS +=	engine/release.c
ENGINE_SRCS +=	engine/reply.c
ENGINE_SRCS +=	engine/replyto.c
ENGINE_SRCS +=	engine/reqlog.c
ENGINE_SRCS +=	engine/request.c
ENGINE_SRCS +=	engine/select.c
ENGINE_SRCS +=	engine/subnet.c
ENGINE_SRCS +=	engine/bitmap.c
ENGINE_SRCS +=	engine/clientidx.c
ENGINE_SRCS +=	engine/clock.c
ENGINE_SRCS +=	engine/commit.c
ENGINE_SRCS +=	engine/confindex.c
ENGINE_SRCS +=	engine/heap.c
ENGINE_SRCS +=	engine/hosts.c
ENGINE_SRCS +=	engine/leasestate.c
ENGINE_SRCS +=	engine/leasetab.c
ENGINE_SRCS +=	engine/pftable.c
ENGINE_SRCS +=	engine/pool.c
ENGINE_SRCS +=	engine/show.c
ENGINE_HDRS =	engine/commit.h engine/confindex.h engine/engine.h
ENGINE_HDRS +=	engine/leasetab.h engine/pftable.h engine/pool.h
ENGINE_HDRS +=	engine/bitmap.h engine/bits.h engine/hosts.h engine/leaseint.h
ENGINE_HDRS +=	engine/network.h
ENGINE_HDRS +=	engine/agent.h engine/arp.h engine/ifaces.h engine/probe.h
ENGINE_HDRS +=	engine/replyto.h engine/request.h engine/timer.h
