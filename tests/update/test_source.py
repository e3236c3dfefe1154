"""Where `milipol update` fetches from, and how it remembers that."""

from pathlib import Path

import pytest

from milipol_cli.cli import environment
from milipol_cli.update import source
from milipol_cli.update.web import WebFolder


@pytest.mark.parametrize(
    "address", ["https://www.example.org/milipol", "/media/Ü 𝄞", 'C:\\"stick"', "a\tb"]
)
def test_an_address_is_remembered_as_it_is(tmp_path: Path, address: str) -> None:
    config = tmp_path / "settings" / "config.toml"
    assert environment.remembered(config) is None
    environment.remember(config, address)
    assert environment.remembered(config) == address
    text = config.read_text("utf-8")
    assert text.startswith("# Where milipol update fetches data from.\n\n[update]\n")
    assert text.count("\n") == 4
    assert text.isascii() == address.isascii()  # people can read its letters
    environment.remember(config, "/other")
    assert environment.remembered(config) == "/other"
    assert config.read_text("utf-8").count("\n") == 4


@pytest.mark.parametrize("scheme", ["https", "HTTPS", "Https"])
def test_what_has_a_scheme_is_an_address(scheme: str) -> None:
    folder = source.source_named(f"{scheme}://www.example.org/milipol//")
    assert isinstance(folder, WebFolder)
    assert folder.address == f"{scheme}://www.example.org/milipol"
