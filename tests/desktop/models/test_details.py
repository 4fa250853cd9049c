"""Everything there is of an exhibit stands in the table, in the person's language."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from desktop.models.about import about, deep
from desktop.models.details import Details, details_of
from desktop.workbench import Workbench


def test_facts_checks_tags_and_digest_of_a_photo(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str]
) -> None:
    case = case_of(sample_bench, 0)
    workspace = sample_bench.workspace
    row = workspace.look.exhibits(case)[0]
    rows = details_of(sample_bench, deep(workspace, case, row.exhibit, sample_bench.readers))
    values = {each.name: each for each in rows}
    assert values["SHA-256"].value == row.sha256
    assert "2026年09月18日 08时55分12秒" in values["拍摄时间"].value
    observed = workspace.look.observations(case, row.exhibit)
    checks = {seen.observation.check for seen in observed}
    told = [each for each in rows if each.name.split(" ")[0] in checks]
    assert len(told) >= len(observed)
    assert all("检查内容：" in each.more for each in told)
    assert any(each.name.startswith("EXIF") for each in rows)
    owner = QObject()
    model = Details(sample_bench, owner)
    model.show(rows)
    assert model.rowCount() == len(rows)
    heading = next(n for n, each in enumerate(rows) if each.heading)
    assert model.index(heading, 0).data(Qt.ItemDataRole.FontRole).bold()


def test_what_is_known_of_an_exhibit_is_read_in_one_go(
    sample_bench: Workbench, case_of: Callable[[Workbench, int], str]
) -> None:
    case = case_of(sample_bench, 2)
    workspace = sample_bench.workspace
    rows = workspace.look.exhibits(case)
    known = about(workspace, case, rows[0].exhibit)
    assert known.session is not None
    assert known.session.session.id == rows[0].session
    assert [source.name for source in known.sources] == [rows[0].source_name]
    assert [event.kind for event in known.custody] == ["taken_in"]
    assert known.names[rows[0].taken_in_by] == "王芳"
    assert known.findings
