"""Plan folders: started by ``init``, carried into another year by ``roll``."""

import json
import os
import re
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import scheme_folder
from openpyxl import load_workbook

import libplan

QINGXIN = Path(__file__).parents[2] / "examples/qingxin"


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import sys; from libplan.cli import main; sys.exit(main())"]
        + list(arguments),
        capture_output=True,
        text=True,
        cwd=cwd,
    )


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def columns(line: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in line)


# ---- init ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return libplan.init(tmp_path_factory.mktemp("init") / "plan")


def test_init_then_check_then_assess_gives_scored_workbooks(tmp_path: Path) -> None:
    done = run("init", "新规划", "--first-year", "2021", "--last-year", "2025", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert said[0] == "已建立 新规划，请先读其中的 说明.md。接下来："
    assert said[1:] == [
        "  libplan check 新规划",
        "  libplan assess 新规划 --year 2021 --out 新规划-2021",
    ]
    check, assess = (line.split()[1:] for line in said[1:])
    done = run(*check, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "没有发现问题。\n")
    done = run(*assess, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    out = tmp_path / "新规划-2021"
    assert [path.name for path in sorted(out.iterdir())] == [
        "departments-culture-县文化和旅游局.xlsx",
        "departments-education-县教育局.xlsx",
        "towns-east-东山镇.xlsx",
        "towns-west-西河镇.xlsx",
        "汇总-2021.xlsx",
    ]
    card = load_workbook(out / "towns-east-东山镇.xlsx")
    rows = [[cell.value for cell in row] for sheet in card for row in sheet.iter_rows()]
    assert any("到馆人次" in row and 15 in row for row in rows)  # the item, scored in full


def test_init_teaches_the_four_states_of_a_value(started: Path) -> None:
    towns, departments = sorted(
        libplan.assess_year(libplan.read(started), year=2021).assessments,
        key=lambda assessment: assessment.scheme.id,
        reverse=True,
    )
    assert dict(zip((u.id for u in towns.units), towns.totals, strict=True)) == {
        "east": Decimal("89.5"),
        "west": Decimal("62.7"),  # 56.43 of 90: one item is 不涉及
    }
    assert dict(zip((u.id for u in departments.units), departments.totals, strict=True)) == {
        "culture": Decimal("69"),
        "education": None,  # 未评
    }
    growth = towns.scorecard("west").lines[1]
    assert growth.words == (
        "上年到馆人次4.1万人次，实际3.9万人次，低0.2万人次，"
        "每0.1万人次扣1分（不足一档不计），扣2分，得8分"
    )
    assert growth.inputs == (("visits", 3.9), ("visits_last_year", 4.1))


def test_init_marks_everything_as_made_up(started: Path) -> None:
    folder = libplan.read(started)
    plan = folder.plan
    records = folder.records
    assert plan.title == "示例县公共阅读服务规划"
    for made_up in (plan.indicators, plan.tasks, plan.bodies, plan.responsibilities):
        assert all(record.illustrative for record in made_up)
    for observations in (folder.figures, folder.observations, records.controls):
        assert all(observations[row].illustrative for row in range(len(observations)))
    for rows in (records.events, records.reports, records.marks, folder.schemes):
        assert rows
        assert all(record.illustrative for record in rows)


def test_init_explains_every_column_of_its_tables(started: Path) -> None:
    told = (started / "说明.md").read_text("utf-8")
    for table in started.glob("*.csv"):
        assert table.name in told
        head = table.read_text("utf-8").splitlines()[0]
        assert all(column in told for column in head.split(",")), table.name
    for name in ("check", "assess", "roll"):
        assert f"    libplan {name} ." in told
    for path in started.rglob("*.toml"):
        assert path.read_text("utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("first", "last"), [(2021, 2025), (2026, 2030), (2024, 2024), (1999, 2035)]
)
def test_init_for_other_years_and_titles(tmp_path: Path, first: int, last: int) -> None:
    title = '“十五五”规划 "草案" \\ @first@\n'
    libplan.init(tmp_path / "plan", title=title, first_year=first, last_year=last)
    folder = libplan.read(tmp_path / "plan")
    assert folder.plan.title == title
    assert (folder.plan.first_year, folder.plan.last_year) == (first, last)
    controls = folder.records.controls
    assert libplan.check(folder.plan, folder.figures, folder.observations, controls) == ()
    totals = [a.totals for a in libplan.assess_year(folder, year=first).assessments]
    assert sum(total is not None for of_scheme in totals for total in of_scheme) == 3


def test_init_takes_an_empty_folder(tmp_path: Path) -> None:
    done = run("init", ".", "--json", cwd=tmp_path)
    assert json.loads(done.stdout) == {"folder": "."}
    assert "plan.toml" in names(tmp_path)
    assert len(libplan.read(tmp_path).schemes) == 2


def test_init_takes_over_what_a_run_that_was_killed_left(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "empty"):
        left = place / f".libplan-{'new' if place == tmp_path else 'empty'}/folder"
        left.mkdir(parents=True)
        (left / "plan.toml").write_text("half a plan")
    for name in ("new", "empty"):
        assert libplan.read(libplan.init(tmp_path / name)).plan.first_year == 2021
    assert sorted(path.name for path in tmp_path.rglob(".libplan-*")) == []


def test_init_leaves_a_folder_with_content_alone(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan/notes.txt").write_text("mine")
    done = run("init", "plan", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "plan 已经有内容，不会覆盖；请换一个名字或用空文件夹\n"
    done = run("init", "plan", "--lang", "en", cwd=tmp_path)
    assert done.stderr == (
        "plan is not empty and is left alone: choose another name or an empty folder\n"
    )
    assert names(tmp_path) == ["plan/notes.txt"]
    with pytest.raises(FileExistsError, match="plan 已经有内容"):
        libplan.init(tmp_path / "plan")


def test_init_refuses_years_that_cannot_be(tmp_path: Path) -> None:
    done = run("init", "plan", "--first-year", "2025", "--last-year", "2021", cwd=tmp_path)
    assert done.returncode == 2
    assert "规划起始年2025晚于结束年2021" in done.stderr
    done = run("init", "plan", "--first-year", "21", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 2
    assert '--first-year should be a year like 2018, not "21"' in done.stderr
    assert names(tmp_path) == []


def test_init_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="无法写入 .*plan，请核对路径和权限") as caught:
        libplan.init(tmp_path / "file/plan")
    assert "cannot write" in caught.value.message.en  # type: ignore[attr-defined]
    assert names(tmp_path) == ["file"]


# ---- roll ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rolled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[libplan.Supply]]:
    to = tmp_path_factory.mktemp("roll") / "qingxin-2019"
    return to, libplan.roll(QINGXIN, to, year=2019)


def test_roll_changes_only_controls_and_marks(rolled: tuple[Path, list[libplan.Supply]]) -> None:
    to, _ = rolled
    assert names(to) == sorted([*names(QINGXIN), "待补清单.md"])
    for name in names(QINGXIN):
        before, after = (QINGXIN / name).read_bytes(), (to / name).read_bytes()
        if name in ("controls.csv", "marks.csv"):
            assert after.startswith(before)  # history is kept
            added = after[len(before) :].decode().splitlines()
            assert len(added) == len(before.splitlines()) - 1
        else:
            assert after == before
    assert (to / "controls.csv").read_text("utf-8").splitlines()[61] == "deaths,safety,2019,,"
    first = (to / "marks.csv").read_text("utf-8").splitlines()[696]
    assert first == "d_system,safety,2019,self,,,"


def test_a_rolled_folder_has_the_same_findings_and_open_totals(
    rolled: tuple[Path, list[libplan.Supply]],
) -> None:
    to, _ = rolled
    assert run("check", str(to)).stdout == run("check", str(QINGXIN)).stdout
    assert run("check", str(to)).returncode == 1
    folder = libplan.read(to)
    for assessment in libplan.assess_year(folder, year=2019).assessments:
        assert set(assessment.totals) == {None}
        assert set(assessment.grades) == {None}
    before = libplan.assess_year(libplan.read(QINGXIN), year=2018)
    assert libplan.assess_year(folder, year=2018).assessments == before.assessments


def test_what_must_be_supplied(rolled: tuple[Path, list[libplan.Supply]]) -> None:
    _, supplies = rolled
    held = libplan.read(QINGXIN)
    kinds = [supply.kind for supply in supplies]
    assert kinds.count("control") == 60
    assert kinds.count("mark") == 695
    with_targets = {i.id for i in held.plan.indicators if i.targets}
    assert {s.id for s in supplies if s.kind == "observation"} == with_targets
    assert libplan.Supply("observation", "accidents", "", 2019, last=315) in supplies
    assert libplan.Supply("mark", "d_system", "safety", 2019, scorer="self", last=1.5) in supplies
    card = libplan.assess_year(held, year=2018).assessments[0].scorecard("safety")
    deaths = dict(card.lines[0].inputs)
    control = next(s for s in supplies if s.kind == "control" and s.body == "safety")
    assert (control.id, control.last, control.actual) == ("deaths", 1, deaths["deaths"])
    done = {(r.task, r.body) for r in held.records.reports if r.status == "done"}
    due = {(s.id, s.body) for s in supplies if s.kind == "report"}
    leads = {(r.task, body) for r in held.plan.responsibilities for body in r.lead}
    assert due == leads - done


def test_what_only_schemes_read_must_be_supplied_too(tmp_path: Path) -> None:
    """An indicator without a target, and facts that are supplied."""
    rate = '[[fact]]\nid = "rate"\ntitle = "整改率"\nunit = "%"\nsupplied = true\n'
    injured = '[[fact]]\nid = "injured"\ntitle = "受伤人数"\nindicator = "injuries"\n'
    group = (
        '[[group]]\nid = "g"\ntitle = "一"\nfull = 100\n'
        '[[group.item]]\nid = "i"\ntitle = "整改率"\nfull = 100\nclause = "按整改率计分"\n'
        'fact = "rate"\nrule = { share_of = 100 }\n'
    )
    folder = tmp_path / "规划"
    scheme_folder.read(folder, scheme_folder.scheme(rate + group), facts={"rate": "95 空"})
    with (folder / "plan.toml").open("a", encoding="utf-8") as plan:
        plan.write(
            '[[indicator]]\nid = "injuries"\ntitle = "受伤"\nunit = "人"\ndirection = "down"\n'
        )
    text = scheme_folder.scheme(injured + rate + group)
    (folder / "schemes/0.toml").write_text(text, "utf-8")
    supplies = libplan.roll(folder, tmp_path / "下一年", year=2019)
    assert [s for s in supplies if s.kind == "fact"] == [
        libplan.Supply("fact", "rate", "u1", 2019, last=95),
        libplan.Supply("fact", "rate", "u2", 2019),
    ]
    assert [s for s in supplies if s.id == "injuries"] == [
        libplan.Supply("observation", "injuries", "u1", 2019),
        libplan.Supply("observation", "injuries", "u2", 2019),
    ]
    text = text.replace('units = "town"', 'units = "town"\nclasses = ["u2"]', 1)
    (folder / "schemes/0.toml").write_text(text, "utf-8")
    alone = libplan.roll(folder, tmp_path / "只评一个", year=2019)
    assert [s.body for s in alone if s.kind == "fact" or s.id == "injuries"] == ["u2", "u2"]
    listed = (tmp_path / "下一年/待补清单.md").read_text("utf-8")
    assert (
        "## 事实数据 facts.csv：2个，请逐个添行\n\n- rate 整改率（%）：第1镇（95）、第2镇\n"
        in listed
    )


def test_last_years_figures_are_in_the_indicators_unit(tmp_path: Path) -> None:
    folder = libplan.init(tmp_path / "规划", first_year=2021, last_year=2025)
    controls = (
        "indicator,body,period,value,unit\nvisits,east,2021,40000,人次\nvisits,west,2021,4.2,\n"
    )
    (folder / "controls.csv").write_text(controls, "utf-8")
    supplies = libplan.roll(folder, tmp_path / "下一年", year=2022)
    last = {supply.body: supply.last for supply in supplies if supply.kind == "control"}
    assert last == {"east": 4, "west": 4.2}  # 万人次


def test_the_commands_it_explains_move_on_with_the_year(tmp_path: Path) -> None:
    folder = libplan.init(tmp_path / "规划", first_year=2021, last_year=2025)
    libplan.roll(folder, tmp_path / "下一年", year=2022)
    before = (folder / "说明.md").read_text("utf-8")
    after = (tmp_path / "下一年/说明.md").read_text("utf-8")
    assert "assess . --year 2021" in before and "next --year 2022" in before
    assert "assess . --year 2022" in after and "next --year 2023" in after
    assert re.sub("--year [0-9]{4}", "", before) == re.sub("--year [0-9]{4}", "", after)


def test_the_list_is_text_of_80_columns_in_either_language(tmp_path: Path) -> None:
    for language, name in (("zh", "待补清单.md"), ("en", "to-supply.md")):
        to = tmp_path / language
        done = run("roll", str(QINGXIN), str(to), "--year", "2019", "--lang", language)
        assert done.returncode == 0, done.stderr
        text = (to / name).read_text("utf-8")
        assert done.stdout.startswith(text)
        assert max(columns(line) for line in text.splitlines()) <= 80
    text = (tmp_path / "zh/待补清单.md").read_text("utf-8")
    assert text.startswith(
        "# 2019年待补清单\n\n"
        "括号里是2018年的数，供参照。补齐以前，2019年的总得分是“未定”。\n\n"
        "## 指标数据 observations.csv："
    )
    assert "- accidents 生产安全事故起数（起）：全区域（315）\n" in text
    assert "## 控制数 controls.csv：60个，空行已写好\n" in text
    assert "## 评分 marks.csv：695个，空行已写好\n" in text
    assert "### 自评\n\n- 区安全生产监督管理局、区公安分局、" in text
    assert "- accident（27件）、late_report（14件）\n" in text


def test_rolling_again_leaves_out_the_old_list_and_results(tmp_path: Path) -> None:
    libplan.init(tmp_path / "2021")
    folder = libplan.read(tmp_path / "2021")
    results = libplan.assess_year(folder, year=2021)
    libplan.write_reports(folder, results, out=tmp_path / "2021")
    libplan.roll(tmp_path / "2021", tmp_path / "2022", year=2022)
    table = tmp_path / "2022/controls.csv"
    table.write_text(table.read_text("utf-8").replace("2022,,", "2022,4.5,"), "utf-8")
    supplies = libplan.roll(tmp_path / "2022", tmp_path / "2023", year=2023, language="en")
    assert names(tmp_path / "2023") == sorted([*names_of_plan(tmp_path / "2021"), "to-supply.md"])
    controls = [supply for supply in supplies if supply.kind == "control"]
    assert [(s.body, s.last, s.actual) for s in controls] == [
        ("east", 4.5, None),
        ("west", 4.5, None),
    ]


def names_of_plan(folder: Path) -> list[str]:
    return [name for name in names(folder) if not name.endswith(".xlsx")]


def test_tables_keep_their_line_ends(tmp_path: Path) -> None:
    libplan.init(tmp_path / "plan")
    marks = tmp_path / "plan/marks.csv"
    marks.write_bytes(marks.read_bytes().replace(b"\n", b"\r\n").removesuffix(b"\r\n"))
    libplan.roll(tmp_path / "plan", tmp_path / "next", year=2022)
    added = (tmp_path / "next/marks.csv").read_bytes().removeprefix(marks.read_bytes())
    assert added.startswith(b"\r\nrules,east,2022,self,,,\r\n")
    assert added.count(b"\n") == added.count(b"\r\n") == 9


def test_last_year_is_a_reference_for_the_next(tmp_path: Path) -> None:
    libplan.init(tmp_path / "plan")
    libplan.roll(tmp_path / "plan", tmp_path / "next", year=2022)
    with (tmp_path / "next/observations.csv").open("a", encoding="utf-8") as table:
        table.write("visits,east,2022,4.24,统计,\n")
    results = libplan.assess_year(libplan.read(tmp_path / "next"), year=2022)
    towns = next(a for a in results.assessments if a.scheme.id == "towns")
    growth = towns.scorecard("east").lines[1]
    assert growth.inputs == (("visits", 4.24), ("visits_last_year", 4.5))
    assert growth.points == Decimal("8")  # 0.26 less: two whole steps of 0.1


def test_roll_refuses_what_exists_and_leaves_it_alone(tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    done = run("roll", str(QINGXIN), "to", "--year", "2019", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "to 已经存在，不会覆盖；请换一个名字，或先把它移走\n"
    done = run("roll", str(QINGXIN), "to", "--year", "2019", "--lang", "en", cwd=tmp_path)
    assert done.stderr == (
        "to exists and is left alone: choose another name, or move it away first\n"
    )
    assert names(tmp_path) == []


def test_roll_refuses_years_outside_the_plan_or_with_data(tmp_path: Path) -> None:
    def told(year: str, language: str) -> str:
        done = run("roll", str(QINGXIN), "to", "--year", year, "--lang", language, cwd=tmp_path)
        assert done.returncode == 2
        assert list(tmp_path.iterdir()) == []
        return done.stderr

    assert "2021年不在规划期2016—2020年内" in told("2021", "zh")
    assert "2021 is outside the plan, 2016 to 2020" in told("2021", "en")
    assert "已有2018年的数据，只能结转到2018年以后，写的是2018年" in told("2018", "zh")
    assert "there is data of 2018 here: roll to a year after 2018, not to 2017" in told(
        "2017", "en"
    )
    with pytest.raises(libplan.InputError) as caught:
        libplan.roll(QINGXIN, tmp_path / "to", year=2018)
    assert caught.value.problems[0].code == "year"
    assert caught.value.problems[0].place.file == "observations.csv"


def test_roll_refuses_a_place_inside_the_folder(tmp_path: Path) -> None:
    libplan.init(tmp_path / "plan")
    before = names(tmp_path)
    done = run("roll", "plan", "plan/next", "--year", "2022", cwd=tmp_path)
    assert done.stderr == "plan/next 在原文件夹 plan 里面；请放到外面\n"
    done = run("roll", "plan", "plan/next", "--year", "2022", "--lang", "en", cwd=tmp_path)
    assert done.stderr == "plan/next lies inside plan: choose a place outside\n"
    assert names(tmp_path) == before


def test_a_broken_folder_is_not_rolled(tmp_path: Path) -> None:
    shutil.copytree(QINGXIN, tmp_path / "plan")
    with (tmp_path / "plan/marks.csv").open("a", encoding="utf-8") as table:
        table.write("nothing,safety,2018,team,1,,\n")
    done = run("roll", "plan", "to", "--year", "2019", cwd=tmp_path)
    assert done.returncode == 2
    assert "marks.csv:697:1: 错误[unknown-id] 没有编号为“nothing”的" in done.stderr
    assert os.listdir(tmp_path) == ["plan"]


def test_a_failure_while_writing_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bytes = Path.write_bytes

    def full_disk(self: Path, content: bytes) -> int:
        if self.name == "reports.csv":
            raise OSError(28, "No space left on device")
        return write_bytes(self, content)

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    for make in (
        lambda: libplan.init(tmp_path / "plan"),
        lambda: libplan.roll(QINGXIN, tmp_path / "plan", year=2019),
    ):
        with pytest.raises(OSError, match="无法写入 .*plan：磁盘空间不足"):
            make()
        assert list(tmp_path.iterdir()) == []
