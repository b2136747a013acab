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
Namespaces, links, servers and clients for the integration tests.

A Lab owns everything that a test makes: it ends the processes by pid and
deletes the namespaces when it is closed.  Nothing here waits for a time to
pass: wait_for() polls for an event, with a bound.
"""

import contextlib
import ctypes
import itertools
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
CHILDREN = ("frontend", "engine", "leasedb", "route", "control", "resolver")
CLONE_NEWNET = 0x40000000

libc = ctypes.CDLL(None, use_errno=True)
numbers = itertools.count(1)


variant = "gcc"     # the build under test; see conftest.py


def stage():
    """The installed tree under test: the plain one, or the sanitizers'."""
    return TOP / "build" / variant / "stage"


def wait_for(what, condition, timeout=20.0):
    """Returns the first true value of condition(), fails after timeout."""
    deadline = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"timed out waiting for {what}")
        time.sleep(0.01)


def run(*args, check=True, **kwargs):
    """Runs a command to its end and returns it with its output as text."""
    done = subprocess.run([str(a) for a in args], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=60, **kwargs)
    if check and done.returncode != 0:
        raise AssertionError(f"{args}: exit {done.returncode}\n{done.stdout}")
    return done


def alive(pid):
    """Is it a process that runs (and is no zombie)?"""
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


class Namespace:
    def __init__(self, lab, name):
        self.lab = lab
        self.label = name
        self.name = f"dhcpd-{os.getpid()}-{next(numbers)}-{name}"
        run("ip", "netns", "add", self.name)
        self.ip("link", "set", "lo", "up")

    def ip(self, *args, check=True):
        return run("ip", "-n", self.name, *args, check=check).stdout

    def run(self, *args, **kwargs):
        return run("ip", "netns", "exec", self.name, *args, **kwargs)

    def popen(self, *args, **kwargs):
        return self.lab.popen("ip", "netns", "exec", self.name, *args,
                              **kwargs)

    def forward(self):
        """Makes it a router."""
        self.run("sysctl", "-q", "-w", "net.ipv4.ip_forward=1")

    def udp_ports(self):
        """(address, port) of each UDP socket, as often as there is one."""
        out = self.run("cat", "/proc/net/udp").stdout
        return sorted(
            (socket.inet_ntoa(int(addr, 16).to_bytes(4, "little")),
             int(port, 16))
            for addr, port in re.findall(r"^ *\d+: (\w{8}):(\w{4}) ", out,
                                         re.M))

    @contextlib.contextmanager
    def inside(self):
        """Sockets made in this block are in the namespace."""
        with open("/proc/self/ns/net") as home, \
                open(f"/run/netns/{self.name}") as there:
            if libc.setns(there.fileno(), CLONE_NEWNET) == -1:
                raise OSError(ctypes.get_errno(), "setns")
            try:
                yield
            finally:
                libc.setns(home.fileno(), CLONE_NEWNET)

    def addresses(self, ifname):
        """IPv4 addresses of an interface, without prefix lengths."""
        out = self.ip("-4", "-o", "addr", "show", "dev", ifname, check=False)
        return re.findall(r"inet ([0-9.]+)", out)

    def mac(self, ifname):
        out = self.ip("-o", "link", "show", "dev", ifname)
        return re.search(r"link/ether ([0-9a-f:]+)", out).group(1)

    def delete(self):
        run("ip", "netns", "del", self.name, check=False)


class Lab:
    def __init__(self):
        self.dir = pathlib.Path(tempfile.mkdtemp(prefix="dhcpd-lab."))
        os.chmod(self.dir, 0o755)
        self.namespaces = []
        self.processes = []
        self.servers = []

    def namespace(self, name):
        ns = Namespace(self, name)
        self.namespaces.append(ns)
        return ns

    def link(self, ns1, if1, ns2, if2, addr1=None, addr2=None):
        """A veth pair between two namespaces, up, with addresses."""
        ns1.ip("link", "add", if1, "type", "veth", "peer", "name", if2,
               "netns", ns2.name)
        for ns, ifname, addr in ((ns1, if1, addr1), (ns2, if2, addr2)):
            if addr:
                ns.ip("addr", "add", addr, "brd", "+", "dev", ifname)
            ns.ip("link", "set", ifname, "up")

    def popen(self, *args, **kwargs):
        process = subprocess.Popen([str(a) for a in args], **kwargs)
        self.processes.append(process)
        return process

    def dhcrelay(self, ns, *args):
        """ISC's relay agent, when it relays; returns the process."""
        logfile = self.dir / f"dhcrelay{next(numbers)}"
        with open(logfile, "wb") as log:
            process = ns.popen("dhcrelay", "-4", "-d", "--no-pid", *args,
                               stdout=log, stderr=log)

        def relays():
            text = logfile.read_text(errors="replace")
            assert process.poll() is None, text
            return "Sending on   Socket/fallback" in text
        wait_for("dhcrelay to start", relays)
        return process

    def server(self, ns, conf, *interfaces, **kwargs):
        server = Server(self, ns, conf, *interfaces, **kwargs)
        self.servers.append(server)
        return server

    def close(self):
        """Ends and removes everything, then tells what was wrong with it."""
        problems = []
        for server in self.servers:
            try:
                server.stop()
            except AssertionError as e:
                problems.append(str(e))
            problems += server.sanitizer_reports()
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.wait()
        for ns in self.namespaces:
            ns.delete()
        shutil.rmtree(self.dir)
        assert not problems, "\n".join(problems)


class Server:
    """A dhcpd in a namespace, in the foreground, logging to a file."""

    def __init__(self, lab, ns, conf, *interfaces, leases=True):
        self.lab = lab
        self.ns = ns
        self.interfaces = interfaces
        self.number = next(numbers)
        self.dir = lab.dir / f"server{self.number}"
        self.dir.mkdir()
        self.conf = self.dir / "dhcpd.conf"
        self.conf.write_text(conf)
        self.leases = self.dir / "dhcpd.leases"
        if leases:
            self.leases.touch()
        self.sock = self.dir / "dhcpd.sock"
        self.logfile = self.dir / "log"
        self.process = None

    @property
    def program(self):
        return stage() / "sbin" / "dhcpd"

    def command(self, *flags):
        return [self.program, *flags, "-c", self.conf, "-l", self.leases,
                "-s", self.sock, *self.interfaces]

    def spawn(self, *flags):
        """Starts it and returns at once."""
        notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        path = self.dir / f"notify{next(numbers)}"
        notify.bind(str(path))
        notify.setblocking(False)
        self.notify = notify
        self.notified = b""
        env = dict(os.environ, NOTIFY_SOCKET=str(path))
        with open(self.logfile, "ab") as log:
            self.process = self.ns.popen(*self.command("-d", "-v", *flags),
                                         stdout=log, stderr=log, env=env)
        return self

    def start(self, *flags):
        """Starts it and waits until it says that it is ready."""
        self.spawn(*flags)
        wait_for("dhcpd to be ready", self.is_ready)
        return self

    def is_ready(self):
        if self.process.poll() is not None:
            raise AssertionError("dhcpd ended:\n" + self.log())
        try:
            self.notified += self.notify.recv(4096) + b"\n"
        except BlockingIOError:
            pass
        return b"READY=1" in self.notified

    def log(self):
        if not self.logfile.exists():
            return ""
        return self.logfile.read_text(errors="replace")

    def wait_log(self, pattern, timeout=20.0):
        return wait_for(f"{pattern!r} in the log",
                        lambda: re.search(pattern, self.log()), timeout)

    def sanitizer_reports(self):
        return re.findall(r".*(?:ERROR: AddressSanitizer|runtime error:|"
                          r"ERROR: LeakSanitizer).*", self.log())

    @property
    def pid(self):
        """The parent: `ip netns exec' execs, so it is that process."""
        return self.process.pid

    def children(self):
        """pid by name of the process."""
        pids = pathlib.Path(
            f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        found = {}
        for pid in map(int, pids):
            with contextlib.suppress(OSError):
                exe = os.readlink(f"/proc/{pid}/exe")
                found[os.path.basename(exe)] = pid
        return found

    def ctl(self, *words, check=True):
        return run(stage() / "sbin" / "dhcpdctl", "-s", self.sock, *words,
                   check=check)

    def stats(self):
        """Counters by name."""
        out = self.ctl("show", "statistics").stdout
        return {name: int(value) for name, value
                in re.findall(r"^\s*(\S+)\s+(\d+)\s*$", out, re.M)}

    def wait_stat(self, name, value):
        return wait_for(f"{name} to reach {value}",
                        lambda: self.stats()[name] >= value)

    def reload(self, conf, check=True):
        self.conf.write_text(conf)
        return self.ctl("reload", check=check)

    def lease_text(self):
        return self.leases.read_text()

    def wait_exit(self, timeout=20.0):
        """Waits for its end; returns the exit status (negative: signal)."""
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError("dhcpd did not end:\n" + self.log())

    def stop(self):
        if self.process is None:
            return
        if self.process.poll() is None:
            pids = list(self.children().values())
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                for pid in [*pids, self.pid]:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                raise AssertionError("dhcpd ignored SIGTERM:\n" + self.log())
            wait_for("all processes to end",
                     lambda: not any(map(alive, pids)))
        self.process = None
        self.notify.close()
