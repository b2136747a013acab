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
"""make install, make uninstall and make itself, from a copy of the tree."""

import subprocess


def built(top):
    """What make and configure make, besides objects."""
    return [line.strip("/")
            for line in (top / ".gitignore").read_text().splitlines()
            if line.startswith("/")]


def copy_of(top, where):
    excludes = [f"--exclude=./{name}" for name in built(top)]
    tar = subprocess.run(["tar", "-cf", "-", "--exclude=./.git",
                          "--exclude=*.o", "--exclude=*.a", *excludes, "."],
                         cwd=top, stdout=subprocess.PIPE, check=True)
    subprocess.run(["tar", "-xf", "-", "-C", where], input=tar.stdout,
                   check=True)


def test_install_and_uninstall(top, tmp_path):
    """With DESTDIR; what is left afterwards is what belongs to the admin."""
    tree = top / "build" / "gcc"
    dest = tmp_path / "dest"

    def make(target):
        subprocess.run(["make", "-C", tree, target, f"DESTDIR={dest}"],
                       check=True, stdout=subprocess.DEVNULL)

    def files():
        root = dest / str(tree / "stage")[1:]
        return {str(f.relative_to(root)) for f in root.rglob("*")
                if f.is_file()}
    make("install")
    installed = files()
    for name in ("sbin/dhcpd", "sbin/dhcpdctl", "libexec/dhcpd/engine",
                 "share/man/man8/dhcpd.8", "share/man/man5/dhcpd.conf.5",
                 "share/examples/dhcpd/dhcpd.conf",
                 "share/examples/dhcpd/nftables.example",
                 "var/db/dhcpd.leases"):
        assert name in installed
    make("uninstall")
    left = files()
    assert not {f for f in left if not f.startswith(("etc/", "var/"))}


def test_install_modes(top, tmp_path):
    """Of a directory that is there: as it was.  Of new ones: not the umask's."""
    tree = top / "build" / "gcc"
    root = tmp_path / str(tree / "stage")[1:]
    (root / "var" / "db").mkdir(parents=True)
    (root / "var" / "db").chmod(0o750)
    subprocess.run(["make", "-C", tree, "install", f"DESTDIR={tmp_path}"],
                   check=True, stdout=subprocess.DEVNULL, umask=0o077)
    assert (root / "var" / "db").stat().st_mode & 0o777 == 0o750
    for name in ("sbin", "share/man/man8", "share/examples/dhcpd",
                 "lib/systemd/system"):
        assert (root / name).stat().st_mode & 0o777 == 0o755


def test_variant_has_its_own_programs(top, tmp_path):
    """Those of a build in the tree are of another configuration."""
    copy_of(top, tmp_path)
    names = [n for n in built(top) if (tmp_path / n).parent != tmp_path]
    assert "engine/engine" in names
    for name in names:
        (tmp_path / name).touch()
    subprocess.run(["tests/variant.sh", "other", "true"], cwd=tmp_path,
                   check=True, stdout=subprocess.DEVNULL)
    other = tmp_path / "build" / "other"
    assert (other / "engine" / "engine.c").exists()
    assert not [n for n in names if (other / n).exists()]


def test_first_make(top, tmp_path):
    """`make' alone, in a fresh tree, runs configure by itself."""
    copy_of(top, tmp_path)
    subprocess.run(["make", "-s", "-j2"], cwd=tmp_path, check=True)
    for program in ("dhcpd/dhcpd", "ctl/dhcpdctl", "engine/engine"):
        assert (tmp_path / program).exists()
