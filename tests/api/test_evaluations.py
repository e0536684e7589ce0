"""Evaluations over HTTP: ordering is only writing down, and the report is for analysts."""

from service.evaluations import repository

URL = "/api/v1/evaluations"


def test_an_order_waits_and_stands_in_the_list(make_client):
    client = make_client(jobs=False)
    made = client.post(URL, json={"seed": 3})
    assert (made.status_code, made.json()["state"], made.json()["seed"]) == (202, "queued", 3)
    assert made.headers["location"] == f"{URL}/{made.json()['id']}"
    assert client.get(URL).json() == {"items": [made.json()], "next": None}
    one = client.get(made.headers["location"]).json()
    assert one == made.json() | {"document": None}
    assert client.get(f"{made.headers['location']}/report").status_code == 404


def test_a_second_order_gives_the_one_that_waits(make_client):
    client = make_client(jobs=False)
    first, second = (client.post(URL, json={}).json()["id"] for _ in range(2))
    assert first == second


def test_a_report_comes_as_json_and_as_a_file(make_client):
    client = make_client(jobs=False)
    made = client.post(URL, json={}).json()
    with client.app.state.service.database.write() as session:
        repository.claim(session)
        repository.finish(session, made["id"], document='{"kind":"x"}', html="<!doctype html><p>å")
    found = client.get(f"{URL}/{made['id']}").json()
    assert (found["state"], found["document"]) == ("done", {"kind": "x"})
    page = client.get(f"{URL}/{made['id']}/report")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-disposition"].startswith("attachment;")
    assert page.text == "<!doctype html><p>å"


def test_a_failed_one_says_why(make_client):
    client = make_client(jobs=False)
    made = client.post(URL, json={}).json()
    with client.app.state.service.database.write() as session:
        repository.claim(session)
        repository.finish(session, made["id"], problem="Historiken har fel.")
    found = client.get(f"{URL}/{made['id']}").json()
    assert (found["state"], found["problem"], found["document"]) == ("failed", "Historiken har fel.", None)


def test_what_is_not_there_and_what_is_not_right(make_client):
    client = make_client(jobs=False)
    assert client.get(f"{URL}/finns-inte").status_code == 404
    assert client.post(URL, json={"seed": -1}).status_code == 422
    assert client.post(URL, json={"groups": "x"}).status_code == 422
