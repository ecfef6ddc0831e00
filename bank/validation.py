"""校验 of messages of ISO 20022 against the schemas beside this file, before a word of them is read."""

from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import xmlschema

from domain.errors import Refused

SCHEMAS = Path(__file__).with_name("schemas")
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"
LARGEST = 2_000_000  # bytes


@cache
def schema(kind: str) -> xmlschema.XMLSchema11:
    """The schema of a kind of message (`pain.001.001.09`)."""
    return xmlschema.XMLSchema11(SCHEMAS / f"{kind}.xsd")


def checked(content: bytes, *kinds: str) -> tuple[str, Element]:
    """The kind of a message and its root. Refused `bank_message_unreadable`, `bank_message_unknown`,
    `bank_message_invalid` with the place that is wrong."""
    if len(content) > LARGEST:
        raise _no("bank_message_unreadable", "报文过大。", "The message is too large.", "", len(content))
    try:
        resource = xmlschema.XMLResource(BytesIO(content), defuse="always")
    except (ParseError, xmlschema.XMLResourceError, xmlschema.XMLSchemaException, ValueError, LookupError) as error:
        raise _no(
            "bank_message_unreadable", "报文不是可以读取的 XML。", "The message is no XML that can be read.", "",
            str(error)[:200],
        ) from None  # fmt: skip
    namespace = resource.namespace
    kind = namespace.removeprefix(NAMESPACE)
    if kind not in kinds:
        zh = f"不接受这种报文，可以接受的有：{'、'.join(kinds)}。"
        en = f"This kind of message is not taken; these are: {', '.join(kinds)}."
        raise _no("bank_message_unknown", zh, en, "xmlns", namespace[:200])
    for wrong in schema(kind).iter_errors(resource):
        zh, en = "报文不符合标准的格式。", "The message does not have the form of the standard."
        raise _no("bank_message_invalid", zh, en, wrong.path or "", (wrong.reason or "")[:200])
    root = resource.root
    assert isinstance(root, Element)
    return kind, root


def _no(code: str, zh: str, en: str, field: str, value: str | int) -> Refused:
    return Refused(code, zh=zh, en=en, field=field, value=value)
