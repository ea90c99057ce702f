"""The copy of a person's data: made when it has been decided, handed out to her, gone after fourteen days."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from privacy import audit
from privacy.contracts import Refusal
from privacy.models import ExtractPackage, RequestKind, RightsRequest
from privacy.requests import extract_content, extract_files, extract_json

#: For so long an extract can be fetched.
LIFETIME = timedelta(days=14)
#: What is answered with a copy.
KINDS = (RequestKind.ACCESS, RequestKind.PORTABILITY)


class NoExtract(Refusal):
    """There is nothing to hand out (any more)."""

    title = _("There is no copy to hand out")


def make(request: RightsRequest, now: datetime, *, by: Any = None) -> ExtractPackage:
    """Make the copy that was decided on, anew if there is one; stored privately, for fourteen days.

    :raises NoExtract: when nothing has been decided, or the request is not for a copy.
    """
    if request.decided_at is None:
        raise NoExtract([_("Nothing is handed out before it has been decided.")])
    if request.kind not in KINDS:
        raise NoExtract([_("This request is not for a copy of data.")])
    content = _packed(request, now)
    with transaction.atomic():
        extract_files.remove_of([request.pk])
        package = ExtractPackage(request=request, file_name=f"{uuid4()}.zip", made_at=now, expires_at=now + LIFETIME)
        package.digest = extract_files.write(package.file_name, content)
        package.save()
        audit.record("extract.made", actor=by, subject_type="case", subject_id=request.pk,
                     facts={"number": request.number})  # fmt: skip
    return package


def open_package(package: ExtractPackage, now: datetime) -> bytes:
    """The ZIP file.

    :raises NoExtract: when its time is over, it is gone, or it is not what was stored.
    """
    if now >= package.expires_at:
        raise NoExtract([_("The time to fetch the copy is over. Ask us, and we make a new one.")])
    try:
        content = extract_files.read(package.file_name)
    except FileNotFoundError as error:
        raise NoExtract([_("The copy is not there any more. Ask us, and we make a new one.")]) from error
    if extract_files.digest_of(content) != package.digest:
        raise NoExtract([_("The copy has been damaged. Ask us, and we make a new one.")])
    return content


def hand_out(package: ExtractPackage, now: datetime, *, by: Any = None) -> bytes:
    """The ZIP file, counted and noted in the audit log. ``by``: a case officer; None for herself, by her link.

    :raises NoExtract: as :func:`open_package`.
    """
    content = open_package(package, now)
    ExtractPackage.objects.filter(pk=package.pk).update(fetched=F("fetched") + 1)
    audit.record("extract.fetched", actor=by, subject_type="case", subject_id=package.request_id,
                 facts={"number": package.request.number})  # fmt: skip
    return content


def name_for_her(package: ExtractPackage) -> str:
    """What the file is called when she saves it; nothing personal."""
    return f"{package.request.number}.zip"


def _packed(request: RightsRequest, now: datetime) -> bytes:
    """The files of the copy: the page to read, and the JSON; portability gives the JSON alone."""
    portable = request.kind == RequestKind.PORTABILITY
    with translation.override(request.language):
        extract = extract_content.gather(request, now)
        files = {"data.json": extract_json.as_json(extract, portable=portable), **extract_content.files_of(extract)}
        if not portable:
            files["index.html"] = render_to_string("extract/index.html", {"extract": extract}).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(name, content)
    return packed.getvalue()
