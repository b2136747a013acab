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

# check.sh [pytest options]: everything that `make check' does.  Installs
# what is missing, builds with both compilers, both makes and with the
# sanitizers, then runs all tests; the last line is the runner's summary.

set -eu
cd "$(dirname "$0")/.."

tests/deps.sh check

echo "building: gcc, GNU make, bison"
tests/variant.sh gcc make CC=gcc YACC=yacc
echo "building: clang, bmake, byacc"
tests/variant.sh clang bmake CC=clang YACC=byacc
echo "building: clang with AddressSanitizer and UBSan"
tests/variant.sh asan make CC=clang "CFLAGS=-O1" --with-sanitizers

exec /usr/bin/python3 -m pytest -q -p no:cacheprovider -n 4 --dist loadgroup \
    --timeout 300 "$@" tests
