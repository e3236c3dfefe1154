"""Addresses in the data, as links."""

import pytest

from milipol_cli.commands.publish.paths import web_address


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("HTTP://example.org", "http://example.org"),
        ("https://[::1]:80/", "https://[::1]:80/"),
        ("https://example.org/ä b", "https://example.org/%C3%A4%20b"),
        ("https://example.org/100%/%zz", "https://example.org/100%25/%25zz"),
        ("https://example.org/[a]?[b]#[c]#", "https://example.org/%5Ba%5D?%5Bb%5D#%5Bc%5D%23"),
        ("https://example.org/\"'><i", "https://example.org/%22'%3E%3Ci"),
        ("https://Bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://192.0.2.1:8080/a", "http://192.0.2.1:8080/a"),
        ("http://192.0.2.256/", None),
        ("https://trusted.example@evil.example/", None),
        ("https://intranet/", None),
        ("https://a..b/", None),
        ("https://-a.example/", None),
        ("https://a b.example/", None),
        ("https://a,b.example/", None),
        (f"https://{'a' * 64}.example/", None),
        ("https://a.b:99999/", None),
        ("https://[::1/", None),
        ("https://\udcff.org/", None),
        ("https://example.org/\udcff", None),
        ("https://:80/", None),
        ("ftp://example.org", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_an_address_on_the_web_becomes_a_uri(address: str | None, uri: str | None) -> None:
    assert web_address(address) == uri
