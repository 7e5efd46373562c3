"""Samples of pages and scripts: each has its turn, and the fixed ones always."""

from samples import todays


def test_after_some_days_each_had_its_turn():
    everything = [f"page {number}" for number in range(23)]
    always = ["page 3", "page 9"]
    seen = set()
    for day in range(700_000, 700_010):
        some = todays(everything, always, 10, day)
        assert some[:2] == always
        assert len(some) <= 2 + 3
        seen |= set(some)
    assert seen == set(everything)


def test_a_small_list_is_never_empty_without_reason():
    assert todays(["a", "b"], [], 10, 4) == []
    assert todays(["a", "b"], ["a"], 10, 4) == ["a"]
