"""Rule `schedule`."""

from tests.spec.tables import Row

DAYTIME = {"days": ["mon", "tue"], "earliest": "08:00", "latest": "16:00"}
NIGHT = {"days": ["mon"], "start_time": "22:00", "end_time": "06:00"}

ROWS = [
    Row(
        "Dagar och tider ryms", DAYTIME, {"days": ["mon"], "start_time": "08:00", "end_time": "16:00"}, "pass"
    ),
    Row(
        "En dag fattas",
        DAYTIME,
        {"days": ["mon", "sat"]},
        "fail",
        remedy="participant: möjlighet att komma även lördag",
    ),
    Row(
        "Ingen av platsens dagar",
        DAYTIME,
        {"days": ["sat", "sun"]},
        "fail",
        remedy="participant: möjlighet att komma även lördag och söndag",
    ),
    Row(
        "Börjar för tidigt",
        DAYTIME,
        {"days": ["mon"], "start_time": "06:30", "end_time": "14:00"},
        "fail",
        remedy="participant: möjlighet att börja klockan 06:30",
    ),
    Row(
        "Slutar för sent",
        DAYTIME,
        {"days": ["mon"], "start_time": "10:00", "end_time": "18:00"},
        "fail",
        remedy="participant: möjlighet att stanna till klockan 18:00",
    ),
    Row(
        "Börjar för tidigt, slutar för sent och en dag fattas",
        DAYTIME,
        {"days": ["wed"], "start_time": "06:30", "end_time": "18:00"},
        "fail",
        remedy="participant: möjlighet att komma även onsdag; möjlighet att börja klockan 06:30; "
        "möjlighet att stanna till klockan 18:00",
    ),
    Row(
        "Natten går in i nästa dag",
        {"days": ["mon"], "earliest": "21:00", "latest": "07:00"},
        NIGHT,
        "pass",
    ),
    Row(
        "Den som kan på dagen kan inte på natten",
        DAYTIME,
        NIGHT,
        "fail",
        remedy="participant: möjlighet att stanna till klockan 06:00",
    ),
    Row(
        "Där det inte räcker att flytta ena änden flyttas båda",
        {"days": ["mon"], "earliest": "05:00", "latest": "12:00"},
        NIGHT,
        "fail",
        remedy="participant: möjlighet att börja klockan 22:00; möjlighet att stanna till klockan 06:00",
    ),
    Row(
        "Deltagarens tider är inte kända",
        {"days": ["mon"]},
        {"days": ["mon"], "start_time": "08:00", "end_time": "16:00"},
        "unknown",
        asks=("participant.earliest", "participant.latest"),
    ),
    Row(
        "Deltagarens dagar är inte kända",
        {"earliest": "08:00"},
        {"days": ["mon"], "start_time": "08:00"},
        "unknown",
        asks=("participant.days",),
    ),
    Row(
        "Inget sagt av platsen",
        DAYTIME,
        {},
        "unknown",
        asks=("slot.days", "slot.start_time", "slot.end_time"),
    ),
    Row("Platsen har inga fasta dagar", {}, {"days": []}, "pass"),
]
