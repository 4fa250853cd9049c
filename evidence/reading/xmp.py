"""
Facts and tags from an XMP packet, read with defusedxml: no DTD, no entities, at most 1 MiB.

Simple properties are found as attributes and as elements, wherever they stand; the first of a
name counts. The editing history is kept in order, at most fifty steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from evidence.reading import complaints
from evidence.reading.fact_names import LONGEST_STEP_TEXT, MOST_STEPS
from evidence.reading.fact_sheet import FactSheet
from evidence.reading.reading import LONGEST_TAG_TEXT, Tag
from evidence.reading.text import readable

MOST_BYTES = 1024 * 1024
MOST_PROPERTIES = 1_000

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XMP = "http://ns.adobe.com/xap/1.0/"
_MM = "http://ns.adobe.com/xap/1.0/mm/"
_EVENT = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
_REF = "http://ns.adobe.com/xap/1.0/sType/ResourceRef#"
_PREFIXES = {
    _XMP: "xmp",
    _MM: "xmpMM",
    _EVENT: "stEvt",
    _REF: "stRef",
    _RDF: "rdf",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://www.tc260.org.cn/ns/AIGC/1.0/": "TC260",
    "http://ns.adobe.com/camera-raw-settings/1.0/": "crs",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://ns.google.com/photos/1.0/camera/": "GCamera",
}
_TEXTS = {
    "xmp_document_id": "xmpMM:DocumentID",
    "xmp_original_document_id": "xmpMM:OriginalDocumentID",
    "xmp_instance_id": "xmpMM:InstanceID",
    "creator_tool": "xmp:CreatorTool",
    "digital_source_type": "Iptc4xmpExt:DigitalSourceType",
    "ai_label": "TC260:AIGC",
}
_TIMES = {
    "xmp_time_created": ("exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate"),
    "xmp_time_modified": ("xmp:ModifyDate",),
    "xmp_time_metadata": ("xmp:MetadataDate",),
}
_STEP = {"action": "action", "when": "when", "softwareAgent": "software", "changed": "changed"}
_WHEN = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?")


def put_xmp(sheet: FactSheet, untrusted_packet: bytes) -> list[Tag]:
    """Put the facts of a packet; the tags it holds. Empty, with a complaint, if it is not good."""
    if len(untrusted_packet) > MOST_BYTES:
        sheet.complain(complaints.XMP_TOO_LONG)
        return []
    try:
        root: Element = fromstring(_packet(untrusted_packet), forbid_dtd=True)
        properties = list(_properties(root))
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        sheet.complain(complaints.XMP_DAMAGED)
        return []
    first: dict[str, str] = {}
    for name, text in properties:
        first.setdefault(name, text)
    for fact, name in _TEXTS.items():
        sheet.put_text(fact, first.get(name, ""))
    sheet.put_text("xmp_derived_from", _derived_from(root))
    _put_times(sheet, first)
    _put_history(sheet, root)
    return [Tag("XMP", name[:100], readable(text, LONGEST_TAG_TEXT)) for name, text in properties]


def _packet(untrusted_packet: bytes) -> bytes:
    """From the first tag to the last: packets are padded, and some are cut off by a NUL."""
    begin, end = untrusted_packet.find(b"<"), untrusted_packet.rfind(b">")
    return untrusted_packet[max(begin, 0) : end + 1]


def _properties(root: Element) -> Iterator[tuple[str, str]]:
    told = 0
    for element in root.iter():
        text = element.text or ""
        if not text.strip():
            pointed = element.get(f"{{{_RDF}}}resource")
            text = pointed or " ".join(t.strip() for t in _listed(element))
        found = [*element.attrib.items(), (element.tag, text)]
        for name, text in found:
            name = _short(name)
            if text.strip() and not name.startswith(("rdf:", "xmlns", "{adobe:ns:meta/}")):
                yield name, text.strip()
                told += 1
                if told >= MOST_PROPERTIES:
                    return


def _listed(element: Element) -> list[str]:
    """The texts of a simple list (rdf:Seq, rdf:Bag, rdf:Alt) directly below an element."""
    texts = []
    for kind in ("Seq", "Bag", "Alt"):
        for one in element.findall(f"{{{_RDF}}}{kind}/{{{_RDF}}}li"):
            if one.text and one.text.strip():
                texts.append(one.text)
    return texts


def _short(name: str) -> str:
    uri, _, local = name.rpartition("}")
    if not uri:
        return local
    prefix = _PREFIXES.get(uri[1:])
    return f"{prefix}:{local}" if prefix else name


def _derived_from(root: Element) -> str:
    for element in root.iter(f"{{{_MM}}}DerivedFrom"):
        for one in element.iter():
            for name in ("documentID", "originalDocumentID", "instanceID"):
                text = one.get(f"{{{_REF}}}{name}") or one.findtext(f"{{{_REF}}}{name}")
                if text:
                    return str(text)
    return ""


def _put_times(sheet: FactSheet, first: dict[str, str]) -> None:
    for fact, names in _TIMES.items():
        text = next((first[name] for name in names if name in first), "")
        match = _WHEN.fullmatch(text)
        if match is not None:
            minute, second, _, offset = match.groups()
            whole = minute + (second or ":00") + (offset or "")
            sheet.put(fact, whole, complaints.IMPOSSIBLE_TIME, raw=text)
        else:
            sheet.put_text(f"{fact}_raw", text)


def _put_history(sheet: FactSheet, root: Element) -> None:
    steps: list[dict[str, str]] = []
    for history in root.iter(f"{{{_MM}}}History"):
        for one in history.iter(f"{{{_RDF}}}li"):
            step = {}
            for theirs, ours in _STEP.items():
                text = _part(one, f"{{{_EVENT}}}{theirs}")
                if text:
                    step[ours] = readable(text, LONGEST_STEP_TEXT)
            if step and len(steps) < MOST_STEPS:
                steps.append(step)
    if steps:
        sheet.put("xmp_history", steps)


def _part(item: Element, name: str) -> str:
    text = item.get(name)
    if text is None:
        found = next(item.iter(name), None)
        text = found.text if found is not None else ""
    return text or ""
