"""A site with a Swedish and a Finnish start page, a body with a section, and staff of several kinds.

Publishing happens after the commit, so these tests have a database of their own in which commits are real.
"""
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils import translation
from wagtail.models import GroupPagePermission, Locale, Page, Site
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from home.models import BodyPage, HomePage, StandardPage
from privacy.models import Controller, ProcessingActivity, RetentionRule, SectionDefaults
from tests.factories import unnoted


def publish(page):
    """Publish the page as it stands and read it anew."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def translate(page, locale, words=None):
    """Begin the translation of ``page`` and translate the texts that ``words`` knows; return the target."""
    translate_object(page, [locale])
    say(page, locale, words or {})
    return type(page).objects.get(translation_key=page.translation_key, locale=locale)


def say(page, locale, words):
    """Translate each text of ``page`` that ``words`` knows."""
    translation = translation_of(page, locale)
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string"):
        if segment.string.data in words:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={"data": words[segment.string.data], "translation_type": "manual"},
            )


def translation_of(page, locale):
    return Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)


@pytest.fixture(autouse=True)
def _in_english():
    """Reasons are compared word by word, so they are said in the language of the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def locales(committed_db):
    return SimpleNamespace(
        **{code: Locale.objects.get_or_create(language_code=code)[0] for code in ("sv", "fi", "en")}
    )


@pytest.fixture
@unnoted
def start(locales):
    """The Swedish start page of the one site."""
    root = Page.objects.get(depth=1)
    start = root.add_child(instance=HomePage(title="Kallelser", slug="start", locale=locales.sv))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "testserver", "port": 80, "root_page": start, "site_name": "Kallelse"},
    )
    return start


@pytest.fixture
@unnoted
def finnish_start(start, locales):
    """The Finnish start page."""
    target = start.copy_for_translation(locales.fi)
    target.title, target.live = "Kutsut", True
    target.save()
    return target


@pytest.fixture
def controller(committed_db):
    return Controller.objects.create(
        names={"sv": "Kulturnämnden", "fi": "Kulttuurilautakunta"},
        parent_names={},
        language="sv",
        sector="region",
        jurisdiction="SE",
        record_regime="SE",
        time_zone="Europe/Stockholm",
        email="kultur@alvmark.example",
        phone="+46 40 000 00 00",
        officer_email="ombud@alvmark.example",
    )


@pytest.fixture
def section(start, controller):
    """Data protection settings that hold for the whole site."""
    activity = ProcessingActivity.objects.create(
        controller=controller, names={"sv": "Evenemang"}, purpose={"sv": "ta hand om anmälningar"}
    )
    RetentionRule.objects.create(
        activity=activity, selector="record", anchor="last_occasion_end", period="P2Y", action="delete"
    )
    return SectionDefaults.objects.create(page=start, controller=controller, activity=activity)


@pytest.fixture
@unnoted
def body(start, section):
    return start.add_child(instance=BodyPage(title="Region Älvmark", slug="alvmark", profile="fjord"))


@pytest.fixture
@unnoted
def finnish_body(body, finnish_start, locales):
    target = body.copy_for_translation(locales.fi)
    target.title, target.live = "Älvmarkin alue", True
    target.save()
    return target


@pytest.fixture
@unnoted
def page(body):
    """A page that has never been published."""
    return body.add_child(instance=StandardPage(title="Om oss", lead="Vi ordnar seminarier.", live=False))


@pytest.fixture
@unnoted
def live_page(page):
    return publish(page)


@pytest.fixture
@unnoted
def finnish_page(live_page, finnish_body, locales):
    """A page whose Finnish translation is complete and live."""
    words = {"Om oss": "Tietoa meistä", "Vi ordnar seminarier.": "Järjestämme seminaareja."}
    target = translate(live_page, locales.fi, words)
    translation_of(live_page, locales.fi).save_target(publish=False)
    target.refresh_from_db()
    return publish(target)


def staff(name, *page_permissions, submit=False, on=None):
    """A colleague who may enter the admin, with permissions on the page ``on`` (default: everywhere)."""
    user = get_user_model().objects.create_user(name, password="secret")
    UserProfile.objects.create(user=user, preferred_language="en")
    group = Group.objects.create(name=name)
    user.groups.add(group)
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    if submit:
        group.permissions.add(Permission.objects.get(codename="submit_translation"))
    for codename in page_permissions:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{codename}_page")
        GroupPagePermission.objects.create(group=group, page=on or Page.objects.get(depth=1), permission=permission)
    return user


@pytest.fixture
def editor(committed_db):
    """May do everything with pages, everywhere, and begin translations."""
    return staff("editor", "add", "change", "publish", "bulk_delete", submit=True)


@pytest.fixture
def translator(committed_db):
    """May change pages and nothing more."""
    return staff("translator", "add", "change")


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def as_translator(client, translator):
    client.force_login(translator)
    return client
