import pytest

from dashboard.settings import BadSetting, read


@pytest.mark.parametrize(
    ("host", "api"), [("127.0.0.1", "http://127.0.0.1:8000"), ("0.0.0.0", "http://127.0.0.1:8000"), ("::", "http://[::1]:8000"), ("::1", "http://[::1]:8000")]
)
def test_the_api_beside_it_is_asked_at_an_address_that_leads_there(host: str, api: str) -> None:
    assert read({"BALM_HOST": host}).api_url == api
    assert read({"BALM_HOST": host, "BALM_API_URL": "http://api:8000"}).api_url == "http://api:8000"


@pytest.mark.parametrize(("name", "value"), [("BALM_API_URL", "api:8000"), ("BALM_ORIGIN", "https://balm.example/team"), ("BALM_DASHBOARD_PORT", "0")])
def test_a_bad_value_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"^{name} is"):
        read({name: value})
