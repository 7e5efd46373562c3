"""The offline copy, opened as files in Firefox, to which each file is a site of its own."""

from __future__ import annotations

import io
import zipfile

from playwright.sync_api import expect

from glossary.site.reach import offline
from tests.engines.engines import started
from tests.support.browser import Watched
from tests.support.search import Search


def test_search_formulas_and_pictures_work_from_files(site, playwright, tmp_path):
    data = offline.packed(site, "Words", "https://a.b/")
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)
    with started("firefox", playwright) as page:
        watched = Watched(page, (tmp_path / offline.FOLDER).as_uri() + "/")
        watched.open("terms/softmax/index.html")
        assert page.locator("article math").first.bounding_box()["width"] > 5
        assert page.locator("article figure svg").first.bounding_box()["width"] > 300
        expect(page.locator("article .md-code__button").first).to_be_visible()
        search = Search(page)
        search.fill("low-rank adaptation")
        search.expect_first("terms/lora/index.html")
        assert watched.complaints == []
