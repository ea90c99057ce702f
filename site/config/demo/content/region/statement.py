"""Region Granskär's accessibility statement, written in Swedish."""
from __future__ import annotations

from config.demo.content.specs import StatementSpec

STATEMENT = StatementSpec(
    key="tillganglighetsredogorelse",
    title="Tillgänglighetsredogörelse",
    lead="Alla ska kunna läsa om våra evenemang och anmäla sig själva. Här berättar vi vad som fungerar och vad vi arbetar med.",
    service="Region Granskärs evenemang på webbplatsen Kallelse",
    status="partly",
    shortcomings=(
        "<ul><li>Kartorna hos våra samarbetspartner går inte att använda med enbart tangentbord. Vägbeskrivningen "
        "finns därför också i text på varje sida.</li><li>Två äldre filmer saknar syntolkning. Vi lägger till den "
        "under året.</li></ul>"
    ),
    not_covered="<p>Direktsändningar omfattas inte av lagen. De samtal vi sänder textar vi ändå, när det finns en skrivtolk.</p>",
    alternatives="<p>Ring eller skriv till oss, så läser vi upp programmet, skickar det i stor stil eller anmäler dig.</p>",
    how_tested=(
        "<p>Vi har själva gått igenom sidorna med tangentbord och skärmläsare i dator och mobil, och mot kriterierna i "
        "WCAG 2.2, nivå A och AA. Tre personer med olika funktionsnedsättningar har provat att anmäla sig.</p>"
    ),
    responsible_unit="Kommunikationsenheten",
    feedback_email="tillganglighet@example.org",
    feedback_telephone="+46 40 628 04 00",
)
