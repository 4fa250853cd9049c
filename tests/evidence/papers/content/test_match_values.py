"""What a match rests on, in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from evidence.likeness.classes import ENGINE as PARTS_ENGINE
from evidence.likeness.fingerprint import VARIANTS
from evidence.likeness.verify import ENGINE, Likeness
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.match_values import ENGINES, TURNS
from evidence.papers.content.screening_report import screening_report

RAW = ("agreement =", "box_in_first", "distinct_pairs", "false_pairs", "as_is", "chance =")


def test_every_turn_and_the_engine_have_words() -> None:
    assert set(TURNS) == set(VARIANTS)
    assert {ENGINE, PARTS_ENGINE} <= set(ENGINES)


def test_a_match_is_told_in_words(make_dossier: Callable[..., Dossier], said: Any) -> None:
    found = Likeness(
        match_class="cropped", variant=0, distance=4, agreement=976, box=(100, 0, 505, 1000)
    )
    dossier = make_dossier(1)
    match = dataclasses.replace(dossier.matches[0], engine=ENGINE, values=found.values)
    text = said(screening_report(dataclasses.replace(dossier, matches=(match,))), "zh_CN")
    for words in (
        "细节一致度：97.6 %", "汉明距离：128 位中相差 4 位", "翻转旋转：未翻转、未旋转",
        "左起 10.0 %", "宽 50.5 %", "实测误配：1,754,631 对不同图片中 1 对",
        "整图比对第1版（whole-image-1）",
    ):  # fmt: skip
        assert words in text
    assert not any(raw in text for raw in RAW)


def test_a_match_by_parts_is_told_in_words(make_dossier: Callable[..., Dossier], said: Any) -> None:
    values = {
        "agreement": 910, "inliers": 31, "outside": 28, "mirrored": True, "angle": -25,
        "box": None, "box_in_first": False, "regions": [[0, 0, 9, 9]], "regions_in_first": True,
        "surprise": 40, "transform": [1] * 9, "points": [], "false_pairs": 1, "distinct_pairs": 9,
    }  # fmt: skip
    dossier = make_dossier(1)
    match = dataclasses.replace(dossier.matches[0], engine=PARTS_ENGINE, values=values)
    text = said(screening_report(dataclasses.replace(dossier, matches=(match,))), "zh_CN")
    for words in (
        "细节一致度：91.0 %", "31 处，其中 28 处不在文字区域", "翻转旋转：镜像", "旋转角度：-2.5°",
        "有差异的区域（已框出）：1 处", "整图及局部比对第1版（parts-1）",
    ):  # fmt: skip
        assert words in text
    assert not any(raw in text for raw in RAW)
