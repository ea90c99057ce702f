"""A site that takes files, with a folder of its own for them."""
from pathlib import Path

import pytest


@pytest.fixture
def takes_files(settings, tmp_path):
    """Files may be asked for; they lie in a folder of this test."""
    settings.KALLELSE_FILES = True
    settings.KALLELSE_PRIVATE = tmp_path
    return tmp_path / "files"


def on_the_disk(folder: Path) -> list[str]:
    """The names of all files in ``folder``, the temporary ones too."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
