"""Write the next migration from what the models say: `python tools/migration.py "Add badges"`.

Read what it wrote; `tests/test_migrations.py` says whether it is complete on both databases.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from training import migrations
from training.db import Database


def main(message: str) -> None:
    """Make a migration whose number follows the last one's."""
    versions = migrations.HERE / "versions"
    number = f"{len(list(versions.glob('[0-9]*.py'))) + 1:04}"
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'empty.sqlite'}")
        if number != "0001":
            migrations.upgrade(database)
        with database.engine.begin() as connection:
            config = migrations.configuration(connection)
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            command.revision(config, message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
