"""Tries of this request's address, counted in the database under keys that tell nobody's name.

`account` is what is tried: `of_employee(id)` where it is known, else what was typed. `kind` keeps
one thing that can be tried apart from another: `password`, `code`, `mail`.
"""

import hmac
from datetime import timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from flask import current_app, g, make_response, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from training.db import alone
from training.people.throttle import queries, service
from training.people.throttle.delays import ACCOUNT, ADDRESS, HERE, Limit
from training.web.known import browser_of
from training.web.languages import t
from training.web.state import now, state
from training.web.tablet import tablet

PASSWORD = "password"  # noqa: S105  (what is tried)


def of_employee(employee_id: int | None, typed: str) -> str:
    """The account: an employee's, or what was typed where it is nobody's."""
    return f"#{employee_id}" if employee_id else typed.strip().casefold()[:254]


def wait(db: Session, kind: str, account: str = "") -> timedelta:
    """How long this address has to wait before it tries this account; zero for not at all."""
    return queries.wait(db, _limits(kind, account), now=now())


def count(kind: str, account: str = "") -> timedelta:
    """Count a try, at once and for good; no session of the request may be open.

    Zero, or how long it has to wait all the same, uncounted: of many at once, which all looked
    before any was counted, no more get through than of as many one by one.
    """
    limits = _limits(kind, account)
    with state().database.writing() as db:
        alone(db, _number(next(iter(limits))))
        late = queries.wait(db, limits, now=now())
        if not late:
            service.count(db, limits, now=now())
            db.commit()
            g.training_counted = kind
    return late


def forgive(db: Session, employee_id: int) -> None:
    """What a success changes: the account's tries are forgotten, the address's last one also."""
    kind = g.pop("training_counted", "")
    for each in {kind, PASSWORD} - {""}:
        limits = _limits(each, of_employee(employee_id, ""))
        addresses = [key for key, limit in limits.items() if limit is ADDRESS]
        service.forget(db, limits.keys() - addresses)
        for address in addresses if each == kind else ():
            service.take_back(db, address)


def words_to_wait(time: timedelta) -> str:
    """What somebody reads who tried too often."""
    minutes = ceil(time.total_seconds() / 60)
    if minutes <= 1:
        return t("Too many tries. Wait 1 minute and try again, or ask your liaison.")
    return t("Too many tries. Wait {n} minutes and try again, or ask your liaison.", n=minutes)


def later(page: str, time: timedelta) -> Response:
    """A page that says to wait, as a program understands it too."""
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(ceil(time.total_seconds()))
    return response


def _limits(kind: str, account: str) -> dict[str, Limit]:
    """What a try is counted under.

    A wrong password in a browser of the account's own, or on a shared tablet, is counted there
    only: neither guessing elsewhere nor a whole city at one address makes its people wait.
    """
    address = _address()
    if kind == PASSWORD and (shared := tablet()):
        place = f"tablet {shared.id}"
        return {
            anonymous(kind, "here", account, place): HERE,
            anonymous(kind, "address", place): ADDRESS,
        }
    if kind == PASSWORD and account.startswith("#") and (own := browser_of(int(account[1:]))):
        return {anonymous(kind, "known", account, own): HERE}
    if not account:
        return {anonymous(kind, "address", address): ADDRESS}
    return {
        anonymous(kind, "here", account, address): HERE,
        anonymous(kind, "account", account): ACCOUNT,
        anonymous(kind, "address", address): ADDRESS,
    }


def _number(key: str) -> int:
    """A key as the number of a lock."""
    return int.from_bytes(sha256(key.encode()).digest()[:8], "big", signed=True)


def _address() -> str:
    """Whose request this is: an IPv4 address, or the network of an IPv6 one."""
    text = request.remote_addr or ""
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if isinstance(address, IPv6Address) and not address.ipv4_mapped:
        return str(ip_network((address, 64), strict=False))
    return text.removeprefix("::ffff:")


def anonymous(*parts: str) -> str:
    """A key of two plain words, and of them and the rest a hash that needs our secret to undo."""
    secret = current_app.secret_key or b""
    secret = secret.encode() if isinstance(secret, str) else secret
    digest = hmac.new(secret, "\n".join(parts).encode(), sha256).hexdigest()
    return f"{parts[0]}:{parts[1]}:{digest}"
