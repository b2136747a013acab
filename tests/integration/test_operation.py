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
"""Starting, reloading, stopping, dying and starting again."""

import os
import re
import signal
import socket

import pytest

from lab import CHILDREN, alive, run, stage, wait_for
from wire import random_mac

SERVER = "192.0.2.1"


def test_ready_and_stop(net):
    server = net.serve()
    assert set(server.children()) == set(CHILDREN)
    pids = list(server.children().values())
    server.process.send_signal(signal.SIGTERM)
    assert server.wait_exit() == 0
    wait_for("all processes to end", lambda: not any(map(alive, pids)))
    assert not server.sock.exists()


@pytest.mark.parametrize("how", ["dhcpdctl", "SIGHUP"])
def test_reload(net, how):
    server = net.serve()
    client = net.client()
    ack = client.lease()
    assert ack.option(15) == b"example.org"
    server.conf.write_text(net.conf().replace("example.org", "example.net"))
    if how == "SIGHUP":
        os.kill(server.pid, signal.SIGHUP)
        server.wait_log("reloaded")
    else:
        assert server.ctl("reload").returncode == 0
    again = client.rebind(ack)
    assert again.yiaddr == ack.yiaddr
    assert again.option(15) == b"example.net"


def test_bad_reload_changes_nothing(net):
    server = net.serve()
    client = net.client()
    ack = client.lease()
    done = server.reload(net.conf(top="this is no statement;"), check=False)
    assert done.returncode == 1
    assert re.search(rf"{server.conf}:\d+:\d+: ", done.stdout)
    again = client.rebind(ack)
    assert (again.type, again.option(15)) == ("ack", b"example.org")
    assert server.reload(net.conf()).returncode == 0


def test_reload_drops_no_packet(net):
    """Clients that ask all the time, while it reloads all the time."""
    server = net.serve()
    client = net.client()
    ack = client.lease()
    for _ in range(20):
        process = net.lab.popen(stage() / "sbin" / "dhcpdctl", "-s",
                                server.sock, "reload")
        while process.poll() is None:
            assert client.rebind(ack).type == "ack"
        assert process.returncode == 0


def test_reload_changes_subnets(net):
    """A range that is gone is not renewed; a new one is used."""
    server = net.serve()
    client = net.client()
    ack = client.lease()
    conf = net.conf().replace("192.0.2.100 192.0.2.199",
                              "192.0.2.20 192.0.2.29")
    assert server.reload(conf).returncode == 0
    assert client.rebind(ack).type == "nak"
    assert re.match(r"192\.0\.2\.2\d$", client.lease().yiaddr)


def test_restart_keeps_leases(net):
    server = net.serve()
    clients = [net.client() for _ in range(20)]
    acks = [client.lease() for client in clients]
    server.stop()
    server.start()
    for client, ack in zip(clients, acks):
        assert client.rebind(ack).yiaddr == ack.yiaddr
    assert net.client().lease().yiaddr not in {a.yiaddr for a in acks}


@pytest.mark.parametrize("victim", ["dhcpd", *CHILDREN])
def test_kill(net, victim):
    """
    SIGKILL for one process: the daemon says so and stops, nothing remains,
    and after a start every client that saw an ACK still has its lease.
    """
    server = net.serve()
    clients = [net.client() for _ in range(10)]
    acks = [client.lease() for client in clients]
    pids = dict(server.children(), dhcpd=server.pid)
    for client in clients:      # some renewals are under way when it dies
        client.send(client.message("request", ciaddr=acks[0].yiaddr))
    os.kill(pids[victim], signal.SIGKILL)
    status = server.wait_exit()
    wait_for("all processes to end",
             lambda: not any(map(alive, pids.values())))
    if victim == "dhcpd":
        assert status == -signal.SIGKILL
    else:
        assert status == 1
        assert re.search(rf"{victim}.*(SIGKILL|signal 9|[Kk]illed)",
                         server.log())
    server.start()
    list(net.wire.replies(0))
    for client, ack in zip(clients, acks):
        assert client.rebind(ack).yiaddr == ack.yiaddr
    assert net.client().lease().yiaddr not in {a.yiaddr for a in acks}


def test_torn_record(net):
    """A crash while writing: the last record is dropped, with a warning."""
    server = net.serve()
    first, second = net.client(), net.client()
    ack = first.lease()
    second.lease()
    server.stop()
    text = server.lease_text()
    server.leases.write_text(text[:text.rindex("hardware")])
    server.start()
    assert re.search(r"dhcpd\.leases:\d+: ", server.log())
    assert first.rebind(ack).type == "ack"
    # what is written from now on can be read back
    third = net.client().lease()
    server.stop()
    server.start()
    assert third.yiaddr in server.ctl("show", "leases").stdout


def start_fails(server, *flags):
    """Starts it; returns what it said before it ended with status 1."""
    server.spawn(*flags)
    assert server.wait_exit() == 1, server.log()
    return server.log()


def test_second_server(net):
    net.serve()
    second = net.lab.server(net.server_ns, net.conf(), "srv0")
    log = start_fails(second)
    assert "in use" in log and "dhcpd" in log


def test_lease_file_is_locked(net):
    first = net.serve()
    other = net.lab.namespace("other")
    net.lab.link(other, "srv0", net.client_ns, "oth0", "192.0.2.1/24")
    second = net.lab.server(other, net.conf(), "srv0")
    second.leases = first.leases
    log = start_fails(second)
    assert str(first.leases) in log


def test_missing_lease_file(net):
    log = start_fails(net.serve(start=False, leases=False))
    assert "dhcpd.leases" in log and "touch" in log


def test_unreadable_lease_file(net):
    server = net.serve(start=False, leases=False)
    server.leases.mkdir()
    assert re.search(r"dhcpd\.leases: .* with -l$", start_fails(server), re.M)


@pytest.mark.parametrize("path, what, flag", [
    ("leases", "lock file", "-l"), ("sock", "control socket", "-s")])
def test_missing_directory(net, path, what, flag):
    """One line: which file, what is wrong, and which flag would help."""
    server = net.serve(start=False)
    setattr(server, path, "/nonexistent/file")
    log = start_fails(server)
    assert re.search(rf"{what} /nonexistent/file\S*: No such file or "
                     rf"directory: .*{flag}$", log, re.M)


def test_broken_configuration(net):
    server = net.serve(start=False)
    server.conf.write_text("subnet 192.0.2.0 {\nrange;\n}\nfoo;\n")
    log = start_fails(server)
    assert f"{server.conf}:1:" in log and f"{server.conf}:4:" in log


def test_missing_configuration(net):
    server = net.serve(start=False)
    server.conf.unlink()
    assert str(server.conf) in start_fails(server)


def test_interface_without_address(net):
    net.server_ns.ip("link", "add", "br0", "type", "bridge")
    net.server_ns.ip("link", "set", "br0", "up")
    server = net.lab.server(net.server_ns, net.conf(), "br0")
    assert re.search(r"br0.*address", start_fails(server))


def test_interfaces_are_chosen(net):
    """Without names: those with an address in a subnet; reasons logged."""
    net.server_ns.ip("link", "add", "br0", "type", "bridge")
    net.server_ns.ip("addr", "add", "203.0.113.1/24", "dev", "br0")
    net.server_ns.ip("link", "set", "br0", "up")
    server = net.lab.server(net.server_ns, net.conf()).start()
    shown = server.ctl("show", "interfaces").stdout
    assert re.search(r"srv0.*192\.0\.2\.1", shown, re.S)
    assert re.search(r"br0.*subnet", shown)
    assert re.search(r"br0.*subnet", server.log())
    assert re.search(r"lo\b", server.log())


def test_configtest(net):
    server = net.serve(start=False)
    command = [server.program, "-n", "-c", server.conf]
    done = run(*command)
    assert "configuration OK" in done.stdout
    server.conf.write_text("range;\n\nfoo;\n")
    done = run(*command, check=False)
    assert done.returncode == 1
    assert f"{server.conf}:1:" in done.stdout
    assert f"{server.conf}:3:" in done.stdout


def test_configuration_prints_back(net):
    server = net.serve(start=False)
    done = run(server.program, "-nv", "-c", server.conf)
    printed = done.stdout.replace("configuration OK\n", "")
    server.conf.write_text(printed)
    again = run(server.program, "-nv", "-c", server.conf)
    assert again.stdout.replace("configuration OK\n", "") == printed


def test_names_are_looked_up(net):
    """localhost is in everybody's hosts file; .invalid never is."""
    server = net.serve(start=False)
    server.conf.write_text(net.conf(top="next-server localhost;"))
    done = run(server.program, "-nv", "-c", server.conf)
    assert "next-server 127.0.0.1;" in done.stdout
    server.conf.write_text(net.conf(top="next-server no.such.invalid;"))
    done = run(server.program, "-n", "-c", server.conf, check=False)
    assert done.returncode == 1
    assert re.search(r":\d+: .*no\.such\.invalid", done.stdout)
    # at start-up it is a warning: a boot without DNS still has DHCP
    server.start()
    assert "no.such.invalid" in server.log()
    assert net.client().lease().siaddr != "127.0.0.1"


def test_usage(net):
    done = run(stage() / "sbin" / "dhcpd", "-?", check=False)
    assert done.returncode != 0 and "usage" in done.stdout


def test_not_root(net):
    net.lab.dir.chmod(0o755)
    server = net.serve(start=False)
    done = run("setpriv", "--reuid", "65534", "--clear-groups",
               *server.command("-d"), check=False)
    assert done.returncode == 1
    assert "root" in done.stdout


def test_detaches(net):
    """It returns when it serves, and not before; errors reach us."""
    server = net.serve(start=False)
    theirs, ours = os.pipe()
    done = net.server_ns.run(*server.command(), pass_fds=[ours])
    assert done.returncode == 0, done.stdout
    os.close(ours)
    try:
        with open(theirs, "rb") as inherited:
            os.set_blocking(theirs, False)
            assert inherited.read() == b"", "it keeps what it inherited"
        assert net.client().lease().type == "ack"
        out = server.ctl("show", "processes").stdout
        pid = int(re.search(r"\bparent\s+(\d+)", out).group(1))
        for fd in (0, 1, 2):
            assert os.readlink(f"/proc/{pid}/fd/{fd}") == "/dev/null"
        assert os.getsid(pid) != os.getsid(0)
    finally:
        out = server.ctl("show", "processes").stdout
        pids = [int(p) for p in re.findall(r"^\S+\s+(\d+)", out, re.M)]
        parent = int(re.search(r"\bparent\s+(\d+)", out).group(1))
        os.kill(parent, signal.SIGTERM)
        wait_for("all processes to end", lambda: not any(map(alive, pids)))
    server.conf.write_text("foo;")
    done = net.server_ns.run(*server.command(), check=False)
    assert done.returncode == 1
    assert f"{server.conf}:1:" in done.stdout


def test_address_added_is_served(net):
    """Sockets follow the interface's addresses; leases stay."""
    server = net.serve()
    client = net.client()
    ack = client.lease()
    net.server_ns.ip("addr", "add", "192.0.2.3/24", "dev", "srv0")
    wait_for("the address to be served",
             lambda: "192.0.2.3" in server.ctl("show", "interfaces").stdout)
    again = client.ask("request", ciaddr=ack.yiaddr, src=ack.yiaddr,
                       dst="192.0.2.3", dst_mac=net.server_mac)
    assert (again.type, again.ip_src) == ("ack", "192.0.2.3")


@pytest.mark.parametrize("payload", [
    b"", b"\x01", b"\x01" * 235, bytes(300), b"\x02" + bytes(299),
    b"\x01\x01\x11\x00" + bytes(300), b"\xff" * 1400], ids=len)
def test_malformed_packets(net, payload):
    """Dropped and counted; everybody else is served."""
    server = net.serve()

    def counted():
        return sum(value for name, value in server.stats().items()
                   if name.startswith("dropped-"))
    before = counted()
    with net.client_ns.inside():
        sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    net.client_ns.ip("addr", "add", "192.0.2.2/24", "dev", "cli0")
    with sock:
        sock.sendto(payload, (SERVER, 67))
    server.wait_stat("packets-received", 1)
    wait_for("it to be counted", lambda: counted() > before)
    assert net.client(random_mac()).lease().type == "ack"
