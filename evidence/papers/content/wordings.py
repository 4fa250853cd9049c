"""How values are named on paper: the trade's words for what the ledger writes as a short id."""

from __future__ import annotations

from collections.abc import Mapping

from evidence.words import Phrase, mark

LINES = {
    "motor": mark("Motor"),
    "injury": mark("Bodily injury"),
    "health": mark("Health and critical illness"),
    "accident": mark("Accident and death"),
    "property": mark("Property"),
    "surrender": mark("Surrender by agents"),
    "other": mark("Other line"),
}
ORIGINS = {
    "formed_in_case": mark("formed in the course of the claim"),
    "formed_in_business": mark("formed in ordinary business"),
    "formed_by_survey": mark("made by this investigation"),
    "third_party": mark("issued by a third party"),
    "unstated": mark("not stated"),
}
UNKNOWN = {
    "not_stated": mark("not stated"),
    "refused": mark("refused"),
    "not_possible": mark("not possible"),
    "not_applicable": mark("not applicable"),
    "not_known": mark("not known"),
    "not_measured": mark("not measured"),
}
BASES = {
    "device": mark("device record"),
    "gps": mark("satellite time"),
    "filename": mark("file name"),
    "user": mark("entered by a person"),
    "tsa": mark("time stamp"),
    "system": mark("business system"),
    "statement": mark("statement"),
    "unknown": mark("basis not stated"),
}
DATUMS = {
    "wgs84": mark("WGS-84"),
    "gcj02": mark("GCJ-02"),
    "bd09": mark("BD-09"),
    "unknown": mark("datum not stated"),
}
SOURCES = {
    "exhibit": mark("exhibit"),
    "speaker": mark("statement"),
    "commission": mark("commission"),
    "system": mark("business system"),
    "unstated": mark("no source stated"),
}
EVENTS = {
    "loss": mark("Loss"),
    "reported": mark("Report of loss"),
    "survey_arrived": mark("Arrival of the survey"),
    "survey_left": mark("End of the survey"),
    "scene_cleared": mark("Scene cleared"),
    "claimed": mark("Claim received"),
    "decided": mark("Claim decided"),
    "refused": mark("Refusal decided"),
    "refusal_told": mark("Refusal told"),
    "paid": mark("First payment made"),
}
SPOTS = {
    "loss": mark("Place of loss"),
    "shop": mark("Repair shop"),
    "home": mark("Home"),
}
AMOUNTS = {
    "claimed": mark("Amount claimed"),
    "estimated": mark("Amount assessed"),
    "paid": mark("Amount paid"),
    "sum_insured": mark("Sum insured"),
}
ROLES = {
    "policyholder": mark("Policyholder"),
    "insured": mark("Insured"),
    "beneficiary": mark("Beneficiary"),
    "driver": mark("Driver"),
    "injured": mark("Injured person"),
    "reporter": mark("Person who reported the loss"),
    "shop": mark("Repair shop"),
    "repair_shop": mark("Repair shop"),
    "hospital": mark("Hospital"),
    "witness": mark("Fact witness"),
    "third_party": mark("Third party"),
    "third_party_driver": mark("Third party's driver"),
}
VEHICLES = {
    "insured": mark("Insured vehicle"),
    "third_party": mark("Third party's vehicle"),
    "other": mark("Other vehicle"),
}
COLLECTORS = {
    "lead": mark("lead"),
    "second": mark("second"),
    "recorder": mark("recorder"),
    "other": mark("other"),
}
RESULTS = {
    "consistent": mark("consistent"),
    "note": mark("note"),
    "attention": mark("attention"),
    "conflict": mark("check first"),
    "not_applicable": mark("not applicable"),
    "could_not_run": mark("could not run"),
}
STRENGTHS = {
    "fact": mark("fact"),
    "indicator": mark("indicator"),
    "weak": mark("weak indicator"),
}
VERDICTS = {
    "confirmed": mark("upheld"),
    "dismissed": mark("dismissed"),
    "open": mark("still to be verified"),
    "": mark("not reviewed by a person"),
}
CONCLUSIONS = {
    "no_anomaly": mark("nothing unusual found"),
    "partly_differs": mark("some facts do not agree"),
    "major_doubts": mark("weighty points remain to be verified"),
    "supported": mark(
        "evidence supports that facts were invented, exaggerated or brought about on purpose"
    ),
    "cannot_verify": mark("cannot be verified"),
}
MATCH_CLASSES = {
    "same_file": mark("same file, byte for byte"),
    "same_image_data": mark("same image data, other metadata"),
    "re_encoded": mark("same picture, re-encoded"),
    "resized": mark("same picture, resized"),
    "cropped": mark("part of the same picture"),
    "mirrored_rotated": mark("same picture, mirrored or rotated"),
    "edited_locally": mark("same picture, differing in places"),
    "recaptured": mark("picture of the picture or of a screen"),
    "same_scene": mark("same scene"),
    "same_object": mark("same object, another view"),
    "same_device": mark("same device"),
}
CUSTODY = {
    "taken_in": mark("Taken in"),
    "offered": mark("Offered"),
    "accepted": mark("Accepted"),
    "refused": mark("Refused"),
    "handed_off": mark("Handed over"),
}
CATEGORIES = {
    "image": mark("picture"),
    "video": mark("video"),
    "audio": mark("sound"),
    "text": mark("text"),
    "application": mark("file"),
}
CATEGORIES_OF = {
    "application/pdf": mark("document"),
    "application/zip": mark("archive"),
    "application/msword": mark("document"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": mark("document"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": mark("document"),
}
FORMATS = {
    "image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIC", "image/heif": "HEIF",
    "image/webp": "WebP", "image/tiff": "TIFF", "image/gif": "GIF", "image/bmp": "BMP",
    "image/avif": "AVIF", "application/pdf": "PDF", "application/zip": "ZIP",
    "video/mp4": "MP4", "video/quicktime": "MOV", "audio/mp4": "M4A", "audio/amr": "AMR",
    "audio/mpeg": "MP3", "text/plain": "TXT",
}  # fmt: skip
FACTS = {
    "time_original": mark("Time of shooting"),
    "offset_original": mark("Offset of the time of shooting"),
    "time_digitized": mark("Time of digitising"),
    "time_modified": mark("Time of last change in the metadata"),
    "gps_time": mark("Satellite time"),
    "latitude": mark("Latitude"),
    "longitude": mark("Longitude"),
    "altitude": mark("Altitude"),
    "make": mark("Maker"),
    "model": mark("Model"),
    "lens_model": mark("Lens"),
    "serial_number": mark("Serial number"),
    "software": mark("Software"),
    "orientation": mark("Orientation"),
    "width": mark("Width"),
    "height": mark("Height"),
    "exposure_time": mark("Exposure"),
    "f_number": mark("F-number"),
    "iso": mark("ISO"),
    "focal_length": mark("Focal length"),
    "focal_length_35mm": mark("Focal length (35 mm)"),
    "gps_datum": mark("Datum of the position"),
    "gps_accuracy": mark("Accuracy of the position (m)"),
    "gps_method": mark("Method of positioning"),
    "gps_redacted": mark("Position blanked by the system"),
    "creator_tool": mark("Creator tool"),
    "host_computer": mark("Host computer"),
    "description": mark("Description"),
    "user_comment": mark("Comment"),
    "image_unique_id": mark("Image id"),
    "xmp_document_id": mark("XMP document id"),
    "xmp_original_document_id": mark("XMP original document id"),
    "xmp_time_created": mark("XMP time created"),
    "xmp_time_modified": mark("XMP time modified"),
    "digital_source_type": mark("Digital source type"),
    "ai_label": mark("Label of generated content"),
}

FIELDS = FACTS | {"xmp_history": mark("XMP history")}
"""Where in a file something was read."""


def named(names: Mapping[str, str], key: str) -> Phrase | str:
    """The trade's word for `key`; a key without one is shown as it is."""
    return Phrase(names[key]) if key in names else key or "／"


def category(media_type: str, stated: str = "") -> Phrase | str:
    """The category of evidence: what a person said, else by the media type."""
    if stated:
        return stated
    main = media_type.partition("/")[0]
    return (
        named(CATEGORIES_OF, media_type)
        if media_type in CATEGORIES_OF
        else Phrase(CATEGORIES.get(main, mark("file")))
    )


def file_format(media_type: str) -> str:
    """The short name of a format."""
    return FORMATS.get(media_type, media_type or "／")
