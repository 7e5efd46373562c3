"""Texts that a tokenizer is easily wrong about, and what the page's script makes of them.

The IDs that the `tokenizers` library gives them with GPT-2's merges are stored in hard_texts.json.
With the packages of the labs,

    python -m tests.support.hard_texts

makes that file anew, and tests/reference/test_own_text.py holds it to the library.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import struct
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from glossary import ROOT
from glossary.content.content import load
from glossary.site.run.pyodide import NotToBeHad, node_of_playwright
from glossary.site.tokens import files, gpt2

ENCODE = ROOT / "docs" / gpt2.SCRIPTS / "encode.js"
EXPECTED = Path(__file__).with_suffix(".json")
LONGEST = 100_000

TEXTS = {
    "nothing": "",
    "a word": "unbelievable",
    "a sentence": "Hello, how are you? I'm fine; it's 12:30.",
    "leading spaces": "   three before",
    "trailing spaces": "three after   ",
    "spaces only": "       ",
    "runs of spaces": "a b  c   d    e\u00a0 f \u00a0g\u3000h",
    "line ends": "a\nb\r\nc\rd\n\ne\r\n\r\nf\n \n g\u2028h\u2029i",
    "tabs and code": "def f(x):\n\tif x:\n\t\treturn x ** 2  # ok\n\n\n",
    "white space of Unicode": "a\u0085b\u1680c\u2003d\u205fe\u200bf\ufeffg\u180eh \u0085 \ufeff",
    "control characters": "".join(map(chr, [*range(32), *range(127, 160)])),
    "separators that Python calls space": "a\x1cb\x1dc\x1ed\x1fe \x1c \x1f",
    "NUL": "a\0b \0\0 c",
    "every byte of Latin-1": "".join(map(chr, range(256))),
    "apostrophes": "I'm you're he's they'll we've I'd don't 'tis 's 't 're 've 'm 'll 'd 'lle 'sd",
    "apostrophes in upper case": "I'M YOU'RE HE'S THEY'LL WE'VE I'D DON'T 'S 'Ll 'rE",
    "apostrophes of Unicode": "I’m don’t ’s ʼs ＇s ‘s’ 'ſ 's\u0301 'ｓ 'ś '\u200ds",
    "apostrophes after spaces and digits": "a 's 1's  's\n's ''s '''re _'ve",
    "digits": "0 12 123 1234567 3.14159 1,000,000 1e-5 0x1F 007",
    "digits of Unicode": "١٢٣ १२३ ½ ² Ⅷ ① 一二三 𝟘𝟙 a²b x₁ ੩໓",
    "letters beside digits": "abc123def ver2.0beta 3rd 1st x1y2 а1б2",
    "underscores and signs": "snake_case __init__ a+b=c && -> => <|endoftext|> [INST] $5 €5 #tag",
    "emoji alone": "🙂🙃 👍 👍🏽 ☺ ☺️ ✈︎ 🇵🇱🇩🇪 1️⃣ #️⃣",
    "emoji with joiners": "👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍🚀 ❤️‍🔥 🧑‍🤝‍🧑",
    "combining marks": "cafe\u0301 café e\u0301\u0302\u0303 \u0301a  \u0301 Z̸̢͎̕a̴l̶g̷o̸ n\u0303",
    "right to left": "שלום עולם مرحبا بالعالم \u202bRTL\u202c \u200fא\u200e 123 אב'ג",
    "Indic and Thai": "नमस्ते, आप कैसे हैं? สวัสดีชาวโลก தமிழ் မြန်မာ",
    "Chinese, Japanese, Korean": "你好,世界。こんにちは カタカナ 안녕하세요 한국어 𠮷野家 ㍿",
    "Hangul in parts": "\u1112\u1161\u11ab 한",
    "scripts with case": "Привет КАК дела Straße ǅ İı ﬁ ẞ ΣΑΣ",
    "other planes": "𝓗𝓮𝓵𝓵𝓸 𐍈 𒀀 🜁 \U000e0041 \U0010ffff \ufffe \ue000",
    "variation and tags": "a\ufe0fb 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "invisible": "a\u00adb\u200bc\u2060d\u034fe\u115ff\u3164g",
    "replacement": "\ufffd\ufffd a\ufffdb",
    "markup": "<script>alert('x')</script> &amp; <b>bold</b> \"quoted\" `code` \\n %s {{x}}",
    "one letter many times": "a" * 3001,
    "a very long word": "Donaudampfschifffahrtsgesellschaft" * 300,
    "many spaces": " " * 2001 + "x" + " " * 999,
    "many line ends": "\n" * 700 + "x" + "\r\n" * 300,
    "many digits": "1234567890" * 250,
    "many signs": "=-" * 1200 + "!" * 500,
    "an emoji many times": "🙂" * 900,
    "a mark many times": "a" + "\u0301" * 1000,
}  # fmt: skip
"""By what is hard in them."""

ALPHABETS = (
    "etaoin shrdlu ETAOIN",
    " \t\n\r\u00a0\u2003\u0085",
    "'stremvldSTREM ’",
    "0123456789 ½²١",
    "éñüßžżółć e\u0301\u0302",
    "אבגم مرحبا\u200f\u200e",
    "你好世界こんにちは안녕",
    "🙂👍🏽\u200d\ufe0f👩🚀🇵🇱",
    ".,;:!?-_()[]{}<>|/\\\"'`~@#$%^&*+=",
    "\0\x01\x1f\x7f\x80\ufeff\u200b\ufffd",
)
"""Characters that meet in the long text."""


def long_text(length: int, seed: int = 0) -> str:
    """Words and runs of all alphabets, drawn from a seed."""
    draw = random.Random(seed)
    made = ""
    while len(made) < length:
        made += "".join(draw.choices(draw.choice(ALPHABETS), k=draw.randint(1, 12)))
        made += draw.choice(["", " ", " ", "  ", "\n"])
    return made[:length]


def corpus() -> dict[str, str]:
    """All texts by name; some have 100,000 characters."""
    return {
        **TEXTS,
        "a text of 100,000 characters": long_text(LONGEST),
        "one word of 100,000 characters": "abcdefghijklmnopqrstuvwxyz"
        * (LONGEST // 26),
    }


def in_node(given: Any, expression: str) -> Any:
    """The value of an expression in Node, which sees encode.js as `of` and what is given.

    Args:
        given: what JSON can hold; it writes lone surrogates too.
        expression: JavaScript.
    """
    script = f"""
        delete globalThis.WebAssembly;  // as where a browser allows none: nothing of this needs it
        let text = "";
        for await (const part of process.stdin) text += part;
        const given = JSON.parse(text);
        const of = await import(process.argv[1]);
        process.stdout.write(JSON.stringify({expression}));
    """
    # Node takes a file .js for CommonJS where no package.json says otherwise.
    module = "data:text/javascript," + quote(ENCODE.read_text("utf-8"))
    command = [node_of_playwright(), "--input-type=module", "-e", script, module]
    done = subprocess.run(
        command, input=json.dumps(given), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def encoded(merges: list[int], order: str, texts: list[str]) -> list[list[int]]:
    """The IDs that the page's script gives texts.

    Args:
        merges: two IDs for each.
        order: of the bytes: gpt2 or plain.
        texts: any.
    """
    given = {"merges": merges, "order": order, "texts": texts}
    made = """(({ merges, order, texts }) => {
        const tokenizer = new of.Tokenizer(merges, order);
        return texts.map((text) => tokenizer.encode(text));
    })(given)"""
    return in_node(given, made)


def merges_of_gpt2() -> list[int]:
    """GPT-2's merges as the page loads them.

    They are in the cache wherever Run is, and always in CI.
    """
    try:
        packed = gpt2.pairs(gpt2.get())
    except NotToBeHad as reason:
        if os.environ.get("CI"):
            pytest.fail(f"CI needs GPT-2's merges: make pyodide ({reason})")
        pytest.skip(f"GPT-2's merges are not to be had: {reason}")
    return list(struct.unpack(f"<{len(packed) // 2}H", packed))


def merges_of_the_site() -> list[int]:
    """Those of the tokenizer that this site trains."""
    return json.loads(files.files(ROOT, load(ROOT))[files.OWN])


def by_library(merges: list[int], order: list[int]) -> Any:
    """The tokenizers library with these merges, byte-level as GPT-2's.

    Args:
        merges: two IDs for each.
        order: the bytes in the order of their IDs.
    """
    from tokenizers import Tokenizer, models, pre_tokenizers

    characters = gpt2.byte_characters()
    pieces, pairs = [characters[byte] for byte in order], []
    for a, b in zip(merges[::2], merges[1::2], strict=True):
        pairs.append((pieces[a], pieces[b]))
        pieces.append(pieces[a] + pieces[b])
    vocab = {piece: i for i, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.BPE(vocab=vocab, merges=pairs))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    return tokenizer


def stored(ids: list[int]) -> list[Any]:
    """IDs as they are stored: those of a short text, of a long one their number and a digest."""
    if len(ids) <= 40:
        return ids
    return [f"{len(ids)} tokens", hashlib.sha256(json.dumps(ids).encode()).hexdigest()]


if __name__ == "__main__":
    tokenizer = by_library(merges_of_gpt2(), list(gpt2.byte_characters()))
    rows = {name: stored(tokenizer.encode(text).ids) for name, text in corpus().items()}
    lines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items()
    )
    EXPECTED.write_text("{\n" + lines + "\n}\n", "utf-8")
