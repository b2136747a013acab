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
Every option of dhcp-options(5): what its text is on the wire.  The bytes
that are expected are made here, in another way than the server's.
"""

import pathlib
import re
import socket
import struct

MANUAL = pathlib.Path(__file__).parents[2] / "man" / "dhcp-options.5"
# of a host; of the statement; any
ELSEWHERE = {"dhcp-client-identifier", "dhcp-server-identifier", "option-"}


def addrs(text):
    return b"".join(socket.inet_aton(a) for a in re.split("[ ,]+", text))


def u8(*values):
    return bytes(values)


def u16(*values):
    return struct.pack(f">{len(values)}H", *values)


def u32(value):
    return struct.pack(">L", value)


def name(*names):
    return b"".join(bytes([len(label)]) + label.encode()
                    for n in names for label in n.split(".") + [""])


def quoted(text):
    return f'"{text}"'


TEXTS = """
14 merit-dump, 17 root-path, 18 extensions-path, 40 nis-domain,
47 netbios-scope, 60 dhcp-class-identifier, 62 nwip-domain,
64 nisplus-domain, 66 tftp-server-name, 67 bootfile-name, 77 user-class,
98 uap-servers, 100 pcode, 101 tcode, 113 netinfo-server-tag,
114 captive-portal, 144 tftp-config-file, 161 mud-url,
209 loader-configfile, 210 loader-pathprefix, 252 autoproxy-script,
12 host-name, 15 domain-name
"""
LISTS = """
3 routers, 4 time-servers, 5 ien116-name-servers, 6 domain-name-servers,
7 log-servers, 8 cookie-servers, 9 lpr-servers, 10 impress-servers,
11 resource-location-servers, 41 nis-servers, 42 ntp-servers,
44 netbios-name-servers, 45 netbios-dd-server, 48 font-servers,
49 x-display-manager, 65 nisplus-servers, 68 mobile-ip-home-agent,
69 smtp-server, 70 pop-server, 71 nntp-server, 72 www-server,
73 finger-server, 74 irc-server, 75 streettalk-server,
76 streettalk-directory-assistance-server, 85 nds-servers,
89 bcms-controller-address, 112 netinfo-server-address, 136 pana-agent,
138 capwap-ac-v4, 142 ipv4-address-andsf, 148 v4-dots-address,
150 voip-configuration-server
"""
FLAGS = """
19 ip-forwarding, 20 non-local-source-routing, 27 all-subnets-local,
29 perform-mask-discovery, 30 mask-supplier, 31 router-discovery,
34 trailer-encapsulation, 36 ieee802-3-encapsulation,
39 tcp-keepalive-garbage
"""
BYTES = """
43 vendor-encapsulated-options, 63 nwip-suboptions, 83 isns,
86 nds-tree-name, 87 nds-context, 99 geoconf-civic,
122 cablelabs-client-configuration, 139 ipv4-address-mos, 140 ipv4-fqdn-mos,
143 v4-sztp-redirect, 158 v4-pcp-server, 162 v4-dnr, 212 option-6rd,
220 subnet-allocation, 221 vss
"""
NUMBERS = """
2 time-offset 4, 24 path-mtu-aging-timeout 4, 35 arp-cache-timeout 4,
38 tcp-keepalive-interval 4, 108 v6-only-preferred 4,
211 loader-reboottime 4, 13 boot-size 2, 22 max-dgram-reassembly 2,
26 interface-mtu 2, 23 default-ip-ttl 1, 37 default-tcp-ttl 1,
46 netbios-node-type 1, 116 auto-config 1
"""
ROUTES = u8(0) + addrs("192.0.2.1") + u8(8, 10) + addrs("192.0.2.2") + \
    u8(25, 198, 51, 100, 128) + addrs("192.0.2.3")
ROUTES_TEXT = ("0.0.0.0/0 192.0.2.1, 10.0.0.0/8 192.0.2.2, "
               "198.51.100.128/25 192.0.2.3")
OTHERS = [
    (1, "subnet-mask", "255.255.255.128", addrs("255.255.255.128")),
    (16, "swap-server", "192.0.2.9", addrs("192.0.2.9")),
    (21, "policy-filter", "10.0.0.0 255.0.0.0",
     addrs("10.0.0.0 255.0.0.0")),
    (25, "path-mtu-plateau-table", "68, 1500", u16(68, 1500)),
    (28, "broadcast-address", "192.0.2.127", addrs("192.0.2.127")),
    (32, "router-solicitation-address", "192.0.2.8", addrs("192.0.2.8")),
    (33, "static-routes", "10.0.0.0 192.0.2.1, 10.1.0.0 192.0.2.2",
     addrs("10.0.0.0 192.0.2.1 10.1.0.0 192.0.2.2")),
    (58, "dhcp-renewal-time", "900", u32(900)),
    (59, "dhcp-rebinding-time", "1700", u32(1700)),
    (78, "slp-directory-agent", "true 192.0.2.1, 192.0.2.2",
     u8(1) + addrs("192.0.2.1 192.0.2.2")),
    (79, "slp-service-scope", 'off "a,b"', u8(0) + b"a,b"),
    (88, "bcms-controller-names", '"a.example", "b.example"',
     name("a.example", "b.example")),
    (93, "pxe-system-type", "0, 9", u16(0, 9)),
    (94, "pxe-interface-id", "1 3 16", u8(1, 3, 16)),
    (97, "pxe-client-id", "0 a:b:c", u8(0, 10, 11, 12)),
    (109, "dhcp4o6-s46-saddr", ":".join(16 * ["1"]), 16 * u8(1)),
    (117, "name-service-search", "6, 44", u16(6, 44)),
    (119, "domain-search", '"eng.apple.com", "marketing.apple.com"',
     name("eng.apple.com") + u8(9) + b"marketing" + u8(0xc0, 4)),
    (120, "sip-servers", '"a.example", "b.example"',
     u8(0) + name("a.example", "b.example")),
    (120, "sip-servers", "192.0.2.1, 192.0.2.2",
     u8(1) + addrs("192.0.2.1 192.0.2.2")),
    (121, "classless-static-routes", ROUTES_TEXT, ROUTES),
    (123, "geoconf", ":".join(16 * ["2"]), 16 * u8(2)),
    (124, "vivco", '9 "class", 10 "x"',
     u32(9) + u8(5) + b"class" + u32(10) + u8(1) + b"x"),
    (125, "vivso", "4491 2:1:7", u32(4491) + u8(3, 2, 1, 7)),
    (137, "v4-lost", "lost.example", name("lost.example")),
    (141, "sip-ua-cs-domains", "a.example, b.example",
     name("a.example", "b.example")),
    (145, "forcerenew-nonce-capable", "1, 2", u8(1, 2)),
    (146, "rdnss-selection", '1 192.0.2.1 192.0.2.2 "a.example", "b"',
     u8(1) + addrs("192.0.2.1 192.0.2.2") + name("a.example", "b")),
    (147, "v4-dots-ri", '"dots.example"', name("dots.example")),
    (159, "v4-portparams", "6 8 52", u8(6, 8) + u16(52)),
    (208, "pxelinux-magic", "f1:0:74:7e", b"\xf1\0\x74\x7e"),
    (213, "v4-access-domain", '"a.example"', name("a.example")),
    (249, "classless-ms-static-routes", ROUTES_TEXT, ROUTES),
    (200, "option-200", "1:2:3", u8(1, 2, 3)),
]


def rows(table):
    """Code, name, and what else is there, of each."""
    for entry in table.split(","):
        code, *rest = entry.split()
        yield int(code), *rest


def everything():
    for code, option in rows(TEXTS):
        yield code, option, quoted(f"the {option}"), f"the {option}".encode()
    for code, option in rows(LISTS):
        a, b = f"192.0.2.{code}", f"198.51.100.{code}"
        yield code, option, f"{a}, {b}", addrs(f"{a} {b}")
    for code, option in rows(FLAGS):
        yield code, option, "on" if code % 2 else "false", u8(code % 2)
    for code, option in rows(BYTES):
        value = bytes(range(code, code + 24))
        yield code, option, value.hex(":"), value
    for code, option, length in rows(NUMBERS):
        value = (1 << 8 * int(length) - 1) - code
        yield code, option, str(value), value.to_bytes(int(length), "big")
    yield from OTHERS


def conf(options):
    return "\n".join(f"option {o} {text};" for _, o, text, _ in options)


def check(client, options, **kwargs):
    codes = [code for code, *_ in options]
    offer = client.ask("discover", prl=codes, options=[
        ("max_dhcp_size", 1500)], **kwargs)
    for code, option, _, value in options:
        assert offer.option(code) == value, option


def portions(size=24):
    """Some options at a time, none twice, so that they all have room."""
    portion = {}
    for option in everything():
        if len(portion) == size or option[0] in portion:
            yield list(portion.values())
            portion = {}
        portion[option[0]] = option
    yield list(portion.values())


def test_every_option(net):
    server = net.serve()
    for options in portions():
        server.reload(net.conf(subnet=conf(options)))
        check(net.client(), options)


def test_all_are_tested():
    documented = set(re.findall(r"^\.It Cm option ([a-z0-9-]+)",
                                MANUAL.read_text(), re.M)) - ELSEWHERE
    assert documented - {o[1] for o in everything()} == set()


def test_definitions(net):
    """Options of one's own, and those that give a known one another form."""
    net.serve(top="""
option floor code 224 = array of unsigned integer 8;
option desk code 225 = { boolean, ip-address, text };
option hops code 226 = array of { ip-address, unsigned integer 16 };
option menu code 150 = text;
option rfc3442-classless-static-routes code 121 = array of integer 8;
option delta code 227 = integer 32;
option where code 228 = domain-list compressed;
""", subnet="""
option floor 1, 255;
option desk on 192.0.2.1 "by the window";
option hops 192.0.2.1 1, 192.0.2.2 65535;
option menu "(nd)/menu.lst";
option rfc3442-classless-static-routes 24, 192, 168, 1, 192, 0, 2, 1;
option delta -2;
option where "a.example", "example";
""")
    check(net.client(), [
        (224, "floor", "", u8(1, 255)),
        (225, "desk", "", u8(1) + addrs("192.0.2.1") + b"by the window"),
        (226, "hops", "", addrs("192.0.2.1") + u16(1) + addrs("192.0.2.2")
         + u16(65535)),
        (150, "menu", "", b"(nd)/menu.lst"),
        (121, "routes", "", u8(24, 192, 168, 1) + addrs("192.0.2.1")),
        (227, "delta", "", b"\xff\xff\xff\xfe"),
        (228, "where", "", name("a.example") + u8(0xc0, 2)),
    ])
