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
"""Real clients: each obtains, renews and releases a lease."""

import re
import shutil
import signal

import pytest

from lab import wait_for

SHORT = "default-lease-time 8; max-lease-time 8;"


def script(net, text):
    path = net.lab.dir / "client-script"
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)
    return path


def address(net):
    """The client's one address, once it has it."""
    found = wait_for("the client's address",
                     lambda: net.client_ns.addresses("cli0"))
    assert len(found) == 1
    return found[0]


def acks(server):
    return server.stats()["ack-sent"]


def assert_released(net, address_):
    net.server.wait_stat("release-received", 1)
    wait_for("the record of it", lambda: not re.search(
        rf"^{address_} +active", net.server.ctl("show", "leases").stdout,
        re.M))
    # whoever asks for it now may have it
    offer = net.client().ask("discover",
                             options=[("requested_addr", address_)])
    assert offer.yiaddr == address_


def test_udhcpc(net):
    net.serve()
    hook = script(net, """
case $1 in
bound|renew)	ip addr replace $ip/$mask dev $interface ;;
deconfig)	ip addr flush dev $interface ;;
esac
""")
    client = net.client_ns.popen("udhcpc", "-f", "-R", "-i", "cli0", "-s",
                                 hook, "-t", "10", "-T", "1")
    got = address(net)
    assert re.match(r"192\.0\.2\.1\d\d$", got)
    assert got in net.server.lease_text()
    before = acks(net.server)
    client.send_signal(signal.SIGUSR1)
    wait_for("the renewal", lambda: acks(net.server) > before)
    assert address(net) == got
    client.send_signal(signal.SIGUSR2)
    wait_for("the address to go",
             lambda: not net.client_ns.addresses("cli0"))
    assert_released(net, got)


@pytest.fixture
def dhclient(net):
    """A copy, for the sake of AppArmor profiles that go by its path."""
    program = net.lab.dir / "dhclient"
    shutil.copy(shutil.which("dhclient"), program)
    hook = script(net, """
case $reason in
BOUND|RENEW|REBIND|REBOOT)
	ip addr replace $new_ip_address/$new_subnet_mask dev $interface ;;
EXPIRE|FAIL|RELEASE|STOP)
	ip addr flush dev $interface ;;
esac
exit 0
""")
    conf = net.lab.dir / "dhclient.conf"
    conf.write_text("initial-interval 1; backoff-cutoff 2; timeout 30;\n"
                    "request subnet-mask, routers, domain-name;\n")
    return [program, "-v", "-sf", hook, "-cf", conf,
            "-lf", net.lab.dir / "dhclient.leases",
            "-pf", net.lab.dir / "dhclient.pid"]


def test_dhclient(net, dhclient):
    net.serve(top=SHORT)
    net.client_ns.popen(*dhclient, "-d", "cli0")
    got = address(net)
    assert re.match(r"192\.0\.2\.1\d\d$", got)
    before = acks(net.server)
    wait_for("the renewal at T1", lambda: acks(net.server) > before, 30)
    assert address(net) == got
    net.client_ns.run(*dhclient, "-r", "cli0")
    assert_released(net, got)


def test_dhcpcd(net):
    net.serve()
    conf = net.lab.dir / "dhcpcd.conf"
    conf.write_text("noipv6rs\nnoarp\nipv4only\nnohook resolv.conf\n")
    state = script(net, """
set -e
for d in /var/lib/dhcpcd /run/dhcpcd /var/run/dhcpcd; do
	[ ! -L "$d" ] && [ ! -L "${d%/*}" ] || continue
	mkdir -p "$d"
	mount -t tmpfs tmpfs "$d"
done
exec "$@"
""")
    args = ["dhcpcd", "-f", conf, "-c", "/bin/true", "-t", "30"]
    client = net.client_ns.popen("unshare", "-m", state, *args, "-B", "-d",
                                 "cli0")
    got = address(net)
    assert re.match(r"192\.0\.2\.1\d\d$", got)
    assert got in net.server.lease_text()
    before = acks(net.server)
    client.send_signal(signal.SIGUSR1)  # reconfigures, see dhcpcd(8)
    net.lab.popen("nsenter", "-t", client.pid, "-m", "-n", *args, "-n",
                  "cli0")
    wait_for("the renewal", lambda: acks(net.server) > before)
    assert address(net) == got
    net.lab.popen("nsenter", "-t", client.pid, "-m", "-n", *args, "-k",
                  "cli0")
    assert_released(net, got)
