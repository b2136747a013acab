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
"""dhcpdctl(8) against a running server."""

import re
import socket

from lab import run, stage, wait_for


def test_show_leases(net):
    server = net.serve()
    assert "no leases" in server.ctl("show", "leases").stdout
    client = net.client()
    ack = client.lease(options=[("hostname", b"lap\x1b[31mtop")])
    out = server.ctl("show", "leases").stdout
    header, line = out.splitlines()
    assert ack.yiaddr in line and client.mac in line
    assert re.search(r"in (59|60)m|in 1h", line)
    assert "\x1b" not in out and "lap" in line
    # the columns line up: every cell begins below its heading
    assert line.index(client.mac) == next(
        m.start() for m in re.finditer(r"\S+", header)
        if m.start() >= line.index(client.mac))


def test_many_leases(net):
    """More than one slice, in the order of the addresses."""
    conf = net.conf().replace("192.0.2.100 192.0.2.199",
                              "192.0.2.2 192.0.2.254")
    server = net.lab.server(net.server_ns, conf, "srv0", leases=False)
    with open(server.leases, "w") as f:
        for n in range(60000):
            f.write(f"lease 10.{n >> 16}.{n >> 8 & 255}.{n & 255} {{\n"
                    "\tstarts 0 2020/01/05 00:00:00 UTC;\n"
                    "\tends 0 2090/01/01 00:00:00 UTC;\n"
                    f"\thardware ethernet 02:00:00:00:{n >> 8:02x}:"
                    f"{n & 255:02x};\n}}\n")
    server.start()
    out = server.ctl("show", "leases").stdout.splitlines()
    assert len(out) == 60001
    shown = [socket.inet_aton(line.split()[0]) for line in out[1:]]
    assert shown == sorted(shown)
    assert net.client().lease().type == "ack"


def test_words(net):
    server = net.serve()
    assert "no leases" in server.ctl("sh", "le").stdout
    done = server.ctl("show", "lightbulbs", check=False)
    assert done.returncode == 2
    assert "leases" in done.stdout and "interfaces" in done.stdout
    assert server.ctl("log", "verbose").returncode == 0
    assert server.ctl("log", "brief").returncode == 0


def test_no_daemon(net):
    done = run(stage() / "sbin" / "dhcpdctl", "-s",
               net.lab.dir / "nothing.sock", "show", "leases", check=False)
    assert done.returncode == 1
    assert "running" in done.stdout


def test_hostile_connections(net):
    """Garbage, silence and too many of them: closed; others are served."""
    server = net.serve()
    sockets = []
    for n in range(80):
        s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        s.connect(str(server.sock))
        s.settimeout(10)
        sockets.append(s)
        if n % 3 == 0:
            s.sendall(b"\xff" * 64)
        elif n % 3 == 1:
            s.sendall(b"\0\0")
    assert sockets[0].recv(1) == b""
    for s in sockets:
        s.close()
    wait_for("it to answer", lambda: server.ctl(
        "show", "interfaces", check=False).returncode == 0)
    assert set(server.children())


def test_two_instances(net, lab):
    """Each with its own socket."""
    other = lab.namespace("other")
    lab.link(other, "srv0", net.client_ns, "oth0", "192.0.2.1/24")
    first = net.serve()
    second = lab.server(other, net.conf(), "srv0").start()
    net.client().lease()
    assert "no leases" not in first.ctl("show", "leases").stdout
    assert "no leases" in second.ctl("show", "leases").stdout
