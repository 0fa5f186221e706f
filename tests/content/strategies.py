"""What authors write, made up: blocks of Markdown and whole modules."""

from hypothesis import strategies as st

NAMES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
PLAIN = st.text("abcdefghijkñéA1,.;!?'\"()$%/-", min_size=1, max_size=9)
SIGNS = st.sampled_from(
    ["*", "_", "#", "##", "#SAFE", "1.", "2)", "-", "+", ">", "|", "[", "]", "[x]", "`",
     "``", "~~~", "<", ">", "&", "&amp;", "\\", "---", "===", ":", "...", "—", "!",
     "![", "](", "{", "[^x]:"]
)  # fmt: skip


@st.composite
def inlines(draw: st.DrawFn, *, wild: bool = False) -> str:
    """Words of a paragraph on one line; `wild` with signs that mean something elsewhere."""
    choices = [PLAIN, PLAIN, PLAIN, st.builds("**{}**".format, NAMES),
               st.builds("*{}*".format, NAMES), st.builds("`{}`".format, NAMES),
               st.builds("[{}](https://example.org/{})".format, NAMES, NAMES)]  # fmt: skip
    words = draw(st.lists(st.one_of(*choices, *([SIGNS] if wild else [])), min_size=1, max_size=12))
    return draw(NAMES) + " " + " ".join(words)


def _indented(text: str, by: int) -> str:
    return "\n".join(" " * by + line if line else "" for line in text.split("\n"))


@st.composite
def lists(draw: st.DrawFn, depth: int = 2) -> str:
    """A list, tight or loose, with lists, quotes and code in it."""
    ordered, loose = draw(st.booleans()), draw(st.booleans())
    start, bullet = draw(st.integers(1, 12)), draw(st.sampled_from("-*+"))
    items: list[str] = []
    for number in range(draw(st.integers(1, 4))):
        mark = f"{start + number}." if ordered else bullet
        body = draw(inlines())
        if depth and draw(st.booleans()):
            inner = draw(st.one_of(lists(depth - 1), quotes(0) if loose else lists(depth - 1)))
            body += ("\n\n" if loose or inner[0].isdecimal() else "\n") + inner
        width = len(mark) + 1
        items.append(f"{mark} " + _indented(body, width)[width:])
    return ("\n\n" if loose else "\n").join(items)


@st.composite
def quotes(draw: st.DrawFn, depth: int = 1) -> str:
    """A quote of paragraphs, and of lists."""
    parts = draw(
        st.lists(st.one_of(inlines(), *([lists(0)] if depth else [])), min_size=1, max_size=3)
    )
    return "\n".join(f"> {line}" if line else ">" for line in "\n\n".join(parts).split("\n"))


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table of words."""
    width = draw(st.integers(1, 4))
    row = st.lists(NAMES, min_size=width, max_size=width).map(
        lambda each: f"| {' | '.join(each)} |"
    )
    rows = draw(st.lists(row, min_size=2, max_size=4))
    return "\n".join([rows[0], "|" + "---|" * width, *rows[1:]])


CODE = st.lists(PLAIN, min_size=1, max_size=3).map(lambda lines: "\n".join(["```", *lines, "```"]))
HEADINGS = st.builds("{} {}".format, st.sampled_from(["####", "#####"]), NAMES)
TERMS = st.builds("{}\n: {}".format, NAMES, NAMES)


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """Some blocks with empty lines between them."""
    block = st.one_of(
        inlines(), inlines(wild=True), lists(), quotes(), tables(), CODE, HEADINGS, TERMS
    )
    return "\n\n".join(draw(st.lists(block, min_size=1, max_size=4)))


CALLOUTS = st.builds(
    "> [!{}]\n> {}".format,
    st.sampled_from(["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"]),
    inlines(),
)
CITED = st.builds("{}.[^S1]".format, inlines())


@st.composite
def sections(draw: st.DrawFn, number: int) -> str:
    """A section with an id of its own."""
    block = st.one_of(
        inlines(), lists(), quotes(), tables(), CODE, HEADINGS, TERMS, CALLOUTS, CITED
    )
    parts = draw(st.lists(block, min_size=1, max_size=4))
    card = draw(st.sampled_from(["", " .card", f" was=old-{number},older"]))
    fold = draw(st.sampled_from(["", f"\n\n### More: {draw(NAMES)}\n\n{draw(inlines())}"]))
    serves = draw(st.sampled_from(["", "Serves: wait\n\n"]))
    text = "\n\n".join(parts)
    return f"## {draw(inlines())} {{#s{number}{card}}}\n\n{serves}{text}{fold}\n"


@st.composite
def modules(draw: st.DrawFn) -> str:
    """A whole `module.md`."""
    count = draw(st.integers(1, 4))
    parts = [draw(sections(number)) for number in range(count)]
    title = draw(inlines())
    front = (
        f"---\ntitle: {title}\nsummary: {draw(NAMES)}\nminutes: {draw(st.integers(1, 90))}\n---\n"
    )
    return front + "\n" + "\n".join(parts)


@st.composite
def cosmetics(draw: st.DrawFn, text: str) -> str:
    """The same module with other bullets, empty lines, spaces at ends and line endings."""
    lines = text.split("\n")
    end = lines.index("---", 1)
    out: list[str] = lines[: end + 1]
    fenced = False
    for line in lines[end + 1 :]:
        fenced ^= line.lstrip("> ").startswith("```")
        if not line and not fenced and draw(st.booleans()):
            out.append("")
        out.append(line + (draw(st.sampled_from(["", " ", "   "])) if not fenced else ""))
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    return (
        draw(st.sampled_from(["", "\ufeff"]))
        + ending.join(out)
        + draw(st.sampled_from(["", "\n\n"]))
    )
