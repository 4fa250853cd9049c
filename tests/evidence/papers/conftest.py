"""A case as the index would tell of it: rows made by hand, pictures drawn here."""

from __future__ import annotations

import dataclasses
import hashlib
import io
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from evidence.facts import (
    Amount,
    Answer,
    CaseFacts,
    Collector,
    Event,
    Party,
    Place,
    Policy,
    Session,
    Source,
    Spot,
    Time,
    Vehicle,
)
from evidence.index.rows import (
    CaseRow,
    CustodyRow,
    ExhibitRow,
    HeadRow,
    MatchRow,
    NoteRow,
    ObservationRow,
    PersonRow,
    SessionRow,
    SourceRow,
    VerdictRow,
)
from evidence.observation import MethodCard, Observation, finding_id
from evidence.papers.content.dossier import Copy, Corpus, Dossier
from evidence.papers.content.paper import Code, Paper, Picture, spoken
from evidence.papers.pages.fonts import Foundry
from evidence.papers.pages.press import Printed, print_paper
from evidence.words import Words

CASE = "c" * 32
NUMBER = "AJ2026-K7QM-0001"
AT = "2026-11-22T06:05:00.000Z"
SIGNER = "5" * 64
PERSON = "9" * 32
ODD_NAMES = (
    "IMG_20260301_102233.jpg",
    "mmexport1772331753123.jpg",
    "前保险杠 左侧 近景(补拍).jpg",
    "<b>&amp;</b><font color='red'>.jpg",
    "照片\u202egpj.exe",
    "𠮷野家停车场😀 عربي.jpg",
    "很长的文件名" * 84 + ".jpg",
)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def picture(number: int, width: int = 800, height: int = 600) -> Picture:
    """A drawn photo: sky, road and a car in a colour of its own."""
    image = Image.new("RGB", (width, height), (170, 190, 205))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 0.6, width, height), fill=(95, 95, 92))
    colour = ((number * 67) % 200 + 30, (number * 31) % 180 + 40, (number * 97) % 200 + 30)
    draw.rounded_rectangle((width * 0.2, height * 0.45, width * 0.8, height * 0.75), 40, colour)
    draw.ellipse((width * 0.28, height * 0.68, width * 0.38, height * 0.82), (30, 30, 30))
    draw.ellipse((width * 0.62, height * 0.68, width * 0.72, height * 0.82), (30, 30, 30))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return Picture(out.getvalue(), width, height)


def exhibit(number: int, name: str, media_type: str = "image/jpeg") -> ExhibitRow:
    name_of = f"{number:032x}"
    return ExhibitRow(
        CASE, name_of, f"{NUMBER}-Z{number:03}", "original", "", digest(name_of),
        4_123_456 + number, media_type, name, "5e55", "2026-11-22T03:10:00.000Z", SIGNER,
        "", "", "", digest("l" + name_of),
    )  # fmt: skip


def session(stated: bool) -> Session:
    if not stated:
        return Session(id="5e55", began="2026-11-22T03:00:00.000Z")
    said = Answer
    return Session(
        id="5e55", began="2026-11-22T03:00:00.000Z", ended="2026-11-22T03:40:00.000Z",
        purpose=said(value="固定报案人手机内的现场照片"),
        place=said(value="上海市浦东新区某路 100 号"),
        collectors=(
            Collector(name="张三", org="某某保险公估有限公司", role="lead", id_number="GG-0017"),
            Collector(name="李四", org="某某保险公估有限公司", role="second"),
        ),
        provider=said(value="王五"), provider_relation=said(value="被保险人"),
        provider_contact=said(value="138****8000"), consent=said(value="书面同意"),
        witness=said(unknown="refused", note="在场人员不愿作见证"),
        video=said(value="VID_0003.mp4"), device_make=said(value="HUAWEI"),
        device_model=said(value="ALN-AL00"), device_serial=said(value="8XX0123456"),
        clock_offset=said(value="3"), write_protected=said(value="是（MTP 只读）"),
        original_stays=said(value="提供人处"), not_sealed_because=said(value="提供人须继续使用"),
        method=said(value="USB 连接，只读复制"), origin="formed_in_case",
        environment={"program": "lianzheng 0.1.0", "system": "Linux 6.1", "clock": "system"},
    )  # fmt: skip


def facts() -> CaseFacts:
    told = Source(kind="speaker", ref="王五")
    return CaseFacts(
        claim_no="BA-2026-000123", cause="王五机动车单方事故索赔核查",
        principal="某某财产保险股份有限公司上海分公司", firm="某某保险公估有限公司",
        parties=(
            Party(id="p1", role="insured", name="王五", id_number="310101199001011234",
                  phone="13800138000", source=told),
            Party(id="p2", role="driver", name="赵六"),
        ),
        vehicles=(Vehicle(id="v1", plate="沪A12345", vin="LSVAB0000A0000001",
                          make_model="某品牌轿车", source=Source(kind="system", ref="承保系统")),),
        policies=(Policy(id="o1", number="PDAA2026310000012345", insurer="某某财产保险",
                         cover="机动车损失保险",
                         begins=Time(local="2026-02-20T00:00:00", offset=480, basis="system"),
                         ends=Time(local="2027-02-19T24:00:00", basis="system"),
                         source=Source(kind="system", ref="承保系统")),),
        events=(
            Event(id="e2", kind="reported", at=Time(local="2026-03-01T11:02:00", offset=480,
                  basis="system"), source=Source(kind="system", ref="报案系统")),
            Event(id="e1", kind="loss", at=Time(local="2026-03-01T09:30", basis="statement"),
                  place="s1", text="倒车碰撞石墩", source=told),
            Event(id="e3", kind="loss", at=Time(local="2026-03-01T10:10", basis="statement"),
                  source=Source(kind="speaker", ref="停车场保安")),
        ),
        spots=(Spot(id="s1", kind="loss", text="某某商场地下停车场",
                    place=Place(lat=31230416, lon=121473701, datum="gcj02"), source=told),),
        amounts=(Amount(id="a1", kind="claimed", fen=1860050, source=told),),
    )  # fmt: skip


def observations(number: int) -> tuple[Observation, ...]:
    seen = [
        Observation(
            check="A01", version=1, result="consistent", strength="fact", what="No double."
        ),
        Observation(
            check="A09", version=1, result="not_applicable", strength="fact", what="No GPS."
        ),
    ]
    if number % 3 == 1:
        seen.append(
            Observation(
                check="A05", version=2, result="conflict", strength="indicator",
                what="Taken {minutes} minutes before the stated loss.", values={"minutes": 48},
                why="A picture of a damage should not be older than the loss.",
                innocent=("The clock of the phone may be wrong.", "The zone may differ."),
                next=("Compare the clock of the phone with a standard time.",
                      "Ask for the original file."),
            )
        )  # fmt: skip
    if number % 3 == 2:
        seen.append(
            Observation(check="A12", version=1, result="could_not_run", strength="fact",
                        what="The embedded thumbnail cannot be decoded.")
        )  # fmt: skip
    return tuple(seen)


MakeDossier = Callable[..., Dossier]


def make(count: int = 7, *, stated: bool = True, matched: bool = True) -> Dossier:
    exhibits = tuple(exhibit(n, ODD_NAMES[(n - 1) % len(ODD_NAMES)]) for n in range(1, count + 1))
    if count:
        exhibits += (exhibit(count + 1, "事故认定书.pdf", "application/pdf"),)
    seen = {
        e.exhibit: tuple(ObservationRow(CASE, e.exhibit, o, "", AT, "") for o in observations(n))
        for n, e in enumerate(exhibits, 1)
        if e.media_type.startswith("image/")
    }
    first = exhibits[0].exhibit if exhibits else ""
    finding = finding_id(CASE, first, "A05")
    return Dossier(
        case=CaseRow(CASE, NUMBER, "motor", "王五案", "2026-11-20T01:00:00Z", SIGNER, "open",
                     len(exhibits), facts() if stated else CaseFacts()),
        author=PersonRow(SIGNER, PERSON, "张三", "某某保险公估有限公司", "K7QM", AT),
        number=f"{NUMBER}-W001",
        made_at=AT,
        people={SIGNER: PersonRow(SIGNER, PERSON, "张三", "某某保险公估有限公司", "K7QM", AT)},
        sessions=(SessionRow(CASE, session(stated), SIGNER, AT, ""),),
        exhibits=exhibits,
        sources={
            e.exhibit: (SourceRow(e.exhibit, "5e55", e.source_name, "", f"/DCIM/{e.source_name}",
                                  "2026-03-01T02:22:33Z", "", AT, SIGNER, ""),)
            for e in exhibits
        },
        observations=seen,
        facts={
            e.exhibit: {
                "time_original": "2026-03-01T08:42:11", "offset_original": "+08:00",
                "latitude": 31228300, "longitude": 121469200, "make": "HUAWEI", "model": "ALN-AL00",
                "software": "ALN-AL00 4.0.0.116", "width": 4096, "height": 3072, "iso": 50,
                "exposure_time": "1/120",
            } if n % 2 else {}
            for n, e in enumerate(exhibits, 1)
        },
        matches=(
            (MatchRow(digest("pair"), CASE, first, "d" * 32, "e" * 32, "cropped", "whole 1",
                      {"distance": 4, "variant": "mirrored", "chance": 3}, AT, ""),)
            if matched and exhibits else ()
        ),
        verdicts={
            finding: VerdictRow(finding, "confirmed", "手机时间经核对准确", "", SIGNER, AT, "")
        },
        custody=tuple(
            CustodyRow(CASE, "taken_in", "", (e.exhibit,), "", SIGNER, {"session": "5e55"},
                       e.taken_in_at, SIGNER, e.link)
            for e in exhibits
        ) + ((CustodyRow(CASE, "offered", "0f", (first,), SIGNER, "陈七(某市公安局经侦支队)",
              {"purpose": "移交核查", "basis": "〔2026〕移字第3号", "seal": "F-000123"}, AT, SIGNER,
              digest("offer")),) if exhibits else ()),
        notes=(NoteRow(CASE, "", "现场走访商场物业。", "2026-11-22T04:00:00Z", SIGNER, ""),),
        heads=(HeadRow(CASE, SIGNER, 23, digest("head")),),
        heads_digest=digest("heads"),
        corpus=Corpus(3, 214, "2026-01-03T01:00:00Z", AT),
        copies={
            e.exhibit: Copy(e.sha256, digest("sm3" + e.exhibit), True,
                            picture(n) if e.media_type.startswith("image/") and n != 4 else None,
                            "" if n != 4 else "The file could not be read.")
            for n, e in enumerate(exhibits, 1)
        },
        methods=(MethodCard(check="A05", version=2, title="Older than the loss",
                            does="Compares the time of shooting with the time of loss.",
                            misleads="When the clock of the phone is wrong."),),
    )  # fmt: skip


@pytest.fixture(scope="session")
def make_dossier() -> MakeDossier:
    """Builds a case; without answers where `stated` is false."""
    return make


# What the tests read papers with.

OWN = Foundry(own_only=True)


def said(paper: Paper, language: str = "en") -> str:
    return "\n".join(texts(spoken(paper, Words(language))))  # type: ignore[arg-type]


def texts(value: Any) -> Iterator[str]:
    """Every text of a spoken paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | Picture):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


def pictures(value: Any) -> Iterator[Picture]:
    if isinstance(value, Picture):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from pictures(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from pictures(getattr(value, field.name))


def codes(value: Any) -> Iterator[Code]:
    if isinstance(value, Code):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from codes(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from codes(getattr(value, field.name))


def printed(paper: Paper) -> Printed:
    return print_paper(paper, Words("zh_CN"), OWN)


def pages_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def small(*blocks: object, gaps: tuple[object, ...] = ()) -> Paper:
    return Paper(
        kind="x", title="试印", number="AJ2026-K7QM-0001-W001", case_number="AJ2026-K7QM-0001",
        firm="某某保险公估有限公司", made_at="", gaps=gaps, blocks=blocks,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture(scope="session", name="said")
def _said() -> Any:
    return said


@pytest.fixture(scope="session", name="texts")
def _texts() -> Any:
    return texts


@pytest.fixture(scope="session", name="pictures")
def _pictures() -> Any:
    return pictures


@pytest.fixture(scope="session", name="codes")
def _codes() -> Any:
    return codes


@pytest.fixture(scope="session", name="printed")
def _printed() -> Any:
    return printed


@pytest.fixture(scope="session", name="pages_of")
def _pages_of() -> Any:
    return pages_of


@pytest.fixture(scope="session", name="small")
def _small() -> Any:
    return small
