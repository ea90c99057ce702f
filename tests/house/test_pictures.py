"""The guides show pictures that are there, taken by the script, and small."""
import re
import sys
from importlib.util import module_from_spec, spec_from_file_location

from tests.house.tree import ROOT, tracked

FOLDER = ROOT / "docs" / "pictures"
MOST_BYTES = 150_000
PICTURE = re.compile(r"!\[([^\]]*)\]\((?:docs/)?pictures/([\w-]+)\.png\)")


def shown() -> dict[str, str]:
    """The pictures of README and the guides by name, each with its description."""
    guides = [ROOT / "README.md", *tracked("docs/*.md")]
    found = [match for guide in guides for match in PICTURE.findall(guide.read_text(encoding="utf-8"))]
    return {name: alt for alt, name in found}


def taken() -> set[str]:
    """The names that docs/pictures.py takes."""
    spec = spec_from_file_location("pictures_of_the_guides", ROOT / "docs" / "pictures.py")
    assert spec and spec.loader
    script = module_from_spec(spec)
    sys.modules[spec.name] = script
    spec.loader.exec_module(script)
    return {picture.name for picture in script.PICTURES}


def test_every_picture_of_the_guides_is_there_described_and_taken_by_the_script():
    names = shown()
    assert "start" in names
    assert set(names) == taken() == {path.stem for path in FOLDER.glob("*")}
    assert [name for name, alt in names.items() if not alt.strip()] == []


def test_no_picture_is_heavy():
    sizes = {path.name: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert sizes
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}
