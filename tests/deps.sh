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

# deps.sh [build|demo|check]: installs the Debian packages that are missing
# for that, and makes sure that the user of the daemon exists.

set -eu

build="gcc make libc6-dev pkg-config bison libevent-dev libbsd-dev
    libseccomp-dev libmnl-dev"
demo="$build iproute2 udhcpc"
check="$demo clang clang-tidy cppcheck bmake byacc mandoc libclang-rt-dev
    libcmocka-dev python3-pytest python3-pytest-xdist python3-pytest-timeout
    python3-scapy isc-dhcp-client isc-dhcp-relay dhcpcd-base nftables git
    procps"

case ${1:-} in
build)	want=$build ;;
demo)	want=$demo ;;
check)	want=$check ;;
*)	echo "usage: $0 build|demo|check" >&2; exit 2 ;;
esac

[ "$(id -u)" = 0 ] || { echo "$0: must be run as root" >&2; exit 1; }

# What clang calls its runtime has its version in the name.
clang_rt() {
	apt-cache depends clang | sed -n 's/.*Depends: clang-\([0-9]*\)$/\1/p'
}

missing=
for p in $want; do
	[ "$p" != libclang-rt-dev ] || p=libclang-rt-$(clang_rt)-dev
	case $(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null) in
	installed)	;;
	*)		missing="$missing $p" ;;
	esac
done
if [ -n "$missing" ]; then
	echo "installing:$missing"
	export DEBIAN_FRONTEND=noninteractive
	apt-get -q update >/dev/null
	case $missing in
	*libclang-rt--dev*)	# not known before the update
		missing=$(echo "$missing" |
		    sed "s/libclang-rt--dev/libclang-rt-$(clang_rt)-dev/") ;;
	esac
	# The relay's package would start it, now and at each boot, if its
	# init script were there.
	# shellcheck disable=SC2086 # a list of words
	apt-get -q -y install --no-install-recommends \
	    -o Dpkg::Options::=--path-exclude=/etc/init.d/isc-dhcp-relay \
	    $missing >/dev/null
fi

if ! id _dhcp >/dev/null 2>&1; then
	echo "adding the user _dhcp"
	useradd --system --user-group --home-dir /nonexistent \
	    --shell /usr/sbin/nologin _dhcp
fi
