#!/usr/bin/env python3
"""Puts the page together: python3 web/pack.py ENGINE.wasm PAGE.html

The engine is packed with gzip and written as text, seven bits a letter: a letter of base64 holds six, and the page would be a
sixth larger. Style and script stand in the page as they are, and the page's policy names the script by its hash. The same
input gives the same bytes.
"""
import base64
import gzip
import hashlib
import pathlib
import re
import sys

MOST = 2_000_000

here = pathlib.Path(__file__).parent
engine, out = map(pathlib.Path, sys.argv[1:3])


def read(*names):
    return "\n".join((here / name).read_text(encoding="utf-8").strip() for name in names)


def bare(wasm):
    """The engine without what is written beside it: notes to a generator of bindings, names."""
    kept, at = bytearray(wasm[:8]), 8
    while at < len(wasm):
        length, start, shift = 0, at + 1, 0
        while True:
            byte, start = wasm[start], start + 1
            length |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        if wasm[at]:
            kept += wasm[at : start + length]
        at = start + length
    return bytes(kept)


# Letters that a page does not keep, and the one that could end the script; 128 is added to them, in two bytes.
LOST = {0, 13, ord("<")}


def letters(packed):
    """Seven bits a letter, the first ones first; what is left of the last letter is nothing, and less than a byte."""
    text, held, count = [], 0, 0
    for byte in packed:
        held, count = held << 8 | byte, count + 8
        while count >= 7:
            count -= 7
            text.append(held >> count)
            held &= (1 << count) - 1
    text.append(held << 7 - count)
    return "".join(chr(letter + 128 if letter in LOST else letter) for letter in text)


script = read("page/idiomorph.min.js", "page/glue.js")
style = read("../templates/page.css", "../templates/picture.css", "../templates/paper.css", "page/page.css")
if re.search("</script|<!--|</style", script + style):
    sys.exit("script or style would end where it does not")
packed = gzip.compress(bare(engine.read_bytes()), compresslevel=9, mtime=0)
# The byte that names the system which packed it.
packed = packed[:9] + b"\xff" + packed[10:]
parts = {
    "script-hash": "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    "style": style,
    "engine": letters(packed),
    "script": script,
}
page = re.sub(r"\{\{([a-z-]+)\}\}", lambda found: parts[found[1]], read("page/shell.html")) + "\n"
out.write_text(page, encoding="utf-8", newline="\n")
size = out.stat().st_size
print(f"{out}: {size:,} bytes, sha256 {hashlib.sha256(page.encode()).hexdigest()}")
if size > MOST:
    sys.exit(f"the page has more than {MOST:,} bytes")
