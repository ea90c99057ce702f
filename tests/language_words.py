"""Words by which a language is known, for tests.language_purity.

Function words only: they carry a sentence and are nobody's name. A word in two lists tells nothing
between those two languages.
"""

WORDS = {
    "sv": """
        alla andra att av bara blir blev bli de del den denna dess dessa det detta dig din dina ditt du där
        efter eller en er era ert ett finns fram från få får för före genom ha hade han har hela hon hos hur här
        i in inför inga ingen inget inom inte ja kan kom kommer kunna man med mellan men mer mest mig min mina
        mitt mot mycket måste nej ni nu när någon något några och också om oss på ska skall som sig sin sina
        sitt så till under upp ut utan vad var vara vem vi via vid vilka vilken vilket vill vår våra vårt än är
        åt även över
    """,
    "fi": """
        aina alkaen asti ei eikä ellei en ennen että he hän häntä itse ja joiden joihin joissa joista joita
        johon joka jokainen jonka jos josta jossa jota jotka jälkeen kaikki kaikille kanssa kautta koska
        koskee kuin kun kuten lisäksi lisää lähtien me meidän meille mihin mikä miksi mikäli millä minkä missä
        mistä mitkä mitä mitään muiden muita mukaan mutta myös myöhemmin ne niiden niihin niin niitä noin nyt
        nämä näitä näin ole olet olla olemme oli olisi on onko ota ovat pitää saa sekä sen se siihen siitä
        sille sinulla sinulle sinun sinut sitten sitä tai tarvitse te teidän teille tämä tämän tästä tätä
        vaan vai vaikka vain varten vastaan voi voidaan voit voivat vielä välillä yli
    """,
    "en": """
        a about after again all also an and any are as at be because been before being both but by can could
        did do does during each every for from had has have he her here him his how i if in into is it its
        may me more most must my no not now of on once one only or other our out over please she should so
        some such than that the their them then there these they this those through to too under until up us
        was we were what when where which while who whom why will with within without would you your
    """,
}

#: A single one of these is enough where no word speaks for the language that is declared.
TELLING = {
    "sv": "och att för från på är inte eller också av till dina vår våra utan över som det den vi du med om har",
    "fi": "sekä tai että ovat mukaan kanssa ennen jälkeen alkaen asti myös voit sinun meidän ei ja ole olla jos kun",
    "en": "and the of with your from please our this these which to is are for be by have has not or it we",
}

WEEKDAYS = {
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "fi": "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai "
          "maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina",
    "en": "monday tuesday wednesday thursday friday saturday sunday",
}

#: Told by only beside a number, since August, Maj and June are people too.
MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "fi": " ".join(
        f"{month}kuu{ending}"
        for month in (
            "tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu",
        )
        for ending in ("", "ta", "n", "ssa")
    ),
    "en": "january february march april may june july august september october november december",
}

#: Shapes that no word of the other two languages has; looked for in words that are nobody's name.
SHAPES = {
    "sv": r"å",
    "fi": r"[äö]{2}|yy|uu|aa|(?:ss|st|ll|lt)ä$|uo|yö|(?:mi|vi|li)nen$|ksi$",
    "en": r"^th|wh|ght|(?:ship|ness)$",
}

#: Terms of institutions that stand in their own element when another language is spoken around them.
TERMS = {
    "sv": (
        "allmän handling", "allmänna handlingar", "myndighetshandling", "gallringsbeslut", "gallring",
        "dataskyddsombud", "personuppgiftsansvarig", "diarienummer", "kulturnämnden", "regionstyrelsen",
        "Integritetsskyddsmyndigheten", "förvaltningsrätten", "dataombudsmannen", "offentlighetslagen",
        "arkivlagen", "svenska", "spärrmarkering",
    ),
    "fi": (
        "yleinen asiakirja", "viranomaisen asiakirja", "tietosuojavastaava", "tietosuojavaltuutettu",
        "rekisterinpitäjä", "julkisuuslaki", "kirjaamo", "suomeksi", "turvakielto",
    ),
    "en": ("public record", "data protection officer", "in English"),
}
