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
REQUEST in every state: RFC 2131 section 4.3.2, table 4.  ACK, NAK or
silence, with the headers it must have.
"""

from wire import BROADCAST_MAC, Client, Wire

SERVER = "192.0.2.1"


def assert_nak(net, reply):
    """giaddr 0: broadcast on the link (RFC 2131 section 4.1)."""
    assert reply.type == "nak"
    assert (reply.ip_src, reply.ip_dst) == (SERVER, "255.255.255.255")
    assert reply.ether_dst == BROADCAST_MAC
    assert reply.yiaddr == "0.0.0.0" and reply.ciaddr == "0.0.0.0"
    assert reply.siaddr == "0.0.0.0"
    assert set(reply.codes) <= {53, 54, 56, 61, 82}
    assert reply.addr(54) == SERVER


def test_selecting(net):
    net.serve()
    client = net.client()
    offer = client.ask("discover")
    assert offer.type == "offer"
    ack = client.select(offer)
    assert ack.type == "ack"
    assert ack.yiaddr == offer.yiaddr
    assert ack.codes[:3] == [53, 54, 51]
    assert ack.addr(54) == SERVER
    assert ack.u32(51) == 3600
    assert ack.option(1) == bytes([255, 255, 255, 0])
    assert ack.addr(3) == SERVER
    assert ack.option(15) == b"example.org"


def test_selecting_other_server(net):
    """Another server was chosen: silence, and the offer is given up."""
    server = net.serve(subnet="")
    client = net.client()
    offer = client.ask("discover")
    client.send(client.message("request", options=[
        ("requested_addr", offer.yiaddr), ("server_id", "192.0.2.2")]))
    server.wait_stat("requests-for-another-server", 1)
    client.nothing_came()
    other = net.client()
    ack = other.ask("request", options=[("requested_addr", offer.yiaddr),
                                        ("server_id", SERVER)])
    assert ack.type == "ack"


def test_selecting_without_offer(net):
    """No offer is known (a restart in between): granted if it is free."""
    net.serve()
    ack = net.client().ask("request", options=[
        ("requested_addr", "192.0.2.150"), ("server_id", SERVER)])
    assert (ack.type, ack.yiaddr) == ("ack", "192.0.2.150")


def test_selecting_taken(net):
    net.serve()
    ack = net.client().lease()
    assert_nak(net, net.client().ask("request", options=[
        ("requested_addr", ack.yiaddr), ("server_id", SERVER)]))


def test_selecting_out_of_range(net):
    net.serve()
    for address in ("192.0.2.50", "198.51.100.7", "0.0.0.1",
                    "255.255.255.255", SERVER):
        assert_nak(net, net.client().ask("request", options=[
            ("requested_addr", address), ("server_id", SERVER)]))


def test_init_reboot(net):
    net.serve()
    client = net.client()
    lease = client.lease()
    ack = client.ask("request", options=[("requested_addr", lease.yiaddr)])
    assert (ack.type, ack.yiaddr) == ("ack", lease.yiaddr)


def test_init_reboot_wrong_network(net):
    net.serve()
    assert_nak(net, net.client().ask("request", options=[
        ("requested_addr", "198.51.100.7")]))


def test_init_reboot_wrong_address(net):
    """We know the client, and that it has another address."""
    net.serve()
    client = net.client()
    lease = client.lease()
    wrong = "192.0.2.198" if lease.yiaddr != "192.0.2.198" else "192.0.2.197"
    assert_nak(net, client.ask("request",
                               options=[("requested_addr", wrong)]))


def test_init_reboot_unknown(net):
    """No record of this client: silence, for other servers' sake."""
    server = net.serve()
    client = net.client()
    client.send(client.message("request", options=[
        ("requested_addr", "192.0.2.150")]))
    server.wait_stat("requests-of-unknown-client", 1)
    client.nothing_came()


def test_renewing(net):
    """Unicast to the server, answered by unicast to ciaddr."""
    net.serve()
    client = net.client()
    lease = client.lease()
    # the entry from the ACK is in place: no ARP is needed
    ack = client.renew(lease, net.server_mac)
    assert (ack.type, ack.yiaddr) == ("ack", lease.yiaddr)
    assert (ack.ip_src, ack.ip_dst) == (SERVER, lease.yiaddr)
    assert ack.ether_dst == client.mac
    assert ack.ciaddr == lease.yiaddr


def test_renewing_without_record(net):
    """An address in range that is free is granted: no shared leases."""
    net.serve()
    client = net.client()
    client.send(client.message("request", ciaddr="192.0.2.150"),
                src="192.0.2.150", dst=SERVER, dst_mac=net.server_mac)
    ack = client.receive()
    assert (ack.type, ack.yiaddr) == ("ack", "192.0.2.150")
    assert (ack.ip_dst, ack.ether_dst) == ("192.0.2.150", client.mac)


def test_renewing_taken(net):
    """NAKs are broadcast, although the request was unicast."""
    net.serve()
    lease = net.client().lease()
    assert_nak(net, net.client().renew(lease, net.server_mac))


def test_rebinding(net):
    net.serve()
    client = net.client()
    lease = client.lease()
    ack = client.rebind(lease)
    assert (ack.type, ack.yiaddr) == ("ack", lease.yiaddr)
    assert (ack.ip_src, ack.ip_dst) == (SERVER, lease.yiaddr)


def test_rebinding_taken(net):
    net.serve()
    lease = net.client().lease()
    assert_nak(net, net.client().rebind(lease))


def test_not_authoritative(net):
    """Then a wrong network or a foreign lease is not ours to refuse."""
    server = net.serve(top="not authoritative;")
    client = net.client()
    client.send(client.message("request", options=[
        ("requested_addr", "198.51.100.7")]))
    server.wait_stat("request-received", 1)
    # the engine answers in order: once this is answered, that was silence
    assert net.client().ask("discover").type == "offer"
    client.nothing_came()


def test_same_address_again(net):
    """Released, asked again by the same client: the same address."""
    server = net.serve()
    client = net.client()
    lease = client.lease()
    client.send(client.message("release", ciaddr=lease.yiaddr, prl=(),
                               options=[("server_id", SERVER)]),
                src=lease.yiaddr, dst=SERVER, dst_mac=net.server_mac)
    server.wait_stat("release-received", 1)
    assert net.client().lease().yiaddr != lease.yiaddr
    assert client.lease().yiaddr == lease.yiaddr


def test_requested_address(net):
    net.serve()
    client = net.client()
    offer = client.ask("discover",
                       options=[("requested_addr", "192.0.2.177")])
    assert offer.yiaddr == "192.0.2.177"


def test_client_identifier_is_the_identity(net):
    """One identifier, two hardware addresses: the same client."""
    net.serve()
    uid = b"\xff\x01\x02\x03\x04\x05"
    first = net.client(uid=uid).lease()
    second = net.client(uid=uid).lease()
    assert first.yiaddr == second.yiaddr
    assert second.option(61) == uid
    # and one hardware address with two identifiers: two clients
    client = net.client(uid=b"\x00one")
    other = net.client(mac=client.mac, uid=b"\x00two")
    assert client.lease().yiaddr != other.lease().yiaddr


def test_decline(net):
    server = net.serve()
    client = net.client()
    lease = client.lease()
    client.send(client.message("decline", prl=(), options=[
        ("requested_addr", lease.yiaddr), ("server_id", SERVER)]))
    server.wait_stat("addresses-abandoned", 1)
    client.nothing_came()
    assert client.ask("discover").yiaddr != lease.yiaddr
    assert "abandoned" in server.lease_text()
    assert lease.yiaddr in server.ctl("show", "leases").stdout


def test_foreign_decline_and_release(net):
    """Only the holder of a lease may end it."""
    server = net.serve()
    client, thief = net.client(), net.client()
    lease = client.lease()
    thief.send(thief.message("decline", prl=(), options=[
        ("requested_addr", lease.yiaddr), ("server_id", SERVER)]))
    thief.send(thief.message("release", prl=(), ciaddr=lease.yiaddr, options=[
        ("server_id", SERVER)]))
    server.wait_stat("release-received", 1)
    assert server.stats()["addresses-abandoned"] == 0
    ack = client.rebind(lease)
    assert (ack.type, ack.yiaddr) == ("ack", lease.yiaddr)


def test_inform(net):
    """Options only, to ciaddr: RFC 2131 section 4.3.5."""
    net.serve()
    client = net.client()
    client.send(client.message("inform", ciaddr="192.0.2.20"),
                src="192.0.2.20")
    ack = client.receive()
    assert ack.type == "ack"
    assert ack.yiaddr == "0.0.0.0"
    assert (ack.ip_src, ack.ip_dst) == (SERVER, "192.0.2.20")
    assert not {51, 58, 59} & set(ack.codes)
    assert ack.option(15) == b"example.org"


def test_lease_times(net):
    net.serve()

    def granted(asked):
        return net.client().lease(options=[("lease_time", asked)]).u32(51)
    assert granted(600) == 600
    assert granted(100000) == 7200
    assert granted(0xffffffff) == 7200


def test_ranges_are_used_up(net):
    """Every address of a range is given once, then nobody gets any."""
    conf = net.conf().replace("192.0.2.199", "192.0.2.104")
    server = net.lab.server(net.server_ns, conf, "srv0").start()
    given = {net.client().lease().yiaddr for _ in range(5)}
    assert given == {f"192.0.2.{n}" for n in range(100, 105)}
    client = net.client()
    client.send(client.message("discover"))
    server.wait_stat("dropped-no-free-address", 1)
    client.nothing_came()


def test_undeclared_network(lab):
    """Silent, counted, and one line in the log that names the interface."""
    ns, left, right = (lab.namespace(n) for n in ("server", "left", "right"))
    lab.link(ns, "srv0", left, "cli0", "192.0.2.1/24")
    lab.link(ns, "srv1", right, "cli0", "203.0.113.1/24")
    server = lab.server(ns, "subnet 192.0.2.0 netmask 255.255.255.0 { }")
    server.start()
    wire = Wire(right, "cli0")
    client = Client(wire)
    for n in range(1, 6):
        client.send(client.message("discover"))
        server.wait_stat("dropped-interface-not-served", n)
        client.nothing_came()
    line = "request on srv1: no subnet is declared"
    assert server.log().count(line) == 1
    wire.close()


def test_two_subnets(lab):
    """Two interfaces, two subnets: nothing leaks from one to the other."""
    ns, left, right = (lab.namespace(n) for n in ("server", "left", "right"))
    lab.link(ns, "srv0", left, "cli0", "192.0.2.1/24")
    lab.link(ns, "srv1", right, "cli0", "198.51.100.1/24")
    lab.server(ns, """
        ping-check off;
        subnet 192.0.2.0 netmask 255.255.255.0 {
            range 192.0.2.100 192.0.2.199;
            option domain-name "left.example";
        }
        subnet 198.51.100.0 netmask 255.255.255.0 {
            range 198.51.100.100 198.51.100.199;
            option domain-name "right.example";
        }""").start()
    wires = [Wire(left, "cli0"), Wire(right, "cli0")]
    clients = [Client(w) for w in wires]
    for broadcast in (True, False):
        for client, net, name in zip(clients, ("192.0.2.", "198.51.100."),
                                     (b"left.example", b"right.example")):
            ack = client.lease(broadcast=broadcast)
            assert ack.yiaddr.startswith(net)
            assert ack.ip_src == net + "1" and ack.addr(54) == net + "1"
            assert ack.option(15) == name
            other = clients[1 - clients.index(client)]
            assert not list(other.wire.replies(0.05, client.xid))
    # a roaming client is told so
    nak = clients[0].ask("request", options=[
        ("requested_addr", "198.51.100.100")])
    assert nak.type == "nak"
    for wire in wires:
        wire.close()
