"""Prints the lowest version of each dependency that pyproject.toml allows."""

import re
import tomllib  # noqa: TID251  no part of milipol
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
for dependency in project["dependencies"]:
    print(re.sub(r">=([^,]+).*", r"==\1", dependency))  # noqa: T201
