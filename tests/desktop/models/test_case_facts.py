"""What was not touched keeps its value and source; what cannot be read is named by its field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.models.case_facts import WrongField, facts_with, read_time, values_of
from evidence.facts import CaseFacts, Event, Party, Place, Policy, Source, Spot, Time, Vehicle

SPOKEN = Source(kind="speaker", ref="样例丁")
FULL = CaseFacts(
    claim_no="BA-1",
    cause="车辆损失核查",
    firm="安诚公估",
    parties=(
        Party(id="p1", role="driver", name="样例丁", source=SPOKEN),
        Party(id="p2", role="reporter", name="样例戊", phone="1380000", source=SPOKEN),
    ),
    vehicles=(
        Vehicle(id="v2", role="third_party", plate="浙AX0002"),
        Vehicle(id="v1", plate="浙AX0001", colour="灰", source=SPOKEN),
    ),
    policies=(Policy(id="pol", number="P-1", begins=Time(local="2026-01-01", offset=480)),),
    events=(
        Event(id="e1", kind="loss", at=Time(local="2026-03-01T10:22:00", offset=480), place="s1",
              text="路口", source=SPOKEN),
        Event(id="e2", kind="survey_arrived", at=Time(local="2026-03-01T11:00")),
    ),
    spots=(Spot(id="s1", kind="loss", text="路口", place=Place(lat=30277172, lon=120159895,
                                                            datum="gcj02", within=30)),),
)  # fmt: skip


def test_an_untouched_form_changes_nothing() -> None:
    assert facts_with(FULL, values_of(FULL)) == FULL
    assert facts_with(CaseFacts(), values_of(CaseFacts())) == CaseFacts()


def test_one_line_changes_one_fact() -> None:
    typed = values_of(FULL) | {"plate": "浙B88888", "source": "system"}
    after = facts_with(FULL, typed)
    (changed,) = [v for v in after.vehicles if v.role == "insured"]
    assert changed == Vehicle(id="v1", plate="浙B88888", colour="灰", source=Source(kind="system"))
    assert replace(after, vehicles=FULL.vehicles) == FULL


def test_a_loss_time_typed_anew_has_its_new_source_and_keeps_its_place() -> None:
    after = facts_with(FULL, values_of(FULL) | {"loss_time": "2026/3/2 9:05"})
    (loss,) = [event for event in after.events if event.kind == "loss"]
    assert loss.at == Time(local="2026-03-02T09:05", basis="statement")
    assert (loss.place, loss.text, loss.source.kind) == ("s1", "路口", "commission")


def test_an_emptied_line_takes_the_fact_away() -> None:
    emptied = {"loss_time": "", "reporter": "", "reporter_phone": "", "loss_spot": ""}
    after = facts_with(FULL, values_of(FULL) | emptied)
    assert [event.kind for event in after.events] == ["survey_arrived"]
    assert [party.role for party in after.parties] == ["driver"]
    assert after.spots[0].place is None


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026/3/1", "2026-03-01"),
        ("2026.3.1 9:05", "2026-03-01T09:05"),
        ("2026年3月1日", "2026-03-01"),
        ("2026年3月1日10时22分", "2026-03-01T10:22"),
        ("2026-03-01T10:22:33", "2026-03-01T10:22:33"),
        ("2026-03-01 10：22", "2026-03-01T10:22"),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, local: str) -> None:
    assert read_time("loss_time", typed).local == local


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("loss_time", "gestern"), ("loss_time", "2026-02-31"), ("report_time", "2026-03-01 25:00"),
        ("claimed", "1.3."), ("loss_spot", "north"), ("loss_spot", "95,10"),
        ("policy_ends", "2025-01-01"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_names_its_field(field: str, text: str) -> None:
    with pytest.raises(WrongField) as caught:
        facts_with(FULL, values_of(FULL) | {field: text})
    assert caught.value.field == field
