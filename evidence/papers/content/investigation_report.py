"""
调查报告: what was asked, what was done, what is established and by what, what is not, and why.

Every fact stands with its source; one without is marked. The conclusion is a person's: what
was not stated stands open, and the report says that it is open.
"""

from __future__ import annotations

from collections.abc import Iterator

from evidence.papers.content.custody_log import movements
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.forms import answered, listed, size, when
from evidence.papers.content.furnishing import (
    assembled,
    case_gaps,
    closer_look,
    collection_gaps,
    environment,
    found_alike,
    not_examined,
    verdict_gaps,
)
from evidence.papers.content.paper import (
    NONE,
    Block,
    Code,
    Column,
    Entry,
    Form,
    Items,
    Paper,
    Prose,
    Row,
    Said,
    Section,
    Signatures,
    Signer,
    Table,
)
from evidence.papers.content.screening_pictures import phrase, verdict_words
from evidence.papers.content.screening_report import CAVEAT
from evidence.papers.content.stated_facts import covers, losses, side_by_side, stated_facts
from evidence.papers.content.wordings import (
    CONCLUSIONS,
    MATCH_CLASSES,
    RESULTS,
    STRENGTHS,
    category,
    file_format,
    named,
)
from evidence.words import Phrase, say

COURSE = (
    Column(say("Time"), 22),
    Column(say("What was done"), 22),
    Column(say("With whom, where"), 28),
    Column(say("By whom"), 22),
    Column(say("Material obtained"), 26),
)
FACTS = (
    Column(say("No."), 7, "middle"),
    Column(say("Fact"), 60),
    Column(say("Source"), 33),
)
FOR_AND_AGAINST = (
    Column(say("Point"), 30),
    Column(say("What speaks for it"), 34),
    Column(say("What may explain it"), 34),
    Column(say("Verdict of a person"), 24),
)
EXHIBITS = (
    Column(say("Exhibit no."), 26),
    Column(say("Name (original file name)"), 34),
    Column(say("Category"), 11, "middle"),
    Column(say("Format"), 10, "middle"),
    Column(say("Size (bytes)"), 15, "right"),
)
NOT_FILLED_IN = say("(not filled in)")
UNSUPPORTED = say("(unsupported: no source stated)")


def investigation_report(dossier: Dossier) -> Paper:
    """The investigation report of a case."""
    return assembled(
        dossier,
        "investigation-report",
        say("Investigation Report"),
        tuple(gaps(dossier)),
        (
            Section(say("1. Commission"), (_commission(dossier),)),
            Section(say("2. Cover"), tuple(covers(dossier))),
            Section(say("3. Loss and report of loss"), tuple(losses(dossier))),
            Section(say("4. Course of the investigation"), (_course(dossier),)),
            Section(say("5. Facts established"), tuple(_facts(dossier))),
            Section(say("6. What could not be established"), (_not_established(dossier),)),
            Section(say("7. Points for and against"), tuple(_points(dossier))),
            Section(say("8. Statements side by side"), tuple(side_by_side(dossier))),
            Section(say("9. Links to other cases"), tuple(_links(dossier))),
            Section(say("10. Exhibits"), (_exhibits(dossier),)),
            Section(say("11. Custody"), tuple(movements(dossier))),
            Section(say("12. Conclusion and proposal"), tuple(_conclusion(dossier))),
            Section(say("13. Fees and interests"), (_interests(dossier),)),
            Section(say("14. Signatures"), (_signatures(dossier),)),
            environment(dossier),
        ),
    )


def gaps(dossier: Dossier) -> Iterator[Phrase]:
    """What keeps the report from being final."""
    yield from case_gaps(dossier)
    yield from collection_gaps(dossier)
    unsupported = sum(1 for fact in stated_facts(dossier) if not fact.supported)
    if unsupported:
        yield say("{count} facts have no source.", count=unsupported)
    yield from not_examined(dossier)
    yield from verdict_gaps(dossier)
    stated = dossier.stated
    if not stated.conclusion:
        yield say("The conclusion is not filled in.")
    if not stated.advice:
        yield say("The proposal is not filled in.")
    if not (stated.fees and stated.interests):
        yield say("Fees and interests are not disclosed.")


def _commission(dossier: Dossier) -> Form:
    facts = dossier.case.facts
    commissions = dossier.commissions
    entries = [
        Entry(say("Principal"), facts.principal or NONE),
        Entry(say("Investigating firm"), facts.firm or dossier.author.org or NONE),
        Entry(say("Cause"), facts.cause or dossier.case.title or NONE),
        Entry(say("Case opened at"), when(dossier.case.opened_at)),
    ]
    for each in commissions:
        entries += [
            Entry(say("Commission no."), each.number or NONE),
            Entry(say("Commissioned by"), each.principal or NONE),
            Entry(say("Matters commissioned"), each.scope or NONE),
            Entry(say("Until"), each.until or NONE),
            Entry(say("Data handed over with it"), listed(each.data) if each.data else NONE),
            Entry(say("Sub-commission"), answered(each.sub_commission)),
        ]
    if not commissions:
        entries.append(Entry(say("Commission no."), say("no commission recorded")))
    return Form(tuple(entries))


def _course(dossier: Dossier) -> Table:
    rows: list[tuple[str, Row]] = []
    for held in dossier.sessions:
        session = held.session
        numbers = [e.number for e in dossier.exhibits if e.session == session.id]
        material: Said = NONE
        if numbers:
            material = say(
                "{first} to {last}, {count} exhibits",
                first=numbers[0], last=numbers[-1], count=len(numbers),
            )  # fmt: skip
        people = tuple(c.name for c in session.collectors)
        rows.append(
            (
                session.began,
                Row(
                    (
                        when(session.began),
                        say("Session: {purpose}", purpose=answered(session.purpose)),
                        say(
                            "{provider}; {place}",
                            provider=answered(session.provider), place=answered(session.place),
                        ),
                        listed(people) if people else dossier.person_name(held.by),
                        material,
                    )
                ),
            )
        )  # fmt: skip
    for note in dossier.notes:
        about = dossier.exhibit_number(note.exhibit) if note.exhibit else NONE
        who = dossier.person_name(note.by)
        rows.append((note.at, Row((when(note.at), say("Note"), note.text, who, about))))
    return Table(COURSE, tuple(row for _, row in sorted(rows, key=lambda each: each[0])))


def _facts(dossier: Dossier) -> Iterator[Block]:
    rows = tuple(
        Row((str(n), fact.text, fact.source if fact.supported else UNSUPPORTED))
        for n, fact in enumerate(stated_facts(dossier), 1)
    )
    yield Table(FACTS, rows, say("No fact is recorded."))
    yield Prose(
        say(
            "A fact stands here as it was stated by its source. A fact without a source is "
            "marked and must not be relied on."
        ),
        "small",
    )


def _not_established(dossier: Dossier) -> Block:
    open_points: list[Said] = list(not_examined(dossier))
    for row in dossier.sessions:
        session = row.session
        for name, label in UNESTABLISHED.items():
            answer = getattr(session, name)
            if answer.unknown and answer.unknown != "not_applicable":
                open_points.append(say("{what}: {answer}", what=label, answer=answered(answer)))
    for exhibit in dossier.exhibits:
        for seen in dossier.observations.get(exhibit.exhibit, ()):
            if seen.observation.result == "could_not_run":
                what = phrase(seen.observation.what, seen.observation.values)
                open_points.append(say("{number}: {what}", number=exhibit.number, what=what))
    open_points += [
        say("Still to be verified: {number}, check {check}",
            number=dossier.exhibit_number(row.exhibit), check=row.observation.check)
        for e in dossier.exhibits for row in dossier.asking(e.exhibit)
        if any(v is None or v.verdict == "open" for v in dossier.verdicts_on(row))
    ]  # fmt: skip
    return Items(tuple(open_points)) if open_points else Prose(say("None recorded."))


UNESTABLISHED = {
    "provider": say("provider or holder"),
    "witness": say("witness"),
    "video": say("video of the session"),
    "device_serial": say("serial number of the source device"),
    "clock_offset": say("clock offset of the source device"),
    "original_stays": say("where the original medium stays"),
}


def _points(dossier: Dossier) -> Iterator[Block]:
    rows = []
    for exhibit in dossier.exhibits:
        for row in dossier.asking(exhibit.exhibit):
            seen = row.observation
            what = phrase(seen.what, seen.values)
            reasons = (phrase(seen.why, seen.values),) if seen.why else ()
            ordinary = tuple(phrase(each, seen.values) for each in seen.innocent)
            point = (
                exhibit.number,
                say("check {check}", check=seen.check),
                named(RESULTS, seen.result),
                named(STRENGTHS, seen.strength),
            )
            rows.append(
                Row((point, (what, *reasons), ordinary or NONE, verdict_words(dossier, row)))
            )
    yield from closer_look(dossier, FOR_AND_AGAINST, tuple(rows))
    yield Prose(CAVEAT, "small")


def _links(dossier: Dossier) -> Iterator[Block]:
    yield from found_alike(dossier, found=bool(dossier.matches))
    for match in dossier.matches:
        yield Form(
            (
                Entry(say("Exhibit no."), dossier.exhibit_number(match.exhibit) or NONE),
                Entry(say("Kind of match"), named(MATCH_CLASSES, match.match_class)),
                Entry(
                    say("Other side"),
                    say(
                        "another case, masked; contact the person in charge of it through the"
                        " supervisor"
                    ),
                ),
                Entry(say("Name of the match"), Code(match.pair)),
            )
        )


def _exhibits(dossier: Dossier) -> Table:
    rows = tuple(
        Row(
            (
                e.number,
                e.source_name or NONE,
                category(e.media_type, e.category),
                file_format(e.media_type),
                size(e.size),
            ),
            (Entry("SHA-256", Code(e.sha256)),),
        )
        for e in dossier.exhibits
    )
    return Table(EXHIBITS, rows)


def _conclusion(dossier: Dossier) -> Iterator[Block]:
    stated = dossier.stated
    whose = (
        say(
            "Concluded by {person}; the program draws no conclusion.",
            person=dossier.person_name(dossier.author.signer),
        )
        if stated.conclusion
        else say("To be ticked by the persons who sign; the program draws no conclusion.")
    )
    yield Prose(whose, "small")
    yield Prose(tuple(_choice(Phrase(CONCLUSIONS[n]), n == stated.conclusion) for n in CONCLUSIONS))
    yield Form(
        (
            Entry(say("Grounds"), say("Parts 5 to 9 of this report")),
            Entry(
                say("Proposal (pay, reduce, investigate further, negotiate, refer)"),
                stated.advice or NOT_FILLED_IN,
            ),
        )
    )


def _choice(what: Phrase, chosen: bool) -> Phrase:
    if chosen:
        return say("\N{BLACK SQUARE} {statement}", statement=what)
    return say("\N{WHITE SQUARE} {statement}", statement=what)


def _interests(dossier: Dossier) -> Form:
    stated = dossier.stated
    return Form(
        (
            Entry(
                say("Basis of the fee, and any reward depending on the outcome"),
                stated.fees or NOT_FILLED_IN,
            ),
            Entry(say("Conflicts of interest"), stated.interests or NOT_FILLED_IN),
        )
    )


def _signatures(dossier: Dossier) -> Signatures:
    author = dossier.author
    name: Said = (author.name, author.org) if author.org else author.name
    return Signatures(
        (
            Signer(say("Investigator (lead)"), name),
            Signer(say("Investigator (second)")),
            Signer(say("Reviewer")),
            Signer(say("Seal of the firm")),
        )
    )
