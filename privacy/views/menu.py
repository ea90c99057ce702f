"""The two menus of the officers: what is done from day to day, and what is set up once."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from privacy.views.audit_log import AuditLogViewSet
from privacy.views.cases.viewset import CaseViewSet
from privacy.views.delegations import DelegationViewSet, OutsideSourceViewSet
from privacy.views.desk import OverviewViewSet
from privacy.views.doors import OfficersGroup
from privacy.views.first_run import FirstRunViewSet
from privacy.views.holds import HoldViewSet
from privacy.views.officers import (
    ActivityViewSet,
    AuthorityViewSet,
    ControllerViewSet,
    SectionViewSet,
)
from privacy.views.register import RegisterViewSet
from privacy.views.rules import RuleViewSet
from privacy.views.runs.viewset import RunViewSet
from privacy.views.wordings import LetterWordingViewSet, WordingViewSet


class DataProtection(OfficersGroup):
    """Day to day: at most eight entries, the overview first."""

    menu_label = _("Data protection")
    menu_name = "data-protection"
    menu_icon = "lock"
    menu_order = 400
    items = (
        OverviewViewSet,
        CaseViewSet,
        RunViewSet,
        RuleViewSet,
        HoldViewSet,
        AuthorityViewSet,
        RegisterViewSet,
        AuditLogViewSet,
    )


class DataProtectionSettings(OfficersGroup):
    """Set up once, changed seldom. Floors above put their own sets last."""

    menu_label = _("Groundwork")
    menu_name = "data-protection-settings"
    menu_icon = "cogs"
    menu_order = 410
    items: tuple[type[ViewSet], ...] = (
        FirstRunViewSet,
        ControllerViewSet,
        ActivityViewSet,
        SectionViewSet,
        WordingViewSet,
        LetterWordingViewSet,
        DelegationViewSet,
        OutsideSourceViewSet,
    )
