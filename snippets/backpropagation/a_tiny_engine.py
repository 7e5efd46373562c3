"""Twenty lines that note each step can walk back through all of them."""


class Value:
    tape = []  # every value, in the order in which they were made

    def __init__(self, data, parents=(), slopes=()):
        self.data, self.grad = data, 0.0
        self.parents, self.slopes = parents, slopes  # slope of this for each parent
        Value.tape.append(self)

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), (1, 1))

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def backward(self):
        self.grad = 1.0
        for value in reversed(Value.tape):  # children first, so each has gathered all
            for parent, slope in zip(value.parents, value.slopes):
                parent.grad += slope * value.grad


w, x, b = Value(0.5), Value(2.0), Value(-0.2)
y = w * x + b
loss = y * y + w * w  # y is used twice, and w three times
loss.backward()
print(f"y {y.data:.2f}, loss {loss.data:.2f}")
print(*(f"slope of {n} {v.grad:.1f}" for n, v in zip("ywxb", (y, w, x, b))), sep=", ")
