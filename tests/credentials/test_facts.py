import json
from datetime import date

from tests.credentials.earned import FACTS, facts
from training.credentials.facts import CertificateFacts, basis_sha256, facts_sha256, said
from training.credentials.serials import ALPHABET, new_serial, read_serial


def test_facts_come_back_from_json_as_they_went() -> None:
    before = facts(expires=date(2028, 1, 31))
    assert CertificateFacts.from_dict(json.loads(json.dumps(before.to_dict()))) == before


def test_the_hash_does_not_depend_on_the_order_of_keys() -> None:
    values = FACTS.to_dict()
    assert facts_sha256(values) == facts_sha256(dict(reversed(values.items())))


def test_the_hash_changes_with_any_fact() -> None:
    assert facts_sha256(FACTS.to_dict()) != facts_sha256(facts(name="Max Mover").to_dict())


def test_a_basis_is_the_same_in_any_order_and_another_for_another_certificate() -> None:
    assert basis_sha256("core", [2, 1]) == basis_sha256("core", [1, 2])
    assert basis_sha256("core", [1, 2]) != basis_sha256("core", [12])
    assert basis_sha256("core", [1, 2]) != basis_sha256("deep", [1, 2])


def test_serials_differ_and_hold_at_least_80_bits() -> None:
    assert len({new_serial() for _ in range(2000)}) == 2000
    assert len(ALPHABET) ** len(new_serial().replace("-", "")) > 2**80


def test_a_serial_is_read_however_it_is_typed() -> None:
    assert read_serial(" k7qm 4xrt9pwc-hj3f–tdkn ") == "K7QM-4XRT-9PWC-HJ3F-TDKN"


def test_words_missing_in_a_language_are_said_in_english() -> None:
    assert said({"en": "Library"}, "es") == "Library"
