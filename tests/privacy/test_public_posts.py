"""Posts from other sites are told apart without a cookie."""
import pytest
from django.http.request import HttpHeaders

from privacy.public_posts import is_same_origin, sender_of

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


OURS_BEHIND_PROXIES = {"REMOTE_ADDR": "10.0.0.1"}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "sender"),
    [
        (0, "", "10.0.0.1"),
        (0, "192.0.2.7", "10.0.0.1"),
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "203.0.113.9, 192.0.2.7", "192.0.2.7"),
        (2, "203.0.113.9, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
        (2, "192.0.2.7", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, " , ", "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_say_is_believed(settings, proxies, forwarded, sender):
    settings.KALLELSE_TRUSTED_PROXIES = proxies
    assert sender_of({**OURS_BEHIND_PROXIES, "HTTP_X_FORWARDED_FOR": forwarded}) == sender
