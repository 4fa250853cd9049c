"""findings · review: what asks for a person's verdict, and the verdict."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, get_args

from desktop.commands.command import Command, Parser
from desktop.commands.opening import case_arguments, opened
from desktop.commands.output import Output
from evidence.observation import Verdict
from evidence.papers.content.wordings import RESULTS, VERDICTS, named
from evidence.words import Phrase, mark, say

if TYPE_CHECKING:
    from evidence.findings import Finding


def _findings(args: argparse.Namespace, out: Output) -> int:
    from evidence.findings import findings

    with opened(args, out) as workspace:
        found = findings(workspace, workspace.look.case(args.case).case)
    out.document(
        [_told(finding, out) for finding in found],
        [line_of(finding) for finding in found] or [say("Nothing asks for a verdict.")],
    )
    return 0


def _told(finding: Finding, out: Output) -> dict[str, Any]:
    other = finding.other
    return {
        "finding": finding.id,
        "exhibit": finding.exhibit,
        "number": finding.number,
        "source_name": finding.source_name,
        "check": finding.check,
        "result": finding.result,
        "strength": finding.strength,
        "what": out.said(Phrase(finding.what, finding.values)),
        "verdict": finding.verdict,
        "why": finding.why,
        "other": None
        if other is None
        else {
            "case": other.case,
            "exhibit": other.exhibit,
            "source_name": other.source_name,
            "class": other.match_class,
        },
    }


def line_of(finding: Finding) -> Phrase:
    """A finding on one line."""
    return say(
        "{id}  {number}  {name}  [{check} · {result}]  {what}  ({verdict})",
        id=finding.id,
        number=finding.number,
        name=finding.source_name,
        check=finding.check,
        result=named(RESULTS, finding.result),
        what=Phrase(finding.what, finding.values),
        verdict=named(VERDICTS, finding.verdict),
    )


def _review_arguments(parser: Parser) -> None:
    case_arguments(parser)
    parser.argument("finding", help=mark("the finding, as `findings` prints it"), metavar="FINDING")
    parser.argument("verdict", choices=get_args(Verdict), help=mark("the verdict"))
    parser.argument("--why", required=True, help=mark("the reason, in words"))


def _review(args: argparse.Namespace, out: Output) -> int:
    from evidence.findings import review

    with opened(args, out) as workspace:
        case = workspace.look.case(args.case).case
        review(workspace, case, args.finding, args.verdict, args.why)
    out.document(
        {"finding": args.finding, "verdict": args.verdict},
        [say("Entered: {verdict}.", verdict=named(VERDICTS, args.verdict))],
    )
    return 0


COMMANDS = (
    Command(("findings",), mark("what asks for a verdict in a case"), case_arguments, _findings),
    Command(("review",), mark("enter a verdict and its reason"), _review_arguments, _review),
)
