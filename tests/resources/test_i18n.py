"""Every sentence a person may see is translated, once, with its places, in words we may use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from resources.i18n import compile as catalogue

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("evidence", "desktop", "sync", "resources")
SAYING = {"say", "mark", "Phrase"}
PLACE = re.compile(r"\{(\w*)[^{}]*\}")

ALLOWED = re.compile(
    r"反(?:保险)?欺诈|[非不未无](?:是|属于|构成|作|做|代替|能代替|等于|得作为)?(?:司法)?鉴定"
    r"|鉴定(?:机构|人|文书号)|(?:司法|委托|申请|送交?|另行|专业)鉴定"
)
FORBIDDEN = re.compile(r"欺诈|诈骗|骗保|造假|作假|伪造|讯问|扣押|鉴定|犯罪嫌疑|嫌疑人|黑名单")
FORBIDDEN_ENGLISH = re.compile(r"\b(fraud\w*|fake\w*|forge(d|ry)|suspects?|blacklist)\b", re.I)


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _name(node) in SAYING:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _literal(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        return first.value
    return None


@pytest.fixture(scope="module")
def translations() -> dict[str, str]:
    return catalogue.translations()


@pytest.fixture(scope="module")
def calls() -> list[tuple[str, ast.Call]]:
    return list(_calls())


def test_sentences_are_literals(calls: list[tuple[str, ast.Call]]) -> None:
    literal = [(where, call) for where, call in calls if _name(call) != "Phrase"]
    inside = "evidence/words.py"
    assert [w for w, call in literal if _literal(call) is None and inside not in w] == []


def test_every_sentence_is_translated(
    calls: list[tuple[str, ast.Call]], translations: dict[str, str]
) -> None:
    said = {(where, _literal(call)) for where, call in calls}
    assert sorted((w, t) for w, t in said if t and not translations.get(t)) == []


def test_no_translation_is_stale(
    calls: list[tuple[str, ast.Call]], translations: dict[str, str]
) -> None:
    assert sorted(set(translations) - {_literal(call) for _, call in calls}) == []


def test_translations_keep_the_places(translations: dict[str, str]) -> None:
    odd = {m: s for m, s in translations.items() if set(PLACE.findall(m)) != set(PLACE.findall(s))}
    assert odd == {}


def test_every_place_is_given_a_value(calls: list[tuple[str, ast.Call]]) -> None:
    missing = []
    for where, call in calls:
        given = {keyword.arg for keyword in call.keywords}
        if _name(call) != "say" or None in given:
            continue
        missing += [(where, p) for p in PLACE.findall(_literal(call) or "") if p not in given]
    assert missing == []


def test_no_word_accuses(translations: dict[str, str]) -> None:
    odd = [s for s in translations.values() if FORBIDDEN.search(ALLOWED.sub("", s))]
    odd += [m for m in translations if FORBIDDEN_ENGLISH.search(m)]
    assert odd == []


HALF_WIDTH = re.compile(
    r"[\u4e00-\u9fff}][,;:!?](?![0-9/])|\([^()]*[\u4e00-\u9fff][^()]*\)|[\u4e00-\u9fff]\."
)


@pytest.mark.parametrize("room", ["examination", "intake", "papers"])
def test_chinese_sentences_have_chinese_punctuation(room: str) -> None:
    text = (ROOT / "resources" / "i18n" / "zh_CN" / f"{room}.po").read_text("utf-8")
    said = re.findall(r'^msgstr "(.*)"$', text, re.MULTILINE)
    assert [each for each in said if HALF_WIDTH.search(each)] == []


def test_compiled_catalogue_is_in_step(translations: dict[str, str]) -> None:
    assert catalogue.compiled() == translations, "run `make words`"


def test_one_sentence_has_one_translation(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text('msgid "Yes"\nmsgstr "是"\n', "utf-8")
    (tmp_path / "b.po").write_text('msgid "Yes"\nmsgstr "对"\n', "utf-8")
    with pytest.raises(catalogue.Unfit, match=r"b\.po: translated differently"):
        catalogue.translations(tmp_path)


def test_empty_translation_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text('msgid "Yes"\nmsgstr ""\n', "utf-8")
    with pytest.raises(catalogue.Unfit, match="not translated"):
        catalogue.translations(tmp_path)


def test_same_translations_give_same_bytes(tmp_path: Path) -> None:
    joined = {"Yes": "是", "No {name}": "否 {name}"}
    catalogue.write(joined, tmp_path)
    first = catalogue.mo_path(tmp_path).read_bytes()
    catalogue.write(dict(reversed(joined.items())), tmp_path)
    assert catalogue.mo_path(tmp_path).read_bytes() == first
    assert catalogue.compiled(tmp_path) == joined
