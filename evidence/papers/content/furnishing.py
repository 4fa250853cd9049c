"""
What several papers share: the head of a paper, what is missing, the anchor in the ledger, the
environment the work was done in, and the places to sign.
"""

from __future__ import annotations

from collections.abc import Iterator

from evidence.facts import Answer, Session
from evidence.observation import ELSEWHERE
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.forms import answered, listed, when
from evidence.papers.content.paper import (
    NONE,
    Block,
    Code,
    Column,
    Entry,
    Form,
    Items,
    Mark,
    Paper,
    Prose,
    Row,
    Said,
    Section,
    Signer,
    Table,
)
from evidence.papers.content.wordings import COLLECTORS, LINES, named
from evidence.reading.limits import HELD
from evidence.session_gaps import session_gaps
from evidence.words import Phrase, mark, say

LONGEST_IN_HEAD = 60
ENVIRONMENT = {
    "program": mark("Program"),
    "build": mark("Digest of the program"),
    "python": mark("Python"),
    "system": mark("Operating system"),
    "machine": mark("Machine"),
    "libraries": mark("Libraries"),
    "openssl": mark("OpenSSL"),
    "sqlite": mark("SQLite"),
    "time_zone": mark("Time zone of the machine"),
    "clock": mark("Clock source"),
    "free_disk": mark("Free disk space"),
    "worker_limits": mark("Limits on reading workers"),
    "self_test": mark("Self-test"),
}


def assembled(
    dossier: Dossier, kind: str, title: Phrase, gaps: tuple[Phrase, ...], blocks: tuple[Block, ...]
) -> Paper:
    """A paper with its common head, its gaps in front, and its anchor at the end."""
    facts, head = dossier.case.facts, _head(dossier)
    return Paper(
        kind=kind,
        title=title,
        number=dossier.number,
        case_number=dossier.case.number,
        firm=_short(facts.firm or dossier.author.org or NONE),
        made_at=when(dossier.made_at),
        gaps=gaps,
        blocks=(
            Form(tuple(Entry(e.label, _short(e.value)) for e in head.entries), head.columns),
            *_missing(gaps),
            *blocks,
            *_whole(head),
            anchor(dossier),
        ),
    )


def _short(value: Said) -> Said:
    if isinstance(value, str) and len(value) > LONGEST_IN_HEAD:
        return say("{beginning}… (full text annexed)", beginning=value[:LONGEST_IN_HEAD])
    return value


def _whole(head: Form) -> Iterator[Section]:
    """What the head shows only the beginning of, whole."""
    long = [entry for entry in head.entries if _short(entry.value) is not entry.value]
    if long:
        texts = tuple(Section(entry.label, (Prose(entry.value),), 2) for entry in long)
        yield Section(say("Annex: full texts"), texts)


def case_gaps(dossier: Dossier) -> Iterator[Phrase]:
    """What every paper needs and nobody has said."""
    facts = dossier.case.facts
    if not facts.cause:
        yield say("The cause of the case is not stated.")
    if not facts.principal:
        yield say("The principal is not stated.")
    for exhibit, copy in dossier.copies.items():
        if not copy.intact:
            yield say(
                "{number}: the original no longer has the digest recorded at intake. Stop"
                " using it and report it.",
                number=dossier.exhibit_number(exhibit),
            )


def collection_gaps(dossier: Dossier) -> Iterator[Phrase]:
    """What the sessions leave unsaid."""
    if not dossier.sessions:
        yield say("No session is recorded.")
    for row in dossier.sessions:
        if questions := session_gaps(row.session):
            began = when(row.session.began)
            yield say("Session of {when}: not stated: {questions}.", when=began,
                      questions=questions)  # fmt: skip


def not_examined(dossier: Dossier) -> Iterator[Phrase]:
    """The exhibits no check has looked at; that one has no finding means nothing then."""
    if numbers := tuple(e.number for e in dossier.unexamined):
        yield say("Not examined: {numbers}.", numbers=numbers)


def closer_look(
    dossier: Dossier, columns: tuple[Column, ...], rows: tuple[Row, ...]
) -> Iterator[Block]:
    """What asks for a closer look; that nothing does is said only of what was examined."""
    none = say("No check asks for a closer look.")
    if not dossier.exhibits:
        none = say("Nothing was examined: the case has no exhibit.")
    elif dossier.unexamined:
        none = say("No check asks for a closer look at what was examined.")
    if rows or len(dossier.unexamined) < len(dossier.exhibits) or not dossier.exhibits:
        yield Table(columns, rows, none)
    for each in not_examined(dossier):
        yield Prose(each, "notice")


def found_alike(dossier: Dossier, *, found: bool) -> Iterator[Block]:
    """That nothing is alike, said only of pictures that were compared; which were not."""
    pictures = {e.exhibit for e in dossier.pictures}
    left_out = tuple(e.number for e in dossier.unexamined if e.exhibit in pictures)
    if found:
        pass
    elif not pictures:
        yield Prose(say("Nothing was compared: the case has no picture."))
    elif not left_out:
        yield Prose(say("No picture of another case was found to be alike."))
    elif len(left_out) < len(pictures):
        yield Prose(say("Of the pictures compared, none was found in another case."))
    if left_out:
        yield Prose(say("Not compared: {numbers}.", numbers=left_out), "notice")


def packs_searched(dossier: Dossier) -> Phrase:
    """In how many fingerprint packs of other offices how many exhibits were searched."""
    seen = [row.observation for rows in dossier.observations.values() for row in rows]
    packs = [set(one.values.get("packs", ())) for one in seen if one.check == ELSEWHERE]
    every: set[str] = set().union(*packs)
    if not every:
        return say("none was searched")
    return say(
        "{packs} searched; {exhibits} of {all} exhibits of this case in all of them",
        packs=len(every), exhibits=packs.count(every), all=len(dossier.exhibits),
    )  # fmt: skip


def verdict_gaps(dossier: Dossier) -> Iterator[Phrase]:
    """What no person has given a verdict on."""
    observations, matches = dossier.unjudged()
    if observations:
        yield say("{count} observations have no verdict of a person.", count=observations)
    if matches:
        yield say("{count} matches have no verdict of a person.", count=matches)


def anchor(dossier: Dossier) -> Section:
    """The heads of the case's ledgers, so that a cut record shows."""
    rows = tuple(
        Row((dossier.person_name(head.signer), str(head.seq), Code(head.link)))
        for head in dossier.heads
    )
    columns = (
        Column(say("Recorded by"), 22),
        Column(say("Entries"), 8, "middle"),
        Column(say("Link of the last entry (SHA-256)"), 70),
    )
    text: Said = (
        say("Digest over all heads (SHA-256):"),
        Code(dossier.heads_digest),
        say(
            "Whoever holds this paper can prove later that no record before it was removed or"
            " changed. The copy left with the provider is the first anchor outside this "
            "program."
        ),
        say("How well the time is fixed: this machine only; no trusted time stamp."),
    )
    return Section(
        say("Annex: where the record stood when this paper was drawn up"),
        (Mark(f"{dossier.case.number}|heads|{dossier.heads_digest}", text), Table(columns, rows)),
    )


def environment(dossier: Dossier) -> Section:
    """What the work was done with, as each session recorded it."""
    seen: list[dict[str, str]] = []
    for row in dossier.sessions:
        if row.session.environment and row.session.environment not in seen:
            seen.append(row.session.environment)
    blocks: list[Block] = [
        Form(
            tuple(
                Entry(named(ENVIRONMENT, name), _in_environment(name, value))
                for name, value in sorted(each.items(), key=_place_in_environment)
            )
        )
        for each in seen
    ]
    return Section(
        say("Annex: environment in which the evidence was collected"),
        tuple(blocks) or (Prose(say("Not recorded.")),),
    )


def signers(session: Session | None) -> tuple[Signer, ...]:
    """Those who collected, the provider and the witness, with the reason where one is known."""
    if session is None:
        nobody = tuple(
            Signer(say("Collector ({role})", role=named(COLLECTORS, r))) for r in ("lead", "second")
        )
        return (*nobody, Signer(say("Provider or holder")), Signer(say("Witness")))
    collectors = [
        Signer(
            say("Collector ({role})", role=named(COLLECTORS, each.role)),
            (each.name, each.org) if each.org else each.name,
        )
        for each in session.collectors
    ]
    if len(collectors) < 2:
        collectors.append(
            Signer(
                say("Collector ({role})", role=named(COLLECTORS, "second")),
                reason=say("On record: {reason}", reason=answered(session.fewer_than_two)),
            )
        )
    return (
        *collectors,
        _signer(say("Provider or holder"), session.provider),
        _signer(say("Witness"), session.witness),
    )


def consent(session: Session) -> Phrase:
    """What is on record of the provider's consent; never that there was one where none was said."""
    given = session.consent
    if given.value:
        return say("Consent of the provider, as stated: {consent}.", consent=answered(given))
    if given.unknown == "refused":
        return say("The provider did not consent: {consent}.", consent=answered(given))
    return say("No consent of the provider is on record: {consent}.", consent=answered(given))


def to_tick(*statements: Phrase) -> tuple[Block, ...]:
    """What only the person who signs can say: boxes, so that no paper says it for her."""
    return (
        Prose(say("To be ticked by the provider; a box left empty states nothing:"), "small"),
        Prose(tuple(say("\N{WHITE SQUARE} {statement}", statement=each) for each in statements)),
        Prose(say("Whoever does not sign or cannot sign is noted with the reason."), "small"),
    )


def copies_go_to() -> Items:
    """Three copies, as the police's own lists are made."""
    return Items(
        (
            say("First copy: provider or holder"),
            say("Second copy: keeper of the evidence"),
            say("Third copy: file of the case"),
        )
    )


def _signer(role: Phrase, answer: Answer) -> Signer:
    if answer.value:
        return Signer(role, answer.value)
    return Signer(role, reason=say("On record: {reason}", reason=answered(answer)))


def _in_environment(name: str, value: str) -> Said:
    """A value as the session recorded it; what it says in our words is said in the paper's."""
    if not value:
        return NONE
    if name == "worker_limits":
        return tuple(named(HELD, limit) for limit in value.split(", "))
    if name == "clock":
        return listed(tuple(Phrase(part) for part in value.split(", ")))
    if name == "build":
        return Code(value)
    return Phrase(value) if name == "self_test" else value


def _place_in_environment(item: tuple[str, str]) -> tuple[int, str]:
    known = list(ENVIRONMENT)
    return (known.index(item[0]) if item[0] in known else len(known), item[0])


def _head(dossier: Dossier) -> Form:
    case, facts = dossier.case, dossier.case.facts
    policies = "、".join(policy.number for policy in facts.policies)
    return Form(
        (
            Entry(say("Case no."), case.number),
            Entry(say("Line of business"), named(LINES, case.line)),
            Entry(say("Cause"), facts.cause or case.title or NONE),
            Entry(say("Claim report no."), facts.claim_no or NONE),
            Entry(say("Principal"), facts.principal or NONE),
            Entry(say("Policy no."), policies or NONE),
            Entry(say("Investigating firm"), facts.firm or dossier.author.org or NONE),
            Entry(say("Author"), dossier.author.name),
            Entry(say("Made at"), when(dossier.made_at)),
            Entry(say("Time zone"), say("Beijing time (UTC+08:00) unless stated otherwise")),
        ),
        2,
    )


def _missing(gaps: tuple[Phrase, ...]) -> Iterator[Section]:
    if gaps:
        yield Section(
            say("Not final: still to be supplied"),
            (
                Prose(say("This paper is a draft until the following is supplied:"), "notice"),
                Items(gaps),
            ),
        )
