"""Which exhibits are shown: groups with counts, words, findings, pictures, order."""

from __future__ import annotations

from desktop.models.narrowing import GROUPINGS, Narrowing, groups, narrowed
from evidence.cards import Card
from evidence.index.rows import ExhibitRow
from evidence.words import Words


def _card(number: int, media: str = "image/jpeg", **more: object) -> Card:
    row = ExhibitRow(
        "case", f"e{number}", f"AJ-Z{number:03}", "original", "", "0" * 64, 7, media,
        f"IMG_{9 - number}.JPG", f"s{number % 2}", "", "", "左前门" if number == 2 else "",
        "照片" if number == 3 else "", "", "link",
    )  # fmt: skip
    return Card(row=row, **more)  # type: ignore[arg-type]


CARDS = [
    _card(1, taken="2026-01-02T03:04:05", device="P40", folder="/a", worst="note", open=1),
    _card(2, taken="2026-01-01T23:00:00", device="P40", folder="/b", reviewed=1),
    _card(3, "application/pdf", folder="/b"),
    _card(4, worst="conflict", open=2),
]


def _shown(**asked: object) -> list[str]:
    return [card.row.exhibit for card in narrowed(CARDS, Narrowing(**asked))]  # type: ignore[arg-type]


def test_words_findings_and_pictures_narrow_together() -> None:
    assert _shown() == ["e1", "e2", "e3", "e4"]
    assert _shown(words="img_7.jpg") == ["e2"]
    assert _shown(words="左前 z002") == ["e2"]
    assert _shown(only_findings=True) == ["e1", "e4"]
    assert _shown(only_pictures=True, words="z00") == ["e1", "e2", "e4"]
    assert _shown(by="device", key="P40", only_findings=True) == ["e1"]
    assert _shown(by="device", key="") == ["e3", "e4"]


def test_the_order_is_as_asked_and_what_says_nothing_comes_last() -> None:
    assert _shown(order="taken") == ["e2", "e1", "e3", "e4"]
    assert _shown(order="name") == ["e4", "e3", "e2", "e1"]
    assert _shown(order="finding") == ["e4", "e1", "e2", "e3"]


def test_every_group_counts_what_it_shows() -> None:
    words = Words("zh_CN")
    for by in GROUPINGS:
        for group in groups(CARDS, by, {}):
            assert group.count == len(_shown(by=by, key=group.key))
            assert words.text(group.title) or by == "all"
    told = [words.text(g.title) for g in groups(CARDS, "finding", {})]
    assert told == ["重点核查", "提示", "均已复核", "无需复核"]
    assert [g.key for g in groups(CARDS, "session", {"s1": "x", "s0": "y"})] == ["s1", "s0"]
    assert [g.key for g in groups(CARDS, "folder", {})] == ["/a", "/b", ""]
