import pytest

from data.ads.titles import clean_title, employer_slug


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Städare", "Städare"),
        ("STÄDARE SÖKES!!!", "Städare"),
        ("🌟 Städare – Luleå 🌟", "Städare"),
        ("Städare i Luleå", "Städare"),
        ("Städare, Luleå kommun", "Städare"),
        ("Vi söker en driven städare till vårt team", "Städare"),
        ("Städare 50-75 %", "Städare"),
        ("Säljare | Fast lön!", "Säljare"),
        ("Säljare - Fast lön + provision", "Säljare"),
        ("Lokalvårdare/städare", "Lokalvårdare/städare"),
        ("IT", "IT"),
        ("!!!", "!!!"),
        ("Luleå", "Luleå"),
    ],
)
def test_clean_title(headline: str, title: str) -> None:
    assert clean_title(headline, ["Luleå"]) == title


def test_a_name_in_other_letters_has_an_id_of_its_own() -> None:
    assert employer_slug("Ресторан") != employer_slug("مطعم")
    assert employer_slug("Ресторан") == employer_slug("Ресторан")
