"""The retention matrix: what is kept how long by what right, and every declared place where data lie."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from django.apps import apps
from django.utils import translation
from django.utils.translation import gettext as _

from privacy import registry
from privacy.contracts import Column, PrivacyClass
from privacy.declared_words import ERASING, PLACES, SUBJECTS
from privacy.in_words import period_in_words
from privacy.models import RetentionRule
from privacy.models.retention import ActionChoice, PrivacyClassChoice, SelectorChoice
from privacy.phrases import Phrases
from privacy.runs import plain


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One rule in force, in words. ``authority`` says so when the rule is not armed."""

    controller: str
    activity: str
    what: str
    privacy_class: str
    rule: str
    anchor: str
    period: str
    action: str
    authority: str
    is_armed: bool
    erased: str

    def as_dict(self) -> dict[str, Any]:
        """The row as documented in docs/officer.md."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """Columns of one table that are declared alike. ``where`` names them for those who look after the database."""

    place: str
    table: str
    where: str
    privacy_class: str
    subject: str
    erased: str
    exported: bool
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """The row as documented in docs/officer.md."""
        return asdict(self)


def rows(language: str) -> list[MatrixRow]:
    """Every rule in force, by controller and activity, in ``language``."""
    found = (
        RetentionRule.objects.in_force()
        .select_related("activity__controller", "authority")
        .order_by("activity__controller", "activity", "pk")
    )
    with translation.override(language):
        return [_row(rule, Phrases(rule.activity.controller, language)) for rule in found]


def _row(rule: RetentionRule, phrases: Phrases) -> MatrixRow:
    is_preserved = rule.action == ActionChoice.PRESERVE
    return MatrixRow(
        controller=plain(phrases.controller_name()),
        activity=plain(phrases.text(rule.activity.names)),
        what=rule.covers(),
        privacy_class=str(rule.get_privacy_class_display() if rule.privacy_class else PrivacyClassChoice.PERSONAL.label)
        if rule.selector != SelectorChoice.QUESTION
        else _("That of the question"),
        rule=_("Rule %(number)d, version %(version)d") % {"number": rule.pk, "version": rule.version},
        anchor="–" if is_preserved else str(rule.get_anchor_display()),
        period=_("for ever") if is_preserved else period_in_words(rule.period),
        action=str(rule.get_action_display()),
        authority=rule.authority.reference if rule.authority else _("not armed"),
        is_armed=rule.is_armed,
        erased=_how(rule),
    )


def _how(rule: RetentionRule) -> str:
    """How the value goes, its copies and backups included."""
    ways = {
        ActionChoice.BLANK: _("The value is emptied in the record and in everything that copied it."),
        ActionChoice.GENERALISE: _("The value is emptied; numbers of five and more are kept for each event."),
        ActionChoice.DELETE: _("The record is deleted with its keys, corrections, waiting mails and copies."),
        ActionChoice.TRANSFER: _("The record is handed over to the archives, then deleted here."),
        ActionChoice.PRESERVE: _("It is not."),
    }
    way = ways[ActionChoice(rule.action)]
    if rule.action == ActionChoice.PRESERVE:
        return way
    days = rule.activity.controller.backup_days
    return " ".join([way, _("Backups let go of it within %(days)d days.") % {"days": days}])


def places(language: str) -> list[ColumnRow]:
    """Every declared column with personal data, those of one table that are declared alike in one row."""
    with translation.override(language):
        found = [row for model in registry.declared_models() for row in _of_table(model)]
        return sorted(found, key=lambda row: (row.place, row.table, row.where))


def _of_table(label: str) -> list[ColumnRow]:
    columns = registry.columns_of(label) or {}
    personal = [(column, name) for name, column in columns.items() if column.privacy_class is not PrivacyClass.NONE]
    personal.sort(key=lambda pair: repr(pair[0]))
    return [_alike(label, column, sorted(name for _column, name in pairs))
            for column, pairs in groupby(personal, key=lambda pair: pair[0])]  # fmt: skip


def _alike(label: str, column: Column, names: list[str]) -> ColumnRow:
    model = apps.get_model(label)
    return ColumnRow(
        place=str(PLACES.get(model._meta.app_label, model._meta.app_config.verbose_name)),
        table=str(model._meta.verbose_name_plural),
        where=f"{model._meta.label}: {', '.join(names)}",
        privacy_class=str(PrivacyClassChoice(column.privacy_class).label),
        subject=str(SUBJECTS[column.subject]),
        erased=str(ERASING[column.erase]),
        exported=column.exported,
        reason=column.reason,
    )
