"""Region Granskär's projects, written in Swedish."""
from __future__ import annotations

from config.demo.content import drawings
from config.demo.content.specs import Picture, ProjectSpec

PROJECTS = (
    ProjectSpec(
        key="roster-fran-oarna",
        title="Röster från öarna",
        lead=(
            "Unga på sju öar berättar med ljud, bild och text om sin vardag. Biblioteken lånar ut tekniken, lokalerna "
            "och tiden."
        ),
        organisation_unit="Enheten för bibliotek och läsning",
        begins_in_months=-14,
        ends_in_months=16,
        goals=(
            "<ul><li>unga på öarna bestämmer själva vad som berättas om dem</li><li>varje ö får en plats där man kan "
            "spela in och redigera</li><li>berättelserna finns kvar på biblioteken när projektet är slut</li></ul>"
        ),
        implementation=(
            "<p>Varje ö har en egen grupp på fem till åtta unga. De träffas varannan vecka med en ledare från "
            "biblioteket och får besök av filmare, radiofolk och författare. Två gånger om året visar grupperna sina "
            "berättelser för varandra.</p>"
        ),
        partners=(("Skärgårdens folkhögskola", ""), ("Närradion i Lommarhamn", "https://www.example.org/narradion")),
        fundings=(("Kulturnämnden i Region Granskär", "bidrag till läsfrämjande arbete", ""),),
        results=(
            ("Tjugotvå radioprogram", "Sändes under första året och går att lyssna på i efterhand.",
             "https://www.example.org/roster/radio"),
        ),
        contacts=("ylva",),
        links=(("Berättelserna på kartan", "https://www.example.org/roster/karta"),),
        events=("bokbussen",),
        picture=Picture(
            "hamnen",
            drawings.harbour,
            alt="Fyra tecknade sjöbodar vid vattnet. Ovanför dem hänger en rad vimplar i rött, grönt, vitt och gult.",
        ),
        in_english=False,
    ),
)
