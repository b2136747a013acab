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
"""-A, -C and -L: sets of nftables follow the leases."""

import os
import re
import signal

import pytest

from lab import CHILDREN, alive, wait_for
from test_confinement import CAP_NET_ADMIN, status
from wire import random_mac

FLAGS = ("-A", "inet:fw:abandoned", "-C", "inet:fw:changed",
         "-L", "inet:fw:leased")
SETS = ("abandoned", "changed", "leased")


@pytest.fixture
def fw(net):
    """The server's namespace has the sets; returns what is in one."""
    net.server_ns.run("nft", "add table inet fw")
    for name in SETS:
        net.server_ns.run(
            "nft", f"add set inet fw {name} {{ type ipv4_addr; }}")

    def elements(name):
        out = net.server_ns.run("nft", "list set inet fw", name).stdout
        return set(re.findall(r"\d+\.\d+\.\d+\.\d+", out))
    return elements


def serve(net, *flags, **kwargs):
    return net.serve(start=False, **kwargs).start(*(flags or FLAGS))


def wait_sets(fw, abandoned=(), changed=(), leased=()):
    want = [set(abandoned), set(changed), set(leased)]
    wait_for(f"the sets to be {want}", lambda: [fw(s) for s in SETS] == want)


def release(client, ack):
    client.send(client.message(
        "release", ciaddr=ack.yiaddr, options=[("server_id", ack.addr(54))]),
        src=ack.yiaddr)


def test_leased(net, fw):
    """It enters with the ACK, not with the OFFER, and leaves on release."""
    serve(net)
    first, second = net.client(), net.client()
    offer = first.ask("discover")
    other = second.lease()
    wait_sets(fw, leased=[other.yiaddr])
    ack = first.select(offer)
    wait_sets(fw, leased=[other.yiaddr, ack.yiaddr])
    assert second.rebind(other).type == "ack"
    release(first, ack)
    wait_sets(fw, leased=[other.yiaddr])


def test_fixed_address(net, fw):
    """The configuration gives it, without a lease: it is in no set."""
    client, other = net.client(), net.client()
    server = net.serve(start=False, subnet=(
        f"host h {{ hardware ethernet {client.mac}; "
        "fixed-address 192.0.2.20; }"))
    server.start(*FLAGS)
    assert client.lease().yiaddr == "192.0.2.20"
    ack = other.lease()
    wait_sets(fw, leased=[ack.yiaddr])


def test_expiry(net, fw):
    serve(net, top="min-lease-time 1; default-lease-time 2;")
    ack = net.client().lease()
    wait_for("the lease to be in", lambda: fw("leased") == {ack.yiaddr})
    wait_sets(fw)


def serve_one(net, *flags):
    """There is one address only."""
    server = net.serve(start=False)
    server.conf.write_text(net.conf().replace("192.0.2.100 192.0.2.199",
                                              "192.0.2.50"))
    return server.start(*(flags or FLAGS))


def test_changed(net, fw):
    """Another hardware address has it, until that lease ends."""
    serve_one(net)
    first, second = net.client(), net.client()
    ack = first.lease()
    release(first, ack)
    wait_sets(fw)
    first.lease()
    wait_sets(fw, leased=["192.0.2.50"])
    release(first, ack)
    wait_sets(fw)
    ack = second.lease()
    wait_sets(fw, leased=["192.0.2.50"], changed=["192.0.2.50"])
    assert second.rebind(ack).type == "ack"
    wait_sets(fw, leased=["192.0.2.50"], changed=["192.0.2.50"])
    release(second, ack)
    wait_sets(fw)


def test_same_client_other_hardware(net, fw):
    """Who it is for DHCP says nothing to a packet filter."""
    serve_one(net)
    first = net.client(uid=b"\x00same")
    ack = first.lease()
    wait_sets(fw, leased=[ack.yiaddr])
    second = net.client(mac=random_mac(), uid=b"\x00same")
    assert second.lease().yiaddr == ack.yiaddr
    wait_sets(fw, leased=[ack.yiaddr], changed=[ack.yiaddr])


def test_abandoned(net, fw):
    server = serve(net)
    client, other = net.client(), net.client()
    ack = client.lease()
    kept = other.lease()
    wait_sets(fw, leased=[ack.yiaddr, kept.yiaddr])
    client.send(client.message("decline", options=[
        ("requested_addr", ack.yiaddr), ("server_id", ack.addr(54))]))
    wait_sets(fw, abandoned=[ack.yiaddr], leased=[kept.yiaddr])
    server.stop()
    net.server_ns.run("nft", "flush set inet fw abandoned")
    server.start(*FLAGS)
    wait_sets(fw, abandoned=[ack.yiaddr], leased=[kept.yiaddr])


@pytest.mark.parametrize("how", ["stop", "kill", *CHILDREN, "pftable"])
def test_restart(net, fw, how):
    """
    What happened to the sets meanwhile does not matter.  That an address
    has changed hands is known by the set only, and stays there.
    """
    server = serve_one(net)
    first = net.client()
    release(first, first.lease())
    server.wait_log(r"released 192\.0\.2\.50")
    wait_sets(fw)
    ack = net.client().lease()
    wait_sets(fw, leased=[ack.yiaddr], changed=[ack.yiaddr])
    pids = dict(server.children(), kill=server.pid)
    if how == "stop":
        server.stop()
    else:
        os.kill(pids[how], signal.SIGKILL)
        server.wait_exit()
        wait_for("all processes to end",
                 lambda: not any(map(alive, pids.values())))
        server.stop()
    net.server_ns.run("nft", "delete element inet fw leased "
                      f"{{ {ack.yiaddr} }}")
    for name in SETS:
        net.server_ns.run("nft", f"add element inet fw {name} "
                          "{ 192.0.2.77 }")
    server.start(*FLAGS)
    wait_sets(fw, leased=[ack.yiaddr], changed=[ack.yiaddr])


def test_expired_meanwhile(net, fw):
    server = serve(net)
    ack = net.client().lease()
    wait_sets(fw, leased=[ack.yiaddr])
    server.stop()
    text = server.lease_text()
    server.leases.write_text(re.sub(r"ends \d .*;",
                                    "ends 1 2024/01/01 00:00:00 UTC;", text))
    server.start(*FLAGS)
    wait_sets(fw)


def test_reload_fills_again(net, fw):
    """After a reload of the packet filter, one of dhcpd."""
    server = serve(net)
    acks = [net.client().lease() for _ in range(5)]
    leased = {ack.yiaddr for ack in acks}
    wait_sets(fw, leased=leased)
    net.server_ns.run("nft", "flush set inet fw leased")
    assert server.ctl("reload").returncode == 0
    wait_sets(fw, leased=leased)


def test_set_removed(net, fw):
    """Clients are served nevertheless, and it is filled when it is back."""
    server = serve(net, "-L", "inet:fw:leased")
    first = net.client().lease()
    wait_for("it to be in", lambda: fw("leased") == {first.yiaddr})
    net.server_ns.run("nft", "delete set inet fw leased")
    second = net.client().lease()
    server.wait_log(r"pftable: sets can't be changed, one of them was removed")
    net.server_ns.run("nft", "add set inet fw leased { type ipv4_addr; }")
    wait_for("both to be in", lambda: fw("leased") ==
             {first.yiaddr, second.yiaddr}, timeout=40)


def test_many(net, fw):
    """More leases at the start than fit into one batch, or one message."""
    server = net.serve(start=False)
    server.conf.write_text(
        net.conf() + "shared-network x { subnet 10.0.0.0 netmask 255.255.0.0 "
        "{ range 10.0.0.1 10.0.255.254; } }\n")
    addrs = [f"10.0.{i // 250}.{i % 250 + 1}" for i in range(10000)]
    with server.leases.open("w") as f:
        for i, addr in enumerate(addrs):
            f.write(f"lease {addr} {{\n\tstarts 1 2024/01/01 00:00:00 UTC;\n"
                    "\tends never;\n\thardware ethernet "
                    f"02:00:00:00:{i // 256:02x}:{i % 256:02x};\n}}\n")
    server.start("-L", "inet:fw:leased")
    assert fw("leased") == set(addrs)


@pytest.mark.parametrize("name, family, table", [
    ("t:s", "ip", "t"), ("ip:t:s", "ip", "t"), ("bridge:t:s", "bridge", "t")])
def test_names(net, name, family, table):
    net.server_ns.run("nft", f"add table {family} {table}")
    net.server_ns.run("nft",
                      f"add set {family} {table} s {{ type ipv4_addr; }}")
    serve(net, "-L", name)
    ack = net.client().lease()
    wait_for("the lease to be in", lambda: ack.yiaddr in net.server_ns.run(
        "nft", f"list set {family} {table} s").stdout)


@pytest.mark.parametrize("flags, error", [
    (("-L", "inet:fw:nosuch"), "set inet:fw:nosuch does not exist"),
    (("-A", "inet:nosuch:leased"), "set inet:nosuch:leased does not exist"),
    (("-C", "fw:leased"), "set fw:leased does not exist"),
    (("-L", "leased"), r"leased: .* \[family:\]table:set"),
    (("-L", "ip6:fw:leased"), "ip6:fw:leased: ip6 is no family"),
    (("-L", "inet:fw:"), r"inet:fw:: .* \[family:\]table:set"),
    (("-L", "inet:fw:" + "x" * 300), "the name is too long"),
    (("-L", "inet:fw:six"), "inet:fw:six: its type must be ipv4_addr"),
    (("-L", "inet:fw:nets"), "inet:fw:nets: must not have the flags"),
    (("-L", "inet:fw:short"), "inet:fw:short: must not have a timeout"),
    (("-L", "inet:fw:leased", "-A", "inet:fw:leased"),
     "-A inet:fw:leased: that table is for something else"),
    (("-L", "ip:old:leased", "-A", "old:leased"),
     "ip:old:leased is the same set as old:leased"),
    (("-A", ""), "-A : no name of a table"),
    (("-Y", "192.0.2.2"), "-Y: lease synchronization does not exist yet"),
    (("-y", "srv0"), "-y: lease synchronization does not exist yet")])
def test_bad_flags(net, fw, flags, error):
    net.server_ns.run("nft", "add table ip old")
    net.server_ns.run("nft", "add set ip old leased { type ipv4_addr; }")
    for name, kind in (("six", "type ipv6_addr;"),
                       ("nets", "type ipv4_addr; flags interval;"),
                       ("short", "type ipv4_addr; timeout 1h;")):
        net.server_ns.run("nft", f"add set inet fw {name} {{ {kind} }}")
    server = net.serve(start=False).spawn(*flags)
    assert server.wait_exit() == 1
    assert re.search(error, server.log()), server.log()


def test_confined(net, fw):
    server = serve(net)
    pid = server.children()["pftable"]
    kernel = status(pid)
    assert kernel["Seccomp"] == "2" and kernel["NoNewPrivs"] == "1"
    assert int(kernel["CapEff"], 16) == 1 << CAP_NET_ADMIN
    assert "0" not in kernel["Uid"].split()
    out = server.ctl("show", "processes").stdout
    assert re.search(rf"^pftable\s+{pid}\b.*$", out, re.M), out
    assert "mismatch" not in out.lower()


def test_only_with_a_flag(net):
    assert set(net.serve().children()) == set(CHILDREN)
