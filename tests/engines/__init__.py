import pytest

# Tests that the files of engines take from there; also what they share.
pytest.register_assert_rewrite(
    "tests.engines.policy_in_each_engine", "tests.engines.run_in_each_engine"
)
