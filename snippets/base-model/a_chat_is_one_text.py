"""A chat template writes a conversation down as one text with special tokens in it."""


def as_text(messages, answer_next):  # the form called ChatML
    text = ""
    for message in messages:
        text += f"<|im_start|>{message['role']}\n{message['content']}<|im_end|>\n"
    return text + ("<|im_start|>assistant\n" if answer_next else "")


chat = [
    {"role": "system", "content": "Answer in one word."},
    {"role": "user", "content": "Who wrote Emma?"},
]
print(as_text(chat, answer_next=True) + "...", "\n")
chat += [
    {"role": "assistant", "content": "Austen"},
    {"role": "user", "content": "And Ulysses?"},
]
print(as_text(chat, answer_next=True) + "...")
