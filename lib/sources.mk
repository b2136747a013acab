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
LIB_SRCS =	lib/conf.c lib/confmsg.c lib/jail.c lib/lease.c \
		lib/leaseread.c lib/leasetok.c lib/log.c lib/optbuild.c \
		lib/optdef.c lib/optform.c lib/options.c lib/optname.c \
		lib/optprint.c lib/peer.c lib/proc.c lib/similar.c lib/stats.c
LIB_HDRS =	lib/buildid.h lib/conf.h lib/lease.h lib/leasetok.h \
		lib/log.h lib/msg.h lib/options.h lib/packet.h lib/proc.h \
		lib/similar.h lib/stats.h
