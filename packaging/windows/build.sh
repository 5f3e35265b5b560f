#!/usr/bin/env bash
# Builds the program for Windows, from Linux: a zip that needs no installing, and an MSI for those who install.
# The last two lines printed are their paths. Needs the target x86_64-pc-windows-gnu, gcc-mingw-w64-x86-64, python3 and wixl.
set -euo pipefail
cd "$(dirname "$0")/../.."

target=x86_64-pc-windows-gnu
rustup target add "$target" >/dev/null 2>&1 || true
cargo build --locked --release --target "$target"

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
made=target/windows
folder=$made/avtalsform-$version
rm -rf "$made" && mkdir -p "$folder"
cp "target/$target/release/avtalsform.exe" "$folder/"
cp -r examples "$folder/"
# Texts open in Notepad: a byte-order mark for their letters, and its line breaks.
text() { { printf '\xef\xbb\xbf'; sed 's/\r*$/\r/' "$1"; } >"$folder/$2"; }
text "packaging/windows/LÄS MIG.txt" "LÄS MIG.txt"
text LICENSE LICENSE.txt
# A script of Windows has no such mark.
sed 's/\r*$/\r/' "packaging/windows/Släpp filer här.cmd" >"$folder/Släpp filer här.cmd"

# Equal sources give an equal zip: the files in one order, dated by the last change.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 315532800)}
export SOURCE_DATE_EPOCH
zip=$made/avtalsform-$version-windows.zip
python3 packaging/windows/zip.py "$folder" "$zip"

# An MSI has numbers in its version alone.
msi=$made/avtalsform-$version.msi
wixl -D "Version=${version%%-*}" -D "Folder=$folder" -o "$msi" packaging/windows/avtalsform.wxs
printf '%s\n' "$PWD/$zip" "$PWD/$msi"
