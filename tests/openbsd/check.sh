#!/bin/sh
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

# Compiles every source of the OpenBSD build for that target, without linking,
# against the declarations in include/.  They have what OpenBSD documents and
# nothing else, so that what only Linux has is an error.  Prints the errors of
# each file that fails, and how many there are; exits 1 if there are any.

set -u

cd "$(dirname "$0")/../.." || exit 1
: "${CLANG:=clang}"
: "${YACC:=$(sed -n 's/^YACC =[	 ]*//p' config.mk 2>/dev/null)}"

command -v "$CLANG" >/dev/null 2>&1 || {
	echo "$0: $CLANG not found: install clang" >&2
	exit 1
}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/openbsd.XXXXXXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

# The sources as the build has them, each program's in its sources.mk.
cat > "$tmp/sources.mk" <<'MAKE'
OS =		openbsd
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

sources:
	@echo ${COMPAT_SRCS} ${LIB_SRCS} ${DHCPD_SRCS} ${FRONTEND_SRCS} \
	    ${ENGINE_SRCS} ${LEASEDB_SRCS} ${ROUTE_SRCS} ${CONTROL_SRCS} \
	    ${RESOLVER_SRCS} ${PFTABLE_SRCS} ${CTL_SRCS}
MAKE
sources=$(${MAKE:-make} -s -f "$tmp/sources.mk" sources) || exit 1

# config.h of this system will do: it has paths and names only.
if [ ! -f config.h ]; then
	echo "$0: no config.h: run ./configure" >&2
	exit 1
fi
if [ -f dhcpd/parse.y ]; then
	${YACC:-yacc} -o "$tmp/parse.c" dhcpd/parse.y || exit 1
	sources="$sources $tmp/parse.c"
fi

# A file that is not in any sources.mk is not checked, nor ever built.
checked=0 failed=0
for src in $sources; do
	case $src in
	*/parse.c)	# what yacc generates has its own style
		extra="-Idhcpd -Wno-unused -Wno-sign-compare" ;;
	*)	extra= ;;
	esac
	checked=$((checked + 1))
	# shellcheck disable=SC2086 # a list of flags
	"$CLANG" --target=x86_64-unknown-openbsd -fsyntax-only -nostdinc \
	    -isystem tests/openbsd/include -I. -Ilib -std=c11 \
	    -Wall -Wextra -Wpedantic -Wshadow -Wcast-qual \
	    -Wmissing-prototypes -Wstrict-prototypes -Wmissing-declarations \
	    -Wold-style-definition -Wpointer-arith -Wwrite-strings \
	    -Wundef -Wformat=2 -Wimplicit-fallthrough -Wvla -Werror $extra "$src" && continue
	echo "$src: does not compile for OpenBSD"
	failed=$((failed + 1))
done

echo "openbsd: $checked files checked, $failed failed"
[ $failed -eq 0 ]
