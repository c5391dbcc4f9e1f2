"""Firefox through WebDriver BiDi, which it speaks by itself: no driver beside it, no patched build.

https://w3c.github.io/webdriver-bidi/. Only what the tests need: pages, scripts, pointer, keys.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

_ADDRESS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
_PREFERENCES = 'user_pref("remote.prefs.recommended", true);\nuser_pref("app.update.enabled", false);\n'
ESCAPE = "\ue00c"


def binary() -> str | None:
    """Return the browser's command, or None where there is none."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """One window; `said` is what pages wrote to the console."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket, self._sent = socket, 0
        self.said: list[str] = []
        self._command("session.new", capabilities={})
        self._command("session.subscribe", events=["log.entryAdded"])
        self._context = self._command("browsingContext.getTree")["contexts"][0]["context"]

    def _command(self, method: str, **parameters: Any) -> Any:
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=60))
            if answer.get("method") == "log.entryAdded":
                self.said.append(str(answer["params"].get("text")))
            elif answer.get("id") == self._sent:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['message']}")
                return answer["result"]

    def open(self, url: str, size: tuple[int, int]) -> None:
        """Open a page in a window of a size and wait until it is loaded, with its fonts."""
        viewport = {"width": size[0], "height": size[1]}
        self._command("browsingContext.setViewport", context=self._context, viewport=viewport)
        self._command("browsingContext.navigate", context=self._context, url=url, wait="complete")
        self.run("document.fonts.ready.then(() => true)")

    def run(self, script: str) -> Any:
        """Return the value of a script, a promise awaited."""
        wrapped = f"Promise.resolve({script}).then(value => JSON.stringify(value ?? null))"
        made = self._command("script.evaluate", expression=wrapped, target={"context": self._context}, awaitPromise=True)
        if made["type"] == "exception":
            raise RuntimeError(made["exceptionDetails"]["text"])
        return json.loads(made["result"]["value"])

    def until(self, script: str) -> None:
        """Wait until a script's value is true; after five seconds fail."""
        wait = "done => { const end = Date.now() + 5000, look = () => %s ? done(true) : Date.now() > end ? done(false) : setTimeout(look, 20); look() }"
        assert self.run(f"new Promise({wait % f'({script})'})"), script

    def hover(self, selector: str) -> None:
        """Move the pointer to the middle of an element."""
        self._point(selector, [])

    def click(self, selector: str) -> None:
        """Click the middle of an element."""
        self._point(selector, [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}])

    def _point(self, selector: str, then: list[dict[str, Any]]) -> None:
        script = (
            f"(() => {{ const one = document.querySelector({json.dumps(selector)}); one.scrollIntoView({{block: 'center', behavior: 'instant'}});"
            " const box = one.getClientRects()[0]; return [box.x + box.width / 2, box.y + box.height / 2] })()"
        )
        x, y = self.run(script)
        actions = [{"type": "pointerMove", "x": int(x), "y": int(y)}, *then]
        pointer = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions}
        self._command("input.performActions", context=self._context, actions=[pointer])

    def press(self, *keys: str) -> None:
        """Press and release keys, one after the other."""
        actions = [{"type": way, "value": key} for key in keys for way in ("keyDown", "keyUp")]
        self._command(
            "input.performActions", context=self._context, actions=[{"type": "key", "id": "keys", "actions": actions}]
        )


@contextmanager
def firefox(command: str, profile: Path) -> Iterator[Firefox]:
    """Start the browser with a profile of its own, and end it."""
    (profile / "user.js").write_text(_PREFERENCES, encoding="utf-8")
    arguments = [
        command,
        "--headless",
        "--no-remote",
        "--profile",
        str(profile),
        "--remote-debugging-port",
        "0",
        "about:blank",
    ]
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            found = next((one for line in process.stderr if (one := _ADDRESS.search(line))), None)
            assert found, "the browser ended without saying where it listens"
            with connect(f"{found[1]}/session", max_size=None, open_timeout=60) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()
