"""Long work: one of a kind and case at a time, how far it is, stopped when asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from desktop.background import Background
from desktop.jobs import Job, Jobs
from evidence.progress import Progress
from evidence.words import say


@pytest.fixture
def problems() -> list[BaseException]:
    return []


@pytest.fixture
def jobs(qapp: Any, problems: list[BaseException]) -> Iterator[Jobs]:
    background = Background(problems.append)
    yield Jobs(background)
    background.close()


def _job(case: str = "case") -> Job:
    return Job("intake", case, say("Taking in"), unit="bytes")


def _until_stopped(progress: Progress) -> None:
    ended = threading.Event()
    while not ended.wait(0.001):
        progress.step(1, 2, "")


def test_one_of_a_kind_and_case_at_a_time(jobs: Jobs, qtbot: Any) -> None:
    first = jobs.start(_job(), _until_stopped, done=lambda _: None)
    assert jobs.start(_job(), _until_stopped, done=lambda _: None) is first
    other = jobs.start(_job("other"), _until_stopped, done=lambda _: None)
    assert jobs.running == [first, other]
    assert jobs.find("intake", "other") is other
    assert jobs.find("examination", "case") is None
    for job in (first, other):
        jobs.stop(job)
    qtbot.waitUntil(lambda: not jobs.running)


def test_it_tells_how_far_it_is_and_its_end(jobs: Jobs, qtbot: Any) -> None:
    told: list[tuple[int, int, str]] = []
    answers: list[str] = []
    jobs.stepped.connect(lambda job: told.append((job.done, job.total, job.what)))

    def work(progress: Progress) -> str:
        progress.step(3, 4, "a.jpg")
        return "answer"

    with qtbot.waitSignals([jobs.began, jobs.ended]):
        job = jobs.start(_job(), work, done=answers.append)
    assert told == [(3, 4, "a.jpg")]
    assert answers == ["answer"]
    assert jobs.running == []
    assert job.rate > 0


def test_a_stopped_job_is_no_problem(jobs: Jobs, problems: list[BaseException], qtbot: Any) -> None:
    stopped: list[bool] = []
    job = jobs.start(
        _job(), _until_stopped, done=lambda _: None, cancelled=lambda: stopped.append(True)
    )
    jobs.stop(job)
    assert job.stopping
    assert job.seconds_left is None
    qtbot.waitUntil(lambda: bool(stopped))
    assert jobs.running == []
    assert problems == []


@pytest.mark.parametrize("dealt_with", [True, False])
def test_a_broken_job_ends_and_is_told(
    jobs: Jobs, problems: list[BaseException], qtbot: Any, dealt_with: bool
) -> None:
    def work(_: Progress) -> None:
        raise OSError("the stick is gone")

    with qtbot.waitSignal(jobs.ended):
        jobs.start(_job(), work, done=lambda _: None, failed=lambda _: dealt_with)
    assert jobs.running == []
    assert [str(error) for error in problems] == ([] if dealt_with else ["the stick is gone"])


def test_the_time_left_is_told_when_it_is_known() -> None:
    job = _job()
    job.done, job.total = 30, 90
    assert job.seconds_left is None
    job.began -= 30
    assert job.seconds_left == 60
    assert 0.9 < job.rate < 1.1
    job.done = 0
    assert job.seconds_left is None
