"""Kits as files: private, never over another file, and one page that tells everything."""

import base64
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
import segno

from picup_desktop.errors import UsageError
from picup_desktop.vault import age
from picup_desktop.vault.kit import KitStorage, RecoveryKit, write_kit_file
from picup_desktop.vault.kit_content import host_fingerprint, kit_words
from picup_desktop.vault.kit_pdf import kit_page

KINDS = [age.X25519Identity, age.HybridIdentity]
HOST_KEY = f"ssh-ed25519 {base64.b64encode(bytes(range(51))).decode()}"
STORAGES = (
    KitStorage("main", "sftp://anna@nas.local:2222/~/photos", HOST_KEY),
    KitStorage("backup", "file:///mnt/second%20disk/photos", None),
)


def _kit(identity: age.Identity | None = None) -> RecoveryKit:
    identity = identity or age.X25519Identity(bytes(range(32)))
    return RecoveryKit("0a" * 16, str(identity), 1_800_000_000.0, STORAGES)


def test_a_kit_is_private_and_never_written_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "kit"
    write_kit_file(_kit(), path)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(UsageError, match="never written over"):
        write_kit_file(_kit(age.X25519Identity.generate()), path)
    assert path.read_bytes() == before
    with pytest.raises(UsageError, match="can't be written"):
        write_kit_file(_kit(), tmp_path / "no such folder" / "kit")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full to be full")
def test_half_a_kit_is_never_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, really_open = tmp_path / "kit.txt", os.open

    def full(name: Path, flags: int, mode: int) -> int:
        os.close(really_open(name, flags, mode))
        return really_open("/dev/full", os.O_WRONLY)

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(UsageError, match="No space left"):
        write_kit_file(_kit(), path)
    assert not path.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_is_one_and_tells_everything(
    tmp_path: Path, kind: type[age.X25519Identity | age.HybridIdentity]
) -> None:
    kit = _kit(kind.generate())
    (tmp_path / "kit.pdf").write_bytes(kit_page(kit))
    with pikepdf.open(tmp_path / "kit.pdf") as pdf:
        assert len(pdf.pages) == 1
        assert [round(float(side)) for side in pdf.pages[0].mediabox] == [0, 0, 595, 842]
        fonts = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
        assert fonts <= {"/Helvetica", "/Helvetica-Bold", "/Courier", "/Courier-Bold"}
        shown = _shown_text(pdf.pages[0])
    for part in (kit.vault_id, "Signature", "picup restore", host_fingerprint(HOST_KEY)):
        assert part in shown
    assert all(storage.url in shown for storage in STORAGES)
    for place, word in enumerate(kit_words(kit).split(), start=1):
        assert f"\n{place}\n {word}\n" in shown
    assert kit.identity in shown.replace(" ", "").replace("\n", "")


def test_the_pages_qr_code_is_the_key(tmp_path: Path) -> None:
    (tmp_path / "kit.pdf").write_bytes(kit_page(_kit()))
    with pikepdf.open(tmp_path / "kit.pdf") as pdf:
        (image,) = pdf.pages[0].Resources.XObject.values()
        assert isinstance(image, pikepdf.Stream)
        picture = pikepdf.PdfImage(image).as_pil_image().convert("L")
    matrix = segno.make_qr(_kit().identity, error="q").matrix
    modules = len(matrix) + 2 * 4
    side = picture.width // modules
    dark = [
        [
            picture.getpixel(((x + 4) * side + 1, (y + 4) * side + 1)) == 0
            for x in range(len(matrix))
        ]
        for y in range(len(matrix))
    ]
    assert (picture.width % modules, picture.width == picture.height) == (0, True)
    assert dark == [[bool(module) for module in row] for row in matrix]


def test_the_page_takes_any_address(tmp_path: Path) -> None:
    long = f"sftp://änna@日本.local/{'x' * 900}\ud800\n"
    storages = (KitStorage("main", long, HOST_KEY), KitStorage("backup", long, HOST_KEY))
    (tmp_path / "kit.pdf").write_bytes(kit_page(RecoveryKit("", _kit().identity, 0.0, storages)))
    (tmp_path / "bare.pdf").write_bytes(kit_page(RecoveryKit("", _kit().identity, 0.0, ())))
    with pikepdf.open(tmp_path / "kit.pdf") as pdf:
        assert len(pdf.pages) == 1
        shown = _shown_text(pdf.pages[0])
        lowest = min(_heights(pdf.pages[0]))
    assert "sftp://%C3%A4nna@%E6%97%A5%E6%9C%AC.local/" in shown
    assert "in full in the text kit" in shown
    # The line to sign on is the lowest thing on the page, whatever stands above it.
    assert lowest == pytest.approx(842 - 272 * 72 / 25.4, abs=8)


def _drawn(page: pikepdf.Page, *names: str) -> Iterator[pikepdf.ContentStreamInstruction]:
    for instruction in pikepdf.parse_content_stream(page):
        assert isinstance(instruction, pikepdf.ContentStreamInstruction)
        if str(instruction.operator) in names:
            yield instruction


def _shown_text(page: pikepdf.Page) -> str:
    return "\n".join(str(instruction.operands[0]) for instruction in _drawn(page, "Tj"))


def _heights(page: pikepdf.Page) -> list[float]:
    return [float(instruction.operands[1]) for instruction in _drawn(page, "Td")]
