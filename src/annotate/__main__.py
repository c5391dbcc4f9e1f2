"""The command `annotate`, also as `python -m annotate`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command and return its exit code, also when it is interrupted before it has begun."""
    try:
        from annotate.cli import main as command

        return command()
    except KeyboardInterrupt:
        print("annotate: interrupted; run the command again", file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
