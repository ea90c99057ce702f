"""Region Granskär's events, written in Swedish."""
from __future__ import annotations

from config.demo.content import drawings, pictures
from config.demo.content.dates import FRIDAY, THURSDAY, TUESDAY, WEDNESDAY
from config.demo.content.specs import EventSpec, OccasionSpec, Picture

_OF_EACH = {"asked_of": "participant"}
EVENTS = (
    EventSpec(
        key="vassbaten",
        title="Så blev Vassbåten en mötesplats för unga",
        lead=(
            "På Vassbåten bestämmer unga själva vad huset ska fyllas med. Följ med bakom kulisserna och hör vad "
            "tre års arbete har lärt personalen, besökarna och kommunen."
        ),
        kind="seminar",
        audiences=("bibliotek", "kultur"),
        target_group="Bibliotekspersonal och andra som arbetar med unga",
        preparation="Läs gärna handboken före seminariet och ta med en fråga som du vill att vi talar om.",
        included="Förmiddagsfika och lunch",
        contacts=("ylva",),
        occasions=(OccasionSpec(weeks=9, weekday=TUESDAY, start="10:00", end="15:00", place="biblioteket", room="Sal Vassen"),),
        appearances=(
            ("Mira Solbacka", "Verksamhetsledare på Vassbåten", "speaker"),
            ("Adil Rönnkvist", "Ung arrangör", "speaker"),
            ("Ylva Ternström", "Region Granskär", "moderator"),
        ),
        links=(
            ("Handboken om Vassbåten", "https://www.example.org/vassbaten/handbok"),
            ("Film: en kväll på Vassbåten", "https://www.example.org/vassbaten/film"),
        ),
        questions=(("name",), ("title",), ("organisation",), ("email",), ("diet",)),
        thank_you="Tack, vi ses på stadsbiblioteket! Hör av dig om du får förhinder, så att någon annan får din plats.",
        picture=Picture(
            "vassbaten",
            pictures.reading_boat,
            alt="En tecknad båt med en uppslagen bok som segel, framför låga kullar och en gul sol.",
            caption="Vassbåten har fått sitt namn efter eken som en gång fraktade böcker mellan öarna.",
        ),
        paragraphs=(
            "<p>Hösten för tre år sedan fick biblioteken i Granskär i uppdrag att skapa en plats där unga inte bara "
            "är besökare. Arbetet började i det lilla: en kväll i veckan, en tom lokal och frågan om vad som saknas. "
            "I dag ordnar unga arrangörer två program i veckan, och de flesta som kommer är mellan 15 och 25 år.</p>",
            "<p>Under dagen får du se hur modellen växte fram, vad som gick fel på vägen och varför gruppen ändå höll "
            "ihop. Vi talar om vem som får bestämma, om vuxna som lär sig att lyfta undan händerna och om hur man "
            "mäter något som inte är antal besökare.</p>",
        ),
        sections=(
            (
                "Det här tar du med dig",
                "<ul><li>ett arbetssätt i fyra steg som du kan pröva hemma</li><li>exempel på avtal mellan unga "
                "arrangörer och huset</li><li>nya kollegor att ringa när det kör ihop sig</li></ul>",
            ),
        ),
        simple=(
            "Vassbåten är en plats för unga. Unga bestämmer vad som ska hända där. På seminariet berättar de hur det "
            "gick till. Det är gratis. Du får fika och lunch."
        ),
        in_english=True,
    ),
    EventSpec(
        key="tryggt-hus",
        title="Lunchsamtal om ett tryggt hus för alla",
        lead="Hur blir ett öppet hus tryggt utan att bli stängt? Fyra personer som arbetar med frågan varje dag berättar.",
        kind="talk",
        audiences=("alla",),
        occasions=(OccasionSpec(weeks=3, weekday=WEDNESDAY, start="12:15", end="13:00", place="fyrhuset", room="Entréscenen"),),
        appearances=(
            ("Hanna Lindvret", "Socionom på Fyrhuset", "panellist"),
            ("Jonas Sundqvara", "Chef för husets värdar", "panellist"),
            ("Farida Noor Ekelid", "Forskare i stadsplanering", "panellist"),
            ("Josef Halvarsgård", "Samordnare på Fyrhuset", "moderator"),
        ),
        contacts=("josef",),
        picture=Picture(
            "fyrhuset",
            pictures.lighthouse,
            alt="En tecknad fyr med röda ränder kastar ljus åt höger. Sex personer står nedanför.",
            caption="Fyrhuset är öppet alla dagar och har värdar från morgon till kväll.",
        ),
        paragraphs=(
            "<p>Fyrhuset är till för alla i Granskär. Därför räcker det inte att huset <i>är</i> tryggt, det måste "
            "också kännas så för den som kommer hit första gången. Värdarna syns mest, men det mesta av arbetet görs "
            "där ingen ser det: i hur möblerna står, i vem som hälsar och i vad som händer efter en bråkig kväll.</p>",
        ),
        quote=(
            "Den som blir sedd vid dörren behöver sällan bli sedd av en vakt.",
            "Hanna Lindvret",
            "socionom på Fyrhuset",
        ),
        sections=(("", "<p>Ta med egen lunch om du vill. Kaféet är öppet hela dagen.</p>"),),
        in_english=True,
    ),
    EventSpec(
        key="planera-tillsammans",
        title="Verkstad: planera tillsammans med besökarna",
        lead="En halvdag med papper, sax och riktiga besökare. Du går hem med en plan för ditt eget hus.",
        kind="workshop",
        mode="form",
        audiences=("bibliotek", "kultur"),
        target_group="Programansvariga på bibliotek, museer och fritidsgårdar",
        included="Lunch klockan 12, fika och allt material",
        contacts=("josef",),
        occasions=(
            OccasionSpec(weeks=5, weekday=THURSDAY, start="13:00", end="16:30", place="fyrhuset", mode="hybrid",
                         join_link="https://www.example.org/mote/verkstad"),
        ),
        appearances=(("Mira Solbacka", "Verksamhetsledare på Vassbåten", "leader"),),
        questions=(
            ("name",),
            ("organisation",),
            ("email",),
            ("name", "", (), _OF_EACH),
            ("email", "", (), _OF_EACH),
            ("radio", "Äter du lunch med oss?", ("Ja, gärna", "Nej, tack"), _OF_EACH),
            ("diet", "", (), {**_OF_EACH, "only_if": (5, 0)}),
            (
                "radio", "Vilket fall vill ni arbeta med?",
                ("Biblioteket vid torget", "Museet i hamnen", "Fritidsgården på ön"), {"asked_when": "with_place"},
            ),
        ),
        review=True,
        capacity=5,
        picture=Picture(
            "runda-bordet",
            pictures.round_table,
            alt="Nio personer runt ett bord, tecknade uppifrån. På bordet ligger kort i olika färger.",
        ),
        paragraphs=(
            "<p>Vi arbetar i grupper om fem med ett verkligt fall i varje grupp. Deltar du på distans får du material "
            "hemskickat några dagar före. Kom gärna flera från samma hus: en av er kan anmäla alla.</p>",
        ),
    ),
    EventSpec(
        key="flersprakiga-hem",
        title="Kvällssamtal om flerspråkiga hem",
        lead="Två föräldrar och en språkforskare om böckerna hemma, radion i köket och orden som fattas.",
        kind="talk",
        audiences=("alla",),
        occasions=(OccasionSpec(weeks=6, weekday=THURSDAY, start="18:00", end="19:30", place="biblioteket", status="cancelled"),),
        contacts=("ylva",),
        picture=Picture(
            "fonstren",
            pictures.windows,
            alt="Ett tecknat hus i skymning med tända fönster. I några av dem syns människor.",
        ),
        paragraphs=("<p>Samtalet är inställt eftersom en av gästerna har blivit sjuk. Vi hoppas kunna ge det till hösten.</p>",),
    ),
    EventSpec(
        key="lattlast",
        title="Lättläst på väggen: skyltar som alla förstår",
        lead="Erfarenheter från fem bibliotek som bytte ut sina skyltar tillsammans med dem som har svårt att läsa.",
        kind="seminar",
        audiences=("bibliotek",),
        target_group="Bibliotekspersonal",
        included="Kaffe och smörgås",
        contacts=("ylva",),
        occasions=(OccasionSpec(weeks=-6, weekday=FRIDAY, start="09:00", end="12:00", place="biblioteket"),),
        appearances=(("Petra Ekmarken", "Formgivare", "speaker"),),
        questions=(("name",), ("organisation",), ("email",), ("diet",)),
        picture=Picture(
            "dorrarna",
            pictures.open_doors,
            alt="Fyra tecknade dörrar i olika höjd. En ramp leder upp till alla fyra.",
        ),
        paragraphs=(
            "<p>Fem bibliotek fotograferade varje skylt i huset och lät läsarna sortera dem i tre högar: förstår, "
            "förstår nästan, förstår inte. Resultatet blev färre skyltar, större bokstäver och ett nytt sätt att "
            "visa vägen till toaletten.</p>",
        ),
    ),
    EventSpec(
        key="bokbussen",
        title="Bokbussen kör vidare: kväll om biblioteket på hjul",
        lead=(
            "Vart ska bokbussen stanna när skolan flyttar och affären stänger? Kom och rita nästa års linjer "
            "tillsammans med chaufförerna och dem som väntar vid hållplatsen."
        ),
        kind="talk",
        mode="form",
        audiences=("alla", "bibliotek"),
        target_group="Du som åker med bokbussen, vill göra det eller arbetar i den",
        included="Soppa och bröd",
        contacts=("ylva",),
        occasions=(
            OccasionSpec(weeks=8, weekday=WEDNESDAY, start="17:30", end="19:30", place="sjobodarna",
                         status="moved", was=(4, WEDNESDAY)),
        ),
        appearances=(
            ("Sixten Löfvenborg", "Chaufför och bibliotekarie på Bokbussen", "speaker"),
            ("Ylva Ternström", "Region Granskär", "host"),
        ),
        questions=(("name",), ("email",), ("diet",)),
        thank_you="Tack för din anmälan! Vi bjuder på soppa från klockan fem.",
        picture=Picture(
            "bokbussen",
            drawings.book_bus,
            alt="En tecknad röd buss med böcker i fönstren kör på en kustväg. Två personer väntar vid en hållplats.",
            caption="Bokbussen stannar på 31 platser i Granskär. Elva av dem har ingen annan kollektivtrafik.",
        ),
        paragraphs=(
            "<p>Varje vecka lånar fler än trehundra personer sina böcker på Bokbussen. Många av dem har ingen annan "
            "service kvar i byn. Nu ska linjerna ses över, och vi vill göra det med er som känner vägarna.</p>",
            "<p>Kvällen har flyttats för att fler från öarna ska hinna med sista färjan hem. Anmälningar som redan "
            "har kommit in gäller även den nya dagen.</p>",
        ),
        in_english=True,
    ),
)
