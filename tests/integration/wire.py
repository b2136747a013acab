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
A DHCP client that is nothing but packets: it has no address, answers no ARP,
and sees the Ethernet and IP headers of what it is sent.
"""

import logging
import random
import select
import socket
import threading
import time

logging.getLogger("scapy.runtime").setLevel(logging.ERROR)

from scapy.layers.dhcp import BOOTP, DHCP  # noqa: E402
from scapy.layers.inet import ICMP, IP, UDP  # noqa: E402
from scapy.layers.l2 import ARP, Ether  # noqa: E402

ETH_P_ALL = 3
BROADCAST_MAC = "ff:ff:ff:ff:ff:ff"
BROADCAST_FLAG = 0x8000
TYPES = {1: "discover", 2: "offer", 3: "request", 4: "decline", 5: "ack",
         6: "nak", 7: "release", 8: "inform"}


def random_mac():
    return "02:" + ":".join(f"{random.randrange(256):02x}" for _ in range(5))


class Reply:
    """A DHCP message as it was on the wire."""

    def __init__(self, frame):
        self.frame = Ether(frame)
        self.ether_src = self.frame.src
        self.ether_dst = self.frame.dst
        self.ip_src = self.frame[IP].src
        self.ip_dst = self.frame[IP].dst
        self.sport = self.frame[UDP].sport
        self.dport = self.frame[UDP].dport
        self.raw = bytes(self.frame[UDP].payload)[:self.frame[UDP].len - 8]
        self.bootp = BOOTP(self.raw)
        self.xid = self.bootp.xid
        self.yiaddr = self.bootp.yiaddr
        self.ciaddr = self.bootp.ciaddr
        self.siaddr = self.bootp.siaddr
        self.giaddr = self.bootp.giaddr
        self.flags = int(self.bootp.flags)
        self.sname = self.raw[44:108]
        self.file = self.raw[108:236]
        self.options = list(self._options(self.raw[240:]))
        overload = self.option(52)
        if overload and overload[0] & 1:
            self.options += self._options(self.file)
        if overload and overload[0] & 2:
            self.options += self._options(self.sname)
        kind = self.option(53)
        self.type = TYPES[kind[0]] if kind else "bootp"

    @staticmethod
    def _options(data):
        i = 0
        while i < len(data) and data[i] != 255:
            if data[i] == 0:
                i += 1
                continue
            length = data[i + 1]
            assert i + 2 + length <= len(data), "option overruns its field"
            yield data[i], data[i + 2:i + 2 + length]
            i += 2 + length

    @property
    def codes(self):
        return [code for code, _ in self.options]

    def option(self, wanted):
        """All pieces of an option put together (RFC 3396), or None."""
        parts = [value for code, value in self.options if code == wanted]
        return b"".join(parts) if parts else None

    def addr(self, code):
        return socket.inet_ntoa(self.option(code))

    def u32(self, code):
        return int.from_bytes(self.option(code), "big")

    def __repr__(self):
        return (f"<{self.type} {self.ip_src} -> {self.ip_dst} "
                f"({self.ether_dst}) yiaddr {self.yiaddr} "
                f"options {self.codes}>")


class Wire:
    """Sends and receives frames on one interface of a namespace."""

    def __init__(self, ns, ifname):
        with ns.inside():
            self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW,
                                        socket.htons(ETH_P_ALL))
        self.socket.bind((ifname, 0))
        self.socket.setblocking(False)
        self.mac = ns.mac(ifname)
        self.ifname = ifname
        self.ns = ns

    def close(self):
        self.socket.close()

    def send(self, frame):
        self.socket.send(bytes(frame))

    def frames(self, timeout):
        """Received frames until the time is up."""
        deadline = time.monotonic() + timeout
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.socket], [], [], left)[0]:
                return
            frame, meta = self.socket.recvfrom(65535)
            if meta[2] != socket.PACKET_OUTGOING:
                yield frame

    def replies(self, timeout, xid=None):
        """DHCP messages among the frames."""
        for frame in self.frames(timeout):
            if is_reply(Ether(frame)):
                reply = Reply(frame)
                if xid is None or reply.xid == xid:
                    yield reply


def is_reply(packet):
    return (UDP in packet and packet[UDP].sport == 67
            and len(bytes(packet[UDP].payload)) >= 236)


class Client:
    """One client on a wire, with a hardware address of its own."""

    def __init__(self, wire, mac=None, uid=None):
        self.wire = wire
        self.mac = mac or wire.mac
        self.uid = uid
        self.xid = None
        self.address = "0.0.0.0"    # for which it answers ARP

    def message(self, kind, *, ciaddr="0.0.0.0", giaddr="0.0.0.0",
                broadcast=False, options=(), prl=(1, 3, 6, 15, 51, 54, 58, 59),
                xid=None, **fields):
        """The BOOTP and DHCP layers; a fresh transaction unless xid."""
        self.xid = random.getrandbits(32) if xid is None else xid
        self.address = ciaddr
        opts = [("message-type", kind)] if kind else []
        if self.uid is not None:
            opts.append(("client_id", self.uid))
        opts += options
        if prl:
            opts.append(("param_req_list", list(prl)))
        mac = bytes.fromhex(self.mac.replace(":", ""))
        return (BOOTP(op=1, htype=1, hlen=6, xid=self.xid, ciaddr=ciaddr,
                      giaddr=giaddr, chaddr=mac + bytes(10),
                      flags=BROADCAST_FLAG if broadcast else 0, **fields)
                / DHCP(options=opts + ["end"]))

    def send(self, payload, *, src="0.0.0.0", dst="255.255.255.255",
             dst_mac=BROADCAST_MAC, sport=68):
        self.wire.send(Ether(src=self.mac, dst=dst_mac)
                       / IP(src=src, dst=dst) / UDP(sport=sport, dport=67)
                       / payload)

    def receive(self, timeout=10):
        """
        The next reply to the last message; fails if there is none.  A client
        that has an address (ciaddr) answers ARP, others don't.
        """
        for frame in self.wire.frames(timeout):
            packet = Ether(frame)
            if ARP in packet and packet[ARP].op == 1:
                self.answer_arp(packet[ARP])
            elif is_reply(packet) and Reply(frame).xid == self.xid:
                return Reply(frame)
        raise AssertionError(f"no reply to {self.xid:#x} from {self.mac}")

    def nothing_came(self):
        """Call when the server is known to be done: was it silent?"""
        replies = list(self.wire.replies(0.05, self.xid))
        assert not replies, f"unexpected: {replies}"

    def ask(self, kind, *, src="0.0.0.0", dst="255.255.255.255",
            dst_mac=BROADCAST_MAC, timeout=10, **kwargs):
        """Sends a message and returns the reply to it."""
        self.send(self.message(kind, **kwargs), src=src, dst=dst,
                  dst_mac=dst_mac)
        return self.receive(timeout)

    def select(self, offer, **kwargs):
        """The REQUEST that takes an offer."""
        options = [("requested_addr", offer.yiaddr),
                   ("server_id", offer.addr(54))]
        return self.ask("request", options=options + list(
            kwargs.pop("options", ())), xid=offer.xid, **kwargs)

    def lease(self, **kwargs):
        """DISCOVER to ACK; returns the ACK."""
        offer = self.ask("discover", **kwargs)
        assert offer.type == "offer", offer
        ack = self.select(offer, **kwargs)
        assert ack.type == "ack", ack
        return ack

    def renew(self, ack, server_mac, **kwargs):
        """The REQUEST of RENEWING: unicast, from the address."""
        return self.ask("request", ciaddr=ack.yiaddr, src=ack.yiaddr,
                        dst=ack.addr(54), dst_mac=server_mac, **kwargs)

    def rebind(self, ack, **kwargs):
        return self.ask("request", ciaddr=ack.yiaddr, src=ack.yiaddr,
                        **kwargs)

    def answer_arp(self, question):
        if question.pdst == self.address != "0.0.0.0":
            self.wire.send(Ether(src=self.mac, dst=question.hwsrc) / ARP(
                op=2, hwsrc=self.mac, psrc=question.pdst,
                hwdst=question.hwsrc, pdst=question.psrc))


class Relay(threading.Thread):
    """
    A relay agent: what clients broadcast on an interface goes to the server
    with giaddr, a hop more and option 82, by a socket on port 67, which the
    kernel routes; answers go back to the client, without option 82.  It
    keeps those of the server as the socket got them, with their source.
    """

    def __init__(self, ns, ifname, giaddr, server, info=b"\x01\x04wire"):
        super().__init__(daemon=True)
        self.wire = Wire(ns, ifname)
        with ns.inside():
            self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((giaddr, 67))
        self.giaddr, self.server, self.info = giaddr, server, info
        self.wakeup, self.stopper = socket.socketpair()
        self.answers = []       # (source address, message)
        self.start()

    def close(self):
        self.stopper.close()
        self.join()
        for s in (self.wire, self.socket, self.wakeup):
            s.close()

    def run(self):
        while True:
            ready = select.select([self.wire.socket, self.socket,
                                   self.wakeup], [], [])[0]
            if self.wakeup in ready:
                return
            if self.socket in ready:
                data, (source, _) = self.socket.recvfrom(65535)
                self.answers.append((source, data))
                self.down(data)
            if self.wire.socket in ready:
                frame, meta = self.wire.socket.recvfrom(65535)
                packet = Ether(frame)
                if (meta[2] != socket.PACKET_OUTGOING and UDP in packet
                        and packet[UDP].dport == 67 and DHCP in packet
                        and packet[IP].dst == "255.255.255.255"):
                    self.up(bytes(packet[UDP].payload))

    def up(self, data):
        options = b"".join(encode(o) for o in Reply._options(data[240:]))
        self.socket.sendto(
            data[:3] + bytes([data[3] + 1]) + data[4:24]
            + socket.inet_aton(self.giaddr) + data[28:240] + options
            + encode((82, self.info)) + b"\xff", (self.server, 67))

    def down(self, data):
        options = b"".join(encode(o) for o in Reply._options(data[240:])
                           if o[0] != 82)
        message = BOOTP(data[:240] + options + b"\xff")
        broadcast = int(message.flags) & BROADCAST_FLAG
        self.wire.send(
            Ether(src=self.wire.mac, dst=BROADCAST_MAC if broadcast else
                  ":".join(f"{b:02x}" for b in message.chaddr[:6]))
            / IP(src=self.giaddr,
                 dst="255.255.255.255" if broadcast else message.yiaddr)
            / UDP(sport=67, dport=68) / message)


def encode(option):
    code, value = option
    return bytes([code, len(value)]) + value


__all__ = ["ARP", "BOOTP", "BROADCAST_FLAG", "BROADCAST_MAC", "Client",
           "DHCP", "Ether", "ICMP", "IP", "Relay", "Reply", "UDP", "Wire",
           "is_reply", "random_mac"]
