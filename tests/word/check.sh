#!/usr/bin/env bash
# Shows Word files to a word processor and compares what it found with what the files hold.
#
# In: .docx files that this tool has written. Out: an exit code: 0 where LibreOffice finds the title, every heading, every
# list and every table, and lays out pages; otherwise another, with what is missing.
#
#   tests/word/check.sh FILE.docx…
#
# Needs soffice, pdfinfo, pdftotext and unzip.
set -euo pipefail

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for tool in soffice pdfinfo pdftotext unzip; do
  command -v "$tool" >/dev/null || { echo "check.sh: $tool is needed" >&2; exit 1; }
done

# A profile of its own, so that a running LibreOffice is in nobody's way; the PDF is what people see, the HTML tells
# what is a heading and what is a table. It ends well even where it could not read a file.
for kind in pdf html; do
  soffice --headless "-env:UserInstallation=file://$scratch/profile" --convert-to "$kind" --outdir "$scratch" "$@" \
    >"$scratch/log" 2>&1 || true
done

missing=0
miss() { echo "check.sh: $file: $1" >&2; missing=1; }

plain() { sed -e 's/<[^>]*>//g' -e 's/&#60;/</g; s/&#62;/>/g; s/&#34;/"/g' -e "s/&#39;/'/g" -e 's/&#38;/\&/g' | sed 's/^ *//; s/ *$//'; }
# Without any blanks or hyphens: lines are broken where the page ends, also after a hyphen, which is then not found.
squeezed() { tr -d '[:space:]\302\240-'; }

in_pdf() {
  local text
  text=$(printf '%s' "$1" | squeezed)
  grep -qF -- "$text" "$scratch/pdf.squeezed" || miss "not on the pages: $1"
}

# How often the file has something, and how often LibreOffice has found it.
same() {
  local held found
  held=$(grep -c "$2" <<<"$body" || true)
  found=$({ grep -oiP "$3" "$scratch/$name.html" || true; } | wc -l)
  [ "$held" = "$found" ] || miss "$1: $held in the file, $found found"
}

for file in "$@"; do
  name=$(basename "$file" .docx)
  for kind in pdf html; do
    [ -s "$scratch/$name.$kind" ] && continue
    miss "LibreOffice makes no $kind of it"
    cat "$scratch/log" >&2
    continue 2
  done
  pdftotext "$scratch/$name.pdf" "$scratch/pdf.txt"

  # A decision document is read at a meeting: four pages and an annex of one. A plan of twenty areas is no longer than the
  # board's own.
  pages=$(pdfinfo "$scratch/$name.pdf" | sed -n 's/^Pages: *//p')
  case $name in
    illustration-*) [ "$pages" -le 5 ] || miss "$pages pages, where four and an annex are wanted" ;;
    plan-*) [ "$pages" -le 15 ] || miss "$pages pages, where fifteen are wanted" ;;
  esac

  # Nothing is asked when the file is opened.
  if unzip -p "$file" word/settings.xml | grep -qi updateFields; then miss "asks to update its fields"; fi

  # The page numbers of the contents, as the file says them for programs that do not count: at most one off what is counted here.
  said=$(unzip -p "$file" word/document.xml | tr -d '\n' | grep -oP 'PAGEREF(?:(?!PAGEREF).)*?<w:t>\K[0-9]+(?=</w:t>)' || true)
  counted=$(grep -oP '\.{6,} ?\K[0-9]+$' "$scratch/pdf.txt" || true)
  if [ -n "$said" ]; then
    [ "$(wc -l <<<"$said")" = "$(wc -l <<<"$counted")" ] || miss "page numbers of the contents are not shown"
    while read -r one other; do
      off=$((one - other))
      [ "${off#-}" -le 1 ] || miss "contents: page $one in the file, $other on the pages"
    done < <(paste -d' ' <(printf '%s\n' "$said") <(printf '%s\n' "$counted"))
  fi

  # A paragraph, table or row a line, also where a template's author has it all on one.
  body=$(unzip -p "$file" word/document.xml | sed -E 's/<w:(p|tbl|tr)[ >]/\n&/g')
  squeezed <"$scratch/pdf.txt" >"$scratch/pdf.squeezed"
  in_pdf "$(grep 'w:pStyle w:val="Title"' <<<"$body" | plain)"
  headings=0
  while IFS= read -r heading; do
    headings=$((headings + 1))
    in_pdf "$heading"
  done < <(grep 'w:pStyle w:val="Heading' <<<"$body" | plain)

  same headings 'w:pStyle w:val="Heading' '<h[1-6][ >]'
  same tables '<w:tbl>' '<table[ >]'
  same 'table heads' '<w:tblHeader/>' '<thead[ >]'
  # A heading that a template numbers is no point.
  same 'points of lists' 'w:pStyle w:val="List' '<li(?=[ >])[^>]*>(?!<h[1-6])'
done

exit "$missing"
