"""Where events meet the admin: the list of audiences, and the organiser's pages at the desk of a form."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.utils.urlpatterns import decorate_urlpatterns

from events.catering import desk as catering
from events.desk import arrivals, changes, deeds, follow_ups, meetings, party, places, presence
from events.desk import messages as desk_messages
from events.editions import desk as editions
from events.editions.following import may_be_followed
from events.followed import tasks
from events.invitations import desk as invitations
from events.invitations import desk_adding, desk_correcting
from events.mail_texts import desk as mail_texts
from events.models import Audience, EventPage
from forms_app.doors import behind_the_door
from home.languages import canonical_of

#: The organiser's pages. Whoever adds an address adds its row to tests/events/test_role_matrix.py.
desk_urls = [
    path("<int:page_id>/places/", places.Places.as_view(), name="places"),
    path("<int:page_id>/approve/", deeds.Approve.as_view(), name="approve"),
    path("<int:page_id>/change/", changes.TellChange.as_view(), name="change"),
    path("<int:page_id>/change/undo/", changes.Undo.as_view(), name="undo_change"),
    path("<int:page_id>/invitations/", invitations.InvitationList.as_view(), name="invitations"),
    path("<int:page_id>/invitations/add/", desk_adding.AddInvitations.as_view(), name="add_invitations"),
    path("<int:page_id>/invitations/send/", invitations.SendInvitations.as_view(), name="send_invitations"),
    path("<int:page_id>/invitations/remind/", invitations.RemindInvited.as_view(), name="remind_invited"),
    path("<int:page_id>/invitations/undo/", invitations.UndoSending.as_view(), name="undo_invitations"),
    path(
        "<int:page_id>/invitations/<uuid:invitation_id>/take-back/", invitations.TakeBack.as_view(),
        name="take_back_invitation",
    ),
    path(
        "<int:page_id>/invitations/<uuid:invitation_id>/address/", desk_correcting.CorrectAddress.as_view(),
        name="correct_invitation",
    ),
    path("<int:page_id>/arrivals/", arrivals.Arrivals.as_view(), name="arrivals"),
    path("<int:page_id>/attendance/", arrivals.AttendanceList.as_view(), name="attendance"),
    path("<int:page_id>/presence/", presence.Presence.as_view(), name="presence"),
    path("<int:page_id>/catering/", catering.Catering.as_view(), name="catering"),
    path("<int:page_id>/message/", desk_messages.WriteMessage.as_view(), name="message"),
    path("<int:page_id>/message/<int:message_id>/", desk_messages.MessageSent.as_view(), name="message_sent"),
    path("<int:page_id>/message/<int:message_id>/undo/", desk_messages.Undo.as_view(), name="undo_message"),
    path("<int:page_id>/next/", editions.NextEdition.as_view(), name="next_edition"),
    path("<int:page_id>/next/left/", editions.EditionLeft.as_view(), name="edition_left"),
    path("<int:page_id>/follow-ups/", follow_ups.FollowUps.as_view(), name="follow_ups"),
    path(
        "registration/<uuid:submission_id>/follow-up/<uuid:follow_up>/", follow_ups.FollowUp.as_view(), name="follow_up"
    ),
    path("mails/<int:body_id>/", mail_texts.MailTexts.as_view(), name="mail_texts"),
    path("mails/<int:body_id>/<slug:kind>/<slug:language>/", mail_texts.EditMailText.as_view(), name="mail_text"),
    path("registration/<uuid:submission_id>/meetings/", meetings.ChangeMeetings.as_view(), name="meetings"),
    path("registration/<uuid:submission_id>/party/", party.ChangeParty.as_view(), name="party"),
    path("registration/<uuid:submission_id>/<slug:deed>/", deeds.DoDeed.as_view(), name="deed"),
]


class AudienceViewSet(SnippetViewSet):
    """Groups of people that events are for."""

    model = Audience
    icon = "group"
    menu_label = _("Audiences")
    menu_order = 312
    add_to_admin_menu = True
    list_display = ["name", "live"]


register_snippet(AudienceViewSet)


@hooks.register("register_admin_urls")
def add_organisers_pages() -> list[Any]:
    """Under event/, each behind the door of the desk."""
    return [path("event/", include((decorate_urlpatterns(desk_urls, behind_the_door), "events_desk")))]


hooks.register("desk_tasks", mail_texts.tasks_of)
hooks.register("register_page_header_buttons", mail_texts.offer)
hooks.register("desk_tasks", changes.tasks_of)
hooks.register("desk_tasks", tasks.tasks_of)
hooks.register("desk_tasks", desk_correcting.tasks_of)


# After what is told of the publication itself.
@hooks.register("after_publish_page", order=10)
def lead_to_telling(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Whoever has published another time or place is led to the page where those who registered are told."""
    if not changes.waits_for(request.user, page):
        return None
    messages.success(request, gettext("Page “%(title)s” has been published.") % {"title": page.title})
    return redirect("events_desk:change", page.pk)


@hooks.register("register_page_header_buttons")
def offer_next_edition(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Next edition” in the header of a page that has been, and what is left to change in that of the new one."""
    found = page.specific if view_name == "edit" else None
    if not isinstance(found, EventPage):
        return
    event = canonical_of(found)
    if may_be_followed(user, event):
        address = reverse("events_desk:next_edition", args=[event.pk])
        yield Button(_("Next edition"), address, icon_name="copy", priority=14)
    if event.earlier_edition and event.first_published_at is None:
        address = reverse("events_desk:edition_left", args=[event.pk])
        yield Button(_("What is left from the earlier edition"), address, icon_name="copy", priority=14)
