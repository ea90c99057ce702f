"""Tests of forms begin with a public body and its usual form."""
import pytest


@pytest.fixture(autouse=True)
def _in_kultur(kultur: None) -> None:
    """Most tests here ask for that form; none minds it."""
