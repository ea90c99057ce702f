"""What is remembered about the public site is read anew when what holds for a part of it changes.

Pages and texts of the site say so themselves when they are saved. Who answers for a part of the site, and how long what
is sent there is kept, is changed on the ground floor, which does not know what is remembered above it.
"""
from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.signals import post_page_move

from home import generation
from privacy.models import (
    Controller,
    DisposalAuthority,
    EnteredDate,
    ProcessingActivity,
    RetentionRule,
    SectionDefaults,
)


def listen() -> None:
    """Begin a new generation whenever one of these is written, or a page gets another place."""
    for model in (Controller, DisposalAuthority, EnteredDate, ProcessingActivity, RetentionRule, SectionDefaults):
        post_save.connect(_begin_anew, sender=model, dispatch_uid=f"home.forgetting.{model.__name__}")
    for model in (RetentionRule, SectionDefaults):
        post_delete.connect(_begin_anew, sender=model, dispatch_uid=f"home.forgetting.{model.__name__}")
    post_page_move.connect(_begin_anew, dispatch_uid="home.forgetting.moved")


def _begin_anew(**_of_the_signal: Any) -> None:
    transaction.on_commit(generation.begin)
