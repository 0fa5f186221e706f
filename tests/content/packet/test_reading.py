"""Canonical Markdown as parts of a packet."""

from training.content.blocks import IN_MODULE, parse_blocks
from training.content.canonical import canonical
from training.content.packet.parts import (
    Box,
    Code,
    Heading,
    Listing,
    Paragraph,
    Parts,
    Picture,
    Rule,
    Table,
    plain,
    words_of,
)
from training.content.packet.reading import read
from training.content.source import Report

TEXT = """Say "hello" -- *kindly*, **always**.[^F1] Don't `run`.

- One
    - Inner
- Two

3. Three
4. Four

> [!WARNING]
> Take care.

> [!NOTE]
> To be confirmed by OEI: the number.

> Quoted.

| A | B |
| --- | --- |
| 1 | **2** |

ICE
:   An agency.

```
if <x>:
```

![A green door](images/door.png)

See [the City](https://www.example.org/a), <https://www.example.org/b> and [it](tel:+15055550100).

---

### A heading
"""


def parts(text: str) -> Parts:
    blocks = parse_blocks(text, Report("m.md"), IN_MODULE).blocks
    return read(canonical(blocks), "modules/m/module.md", lambda label: label)


def test_every_construct_becomes_its_part() -> None:
    found = parts(TEXT)
    assert [type(each) for each in found] == [
        Paragraph, Listing, Listing, Box, Box, Box, Table, Paragraph, Box, Code, Picture,
        Paragraph, Rule, Heading,
    ]  # fmt: skip
    assert [each.kind for each in found if isinstance(each, Box)] == [
        "WARNING",
        "NOTE PENDING",
        "QUOTE",
        "QUOTE",
    ]
    assert found[10] == Picture("modules/m/images/door.png", "A green door")


def test_words_are_set_as_readers_see_them() -> None:
    first = parts(TEXT)[0]
    assert isinstance(first, Paragraph)
    assert plain(first.spans) == "Say “hello” – kindly, always.\ue000F1\ue001 Don’t run."
    marks = [(each.text, each.italic, each.bold, each.code) for each in first.spans]
    assert ("kindly", True, False, False) in marks
    assert ("always", False, True, False) in marks
    assert ("run", False, False, True) in marks


def test_addresses_are_printed_once() -> None:
    words = words_of(parts(TEXT)[11:12])
    assert words == (
        "See the City (https://www.example.org/a), https://www.example.org/b and it (+15055550100)."
    )


def test_a_list_keeps_its_numbers() -> None:
    numbered = parts(TEXT)[2]
    assert isinstance(numbered, Listing)
    assert [plain(each.label) for each in numbered.items] == ["3.", "4."]
