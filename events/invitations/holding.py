"""Invitations as a kind of record about people: found, shown, blanked, deleted, restricted and corrected."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Invitation
from events.models.invitations import HOLDING, VALUES
from forms_app.record_views import anchors_of, kept_until_in_words
from privacy import erasure_marks, subject_keys
from privacy.cascade import delete_with_followers
from privacy.contracts import Anchors, FieldState, FieldValue, PrivacyClass, RecordView, Refusal
from privacy.mails_about import mails_about
from privacy.models import Origin, SubjectKey, guard

#: What each value is called, and the kind of ready-made question that asks for the same.
LABELS: dict[str, tuple[Any, str]] = {
    "name": (gettext_lazy("Name"), "name"),
    "organisation": (gettext_lazy("Organisation"), "organisation"),
    "email": (gettext_lazy("E-mail"), "email"),
}


class Invitations:
    """``privacy.contracts.Holding`` of ``Invitation``. Its links go with it; a registration stays by its own rule."""

    name = HOLDING
    label = gettext_lazy("Invitations to events")
    stamped = Invitation
    group_path = "page__translation_key"
    goes_with: tuple[str, str] | None = None
    beside: tuple[tuple[Any, str], ...] = ()

    def views(self, records: Sequence[UUID], language: str, *, opened: bool) -> list[RecordView]:
        """The invitations by the day they were drawn up."""
        found = list(self._stored(records).select_related("page", "rule").order_by("added_at", "pk"))
        mails = defaultdict(list, mails_about(each.pk for each in found))
        with translation.override(language):
            return [
                RecordView(
                    holding=self.name,
                    record=each.pk,
                    reference=each.reference,
                    title=each.page.title,
                    group=each.page.translation_key,
                    language=each.language,
                    received_at=each.added_at,
                    fields=tuple(_field(each, key) for key in VALUES),
                    facts=(*_facts(each), *mails[each.pk]),
                    restricted=each.restricted_at is not None,
                    protected=each.protected,
                    logged_as=(("invitation", str(each.pk)), ("page", str(each.page_id))),
                )
                for each in found
            ]

    def groups(self, records: Sequence[UUID]) -> dict[UUID, UUID]:
        """record -> translation key of its event."""
        return dict(self._stored(records).values_list("pk", self.group_path))

    def anchors(self, records: Sequence[UUID]) -> dict[UUID, Anchors]:
        """record -> the days of its event, and the day it was drawn up."""
        return anchors_of(self._stored(records).values_list("pk", "page", "submitted_on"))

    def search(self, text: str) -> list[UUID]:
        """Those in whose values, sources or corrections ``text`` stands."""
        wanted = " ".join(text.casefold().split())
        if not wanted:
            return []
        rows = Invitation._base_manager.order_by().values_list("pk", *VALUES, "source", "corrected").iterator(2000)
        return [pk for pk, *values, source, old in rows if wanted in _folded([*values, source, *map(str, old)])]

    def blank(self, records: Sequence[UUID], keys: Collection[str], *, cause: str) -> None:
        """Empty the values; an invitation without an address is sent no more."""
        gone = [key for key in VALUES if key in keys]
        mark = erasure_marks.mark(cause, timezone.localdate())
        with transaction.atomic():
            for each in self._stored(records).select_for_update(of=("self",)):
                for key in gone:
                    setattr(each, key, "")
                    each.erased.setdefault(key, mark)
                each.corrected = [line for line in each.corrected if line["key"] not in gone]
                each.save(update_fields=[*gone, "erased", "corrected"])
                if "email" in gone:
                    subject_keys.forget(each.pk)
                    each.links.all().delete()

    def generalise(self, records: Sequence[UUID], key: str) -> dict[UUID, dict[str, int]]:
        """Nothing: no number is made of names and addresses."""
        return {}

    def delete(self, records: Sequence[UUID]) -> None:
        """Remove the invitations and their links; whom one named as deputy has an invitation of her own."""
        guard.insist()
        delete_with_followers(self._stored(records))

    def restrict(self, records: Sequence[UUID], at: datetime | None) -> None:
        """Restrict those that are not restricted yet, or lift it (GDPR 18)."""
        chosen = self._stored(records)
        (chosen if at is None else chosen.filter(restricted_at=None)).update(restricted_at=at)

    def correct(self, record: UUID, key: str, value: Any, *, by: Any, why: str, now: datetime) -> None:
        """Put the right value in its place; what stood there, when and why stays beside it.

        :raises Refusal: when it is no value of an invitation, too long, or no address.
        """
        if key not in VALUES:
            raise Refusal([_("An invitation has no such value.")])
        with transaction.atomic():
            invitation = Invitation.objects.select_for_update(of=("self",)).select_related("controller").get(pk=record)
            line = {"key": key, "old": getattr(invitation, key), "on": timezone.localdate(now).isoformat(), "why": why}
            setattr(invitation, key, str(value or "").strip())
            try:
                invitation.clean_fields(exclude={each.name for each in invitation._meta.fields} - {key})
            except ValidationError as error:
                raise Refusal(error.messages) from error
            invitation.corrected = [*invitation.corrected, line]
            invitation.save(update_fields=[key, "corrected"])
            if key == "email" and invitation.email:
                region = invitation.controller.jurisdiction
                subject_keys.remember(invitation.pk, SubjectKey.Kind.EMAIL, invitation.email, region=region)

    def _stored(self, records: Sequence[UUID]) -> Any:
        return self.stamped._base_manager.filter(pk__in=records)


def _field(invitation: Invitation, key: str) -> FieldValue:
    label, kind = LABELS[key]
    value, state, note = getattr(invitation, key), FieldState.PRESENT, ""
    if key in invitation.erased:
        state, note = FieldState.ERASED, erasure_marks.in_words(invitation.erased[key])
    elif not value:
        state = FieldState.EMPTY
    else:
        note = " ".join(_correction(line) for line in invitation.corrected if line["key"] == key)
    words = (value,) if state is FieldState.PRESENT else ()
    return FieldValue(
        key, str(label), words, translation.get_language() or "", PrivacyClass.PERSONAL, kind, state, note
    )


def _correction(line: dict[str, str]) -> str:
    day = date_format(date.fromisoformat(line["on"]), "DATE_FORMAT")
    return _("Corrected on %(day)s. Before: %(before)s.") % {"day": day, "before": line["old"] or _("No answer")}


def _facts(invitation: Invitation) -> Iterator[tuple[str, str]]:
    yield _("Put on the list"), _moment(invitation.added_at)
    if invitation.source:
        yield _("Where the address comes from"), invitation.source  # GDPR 15.1 g
    yield _("Kept until"), kept_until_in_words(invitation)
    if invitation.origin == Origin.DRAWN_UP:
        yield _("How it came in"), str(invitation.get_origin_display())
    yield _("Answer"), str(invitation.get_answer_display())
    if invitation.answered_at:
        yield _("Answered"), _moment(invitation.answered_at)
    if invitation.withdrawn_at:
        yield _("Taken back"), _moment(invitation.withdrawn_at)
    if invitation.restricted_at:
        yield _("Use restricted since"), date_format(timezone.localtime(invitation.restricted_at), "DATE_FORMAT")
    if invitation.protected:
        yield _("Protected identity"), _("Yes")


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def _folded(values: Sequence[str]) -> str:
    return " ".join(" ".join(values).casefold().split())
