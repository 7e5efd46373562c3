"""What a test run leaves for builds: which pages' scripts ran well, when, and with what."""

from __future__ import annotations

import platform
from collections.abc import Collection
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from glossary.content.content import Content
from glossary.content.verified import FILE, RECORDS, Verified, digest_of, records, scripts_of
from glossary.site.prepare import put


def digests_of(content: Content) -> dict[str, str]:
    """The digest of each page's scripts and outputs, as they are now."""
    return {
        uri: digest_of(page, content.claims, content.root) for uri, page in content.pages.items()
    }


def write_verified(
    root: Path, content: Content, ran: Collection[str], digests: dict[str, str]
) -> None:
    """Write the pages of which all scripts ran well; what is known of others stays.

    Args:
        root: the repository.
        content: the pages as they were when the run began.
        ran: scripts that printed what their page shows, from the root.
        digests: of the pages, from when the run began: what was edited since did not run.

    Raises:
        OSError: if the file cannot be written.
    """
    known = records(root / FILE, root)
    made = {uri: one for uri, one in known.items() if uri in content.pages}
    for uri, page in content.pages.items():
        scripts = {path.relative_to(root).as_posix() for path in scripts_of(page, content.claims)}
        if scripts and scripts <= set(ran):
            made[uri] = Verified(
                digest=digests[uri],
                date=datetime.now(UTC).date(),
                python=platform.python_version(),
                numpy=version("numpy"),
                torch=version("torch").partition("+")[0],
            )
    if made != known:
        put(root / FILE, RECORDS.dump_json(dict(sorted(made.items())), indent=1))
