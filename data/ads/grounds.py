"""The protected grounds, and the wordings by which texts ask for them or rule them out."""

from typing import Final

GROUNDS: Final = {
    "sex": ("kön", "Skriv vad arbetet kräver, till exempel en kunskap eller en uppgift, utan att nämna kön."),
    "age": (
        "ålder",
        (
            "Ta bort åldern. Skriv vilken erfarenhet eller förmåga som behövs. "
            "En lägsta ålder på 18 år är tillåten där arbetet kräver det."
        ),
    ),
    "origin": (
        "etnisk tillhörighet eller ursprung",
        "Ta bort kravet. Skriv i stället hur bra svenska arbetet kräver, i tal och i skrift.",
    ),
    "religion": (
        "religion",
        "Ta bort kravet. Ett trossamfund får bara ställa det när tron är nödvändig för just den uppgiften.",
    ),
    "health": (
        "funktionsnedsättning eller hälsa",
        (
            "Ta bort kravet på hälsa. Beskriv arbetet i stället, till exempel tunga lyft eller mycket "
            "stående, och vad som kan anpassas."
        ),
    ),
    "family": ("familj", "Ta bort det om familjen. Skriv vilka tider arbetet har."),
    "looks": (
        "utseende",
        "Ta bort kravet på utseende. Skriv vilken klädsel arbetet kräver, om den har betydelse.",
    ),
    "orientation": ("sexuell läggning", "Ta bort kravet."),
}

_SEXED: Final = (
    r"(?:tjej(?:er)?|kill(?:e|ar)|kvinn(?:a|or)|män|dam(?:er)?|herrar|flick(?:a|or)|pojk(?:e|ar)|"
    r"grabb(?:ar)?)(?!-)"
)
_OR_MAN: Final = rf"(?:{_SEXED}|man)"
_GAP: Final = r"(?:(?!till|åt|för|hos|av|med|som|inom|i|på)[\wåäö-]+,?\s+){0,3}"
_DASH: Final = r"\s*(?:-|–|—|till|och)\s*"
_YEARS: Final = r"(?:\s*(?:-|–)?\s*(?:år(?!s\b)(?:ingar|ing)?\b|års ålder))"
_NOT_WORK: Final = r"(?!\s+(?:inom|i (?:branschen|yrket|rollen)|av|som|erfarenhet|arbet|praktisk))"
_APPLICANT: Final = (
    r"(?:du|dig|sökande\w*|söker|sökes|person(?:en|er)?|kandidat\w*|medarbetare|vi vill ha|ålder:?)"
)
"""Ground → its Swedish name, and how to reword."""

PATTERNS: Final = (
    (
        "sex",
        (
            rf"\b(?:bara|endast|enbart|helst|gärna|söker(?: vi)?|sökes|anställer|föredrar|vill ha|"
            rf"behöver)\s+{_GAP}{_SEXED}\b(?!\s+(?:och|eller)\s+(?:män|kvinnor|killar|tjejer))"
        ),
    ),
    ("sex", rf"\b{_SEXED}\s+(?:sökes|söks|önskas|föredras)\b"),
    (
        "sex",
        (
            rf"\b(?:du|dig|sökande|den vi söker|personen)\s+(?:som\s+)?(?:är|ska vara|bör vara|"
            rf"måste vara)\s+(?:en\s+)?(?:[\wåäö]+\s+(?:och\s+)?){{0,2}}{_OR_MAN}\b(?!\s+(?:och|"
            rf"eller)\s+(?:kvinna|man|kille|tjej))"
        ),
    ),
    (
        "sex",
        rf"\b(?:passar|lämpar sig|lämpligt)\s+(?:bäst\s+|bra\s+)?(?:för\s+)?{_SEXED}\b(?!\s+(?:och|eller)\s)",
    ),
    (
        "sex",
        (
            r"\b(?<!kvinnliga och )(?<!manliga och )(?<!kvinnlig eller )(?<!manlig eller )(?:kvinnlig|"
            r"manlig)(?:a|t)?\b(?!\s+(?:och|eller|som|samt|interna?)\s+(?:kvinnlig|"
            r"manlig))(?!\s+(?:\w+\s+)?(?:nätverk|kund|brukar|patient|elev|"
            r"gäst|deltagar|klient|boende|medlem|företag|entreprenör|idrott|lag\b|spelar|besökar|kör|"
            r"konfektion|vårdtagar|omsorgstagar|uppdragsgivar|huvudman|arbetsledar|tränare\s+för))"
        ),
    ),
    (
        "age",
        (
            rf"\b(?:max(?:imalt|\.)?|högst|inte äldre än|yngre än|ej över|"
            rf"inte över)\s*(?:[2-6]\d){_YEARS}{_NOT_WORK}"
        ),
    ),
    ("age", rf"\b{_APPLICANT}\b[^.!?]{{0,40}}\b(?:under|upp till)\s*(?:2[1-9]|[3-6]\d){_YEARS}{_NOT_WORK}"),
    (
        "age",
        (
            rf"\b{_APPLICANT}\b[^.!?\d]{{0,60}}(?:\bmellan\s+)?\b(?:1[5-9]|"
            rf"[2-6]\d){_DASH}(?:[2-7]\d){_YEARS}{_NOT_WORK}"
        ),
    ),
    (
        "age",
        (
            rf"\b(?:du|dig|sökande|person)\b[^.!?\d]{{0,40}}\b(?:minst|över|äldre än|fyllt)\s*(?:2[1-9]|"
            rf"[3-6]\d){_YEARS}{_NOT_WORK}"
        ),
    ),
    (
        "age",
        (
            rf"\b(?:söker|sökes|önskas|vill ha|behöver)\s+{_GAP}(?:ung|unga|yngre|medelålders|"
            rf"äldre)(?=\s*,|\s+(?:och\s+)?\w)(?!\s+(?:vuxna|på)\b)"
        ),
    ),
    (
        "age",
        (
            r"\b(?:du|dig|person|någon)\s+(?:som\s+)?är\s+(?:\w+\s+){0,2}?(?:ung|yngre)\b(?!\s+(?:i rollen|"
            r"i yrket|i själen|i sinnet))"
        ),
    ),
    (
        "age",
        r"\bung\s+och\s+(?:\w+)\b(?!\s+(?:man|kvinna|kille|tjej))(?=[^.!?]*(?:\bdu\b|\bdig\b|sök|person))",
    ),
    ("age", r"\bi (?:rätt ålder|[2-6]0-årsåldern)\b(?=[^.!?]*(?:\bdu\b|\bdig\b|sök))"),
    (
        "origin",
        (
            r"\bsvenska\s+(?:som|är|ska vara|måste vara)\s+(?:ditt\s+)?modersmål\b|"
            r"\bmodersmål(?:et)?\s*(?:är|ska vara|måste vara|:)?\s*svenska\b|"
            r"\bsvenskt?\s+modersmål\b|\bmodersmålstalare\b|\bmodersmålsnivå\b|"
            r"\bnative\s+(?:\w+\s+)?(?:speaker|swedish|english)\b|\bnative\s+\w+\s+speaker\b"
        ),
    ),
    (
        "origin",
        (
            r"\b(?:infödd|etnisk[ta]?|hel)\s*-?svensk(?:ar?|t)?\b|\bsvenskfödd\w*\b|\bfödd i (?:sverige|"
            r"norden)\b|\bsvensk bakgrund\b|\b(?:inga|inte|ej)\s+invandrar\w*|"
            r"\butan\s+(?:accent|brytning)\b|\baccentfri\w*|\b(?:du|som)\s+(?:är\s+)?svensk\b|"
            r"\bsvenskt? ursprung\b|\beuropeiskt? (?:utseende|bakgrund|ursprung)\b|\bnordiskt? (?:utseende|"
            r"ursprung)\b"
        ),
    ),
    (
        "origin",
        (
            r"\b(?:måste|ska|krav(?:et)?(?: är| på)?|krävs|kräver|endast|bara)\b[^.!?]{0,40}\bsvensk(?:t|"
            r"a)?\s+medborgar\w+|\bsvenskt?\s+medborgar\w+\s+(?:krävs|är ett krav|är krav)"
        ),
    ),
    (
        "religion",
        (
            r"\bmedlem(?:skap)?\s+(?:i|av)\s+(?:svenska kyrkan|(?:\w+\s+)?(?:församling|samfund|kyrka)\w*)|"
            r"\bkyrkotillhörighet\b|"
            r"\b(?:du|dig|sökande|söker)\b[^.!?]{0,40}\b(?:bekännande|troende|kristen|muslim(?:sk)?|judisk|"
            r"ateist)\b(?!\s+(?:skola|förskola|organisation|grund))|"
            r"\bdela[r]?\s+(?:vår|församlingens|den)\s+kristna\b|\b(?:utan|inte bära|ej bära|inte ha|"
            r"ingen)\s+(?:slöja|hijab|huvudduk|sjal|turban)\b"
        ),
    ),
    (
        "health",
        (
            r"\b(?:fullt|helt|fullständigt|kärn)\s*frisk(?:a)?\b|\bfrisk och (?:stark|arbetsför|kry|pigg|"
            r"sund)\w*|\bfrisk rygg\b|"
            r"\b(?:du|dig|sökande)\b[^.!?]{0,30}\b(?:är|vara|vid|har|ha)\s+(?:frisk|(?:mycket )?god hälsa|"
            r"gott? hälsotillstånd)\b|\bgod hälsa (?:krävs|är ett krav)\b|\bkrav på god hälsa\b|"
            r"\b(?:inga|utan|ingen|inte ha|inte har)\s+(?:\w+\s+)?(?:sjukdom\w*|funktionshinder|"
            r"funktionsnedsättning\w*|handikapp|diagnos\w*|ryggproblem|ryggbesvär|"
            r"psykiska (?:besvär|problem)|fysiska (?:besvär|hinder|begränsningar)|sjukskrivning\w*|"
            r"krämpor)\b|\binte (?:är |vara |varit )?(?:sjukskriven|ofta sjuk)\b|\blåg sjukfrånvaro\b"
        ),
    ),
    (
        "family",
        (
            r"\b(?:du|dig|sökande|person\w*)\b[^.!?]{0,40}\b(?:utan|inga|inte har|inte ha)\s+(?:egna\s+|"
            r"hemmavarande\s+)?(?:små\s*)?barn\b|"
            r"\b(?:inte|ej)\s+(?:är\s+|vara\s+)?(?:gravid|på väg att bli gravid)\b|"
            r"\binte planera[r]?\s+(?:att skaffa\s+)?barn\b|\b(?:du|dig|sökande)\b[^.!?]{0,20}\b(?:ogift|"
            r"barnfri|barnlös|singel)\b"
        ),
    ),
    (
        "looks",
        (
            r"\b(?:gott|bra|fördelaktigt|representativt|vårdat|trevligt|fräscht|snyggt|attraktivt|ljust|"
            r"tilltalande)\s+utseende\b|"
            r"\b(?:du|dig|söker|tjej|kille)\b[^.!?]{0,30}\b(?:snygg|söt|vacker|attraktiv|slank|smal|blond|"
            r"normalviktig)(?:a)?\b(?!\s+(?:butik|miljö|lokal|arbetsgivar|plats|lön|del|roll))|"
            r"\bnormalviktig\b"
        ),
    ),
    (
        "orientation",
        (
            r"\b(?:inte|ej|inga)\s+(?:är\s+)?(?:homosexuell\w*|bög\w*|lesbisk\w*)\b|\b(?:ska|"
            r"måste)\s+vara\s+hetero\w*"
        ),
    ),
)
"""(ground, pattern); a ground has as many patterns as there are ways to say it."""
