"""The operator is told when files are taken and nothing looks for what is harmful in them."""
import pytest
from django.core.checks import run_checks


@pytest.mark.parametrize(
    ("takes_files", "scanner", "found"),
    [(True, "", ["forms_app.W001"]), (True, "scanner.is_harmless", []), (False, "", []), (False, "scanner.x", [])],
)
def test_files_without_a_scanner_are_warned_of(settings, takes_files, scanner, found):
    settings.KALLELSE_FILES, settings.KALLELSE_FILE_SCANNER = takes_files, scanner
    assert [message.id for message in run_checks(tags=["forms_app"])] == found
