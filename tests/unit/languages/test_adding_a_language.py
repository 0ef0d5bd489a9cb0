"""A language is a row of one table and its files (docs/extending.md); nothing else names one."""

import ast
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

import picup_desktop
from picup_desktop.messages.catalogue import catalogue_of
from picup_desktop.messages.languages import (
    ENGLISH,
    LANGUAGES,
    SPOKEN_LANGUAGES,
    language_named,
    spoken_language,
)

PACKAGE = Path(picup_desktop.__file__).parent
TRANSLATIONS = PACKAGE / "ui/resources/translations"
PAGES = PACKAGE.parent / "docs/guide/attention"
TABLE = PACKAGE / "messages/languages.py"


def test_english_is_first_and_no_code_or_locale_stands_twice() -> None:
    assert LANGUAGES[0] == ENGLISH
    assert len(set(LANGUAGES)) == len(LANGUAGES)
    names = [name for language in SPOKEN_LANGUAGES for name in language.locale_names]
    assert len(set(names)) == len(names)
    assert all(name == name.lower() for name in names)


@pytest.mark.parametrize("language", SPOKEN_LANGUAGES, ids=LANGUAGES)
def test_a_language_is_found_by_its_code_and_its_locales(language: object) -> None:
    row = next(one for one in SPOKEN_LANGUAGES if one is language)
    assert spoken_language(row.code) is row
    assert all(language_named(f"{name}_XX.UTF-8".upper()) is row for name in row.locale_names)
    assert row.own_name.strip()


def test_others_are_english() -> None:
    assert spoken_language("xx").code == ENGLISH
    assert language_named("xx_XX").code == ENGLISH
    assert language_named("").code == ENGLISH


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_all_its_texts(code: str) -> None:
    english = json.loads((PACKAGE / f"messages/{ENGLISH}.json").read_text("utf-8"))
    own = json.loads((PACKAGE / f"messages/{code}.json").read_text("utf-8"))
    assert own.keys() == english.keys()
    names = catalogue_of(code).names
    assert all(names(one) <= catalogue_of(ENGLISH).names(one) for one in own)
    unfinished = [
        message.findtext("source")
        for message in ElementTree.fromstring(
            (TRANSLATIONS / f"picup_{code}.ts").read_text("utf-8")
        ).iter("message")
        if (text := message.find("translation")) is None or text.get("type") == "unfinished"
    ]
    assert unfinished == []
    assert (TRANSLATIONS / f"picup_{code}.qm").stat().st_size > 1_000


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != ENGLISH])
def test_a_language_has_every_page_about_what_needs_a_person(code: str) -> None:
    english = {page.name for page in PAGES.glob("*.md")} - {"index.md"}
    assert english
    assert english <= {page.name for page in (PAGES / code).glob("*.md")}


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != ENGLISH])
def test_nothing_but_the_table_names_a_language(code: str) -> None:
    found = [
        f"{file.relative_to(PACKAGE)}:{node.lineno}"
        for file in sorted(PACKAGE.rglob("*.py"))
        if file != TABLE
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value == code
    ]
    assert found == []
