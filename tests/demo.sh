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

# demo.sh: what `make demo' does.  Installs what is missing, builds, and shows
# a real DHCP client getting a lease from dhcpd in a network of two
# namespaces, which it deletes again.

set -eu
cd "$(dirname "$0")/.."

tests/deps.sh demo
echo "building"
tests/variant.sh demo make

stage=$PWD/build/demo/stage
server=dhcpd-demo-server-$$
client=dhcpd-demo-client-$$
tmp=$(mktemp -d /tmp/dhcpd-demo.XXXXXXXXXX)
pid=

cleanup() {
	trap - EXIT HUP INT TERM
	if [ -n "$pid" ]; then
		kill "$pid" 2>/dev/null || :
		wait "$pid" 2>/dev/null || :
	fi
	ip netns del "$client" 2>/dev/null || :
	ip netns del "$server" 2>/dev/null || :
	rm -rf "$tmp"
}
trap cleanup EXIT
trap 'cleanup; exit 130' HUP INT TERM

say() {
	printf '\n==> %s\n' "$*"
}

# until_true SECONDS COMMAND...: polls for something to be there
until_true() {
	n=$(($1 * 20))
	shift
	until "$@"; do
		n=$((n - 1))
		if [ $n -le 0 ] || ! kill -0 "$pid" 2>/dev/null; then
			cat "$tmp/log" >&2
			exit 1
		fi
		sleep 0.05
	done
}

say "two namespaces joined by a veth pair: the server has 192.0.2.1"
ip netns add "$server"
ip netns add "$client"
ip -n "$server" link add srv0 type veth peer name cli0 netns "$client"
ip -n "$server" addr add 192.0.2.1/24 dev srv0
ip -n "$server" link set srv0 up
ip -n "$client" link set cli0 up

say "dhcpd, with the example configuration etc/dhcpd.conf"
touch "$tmp/dhcpd.leases"
ip netns exec "$server" "$stage/sbin/dhcpd" -d -c etc/dhcpd.conf \
    -l "$tmp/dhcpd.leases" -s "$tmp/dhcpd.sock" srv0 >"$tmp/log" 2>&1 &
pid=$!
until_true 20 "$stage/sbin/dhcpdctl" -s "$tmp/dhcpd.sock" show interfaces \
    >/dev/null 2>&1
"$stage/sbin/dhcpdctl" -s "$tmp/dhcpd.sock" show processes

say "a DHCP client: udhcpc"
cat > "$tmp/script" <<'EOF'
#!/bin/sh
case $1 in
bound)
	ip addr add "$ip/$mask" dev "$interface"
	echo "address $ip/$mask"
	echo "router $router"
	echo "dns $dns"
	echo "lease $lease seconds from $serverid"
	;;
esac
EOF
chmod +x "$tmp/script"
ip netns exec "$client" udhcpc -f -q -n -i cli0 -s "$tmp/script" -t 10 -T 1

say "the ARP entry that let dhcpd answer by unicast before that"
ip -n "$server" neigh show dev srv0

say "dhcpdctl show leases"
"$stage/sbin/dhcpdctl" -s "$tmp/dhcpd.sock" show leases

say "the lease file"
cat "$tmp/dhcpd.leases"

say "done: everything is taken down again"
