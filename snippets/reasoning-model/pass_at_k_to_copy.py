"""pass@k from n tries without bias; the share of right tries plugged in is too low."""

from math import comb


def pass_at_k(n, c, k):
    """Probability that k of n tries, c of them right, hold a right one."""
    if not (0 <= c <= n and 1 <= k <= n):
        raise ValueError(f"needs 0 <= c <= n and 1 <= k <= n, not {n=}, {c=}, {k=}")
    return 1 - comb(n - c, k) / comb(n, k)


def expected(estimate, n, p):
    """Its mean over all that n tries can give, each right with probability p."""
    return sum(
        comb(n, c) * p**c * (1 - p) ** (n - c) * estimate(c) for c in range(n + 1)
    )


print("   p    n   k   true  pass_at_k  plugged")
for p, n, k in ((0.1, 10, 5), (0.1, 10, 10), (0.1, 100, 10), (0.01, 100, 50)):
    unbiased = expected(lambda c, n=n, k=k: pass_at_k(n, c, k), n, p)
    plugged = expected(lambda c, n=n, k=k: 1 - (1 - c / n) ** k, n, p)
    true = 1 - (1 - p) ** k
    print(f"{p:4}  {n:3}  {k:2}  {true:.3f}  {unbiased:9.3f}  {plugged:7.3f}")
