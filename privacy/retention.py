"""Changing and arming rules. No rule acts, and no notice promises, before it is armed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from privacy import audit, effects, rules, stamps
from privacy.contracts import Refusal
from privacy.models import DisposalAuthority, RetentionRule
from privacy.roles import Role, has_role


def arm(*, rule: RetentionRule, authority: DisposalAuthority, by: Any, now: datetime) -> RetentionRule:
    """Record the authority that allows ``rule`` to act, from now on, on stored records too.

    What was stamped with an earlier version of the rule, or with none, comes under it: later at once,
    earlier only under an authority that the rule has not had before, and then with seven days' grace.

    :raises ValidationError: as :func:`refuse_arming` does.
    """
    today = authority.controller.local_date(now)
    with transaction.atomic():
        locked = RetentionRule.objects.select_for_update(of=("self",)).select_related("activity").get(pk=rule.pk)
        refuse_arming(locked, authority, now=now)
        plan = effects.plan(locked, authority, today=today)
        locked.authority, locked.armed_by, locked.armed_at = authority, by, now
        locked.save()
        plan.apply()
        audit.record("rule.armed", actor=by, subject_type="rule", subject_id=locked.pk,
                     facts={"authority": authority.pk, "version": locked.version, "records": plan.records,
                            "fields": plan.fields})  # fmt: skip
    return locked


def effect_of(rule: RetentionRule, authority: DisposalAuthority | None, *, today: date) -> effects.Effect:
    """What arming ``rule`` under ``authority`` would do to stored records and to notices.

    ``rule`` may be a version that is not stored yet; without an authority a new one is supposed.
    """
    return effects.plan(rule, authority, today=today).effect()


def effect_of_moving(records: Iterable[QuerySet[Any]], anchors: rules.Anchors, *, today: date) -> effects.Effect:
    """What counting the stored ``records``, given by kind, again from these ``anchors`` would do."""
    kinds = list(records)
    changes = [stamps.moving(each, anchors, today=today) for each in kinds]
    return effects.of_moving(changes, sum(each.count() for each in kinds))


def revise(*, rule: RetentionRule, by: Any, **changes: Any) -> RetentionRule:
    """A new version of ``rule`` with ``changes``, not armed. Stored records keep the version they have.

    :raises ValidationError: when the changed rule is not whole or would speak of something else, or the
        rule was replaced already.
    """
    with transaction.atomic():
        locked = RetentionRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
        _refuse_replaced(locked)
        successor = next_version(locked, **changes)
        successor.full_clean()
        successor.save()
        audit.record("rule.revised", actor=by, subject_type="rule", subject_id=successor.pk,
                     facts={"replaces": locked.pk, "version": successor.version})  # fmt: skip
    return successor


def next_version(rule: RetentionRule, **changes: Any) -> RetentionRule:
    """The version after ``rule`` with ``changes``, not stored and not judged.

    :raises ValidationError: when it would speak of something else than ``rule`` does.
    """
    if any(changes.get(name, getattr(rule, name)) != getattr(rule, name) for name in RetentionRule.PART):
        raise ValidationError(_("A new version speaks of the same answers as the rule does: add a rule for others."))
    kept = {name: getattr(rule, name) for name in RetentionRule.FIXED}
    successor = RetentionRule(**{**kept, "version": rule.version + 1, "replaces_id": rule.pk})
    for name, value in changes.items():
        setattr(successor, name, value)
    return successor


def stand(*, rule: RetentionRule, by: Any, now: datetime) -> None:
    """Approve beforehand whatever an armed ``rule`` lets go, so that runs by the clock may do it.

    :raises Refusal: when ``by`` is no archivist, or the rule is not armed.
    """
    if not has_role(by, Role.ARCHIVIST):
        raise Refusal([_("Only archivists give standing approvals.")])
    with transaction.atomic():
        locked = RetentionRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
        if not locked.is_armed:
            raise Refusal([_("A rule must be armed before it can be approved once and for all.")])
        locked.standing_by, locked.standing_at = by, now
        locked.save()
        audit.record("rule.standing_given", actor=by, subject_type="rule", subject_id=locked.pk)


def withdraw(*, rule: RetentionRule, by: Any) -> None:
    """End the standing approval: what the rule lets go is approved run by run again.

    :raises Refusal: when ``by`` is no archivist.
    """
    if not has_role(by, Role.ARCHIVIST):
        raise Refusal([_("Only archivists withdraw standing approvals.")])
    with transaction.atomic():
        locked = RetentionRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
        locked.standing_by = locked.standing_at = None
        locked.save()
        audit.record("rule.standing_withdrawn", actor=by, subject_type="rule", subject_id=locked.pk)


def refuse_arming(rule: RetentionRule, authority: DisposalAuthority, *, now: datetime) -> None:
    """Refuse what cannot be armed.

    :raises ValidationError: when the authority is another controller's, not valid today or not decided
        yet, or the rule is armed or replaced already.
    """
    today = authority.controller.local_date(now)
    if rule.is_armed:
        raise ValidationError(_("This rule is armed already."))
    _refuse_replaced(rule)
    if rule.activity.controller_id != authority.controller_id:
        raise ValidationError(_("This authority belongs to another controller."))
    if not authority.is_valid_on(today):
        raise ValidationError(_("This authority is not valid today."))
    if authority.decided_on > today:
        raise ValidationError(_("This authority has not been decided yet."))


def _refuse_replaced(rule: RetentionRule) -> None:
    if RetentionRule.objects.filter(replaces=rule).exists():
        raise ValidationError(_("This rule has been replaced by a newer version."))
