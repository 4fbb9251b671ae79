"""How the command line looks: help that teaches, narrow terminals, colours, bars that vanish."""

import os
import pty
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from libplan.cli import main
from libplan.cli.tables import TABLES

import libplan

PLAN = str(Path(__file__).parents[2] / "examples/qingxin")
CODE = re.compile("\x1b\\[[0-9;]*m")
SHOWN = [
    ["show", PLAN],
    ["check", PLAN],
    ["progress", PLAN, "--year", "2018"],
    ["tasks", PLAN, "--as-of", "2018-12-31"],
    ["explain", PLAN, "heyun", "--year", "2018"],
    ["compare", PLAN, "heyun", "--year", "2018"],
    ["reach", PLAN, "market", "--year", "2018", "--grade", "优秀"],
    ["reach", PLAN, "heyun", "--year", "2018", "--rank", "1"],
]


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line)


def printed(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    main(list(arguments))
    return capfd.readouterr().out


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("command", SHOWN, ids=lambda command: command[0])
def test_lines_fit_the_terminal(
    command: list[str],
    width: int,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = printed(capfd, *command, "--lang", language).splitlines()
    assert len(lines) > 5 and max(map(columns, lines)) <= width


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [50, 60, 80])
@pytest.mark.parametrize("command", [[], *([verb] for verb in TABLES)], ids=str)
def test_help_fits_the_terminal(
    command: list[str],
    width: int,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    with pytest.raises(SystemExit):
        main([*command, "--help", "--lang", language])
    lines = capfd.readouterr().out.splitlines()
    assert len(lines) > 10 and max(map(columns, lines)) <= width


def test_without_a_command_it_teaches(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en"]) == 0
    told = capfd.readouterr().out
    assert told.startswith("usage: libplan [-h] [--version] [-v | -q] [--lang {zh,en}] COMMAND ...")
    assert re.findall("^    ([a-z]+) ", told, re.MULTILINE) == [
        *("init", "show", "check", "progress", "tasks", "assess", "explain", "compare", "reach"),
        *("template", "collect", "reconcile", "roll", "convert"),
    ]
    assert told.endswith(
        "first steps:\n"
        "  libplan init plan\n"
        "  libplan check plan\n"
        "  libplan assess plan --year 2021 --out scorecards\n"
        "  libplan explain plan east --year 2021\n"
        "\n"
        "more on a command: libplan COMMAND --help\n"
        "exit status: 0 all well; 1 check found contradictions, or reconcile departures;\n"
        "2 wrong command line, or something cannot be read or written; 130 interrupted\n"
    )


def test_the_first_steps_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    main([])
    steps = re.findall(
        "^  libplan (init .*|check .*|assess .*|explain .*)", capfd.readouterr().out, re.M
    )
    monkeypatch.chdir(tmp_path)
    assert [main(step.split()) for step in steps] == [0, 0, 0, 0]


# ---- colour ----


@pytest.mark.parametrize("command", SHOWN, ids=lambda command: command[0])
def test_colour_only_adds_codes(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain = printed(capfd, *command)
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = printed(capfd, *command)
    assert CODE.sub("", coloured) == plain and not CODE.search(plain)
    assert set(CODE.findall(coloured)) >= {"\x1b[1m", "\x1b[0m"}
    monkeypatch.setenv("NO_COLOR", "1")
    assert printed(capfd, *command) == plain


def test_what_is_bad_is_red_and_what_is_good_green(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    told = printed(capfd, "progress", PLAN, "--year", "2018")
    assert "\x1b[31m滞后\x1b[0m" in told and "\x1b[32m提前实现\x1b[0m" in told


def test_data_is_never_coloured(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    for form in ("--json", "--csv"):
        assert "\x1b" not in printed(capfd, "progress", PLAN, "--year", "2018", form)


def test_problems_show_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    libplan.init(tmp_path / "plan")
    table = tmp_path / "plan/marks.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",team,", ",tean,"), "utf-8")
    main(["check", str(tmp_path / "plan")])
    plain = capfd.readouterr().err
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["check", str(tmp_path / "plan")])
    coloured = capfd.readouterr().err
    assert CODE.sub("", coloured) == plain
    assert "\x1b[1;31m错误[wrong-word]\x1b[0m" in coloured


# ---- on a terminal of its own ----


def on_a_terminal(command: list[str], **environment: str) -> str:
    """What a command shows on a terminal of 80 columns that has both of its outputs."""
    kept = {name: text for name, text in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    shell, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", *command],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=kept | {"TERM": "xterm-256color"} | environment,
    ):
        os.close(terminal)
        shown = b""
        try:
            while piece := os.read(shell, 4096):
                shown += piece
        except OSError:  # the end, as Linux tells it
            pass
    os.close(shell)
    return shown.decode().replace("\r\n", "\n")


IMPATIENT = "import sys, libplan.watching as w; w._PATIENCE = 0; from libplan.cli import main; "
RUN = IMPATIENT + "sys.exit(main(sys.argv[1:]))"


def test_a_bar_vanishes_on_a_terminal(tmp_path: Path) -> None:
    command = ["assess", PLAN, "--year", "2018", "--out", str(tmp_path)]
    shown = on_a_terminal([RUN, *command])
    assert "写工作簿" in shown and "读取规划" in shown
    assert "\x1b[2K" in shown.split("写工作簿")[-1]  # the line is erased
    assert "写工作簿" not in on_a_terminal([RUN, *command, "-q"])
    assert "\x1b" not in on_a_terminal([RUN, *command, "-q"], NO_COLOR="1")


def test_a_bar_never_shows_in_a_pipe(tmp_path: Path) -> None:
    command = ["assess", PLAN, "--year", "2018", "--out", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-c", RUN, *command],
        capture_output=True,
        env=os.environ | {"FORCE_COLOR": "1", "LIBPLAN_LANG": "zh"},
    )
    assert done.returncode == 0
    assert "写工作簿" not in done.stdout.decode()
    assert done.stderr.decode().startswith("注意：") and done.stderr.count(b"\n") == 1


def test_colour_on_a_terminal_and_not_on_a_dumb_one() -> None:
    asked = [RUN, "explain", PLAN, "heyun", "--year", "2018"]
    assert CODE.search(on_a_terminal(asked))
    assert not CODE.search(on_a_terminal(asked, TERM="dumb"))


# ---- quiet and verbose ----


def test_quiet_says_only_what_was_asked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "plan"), "-q"]) == 0
    assert capfd.readouterr() == ("", "")
    assert main(["-q", "convert", str(tmp_path / "plan"), str(tmp_path / "p.xlsx")]) == 0
    assert capfd.readouterr() == ("", "")
    assert main(["assess", PLAN, "--year", "2018", "--out", str(tmp_path / "out"), "--quiet"]) == 0
    out, errors = capfd.readouterr()
    assert errors == "" and "排名" in out
    assert main(["check", str(tmp_path / "none"), "-q"]) == 2
    assert capfd.readouterr().err.startswith("找不到文件夹")


def test_verbose_tells_what_is_done(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    asked = ["assess", PLAN, "--year", "2018", "--out", str(tmp_path), "--lang", "en", "--json"]
    main([*asked, "-v"])
    told = re.sub(
        r"\d+\.\d{3} s", "T s", re.sub(r"(?m)^\d\d:\d\d:\d\d ", "", capfd.readouterr().err)
    )
    assert told.splitlines() == [
        f"read {PLAN}: 68 indicators, 302 tasks, 345 figures, 2 schemes, 695 marks; T s",
        "assessed 2018: 2 schemes, 20 units, 14 findings; T s",
        f"wrote 21 files in {tmp_path}; T s",
        "Note: 9 contradictions in the plan's figures; going on. See libplan check.",
    ]
    main([*asked, "-vv"])
    assert f"{tmp_path}/towns-heyun-禾云镇.xlsx\n" in capfd.readouterr().err
    main(asked)
    assert capfd.readouterr().err.startswith("Note:")


def hostile(place: Path, title: str) -> str:
    plan = libplan.Plan(
        "p", title, 2021, 2025, indicators=[libplan.Indicator("a", "指标", "件", "up")]
    )

    indicator = libplan.Indicator("a", title, "件", "up", targets=[libplan.Reach(3)])
    plan = libplan.Plan("p", "规划", 2021, 2025, indicators=[indicator])
    libplan.write_plan(plan, place)
    return str(place)


@pytest.mark.parametrize("sign", ["\x1b", "\x07"])
def test_what_no_workbook_can_hold_is_refused_by_its_name(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], sign: str
) -> None:
    file = Path(hostile(tmp_path / "p", "甲@[31m乙"), "plan.toml")
    file.write_text(file.read_text().replace("@", sign))
    assert main(["show", str(file.parent)]) == 2
    told = capfd.readouterr().err
    assert sign not in told and f"U+{ord(sign):04X}" in told


@pytest.mark.parametrize("sign", ["\x9b", "\u202e"])
def test_what_files_hold_does_not_act_on_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], sign: str
) -> None:
    folder = hostile(tmp_path / "p", f"甲{sign}[31m乙")
    code = f"[U+{ord(sign):04X}]"
    shown = printed(capfd, "show", folder)
    assert sign not in shown
    assert code in shown
    words = libplan.plan_text(libplan.read(folder).plan)
    assert sign not in words
    file = Path(folder, "plan.toml")
    file.write_text(file.read_text().replace('direction = "up"', f'directoin = "u{sign}p"'))
    assert main(["show", folder]) == 2
    told = capfd.readouterr().err
    assert sign not in told


def test_a_closed_standard_output_is_told_in_one_line(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m libplan show "{PLAN}" --lang zh >&-'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "标准输出是关闭的，结果无处可写\n")


def test_lines_are_folded_below_their_beginning() -> None:
    from libplan.cli.output import Page, folded

    lines = ["  甲乙丙丁，戊己\x1b庚辛", "短"]
    assert folded(lines, Page(12, False)) == "  甲乙丙丁，\n  戊己\n  [U+001B]庚\n  辛\n短\n"


def test_a_place_is_never_broken() -> None:
    from libplan.cli.output import Line, Page, folded

    place = "/收回 的/东镇.xlsx!填报!G7"
    lines = [Line(f"  {place}：没有填", place), Line(f"  甲：一 → 二（{place}）", place)]
    assert folded(lines, Page(60, False)) == f"  {place}：没有填\n  甲：一 → 二（{place}）\n"
    assert folded(lines, Page(30, False)) == (
        f"  {place}：\n  没有填\n  甲：一 → 二\n  （{place}）\n"
    )
    assert folded(lines, Page(12, False)) == (
        f"  {place}：\n  没有填\n  甲：一 →\n  二\n  （{place}）\n"
    )
