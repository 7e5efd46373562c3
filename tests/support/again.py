"""What failed once in a run is remembered, for `--last-failed`, though it passed later in that run.

A test at which a process of pytest-xdist ends has failed; with `--dist loadfile` another process
then takes the rest of its file, that test too. If it passes, pytest forgets the failure, and ends
with 1: whoever then runs what failed once more would find nothing to run.
"""

from __future__ import annotations

import pytest

failed: set[str] = set()
"""Names of the tests that have failed in this run."""


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.failed:
        failed.add(report.nodeid)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    # pytest's own plugin writes what it remembers in this hook, after this.
    if remembered := session.config.pluginmanager.get_plugin("lfplugin"):
        remembered.lastfailed |= dict.fromkeys(failed, True)
