"""Makes ``.venv`` and puts the locked packages into it. Standard library only: it runs before Django exists.

A bare Debian refuses ``pip install`` and has no ensurepip. So the environment is made without pip, and
whichever pip there is installs uv into it from outside (``pip --python``); uv then installs the lock.
"""
from __future__ import annotations

import ast
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from config.progress import DONE_BEFORE, STEPS_BEFORE, step

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
#: What each set installs; the test set holds the other one too.
LOCKS = {"run": ROOT / "requirements.txt", "test": ROOT / "requirements-test.txt"}
UV_LOCK = ROOT / "requirements-uv.txt"

NO_PIP = (
    "This Python has neither pip nor ensurepip. Install the package python3-pip "
    "(Debian and Ubuntu: apt install python3-pip) and run the command again."
)
NOT_FETCHED = (
    "The packages listed in {lock} could not be fetched. If this machine is offline, connect it to the network; "
    "if your organisation has a package index of its own, tell pip its address "
    "(pip config set global.index-url ADDRESS). Then run the command again."
)
Command = Sequence[str | Path]
#: Settings of pip -> the variables in which uv reads the same. uv does not read pip's configuration.
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}


def prepare(command: str, arguments: list[str]) -> None:
    """Return only in an environment that has what ``command`` needs.

    ``demo`` and ``test`` always use ``.venv``, whatever environment is active. Other commands run where
    they are when Django is there, else in ``.venv`` too.
    """
    if STEPS_BEFORE or (command not in ("demo", "test") and importlib.util.find_spec("django")):
        return
    chosen = "test" if command == "test" else "run"
    try:
        with step("The Python environment .venv"):
            make_environment()
        with step(f"The packages of {LOCKS[chosen].name}"):
            install(chosen)
    except PermissionError as error:
        sys.exit(f"\n{error.filename or ROOT} may not be written. Run the command as the owner of this folder.")
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run the same command again to go on.")
    if Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        _run_again_inside(arguments)


def run_tests(arguments: list[str]) -> NoReturn:
    """Run pytest: the whole gate on up to four cores, or with ``arguments`` just what they name."""
    everything = ["-n", str(min(os.cpu_count() or 1, 4))]
    os.chdir(ROOT)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *(arguments or everything)])


def make_environment() -> None:
    """Make ``.venv`` without pip; one that no longer works (its Python was removed) is made anew."""
    works = PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], capture_output=True, check=False).returncode == 0
    if not works:
        venv.EnvBuilder(clear=True, symlinks=True, with_pip=False).create(ENVIRONMENT)


def install(chosen: str) -> None:
    """Install a locked set into ``.venv``, unless the stamp there says that this very lock is in."""
    if is_stamped(chosen):
        return
    pip = find_pip()
    uv = find_uv(pip)
    if uv:
        complaint = install_with_uv(uv, uv_environment(settings_of(pip)), LOCKS[chosen])
    elif pip:
        complaint = complaint_of([*pip, "install", "--quiet", "--require-hashes", "-r", LOCKS[chosen]])
    else:
        sys.exit(f"\n{NO_PIP}")
    if complaint:
        sys.exit(f"\n{complaint}\n\n{NOT_FETCHED.format(lock=LOCKS[chosen].name)}")
    stamp(chosen)


def install_with_uv(uv: str, environment: dict[str, str], lock: Path) -> str:
    """Install ``lock``; where the network fails, from what was fetched before. Returns the complaint, or ""."""
    command: list[str | Path] = [uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock]
    complaint = complaint_of(command, environment)
    if complaint and not complaint_of([*command, "--offline"], environment):
        return ""
    return complaint


def find_pip() -> Command:
    """The command of a pip that installs into ``.venv``; [] when there is none."""
    for python in (sys.executable, getattr(sys, "_base_executable", sys.executable), PYTHON):
        command: list[str | Path] = [python, "-m", "pip", "--python", PYTHON, "--disable-pip-version-check"]
        if not complaint_of([*command, "--version"]):
            return command
    if not complaint_of([PYTHON, "-m", "ensurepip"]):
        return [PYTHON, "-m", "pip", "--disable-pip-version-check"]
    return []


def find_uv(pip: Command) -> str:
    """A uv that runs: the one in ``.venv`` (put there by ``pip``), else one on the path; "" when there is none."""
    inside = ENVIRONMENT / "bin" / "uv"
    if not inside.exists() and pip:
        complaint_of([*pip, "install", "--quiet", "--only-binary", ":all:", "--require-hashes", "-r", UV_LOCK])
    for uv in (str(inside), shutil.which("uv") or ""):
        if uv and not complaint_of([uv, "--version"]):
            return uv
    return ""


def settings_of(pip: Command) -> dict[str, str]:
    """What pip is configured with: its files, then its environment, the later winning."""
    if not pip:
        return {}
    listed = subprocess.run([*pip, "config", "list"], capture_output=True, text=True, check=False).stdout
    found = {}
    for line in sorted(listed.splitlines(), key=lambda line: line.startswith(":env:")):
        name, _, value = line.partition("=")
        if value:
            found[name.rpartition(".")[2]] = str(ast.literal_eval(value))
    return found


def uv_environment(pip_settings: dict[str, str]) -> dict[str, str]:
    """The variables that make uv use the package index pip is configured for; those already set win."""
    found = {PIP_TO_UV[name]: value for name, value in pip_settings.items() if name in PIP_TO_UV}
    if "UV_FIND_LINKS" in found:
        found["UV_FIND_LINKS"] = ",".join(found["UV_FIND_LINKS"].split())
    # As pip does: any index may serve a package. The hashes in the lock decide what is accepted.
    found["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return {**found, **os.environ}


def is_stamped(chosen: str) -> bool:
    """Whether the lock of ``chosen`` is in ``.venv``."""
    path = ENVIRONMENT / f"{LOCKS[chosen].name}.sha256"
    return path.exists() and path.read_text(encoding="utf-8") == digest_of(LOCKS[chosen])


def stamp(chosen: str) -> None:
    """Remember which lock is in ``.venv``; the test set holds the other one too, at the same versions."""
    for lock in LOCKS.values() if chosen == "test" else [LOCKS[chosen]]:
        (ENVIRONMENT / f"{lock.name}.sha256").write_text(digest_of(lock), encoding="utf-8")


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def complaint_of(command: Command, environment: dict[str, str] | None = None) -> str:
    """Run ``command``; the last lines of what it complained about when it failed, "" when it did not."""
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    last_lines = "\n".join(done.stderr.strip().splitlines()[-4:])
    return (last_lines or f"{command[0]} failed.") if done.returncode else ""


def _run_again_inside(arguments: list[str]) -> NoReturn:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
    environment |= {
        DONE_BEFORE: "2",
        "VIRTUAL_ENV": str(ENVIRONMENT),
        "PATH": f"{ENVIRONMENT / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    os.execve(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *arguments], environment)
