"""Environments for processes that tests start."""

import os


def unmeasured() -> dict[str, str]:
    """The environment without coverage, which takes most of a short process."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
