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

# install.sh install|uninstall OS DESTDIR: what make install does besides
# programs and manuals.  Takes the paths from config.mk.
#
#	lease file		empty, unless there is one
#	example configuration	PREFIX/share/examples/dhcpd
#	packet filter rules	the same
#	rc.d(8) script		/etc/rc.d, if PREFIX is /usr or /usr/local, else
#				SYSCONFDIR/rc.d; under /usr/local its name is
#				dhcpd_local: /etc/rc.d/dhcpd is the base system's
#	systemd unit, sysusers	PREFIX/lib: systemd looks into /usr and /usr/local
#
# What an administrator may have changed, and leases, are never overwritten and
# never removed.

set -eu

if [ $# -ne 3 ] || [ ! -f config.mk ]; then
	echo "usage: etc/install.sh install|uninstall OS DESTDIR" >&2
	exit 1
fi
action=$1 os=$2 dest=$3

value() {
	sed -n "s/^$1 =[[:space:]]*//p" config.mk
}
prefix=$(value PREFIX)
sbindir=$(value SBINDIR)
sysconfdir=$(value SYSCONFDIR)
localstatedir=$(value LOCALSTATEDIR)
runstatedir=$(value RUNSTATEDIR)
user=$(value DHCPD_USER)

leases=$localstatedir/db/dhcpd.leases
examples=$prefix/share/examples/dhcpd
unit=$prefix/lib/systemd/system/dhcpd.service
sysusers=$prefix/lib/sysusers.d/dhcpd.conf
case $prefix in
/usr)		rcscript=/etc/rc.d/dhcpd ;;
/usr/local)	rcscript=/etc/rc.d/dhcpd_local ;;
*)		rcscript=$sysconfdir/rc.d/dhcpd ;;
esac

# put FROM TO MODE: installs a file with the paths of this system in it
put() {
	(umask 022 && mkdir -p "$dest${2%/*}")
	sed -e "s,@SBINDIR@,$sbindir,g" -e "s,@SYSCONFDIR@,$sysconfdir,g" \
	    -e "s,@LOCALSTATEDIR@,$localstatedir,g" \
	    -e "s,@RUNSTATEDIR@,$runstatedir,g" \
	    -e "s,@DHCPD_USER@,$user,g" "$1" > "$dest$2.new"
	chmod "$3" "$dest$2.new"
	mv "$dest$2.new" "$dest$2"
}

do_install() {
	put etc/dhcpd.conf "$examples/dhcpd.conf" 644
	case $os in
	openbsd)
		put etc/pf.conf.example "$examples/pf.conf.example" 644
		put etc/rc.d/dhcpd "$rcscript" 555
		;;
	linux)
		put etc/nftables.example "$examples/nftables.example" 644
		put etc/systemd/dhcpd.service "$unit" 644
		put etc/sysusers.d/dhcpd.conf "$sysusers" 644
		;;
	esac
	[ -e "$dest$leases" ] || : > "$dest$leases"
	[ -n "$dest" ] || hints
}

# What is left to do, on a running system.
hints() {
	if [ ! -e "$sysconfdir/dhcpd.conf" ]; then
		echo "write $sysconfdir/dhcpd.conf: $examples/dhcpd.conf is" \
		    "an example"
	fi
	if ! id "$user" >/dev/null 2>&1; then
		case $os in
		linux)	echo "add the user $user: systemd-sysusers $sysusers" ;;
		*)	echo "add the user $user: see dhcpd(8)" ;;
		esac
	fi
}

do_uninstall() {
	case $os in
	openbsd)	rm -f "$dest$rcscript" ;;
	linux)		rm -f "$dest$unit" "$dest$sysusers" ;;
	esac
	for f in dhcpd.conf nftables.example pf.conf.example; do
		rm -f "$dest$examples/$f"
	done
	rmdir "$dest$examples" 2>/dev/null || :
}

case $action in
install)	do_install ;;
uninstall)	do_uninstall ;;
*)		echo "$0: $action: neither install nor uninstall" >&2; exit 1 ;;
esac
