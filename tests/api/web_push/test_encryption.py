"""Held against the example of RFC 8291 (section 5 and appendix A), byte for byte."""

from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from api.web_push.encryption import CURVE, encrypted, is_public_key, plain, public_bytes, written
from tests.push_service import opened

PLAIN = b"When I grow up, I want to be a watermelon"
THEIRS = plain("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")
SECRET = plain("BTBZMqHH6r4Tts7J_aSIgg")
SALT = plain("DGv6ra1nlYgDCS1FRnbzlw")
OWN = ec.derive_private_key(int.from_bytes(plain("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), CURVE)
BROWSER = ec.derive_private_key(int.from_bytes(plain("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "big"), CURVE)
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXL"
    "WyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_it_is_the_example_of_the_rfc() -> None:
    assert public_bytes(BROWSER) == THEIRS
    assert written(encrypted(PLAIN, THEIRS, SECRET, own=OWN, salt=SALT, padded=0)) == BODY
    assert opened(plain(BODY), BROWSER, SECRET) == PLAIN


@given(st.binary(max_size=100).filter(lambda message: not message.endswith(b"\0")))
def test_the_browser_reads_what_was_meant_and_all_messages_are_of_one_length(message: bytes) -> None:
    one, other = encrypted(message, THEIRS, SECRET), encrypted(message, THEIRS, SECRET)
    assert opened(one, BROWSER, SECRET) == message
    assert one != other, "salt and key are new each time"
    assert len(one) == len(other) == 86 + 128 + 16


def test_what_is_no_point_of_the_curve_is_no_key() -> None:
    assert is_public_key(THEIRS)
    for wrong in (b"", THEIRS[:-1], b"\x04" + bytes(64), b"\x02" + THEIRS[1:33]):
        assert not is_public_key(wrong)
