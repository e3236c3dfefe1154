"""Makes the pictures of the README from what the program prints."""

import io
import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

HERE = Path(__file__).parent
# Each picture with the command it shows.
PICTURES = {
    "upcoming": ("upcoming", "--on", "2023-11-16"),
}
_COLUMNS = 100
# Rich's own form, without the fonts it would fetch from elsewhere.
_FORM = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" \
xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; white-space: pre; }}
.{unique_id}-title {{ font-size: 18px; font-family: arial, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" \
clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def printed(args: tuple[str, ...]) -> str:
    """What a command prints on a terminal of 100 columns, in colour."""
    env = {**os.environ, "COLUMNS": str(_COLUMNS), "FORCE_COLOR": "1", "TZ": "UTC"}
    env.pop("NO_COLOR", None)
    env.pop("TERM", None)
    ran = subprocess.run(
        [sys.executable, "-m", "milipol_cli", *args],
        capture_output=True,
        check=True,
        env=env,
    )
    return ran.stdout.decode()


def picture(name: str) -> str:
    """The picture of a command as SVG."""
    console = Console(file=io.StringIO(), record=True, width=_COLUMNS)
    console.print(Text.from_ansi(printed(PICTURES[name]).rstrip("\n")))
    return console.export_svg(
        title=f"milipol {' '.join(PICTURES[name])}",
        theme=SVG_EXPORT_THEME,
        code_format=_FORM,
        unique_id=f"milipol-{name}",
    )


if __name__ == "__main__":
    for name in PICTURES:
        (HERE / f"{name}.svg").write_text(picture(name), "utf-8", newline="\n")
