"""Examining whole workspaces: recorded once, resumed, independent of the order of intake."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.examination.alike import alike
from evidence.examination.run import run
from evidence.facts import Answer, CaseFacts, Session
from evidence.findings import findings, review
from evidence.ledger.kinds import CaseDescribed, SessionHeld
from evidence.progress import Cancelled, Progress
from evidence.reading.host import Readers
from evidence.workspace import Workspace
from tests.evidence.examination.built import FACTS, jpeg, reused, scene, take_in, workspace

FIRST, SECOND, THIRD = scene(1), scene(2), scene(3)
PHONE = {"make": "HUAWEI", "model": "P60", "serial": "A1B2C3D4"}
FILES = {
    "one": {
        "IMG_1.jpg": jpeg(FIRST, taken="2026:03:01 14:00:00", offset="+08:00", **PHONE),
        "mmexport1772331753000.jpg": jpeg(SECOND),
        "早于出险.jpg": jpeg(THIRD, taken="2025:12:01 10:00:00", offset="+08:00"),
        "twin.jpg": jpeg(THIRD, make="X"),
    },
    "two": {
        "mirror.jpg": jpeg(reused(FIRST), 75),
        "same.jpg": jpeg(SECOND),
        "stripped.jpg": jpeg(THIRD),
        "device.jpg": jpeg(scene(4), taken="2026:03:01 14:00:00", **PHONE),
    },
}


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(workers=1) as made:
        yield made


def filled(folder: Path, turn: bool = False) -> tuple[Workspace, dict[str, str]]:
    ws = workspace(folder)
    cases = {n: ws.new_case(number="", line="motor", title=n, facts=FACTS) for n in FILES}
    everything = [(c, name) for c, files in FILES.items() for name in files]
    for case, name in reversed(everything) if turn else everything:
        take_in(ws, cases[case], name, FILES[case][name])
    return ws, cases


def seen(ws: Workspace, cases: dict[str, str]) -> list[tuple[object, ...]]:
    """What was found, without ids, times and numbers that differ between workspaces."""
    found: list[tuple[object, ...]] = []
    for title, case in cases.items():
        names = {row.exhibit: row.source_name for row in ws.look.exhibits(case)}
        for row in ws.look.observations(case):
            o = row.observation
            found.append((title, names[row.exhibit], o.check, o.result, str(sorted(o.values))))
        for f in findings(ws, case):
            other = f.other and (f.other.source_name, f.other.match_class)
            found.append((title, f.source_name, f.check, f.result, str(other)))
    return sorted(found, key=str)


def test_the_main_job(tmp_path: Path, readers: Readers) -> None:
    ws, cases = filled(tmp_path / "w")
    with ws:
        summary = run(ws, None, readers, Progress())
        assert (summary.examined, summary.matches) == (8, 5)
        one = {(f.source_name, f.check): f for f in findings(ws, cases["one"])}
        mirror = one["IMG_1.jpg", "A03"]
        assert mirror.other is not None
        assert (mirror.other.case, mirror.other.source_name) == (cases["two"], "mirror.jpg")
        assert mirror.other.match_class == "mirrored_rotated"
        same = one["mmexport1772331753000.jpg", "A02"]
        assert same.other is not None
        assert same.other.match_class == "same_file"
        assert one["IMG_1.jpg", "A17"].other is not None
        assert one["早于出险.jpg", "A05"].result == "conflict"
        assert one["早于出险.jpg", "A06"].result == "attention"
        image = one["早于出险.jpg", "M05"]
        assert image.other is not None
        assert (image.other.source_name, image.result) == ("stripped.jpg", "conflict")
        twin = next(r for r in ws.look.exhibits(cases["one"]) if r.source_name == "twin.jpg")
        assert one["早于出险.jpg", "M06"].values["exhibits"] == twin.number
        assert ("mmexport1772331753000.jpg", "A15") in one
        assert ("mmexport1772331753000.jpg", "A14") in one
        checks = {row.observation.check for row in ws.look.observations(cases["one"])}
        assert len(checks) == 23


def test_nothing_of_another_case_is_in_the_case(tmp_path: Path, readers: Readers) -> None:
    ws, cases = filled(tmp_path / "w")
    with ws:
        run(ws, None, readers, Progress())
        told = str(ws.look.observations(cases["one"]))
        other = ws.look.case(cases["two"])
        for row in ws.look.exhibits(other.case):
            assert row.exhibit not in told
            assert row.number not in told
        assert other.case not in told


def test_a_second_run_records_nothing(tmp_path: Path, readers: Readers) -> None:
    ws, _cases = filled(tmp_path / "w")
    with ws:
        run(ws, None, readers, Progress())
        before = ws.heads()
        again = run(ws, None, readers, Progress())
        assert (again.observations, again.matches) == (0, 0)
        ws.scratch.clear()
        without = run(ws, None, readers, Progress())
        assert (without.observations, without.matches) == (0, 0)
        assert ws.heads() == before


def test_the_order_of_intake_changes_nothing(tmp_path: Path, readers: Readers) -> None:
    answers = []
    for turn in (False, True):
        ws, cases = filled(tmp_path / str(turn), turn)
        with ws:
            run(ws, None, readers, Progress())
            answers.append(seen(ws, cases))
    ws, cases = filled(tmp_path / "alone")
    with ws:
        for case in ("two", "one", "two"):
            run(ws, cases[case], readers, Progress())
        answers.append(seen(ws, cases))
    assert answers[0] == answers[1] == answers[2]


class _Stop(Progress):
    def __init__(self, after: int) -> None:
        super().__init__()
        self._left = itertools.count(after, -1)

    def step(self, done: int, total: int, what: str = "") -> None:
        if next(self._left) <= 0:
            raise Cancelled


def test_stopped_anywhere_and_run_again_it_is_the_same(tmp_path: Path, readers: Readers) -> None:
    ws, cases = filled(tmp_path / "whole")
    with ws:
        run(ws, None, readers, Progress())
        whole = seen(ws, cases)
    ws, cases = filled(tmp_path / "stopped")
    with ws:
        for after in (1, 5, 7, 8):
            with pytest.raises(Cancelled):
                run(ws, None, readers, _Stop(after))
        run(ws, None, readers, Progress())
        assert seen(ws, cases) == whole


def test_new_facts_run_only_the_checks_that_use_them(tmp_path: Path, readers: Readers) -> None:
    ws, cases = filled(tmp_path / "w")
    with ws:
        run(ws, None, readers, Progress())
        ws.record(cases["one"], CaseDescribed(facts=CaseFacts()), about=cases["one"])
        again = run(ws, cases["one"], readers, Progress())
        assert again.observations == 3 * 4
        left = {f.check for f in findings(ws, cases["one"])}
        assert not left & {"A05", "A06", "A08"}


def test_the_clock_of_a_session_is_that_of_its_device(tmp_path: Path, readers: Readers) -> None:
    ws = workspace(tmp_path / "w")
    with ws:
        case = ws.new_case(number="", line="motor", title="", facts=FACTS)
        session = Session(
            id="5" * 32,
            began="2026-03-02T00:00:00.000Z",
            clock_offset=Answer(value="-7200"),
            device_make=Answer(value="HUAWEI"),
            device_model=Answer(value="P60"),
        )
        ws.record(case, SessionHeld(session=session), about=session.id)
        early = {"taken": "2026:03:01 11:00:00", "offset": "+08:00"}
        for name, make in (("own.jpg", "HUAWEI"), ("other.jpg", "Canon")):
            data = jpeg(scene(1, (200, 150)), make=make, model="P60", **early)
            take_in(ws, case, name, data, session=session.id)
        run(ws, case, readers, Progress())
        names = {row.exhibit: row.source_name for row in ws.look.exhibits(case)}
        found = {
            names[row.exhibit]: row.observation.result
            for row in ws.look.observations(case)
            if row.observation.check == "A05"
        }
        assert found == {"own.jpg": "consistent", "other.jpg": "conflict"}


def test_a_verdict_on_a_pair_holds_from_both_sides(tmp_path: Path, readers: Readers) -> None:
    ws, cases = filled(tmp_path / "w")
    with ws:
        run(ws, None, readers, Progress())
        mine = next(f for f in findings(ws, cases["one"]) if f.check == "A03")
        review(ws, cases["one"], mine.id, "confirmed", "并排核对,一致")
        theirs = next(f for f in findings(ws, cases["two"]) if f.check == "A03")
        assert (theirs.id, theirs.verdict, theirs.why) == (mine.id, "confirmed", "并排核对,一致")
        kinds = [e.kind for e in ws.look.entries("desk")]
        assert "finding_reviewed" in kinds


def test_a_picture_not_taken_in_is_found(tmp_path: Path, readers: Readers) -> None:
    ws, cases = filled(tmp_path / "w")
    with ws:
        asked = [("a", jpeg(FIRST.resize((400, 300)), 60)), ("b", jpeg(scene(77))), ("c", b"")]
        found = dict(alike(ws, asked, readers))
        assert [m.source_name for m in found["a"]] == ["IMG_1.jpg", "mirror.jpg"]
        assert found["a"][0].match_class == "resized"
        assert found["a"][0].case == cases["one"]
        assert found["b"] == found["c"] == []
