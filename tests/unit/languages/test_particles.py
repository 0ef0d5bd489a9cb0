"""Korean particles follow the last sound of the word before them."""

import unicodedata

import pytest

from picup_desktop.messages.catalogue import catalogue_of
from picup_desktop.messages.languages import ENGLISH, KOREAN
from picup_desktop.messages.message import Message
from picup_desktop.messages.particles import (
    PARTICLES,
    Ending,
    Fillable,
    ending_of,
    filled,
    particle,
)

VOWEL, RIEUL, CONSONANT = Ending.VOWEL, Ending.RIEUL, Ending.CONSONANT


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        # Hangul: the first and the last syllable of Unicode's block, and what stands between.
        ("가", VOWEL),
        ("여름", CONSONANT),
        ("제주", VOWEL),
        ("서울", RIEUL),
        ("값", CONSONANT),
        ("닭", CONSONANT),
        ("힣", CONSONANT),
        ("흐", VOWEL),
        ("각", CONSONANT),
        ("갈", RIEUL),
        (unicodedata.normalize("NFD", "여름"), CONSONANT),
        (unicodedata.normalize("NFD", "제주"), VOWEL),
        # Digits, as they are read one by one.
        *zip("0123456789", [*"czvcvvczzv"], strict=True),
        ("2024", VOWEL),
        ("1,000", CONSONANT),
        ("IMG_0001", RIEUL),
        # Latin letters: letter by letter in capitals or without a vowel, as a word otherwise.
        ("NAS", VOWEL),
        ("RAW", VOWEL),
        ("USB", VOWEL),
        ("HTML", RIEUL),
        ("ABR", RIEUL),
        ("RAM", CONSONANT),
        ("SSN", CONSONANT),
        ("IMG_1.jpg", VOWEL),
        ("a.dng", VOWEL),
        ("a.HEIC", VOWEL),
        ("film.mp4", VOWEL),
        ("kit.txt", VOWEL),
        ("list.html", RIEUL),
        ("Family", VOWEL),
        ("Photos", VOWEL),
        ("Summer", VOWEL),
        ("Seoul", RIEUL),
        ("Apple", RIEUL),
        ("file", RIEUL),
        ("Main", CONSONANT),
        ("album", CONSONANT),
        ("Hong Kong", CONSONANT),
        ("home", CONSONANT),
        ("phone", CONSONANT),
        ("Backup", CONSONANT),
        ("web", CONSONANT),
        ("Music", CONSONANT),
        ("Truck", CONSONANT),
        ("Market", CONSONANT),
        ("Scrapbook", CONSONANT),
        ("up", CONSONANT),
        ("box", VOWEL),
        ("Desk", VOWEL),
        ("Event", VOWEL),
        ("Beat", VOWEL),
        ("dog", VOWEL),
        ("Café", VOWEL),
        ("Zoë Müller", VOWEL),
        # Quotes, brackets and slashes are not spoken.
        ("“여름”", CONSONANT),
        ("여름(제주)", CONSONANT),
        ("제주 (2)", VOWEL),
        ("제주 (a (b) c)", VOWEL),
        ("여름[제주]", CONSONANT),
        ("(여름)", CONSONANT),
        ("제주)", VOWEL),
        ("[::1]", RIEUL),
        ("/home/ann/Photos/", VOWEL),
        ("여름!", CONSONANT),
        ("100%", VOWEL),
        ("20°", VOWEL),
        ("C+", VOWEL),
        ("A&", VOWEL),
        # Nobody can say.
        ("", None),
        ("写真", None),
        ("😀", None),
        ("()", None),
        ("ㄱ", None),
    ],
)
def test_the_last_sound_of_a_word(words: str, ending: Ending | str | None) -> None:
    short = {"c": CONSONANT, "v": VOWEL, "z": RIEUL}
    assert ending_of(words) is (short[ending] if isinstance(ending, str) else ending)


@pytest.mark.parametrize(
    ("pair", "after"),
    [
        ("은(는)", ("여름은", "제주는", "서울은")),
        ("이(가)", ("여름이", "제주가", "서울이")),
        ("을(를)", ("여름을", "제주를", "서울을")),
        ("과(와)", ("여름과", "제주와", "서울과")),
        ("와(과)", ("여름과", "제주와", "서울과")),
        ("(으)로", ("여름으로", "제주로", "서울로")),
        ("(이)", ("여름이", "제주", "서울이")),
    ],
)
def test_a_particle_has_a_form_for_each_sound(pair: str, after: tuple[str, str, str]) -> None:
    words = ("여름", "제주", "서울")
    assert tuple(word + particle(pair, word) for word in words) == after
    assert filled(f"{{w}}{pair}", {"w": "写真"}) == f"写真{pair}"


def test_every_pair_is_tried() -> None:
    assert len(PARTICLES) == 7


def test_particles_are_chosen_in_the_text_and_never_in_a_value() -> None:
    values = {"one": "은(는).jpg", "other": "을(를)", "n": 3, "much": 12345.678}
    assert filled("{one}을(를) {other} 없음", values) == "은(는).jpg를 을(를) 없음"
    assert filled("“{one}”은(는) {n}번째", values) == "“은(는).jpg”는 3번째"
    assert filled("{much:,.1f}이(가) {one!r}과(와)", values) == "12,345.7이 '은(는).jpg'와"
    assert filled("{{{n}}}이(가)", values) == "{3}이"
    assert filled("파일은(는) {n}", values) == "파일은 3"
    assert filled("no particle: {n:>3}", values) == "no particle:   3"
    with pytest.raises(KeyError):
        filled("{missing}은(는)", values)


def test_the_second_particle_follows_its_own_word() -> None:
    text = "{one}은(는) {other}과(와) 같습니다."
    assert filled(text, {"one": "여름", "other": "제주"}) == "여름은 제주와 같습니다."
    assert filled(text, {"one": "제주", "other": "여름"}) == "제주는 여름과 같습니다."


def test_a_translated_text_chooses_too() -> None:
    assert Fillable("“{name}”을(를) 제거").format(name="제주") == "“제주”를 제거"
    assert Fillable("Remove {name}").format(name="제주") == "Remove 제주"


def test_messages_have_the_right_particles() -> None:
    korean = catalogue_of(KOREAN)
    assert korean.render(Message("no-folder", folder="여름")) == "폴더 여름이 없습니다."
    assert korean.render(Message("no-folder", folder="제주")) == "폴더 제주가 없습니다."
    nested = Message("cause-backup-away-nameless", waiting=Message("count-photos", count=3))
    assert korean.render(nested).startswith("사진 3장이 ")
    assert catalogue_of(ENGLISH).render(Message("no-folder", folder="은(는)")).count("은(는)") == 1
