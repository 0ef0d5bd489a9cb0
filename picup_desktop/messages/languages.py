"""The languages that the program speaks: the only place that names them.

A language is a row here and its files; ``docs/extending.md`` lists them, and
``tests/unit/languages/test_adding_a_language.py`` tries it.
"""

from dataclasses import dataclass

ENGLISH, KOREAN = "en", "ko"


@dataclass(frozen=True)
class SpokenLanguage:
    """A language that people can choose."""

    code: str
    """Its code of ISO 639-1, which the names of its files have."""
    own_name: str
    """As people who speak it write it, for the list to choose from."""
    locale_names: tuple[str, ...]
    """How names of its locales begin, in small letters: ``ko_KR.UTF-8``; Windows has
    ``Korean_Korea``."""
    font_families: tuple[str, ...] = ()
    """The fonts to ask for, the best one first; empty for the system's own.

    Named where the system's font has none of the language's letters, so that they would come
    from another, heavier font in the middle of a line.
    """


SPOKEN_LANGUAGES = (
    SpokenLanguage(ENGLISH, "English", (ENGLISH, "english")),
    SpokenLanguage(
        KOREAN,
        "한국어",
        (KOREAN, "korean"),
        (
            "Pretendard",
            "Noto Sans KR",
            "Noto Sans CJK KR",
            "Apple SD Gothic Neo",
            "Malgun Gothic",
            "NanumGothic",
        ),
    ),
)
"""English is the first: texts that another language lacks are English."""

LANGUAGES = tuple(language.code for language in SPOKEN_LANGUAGES)


def spoken_language(code: str) -> SpokenLanguage:
    """Return the language of a code; English for any that the program does not speak."""
    found = (language for language in SPOKEN_LANGUAGES if language.code == code)
    return next(found, SPOKEN_LANGUAGES[0])


def language_named(locale_name: str) -> SpokenLanguage:
    """Return the language of a locale's name such as ``ko_KR.UTF-8``; English for others."""
    small = locale_name.lower()
    found = (one for one in SPOKEN_LANGUAGES if small.startswith(one.locale_names))
    return next(found, SPOKEN_LANGUAGES[0])
