"""What a context says of a case."""

from __future__ import annotations

from evidence.examination.context import Context
from evidence.facts import CaseFacts, Policy
from tests.evidence.examination.built import FACTS


def test_without_facts_there_is_nothing() -> None:
    nothing = Context()
    assert (nothing.losses, nothing.loss_places, nothing.policies, nothing.names) == ((),) * 4


def test_losses_places_and_policies() -> None:
    context = Context(facts=FACTS, source_name="a.jpg")
    assert [e.id for e in context.losses] == ["e1"]
    assert context.loss_places[0].datum == "gcj02"
    assert [p.number for p in context.policies] == ["PDZA1"]
    assert context.names == ("a.jpg",)
    without = CaseFacts(policies=(Policy(id="p", number="1"),))
    assert Context(facts=without).policies == ()
