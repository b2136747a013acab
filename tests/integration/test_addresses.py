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
"""
Whichever of its addresses the server is asked on, it answers from that one.

srv0 is served and has a primary and a secondary address; another address is
on lo, and another on srv1, an interface without a declared subnet.
"""

import pytest

from lab import wait_for
from wire import BROADCAST_MAC, Client, Wire

PRIMARY, SECONDARY = "192.0.2.1", "192.0.2.3"
LOOPBACK, ELSEWHERE = "10.53.0.53", "198.51.100.1"
ALL = (PRIMARY, SECONDARY, LOOPBACK, ELSEWHERE)
RELAY = "192.0.2.2"

# how it is started, what is added to dhcpd.conf, which addresses answer
MODES = {
    "interface": ((), "", (PRIMARY, SECONDARY)),
    "-u": (("-u",), "", ALL),
    "-u address": (("-u" + LOOPBACK,), "", (PRIMARY, SECONDARY, LOOPBACK)),
    "listen on any": ((), "listen on any;", ALL),
    "listen on addresses": (
        (), f"listen on {LOOPBACK}, {ELSEWHERE}, {SECONDARY};", ALL),
}


@pytest.fixture
def host(net):
    """The server's host with all its addresses; the client's knows them."""
    ns = net.server_ns
    ns.ip("addr", "add", SECONDARY + "/24", "dev", "srv0")
    ns.ip("addr", "add", LOOPBACK + "/32", "dev", "lo")
    net.lab.link(ns, "srv1", net.client_ns, "cli1", ELSEWHERE + "/24")
    net.client_ns.ip("addr", "add", RELAY + "/24", "dev", "cli0")
    return net


def relayed(net, client, dst, kind, **kwargs):
    """As a relay agent on the same link would send it."""
    client.send(client.message(kind, giaddr=RELAY, hops=1, **kwargs),
                src=RELAY, dst=dst, dst_mac=net.server_mac, sport=67)
    reply = client.receive()
    assert (reply.ip_src, reply.ip_dst) == (dst, RELAY)
    assert (reply.sport, reply.dport) == (67, 67)
    assert reply.giaddr == RELAY
    return reply


def direct(net, client, dst, kind, src, **kwargs):
    client.send(client.message(kind, ciaddr=src, **kwargs), src=src, dst=dst,
                dst_mac=net.server_mac)
    reply = client.receive()
    assert reply.ip_src == dst
    assert (reply.sport, reply.dport) == (67, 68)
    return reply


def check_relayed(net, dst):
    """DISCOVER, REQUEST, NAK."""
    client = net.client()
    offer = relayed(net, client, dst, "discover")
    assert offer.type == "offer" and offer.addr(54) == dst
    taken = [("requested_addr", offer.yiaddr), ("server_id", dst)]
    ack = relayed(net, client, dst, "request", options=taken)
    assert (ack.type, ack.yiaddr) == ("ack", offer.yiaddr)
    assert ack.addr(54) == dst
    nak = relayed(net, net.client(), dst, "request", options=taken)
    assert nak.type == "nak" and nak.addr(54) == dst
    return client, ack


def check_direct(net, dst, client, ack):
    """Renewals by unicast, refused or not; INFORM."""
    again = direct(net, client, dst, "request", ack.yiaddr)
    assert (again.type, again.yiaddr) == ("ack", ack.yiaddr)
    assert (again.ip_dst, again.ether_dst) == (ack.yiaddr, client.mac)
    assert again.addr(54) == dst
    nak = direct(net, net.client(), dst, "request", ack.yiaddr)
    assert (nak.type, nak.addr(54)) == ("nak", dst)
    assert (nak.ip_dst, nak.ether_dst) == ("255.255.255.255", BROADCAST_MAC)
    inform = direct(net, net.client(), dst, "inform", "192.0.2.20")
    assert (inform.type, inform.ip_dst) == ("ack", "192.0.2.20")
    assert inform.addr(54) == dst


def check_unicast_discover(net, dst):
    """A client without address that sends to ours, not to all."""
    client = net.client()
    offer = client.ask("discover", src=RELAY, dst=dst,
                       dst_mac=net.server_mac)
    assert (offer.type, offer.ip_src) == ("offer", dst)
    assert (offer.ip_dst, offer.ether_dst) == (offer.yiaddr, client.mac)
    ack = client.select(offer, src=RELAY, dst=dst, dst_mac=net.server_mac)
    assert (ack.type, ack.ip_src, ack.addr(54)) == ("ack", dst, dst)


@pytest.mark.parametrize("probing", [False, True],
                         ids=["unprobed", "probed"])
@pytest.mark.parametrize("mode", MODES)
def test_each_address(host, mode, probing):
    flags, statement, addresses = MODES[mode]
    server = host.serve(top=statement, ping_check=probing, start=False)
    server.start(*flags)
    for dst in addresses:
        client, ack = check_relayed(host, dst)
        check_direct(host, dst, client, ack)
        check_unicast_discover(host, dst)
    if probing:
        assert server.stats()["pings-sent"] >= 2 * len(addresses)
    # as ever, what is broadcast comes from the primary address
    ack = host.client().lease()
    assert (ack.ip_src, ack.addr(54)) == (PRIMARY, PRIMARY)


@pytest.mark.parametrize("mode", MODES)
def test_other_addresses_are_not_served(host, mode):
    flags, statement, addresses = MODES[mode]
    server = host.serve(top=statement, start=False).start(*flags)
    client = host.client()
    for dst in set(ALL) - set(addresses):
        client.send(client.message("discover", giaddr=RELAY), src=RELAY,
                    dst=dst, dst_mac=host.server_mac, sport=67)
        client.nothing_came()
    other = host.client()
    relayed(host, other, PRIMARY, "discover")
    client.nothing_came()
    assert server.stats()["discover-received"] == 1


@pytest.mark.parametrize("mode", MODES)
def test_one_request_one_reply(host, mode):
    """A broadcast comes to one socket, whatever others there are."""
    flags, statement, _ = MODES[mode]
    server = host.serve(top=statement, start=False).start(*flags)
    client = host.client()
    client.lease(broadcast=True)
    host.client().lease(broadcast=True)
    client.nothing_came()
    counters = server.stats()
    assert counters["discover-received"] == counters["offer-sent"] == 2
    assert counters["request-received"] == counters["ack-sent"] == 2


def test_listen_on_follows_reload(host):
    server = host.serve()

    def bound():
        return {a for a, port in host.server_ns.udp_ports() if port == 67}
    own = {PRIMARY, SECONDARY, "255.255.255.255"}
    assert bound() == own
    for statement, more in ((f"listen on {LOOPBACK};", {LOOPBACK}),
                            ("listen on any;", {"0.0.0.0"}),
                            (f"listen on {LOOPBACK}, {ELSEWHERE};",
                             {LOOPBACK, ELSEWHERE}),
                            ("", set())):
        server.reload(host.conf(statement))
        wait_for("the sockets", lambda: bound() == own | more)
        for dst in {"0.0.0.0": ALL}.get("".join(more), more):
            check_relayed(host, dst)
    assert host.client().lease().type == "ack"


def test_listen_on_an_address_to_come(host):
    """Not there yet: served when it is."""
    server = host.serve(top="listen on 10.53.0.54;")
    assert host.client().lease().type == "ack"
    for _ in range(2):
        host.server_ns.ip("addr", "add", "10.53.0.54/32", "dev", "lo")
        wait_for("the socket", lambda: ("10.53.0.54", 67)
                 in host.server_ns.udp_ports())
        check_relayed(host, "10.53.0.54")
        host.server_ns.ip("addr", "del", "10.53.0.54/32", "dev", "lo")
        wait_for("no socket", lambda: ("10.53.0.54", 67)
                 not in host.server_ns.udp_ports())
    assert server.process.poll() is None


def test_any_has_addresses_to_come(host):
    """No socket is needed for a new address, but it must be known."""
    server = host.serve(top="listen on any;")
    host.server_ns.ip("addr", "add", "10.53.0.54/32", "dev", "lo")
    wait_for("it to be noticed", lambda: "10.53.0.54" in
             server.ctl("show", "interfaces").stdout)
    check_relayed(host, "10.53.0.54")


def test_second_server_is_refused(host):
    """SO_REUSEADDR must not let another in, beside the wildcard either."""
    host.serve(top="listen on any;")
    for top in ("listen on any;", f"listen on {LOOPBACK};", ""):
        other = host.lab.server(host.server_ns, host.conf(top), "srv0")
        other.spawn()
        assert other.wait_exit() == 1
        assert "address already in use" in other.log()
    assert host.client().lease().type == "ack"


def test_u_without_interfaces(host):
    """Serves none, but relayed requests and DHCPINFORM from everywhere."""
    conf = host.conf() + """
subnet 198.51.100.0 netmask 255.255.255.0 {
	option domain-name "elsewhere.example";
}
"""
    server = host.lab.server(host.server_ns, conf).start("-u")
    client = host.client()
    client.send(client.message("discover"))
    for dst in ALL:
        check_relayed(host, dst)
    client.nothing_came()
    wire = Wire(host.client_ns, "cli1")
    other = Client(wire, "02:00:00:00:00:77")
    other.send(other.message("discover"))
    ack = other.ask("inform", ciaddr="198.51.100.20", src="198.51.100.20")
    assert (ack.type, ack.option(15)) == ("ack", b"elsewhere.example")
    assert (ack.ip_src, ack.ip_dst) == (ELSEWHERE, "198.51.100.20")
    assert (ack.ether_dst, ack.dport) == (other.mac, 68)
    assert list(wire.replies(0.05)) == []
    wire.close()
    assert "no such" not in server.ctl("show", "interfaces").stdout
