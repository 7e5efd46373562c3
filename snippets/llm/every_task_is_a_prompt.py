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
        at = text.find(prompt[start:])
        if 0 <= at < len(text) - len(prompt[start:]):
            return text[at + len(prompt[start:])]


for prompt in (
    "english: cat. french:",
    "question: who wrote emma? answer:",
    "review: far too long. summary:",
):
    written = ""
    while not written.endswith("."):
        written += next_letter(prompt + written)
    print(prompt + written)
