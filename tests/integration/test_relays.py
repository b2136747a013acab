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
Relays: RFC 1542, 3046, 3527, 5107 and 8357, and what clients behind them do;
also RFC 3011.
"""

import re
import socket

import pytest

from lab import wait_for
from wire import BROADCAST_MAC, ICMP, IP, Ether, Reply

SERVER = "192.0.2.1"
RELAY = "198.51.100.1"      # giaddr: the relay's address at its clients' net
UPLINK = "192.0.2.2"        # that of the same, or of the next, at the server's
BEHIND = """
subnet 198.51.100.0 netmask 255.255.255.0 {
	range 198.51.100.10 198.51.100.20;
}
subnet 203.0.113.0 netmask 255.255.255.0 {
	range 203.0.113.10 203.0.113.20;
}
"""


def sub_option(code, value=b""):
    return bytes([code, len(value)]) + value


def addr(text):
    return socket.inet_aton(text)


def sid(address):
    return ("server_id", address)


def wanted(address):
    return ("requested_addr", address)


class Relay:
    """Frames of a relay with one client behind it."""

    def __init__(self, net, client, giaddr=RELAY, source=None, info=None,
                 hops=1, sport=67, dst=SERVER):
        self.net = net
        self.client = client
        self.giaddr = giaddr
        self.source = source or giaddr
        self.info = info
        self.hops = hops
        self.sport = sport
        self.dst = dst

    def send(self, kind, options=(), **kwargs):
        options = list(options)
        if self.info is not None:
            options.append(("relay_agent_information", self.info))
        message = self.client.message(kind, giaddr=self.giaddr,
                                      hops=self.hops, options=options,
                                      **kwargs)
        self.client.send(message, src=self.source, dst=self.dst,
                         dst_mac=self.net.server_mac, sport=self.sport)

    def ask(self, kind, **kwargs):
        self.send(kind, **kwargs)
        return self.check(self.client.receive())

    def check(self, reply):
        """What holds for each reply to a relay."""
        assert (reply.ip_src, reply.ip_dst) == (self.dst, self.giaddr)
        assert reply.sport == 67
        assert reply.giaddr == self.giaddr
        assert reply.ether_dst != BROADCAST_MAC
        if self.info is not None:
            assert reply.option(82) == self.info
            assert reply.codes[-1] == 82
        return reply

    def lease(self):
        offer = self.ask("discover")
        assert offer.type == "offer", offer
        ack = self.ask("request", xid=offer.xid, options=[
            wanted(offer.yiaddr), sid(offer.addr(54))])
        assert (ack.type, ack.yiaddr) == ("ack", offer.yiaddr)
        return ack


@pytest.fixture
def relays(net):
    """The client namespace is the relay, too: it has its addresses."""
    net.client_ns.ip("addr", "add", UPLINK + "/24", "dev", "cli0")
    net.client_ns.ip("addr", "add", RELAY + "/32", "dev", "lo")
    net.client_ns.ip("addr", "add", "203.0.113.1/32", "dev", "lo")
    for network in ("198.51.100.0/24", "203.0.113.0/24", "10.9.9.0/24"):
        net.server_ns.ip("route", "add", network, "via", UPLINK)
    net.serve_relays = lambda top="", **kwargs: net.serve(
        top=top + BEHIND, **kwargs)
    net.relay = lambda *args, **kwargs: Relay(net, net.client(), *args,
                                              **kwargs)
    return net


def test_lease_and_nak(relays):
    relays.serve_relays()
    relay = relays.relay()
    ack = relay.lease()
    assert ack.yiaddr.startswith("198.51.100.")
    assert ack.dport == 67 and not ack.flags
    nak = relay.ask("request", options=[wanted("192.0.2.150"), sid(SERVER)])
    assert nak.type == "nak" and nak.flags == 0x8000
    assert nak.dport == 67


@pytest.mark.parametrize("hops", (0, 2, 16, 255))
def test_several_in_a_row(relays, hops):
    """The last sends from its own address; giaddr is that of the first."""
    relays.serve_relays()
    relay = relays.relay(source=UPLINK, hops=hops)
    ack = relay.lease()
    assert ack.yiaddr.startswith("198.51.100.")
    assert ack.bootp.hops == hops


def test_other_server(relays):
    """Another server was chosen: the offer is dropped, silently."""
    server = relays.serve_relays()
    relay = relays.relay()
    offer = relay.ask("discover")
    assert "offered" in server.ctl("show", "leases").stdout
    relay.send("request", options=[wanted(offer.yiaddr), sid("192.0.2.77")])
    server.wait_stat("requests-for-another-server", 1)
    relay.client.nothing_came()
    assert "offered" not in server.ctl("show", "leases").stdout


def test_configured_identifiers(relays):
    """Any server-identifier of the configuration is us."""
    relays.serve_relays(subnet="server-identifier 192.0.2.3;")
    relay = relays.relay()
    offer = relay.ask("discover")
    assert offer.addr(54) == SERVER
    ack = relay.ask("request", options=[wanted(offer.yiaddr),
                                        sid("192.0.2.3")])
    assert ack.type == "ack"
    assert relays.client().lease().addr(54) == "192.0.2.3"


@pytest.mark.parametrize("info", (
    sub_option(1, b"port 7") + sub_option(2, b"\0\1switch"),
    sub_option(150, b"x" * 200),
    sub_option(1, b"a") + b"\2\77short",
    b"\1"), ids=("ids", "long", "cut off", "one byte"))
def test_information_is_echoed(relays, info):
    """Byte for byte, as the last option; well-formed or not."""
    server = relays.serve_relays()
    relays.relay(info=info).lease()
    malformed = server.stats()["relay-information-malformed"]
    assert malformed == (2 if len(info) in (1, 10) else 0)


def test_information_without_relay(relays):
    """A snooping switch adds it to what clients broadcast."""
    server = relays.serve_relays()
    info = sub_option(1, b"ge-0/0/7") + sub_option(5, addr("203.0.113.0"))
    option = [("relay_agent_information", info)]
    client = relays.client()
    offer = client.ask("discover", options=option)
    # which can't choose a network
    assert offer.yiaddr.startswith("192.0.2.")
    ack = client.select(offer, options=option)
    nak = client.ask("request", options=[wanted("203.0.113.9"), *option])
    assert [r.type for r in (offer, ack, nak)] == ["offer", "ack", "nak"]
    for reply in (offer, ack, nak):
        assert reply.option(82) == info and reply.codes[-1] == 82
    assert re.search(r"\s-\s+ge-0/0/7$", server.ctl("show", "leases").stdout,
                     re.M)


def test_link_selection(relays):
    """RFC 3527: giaddr is where replies go, no more."""
    server = relays.serve_relays()
    info = sub_option(5, addr("203.0.113.0"))
    ack = relays.relay(info=info).lease()
    assert ack.yiaddr.startswith("203.0.113.")
    # a relay whose own address is in no subnet of ours
    relays.client_ns.ip("addr", "add", "10.9.9.9/32", "dev", "lo")
    ack = relays.relay(giaddr="10.9.9.9", info=info).lease()
    assert ack.yiaddr.startswith("203.0.113.")
    # no such network: silence
    relay = relays.relay(info=sub_option(5, addr("10.1.1.0")))
    relay.send("discover")
    server.wait_stat("dropped-no-subnet", 1)
    relay.client.nothing_came()
    server.wait_log("relayed by 198.51.100.1: no subnet is declared for "
                    "10.1.1.0")


def test_undeclared_network(relays):
    """Silent and counted; the log names giaddr, and not every time."""
    server = relays.serve_relays()
    relay = relays.relay(giaddr="10.9.9.9")
    for _ in range(20):
        relay.send("discover")
    server.wait_stat("dropped-no-subnet", 20)
    relay.client.nothing_came()
    assert 1 <= server.log().count("relayed by 10.9.9.9") <= 5


def test_undeclared_client(relays):
    """The same of a client that is on a wrong wire, or none of ours."""
    server = relays.serve_relays()
    client = relays.client()
    client.send(client.message("request", ciaddr="10.9.9.8"), src="10.9.9.8",
                dst=SERVER, dst_mac=relays.server_mac)
    server.wait_stat("dropped-no-subnet", 1)
    client.nothing_came()
    server.wait_log("request from 10.9.9.8 on srv0")


def test_identifier_override(relays):
    """RFC 5107: the relay is the server, for all that the client knows."""
    server = relays.serve_relays()
    info = sub_option(11, addr(RELAY))
    relay = relays.relay(info=info)
    ack = relay.lease()
    assert ack.addr(54) == RELAY
    # it renews by unicast to the relay, who passes that on
    again = relay.ask("request", ciaddr=ack.yiaddr)
    assert (again.type, again.addr(54)) == ("ack", RELAY)
    # without the sub-option this is another server
    relay.info = None
    relay.send("request", options=[wanted(ack.yiaddr), sid(RELAY)])
    server.wait_stat("requests-for-another-server", 1)
    relay.client.nothing_came()


def test_source_port(relays):
    """RFC 8357: the reply goes to the port that the request came from."""
    relays.serve_relays()
    relay = relays.relay(info=sub_option(19), sport=34567)
    assert relay.lease().dport == 34567
    nak = relay.ask("request", options=[wanted("192.0.2.150"), sid(SERVER)])
    assert (nak.type, nak.dport) == ("nak", 34567)
    # who does not ask for that gets it at port 67
    relay.info = None
    assert relay.ask("discover").dport == 67


def test_subnet_selection(relays):
    """RFC 3011: only if it is allowed; echoed only if it was honoured."""
    server = relays.serve_relays()
    option = [(118, addr("203.0.113.0"))]
    client = relays.client()
    offer = client.ask("discover", options=option, prl=(1, 118))
    assert offer.yiaddr.startswith("192.0.2.")
    assert offer.option(118) is None
    server.reload(relays.conf("allow subnet-selection;" + BEHIND))
    client = relays.client()
    offer = client.ask("discover", options=option)
    assert offer.yiaddr.startswith("203.0.113.")
    assert offer.option(118) == addr("203.0.113.0")
    # the address is none of this wire: no ARP entry, so a broadcast
    assert offer.ether_dst == BROADCAST_MAC
    ack = client.select(offer, options=option)
    assert (ack.type, ack.option(118)) == ("ack", addr("203.0.113.0"))
    relay = relays.relay()
    offer = relay.ask("discover", options=option)
    assert offer.yiaddr.startswith("203.0.113.")
    # link selection comes first
    relay = relays.relay(info=sub_option(5, addr("198.51.100.0")))
    offer = relay.ask("discover", options=option)
    assert offer.yiaddr.startswith("198.51.100.")
    assert offer.option(118) is None


def test_order_of_networks(relays):
    """Link selection, subnet selection, giaddr, ciaddr; shared ones too."""
    relays.serve("""allow subnet-selection;
        shared-network far {
            subnet 198.51.100.0 netmask 255.255.255.0 { }
            subnet 203.0.113.0 netmask 255.255.255.0 {
                range 203.0.113.10 203.0.113.20;
            }
        }
        subnet 10.9.9.0 netmask 255.255.255.0 { range 10.9.9.10; }
    """)
    ack = relays.relay().lease()
    assert ack.yiaddr.startswith("203.0.113.")
    option = [(118, addr("192.0.2.0"))]
    relay = relays.relay(info=sub_option(5, addr("10.9.9.0")))
    offer = relay.ask("discover", options=option)
    assert offer.yiaddr == "10.9.9.10"
    assert offer.option(118) is None
    offer = relays.relay().ask("discover", options=option)
    assert offer.yiaddr.startswith("192.0.2.")
    # what comes by a relay is about the relay's network
    nak = relays.relay().ask("request", ciaddr="192.0.2.150")
    assert nak.type == "nak"


def test_renewal_by_unicast(relays):
    """The relay has no part in it; the client is in its network by ciaddr."""
    server = relays.serve_relays()
    info = sub_option(1, b"port7")
    relay = relays.relay(info=info)
    ack = relay.lease()
    client = relay.client
    again = client.renew(ack, relays.server_mac)
    assert (again.type, again.yiaddr) == ("ack", ack.yiaddr)
    assert (again.ip_src, again.ip_dst) == (SERVER, ack.yiaddr)
    assert again.dport == 68 and again.option(82) is None
    # how it was reached is still known
    assert re.search(ack.yiaddr + r".*198\.51\.100\.1 +port7$",
                     server.ctl("show", "leases").stdout, re.M)
    # somebody else's address: NAK to where the request came from
    other = relays.client()
    nak = other.ask("request", ciaddr=ack.yiaddr, src=ack.yiaddr,
                    dst=SERVER, dst_mac=relays.server_mac)
    assert (nak.type, nak.ip_dst) == ("nak", ack.yiaddr)
    # released by unicast, too
    client.send(client.message("release", ciaddr=ack.yiaddr,
                               options=[sid(SERVER)]),
                src=ack.yiaddr, dst=SERVER, dst_mac=relays.server_mac)
    wait_for("the release", lambda: re.search(
        re.escape(ack.yiaddr) + " +free", server.ctl("show", "leases").stdout))


def test_address_elsewhere(relays):
    """An address on lo is asked: it answers, but does not probe."""
    relays.server_ns.ip("addr", "add", "10.7.7.7/32", "dev", "lo")
    relays.serve_relays(top="listen on 10.7.7.7;", ping_check=True)
    relays.client_ns.ip("route", "add", "10.7.7.7/32", "via", SERVER)
    relay = relays.relay(dst="10.7.7.7", info=sub_option(1, b"x"))
    relay.send("discover")
    sources = []
    for reply in probes_and_reply(relay.client, sources):
        relay.check(reply)
        assert reply.addr(54) == "10.7.7.7"
        ack = relay.ask("request", xid=reply.xid, options=[
            wanted(reply.yiaddr), sid("10.7.7.7")])
        assert ack.type == "ack"
    assert sources == [SERVER]
    again = relay.client.renew(ack, relays.server_mac)
    assert (again.type, again.ip_src) == ("ack", "10.7.7.7")
    nak = relay.ask("request", options=[wanted("192.0.2.9"),
                                        sid("10.7.7.7")])
    assert nak.type == "nak"


def probes_and_reply(client, sources):
    """Notes where echo requests come from until there is the reply."""
    for frame in client.wire.frames(15):
        packet = Ether(frame)
        if ICMP in packet and packet[ICMP].type == 8:
            sources.append(packet[IP].src)
        elif IP in packet and packet[IP].dst == RELAY:
            reply = Reply(frame)
            assert reply.xid == client.xid
            yield reply
            return
    raise AssertionError("no reply")


def test_kept_with_the_lease(relays):
    """Shown by dhcpdctl, written to the file, read back."""
    server = relays.serve_relays()
    text = relays.relay(info=sub_option(1, b'ge 0/"7')
                        + sub_option(2, b"switch")).lease()
    raw = relays.relay(info=sub_option(1, b"\0\4\0\1")).lease()
    direct = relays.client().lease()

    def shown():
        out = server.ctl("show", "leases").stdout
        assert re.search(r"host name +relay +circuit +remote$", out, re.M)
        assert re.search(re.escape(text.yiaddr) + r' .* - +198\.51\.100\.1 +'
                         r'ge\\0400/"7 +switch$', out, re.M)
        assert re.search(re.escape(raw.yiaddr) + r" .* - +198\.51\.100\.1 +"
                         r"00:04:00:01$", out, re.M)
        assert re.search(re.escape(direct.yiaddr) + r" .*(in \S+( \S+)?)$",
                         out, re.M)
    shown()
    lines = server.lease_text()
    assert '\t#: option agent.circuit-id "ge 0/\\"7";\n' in lines
    assert "\t#: relay 198.51.100.1;\n" in lines
    assert "\t#: option agent.circuit-id 00:04:00:01;\n" in lines
    server.stop()
    server.start()
    shown()
