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
"""What can be checked without running it."""

import pathlib
import re
import subprocess

import pytest

TOP = pathlib.Path(__file__).resolve().parent.parent
TREE = TOP / "build" / "clang"      # has config.mk and parse.c
DIRS = ("compat", "lib", "dhcpd", "frontend", "engine", "leasedb", "route",
        "control", "resolver", "pftable", "ctl")
MANUALS = sorted((TOP / "man").glob("*.[58]"))


def sources(suffix):
    return sorted(f"{d}/{p.name}" for d in DIRS
                  for p in (TOP / d).glob(f"*.{suffix}"))


def linux_sources():
    return [s for s in sources("c") if not s.endswith("_openbsd.c")
            and s not in ("dhcpd/parse.c", "lib/buildid.c")]


def variable(name):
    text = (TREE / "config.mk").read_text()
    return re.search(rf"^{name} =\t*(.*)$", text, re.M).group(1).split()


def run(*args, **kwargs):
    return subprocess.run([str(a) for a in args], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          **kwargs)


@pytest.mark.parametrize("manual", MANUALS, ids=lambda p: p.name)
def test_manual(manual):
    done = run("mandoc", "-T", "lint", "-W", "style", manual)
    lines = [line for line in done.stdout.splitlines()
             # what Debian's mandoc knows nothing of, or mdocdate wants
             if "referenced manual not found" not in line
             and "outdated mandoc.db" not in line
             and "Mdocdate" not in line]
    assert not lines, "\n".join(lines)


def test_cppcheck():
    done = run("cppcheck", "--quiet", "--enable=warning,performance,"
               "portability", "--error-exitcode=1", "--inline-suppr",
               "--std=c11", "-j2", "--suppress=missingIncludeSystem",
               "-DRB_PROTOTYPE(a,b,c,d)=", "-DRB_GENERATE(a,b,c,d)=",
               "--include=/usr/include/bsd/sys/queue.h",
               "-I.", "-Ilib", "-Icompat/include", "--include=compat/compat.h",
               *linux_sources(), cwd=TREE)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("directory", DIRS)
def test_clang_tidy(directory):
    files = [s for s in linux_sources() if s.startswith(directory + "/")]
    done = run("clang-tidy", "--quiet", *files, "--", "-std=c11", "-I.",
               "-Ilib", *variable("OSCPPFLAGS"), cwd=TREE)
    assert done.returncode == 0, done.stdout


def test_openbsd():
    """The OpenBSD side compiles, against declarations of its own."""
    done = run("tests/openbsd/check.sh", cwd=TREE)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", [
    p.relative_to(TOP) for d in (*DIRS, "tests", "etc")
    for p in sorted((TOP / d).rglob("*"))
    if p.suffix in (".c", ".h", ".y", ".py", ".sh", ".mk")
    and p.name not in ("parse.c", "buildid.c")], ids=str)
def test_licence(path):
    text = (TOP / path).read_text()[:400]
    assert "The dhcpd authors" in text
    assert "Permission to use, copy, modify" in text
