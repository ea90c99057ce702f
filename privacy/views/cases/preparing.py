"""The acts by which a case is prepared: opened, searched, the person identified, time taken, withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from privacy.models import IdentityLevel, RequestAddress
from privacy.requests import cases, search
from privacy.requests.states import Act
from privacy.views.cases.act_page import CaseAct


class Open(CaseAct):
    act = Act.OPEN
    leaf = _("Begin with the case")
    button = _("Begin with the case")
    done = _("The case is open. What was found is held until it is answered.")
    explanation = (
        _("Everything the site holds under her addresses is found at once, and may not be destroyed meanwhile."),
        _("Where she asks for restriction, or objects, the use of it is restricted from now on."),
    )

    def perform(self, form: Any) -> None:
        """Open it."""
        cases.open_case(**self.given)


class Search(CaseAct):
    act = Act.SEARCH
    leaf = _("Search all sources")
    button = _("Search all sources")
    done = _("All sources have been searched. Look through what was found.")
    explanation = (
        _("Every source of the site is searched by her addresses, and every text for her name. This may take a while."),
        _("What you have confirmed, rejected or chosen stays as it is."),
    )

    def perform(self, form: Any) -> None:
        """Search."""
        search.search(self.case, self.now, by=self.request.user)


class AskIdentity(CaseAct):
    act = Act.ASK_IDENTITY
    leaf = _("Ask who she is")
    button = _("Ask for proof of identity")
    done = _("She is asked to show who she is.")
    explanation = (
        _("Ask only when there is reasonable doubt about who asks, and without delay: then the clock stands still."),
        _("Never ask for a copy of an identity card."),
    )

    def perform(self, form: Any) -> None:
        """Ask."""
        cases.ask_identity(**self.given)


class IdentityForm(forms.Form):
    """How she showed who she is."""

    level = forms.ChoiceField(
        choices=[choice for choice in IdentityLevel.choices if choice[0] != IdentityLevel.NONE],
        label=_("How sure it is"),
        help_text=_("Sensitive data and data under other addresses ask for more than control of the mailbox."),
    )
    note = forms.CharField(
        max_length=200,
        label=_("How identity was established"),
        help_text=_("For example: came to the counter and showed her passport. Write no numbers from the document."),
    )


class ShowIdentity(CaseAct):
    act = Act.SHOW_IDENTITY
    form_class = IdentityForm
    leaf = _("Write down who she is")
    button = _("Store the proof of identity")
    done = _("The proof of identity is stored.")

    def perform(self, form: Any) -> None:
        """Store it."""
        cases.show_identity(**self.given, **form.cleaned_data)


class AddressForm(forms.Form):
    """An address or number that she uses or used."""

    kind = forms.ChoiceField(
        choices=[("email", _("E-mail")), ("phone", _("Telephone"))],
        label=_("Kind of address"),
        help_text=_("An e-mail address or a telephone number."),
    )
    value = forms.CharField(
        max_length=254,
        label=_("Address or number"),
        help_text=_("As she writes it, for example firstname.lastname@example.org or +46 70 123 45 67."),
    )
    proof = forms.ChoiceField(
        choices=[choice for choice in RequestAddress.Proof.choices if choice[0] != RequestAddress.Proof.MAIL],
        label=_("Proof"),
        help_text=_("What is found under an address that is not proven is only a possible match."),
    )


class AddAddress(CaseAct):
    act = Act.ADD_ADDRESS
    form_class = AddressForm
    leaf = _("Add an address")
    button = _("Add the address")
    done = _("The address is added and searched for.")
    explanation = (
        _("People register under several addresses: a private one, one from work, an old one."),
        _("Write an address that stands in the case once more to note that you have made sure of it."),
    )

    def perform(self, form: Any) -> None:
        """Add it."""
        cases.add_address(**self.given, **form.cleaned_data)


class ReasonForm(forms.Form):
    """Why more time is needed."""

    reason = forms.CharField(
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Reason for extending"),
        help_text=_("A whole sentence in her language; it stands in the letter to her."),
    )


class Extend(CaseAct):
    act = Act.EXTEND
    form_class = ReasonForm
    leaf = _("Take more time")
    button = _("Take two more months")
    done = _("The case has two more months. Send her the letter that says so.")
    explanation = (
        _("Once, before the first last day, and only when the request is complex or there are many of them."),
    )

    def perform(self, form: Any) -> None:
        """Extend."""
        cases.extend(**self.given, **form.cleaned_data)


class OpinionForm(forms.Form):
    """The officer's advice."""

    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 6}),
        label=_("Your opinion"),
        help_text=_("What you advise, and why. It stands in the case; the decision-maker decides."),
    )


class GiveOpinion(CaseAct):
    act = Act.GIVE_OPINION
    form_class = OpinionForm
    leaf = _("Give an opinion")
    button = _("Store the opinion")
    done = _("The opinion is stored.")

    def get_initial(self) -> dict[str, Any]:
        """The opinion so far."""
        return {"text": self.case.opinion}

    def perform(self, form: Any) -> None:
        """Store it."""
        cases.give_opinion(**self.given, **form.cleaned_data)


class Withdraw(CaseAct):
    act = Act.WITHDRAW
    leaf = _("Withdrawn by her")
    button = _("End the case as withdrawn")
    done = _("The case has ended: she has withdrawn the request.")
    explanation = (
        _("Do this only when she has said that she no longer wants it."),
        _("Nothing is done with her data, and what the case held is free again. It cannot be undone."),
    )
    critical = True

    def perform(self, form: Any) -> None:
        """End it."""
        cases.withdraw(**self.given)
