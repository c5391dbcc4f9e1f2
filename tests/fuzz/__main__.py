"""Runs atheris on one target after another: `make fuzz`, or `python -m tests.fuzz TARGET SECONDS`.

Inputs that it kept are in build/fuzz/; what broke a target is printed with its path. Put it into
tests/fuzz/finds/TARGET/ once it is mended, so that the tests try it ever after.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
NAMES = ("yaml", "ledger", "quotations", "weaver", "prose")


def _fuzz(name: str, seconds: str) -> None:
    import atheris

    with atheris.instrument_imports(include=["annotate"]):  # what is imported before is not watched
        from tests.fuzz.seeds import seeds
        from tests.fuzz.targets import TARGETS, words

    folder = REPOSITORY / "build" / "fuzz" / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(name)):
        (folder / f"seed-{number}").write_bytes(data)
    dictionary = folder.parent / f"{name}.dict"
    rows = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words())
    dictionary.write_text("".join(f'"{row}"\n' for row in rows), encoding="ascii")
    options = [f"-max_total_time={seconds}", f"-dict={dictionary}", f"-artifact_prefix={folder.parent}/broke-{name}-",
               "-timeout=20", "-rss_limit_mb=2048", "-max_len=4096", "-print_final_stats=1"]  # fmt: skip
    atheris.Setup([sys.argv[0], str(folder), *options], TARGETS[name])
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """Run the targets that are named, or all, each in a process of its own; 1 when one broke."""
    names = [one for one in arguments if one in NAMES] or list(NAMES)
    seconds = next((one for one in arguments if one.isdigit()), "60")
    if len(names) == 1:
        _fuzz(names[0], seconds)
        return 0
    broke = [
        name
        for name in names
        if subprocess.run([sys.executable, "-m", "tests.fuzz", name, seconds], cwd=Path.cwd()).returncode
    ]
    print(f"broke: {', '.join(broke)}" if broke else "nothing broke", file=sys.stderr)
    return 1 if broke else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
