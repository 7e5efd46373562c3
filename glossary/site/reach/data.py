"""The glossary as data: glossary.json, define/<slug>.json, their schemas, and JSON-LD for pages.

The models here are both what is written and, by pydantic, the schemas that are published.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from glossary.content.claims import Claim, claims_on, where_is
from glossary.content.content import Content
from glossary.content.files import text_of
from glossary.content.models import by_name
from glossary.content.pages import anchor_of, way_of
from glossary.content.terms import Term
from glossary.content.verified import verified
from glossary.site.reach.pieces import file_of

VERSION = "1.1.0"
"""Of the data's form: the first number rises when a reader of it must change, the second when
something is added. A test holds the schema to it."""

SCHEMA, TERM_SCHEMA = "glossary.schema.json", "term.schema.json"
LICENSES = {"text": "CC-BY-4.0", "code": "MIT"}


class Data(BaseModel):
    """A part of the data."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class CoverData(Data):
    """Something that a term's page explains and that is not the term itself."""

    name: str
    means: str
    url: str


class SourceData(Data):
    """A work, and what it supports on the page."""

    key: str
    title: str
    authors: str
    year: int
    url: str
    supports: str


class ScriptData(Data):
    """A script as it can be copied."""

    file: str
    """From the repository's root."""
    tab: str
    """NumPy or PyTorch where both show the same; else empty."""
    code: str


class ClaimData(Data):
    """What one or two scripts show, and the output that each of them prints."""

    name: str
    says: str
    url: str
    scripts: list[ScriptData]
    predict: str
    """What a reader predicts before the output is shown; empty where nothing is asked."""
    output: str


class QuestionData(Data):
    """A question that the page answers."""

    question: str
    url: str


class VerifiedData(Data):
    """The last run of the page's scripts that printed what the page shows."""

    date: str
    python: str
    numpy: str
    torch: str


class TermData(Data):
    """An entry."""

    slug: str
    term: str
    expansion: str | None
    aliases: list[str]
    covers: list[CoverData]
    terms_taught: list[str]
    group: str
    level: str
    summary: str
    related: list[str]
    """Slugs of other terms."""
    url: str
    markdown: str
    notebook: str
    scripts_zip: str
    sources: list[SourceData]
    claims: list[ClaimData]
    questions: list[QuestionData]
    verified: VerifiedData | None


class DefinitionData(TermData):
    """An entry in a file of its own."""

    schema_: str = Field(alias="$schema")
    version: str
    licenses: dict[str, str]


class ModelData(Data):
    """A published model: its configuration, and what it says."""

    slug: str
    name: str
    url: str
    parameters: int
    active_parameters: int
    config: dict[str, Any]


class GlossaryData(Data):
    """All of it."""

    schema_: str = Field(alias="$schema")
    version: str
    name: str
    url: str
    licenses: dict[str, str]
    terms: list[TermData]
    models: list[ModelData]


def claim_data(claim: Claim, content: Content, page: str, predict: str) -> ClaimData:
    """A claim with its scripts."""
    scripts = [
        ScriptData(file=where_is(path), tab=tab, code=text_of(path, content.root))
        for tab, path in claim.scripts.items()
    ]
    says = scripts[0].code.partition('"""')[2].partition('"""')[0]
    return ClaimData(
        name=claim.name,
        says=" ".join(says.split()),
        url=page,
        scripts=scripts,
        predict=predict,
        output=text_of(claim.output, content.root),
    )


def term_data(term: Term, content: Content, address: str) -> TermData:
    """An entry as data."""
    page = address + way_of(term.uri)
    last = verified(term.page, content.claims, content.root)
    asked = {name: term.page.predictions.get(n, "") for n, name in term.page.named("script")}
    return TermData(
        slug=term.slug,
        term=term.term,
        expansion=term.expansion,
        aliases=term.aliases,
        covers=[
            CoverData(name=name, means=one.means, url=f"{page}#{one.heading}")
            for name, one in term.covers.items()
        ],
        terms_taught=term.terms_taught,
        group=term.group,
        level=term.level,
        summary=term.summary,
        related=term.related,
        url=page,
        markdown=address + file_of(term.uri, ".md"),
        notebook=address + file_of(term.uri, ".ipynb"),
        scripts_zip=address + file_of(term.uri, ".zip"),
        sources=[
            SourceData(
                key=key,
                title=work.title,
                authors=work.authors,
                year=work.year,
                url=str(work.url),
                supports=supports,
            )
            for key, supports in term.sources.items()
            if (work := content.works.get(key))
        ],
        claims=[
            claim_data(claim, content, page, asked[claim.name])
            for claim in claims_on(term.page, content.claims)
            if claim.output.is_file()
        ],
        questions=[
            QuestionData(question=asked, url=f"{page}#{anchor_of(asked)}")
            for _, asked in term.page.questions
        ],
        verified=last
        and VerifiedData(
            date=str(last.date), python=last.python, numpy=last.numpy, torch=last.torch
        ),
    )


def written(data: Data) -> str:
    """Data as JSON."""
    return data.model_dump_json(by_alias=True, indent=1) + "\n"


def schema_of(model: type[Data], address: str, file: str) -> dict[str, Any]:
    """The schema of a file, to publish."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address + file,
        **model.model_json_schema(by_alias=True),
    }


def files(content: Content, address: str, name: str) -> dict[str, str]:
    """Path in the site and text of each file of data."""
    terms = [term_data(term, content, address) for term in content.terms]
    models = [
        ModelData(
            slug=model.slug,
            name=model.name,
            url=address + way_of(model.uri),
            parameters=model.parameters,
            active_parameters=model.active,
            config=model.entry["config"],
        )
        for model in by_name(content.models)
    ]
    whole = GlossaryData(
        schema_=address + SCHEMA,
        version=VERSION,
        name=name,
        url=address,
        licenses=LICENSES,
        terms=terms,
        models=models,
    )
    made = {
        "glossary.json": written(whole),
        SCHEMA: as_json(schema_of(GlossaryData, address, SCHEMA)),
        TERM_SCHEMA: as_json(schema_of(DefinitionData, address, TERM_SCHEMA)),
    }
    for term in terms:
        own = DefinitionData(
            schema_=address + TERM_SCHEMA,
            version=VERSION,
            licenses=LICENSES,
            **term.model_dump(),
        )
        made[f"define/{term.slug}.json"] = written(own)
    return made


def as_json(data: dict[str, Any]) -> str:
    """A schema as JSON."""
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


# JSON-LD, as https://schema.org/DefinedTerm has it.


def term_ld(term: Term, address: str) -> dict[str, Any]:
    """A term and what its page covers, as DefinedTerms."""
    page = address + way_of(term.uri)

    def defined(name: str, means: str, url: str, others: list[str]) -> dict[str, Any]:
        made: dict[str, Any] = {"@type": "DefinedTerm", "@id": url, "name": name}
        if others:
            made["alternateName"] = others
        return made | {"description": means, "url": url, "inDefinedTermSet": address}

    graph = [defined(term.term, term.summary, page, list(term.names[1:])) | {"termCode": term.slug}]
    for name, one in term.covers.items():
        graph.append(defined(name, one.means, f"{page}#{one.heading}", []))
    return {"@context": "https://schema.org", "@graph": graph}


def set_ld(content: Content, address: str, name: str) -> dict[str, Any]:
    """The glossary as a DefinedTermSet."""
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": address,
        "name": name,
        "url": address,
        "inLanguage": "en",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "hasDefinedTerm": [
            {"@type": "DefinedTerm", "@id": address + way_of(term.uri), "name": term.term}
            for term in content.terms
        ],
    }


def script(data: dict[str, Any]) -> str:
    """Data in a page: a script by its name only, which nothing in the data can end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{text}</script>'
