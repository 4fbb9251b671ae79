"""Languages, encodings and terminals."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import libplan

PLAN = Path(__file__).parents[2] / "examples/ecology"
C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def run(
    *arguments: str | bytes, module: str = "libplan", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    settings = ("LIBPLAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "PYTHONIOENCODING", "PYTHONUTF8")
    kept = {name: value for name, value in os.environ.items() if name not in settings}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, capture_output=True, env=kept | environment, cwd=cwd)


def names_in(folder: Path) -> set[str]:
    """The names on disk, which must be UTF-8."""
    return {name.decode() for name in os.listdir(os.fsencode(folder))}


@pytest.mark.parametrize(
    ("environment", "arguments", "english"),
    [
        ({}, [], False),
        ({"LANG": "C.UTF-8"}, [], False),
        ({"LANG": "zh_CN.UTF-8"}, [], False),
        ({"LANG": "en_US.UTF-8"}, [], True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, [], True),
        ({"LANG": "en_US.UTF-8", "LIBPLAN_LANG": "zh"}, [], False),
        ({"LANG": "en_US.UTF-8", "LIBPLAN_LANG": "zh"}, ["--lang", "en"], True),
        ({"LIBPLAN_LANG": "en"}, ["--lang", "zh"], False),
        ({"LIBPLAN_LANG": "fr", "LANG": "en_US.UTF-8"}, [], True),
    ],
)
def test_the_language(environment: dict[str, str], arguments: list[str], english: bool) -> None:
    done = run("check", str(PLAN), *arguments, PYTHONUTF8="1", **environment)
    assert done.stdout.decode().startswith("Figures checked" if english else "数字核对")
    first = run(*arguments, "check", str(PLAN), PYTHONUTF8="1", **environment)
    assert first.stdout == done.stdout and first.returncode == done.returncode


@pytest.mark.parametrize("encoding", ["ascii", "cp936", "latin-1"])
def test_no_terminal_makes_it_crash(encoding: str) -> None:
    for arguments in (["check", str(PLAN)], ["check", "没有"], ["check"]):
        done = run(*arguments, PYTHONIOENCODING=encoding)
        assert done.returncode in (0, 1, 2)
        assert b"Traceback" not in done.stderr
    done = run("check", str(PLAN), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0 and b"Traceback" not in done.stderr


def test_gbk_is_read_when_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    for name in ("observations.csv", "overlay.toml", "schemes/cities.toml"):
        file = folder / name
        file.write_bytes(file.read_text(encoding="utf-8").encode("gbk"))
    with pytest.raises(libplan.InputError) as refused:
        libplan.read(folder)
    assert {problem.code for problem in refused.value.problems} == {"gbk"}
    read = libplan.read(folder, encoding="gbk")
    assert read.plan == libplan.read(PLAN).plan
    assert read.observations == libplan.read(PLAN).observations
    done = run("check", str(folder), "--encoding", "gbk", PYTHONUTF8="1")
    assert done.returncode == 0, done.stderr.decode()


def test_bytes_of_neither_encoding_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(PLAN, folder)
    (folder / "overlay.toml").write_bytes(b"# \xff\xff\n")
    with pytest.raises(libplan.InputError) as refused:
        libplan.read(folder, encoding="gbk")
    (problem,) = refused.value.problems
    assert problem.text("zh") == (
        "overlay.toml:1:3: 错误[bad-gbk] 这里不是合法的 GBK，整个文件也不是 UTF-8："
        "请用记事本打开，另存为时编码选“UTF-8”"
    )
    assert problem.text("en") == (
        "overlay.toml:1:3: error[bad-gbk] not valid GBK here, nor is the file UTF-8: "
        "save it as UTF-8, for instance with Notepad"
    )
    (folder / "overlay.toml").write_bytes("# 说明\n# 单位".encode("gbk") + b"\x80\n")
    with pytest.raises(libplan.InputError) as refused:
        libplan.read(folder, encoding="gbk")
    (problem,) = refused.value.problems
    assert (problem.code, str(problem.place)) == ("bad-gbk", "overlay.toml:2:5")


def test_a_gbk_folder_is_rolled(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    libplan.init(folder, first_year=2021, last_year=2025)
    plain = libplan.roll(folder, tmp_path / "plain", year=2022)
    for file in [*folder.glob("*.csv"), *folder.glob("schemes/*.toml"), folder / "plan.toml"]:
        file.write_bytes(file.read_text(encoding="utf-8").encode("gbk"))
    to = tmp_path / "next"
    done = run("roll", str(folder), str(to), "--year", "2022", PYTHONUTF8="1")
    assert done.returncode == 2 and "用 --encoding gbk 直接读取" in done.stderr.decode()
    done = run(
        *("roll", str(folder), str(to), "--year", "2022", "--encoding", "gbk"), PYTHONUTF8="1"
    )
    assert done.returncode == 0, done.stderr.decode()
    rolled = libplan.read(to, encoding="gbk")
    assert rolled == libplan.read(tmp_path / "plain")
    for name in ("marks.csv", "schemes/towns.toml"):
        plain_text = (tmp_path / "plain" / name).read_text(encoding="utf-8")
        assert (to / name).read_bytes() == plain_text.encode("gbk")
    assert libplan.roll(folder, tmp_path / "again", year=2022, encoding="gbk") == plain


def test_chinese_names_in_a_c_locale(tmp_path: Path) -> None:
    """Paths and titles come out as the bytes that were typed, and nothing crashes."""
    done = run("init", "新规划", "--title", "标题“一”", cwd=tmp_path, **C_LOCALE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert names_in(tmp_path) == {"新规划"} and "说明.md" in names_in(tmp_path / "新规划")
    folder = libplan.read(tmp_path / "新规划")
    assert folder.plan.title == "标题“一”"

    year = str(folder.plan.first_year)
    asked = ["assess", "新规划", "--year", year, "--out", "中文出"]
    done = run(*asked, cwd=tmp_path, **C_LOCALE)
    assert done.returncode == 0 and b"Traceback" not in done.stderr, done.stderr.decode()
    told = json.loads(run(*asked, "--json", cwd=tmp_path, PYTHONUTF8="1").stdout)["files"]
    assert {Path(file).name for file in told} == names_in(tmp_path / "中文出")
    plain = json.loads(
        run(*asked, "--json", cwd=tmp_path, PYTHONIOENCODING="utf-8", **C_LOCALE).stdout
    )
    assert plain["files"] == told

    done = run("roll", "新规划", "中文卷", "--year", str(int(year) + 1), cwd=tmp_path, **C_LOCALE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "待补清单.md" in names_in(tmp_path / "中文卷")
    assert libplan.read(tmp_path / "中文卷").plan == folder.plan
    done = run("roll", "中文卷", "中文卷二", "--year", str(int(year) + 2), cwd=tmp_path, **C_LOCALE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert names_in(tmp_path / "中文卷二") == names_in(tmp_path / "中文卷")
    done = run("check", "没有", "--lang", "en", PYTHONIOENCODING="utf-8", **C_LOCALE)
    assert done.stderr.decode() == "there is no folder 没有: check the path\n"


def test_bytes_that_are_not_utf8_do_not_crash(tmp_path: Path) -> None:
    done = run("init", b"\xff\xfe", "--title", "甲", cwd=tmp_path, PYTHONUTF8="1")
    assert (done.returncode, done.stderr) == (0, b"")
    assert os.listdir(os.fsencode(tmp_path)) == [b"\xff\xfe"]
    for asked in ([b"check", b"\xff\xfd"], [b"check", b"\xff\xfe", b"\xff"]):
        done = run(*asked, cwd=tmp_path, PYTHONUTF8="1")
        assert done.returncode == 2 and b"Traceback" not in done.stderr
    for language, words in (
        ("zh", "错误[title] 规划名称不是合法的 UTF-8，请重新输入"),
        ("en", "error[title] the title is not valid UTF-8: type it anew"),
    ):
        asked = ["init", "new", "--lang", language, "--title"]
        done = run(*asked, b"\xff", cwd=tmp_path, PYTHONUTF8="1")
        assert done.returncode == 2 and done.stderr.decode().splitlines()[0] == words


@pytest.mark.parametrize("module", ["libplan", "libplan.cli"])
def test_the_package_runs_as_a_module(module: str) -> None:
    done = run("--version", module=module)
    assert (done.returncode, done.stdout.decode().strip()) == (0, libplan.__version__)
    assert run("check", "没有", module=module, PYTHONUTF8="1").returncode == 2


def test_help_speaks_the_language() -> None:
    names = "init show check progress tasks assess explain compare reach roll".split()
    commands: list[list[str]] = [[], *([name] for name in names)]
    for command in commands:
        chinese = run(*command, "--help", PYTHONUTF8="1").stdout.decode()
        english = run("--lang", "en", *command, "--help", PYTHONUTF8="1").stdout.decode()
        assert chinese.startswith("用法：libplan") and english.startswith("usage: libplan")
        assert "\n选项:\n" in chinese and "显示这份帮助后退出" in chinese
        assert "\noptions:\n" in english and "show this help and exit" in english
        for words in ("usage:", "options:", "arguments:", "show this"):
            assert words not in chinese
        assert not re.search("[\u4e00-\u9fff]", english)
    assert "\n命令:\n" in run("--help", PYTHONUTF8="1").stdout.decode()
    assert "\n参数:\n" in run("check", "--help", PYTHONUTF8="1").stdout.decode()


PERIOD = libplan.Period("2018")


def refusal_in(language: str, monkeypatch: pytest.MonkeyPatch, ask: Callable[[], object]) -> str:
    monkeypatch.setenv("LIBPLAN_LANG", language)
    with pytest.raises((KeyError, TypeError, ValueError, OSError)) as refused:
        ask()
    return str(refused.value.args[-1])


@pytest.mark.parametrize(
    ("ask", "zh", "en"),
    [
        (
            lambda: libplan.read(PLAN).plan.indicator("pm2"),
            "没有编号为“pm2”的指标，您是否想写“pm25”？",
            'there is no indicator "pm2": did you mean "pm25"?',
        ),
        (
            lambda: libplan.measure(
                libplan.read(PLAN).plan, libplan.Observations(), year=2018
            ).reading("pm25", "甲"),
            "没有编号为“甲”的单位，请核对，或补上",
            'there is no body "甲": check it, or add it',
        ),
        (
            lambda: libplan.Period("x"),
            "Period.words：“x”不是期间，应写成 2018、2018H1、2018Q3、2018-09、2011/2015 或 "
            "2017-12-01/2018-11-30 这样",
            'Period.words: "x" is not a period like 2018, 2018H1, 2018Q3, 2018-09, 2011/2015 or '
            "2017-12-01/2018-11-30",
        ),
        (
            lambda: libplan.Clause(1, text="甲", tetx="乙"),  # type: ignore[call-arg]
            "Clause() 没有 tetx，您是否想写 text？",
            "Clause() has no tetx; did you mean text?",
        ),
        (
            lambda: libplan.Clause(1, "甲", zzzzzz=2),  # type: ignore[call-arg]
            "Clause() 没有 zzzzzz",
            "Clause() has no zzzzzz",
        ),
        (
            lambda: libplan.Clause(1),  # type: ignore[call-arg]
            "Clause() 缺少 text",
            "Clause() needs text",
        ),
        (
            lambda: libplan.Clause(1, "甲", line=2),  # type: ignore[misc]
            "Clause.line 给了两次",
            "Clause.line is given twice",
        ),
        (
            lambda: libplan.Clause(1, "甲", 3),  # type: ignore[call-arg]
            "Clause() 最多给 2 个值，给了 3 个",
            "Clause() takes at most 2 values, not 3",
        ),
        (
            lambda: libplan.Clause("一", "甲"),  # type: ignore[arg-type]
            "Clause.line 应为 int，写的是 '一'",
            "Clause.line should be int, not '一'",
        ),
        (
            lambda: libplan.Task("a", "甲", serves=[1]),  # type: ignore[list-item]
            "Task.serves 应为 一列 str，写的是 [1]",
            "Task.serves should be a sequence of str, not [1]",
        ),
        (
            lambda: libplan.Task("a", "甲", deadline=2018),  # type: ignore[arg-type]
            "Task.deadline 应为 date 或 None，写的是 2018",
            "Task.deadline should be date or None, not 2018",
        ),
        (
            lambda: libplan.Keeps("fall"),  # type: ignore[arg-type]
            "Keeps.direction：没有“fall”这个选择，只有：down、up",
            'Keeps.direction: there is no choice "fall", only: down, up',
        ),
        (
            lambda: libplan.shares_of_100([1, -1]),
            "各部分不能是负数，写的是 -1",
            "a part cannot be negative: -1",
        ),
        (
            lambda: libplan.shares_of_100([0, 0]),
            "各部分之和是零，没有占比",
            "the parts sum to zero, so that there are no shares",
        ),
        (
            lambda: libplan.round_decimal(float("nan"), 2),
            "应为有限的数，写的是 nan",
            "should be a finite number, not nan",
        ),
        (
            lambda: libplan.Observation("x", PERIOD, 5, state="missing"),
            "Observation：有 value 时 state 不能是 missing；没有数就不要写 value",
            "Observation: with a value the state cannot be missing; "
            "leave the value out if there is none",
        ),
        (
            lambda: libplan.Observation("x", PERIOD, state="value"),
            "Observation：state 是 value，就要写出 value 是多少",
            "Observation: the state is value, so the value must be given",
        ),
        (
            lambda: libplan.Observation("x", PERIOD, float("inf")),
            'Observation.value 应为有限的数，写的是 inf；缺数据请不写 value，只写 state="missing"',
            "Observation.value should be a finite number, not inf; "
            'for missing data leave the value out and say state="missing"',
        ),
        (
            lambda: libplan.PlanFolder(None),  # type: ignore[arg-type]
            "PlanFolder.plan 应为 Plan，写的是 None",
            "PlanFolder.plan should be Plan, not None",
        ),
        (
            lambda: libplan.read("没有"),
            "找不到文件夹 没有，请核对路径",
            "there is no folder 没有: check the path",
        ),
        (
            lambda: libplan.init(PLAN),
            f"{PLAN} 已经有内容，不会覆盖；请换一个名字或用空文件夹",
            f"{PLAN} is not empty and is left alone: choose another name or an empty folder",
        ),
        (
            lambda: libplan.read(PLAN).plan.replace(first_year=2030),
            "错误[years] 规划起始年2030晚于结束年2020，请核对",
            "error[years] the plan starts in 2030, after its end in 2020: check both",
        ),
    ],
)
def test_python_speaks_the_language(
    ask: Callable[[], object], zh: str, en: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal_in("zh", monkeypatch, ask) == zh
    assert refusal_in("en", monkeypatch, ask) == en


def test_notebooks_speak_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = libplan.read(PLAN)
    results = libplan.assess_year(folder, year=2018)
    shown = [folder.plan, results, results.progress, results.assessments[0]]
    for value in shown:
        monkeypatch.setenv("LIBPLAN_LANG", "en")
        english = value._repr_html_()
        monkeypatch.delenv("LIBPLAN_LANG")
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
        chinese = value._repr_html_()
        assert ("指标" in chinese or "名次" in chinese or "单位" in chinese) and english != chinese
        assert "Indicator" in english or "Rank" in english or "Unit" in english


def test_paces_and_shares_from_python() -> None:
    series = libplan.Series("up", 2015, 100, 2018, 133.1, target=161.051, target_year=2020)
    pace = libplan.pace_of(series)
    assert pace.compound == "on_track" and pace.ratio is not None and abs(pace.ratio - 1) < 1e-9
    assert libplan.joint_pace_of([series, series]).compound == "on_track"
    assert libplan.shares_of_100([1, 1, 1]) == [33.34, 33.33, 33.33]
