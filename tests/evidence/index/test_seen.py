"""What was seen: the newest observation of a check counts, and only what asks is taken apart."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.ledger.kinds import ExhibitExamined
from evidence.observation import ASKS_FOR_A_VERDICT, Observation, Result
from evidence.workspace import Workspace
from tests.evidence.examination.built import take_in, workspace
from tests.evidence.index.ledgers import CASE, Signer, looked
from tests.evidence.workspaces import examined, taken

RESULTS = get_args(Result)


def _examined(ws: Workspace, case: str, exhibit: str, **seen: Result) -> None:
    made = tuple(
        Observation(check=check, version=1, result=result, strength="fact", what='"result":"note"')
        for check, result in seen.items()
    )
    facts = ExhibitExamined(
        exhibit=exhibit,
        observations=made,
        context=dict.fromkeys(seen, "c"),
        facts={"make": "HUAWEI", "model": " P60 ", "serial_number": 7} if "A01" in seen else {},
    )
    ws.record(case, facts, about=exhibit)


def test_what_asks_is_what_the_newest_observation_says(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as ws:
        case = ws.new_case(line="motor")
        a, b = take_in(ws, case, "a.jpg", b"a"), take_in(ws, case, "b.jpg", b"b")
        _examined(ws, case, a, A01="note", A05="conflict", A08="consistent")
        _examined(ws, case, a, A05="consistent", A08="attention")
        _examined(ws, case, b, A01="could_not_run", A05="not_applicable")
        asking = ws.look.asking(case)
        assert [(row.exhibit, row.observation.check) for row in asking] == [(a, "A01"), (a, "A08")]
        whole = [
            o for o in ws.look.observations(case) if o.observation.result in ASKS_FOR_A_VERDICT
        ]
        assert asking == whole
        assert ws.look.asking(case, a) == asking
        assert ws.look.asking(case, b) == []


def test_what_is_counted_is_what_asks(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as ws:
        case = ws.new_case(line="motor")
        a, b = take_in(ws, case, "a.jpg", b"a"), take_in(ws, case, "b.jpg", b"b")
        _examined(ws, case, a, A01="note", A05="conflict")
        _examined(ws, case, b, A01="consistent")
        assert ws.look.asked(case) == [(a, "A01", "note"), (a, "A05", "conflict")]
        assert ws.look.examined(case) == {a, b}


def test_an_exhibit_of_which_only_was_read_is_not_examined() -> None:
    signer = Signer()
    for exhibit, seen in (("e1", ()), ("e2", ("A01",))):
        signer.says(examined(exhibit, *seen, make="x"))
    signer.says(ExhibitExamined(exhibit="e3", observations=()))
    assert looked(*signer.entries).examined(CASE) == {"e2"}


def test_of_one_check_told_twice_in_an_entry_the_last_counts() -> None:
    asks = Observation(check="A01", version=1, result="note", strength="fact", what="x")
    quiet = Observation(check="A01", version=1, result="consistent", strength="fact", what="x")
    signer = Signer()
    signer.says(ExhibitExamined(exhibit="e1", observations=(asks, quiet)))
    signer.says(ExhibitExamined(exhibit="e2", observations=(quiet, asks)))
    look = looked(*signer.entries)
    assert [row.exhibit for row in look.asking(CASE)] == ["e2"]


def test_of_two_who_did_not_know_of_each_other_the_later_counts() -> None:
    exhibit = taken("1.jpg").exhibit
    asks = Observation(check="A01", version=1, result="note", strength="fact", what="x")
    one, other = Signer(0), Signer(1)
    one.says(taken("1.jpg"))
    one.says(ExhibitExamined(exhibit=exhibit, observations=(asks,)), minute=1)
    assert len(looked(*one.entries).asking(CASE)) == 1
    other.says(examined(exhibit, "A01"), minute=2)
    look = looked(*one.entries, *other.entries)
    assert look.observations(CASE)[0].observation.result == "consistent"
    assert (look.asking(CASE), look.asked(CASE)) == ([], [])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2), st.integers(0, 5), st.booleans(),
            st.dictionaries(st.sampled_from(["A01", 'A"2', "A03"]), st.sampled_from(RESULTS)),
        ),
        max_size=8,
    )
)  # fmt: skip
def test_what_asks_is_always_what_of_all_that_was_seen_asks(
    said: list[tuple[int, int, bool, dict[str, Result]]],
) -> None:
    """Whoever says it, whether it replaces what was said before, and whatever the clocks."""
    signers, links = [Signer(n) for n in range(3)], list[str]()
    for n, minute, replaces, seen in said:
        made = tuple(
            Observation(check=check, version=1, result=result, strength="fact", what="x")
            for check, result in seen.items()
        )
        facts = ExhibitExamined(exhibit="e", observations=made, context=dict.fromkeys(seen, "c"))
        entry = signers[n].says(facts, minute=minute, replaces=links if replaces else ())
        links.append(entry.link)
    look = looked(*(entry for signer in signers for entry in signer.entries))
    whole = [row for row in look.observations(CASE) if row.observation.result in ASKS_FOR_A_VERDICT]
    assert look.asking(CASE) == look.asking(CASE, "e") == whole
    assert [(row.check, row.result) for row in look.asked(CASE)] == [
        (row.observation.check, row.observation.result) for row in whole
    ]
