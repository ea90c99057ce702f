"""The protocol of a run: on the screen, on paper, and as JSON for other systems."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from privacy import audit
from privacy.disposal import protocol
from privacy.disposal.reading import in_words
from privacy.views.runs.parts import RunPage


class ProtocolPage(RunPage, TemplateView):
    """Under the headings of the body's law, in each language of the site; names officials and nobody else."""

    template_name = "privacy/admin/runs/protocol.html"
    leaf = _("Protocol")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``parts`` of (heading, lines) in ``language``, the languages to choose from, and the digest."""
        language = language_asked(self.request)
        content = protocol.protocol_of(self.run)
        return super().get_context_data(
            parts=in_words(content, language, time_zone=self.run.controller.time_zone),
            language=language,
            languages=settings.LANGUAGES,
            is_frozen=self.run.protocol is not None,
            is_whole=protocol.is_whole(self.run),
            **kwargs,
        )


def language_asked(request: HttpRequest) -> str:
    """The language asked for in the address, else the reader's own."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else (get_language() or settings.LANGUAGE_CODE)


class ProtocolFile(RunPage, View):
    """The same as data, with the headings; each export is in the audit."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        """A file named by the number of the run."""
        run, language = self.run, language_asked(request)
        content = protocol.protocol_of(run)
        audit.record("run.exported", actor=request.user, subject_type="run", subject_id=run.pk,
                     facts={"number": run.number, "format": "json"})  # fmt: skip
        answer = JsonResponse(
            {
                "headings": protocol.headings(content["jurisdiction"], language),
                "protocol": content,
                "sha256": run.protocol_digest,
            },
            json_dumps_params={"ensure_ascii": False, "indent": 2},
        )
        answer.headers["Content-Disposition"] = f'attachment; filename="protocol-{run.number}.json"'
        return answer
