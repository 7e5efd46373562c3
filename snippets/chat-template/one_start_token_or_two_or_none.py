"""The start token can come from the template, the tokenizer, both or neither."""

import re

vocab = {"<s>": 1, "<user>": 2, "<assistant>": 3, "<end>": 4, "Hello": 5, "there": 6}


def render(messages, start):
    turns = [f"<{m['role']}>{m['content']}<end>" for m in messages]
    return ("<s>" if start else "") + "".join(turns) + "<assistant>"


def encode(text, add_special_tokens):
    ids = [vocab[piece] for piece in re.findall(r"<\w+>|\w+", text)]
    return [1, *ids] if add_special_tokens else ids


def decode(ids, skip_special_tokens):
    kept = [i for i in ids if i > 4 or not skip_special_tokens]
    return " ".join(list(vocab)[i - 1] for i in kept)


chat = [{"role": "user", "content": "Hello there"}]
print("template  tokenizer  ids            decoded")
for start in (True, False):
    for add in (False, True):
        ids = encode(render(chat, start), add_special_tokens=add)
        text = decode(ids, skip_special_tokens=True)
        print(f"{start!s:8}  {add!s:9}  {' '.join(map(str, ids)):13}  {text}")
