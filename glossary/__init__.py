"""The site's own Python: reading terms, checking them, and holding pages to what ran.

The names of the folders that everything else refers to live here, once.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The repository."""

DIRECTIVE = "<!--pytest-codeblocks:expected-output-->"
"""The comment of pytest-codeblocks that says: the next block is what the last one prints."""
