#!/usr/bin/env bash
# Builds the wheel, and the archive of sources that one can be built from. The last line printed is the path of the wheel.
# Needs python3 with venv; the builder is installed beside what it makes.
set -euo pipefail
cd "$(dirname "$0")/.."

made=target/wheel
tools=target/tools/maturin
[ -x "$tools/bin/maturin" ] || { python3 -m venv "$tools" && "$tools/bin/pip" install --quiet maturin==1.16.0; }
rm -rf "$made"
# Built from the archive, in a folder of its own: what it takes from others need not be built again.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}
"$tools/bin/maturin" build --release --locked --sdist --out "$made" --quiet
ls "$PWD/$made"/*.whl
