"""The editor's form for an event: what is missing stands beside its field, and only when publishing."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from events.chosen import RegistersFor
from events.completeness import missing_in_occasion, wrong_in_registration
from events.kinds import usual_mode
from events.registration import Mode, Status, Terms
from forms_app.page_form import FormPageForm


class EventPageForm(FormPageForm):
    """A draft may lack anything; what contradicts itself is refused at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None:
            instance.settle_kind()
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in self.instance.kinds]

    def clean(self) -> dict[str, Any]:
        """Look at the occasions together with the registration."""
        cleaned = super().clean()
        rows = self._rows("occasions")
        if not self.is_deferred_validation:
            for row in rows:
                for field, message in missing_in_occasion(row.instance).items():
                    row.add_error(field, message)
        self._check_registration([row.instance for row in rows])
        for sentence in self._lost():
            self.add_error(None, sentence)
        return cleaned

    def _lost(self) -> list[str]:
        """Why occasions and steps that are taken out must stay: people came to them, or have registered for them."""
        formsets = [self.formsets[name] for name in ("occasions", "modules") if name in self.formsets]
        gone = {row.instance.translation_key for each in formsets for row in each.deleted_forms if row.instance.pk}
        return [*self.instance.lost_attendance(gone), *self.instance.lost_choices(gone)] if gone else []

    def _check_registration(self, occasions: list[Any]) -> None:
        zone = self.instance.zone()
        chosen = self.cleaned_data.get("registration_mode")
        terms = Terms(
            mode=Mode(chosen) if chosen else usual_mode(self.cleaned_data.get("kind") or self.instance.kind),
            zone=zone,
            occasions=tuple((each.when(zone), Status(each.status)) for each in occasions),
            closes_on=self.cleaned_data.get("closes_on"),
            by_occasion=self.cleaned_data.get("registers_for", RegistersFor.ALL) != RegistersFor.ALL,
        )
        people = [row.instance.person for row in self._rows("contacts") if row.instance.person_id]
        wrong = wrong_in_registration(
            terms,
            url=self.cleaned_data.get("registration_url") or "",
            contact_has_email=any(person.email for person in people),
        )
        for field, message in wrong.items():
            incomplete = field != "closes_on"
            if field in self.fields and not (incomplete and self.is_deferred_validation):
                self.add_error(field, message)

    def _rows(self, relation: str) -> list[Any]:
        """The filled rows that stay, each valid by itself."""
        formset = self.formsets.get(relation)
        if formset is None:
            return []
        return [
            row
            for row in formset.forms
            if row.is_valid() and (row.has_changed() or row.instance.pk) and not row.cleaned_data.get("DELETE")
        ]


class SeriesPageForm(EventPageForm):
    """The form of a network: for whom a cost is goes with the cost."""

    def clean(self) -> dict[str, Any]:
        """Refuse to say for whom a cost is that there is not."""
        cleaned = super().clean()
        if cleaned.get("cost_per") and not cleaned.get("cost"):
            self.add_error("cost", _("Write the cost, or choose nothing about for whom it is."))
        return cleaned
