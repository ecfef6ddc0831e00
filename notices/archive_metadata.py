"""归档元数据: what a file says of itself, as PDF/A wants it said."""

import re
from datetime import date
from xml.sax.saxutils import escape

from pypdf import PdfReader

_PART = re.compile(rb"<pdfaid:part>2</pdfaid:part>")

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:format>application/pdf</dc:format>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
<pdf:Producer>pypdf</pdf:Producer>
{claim}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_CLAIM = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>\n"


def keeps_archive(reader: PdfReader) -> bool:
    """Whether a document says of itself that it is PDF/A-2."""
    metadata = reader.root_object.get("/Metadata")
    return metadata is not None and _PART.search(metadata.get_object().get_data()) is not None


def xmp(title: str, day: date, *, archival: bool) -> str:
    """The metadata packet; it claims PDF/A-2u where `archival`."""
    return _XMP.format(title=escape(title), day=day.isoformat(), claim=_CLAIM if archival else "")
