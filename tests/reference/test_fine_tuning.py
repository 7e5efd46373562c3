"""Labels of -100, as a model of transformers treats them."""

import torch
import transformers


def test_a_model_scores_only_labels_that_are_not_ignored():
    config = transformers.GPT2Config(
        n_layer=2, n_head=2, n_embd=16, vocab_size=31, n_positions=16
    )
    model = transformers.GPT2LMHeadModel(config).eval()
    ids = torch.tensor([[3, 7, 1, 9, 4, 2]])
    labels = ids.clone()
    labels[:, :4] = -100  # the prompt
    with torch.no_grad():
        answer = model(ids, labels=labels).loss
        whole = model(ids, labels=ids).loss
        logits = model(ids).logits
    ours = torch.nn.functional.cross_entropy(logits[0, 3:5], ids[0, 4:])
    torch.testing.assert_close(answer, ours)
    assert abs(whole - answer) > 1e-4


def test_the_collator_that_hides_padding_by_its_id_hides_the_end():
    """Where both are one token; another padding token leaves the end to be learned."""
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = {"<unk>": 0, "<end>": 1, "<pad>": 2, "austen": 3, "wrote": 4, "emma": 5}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    chats = ["austen <end>", "austen wrote emma <end>"]
    kept = {}
    for pad in ("<end>", "<pad>"):
        fast = transformers.PreTrainedTokenizerFast(
            tokenizer_object=tokenizer, eos_token="<end>", pad_token=pad
        )
        collate = transformers.DataCollatorForLanguageModeling(fast, mlm=False)
        labels = collate([fast(chat) for chat in chats])["labels"]
        kept[pad] = [int((row == words["<end>"]).sum()) for row in labels]
    assert kept == {"<end>": [0, 0], "<pad>": [1, 1]}
