"""提取(固定)笔录: how the data were collected, by whom, from whom, on what; a part a session."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.facts import Session
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.exhibit_list import gaps
from evidence.papers.content.forms import answered, listed, person, size, when
from evidence.papers.content.furnishing import assembled, consent, environment, signers, to_tick
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
    Table,
)
from evidence.papers.content.wordings import COLLECTORS, ORIGINS, named
from evidence.words import say

EXHIBITS = (
    Column(say("Exhibit no."), 28),
    Column(say("Name (original file name)"), 40),
    Column(say("Size (bytes)"), 14, "right"),
    Column(say("Taken in at"), 22),
)


def fixation_record(dossier: Dossier) -> Paper:
    """The record of extraction and fixation of a case."""
    parts = tuple(
        Section(
            say("Session {number}: {when}", number=n, when=when(row.session.began)),
            tuple(_session(dossier, row.session)),
            apart=n > 1,
        )
        for n, row in enumerate(dossier.sessions, 1)
    )
    return assembled(
        dossier,
        "fixation-record",
        say("Record of Extraction and Fixation"),
        tuple(gaps(dossier)),
        (*parts, environment(dossier)),
    )


def _session(dossier: Dossier, session: Session) -> Iterator[Block]:
    yield Prose(_opening(session))
    yield Form(tuple(_circumstances(session)), 2)
    yield Section(say("Object of extraction"), (Form(tuple(_device(session)), 2),), 2)
    yield Section(say("Course and result"), (Items(tuple(_steps(dossier, session))),), 2)
    rows = tuple(
        Row(
            (e.number, e.source_name or NONE, size(e.size), when(e.taken_in_at)),
            (Entry("SHA-256", Code(e.sha256)),),
        )
        for e in dossier.exhibits
        if e.session == session.id
    )
    yield Section(say("Content extracted"), (Table(EXHIBITS, rows),), 2)
    yield Section(
        say("Check and signatures"),
        (
            *to_tick(
                say("I read this record, or it was read out to me."),
                say("It agrees with the facts."),
                say("It does not agree with the facts, because:"),
            ),
            Signatures(signers(session)),
        ),
        2,
    )


def _opening(session: Session) -> Said:
    people = tuple(person(c.name, c.org) for c in session.collectors)
    return say(
        "From {began} to {ended}, at {place}, we ({people}) extracted and fixed data "
        "(provider: {provider}), as follows. {consent}",
        began=when(session.began),
        ended=when(session.ended),
        people=people or NONE,
        place=answered(session.place),
        provider=answered(session.provider),
        consent=consent(session),
    )


def _circumstances(session: Session) -> Iterator[Entry]:
    for each in session.collectors:
        who = say("Collector ({role})", role=named(COLLECTORS, each.role))
        lines = (each.name, each.org or NONE, each.id_number or NONE)
        yield Entry(who, listed(lines))
    if len(session.collectors) < 2:
        yield Entry(say("Why fewer than two collectors"), answered(session.fewer_than_two))
    yield Entry(say("Purpose"), answered(session.purpose))
    yield Entry(say("Place"), answered(session.place))
    yield Entry(say("Provider or holder"), answered(session.provider))
    yield Entry(say("Provider's relation to the case"), answered(session.provider_relation))
    yield Entry(say("Provider's contact"), answered(session.provider_contact))
    yield Entry(say("Consent"), answered(session.consent))
    yield Entry(say("Witness"), answered(session.witness))
    yield Entry(say("Witness's relation to the case"), answered(session.witness_relation))
    yield Entry(say("Video of the session"), answered(session.video))


def _device(session: Session) -> Iterator[Entry]:
    yield Entry(say("Maker"), answered(session.device_make))
    yield Entry(say("Model"), answered(session.device_model))
    yield Entry(say("Serial number"), answered(session.device_serial))
    yield Entry(say("State of the device"), answered(session.device_state))
    yield Entry(say("Clock offset (s)"), answered(session.clock_offset))
    yield Entry(say("Medium"), answered(session.medium))
    yield Entry(say("Serial number of the medium"), answered(session.medium_serial))
    yield Entry(say("Write protection"), answered(session.write_protected))
    yield Entry(say("Original medium stays"), answered(session.original_stays))
    yield Entry(say("Why the original medium was not sealed"), answered(session.not_sealed_because))
    yield Entry(say("Origin of the data"), named(ORIGINS, session.origin))
    yield Entry(say("Anomalies"), answered(session.anomalies))


def _steps(dossier: Dossier, session: Session) -> Iterator[Said]:
    taken = [e for e in dossier.exhibits if e.session == session.id]
    yield say(
        "The source was opened for reading only. Method: {method}", method=answered(session.method)
    )
    yield say("Of every file SHA-256 was computed before any program interpreted it.")
    yield say(
        "The bytes were stored sealed, read back from the store and compared with the digest."
    )
    yield say(
        
            "{count} exhibits of {size} bytes together were taken in and entered in the "
            "record with the time and the person.",
        count=len(taken), size=size(sum(e.size for e in taken)),
    )  # fmt: skip
    bad = [
        e.number
        for e in taken
        if e.exhibit in dossier.copies and not dossier.copies[e.exhibit].intact
    ]
    if bad:
        yield say(
            "When this record was drawn up these no longer agreed: {numbers}.", numbers=tuple(bad)
        )
    else:
        yield say(
            "When this record was drawn up every original was read again and agreed with its "
            "digest."
        )
