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
"""make demo: shows what it promises, and leaves nothing behind."""

import os
import re
import signal
import subprocess

import pytest


def namespaces(pid):
    out = subprocess.run(["ip", "netns", "list"], text=True,
                         stdout=subprocess.PIPE, check=True).stdout
    return [line for line in out.split("\n") if f"-{pid}" in line]


def start(top):
    return subprocess.Popen([top / "tests" / "demo.sh"], cwd=top, text=True,
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, start_new_session=True)


@pytest.mark.xdist_group("demo")
def test_demo(top):
    demo = start(top)
    out, _ = demo.communicate(timeout=240)
    assert demo.returncode == 0, out
    address = re.search(r"^address (192\.0\.2\.\d+)/24$", out, re.M).group(1)
    for what in (rf"^{address} .*lladdr", rf"^{address}  active",
                 rf"^lease {address} {{"):
        assert re.search(what, out, re.M), what
    assert not namespaces(demo.pid)


@pytest.mark.xdist_group("demo")
@pytest.mark.parametrize("sig", [signal.SIGINT, signal.SIGTERM])
def test_interrupted(top, sig):
    demo = start(top)
    seen = ""
    for line in demo.stdout:
        seen += line
        if "a DHCP client" in line:
            break
    os.killpg(demo.pid, sig)
    rest, _ = demo.communicate(timeout=30)
    assert demo.returncode != 0, seen + rest
    assert not namespaces(demo.pid)
    # the session is its own process group: nobody is left in it
    with pytest.raises(ProcessLookupError):
        os.killpg(demo.pid, 0)
