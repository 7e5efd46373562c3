"""A template that drops old thinking makes the next prompt differ from the last one."""

import re


def render(messages, add_generation_prompt, preserve_thinking):
    users = [i for i, message in enumerate(messages) if message["role"] == "user"]
    text = ""
    for i, message in enumerate(messages):
        content = message["content"]
        if i < max(users, default=0) and not preserve_thinking:
            content = re.sub(r"<think>.*</think>\s*", "", content, flags=re.DOTALL)
        text += f"<{message['role']}> {content} <end> "
    return text + ("<assistant> " if add_generation_prompt else "")


first = [{"role": "user", "content": "Is 91 prime ?"}]
answer = {"role": "assistant", "content": "<think> 91 = 7 * 13 </think> No ."}
second = [*first, answer, {"role": "user", "content": "And 97 ?"}]

print("thinking   tokens read   next    the same")
print("is kept    and written   prompt  at the start")
for keep in (False, True):
    before = render(first, True, keep) + answer["content"] + " <end> "
    after = render(second, True, keep)
    old, new = before.split(), after.split()
    agree = [a == b for a, b in zip(old, new)] + [False]
    same = agree.index(False)  # where they first differ, or one ends
    print(f"{keep!s:9}  {len(old):11}  {len(new):7}  {same:12}")
