"""Texts of unequal length become one batch by padding and a mask."""


def pad(texts, pad_id, side):  # lists of token IDs -> IDs and mask   (batch, seq_len)
    seq_len = max((len(ids) for ids in texts), default=0)
    input_ids, attention_mask = [], []
    for ids in texts:
        padding, ones = [pad_id] * (seq_len - len(ids)), [1] * len(ids)
        zeros = [0] * len(padding)
        left = side == "left"
        input_ids.append(padding + ids if left else ids + padding)
        attention_mask.append(zeros + ones if left else ones + zeros)
    return input_ids, attention_mask


texts = [[11, 12, 13, 14], [21, 22], [31]]  # token IDs of three texts
for side in "left", "right":
    print(f"padding on the {side}:")
    for ids, mask in zip(*pad(texts, pad_id=0, side=side)):
        note = "continues the text" if mask[-1] else "continues padding"
        print(f"  IDs {ids!s:17} mask {mask}  {note}")
