#!/bin/sh
# What tests need of the system, a browser and a reader of signatures: `install` gets it where that
# is allowed, `report` says what is missing.
set -eu

present() {
    command -v chromium >/dev/null 2>&1 && command -v pdfsig >/dev/null 2>&1
}

case $1 in
install)
    if ! present && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing Chromium and pdfsig for the tests that use them."
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq &&
            apt-get install -y -qq --no-install-recommends chromium fonts-liberation poppler-utils >/dev/null ||
            echo "They could not be installed."
    fi
    ;;
report)
    command -v chromium >/dev/null 2>&1 ||
        echo "Left out: browser journeys (Chromium is not installed; as root, make test installs it)"
    command -v pdfsig >/dev/null 2>&1 ||
        echo "Left out: pdfsig's word on signatures (it is not installed; as root, make test installs it)"
    ;;
esac
