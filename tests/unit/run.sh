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

# Builds and runs the unit tests: every tests/unit/test_*.c, or those named
# (run.sh words ctl_output).  Each is one program.  What it links besides the
# libraries stands in a line of its own, or several:
#
#	/* test: link lib/options.o lib/optdef.o */
#
# and flags for the compiler, if it needs any, likewise:
#
#	/* test: flags -Idir */
#
# Prints what the programs print, and at the end how many tests passed.

set -u

cd "$(dirname "$0")/../.." || exit 1
: "${MAKE:=make}"
out=build/unit
rules=$out/tests.$$.mk	# several of us may run side by side
limit=300	# seconds for one program, sanitizers included

[ -f config.mk ] || ./configure || exit 1
mkdir -p $out || exit 1

if [ $# -eq 0 ]; then
	for src in tests/unit/test_*.c; do
		src=${src##*/test_}
		set -- "$@" "${src%.c}"
	done
fi

# The rules for the programs, read by make together with build.mk, which
# knows the flags.  Their build id never changes, so that a change in one
# part links only the tests of that part again.
id=$out/buildid.c
if [ ! -f $id ]; then
	printf '#include "buildid.h"\n\nconst char build_id[] = "unit";\n' \
	    > $id.$$
	mv $id.$$ $id
fi
for name; do
	src=tests/unit/test_$name.c
	if [ ! -f "$src" ]; then
		echo "run.sh: there is no $src" >&2
		exit 1
	fi
	objs=$(sed -n -e '40q' \
	    -e 's,^/\* test: link \(.*\) \*/$,\1,p' "$src" | tr '\n' ' ')
	flags=$(sed -n -e '40q' \
	    -e 's,^/\* test: flags \(.*\) \*/$,\1,p' "$src")
	deps="$src $objs $id \${LIBDHCP} \${LIBCOMPAT}"
	printf '%s: %s %s ${HDRS} config.mk\n' "$out/test_$name" "$deps" \
	    "$(echo tests/unit/*.h)"
	printf '\t${CC} ${CPPFLAGS_ALL} ${CFLAGS_ALL} ${LDFLAGS} -o $@'
	printf ' %s %s ${LIBS} ${MNLLIBS} -lcmocka\n' "$flags" "$deps"
done > $rules

# timeout(1) leads a process group of its own, with all that a test starts.
group=
finish() {
	rm -f $rules
	[ -z "$group" ] || kill -s KILL -- "-$group" 2>/dev/null
}
trap finish EXIT
trap 'exit 1' HUP INT TERM

# Is nobody left of the group?  The helpers of the sanitizers take a moment.
gone() {
	n=100
	while kill -s 0 -- "-$group" 2>/dev/null; do
		n=$((n - 1))
		[ $n -gt 0 ] || return 1
		sleep 0.05
	done
}

# count WORD FILE: the sum of cmocka's "[  WORD  ] N test(s)" lines
count() {
	sed -n "s/^\[ *$1 *\] \([0-9][0-9]*\) test(s).*/\1/p" "$2" |
	    awk '{ n += $1 } END { print n + 0 }'
}

passed=0 failed=0 skipped=0 bad=
for name; do
	prog=$out/test_$name log=$out/test_$name.log
	echo "== $name"
	# A program that can't be built is a failed test; the others still run.
	if ! $MAKE -f build.mk -f $rules $prog > $log 2>&1; then
		cat $log
		echo "$name: could not be built"
		failed=$((failed + 1)) bad="$bad $name"
		continue
	fi
	CMOCKA_MESSAGE_OUTPUT=STDOUT \
	    timeout -k 5 $limit $prog > $log 2>&1 < /dev/null &
	group=$!
	wait $group
	rc=$?
	cat $log
	f=$(count FAILED $log)
	if ! gone && kill -s KILL -- "-$group" 2>/dev/null; then
		echo "$name: left processes behind"
		rc=1
	fi
	group=
	if ! grep -q '^\[=*\] .*test(s) run\.$' $log; then
		echo "$name: ended before its tests did"
		rc=1
	fi
	if [ $rc -ne 0 ] && [ $f -eq 0 ]; then
		echo "$name: failed, exit status $rc"
		f=1
	fi
	[ $f -eq 0 ] || bad="$bad $name"
	passed=$((passed + $(count PASSED $log)))
	skipped=$((skipped + $(count SKIPPED $log)))
	failed=$((failed + f))
done

[ -z "$bad" ] || echo "failed in:$bad"
[ $skipped -eq 0 ] || echo "$skipped skipped"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
