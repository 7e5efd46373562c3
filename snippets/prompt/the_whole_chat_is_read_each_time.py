"""A chat is sent whole for each answer: its cost grows with the square of its turns."""

answer = 250  # tokens; knob: 50 to 500 by 50


def tokens_read(n_turns, system, question, answer):
    """Tokens of the last prompt, and of all prompts: without a cache, and with one.

    With a cache that is kept, and a beginning that stays, each token is computed once.
    """
    prompt = total = 0
    for turn in range(1, n_turns + 1):
        prompt = system + turn * question + (turn - 1) * answer
        total += prompt
    return prompt, total, prompt


print("turns  last prompt  read in all  cached    price")
for n_turns in (1, 10, 20, 40, 80):
    prompt, total, cached = tokens_read(
        n_turns, system=1000, question=50, answer=answer
    )
    price = cached + 0.1 * (total - cached)  # a cached token costs a tenth
    print(f"{n_turns:5}  {prompt:11,}  {total:11,}  {cached:6,}  {price:7,.0f}")
