"""Plain texts in, an annotated course reader out.

The modules form a ladder: each imports only from modules named above it in
``docs/manual/explanation/architecture.md``; ``tests/test_architecture.py`` holds them to it.
"""

__version__ = "0.1.0"
