"""Opening a pickle runs what its author wrote into it; torch.load refuses it."""

import io
import pickle

import torch


class Weights:  # says what is to be called when the file is opened
    def __reduce__(self):
        return print, ("this line was printed by opening the file",)


pickle.loads(pickle.dumps({"W": Weights()}))
for content in (torch.ones(2), Weights()):
    file = io.BytesIO()  # stands for a file on disk
    torch.save({"W": content}, file)
    file.seek(0)
    try:
        print("opened:", torch.load(file, weights_only=True))  # the default
    except pickle.UnpicklingError:
        print("refused:", type(content).__name__)
