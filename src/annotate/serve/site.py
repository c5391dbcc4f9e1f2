"""The preview's own web server: the build folder and nothing else, on this machine only.

A script is put into each page as it is sent, never into the folder. It holds one line open
(server-sent events), over which it hears what is wrong and when its page has changed.
"""

from __future__ import annotations

import errno
import hashlib
import json
import mimetypes
import os
import secrets
import threading
from collections.abc import Iterable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from annotate.serve._base import Notice

HOST = "127.0.0.1"
_OWN = "/.annotate/"
_SCRIPT = Path(__file__).with_name("live.js")
_PULSE = 10.0
_SEARCH = "/_static/search-data.js"
_ABSENT = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Not there</title></head>'
    "<body><p>There is no such page in the reader. It is shown as soon as there is one.</p></body></html>\n"
)


class Shown:
    """What the pages are told: what is wrong, and which files of the folder have changed since when."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.boot = secrets.token_hex(8)
        self.version = 0
        self.notices: tuple[Notice, ...] = ()
        self.stopped = False
        self.news = threading.Condition()
        self._changed: dict[str, int] = {}
        self._digests = self._look({})

    def publish(self, notices: Iterable[Notice]) -> int:
        """Tell all pages what is wrong now, and which files changed; return how many did."""
        before, self._digests = self._digests, self._look(self._digests)
        with self.news:
            self.version += 1
            self.notices = tuple(notices)
            names = before.keys() | self._digests.keys()
            changed = [name for name in names if _bytes(before, name) != _bytes(self._digests, name)]
            self._changed |= dict.fromkeys(changed, self.version)
            self.news.notify_all()
        return sum(name.endswith(".html") for name in changed)

    def stop(self) -> None:
        """End the open lines."""
        with self.news:
            self.stopped = True
            self.news.notify_all()

    def message(self, page: str, boot: str, version: int) -> dict[str, Any]:
        """Return what a page that was sent at some version is to be told."""
        notices = [one.as_json() for one in self.notices]
        return {"version": self.version, "reload": boot != self.boot or self._stale(page, version), "notices": notices}

    def _stale(self, page: str, version: int) -> bool:
        """Return whether a page, or something that all pages load, changed after it was sent."""
        later = {name for name, at in self._changed.items() if at > version}
        shared = {name for name in later if name.startswith("/_static/")} - {_SEARCH}
        return page in later or bool(shared) or (page == "/search.html" and _SEARCH in later)

    def _look(self, known: dict[str, tuple[int, int, str]]) -> dict[str, tuple[int, int, str]]:
        """Return each file of the folder with time, size and digest; unread when the first two are as known."""
        found = {}
        for path in self.folder.rglob("*"):
            name = f"/{path.relative_to(self.folder).as_posix()}"
            try:
                stat, old = path.stat(), known.get(name)
                same = old is not None and old[:2] == (stat.st_mtime_ns, stat.st_size)
                if path.is_file():
                    digest = old[2] if old and same else hashlib.sha256(path.read_bytes()).hexdigest()
                    found[name] = (stat.st_mtime_ns, stat.st_size, digest)
            except OSError:
                continue  # somebody else has removed it meanwhile
        return found


def _bytes(files: dict[str, tuple[int, int, str]], name: str) -> str:
    return files[name][2] if name in files else ""


class Site(ThreadingHTTPServer):
    """The server; `port` 0 takes a free one."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, shown: Shown, port: int) -> None:
        self.shown = shown
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """Where the reader is."""
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away."""


def why_not(problem: OSError, port: int) -> str:
    """Return in a sentence why a port could not be had."""
    if problem.errno == errno.EADDRINUSE:
        return f"port {port} is taken; name another with --port, or --port 0 for any that is free"
    return f"port {port} cannot be used: {problem.strerror or problem}"


class _Handler(BaseHTTPRequestHandler):
    server: Site
    server_version = "annotate"
    sys_version = ""

    def do_GET(self) -> None:
        if self._refused():
            return
        at = urlsplit(self.path)
        if at.path == f"{_OWN}events":
            self._events(parse_qs(at.query))
        elif at.path == f"{_OWN}live.js":
            self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", _SCRIPT.read_bytes())
        else:
            self._file(unquote(at.path))

    do_HEAD = do_GET  # noqa: N815 (as in the standard library)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of single requests."""

    def _refused(self) -> bool:
        """Answer, and return True, when another host's page asks: names can be made to lead here."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        if host in (HOST, "localhost"):
            return False
        self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"only by http://127.0.0.1\n")
        return True

    def _file(self, name: str) -> None:
        path = _inside(self.server.shown.folder, name)
        version = self.server.shown.version  # read first: a page that changes meanwhile is loaded again
        try:
            data = path.read_bytes() if path else None
        except OSError:
            data = None
        if path is None or data is None:
            self._send(HTTPStatus.NOT_FOUND, "text/html; charset=utf-8", self._with_script(_ABSENT.encode(), version))
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if kind == "text/html":
            data = self._with_script(data, version)
        if kind.startswith("text/"):
            kind += "; charset=utf-8"
        self._send(HTTPStatus.OK, kind, data)

    def _with_script(self, page: bytes, version: int) -> bytes:
        boot = self.server.shown.boot
        script = f'<script src="{_OWN}live.js" data-version="{version}" data-boot="{boot}" defer></script>\n'
        head, end, rest = page.rpartition(b"</body>")
        return head + script.encode() + end + rest if end else page + script.encode()

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self, query: dict[str, list[str]]) -> None:
        """Hold the line: a message at once, then one after each build, and a pulse between."""
        shown = self.server.shown
        page, boot, said = (query.get(name, [""])[0] for name in ("page", "boot", "version"))
        sent = int(said) if said.isdigit() and len(said) < 10 else 0
        page = f"{page}index.html" if page.endswith("/") else page
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        told = -1
        while not shown.stopped:
            with shown.news:
                if shown.version == told:
                    shown.news.wait(_PULSE)
                new, told = shown.version != told, shown.version
                line = f"data: {json.dumps(shown.message(page, boot, sent))}\n\n" if new else ": still here\n\n"
            self.wfile.write(line.encode())
            self.wfile.flush()


def _inside(folder: Path, name: str) -> Path | None:
    """Return the file of the build folder that an address names, or None: nothing hidden, nothing outside."""
    parts = name.removeprefix("/").split("/")
    if parts[-1] == "":
        parts[-1] = "index.html"
    if any(part in ("", "..") or part.startswith(".") or set(part) & {"\\", "\0", os.sep} for part in parts):
        return None
    try:
        path = folder.joinpath(*parts).resolve()
    except (OSError, ValueError):
        return None
    return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
