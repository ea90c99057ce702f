"""What is taken, and what is not: name, ending, declared kind and content have to agree."""
import io
import zipfile

import pytest

from forms_app.files import archives
from forms_app.files.bad import REASONS, BadFile
from forms_app.files.judging import KINDS, LONGEST_NAME, clean_name, ending_of, judge
from tests.made_files import (
    DOCX_TYPE,
    ODT_TYPE,
    PDF,
    TEXT,
    a_bomb,
    a_docx,
    a_huge_png,
    a_picture,
    an_archive,
    an_odt,
)

OCTETS = "application/octet-stream"


def judged(content, name, declared):
    return judge(io.BytesIO(content), name=name, declared=declared)


def reason(content, name="plan.pdf", declared="application/pdf"):
    with pytest.raises(BadFile) as bad:
        judged(content, name, declared)
    assert bad.value.code in REASONS
    return bad.value.code


@pytest.mark.parametrize(("content", "name", "declared", "kind"), [
    (PDF, "Plan för våren.PDF", "application/pdf", "pdf"),
    (a_picture("JPEG"), "bild.jpeg", "image/jpeg", "jpeg"),
    (a_picture("JPEG"), "bild.jpg", "image/pjpeg", "jpeg"),
    (a_picture(), "bild.png", "image/png", "png"),
    (a_docx(), "brev.docx", DOCX_TYPE, "docx"),
    (a_docx(), "brev.docx", OCTETS, "docx"),
    (an_odt(), "brev.odt", ODT_TYPE, "odt"),
    (an_odt(), "brev.odt", "", "odt"),
    (TEXT, "brev.txt", "text/plain; charset=utf-8", "txt"),
    (b"\xef\xbb\xbf" + TEXT, "brev.txt", "text/plain", "txt"),
])  # fmt: skip
def test_a_sound_file_is_taken_as_it_is(content, name, declared, kind):
    taken = judged(content, name, declared)
    assert (taken.kind, taken.size, taken.content()) == (kind, len(content), content)
    assert taken.as_answer() == {"file": str(taken.id), "name": name, "size": len(content)}


def test_the_same_file_has_the_same_fingerprint_and_another_name_on_the_disk():
    one, other = (judged(PDF, "plan.pdf", "application/pdf") for _time in range(2))
    assert one.fingerprint() == other.fingerprint()
    assert one.id != other.id


@pytest.mark.parametrize(("content", "name", "declared", "code"), [
    (b"", "plan.pdf", "application/pdf", "empty"),
    (PDF, "plan.exe", "application/pdf", "kind"),
    (PDF, "plan", "application/pdf", "kind"),
    (PDF, ".pdf", "application/pdf", "kind"),
    (a_docx(), "brev.docm", "application/vnd.ms-word.document.macroEnabled.12", "macros"),
    (PDF, "plan.pdf", "image/png", "content"),
    (PDF, "plan.pdf", OCTETS, "content"),
    (PDF, "plan.png", "image/png", "content"),
    (a_picture(), "bild.jpg", "image/jpeg", "content"),
    (b"MZ\x90\x00" + b"\0" * 90, "plan.pdf", "application/pdf", "content"),
    (b"<html><script>alert(1)</script>", "brev.txt", "text/plain", "content"),
    (b"#!/bin/sh\nrm -rf /\n", "brev.txt", "text/plain", "content"),
    (b"a\0b", "brev.txt", "text/plain", "content"),
    (b"\xff\xfe\xff", "brev.txt", "text/plain", "content"),
    (PDF[:40], "plan.pdf", "application/pdf", "broken"),
    (PDF + b"x" * 5000, "plan.pdf", "application/pdf", "broken"),
    (a_picture()[:60], "bild.png", "image/png", "broken"),
    (a_picture("JPEG")[:-2], "bild.jpg", "image/jpeg", "broken"),
    (b"\xff\xd8\xff\xe0 not really", "bild.jpg", "image/jpeg", "broken"),
    (a_huge_png(), "bild.png", "image/png", "pixels"),
    (a_huge_png(9000, 9000), "bild.png", "image/png", "pixels"),
    (PDF, "brev.docx", DOCX_TYPE, "content"),
    (b"PK\x03\x04 and no more", "brev.docx", DOCX_TYPE, "broken"),
    (an_archive({"a.txt": "hej"}), "brev.docx", DOCX_TYPE, "content"),
    (an_archive({"a.txt": "hej"}), "brev.odt", ODT_TYPE, "content"),
    (an_odt(), "brev.docx", DOCX_TYPE, "content"),
])  # fmt: skip
def test_what_does_not_agree_is_refused_with_its_reason(content, name, declared, code):
    assert reason(content, name, declared) == code


@pytest.mark.parametrize("outer", [PDF, a_picture(), a_picture("JPEG"), TEXT])
def test_a_file_that_is_an_archive_as_well_is_refused(outer):
    kind = next(kind for kind in KINDS.values() if kind.key != "docx" and _begins_as(kind.key, outer))
    assert judged(outer, f"fil.{kind.ending}", kind.content_type).kind == kind.key
    both = outer + an_archive({"evil.html": "x"})
    assert reason(both, f"fil.{kind.ending}", kind.content_type) == "content"


def _begins_as(kind, content):
    begins = {"pdf": b"%PDF", "png": b"\x89PNG", "jpeg": b"\xff\xd8", "txt": TEXT[:5]}
    return content.startswith(begins.get(kind, b"\0\0\0"))


def test_a_picture_that_is_a_document_as_well_is_refused():
    picture = a_picture("JPEG")
    assert reason(picture[:20] + b"%PDF-1.4" + picture[20:], "bild.jpg", "image/jpeg") == "content"


@pytest.mark.parametrize("entries", [
    {"../../etc/passwd": "x"},
    {"/etc/passwd": "x"},
    {"..\\evil": "x"},
    {"word/embeddings/more.bin": an_archive({"a": "b"})},
    {"word/embeddings/more.gz": b"\x1f\x8b\x08 more"},
    {f"word/{number}.xml": "x" for number in range(archives.MOST_ENTRIES)},
])  # fmt: skip
def test_an_archive_that_is_more_than_a_document_is_refused(entries):
    named = {"[Content_Types].xml": "x", "word/document.xml": "y", **entries}
    assert reason(an_archive(named), "brev.docx", DOCX_TYPE) == "packed"


def test_a_bomb_is_refused_before_it_has_been_unpacked():
    bomb = a_bomb()
    assert len(bomb) < 200_000
    assert reason(bomb, "brev.docx", DOCX_TYPE) == "packed"


def test_an_entry_that_lies_about_its_size_is_found_out():
    bomb = a_docx(word__styles_dot_xml=b"\0" * 2_000_000)
    lie = bomb.replace((2_000_000).to_bytes(4, "little"), (20).to_bytes(4, "little"))
    assert lie != bomb
    assert reason(lie, "brev.docx", DOCX_TYPE) in ("packed", "broken")


def test_many_entries_of_middling_size_are_a_bomb_together():
    entry = b"".join(number.to_bytes(3, "big") for number in range(1_000_000))
    named = {"[Content_Types].xml": "x", "word/document.xml": "y", **{f"word/{n}.xml": entry for n in range(25)}}
    assert reason(an_archive(named), "brev.docx", DOCX_TYPE) == "packed"


def test_the_same_name_twice_a_link_and_an_encrypted_entry_are_refused():
    twice = an_archive({"[Content_Types].xml": "x", "word/document.xml": "y", "word/document.xmm": "z"})
    twice = twice.replace(b"document.xmm", b"document.xml")
    link = zipfile.ZipInfo("word/link")
    link.external_attr = 0o120777 << 16
    linked = io.BytesIO()
    with zipfile.ZipFile(linked, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    encrypted = a_docx().replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    assert encrypted != a_docx()
    for content in (twice, linked.getvalue(), encrypted):
        assert reason(content, "brev.docx", DOCX_TYPE) == "packed"


@pytest.mark.parametrize("content", [
    a_docx(word__vbaProject_dot_bin=b"x"),
    an_archive({
        "[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml": "x",
    }),
])  # fmt: skip
def test_a_document_with_macros_is_refused_whatever_it_is_called(content):
    assert reason(content, "brev.docx", DOCX_TYPE) == "macros"


def test_an_opendocument_with_macros_is_refused():
    assert reason(an_odt(extra={"Basic/Standard/Module1.xml": b"x"}), "brev.odt", ODT_TYPE) == "macros"


def test_an_opendocument_of_another_kind_is_refused():
    sheet = an_archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "x"})
    assert reason(sheet, "brev.odt", ODT_TYPE) == "content"


@pytest.mark.parametrize("name", [
    "../../etc/passwd.pdf", "..\\plan.pdf", "/plan.pdf", "C:\\plan.pdf", "pla\0n.pdf", "fdp\u202eexe.pdf", "..", "",
    " ", "a\nb.pdf", "a\u200fb.pdf",
])  # fmt: skip
def test_a_name_that_leads_elsewhere_or_looks_like_another_is_refused(name):
    with pytest.raises(BadFile) as bad:
        clean_name(name)
    assert (bad.value.code, bad.value.name) == ("name", "")


@pytest.mark.parametrize(("name", "shown"), [
    ("Skärmavbild 2027-02-01 kl.\u202f10.05.png", "Skärmavbild 2027-02-01 kl. 10.05.png"),
    ("A\u030angstro\u0308m.pdf", "Ångström.pdf"),
    ("میهمان\u200cها.pdf", "میهمان\u200cها.pdf"),
    ("för\u00adening.pdf", "förening.pdf"),
])  # fmt: skip
def test_names_of_every_script_are_shown_as_people_write_them(name, shown):
    assert clean_name(name) == shown


def test_a_long_name_is_shortened_and_keeps_its_ending():
    shown = clean_name("å" * 300 + ".docx")
    assert len(shown) <= LONGEST_NAME
    assert ending_of(shown) == "docx"
