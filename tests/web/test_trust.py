"""What must hold for whoever sits at a screen: a full disk loses and shows nothing; no page is kept."""

from starlette.testclient import TestClient

from service.audit.verifying import verify
from tests.web.test_administration import MINE, ada, as_, store

__all__ = ["ada"]


def fill_the_disk(client: TestClient, *, room: int) -> None:
    """Leave room for so many more pages of the file, and let go of what lies in the journal."""
    with store(client).writer.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        driver.execute(f"PRAGMA max_page_count = {driver.execute('PRAGMA page_count').fetchone()[0] + room}")


def test_on_a_full_disk_a_form_saves_nothing_no_case_is_shown_and_it_goes_on_without_a_restart(
    ada: TestClient,
) -> None:
    eva = as_(ada, "eva")
    goal = f"Jobba på lager {MINE}"
    assert goal in eva.get(f"/deltagare/{MINE}").text
    fill_the_disk(ada, room=0)
    answers = []
    for _ in range(400):  # rows of the log fill what is left of the last page of the file
        answers.append(eva.get(f"/deltagare/{MINE}"))
        if answers[-1].status_code != 200:
            break
    refused = answers[-1]
    assert refused.status_code == 503
    assert goal not in refused.text, "what cannot be logged is not shown"
    saved = eva.post("/ny-deltagare", data={"id": "QQ-full"})
    assert saved.status_code == 503
    assert "Inget har sparats" in saved.text
    assert '<html lang="sv">' in saved.text
    fill_the_disk(ada, room=100_000)
    assert eva.get(f"/deltagare/{MINE}").status_code == 200
    assert eva.get("/deltagare/QQ-full").status_code == 404
    with store(ada).read() as session:
        assert verify(session).fault is None


def test_nothing_personal_is_kept_framed_or_run(ada: TestClient) -> None:
    eva = as_(ada, "eva")
    mine = ("/deltagare", f"/deltagare/{MINE}", "/deltagare/finns-inte", "/export/deltagare")
    answers = [eva.get(address) for address in mine]
    answers += [ada.get("/granskning"), ada.post("/registerutdrag", data={"arende": MINE})]
    for answer in answers:
        headers = answer.headers
        assert headers["cache-control"] == "no-store", answer.url
        assert headers["x-content-type-options"] == "nosniff", answer.url
        assert headers["referrer-policy"] == "same-origin", answer.url
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy, answer.url
        assert "unsafe" not in policy, answer.url
    assert [answer.status_code for answer in answers] == [200, 200, 404, 200, 200, 200]
