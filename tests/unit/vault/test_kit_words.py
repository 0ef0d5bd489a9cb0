"""A key as words: those of BIP39, and read as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picup_desktop.errors import UsageError
from picup_desktop.vault.kit_content import from_words, to_words

# The official vectors of BIP39 for 32 bytes (trezor/python-mnemonic, vectors.json).
BIP39 = {
    "00" * 32: "abandon " * 23 + "art",
    "7f" * 32: "legal winner thank year wave sausage worth useful " * 2
    + "legal winner thank year wave sausage worth title",
    "80" * 32: "letter advice cage absurd amount doctor acoustic avoid " * 2
    + "letter advice cage absurd amount doctor acoustic bless",
    "ff" * 32: "zoo " * 23 + "vote",
    "68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c": "hamster diagram private"
    " dutch cause delay private meat slide toddler razor book happy fancy gospel tennis maple"
    " dilemma loan word shrug inflict delay length",
    "f585c11aec520db57dd353c69554b21a89b20fb0650966fa0a9d6f74fd989d8f": "void come effort suffer"
    " camp survey warrior heavy shoot primary clutch crush open amazing screen patrol group space"
    " point ten exist slush involve unfold",
}


@pytest.mark.parametrize(("secret", "words"), BIP39.items())
def test_words_are_those_of_bip39(secret: str, words: str) -> None:
    assert to_words(bytes.fromhex(secret)) == words
    assert from_words(words) == bytes.fromhex(secret)


@settings(deadline=None, max_examples=50)
@given(st.binary(min_size=32, max_size=32))
def test_any_key_survives_as_words(secret: bytes) -> None:
    assert from_words(to_words(secret)) == secret


def test_words_are_read_as_people_type_them() -> None:
    words = to_words(bytes(range(32))).split()
    typed = "  ".join(f"{n}) {word.title()}," for n, word in enumerate(words, start=1))
    assert from_words(f"\t{typed}\r\n") == bytes(range(32))


def test_a_wrong_word_is_named_by_its_place() -> None:
    words = to_words(bytes(range(32))).split()
    words[6] = "abandom"
    with pytest.raises(UsageError, match=r"Word 7, “abandom”.*“abandon”"):
        from_words(" ".join(words))


def test_words_that_do_not_fit_together_are_told() -> None:
    words = to_words(bytes(range(32))).split()
    with pytest.raises(UsageError, match="23 words"):
        from_words(" ".join(words[1:]))
    with pytest.raises(UsageError, match="don't fit together"):
        from_words(" ".join([*words[:-1], "zoo"]))
    with pytest.raises(ValueError, match="32 bytes"):
        to_words(bytes(16))
