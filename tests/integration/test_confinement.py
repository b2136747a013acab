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
"""What confines each process, as the kernel tells it in /proc."""

import os
import pathlib
import pwd
import re

import pytest

from lab import CHILDREN, stage

CAP_NET_ADMIN = 12
CAP_NET_BIND_SERVICE = 10


def status(pid):
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return dict(re.findall(r"^(\w+):\s*(.*)$", text, re.M))


@pytest.mark.parametrize("name", CHILDREN)
def test_child(net, name):
    pid = net.serve().children()[name]
    kernel = status(pid)
    user = pwd.getpwnam("_dhcp")
    assert kernel["Uid"].split() == [str(user.pw_uid)] * 4
    assert kernel["Gid"].split() == [str(user.pw_gid)] * 4
    assert kernel["Groups"].split() in ([], [str(user.pw_gid)])
    assert kernel["Seccomp"] == "2"
    assert kernel["NoNewPrivs"] == "1"
    caps = 1 << CAP_NET_ADMIN if name == "route" else 0
    assert int(kernel["CapEff"], 16) == caps
    assert int(kernel["CapPrm"], 16) == caps
    assert int(kernel["CapInh"], 16) == 0
    assert int(kernel["CapAmb"], 16) == 0
    root = os.readlink(f"/proc/{pid}/root")
    if name == "resolver":
        assert root == "/"
    else:
        assert root == str(stage() / "var" / "empty")
        assert os.readlink(f"/proc/{pid}/cwd") == root
    assert pathlib.Path(f"/proc/{pid}/environ").read_bytes() == b""


def test_parent(net):
    server = net.serve()
    kernel = status(server.pid)
    assert kernel["Seccomp"] == "2" and kernel["NoNewPrivs"] == "1"
    caps = int(kernel["CapEff"], 16)
    assert caps & 1 << CAP_NET_BIND_SERVICE
    assert not caps & 1 << CAP_NET_ADMIN


def test_show_processes(net):
    server = net.serve()
    out = server.ctl("show", "processes").stdout
    for name, pid in dict(server.children(), parent=server.pid).items():
        line = re.search(rf"^{name}\s+{pid}\b.*$", out, re.M)
        assert line, out
    assert "seccomp" in out and "_dhcp" in out
    assert "mismatch" not in out.lower()


def test_only_what_was_handed(net):
    """No process but the frontend holds a UDP socket that clients reach."""
    server = net.serve()
    net.client().lease()
    inodes = {}
    for name, pid in server.children().items():
        for fd in pathlib.Path(f"/proc/{pid}/fd").iterdir():
            inodes.setdefault(os.readlink(fd), set()).add(name)
    udp = net.server_ns.run("cat", "/proc/net/udp").stdout
    for line in udp.splitlines()[1:]:
        fields = line.split()
        if fields[1].endswith(":0043"):
            holders = inodes.get(f"socket:[{fields[9]}]", set())
            assert holders == {"frontend"}, (fields[1], holders)
    # no raw packet socket anywhere: UDP only
    packet = net.server_ns.run("cat", "/proc/net/packet").stdout
    assert len(packet.splitlines()) == 1
