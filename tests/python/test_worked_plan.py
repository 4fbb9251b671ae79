"""The worked plan against its text: nothing printed is left out, nothing quoted is invented."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

import libplan

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "examples/qingxin"
FOLDER = libplan.read(PLAN)
TEXT = (PLAN / "plan.txt").read_text(encoding="utf-8").splitlines()


def line(number: int) -> str:
    return TEXT[number - 1]


def test_every_figure_of_2011_to_2015_in_the_text_is_written_down() -> None:
    number = r"(\d+(?:\.\d+)?)(?:起|人|万元|元|%)"
    printed = Counter(float(found) for found in re.findall(number, line(137)))
    printed[3] -= 1  # "死亡3人以上" defines a class
    printed -= Counter([81.7, 18.2])  # shares stand in identities.toml
    written = Counter(
        figure.value
        for figure in (FOLDER.figures[row] for row in range(len(FOLDER.figures)))
        if figure.text_line == 137 and figure.value != 0
    )
    assert written == printed
    shares = [i.form.percent for i in FOLDER.plan.identities if isinstance(i.form, libplan.Share)]
    assert shares == [81.7, 18.2]


def test_every_figure_of_the_table_is_written_down() -> None:
    table = {n: line(n).strip() for n in range(148, 207)}
    printed = {n: float(cell) for n, cell in table.items() if re.fullmatch(r"[\d.]+", cell)}
    written = {
        figure.text_line: figure.value
        for figure in (FOLDER.figures[row] for row in range(len(FOLDER.figures)))
        if figure.source == "表"
    }
    assert written == printed


def test_each_section_of_chapters_3_to_13_has_a_task_or_a_target() -> None:
    heads = [
        n
        for n in range(311, len(TEXT) + 1)
        if re.match(r"第[一二三四五六七八九十]+[章节]\s", line(n))
    ]
    clauses = [task.clause.line for task in FOLDER.plan.tasks]
    clauses += [t.clause.line for i in FOLDER.plan.indicators for t in i.targets]
    clauses += [i.clause.line for i in FOLDER.plan.indicators if i.targets]
    empty = []
    for head, following in zip(heads, [*heads[1:], len(TEXT) + 1], strict=True):
        only_an_introduction = "章" in line(head)[:4] and any(
            "节" in line(n)[:5] for n in heads if head < n <= following
        )
        if not only_an_introduction and not any(head <= at < following for at in clauses):
            empty.append(line(head))
    assert len(heads) > 45
    assert empty == []


def test_each_quoted_clause_occurs_in_the_text() -> None:
    plan = FOLDER.plan
    quotes = [record.clause for record in (*plan.tasks, *plan.indicators, *plan.identities)]
    quotes += [t.clause for i in plan.indicators for t in (*i.targets, *i.baselines)]
    quoted = [clause for clause in quotes if clause.line]
    assert len(quoted) > 350
    assert [clause.text for clause in quoted if clause.text not in line(clause.line)] == []


# What the headline table and the prose state in numbers, and what else is measured.
WITHOUT_A_NUMBER = {"all_accidents", "all_deaths", "explosives"}


def test_all_37_targets_and_those_without_a_number_are_measured() -> None:
    measured = {indicator.id for indicator in FOLDER.plan.indicators if indicator.targets}
    assert measured >= WITHOUT_A_NUMBER
    assert len(measured - WITHOUT_A_NUMBER) == 37


def test_each_task_is_led() -> None:
    led = {r.task for r in FOLDER.plan.responsibilities if r.lead}
    assert {task.id for task in FOLDER.plan.tasks} == led


# Commitments without a number that could still be tested: the line and the words that make them.
COMMITMENTS = [
    (273, "持续下降"),
    (273, "防范较大事故，减少一般事故"),
    (353, "有效遏制重特大水上交通事故"),
    (373, "坚决遏制重特大和群死群伤火灾事故"),
    (369, "全区危桥和每年新增危桥"),
    (373, "完成超期服役且性能不达标消防车的更新换代"),
    (384, "“两关闭”政策"),
    (386, "全面推行应用烟花爆竹流向信息管理系统"),
    (390, "逐步关闭不具备安全生产条件"),
    (397, "“六大系统”"),
    (404, "限制增加"),
    (408, "防止发生特种设备重特大事故"),
    (428, "基本实现粉尘和毒物等主要职业病危害有效控制"),
    (437, "坚决淘汰一批不符合安全生产法律法规规定"),
    (439, "淘汰不符合粉尘防爆法规标准要求"),
    (467, "招录到位、培训到位、管理到位、经费保障到位"),
    (467, "将安全生产监管执法经费纳入同级财政保障范围"),
    (469, "安全监管职能全覆盖"),
    (469, "配齐配强安全监管人员"),
    (465, "权力清单和责任清单"),
    (465, "杜绝监管盲区"),
    (493, "“双随机、一公开”"),
    (522, "“一张网”"),
    (522, "“一张表”"),
    (522, "“一张图”"),
    (345, "“红、橙、黄、蓝”4个等级"),
    (345, "分级挂牌督办"),
    (345, "闭环管理"),
    (321, "选择有条件的镇先行试点"),
    (325, "“四不放过”"),
    (325, "向社会公布事故调查情况"),
    (558, "持续深入开展“安全生产月”"),
    (585, "区党校"),
    (589, "推行安全生产责任保险"),
    (593, "举报投诉有功奖励制度"),
    (597, "及时公布各镇、各行业领域安全生产规划目标任务进展情况"),
    (215, "逐年提高安全生产专项资金"),
    # Sentences of chapters 3 to 13 that stand in front of or behind the numbered sections.
    (329, "加强镇、村（居）基层地区（社区）安全基础建设"),
    (485, "全面加强安全生产监管执法工作"),
    (530, "加强联合培训和演练，增强现场救援实效"),
    (546, "宣传普及教育"),
    (593, "努力形成安全生产人人关心、人人参与、人人有责的社会氛围"),
]


@pytest.mark.parametrize(("at", "words"), COMMITMENTS)
def test_each_commitment_without_a_number_is_quoted(at: int, words: str) -> None:
    assert words in line(at)
    plan = FOLDER.plan
    quotes = [record.clause for record in (*plan.tasks, *plan.indicators, *plan.identities)]
    quotes += [target.clause for indicator in plan.indicators for target in indicator.targets]
    assert [quote for quote in quotes if quote.line == at and words in quote.text] != []


def test_what_keeps_falling_is_measured_each_year() -> None:
    for id, statuses in {
        "all_accidents": ["on_track", "on_track", "on_track"],
        "all_deaths": ["on_track", "on_track", "behind"],  # 30, 29, 30
    }.items():
        (target,) = FOLDER.plan.indicator(id).targets
        assert target.form == libplan.Keeps("down")
        readings = [
            libplan.measure(FOLDER.plan, FOLDER.observations, year=year).reading(id)
            for year in (2016, 2017, 2018)
        ]
        assert [reading.status for reading in readings] == statuses
        assert all(reading.illustrative for reading in readings)


def test_at_most_one_dealer_in_explosives_each_year() -> None:
    (target,) = FOLDER.plan.indicator("explosives").targets
    assert (target.form, target.every_year) == (libplan.AtMost(1), True)
    reading = libplan.measure(FOLDER.plan, FOLDER.observations, year=2018).reading("explosives")
    assert (reading.value, reading.met) == (1, True)


def task_quoting(at: int, words: str) -> libplan.Task:
    return next(t for t in FOLDER.plan.tasks if t.clause.line == at and words in t.clause.text)


def test_strength_and_extent_are_read_from_the_clauses() -> None:
    for at, words, strength in [
        (373, "坚决遏制", "curb_firmly"),
        (353, "有效遏制", "curb"),
        (408, "防止", "prevent"),
        (273, "减少一般事故", "prevent"),
        (465, "杜绝监管盲区", "eliminate"),
        (321, "试点", "explore"),
    ]:
        assert task_quoting(at, words).strength == strength
    for at, words, extent in [
        (428, "基本实现", "mostly"),
        (390, "逐步关闭", "gradually"),
        (469, "全覆盖", "all"),
        (369, "推进全区危桥", "promote"),
    ]:
        assert task_quoting(at, words).extent == extent
    targets = {i.id: i.targets[-1] for i in FOLDER.plan.indicators if i.targets}
    assert targets["major_accidents"].strength == "eliminate"
    assert targets["all_accidents"].strength == "reduce"
    assert targets["traffic_station_coverage"].extent == "all"


def test_no_nature_is_claimed_that_the_text_does_not_state() -> None:
    assert not any("约束性" in words or "预期性" in words for words in TEXT)
    assert {indicator.nature for indicator in FOLDER.plan.indicators} == {None}


def test_the_plan_sheet_shows_strength_and_nature() -> None:
    html = FOLDER.plan._repr_html_()
    assert "性质和力度" in html
    assert "坚决遏制" in html
    ecology = libplan.read(ROOT / "examples/ecology").plan._repr_html_()
    assert "约束性" in ecology


def edited(source: Path, copy: Path, file: str, before: str, after: str) -> Path:
    shutil.copytree(source, copy)
    text = (copy / file).read_text(encoding="utf-8")
    assert text.count(before) == 1
    (copy / file).write_text(text.replace(before, after), encoding="utf-8")
    return copy


def test_a_share_is_held_to_the_decimals_it_is_written_with(tmp_path: Path) -> None:
    sound = ROOT / "tests/data/parks_sound"  # 22 of 126 is 17.46 %
    folder = libplan.read(sound)
    assert libplan.check(folder.plan, folder.figures) == ()
    edit = edited(sound, tmp_path / "p", "identities.toml", "percent = 17.5", "percent = 17.50")
    folder = libplan.read(edit)
    (finding,) = libplan.check(folder.plan, folder.figures)
    assert (finding.code, finding.printed.zh) == ("share", "综合公园数量占公园数量的17.50%")


def test_a_mark_between_two_steps_is_told(tmp_path: Path) -> None:
    ecology = ROOT / "examples/ecology"
    edit = edited(ecology, tmp_path / "p", "marks.csv", "team,16.5,", "team,16.3,")
    with pytest.raises(libplan.InputError) as refused:
        libplan.read(edit)
    assert str(refused.value) == (
        "marks.csv:3:19: 错误[mark-step] 项目“责任落实”每档0.5分，写的是16.3分，不在档上\n"
        "    duty,yi,2018,team,16.3,,示例\n"
        "                      ^"
    )
