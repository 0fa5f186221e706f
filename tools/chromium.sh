#!/bin/sh
# The browser of the tests: `install` gets it where that is allowed, `report` says if it is missing.
set -eu

present() {
    command -v chromium >/dev/null 2>&1
}

case $1 in
install)
    if ! present && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing Chromium for the tests that use a browser."
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq &&
            apt-get install -y -qq --no-install-recommends chromium fonts-liberation >/dev/null ||
            echo "Chromium could not be installed."
    fi
    ;;
report)
    present ||
        echo "Left out: browser journeys (Chromium is not installed; as root, make test installs it)"
    ;;
esac
