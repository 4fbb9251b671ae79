"""Where tasks stand and who carries them: command line, values and workbooks."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import libplan

PLAN = Path(__file__).parents[2] / "examples/qingxin"
FOLDER = libplan.read(PLAN)
TOWNS = {body.id for body in FOLDER.plan.bodies if body.kind == "town"}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import sys; from libplan.cli import main; sys.exit(main())"]
        + list(arguments),
        capture_output=True,
        text=True,
    )


def board(as_of: date = date(2018, 12, 31), at_risk_days: int = 90) -> libplan.TaskBoard:
    reports = FOLDER.records.reports
    return libplan.track(FOLDER.plan, reports, as_of=as_of, at_risk_days=at_risk_days)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("as_of", ["2018-12-31", "2016-06-30", "2021-02-28"])
def test_the_command_fits_80_columns(language: str, as_of: str) -> None:
    done = run("tasks", str(PLAN), "--as-of", as_of, "--lang", language)
    assert done.returncode == 0, done.stderr
    assert [
        line for line in done.stdout.splitlines() if libplan._core.display_width(line) > 80
    ] == []


def test_the_command_tells_what_presses_first_and_then_the_load() -> None:
    said = run("tasks", str(PLAN), "--as-of", "2018-12-31").stdout
    assert said.startswith("超期0项，有风险1项（截至2018-12-31）\n")
    words = "".join(said.split())
    assert "示例" in words
    assert "区安全生产监督管理局尚未开始（2018-12-10报告）" in words
    assert "时间已过60%" in words
    assert "各单位任务分工（截至2018-12-31）" in said
    assert "没有责任单位的指标亿元国内生产总值生产安全事故死亡率" in words
    assert "没有牵头单位的任务无" in words


def test_the_command_in_english() -> None:
    said = run("tasks", str(PLAN), "--as-of", "2018-12-31", "--lang", "en").stdout
    assert said.startswith("0 overdue, 1 at risk (as of 2018-12-31)\n")
    assert "Load per body as of 2018-12-31" in said


def test_each_task_tells_who_supports_it_what_comes_of_it_and_the_evidence() -> None:
    said = run("tasks", str(PLAN), "--as-of", "2018-12-31").stdout
    pressing = said[: said.index("各单位任务分工")]
    assert "\n  配合：区公安分局、区公安消防大队、区交通运输局、区住房和城乡建设局\n" in pressing
    assert "\n  佐证材料：工作总结\n" in pressing
    everything = run("tasks", str(PLAN), "--as-of", "2018-12-31", "--all").stdout
    assert everything.startswith("任务302项：超期0项，有风险1项（截至2018-12-31）\n")
    assert max(map(libplan._core.display_width, everything.splitlines())) <= 80
    words = "".join(everything.split())
    assert "属地：太和镇、太平镇、山塘镇、三坑镇、龙颈镇、禾云镇、浸潭镇、石潭镇" in words
    assert words.count("佐证材料：") > 250
    english = run("tasks", str(PLAN), "--as-of", "2018-12-31", "--all", "--lang", "en").stdout
    assert english.startswith("302 tasks: 0 overdue, 1 at risk (as of 2018-12-31)\n")
    assert "\n  Evidence: 工作总结\n" in english


def test_a_deliverable_is_shown() -> None:
    plan = libplan.Plan(
        "p",
        "规划",
        2016,
        2020,
        tasks=[libplan.Task("t", "建站", deadline=date(2018, 12, 31), deliverable="验收报告")],
    )
    tracked = libplan.track(plan, (), as_of=date(2018, 12, 31))
    assert "\n  成果：验收报告\n" in libplan.tasks_text(plan, tracked)
    assert "\n  Deliverable: 验收报告\n" in libplan.tasks_text(plan, tracked, language="en")


@pytest.mark.parametrize("days", ["-5", "x"])
def test_days_at_risk_are_a_whole_number(days: str) -> None:
    asked = ["tasks", str(PLAN), "--as-of", "2018-12-31", f"--at-risk-days={days}"]
    done = run(*asked)
    zh = f"--at-risk-days 应为天数，如 90，写的是“{days}”。用 --help 查看用法\n"
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"命令写法有误：{zh}")
    done = run(*asked, "--lang", "en")
    en = f'--at-risk-days should be a number of days like 90, not "{days}". See --help\n'
    assert done.stderr.endswith(f"wrong command line: {en}")


def test_days_at_risk_are_never_negative() -> None:
    with pytest.raises(ValueError, match="离期限的天数应为不小于0的整数，写的是“-5”"):
        board(at_risk_days=-5)


def test_a_date_that_is_none_is_told_with_its_cure() -> None:
    done = run("tasks", str(PLAN), "--as-of", "2018-02-30")
    assert done.returncode == 2
    assert "“2018-02-30”不是日期，应写成 2018-12-31" in done.stderr
    assert "Traceback" not in done.stderr
    done = run("tasks", str(PLAN), "--lang", "en")
    assert done.returncode == 2
    assert "--as-of" in done.stderr


def test_json_says_the_same_as_the_values() -> None:
    done = run("tasks", str(PLAN), "--as-of", "2018-12-31", "--json")
    told = json.loads(done.stdout)
    tracked = board()
    assert told["as_of"] == "2018-12-31"
    assert [task["standing"] for task in told["tasks"]] == [t.standing for t in tracked.tasks]
    assert len(told["tasks"]) == len(FOLDER.plan.tasks) == 302
    behind = next(task for task in told["tasks"] if task["standing"] == "at_risk")
    assert behind["task"] == "fewer_accidents"
    assert behind["deadline"] == "2020-12-31"
    assert behind["days_left"] == 731
    assert behind["report"]["evidence"] == "工作总结"
    assert told["orphan_indicators"] == [
        "gdp_death_rate",
        "industry_death_rate",
        "major_risk_control",
    ]
    assert told["orphan_tasks"] == told["idle_bodies"] == []


def test_load_agrees_with_the_scored_facts() -> None:
    """A unit's done_percent in the scheme is what its load says is done of what it leads."""
    results = libplan.assess_year(FOLDER, year=2018)
    loads = {load.body: load for load in results.tasks.loads}
    compared = 0
    for assessment in results.assessments:
        for definition in assessment.scheme.facts:
            source = definition.source
            if not isinstance(source, libplan.TaskFact):
                continue
            column = next(c for c in assessment.facts.columns if c.id == definition.id)
            for unit, value in zip(assessment.units, column.values, strict=True):
                load = loads[unit.id]
                led = load.first_lead + load.joint_lead
                expected = {"done_percent": 100 * load.done / led, "overdue": load.overdue}
                if source.take in expected:
                    assert value == pytest.approx(expected[source.take], abs=0.005)
                    compared += 1
    assert compared >= 20


def test_nothing_is_done_before_it_is_reported() -> None:
    early = board(date(2018, 12, 9))
    assert all(task.report is None and task.percent == 0 for task in early.tasks)
    assert {task.standing for task in early.tasks} == {"not_started", "at_risk"}
    late = board(date(2021, 1, 1))
    assert {t.task for t in late.tasks if t.standing == "overdue"} == {
        "steady_decline",
        "fewer_accidents",
        "spread_deep_hole_blasting",
    }
    assert late.task("fewer_accidents").days_left == -1


def test_towns_are_territorial_where_the_text_speaks_of_them() -> None:
    territorial = {r.task for r in FOLDER.plan.responsibilities if TOWNS & set(r.territorial)}
    assert territorial >= {"self_built_houses", "publish_progress", "t13.4.2"}
    assert all(load.territorial == len(territorial) for load in board().loads if load.body in TOWNS)


def test_an_unknown_task_names_the_nearest() -> None:
    with pytest.raises(KeyError, match="您是否想写“safety_month”"):
        board().task("safety_mont")


def test_check_tells_indicators_without_a_body_once() -> None:
    findings = [f for f in libplan.check(FOLDER.plan, FOLDER.figures) if f.code[:3] == "no-"]
    told = [f for f in findings if f.code in ("no-lead", "no-body")]
    assert [(f.code, f.severity) for f in told] == [("no-body", "note")]
    assert [str(figure.place).split(":")[0] for figure in told[0].figures] == ["plan.toml"] * 3


def test_a_misspelt_territorial_body_is_told(tmp_path: Path) -> None:
    for name in ("plan.toml", "plan.txt", "overlay.toml"):
        words = (PLAN / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(
            words.replace('territorial = ["taihe"', 'territorial = ["taihee"', 1), encoding="utf-8"
        )
    done = run("tasks", str(tmp_path), "--as-of", "2018-12-31")
    assert done.returncode == 2
    assert "没有编号为“taihee”的单位，您是否想写“taihe”？" in done.stderr


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    results = libplan.assess_year(FOLDER, year=2018)
    return libplan.write_reports(FOLDER, results, out=tmp_path_factory.mktemp("out"))


def test_each_scorecard_lists_the_tasks_of_its_unit(workbooks: list[Path]) -> None:
    loads = {load.body: load for load in board().loads}
    for path in workbooks[:-1]:
        sheet = load_workbook(path)["任务"]
        body = path.name.split("-")[1]
        load = loads[body]
        roles = [sheet.cell(row, 3).value for row in range(4, sheet.max_row + 1)]
        assert roles.count("首位牵头") == load.first_lead, path.name
        assert roles.count("共同牵头") == load.joint_lead
        assert roles.count("配合") == load.support
        assert roles.count("属地") == load.territorial
        heads = [cell.value for cell in sheet[3]]
        assert {"期限", "状态", "报告日期", "佐证材料"} <= set(heads)
        assert "截至2018-12-31" in sheet["A1"].value
        assert "示例" in sheet["A2"].value
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$3:$3"


def test_the_last_report_and_its_evidence_stand_in_the_scorecard(workbooks: list[Path]) -> None:
    path = next(path for path in workbooks if "-safety-" in path.name)
    sheet = load_workbook(path)["任务"]
    heads = [cell.value for cell in sheet[3]]
    first = dict(zip(heads, [cell.value for cell in sheet[4]], strict=True))
    assert first["任务"] == "防范较大事故，减少一般事故〔示例〕"
    assert first["角色"] == "首位牵头"
    assert first["状态"] == "有风险"
    assert first["期限"] == "2020-12-31"
    assert first["报告日期"] == "2018-12-10"
    assert first["佐证材料"] == "工作总结"


def test_the_summary_lists_all_tasks_and_the_load(workbooks: list[Path]) -> None:
    book = load_workbook(workbooks[-1], data_only=True)
    assert book["任务"].max_row == 3 + 302
    load = book["任务分工"]
    rows = {row[0].value: [cell.value for cell in row[1:]] for row in load.iter_rows(min_row=4)}
    assert rows["合计"][0] == 302
    assert rows["区安全生产监督管理局"][6] == 1
