"""What drawing and signing a certificate costs beside WeasyPrint: `python -m bench.certificates`.

WeasyPrint gets the same words, of its own PDF/UA-1 kind, with the same font; worker CPU, one core,
the middle of some runs within one process.
"""

import time
from collections.abc import Callable
from io import BytesIO

import segno
from pypdf import PdfReader
from weasyprint import HTML

from bench.certificates_drawn import DAY, FACTS, NAME, URL, draw, new_signers
from training.pdf.typeface import BOLD, FONTS, REGULAR, SEMIBOLD

RUNS = 25
MOST_UNSIGNED, MOST_SIGNED = 15.0, 40.0


def main() -> int:
    """Print milliseconds and the ratio; 1 where a limit is passed."""
    signers = new_signers()
    wording = _wording()

    def sign() -> bytes:
        return signers.sign(draw(FACTS), name=NAME, at=DAY)

    ours, signed = _cost(lambda: draw(FACTS)), _cost(sign)
    theirs = _cost(lambda: bytes(HTML(string=wording).write_pdf(pdf_variant="pdf/ua-1")))
    print(f"unsigned: {ours:.1f} ms (limit {MOST_UNSIGNED:.0f})")
    print(f"signed:   {signed:.1f} ms (limit {MOST_SIGNED:.0f})")
    print(f"WeasyPrint pdf/ua-1, the same words: {theirs:.0f} ms, {theirs / ours:.1f} times ours")
    return 0 if ours <= MOST_UNSIGNED and signed <= MOST_SIGNED else 1


def _cost(make: Callable[[], bytes]) -> float:
    make()
    took = []
    for _ in range(RUNS):
        began = time.process_time()
        make()
        took.append(time.process_time() - began)
    return sorted(took)[RUNS // 2] * 1_000


def _wording() -> str:
    """What our certificate says and shows, as a page: the same lines, fonts, frame and code."""
    lines = PdfReader(BytesIO(draw(FACTS))).pages[0].extract_text().splitlines()
    faces = "".join(
        f"@font-face {{font-family: P; font-weight: {weight};"
        f" src: url('{(FONTS / f'{face}.ttf').as_uri()}')}}"
        for weight, face in ((400, REGULAR), (600, SEMIBOLD), (700, BOLD))
    )
    look = "@page {size: 11in 8.5in; margin: 31pt} body {font-family: P; border: 2px solid #0f6460}"
    weights = "h1 {font-weight: 700} p:nth-child(3n) {font-weight: 600}"
    head = f"<title>Certificate</title><style>{faces} {look} {weights}</style>"
    said = [f"<p>{each}</p>" for each in lines if each.strip()]
    code = segno.make(URL, error="m", micro=False).svg_data_uri(scale=2)
    shown = f'<h1>{FACTS.title["en"]}</h1>{"".join(said)}<img alt="QR code" src="{code}">'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{shown}</body></html>'


if __name__ == "__main__":
    raise SystemExit(main())
