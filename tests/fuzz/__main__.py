"""Fuzzes the parsers: `python -m tests.fuzz --minutes 10`; what they choke on stays in `found/`."""

import argparse
import random
import sys

from tests.fuzz.fuzzing import fuzz, keep


def main() -> int:
    """Fuzz, and keep what is found; 1 when anything is."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    wanted = asked.parse_args()
    failures = fuzz(wanted.minutes * 60, wanted.seed, lambda text: sys.stdout.write(f"{text}\n"))
    for each in failures:
        sys.stdout.write(f"kept as {keep(each)}\n")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
