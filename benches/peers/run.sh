#!/usr/bin/env bash
# Everything: installs what the other languages need, where they are present, and runs every engine. Arguments are
# those of the program: `--quick`, `--areas N`.
set -euo pipefail
cd "$(dirname "$0")"

if command -v npm >/dev/null; then
    npm ci --no-audit --no-fund --silent || echo "npm could not install; the engines of JavaScript may be skipped" >&2
fi
if command -v python3 >/dev/null; then
    { [ -x target/venv/bin/python ] || python3 -m venv target/venv; } &&
        target/venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt ||
        echo "pip could not install; the engines of Python may be skipped" >&2
fi
cargo run --quiet --locked --release -- "$@"
