"""``manage.py demo``: the whole site with its content on an embedded database, ready to be looked at."""
from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from config.catalogues import compile_stale
from config.progress import step

SECONDS_BETWEEN_TIMERS = 2


def run(arguments: list[str]) -> None:
    """Prepare and serve the demo until it is told to stop (Ctrl-C or SIGTERM)."""
    options = parse(arguments)
    refuse_a_taken_port(options.port)
    os.environ["KALLELSE_BASE_URL"] = f"http://localhost:{options.port}"
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop_like_ctrl_c)
    try:
        with step("The words in Swedish, Finnish and English"):
            compile_stale()
            start_django()
        from django.db import connection

        from config.demo import database

        with step(f"The database ({connection.display_name})"):
            database.prepare(fresh=options.fresh, may_ask=not options.no_input)
        with step("The content"):
            load(options.port)
        with timers():
            serve(options.port)
    except KeyboardInterrupt:
        print("\nThe demo has stopped. Run the same command to go on where it was.")


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options of the command; ``PORT`` in the environment is the default of ``--port``."""
    parser = argparse.ArgumentParser(prog="manage.py demo", description="Show Kallelse with invented content.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="default: PORT or 8000")
    parser.add_argument("--fresh", action="store_true", help="throw the demo's data away and load it anew")
    parser.add_argument("--no-input", action="store_true", help="ask nothing")
    return parser.parse_args(arguments)


def refuse_a_taken_port(port: int) -> None:
    """Say so at once, before the long steps, when something else listens at the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(f"Port {port} is taken. Choose another one, for example --port {port + 1}.")


def start_django() -> None:
    import django

    django.setup()


def load(port: int) -> None:
    """Fill the database with the invented bodies and their pages, unless they are there already."""
    from django.core.management import call_command
    from wagtail.models import Site

    from config.demo.database import being_filled
    from home.models import BodyPage

    if not BodyPage.objects.exists():
        with being_filled():
            call_command("load_demo", port=port, verbosity=0)
    # What was loaded before may be served at another port now.
    Site.objects.filter(is_default_site=True).update(hostname="localhost", port=port)


@contextmanager
def timers() -> Iterator[None]:
    """Keep ``manage.py periodic`` running every two seconds in a child process, as cron does in production."""
    # A fresh process, not a fork: it shares no connection with this one.
    child = multiprocessing.get_context("spawn").Process(target=run_timers, args=(os.getpid(),), daemon=True)
    child.start()
    try:
        yield
    finally:
        child.terminate()
        child.join(10)


def run_timers(parent: int) -> None:
    """Run the timers until the process ``parent`` is gone or this one is told to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both; the parent decides.
    start_django()
    from django.core.management import CommandError, call_command
    from django.db import DatabaseError

    while os.getppid() == parent:
        try:
            call_command("periodic")
        except (CommandError, DatabaseError) as error:
            print(f"The timers: {type(error).__name__}", file=sys.stderr, flush=True)
        time.sleep(SECONDS_BETWEEN_TIMERS)


def serve(port: int) -> None:
    """Say where everything is, and answer requests."""
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    server = ThreadedWSGIServer(("127.0.0.1", port), WSGIRequestHandler)
    server.set_app(get_wsgi_application())
    say_where_everything_is(port)
    try:
        server.serve_forever()
    finally:
        server.server_close()


def say_where_everything_is(port: int) -> None:
    from django.utils import translation

    from config.demo.accounts import ACCOUNTS, SHOWN_TO_ALL

    base = f"http://localhost:{port}"
    with translation.override("en"):
        accounts = "\n".join(f"    {account.username:16} {account.role}" for account in ACCOUNTS)
    print(
        f"""
The site   {base}/  (in Swedish {base}/sv/, in Finnish {base}/fi/, in English {base}/en/)
The admin  {base}/admin/
The mails  {base}/demo/mails/  (nothing is sent to anybody)

Accounts of the admin, all with the password {SHOWN_TO_ALL}:
{accounts}

Stop with Ctrl-C.""",
        flush=True,
    )


def stop_like_ctrl_c(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
