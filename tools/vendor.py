"""Fetch what we did not write: U.S. Web Design System styles, Public Sans, axe-core.

For maintainers, with npm installed; nobody else needs node. Run `python tools/vendor.py`, look at
the difference, commit. Versions are exact, and `vendor.json` keeps the SHA-256 of every file.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Final

VERSIONS: Final = {
    "@uswds/uswds": "3.14.0",
    "@fontsource/public-sans": "5.3.0",  # only for the licence text, which USWDS leaves out
    "axe-core": "4.14.1",
}
SASS: Final = "1.108.2"

UNUSED: Final = re.compile(
    r"\.usa-(?:button--(?:accent-\w+|active|base|disabled|hover|(?:outline-)?inverse|secondary"
    r"|unstyled)|alert--(?:emergency|no-icon|validation)|checklist|focus|form|hint--required|icon"
    r"|input--(?!error)\w+|input-list|label--\w+"
    r"|(?:checkbox|radio)__label-description|legend--large|link|list|prose|skipnav__container)"
    r"(?![a-z_])(?!-[a-z])"
)
"""Variants of components that no page of ours wears; without them the styles stay small."""

ROOT: Final = Path(__file__).resolve().parent.parent
STATIC: Final = ROOT / "training/web/static"
FOLDERS: Final = {
    "css": STATIC / "css",
    "img": STATIC / "img",
    "web fonts": STATIC / "fonts/public-sans",
    "print fonts": ROOT / "training/pdf/fonts",
    "tests": ROOT / "tests/web/vendor",
}
WEB_FONTS: Final = ("Regular", "Bold", "Italic")
PRINT_FONTS: Final = ("Regular", "Bold", "Italic", "SemiBold")


def main() -> None:
    """Replace every vendored file and its hash."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        packages = {name: fetch(name, version, work) for name, version in VERSIONS.items()}
        css = compile_css(packages["@uswds/uswds"], work)
        files = [
            write(FOLDERS["css"] / "uswds.css", css.encode()),
            *images(css, packages["@uswds/uswds"]),
            *fonts(packages["@uswds/uswds"], packages["@fontsource/public-sans"]),
            *axe(packages["axe-core"]),
        ]
    record(files)


def fetch(name: str, version: str, work: Path) -> Path:
    """The unpacked folder of one npm package at exactly that version."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", f"{name}@{version}"],
        cwd=work, check=True, capture_output=True, text=True,
    )  # fmt: skip
    target = work / name
    with tarfile.open(work / packed.stdout.split()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def compile_css(uswds: Path, work: Path) -> str:
    """The themed subset as minified CSS; font faces are left to `site.css`."""
    subprocess.run(
        ["npm", "install", "--silent", "--ignore-scripts", "--prefix", work, f"sass@{SASS}"],
        check=True,
    )  # fmt: skip
    compiled = subprocess.run(
        [
            work / "node_modules/.bin/sass", "--quiet", "--style=compressed", "--no-charset",
            f"--load-path={uswds / 'packages'}", ROOT / "tools/uswds.scss",
        ],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    css = trim(re.sub(r"@font-face\{[^}]*\}", "", compiled.stdout))
    return f"/*! USWDS {VERSIONS['@uswds/uswds']}, themed subset: tools/uswds.scss */\n{css}"


def trim(css: str) -> str:
    """The styles without selectors that need an unused class, and without rules left empty."""

    def used(rule: re.Match[str]) -> str:
        selectors = re.split(r",(?![^(]*\))", rule[1])
        kept = [each for each in selectors if not UNUSED.search(re.sub(r":not\(.*?\)", "", each))]
        return f"{','.join(kept)}{{{rule[2]}}}" if kept else ""

    css = re.sub(r"([^{}]+)\{([^{}]*)\}", used, css)
    return re.sub(r"@[^{};]+\{\}", "", css)


def images(css: str, uswds: Path) -> list[Path]:
    """Exactly the images the styles ask for."""
    wanted = sorted(set(re.findall(r'url\("\.\./img/([^"]+)"\)', css)))
    return [copy(uswds / "dist/img" / name, FOLDERS["img"] / name) for name in wanted]


def fonts(uswds: Path, licence: Path) -> list[Path]:
    """Public Sans for pages and for certificates, each beside its licence."""
    source = uswds / "dist/fonts/public-sans"
    web, paper = FOLDERS["web fonts"], FOLDERS["print fonts"]
    return [
        *(copy(source / f"PublicSans-{w}.woff2", web / f"PublicSans-{w}.woff2") for w in WEB_FONTS),
        *(copy(source / f"PublicSans-{w}.ttf", paper / f"PublicSans-{w}.ttf") for w in PRINT_FONTS),
        *(copy(licence / "LICENSE", folder / "OFL.txt") for folder in (web, paper)),
    ]


def axe(package: Path) -> list[Path]:
    """The accessibility engine; it stays with the tests, outside the wheel."""
    return [
        copy(package / "axe.min.js", FOLDERS["tests"] / "axe.min.js"),
        copy(package / "LICENSE", FOLDERS["tests"] / "axe.LICENSE.txt"),
    ]


def copy(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return target


def write(target: Path, content: bytes) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return target


def record(files: list[Path]) -> None:
    """Say in `vendor.json` what came from where, and its hash."""
    hashes = {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
    }
    content = {"packages": VERSIONS | {"sass": SASS}, "sha256": hashes}
    (STATIC / "vendor.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
