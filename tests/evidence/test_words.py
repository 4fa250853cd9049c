"""Sentences are named in English, said in a language, and never act on what they carry."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evidence.words import LANGUAGES, Phrase, Words, mark, say, visible


def test_a_sentence_is_said_in_the_language_asked_for() -> None:
    phrase = say("Passphrase: ")
    assert Words("en").text(phrase) == "Passphrase: "
    assert Words("zh_CN").text(phrase) == "口令："


def test_a_value_that_is_a_phrase_is_said_in_the_same_language() -> None:
    phrase = say("{where}: {what}", where=say("seal number"), what="A-17")
    assert Words("zh_CN").text(phrase) == "封条编号：A-17"


def test_several_values_are_listed() -> None:
    phrase = say("{where}: {what}", where="x", what=(say("seal number"), "b"))
    assert Words("zh_CN").text(phrase) == "x：封条编号、b"
    assert Words("en").text(phrase) == "x: seal number, b"


def test_what_is_not_in_the_catalogue_is_said_as_it_is() -> None:
    assert Words("zh_CN").text("a sentence nobody translated") == "a sentence nobody translated"
    assert Words("zh_CN").text("") == ""


def test_mark_changes_nothing() -> None:
    assert mark("taken in") == "taken in"


@given(st.text(), st.text())
def test_values_are_put_in_as_they_are(name: str, text: str) -> None:
    for language in LANGUAGES:
        said = Words(language).text(say("{name}: {text}", name=name, text=text))
        assert name in said
        assert text in said


def test_a_place_without_value_stays_readable() -> None:
    assert str(Phrase("{missing} is gone", {"other": 1})) == "{missing} is gone"


@given(st.text())
def test_nothing_that_hides_or_turns_the_line_is_shown(name: str) -> None:
    shown = visible(name)
    assert visible(shown) == shown
    assert all(ord(c) >= 0x20 and c not in "\u202e\u200b\x7f\u2028" for c in shown)


def test_rare_characters_and_emoji_are_shown() -> None:
    assert visible("𠮷野家 龘 🚗") == "𠮷野家 龘 🚗"
    assert visible("photo\u202egpj.exe") == "photo\\u202Egpj.exe"
    assert visible("\udcff") == "\\uDCFF"


def test_a_sentence_from_elsewhere_commands_nothing() -> None:
    wide = Phrase("{n:>999999999} {n.__class__} {n!r}", {"n": 1})
    assert Words("zh_CN").text(wide) == wide.text
