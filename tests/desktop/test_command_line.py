"""The main job on the command line, as a script runs it; and what it says in trouble."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop.command_line import COMMANDS, main
from evidence.workspace import Workspace

Run = Callable[..., Any]
PHOTO_TIME = "2026:03:01 10:22:33"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with --json; answers what it printed, parsed; checks the exit code."""
    monkeypatch.setenv("LIANZHENG_PASSPHRASE", "一句很长的口令 2026")

    def one(*words: object, code: int = 0, lines: bool = False) -> Any:
        assert main([*map(str, words), "--json"]) == code, capsys.readouterr()
        told = capsys.readouterr()
        if code == 2:
            return told.err
        if lines:
            return [json.loads(line) for line in told.out.splitlines()]
        return json.loads(told.out)

    return one


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "来源"
    folder.mkdir()
    for i in range(3):
        picture = Image.linear_gradient("L").resize((640, 480)).convert("RGB")
        picture.paste((40 * i, 90, 160), (50 + 90 * i, 60, 300 + 60 * i, 200 + 50 * i))
        exif = Image.Exif()
        exif[0x0110] = "样机 X"
        exif.get_ifd(0x8769)[0x9003] = PHOTO_TIME
        picture.save(folder / f"照片{i}.jpg", exif=exif, quality=90)
    (folder / "说明.txt").write_text("随附文字", encoding="gb18030")
    return folder


def test_the_main_job(run: Run, photos: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    made = run("init", work, "--name", "测试甲", "--org", "测试单位")
    assert made["workspace"] == str(work)
    case = run(
        "case", "new", work, "--claim-no", "BA-1", "--loss-time", "2026-03-02T08:00:00+08:00",
        "--loss-place", "25.831100,114.933500", "--datum", "gcj02",
    )["case"]  # fmt: skip
    assert [c["case"] for c in run("case", "list", work)] == [case]

    taken = run("intake", work, case, photos, "--collector", "测试甲:测试单位", lines=True)
    assert [line["status"] for line in taken] == ["taken"] * 4
    again = run("intake", work, case, photos, lines=True)
    assert [line["status"] for line in again] == ["known"] * 4

    assert run("examine", work, case)["examined"] == 4
    found = run("findings", work, case)
    earlier = next(f for f in found if f["check"] == "A05")
    run("review", work, case, earlier["finding"], "dismissed", "--why", "机主确认手机时钟慢一天")
    after = {f["finding"]: f["verdict"] for f in run("findings", work, case)}
    assert after[earlier["finding"]] == "dismissed"

    offer = run("custody", "offer", work, case, "--to", "接收人甲", "--why", "移交保管")["offer"]
    accepting = "custody", "accept", work, case, offer, "--by", "接收人甲", "--checked", "逐件核对"
    assert "接收人甲" in run(*accepting, code=2)
    run(*accepting, "--document", "JJ-1")

    for kind in ("exhibit-list", "screening-report", "investigation-report"):
        paper = run("paper", work, case, kind, "-o", tmp_path / f"{kind}.pdf")
        assert (tmp_path / f"{kind}.pdf").read_bytes().startswith(b"%PDF-")
        assert paper["draft"]
        assert paper["gaps"]
        assert run("verify", tmp_path / f"{kind}.pdf")["faults"] == []

    bag = run("handoff", work, case, tmp_path / "bag")
    assert bag["exhibits"] == 4
    assert run("verify", tmp_path / "bag")["faults"] == []
    report = run("verify", work)
    assert report["faults"] == []
    assert report["mode"] == "local_only"

    found_again = run("alike", work, photos / "照片1.jpg", lines=True)
    assert found_again[0]["matches"][0]["class"] == "same_file"

    run("backup", work, tmp_path / "copy.lzbackup")
    run("restore", tmp_path / "copy.lzbackup", tmp_path / "restored")
    assert run("case", "list", tmp_path / "restored", "--restored")[0]["exhibits"] == 4


def test_a_deleted_index_changes_no_answer(run: Run, photos: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    run("init", work, "--name", "测试甲", "--org", "测试单位")
    case = run("case", "new", work)["case"]
    run("intake", work, case, photos, lines=True)
    run("examine", work)
    before = (
        run("findings", work, case),
        run("case", "list", work),
        run("custody", "show", work, case),
    )
    for file in work.glob("index.db*"):
        file.unlink()
    after = (
        run("findings", work, case),
        run("case", "list", work),
        run("custody", "show", work, case),
    )
    assert before == after


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nothing-like-this"],
        ["case", "new"],
        ["init"],
        ["inspect"],
        ["case", "new", "WORK", "--loss-time", "gestern"],
        ["case", "new", "WORK", "--loss-place", "91,0"],
        ["case", "new", "WORK", "--loss-place", "nan,0"],
        ["intake", "WORK", "no-such-case", "."],
        ["review", "WORK", "no-such-case", "f", "confirmed", "--why", "x"],
        ["findings", "NOT-A-WORKSPACE", "x"],
        ["paper", "WORK", "no-such-case", "exhibit-list", "-o", "x.pdf"],
        ["inspect", "no-such-file"],
    ],
)
def test_trouble_is_one_sentence_and_exit_code_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", "WORK", "--name", "测试甲", "--org", "测试单位")
    said = run(*words, code=2)
    assert said.strip()
    assert "Traceback" not in said


def test_without_passphrase_and_terminal_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LIANZHENG_PASSPHRASE", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["init", str(tmp_path / "w")]) == 2
    assert "LIANZHENG_PASSPHRASE" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_command_has_help(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main([*command.path, "--language", language, "--help"])
        assert ended.value.code == 0
    assert capsys.readouterr().out


def test_help_is_quick_to_load() -> None:
    """Neither Qt nor reportlab, numpy, Pillow nor SQLCipher is needed to say what there is."""
    code = (
        "import sys, desktop.command_line as c\n"
        "try: c.main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'PySide6', 'reportlab', 'pyhanko', 'numpy', 'PIL', 'sqlcipher3', 'keyring'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_one_unreadable_query_ends_nothing(run: Run, photos: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    run("init", work, "--name", "测试甲", "--org", "测试单位")
    case = run("case", "new", work)["case"]
    run("intake", work, case, photos, lines=True)
    asked = [photos / "照片0.jpg", tmp_path / "没有.jpg", photos / "照片1.jpg"]
    assert main(["alike", str(work), *map(str, asked), "--json"]) == 2


def test_a_part_of_a_picture_is_asked_for(run: Run, photos: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    run("init", work, "--name", "测试甲", "--org", "测试单位")
    case = run("case", "new", work)["case"]
    run("intake", work, case, photos, lines=True)
    query = photos / "照片0.jpg"
    (part,) = run("alike", work, query, "--region", "0,0,1000,900", "--within", lines=True)
    assert query.name in {match["source_name"] for match in part["matches"]}
    for wrong in ("1,2,3", "a,b,c,d", "500,0,600,100", "0,0,0,9"):
        assert wrong in run("alike", work, query, "--region", wrong, code=2)


def test_the_session_states_which_limits_held(run: Run, photos: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    run("init", work, "--name", "测试甲", "--org", "测试单位")
    case = run("case", "new", work)["case"]
    run("intake", work, case, photos, lines=True)
    with Workspace.open(work, "一句很长的口令 2026") as workspace:
        (row,) = workspace.look.sessions(case)
    assert "time" in row.session.environment["worker_limits"]


def test_doctor_looks_as_one_of_several(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    run("init", work, "--name", "测试甲", "--org", "测试单位")
    monkeypatch.setenv("LIANZHENG_NEW_PASSPHRASE", "另一句口令")
    run("person", "add", work, "--name", "测试乙", "--org", "测试单位")
    rows = run("doctor", work, "--person", "测试甲")
    assert [row for row in rows if row["state"] == "wrong"] == []


def test_a_file_of_facts_is_taken_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    work, facts = tmp_path / "work", tmp_path / "facts.json"
    run("init", work, "--name", "测试甲", "--org", "测试单位")
    case = run("case", "new", work, "--claim-no", "BA-1", "--loss-place", "25.8,114.9")["case"]
    for wrong in ('{"nonsense": 1}', '{"claim_no": 7}', '{"parties": [{"id": "a"}]}', "{"):
        facts.write_text(wrong)
        said = run("case", "describe", work, case, "--facts", facts, code=2)
        assert "facts.json" in said
    run("case", "describe", work, case, "--loss-place-text", "路口")
    stated = run("case", "show", work, case)["facts"]
    assert stated["claim_no"] == "BA-1"
    assert stated["spots"][0]["place"]["lat"] == 25_800_000
    assert stated["spots"][0]["text"] == "路口"


@pytest.mark.parametrize(
    "words",
    [
        ["--within", "-5", "--loss-place", "1,1"],
        ["--within", "5"],
        ["--policy-begins", "2026-02-01", "--policy-ends", "2026-01-01"],
        ["--number", "a\nb"],
        ["--number", "长" * 500],
    ],
)
def test_a_statement_that_cannot_be_is_refused(run: Run, tmp_path: Path, words: list[str]) -> None:
    run("init", tmp_path / "work", "--name", "测试甲", "--org", "测试单位")
    assert run("case", "new", tmp_path / "work", *words, code=2)


def test_read_only_changes_nothing(run: Run, photos: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    run("init", work, "--name", "测试甲", "--org", "测试单位")
    before = {p: p.stat().st_mtime_ns for p in work.rglob("*")}
    run("case", "list", work, "--read-only")
    assert run("case", "new", work, "--read-only", code=2)
    assert {p: p.stat().st_mtime_ns for p in work.rglob("*")} == before


def test_an_output_that_takes_nothing_is_trouble(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "desktop.command_line", "doctor", "--json"],
            stdout=full, stderr=subprocess.PIPE, check=False, text=True,
        )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
