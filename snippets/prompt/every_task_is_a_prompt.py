"""Translation, question and summary are one task to a language model: continue."""

text = (
    "english: sea. french: mer. english: cat. french: chat. "
    "question: who wrote hamlet? answer: shakespeare. "
    "question: who wrote emma? answer: austen. "
    "review: slow and far too long. summary: boring. "
    "review: i laughed all the way. summary: funny. "
)


def next_character(prompt):  # what follows the longest ending that the text holds
    for start in range(len(prompt)):
        _, _, after = text.partition(prompt[start:])
        if after:
            return after[0]
    return "."  # nothing to go by


for prompt in (
    "english: cat. french:",
    "question: who wrote emma? answer:",
    "review: far too long. summary:",
    "english: dog. french:",  # not in the text
):
    continuation = ""
    while not continuation.endswith("."):
        continuation += next_character(prompt + continuation)
    print(prompt + continuation)
