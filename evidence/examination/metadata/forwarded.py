"""A15: the file's name is of a kind that chat programs, screenshots and platforms give."""

from __future__ import annotations

from evidence import times
from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.observation import MethodCard, Observation
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

CHANNELS = {
    "wechat_saved": mark("The name is of the kind WeChat on a phone gives to what it saves."),
    "wechat_camera": mark("The name is of the kind the camera inside WeChat gives."),
    "wechat_windows": mark("The name is of the kind WeChat on Windows gives to what it saves."),
    "wechat_avatar": mark("The name is of the kind WeChat gives to portraits of its users."),
    "qq": mark("The name is of the kind QQ gives to what it saves."),
    "screenshot": mark("The name is of the kind phones and computers give to screenshots."),
    "platform": mark("The name is of the kind a web platform gives to its pictures."),
}

CARD = MethodCard(
    check="A15",
    version=1,
    title=mark("Passed on by a chat program"),
    does=mark(
        "Compares the names a file came under with patterns of chat programs, screenshots and"
        " platforms (resources/tables/channels.json). A time in such a name is when it was saved"
        " or sent, presumably."
    ),
    misleads=mark("Anybody can rename a file; a file passed on may have lost such a name."),
    literature=("resources/tables/channels.json",),
)


def is_forwarded(names: tuple[str, ...]) -> bool:
    """Whether a name is of a kind that says: this is a copy that was saved or sent."""
    named = [times.from_file_name(name) for name in names]
    return any(found is not None and found.channel in CHANNELS for found in named)


def _uses(context: Context) -> Json:
    return [times.channels_version(), *context.names]


def _look(_reading: Reading, context: Context) -> Observation:
    if not context.names:
        return does_not_apply(CARD, mark("The file has no name."))
    for name in sorted(context.names):
        named = times.from_file_name(name)
        if named is not None and named.channel in CHANNELS:
            return _found(name, named)
    return seen(CARD, "consistent", what=mark("The name is of no known chat program."))


def _found(name: str, named: times.NamedTime) -> Observation:
    values = {"name": name, "channel": named.channel, "table": times.channels_version()}
    innocent = [mark("Forwarding is how most people hand in pictures; it is normal.")]
    if named.time is not None:
        known = named.time.offset is not None
        shown = times.at_offset(named.time) if known else named.time
        values["saved_at"] = times.text(shown)
        innocent.append(
            mark("The time in the name, {saved_at}, is presumably when it was saved or sent.")
        )
    return seen(
        CARD,
        "note",
        "indicator",
        what=CHANNELS[named.channel],
        values=values,
        why=mark("It is then a copy, not the original file of the camera."),
        innocent=tuple(innocent),
        next=(mark("Ask the provider for the original file on the phone that took it (原图)."),),
    )


CHECK = Check(card=CARD, look=_look, uses=_uses, needs_reading=False)
