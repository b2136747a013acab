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
ENGINE_SRCS +=	engine/bitmap.c
ENGINE_SRCS +=	engine/clientidx.c
ENGINE_SRCS +=	engine/clock.c
ENGINE_SRCS +=	engine/commit.c
ENGINE_SRCS +=	engine/confindex.c
ENGINE_SRCS +=	engine/heap.c
ENGINE_SRCS +=	engine/hosts.c
ENGINE_SRCS +=	engine/leasestate.c
ENGINE_SRCS +=	engine/leasetab.c
ENGINE_SRCS +=	engine/pool.c
ENGINE_SRCS +=	engine/show.c
ENGINE_HDRS =	engine/commit.h engine/confindex.h engine/engine.h
ENGINE_HDRS +=	engine/leasetab.h engine/pool.h
ENGINE_HDRS +=	engine/bitmap.h engine/bits.h engine/hosts.h engine/leaseint.h
ENGINE_HDRS +=	engine/network.h
