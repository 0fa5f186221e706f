"""What a validator of its own says of every certificate: `make audit`, or `python -m bench.audit`.

The tests ask another one, page-validation. This one, outloud, needs much more to be installed, so
that the tests do without it.
"""

import tempfile
from io import BytesIO
from pathlib import Path

from outloud import check
from pikepdf import Pdf

from bench.certificates_drawn import FACTS, draw, every


def main() -> int:
    """Print each certificate and what is wrong with it; 1 where anything is."""
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "certificate.pdf"
        for label, pdf in every():
            file.write_bytes(pdf)
            found = _faults(file)
            worst = max(worst, len(found))
            print(f"{label}: {'; '.join(found) or 'nothing wrong'}")
        file.write_bytes(_untagged(draw(FACTS)))
        control = _faults(file)
        print(f"the same without its tags, as a control: {len(control)} faults")
    return 1 if worst or not control else 0


def _faults(file: Path) -> list[str]:
    found = check(str(file))
    if found.error:
        raise RuntimeError(found.error)
    return [f"{each.rule} {each.message}" for each in found.findings if each.severity == "error"]


def _untagged(pdf: bytes) -> bytes:
    made = BytesIO()
    with Pdf.open(BytesIO(pdf)) as opened:
        del opened.Root.StructTreeRoot
        del opened.Root.MarkInfo
        opened.save(made)
    return made.getvalue()


if __name__ == "__main__":
    raise SystemExit(main())
