#!/bin/sh
# Make .venv with the given Python, or say in plain words what is missing.
set -eu
python=$1

if ! command -v "$python" >/dev/null 2>&1; then
    echo "$python is not there. On Debian or Ubuntu: apt install python3 python3-venv" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or newer is needed, and $python is $("$python" -V 2>&1)." >&2
    echo "With another one: make PYTHON=/path/to/python3.12 …" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    echo "$python cannot make environments. On Debian or Ubuntu: apt install python3-venv" >&2
    exit 1
fi
"$python" -m venv .venv
