#!/usr/bin/env bash
# Installs a Debian package, runs what it holds from a folder of no project, and removes it again. Needs root.
#
#     check.sh PACKAGE
set -euo pipefail
package=$(realpath "$1")
project=$(realpath "$(dirname "$0")/..")
as_root=$([ "$(id -u)" = 0 ] || echo sudo)
place=$(mktemp -d)
trap 'rm -rf "$place"; $as_root dpkg --purge avtalsform >/dev/null' EXIT

$as_root dpkg -i "$package" >/dev/null
cp "$project/examples/illustrations/daglig-verksamhet.yaml" "$place/"
cd "$place"

[ "$(command -v avtalsform)" = /usr/bin/avtalsform ] || PATH=/usr/bin:$PATH
version=$(/usr/bin/avtalsform --version)
[ "$version" = "avtalsform $(sed -n 's/^version = "\(.*\)"/\1/p' "$project/Cargo.toml" | head -n 1)" ]
# By way of files: who searches a pipe leaves it at the first find, and a program whose reader has left ends with 2.
/usr/bin/avtalsform recommend --require firm daglig-verksamhet.yaml >page
grep -q '^Rekommendation: Marknadsmix: LOV och verksamhetsuppdrag$' page

# What it holds: looked up in the list, since some systems leave manual pages and documents out when they install.
dpkg -L avtalsform >list
for path in \
    man/man1/avtalsform.1.gz man/man1/avtalsform-rules-check.1.gz man/sv/man1/avtalsform.1.gz \
    bash-completion/completions/avtalsform zsh/vendor-completions/_avtalsform fish/vendor_completions.d/avtalsform.fish \
    doc/avtalsform/README.md doc/avtalsform/docs/area-files.md doc/avtalsform/copyright doc/avtalsform/changelog.Debian.gz \
    doc/avtalsform/examples/mall.yaml doc/avtalsform/examples/illustrations/daglig-verksamhet.yaml; do
    grep -qx "/usr/share/$path" list || { echo "the package lacks /usr/share/$path" >&2; exit 1; }
done
dpkg-deb -x "$package" whole
grep -q 'Permission is hereby granted' whole/usr/share/doc/avtalsform/copyright
zcat whole/usr/share/man/sv/man1/avtalsform.1.gz >manual
grep -q '^.SH NAMN$' manual
zcat whole/usr/share/doc/avtalsform/changelog.Debian.gz >changelog
[ "$(dpkg-parsechangelog -l changelog -S Version)" = "$(dpkg-deb -f "$package" Version)" ]

# Pages that manual programs find no fault with; that they have no date is meant.
if command -v mandoc >/dev/null; then
    find whole/usr/share/man -name '*.gz' -exec gunzip {} +
    faults=$(mandoc -T lint -W warning $(find whole/usr/share/man -name '*.1') | grep -v 'missing date' || true)
    [ -z "$faults" ] || { echo "$faults" >&2; exit 1; }
fi

# Completion as it is installed, in the shells that are here.
bash -c 'source /usr/share/bash-completion/completions/avtalsform; COMP_WORDS=(avtalsform recom); COMP_CWORD=1
    _avtalsform; [ "${COMPREPLY[*]}" = recommend ]'
if command -v fish >/dev/null; then
    fish -c 'complete -C "avtalsform recom"' >completed
    grep -q '^recommend' completed
fi
if command -v zsh >/dev/null; then
    zsh -f -c 'autoload -Uz compinit && compinit -u -d dump; [[ $_comps[avtalsform] == _avtalsform ]]'
fi
echo "$version: installed, run and removed"
