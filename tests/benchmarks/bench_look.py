"""
What looking at a large case costs: run it, it prints a table.

    .venv/bin/python -m tests.benchmarks.bench_look [exhibits]

Each exhibit has what an examination records: 22 observations in two entries, one of which asks
for a verdict, and what was read. Reach, processor time: cards 300 ms, findings 400, those of one
exhibit 20, open findings 200, custody 400, outlook 500, opened read-only 500 and the look
through every page. The first time a page is decrypted, later it is at hand: both are printed.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from evidence import custody
from evidence.cards import cards
from evidence.findings import findings, open_findings
from evidence.handoff.outlook import outlook
from evidence.keys.passphrase import Cost
from evidence.ledger.kinds import ExhibitExamined, LikenessFound, Side
from evidence.ledgers import DESK
from evidence.observation import Observation
from evidence.values import new_id
from evidence.workspace import Note, Workspace
from tests.benchmarks.bench_index import PASSPHRASE, _taken

EXHIBITS = 20_000
OF_THE_FILE, OF_THE_OTHERS = 16, 6
SERIALS = 50
SENTENCE = (
    "The time in the file and the time of the fix agree to {seconds} seconds, as they should."
)


def bench_look(exhibits: int = EXHIBITS) -> None:
    """Make a case of as many exhibits as asked for, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LIANZHENG_HOME"] = str(Path(folder) / "home")
        at = Path(folder) / "workspace"
        made, _ = Workspace.create(
            at, name="b", org="", passphrase=PASSPHRASE, cost=Cost.least()
        )  # fmt: skip
        with made:
            case = _fill(made, exhibits)
        _measured("opened", lambda: Workspace.open(at, PASSPHRASE).close())
        with Workspace.open(at, PASSPHRASE) as workspace:
            _look(workspace, case)
        _measured(
            "opened read-only", lambda: Workspace.open(at, PASSPHRASE, read_only=True).close()
        )


def _fill(workspace: Workspace, exhibits: int) -> str:
    case, other = workspace.new_case(line="motor"), workspace.new_case(line="motor")
    ids = [new_id() for _ in range(exhibits)]
    taken = [_taken(exhibit, number) for number, exhibit in enumerate(ids, 1)]
    workspace.record_many(case, [Note(facts, facts.exhibit) for facts in taken])
    for part in (_of_the_file, _of_the_others):
        notes = [Note(part(exhibit, n), exhibit) for n, exhibit in enumerate(ids)]
        workspace.record_many(case, notes)
    workspace.record_many(other, [Note(replace(taken[0]), ids[0]), Note(_of_the_file(ids[0], 0))])
    for serial in range(SERIALS):
        match = LikenessFound(
            pair=new_id(), a=Side(case=case, exhibit=""), b=Side(case=other, exhibit=""),
            match_class="same_device", engine="e", values={"device": f"HUAWEI P60 {serial}"},
        )  # fmt: skip
        workspace.record(DESK, match, about=match.pair)
    return case


def _of_the_file(exhibit: str, number: int) -> ExhibitExamined:
    read = {f"tag_{n}": "a value of some length" for n in range(12)}
    named = {"make": "HUAWEI", "model": "P60", "serial_number": str(number % SERIALS)}
    return _examined(exhibit, "A", OF_THE_FILE, read | named | {"time_original": "2026-03-01"})


def _of_the_others(exhibit: str, number: int) -> ExhibitExamined:
    return _examined(exhibit, "M", OF_THE_OTHERS, {})


def _examined(exhibit: str, group: str, checks: int, read: dict[str, str]) -> ExhibitExamined:
    seen = tuple(
        Observation(
            check=f"{group}{n:02d}", version=1, strength="fact", what=SENTENCE,
            result="attention" if (group, n) == ("A", 3) else "consistent",
            values={"seconds": n}, why=SENTENCE, innocent=(SENTENCE, SENTENCE), next=(SENTENCE,),
        )
        for n in range(checks)
    )  # fmt: skip
    context = {o.check: "c" * 64 for o in seen}
    return ExhibitExamined(exhibit=exhibit, observations=seen, context=context, facts=read)


def _look(workspace: Workspace, case: str) -> None:
    look = workspace.look
    one = look.exhibits(case)[0].exhibit
    _measured("cards", lambda: cards(workspace, case))
    _measured("findings", lambda: findings(workspace, case))
    _measured("findings of one exhibit", lambda: findings(workspace, case, one))
    _measured("open_findings", lambda: open_findings(look))
    _measured("custody.line", lambda: custody.line(workspace, case))
    _measured("custody.holdings", lambda: custody.holdings(workspace, case))
    _measured("outlook", lambda: outlook(workspace, case))


def _measured(name: str, work: Callable[[], object]) -> None:
    first, *later = (_spent(work) for _ in range(4))
    sys.stdout.write(f"{name:<28} CPU first {first:6.0f} ms, then {min(later):6.0f} ms\n")


def _spent(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return (time.thread_time() - began) * 1000


if __name__ == "__main__":
    bench_look(int(sys.argv[1]) if len(sys.argv) > 1 else EXHIBITS)
