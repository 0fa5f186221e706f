"""What is wrong with a PDF for someone who hears it: our own strict check of its structure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from page import ValidationProfile, is_pdf_compliant_bytes
from pikepdf import Array, Dictionary, Name, Object, Pdf

SHOWN = {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "EI"}
ROLES = set(
    "Document Sect H1 H2 H3 H4 P L LI Lbl LBody Table THead TBody TR TH TD".split()
    + "Figure Form Link Span".split()
)
INSIDE = {
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "Table": {"THead", "TBody"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}


@dataclass
class _Seen:
    """What the tree says of each page: the numbers in its order, and the tree's own elements."""

    numbers: dict[int, list[int]] = field(default_factory=dict)
    levels: list[int] = field(default_factory=list)
    links: int = 0


def conforms(raw: bytes) -> bool:
    """What an independent validator says."""
    return bool(is_pdf_compliant_bytes(raw, profile=ValidationProfile.PDF_UA_1))


def faults(raw: bytes) -> list[str]:
    """Everything wrong, in words; empty for a PDF that can be heard as it can be seen."""
    with Pdf.open(BytesIO(raw)) as pdf:
        return [*_labels(pdf), *_fonts(pdf), *_pages(pdf)]


def _labels(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "not marked"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "shows its file name"
    words = bytes(root.Metadata.read_bytes()).decode() if "/Metadata" in root else ""
    if "<pdfuaid:part>1<" not in words:
        yield "does not say that it is PDF/UA-1"
    if (
        not pdf.docinfo.get("/Title")
        or str(pdf.docinfo["/Title"]).replace("&", "&amp;") not in words
    ):
        yield "no title"


def _fonts(pdf: Pdf) -> Iterator[str]:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == Name.Font:
            if "/FontFile2" not in each.get("/FontDescriptor", {}):
                yield f"{each.get('/BaseFont')} is not embedded"
            elif b"<0000>" in each.ToUnicode.read_bytes():
                yield f"{each.BaseFont} names the character zero"


def _pages(pdf: Pdf) -> Iterator[str]:
    if "/StructTreeRoot" not in pdf.Root:
        yield "no tree"
        return
    tree = pdf.Root.StructTreeRoot
    owners = _owners(tree)
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    seen = _Seen()
    yield from _element(tree.K[0], "", seen, pages, owners)
    if seen.levels[:1] != [1] or any(
        b - a > 1 for a, b in zip(seen.levels, seen.levels[1:], strict=False)
    ):
        yield f"headings of levels {seen.levels}"
    for number, page in enumerate(pdf.pages):
        yield from _page(page, number, seen.numbers.get(number, []), owners)
    links = sum(len(page.obj.get("/Annots", [])) for page in pdf.pages)
    if links != seen.links:
        yield f"{links} links, of which {seen.links} are in the tree"


def _owners(tree: Object) -> dict[int, Object]:
    numbers = tree.ParentTree.Nums
    return {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}


def _element(
    element: Object,
    parent: str,
    seen: _Seen,
    pages: dict[tuple[int, int], int],
    owners: dict[int, Object],
) -> Iterator[str]:
    role = str(element.S)[1:]
    if role not in ROLES:
        yield f"an unknown role: {role}"
    if parent in INSIDE and role not in INSIDE[parent]:
        yield f"{role} in {parent}"
    if role == "Figure" and not str(element.get("/Alt", "")):
        yield "a picture without words"
    if role == "TH" and not any("/Scope" in each for each in element.get("/A", [])):
        yield "a heading of a table that does not say of what"
    if role[0] == "H" and role[1:].isdecimal():
        seen.levels.append(int(role[1:]))
    for kid in element.get("/K", Array()):
        kind = kid.get("/Type")
        if kind == Name.MCR:
            page = pages[kid.Pg.objgen]
            seen.numbers.setdefault(page, []).append(int(kid.MCID))
            row = owners.get(int(kid.Pg.StructParents))
            if row is None or row[int(kid.MCID)].objgen != element.objgen:
                yield f"page {page + 1}, {kid.MCID}: no way back to its element"
        elif kind == Name.OBJR:
            seen.links += 1
            if role == "Form":
                # A signature: its field has a name to be heard by.
                if kid.Obj.get("/Subtype") != Name.Widget or not str(kid.Obj.get("/TU", "")):
                    yield "a field without words"
            elif role != "Link" or not str(kid.Obj.get("/Contents", "")):
                yield "a link without words"
            if owners[int(kid.Obj.StructParent)].objgen != element.objgen:
                yield "a link that is not its element's"
        else:
            if kid.P.objgen != element.objgen:
                yield f"{role}: a child of another parent"
            yield from _element(kid, role, seen, pages, owners)


def _page(
    page: pikepdf.Page, number: int, in_tree: list[int], owners: dict[int, Object]
) -> Iterator[str]:
    if page.obj.get("/Tabs") != Name.S:
        yield f"page {number + 1}: tabs do not follow the tree"
    stack: list[int | None] = []
    drawn: list[int] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            values = operands[1] if len(operands) > 1 else {}
            mark = int(values["/MCID"]) if "/MCID" in values else None
            # Inside a text a letter may say how it is spelt.
            spelt = operands[0] == Name.Span and "/ActualText" in values and mark is None
            if stack and not spelt:
                yield f"page {number + 1}: a mark inside another"
            if mark is None and operands[0] != Name.Artifact and not (spelt and stack):
                yield f"page {number + 1}: neither text nor decoration"
            stack.append(mark)
            drawn += [] if mark is None else [mark]
        elif name == "EMC":
            stack.pop()
        elif name in SHOWN and not stack:
            yield f"page {number + 1}: {name} draws what nobody can hear"
    if drawn != in_tree:
        yield f"page {number + 1}: heard in another order than seen"
