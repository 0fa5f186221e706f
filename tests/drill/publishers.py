"""Two processes that publish another text of one module at the same instant, round by round."""

from multiprocessing import get_context
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from tests.cast import NOW
from tests.content.roots import MODULE
from tests.flows.proposing import PATH, files
from training.content.queries import hashes_in_force
from training.content.ready import ready
from training.content.tree import tree_of
from training.db import Database
from training.errors import Conflict
from training.flows.publish import publish_tree

PATIENCE = 60.0
WON, TOLD = "won", "told"


def race(address: str, rounds: int) -> list[tuple[str, str]]:
    """What became of both publishers in each round: `won`, `told`, or what went wrong."""
    spawn = get_context("spawn")
    barrier = spawn.Barrier(2)
    answers: list[Queue[list[str]]] = [spawn.Queue(), spawn.Queue()]
    publishers = [
        spawn.Process(target=_run, args=(address, name, rounds, barrier, answers[at]))
        for at, name in enumerate(("Ada", "Olga"))
    ]
    for each in publishers:
        each.start()
    first, second = (each.get(timeout=PATIENCE * 4) for each in answers)
    for each in publishers:
        each.join(PATIENCE)
    return list(zip(first, second, strict=True))


def _run(
    address: str, name: str, rounds: int, barrier: Barrier, answers: "Queue[list[str]]"
) -> None:
    database = Database(address)
    found: list[str] = []
    for number in range(rounds):
        text = MODULE.replace("Greet people.", f"{name} greets people {number} times.")
        with database.reading() as db:
            before = hashes_in_force(db)
        tree = ready(tree_of(files({PATH: text})))
        barrier.wait(PATIENCE)
        try:
            with database.writing() as db:
                publish_tree(db, tree, by=None, before=before, now=NOW)
                db.commit()
            found.append(WON)
        except Conflict as error:
            found.append(TOLD if "since you began" in str(error) else str(error))
        except Exception as error:
            found.append(f"{type(error).__name__}: {error}")
        barrier.wait(PATIENCE)
    database.dispose()
    answers.put(found)
