"""`python -m annotate` is `annotate`."""

from annotate.cli import main

raise SystemExit(main())
