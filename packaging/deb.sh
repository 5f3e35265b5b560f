#!/usr/bin/env bash
# Builds the Debian package: the program, then manual pages and completions by the program itself, then the package.
# The last line printed is the path of the package. Needs cargo-deb (`cargo install --locked cargo-deb`) and dpkg-dev.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --locked --release
bin=target/release/avtalsform
made=target/deb
rm -rf "$made" && mkdir -p "$made"

AVTALSFORM_LANG=en "$bin" man --quiet --output "$made/man/man1"
AVTALSFORM_LANG=sv "$bin" man --quiet --output "$made/man/sv/man1"
"$bin" completions bash >"$made/avtalsform.bash"
"$bin" completions zsh >"$made/_avtalsform"
"$bin" completions fish >"$made/avtalsform.fish"

# The changelog in the shape that Debian wants, dated by the last change so that equal sources give equal packages.
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
maintainer=$(sed -n 's/^maintainer = "\(.*\)"/\1/p' Cargo.toml)
date=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH=$date
{
    printf 'avtalsform (%s-1) unstable; urgency=medium\n\n' "$version"
    sed -n "/^## $version/,/^## /p" CHANGELOG.md | sed -n 's/^- /  * /p; t; s/^  \([^ ]\)/    \1/p'
    printf '\n -- %s <>  %s\n' "$maintainer" "$(LC_ALL=C date -u -R -d "@$date")"
} >"$made/changelog"

cargo deb --no-build --quiet --output "$made/"
ls "$PWD/$made"/*.deb
