"""Entry point of the command line: arguments in, exit code out.

Exit codes: 0 all right, 1 faults in the data or a foreseen failure, 2 call not understood.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from lib.cli.output import report_lines, write_report
from lib.cli.parser import USAGE_ERROR, UnclearCallError, build_parser, parse
from lib.domain.errors import MonitorError, SettingsError
from lib.settings import load_settings
from lib.text import msg, nmsg, render

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from lib.ingest.report import Report
    from lib.settings import Settings
    from lib.text import Language, Message


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `monitor` with these arguments (default: the ones of the process)."""
    _use_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    settings: Settings | None = None
    with suppress(SettingsError):  # help must work with broken settings, too
        settings = load_settings()
    language = _language(settings)
    parser = build_parser(language)
    try:
        options = parse(parser, given)
        if options.command is None:
            parser.print_help()
            return USAGE_ERROR
        if settings is None:
            settings = load_settings()  # fails again, now with a call that needs it
        return _run(options, settings)
    except UnclearCallError as error:
        hint = msg("{sentence} “monitor --help” shows what is possible.", sentence=error.message)
        _say_error(render(hint, language))
        return USAGE_ERROR
    except SystemExit as stop:  # --help and calls that were not understood
        return stop.code if isinstance(stop.code, int) else USAGE_ERROR
    except MonitorError as error:
        _say_error(render(error.message, language))
        return 1
    except KeyboardInterrupt:
        _say_error(render(msg("Stopped. Nothing was written."), language))
        return 1


def _use_utf8() -> None:
    """German text must not fail on a terminal that knows only ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _language(settings: Settings | None) -> Language:
    if settings is not None:
        return settings.language
    return "en" if os.environ.get("MONITOR_LANGUAGE") == "en" else "de"


def _run(options: argparse.Namespace, settings: Settings) -> int:
    match options.command:
        case "migrate":
            return _migrate(settings)
        case "sample":
            return _sample(settings)
        case "templates":
            return _templates(options, settings)
        case "check":
            return _check(options, settings)
        case _:
            return _import(options, settings)


# The modules that read files pull in geopandas and openpyxl; help and errors need not wait.
def _migrate(settings: Settings) -> int:
    from lib.store.migrate import migrate  # noqa: PLC0415

    migrate(settings.database_url)
    _say(render(msg("The database fits this version."), settings.language))
    return 0


def _sample(settings: Settings) -> int:
    from lib.ingest.sample import load_sample  # noqa: PLC0415

    report = load_sample(settings)
    done = (
        nmsg("{count} row written.", "{count} rows written.", _written(report))
        if report.is_written
        else None
    )
    return _conclude(report, settings.language, done)


def _templates(options: argparse.Namespace, settings: Settings) -> int:
    from lib.ingest.templates import write_templates  # noqa: PLC0415
    from lib.store.boundaries import load_layer  # noqa: PLC0415

    layer = load_layer(settings.boundaries, ags_prefixes=settings.ags_prefixes)
    paths = write_templates(
        options.directory,
        layer=layer,
        boundaries=settings.boundaries,
        language=settings.language,
        force=options.force,
    )
    _say(
        render(
            msg(
                "{path} and {count} CSV files were written for {extent} "
                "({municipalities} municipalities). "
                "Next: fill in, then “monitor check {path}”.",
                path=str(paths[0]),
                count=len(paths) - 1,
                extent=settings.extent_name,
                municipalities=len(layer.frame),
            ),
            settings.language,
        )
    )
    return 0


def _check(options: argparse.Namespace, settings: Settings) -> int:
    from lib.ingest.run import check  # noqa: PLC0415
    from lib.store.boundaries import load_layer  # noqa: PLC0415

    layer = load_layer(settings.boundaries, ags_prefixes=settings.ags_prefixes)
    report = check(options.paths, url=settings.database_url, layer=layer)
    done = msg("All right: the files can be imported. Nothing was written.")
    if report.is_unchanged:
        done = msg("All right: the database already holds exactly this.")
    return _conclude(report, settings.language, done, options)


def _import(options: argparse.Namespace, settings: Settings) -> int:
    from lib.ingest.run import run_import  # noqa: PLC0415
    from lib.store.boundaries import load_layer  # noqa: PLC0415
    from lib.store.migrate import migrate  # noqa: PLC0415

    layer = load_layer(settings.boundaries, ags_prefixes=settings.ags_prefixes)
    migrate(settings.database_url)
    report = run_import(
        options.paths, url=settings.database_url, layer=layer, is_sample=options.sample
    )
    done: Message = msg("Unchanged: the database already held exactly this.")
    if report.is_written:
        done = nmsg("{count} row written.", "{count} rows written.", _written(report))
    return _conclude(report, settings.language, done, options)


def _written(report: Report) -> int:
    return sum(count.added + count.updated for count in report.counts)


def _conclude(
    report: Report,
    language: Language,
    done: Message | None,
    options: argparse.Namespace | None = None,
) -> int:
    """Print a report and a last sentence; return the exit code."""
    path = options.report if options is not None else None
    for line in report_lines(report, language, has_file=path is not None):
        _say(line)
    if path is not None:
        write_report(path, report, language)
        _say(render(msg("All faults and notes stand in {path}.", path=str(path)), language))
    if report.is_clean:
        if done is not None:
            _say(render(done, language))
        return 0
    faults = nmsg(
        "{count} fault was found. Nothing was written.",
        "{count} faults were found. Nothing was written.",
        report.bad_count,
    )
    _say_error(render(faults, language))
    return 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _say_error(line: str) -> None:
    sys.stdout.flush()
    sys.stderr.write(f"{line}\n")
