"""Firefox has a file, and so one process of pytest-xdist, for itself: Python starts once there."""

from policy_in_each_engine import *  # noqa: F403
from run_in_each_engine import *  # noqa: F403

ENGINE = "firefox"
