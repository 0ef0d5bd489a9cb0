"""Words of others are plain text on every widget, and no other widget has words (6-3)."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

import picup_desktop
import picup_desktop.ui
from picup_desktop.names import plain
from picup_desktop.ui.text import may_wrap
from picup_desktop.ui.widgets import plain_words
from picup_desktop.ui.widgets.parts import button, label
from picup_desktop.ui.widgets.plain_words import CheckBox, RadioButton, visible

PACKAGE = Path(picup_desktop.__file__).parent
WINDOW = Path(picup_desktop.ui.__file__).parent
MAKER = Path(plain_words.__file__)
WITH_WORDS = {"QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QMessageBox"}
"""Qt's widgets that show words, and guess whether they are markup or act on what is unseen."""
READY_MADE = {"QMessageBox", "QInputDialog", "QErrorMessage"}
LOGS = {"debug", "info", "warning", "error", "critical", "exception"}
EVIL = "\x1b[2J\u202egpj.exe\u2028<b>safe</b>\udcff\r"
SHOWN = "\\x1b[2J\\u202egpj.exe\\u2028<b>safe</b>\\udcff\\r"


def test_6_3_a_widget_shows_the_words_of_others_plain(qapp: QApplication) -> None:
    for widget in (label(EVIL), button(EVIL), CheckBox(EVIL), RadioButton(EVIL)):
        assert widget.text() == SHOWN
        widget.setText(f"now {EVIL}")
        assert widget.text() == f"now {SHOWN}"


def test_6_3_a_label_shows_no_markup_and_loads_no_picture(qapp: QApplication) -> None:
    made = label("<img src='file:///tmp/x.png'>")
    assert isinstance(made, QLabel)
    assert made.textFormat() is Qt.TextFormat.PlainText


def test_the_lines_and_places_to_wrap_of_this_program_stay() -> None:
    assert visible("one\ntwo") == "one\ntwo"
    wrapped = may_wrap(plain("x" * 40))
    assert visible(wrapped) == wrapped != "x" * 40
    assert visible("가족 사진 & more") == "가족 사진 & more"


@pytest.mark.parametrize("file", sorted(WINDOW.rglob("*.py")), ids=lambda file: file.stem)
def test_6_3_every_widget_with_words_is_a_plain_one(file: Path) -> None:
    tree = ast.parse(file.read_text())
    assert file == MAKER or _raw_widgets(tree) == []


@pytest.mark.parametrize(
    ("source", "raw"),
    [
        ("QLabel(name)", True),
        ("QLabel()", True),
        ("QtWidgets.QCheckBox(name)", True),
        ("QMessageBox.warning(None, title, name)", True),
        ("class Name(QLabel):\n    def x(self):\n        super().__init__(name)", True),
        ("class Name(QLabel):\n    def x(self):\n        super().__init__()", False),
        ("class Name(QPushButton):\n    def x(self):\n        self.setText(name)", True),
        ("label(name)", False),
        ("made: QLabel = label(name)", False),
    ],
)
def test_the_look_for_raw_widgets_finds_them(source: str, *, raw: bool) -> None:
    assert bool(_raw_widgets(ast.parse(source))) is raw


def _raw_widgets(tree: ast.AST) -> list[int]:
    """Lines at which one of Qt's own widgets gets words."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    lines = [call.lineno for call in calls if _name(call.func) in WITH_WORDS]
    # Qt's ready-made questions, at which mypy can't look.
    asked = [call.func for call in calls if isinstance(call.func, ast.Attribute)]
    lines += [called.lineno for called in asked if _name(called.value) in READY_MADE]
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and {_name(base) for base in node.bases} & WITH_WORDS:
            inside = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
            lines += [call.lineno for call in inside if _gives_words(call)]
    return lines


def _gives_words(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    of = call.func.value
    of_this = _name(of) == "self" or (isinstance(of, ast.Call) and _name(of.func) == "super")
    return of_this and call.func.attr in {"__init__", "setText"} and bool(call.args)


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_6_3_every_line_of_the_log_is_a_sentence_of_this_program_with_values() -> None:
    """So that its words are known, and only its values can be those of others."""
    raw = [
        f"{file.relative_to(PACKAGE)}:{node.lineno}"
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and _logs_no_sentence(node)
    ]
    assert raw == []


def _logs_no_sentence(call: ast.Call) -> bool:
    called = call.func
    if not isinstance(called, ast.Attribute) or called.attr not in LOGS:
        return False
    if _name(called.value) not in {"log", "logger"}:
        return False
    return not (call.args and isinstance(call.args[0], ast.Constant))
