"""Write the next migration from the difference between the schema and the migrations.

python tools/make_migration.py "what changes"
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from lib.store.engine import writing_engine
from lib.store.migrate import MIGRATIONS, migrate


def main(message: str) -> None:
    """Migrate a throwaway database to the present head and let Alembic compare."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'empty.sqlite'}"
        migrate(url)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with writing_engine(url).begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message=message, autogenerate=True)


if __name__ == "__main__":
    main(sys.argv[1])
