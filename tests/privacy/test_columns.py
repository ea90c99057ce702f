"""Every column of every installed model is declared, and the checks see whoever forgets one."""
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import models
from django.db.models.deletion import CASCADE, DO_NOTHING, PROTECT, SET_NULL
from wagtail.models import Page

from privacy import registry
from privacy.checks import Flaw, Gap, gone, undeclared
from privacy.contracts import Column, Erase, Find, PrivacyClass, SubjectRole, not_personal
from privacy.upstream import LABELS

ROOT = Path(__file__).resolve().parents[2]


def declared() -> list[tuple[str, str, Column]]:
    """Every declaration: model, column, what is declared."""
    return [
        (model, name, column)
        for model in registry.declared_models()
        for name, column in (registry.columns_of(model) or {}).items()
    ]


def messages(**kwargs: bool) -> dict[str, str]:
    """What the checks of privacy say: place -> number of the check."""
    return {message.obj: message.id for message in run_checks(tags=["privacy"], **kwargs)}


@pytest.fixture
def news() -> Callable[[], dict[str, str]]:
    """What the checks say that they did not say before the test."""
    before = messages().items()
    return lambda: dict(messages().items() - before)


@contextmanager
def column_added_to(model: type[models.Model]) -> Iterator[str]:
    """The model has a column that nobody has declared; tells the column's place."""
    field = models.CharField(max_length=40, default="")
    field.contribute_to_class(model, "shoe_size")
    try:
        yield f"{model._meta.label}.shoe_size"
    finally:
        model._meta.local_fields.remove(field)
        model._meta._expire_cache()
        del model.shoe_size


@contextmanager
def model_added_to(app_label: str) -> Iterator[type[models.Model]]:
    """The app has a model, with a many-to-many table, that nobody has declared."""
    attributes = {
        "__module__": f"{app_label}.models",
        "Meta": type("Meta", (), {"app_label": app_label}),
        "guests": models.ManyToManyField("auth.User", related_name="+"),
    }
    model = type("GuestList", (models.Model,), attributes)
    try:
        yield model
    finally:
        del apps.all_models[app_label]["guestlist"], apps.all_models[app_label]["guestlist_guests"]
        apps.clear_cache()


@contextmanager
def declarations_of(model: str, columns: dict[str, Column] | None) -> Iterator[None]:
    """The registry says something else about the model, or nothing at all."""
    label = model.lower()
    before = registry._columns.pop(label, None)
    if columns is not None:
        registry.declare(model, columns)
    try:
        yield
    finally:
        registry._columns.pop(label, None)
        if before is not None:
            registry.declare(model, before)


def test_every_column_of_every_installed_model_is_declared():
    assert ("wagtailcore.page", "title") in {(model, name) for model, name, _ in declared()}
    assert undeclared() == []


def test_every_declaration_speaks_of_a_column_that_exists():
    assert gone() == []


def test_the_tables_of_many_to_many_relations_are_declared_too():
    assert registry.columns_of("auth.User_groups").keys() == {"id", "user", "group"}


def test_the_declarations_fit_the_other_database_as_well(tmp_path):
    """The search index has other columns and one more table on SQLite."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        "TEST_DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
    }
    program = (
        "import django; django.setup()\n"
        "from privacy import checks, registry\n"
        "print(sorted(registry.columns_of('wagtailsearch.SQLiteFTSIndexEntry')))\n"
        "print([gap.place for gap in checks.undeclared() + checks.gone() if gap.model.startswith('wagtail')])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=True,
    )
    assert done.stdout.splitlines() == ["['autocomplete', 'body', 'index_entry', 'title']", "[]"]


@pytest.mark.parametrize("label", LABELS)
def test_an_upstream_module_declares_only_tables_of_its_own_app(label):
    tables = import_module(f"privacy.upstream.{label}").TABLES
    assert {model.split(".")[0] for model in tables} == {label}


def test_the_colleague_who_adds_a_column_to_a_model_of_ours_is_warned(news):
    with column_added_to(apps.get_model("home", "Place")) as place:
        assert news() == {place: "privacy.W002"}
    assert news() == {}


def test_an_upgrade_that_adds_a_column_to_somebody_elses_model_is_warned_of(news):
    with column_added_to(Page) as place:
        assert news() == {place: "privacy.W002"}
        assert Gap("wagtailcore.Page", "shoe_size", Flaw.UNDECLARED_COLUMN) in undeclared()
    assert news() == {}


@pytest.mark.parametrize("model", [Page, get_user_model()])
def test_an_undeclared_column_stops_the_check_before_deployment(model):
    with column_added_to(model), pytest.raises(SystemCheckError, match=r"privacy\.E002"):
        call_command("check", deploy=True, tags=["privacy"])


def test_an_undeclared_column_does_not_stop_what_a_running_site_must_do():
    with column_added_to(Page):
        call_command("check", tags=["privacy"])


def test_a_new_model_and_its_many_to_many_table_are_missed(news):
    with model_added_to("privacy"):
        assert news() == {"privacy.GuestList": "privacy.W001", "privacy.GuestList_guests": "privacy.W001"}
        assert messages(include_deployment_checks=True)["privacy.GuestList"] == "privacy.E001"
    assert news() == {}


def test_a_declaration_of_a_column_that_was_removed_is_found(news):
    columns = registry.columns_of("auth.Group") | {"motto": not_personal("for the test")}
    with declarations_of("auth.Group", columns):
        assert news() == {"auth.group.motto": "privacy.W003"}
        with pytest.raises(SystemCheckError, match=r"privacy\.E003"):
            call_command("check", deploy=True, tags=["privacy"])
    assert news() == {}


def test_a_declaration_of_a_model_that_was_removed_is_found(news):
    with declarations_of("auth.Club", {"id": not_personal("for the test")}):
        assert news() == {"auth.club": "privacy.W003"}
    assert news() == {}


def test_a_model_whose_declarations_were_forgotten_is_found(news):
    with declarations_of("sessions.Session", None):
        assert news() == {"sessions.Session": "privacy.W001"}


def test_every_check_is_explained_in_the_documentation():
    documented = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    identifiers = [f"privacy.{letter}{flaw}" for letter in "WE" for flaw in Flaw]
    assert [name for name in identifiers if f"| {name} |" not in documented] == []


def test_every_declaration_about_somebody_elses_table_gives_its_reason():
    upstream = [entry for entry in declared() if entry[0].split(".")[0] in LABELS]
    assert upstream
    assert [(model, name) for model, name, column in upstream if len(column.reason.split()) < 2] == []


def test_what_is_personal_and_not_handed_out_says_why():
    withheld = [
        (model, name, column)
        for model, name, column in declared()
        if column.privacy_class is not PrivacyClass.NONE and not column.exported
    ]
    assert ("auth.user", "password") in {(model, name) for model, name, _ in withheld}
    assert [(model, name) for model, name, column in withheld if not column.reason] == []


def test_what_is_personal_has_somebody_it_is_about_and_a_way_to_find_and_erase_it():
    personal = [entry for entry in declared() if entry[2].privacy_class is not PrivacyClass.NONE]
    assert personal
    lost = [
        (model, name)
        for model, name, column in personal
        if column.subject is SubjectRole.NOBODY
        or column.find is Find.NOT_APPLICABLE
        or column.erase is Erase.NOT_APPLICABLE
    ]
    assert lost == []


def links_to_accounts() -> list[tuple[str, models.ForeignKey, Column]]:
    """Every declared foreign key to an account, and what is declared about it."""
    return [
        (model._meta.label, field, columns[field.name])
        for model in apps.get_models(include_auto_created=True)
        if (columns := registry.columns_of(model._meta.label))
        for field in model._meta.local_concrete_fields
        if field.related_model is get_user_model() and field.name in columns
    ]


def test_every_link_to_an_account_is_declared_as_a_colleagues():
    links = links_to_accounts()
    assert len(links) > 20
    wrong = [
        (model, field.name)
        for model, field, column in links
        if (column.privacy_class, column.subject) != (PrivacyClass.PERSONAL, SubjectRole.STAFF)
    ]
    assert wrong == []


def test_what_is_declared_of_a_link_is_what_happens_when_the_account_is_deleted():
    happens = {
        SET_NULL: {Erase.BLANK},
        CASCADE: {Erase.DELETE_ROW, Erase.WITH_RECORD, Erase.EXPIRES},
        DO_NOTHING: {Erase.KEPT},
        PROTECT: {Erase.KEPT, Erase.WITH_RECORD},
    }
    wrong = [
        (model, field.name)
        for model, field, column in links_to_accounts()
        if column.erase not in happens[field.remote_field.on_delete]
    ]
    assert wrong == []
