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
Interfaces and addresses come, change and go, while clients keep leasing:
nothing breaks, nothing is left behind, and everybody is served afterwards.
"""

import collections
import contextlib
import os
import pathlib
import random

import pytest

from lab import wait_for
from wire import Client, Wire, random_mac

EVENTS = 200
LINKS = 3
CLIENTS = 4     # on each link

CONF = "ping-check off;\n" + "".join(f"""
subnet 10.{n}.0.0 netmask 255.255.255.0 {{
	range 10.{n}.0.100 10.{n}.0.199;
}}""" for n in range(LINKS))


class Link:
    """
    A veth pair srvN--cliN, and the clients there.  Methods named after
    events do what they say and return whether it was possible.
    """

    def __init__(self, lab, server_ns, client_ns, number, rng):
        self.lab, self.rng = lab, rng
        self.ns, self.client_ns = server_ns, client_ns
        self.number = number
        self.primary = f"10.{number}.0.1"
        self.wire = None
        self.macs = [random_mac() for _ in range(CLIENTS)]
        self.waiting = {}       # client by xid
        self.given = {}         # address by hardware address
        self.acks = 0
        self.recreate()

    def ip(self, *args):
        self.ns.ip(*args)

    @property
    def default_name(self):
        return f"srv{self.number}"

    def recreate(self):
        if self.wire is not None:
            return False
        self.name, self.up = self.default_name, True
        self.addresses = [self.primary]
        self.lab.link(self.ns, self.name, self.client_ns,
                      f"cli{self.number}", self.primary + "/24")
        self.wire = Wire(self.client_ns, f"cli{self.number}")
        return True

    def destroy(self):
        if self.wire is None:
            return False
        self.wire.close()
        self.wire = None
        self.ip("link", "del", self.name)
        return True

    def set_down(self):
        if self.wire is None or not self.up:
            return False
        self.ip("link", "set", self.name, "down")
        self.up = False
        return True

    def set_up(self):
        if self.wire is None or self.up:
            return False
        self.ip("link", "set", self.name, "up")
        self.up = True
        return True

    def rename(self, name=None):
        if self.wire is None:
            return False
        if name is None:
            name = self.rng.choice([
                self.default_name,
                f"new{self.number}.{self.rng.randrange(1000)}"])
        if name == self.name:
            return False
        self.ip("link", "set", self.name, "down")
        self.ip("link", "set", self.name, "name", name)
        self.name = name
        if self.up:
            self.ip("link", "set", self.name, "up")
        return True

    def add_address(self):
        new = f"10.{self.number}.0.{self.rng.randrange(1, 9)}"
        if self.wire is None or new in self.addresses:
            return False
        self.ip("addr", "add", new + "/24", "dev", self.name)
        self.addresses.append(new)
        return True

    def remove_address(self, old=None):
        if self.wire is None or not self.addresses:
            return False
        old = old or self.rng.choice(self.addresses)
        self.ip("addr", "del", old + "/24", "dev", self.name)
        if old == self.addresses[0]:    # its secondaries go with it
            self.ip("addr", "flush", "dev", self.name)
            self.addresses = []
        else:
            self.addresses.remove(old)
        return True

    def change_address(self):
        """The primary address is another one at once."""
        if self.wire is None or not self.addresses:
            return False
        new = f"10.{self.number}.0.{self.rng.randrange(11, 19)}"
        self.ip("addr", "flush", "dev", self.name)
        self.ip("addr", "add", new + "/24", "dev", self.name)
        self.addresses = [new]
        return True

    def change_mac(self):
        if self.wire is None:
            return False
        self.ip("link", "set", self.name, "address", random_mac())
        return True

    EVENTS = (recreate, recreate, destroy, set_down, set_up, set_up, rename,
              add_address, add_address, remove_address, change_address,
              change_mac)

    def event(self):
        while not self.rng.choice(self.EVENTS)(self):
            pass

    def restore(self):
        """As it was at first."""
        self.recreate()
        self.set_up()
        self.rename(self.default_name)
        if self.addresses != [self.primary]:
            self.ip("addr", "flush", "dev", self.name)
            self.ip("addr", "add", self.primary + "/24", "brd", "+", "dev",
                    self.name)
            self.addresses = [self.primary]

    # Clients.

    def discover(self):
        if self.wire is None:
            return
        client = Client(self.wire, self.rng.choice(self.macs))
        with contextlib.suppress(OSError):
            client.send(client.message("discover"))
            self.waiting[client.xid] = client

    def hear(self, timeout=0.001):
        """Goes on with whatever comes; until an ACK does."""
        if self.wire is None:
            return
        acks = self.acks
        with contextlib.suppress(OSError):
            for reply in self.wire.replies(timeout):
                self.answer(reply)
                if self.acks > acks:
                    return

    def answer(self, reply):
        client = self.waiting.get(reply.xid)
        if client is None:
            return
        assert reply.type in ("offer", "ack", "nak"), reply
        if reply.type == "offer":
            client.send(client.message("request", xid=reply.xid, options=[
                ("requested_addr", reply.yiaddr),
                ("server_id", reply.addr(54))]))
        elif reply.type == "ack":
            del self.waiting[reply.xid]
            self.acks += 1
            # a client keeps its address through all of this
            assert self.given.setdefault(client.mac, reply.yiaddr) == \
                reply.yiaddr

    def serve_one(self):
        """Somebody is served, maybe after asking again."""
        self.waiting.clear()
        before = self.acks

        def served():
            self.discover()
            self.hear(0.5)
            return self.acks > before
        wait_for(f"an ACK on {self.name}", served)


def descriptors(server):
    """How many of each kind the frontend and the parent have."""
    found = {}
    for name, pid in (("parent", server.pid),
                      ("frontend", server.children()["frontend"])):
        kinds = collections.Counter()
        for fd in pathlib.Path(f"/proc/{pid}/fd").iterdir():
            kinds[os.readlink(fd).partition(":[")[0]] += 1
        found[name] = kinds
    return found


@pytest.mark.parametrize("mode", ["named", "all", "any"])
def test_churn(lab, mode):
    seed = int(os.environ.get("DHCPD_SEED", random.randrange(2 ** 32)))
    print(f"DHCPD_SEED={seed}")
    rng = random.Random(seed)
    server_ns, client_ns = (lab.namespace(n) for n in ("server", "client"))
    links = [Link(lab, server_ns, client_ns, n, rng) for n in range(LINKS)]
    names = [link.name for link in links] if mode == "named" else []
    conf = ("listen on any;" if mode == "any" else "") + CONF
    server = lab.server(server_ns, conf, *names).start()
    for link in links:
        while len(link.given) < CLIENTS:
            link.serve_one()
    children = server.children()
    ports, fds = server_ns.udp_ports(), descriptors(server)

    for n in range(EVENTS):
        rng.choice(links).event()
        for link in rng.sample(links, 2):
            link.discover()
        for link in links:
            link.hear()
        if n % 20 == 19:
            link = rng.choice(links)
            link.restore()
            link.serve_one()
    for link in links:
        link.restore()
        link.serve_one()

    assert server.children() == children
    wait_for("the sockets of the beginning",
             lambda: server_ns.udp_ports() == ports)
    wait_for("the descriptors of the beginning",
             lambda: descriptors(server) == fds)
    for link in links:
        for mac in link.macs:
            client = Client(link.wire, mac)
            ack = client.lease()
            assert ack.yiaddr == link.given[mac]
            again = client.renew(ack, server_ns.mac(link.name))
            assert (again.type, again.yiaddr) == ("ack", ack.yiaddr)
            assert again.ip_src == link.primary
        link.wire.close()
