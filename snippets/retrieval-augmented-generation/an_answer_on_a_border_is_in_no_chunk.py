"""An answer across a border is whole in no chunk, unless the chunks overlap."""


def chunked(words, size, overlap=0):
    """Chunks of `size` words; each repeats the last `overlap` of the one before."""
    if not 0 <= overlap < size:
        raise ValueError("the overlap is 0 or more, and smaller than a chunk")
    last = max(len(words) - overlap, 1)
    return [words[i : i + size] for i in range(0, last, size - overlap)]


words = list(range(1000))  # a text
answer = 12  # length of an answer in words; knob: 4 to 40 by 4
starts = range(len(words) - answer + 1)  # wherever the answer may begin
print("size  overlap  chunks  stored  answers cut")
for size, overlap in ((100, 0), (100, 6), (100, 11), (100, 50), (400, 0), (20, 0)):
    chunks = chunked(words, size, overlap)
    whole = {i for c in chunks for i in c if i + answer - 1 <= c[-1]}
    stored = sum(len(chunk) for chunk in chunks) / len(words)
    cut = 1 - len(whole) / len(starts)
    print(f"{size:4}  {overlap:7}  {len(chunks):6}  {stored:5.2f}x  {cut:11.1%}")
