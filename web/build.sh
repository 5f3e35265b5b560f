#!/usr/bin/env bash
# Builds the page: target/avtalsform.html, one file that needs nothing else.
#
#     rustup target add wasm32-unknown-unknown     # once; then
#     web/build.sh
#
# Needs python3, and neither a generator of bindings nor npm. Folders of the machine it is built on stay out of it.
set -euo pipefail
cd "$(dirname "$0")/.."

target=wasm32-unknown-unknown
folder=$(realpath -m "${CARGO_TARGET_DIR:-target}")
mkdir -p "$folder"
rustup target list --installed 2>/dev/null | grep -qx "$target" || rustup target add "$target" >&2

# What this machine calls its folders stays out of the page.
flags=(
    "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=crates"
    "--remap-path-prefix=$PWD=avtalsform"
    "--remap-path-prefix=$(rustc --print sysroot)=rust"
)
CARGO_ENCODED_RUSTFLAGS=$(printf '%s\x1f' "${flags[@]}")
export CARGO_ENCODED_RUSTFLAGS=${CARGO_ENCODED_RUSTFLAGS%$'\x1f'}
# A build in steps cuts the engine up otherwise, and its bytes are others.
export CARGO_INCREMENTAL=0
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$PWD/web/link.sh
AVTALSFORM_LD=$(find "$(rustc --print sysroot)" -path '*/bin/gcc-ld/wasm-ld' | head -n 1)
export AVTALSFORM_LD
# The kind of library is named here: one that is named beside others in Cargo.toml is not optimised as a whole.
cargo rustc --quiet --locked --package avtalsform-web --profile web --lib --crate-type cdylib --target "$target"
python3 web/pack.py "$folder/$target/web/avtalsform_web.wasm" "$folder/avtalsform.html"
