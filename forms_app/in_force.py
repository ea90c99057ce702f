"""The form that is in force, for those who post to it: remembered while nothing changes that it is made of.

Under the same terms as public pages are kept in memory (``KALLELSE_PAGE_CACHE``): until something is published or what
holds for a part of the site changes, and a minute at most.
"""
from __future__ import annotations

from django.conf import settings

from forms_app.models import FormPageMixin, FormVersion
from home.navigation import remembered
from privacy.models import SectionDefaults


def version_of(page: FormPageMixin, facts: FormPageMixin) -> FormVersion | None:
    """The version that ``page`` shows now, whose facts are those of ``facts``; that page then knows its section.

    None where nothing is remembered: by the setting, or because the page asks by itself what changes with the clock.
    """
    if not settings.KALLELSE_PAGE_CACHE or facts.own_question_keys():
        return None
    version, section = remembered(f"form.{page.pk}", lambda: _read(page, facts))
    facts.section = section
    return version


def _read(page: FormPageMixin, facts: FormPageMixin) -> tuple[FormVersion, SectionDefaults | None]:
    return FormVersion.objects.keep(page.form_content(facts), page_id=facts.pk), facts.section
