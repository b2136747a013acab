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
"""Interfaces and addresses that come and go; many reloads at once."""

import contextlib
import os
import signal
import socket

from lab import stage, wait_for
from wire import Client, Wire


def bound(ns, address):
    """Has anybody in the namespace a UDP socket on this address, port 67?"""
    number = int.from_bytes(socket.inet_aton(address), "little")
    return f" {number:08X}:0043 " in ns.run("cat", "/proc/net/udp").stdout


def test_interface_goes_down_and_up(net):
    server = net.serve()
    net.server_ns.ip("link", "set", "srv0", "down")
    wait_for("it to be noticed", lambda: "it is down" in
             server.ctl("show", "interfaces").stdout)
    net.server_ns.ip("link", "set", "srv0", "up")
    wait_for("it to be noticed", lambda: "it is down" not in
             server.ctl("show", "interfaces").stdout)
    assert net.client().lease().type == "ack"


def test_addresses_come_and_go(net):
    """Every address of a served interface, in a declared subnet or not."""
    net.serve()
    ns = net.server_ns
    for address in ("192.0.2.3", "203.0.113.1"):
        ns.ip("addr", "add", f"{address}/24", "dev", "srv0")
        wait_for("a socket", lambda: bound(ns, address))
        ns.ip("addr", "del", f"{address}/24", "dev", "srv0")
        wait_for("no socket", lambda: not bound(ns, address))
    assert bound(ns, "192.0.2.1")


def test_address_is_replaced(net):
    """Another one, not more: that is news, too."""
    server = net.serve()
    net.server_ns.ip("addr", "flush", "dev", "srv0")
    net.server_ns.ip("addr", "add", "192.0.2.9/24", "dev", "srv0")
    server.wait_log(r"srv0: serving, address 192\.0\.2\.9\b")
    # the log is written before the others are told
    assert "192.0.2.9" in server.ctl("show", "interfaces").stdout
    ack = net.client().lease()
    assert (ack.ip_src, ack.addr(54)) == ("192.0.2.9", "192.0.2.9")


def test_interface_is_replaced(net):
    """The same name, another interface."""
    server = net.serve()
    ns = net.server_ns
    ns.ip("link", "del", "srv0")
    wait_for("it to be noticed", lambda: "no such interface" in
             server.ctl("show", "interfaces").stdout)
    wait_for("no socket", lambda: not bound(ns, "192.0.2.1"))
    net.lab.link(ns, "srv0", net.client_ns, "cli0", "192.0.2.1/24")
    wait_for("a socket", lambda: bound(ns, "192.0.2.1"))


def test_interface_to_come(net):
    """Named, and its subnet declared, before it is there; renamed later."""
    ns = net.server_ns
    server = net.lab.server(ns, net.conf("""
        subnet 198.51.100.0 netmask 255.255.255.0 {
            range 198.51.100.10 198.51.100.20;
        }"""), "srv0", "srv9").start()
    assert "srv9: not served: no such interface" in server.log()
    net.lab.link(ns, "other9", net.client_ns, "cli9", "198.51.100.1/24")
    server.wait_log("other9: not served: not named")
    wire = Wire(net.client_ns, "cli9")

    def rename(old, new):
        ns.ip("link", "set", old, "down")
        ns.ip("link", "set", old, "name", new)
        ns.ip("link", "set", new, "up")

    with contextlib.closing(wire):
        for n in range(2):
            rename("other9", "srv9")
            wait_for("it to be served", lambda n=n: server.log().count(
                "srv9: serving, address 198.51.100.1") == n + 1)
            ack = Client(wire).lease()
            assert ack.ip_src == "198.51.100.1"
            rename("srv9", "other9")
            wait_for("no socket", lambda: not bound(ns, "198.51.100.1"))
    assert net.client().lease().ip_src == "192.0.2.1"


def test_port_is_taken_later(net):
    """An address that can't be had is told, and tried again."""
    server = net.serve()
    ns = net.server_ns
    with ns.inside():
        other = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with other:
        other.setsockopt(socket.IPPROTO_IP, 15, 1)  # IP_FREEBIND
        other.bind(("192.0.2.9", 67))
        ns.ip("addr", "add", "192.0.2.9/24", "dev", "srv0")
        server.wait_log(r"192\.0\.2\.9 port 67: address already in use")
        assert net.client().lease().type == "ack"
        assert "192.0.2.9/24" in server.ctl("show", "interfaces").stdout
    wait_for("a socket", lambda: bound(ns, "192.0.2.9"))


def test_many_reloads(net):
    """Each ends; the service manager is told so at last."""
    server = net.serve()
    for _ in range(300):
        os.kill(server.pid, signal.SIGHUP)
    reloads = [net.lab.popen(stage() / "sbin" / "dhcpdctl", "-s",
                             server.sock, "reload") for _ in range(20)]
    assert {process.wait(20) for process in reloads} == {0}
    told = []

    def ready():
        with contextlib.suppress(BlockingIOError):
            while True:
                told.append(server.notify.recv(4096))
        return told and told[-1] == b"READY=1"
    wait_for("it to be ready", ready)
