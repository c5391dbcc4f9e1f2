"""The live preview: what changes is built in a process that stays, and shown where the reader stands.

look at the files -> preprocessor, recalling -> Sphinx, warm -> tell the pages
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import NoReturn

import annotate
from annotate.build import Which
from annotate.serve._base import Notice
from annotate.serve.preview import Builder, Preview
from annotate.serve.site import Shown, Site, why_not
from annotate.serve.watch import Changes, Watch

__all__ = ["Builder", "Notice", "Preview", "Shown", "Site", "Watch", "serve"]

_SETTLED = 0.03
_LOOK = 0.05
_LONGEST = 1.0
_TOOL = 1.0
_OF_THE_TOOL = ("annotate.build", "annotate.cli", "annotate.serve", "annotate.sphinx_ext.warm")


def serve(root: Path, which: Which, start: Callable[[bool], Builder], *, port: int, show: bool) -> str:
    """Build, serve and build again until it is stopped; return why it cannot serve, or nothing.

    `start` makes what writes the HTML, anew when it is told so; `show` opens a browser.
    """
    shown = Shown(root / "build" / ("html" if which is Which.STUDENT else "instructor"))
    try:
        site = Site(shown, port)
    except OSError as problem:
        return why_not(problem, port)
    tool = Path(annotate.__file__).parent
    watch = Watch(root, None if "site-packages" in tool.parts else tool)
    preview = Preview(root, which, start)
    with _stopping() as stopped:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        print(f"{site.address}  (Ctrl-C ends the preview)", flush=True)
        _once(preview, shown, Changes())
        gc.collect()
        gc.freeze()  # what the first build made stays
        if show and _has_screen() and not stopped():
            webbrowser.open(site.address)
        again = _until_stopped(preview, shown, watch, stopped)
        shown.stop()
        site.shutdown()
        site.server_close()
        preview.close()
    if again:
        _restart("--port", str(site.server_port), "--no-open", *(("--fresh",) if again.tool else ()))
    return ""


def _has_screen() -> bool:
    """Return whether a browser can open a window: one in the terminal would take that over."""
    return sys.platform in ("darwin", "win32") or any(name in os.environ for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _until_stopped(preview: Preview, shown: Shown, watch: Watch, stopped: Callable[[], bool]) -> Changes:
    """Build after each change; return those that ask for a new process, or none when it is stopped."""
    while not stopped():
        changes = _wait(watch, stopped)
        if changes.tool and (why := _broken_tool()):
            shown.publish([Notice(file="annotate", line=1, severity="error", message=why)])
            print(f"the tool itself: {why}", file=sys.stderr)
        elif changes.anew:
            print(f"{_named(changes)}: starting anew", file=sys.stderr)
            return changes
        elif changes:
            _once(preview, shown, changes)
    return Changes()


def _once(preview: Preview, shown: Shown, changes: Changes) -> None:
    began = time.perf_counter()
    gc.disable()  # looking for cycles among all that is kept would take a fifth of the time
    notices = preview.build(changes.files, everywhere=changes.everywhere)
    pages = shown.publish(notices)
    gc.enable()
    failed = not pages and any(one.severity == "error" for one in notices)
    said = "no page was written" if failed else f"{pages} page{'s' * (pages != 1)} changed"
    sys.stderr.write("".join(one.as_text() for one in notices))
    print(f"{_named(changes)}: {said}, {time.perf_counter() - began:.1f} s", file=sys.stderr, flush=True)


def _named(changes: Changes) -> str:
    names = sorted(changes.files) or (["the tool"] if changes.tool else ["all"])
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _wait(watch: Watch, stopped: Callable[[], bool]) -> Changes:
    """Return what changed once it has; saves that come together come as one, none once it is stopped."""
    found, last = Changes(), time.monotonic()
    while not found and not stopped():
        began = time.monotonic()
        tool = began - last > _TOOL
        last = began if tool else last
        found = watch.look(tool=tool)
        if not found:
            time.sleep(max(_LOOK, 20 * (time.monotonic() - began)))
    until = time.monotonic() + _LONGEST
    while found and time.monotonic() < until:
        time.sleep(_SETTLED)
        more = watch.look(tool=False)
        if not more:
            break
        found |= more
    return found


class _stopping:  # noqa: N801 (used as a function is)
    """Take Ctrl-C and its like as a wish to end after the build that runs; the second time at once."""

    def __enter__(self) -> Callable[[], bool]:
        self._asked = False
        signals = (signal.SIGINT, signal.SIGTERM, *((signal.SIGHUP,) if hasattr(signal, "SIGHUP") else ()))
        self._before = {one: signal.signal(one, self._ask) for one in signals}
        return lambda: self._asked

    def _ask(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True

    def __exit__(self, *error: object) -> None:
        for one, before in self._before.items():
            signal.signal(one, before)


def _broken_tool() -> str:
    """Return why the tool's own code cannot be loaded, or nothing when it can."""
    tried = subprocess.run(
        [sys.executable, "-c", f"import {', '.join(_OF_THE_TOOL)}"], capture_output=True, text=True, check=False
    )
    return "" if tried.returncode == 0 else (tried.stderr.strip().splitlines() or ["it cannot be loaded"])[-1]


def _restart(*more: str) -> NoReturn:
    """Become a new process of the same command, with more options."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:], *more])
