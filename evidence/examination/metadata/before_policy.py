"""A06: the file says it was taken before the insurance began."""

from __future__ import annotations

from evidence import times
from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.examination.taken import CLOCK_TOLERANCE, Taken, lasting, taken
from evidence.facts import Policy
from evidence.observation import MethodCard, Observation
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

CARD = MethodCard(
    check="A06",
    version=1,
    title=mark("Taken before the policy began"),
    does=mark(
        "Compares the time of taking the file states with the beginning of each policy. What the"
        " picture shows, a person must say."
    ),
    misleads=mark("Inspection photos are rightly older than the policy; so are renewed policies."),
    literature=("JEITA CP-3451E (Exif 2.32)",),
)


def _uses(context: Context) -> Json:
    begins = [[p.number, p.begins.local, p.begins.offset] for p in context.policies if p.begins]
    return [begins, context.clock_offset]


def _look(reading: Reading, context: Context) -> Observation:
    when = taken(reading, context)
    if when is None:
        return does_not_apply(CARD, mark("The file states no time of taking."))
    if not context.policies:
        return does_not_apply(CARD, mark("No policy with its beginning is stated for the case."))
    begun = [(*when.earlier_by(p.begins), p) for p in context.policies if p.begins]
    later = sorted(
        ((earlier, surely, p) for earlier, surely, p in begun if earlier > CLOCK_TOLERANCE),
        key=lambda one: (one[0], one[2].number),
    )
    if not later:
        return seen(
            CARD,
            "consistent",
            what=mark("The time of taking, {taken}, lies after the policy began."),
            values=when.values,
        )
    return _earlier(when, later)


def _earlier(when: Taken, later: list[tuple[int, bool, Policy]]) -> Observation:
    earlier, surely, policy = later[0]
    assert policy.begins is not None
    values = when.values | lasting(earlier)
    values |= {"policy": policy.number, "begins": times.text(policy.begins)}
    values |= {"policies": [p.number for _, _, p in later]}
    return seen(
        CARD,
        "conflict" if surely or not when.assumed else "attention",
        "indicator",
        what=mark(
            "The time of taking the file states, {taken}, is earlier than the beginning of policy"
            " {policy}, {begins}, by {days} d {hours} h {minutes} min."
        ),
        values=values,
        why=mark("If it shows the damage claimed, check whether the damage is older than cover."),
        innocent=(
            mark("Inspection photos are rightly older than the policy: first say what it is for."),
            mark("The policy may renew an earlier one; a phone's clock may be wrong."),
            *when.remarks,
        ),
        next=(
            mark("Say what the picture shows and what it was taken for."),
            mark("Compare it with the inspection photos and the earlier policy."),
        ),
    )


CHECK = Check(card=CARD, look=_look, uses=_uses)
