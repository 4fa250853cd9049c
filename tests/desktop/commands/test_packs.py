"""pack …: a pack goes from one laptop to another by file, and each step tells what matters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.command_line import main
from evidence.workspace import Workspace
from tests.evidence.examination.built import jpeg, scene, take_in, workspace

PHOTO = scene(1)
TERMS = ["--contact", "理赔部反欺诈岗", "--basis", "委托书第三条"]


class Laptop:
    """A workspace on a laptop of its own, asked by the command line."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch, capture: Any) -> None:
        self.folder = root / "w"
        self._home, self._patch, self._capture = str(root / "home"), patch, capture
        patch.setenv("LIANZHENG_HOME", self._home)
        patch.setenv("LIANZHENG_PASSPHRASE", "p")
        self.made: Workspace = workspace(self.folder)

    def close(self) -> None:
        self.made.close()

    def __call__(self, *words: str, code: int = 0) -> Any:
        """The answer in JSON; in trouble, what was said."""
        command, name, *rest = words
        self._patch.setenv("LIANZHENG_HOME", self._home)
        self._capture.readouterr()
        asked = [command, name] if command == "pack" else [command]
        more = rest if command == "pack" else [name, *rest]
        assert main([*asked, str(self.folder), *more, "--json", "--language", "en"]) == code
        out, err = self._capture.readouterr()
        return json.loads(out) if out and code != 2 else err


@pytest.fixture
def laptops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[Laptop, Laptop]:
    monkeypatch.chdir(tmp_path)
    one = Laptop(tmp_path / "one", monkeypatch, capsys)
    case = one.made.new_case(number="", line="motor", title="", facts=None)
    take_in(one.made, case, "reused.jpg", jpeg(PHOTO))
    one.close()
    two = Laptop(tmp_path / "two", monkeypatch, capsys)
    two.close()
    Path("copy.jpg").write_bytes(jpeg(PHOTO.resize((400, 300)), 60))
    Path("same.jpg").write_bytes(jpeg(PHOTO))
    return one, two


def test_from_one_laptop_to_another_and_back(laptops: tuple[Laptop, Laptop]) -> None:
    one, two = laptops
    made = one("pack", "make", *TERMS, "--new-key", "firm.key", "--out", "a.pack")
    assert Path("a.pack").stat().st_mode & 0o077 == Path("firm.key").stat().st_mode & 0o077 == 0
    assert (made["files"], made["audience"]) == (1, "own_firm")
    added = two("pack", "add", "a.pack", "--key", "firm.key")
    assert "confirmed" in added["unusable"]
    assert two("alike", "copy.jpg")["packs"] == []
    issuer = one("pack", "list")["own_issuer"]
    assert issuer == added["issuer"]
    two("pack", "trust", issuer, "--office", "某公司", "--how", "电话逐字核对")
    answer = two("alike", "copy.jpg")
    (hit,) = answer["packs"]
    assert set(hit) == {"class", "nearness", "contact", "pack", "ticket"}
    assert (answer["packs_searched"], hit["class"]) == (1, "re_encoded")
    assert two("alike", "same.jpg")["packs"][0]["class"] == "same_file"
    part = two("alike", "same.jpg", "--region", "0,0,500,500")
    assert [each["class"] for each in part["packs"] if each["class"] == "same_file"] == []
    assert one("pack", "find", hit["pack"], hit["ticket"])["source_name"] == "reused.jpg"
    assert one("pack", "find", hit["pack"], "00", code=1) is None
    one("pack", "revoke", hit["pack"], "--out", "r.pack")
    two("pack", "add", "r.pack")
    assert two("alike", "copy.jpg")["packs_searched"] == 0
    (first, _) = two("pack", "list")["packs"]
    assert "revoked" in first["unusable"]
    two("pack", "trust", issuer, "--how", "x", "--withdraw")
    assert two("pack", "list")["issuers"][0]["verdict"] == "withdrawn"


def test_what_is_off_is_said_and_nothing_is_written_over(laptops: tuple[Laptop, Laptop]) -> None:
    one, two = laptops
    assert "for whom" in one("pack", "make", *TERMS, "--out", "a.pack", code=2)
    Path("there").write_text("kept")
    for words in (("--new-key", "there", "--out", "a.pack"), ("--out", "there")):
        assert "there already" in one("pack", "make", *TERMS, *words, code=2)
    assert Path("there").read_text() == "kept"
    assert not Path("a.pack").exists()
    assert "key file" in two("pack", "add", "copy.jpg", "--key", "there", code=2)
    assert "No key is known" in two("pack", "add", "copy.jpg", code=2)
    assert "not a file" in two("pack", "add", "nothing", code=2)
    assert "no fingerprint pack" in one("pack", "revoke", "f" * 32, "--out", "r.pack", code=2)
    assert "lives from 1" in one(
        "pack", "make", *TERMS, "--days", "400", "--new-key", "k", "--out", "a.pack", code=2
    )


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_it_is_told_to_people_too(
    laptops: tuple[Laptop, Laptop], capsys: pytest.CaptureFixture[str], language: str
) -> None:
    one, two = laptops
    made = one("pack", "make", *TERMS, "--new-key", "firm.key", "--out", "a.pack")
    two("pack", "add", "a.pack", "--key", "firm.key")
    two("pack", "trust", made["issuer"], "--office", "x", "--how", "y")
    for words in (["pack", "list", str(two.folder)], ["alike", str(two.folder), "copy.jpg"]):
        assert main([*words, "--language", language]) == 0
        said = capsys.readouterr().out
        assert "理赔部反欺诈岗" in said
        assert made["pack"] in said
