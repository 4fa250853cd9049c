"""case new · list · show · describe: what a case is about, from options or a file of facts."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.command import Command, Parser, Usage
from desktop.commands.opening import case_arguments, opened, workspace_arguments
from desktop.commands.output import Output
from evidence.values import plain
from evidence.words import Phrase, mark, say

if TYPE_CHECKING:
    from evidence.facts import CaseFacts, Datum, Place, Time

MOST_FACTS_BYTES = 4 * 1024 * 1024
MOST_NUMBER = 64


def _fact_arguments(parser: Parser) -> None:
    parser.argument("--claim-no", help=mark("number of the loss report, as the insurer writes it"))
    parser.argument("--cause", help=mark("title of the case"))
    parser.argument("--principal", help=mark("who commissioned the work"))
    parser.argument("--firm", help=mark("the investigating firm"))
    parser.argument("--policy-no", help=mark("policy number"))
    parser.argument("--insurer", help=mark("insurer"))
    parser.argument("--policy-begins", metavar="ISO", help=mark("when the policy begins"))
    parser.argument("--policy-ends", metavar="ISO", help=mark("when the policy ends"))
    parser.argument("--plate", help=mark("plate of the insured vehicle"))
    parser.argument("--vin", help=mark("VIN of the insured vehicle"))
    parser.argument("--loss-time", metavar="ISO", help=mark("stated time of the loss"))
    parser.argument("--report-time", metavar="ISO", help=mark("time the loss was reported"))
    parser.argument(
        "--loss-place", metavar="LAT,LON", help=mark("stated place of the loss, in degrees")
    )
    parser.argument("--loss-place-text", help=mark("stated place of the loss, in words"))
    parser.argument(
        "--datum", choices=("wgs84", "gcj02", "bd09", "unknown"), default="unknown",
        help=mark("datum of the place of the loss"),
    )  # fmt: skip
    parser.argument("--within", type=int, metavar="M", help=mark("how exact that place is, metres"))
    parser.argument("--facts", metavar="FILE", help=mark("JSON file with all facts of the case"))


def _new_arguments(parser: Parser) -> None:
    from evidence.facts import LINES

    workspace_arguments(parser)
    parser.argument("--line", choices=LINES, default="motor", help=mark("line of business"))
    parser.argument("--title", default="", help=mark("short title for lists"))
    parser.argument("--number", default="", help=mark("case number, when the firm gives its own"))
    _fact_arguments(parser)


def _new(args: argparse.Namespace, out: Output) -> int:
    from evidence.facts import CaseFacts

    facts = _facts(args, CaseFacts())
    if len(args.number) > MOST_NUMBER or not args.number.isprintable():
        raise Usage(
            say("That is no case number."), say("Use up to 64 characters on one line, or none.")
        )
    with opened(args, out) as workspace:
        case = workspace.new_case(number=args.number, line=args.line, title=args.title, facts=facts)
        number = workspace.look.case(case).number
    out.document({"case": case, "number": number}, [say("Case {number} is open.", number=number)])
    return 0


def _describe_arguments(parser: Parser) -> None:
    case_arguments(parser)
    _fact_arguments(parser)


def _describe(args: argparse.Namespace, out: Output) -> int:
    from evidence.ledger.kinds import CaseDescribed

    with opened(args, out) as workspace:
        row = workspace.look.case(args.case)
        workspace.record(row.case, CaseDescribed(facts=_facts(args, row.facts)), about=row.case)
    out.document(
        {"case": row.case, "number": row.number},
        [say("The facts of case {number} are entered.", number=row.number)],
    )
    return 0


def _list(args: argparse.Namespace, out: Output) -> int:
    with opened(args, out) as workspace:
        cases = workspace.look.cases()
    out.document(
        [
            {
                "case": c.case, "number": c.number, "line": c.line, "title": c.title,
                "claim_no": c.facts.claim_no, "status": c.status, "exhibits": c.exhibits,
                "opened_at": c.opened_at,
            }
            for c in cases
        ],
        [
            say("{number}  {title}  {claim}  exhibits: {exhibits}", number=c.number,
                title=c.title, claim=c.facts.claim_no, exhibits=c.exhibits)
            for c in cases
        ] or [say("There is no case yet.")],
    )  # fmt: skip
    return 0


def _show(args: argparse.Namespace, out: Output) -> int:
    with opened(args, out) as workspace:
        row = workspace.look.case(args.case)
        exhibits = workspace.look.exhibits(row.case)
    out.document(
        {
            "case": row.case, "number": row.number, "facts": plain(row.facts),
            "contested": row.contested,
            "exhibits": [plain(exhibit) for exhibit in exhibits],
        },
        [
            say("{number}  {title}  {claim}  exhibits: {exhibits}", number=row.number,
                title=row.title, claim=row.facts.claim_no, exhibits=row.exhibits),
            *(
                say("  {number}  {name}  {kind}  {size} bytes  SHA-256 {sha256}",
                    number=e.number, name=e.source_name, kind=e.media_type, size=e.size,
                    sha256=e.sha256)
                for e in exhibits
            ),
        ],
    )  # fmt: skip
    return 0


def _facts(args: argparse.Namespace, facts: CaseFacts) -> CaseFacts:
    """The facts of a file, then what the options state, over what was there."""
    if args.facts:
        facts = facts_from(Path(args.facts))
    for name in ("claim_no", "cause", "principal", "firm"):
        value = getattr(args, name)
        if value is not None:
            facts = replace(facts, **{name: value})
    for add in (_with_policy, _with_vehicle, _with_loss, _with_report):
        facts = add(args, facts)
    return facts


def facts_from(path: Path) -> CaseFacts:
    """Read a file of facts, whole; raises `Usage` naming what is wrong with it."""
    from evidence.errors import Damaged, reason
    from evidence.facts import CaseFacts
    from evidence.values import typed

    try:
        with path.open("rb") as file:
            stated = json.loads(file.read(MOST_FACTS_BYTES))
        facts = typed(CaseFacts, stated)
    except OSError as e:
        raise _unusable(path, reason(e)) from e
    except Damaged as e:
        found = re.search(r"at `\$\.?(.*)`", str(e.__cause__))
        what = say("{member} is missing or of another kind", member=found[1] if found else "?")
        raise _unusable(path, what) from e
    except (ValueError, RecursionError) as e:
        raise _unusable(path, say("it is not JSON")) from e
    for member in _unknown(stated, plain(facts)):
        raise _unusable(path, say("nothing is called {member}", member=member))
    return facts


def _unusable(path: Path, why: Phrase) -> Usage:
    return Usage(
        say("The file of facts {name} cannot be used: {reason}.", name=path.name, reason=why),
        say("See the members of CaseFacts in evidence/facts.py, or use the options."),
    )


def _unknown(stated: Any, known: Any, at: str = "") -> Iterator[str]:
    """Members that were stated and that no fact has."""
    if isinstance(stated, dict) and isinstance(known, dict):
        for name, value in stated.items():
            where = f"{at}.{name}" if at else name
            if name not in known:
                yield where
            else:
                yield from _unknown(value, known[name], where)
    elif isinstance(stated, list) and isinstance(known, list | tuple):
        for i, (one, other) in enumerate(zip(stated, known, strict=False)):
            yield from _unknown(one, other, f"{at}[{i}]")


def _with_policy(args: argparse.Namespace, facts: CaseFacts) -> CaseFacts:
    from evidence.facts import Policy, Source

    stated = (args.policy_no, args.insurer, args.policy_begins, args.policy_ends)
    if all(value is None for value in stated):
        return facts
    before = facts.policies[0] if facts.policies else Policy(id="policy-1", number="")
    policy = replace(
        before,
        number=args.policy_no if args.policy_no is not None else before.number,
        insurer=args.insurer if args.insurer is not None else before.insurer,
        begins=stated_time(args.policy_begins) if args.policy_begins else before.begins,
        ends=stated_time(args.policy_ends) if args.policy_ends else before.ends,
        source=Source(kind="commission"),
    )
    if policy.begins and policy.ends and policy.ends.local < policy.begins.local:
        raise Usage(
            say("The policy would end before it begins."), say("Check --policy-begins and -ends.")
        )
    return replace(facts, policies=(policy, *facts.policies[1:]))


def _with_vehicle(args: argparse.Namespace, facts: CaseFacts) -> CaseFacts:
    from evidence.facts import Source, Vehicle

    if args.plate is None and args.vin is None:
        return facts
    before = facts.vehicles[0] if facts.vehicles else Vehicle(id="vehicle-1")
    vehicle = replace(
        before, plate=args.plate or before.plate, vin=args.vin or before.vin,
        source=Source(kind="commission"),
    )  # fmt: skip
    return replace(facts, vehicles=(vehicle, *facts.vehicles[1:]))


def _with_loss(args: argparse.Namespace, facts: CaseFacts) -> CaseFacts:
    from evidence.facts import Event, Source, Spot

    source = Source(kind="commission")
    if args.within is not None and (args.within < 0 or not args.loss_place):
        raise Usage(
            say("--within needs a place and a number of metres."),
            say("Write latitude and longitude in degrees: 25.8311,114.9335"),
        )
    if args.loss_time:
        loss = Event(
            id="loss", kind="loss", at=stated_time(args.loss_time), place="loss-place",
            source=source,
        )  # fmt: skip
        facts = replace(facts, events=(*(e for e in facts.events if e.kind != "loss"), loss))
    if args.loss_place or args.loss_place_text:
        stated = [spot for spot in facts.spots if spot.kind == "loss"]
        before = stated[0] if stated else Spot(id="loss-place", kind="loss")
        place = before.place
        if args.loss_place:
            place = _place(args.loss_place, args.datum, args.within)
        spot = replace(before, text=args.loss_place_text or before.text, place=place, source=source)
        facts = replace(facts, spots=(*(s for s in facts.spots if s.kind != "loss"), spot))
    return facts


def _with_report(args: argparse.Namespace, facts: CaseFacts) -> CaseFacts:
    from evidence.facts import Event, Source

    if not args.report_time:
        return facts
    event = Event(
        id="reported", kind="reported", at=stated_time(args.report_time),
        source=Source(kind="commission"),
    )  # fmt: skip
    return replace(facts, events=(*(e for e in facts.events if e.kind != "reported"), event))


def stated_time(text: str) -> Time:
    """An ISO time as a person states it, with its offset where it has one."""
    from datetime import datetime

    from evidence.facts import Time

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as e:
        raise Usage(
            say("{text} is not a time.", text=text),
            say("Write it as 2026-03-01T10:22 or 2026-03-01T10:22:33+08:00."),
        ) from e
    offset = moment.utcoffset()
    return Time(
        local=moment.replace(tzinfo=None).isoformat(timespec="seconds"),
        offset=None if offset is None else int(offset.total_seconds() // 60),
        basis="statement",
    )


def _place(text: str, datum: Datum, within: int | None) -> Place:
    from evidence.facts import Place

    try:
        lat, lon = (round(float(degrees) * 1_000_000) for degrees in text.split(","))
        if not (-90_000_000 <= lat <= 90_000_000 and -180_000_000 <= lon <= 180_000_000):
            raise ValueError("outside the earth")
    except (ValueError, OverflowError) as e:
        raise Usage(
            say("{text} is not a place.", text=text),
            say("Write latitude and longitude in degrees: 25.8311,114.9335"),
        ) from e
    return Place(lat=lat, lon=lon, datum=datum, within=within)


def _commission_arguments(parser: Parser) -> None:
    case_arguments(parser)
    parser.argument("--number", required=True, help=mark("number of the commission"))
    parser.argument("--principal", required=True, help=mark("who commissioned the work"))
    parser.argument("--scope", required=True, help=mark("what is commissioned"))
    parser.argument("--until", default="", help=mark("until when"))
    parser.argument(
        "--data", action="append", default=[], help=mark("what was handed over with it; repeatable")
    )
    parser.argument("--sub-commission", default="", help=mark("whether others may be commissioned"))


def _commission(args: argparse.Namespace, out: Output) -> int:
    from evidence.facts import NOT_STATED, Answer
    from evidence.ledger.kinds import CommissionRecorded

    stated = args.sub_commission.strip()
    facts = CommissionRecorded(
        number=args.number, principal=args.principal, scope=args.scope, until=args.until,
        data=tuple(args.data), sub_commission=Answer(value=stated) if stated else NOT_STATED,
    )  # fmt: skip
    with opened(args, out) as workspace:
        row = workspace.look.case(args.case)
        workspace.record(row.case, facts, about=row.case)
    out.document(
        {"case": row.case, "number": row.number, "commission": facts.number},
        [say("Commission {number} is entered.", number=facts.number)],
    )
    return 0


COMMANDS = (
    Command(("case", "new"), mark("open a case"), _new_arguments, _new),
    Command(("case", "list"), mark("list the cases"), workspace_arguments, _list),
    Command(("case", "show"), mark("show a case and its exhibits"), case_arguments, _show),
    Command(("case", "describe"), mark("enter facts of a case"), _describe_arguments, _describe),
    Command(("case", "commission"), mark("enter a commission"), _commission_arguments, _commission),
)
