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
Two servers that share one address, behind a router whose route for that
address leads to one or the other, and changes in the middle of exchanges.
They know nothing of each other's leases: dhcpd(8), ANYCAST.
"""

import re

import pytest

from lab import wait_for
from wire import (ICMP, IP, Client, Ether, Relay, Reply, Wire, is_reply,
                  random_mac)

ANYCAST = "10.53.0.53"
GIADDR = "192.0.2.1"
RANGES = {"a": ("192.0.2.100", "192.0.2.149"),
          "b": ("192.0.2.150", "192.0.2.199")}
CONF = """
listen on {anycast};
default-lease-time 3600;
{top}
subnet 192.0.2.0 netmask 255.255.255.0 {{
	option routers 192.0.2.1;
	{subnet}
}}
"""


def in_range(address, name):
    def number(a):
        return int(a.rpartition(".")[2])
    low, high = RANGES[name]
    return (address.startswith("192.0.2.")
            and number(low) <= number(address) <= number(high))


class Network:
    """
    client --- relay --- router --- a (10.1.0.2)
                              `---- b (10.2.0.2)     10.53.0.53 on lo
    """

    def __init__(self, lab):
        self.lab = lab
        self.servers = {}
        self.closing = []
        self.client_ns, self.relay_ns, self.router = (
            lab.namespace(n) for n in ("client", "relay", "router"))
        lab.link(self.relay_ns, "dn0", self.client_ns, "cli0", GIADDR + "/24")
        lab.link(self.relay_ns, "up0", self.router, "rel0", "10.0.0.2/24",
                 "10.0.0.1/24")
        self.ns = {name: self.attach(lab, name, number)
                   for number, name in enumerate("ab", 1)}
        for ns in (self.relay_ns, self.router):
            ns.forward()
        self.relay_ns.ip("route", "add", "default", "via", "10.0.0.1")
        self.router.ip("route", "add", "192.0.2.0/24", "via", "10.0.0.2")
        self.wire = self.open(Wire(self.client_ns, "cli0"))
        # everything that servers send, as it comes to the relay
        self.uplink = self.open(Wire(self.relay_ns, "up0"))
        self.gateway_mac = self.relay_ns.mac("dn0")
        self.route("a")

    def attach(self, lab, name, number):
        ns = lab.namespace(name)
        lab.link(ns, "eth0", self.router, f"srv{number}",
                 f"10.{number}.0.2/24", f"10.{number}.0.1/24")
        ns.ip("addr", "add", ANYCAST + "/32", "dev", "lo")
        ns.ip("route", "add", "default", "via", f"10.{number}.0.1")
        return ns

    def open(self, what):
        self.closing.append(what)
        return what

    def serve(self, subnet, top="", ping_check=False, flags=()):
        """subnet: text for both, or by name of the server."""
        top += "" if ping_check else "ping-check off;"
        for name, ns in self.ns.items():
            text = subnet if isinstance(subnet, str) else subnet[name]
            conf = CONF.format(anycast=ANYCAST, top=top, subnet=text)
            self.servers[name] = self.lab.server(ns, conf).start(*flags)

    def route(self, name):
        """Where the shared address is from now on."""
        self.at = name
        via = f"10.{'ab'.index(name) + 1}.0.2"
        self.router.ip("route", "replace", ANYCAST + "/32", "via", via)

    def client(self, mac=None):
        return Client(self.wire, mac or random_mac())

    def renew(self, client, ack, **kwargs):
        """By unicast, through the router."""
        return client.renew(ack, self.gateway_mac, **kwargs)

    def stats(self, name):
        return self.servers[name].stats()

    def check_sources(self):
        """Whatever servers sent until now came from the shared address."""
        replies = list(self.uplink.replies(0.05))
        assert replies
        assert {r.ip_src for r in replies} == {ANYCAST}, replies
        for reply in replies:
            assert reply.addr(54) == ANYCAST
        return replies

    def close(self):
        for what in self.closing:
            what.close()


@pytest.fixture
def bare(lab):
    """Without a relay agent."""
    network = Network(lab)
    yield network
    network.close()


@pytest.fixture(params=["wire", "dhcrelay", "dhcrelay-link-selection"])
def network(bare, request):
    """With each relay agent."""
    if request.param == "wire":
        bare.open(Relay(bare.relay_ns, "dn0", GIADDR, ANYCAST))
    elif request.param == "dhcrelay":
        bare.lab.dhcrelay(bare.relay_ns, "-a", "-id", "dn0", "-iu", "up0",
                          ANYCAST)
    else:
        bare.lab.dhcrelay(bare.relay_ns, "-id", "dn0", "-U", "up0", ANYCAST)
    return bare


@pytest.fixture
def relayed(bare):
    """With one relay agent, for what doesn't depend on which."""
    bare.open(Relay(bare.relay_ns, "dn0", GIADDR, ANYCAST))
    return bare


def fixed(*clients):
    return "".join(
        f"host h{i} {{ hardware ethernet {c.mac};"
        f" fixed-address 192.0.2.{10 + i}; }}"
        for i, c in enumerate(clients))


def ranges():
    return {name: f"range {low} {high};"
            for name, (low, high) in RANGES.items()}


def test_fixed_addresses(network):
    """Whoever answers gives the same."""
    clients = [network.client() for _ in range(4)]
    network.serve(fixed(*clients))
    for i, client in enumerate(clients):
        address = f"192.0.2.{10 + i}"
        for first, second in ("ab", "ba"):
            network.route(first)
            offer = client.ask("discover")
            assert (offer.type, offer.yiaddr) == ("offer", address)
            network.route(second)
            ack = client.select(offer)
            assert (ack.type, ack.yiaddr) == ("ack", address)
            network.route(first)
            again = network.renew(client, ack)
            assert (again.type, again.yiaddr) == ("ack", address)
            network.route(second)
            again = client.rebind(ack)
            assert (again.type, again.yiaddr) == ("ack", address)
            network.route(first)
            again = client.ask("request",
                               options=[("requested_addr", address)])
            assert (again.type, again.yiaddr) == ("ack", address)
    replies = network.check_sources()
    assert {r.type for r in replies} == {"offer", "ack"}
    for name in "ab":
        assert network.stats(name)["ack-sent"] >= 4
        assert network.stats(name)["offer-sent"] >= 4


def test_fixed_inform(network):
    network.serve("option domain-name \"example.org\";")
    for name in "ab":
        network.route(name)
        client = network.client()
        client.send(client.message("inform", ciaddr="192.0.2.20"),
                    src="192.0.2.20", dst=ANYCAST,
                    dst_mac=network.gateway_mac)
        ack = client.receive()
        assert (ack.type, ack.option(15)) == ("ack", b"example.org")
        assert network.stats(name)["inform-received"] >= 1
    network.check_sources()


def test_ranges_without_change(network):
    """Each gives addresses of its own range, to the same client too."""
    network.serve(ranges())
    client = network.client()
    for name in "abab":
        network.route(name)
        assert in_range(client.lease().yiaddr, name)
    # none of those that it has from each is given to somebody else
    taken = set()
    for name in "ab":
        network.route(name)
        taken.add(client.lease().yiaddr)
        others = {network.client().lease().yiaddr for _ in range(8)}
        assert len(others) == 8 and not others & taken
        taken |= others
    network.check_sources()


def test_ranges_change_before_request(network):
    """The other's offer is refused; the client starts over, and gets one."""
    network.serve(ranges())
    for first, second in ("ab", "ba"):
        client = network.client()
        network.route(first)
        offer = client.ask("discover")
        assert in_range(offer.yiaddr, first)
        network.route(second)
        nak = client.select(offer)
        assert nak.type == "nak"
        assert in_range(client.lease().yiaddr, second)
    network.check_sources()


def test_ranges_change_before_renewal(network):
    """
    RENEWING and REBINDING are refused; the client gets another address.
    Where it had the first one that is kept for it.
    """
    network.serve(ranges())
    client = network.client()
    first = client.lease()
    assert in_range(first.yiaddr, "a")
    network.route("b")
    assert network.renew(client, first).type == "nak"
    assert client.rebind(first).type == "nak"
    second = client.lease()
    assert in_range(second.yiaddr, "b")
    network.route("a")
    assert network.renew(client, second).type == "nak"
    assert client.lease().yiaddr == first.yiaddr
    network.check_sources()


def test_ranges_change_and_back(network):
    """A change that no request meets does no harm."""
    network.serve(ranges())
    client = network.client()
    lease = client.lease()
    network.route("b")
    other = network.client().lease()
    network.route("a")
    ack = network.renew(client, lease)
    assert (ack.type, ack.yiaddr) == ("ack", lease.yiaddr)
    network.route("b")
    ack = client.ask("request", ciaddr=other.yiaddr, src=other.yiaddr,
                     dst=ANYCAST, dst_mac=network.gateway_mac)
    assert ack.type == "nak"        # it is not this client's


def test_ranges_init_reboot(relayed):
    """Without a record: silence.  With one of another address: NAK."""
    network = relayed
    network.serve(ranges())
    client = network.client()
    lease = client.lease()
    network.route("b")
    client.send(client.message("request", options=[
        ("requested_addr", lease.yiaddr)]))
    network.servers["b"].wait_stat("requests-of-unknown-client", 1)
    client.nothing_came()
    client.lease()
    nak = client.ask("request", options=[("requested_addr", lease.yiaddr)])
    assert nak.type == "nak"
    network.check_sources()


def test_ranges_not_authoritative(relayed):
    """
    Then a renewal that comes to the other is left unanswered: the client
    keeps its address, and tries again until its own server has it.
    """
    network = relayed
    network.serve(ranges(), top="not authoritative;")
    client = network.client()
    lease = client.lease()
    network.route("b")
    for dst, mac in ((ANYCAST, network.gateway_mac),
                     ("255.255.255.255", "ff:ff:ff:ff:ff:ff")):
        client.send(client.message("request", ciaddr=lease.yiaddr),
                    src=lease.yiaddr, dst=dst, dst_mac=mac)
    network.servers["b"].wait_stat("request-received", 2)
    # the engine answers in order: with this one those are done with
    assert in_range(network.client().lease().yiaddr, "b")
    client.nothing_came()
    network.route("a")
    ack = network.renew(client, lease)
    assert (ack.type, ack.yiaddr) == ("ack", lease.yiaddr)
    # but who takes an offer names the server: that must be answered
    offer = network.client()
    reply = offer.ask("discover")
    network.route("b")
    assert offer.select(reply).type == "nak"
    network.check_sources()


def test_ranges_restart(relayed):
    """A server that lost its offers grants what is in its own range."""
    network = relayed
    network.serve(ranges())
    client = network.client()
    offer = client.ask("discover")
    network.servers["a"].stop()
    network.servers["a"].start()
    ack = client.select(offer)
    assert (ack.type, ack.yiaddr) == ("ack", offer.yiaddr)
    network.check_sources()


def test_ranges_release_elsewhere(relayed):
    """The other does nothing: the address stays taken until it expires."""
    network = relayed
    network.serve(ranges())
    client = network.client()
    lease = client.lease()
    network.route("b")
    client.send(client.message("release", ciaddr=lease.yiaddr, prl=(),
                               options=[("server_id", ANYCAST)]),
                src=lease.yiaddr, dst=ANYCAST, dst_mac=network.gateway_mac)
    network.servers["b"].wait_stat("release-received", 1)
    out = network.servers["a"].ctl("show", "leases").stdout
    assert re.search(rf"^{lease.yiaddr}\s+active", out, re.M)
    assert lease.yiaddr not in network.servers["b"].ctl(
        "show", "leases").stdout


PROBES = {"default": ("", "10.{}.0.2"),
          "ping-source": ("ping-source 10.9.0.{};", "10.9.0.{}")}


@pytest.mark.parametrize("how", PROBES)
def test_probes(relayed, how):
    """
    They come from an address that only one server has, and so the answer
    finds it, wherever the shared address leads meanwhile.
    """
    network = relayed
    statement, source = PROBES[how]
    network.client_ns.ip("addr", "add", "192.0.2.120/24", "dev", "cli0")
    network.client_ns.ip("addr", "add", "192.0.2.170/24", "dev", "cli0")
    network.client_ns.ip("route", "add", "default", "via", GIADDR)
    subnet = ranges()
    for number, name in enumerate("ab", 1):
        network.ns[name].ip("addr", "add", f"10.9.0.{number}/32", "dev", "lo")
        network.router.ip("route", "add", f"10.9.0.{number}/32", "via",
                          f"10.{number}.0.2")
        subnet[name] += statement.format(number)
    network.serve(subnet, ping_check=True)
    for number, name, used in ((1, "a", "192.0.2.120"),
                               (2, "b", "192.0.2.170")):
        network.route(name)
        client = network.client()
        client.send(client.message("discover", options=[
            ("requested_addr", used)]))
        wait_for("the probe", lambda: network.stats(name)["pings-sent"])
        # the answer to the probe, and that to the client, are under way
        network.route("b" if name == "a" else "a")
        offer = client.receive()
        assert offer.type == "offer" and offer.yiaddr != used
        assert in_range(offer.yiaddr, name)
        assert network.stats(name)["addresses-abandoned"] == 1
    assert probe_sources(network) == {source.format(n) for n in (1, 2)}


def probe_sources(network):
    """Who asked for echoes; checks who sent replies on the way."""
    sources = set()
    for frame in network.uplink.frames(0.05):
        packet = Ether(frame)
        if ICMP in packet and packet[ICMP].type == 8:
            sources.add(packet[IP].src)
        elif is_reply(packet):
            assert Reply(frame).ip_src == ANYCAST
    return sources


def test_route_flaps(relayed):
    """
    Each message of many clients finds another server: with fixed addresses
    all are served at once, others when two messages meet the same server.
    """
    network = relayed
    known = [network.client() for _ in range(10)]
    unknown = [network.client() for _ in range(10)]
    subnet = {name: text + fixed(*known) for name, text in ranges().items()}
    network.serve(subnet)

    def flap():
        network.route("b" if network.at == "a" else "a")
    for i, client in enumerate(known):
        offer = client.ask("discover")
        flap()
        ack = client.select(offer)
        assert (ack.type, ack.yiaddr) == ("ack", f"192.0.2.{10 + i}")
    given = set()
    for client in unknown:
        offer = client.ask("discover")
        flap()
        assert client.select(offer).type == "nak"
        ack = client.lease()
        assert in_range(ack.yiaddr, network.at)
        given.add(ack.yiaddr)
    assert len(given) == len(unknown)
    network.check_sources()
