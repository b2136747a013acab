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

# The targets that people use.  The build itself is in build.mk, which needs
# what ./configure writes.  Works with GNU make and with BSD make.

all install uninstall: config.mk
	@${MAKE} -f build.mk $@

config.mk:
	./configure

# Installs what is missing, builds, and shows a client getting a lease.
demo:
	@tests/demo.sh

# Installs what is missing, builds, and runs every test.
check:
	@tests/check.sh

clean:
	@if [ -f config.mk ]; then ${MAKE} -f build.mk clean; fi

distclean: clean
	rm -rf config.mk config.h build

.PHONY: all install uninstall demo check clean distclean
