"""About as many statements are false as were read once, if facts have no pattern."""

import numpy as np

rng = np.random.default_rng(0)
people, days = 20_000, 365
birthday = rng.integers(days, size=people)  # nothing tells one from another
fame = 1 / np.arange(1, people + 1)  # how often texts speak of each
fame /= fame.sum()

print("sentences  seen once  never seen  false")
for n_read in (1_000, 10_000, 100_000, 1_000_000):
    read = rng.choice(people, size=n_read, p=fame)  # true sentences: who and when
    times = np.bincount(read, minlength=people)
    once = (times == 1).sum() / n_read

    told = rng.choice(people, size=n_read, p=fame)  # it speaks of people as often
    guess = rng.integers(days, size=n_read)  # and of strangers with any day of the year
    said = np.where(times[told] > 0, birthday[told], guess)
    false = (said != birthday[told]).mean()
    never = fame[times == 0].sum()
    print(f"{n_read:9,}  {once:9.3f}  {never:10.3f}  {false:5.3f}")
