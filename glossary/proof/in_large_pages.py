"""Puts all that this process holds into large pages: a server of blocks imports this last."""

import gc

from glossary.proof.large_pages import collapse

gc.collect()
gc.freeze()  # no search for garbage, in any fork, writes to what was there before
collapse()
