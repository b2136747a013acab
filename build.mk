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

# The whole build, for GNU make and BSD make.  Each directory lists its
# sources in sources.mk; every object depends on every header.

include config.mk
include compat/sources.mk
include lib/sources.mk
include dhcpd/sources.mk
include frontend/sources.mk
include engine/sources.mk
include leasedb/sources.mk
include route/sources.mk
include control/sources.mk
include resolver/sources.mk
include pftable/sources.mk
include ctl/sources.mk

CPPFLAGS_ALL =	-I. -Ilib ${OSCPPFLAGS} ${CPPFLAGS}
CFLAGS_ALL =	-std=c11 ${CFLAGS} ${WARNFLAGS} ${HARDFLAGS}

COMPAT_OBJS =	${COMPAT_SRCS:.c=.o}
LIB_OBJS =	${LIB_SRCS:.c=.o}
DHCPD_OBJS =	${DHCPD_SRCS:.c=.o} dhcpd/parse.o
FRONTEND_OBJS =	${FRONTEND_SRCS:.c=.o}
ENGINE_OBJS =	${ENGINE_SRCS:.c=.o}
LEASEDB_OBJS =	${LEASEDB_SRCS:.c=.o}
ROUTE_OBJS =	${ROUTE_SRCS:.c=.o}
CONTROL_OBJS =	${CONTROL_SRCS:.c=.o}
RESOLVER_OBJS =	${RESOLVER_SRCS:.c=.o}
PFTABLE_OBJS =	${PFTABLE_SRCS:.c=.o}
CTL_OBJS =	${CTL_SRCS:.c=.o}
ALL_SRCS =	${COMPAT_SRCS} ${LIB_SRCS} ${DHCPD_SRCS} dhcpd/parse.y \
		${FRONTEND_SRCS} ${ENGINE_SRCS} ${LEASEDB_SRCS} \
		${ROUTE_SRCS} ${CONTROL_SRCS} ${RESOLVER_SRCS} \
		${PFTABLE_SRCS} ${CTL_SRCS}
HDRS =		${COMPAT_HDRS} ${LIB_HDRS} ${DHCPD_HDRS} ${FRONTEND_HDRS} \
		${ENGINE_HDRS} ${LEASEDB_HDRS} ${ROUTE_HDRS} ${CONTROL_HDRS} \
		${RESOLVER_HDRS} ${PFTABLE_HDRS} ${CTL_HDRS} config.h

HELPERS =	frontend/frontend engine/engine leasedb/leasedb route/route \
		control/control resolver/resolver pftable/pftable
PROGS =		dhcpd/dhcpd ctl/dhcpdctl ${HELPERS}
MAN5 =		man/dhcpd.conf.5 man/dhcp-options.5 man/dhcpd.leases.5
MAN8 =		man/dhcpd.8 man/dhcpdctl.8

LIBDHCP =	lib/libdhcp.a
LIBCOMPAT =	compat/libcompat.a
DEPLIBS =	lib/buildid.o ${LIBDHCP} ${LIBCOMPAT}

.SUFFIXES:
.SUFFIXES: .c .o

all: ${PROGS}

.c.o:
	${CC} ${CPPFLAGS_ALL} ${CFLAGS_ALL} -c -o $@ $<

${LIBCOMPAT}: ${COMPAT_OBJS}
	rm -f $@
	ar crs $@ ${COMPAT_OBJS}

${LIBDHCP}: ${LIB_OBJS}
	rm -f $@
	ar crs $@ ${LIB_OBJS}

# Programs of different builds must not talk to each other: the id is a
# checksum over all sources and the configuration.
lib/buildid.c: ${ALL_SRCS} ${HDRS} config.mk
	id=`cat ${ALL_SRCS} ${HDRS} config.mk | cksum | tr ' ' -`; \
	printf '#include "buildid.h"\n\nconst char build_id[] = "%s";\n' \
	    "$$id" > $@.tmp
	mv $@.tmp $@

dhcpd/parse.c: dhcpd/parse.y
	${YACC} -o $@ dhcpd/parse.y

# What yacc generates is not held to all of our warnings.
dhcpd/parse.o: dhcpd/parse.c
	${CC} ${CPPFLAGS_ALL} ${CFLAGS_ALL} -Wno-error -w -c -o $@ dhcpd/parse.c

dhcpd/dhcpd: ${DHCPD_OBJS} ${DEPLIBS}
	${CC} ${LDFLAGS} -o $@ ${DHCPD_OBJS} ${DEPLIBS} ${LIBS} ${MNLLIBS}

frontend/frontend: ${FRONTEND_OBJS} ${DEPLIBS}
	${CC} ${LDFLAGS} -o $@ ${FRONTEND_OBJS} ${DEPLIBS} ${LIBS}

engine/engine: ${ENGINE_OBJS} ${DEPLIBS}
	${CC} ${LDFLAGS} -o $@ ${ENGINE_OBJS} ${DEPLIBS} ${LIBS}

leasedb/leasedb: ${LEASEDB_OBJS} ${DEPLIBS}
	${CC} ${LDFLAGS} -o $@ ${LEASEDB_OBJS} ${DEPLIBS} ${LIBS}

route/route: ${ROUTE_OBJS} ${DEPLIBS}
	${CC} ${LDFLAGS} -o $@ ${ROUTE_OBJS} ${DEPLIBS} ${LIBS} ${MNLLIBS}

control/control: ${CONTROL_OBJS} ${DEPLIBS}
	${CC} ${LDFLAGS} -o $@ ${CONTROL_OBJS} ${DEPLIBS} ${LIBS}

resolver/resolver: ${RESOLVER_OBJS} ${DEPLIBS}
	${CC} ${LDFLAGS} -o $@ ${RESOLVER_OBJS} ${DEPLIBS} ${LIBS}

pftable/pftable: ${PFTABLE_OBJS} ${DEPLIBS}
	${CC} ${LDFLAGS} -o $@ ${PFTABLE_OBJS} ${DEPLIBS} ${LIBS} ${MNLLIBS}

ctl/dhcpdctl: ${CTL_OBJS} ${DEPLIBS}
	${CC} ${LDFLAGS} -o $@ ${CTL_OBJS} ${DEPLIBS} ${LIBS}

${COMPAT_OBJS} ${LIB_OBJS} ${DHCPD_OBJS} ${FRONTEND_OBJS} ${ENGINE_OBJS} \
${LEASEDB_OBJS} ${ROUTE_OBJS} ${CONTROL_OBJS} ${RESOLVER_OBJS} \
${PFTABLE_OBJS} ${CTL_OBJS} lib/buildid.o: ${HDRS} config.mk

# Directories that are there keep their modes.
install: all
	for d in ${SBINDIR} ${LIBEXECDIR} ${MANDIR}/man5 ${MANDIR}/man8 \
	    ${SYSCONFDIR} ${LOCALSTATEDIR}/db ${RUNSTATEDIR} ${JAILDIR}; do \
		[ -d "${DESTDIR}$$d" ] || \
		    install -d -m 755 "${DESTDIR}$$d" || exit 1; done
	install -m 755 dhcpd/dhcpd ctl/dhcpdctl ${DESTDIR}${SBINDIR}
	install -m 755 ${HELPERS} ${DESTDIR}${LIBEXECDIR}
	install -m 644 ${MAN5} ${DESTDIR}${MANDIR}/man5
	install -m 644 ${MAN8} ${DESTDIR}${MANDIR}/man8
	@etc/install.sh install ${OS} "${DESTDIR}"

uninstall:
	cd ${DESTDIR}${SBINDIR} && rm -f dhcpd dhcpdctl
	for f in ${HELPERS}; do \
		rm -f ${DESTDIR}${LIBEXECDIR}/$${f##*/}; done
	for f in ${MAN5}; do rm -f ${DESTDIR}${MANDIR}/man5/$${f##*/}; done
	for f in ${MAN8}; do rm -f ${DESTDIR}${MANDIR}/man8/$${f##*/}; done
	-rmdir ${DESTDIR}${LIBEXECDIR}
	@etc/install.sh uninstall ${OS} "${DESTDIR}"

clean:
	rm -f ${PROGS} ${LIBDHCP} ${LIBCOMPAT} */*.o lib/buildid.c dhcpd/parse.c

.PHONY: all install uninstall clean
