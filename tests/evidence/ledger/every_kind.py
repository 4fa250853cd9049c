"""One fact of every kind, with every member filled; fixed, for vectors and the golden workspace."""

from __future__ import annotations

from evidence.facts import (
    Amount,
    Answer,
    CaseFacts,
    Collector,
    Event,
    InsuredObject,
    Party,
    Place,
    Policy,
    Session,
    Source,
    Spot,
    Time,
    Vehicle,
)
from evidence.ledger.kinds import (
    CaseClosed,
    CaseDescribed,
    CaseOpened,
    CommissionRecorded,
    CustodyAccepted,
    CustodyOffered,
    CustodyRefused,
    EntryCorrected,
    ExhibitDescribed,
    ExhibitExamined,
    ExhibitTakenIn,
    Facts,
    FindingReviewed,
    HandedOff,
    IssuerReviewed,
    LikenessFound,
    NoteEntered,
    PaperIssued,
    PayloadErased,
    PersonEnrolled,
    SeenAt,
    SessionHeld,
    Side,
)
from evidence.observation import Observation

PERSON, EXHIBIT, SESSION, OFFER = "a1" * 16, "e1" * 16, "5e" * 16, "0f" * 16
LINK, DIGEST = "11" * 32, "22" * 32
SAID = Source(kind="speaker", ref="张伟", note="电话询问")

CASE_FACTS = CaseFacts(
    claim_no="BA-2026-0311",
    cause="碰撞",
    principal="某财产保险公司",
    firm="某公估公司",
    parties=(Party(id="p1", role="driver", name="张伟", phone="13800000000", source=SAID),),
    vehicles=(Vehicle(id="v1", plate="京A12345", vin="LSVAA4182E2184841", colour="白"),),
    policies=(
        Policy(
            id="y1",
            number="PDAA202611010000000001",
            begins=Time(local="2026-01-01T00:00:00", offset=480, basis="statement"),
        ),
    ),
    objects=(InsuredObject(id="o1", kind="building", text="厂房"),),
    events=(
        Event(id="n1", kind="loss", at=Time(local="2026-03-01T10:20:00", offset=480, within=600)),
    ),
    spots=(
        Spot(
            id="s1",
            kind="loss",
            text="东三环辅路",
            place=Place(lat=39_908_722, lon=116_397_499, datum="gcj02", within=30),
        ),
    ),
    amounts=(Amount(id="m1", kind="claimed", fen=1_234_500, text="定损"),),
)

HELD = Session(
    id=SESSION,
    began="2026-03-01T10:00:00.000Z",
    ended="2026-03-01T10:30:00.000Z",
    purpose=Answer(value="固定现场照片"),
    provider=Answer(unknown="refused", note="不愿留名"),
    collectors=(Collector(name="李娜", org="某公估公司"), Collector(name="王强", role="second")),
    origin="formed_by_survey",
    environment={"program": "0.1.0", "system": "Linux"},
)

OBSERVED = Observation(
    check="A01",
    version=1,
    result="attention",
    strength="indicator",
    what="The picture was taken {seconds} seconds before the loss.",
    values={"seconds": 7200, "before": True, "list": [1, "二", None]},
    why="A picture older than the loss does not show its damage.",
    innocent=("The clock of the camera was wrong.",),
    next=("Ask for the camera and compare its clock.",),
)

EVERY_KIND: tuple[Facts, ...] = (
    PersonEnrolled(
        person=PERSON,
        name="李娜",
        org="某公估公司",
        mark="AB2C",
        reason="first",
        heads={f"desk/{'ab' * 32}": LINK},
    ),
    CaseOpened(number="AJ2026-AB2C-0001", line="motor", title="追尾"),
    CaseDescribed(facts=CASE_FACTS),
    CommissionRecorded(
        number="WT-7",
        principal="某财产保险公司",
        scope="查勘",
        until="2026-06-30",
        data=("photos", "policy"),
        sub_commission=Answer(value="不得转委托"),
    ),
    SessionHeld(session=HELD),
    ExhibitTakenIn(
        exhibit=EXHIBIT,
        number="AJ2026-AB2C-0001-Z001",
        session=SESSION,
        sha256=DIGEST,
        size=4_194_304,
        media_type="image/jpeg",
        seen=SeenAt(
            name="现场 1.jpg",
            name_bytes="546w5Zy6IDEuanBn",
            path="DCIM/100",
            modified="2026-03-01T02:21:00Z",
        ),
        role="original",
        refusals=("A member of the archive was too large.",),
    ),
    ExhibitDescribed(exhibit=EXHIBIT, caption="左前方碰撞点", category="电子数据", group="现场"),
    ExhibitExamined(
        exhibit=EXHIBIT,
        observations=(OBSERVED,),
        context={"A01": DIGEST},
        facts={"make": "HUAWEI", "latitude": 39_908_722, "width": 4000},
        readers={"exifread": "3.5.1"},
    ),
    LikenessFound(
        pair=DIGEST,
        a=Side(case="c0" * 16, exhibit=EXHIBIT),
        b=Side(case="c1" * 16, exhibit="e2" * 16),
        match_class="re_encoded",
        engine="whole-image 1",
        values={"distance": 2, "chance": 3},
    ),
    FindingReviewed(finding="0123456789ab", verdict="confirmed", why="与车主核实", observed=LINK),
    IssuerReviewed(
        issuer="44" * 32, office="某公司反欺诈岗", verdict="confirmed", how="电话逐字核对"
    ),
    NoteEntered(text="现场已撤离", exhibit=EXHIBIT),
    PaperIssued(
        paper="9a" * 16,
        number="WS-1",
        kind="exhibit-list",
        exhibit="e3" * 16,
        sha256=DIGEST,
        sm3="33" * 32,
        size=32_768,
        pages=3,
        draft=True,
        language="zh_CN",
        gaps=("The provider is not named.",),
        heads={SESSION: LINK},
        content_sm3="34" * 32,
        stated={"conclusion": "no_anomaly"},
    ),
    CustodyOffered(
        offer=OFFER,
        exhibits=(EXHIBIT,),
        receiver="赵敏",
        receiver_org="某公安局",
        purpose="移送",
        basis="公函 3 号",
        place="北京",
        medium="U 盘",
        seal="F-001",
    ),
    CustodyAccepted(offer=OFFER, receiver="赵敏", checked="哈希一致", document="收条", note="无"),
    CustodyRefused(offer=OFFER, receiver="赵敏", reason="封条破损"),
    HandedOff(
        bag="BAG", manifest=DIGEST, files=12, size=99_000, exhibits=(EXHIBIT,), receiver="某公安局"
    ),
    PayloadErased(links=(LINK,), reason="retention over", approved_by=(PERSON, "a2" * 16)),
    EntryCorrected(link=LINK, what="车牌应为京A12346"),
    CaseClosed(outcome="settled", note="结案"),
)
