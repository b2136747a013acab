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
The packet filter sees all of DHCP.  The server's host drops everything that
etc/nftables.example, as it is shipped, does not accept.
"""

import re
import types

import pytest

from lab import TOP, wait_for
from wire import Client, Relay, Wire

HOST = """
table inet filter {{
	counter requests_dropped {{ }}
	counter echoes_dropped {{ }}
	chain input {{
		type filter hook input priority filter; policy drop;
		{input}
		udp dport 67 counter name requests_dropped
		icmp type echo-reply counter name echoes_dropped
	}}
	chain output {{
		type filter hook output priority filter; policy drop;
		{output}
	}}
}}
"""
GIADDR = "198.51.100.1"
REMOTE = f"""
listen on 10.0.0.1;
subnet 198.51.100.0 netmask 255.255.255.0 {{
	option routers {GIADDR};
	range 198.51.100.100 198.51.100.199;
}}
"""


def shipped(**variables):
    """The example, with the variables at the top of this host."""
    text = (TOP / "etc" / "nftables.example").read_text()
    for name, value in variables.items():
        text, n = re.subn(rf"^define {name} = .*$",
                          f"define {name} = {{ {value} }}", text, flags=re.M)
        assert n == 1
    return text


@pytest.fixture
def wall(net):
    """A link with clients, and a relay agent with others behind it."""
    w = types.SimpleNamespace(net=net)
    lab, ns = net.lab, net.server_ns
    relay_ns, far_ns = lab.namespace("relay"), lab.namespace("far")
    lab.link(ns, "up0", relay_ns, "up0", "10.0.0.1/24", "10.0.0.2/24")
    lab.link(relay_ns, "dn0", far_ns, "cli0", GIADDR + "/24")
    relay_ns.forward()
    relay_ns.ip("route", "add", "192.0.2.0/24", "via", "10.0.0.1")
    ns.ip("route", "add", "198.51.100.0/24", "via", "10.0.0.2")
    w.relay = Relay(relay_ns, "dn0", GIADDR, "10.0.0.1")
    w.relay_mac = relay_ns.mac("dn0")
    w.far_ns = far_ns
    w.wire = Wire(far_ns, "cli0")

    def rules(input_="jump dhcpd_input", output="jump dhcpd_output",
              example=None):
        path = lab.dir / "nftables"
        example = example or shipped(
            dhcp_lan='"srv0"', dhcp_relays=f"10.0.0.2, {GIADDR}",
            dhcp_clients="198.51.100.0/24")
        path.write_text("flush ruleset\n" + example
                        + HOST.format(input=input_, output=output))
        ns.run("nft", "-f", path)

    def dropped(name):
        out = ns.run("nft", "list", "counter", "inet", "filter", name).stdout
        return int(re.search(r"packets (\d+)", out).group(1))
    w.rules, w.dropped = rules, dropped
    yield w
    w.relay.close()
    w.wire.close()


def test_with_the_rules(wall):
    """Leases on the link and through the relay, renewals, probes."""
    wall.rules()
    server = wall.net.serve(top=REMOTE, ping_check=True)
    for broadcast in (False, True):
        near = wall.net.client()
        ack = near.lease(broadcast=broadcast)
        again = near.renew(ack, wall.net.server_mac)
        assert (again.type, again.yiaddr) == ("ack", ack.yiaddr)
        assert near.rebind(ack).type == "ack"
        far = Client(wall.wire, near.mac)
        ack = far.lease(broadcast=broadcast)
        assert ack.yiaddr.startswith("198.51.100.")
        # past the relay agent: it only forwards
        again = far.renew(ack, wall.relay_mac)
        assert (again.type, again.yiaddr) == ("ack", ack.yiaddr)
        assert again.ip_dst == ack.yiaddr
    counters = server.stats()
    assert counters["pings-sent"] >= 4
    assert counters["pings-send-error"] == 0
    assert counters["replies-send-error"] == 0
    assert wall.dropped("requests_dropped") == 0


def test_probes_with_the_rules(wall):
    """Answers come through, near and far."""
    wall.rules()
    server = wall.net.serve(top=REMOTE, ping_check=True)
    wall.net.client_ns.ip("addr", "add", "192.0.2.150/24", "dev", "cli0")
    wall.far_ns.ip("addr", "add", "198.51.100.150/24", "dev", "cli0")
    wall.far_ns.ip("route", "add", "default", "via", GIADDR)
    for n, (client, used) in enumerate((
            (wall.net.client(), "192.0.2.150"),
            (Client(wall.wire, "02:00:00:00:00:77"), "198.51.100.150")), 1):
        offer = client.ask("discover", options=[("requested_addr", used)])
        assert offer.type == "offer" and offer.yiaddr != used
        assert server.stats()["addresses-abandoned"] == n


def test_without_the_rules(wall):
    """
    dhcpd(8), PACKET FILTERS: the request is on the interface, as tcpdump
    would show it, but the server has received nothing.
    """
    wall.rules(input_="", output="")
    server = wall.net.serve(top=REMOTE)
    capture = Wire(wall.net.server_ns, "srv0")
    near, far = wall.net.client(), Client(wall.wire, "02:00:00:00:00:77")
    near.send(near.message("discover"))
    wait_for("the request to be dropped",
             lambda: wall.dropped("requests_dropped") == 1)
    mac = bytes.fromhex(near.mac.replace(":", ""))
    assert any(frame[6:12] == mac for frame in capture.frames(5))
    capture.close()
    far.send(far.message("discover"))
    wait_for("the other to be dropped",
             lambda: wall.dropped("requests_dropped") == 2)
    assert server.stats()["packets-received"] == 0
    assert "discover" not in server.log()
    near.nothing_came()
    far.nothing_came()
    # and with them it works at once
    wall.rules()
    assert near.lease().type == far.lease().type == "ack"


def test_replies_are_dropped(wall):
    """Requests come in, replies don't get out: counted and logged."""
    wall.rules(output="")
    server = wall.net.serve(top=REMOTE)
    near, far = wall.net.client(), Client(wall.wire, "02:00:00:00:00:77")
    near.send(near.message("discover"))
    far.send(far.message("discover"))
    server.wait_stat("replies-send-error", 2)
    counters = server.stats()
    assert counters["packets-received"] == counters["offer-sent"] == 2
    assert counters["replies-sent"] == 0
    assert re.search(r"send to 192\.0\.2\.\d+ port 68.*: "
                     "Operation not permitted", server.log())
    near.nothing_came()
    far.nothing_came()


def test_probes_are_dropped(wall):
    """They can't leave: counted; after the time the offer is made."""
    wall.rules(output="udp sport 67 accept")
    server = wall.net.serve(ping_check=True)
    assert wall.net.client().lease().type == "ack"
    counters = server.stats()
    assert counters["pings-send-error"] >= 1
    assert counters["pings-sent"] == 0


def test_answers_to_probes_are_dropped(wall):
    """An address that somebody has looks free: this is what is wrong then."""
    example = shipped(dhcp_lan='"srv0"')
    assert example.count("icmp type echo-reply accept") == 1
    wall.rules(example=example.replace("icmp type echo-reply accept", ""))
    server = wall.net.serve(ping_check=True)
    wall.net.client_ns.ip("addr", "add", "192.0.2.150/24", "dev", "cli0")
    offer = wall.net.client().ask("discover", options=[
        ("requested_addr", "192.0.2.150")])
    assert (offer.type, offer.yiaddr) == ("offer", "192.0.2.150")
    assert wall.dropped("echoes_dropped") >= 1
    assert server.stats()["addresses-abandoned"] == 0


def test_nothing_changes_by_the_example_alone(wall):
    """Its chains have no hook: loading it can lock nobody out."""
    path = wall.net.lab.dir / "alone"
    path.write_text(shipped())
    wall.net.server_ns.run("nft", "-c", "-f", path)
    wall.net.server_ns.run("nft", "-f", path)
    out = wall.net.server_ns.run("nft", "list", "ruleset").stdout
    assert "chain dhcpd_input" in out and "hook" not in out
