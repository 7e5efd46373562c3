"""WebKit has a file, and so one process of pytest-xdist, for itself: Python starts once there."""

from tests.engines.policy_in_each_engine import *  # noqa: F403
from tests.engines.run_in_each_engine import *  # noqa: F403

ENGINE = "webkit"
