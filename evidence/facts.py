"""
The facts of a case, one model for every line of business.

Each fact names its source: the exhibit it was read from, the person who said it,
or the commission. Two facts about one thing from two sources stand side by side;
nothing here decides between them. Field list: reference forms of site survey,
extraction record and evidence list. Amounts in fen, places in micro-degrees with
their datum, times as stated with offset and basis.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Line = Literal["motor", "injury", "health", "accident", "property", "surrender", "other"]
LINES: tuple[Line, ...] = (
    "motor", "injury", "health", "accident", "property", "surrender", "other",
)  # fmt: skip
Datum = Literal["wgs84", "gcj02", "bd09", "unknown"]
Basis = Literal["device", "gps", "filename", "user", "tsa", "system", "statement", "unknown"]
WhyUnknown = Literal[
    "not_stated", "refused", "not_possible", "not_applicable", "not_known", "not_measured"
]
Origin = Literal[
    "formed_in_case", "formed_in_business", "formed_by_survey", "third_party", "unstated"
]
ORIGINS: tuple[Origin, ...] = (
    "formed_in_case", "formed_in_business", "formed_by_survey", "third_party", "unstated",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered to a question of a form: a value, or why there is none. Never silence."""

    value: str = ""
    unknown: WhyUnknown | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if bool(self.value) == (self.unknown is not None):
            raise ValueError("an answer is a value or a reason, and not both")


NOT_STATED = Answer(unknown="not_stated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact comes from; `ref` is an exhibit id, a speaker's name, a document's number."""

    kind: Literal["exhibit", "speaker", "commission", "system", "unstated"] = "unstated"
    ref: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """
    A time as it was stated: local `YYYY-MM-DDTHH:MM:SS` (or shorter), its offset from UTC in
    minutes where known, what it rests on, and how exact it is in seconds where known.
    """

    local: str
    offset: int | None = None
    basis: Basis = "unknown"
    within: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Micro-degrees and their datum; `within` is the stated accuracy in metres."""

    lat: int
    lon: int
    datum: Datum = "unknown"
    within: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person or organisation: policyholder, insured, driver, injured, shop, hospital, witness."""

    id: str
    role: str
    name: str
    id_number: str = ""
    phone: str = ""
    note: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    id: str
    role: Literal["insured", "third_party", "other"] = "insured"
    plate: str = ""
    vin: str = ""
    engine: str = ""
    make_model: str = ""
    colour: str = ""
    note: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Policy number is free text; `begins` and `ends` are the insured period."""

    id: str
    number: str
    insurer: str = ""
    cover: str = ""
    begins: Time | None = None
    ends: Time | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredObject:
    """What is insured and is not a vehicle: a building, stock, a person's life or health."""

    id: str
    kind: str
    text: str
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened: `kind` is loss, reported, survey_arrived, survey_left, scene_cleared…"""

    id: str
    kind: str
    at: Time
    place: str = ""
    text: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place that matters: `kind` is loss, shop, home…; in words and, where known, in figures."""

    id: str
    kind: str
    text: str = ""
    place: Place | None = None
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    id: str
    kind: str
    fen: int
    text: str = ""
    source: Source = Source()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """All that is stated about a case, whole: the newest replaces the one before."""

    claim_no: str = ""
    cause: str = ""
    principal: str = ""
    firm: str = ""
    parties: tuple[Party, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    policies: tuple[Policy, ...] = ()
    objects: tuple[InsuredObject, ...] = ()
    events: tuple[Event, ...] = ()
    spots: tuple[Spot, ...] = ()
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Collector:
    """One who collected: two are needed, or a reason."""

    name: str
    org: str = ""
    role: Literal["lead", "second", "recorder", "other"] = "lead"
    id_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """
    One sitting at a source: who collected what from whom, on what, under which conditions.

    Everything asked is answered or says why not (`Answer`). Times are this machine's clock
    in UTC; `clock_offset` is how far the source device's clock was from it, in seconds.
    """

    id: str
    began: str
    ended: str = ""
    purpose: Answer = NOT_STATED
    place: Answer = NOT_STATED
    collectors: tuple[Collector, ...] = ()
    fewer_than_two: Answer = NOT_STATED
    provider: Answer = NOT_STATED
    provider_relation: Answer = NOT_STATED
    provider_contact: Answer = NOT_STATED
    consent: Answer = NOT_STATED
    witness: Answer = NOT_STATED
    witness_relation: Answer = NOT_STATED
    video: Answer = NOT_STATED
    device_make: Answer = NOT_STATED
    device_model: Answer = NOT_STATED
    device_serial: Answer = NOT_STATED
    device_state: Answer = NOT_STATED
    clock_offset: Answer = NOT_STATED
    medium: Answer = NOT_STATED
    medium_serial: Answer = NOT_STATED
    write_protected: Answer = NOT_STATED
    original_stays: Answer = NOT_STATED
    not_sealed_because: Answer = NOT_STATED
    method: Answer = NOT_STATED
    anomalies: Answer = NOT_STATED
    origin: Origin = "unstated"
    environment: dict[str, str] = field(default_factory=dict)
