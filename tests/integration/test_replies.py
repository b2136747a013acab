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
Where replies go and how they look: RFC 2131 section 4.1, at the Ethernet and
IP headers.
"""

import os
import re
import signal

from lab import wait_for
from wire import BROADCAST_MAC, DHCP

SERVER = "192.0.2.1"


def neighbour(net, address):
    out = net.server_ns.ip("neigh", "show", address, "dev", "srv0")
    return out.strip()


def assert_unicast(reply, client):
    assert reply.ether_dst == client.mac
    assert (reply.ip_src, reply.ip_dst) == (SERVER, reply.yiaddr)
    assert (reply.sport, reply.dport) == (67, 68)


def assert_broadcast(reply):
    assert reply.ether_dst == BROADCAST_MAC
    assert (reply.ip_src, reply.ip_dst) == (SERVER, "255.255.255.255")
    assert (reply.sport, reply.dport) == (67, 68)


def test_broadcast_flag(net):
    net.serve()
    client = net.client()
    offer = client.ask("discover", broadcast=True)
    assert_broadcast(offer)
    ack = client.select(offer, broadcast=True)
    assert_broadcast(ack)
    assert ack.flags == 0x8000
    assert neighbour(net, offer.yiaddr) == ""


def test_unicast_without_arp(net):
    """The client answers no ARP: route's entry makes unicast possible."""
    server = net.serve()
    client = net.client()
    offer = client.ask("discover")
    assert offer.type == "offer"
    assert_unicast(offer, client)
    assert client.mac in neighbour(net, offer.yiaddr)
    ack = client.select(offer)
    assert ack.type == "ack"
    assert_unicast(ack, client)
    assert server.stats()["unicast-by-arp-entry"] >= 1
    # its own entries are gone after a while
    wait_for("the ARP entry to be deleted",
             lambda: client.mac not in neighbour(net, offer.yiaddr), 30)


def test_unicast_after_probe(net):
    """The probe of a silent address leaves a failed entry behind."""
    server = net.serve(ping_check=True)
    client = net.client()
    offer = client.ask("discover")
    assert_unicast(offer, client)
    assert server.stats()["pings-sent"] >= 1
    assert_unicast(client.select(offer), client)


def test_addresses_that_nobody_has(net):
    """
    Replies that wait for the answer to an ARP request take room from the
    socket's buffer: they must not keep others from being sent.
    """
    server = net.serve()
    client = net.client()
    for n in range(800):
        ciaddr = f"192.0.2.{10 + n % 80}"
        client.send(client.message("inform", ciaddr=ciaddr), src=ciaddr)
    server.wait_stat("inform-received", 800)
    client = net.client()
    assert client.lease().type == "ack"
    assert server.stats()["replies-send-error"] == 0


def test_failed_entry_is_replaced(net):
    net.serve()
    client = net.client()
    net.server_ns.ip("neigh", "replace", "192.0.2.150", "nud", "failed",
                     "dev", "srv0")
    offer = client.ask("discover",
                       options=[("requested_addr", "192.0.2.150")])
    assert offer.yiaddr == "192.0.2.150"
    assert_unicast(offer, client)


def test_foreign_entry_is_kept(net):
    """A live entry of another hardware address: broadcast instead."""
    server = net.serve()
    foreign = "02:00:00:00:00:99"
    net.server_ns.ip("neigh", "replace", "192.0.2.150", "lladdr", foreign,
                     "nud", "permanent", "dev", "srv0")
    client = net.client()
    offer = client.ask("discover",
                       options=[("requested_addr", "192.0.2.150")])
    assert offer.yiaddr == "192.0.2.150"
    assert_broadcast(offer)
    assert foreign in neighbour(net, "192.0.2.150")
    assert server.stats()["broadcast-arp-refused"] == 1


def test_entry_of_the_client_is_extended(net):
    """Somebody put it there, or the kernel did: it stays when we go."""
    server = net.serve()
    client = net.client()
    net.server_ns.ip("neigh", "replace", "192.0.2.150", "lladdr", client.mac,
                     "nud", "stale", "dev", "srv0")
    offer = client.ask("discover",
                       options=[("requested_addr", "192.0.2.150")])
    assert offer.yiaddr == "192.0.2.150"
    assert_unicast(offer, client)
    assert "REACHABLE" in neighbour(net, "192.0.2.150")
    server.stop()
    assert client.mac in neighbour(net, "192.0.2.150")


def test_stale_entry_of_another_is_kept(net):
    """Whoever has it may just be silent."""
    server = net.serve()
    foreign = "02:00:00:00:00:99"
    net.server_ns.ip("neigh", "replace", "192.0.2.150", "lladdr", foreign,
                     "nud", "stale", "dev", "srv0")
    client = net.client()
    assert_broadcast(client.ask("discover", options=[
        ("requested_addr", "192.0.2.150")]))
    assert foreign in neighbour(net, "192.0.2.150")
    assert server.stats()["broadcast-arp-refused"] == 1


def test_no_entry_outside(net):
    """An address of another wire gets no entry on this one."""
    server = net.serve(top="""allow subnet-selection;
        subnet 198.51.100.0 netmask 255.255.255.0 {
            range 198.51.100.10 198.51.100.20;
        }""")
    client = net.client()
    offer = client.ask("discover",
                       options=[(118, b"\xc6\x33\x64\x00")])
    assert offer.yiaddr.startswith("198.51.100.")
    assert_broadcast(offer)
    assert neighbour(net, offer.yiaddr) == ""
    assert server.stats()["broadcast-arp-refused"] == 1


def test_kernel_refuses(net):
    """As in a container that may not administer its network."""
    server = net.serve(start=False)
    command = server.command
    server.command = lambda *flags: ["setpriv", "--bounding-set=-net_admin",
                                     *command(*flags)]
    server.start()
    server.wait_log("route: CAP_NET_ADMIN is not permitted here")
    client = net.client()
    offer = client.ask("discover")
    assert_broadcast(offer)
    server.wait_log("add ARP entry for .*: Operation not permitted")
    ack = client.select(offer)
    assert ack.type == "ack"
    assert_broadcast(ack)
    assert server.stats()["broadcast-arp-refused"] == 2
    assert neighbour(net, offer.yiaddr) == ""


def test_slow_route(net):
    """route says nothing: broadcast, while it is still silent."""
    server = net.serve()
    route = server.children()["route"]
    client = net.client()
    os.kill(route, signal.SIGSTOP)
    try:
        offer = client.ask("discover")
        assert_broadcast(offer)
        ack = client.select(offer)
        assert ack.type == "ack"
        assert_broadcast(ack)
        assert server.stats()["broadcast-arp-late"] == 2
        assert neighbour(net, offer.yiaddr) == ""
    finally:
        os.kill(route, signal.SIGCONT)
    other = net.client()
    assert_unicast(other.ask("discover"), other)


def test_entries_are_gone_at_exit(net):
    server = net.serve()
    client = net.client()
    offer = client.ask("discover")
    assert client.mac in neighbour(net, offer.yiaddr)
    server.stop()
    assert client.mac not in neighbour(net, offer.yiaddr)


def test_address_in_use_is_not_offered(net):
    """Somebody answers the probe: abandoned, and the next one is offered."""
    server = net.serve(ping_check=True)
    net.client_ns.ip("addr", "add", "192.0.2.150/24", "dev", "cli0")
    client = net.client()
    offer = client.ask("discover",
                       options=[("requested_addr", "192.0.2.150")])
    assert offer.type == "offer"
    assert offer.yiaddr != "192.0.2.150"
    assert server.stats()["addresses-abandoned"] == 1
    text = wait_for("the record", lambda: re.search(
        r"lease 192\.0\.2\.150 \{[^}]*abandoned", server.lease_text()))
    assert text


def test_probes_hold_nobody_up(net):
    """While one client waits for its probe, others are served."""
    net.serve(top="ping-timeout 5;", ping_check=True)
    waiting, other = net.client(), net.client()
    waiting.send(waiting.message("discover"))
    other.send(other.message("inform", ciaddr="192.0.2.20", broadcast=True),
               src="192.0.2.20")
    assert other.receive(timeout=4).type == "ack"
    assert waiting.receive().type == "offer"


def test_option_order(net):
    """53, 54, 51, the client's order, subnet mask before routers."""
    net.serve()
    ack = net.client().lease(prl=(15, 6, 3, 1))
    assert ack.codes[:3] == [53, 54, 51]
    rest = [c for c in ack.codes[3:] if c in (15, 6, 3, 1)]
    assert rest == [15, 6, 1, 3]


def test_relay_information_is_echoed_last(net):
    net.serve()
    info = b"\x01\x04port\x02\x06switch"
    ack = net.client().lease(
        options=[("relay_agent_information", info)])
    assert ack.codes[-1] == 82
    assert ack.option(82) == info


def test_small_messages_use_overload(net):
    """More than fits 576 bytes: file and sname are used (option 52)."""
    text = "x" * 120
    top = "".join(f'option option-{code} "{text}";' for code in (224, 225))
    top += f'option root-path "{text}"; option nds-context "{"y" * 100}";'
    net.serve(top=top)
    ack = net.client().lease(prl=(1, 3, 224, 225, 17, 87))
    assert len(ack.raw) <= 548
    for code in (224, 225, 17):
        assert ack.option(code) == text.encode()
    assert ack.option(52) is not None
    head = [code for code, _ in ack._options(ack.raw[240:])]
    assert head[:3] == [53, 54, 51]
    big = net.client().lease(prl=(1, 3, 224, 225, 17, 87),
                             options=[("max_dhcp_size", 1500)])
    assert big.option(52) is None


def test_fixed_fields(net):
    net.serve(top='filename "pxeboot"; next-server 192.0.2.7; '
                  'server-name "boot.example.org";')
    ack = net.client().lease()
    assert ack.siaddr == "192.0.2.7"
    assert ack.file.rstrip(b"\0") == b"pxeboot"
    assert ack.sname.rstrip(b"\0") == b"boot.example.org"
    assert len(ack.raw) >= 300


def test_relayed(net):
    """To giaddr, port 67; a NAK has the broadcast bit."""
    net.serve(top="subnet 198.51.100.0 netmask 255.255.255.0 {"
                  "range 198.51.100.10 198.51.100.20; }")
    net.client_ns.ip("addr", "add", "192.0.2.2/24", "dev", "cli0")
    net.client_ns.ip("addr", "add", "198.51.100.1/32", "dev", "lo")
    net.server_ns.ip("route", "add", "198.51.100.0/24", "via", "192.0.2.2")
    client = net.client()

    def relayed(kind, **kwargs):
        message = client.message(kind, giaddr="198.51.100.1", hops=1,
                                 **kwargs)
        client.send(message, src="198.51.100.1", dst=SERVER,
                    dst_mac=net.server_mac, sport=67)
        return client.receive()
    offer = relayed("discover")
    assert offer.yiaddr.startswith("198.51.100.")
    assert (offer.ip_src, offer.ip_dst) == (SERVER, "198.51.100.1")
    assert offer.dport == 67 and offer.giaddr == "198.51.100.1"
    ack = relayed("request", options=[
        ("requested_addr", offer.yiaddr), ("server_id", SERVER)])
    assert (ack.type, ack.yiaddr) == ("ack", offer.yiaddr)
    nak = relayed("request", options=[("requested_addr", "192.0.2.100")])
    assert nak.type == "nak" and nak.flags & 0x8000
    assert nak.ip_dst == "198.51.100.1" and nak.dport == 67


def test_hosts(net):
    """Reservations, host over subnet, deny unknown-clients."""
    known, dynamic, stranger = net.client(), net.client(), net.client()
    server = net.serve(subnet="deny unknown-clients;", top=f"""
        host printer {{
            hardware ethernet {known.mac};
            fixed-address 192.0.2.10;
            option domain-name "printers.example.org";
        }}
        host laptop {{ hardware ethernet {dynamic.mac}; }}""")
    ack = known.lease()
    assert ack.yiaddr == "192.0.2.10"
    assert ack.option(15) == b"printers.example.org"
    assert dynamic.lease().yiaddr.startswith("192.0.2.1")
    stranger.send(stranger.message("discover"))
    server.wait_stat("dropped-client-denied", 1)
    stranger.nothing_came()


def test_alias_address_is_served(net):
    """A request to a secondary address is answered from it."""
    net.server_ns.ip("addr", "add", "192.0.2.3/24", "dev", "srv0")
    net.serve()
    client = net.client()
    lease = client.lease()
    ack = client.ask("request", ciaddr=lease.yiaddr, src=lease.yiaddr,
                     dst="192.0.2.3", dst_mac=net.server_mac)
    assert ack.type == "ack"
    assert ack.ip_src == "192.0.2.3"


def test_nothing_but_dhcp_is_sent(net):
    """Every byte that isn't used is zero."""
    net.serve()
    ack = net.client().lease()
    end = 240
    while ack.raw[end] != 255:
        end += 2 + ack.raw[end + 1] if ack.raw[end] else 1
    assert not any(ack.raw[end + 1:])
    assert not any(ack.sname) and not any(ack.file)
    assert not any(ack.raw[34:44])
    assert DHCP in ack.bootp


def test_own_address_is_the_router(net):
    net.serve(subnet="use-lease-addr-for-default-route on;")
    ack = net.client().lease()
    assert ack.addr(3) == ack.yiaddr


def test_client_identifiers_are_ignored(net):
    """Firmware, installer and system of one machine: one address."""
    server = net.serve(top="ignore-client-uids on;")
    mac = net.client().mac
    addresses = {net.client(mac, uid).lease().yiaddr
                 for uid in (None, b"\x01rom", b"\xffinstaller", b"\xffos")}
    assert len(addresses) == 1
    assert "uid" not in server.lease_text()
