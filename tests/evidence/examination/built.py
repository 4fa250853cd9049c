"""Workspaces and pictures for tests of the examinations; all made here, none real."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageOps

from evidence.facts import CaseFacts, Event, Place, Policy, Spot, Time
from evidence.keys.passphrase import Cost
from evidence.ledger.kinds import ExhibitTakenIn, SeenAt
from evidence.workspace import Workspace

LOSS = Time(local="2026-03-01T12:00:00", offset=480, basis="statement")
FACTS = CaseFacts(
    events=(Event(id="e1", kind="loss", at=LOSS),),
    policies=(Policy(id="p1", number="PDZA1", begins=Time(local="2026-01-01", offset=480)),),
    spots=(
        Spot(
            id="s1", kind="loss", place=Place(lat=39910103, lon=116403744, datum="gcj02", within=50)
        ),
    ),
)


def workspace(folder: Path) -> Workspace:
    made, _code = Workspace.create(
        folder, name="测试甲", org="测试单位", passphrase="p", cost=Cost.least()
    )
    return made


def take_in(
    ws: Workspace, case: str, name: str, data: bytes, media_type: str = "", session: str = ""
) -> str:
    """The least an intake does; without a session, unless one is named."""
    stored = ws.vault(case).put_bytes(data)
    known = [r for r in ws.look.exhibits(case) if r.exhibit == stored.exhibit]
    taken = ExhibitTakenIn(
        exhibit=stored.exhibit,
        number=known[0].number if known else ws.exhibit_number(case),
        session=session,
        sha256=stored.sha256,
        size=stored.size,
        media_type=media_type or "image/jpeg",
        seen=SeenAt(name=name, name_bytes="", path=f"/{name}"),
    )
    ws.record(case, taken, about=stored.exhibit)
    return stored.exhibit


def scene(seed: int, size: tuple[int, int] = (800, 600)) -> Image.Image:
    """A picture with much detail, another for each seed."""
    dice = random.Random(seed)
    image = Image.effect_noise(size, 40).convert("RGB").filter(ImageFilter.GaussianBlur(12))
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y = dice.randrange(size[0]), dice.randrange(size[1])
        w, h = dice.randrange(20, 200), dice.randrange(20, 160)
        colour = tuple(dice.randrange(256) for _ in range(3))
        shape = draw.rectangle if dice.random() < 0.5 else draw.ellipse
        shape((x, y, x + w, y + h), fill=colour)
    return image


def jpeg(image: Image.Image, quality: int = 88, **exif: str) -> bytes:
    """JPEG bytes, with tags named `make`, `model`, `software`, `taken`, `offset`, `serial`."""
    tags = Image.Exif()
    ifd0 = {"make": 271, "model": 272, "software": 305}
    for name, number in ifd0.items():
        if name in exif:
            tags[number] = exif[name]
    inner = tags.get_ifd(0x8769)
    for name, number in {"taken": 0x9003, "offset": 0x9011, "serial": 0xA431}.items():
        if name in exif:
            inner[number] = exif[name]
    held = io.BytesIO()
    image.save(held, "JPEG", quality=quality, exif=tags)
    return held.getvalue()


def reused(image: Image.Image) -> Image.Image:
    """The picture cut by a few per cent on each side, and mirrored."""
    w, h = image.size
    cut = (int(w * 0.04), int(h * 0.03), int(w * 0.96), int(h * 0.95))
    return ImageOps.mirror(image.crop(cut))
