"""Approving, discarding and carrying out a run: each names how many, under which authority."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from privacy.disposal import runs
from privacy.models import RunState
from privacy.roles import Role
from privacy.views.acts import ActPage
from privacy.views.runs.parts import RunPage, lines_left

#: Lists up to this length are carried out while one waits; longer ones by the site's clock.
AT_ONCE = 200


class RunAct(RunPage, ActPage):
    """An act on a run, in some of its states; the list stands below it in numbers."""

    template_name = "privacy/admin/runs/act.html"
    states: tuple[str, ...] = ()

    def not_now(self) -> str:
        """The state in which it cannot be done."""
        if self.run.state in self.states:
            return ""
        return _("The list has the state “%(state)s”, in which this cannot be done.") % {
            "state": self.run.get_state_display()
        }

    def back(self) -> str:
        """The run."""
        return reverse("privacy_runs:detail", args=[self.run.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``lines``."""
        return super().get_context_data(lines=lines_left(self.run), **kwargs)

    @property
    def given(self) -> dict[str, Any]:
        """What every act is called with."""
        return {"run": self.run, "by": self.request.user, "now": self.now}


class Approve(RunAct):
    actors = (Role.ARCHIVIST,)
    states = (RunState.PROPOSED,)
    leaf = gettext_lazy("Approve the list")
    button = gettext_lazy("Approve the list")
    done = gettext_lazy("The list is approved and can be carried out.")

    def get_explanation(self) -> list[Any]:
        """How many, and what follows."""
        count = self.run.listed
        return [
            ngettext("You approve that %(count)d decision is carried out.",
                     "You approve that %(count)d decisions are carried out.", count) % {"count": count},
            _("Whatever is held by then, or no longer due, is kept nevertheless."),
        ]  # fmt: skip

    def perform(self, form: Any) -> None:
        """Approve."""
        runs.approve(**self.given)


class Discard(RunAct):
    actors = (Role.CASE_OFFICER, Role.ARCHIVIST)
    states = (RunState.PROPOSED, RunState.APPROVED)
    leaf = gettext_lazy("Discard the list")
    button = gettext_lazy("Discard the list")
    done = gettext_lazy("The list is discarded. What stood on it is still due.")
    explanation = (gettext_lazy("Nothing is destroyed. What stands on the list is due as before."),)

    def perform(self, form: Any) -> None:
        """Discard."""
        runs.discard(**self.given)


class Start(RunAct):
    actors = (Role.CASE_OFFICER, Role.ARCHIVIST)
    states = (RunState.APPROVED,)
    leaf = gettext_lazy("Carry out the list")
    button = gettext_lazy("Destroy what stands on the list")
    critical = True

    def get_done(self) -> str:
        """Small lists are done by now, longer ones begin within a minute."""
        if self.run.listed <= AT_ONCE:
            return _("The list is carried out. The protocol stays.")
        return _("The list is carried out within the next minutes. You may leave the page.")

    def get_explanation(self) -> list[Any]:
        """How many, under which authority, and that it is final."""
        count = self.run.listed
        authorities = sorted({str(row["authority"]) for row in lines_left(self.run) if row["authority"]})
        return [
            ngettext("%(count)d decision is carried out, under: %(authorities)s.",
                     "%(count)d decisions are carried out, under: %(authorities)s.", count)
            % {"count": count, "authorities": ", ".join(authorities)},
            _("What is destroyed cannot be brought back. Copies in backups go after %(days)d days.")
            % {"days": self.run.controller.backup_days},
        ]  # fmt: skip

    def perform(self, form: Any) -> None:
        """Carry out, or hand over to the clock."""
        if self.run.listed <= AT_ONCE:
            runs.execute(**self.given)
        else:
            runs.start(**self.given)


#: Name of the address -> the act, in the order of their buttons.
ACTS: dict[str, type[RunAct]] = {"approve": Approve, "start": Start, "discard": Discard}


def open_acts(run: Any, held: set[Role]) -> list[dict[str, Any]]:
    """The buttons that somebody with these roles finds on the page of the run."""
    return [
        {"label": act.leaf, "url": reverse(f"privacy_runs:{name}", args=[run.pk]), "critical": act.critical}
        for name, act in ACTS.items()
        if run.state in act.states and set(act.actors) & held
    ]
