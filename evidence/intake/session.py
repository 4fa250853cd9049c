"""
A session: one sitting at a source, begun before the first file and ended after the last.

What was asked is answered or carries a typed reason; what nobody stated reads "not stated" and
is listed by `evidence.session_gaps`. A session file is JSON with the members of
`evidence.facts.Session`; everything wrong in it is told at once, a sentence a member, and nothing
is opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, get_args

from evidence.errors import Trouble
from evidence.facts import NOT_STATED, ORIGINS, Answer, Collector, Session, WhyUnknown
from evidence.intake.environment import environment
from evidence.ledger.kinds import SessionHeld
from evidence.values import now
from evidence.words import Phrase, say

if TYPE_CHECKING:
    from evidence.workspace import Workspace

MOST_SESSION_BYTES = 1024 * 1024
MOST_TEXT = 4000
MOST_COLLECTORS = 50
_REASONS: tuple[str, ...] = get_args(WhyUnknown)
_ROLES = ("lead", "second", "recorder", "other")
_ANSWERS = tuple(f.name for f in fields(Session) if isinstance(f.default, Answer))
_TIMES = ("began", "ended")
_MEMBERS = frozenset((*_ANSWERS, *_TIMES, "collectors", "origin"))


def open_session(
    workspace: Workspace, case: str, session: Session, limits_held: Iterable[str] = ()
) -> Session:
    """Record that a session began, with its environment; raises `Trouble` as `environment` does."""
    if not session.environment:
        session = replace(session, environment=environment(workspace.folder, limits_held))
    workspace.record(case, SessionHeld(session=session), about=session.id)
    return session


def end_session(workspace: Workspace, case: str, session: Session) -> Session:
    """Record the session again, whole and with its end, replacing what was said at its begin."""
    ended = session if session.ended else replace(session, ended=now())
    workspace.record(case, SessionHeld(session=ended), about=session.id)
    return ended


def amend_session(workspace: Workspace, case: str, session: Session) -> Session:
    """Record what was stated later of a session that was held; environment and begin stay."""
    held = workspace.look.session(case, session.id).session
    amended = replace(session, began=held.began, ended=held.ended, environment=held.environment)
    workspace.record(case, SessionHeld(session=amended), about=session.id)
    return amended


def read_session(untrusted_bytes: bytes, onto: Session) -> Session:
    """`onto` with what a session file states; raises `Trouble` naming every wrong member."""
    reader = _Reader()
    untrusted = reader.members(untrusted_bytes)
    stated: dict[str, Any] = {}
    for name, value in untrusted.items():
        if name in _ANSWERS:
            stated[name] = reader.answer(name, value)
        elif name in _TIMES:
            stated[name] = reader.time(name, value)
        elif name == "collectors":
            stated[name] = reader.collectors(value)
        elif name == "origin":
            stated[name] = reader.one_of(name, value, ORIGINS)
        else:
            reader.wrong.append(say("There is no member called “{name}”.", name=name[:60]))
    reader.check()
    return replace(onto, **stated)


class _Reader:
    """Reads what a person or another program wrote, and collects what is wrong with it."""

    def __init__(self) -> None:
        self.wrong: list[Phrase] = []

    def check(self) -> None:
        """Raise `Trouble` with everything that was wrong."""
        if self.wrong:
            raise Trouble(
                say("The session file is not right: {faults}", faults=_together(self.wrong)),
                say("Correct the file and run the command again; nothing was taken in."),
            )

    def members(self, untrusted_bytes: bytes) -> dict[str, Any]:
        """The file as members; anything but a JSON object is told and read as empty."""
        if len(untrusted_bytes) >= MOST_SESSION_BYTES:
            self.wrong.append(say("The file is larger than a session can be."))
            return {}
        try:
            value = json.loads(untrusted_bytes.decode("utf-8-sig"), object_pairs_hook=self._once)
        except (ValueError, RecursionError):
            self.wrong.append(say("The file is not JSON in UTF-8."))
            return {}
        if not isinstance(value, dict):
            self.wrong.append(say("The file must hold one JSON object."))
            return {}
        return value

    def _once(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.wrong.append(say("“{name}” stands there twice.", name=name[:60]))
        return dict(pairs)

    def answer(self, name: str, untrusted: object) -> Answer:
        """A text, or {"value"} or {"unknown": reason, "note"}; null is not stated."""
        if untrusted is None:
            return NOT_STATED
        if isinstance(untrusted, str):
            untrusted = {"value": untrusted}
        if isinstance(untrusted, dict) and untrusted.keys() <= {"value", "unknown", "note"}:
            value = self.text(name, untrusted.get("value") or "")
            note = self.text(name, untrusted.get("note") or "")
            unknown = untrusted.get("unknown")
            if bool(value) != (unknown is not None) and unknown in (None, *_REASONS):
                return Answer(value=value, unknown=unknown, note=note)
        self.wrong.append(
            say(
                "“{name}” must be a text, or say why it is unknown, one of: {reasons}.",
                name=name, reasons=", ".join(_REASONS),
            )
        )  # fmt: skip
        return NOT_STATED

    def text(self, name: str, untrusted: object) -> str:
        """A text of bounded length that can be stored."""
        if isinstance(untrusted, str) and len(untrusted) <= MOST_TEXT and _whole(untrusted):
            return untrusted.strip()
        self.wrong.append(
            say("“{name}” must be a text of at most {most} characters.", name=name, most=MOST_TEXT)
        )
        return ""

    def time(self, name: str, untrusted: object) -> str:
        """A moment with its offset from UTC, kept as UTC."""
        try:
            moment = datetime.fromisoformat(untrusted if isinstance(untrusted, str) else "")
            if moment.tzinfo is not None:
                return _utc(moment)
        except (ValueError, OverflowError):
            pass
        self.wrong.append(
            say(
                "“{name}” must be a time with its offset, as 2026-03-01T10:22:33+08:00.",
                name=name,
            )
        )
        return ""

    def one_of(self, name: str, untrusted: object, allowed: tuple[str, ...]) -> str:
        """One of a few words."""
        if isinstance(untrusted, str) and untrusted in allowed:
            return untrusted
        self.wrong.append(
            say("“{name}” must be one of: {allowed}.", name=name, allowed=", ".join(allowed))
        )
        return allowed[-1]

    def collectors(self, untrusted: object) -> tuple[Collector, ...]:
        """The people who collect: a name each, or members of `Collector`."""
        if not isinstance(untrusted, list) or len(untrusted) > MOST_COLLECTORS:
            self.wrong.append(say("“collectors” must be a list of people."))
            return ()
        return tuple(self._collector(i, item) for i, item in enumerate(untrusted))

    def _collector(self, number: int, untrusted: object) -> Collector:
        if isinstance(untrusted, str):
            untrusted = {"name": untrusted}
        known = {"name", "org", "role", "id_number"}
        if not isinstance(untrusted, dict) or not untrusted.get("name") or untrusted.keys() - known:
            self.wrong.append(
                say(
                    "Each of “collectors” must have a name, and may have: {others}.",
                    others="org, role, id_number",
                )
            )
            return Collector(name="")
        role = untrusted.get("role", "lead" if number == 0 else "second")
        self.one_of("role", role, _ROLES)
        name, org, id_number = (
            self.text(key, untrusted.get(key, "")) for key in ("name", "org", "id_number")
        )
        return Collector(name=name, org=org, id_number=id_number, role=role)


def _whole(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _together(sentences: list[Phrase]) -> Phrase:
    told = sentences[-1]
    for sentence in reversed(sentences[:-1]):
        told = say("{first} {rest}", first=sentence, rest=told)
    return told


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
