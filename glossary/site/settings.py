"""What mkdocs.yml says of the site as a whole, for what is made without MkDocs."""

from __future__ import annotations

import os
import re
from pathlib import Path

import yaml

from glossary.content.files import per_file
from glossary.content.heads import Loader
from glossary.content.problems import Problem, ProblemsFound, quote

FILE = "mkdocs.yml"
REPOSITORY = re.compile(r"[\w-]+/[\w.-]+")


@per_file
def scalars(path: Path, root: Path) -> dict[str, tuple[int, str]]:
    """Line and text of each setting that is a text, those below `extra` too.

    Of a file that INHERITs another, also those of the other. Tags that only MkDocs knows are
    passed over: nothing is constructed.

    Raises:
        ProblemsFound: if a file cannot be read.
    """
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=Loader)
    except OSError as error:
        message = f"cannot be read ({error.strerror}): bring it back"
        raise ProblemsFound([Problem(path.name, 1, message)]) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        message = f"is not YAML: {getattr(error, 'problem', None) or 'cannot be read'}: mend it"
        raise ProblemsFound([Problem(path.name, mark.line + 1 if mark else 1, message)]) from None
    rows = list(node.value) if isinstance(node, yaml.MappingNode) else []
    for key, value in list(rows):
        if key.value == "extra" and isinstance(value, yaml.MappingNode):
            rows += value.value
    own = {
        key.value: (key.start_mark.line + 1, value.value)
        for key, value in rows
        if isinstance(value, yaml.ScalarNode) and value.value
    }
    if inherited := own.get("INHERIT"):
        return scalars(path.parent / inherited[1], root) | own
    return own


def settings_of(root: Path) -> dict[str, str]:
    """The settings of mkdocs.yml that are texts.

    Raises:
        ProblemsFound: if it cannot be read.
    """
    return {key: value for key, (_, value) in scalars(root / FILE, root).items()}


def repository_of(root: Path) -> str:
    """owner/name on GitHub, where it is known; elsewhere mkdocs.yml says it, once.

    Raises:
        ProblemsFound: if neither says it.
    """
    told = os.environ.get("GITHUB_REPOSITORY")
    if told:
        return told
    line, text = scalars(root / FILE, root).get("repository", (1, ""))
    if not REPOSITORY.fullmatch(text):
        found = f"{quote(text)} is no" if text else "says no"
        message = f"{found} repository: write `repository: owner/name` below `extra:`"
        raise ProblemsFound([Problem(FILE, line, message)])
    return text


def address_of(root: Path) -> str:
    """The address at which the site is published, with a slash at its end.

    It is `site_url` of mkdocs.yml where that is set, else GitHub's for the repository.

    Raises:
        ProblemsFound: if neither is known.
    """
    line, told = scalars(root / FILE, root).get("site_url", (1, ""))
    if told:
        if not re.match(r"https?://[^/\s]", told):
            message = f"site_url: {quote(told)} is no address: write https://..."
            raise ProblemsFound([Problem(FILE, line, message)])
        return told.rstrip("/") + "/"
    owner, name = repository_of(root).split("/")
    return f"https://{owner.lower()}.github.io/{name}/"
