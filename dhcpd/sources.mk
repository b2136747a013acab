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
DHCPD_SRCS =	dhcpd/answer.c dhcpd/children.c dhcpd/configtest.c \
		dhcpd/ctlsock.c dhcpd/dhcpd.c dhcpd/ifmon_${OS}.c \
		dhcpd/iftable.c dhcpd/interfaces.c dhcpd/leasefile.c \
		dhcpd/listen.c dhcpd/load.c dhcpd/notify.c \
		dhcpd/socket_${OS}.c dhcpd/sockets.c
DHCPD_HDRS =	dhcpd/answer.h dhcpd/children.h dhcpd/configtest.h \
		dhcpd/dhcpd.h dhcpd/files.h dhcpd/ifmon.h dhcpd/iftable.h \
		dhcpd/interfaces.h dhcpd/listen.h dhcpd/load.h \
		dhcpd/names.h dhcpd/notify.h dhcpd/sockets.h

# the parser of dhcpd.conf(5), beside dhcpd/parse.y
DHCPD_SRCS +=	dhcpd/confcheck.c dhcpd/declare.c dhcpd/foreign.c \
		dhcpd/hint.c dhcpd/lex.c \
		dhcpd/lexfile.c dhcpd/names.c dhcpd/optdefine.c \
		dhcpd/option.c dhcpd/optvalue.c dhcpd/param.c \
		dhcpd/parser.c dhcpd/printconf.c dhcpd/value.c
DHCPD_HDRS +=	dhcpd/lex.h dhcpd/parser.h
