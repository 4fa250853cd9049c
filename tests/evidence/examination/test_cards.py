"""The list of checks is whole, has no id twice, and the README beside it lists each."""

from __future__ import annotations

from pathlib import Path

from evidence.examination import cards

README = Path(cards.__file__).with_name("README.md")


def test_every_check_has_one_card_with_everything_on_it() -> None:
    found = cards.method_cards()
    assert len({card.check for card in found}) == len(found) == 23
    for card in found:
        assert card.version >= 1
        assert all((card.title, card.does, card.misleads, card.literature))


def test_the_page_lists_every_check() -> None:
    page = README.read_text("utf-8")
    assert [c.check for c in cards.method_cards() if f"| {c.check} | " not in page] == []
