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
"""The usual network: a server and one link with clients."""

import os
import types

import pytest

import lab as laboratory
from lab import Lab
from wire import Client, Wire, random_mac

CONF = """
default-lease-time 3600;
max-lease-time 7200;
option domain-name "example.org";
option domain-name-servers 192.0.2.53;
{top}
subnet 192.0.2.0 netmask 255.255.255.0 {{
	option routers 192.0.2.1;
	range 192.0.2.100 192.0.2.199;
	{subnet}
}}
"""


def pytest_generate_tests(metafunc):
    """Every test runs twice: plain, and with the sanitizers."""
    variants = os.environ.get("DHCPD_VARIANT", "gcc asan").split()
    metafunc.parametrize("variant", variants, indirect=True)


@pytest.fixture(autouse=True)
def variant(request):
    laboratory.variant = request.param


@pytest.fixture
def lab(variant):
    made = Lab()
    yield made
    made.close()


@pytest.fixture
def net(lab):
    """
    A server namespace (interface srv0, 192.0.2.1) linked to a client
    namespace (interface cli0, no address).  Probing is off unless a test
    wants it: nobody answers there, and each offer would take a second.
    """
    n = types.SimpleNamespace()
    n.lab = lab
    n.server_ns = lab.namespace("server")
    n.client_ns = lab.namespace("client")
    lab.link(n.server_ns, "srv0", n.client_ns, "cli0", "192.0.2.1/24")
    n.server_mac = n.server_ns.mac("srv0")
    n.wire = Wire(n.client_ns, "cli0")

    def serve(top="", subnet="", ping_check=False, start=True, **kwargs):
        conf = n.conf(top, subnet, ping_check)
        n.server = lab.server(n.server_ns, conf, "srv0", **kwargs)
        return n.server.start() if start else n.server

    def conf(top="", subnet="", ping_check=False):
        top += "" if ping_check else "\nping-check off;"
        return CONF.format(top=top, subnet=subnet)

    def client(mac=None, uid=None):
        return Client(n.wire, mac or random_mac(), uid)

    n.serve, n.conf, n.client = serve, conf, client
    yield n
    n.wire.close()
