"""Every address of the site."""
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home.views.share_images import share_image

from . import errors, front_door, languages, listings, mail_events

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler429 = errors.too_many
handler500 = errors.server_error

urlpatterns = [
    path("", languages.front_page, name="front_page"),
    path("sitemap.xml", listings.sitemap),
    path("robots.txt", listings.robots),
    path("mail-events/<slug:provider>/", mail_events.told, name="mail_events"),
    path("account/", include("config.accounts.urls")),
    # Wagtail's own ways in are shut: allauth's is the only one.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/password_reset/", errors.not_found),
    path("admin/arrived/", include("events.door_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *i18n_patterns(
        re_path(r"^_util/", errors.not_found),
        path("", include("home.urls")),
        path("", include("forms_app.urls")),
        path("", include("events.urls")),
        path("", include("privacy.public_urls")),
        re_path(r"^((?:[\w\-]+/)*)share\.png$", share_image),
        re_path(wagtail_urls.serve_pattern, front_door.serve),
        re_path(r"^((?:[\w\-]+/)*(?:calendar\.ics|feed\.atom|events\.json))$", front_door.serve),
        path("", include(wagtail_urls)),
    ),
]
if settings.KALLELSE_SERVES_MEDIA:
    urlpatterns.insert(0, re_path(r"^media/(?P<path>images/.*)$", serve_file, {"document_root": settings.MEDIA_ROOT}))
if settings.KALLELSE_DEMO_MAILS:
    urlpatterns[:0] = [
        path("demo/", include("config.demo.urls")),
        path("styleguide/", include("config.demo.styleguide.urls")),
    ]
