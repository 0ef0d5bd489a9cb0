"""Tool tips are plain text, whatever a photo is called, and all tips are made that way."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication

import picup_desktop.ui
from picup_desktop.names import NO_WORDS, Shown
from picup_desktop.ui.text import plain_tip, tray_words
from picup_desktop.ui.widgets.parts import ElidedLabel

WINDOW = Path(picup_desktop.ui.__file__).parent
TIP_MAKERS = {"setToolTip": 0, "showText": 1}
"""Functions of Qt that show a tip, and which of their arguments it is."""
WRITERS = {"plain_tip", "tray_words"}


@pytest.mark.parametrize(
    "name",
    [
        "<img src='{picture}'> <b>All your photos are safe</b>.jpg",
        '<qt><img src="file://{picture}">.jpg',
        "</span></qt><img src='{picture}'>",
        "a&amp;b &lt;i&gt; <a href='http://x'>x</a>.jpg",
        "two  spaces\nand a line",
        "가족 <u>사진</u>.jpg",
    ],
)
def test_a_tip_shows_a_name_letter_by_letter_and_loads_no_picture(
    name: str, tmp_path: Path, qapp: QApplication
) -> None:
    picture = tmp_path / "x.png"
    image = QImage(30, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(picture))
    name = name.format(picture=picture)

    shown = QTextDocument()
    shown.setHtml(plain_tip(Shown(name)))

    assert shown.toPlainText() == name
    assert not _images(shown)


def test_a_tip_of_nothing_is_no_tip() -> None:
    assert plain_tip(NO_WORDS) == ""


def test_a_label_s_tip_is_plain(qapp: QApplication) -> None:
    label = ElidedLabel()
    label.show_words("<b>bold</b>.jpg")

    assert "<b>" not in label.toolTip()
    assert label.accessibleName() == "<b>bold</b>.jpg"


def test_words_for_the_tray_hold_no_markup() -> None:
    told = tray_words(Shown("PicUp: <img src='x'> &amp; more"))

    assert not set(told) & set("<>&")


@pytest.mark.parametrize("file", sorted(WINDOW.rglob("*.py")), ids=lambda file: file.stem)
def test_every_tip_of_the_window_is_made_plain(file: Path) -> None:
    tree = ast.parse(file.read_text())

    raw = _raw_tips(tree) + _unanswered_roles(tree)

    assert raw == [], f"{file}: a tip that is not made by {WRITERS}"


@pytest.mark.parametrize(
    ("source", "raw"),
    [
        ("x.setToolTip(name)", True),
        ("x.setToolTip(plain_tip(Shown(name)))", False),
        ("QToolTip.showText(at, name, x)", True),
        ("QToolTip.showText(at, plain_tip(name), x)", False),
        ("if role == Qt.ItemDataRole.ToolTipRole:\n    tip = name", True),
        ("if role == Qt.ItemDataRole.ToolTipRole:\n    tip = plain_tip(name)", False),
        ("item.setData(Qt.ItemDataRole.ToolTipRole, name)", True),
        ("if role in {Qt.ItemDataRole.ToolTipRole, 3}:\n    tip = name", True),
    ],
)
def test_the_look_for_raw_tips_finds_them(source: str, *, raw: bool) -> None:
    tree = ast.parse(source)

    found = bool(_raw_tips(tree) + _unanswered_roles(tree))

    assert found is raw


def _raw_tips(tree: ast.AST) -> list[int]:
    """Lines that hand words to a function of Qt without making them plain."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            place = TIP_MAKERS.get(node.func.attr)
            if place is not None and len(node.args) > place and not _is_plain(node.args[place]):
                lines.append(node.lineno)
    return lines


def _unanswered_roles(tree: ast.AST) -> list[int]:
    """Lines that name the tip's role outside of an ``if`` that answers with a plain tip."""
    roles: set[ast.AST] = {node for node in ast.walk(tree) if _is_role(node)}
    for branch in ast.walk(tree):
        if isinstance(branch, ast.If) and any(
            _is_plain(node) for statement in branch.body for node in ast.walk(statement)
        ):
            roles -= set(ast.walk(branch.test))
    return [node.lineno for node in roles if isinstance(node, ast.expr)]


def _is_role(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "ToolTipRole"


def _is_plain(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Name) and called.id in WRITERS


def _images(document: QTextDocument) -> list[str]:
    """What stands where a picture is shown: U+FFFC, once for each."""
    return [character for character in document.toRawText() if character == "\ufffc"]
