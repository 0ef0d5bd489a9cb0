"""The Korean texts: one word a thing, one politeness level, no engineers' words."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

import picup_desktop
from picup_desktop.messages.languages import KOREAN
from picup_desktop.messages.particles import PARTICLES

PACKAGE = Path(picup_desktop.__file__).parent
PAGES = PACKAGE.parent / "docs/guide/attention" / KOREAN

NOT_SAID = {
    "암호문": "암호 (암호문 is a ciphertext)",
    "장부": "사진 목록",
    "저널": "사진 목록",
    "객체": "암호화된 파일",
    "보관함의 비밀": "보관함의 키",
    "봉인": "암호화",
    "두 NAS": "두 저장소",
    "NAS 두 대": "두 저장소 (one may be a bucket)",
    "각 NAS": "각 저장소",
    "메인 NAS": "메인 저장소",
    "백업 NAS": "백업 저장소",
    "스냅숏": "스냅샷",
    "양쪽": "두",
    "제공업체": "서비스 제공자",
    "일시 정지": "일시 중지",
    "그 사이 ": "그사이",
}
"""A word that people are not told, and what is said instead."""
OTHER_POLITENESS = re.compile(r"(?<![세필개])요(?=[.?!”)]|$)|십시오|(?:다|냐|니)\?")
"""Ends of sentences that are not those of 합니다체, in which a request ends in 세요."""
ENDING_MARKS = re.compile("[.?!]")
BRACKET_AFTER_SPACE = re.compile(r"[가-힣}] \(")
SOUND_IS_KNOWN = (
    "photos",
    "files",
    "deleted",
    "replaced",
    "size",
    "rate",
    "safe",
    "when",
    "duration",
)
"""Values that always end in the same sound: "사진 3장", "2.1 MB"."""
FIXED_PARTICLE = re.compile(
    rf"\{{(?!(?:{'|'.join(SOUND_IS_KNOWN)})\b)[^{{}}]*\}}[”\u2019]?"
    r"(?:은|는|이|가|을|를|과|와|으로|로|이라는|라는)(?=[ .,]|$)"
)
"""A particle that fits one sound only, after a value that may end in any."""


def catalogue_texts() -> Iterator[tuple[str, str]]:
    entries = json.loads((PACKAGE / f"messages/{KOREAN}.json").read_text("utf-8"))
    yield from entries.items()


def window_texts() -> Iterator[tuple[str, str]]:
    file = PACKAGE / f"ui/resources/translations/picup_{KOREAN}.ts"
    for message in ElementTree.fromstring(file.read_text("utf-8")).iter("message"):
        translation = message.find("translation")
        assert translation is not None
        for text in translation.itertext():
            if text.strip():
                yield str(message.findtext("source")), text


def page_texts() -> Iterator[tuple[str, str]]:
    for page in sorted(PAGES.glob("*.md")):
        yield page.name, page.read_text("utf-8")


ALL = [*catalogue_texts(), *window_texts()]


def test_there_are_texts() -> None:
    assert len(ALL) > 1_500
    assert len(list(page_texts())) > 10


@pytest.mark.parametrize("word", NOT_SAID)
def test_one_word_is_said_for_one_thing(word: str) -> None:
    said = [(where, text) for where, text in [*ALL, *page_texts()] if word in text]
    assert said == [], f"say {NOT_SAID[word]}"


def test_all_sentences_have_one_politeness_level() -> None:
    assert [pair for pair in [*ALL, *page_texts()] if OTHER_POLITENESS.search(pair[1])] == []


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("다시 시도하세요.", False),
        ("삭제하시겠습니까?", False),
        ("필요 없음", False),
        ("삭제할까요?", True),
        ("마운트되어 있나요?", True),
        ("잠겨 있어요.", True),
        ("다시 가져오십시오.", True),
    ],
)
def test_other_politeness_is_noticed(text: str, *, other: bool) -> None:
    assert bool(OTHER_POLITENESS.search(text)) is other


def test_particles_follow_values_by_their_sound() -> None:
    assert [pair for pair in ALL if FIXED_PARTICLE.search(pair[1])] == []


def test_every_doubled_particle_is_one_that_is_chosen() -> None:
    doubled = re.compile(r"[은이을과와]\([는가를와과]\)|\([으이]\)")
    found = {match for _, text in ALL for match in doubled.findall(text)}
    assert found
    assert all(any(one in pair for pair in PARTICLES) for one in found)


def test_no_space_stands_before_a_bracket_after_a_word() -> None:
    assert [pair for pair in ALL if BRACKET_AFTER_SPACE.search(pair[1])] == []
