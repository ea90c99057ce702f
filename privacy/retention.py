"""Changing and arming rules. No rule acts, and no notice promises, before it is armed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from privacy import audit
from privacy.models import DisposalAuthority, RetentionRule


def arm(*, rule: RetentionRule, authority: DisposalAuthority, by: Any, now: datetime) -> RetentionRule:
    """Record the authority that allows ``rule`` to act, from now on.

    :raises ValidationError: when the authority is another controller's or not valid today, or the
        rule is armed or replaced already.
    """
    today = authority.controller.local_date(now)
    with transaction.atomic():
        locked = RetentionRule.objects.select_for_update(of=("self",)).select_related("activity").get(pk=rule.pk)
        if locked.is_armed:
            raise ValidationError(_("This rule is armed already."))
        if RetentionRule.objects.filter(replaces=locked).exists():
            raise ValidationError(_("This rule has been replaced by a newer version."))
        if locked.activity.controller_id != authority.controller_id:
            raise ValidationError(_("This authority belongs to another controller."))
        if not authority.is_valid_on(today):
            raise ValidationError(_("This authority is not valid today."))
        locked.authority, locked.armed_by, locked.armed_at = authority, by, now
        locked.save()
        audit.record("rule.armed", actor=by, subject_type="rule", subject_id=locked.pk,
                     facts={"authority": authority.pk, "version": locked.version})  # fmt: skip
    return locked


def revise(*, rule: RetentionRule, by: Any, **changes: Any) -> RetentionRule:
    """A new version of ``rule`` with ``changes``, not armed. Stored records keep the version they have.

    :raises ValidationError: when the changed rule is not whole, or the rule was replaced already.
    """
    with transaction.atomic():
        locked = RetentionRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
        if RetentionRule.objects.filter(replaces=locked).exists():
            raise ValidationError(_("This rule has been replaced by a newer version."))
        kept = {name: getattr(locked, name) for name in RetentionRule.FIXED}
        successor = RetentionRule(**{**kept, "version": locked.version + 1, "replaces_id": locked.pk})
        for name, value in changes.items():
            setattr(successor, name, value)
        successor.full_clean()
        successor.save()
        audit.record("rule.revised", actor=by, subject_type="rule", subject_id=successor.pk,
                     facts={"replaces": locked.pk, "version": successor.version})  # fmt: skip
    return successor
