"""Generate with a cache, greedily or sampled, until a stop token or a limit."""

import torch


@torch.inference_mode()  # no recording for a backward pass
def generate(model, prompt, max_new_tokens, stop=(), temperature=0.0, generator=None):
    if len(prompt) == 0:
        raise ValueError("empty prompt: begin with a start token")
    new, cache = torch.as_tensor(prompt)[None], None  # prefill: the whole prompt
    for _ in range(max_new_tokens):
        logits, cache = model(new, cache)  # (1, seq_len, vocab_size)
        last = logits[0, -1].float()
        token = last.argmax()
        if temperature > 0:
            probs = ((last - last.max()) / temperature).softmax(dim=-1)
            token = torch.multinomial(probs, num_samples=1, generator=generator)
        yield int(token)
        if int(token) in stop:
            break
        new = token.view(1, 1)  # decoding: one token in, one token out


def count(new, cache):  # a stand-in: its next token is how many it has been given
    given = (cache or 0) + new.shape[1]
    return torch.eye(9)[given][None, None], given  # logits, cache


for limit, *sampled in ((6,), (2,), (3, 0.6, torch.Generator().manual_seed(0))):
    print(f"at most {limit}:", *generate(count, 3 * [7], limit, {5}, *sampled))
