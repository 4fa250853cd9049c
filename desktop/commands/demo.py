"""
The main job on the sample, from start to end, as an investigator would do it by hand.

Renders the sample's photos, takes three cases in, examines them, gives verdicts, hands
custody over, draws up papers, writes bags and verifies all of it. What it prints is what
the program found; nothing of it is known beforehand.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desktop.commands.command import Usage
from desktop.commands.judging import line_of
from desktop.commands.opening import PASSPHRASE
from desktop.commands.output import Output
from evidence.errors import reason
from evidence.facts import Line
from evidence.observation import Verdict
from evidence.words import Phrase, mark, say

if TYPE_CHECKING:
    from evidence.findings import Finding
    from evidence.reading.host import Readers
    from evidence.verification.report import Report
    from evidence.workspace import Workspace
    from resources.sample.render import Sample, SampleCase

MARK = ".lianzheng-demo"
SAMPLE_PASSPHRASE = "lianzheng sample"
PAPERS = ("exhibit-list", "screening-report", "investigation-report", "custody-log")
REASONS = {
    "A03": mark("Sample verdict: both pictures were laid side by side; the same dent is in both."),
    "A05": mark("Sample verdict: the phone's clock was right when it was measured."),
    "A15": mark("Sample verdict: the provider sent it by chat; the original was asked for."),
}


@dataclass(slots=True)
class _Made:
    """What the demonstration made, for the answer at its end."""

    cases: list[dict[str, Any]] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)
    bags: list[str] = field(default_factory=list)
    verified: list[dict[str, Any]] = field(default_factory=list)


def demonstrate(args: argparse.Namespace, out: Output) -> int:
    """Run the whole job in a fresh folder; answers 1 when anything could not be verified."""
    from evidence.reading.host import Readers
    from evidence.workspace import Workspace
    from resources.sample.render import render

    folder = _fresh(Path(args.dir))
    secret = os.environ.get(PASSPHRASE, SAMPLE_PASSPHRASE)
    out.tell(say("Drawing the sample's photos …"))
    sample = render(folder / "photos")
    work = folder / "workspace"
    name, org = (out.said(text) for text in (say("Sample Person"), say("Sample Firm")))
    workspace, _ = Workspace.create(work, name=name, org=org, passphrase=secret)
    made = _Made()
    with workspace, Readers() as readers:
        cases = _take_in(workspace, sample, readers, out)
        _examine(workspace, readers, out)
        for case in cases:
            _judge(workspace, case, out, made)
            _custody(workspace, case)
            _papers(workspace, case, folder, readers, out, made)
            _hand_off(workspace, case, folder, out, made)
    _verify(work, made, out, secret)
    _answer(folder, made, out, secret)
    return 1 if any(report["faults"] for report in made.verified) else 0


def _fresh(folder: Path) -> Path:
    """A folder of our own: new, empty, or one an earlier demonstration filled."""
    ours = (folder / MARK).is_file()
    if folder.exists() and not ours and any(folder.iterdir()):
        raise Usage(
            say("The folder {name} holds something else.", name=folder.name),
            say("Name a new folder with --dir."),
        )
    try:
        if ours:
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).touch()
    except OSError as e:
        raise Usage(
            say("{name} cannot be used: {reason}.", name=folder.name, reason=reason(e)),
            say("Name a new folder with --dir."),
        ) from e
    return folder.resolve()


def _take_in(workspace: Workspace, sample: Sample, readers: Readers, out: Output) -> list[str]:
    from evidence.facts import CaseFacts
    from evidence.intake.session import end_session, open_session
    from evidence.intake.take_in import take_in
    from evidence.values import typed

    cases = []
    for told in sample.cases:
        facts = typed(CaseFacts, told.facts)
        case = workspace.new_case(line=cast(Line, told.line), title=told.title, facts=facts)
        session = open_session(workspace, case, _session(told), readers.held)
        lines = list(take_in(workspace, case, [told.folder], session, readers=readers))
        end_session(workspace, case, session)
        row = workspace.look.case(case)
        taken = sum(line.status == "taken" for line in lines)
        out.tell(
            say("Case {number} {title}: {count} files taken in.", number=row.number,
                title=row.title, count=taken)
        )  # fmt: skip
        cases.append(case)
    return cases


def _session(told: SampleCase) -> Any:
    from evidence.facts import Session
    from evidence.values import new_id, now, typed

    return typed(Session, {"id": new_id(), "began": now(), **told.session})


def _examine(workspace: Workspace, readers: Readers, out: Output) -> None:
    from evidence.examination.run import run
    from evidence.progress import Progress

    summary = run(workspace, None, readers, Progress())
    out.tell(
        say("Examined: {examined}, new observations: {observations}, matches: {matches}",
            examined=summary.examined, observations=summary.observations, matches=summary.matches)
    )  # fmt: skip


def _judge(workspace: Workspace, case: str, out: Output, made: _Made) -> None:
    """Show what was found and enter the sample person's verdict on some of it."""
    from evidence.findings import findings, review

    for finding in findings(workspace, case):
        stated = REASONS.get(finding.check)
        if stated and finding.verdict == "open":
            verdict: Verdict = "dismissed" if finding.check == "A15" else "confirmed"
            review(workspace, case, finding.id, verdict, out.words.text(stated))
    row = workspace.look.case(case)
    found = findings(workspace, case)
    out.tell(say("{number} {title}", number=row.number, title=row.title))
    for finding in found:
        if finding.result != "note":
            out.tell(line_of(finding))
    made.cases.append(
        {
            "case": case,
            "number": row.number,
            "exhibits": row.exhibits,
            "findings": [_told(finding) for finding in found],
        }
    )


def _told(finding: Finding) -> dict[str, str]:
    return {
        "exhibit": finding.number,
        "source_name": finding.source_name,
        "check": finding.check,
        "result": finding.result,
        "verdict": finding.verdict,
        "class": finding.other.match_class if finding.other else "",
    }


def _custody(workspace: Workspace, case: str) -> None:
    from evidence import custody

    receiver = "样例保管员"
    offer = custody.offer(
        workspace, case, receiver=receiver, receiver_org="样例公估有限公司", purpose="入库保管",
        medium="样例 U 盘", seal="样例-0001",
    )  # fmt: skip
    custody.accept(
        workspace, case, offer, receiver=receiver, checked="件数相符,校验值逐件核对一致",
        document="样例-交接-0001",
    )  # fmt: skip


def _papers(
    workspace: Workspace, case: str, folder: Path, readers: Readers, out: Output, made: _Made
) -> None:
    from evidence.examination.cards import method_cards
    from evidence.papers.draw_up import draw_up

    number = workspace.look.case(case).number
    for kind in PAPERS:
        path = folder / "papers" / f"{number}-{kind}.pdf"
        path.parent.mkdir(exist_ok=True)
        issued = draw_up(
            workspace, case, kind, path, out.words.language, readers, methods=method_cards()
        )
        made.papers.append(str(path))
        out.tell(say("{number}: {path}, {pages} pages", number=issued.number, path=str(path),
                     pages=issued.pages))  # fmt: skip


def _hand_off(workspace: Workspace, case: str, folder: Path, out: Output, made: _Made) -> None:
    from evidence.handoff.bag import write

    path = folder / "bags" / workspace.look.case(case).number
    path.parent.mkdir(exist_ok=True)
    bag = write(workspace, case, path, receiver="样例接收机关")
    made.bags.append(str(path))
    out.tell(say("Written and read back: {path}, {files} files, {exhibits} exhibits",
                 path=str(path), files=bag.files, exhibits=bag.exhibits))  # fmt: skip


def _verify(work: Path, made: _Made, out: Output, secret: str) -> None:
    from evidence.verification.verify import verify

    checks: Iterable[tuple[str, Callable[[], Report]]] = [
        (str(work), partial(verify, work, secret)),
        *((path, partial(verify, Path(path))) for path in (*made.bags, *made.papers)),
    ]
    for path, check in checks:
        report = check()
        made.verified.append(
            {"path": path, "mode": report.mode, "checked": report.checked,
             "faults": [out.said(fault.what) for fault in report.faults]}
        )  # fmt: skip
        out.tell(say("Verified: {path}. Checked: {checked}. Faults: {faults}.",
                     path=path, checked=report.checked, faults=len(report.faults)))  # fmt: skip


def _answer(folder: Path, made: _Made, out: Output, secret: str) -> None:
    lines: list[Phrase | str] = [
        say("Photos, workspace, papers and bags lie in {folder}", folder=str(folder)),
    ]
    if secret == SAMPLE_PASSPHRASE:
        lines.append(say("Passphrase of the sample workspace: {secret}", secret=secret))
    out.document(
        {
            "folder": str(folder),
            "workspace": str(folder / "workspace"),
            "cases": made.cases,
            "papers": made.papers,
            "bags": made.bags,
            "verified": made.verified,
        },
        lines,
    )
