"""Imported by a process that forks: what publishes has the code and the templates."""

import tempfile
from pathlib import Path

from publishing import publish

with tempfile.TemporaryDirectory() as folder:
    publish(Path(folder))
