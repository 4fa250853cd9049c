"""The line of custody: one sitting is one event, however much was taken."""

from __future__ import annotations

from desktop.models.custody import events
from evidence.index.rows import CustodyRow


def _row(
    kind: str, link: str, exhibit: str = "e", session: str = "s", offer: str = ""
) -> CustodyRow:
    return CustodyRow(
        "case", kind, offer, (exhibit,), "王芳", "王芳", {"session": session, "seal": "F1"},
        "2026-03-01T00:00:00.000Z", "p", link,
    )  # fmt: skip


def test_a_sitting_is_one_event() -> None:
    rows = [_row("taken_in", str(n), str(n)) for n in range(20_000)]
    rows += [_row("offered", "o", offer="1"), _row("taken_in", "t", session="s")]
    rows += [_row("offered", "p", offer="2"), _row("refused", "r", offer="1")]
    told = events(rows)
    assert [(e.kind, len(e.exhibits)) for e in told] == [
        ("taken_in", 20_000), ("offered", 1), ("taken_in", 1), ("offered", 1), ("refused", 1),
    ]  # fmt: skip
    assert [e.waits for e in told] == [False, False, False, True, False]
    assert told[1].stated == {"seal": "F1"}


def test_two_sittings_are_two() -> None:
    assert len(events([_row("taken_in", "1"), _row("taken_in", "2", session="t")])) == 2
    assert events([]) == ()
