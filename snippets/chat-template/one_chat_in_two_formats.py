"""Two templates write the same chat down differently, and one adds what nobody sent."""

DEFAULT = "You are a helpful AI assistant named SmolLM, trained by Hugging Face"


def smollm2(messages, add_generation_prompt):
    """The template of SmolLM2-135M-Instruct, a variant of ChatML."""
    if messages and messages[0]["role"] != "system":
        messages = [{"role": "system", "content": DEFAULT}, *messages]
    text = ""
    for message in messages:
        text += f"<|im_start|>{message['role']}\n{message['content']}<|im_end|>\n"
    return text + ("<|im_start|>assistant\n" if add_generation_prompt else "")


def llama3(messages, add_generation_prompt):
    """The template of Llama 3 8B Instruct, of April 2024."""
    text = "<|begin_of_text|>" if messages else ""
    for message in messages:
        text += f"<|start_header_id|>{message['role']}<|end_header_id|>\n\n"
        text += message["content"].strip() + "<|eot_id|>"
    header = "<|start_header_id|>assistant<|end_header_id|>\n\n"
    return text + (header if add_generation_prompt else "")


chat = [{"role": "user", "content": "Who wrote Emma? "}]
for template in (smollm2, llama3):
    print(f"--- {template.__name__}")
    print(template(chat, add_generation_prompt=True) + "...")
