"""The head of the chain, signed: whoever keeps one can prove later what had happened by then."""

import json
from dataclasses import asdict, dataclass

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from training.audit import AuditSeal
from training.errors import InputRefused

ALGORITHM = "Ed25519"


@dataclass(frozen=True, slots=True)
class Head:
    """The newest seal there was when it was made."""

    seal: int
    hash: str
    last: int
    """The highest event it holds."""
    at: str


def newest_head(db: Session) -> Head | None:
    """The chain's head now; none before the first seal."""
    of_a_head = (AuditSeal.id, AuditSeal.hash, AuditSeal.last, AuditSeal.at)
    row = db.execute(select(*of_a_head).order_by(AuditSeal.id.desc()).limit(1)).one_or_none()
    return Head(row.id, row.hash, row.last, row.at.isoformat()) if row else None


def new_key() -> str:
    """A key to sign heads with, as JSON."""
    return json.dumps(OKPKey.generate_key("Ed25519", private=True).as_dict(private=True))


def public_key(key: str) -> str:
    """The half of a key that only checks, as JSON, to be given away."""
    return json.dumps(_read(key).as_dict(private=False))


def sign(head: Head, key: str) -> str:
    """The head as a compact JWS."""
    own = _read(key)
    header = {"alg": ALGORITHM, "kid": own.thumbprint()}
    payload = json.dumps(asdict(head)).encode()
    return jws.serialize_compact(header, payload, own, algorithms=[ALGORITHM])


def read_head(text: str, key: str) -> Head:
    """The head of a JWS made with this key; raises `InputRefused` for anything else."""
    try:
        read = jws.deserialize_compact(text.strip(), _read(key), algorithms=[ALGORITHM])
        return Head(**json.loads(read.payload))
    except (JoseError, TypeError, ValueError) as error:
        raise InputRefused("This is not a head that was signed with our key.") from error


def _read(key: str) -> OKPKey:
    return OKPKey.import_key(json.loads(key))
