#!/usr/bin/env python3
"""The door to every command of Kallelse: makes its own Python environment where there is none, then runs Django."""
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)


def main(arguments):
    """Run the command named first in ``arguments``; ``demo`` and ``test`` prepare everything they need."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(
            "Kallelse needs Python 3.11 or newer, and this is Python %d.%d. "
            "Run the same command with a newer one, for example python3.12 manage.py." % sys.version_info[:2]
        )
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    from config import bootstrap

    command = arguments[0] if arguments else "help"
    bootstrap.prepare(command, arguments)
    if command == "test":
        bootstrap.run_tests(arguments[1:])
    elif command == "demo":
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
        from config.demo.command import run

        run(arguments[1:])
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
        from django.core.management import execute_from_command_line

        execute_from_command_line([sys.argv[0], *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
