"""The glossary as data: held to the published schemas, to schema.org, and to Atom's rules."""

from __future__ import annotations

import copy
import hashlib
import json
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from glossary.site import policy
from glossary.site.finish import article, whole_page
from glossary.site.reach import data, feed
from tests.content.test_changes import RIGHT
from tests.support.project import CODE, SHOWN, WIDGET

HERE = "https://owner.github.io/name/"
FORMS = {"1.0.0": "f3969ba3e86be987", "1.1.0": "3f149bacc403cff2"}
"""For each version of the data its form, as a digest of its schemas."""

URL = {"type": "string", "format": "uri", "pattern": "^https://[^ ]+$"}
DEFINED_TERM = {
    "type": "object",
    # https://schema.org/DefinedTerm: its own properties, and those of Thing.
    "properties": {
        "@type": {"const": "DefinedTerm"},
        "@id": URL,
        "name": {"type": "string", "minLength": 1},
        "alternateName": {"type": "array", "items": {"type": "string"}, "minItems": 1},
        "description": {"type": "string", "minLength": 1},
        "url": URL,
        "inDefinedTermSet": URL,
        "termCode": {"type": "string"},
    },
    "required": ["@type", "@id", "name"],
    "additionalProperties": False,
}
PAGE_LD = {
    "type": "object",
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@graph": {
            "type": "array",
            "minItems": 1,
            "items": {
                **DEFINED_TERM,
                "required": [
                    "@type",
                    "@id",
                    "name",
                    "description",
                    "url",
                    "inDefinedTermSet",
                ],
            },
        },
    },
    "required": ["@context", "@graph"],
    "additionalProperties": False,
}
SET_LD = {
    "type": "object",
    # https://schema.org/DefinedTermSet: its own property, and those of CreativeWork and Thing.
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "DefinedTermSet"},
        "@id": URL,
        "name": {"type": "string"},
        "url": URL,
        "inLanguage": {"const": "en"},
        "license": URL,
        "hasDefinedTerm": {"type": "array", "items": DEFINED_TERM, "minItems": 1},
    },
    "required": ["@context", "@type", "@id", "name", "hasDefinedTerm"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def files(content) -> dict[str, str]:
    return data.files(content, HERE, "Words")


def check(value, schema) -> None:
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(value)


def test_the_data_keeps_the_schema_that_is_published(files, content):
    whole = json.loads(files["glossary.json"])
    schema = json.loads(files[data.SCHEMA])
    check(whole, schema)
    assert whole["$schema"] == schema["$id"] == f"{HERE}{data.SCHEMA}"
    assert [term["slug"] for term in whole["terms"]] == [t.slug for t in content.terms]
    assert len(whole["models"]) == len(content.models) > 20
    own = json.loads(files[data.TERM_SCHEMA])
    Draft202012Validator.check_schema(own)
    alike = Draft202012Validator(own)
    for term in whole["terms"]:
        alone = json.loads(files[f"define/{term['slug']}.json"])
        alike.validate(alone)
        assert alone["$schema"] == own["$id"]
        assert {key: alone[key] for key in term} == term
        assert term["claims"] or term["slug"] == "llm"


@pytest.mark.parametrize(
    "broken",
    [
        lambda term: term.pop("summary"),
        lambda term: term.update(level=3),
        lambda term: term.update(more="x"),
        lambda term: term["claims"][0].pop("output"),
        lambda term: term["sources"][0].update(year="2021"),
    ],
)
def test_data_of_another_form_is_refused(files, broken):
    term = copy.deepcopy(json.loads(files["define/lora.json"]))
    schema = json.loads(files[data.TERM_SCHEMA])
    check(term, schema)
    broken(term)
    with pytest.raises(ValidationError):
        check(term, schema)


def bare(schema):
    """A schema without the words that only explain it."""
    if isinstance(schema, dict):
        return {
            key: bare(value)
            for key, value in sorted(schema.items())
            if not (key in ("title", "description") and isinstance(value, str))
        }
    return [bare(one) for one in schema] if isinstance(schema, list) else schema


def test_another_form_is_another_version(files):
    """What was published under a version stays so: who reads the data can rely on it."""
    forms = [bare(json.loads(files[name])) for name in (data.SCHEMA, data.TERM_SCHEMA)]
    digest = hashlib.sha256(json.dumps(forms).encode()).hexdigest()[:16]
    assert FORMS.get(data.VERSION) == digest, (
        "the schema is another: raise VERSION in glossary/site/reach/data.py, and name it here"
    )


def test_an_entry_asks_before_it_tells(project):
    project.edit(WIDGET, SHOWN, f"<!-- predict: How much are `2` & 2? -->\n{SHOWN}")
    (claim,) = json.loads(data.files(project.load(), HERE, "W")["define/widget.json"])[
        "claims"
    ]
    assert claim["predict"] == "How much are `2` & 2?"
    assert list(claim)[-2:] == ["predict", "output"]


def test_an_entry_has_its_scripts_and_what_they_print(project):
    made = json.loads(data.files(project.load(), HERE, "Words")["define/widget.json"])
    assert made["claims"] == [
        {
            "name": "widget/two_and_two_are_four",
            "says": "Two and two are four.",
            "url": f"{HERE}terms/widget/",
            "scripts": [
                {
                    "file": "snippets/widget/two_and_two_are_four.py",
                    "tab": "",
                    "code": CODE,
                }
            ],
            "predict": "",
            "output": "sum: 4\n",
        }
    ]
    assert made["questions"] == [
        {
            "question": "Does a widget learn?",
            "url": f"{HERE}terms/widget/#does-a-widget-learn",
        }
    ]
    assert made["expansion"] == "Wholly Imagined Device"


# JSON-LD


def linked_data(html: str):
    begin, end = '<script type="application/ld+json">', "</script>"
    assert html.count(begin) == 1
    return json.loads(html.partition(begin)[2].partition(end)[0])


def test_each_term_is_a_defined_term_of_one_set(content):
    for term in content.terms:
        made = linked_data(article("<h1>x</h1>", term.uri, content))
        check(made, PAGE_LD)
        first, *others = made["@graph"]
        assert [first["name"], *first.get("alternateName", [])] == list(term.names)
        assert first["description"] == term.summary
        assert [one["name"] for one in others] == list(term.covers)
    html = article("<!-- glossary: a-z -->", "a-z.md", content)
    whole = linked_data(html)
    check(whole, SET_LD)
    assert len(whole["hasDefinedTerm"]) == len(content.terms)
    assert {one["inDefinedTermSet"] for one in made["@graph"]} == {whole["@id"]}
    wrong = {**made, "@graph": [{**first, "definition": "x"}]}
    with pytest.raises(ValidationError):
        check(wrong, PAGE_LD)


def test_a_page_that_is_no_term_says_nothing(content):
    assert "ld+json" not in article("<h1>x</h1>", "use.md", content)


def test_it_is_data_to_the_policy_and_nothing_ends_it_early(project):
    project.edit(
        "docs/terms/widget.md",
        "A thing that stands",
        "A </script><script>x</script> stands",
    )
    html = article("<h1>x</h1>", "terms/widget.md", project.load())
    assert policy.inline_scripts(html) == []
    (made,) = linked_data(html)["@graph"]
    assert made["description"].startswith("A </script><script>x</script> stands")


def test_it_stands_in_the_head_where_following_a_link_does_not_run_it(content):
    made = article("<h1>x</h1>", "terms/lora.md", content)
    html = whole_page(f"<html><head></head><body>{made}</body></html>")
    head, _, body = html.partition("</head>")
    assert linked_data(head)["@graph"][0]["name"] == "LoRA"
    assert "<script" not in body


# The feed

ATOM = f"{{{feed.ATOM}}}"


def entries(text: str) -> list[ET.Element]:
    """The entries of a feed that has all that Atom asks for."""
    root = ET.fromstring(text.encode())
    assert root.tag == f"{ATOM}feed"
    for one in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(one.findall(ATOM + name)) == 1, name
            assert one.find(ATOM + name).text
        assert one.find(f"{ATOM}updated").text[10:] == "T00:00:00Z"
        date.fromisoformat(one.find(f"{ATOM}updated").text[:10])
        rels = [link.get("rel") for link in one.findall(f"{ATOM}link")]
        assert rels.count("alternate") == 1
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == f"{HERE}feed.xml"
    assert root.find(f"{ATOM}author/{ATOM}name").text
    found = root.findall(f"{ATOM}entry")
    ids = [one.find(f"{ATOM}id").text for one in found]
    assert len(set(ids)) == len(ids)
    days = [one.find(f"{ATOM}updated").text for one in found]
    assert days == sorted(days, reverse=True)
    if days:
        assert root.find(f"{ATOM}updated").text == days[0]
    return found


def test_the_feed_has_new_entries_and_what_was_wrong(project):
    project.write("docs/changes.yml", RIGHT)
    corrected, new = entries(feed.atom(project.load(), HERE, "Words"))
    assert corrected.find(f"{ATOM}title").text == "Corrected: Token"
    assert corrected.find(f"{ATOM}content").text == (
        "<p>Was wrong: A token is always a word.</p><p>Now: A token may be a part of a word.</p>"
    )
    assert new.find(f"{ATOM}title").text == "New: Widget"
    assert new.find(f"{ATOM}link").get("href") == f"{HERE}terms/widget/"


def test_the_feed_of_the_site_has_all_and_one_without_changes_none(content, project):
    changes = content.changes
    found = entries(feed.atom(content, HERE, "Words"))
    assert len(found) == len(changes.entries) + len(changes.corrections)
    assert entries(feed.atom(project.load(), HERE, "Words")) == []
