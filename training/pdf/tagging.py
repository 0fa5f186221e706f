"""The pass over a drawn PDF that makes it PDF/UA: its tree, its links, its labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, Stream, String

from training.pdf.structure import Anchor, Attributes, Element, Marked, Value

UNKNOWN = re.compile(rb"<([0-9A-F]+)> <([0-9A-F]{4,})>\n?")
MOST_IN_A_BLOCK = 100
"""As many characters as one block of a ToUnicode table may hold."""
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:description>
    <rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt>
   </dc:description>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
   <pdfuaid:part>1</pdfuaid:part>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Labels:
    """What a document says of itself; `language` such as `en`."""

    title: str
    author: str
    subject: str
    language: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: its level from 1, and its page from 0."""

    title: str
    level: int
    page: int


def tagged(raw: bytes, root: Element, bookmarks: Sequence[Bookmark], labels: Labels) -> bytes:
    """The PDF with this tree; the same bytes for the same pages."""
    with Pdf.open(BytesIO(raw)) as pdf:
        _Tree(pdf).put(root)
        _outline(pdf, bookmarks)
        _label(pdf, labels)
        _mend_fonts(pdf)
        made = BytesIO()
        pdf.save(made, deterministic_id=True, min_version="1.7")
    return made.getvalue()


class _Tree:
    """Writes the elements, and for every page and link the way back to its element."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._on_page: list[dict[int, Object]] = [{} for _ in pdf.pages]
        self._anchors: list[Object] = []

    def put(self, root: Element) -> None:
        """The tree into the document."""
        pdf = self._pdf
        top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top.K = Array([self._element(root, top)])
        numbers = Array()
        for at, (page, marks) in enumerate(zip(pdf.pages, self._on_page, strict=True)):
            page.obj.StructParents = at
            page.obj.Tabs = Name.S
            numbers.append(at)
            numbers.append(pdf.make_indirect(Array([marks[each] for each in sorted(marks)])))
        for at, anchor in enumerate(self._anchors, len(self._on_page)):
            numbers.append(at)
            numbers.append(anchor)
        top.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
        top.ParentTreeNextKey = len(self._on_page) + len(self._anchors)
        pdf.Root.StructTreeRoot = top
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, element: Element, parent: Object) -> Object:
        made = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + element.role), P=parent)
        )
        if element.language:
            made.Lang = String(element.language)
        if element.alternative:
            made.Alt = String(element.alternative)
        if element.instead:
            made.ActualText = String(element.instead)
        if element.attributes:
            made.A = _attributes(element.attributes)
        made.K = Array([self._kid(each, made) for each in element.kids if not _hollow(each)])
        return made

    def _kid(self, kid: Element | Marked | Anchor, parent: Object) -> Object:
        if isinstance(kid, Element):
            return self._element(kid, parent)
        page = self._pdf.pages[kid.page].obj
        if isinstance(kid, Marked):
            self._on_page[kid.page][kid.number] = parent
            return Dictionary(Type=Name.MCR, Pg=page, MCID=kid.number)
        return Dictionary(Type=Name.OBJR, Pg=page, Obj=self._annotation(kid, page, parent))

    def _annotation(self, anchor: Anchor, page: Object, parent: Object) -> Object:
        made = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([round(each, 2) for each in anchor.area]),
                Border=Array([0, 0, 0]),
                F=4,
                Contents=String(anchor.contents),
                A=Dictionary(S=Name.URI, URI=String(anchor.address)),
                StructParent=len(self._on_page) + len(self._anchors),
            )
        )
        self._anchors.append(parent)
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(made)
        return made


def _hollow(kid: Element | Marked | Anchor) -> bool:
    """Whether it says nothing; an empty cell still keeps the columns apart."""
    return isinstance(kid, Element) and kid.empty and kid.role not in ("TH", "TD")


def _attributes(attributes: Attributes) -> Object:
    made = Array()
    for owner, values in attributes.items():
        one = Dictionary(O=Name("/" + owner))
        for key, value in values.items():
            one["/" + key] = _value(value)
        made.append(one)
    return made


def _value(value: Value) -> Object | float:
    if isinstance(value, str):
        return Name("/" + value)
    return Array([round(each, 2) for each in value]) if isinstance(value, tuple) else value


def _outline(pdf: Pdf, bookmarks: Sequence[Bookmark]) -> None:
    if not bookmarks:
        return
    with pdf.open_outline() as outline:
        line: list[tuple[int, OutlineItem]] = []
        for each in bookmarks:
            item = OutlineItem(each.title, each.page, "Fit")
            while line and line[-1][0] >= each.level:
                line.pop()
            (line[-1][1].children if line else outline.root).append(item)
            line.append((each.level, item))


def _label(pdf: Pdf, labels: Labels) -> None:
    root = pdf.Root
    root.Lang = String(labels.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    text = XMP.format(
        title=escape(labels.title),
        author=escape(labels.author),
        subject=escape(labels.subject),
        language=escape(labels.language),
    )
    root.Metadata = Stream(pdf, text.encode("utf-8"), Type=Name.Metadata, Subtype=Name.XML)
    info = Dictionary(Title=labels.title, Author=labels.author)
    if labels.subject:
        info.Subject = String(labels.subject)
    pdf.trailer.Info = pdf.make_indirect(info)


def _mend_fonts(pdf: Pdf) -> None:
    """ReportLab says of places it leaves unused that they are the character zero."""
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == Name.Font and "/ToUnicode" in each:
            each.ToUnicode.write(_without_zeros(each.ToUnicode.read_bytes()))


def _without_zeros(table: bytes) -> bytes:
    start, end = table.index(b"beginbfchar"), table.index(b"endbfchar")
    start = table.rindex(b"\n", 0, start) + 1
    rows = [m[0].strip() for m in UNKNOWN.finditer(table, start, end) if int(m[2], 16)]
    blocks = [rows[at : at + MOST_IN_A_BLOCK] for at in range(0, len(rows), MOST_IN_A_BLOCK)]
    made = b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar" % (len(each), b"\n".join(each)) for each in blocks
    )
    return table[:start] + made + table[end + len(b"endbfchar") :]
