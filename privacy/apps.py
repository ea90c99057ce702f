"""Configuration of the app."""

from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    default_auto_field = "privacy.row_numbers.RowNumber"
    name = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        # models can be read only now
        from privacy import (
            after_migrate,
            checks,
            disclosures,
            expired_copies,
            keyring_checks,
            personal_data,
            registry,
            seals,
            upstream,
        )
        from privacy.disposal import copies, ledger, runs
        from privacy.requests import alerts, extract_files, follow_ups, holding, opening, request_mails

        personal_data.declare()
        upstream.declare_installed()
        registry.register_holding(holding.Requests())
        register(checks.warn_of_gaps, "privacy")
        register(checks.refuse_gaps, "privacy", deploy=True)
        register(keyring_checks.keys_are_there, "privacy")
        register(keyring_checks.mail_gives_up_in_time, "privacy")
        register(keyring_checks.returned_mail_is_heard_of, "privacy")
        registry.register_timer("privacy.cases", opening.search_waiting)
        registry.register_timer("privacy.case_alerts", alerts.remind)
        registry.register_timer("privacy.case_follow_ups", follow_ups.begin_due)
        request_mails.register()
        registry.register_renderer(alerts.MAIL, alerts.letter, _("Reminder of a case"))
        registry.register_renderer(copies.MAIL, copies.letter, _("Request to destroy a downloaded file"))
        registry.register_timer("privacy.expired_copies", expired_copies.delete_expired)
        registry.register_timer("privacy.expired_extracts", extract_files.delete_expired)
        registry.register_timer("privacy.dispose", runs.by_the_clock)
        registry.register_timer("privacy.ledger", ledger.tidy)
        registry.register_timer("privacy.seals", seals.keep)
        registry.register_timer("privacy.disclosures", disclosures.prune)
        registry.register_timer("privacy.verify_audit", seals.check_daily)
        post_migrate.connect(after_migrate.restore, sender=self, dispatch_uid="privacy.after_migrate")
