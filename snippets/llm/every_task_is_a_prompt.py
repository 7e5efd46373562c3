"""Translation, question and summary are one task to a language model: go on."""

text = (
    "english: sea. french: mer. english: cat. french: chat. "
    "question: who wrote hamlet? answer: shakespeare. "
    "question: who wrote emma? answer: austen. "
    "review: slow and far too long. summary: boring. "
    "review: i laughed all the way. summary: funny. "
)


def next_letter(prompt):  # after the longest ending of the prompt that the text holds
    for start in range(len(prompt)):
        _, _, after = text.partition(prompt[start:])
        if after:
            return after[0]


for prompt in (
    "english: cat. french:",
    "question: who wrote emma? answer:",
    "review: far too long. summary:",
):
    written = ""
    while not written.endswith("."):
        written += next_letter(prompt + written)
    print(prompt + written)
