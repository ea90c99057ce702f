"""Region Granskär's pages of text, written in Swedish."""
from __future__ import annotations

from config.demo.content.specs import TextPage

PAGES = (
    TextPage(
        key="om-arbetet",
        title="Så arbetar vi med delaktighet",
        lead="Delaktighet är inte ett projekt hos oss. Det är ett sätt att fatta beslut.",
        paragraphs=(
            "<p>Region Granskär stöder bibliotek och kulturhus som vill ge ifrån sig en del av makten över sitt "
            "program. Vi ordnar seminarier, lånar ut metodmaterial och betalar vikarier när personalen behöver tid "
            "att lära.</p>",
        ),
        table=(
            "Det här kan du söka",
            ("Stöd", "För vem", "Högst"),
            (("Vikarie under en kurs", "Folkbibliotek", "12 000 kronor"), ("Prova på-pengar", "Unga arrangörer", "8 000 kronor")),
        ),
        accordion=(
            ("Vem får komma på våra evenemang?", "<p>Alla som arbetar med kultur eller bibliotek, om inget annat står på sidan.</p>"),
            ("Kostar det något?", "<p>Nej. Våra evenemang är gratis för deltagaren.</p>"),
        ),
    ),
)
