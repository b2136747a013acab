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

# variant.sh NAME MAKE [VAR=value ...] [configure option ...]: builds a copy
# of the tree in build/NAME and installs it in build/NAME/stage, so that
# several compilers and options can be tried side by side.

set -eu

name=$1 make=$2
shift 2
env= opts=
for arg; do
	case $arg in
	--*)	opts="$opts $arg" ;;
	*)	env="$env $arg" ;;
	esac
done

dir=$PWD/build/$name
mkdir -p "$dir"
# Nothing that was built: a newer program of another build would not be linked
# anew.
built=$(sed -n 's,^/,--exclude=./,; s,/$,,; /^--/p' .gitignore)
# shellcheck disable=SC2086 # a list of words
tar -cf - --exclude=./.git --exclude='*.o' --exclude='*.a' $built . |
    tar -xf - -C "$dir"
cd "$dir"
want="$env $opts"
if [ ! -e config.mk ] || [ "$(cat .variant 2>/dev/null)" != "$want" ] ||
    [ configure -nt config.mk ]; then
	# shellcheck disable=SC2086 # lists of words
	env $env ./configure --prefix="$dir/stage" $opts
	echo "$want" > .variant
fi
$make -j2 >make.log 2>&1 || { tail -50 make.log; exit 1; }
$make install >install.log 2>&1 || { tail -50 install.log; exit 1; }
