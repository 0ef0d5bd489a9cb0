"""Which certificate is pinned, what a relay passes on, and which fingerprints are the same."""

import pytest

from picup_desktop.storage.bucket.relay import for_the_server
from picup_desktop.storage.trust.certificates import anchor_of
from picup_desktop.storage.trust.known_hosts import (
    certificate_text,
    fingerprint,
    is_same_fingerprint,
)
from tests.authority import made

ORIGIN = b"http://store.example:9000"


def test_the_last_signer_of_a_chain_is_pinned_in_any_order() -> None:
    root = made(is_authority=True)
    between = made(root, is_authority=True)
    own = made(between)
    assert anchor_of([own.der, between.der, root.der]) == root.der
    assert anchor_of([own.der, root.der, between.der]) == root.der
    assert anchor_of([own.der, between.der]) == between.der
    assert anchor_of([own.der]) == own.der
    assert anchor_of([root.der, root.der]) == root.der


def test_what_signed_nothing_is_not_pinned() -> None:
    alone, stranger = made(), made(is_authority=True)
    assert anchor_of([alone.der, stranger.der]) == alone.der


@pytest.mark.parametrize("chain", [[], [b"nonsense"], [made().der] * 17])
def test_a_chain_that_is_none(chain: list[bytes]) -> None:
    with pytest.raises(ValueError, match=r"."):
        anchor_of(chain)


def test_a_request_reaches_its_server_as_it_would_without_a_relay() -> None:
    rest = b"host: store.example:9000\r\nContent-Length: 12\r\n\r\n"
    head = b"PUT " + ORIGIN + b"/b/a%20b?x=1 HTTP/1.1\r\n" + rest
    assert for_the_server(head, ORIGIN) == (b"PUT /b/a%20b?x=1 HTTP/1.1\r\n" + rest, 12)
    head = b"GET " + ORIGIN + b"?list-type=2 HTTP/1.1\r\nhost: x\r\n\r\n"
    assert for_the_server(head, ORIGIN) == (b"GET /?list-type=2 HTTP/1.1\r\nhost: x\r\n\r\n", 0)


@pytest.mark.parametrize(
    "head",
    [
        b"GET http://other.example/b HTTP/1.1\r\n\r\n",
        b"GET http://store.example:90001/b HTTP/1.1\r\n\r\n",
        b"GET http://store.example:9000.evil/b HTTP/1.1\r\n\r\n",
        b"GET http://store.example:9000@evil/b HTTP/1.1\r\n\r\n",
        b"CONNECT store.example:9000 HTTP/1.1\r\n\r\n",
        b"GET /b HTTP/1.1\r\n\r\n",
        b"PUT http://store.example:9000/b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"PUT http://store.example:9000/b HTTP/1.1\r\ncontent-length: -1\r\n\r\n",
        b"PUT http://store.example:9000/b HTTP/1.1\r\ncontent-length: x\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
)
def test_a_request_for_another_server_or_without_an_end_is_refused(head: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        for_the_server(head, ORIGIN)


def test_fingerprints_as_other_programs_show_them() -> None:
    shown = fingerprint(certificate_text(b"a certificate"))
    digits = shown.removeprefix("SHA256:")
    colons = ":".join(digits[at : at + 2] for at in range(0, 64, 2))
    for given in (shown, digits.lower(), colons, f"sha256:{colons}", f" {digits} "):
        assert is_same_fingerprint(given, shown)
    for given in ("", "SHA256:", digits[:-2], digits[:-1] + ("0" if digits[-1] != "0" else "1")):
        assert not is_same_fingerprint(given, shown)
    key = "ssh-ed25519 AAAA"
    assert is_same_fingerprint(fingerprint(key), fingerprint(key))
    assert not is_same_fingerprint(fingerprint(key).lower(), fingerprint(key))
