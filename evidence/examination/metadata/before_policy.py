"""A06: the file says it was taken before the insurance began."""

from __future__ import annotations

from evidence import times
from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.examination.taken import CLOCK_TOLERANCE, Earlier, Taken, lasting, taken, uses
from evidence.facts import Policy
from evidence.observation import MethodCard, Observation
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

CARD = MethodCard(
    check="A06",
    version=2,
    title=mark("Taken before the policy began"),
    does=mark(
        "Compares the time of taking the file states with the beginning of each policy, unless"
        " another stated policy covers that time. Whether the picture shows damage, a person says."
    ),
    misleads=mark("Inspection photos are rightly older than the policy; so are renewed policies."),
    literature=("JEITA CP-3451E (Exif 2.32)",),
)
AFTER = mark("The time of taking, {taken}, lies after the policy began.")
AFTER_ASSUMED = mark(
    "Read as {assumed_offset} where no offset from UTC is stated, the time of taking, {taken}, lies"
    " after the policy began."
)
COVERED = mark(
    "The time of taking, {taken}, is earlier than the beginning of policy {policy}, {begins}, and"
    " lies within policy {covering}."
)
COVERED_ASSUMED = mark(
    "Read as {assumed_offset} where no offset from UTC is stated, the time of taking, {taken}, is"
    " earlier than the beginning of policy {policy}, {begins}, and lies within policy {covering}."
)
EARLIER = mark(
    "The time of taking the file states, {taken}, is earlier than the beginning of policy {policy},"
    " {begins}, by {days} d {hours} h {minutes} min."
)
EARLIER_ASSUMED = mark(
    "Read as {assumed_offset} where no offset from UTC is stated, the time of taking, {taken}, is"
    " earlier than the beginning of policy {policy}, {begins}, by {days} d {hours} h {minutes} min."
)


def _uses(context: Context) -> Json:
    stated = [
        [p.number] + [[t.local, t.offset, t.within] if t else None for t in (p.begins, p.ends)]
        for p in context.policies
    ]
    return [stated, *uses(context)]


def _look(reading: Reading, context: Context) -> Observation:
    when = taken(reading, context)
    if isinstance(when, str):
        return does_not_apply(CARD, when)
    if not context.policies:
        return does_not_apply(CARD, mark("No policy with its beginning is stated for the case."))
    begun = [(when.earlier_by(p.begins), p) for p in context.policies if p.begins]
    begun.sort(key=lambda one: (one[0].seconds, one[1].number))
    later = [(earlier, p) for earlier, p in begun if earlier.seconds > CLOCK_TOLERANCE]
    if not later:
        earlier = begun[-1][0]
        return seen(
            CARD,
            "consistent",
            what=AFTER_ASSUMED if earlier.assumed_for else AFTER,
            values=when.values | earlier.values,
        )
    covering = [p for earlier, p in begun if _covers(when, earlier, p)]
    return _earlier(when, later, covering)


def _covers(when: Taken, earlier: Earlier, policy: Policy) -> bool:
    """Whether a policy had begun and, its end being stated, had not ended."""
    if policy.ends is None or earlier.seconds > CLOCK_TOLERANCE:
        return False
    return times.gap(times.assuming(when.time), times.assuming(policy.ends)).most >= 0


def _earlier(
    when: Taken, later: list[tuple[Earlier, Policy]], covering: list[Policy]
) -> Observation:
    earlier, policy = later[0]
    assert policy.begins is not None
    values = when.values | lasting(earlier.seconds) | earlier.values
    values |= {"policy": policy.number, "begins": times.text(policy.begins)}
    values |= {"policies": [p.number for _, p in later]}
    if covering:
        values["covering"] = covering[0].number
        what = COVERED_ASSUMED if earlier.assumed_for else COVERED
        return seen(CARD, "consistent", what=what, values=values)
    return seen(
        CARD,
        "attention",
        "indicator",
        what=EARLIER_ASSUMED if earlier.assumed_for else EARLIER,
        values=values,
        why=mark("If it shows the damage claimed, check whether the damage is older than cover."),
        innocent=(
            mark("Inspection photos are rightly older than the policy: first say what it is for."),
            mark("The policy may renew an earlier one; a phone's clock may be wrong."),
            *earlier.remarks,
            *when.remarks,
        ),
        next=(
            mark("Say what the picture shows and what it was taken for."),
            mark("Compare it with the inspection photos and the earlier policy."),
        ),
    )


CHECK = Check(card=CARD, look=_look, uses=_uses)
