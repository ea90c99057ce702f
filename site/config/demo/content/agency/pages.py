"""Osallisuusvirasto's pages of text, written in Finnish."""
from __future__ import annotations

from config.demo.content.specs import TextPage

PAGES = (
    TextPage(
        key="meista",
        title="Mitä virasto tekee",
        lead="Osallisuusvirasto neuvoo, kouluttaa ja tutkii. Emme valvo ketään.",
        paragraphs=(
            "<p>Virastossa työskentelee 34 ihmistä. Työmme on saada päätöksenteko kuulemaan niitä, joita se koskee, "
            "silloin kun asiaan voi vielä vaikuttaa.</p>",
        ),
        accordion=(
            ("Mitä tapahtumat maksavat?", "<p>Useimmat ovat maksuttomia. Hinta lukee tapahtuman sivulla, jos sellainen on.</p>"),
            ("Saanko tulkin?", "<p>Kyllä. Kerro tarpeesta ilmoittautuessasi, viimeistään kaksi viikkoa ennen tapahtumaa.</p>"),
        ),
        in_english=True,
    ),
)
