"""Commands of framing as tests run them: standard output and standard error apart in every version of click."""

from inspect import signature
from typing import Any

from click.testing import CliRunner, Result

from framing.__main__ import main

APART = {"mix_stderr": False} if "mix_stderr" in signature(CliRunner).parameters else {}
"""A setting of click before 8.2; later ones always keep them apart."""


def run(*command: object, **settings: Any) -> Result:
    """Return what ``framing`` with these arguments printed, and its exit code."""
    return CliRunner(**APART).invoke(main, [str(part) for part in command], **settings)
