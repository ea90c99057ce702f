"""Posts from other sites are told apart without a cookie."""
import pytest
from django.http.request import HttpHeaders

from forms_app.origin import is_same_origin

OURS = "https://www.example.org"
THEIRS = "https://evil.example"

CASES = [
    # Sec-Fetch-Site, Origin, passes
    ("same-origin", OURS, True),
    ("same-origin", None, True),
    ("same-origin", "null", True),
    ("same-origin", THEIRS, True),
    ("same-site", OURS, False),
    ("cross-site", OURS, False),
    ("cross-site", THEIRS, False),
    ("cross-site", None, False),
    ("none", None, False),
    ("none", OURS, False),
    ("", OURS, False),
    (None, OURS, True),
    (None, "null", False),
    (None, THEIRS, False),
    (None, "http://www.example.org", False),
    (None, "https://www.example.org:8443", False),
    (None, "https://sub.www.example.org", False),
    (None, "https://www.example.org.evil.example", False),
    (None, "", False),
    (None, "https://[", False),
    (None, None, True),
]


@pytest.mark.parametrize(("site", "origin", "passes"), CASES)
def test_sec_fetch_site_decides_and_origin_where_it_is_missing(site, origin, passes):
    sent = {"HTTP_SEC_FETCH_SITE": site, "HTTP_ORIGIN": origin}
    headers = HttpHeaders({name: value for name, value in sent.items() if value is not None})
    assert is_same_origin(headers, scheme="https", host="www.example.org") is passes


def test_the_port_belongs_to_the_host():
    headers = HttpHeaders({"HTTP_ORIGIN": "http://localhost:8000"})
    assert is_same_origin(headers, scheme="http", host="localhost:8000")
    assert not is_same_origin(headers, scheme="http", host="localhost:8001")
