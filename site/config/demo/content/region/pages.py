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
            ("Kostar det något?", "<p>Oftast inte. Kostar det något står priset på sidan.</p>"),
        ),
        in_english=True,
    ),
    TextPage(
        key="nar-du-kommer",
        title="Det här kan du räkna med när du kommer",
        lead="Hörslinga, tolk, lugn plats och kaffe: så gör vi våra evenemang öppna för fler.",
        paragraphs=(
            "<p>Vi väljer lokaler som man kommer in i utan trappsteg. På varje evenemangs sida står vad som finns på "
            "plats och vad som saknas. Behöver du något annat för att kunna delta? Skriv det i anmälan eller ring "
            "kontaktpersonen, helst tre veckor före.</p>",
        ),
        accordion=(
            ("Teckenspråkstolk och skrivtolk", "<p>Vi bokar och betalar tolken. Säg till så tidigt du kan, för tolkarna är få.</p>"),
            ("En lugn plats", "<p>I alla våra hus finns ett rum där du kan vila en stund. Värden visar vägen.</p>"),
            ("Ledsagare och assistent", "<p>Den som följer med dig behöver ingen egen plats och anmäls inte särskilt.</p>"),
        ),
    ),
)
