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
"""Sockets beside those of the served interfaces: -u, listen on."""

import os
import re
import socket

import pytest

from lab import wait_for

ELSEWHERE = "198.51.100.53"     # on lo, as anycast addresses are
RELAY = "192.0.2.2"


@pytest.fixture
def routed(net):
    """The server has an address on lo, the client side is a relay, too."""
    net.server_ns.ip("addr", "add", f"{ELSEWHERE}/32", "dev", "lo")
    net.client_ns.ip("addr", "add", f"{RELAY}/24", "dev", "cli0")
    return net


def start(net, *flags, interfaces=(), top="", ok=True):
    server = net.lab.server(net.server_ns, net.conf(top), *interfaces)
    return server.start(*flags) if ok else server.spawn(*flags)


def bound(ns):
    """Addresses of all UDP sockets on port 67 in the namespace, sorted."""
    table = ns.run("cat", "/proc/net/udp").stdout
    return sorted(socket.inet_ntoa(int(number, 16).to_bytes(4, "little"))
                  for number in re.findall(r" ([0-9A-F]{8}):0043 ", table))


def relayed(net, dst, kind="discover", **kwargs):
    return net.client().ask(kind, src=RELAY, dst=dst, dst_mac=net.server_mac,
                            giaddr=RELAY, **kwargs)


def rows(server):
    """Socket by address, from show interfaces."""
    out = server.ctl("show", "interfaces").stdout
    return dict(re.findall(r"([0-9.]+)/\d+(?: primary)?\s+(\w+)", out))


def descriptors(server):
    return {name: len(os.listdir(f"/proc/{pid}/fd")) for name, pid in
            {**server.children(), "parent": server.pid}.items()}


def test_flag(routed):
    """-u alone: any address for relays, DHCPINFORM for those nearby."""
    server = start(routed, "-u")
    assert bound(routed.server_ns) == ["0.0.0.0", "255.255.255.255"]
    assert rows(server) == {ELSEWHERE: "any", "127.0.0.1": "any",
                            "192.0.2.1": "any"}
    assert "DHCPINFORM only" in server.ctl("show", "interfaces").stdout
    for address in (ELSEWHERE, "192.0.2.1"):
        offer = relayed(routed, address)
        assert (offer.type, offer.ip_src) == ("offer", address)
        assert offer.ip_dst == RELAY
    client = routed.client()
    client.send(client.message("discover"))
    server.wait_stat("dropped-copy-of-broadcast", 1)
    server.wait_stat("dropped-interface-not-served", 1)
    client.nothing_came()
    ack = routed.client().ask("inform", src=RELAY, ciaddr=RELAY)
    assert (ack.type, ack.ip_src, ack.ip_dst) == ("ack", "192.0.2.1", RELAY)


def test_flag_and_interface(routed):
    """What is served stays so; one broadcast is one request."""
    server = start(routed, "-u", interfaces=["srv0"])
    assert bound(routed.server_ns) == ["0.0.0.0", "192.0.2.1",
                                       "255.255.255.255"]
    assert routed.client().lease().ip_src == "192.0.2.1"
    assert server.stats()["offer-sent"] == 1
    assert relayed(routed, ELSEWHERE).ip_src == ELSEWHERE
    assert relayed(routed, "192.0.2.1").ip_src == "192.0.2.1"


def test_flag_address(routed):
    server = start(routed, f"-u{ELSEWHERE}")
    assert bound(routed.server_ns) == [ELSEWHERE]
    assert rows(server)[ELSEWHERE] == "listen"
    assert relayed(routed, ELSEWHERE).ip_src == ELSEWHERE


@pytest.mark.parametrize("arg", ["-uany", "-u192.0.2", "-u224.0.0.1"])
def test_flag_wrong(net, arg):
    server = start(net, arg, ok=False)
    assert server.wait_exit() == 1
    assert "not an IPv4 address to listen on" in server.log()


def test_flag_address_apart(net):
    server = start(net, "-u", "192.0.2.1", ok=False)
    assert server.wait_exit() == 1
    assert "say -u192.0.2.1" in server.log()


def test_reload(routed):
    """Sockets come and go with "listen on"; none is left over."""
    ns = routed.server_ns
    server = start(routed, interfaces=["srv0"])
    usual = bound(ns)
    before = descriptors(server)
    for top, more in ((f"listen on {ELSEWHERE};", [ELSEWHERE]),
                      ("listen on any;", ["0.0.0.0"]),
                      (f"listen on any, {ELSEWHERE};",
                       ["0.0.0.0", ELSEWHERE]),
                      ("listen on 192.0.2.1;", []),
                      ("listen on 192.0.2.1, any;", ["0.0.0.0"]),
                      ("", [])):
        server.reload(routed.conf(top))
        wait_for(f"sockets of {top!r}",
                 lambda more=more: bound(ns) == sorted(usual + more))
        assert routed.client().lease().type == "ack"
        if more:
            assert relayed(routed, ELSEWHERE).ip_src == ELSEWHERE
    wait_for("no descriptor left over", lambda: descriptors(server) == before)


def test_served_later(routed):
    """An address that is listened on may become that of a served one."""
    ns = routed.server_ns
    server = start(routed, top="listen on 192.0.2.1;",
                   interfaces=["srv0"])
    ns.ip("link", "set", "srv0", "down")
    wait_for("it to be noticed", lambda: rows(server)["192.0.2.1"] == "no")
    assert bound(ns).count("192.0.2.1") == 1
    ns.ip("link", "set", "srv0", "up")
    wait_for("it to be noticed",
             lambda: rows(server)["192.0.2.1"] == "listen")
    assert routed.client().lease().type == "ack"
    assert relayed(routed, "192.0.2.1").ip_src == "192.0.2.1"


def test_address_comes_and_goes(routed):
    """As with a routing daemon.  It is there from the start, or later."""
    ns = routed.server_ns
    server = start(routed, top=f"listen on 198.51.100.99, {ELSEWHERE};")
    assert "198.51.100.99: no interface has this address" in server.log()
    missing = server.ctl("show", "interfaces").stdout
    assert "198.51.100.99: no interface has this address" in missing
    for _ in range(3):
        ns.ip("addr", "add", "198.51.100.99/32", "dev", "lo")
        wait_for("a socket", lambda: "198.51.100.99" in bound(ns))
        assert relayed(routed, "198.51.100.99").ip_src == "198.51.100.99"
        ns.ip("addr", "del", "198.51.100.99/32", "dev", "lo")
        wait_for("no socket", lambda: "198.51.100.99" not in bound(ns))
        assert relayed(routed, ELSEWHERE).ip_src == ELSEWHERE


def test_new_address_of_any(routed):
    """The socket for all addresses is there; the engine must learn of it."""
    server = start(routed, "-u")
    routed.server_ns.ip("addr", "add", "198.51.100.99/32", "dev", "lo")
    wait_for("it to be noticed",
             lambda: rows(server).get("198.51.100.99") == "any")
    assert relayed(routed, "198.51.100.99").ip_src == "198.51.100.99"


def test_new_served_address_beside_any(routed):
    server = start(routed, "-u", interfaces=["srv0"])
    routed.server_ns.ip("addr", "add", "192.0.2.9/24", "dev", "srv0")
    wait_for("a socket", lambda: rows(server).get("192.0.2.9") == "yes")
    assert "192.0.2.9" in bound(routed.server_ns)
    assert relayed(routed, "192.0.2.9").ip_src == "192.0.2.9"


def test_subnet_broadcast(routed):
    """Of a relay that knows no better; it is not ours to answer."""
    server = start(routed, "-u", interfaces=["srv0"])
    for number, dst in enumerate(("192.0.2.255", "255.255.255.255")):
        client = routed.client()
        client.send(client.message("discover"), src=RELAY, dst=dst)
        server.wait_stat("dropped-copy-of-broadcast", number + 1)
    assert client.receive().type == "offer"
    assert server.stats()["offer-sent"] == 1


@pytest.mark.parametrize("first,second", [
    (["-u"], ["-u"]),
    (["-u"], ["srv0"]),
    (["srv0"], ["-u"]),
    (["-u"], [f"-u{ELSEWHERE}"]),
    ([f"-u{ELSEWHERE}"], ["-u"]),
    ([f"-u{ELSEWHERE}"], [f"-u{ELSEWHERE}"]),
    (["-u", "srv0"], ["-u", "srv0"]),
    (["-u", "srv0"], ["srv0"]),
    (["srv0"], ["srv0"]),
])
def test_second_server(routed, first, second):
    """Never two on one port, in whatever order."""
    start(routed, *(arg for arg in first if arg != "srv0"),
          interfaces=[arg for arg in first if arg == "srv0"])
    before = bound(routed.server_ns)
    server = start(routed, *(arg for arg in second if arg != "srv0"),
                   interfaces=[arg for arg in second if arg == "srv0"],
                   ok=False)
    assert server.wait_exit() == 1
    assert "address already in use" in server.log()
    assert bound(routed.server_ns) == before


def test_two_servers_apart(routed):
    """On addresses of their own, two are welcome."""
    start(routed, f"-u{ELSEWHERE}")
    start(routed, "-u192.0.2.1")
    assert relayed(routed, ELSEWHERE).ip_src == ELSEWHERE
    assert relayed(routed, "192.0.2.1").ip_src == "192.0.2.1"
