"""Name badges: of each participant, or of the one who registered where the form asks participants nothing."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from forms_app import labels
from forms_app.models import FormPageMixin, Submission, SubmittedPerson
from forms_app.models.answered import Answered, with_later_versions
from forms_app.names import ordinary

#: The ready-made questions whose answers stand on a badge.
_KINDS = ("name", "title", "organisation")


@dataclass(frozen=True, slots=True)
class Badge:
    """What stands on one badge. ``name`` is the reference where no name was asked for."""

    name: str
    title: str
    organisation: str

    @property
    def size(self) -> str:
        """How small its words are set: "", "long" or "longest"."""
        return labels.size_of(self.name, self.title, self.organisation)


def badges_of(page: FormPageMixin) -> list[Badge]:
    """The badges of everybody who has a place, by name; whoever is set aside has none."""
    standing = page.with_place(page.get_submissions().unrestricted()).select_related("version")
    persons = list(
        SubmittedPerson.objects.unrestricted().filter(submission__in=standing.order_by().values("pk"))
        .select_related("submission__version")
    )  # fmt: skip
    alone = list(standing.exclude(Exists(_persons())))
    with_later_versions([*persons, *alone])
    found = [*(_badge(each, of=each.submission) for each in persons), *(_badge(each, of=each) for each in alone)]
    return sorted(found, key=lambda badge: badge.name.casefold())


def set_aside(page: FormPageMixin) -> int:
    """How many have no badge here because their record is set aside."""
    placed = page.with_place(page.get_submissions())
    people = SubmittedPerson.objects.filter(submission__in=placed.order_by().values("pk")).set_aside().count()
    alone: int = placed.set_aside().exclude(Exists(_persons())).count()
    return people + alone


def _persons() -> Any:
    """Whether a submission has brought anybody, set aside or not."""
    return SubmittedPerson.objects.filter(submission=OuterRef("pk"))


def _badge(record: Answered, *, of: Submission) -> Badge:
    """The organisation of the one who registered stands for participants who were not asked for theirs."""
    own = ordinary(record, _KINDS)
    if isinstance(record, SubmittedPerson) and not record.is_named:
        own = {"name": _("Not named yet"), "title": record.reference}
    organisation = own["organisation"] if "organisation" in own else ordinary(of, _KINDS).get("organisation", "")
    return Badge(own.get("name") or str(record), own.get("title", ""), organisation)
