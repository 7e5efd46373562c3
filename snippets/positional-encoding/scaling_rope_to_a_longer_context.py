"""Ways to stretch RoPE over longer contexts: what each does to its angles."""

from math import pi

d_head, theta, trained, factor = 128, 500_000.0, 8192, 8


def frequencies(theta):  # radians for each position, one for each pair
    return [theta ** (-i / d_head) for i in range(0, d_head, 2)]


def llama3(frequency, low=1.0, high=4.0):  # slows down the slow pairs only
    turns = trained * frequency / (2 * pi)  # rotations within the trained context
    smooth = min(max((turns - low) / (high - low), 0.0), 1.0)
    return (1 - smooth) * frequency / factor + smooth * frequency


before = frequencies(theta)
ways = {
    "unchanged": before,
    "positions / 8": [frequency / factor for frequency in before],
    "larger theta": frequencies(theta * factor ** (d_head / (d_head - 2))),
    "Llama 3.1's": [llama3(frequency) for frequency in before],
}
print("               fastest pair   angle of the slowest pair, times the trained")
print("                   one step    at 8,192   at 65,536  at 131,072")
for name, after in ways.items():
    reach = [after[-1] * at / (before[-1] * trained) for at in (8192, 65_536, 131_072)]
    row = " ".join(f"{times:11.1f}" for times in reach)
    print(f"{name:14} {after[0]:12.3f} {row}")
