"""
图片筛查分析报告: what the checks saw in the pictures of a case, picture by picture.

It is a screening, never an expert opinion, and says so: what it cannot conclude is a part of it,
and so is every check that saw nothing, did not apply or could not run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from evidence.index.rows import ExhibitRow, ObservationRow
from evidence.observation import ALIKE, ASKS_FOR_A_VERDICT
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.forms import answered, size, when
from evidence.papers.content.furnishing import (
    assembled,
    case_gaps,
    closer_look,
    collection_gaps,
    environment,
    found_alike,
    packs_searched,
    verdict_gaps,
)
from evidence.papers.content.match_values import engine
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
from evidence.papers.content.screening_pictures import (
    match_blocks,
    observation_form,
    phrase,
    picture_section,
    verdict_words,
)
from evidence.papers.content.wordings import (
    ORIGINS,
    RESULTS,
    STRENGTHS,
    VERDICTS,
    file_format,
    named,
)
from evidence.words import Phrase, say

SUMMARY = (
    Column(say("No."), 6, "middle"),
    Column(say("Exhibit no."), 26),
    Column(say("Check"), 8, "middle"),
    Column(say("Level"), 11, "middle"),
    Column(say("Seen"), 32),
    Column(say("Verdict of a person"), 20),
)
RUN = (
    Column(say("Exhibit no."), 26),
    Column(say("Asks for a look"), 20),
    Column(say("Consistent"), 24),
    Column(say("Not applicable"), 18),
    Column(say("Could not run"), 18),
)
METHODS = (
    Column(say("Check"), 10, "middle"),
    Column(say("Name of the check"), 26),
    Column(say("What it does"), 36),
    Column(say("When it misleads"), 36),
)
CAVEAT = say(
    "The above are hints for verification given by the system by rule; they are no "
    "finding of wrongdoing. Each may have an ordinary cause and must be verified by two "
    "or more persons against the original, the place and the statements of those "
    "concerned. Missing metadata, similar pictures, a loss soon after inception or any "
    "other single circumstance is no ground for refusing a claim or for a referral."
)


def screening_report(dossier: Dossier) -> Paper:
    """The screening report on the pictures of a case."""
    pictures = tuple(
        picture_section(dossier, exhibit, n) for n, exhibit in enumerate(dossier.pictures, 1)
    )
    return assembled(
        dossier,
        "screening-report",
        say("Picture Screening Report"),
        tuple(gaps(dossier)),
        (
            Section(say("1. Request and material"), tuple(_material(dossier))),
            Section(say("2. What was compared with"), tuple(_corpus(dossier))),
            Section(say("3. Methods and parameters"), tuple(_methods(dossier))),
            Section(
                say("4. Picture by picture"), pictures or (Prose(say("The case has no picture.")),)
            ),
            Section(say("5. Repeated and similar pictures"), tuple(matches(dossier))),
            Section(say("6. Points to be verified"), tuple(summary(dossier))),
            Section(say("7. What cannot be concluded"), (Items(LIMITS),)),
            Section(say("8. Recommendations"), (Items(tuple(_advice(dossier))),)),
            Section(say("9. Analyst and reviewer"), (Signatures(_signers(dossier)),)),
            *annexes(dossier),
            environment(dossier),
        ),
    )


LIMITS = (
    say(
        "This report is a screening by program and person. It is not an expert opinion and "
        "does not decide whether a picture is authentic."),
    say(
        "Missing metadata, a changed digest or a missing location prove nothing: messengers "
        "and phone systems remove them from honest pictures."),
    say(
        "Times, places and device names are what the file says. They can be changed, and "
        "clocks can be wrong."),
    say(
        "Likeness is found by thresholds: pictures that differ may be named alike, and "
        "pictures that are alike may be missed, above all crops, mirrored parts and pictures "
        "of a screen."),
    say("That nothing was found means only that these checks, on this material, found nothing."),
    say(
        "Whether a loss took place, how high it is and who is answerable cannot be seen from "
        "this report."),
)  # fmt: skip


def gaps(dossier: Dossier) -> Iterator[Phrase]:
    """What keeps the report from being final."""
    yield from case_gaps(dossier)
    yield from collection_gaps(dossier)
    if not dossier.pictures:
        yield say("The case has no picture.")
    unexamined = [e.number for e in dossier.pictures if not dossier.observations.get(e.exhibit)]
    if unexamined:
        yield say("Not examined: {numbers}.", numbers=tuple(unexamined))
    yield from verdict_gaps(dossier)


def summary(dossier: Dossier) -> Iterator[Block]:
    """Every observation that asks for a look, in one table, with the caveat under it."""
    rows = tuple(
        Row(
            (
                str(n),
                dossier.exhibit_number(row.exhibit),
                row.observation.check,
                (
                    named(RESULTS, row.observation.result),
                    named(STRENGTHS, row.observation.strength),
                ),
                phrase(row.observation.what, row.observation.values),
                verdict_words(dossier, row),
            )
        )
        for n, row in enumerate(_asking(dossier), 1)
    )
    yield from closer_look(dossier, SUMMARY, rows)
    yield Prose(CAVEAT, "small")


def annexes(dossier: Dossier) -> Iterator[Section]:
    """Every check that ran, and the digests of the material."""
    rows = tuple(Row(_run_cells(dossier, e), tuple(_not_run(dossier, e))) for e in dossier.exhibits)
    others = tuple(
        observation_form(dossier, row)
        for e in dossier.exhibits
        if e not in dossier.pictures
        for row in dossier.asking(e.exhibit)
    )
    yield Section(say("Annex: every check that was run"), (Table(RUN, rows), *others), apart=True)
    digests = tuple(Row((e.number, _digests(dossier, e)), ()) for e in dossier.exhibits)
    columns = (Column(say("Exhibit no."), 26), Column(say("SHA-256 and SM3"), 74))
    yield Section(say("Annex: digests of the material"), (Table(columns, digests),))


def _digests(dossier: Dossier, exhibit: ExhibitRow) -> Said:
    copy = dossier.copies.get(exhibit.exhibit)
    return (Code(exhibit.sha256), Code(copy.sm3)) if copy else (Code(exhibit.sha256), NONE)


def _asking(dossier: Dossier) -> Iterator[ObservationRow]:
    for exhibit in dossier.exhibits:
        yield from dossier.asking(exhibit.exhibit)


def _material(dossier: Dossier) -> Iterator[Block]:
    pictures = dossier.pictures
    formats = Counter(file_format(e.media_type) for e in pictures)
    kinds = tuple(f"{name} {count}" for name, count in sorted(formats.items()))
    yield Form(
        (
            Entry(say("Request"), say(
                "Screen the pictures of the case: what they say of themselves, whether they "
                "agree with the facts stated, and whether they were used elsewhere.")),
            Entry(
                say("Material"),
                say(
                    "{count} pictures ({kinds}), {size} bytes together, exhibits {first} to {last}",
                    count=len(pictures), kinds=kinds,
                    size=size(sum(e.size for e in pictures)),
                    first=pictures[0].number, last=pictures[-1].number,
                )
                if pictures
                else say("none"),
            ),
            *(_received(dossier)),
        )
    )  # fmt: skip


def _received(dossier: Dossier) -> Iterator[Entry]:
    for n, row in enumerate(dossier.sessions, 1):
        session = row.session
        yield Entry(
            say("Received ({number})", number=n),
            say(
                "{when}, from {provider}; {origin}; method: {method}",
                when=when(session.began), provider=answered(session.provider),
                origin=named(ORIGINS, session.origin), method=answered(session.method),
            ),
        )  # fmt: skip


def _compared(dossier: Dossier) -> Said:
    """How the pictures of this case were compared, as the examination recorded it."""
    rows = [row.observation for rows in dossier.observations.values() for row in rows]
    told = [
        seen
        for seen in rows
        if seen.check == ALIKE and seen.result not in ("not_applicable", "could_not_run")
    ]
    parts = sum(bool(seen.values.get("by_parts")) for seen in told)
    return say(
        "{parts} as a whole and by parts, {whole} as a whole only (too little to see), {none} not"
        " compared as pictures",
        parts=parts,
        whole=len(told) - parts,
        none=len(dossier.exhibits) - len(told),
    )


def _corpus(dossier: Dossier) -> Iterator[Block]:
    corpus = dossier.corpus
    yield Form(
        (
            Entry(
                say("Searched"),
                say(
                    "{pictures} pictures of {cases} cases in this workspace",
                    pictures=corpus.pictures,
                    cases=corpus.cases,
                ),
            ),
            Entry(
                say("Taken in between"),
                say("{first} and {last}", first=when(corpus.first), last=when(corpus.last))
                if corpus.pictures
                else say("none"),
            ),
            Entry(say("Exhibits of this case"), _compared(dossier)),
            Entry(say("Fingerprint packs of other offices"), packs_searched(dossier)),
            Entry(say("Searched as of"), when(dossier.made_at)),
        )
    )
    yield Prose(say("Not contained, and therefore not searched:"))
    yield Items(
        (
            say("pictures of other workspaces, firms, insurers and of the alliance"),
            say("fingerprint packs not added to this workspace, revoked or expired"),
            say("pictures on the internet"),
            say(
                "pictures inside documents, videos and archives that were not taken in as "
                "exhibits of their own"
            ),
            say("files that could not be read (see the annex of checks)"),
        ),
        numbered=False,
    )


def _methods(dossier: Dossier) -> Iterator[Block]:
    versions = {
        row.observation.check: row.observation.version
        for rows in dossier.observations.values()
        for row in rows
    }
    cards = {card.check: card for card in dossier.methods}
    rows = tuple(
        Row(
            (
                (check, say("version {version}", version=version)),
                Phrase(cards[check].title) if check in cards else NONE,
                Phrase(cards[check].does) if check in cards else NONE,
                Phrase(cards[check].misleads) if check in cards else NONE,
            )
        )
        for check, version in sorted(versions.items())
    )
    yield Table(METHODS, rows, say("No check has been run."))
    engines = tuple(map(engine, sorted({match.engine for match in dossier.matches})))
    if engines:
        yield Prose(say("Likeness engine: {engines}", engines=engines), "small")
    yield Prose(
        say(
            "Originals were read only; every picture shown here is a reduced preview made "
            "from a copy. Digests: SHA-256 and SM3."
        ),
        "small",
    )


def matches(dossier: Dossier) -> Iterator[Block]:
    """Every match, side by side; one within the case once."""
    shown: set[str] = set()
    for match in dossier.matches:
        if match.pair not in shown:
            yield from match_blocks(dossier, match)
        shown.add(match.pair)
    yield from found_alike(dossier, found=bool(shown))


def _advice(dossier: Dossier) -> Iterator[Said]:
    said: dict[str, Said] = {}
    for row in _asking(dossier):
        if any(v is None or v.verdict != "dismissed" for v in dossier.verdicts_on(row)):
            for each in row.observation.next:
                step = phrase(each, row.observation.values)
                said.setdefault(str(step), step)
    yield from said.values()
    yield say(
        "Ask the provider for the original device or the original file where a picture was "
        "forwarded."
    )
    yield say("Where authenticity is disputed, commission an accredited expert appraisal.")


def _signers(dossier: Dossier) -> tuple[Signer, ...]:
    author = dossier.author
    return (
        Signer(say("Analyst"), (author.name, author.org) if author.org else author.name),
        Signer(say("Reviewer")),
    )


def _run_cells(dossier: Dossier, exhibit: ExhibitRow) -> tuple[Said, ...]:
    by_result: dict[str, list[str]] = {}
    for row in dossier.observations.get(exhibit.exhibit, ()):
        by_result.setdefault(row.observation.result, []).append(row.observation.check)
    asks = [
        _short(dossier, row)
        for row in dossier.observations.get(exhibit.exhibit, ())
        if row.observation.result in ASKS_FOR_A_VERDICT
    ]
    cells: list[Said] = [exhibit.number, tuple(asks) or NONE]
    for result in ("consistent", "not_applicable", "could_not_run"):
        checks = tuple(sorted(by_result.get(result, ())))
        cells.append(" ".join(checks) or NONE)
    return tuple(cells)


def _short(dossier: Dossier, row: ObservationRow) -> Phrase:
    given = dict.fromkeys(v.verdict if v else "" for v in dossier.verdicts_on(row))
    return say(
        "{check} {verdict}",
        check=row.observation.check,
        verdict=tuple(named(VERDICTS, verdict) for verdict in given),
    )


def _not_run(dossier: Dossier, exhibit: ExhibitRow) -> Iterator[Entry]:
    for row in dossier.observations.get(exhibit.exhibit, ()):
        if row.observation.result == "could_not_run":
            what = phrase(row.observation.what, row.observation.values)
            yield Entry(
                say("Could not run"), say("{check}: {what}", check=row.observation.check, what=what)
            )
