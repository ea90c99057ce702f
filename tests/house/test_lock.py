"""The lock holds what pyproject.toml asks for, by hash, and no address."""
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

LOCKS = ("requirements.txt", "requirements-test.txt", "requirements-uv.txt")
PINNED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, set[str]]:
    """Each package of a lock with its versions; there may be one for each kind of machine."""
    found: dict[str, set[str]] = {}
    for package, version in PINNED.findall((ROOT / name).read_text()):
        found.setdefault(canonicalize_name(package), set()).add(version)
    return found


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_of_the_lock_has_hashes_and_none_has_an_address(name):
    text = (ROOT / name).read_text()
    packages = re.split(r"\n(?=[a-z])", text)[1:]
    assert packages
    assert [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package] == []
    assert re.findall(r"https?:|file:|--index|--extra-index|--find-links|@ ", text) == []


def test_the_lock_has_what_the_project_asks_for(project):
    run, test = pins("requirements.txt"), pins("requirements-test.txt")
    asked = [Requirement(line) for line in project["project"]["dependencies"]]
    asked_by_tests = [Requirement(line) for line in project["dependency-groups"]["test"]]
    assert asked
    assert asked_by_tests
    for wanted, locked in [*((line, run) for line in asked), *((line, test) for line in asked_by_tests)]:
        versions = locked.get(canonicalize_name(wanted.name), set())
        assert versions, wanted
        assert all(wanted.specifier.contains(version) for version in versions), wanted


def test_the_tests_run_on_the_versions_that_production_has():
    test = pins("requirements-test.txt")
    run = pins("requirements.txt")
    assert run
    assert {name: versions for name, versions in run.items() if test.get(name) != versions} == {}
