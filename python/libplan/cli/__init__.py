# PYTHON_ARGCOMPLETE_OK
"""The command line: ``libplan init``, ``show``, ``check``, ``progress`` and so on."""

import argparse
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import get_args

from .. import _core
from ..typing import Language
from .asked import Asked
from .commands import parser_of
from .output import Answer, complain, print_csv, print_json, print_text
from .parser import WrongUsage
from .tables import TABLES


def main(arguments: list[str] | None = None) -> int:
    """Runs one command.

    Returns 0 if all is well, 1 if ``check`` found contradictions or ``reconcile`` departures, 2 if
    input cannot be read or output cannot be written; 130 if it was interrupted.
    """
    try:
        return _main(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:  # before or after the command itself, which tells it in its language
        complain(_core.say("cli_interrupted", language=_core.spoken_language()))
        return 130


def _main(arguments: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    given = [_as_typed(word) for word in arguments]
    language = _language(given)
    parser = parser_of(language, given)
    if "_ARGCOMPLETE" in os.environ:  # set by a shell that completes this command
        import argcomplete

        argcomplete.autocomplete(parser)
    options = parser.parse_args(given)
    if options.run is None:
        parser.print_help()
        return 0
    with _speaking(language), _logged(options.verbose):
        return _run(Asked(options, language))


def _run(asked: Asked) -> int:
    language = asked.language
    try:
        if asked.options.json and asked.options.table:
            raise WrongUsage(asked.say("cli_not_both", "--json", "--table"))
        answer: Answer = asked.options.run(asked)
        _print(answer, asked)
        return answer.status
    except _core.InputError as error:
        complain(_core.problem_texts(error.problems, language=language))
        writes = asked.options.verb in (
            "init",
            "assess",
            "template",
            "collect",
            "roll",
            "convert",
        )
        complain(asked.say("cli_problems" if writes else "cli_problems_read", len(error.problems)))
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except WrongUsage as error:
        complain(str(error))
    except OSError as error:
        message = getattr(error, "message", None)
        complain(str(getattr(message, language) if message else error.strerror or error))
    except KeyboardInterrupt:
        complain(asked.say("cli_interrupted"))
        return 130
    return 2


def _print(answer: Answer, asked: Asked) -> None:
    options = asked.options
    says_something = options.json or options.csv or answer.is_result or not options.quiet
    if sys.stdout is None and says_something:
        raise WrongUsage(asked.say("cli_no_output"))
    if options.json:
        print_json(answer)
    elif options.csv or options.table:
        tables = TABLES[options.verb]
        print_csv(answer, tables[options.table or next(iter(tables))])
    elif answer.is_result or not options.quiet:
        print_text(answer)


def _as_typed(word: str) -> str:
    """A word of the command line; a C locale hides the UTF-8 in it."""
    return word.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


def _language(arguments: Sequence[str]) -> Language:
    """``--lang``, anywhere, else the language of the environment.

    Known before the rest of the command line, for its errors.
    """
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--lang")
    try:
        asked = early.parse_known_args(arguments)[0].lang
    except argparse.ArgumentError:
        asked = None
    if asked in get_args(Language):
        return "en" if asked == "en" else "zh"
    return _core.spoken_language()


@contextmanager
def _speaking(language: Language) -> Iterator[None]:
    """Errors and logs of the library, too, are in the language of the command."""
    before = os.environ.get("LIBPLAN_LANG")
    os.environ["LIBPLAN_LANG"] = language
    try:
        yield
    finally:
        if before is None:
            del os.environ["LIBPLAN_LANG"]
        else:
            os.environ["LIBPLAN_LANG"] = before


@contextmanager
def _logged(verbosity: int) -> Iterator[None]:
    """Shows what the library logs, if that is asked for, on standard error."""
    if not verbosity:
        yield
        return
    import logging

    logger = logging.getLogger("libplan")
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    level = logger.level
    logger.setLevel(logging.INFO if verbosity == 1 else logging.DEBUG)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
