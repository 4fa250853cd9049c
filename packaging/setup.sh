#!/bin/sh
# Makes .venv ready to run and test the program: `make demo` and `make test` call this first.
#
# Installs the system packages that are missing (as root on Debian; anyone else is told the
# line to run, exit 2), then packaging/requirements.lock with every hash checked, then the
# project itself. Does nothing when nothing it depends on has changed since it last finished;
# stopped half-way, it starts again.
set -eu
cd "$(dirname "$0")/.."

lock=packaging/requirements.lock
stamp=.venv/.set-up
PATH=$PATH:/usr/sbin:/sbin

main() {
    python=$(find_python)
    if [ -f "$stamp" ] && [ "$(state)" = "$(cat "$stamp")" ] && usable; then
        return
    fi
    rm -f "$stamp"
    install_system_packages
    if ! { command -v uv >/dev/null && install_with_uv; }; then
        install_with_pip
    fi
    state >"$stamp"
}

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if recent "$name"; then
            command -v "$name"
            return
        fi
    done
    trouble "Python 3.11 or newer is needed. 需要 Python 3.11 或更新版本。" \
        "Install it, or name it: make PYTHON=/path/to/python3 demo"
}

recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

usable() {
    [ -x .venv/bin/python ] && recent .venv/bin/python
}

state() {
    "$python" --version
    pwd
    cksum "$lock" pyproject.toml packaging/system-packages packaging/setup.sh
}

install_system_packages() {
    missing=$(missing_packages)
    if [ -z "$missing" ]; then
        return
    fi
    line="apt-get install -y --no-install-recommends$missing"
    if ! command -v apt-get >/dev/null; then
        echo "Not found on this system (some tests will be skipped):$missing" >&2
    elif [ "$(id -u)" -ne 0 ]; then
        trouble "System packages are missing. 缺少系统软件包。" \
            "Run this, then try again. 请先运行:" \
            "    sudo apt-get update && sudo $line"
    else
        export DEBIAN_FRONTEND=noninteractive
        $line || { apt-get update && $line; }
    fi
}

missing_packages() {
    grep -v '^#' packaging/system-packages | while read -r package present; do
        eval "$present" >/dev/null 2>&1 </dev/null || printf ' %s' "$package"
    done
}

install_with_uv() {
    { usable || uv venv --quiet --clear --python "$python" .venv; } &&
        uv pip sync --quiet --python .venv/bin/python --require-hashes "$lock" &&
        uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
}

install_with_pip() {
    if ! usable || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        "$python" -m venv --clear .venv
    fi
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes --requirement "$lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --no-deps --no-build-isolation --editable .
}

trouble() {
    printf '%s\n' "$@" >&2
    exit 2
}

main
