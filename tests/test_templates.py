"""A kept copy of a migrated database is used only while it fits."""
import shutil

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from config.bootstrap import ROOT
from privacy.roles import Role
from tests import templates


@pytest.fixture
def copied_tree(tmp_path):
    for pattern in templates.DECIDING:
        for path in ROOT.glob(pattern):
            (tmp_path / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, tmp_path / path.relative_to(ROOT))
    return tmp_path


def test_the_copy_is_known_by_the_packages_the_migrations_and_what_follows_them(db, copied_tree):
    before = templates.kept(copied_tree)
    assert before == templates.kept()
    for pattern in templates.DECIDING:
        path = next(copied_tree.glob(pattern))
        text = path.read_bytes()
        path.write_bytes(text + b"\n")
        assert templates.kept(copied_tree) != before, pattern
        path.write_bytes(text)
    assert templates.kept(copied_tree) == before


def test_a_database_from_a_copy_has_every_migration_and_every_role(both_databases):
    assert templates.kept().is_file()
    assert len(MigrationRecorder(connection).applied_migrations()) > 200
    assert set(Group.objects.values_list("name", flat=True)) >= {str(role) for role in Role}
