"""An engine that records each operation can walk back and find every derivative."""


class Value:
    def __init__(self, data, inputs=(), local=()):
        self.data, self.grad = data, 0.0
        self.inputs, self.local = inputs, local  # derivative of this for each input
        self.depth = 1 + max((one.depth for one in inputs), default=0)

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def backward(self):
        graph = [self]
        for value in graph:  # the list grows until everything is in it
            graph += [one for one in value.inputs if one not in graph]
        self.grad = 1.0
        for value in sorted(set(graph), key=lambda value: -value.depth):
            for one, derivative in zip(value.inputs, value.local):
                one.grad += derivative * value.grad  # multiply along, add over paths


w, x, b = Value(0.5), Value(2.0), Value(-0.2)
y = w * x + b
loss = y * y + w * w  # y is used twice, and w three times
loss.backward()
print(f"gradients: y {y.grad:.1f}, w {w.grad:.1f}, x {x.grad:.1f}, b {b.grad:.1f}")
