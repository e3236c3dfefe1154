"""Draws the pictures of the README from what the program prints."""

import html
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.style import Style
from rich.text import Text

HERE = Path(__file__).parent
# The commands of each picture; what the last one prints is shown.
PICTURES = {
    "upcoming": ("upcoming --on 2026-12-01",),
    "today": (
        "agenda add continuum-1-panel raid-demonstration --on 2023-11-13 --quiet",
        "today --on 2023-11-15T10:20+01:00 --tz Asia/Singapore",
    ),
}
COLUMNS = 100
# Of a character, in pixels: monospaced fonts are about 0.6 as wide as high.
_SIZE, _WIDTH, _HEIGHT = 14, 8.4, 19
_MARGIN = 16
# Colours on a light and on a dark ground, each with a contrast of at least 5 to 1.
_COLOURS = {
    "ground": ("#ffffff", "#0d1117"),
    "edge": ("#d1d9e0", "#3d444d"),
    "plain": ("#1f2328", "#e6edf3"),
    "dim": ("#59636e", "#9198a1"),
    "green": ("#116329", "#56d364"),
    "yellow": ("#7d4e00", "#e3b341"),
}
# The colours that milipol uses, by their ANSI numbers.
_ANSI: dict[int | None, str] = {2: "green", 3: "yellow"}


def printed(commands: tuple[str, ...], **env: str) -> str:
    """What the last of the commands prints, with an agenda of their own."""
    with tempfile.TemporaryDirectory() as folder:
        agenda = str(Path(folder, "agenda.toml"))
        for command in commands:
            ran = subprocess.run(
                [sys.executable, "-m", "milipol_cli", *command.split()],
                capture_output=True,
                check=True,
                env={
                    **{key: os.environ[key] for key in os.environ if key != "TERM"},
                    "COLUMNS": str(COLUMNS),
                    "MILIPOL_AGENDA": agenda,
                    "TZ": "UTC",
                    **env,
                },
            )
    return ran.stdout.decode()


def picture(name: str) -> str:
    """The picture as SVG, for light and dark screens."""
    commands = PICTURES[name]
    shown = Text.from_ansi(printed(commands, FORCE_COLOR="1", NO_COLOR="").rstrip())
    lines = [Text(f"$ milipol {commands[-1]}"), Text(), *shown.split("\n")]
    width = round(COLUMNS * _WIDTH + 2 * _MARGIN)
    height = len(lines) * _HEIGHT + 2 * _MARGIN
    drawn = [
        part
        for row, line in enumerate(lines)
        for part in _drawn(line, _MARGIN + row * _HEIGHT + _SIZE)
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">',
            f"<title>milipol {commands[-1]}</title>",
            "<style>",
            f"text {{ font: {_SIZE}px ui-monospace, Menlo, Consolas,"
            ' "DejaVu Sans Mono", monospace; white-space: pre; }',
            ".bold { font-weight: bold; }",
            *_rules(0),
            "@media (prefers-color-scheme: dark) {",
            *_rules(1),
            "}",
            "</style>",
            f'<rect class="ground" x=".5" y=".5" width="{width - 1}"'
            f' height="{height - 1}" rx="6"/>',
            *drawn,
            "</svg>\n",
        ]
    )


def _rules(ground: int) -> Iterator[str]:
    for name, colours in _COLOURS.items():
        if name == "ground":
            edge = _COLOURS["edge"][ground]
            yield f".{name} {{ fill: {colours[ground]}; stroke: {edge}; }}"
        elif name != "edge":
            yield f".{name} {{ fill: {colours[ground]}; }}"


def _drawn(line: Text, bottom: int) -> Iterator[str]:
    """The words of a line, each piece of one style at its column."""
    console = Console(width=COLUMNS + 1)
    column = 0
    for segment in line.render(console):
        text = segment.text
        words = text.strip()
        if words:
            left = column + len(text) - len(text.lstrip())
            yield (
                f'<text class="{_class(segment.style)}" y="{bottom}"'
                f' x="{_MARGIN + left * _WIDTH:g}"'
                f' textLength="{len(words) * _WIDTH:g}">{html.escape(words)}</text>'
            )
        column += len(text)


def _class(style: Style | None) -> str:
    if style is None:
        return "plain"
    number = style.color.number if style.color else None
    colour = "dim" if style.dim else _ANSI.get(number, "plain")
    return f"{colour} bold" if style.bold else colour


if __name__ == "__main__":
    for name in PICTURES:
        (HERE / f"{name}.svg").write_text(picture(name), "utf-8", newline="\n")
