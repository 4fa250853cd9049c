"""What a session states survives its form, whatever stands in it."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from desktop.widgets.session_values import ANSWERS, WHY, stated, written
from evidence.facts import NOT_STATED, ORIGINS, Answer, Collector, Session, WhyUnknown

BARE = Session(id="a" * 32, began="2026-03-01T02:00:00.000Z")
TEXTS = st.text("照片ab1 ", min_size=1, max_size=8).map(str.strip).filter(bool)
REASONS = st.sampled_from(get_args(WhyUnknown))
ANSWERED = st.one_of(
    st.builds(Answer, value=TEXTS, note=st.just("") | TEXTS),
    st.builds(lambda why, note: Answer(unknown=why, note=note), REASONS, st.just("") | TEXTS),
)
PEOPLE = st.lists(
    st.builds(Collector, name=TEXTS, org=st.just("") | TEXTS, id_number=st.just("") | TEXTS),
    max_size=4,
).map(tuple)


@given(
    st.fixed_dictionaries(
        {name: ANSWERED for name in ANSWERS}
        | {"collectors": PEOPLE, "origin": st.sampled_from(ORIGINS)}
    )
)
def test_a_form_that_nobody_touches_changes_nothing(members: dict[str, object]) -> None:
    session = Session(id="b" * 32, began=BARE.began, environment={"python": "3"}, **members)  # type: ignore[arg-type]
    assert stated(session, written(session)) == session


def test_an_answer_a_reason_a_remark_or_nothing() -> None:
    values = written(BARE) | {
        "provider": "李某",
        "consent": "口头拒绝",
        "consent" + WHY: "refused",
        "witness" + WHY: "not_possible",
        "second_name": "赵六",
        "second_org": "安诚公估",
        "origin": "third_party",
    }
    session = stated(BARE, values)
    assert session.provider == Answer(value="李某")
    assert session.consent == Answer(unknown="refused", note="口头拒绝")
    assert session.witness == Answer(unknown="not_possible")
    assert session.video == NOT_STATED
    assert session.collectors == (Collector(name="赵六", org="安诚公估", role="second"),)
    assert session.origin == "third_party"


def test_a_changed_answer_loses_the_remark_of_the_old_one() -> None:
    before = Session(id=BARE.id, began=BARE.began, provider=Answer(value="王某", note="车主"))
    assert stated(before, written(before) | {"provider": "李某"}).provider == Answer(value="李某")
