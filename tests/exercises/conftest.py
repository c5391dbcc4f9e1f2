"""Properties here run like those of the unit tests: the same examples on every run."""

from tests.unit import conftest as _profiles

assert _profiles
