"""Region Granskär's network: five meetings that one joins together, written in Swedish."""
from __future__ import annotations

from config.demo.content import drawings
from config.demo.content.dates import THURSDAY, TUESDAY, WEDNESDAY
from config.demo.content.specs import OccasionSpec, Picture, SeriesSpec

NETWORK = SeriesSpec(
    key="lugnt-och-oppet",
    title="Nätverket Lugnt och öppet: mot hot och oro på biblioteken",
    lead=(
        "Fem träffar för kommuner som vill att biblioteket ska vara lugnt utan att bli låst. Ni går med som "
        "organisation, arbetar på hemmaplan mellan träffarna och bygger vidare på det ni redan gör."
    ),
    kind="network",
    audiences=("bibliotek", "kultur"),
    target_group="Kommuner som driver bibliotek eller kulturhus i Granskär",
    included="Lunch och fika vid varje träff, handledning på distans mellan träffarna",
    cost="4 500 kronor",
    cost_per="person",
    invoice_text="Vi skickar fakturan efter den första träffen. Ange er referens när ni anmäler er.",
    rhythm="Fem träffar under två år, med arbete hemma emellan",
    requirements=(
        "Er nämnd har beslutat att kommunen går med. Minst två personer deltar, och en av dem har ansvar för "
        "personal eller lokaler."
    ),
    commitment=(
        "Ni gör en egen lägesbild, prövar minst en åtgärd mellan träffarna och berättar öppet om hur det gick. Räkna "
        "med ungefär en arbetsdag i månaden."
    ),
    next_step="Vi ringer er inom två veckor för att höra vad ni vill ha ut av nätverket.",
    contacts=("josef", "ylva"),
    occasions=(
        OccasionSpec(
            weeks=-5, weekday=WEDNESDAY, start="10:00", end="16:00", place="biblioteket", room="Sal Vassen",
            title="Första träffen: var står vi?",
            documentation=(
                "<p>Elva kommuner ritade kartor över sina hus och märkte ut var och när det blir oroligt. Nästan alla "
                "pekade på samma tre platser: entrén, toaletterna och hörnet utan personal.</p>"
                '<ul><li><a href="https://www.example.org/lugnt/karta">Mallen för kartan över huset</a></li>'
                '<li><a href="https://www.example.org/lugnt/anteckningar-1">Anteckningar från första träffen</a></li></ul>'
            ),
        ),
        OccasionSpec(
            weeks=10, weekday=THURSDAY, start="10:00", end="16:00", place="fyrhuset",
            title="Andra träffen: bemötande när det hettar till",
        ),
        OccasionSpec(
            weeks=19, weekday=TUESDAY, start="10:00", end="15:00", place="biblioteket", mode="hybrid",
            join_link="https://www.example.org/mote/lugnt", title="Tredje träffen: rummet, ljuset och möblerna",
        ),
        OccasionSpec(weeks=34, weekday=WEDNESDAY, precision="month", title="Fjärde träffen: tillsammans med grannarna"),
        OccasionSpec(weeks=62, weekday=WEDNESDAY, precision="term", title="Femte träffen: det här blev det"),
    ),
    questions=(
        ("name",), ("title",), ("organisation",), ("email",),
        ("multiline", "Vad vill ni helst arbeta med?"),
        ("invoice",), ("diet",),
    ),
    thank_you="Välkomna till nätverket! Skriv in träffarna i kalendern redan nu.",
    links=(("Handboken Lugnt och öppet", "https://www.example.org/lugnt/handbok"),),
    picture=Picture(
        "natet",
        drawings.net,
        alt="Ett tecknat nät mellan två stolpar vid havet. I varje knut sitter en lykta i rött, gult eller vitt.",
        caption="Ett nät håller när många knutar delar på tyngden.",
    ),
    paragraphs=(
        "<p>Allt fler bibliotek berättar om stökiga kvällar, hotfulla samtal och medarbetare som inte vill arbeta "
        "ensamma. Behoven skiljer sig åt: ett bibliotek ligger vägg i vägg med en skola, ett annat vid färjeläget. "
        "Mycket klokt görs redan, men det stannar ofta i det hus där det uppstod.</p>",
        "<p>Därför samlar kulturnämnden de kommuner som vill arbeta långsiktigt med frågan. Nätverket utgår från era "
        "egna fall, inte från föreläsningar.</p>",
    ),
    sections=(
        (
            "Det här ska ni ha när vi är klara",
            "<ul><li>en lägesbild av ert eget hus, dag för dag</li><li>rutiner som all personal har övat på</li>"
            "<li>en plan som ledningen står bakom, med åtgärder som går att följa upp</li></ul>",
        ),
        (
            "Så går det till",
            "<p>Vi arbetar i grupper om tre kommuner som följs åt genom hela nätverket. Mellan träffarna har varje "
            "grupp en timmes handledning på distans. Det ni lär er skrivs ner och publiceras, så att fler kan ha "
            "nytta av det.</p>",
        ),
    ),
    in_english=True,
)
