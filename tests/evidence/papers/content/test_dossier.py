"""What several papers ask of a case."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable

from evidence.papers.content.dossier import Dossier

MakeDossier = Callable[..., Dossier]


def test_weak_observations_do_not_stand_alone(make_dossier: MakeDossier) -> None:
    dossier = make_dossier(1)
    only = dossier.exhibits[0].exhibit
    weak = tuple(
        dataclasses.replace(row, observation=dataclasses.replace(row.observation, strength="weak"))
        for row in dossier.observations[only]
    )
    assert dossier.asking(only)
    assert dataclasses.replace(dossier, observations={only: weak}).asking(only) == ()


def test_a_verdict_on_a_match_holds_for_what_it_tells_of(make_dossier: MakeDossier) -> None:
    dossier = make_dossier()
    match = dataclasses.replace(dossier.matches[0], match_class="same_file")
    first = dossier.observations[match.exhibit][0]
    seen = dataclasses.replace(first.observation, check="A02", result="conflict")
    row = dataclasses.replace(first, observation=seen)
    told = dataclasses.replace(dossier, matches=(match,), observations={match.exhibit: (row,)})
    assert told.verdicts_on(row) == (None,)
    assert told.unjudged() == (0, 1)
    name = hashlib.sha256(match.pair.encode()).hexdigest()[:12]
    judged = dataclasses.replace(told, verdicts={name: next(iter(dossier.verdicts.values()))})
    assert None not in judged.verdicts_on(row)
    assert judged.unjudged() == (0, 0)
