"""Every page of the demo is found, shared and understood by machines, in each of its languages."""
from __future__ import annotations

import re
from urllib.parse import urlsplit

from tests.found_rules import alternates_of, data_of, head_problems, metas_of, one_way_links
from tests.schema_rules import problems_in

KINDS = {
    "BreadcrumbList", "WebSite", "GovernmentOrganization", "EducationEvent", "Event", "EventSeries", "ResearchProject",
}


def test_every_page_tells_what_it_is_and_in_which_languages(visitor):
    listed = visitor.client.get("/sitemap.xml").content.decode()
    addresses = re.findall(r"<loc>(.*?)</loc>", listed)
    alternates, faults, kinds, pictures = {}, {}, set(), set()
    for address in addresses:
        assert visitor.go(urlsplit(address).path).status_code == 200
        alternates[address] = alternates_of(visitor.page)
        found = data_of(visitor.page)
        kinds |= {data["@type"] for data in found}
        pictures.add(metas_of(visitor.page)["og:image"])
        wrong = [*head_problems(visitor.page, address), *(fault for data in found for fault in problems_in(data))]
        faults.update({address: wrong} if wrong else {})
        entry = listed.split(f"<loc>{address}</loc>")[1].split("</url>")[0]
        assert dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', entry)) == alternates[address]
    assert {urlsplit(address).path[:4] for address in addresses} == {"/sv/", "/fi/", "/en/"}
    assert faults == {}
    assert kinds >= KINDS
    assert one_way_links(alternates) == []
    sound = next(iter(each for each in alternates.values() if len(each) > 2))
    assert one_way_links({**alternates, sound["sv"]: {"sv": sound["sv"], "x-default": sound["sv"]}}) != []
    for picture in pictures:
        answer = visitor.client.get(urlsplit(picture).path)
        assert answer.status_code == 200, picture
