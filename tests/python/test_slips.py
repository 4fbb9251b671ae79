# ruff: noqa: E501  (what the command line tells is quoted whole)
"""What a slip of the pen is told: every text of `libplan check`, in Chinese and in English.

The healthy folder below passes. Each slip changes one thing in it, as a clerk would.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from libplan.cli import main

import libplan

HEALTHY = {
    "plan.toml": """\
# 青山市公园建设规划
[plan]
id = "parks-2021-2025"
title = "青山市公园建设规划"
first_year = 2021
last_year = 2025
text = "plan.txt"

[[indicator]]
id = "green_area"
title = "人均公园绿地面积"
unit = "平方米"
direction = "up"
responsible = ["gardens"]
clause = { line = 2, text = "人均公园绿地面积" }
baseline = [{ year = 2020, value = 12.5 }]
target = [
  { year = 2023, reach = 14 },
  { year = 2025, reach = 15, clause = { line = 2, text = "达到15平方米" } },
]

[[indicator]]
id = "parks"
title = "公园总数"
unit = "个"
direction = "up"
count = true

[[indicator]]
id = "pocket_parks"
title = "口袋公园"
unit = "个"
direction = "up"

[[indicator]]
id = "large_parks"
title = "综合公园"
unit = "个"
direction = "up"

[[task]]
id = "renewal"
title = "改造老旧公园"
section = "三、主要任务"
clause = { line = 4, text = "改造老旧公园" }
deadline = "2024-12-31"
serves = ["green_area"]
""",
    "plan.txt": """\
青山市公园建设规划
到2025年，人均公园绿地面积达到15平方米。
2020年，全市有公园120个，其中口袋公园30个、综合公园90个。
2024年底前改造老旧公园。
""",
    "overlay.toml": """\
[[body]]
id = "city"
title = "青山市"
kind = "district"

[[body]]
id = "gardens"
title = "市园林局"
kind = "department"
parent = "city"

[[body]]
id = "east"
title = "东山镇"
kind = "town"
parent = "city"

[[body]]
id = "west"
title = "西河镇"
kind = "town"
parent = "city"

[[responsibility]]
task = "renewal"
lead = ["gardens"]
support = ["east", "west"]

[[baseline]]
indicator = "parks"
year = 2020
value = 120
""",
    "identities.toml": """\
[[sum]]
total = "parks"
parts = ["pocket_parks", "large_parks"]
period = "2020"
""",
    "figures.csv": """\
indicator,period,value,unit,source,line
parks,2020,120,个,正文,3
pocket_parks,2020,30,个,正文,3
large_parks,2020,90,个,正文,3
""",
    "observations.csv": """\
indicator,body,period,value,source
green_area,,2022,13.1,年报
green_area,east,2022,12.8,年报
green_area,west,2022,13.4,"年报,第3页"
""",
    "controls.csv": """\
indicator,body,period,value
green_area,east,2022,12.5
green_area,west,2022,13
""",
    "events.csv": """\
id,date,kind,class,bodies,title
e1,2022-05-04,complaint,一般,east,长椅损坏
e2,2022-08-19,complaint,严重,east;west,大树被砍
""",
    "reports.csv": """\
task,body,date,status,percent,note
renewal,gardens,2022-06-30,in_progress,20,
renewal,gardens,2022-12-31,in_progress,45,已开工
""",
    "marks.csv": """\
item,body,year,scorer,value,note
upkeep,east,2022,team,18,
upkeep,west,2022,team,16.5,杂草较多
upkeep,west,2022,self,20,
""",
    "schemes/towns.toml": """\
[scheme]
id = "towns"
title = "各镇公园考核办法"
units = "town"
full = 100

[[fact]]
id = "green"
title = "人均公园绿地面积"
unit = "平方米"
indicator = "green_area"

[[fact]]
id = "green_control"
title = "绿地面积任务数"
unit = "平方米"
control = "green_area"

[[fact]]
id = "complaints"
title = "群众投诉"
unit = "件"
events = "complaint"

[[group]]
id = "building"
title = "一、建设"
full = 60

  [[group.item]]
  id = "level"
  title = "绿地水平"
  full = 40
  clause = "按人均面积分档计分"
  fact = "green"
  rule = { bands = [{ from = 0, points = 10 }, { from = 13, points = 40 }] }

  [[group.item]]
  id = "growth"
  title = "绿地任务"
  full = 20
  clause = "每低0.5平方米扣2分"
  fact = "green"
  rule = { per = 0.5, steps = "whole", reference = "green_control", under = -2 }

[[group]]
id = "care"
title = "二、管护"
full = 40

  [[group.item]]
  id = "upkeep"
  title = "日常养护"
  full = 20
  clause = "现场评分"
  rule = { marks = true }

  [[group.item]]
  id = "complaint_rate"
  title = "投诉"
  full = 20
  clause = "一般投诉每件扣1分，严重的每件扣5分"
  fact = "complaints"
  rule = { occurrences = { "一般" = -1, "严重" = -5 }, cap = -15 }

[[grade]]
title = "优秀"
from = 90

[[grade]]
title = "合格"
from = 60

[[grade]]
title = "不合格"
from = 0

[[veto]]
title = "投诉过多"
fact = "complaints"
at_least = 10
grade = "不合格"

[[fact]]
id = "serious"
title = "严重投诉"
unit = "件"
events = "complaint"
class = ["严重"]
fault = { "主要" = 1, "次要" = 0.3 }

[[fact]]
id = "extra"
title = "额外投入"
supplied = true

[[tie_break]]
fewer = "serious"

[[tie_break]]
more = "extra"
""",
}

CITIES = """\
[scheme]
id = "cities"
title = "市级办法"
units = "town"

[[group]]
id = "cities_all"
title = "一、工作"
full = 100

  [[group.item]]
  id = "cities_work"
  title = "工作"
  full = 100
  clause = "现场评分"
  rule = { marks = true }

[[grade]]
title = "合格"
from = 60

[[grade]]
title = "不合格"
from = 0
"""

Change = Callable[[Path], None]


def swap(old: str, new: str) -> Change:
    def change(file: Path) -> None:
        text = file.read_text()
        assert old in text, (file, old)
        file.write_bytes(text.replace(old, new, 1).encode(errors="surrogateescape"))

    return change


def both(one: Change, other: Change) -> Change:
    def change(file: Path) -> None:
        one(file)
        other(file)

    return change


def whole(text: str) -> Change:
    return lambda file: None if file.write_text(text) else None


def cut_after(last: str) -> Change:
    def change(file: Path) -> None:
        text = file.read_text()
        file.write_text(text[: text.index(last) + len(last)])

    return change


def saved_as_gbk(file: Path) -> None:
    file.write_bytes(file.read_text().encode("gbk"))


def lost(file: Path) -> None:
    file.unlink()


def renamed(name: str) -> Change:
    def change(file: Path) -> None:
        file.rename(file.with_name(name))

    return change


def a_folder_instead(file: Path) -> None:
    file.unlink()
    file.mkdir()


def beside_cities(fact: str) -> Change:
    """Lets the fact "extra" read another scheme than the one of the towns."""

    def change(file: Path) -> None:
        (file.parent / "cities.toml").write_text(CITIES)
        swap("supplied = true", fact)(file)

    return change


@dataclass
class Slip:
    name: str
    file: str
    change: Change
    told: str  # the problems in both languages, each followed by its line and caret

    def told_in(self, language: str) -> str:
        other = ": 错误[" if language == "en" else ": error["
        lines = [line for line in self.told.lstrip().splitlines() if other not in line]
        return "\n".join([*lines, count(self.told.count(": 错误["), language)]) + "\n"


def count(problems: int, language: str) -> str:
    if language == "en":
        return f"Problems: {problems}."
    return f"共{problems}个问题。"


# fmt: off
SLIPS = [
    # -- whole files
    Slip("bom in toml", "plan.toml", swap("# 青山", "﻿# 青山"), """
plan.toml:1:1: 错误[bom] 文件开头有 BOM 标记：请用记事本打开，另存为时编码选“UTF-8”，不选“带有 BOM 的 UTF-8”
plan.toml:1:1: error[bom] the file starts with a byte order mark: save it as UTF-8 without BOM
    # 青山市公园建设规划
    ^
"""),
    Slip("bom in csv", "figures.csv", swap("indicator,period", "﻿indicator,period"), """
figures.csv:1:1: 错误[bom] 文件开头有 BOM 标记：请用记事本打开，另存为时编码选“UTF-8”，不选“带有 BOM 的 UTF-8”
figures.csv:1:1: error[bom] the file starts with a byte order mark: save it as UTF-8 without BOM
    indicator,period,value,unit,source,line
    ^
"""),
    Slip("gbk toml", "overlay.toml", saved_as_gbk, """
overlay.toml:3:10: 错误[gbk] 文件不是 UTF-8，像是 GBK 编码（Excel 默认）：请用记事本打开，另存为时编码选“UTF-8”；或用 --encoding gbk 直接读取
overlay.toml:3:10: error[gbk] not UTF-8 but probably GBK (the default of Excel): save the file as UTF-8, for instance with Notepad, or read it with --encoding gbk
"""),
    Slip("gbk csv", "marks.csv", saved_as_gbk, """
marks.csv:3:28: 错误[gbk] 文件不是 UTF-8，像是 GBK 编码（Excel 默认）：请用记事本打开，另存为时编码选“UTF-8”；或用 --encoding gbk 直接读取
marks.csv:3:28: error[gbk] not UTF-8 but probably GBK (the default of Excel): save the file as UTF-8, for instance with Notepad, or read it with --encoding gbk
"""),
    Slip("bad utf-8", "observations.csv", swap("年报,第3页", "\udcff\udcfe"), """
observations.csv:4:28: 错误[bad-utf8] 这里不是合法的 UTF-8：请用记事本打开，另存为时编码选“UTF-8”
observations.csv:4:28: error[bad-utf8] not valid UTF-8 here: save the file as UTF-8, for instance with Notepad
"""),
    Slip("nul", "reports.csv", swap("已开工", "已\u0000开工"), """
reports.csv:3:44: 错误[nul] 文件里有空字符（NUL），可能不是文本文件，请另存为 UTF-8 文本
reports.csv:3:44: error[nul] the file holds a NUL character: save it as UTF-8 text
"""),
    Slip("control character in a cell", "reports.csv", swap("已开工", "已\u0007开工\u0008"), """
reports.csv:3:44: 错误[control-character] 文字里有看不见的字符 U+0007，工作簿不能保存，请删去这个字符
reports.csv:3:44: error[control-character] the text holds the invisible character U+0007, which no workbook can hold: delete it
"""),
    Slip("control character in TOML", "overlay.toml", swap("东山镇", "东\u0007山镇"), """
overlay.toml:14:11: 错误[control-character] 文字里有看不见的字符 U+0007，工作簿不能保存，请删去这个字符
overlay.toml:14:11: error[control-character] the text holds the invisible character U+0007, which no workbook can hold: delete it
"""),
    Slip("control character as an escape", "overlay.toml", swap("东山镇", "东\\u0007山镇"), """
overlay.toml:14:9: 错误[control-character] 文字里有看不见的字符 U+0007，工作簿不能保存，请删去这个字符
overlay.toml:14:9: error[control-character] the text holds the invisible character U+0007, which no workbook can hold: delete it
    title = "东\\u0007山镇"
            ^
"""),
    Slip("character that is none", "observations.csv", swap("年报,第3页", "年报\ufffe第3页"), """
observations.csv:4:30: 错误[control-character] 文字里有看不见的字符 U+FFFE，工作簿不能保存，请删去这个字符
observations.csv:4:30: error[control-character] the text holds the invisible character U+FFFE, which no workbook can hold: delete it
"""),
    Slip("empty plan", "plan.toml", whole(""), """
plan.toml:1:1: 错误[empty-file] 文件是空的，至少要有 [plan]
plan.toml:1:1: error[empty-file] the file is empty: it needs at least [plan]
"""),
    Slip("blank scheme", "schemes/towns.toml", whole("\n\n"), """
schemes/towns.toml:1:1: 错误[empty-file] 文件是空的，至少要有 [scheme]
schemes/towns.toml:1:1: error[empty-file] the file is empty: it needs at least [scheme]
"""),
    Slip("empty csv", "figures.csv", whole(""), """
figures.csv:1:1: 错误[empty-file] 文件是空的，至少要有 indicator,period,value
figures.csv:1:1: error[empty-file] the file is empty: it needs at least indicator,period,value
"""),
    Slip("nearly its name", "events.csv", renamed("event.csv"), """
event.csv: 错误[near-name] 规划文件夹不用 event.csv，您是否想写 events.csv？请改名，或移到别处
event.csv: error[near-name] event.csv is not read from a plan folder: did you mean events.csv? Rename it, or move it away
"""),
    Slip("capital letter", "marks.csv", renamed("Marks.csv"), """
Marks.csv: 错误[near-name] 规划文件夹不用 Marks.csv，您是否想写 marks.csv？请改名，或移到别处
Marks.csv: error[near-name] Marks.csv is not read from a plan folder: did you mean marks.csv? Rename it, or move it away
"""),
    Slip("another kind of file", "marks.csv", renamed("marks.xlsx"), """
marks.xlsx: 错误[near-name] 规划文件夹不用 marks.xlsx，您是否想写 marks.csv？请改名，或移到别处
marks.xlsx: error[near-name] marks.xlsx is not read from a plan folder: did you mean marks.csv? Rename it, or move it away
"""),
    Slip("scheme in capital letters", "schemes/towns.toml", renamed("towns.TOML"), """
schemes/towns.TOML: 错误[near-name] 规划文件夹不用 schemes/towns.TOML，您是否想写 schemes/towns.toml？请改名，或移到别处
schemes/towns.TOML: error[near-name] schemes/towns.TOML is not read from a plan folder: did you mean schemes/towns.toml? Rename it, or move it away
"""),
    Slip("schemes in another folder", "schemes", renamed("scheme"), """
scheme: 错误[near-name] 规划文件夹不用 scheme，您是否想写 schemes？请改名，或移到别处
scheme: error[near-name] scheme is not read from a plan folder: did you mean schemes? Rename it, or move it away
"""),
    Slip("plan missing", "plan.toml", lost, """
plan.toml: 错误[missing-file] 缺少文件 plan.toml，规划文件夹里必须有它
plan.toml: error[missing-file] plan.toml is missing: a plan folder needs it
"""),
    Slip("plan is a folder", "plan.toml", a_folder_instead, """
plan.toml: 错误[not-a-file] plan.toml 是文件夹，这里应是文件
plan.toml: error[not-a-file] plan.toml is a folder: a file is needed here
"""),
    Slip("text missing", "plan.txt", lost, """
plan.toml:7:8: 错误[missing-file] 找不到规划原文“plan.txt”，请核对文件名，或把文件放进规划文件夹
plan.toml:7:8: error[missing-file] there is no "plan.txt", the text of the plan: check the name, or put the file into the folder
    text = "plan.txt"
           ^
"""),
    # -- full-width
    Slip("full-width equals", "plan.toml", swap("first_year = 2021", "first_year ＝ 2021"), """
plan.toml:5:12: 错误[full-width] 全角（中文）的 ＝ 应改为半角（英文）的 =
plan.toml:5:12: error[full-width] full-width ＝ should be =
    first_year ＝ 2021
               ^
"""),
    Slip("full-width quotes", "plan.toml", swap('title = "口袋公园"', "title = “口袋公园”"), """
plan.toml:31:9: 错误[full-width] 全角（中文）的 “ 应改为半角（英文）的 "
plan.toml:31:9: error[full-width] full-width “ should be "
    title = “口袋公园”
            ^
plan.toml:31:14: 错误[full-width] 全角（中文）的 ” 应改为半角（英文）的 "
plan.toml:31:14: error[full-width] full-width ” should be "
    title = “口袋公园”
                     ^
"""),
    Slip("full-width closing quote", "plan.toml", swap('title = "口袋公园"', 'title = "口袋公园”'), """
plan.toml:31:14: 错误[full-width] 全角（中文）的 ” 应改为半角（英文）的 "
plan.toml:31:14: error[full-width] full-width ” should be "
    title = "口袋公园”
                     ^
"""),
    Slip("full-width closing quote inside braces", "plan.toml", swap('text = "达到15平方米" }', 'text = "达到15平方米” }'), """
plan.toml:19:66: 错误[full-width] 全角（中文）的 ” 应改为半角（英文）的 "
plan.toml:19:66: error[full-width] full-width ” should be "
      { year = 2025, reach = 15, clause = { line = 2, text = "达到15平方米” } },
                                                                          ^
"""),
    Slip("full-width comma", "identities.toml", swap('["pocket_parks", "large_parks"]', '["pocket_parks"，"large_parks"]'), """
identities.toml:3:24: 错误[full-width] 全角（中文）的 ， 应改为半角（英文）的 ,
identities.toml:3:24: error[full-width] full-width ， should be ,
    parts = ["pocket_parks"，"large_parks"]
                           ^
"""),
    Slip("full-width digits", "plan.toml", swap("value = 12.5", "value = １２．５"), """
plan.toml:16:36: 错误[full-width] 全角（中文）的 １２．５ 应改为半角（英文）的 12.5
plan.toml:16:36: error[full-width] full-width １２．５ should be 12.5
    baseline = [{ year = 2020, value = １２．５ }]
                                       ^
"""),
    Slip("full-width brackets", "overlay.toml", swap('support = ["east", "west"]', 'support = ［"east", "west"］'), """
overlay.toml:27:11: 错误[full-width] 全角（中文）的 ［ 应改为半角（英文）的 [
overlay.toml:27:11: error[full-width] full-width ［ should be [
    support = ［"east", "west"］
              ^
overlay.toml:27:26: 错误[full-width] 全角（中文）的 ］ 应改为半角（英文）的 ]
overlay.toml:27:26: error[full-width] full-width ］ should be ]
    support = ［"east", "west"］
                              ^
"""),
    Slip("full-width colon", "schemes/towns.toml", swap("from = 90", "from： 90"), """
schemes/towns.toml:68:5: 错误[full-width] 全角（中文）的 ： 应改为半角（英文）的 =
schemes/towns.toml:68:5: error[full-width] full-width ： should be =
    from： 90
        ^
"""),
    Slip("full-width header csv", "observations.csv", swap("indicator,body,period", "indicator，body,period"), """
observations.csv:1:10: 错误[full-width] 全角（中文）的 ， 应改为半角（英文）的 ,
observations.csv:1:10: error[full-width] full-width ， should be ,
    indicator，body,period,value,source
             ^
"""),
    Slip("full-width id cell", "observations.csv", swap("green_area,east,2022", "green_area,ｅast,2022"), """
observations.csv:3:12: 错误[full-width] 全角（中文）的 ｅast 应改为半角（英文）的 east
observations.csv:3:12: error[full-width] full-width ｅast should be east
    green_area,ｅast,2022,12.8,年报
               ^
"""),
    Slip("full-width number cell", "controls.csv", swap("12.5", "１２．５"), """
controls.csv:2:22: 错误[full-width] 全角（中文）的 １２．５ 应改为半角（英文）的 12.5
controls.csv:2:22: error[full-width] full-width １２．５ should be 12.5
    green_area,east,2022,１２．５
                         ^
"""),
    Slip("full-width separators csv", "marks.csv", swap("upkeep,east,2022,team,18,", "upkeep，east，2022，team，18，"), """
marks.csv:2:7: 错误[full-width] 全角（中文）的 ， 应改为半角（英文）的 ,
marks.csv:2:7: error[full-width] full-width ， should be ,
    upkeep，east，2022，team，18，
          ^
marks.csv:2:12: 错误[full-width] 全角（中文）的 ， 应改为半角（英文）的 ,
marks.csv:2:12: error[full-width] full-width ， should be ,
    upkeep，east，2022，team，18，
                ^
marks.csv:2:17: 错误[full-width] 全角（中文）的 ， 应改为半角（英文）的 ,
marks.csv:2:17: error[full-width] full-width ， should be ,
    upkeep，east，2022，team，18，
                      ^
marks.csv:2:22: 错误[full-width] 全角（中文）的 ， 应改为半角（英文）的 ,
marks.csv:2:22: error[full-width] full-width ， should be ,
    upkeep，east，2022，team，18，
                            ^
marks.csv:2:25: 错误[full-width] 全角（中文）的 ， 应改为半角（英文）的 ,
marks.csv:2:25: error[full-width] full-width ， should be ,
    upkeep，east，2022，team，18，
                                ^
"""),
    Slip("full-width date", "events.csv", swap("2022-05-04", "2022－05－04"), """
events.csv:2:4: 错误[full-width] 全角（中文）的 2022－05－04 应改为半角（英文）的 2022-05-04
events.csv:2:4: error[full-width] full-width 2022－05－04 should be 2022-05-04
    e1,2022－05－04,complaint,一般,east,长椅损坏
       ^
"""),
    Slip("full-width semicolon", "events.csv", swap("east;west", "east；west"), """
events.csv:3:32: 错误[separator] 多个单位之间用半角分号 ; 隔开，这里写的是“；”
events.csv:3:32: error[separator] several bodies are separated by ; and not by "；"
    e2,2022-08-19,complaint,严重,east；west,大树被砍
                                     ^
"""),
    Slip("full-width and a syntax error", "overlay.toml", swap("id = \"gardens\"\ntitle = \"市园林局\"", "id ＝ \"gardens\"\ntitle = 市园林局"), """
overlay.toml:7:4: 错误[full-width] 全角（中文）的 ＝ 应改为半角（英文）的 =
overlay.toml:7:4: error[full-width] full-width ＝ should be =
    id ＝ "gardens"
       ^
overlay.toml:8:9: 错误[syntax] 引号外面不能写中文：文字要加双引号，键只用英文字母、数字和下划线
overlay.toml:8:9: error[syntax] this cannot stand outside quotes: text needs double quotes, keys are Latin letters, digits and _
    title = 市园林局
            ^
"""),
    # -- toml syntax
    Slip("unclosed string", "plan.toml", swap('title = "公园总数"', 'title = "公园总数'), """
plan.toml:24:14: 错误[syntax] 文字缺少结尾的引号
plan.toml:24:14: error[syntax] a quote is not closed
    title = "公园总数
                     ^
"""),
    Slip("unclosed header bracket", "plan.toml", swap("[[task]]", "[[task]"), """
plan.toml:41:8: 错误[syntax] 表头的方括号要成对，写成 [表] 或 [[表]]
plan.toml:41:8: error[syntax] the brackets of a heading should pair, as in [table] or [[table]]
    [[task]
           ^
"""),
    Slip("unclosed list", "identities.toml", swap('"large_parks"]', '"large_parks"'), """
identities.toml:3:39: 错误[syntax] 列表的各项之间要用逗号隔开，末尾要有“]”
identities.toml:3:39: error[syntax] the entries of a list need commas between them and "]" at the end
    parts = ["pocket_parks", "large_parks"
                                          ^
"""),
    Slip("unclosed braces", "schemes/towns.toml", swap("cap = -15 }", "cap = -15"), """
schemes/towns.toml:64:61: 错误[syntax] 花括号要在这一行内写完，以“}”结尾，中间不能换行（方括号里可以换行）
schemes/towns.toml:64:61: error[syntax] braces end on the line they begin on, with "}": no line break inside (brackets may span lines)
      rule = { occurrences = { "一般" = -1, "严重" = -5 }, cap = -15
                                                                    ^
"""),
    Slip("line break in braces", "schemes/towns.toml", swap("rule = { occurrences", "rule = {\n    occurrences"), """
schemes/towns.toml:64:11: 错误[syntax] 花括号要在这一行内写完，以“}”结尾，中间不能换行（方括号里可以换行）
schemes/towns.toml:64:11: error[syntax] braces end on the line they begin on, with "}": no line break inside (brackets may span lines)
      rule = {
              ^
"""),
    Slip("typographic minus", "schemes/towns.toml", swap("under = -2", "under = −2"), """
schemes/towns.toml:44:77: 错误[full-width] 全角（中文）的 − 应改为半角（英文）的 -
schemes/towns.toml:44:77: error[full-width] full-width − should be -
      rule = { per = 0.5, steps = "whole", reference = "green_control", under = −2 }
                                                                                ^
"""),
    Slip("item outside its group", "schemes/towns.toml", swap('[[group.item]]\n  id = "upkeep"', '[[item]]\n  id = "upkeep"'), """
schemes/towns.toml:51:5: 错误[unknown-key] 不认识的键“item”，您是否想写“group.item”？
schemes/towns.toml:51:5: error[unknown-key] unknown key "item": did you mean "group.item"?
      [[item]]
        ^
"""),
    Slip("key cut short", "schemes/towns.toml", swap("[[grade]]\ntitle = \"优秀\"", "[outcome]\nround = \"half_up\"\n\n[[grade]]\ntitle = \"优秀\""), """
schemes/towns.toml:67:1: 错误[unknown-key] 不认识的键“round”，您是否想写“rounding”？
schemes/towns.toml:67:1: error[unknown-key] unknown key "round": did you mean "rounding"?
    round = "half_up"
    ^
"""),
    Slip("flag for a tie-break", "schemes/towns.toml", swap("[[grade]]\ntitle = \"优秀\"", "[[tie_break]]\nfewer = true\n\n[[grade]]\ntitle = \"优秀\""), """
schemes/towns.toml:67:9: 错误[wrong-type] “fewer”应为事实（[[fact]]）、项目或组的编号，加引号，如 "deaths"
schemes/towns.toml:67:9: error[wrong-type] "fewer" should be the id of a [[fact]], an item or a group in quotes, like "deaths"
    fewer = true
            ^
"""),
    Slip("deductions outside their range", "schemes/towns.toml", swap("{ marks = true }", "{ marks = true, deduct = [0.5, 2] }"), """
marks.csv:2:23: 错误[mark-range] “日常养护”扣分应在0.5到2之间，不扣写 0，这里是18
marks.csv:2:23: error[mark-range] "日常养护" takes off 0.5 to 2 points, or 0; here it is 18
    upkeep,east,2022,team,18,
                          ^
marks.csv:3:23: 错误[mark-range] “日常养护”扣分应在0.5到2之间，不扣写 0，这里是16.5
marks.csv:3:23: error[mark-range] "日常养护" takes off 0.5 to 2 points, or 0; here it is 16.5
    upkeep,west,2022,team,16.5,杂草较多
                          ^
marks.csv:4:23: 错误[mark-range] “日常养护”扣分应在0.5到2之间，不扣写 0，这里是20
marks.csv:4:23: error[mark-range] "日常养护" takes off 0.5 to 2 points, or 0; here it is 20
    upkeep,west,2022,self,20,
                          ^
"""),
    Slip("yes for a number", "observations.csv", swap("east,2022,12.8", "east,2022,是"), """
observations.csv:3:22: 错误[bad-number] 列“value”应为数字，写的是“是”：是写 1，否写 0
observations.csv:3:22: error[bad-number] column "value" should be a number, not "是": yes is 1, no is 0
    green_area,east,2022,是,年报
                         ^
"""),
    Slip("key twice", "overlay.toml", swap('title = "东山镇"', "title = \"东山镇\"\ntitle = \"东山镇政府\""), """
overlay.toml:15:1: 错误[syntax] “title”在这里重复了，前面已经写过
overlay.toml:15:1: error[syntax] "title" stands twice
    title = "东山镇政府"
    ^
"""),
    Slip("missing comma in list", "overlay.toml", swap('["east", "west"]', '["east" "west"]'), """
overlay.toml:27:19: 错误[syntax] 列表的各项之间要用逗号隔开，末尾要有“]”
overlay.toml:27:19: error[syntax] the entries of a list need commas between them and "]" at the end
    support = ["east" "west"]
                      ^
"""),
    Slip("missing comma in braces", "plan.toml", swap("{ year = 2023, reach", "{ year = 2023 reach"), """
plan.toml:18:17: 错误[syntax] 花括号里写“键 = 值”，各项之间用逗号隔开（最后一项后面不写逗号），末尾要有“}”
plan.toml:18:17: error[syntax] braces hold "key = value" with commas between them, none after the last, and "}" at the end
      { year = 2023 reach = 14 },
                    ^
"""),
    Slip("unquoted chinese", "plan.toml", swap('title = "口袋公园"', "title = 口袋公园"), """
plan.toml:31:9: 错误[syntax] 引号外面不能写中文：文字要加双引号，键只用英文字母、数字和下划线
plan.toml:31:9: error[syntax] this cannot stand outside quotes: text needs double quotes, keys are Latin letters, digits and _
    title = 口袋公园
            ^
"""),
    Slip("unquoted name", "plan.toml", swap('id = "pocket_parks"', "id = north_parks"), """
plan.toml:30:6: 错误[syntax] 这里应是一个值：文字要加双引号，数字不加引号，“是”“否”写成 true、false（小写）
plan.toml:30:6: error[syntax] a value is needed here: text in double quotes, numbers without, yes and no as true and false
    id = north_parks
         ^
"""),
    Slip("unquoted text with digits", "plan.toml", swap('deadline = "2024-12-31"', "deadline = 2024年底"), """
plan.toml:46:16: 错误[syntax] 引号外面不能写中文：文字要加双引号，键只用英文字母、数字和下划线
plan.toml:46:16: error[syntax] this cannot stand outside quotes: text needs double quotes, keys are Latin letters, digits and _
    deadline = 2024年底
                   ^
"""),
    Slip("True for true", "plan.toml", swap("count = true", "count = True"), """
plan.toml:27:9: 错误[syntax] 这里应是一个值：文字要加双引号，数字不加引号，“是”“否”写成 true、false（小写）
plan.toml:27:9: error[syntax] a value is needed here: text in double quotes, numbers without, yes and no as true and false
    count = True
            ^
"""),
    Slip("no value", "plan.toml", swap('unit = "平方米"', "unit ="), """
plan.toml:12:7: 错误[syntax] 这里应是一个值：文字要加双引号，数字不加引号，“是”“否”写成 true、false（小写）
plan.toml:12:7: error[syntax] a value is needed here: text in double quotes, numbers without, yes and no as true and false
    unit =
          ^
"""),
    Slip("thousands in toml", "plan.toml", swap("first_year = 2021", "first_year = 2,021"), """
plan.toml:5:15: 错误[syntax] 值的后面只能换行或写 # 注释：文字要加双引号，数字里不写逗号
plan.toml:5:15: error[syntax] only a line break or a # comment can follow a value: text needs double quotes, numbers no commas
    first_year = 2,021
                  ^
"""),
    Slip("percent sign toml", "plan.toml", swap("reach = 14", "reach = 14%"), """
plan.toml:18:28: 错误[syntax] 数字写法不对：只写数字和小数点，不写千分位逗号、单位、百分号
plan.toml:18:28: error[syntax] not a number: digits and a point only, without commas, units or percent signs
      { year = 2023, reach = 14% },
                               ^
"""),
    Slip("chinese key", "plan.toml", swap('unit = "平方米"', '单位 = "平方米"'), """
plan.toml:12:1: 错误[syntax] 引号外面不能写中文：文字要加双引号，键只用英文字母、数字和下划线
plan.toml:12:1: error[syntax] this cannot stand outside quotes: text needs double quotes, keys are Latin letters, digits and _
    单位 = "平方米"
    ^
"""),
    Slip("windows path", "plan.toml", swap('text = "plan.txt"', 'text = "docs\\plan.txt"'), """
plan.toml:7:14: 错误[syntax] 引号里的反斜杠要写成 \\\\
plan.toml:7:14: error[syntax] a backslash in quotes is written \\\\
    text = "docs\\plan.txt"
                 ^
"""),
    Slip("truncated toml", "schemes/towns.toml", cut_after("cap = -15"), """
schemes/towns.toml:64:61: 错误[syntax] 文件在这里突然结束，可能被截断
schemes/towns.toml:64:61: error[syntax] the file ends here unexpectedly: it may be cut off
      rule = { occurrences = { "一般" = -1, "严重" = -5 }, cap = -15
                                                                    ^
"""),
    Slip("truncated in key", "plan.toml", cut_after("[[task]]\nid = \"renewal\"\nti"), """
plan.toml:43:3: 错误[syntax] 文件在这里突然结束，可能被截断
plan.toml:43:3: error[syntax] the file ends here unexpectedly: it may be cut off
    ti
      ^
"""),
    # -- keys and values
    Slip("unknown key", "plan.toml", swap("first_year", "frist_year"), """
plan.toml:5:1: 错误[unknown-key] 不认识的键“frist_year”，您是否想写“first_year”？
plan.toml:5:1: error[unknown-key] unknown key "frist_year": did you mean "first_year"?
    frist_year = 2021
    ^
"""),
    Slip("key that means nothing", "overlay.toml", swap("parent = \"city\"\n\n[[body]]\nid = \"east\"", "parent = \"city\"\ntelephone = \"110\"\n\n[[body]]\nid = \"east\""), """
overlay.toml:11:1: 错误[unknown-key] 不认识的键“telephone”，请改正或删去
overlay.toml:11:1: error[unknown-key] unknown key "telephone": correct or remove it
    telephone = "110"
    ^
"""),
    Slip("unknown table", "plan.toml", swap("[[task]]", "[[tsak]]"), """
plan.toml:41:3: 错误[unknown-key] 不认识的键“tsak”，您是否想写“task”？
plan.toml:41:3: error[unknown-key] unknown key "tsak": did you mean "task"?
    [[tsak]]
      ^
"""),
    Slip("text for number", "plan.toml", swap("last_year = 2025", 'last_year = "2025"'), """
plan.toml:6:13: 错误[wrong-type] “last_year”应为整数（不加引号）
plan.toml:6:13: error[wrong-type] "last_year" should be a whole number, without quotes
    last_year = "2025"
                ^
"""),
    Slip("number for text", "plan.toml", swap('id = "parks"', "id = 15"), """
plan.toml:23:6: 错误[wrong-type] “id”应为加引号的文字
plan.toml:23:6: error[wrong-type] "id" should be text in quotes
    id = 15
         ^
"""),
    Slip("date unquoted", "plan.toml", swap('deadline = "2024-12-31"', "deadline = 2024-12-31"), """
plan.toml:46:12: 错误[wrong-type] “deadline”应为加引号的文字
plan.toml:46:12: error[wrong-type] "deadline" should be text in quotes
    deadline = 2024-12-31
               ^
"""),
    Slip("text for flag", "plan.toml", swap("count = true", 'count = "yes"'), """
plan.toml:27:9: 错误[wrong-type] “count”应为true（是）或 false（否），不加引号
plan.toml:27:9: error[wrong-type] "count" should be true or false, without quotes
    count = "yes"
            ^
"""),
    Slip("text for list", "overlay.toml", swap('lead = ["gardens"]', 'lead = "gardens"'), """
overlay.toml:26:8: 错误[wrong-type] “lead”应为列表，写成 ["…", "…"]
overlay.toml:26:8: error[wrong-type] "lead" should be a list like ["…", "…"]
    lead = "gardens"
           ^
"""),
    Slip("table for text", "plan.toml", swap('title = "公园总数"', 'title = { text = "公园总数" }'), """
plan.toml:24:9: 错误[wrong-type] “title”应为加引号的文字
plan.toml:24:9: error[wrong-type] "title" should be text in quotes
    title = { text = "公园总数" }
            ^
"""),
    Slip("text for table", "plan.toml", swap('clause = { line = 4, text = "改造老旧公园" }', 'clause = "改造老旧公园"'), """
plan.toml:45:10: 错误[wrong-type] “clause”应为一组键值，写成 { 键 = 值, … }
plan.toml:45:10: error[wrong-type] "clause" should be a group of keys, like { key = value, … }
    clause = "改造老旧公园"
             ^
"""),
    Slip("number in list", "identities.toml", swap('"large_parks"', "3"), """
identities.toml:3:26: 错误[wrong-type] “parts”应为加引号的文字
identities.toml:3:26: error[wrong-type] "parts" should be text in quotes
    parts = ["pocket_parks", 3]
                             ^
"""),
    Slip("missing key", "plan.toml", swap("direction = \"up\"\ncount = true", "count = true"), """
plan.toml:22:1: 错误[missing-key] 缺少“direction”，请补上
plan.toml:22:1: error[missing-key] "direction" is missing: add it
    [[indicator]]
    ^
"""),
    Slip("missing key inside braces", "plan.toml", swap('{ line = 4, text = "改造老旧公园" }', "{ line = 4 }"), """
plan.toml:45:10: 错误[missing-key] 缺少“text”，请补上
plan.toml:45:10: error[missing-key] "text" is missing: add it
    clause = { line = 4 }
             ^
"""),
    Slip("missing plan", "plan.toml", swap("[plan]", "[paln]"), """
plan.toml:2:2: 错误[unknown-key] 不认识的键“paln”，您是否想写“plan”？
plan.toml:2:2: error[unknown-key] unknown key "paln": did you mean "plan"?
    [paln]
     ^
"""),
    Slip("wrong word", "plan.toml", swap("direction = \"up\"\nresponsible", "direction = \"upp\"\nresponsible"), """
plan.toml:13:13: 错误[wrong-word] “direction”不能是“upp”，应为：down、up
plan.toml:13:13: error[wrong-word] "direction" cannot be "upp"; it is one of: down, up
    direction = "upp"
                ^
"""),
    Slip("wrong word zh", "overlay.toml", swap('kind = "department"', 'kind = "部门"'), """
overlay.toml:9:8: 错误[wrong-word] “kind”不能是“部门”，应为：department、town、district、enterprise、zone
overlay.toml:9:8: error[wrong-word] "kind" cannot be "部门"; it is one of: department, town, district, enterprise, zone
    kind = "部门"
           ^
"""),
    Slip("kind of a body that has marks", "overlay.toml", swap('kind = "town"', 'kind = "twon"'), """
overlay.toml:15:8: 错误[wrong-word] “kind”不能是“twon”，应为：department、town、district、enterprise、zone
overlay.toml:15:8: error[wrong-word] "kind" cannot be "twon"; it is one of: department, town, district, enterprise, zone
    kind = "twon"
           ^
"""),
    Slip("bad deadline", "plan.toml", swap('"2024-12-31"', '"2024年底"'), """
plan.toml:46:12: 错误[bad-date] “2024年底”不是日期，应写成 2018-12-31 这样；长期任务写 continuing
plan.toml:46:12: error[bad-date] "2024年底" is not a date like 2018-12-31; a task without end is "continuing"
    deadline = "2024年底"
               ^
"""),
    Slip("bad period in toml", "identities.toml", swap('period = "2020"', 'period = "2020年"'), """
identities.toml:4:10: 错误[bad-period] “2020年”不是期间，应写成 2018、2018H1、2018Q3、2018-09、2011/2015 或 2017-12-01/2018-11-30 这样
identities.toml:4:10: error[bad-period] "2020年" is not a period like 2018, 2018H1, 2018Q3, 2018-09, 2011/2015 or 2017-12-01/2018-11-30
    period = "2020年"
             ^
"""),
    Slip("two target forms", "plan.toml", swap("reach = 14", "reach = 14, at_least = 13"), """
plan.toml:18:41: 错误[one-of] 这几项只能写一项：reach、at_least
plan.toml:18:41: error[one-of] only one of these can stand here: reach, at_least
      { year = 2023, reach = 14, at_least = 13 },
                                            ^
"""),
    Slip("no target form", "plan.toml", swap("{ year = 2023, reach = 14 }", "{ year = 2023 }"), """
plan.toml:18:3: 错误[one-of] 下列各项应写且只写一项：reduce_percent、raise_percent、reduce_points、raise_points、reach、at_most、at_least、below、above、hold、zero、within、about、cumulative、step_per_year、keeps、growth_per_year、faster_than、in_step_with、set_later
plan.toml:18:3: error[one-of] exactly one of these is needed: reduce_percent, raise_percent, reduce_points, raise_points, reach, at_most, at_least, below, above, hold, zero, within, about, cumulative, step_per_year, keeps, growth_per_year, faster_than, in_step_with, set_later
      { year = 2023 },
      ^
"""),
    Slip("within reversed", "plan.toml", swap("reach = 14", "within = [15, 14]"), """
plan.toml:18:27: 错误[wrong-type] “within”应为由小到大的下限和上限，写成 [2, 3]
plan.toml:18:27: error[wrong-type] "within" should be the lower and the upper limit, like [2, 3]
      { year = 2023, within = [15, 14] },
                              ^
"""),
    Slip("per without steps", "schemes/towns.toml", swap('steps = "whole", ', ""), """
schemes/towns.toml:44:10: 错误[missing-key] 缺少“steps”：请写明不足一档的部分怎样计，按比例计写 "proportional"，不计写 "whole"，按一档计写 "begun"
schemes/towns.toml:44:10: error[missing-key] "steps" is missing: "proportional" counts parts of a step in proportion, "whole" whole steps only, "begun" a step begun as a whole one
      rule = { per = 0.5, reference = "green_control", under = -2 }
             ^
"""),
    Slip("no rule", "schemes/towns.toml", swap("  rule = { marks = true }\n", ""), """
schemes/towns.toml:51:3: 错误[missing-key] 缺少“rule”，请补上
schemes/towns.toml:51:3: error[missing-key] "rule" is missing: add it
      [[group.item]]
      ^
"""),
    Slip("misspelt rule", "schemes/towns.toml", swap("{ marks = true }", "{ mark = true }"), """
schemes/towns.toml:56:12: 错误[unknown-key] 不认识的键“mark”，您是否想写“marks”？
schemes/towns.toml:56:12: error[unknown-key] unknown key "mark": did you mean "marks"?
      rule = { mark = true }
               ^
"""),
    # -- meaning in toml
    Slip("duplicate item", "schemes/towns.toml", swap('id = "growth"', 'id = "level"'), """
schemes/towns.toml:39:8: 错误[duplicate-id] 编号“level”重复，前一处在 schemes/towns.toml:30:3
schemes/towns.toml:39:8: error[duplicate-id] id "level" stands twice, first at schemes/towns.toml:30:3
      id = "level"
           ^
"""),
    Slip("unknown id near", "overlay.toml", swap('support = ["east", "west"]', 'support = ["east", "wset"]'), """
overlay.toml:27:20: 错误[unknown-id] 没有编号为“wset”的单位，您是否想写“west”？
overlay.toml:27:20: error[unknown-id] there is no body "wset": did you mean "west"?
    support = ["east", "wset"]
                       ^
"""),
    Slip("title for an id", "overlay.toml", swap('lead = ["gardens"]', 'lead = ["市园林局"]'), """
overlay.toml:26:9: 错误[unknown-id] 没有编号为“市园林局”的单位，您是否想写“gardens”？
overlay.toml:26:9: error[unknown-id] there is no body "市园林局": did you mean "gardens"?
    lead = ["市园林局"]
            ^
"""),
    Slip("ids in one", "plan.toml", swap('serves = ["green_area"]', 'serves = ["green_area parks"]'), """
plan.toml:47:11: 错误[unknown-id] “green_area parks”是几个编号写在一起：工作簿里用“、”分开，TOML 里写成 ["…", "…"]
plan.toml:47:11: error[unknown-id] "green_area parks" is several ids in one: part them by 、 in a workbook, write ["…", "…"] in TOML
    serves = ["green_area parks"]
              ^
"""),
    Slip("unknown id far", "plan.toml", swap('serves = ["green_area"]', 'serves = ["lakes"]'), """
plan.toml:47:11: 错误[unknown-id] 没有编号为“lakes”的指标，请核对，或补上
plan.toml:47:11: error[unknown-id] there is no indicator "lakes": check it, or add it
    serves = ["lakes"]
              ^
"""),
    Slip("unknown baseline", "overlay.toml", swap('indicator = "parks"', 'indicator = "park"'), """
overlay.toml:30:13: 错误[unknown-id] 没有编号为“park”的指标，您是否想写“parks”？
overlay.toml:30:13: error[unknown-id] there is no indicator "park": did you mean "parks"?
    indicator = "park"
                ^
"""),
    Slip("unknown fact", "schemes/towns.toml", swap('reference = "green_control"', 'reference = "green_controls"'), """
schemes/towns.toml:44:52: 错误[unknown-fact] 评分办法里没有编号为“green_controls”的 [[fact]]，您是否想写“green_control”？
schemes/towns.toml:44:52: error[unknown-fact] the scheme has no [[fact]] "green_controls": did you mean "green_control"?
      rule = { per = 0.5, steps = "whole", reference = "green_controls", under = -2 }
                                                       ^
"""),
    Slip("unknown indicator of fact", "schemes/towns.toml", swap('indicator = "green_area"', 'indicator = "greenarea"'), """
schemes/towns.toml:11:13: 错误[unknown-id] 没有编号为“greenarea”的指标，您是否想写“green_area”？
schemes/towns.toml:11:13: error[unknown-id] there is no indicator "greenarea": did you mean "green_area"?
    indicator = "greenarea"
                ^
"""),
    Slip("year outside", "plan.toml", swap("year = 2025, reach", "year = 2026, reach"), """
plan.toml:19:12: 错误[year] 2026年不在规划期2021—2025年内
plan.toml:19:12: error[year] 2026 is outside the plan, 2021 to 2025
      { year = 2026, reach = 15, clause = { line = 2, text = "达到15平方米" } },
               ^
"""),
    Slip("years reversed", "plan.toml", swap("first_year = 2021", "first_year = 2031"), """
plan.toml:5:14: 错误[years] 规划起始年2031晚于结束年2025，请核对
plan.toml:5:14: error[years] the plan starts in 2031, after its end in 2025: check both
    first_year = 2031
                 ^
"""),
    Slip("quote not in text", "plan.toml", swap('"达到15平方米"', '"达到16平方米"'), """
plan.toml:19:58: 错误[clause-text] 规划原文第2行没有“达到16平方米”，请核对行号和原句
plan.toml:19:58: error[clause-text] line 2 of the plan's text does not say "达到16平方米": check the line and the words
      { year = 2025, reach = 15, clause = { line = 2, text = "达到16平方米" } },
                                                             ^
"""),
    Slip("line beyond", "plan.toml", swap('{ line = 4, text = "改造', '{ line = 40, text = "改造'), """
plan.toml:45:19: 错误[clause-line] 引用第40行，但规划原文只有4行
plan.toml:45:19: error[clause-line] line 40 is quoted, but the plan's text has 4 lines
    clause = { line = 40, text = "改造老旧公园" }
                      ^
"""),
    Slip("points group", "schemes/towns.toml", swap("full = 60", "full = 70"), """
schemes/towns.toml:5:8: 错误[points-sum] “各镇公园考核办法”满分100分，各部分之和为110分，两者应相等
schemes/towns.toml:5:8: error[points-sum] "各镇公园考核办法" has 100 points, its parts sum to 110: they should agree
    full = 100
           ^
schemes/towns.toml:28:8: 错误[points-sum] “一、建设”满分70分，各部分之和为60分，两者应相等
schemes/towns.toml:28:8: error[points-sum] "一、建设" has 70 points, its parts sum to 60: they should agree
    full = 70
           ^
"""),
    Slip("points item", "schemes/towns.toml", swap("title = \"日常养护\"\n  full = 20", "title = \"日常养护\"\n  full = 25"), """
schemes/towns.toml:49:8: 错误[points-sum] “二、管护”满分40分，各部分之和为45分，两者应相等
schemes/towns.toml:49:8: error[points-sum] "二、管护" has 40 points, its parts sum to 45: they should agree
    full = 40
           ^
"""),
    Slip("decimals", "schemes/towns.toml", swap("title = \"日常养护\"\n  full = 20", "title = \"日常养护\"\n  full = 20.1234567"), """
schemes/towns.toml:54:10: 错误[decimals] 分值20.1234567的小数超过6位，请改短
schemes/towns.toml:54:10: error[decimals] 20.1234567 has more than six decimals
      full = 20.1234567
             ^
"""),
    Slip("bands hole", "schemes/towns.toml", swap("{ from = 0, points = 10 }", "{ from = 5, points = 10 }"), """
schemes/towns.toml:36:30: 错误[bands-hole] “绿地水平”的分档有空缺：低于5没有档，请补上 from = 0 的一档；低于5不得分的写 below = 0
schemes/towns.toml:36:30: error[bands-hole] the bands of "绿地水平" have a hole below 5: add one from = 0, or write below = 0 if what is below 5 gets nothing
      rule = { bands = [{ from = 5, points = 10 }, { from = 13, points = 40 }] }
                                 ^
"""),
    Slip("bands too many", "schemes/towns.toml", swap("points = 40 }", "points = 45 }"), """
schemes/towns.toml:36:70: 错误[bands-points] “绿地水平”有一档45分，超过满分40分：超额加分请另立加分组（kind = "bonus"），或用 per 写 ceiling
schemes/towns.toml:36:70: error[bands-points] a band of "绿地水平" has 45 points, more than its 40: what is gained beyond belongs in a group of kind = "bonus", or in per with a ceiling
      rule = { bands = [{ from = 0, points = 10 }, { from = 13, points = 45 }] }
                                                                         ^
"""),
    Slip("share of full marks in percent", "schemes/towns.toml", swap('[[fact]]\nid = "green"', '[outcome]\nnot_applicable = 60\n\n[[fact]]\nid = "green"'), """
schemes/towns.toml:1:1: 错误[number] 评分办法“towns”的 not_applicable 应是0到1之间的份额（60%写0.6），写的是 60
schemes/towns.toml:1:1: error[number] not_applicable of scheme "towns" should be a share from 0 to 1 (60% is 0.6), not 60
    [scheme]
    ^
"""),
    Slip("outcome in a list", "schemes/towns.toml", swap('[[fact]]\nid = "green"', '[[outcome]]\nplaces = 1\n\n[[fact]]\nid = "green"'), """
schemes/towns.toml:7:1: 错误[once] [outcome] 只有一个，写成 [outcome]，不写成 [[outcome]]
schemes/towns.toml:7:1: error[once] there is one [outcome] only: write [outcome] and not [[outcome]]
    [[outcome]]
    ^
"""),
    Slip("quota of no class", "schemes/towns.toml", swap('[[fact]]\nid = "green"', '[[quota]]\ngrade = "优秀"\ncount = 1\nclass = "城郊"\n\n[[fact]]\nid = "green"'), """
schemes/towns.toml:10:9: 错误[unknown-class] 没有组别“城郊”：各单位都没有写 class
schemes/towns.toml:10:9: error[unknown-class] there is no class "城郊": no unit has one
    class = "城郊"
            ^
"""),
    Slip("unless as a word", "schemes/towns.toml", swap('[[fact]]\nid = "green"', '[[veto]]\ntitle = "事故"\nfact = "green"\nat_most = 1\nunless = "green"\nzero = true\n\n[[fact]]\nid = "green"'), """
schemes/towns.toml:11:10: 错误[wrong-type] “unless”应为条件的列表，写成 [{ fact = "…", at_least = 1 }]
schemes/towns.toml:11:10: error[wrong-type] "unless" should be a list of conditions like [{ fact = "…", at_least = 1 }]
    unless = "green"
             ^
"""),
    Slip("per zero", "schemes/towns.toml", swap("per = 0.5", "per = 0"), """
schemes/towns.toml:44:18: 错误[per] “绿地任务”的 per 应大于 0
schemes/towns.toml:44:18: error[per] per of "绿地任务" should be above 0
      rule = { per = 0, steps = "whole", reference = "green_control", under = -2 }
                     ^
"""),
    Slip("cap positive", "schemes/towns.toml", swap("cap = -15", "cap = 15"), """
schemes/towns.toml:64:58: 错误[cap] “投诉”的 cap 是扣分上限，应写成负数
schemes/towns.toml:64:58: error[cap] cap of "投诉" limits the loss: write a negative number
      rule = { occurrences = { "一般" = -1, "严重" = -5 }, cap = 15 }
                                                                 ^
"""),
    Slip("grades order", "schemes/towns.toml", swap("from = 60", "from = 95"), """
schemes/towns.toml:72:8: 错误[grades-order] 等级“合格”应低于前一个等级“优秀”
schemes/towns.toml:72:8: error[grades-order] grade "合格" should be below "优秀"
    from = 95
           ^
"""),
    Slip("grades hole", "schemes/towns.toml", swap("from = 0\n\n[[veto]]", "from = 30\n\n[[veto]]"), """
schemes/towns.toml:76:8: 错误[grades-hole] 低于30分没有等级，请补上 from = 0 的等级
schemes/towns.toml:76:8: error[grades-hole] no grade below 30: add one from = 0
    from = 30
           ^
"""),
    Slip("veto grade", "schemes/towns.toml", swap('grade = "不合格"', 'grade = "不及格"'), """
schemes/towns.toml:82:9: 错误[unknown-grade] 没有等级“不及格”，只有：优秀、合格、不合格
schemes/towns.toml:82:9: error[unknown-grade] there is no grade "不及格", only: 优秀, 合格, 不合格
    grade = "不及格"
            ^
"""),
    Slip("veto fact", "schemes/towns.toml", swap("fact = \"complaints\"\nat_least", "fact = \"complaint\"\nat_least"), """
schemes/towns.toml:80:8: 错误[unknown-fact] 评分办法里没有编号为“complaint”的 [[fact]]，您是否想写“complaints”？
schemes/towns.toml:80:8: error[unknown-fact] the scheme has no [[fact]] "complaint": did you mean "complaints"?
    fact = "complaint"
           ^
"""),
    Slip("parent cycle", "overlay.toml", swap('kind = "district"', "kind = \"district\"\nparent = \"gardens\""), """
overlay.toml:5:10: 错误[parent-cycle] 上级（parent）绕成了圈：city → gardens → city
overlay.toml:5:10: error[parent-cycle] the parents go in a circle: city → gardens → city
    parent = "gardens"
             ^
"""),
    Slip("units nobody", "schemes/towns.toml", swap('units = "town"', 'units = "enterprise"'), """
schemes/towns.toml:4:9: 错误[no-units] 规划里没有可以考核的单位：units = "enterprise"，但没有这一类的 [[body]]
schemes/towns.toml:4:9: error[no-units] nobody to assess: units = "enterprise", but there is no [[body]] of that kind
    units = "enterprise"
            ^
"""),
    # -- csv
    Slip("misspelt column", "figures.csv", swap("indicator,period", "indicater,period"), """
figures.csv:1:1: 错误[unknown-column] 不认识的列“indicater”，您是否想写“indicator”？
figures.csv:1:1: error[unknown-column] unknown column "indicater": did you mean "indicator"?
    indicater,period,value,unit,source,line
    ^
"""),
    Slip("unknown column", "figures.csv", swap("source,line", "source,page"), """
figures.csv:1:36: 错误[unknown-column] 不认识的列“page”，请改正或删去
figures.csv:1:36: error[unknown-column] unknown column "page": correct or remove it
    indicator,period,value,unit,source,page
                                       ^
"""),
    Slip("missing column", "observations.csv", whole("indicator,body,value,source\ngreen_area,east,12.8,年报\n"), """
observations.csv:1:1: 错误[missing-column] 表头缺少列“period”，请补上
observations.csv:1:1: error[missing-column] the header lacks the column "period": add it
    indicator,body,value,source
    ^
"""),
    Slip("semicolons", "controls.csv", whole("indicator;body;period;value\ngreen_area;east;2022;12.5\n"), """
controls.csv:1:1: 错误[separator] 各格之间应当用半角逗号隔开
controls.csv:1:1: error[separator] cells are separated by commas
    indicator;body;period;value
    ^
"""),
    Slip("tabs", "controls.csv", whole("indicator\tbody\tperiod\tvalue\ngreen_area\teast\t2022\t12.5\n"), """
controls.csv:1:1: 错误[separator] 各格之间应当用半角逗号隔开
controls.csv:1:1: error[separator] cells are separated by commas
    indicator	body	period	value
    ^
"""),
    Slip("too few cells", "figures.csv", swap("pocket_parks,2020,30,个", "pocket_parks,2020,30"), """
figures.csv:3:26: 错误[cell-count] 这一行只有5格，表头有6格：各格之间用半角逗号，空格子也要留逗号
figures.csv:3:26: error[cell-count] 5 cells in this line, 6 in the header: an empty cell keeps its comma
    pocket_parks,2020,30,正文,3
                               ^
"""),
    Slip("thousands comma", "figures.csv", swap("parks,2020,120", "parks,2020,1,120"), """
figures.csv:2:23: 错误[cell-count] 这一行有7格，表头只有6格：数字里不写逗号，含逗号的文字要加双引号
figures.csv:2:23: error[cell-count] 7 cells in this line, 6 in the header: write numbers without commas, and text with commas in double quotes
    parks,2020,1,120,个,正文,3
                             ^
"""),
    Slip("thousands quoted", "figures.csv", swap("parks,2020,120", 'parks,2020,"1,120"'), """
figures.csv:2:12: 错误[bad-number] 列“value”应为数字，写的是“1,120”：只写数字和小数点，不写千分位逗号、单位、百分号
figures.csv:2:12: error[bad-number] column "value" should be a number, not "1,120": digits and a point only, without commas, units or percent signs
    parks,2020,"1,120",个,正文,3
               ^
"""),
    Slip("number in 万", "figures.csv", swap("2020,120,", "2020,1.2万,"), """
figures.csv:2:12: 错误[bad-number] 列“value”应为数字，写的是“1.2万”：只写数字和小数点，不写千分位逗号、单位、百分号
figures.csv:2:12: error[bad-number] column "value" should be a number, not "1.2万": digits and a point only, without commas, units or percent signs
    parks,2020,1.2万,个,正文,3
               ^
"""),
    Slip("percent sign", "reports.csv", swap(",20,", ",20%,"), """
reports.csv:2:40: 错误[bad-number] 列“percent”应为数字，写的是“20%”：只写数字和小数点，不写千分位逗号、单位、百分号
reports.csv:2:40: error[bad-number] column "percent" should be a number, not "20%": digits and a point only, without commas, units or percent signs
    renewal,gardens,2022-06-30,in_progress,20%,
                                           ^
"""),
    Slip("full-width percent sign", "reports.csv", swap(",20,", ",20％,"), """
reports.csv:2:40: 错误[bad-number] 列“percent”应为数字，写的是“20％”：只写数字和小数点，不写千分位逗号、单位、百分号
reports.csv:2:40: error[bad-number] column "percent" should be a number, not "20％": digits and a point only, without commas, units or percent signs
    renewal,gardens,2022-06-30,in_progress,20％,
                                           ^
"""),
    Slip("text in number", "observations.csv", swap("12.8", "约12.8"), """
observations.csv:3:22: 错误[bad-number] 列“value”应为数字，写的是“约12.8”：只写数字和小数点，不写千分位逗号、单位、百分号
observations.csv:3:22: error[bad-number] column "value" should be a number, not "约12.8": digits and a point only, without commas, units or percent signs
    green_area,east,2022,约12.8,年报
                         ^
"""),
    Slip("1.2.3 csv", "observations.csv", swap("12.8", "12.8.1"), """
observations.csv:3:22: 错误[bad-number] 列“value”应为数字，写的是“12.8.1”：只写数字和小数点，不写千分位逗号、单位、百分号
observations.csv:3:22: error[bad-number] column "value" should be a number, not "12.8.1": digits and a point only, without commas, units or percent signs
    green_area,east,2022,12.8.1,年报
                         ^
"""),
    Slip("long number", "observations.csv", swap("12.8", "12.81234567890123456"), """
observations.csv:3:22: 错误[long-number] 数字“12.81234567890123456”超过15位有效数字，请核对
observations.csv:3:22: error[long-number] "12.81234567890123456" has more than 15 significant digits: check it
    green_area,east,2022,12.81234567890123456,年报
                         ^
"""),
    Slip("unclosed quote csv", "observations.csv", swap('"年报,第3页"', '"年报,第3页'), """
observations.csv:4:27: 错误[open-quote] 引号没有闭合：一格文字要在同一行内写完并以引号结尾，文件也可能被截断
observations.csv:4:27: error[open-quote] a quote is not closed: a cell ends on its line; the file may also be cut off
    green_area,west,2022,13.4,"年报,第3页
                              ^
"""),
    Slip("unknown id csv", "observations.csv", swap("green_area,east", "green_aera,east"), """
observations.csv:3:1: 错误[unknown-id] 没有编号为“green_aera”的指标，您是否想写“green_area”？
observations.csv:3:1: error[unknown-id] there is no indicator "green_aera": did you mean "green_area"?
    green_aera,east,2022,12.8,年报
    ^
"""),
    Slip("unknown body csv", "events.csv", swap("east;west", "east;wets"), """
events.csv:3:33: 错误[unknown-id] 没有编号为“wets”的单位，您是否想写“west”？
events.csv:3:33: error[unknown-id] there is no body "wets": did you mean "west"?
    e2,2022-08-19,complaint,严重,east;wets,大树被砍
                                      ^
"""),
    Slip("empty id", "observations.csv", swap("green_area,east", ",east"), """
observations.csv:3:1: 错误[empty-cell] 列“indicator”这一格不能空着
observations.csv:3:1: error[empty-cell] column "indicator" cannot be empty
    ,east,2022,12.8,年报
    ^
"""),
    Slip("empty period", "controls.csv", swap("east,2022", "east,"), """
controls.csv:2:17: 错误[empty-cell] 列“period”这一格不能空着
controls.csv:2:17: error[empty-cell] column "period" cannot be empty
    green_area,east,,12.5
                    ^
"""),
    Slip("bad period", "observations.csv", swap("east,2022", "east,2022年"), """
observations.csv:3:17: 错误[bad-period] “2022年”应写成 2022
observations.csv:3:17: error[bad-period] "2022年" should be written 2022
    green_area,east,2022年,12.8,年报
                    ^
"""),
    Slip("year outside csv", "observations.csv", swap("east,2022", "east,2032"), """
observations.csv:3:17: 错误[year] 2032年不在规划期2021—2025年内
observations.csv:3:17: error[year] 2032 is outside the plan, 2021 to 2025
    green_area,east,2032,12.8,年报
                    ^
"""),
    Slip("bad date", "events.csv", swap("2022-05-04", "2022/5/4"), """
events.csv:2:4: 错误[bad-date] “2022/5/4”应写成 2022-05-04
events.csv:2:4: error[bad-date] "2022/5/4" should be written 2022-05-04
    e1,2022/5/4,complaint,一般,east,长椅损坏
       ^
"""),
    Slip("no such day", "events.csv", swap("2022-05-04", "2022-02-30"), """
events.csv:2:4: 错误[bad-date] “2022-02-30”不是日期，应写成 2018-12-31 这样
events.csv:2:4: error[bad-date] "2022-02-30" is not a date like 2018-12-31
    e1,2022-02-30,complaint,一般,east,长椅损坏
       ^
"""),
    Slip("date outside", "events.csv", swap("2022-05-04", "2012-05-04"), """
events.csv:2:4: 错误[year] 2012年不在规划期2021—2025年内
events.csv:2:4: error[year] 2012 is outside the plan, 2021 to 2025
    e1,2012-05-04,complaint,一般,east,长椅损坏
       ^
"""),
    Slip("duplicate event", "events.csv", swap("e2,", "e1,"), """
events.csv:3:1: 错误[duplicate-id] 编号“e1”重复，前一处在 events.csv:2:1
events.csv:3:1: error[duplicate-id] id "e1" stands twice, first at events.csv:2:1
    e1,2022-08-19,complaint,严重,east;west,大树被砍
    ^
"""),
    Slip("duplicate figure", "figures.csv", swap("large_parks,2020", "pocket_parks,2020"), """
figures.csv:4:1: 错误[duplicate-row] 与第3行重复（指标、单位、期间、来源都相同），请只留一行；如果是修订，请填 as_of 列
figures.csv:4:1: error[duplicate-row] the same indicator, body, period and source as in line 3: keep one; for a revision give as_of
    pocket_parks,2020,90,个,正文,3
    ^
"""),
    Slip("duplicate mark", "marks.csv", swap("west,2022,self", "west,2022,team"), """
marks.csv:4:1: 错误[duplicate-row] 与第3行重复（项目、单位、年份、评分人都相同），请只留一行
marks.csv:4:1: error[duplicate-row] the same item, body, year and scorer as in line 3: keep one
    upkeep,west,2022,team,20,
    ^
"""),
    Slip("duplicate report", "reports.csv", swap("2022-12-31", "2022-06-30"), """
reports.csv:3:1: 错误[duplicate-row] 与第2行重复（任务、单位、日期都相同），请只留一行
reports.csv:3:1: error[duplicate-row] the same task, body and date as in line 2: keep one
    renewal,gardens,2022-06-30,in_progress,45,已开工
    ^
"""),
    Slip("unknown event kind", "events.csv", swap("complaint,一般", "complaints,一般"), """
events.csv:2:15: 错误[unknown-event] 没有评分办法统计“complaints”类事件，您是否想写“complaint”？
events.csv:2:15: error[unknown-event] no scheme counts events of kind "complaints": did you mean "complaint"?
    e1,2022-05-04,complaints,一般,east,长椅损坏
                  ^
"""),
    Slip("unknown event class", "events.csv", swap("complaint,一般", "complaint,普通"), """
events.csv:2:25: 错误[event-class] 项目“投诉”没有写明“普通”扣几分，只有：一般、严重
events.csv:2:25: error[event-class] item "投诉" does not say what "普通" costs, only: 一般, 严重
    e1,2022-05-04,complaint,普通,east,长椅损坏
                            ^
"""),
    Slip("unknown scorer", "marks.csv", swap("east,2022,team", "east,2022,组长"), """
marks.csv:2:18: 错误[wrong-word] “scorer”不能是“组长”，应为：self、department、team、judges、peers、review
marks.csv:2:18: error[wrong-word] "scorer" cannot be "组长"; it is one of: self, department, team, judges, peers, review
    upkeep,east,2022,组长,18,
                     ^
"""),
    Slip("unknown item", "marks.csv", swap("upkeep,east", "upkep,east"), """
marks.csv:2:1: 错误[unknown-id] 没有编号为“upkep”的考核项目，您是否想写“upkeep”？
marks.csv:2:1: error[unknown-id] there is no item "upkep": did you mean "upkeep"?
    upkep,east,2022,team,18,
    ^
"""),
    Slip("unknown status", "reports.csv", swap("in_progress,20", "doing,20"), """
reports.csv:2:28: 错误[wrong-word] “status”不能是“doing”，应为：not_started、in_progress、done
reports.csv:2:28: error[wrong-word] "status" cannot be "doing"; it is one of: not_started, in_progress, done
    renewal,gardens,2022-06-30,doing,20,
                               ^
"""),
    Slip("mark above", "marks.csv", swap(",18,", ",81,"), """
marks.csv:2:23: 错误[mark-range] 项目“日常养护”应评0到20分，写的是81分
marks.csv:2:23: error[mark-range] the mark for "日常养护" is 0 to 20, not 81
    upkeep,east,2022,team,81,
                          ^
"""),
    Slip("mark year", "marks.csv", swap("east,2022", "east,22"), """
marks.csv:2:13: 错误[bad-year] 年份应是 2018 这样的四位数，写的是“22”
marks.csv:2:13: error[bad-year] a year like 2018 is needed, not "22"
    upkeep,east,22,team,18,
                ^
"""),
    Slip("percent over", "reports.csv", swap(",45,", ",145,"), """
reports.csv:3:40: 错误[percent] 百分比应在0到100之间，写的是“145”
reports.csv:3:40: error[percent] a percentage is 0 to 100, not "145"
    renewal,gardens,2022-12-31,in_progress,145,已开工
                                           ^
"""),
    Slip("line fraction", "figures.csv", swap("30,个,正文,3", "30,个,正文,3.5"), """
figures.csv:3:27: 错误[bad-count] 列“line”应为不小于0的整数，写的是“3.5”
figures.csv:3:27: error[bad-count] column "line" should be a whole number from 0, not "3.5"
    pocket_parks,2020,30,个,正文,3.5
                                 ^
"""),
    Slip("illustrative word", "controls.csv", whole("indicator,body,period,value,illustrative\ngreen_area,east,2022,12.5,是\n"), """
controls.csv:2:27: 错误[illustrative] 列“illustrative”只能写“示例”或空着，写的是“是”
controls.csv:2:27: error[illustrative] column illustrative is 示例 or empty, not "是"
    green_area,east,2022,12.5,是
                              ^
"""),
    Slip("duplicate id in toml", "plan.toml", swap('id = "renewal"', "id = \"renewal\"\ntitle = \"改造老旧公园\"\nsection = \"三、主要任务\"\n\n[[task]]\nid = \"renewal\""), """
plan.toml:47:6: 错误[duplicate-id] 编号“renewal”重复，前一处在 plan.toml:41:1
plan.toml:47:6: error[duplicate-id] id "renewal" stands twice, first at plan.toml:41:1
    id = "renewal"
         ^
"""),
    Slip("negative count", "events.csv", whole("id,date,kind,class,bodies,injuries\ne1,2022-05-04,complaint,一般,east,-1\n"), """
events.csv:2:33: 错误[bad-count] 列“injuries”应为不小于0的整数，写的是“-1”
events.csv:2:33: error[bad-count] column "injuries" should be a whole number from 0, not "-1"
    e1,2022-05-04,complaint,一般,east,-1
                                      ^
"""),
    Slip("fractional count", "events.csv", whole("id,date,kind,class,bodies,injuries\ne1,2022-05-04,complaint,一般,east,1.5\n"), """
events.csv:2:33: 错误[bad-count] 列“injuries”应为不小于0的整数，写的是“1.5”
events.csv:2:33: error[bad-count] column "injuries" should be a whole number from 0, not "1.5"
    e1,2022-05-04,complaint,一般,east,1.5
                                      ^
"""),
    Slip("Chinese heading", "plan.toml", swap("[[task]]", "[[任务]]"), """
plan.toml:41:3: 错误[syntax] 引号外面不能写中文：文字要加双引号，键只用英文字母、数字和下划线
plan.toml:41:3: error[syntax] this cannot stand outside quotes: text needs double quotes, keys are Latin letters, digits and _
    [[任务]]
      ^
"""),
    Slip("text for a number in a rule", "schemes/towns.toml", swap("per = 0.5", 'per = "0.5"'), """
schemes/towns.toml:44:18: 错误[wrong-type] “per”应为数字（不加引号）
schemes/towns.toml:44:18: error[wrong-type] "per" should be a number, without quotes
      rule = { per = "0.5", steps = "whole", reference = "green_control", under = -2 }
                     ^
"""),
    Slip("bodies separated by 、", "events.csv", swap("east;west", "east、west"), """
events.csv:3:32: 错误[separator] 多个单位之间用半角分号 ; 隔开，这里写的是“、”
events.csv:3:32: error[separator] several bodies are separated by ; and not by "、"
    e2,2022-08-19,complaint,严重,east、west,大树被砍
                                     ^
"""),
    Slip("a unit of another kind", "observations.csv", whole("indicator,body,period,value,unit\ngreen_area,east,2022,12.8,人\n"), """
observations.csv:2:27: 错误[wrong-unit] 列“unit”的单位“人”不能换算成指标“人均公园绿地面积”的“平方米”：请按“平方米”填写数字和单位
observations.csv:2:27: error[wrong-unit] column "unit": "人" cannot be converted to the "平方米" of indicator "人均公园绿地面积": give the figure in "平方米"
    green_area,east,2022,12.8,人
                              ^
"""),
    # -- numbers and roles that mean nothing
    Slip("hold = false", "plan.toml", swap("reach = 14", "hold = false"), """
plan.toml:18:25: 错误[only-true] “hold”只能写 true；不是这样的就删去这一项
plan.toml:18:25: error[only-true] "hold" can only be true: remove it where it is not so
      { year = 2023, hold = false },
                            ^
"""),
    Slip("zero = false", "plan.toml", swap("reach = 14", "zero = false"), """
plan.toml:18:25: 错误[only-true] “zero”只能写 true；不是这样的就删去这一项
plan.toml:18:25: error[only-true] "zero" can only be true: remove it where it is not so
      { year = 2023, zero = false },
                            ^
"""),
    Slip("set_later = false", "plan.toml", swap("reach = 14", "set_later = false"), """
plan.toml:18:30: 错误[only-true] “set_later”只能写 true；不是这样的就删去这一项
plan.toml:18:30: error[only-true] "set_later" can only be true: remove it where it is not so
      { year = 2023, set_later = false },
                                 ^
"""),
    Slip("negative tolerance", "plan.toml", swap("reach = 14", "about = 14, tolerance = -1"), """
plan.toml:18:42: 错误[number] 指标“green_area”的 tolerance 应不小于0，写的是 -1
plan.toml:18:42: error[number] tolerance of indicator "green_area" should be 0 or more, not -1
      { year = 2023, about = 14, tolerance = -1 },
                                             ^
"""),
    Slip("a number in quotes with its sign", "plan.toml", swap("reach = 14", 'reduce_percent = "11%"'), """
plan.toml:18:35: 错误[wrong-type] “reduce_percent”应为数字（不加引号）
plan.toml:18:35: error[wrong-type] "reduce_percent" should be a number, without quotes
      { year = 2023, reduce_percent = "11%" },
                                      ^
"""),
    Slip("reduction by more than all", "plan.toml", swap("reach = 14", "reduce_percent = 150"), """
plan.toml:18:35: 错误[number] 指标“green_area”的 reduce_percent 应大于0且不超过100，写的是 150
plan.toml:18:35: error[number] reduce_percent of indicator "green_area" should be above 0 and at most 100, not 150
      { year = 2023, reduce_percent = 150 },
                                      ^
"""),
    Slip("a sum of nothing", "plan.toml", swap("reach = 14", "cumulative = 0"), """
plan.toml:18:31: 错误[number] 指标“green_area”的 cumulative 应大于0，写的是 0
plan.toml:18:31: error[number] cumulative of indicator "green_area" should be above 0, not 0
      { year = 2023, cumulative = 0 },
                                  ^
"""),
    Slip("factor of zero", "plan.toml", swap('title = "公园总数"\n', 'title = "公园总数"\nratio = { numerator = "pocket_parks", denominator = "large_parks", factor = 0 }\n'), """
plan.toml:25:77: 错误[number] 指标“parks”的 factor 应大于0，写的是 0
plan.toml:25:77: error[number] factor of indicator "parks" should be above 0, not 0
    ratio = { numerator = "pocket_parks", denominator = "large_parks", factor = 0 }
                                                                                ^
"""),
    Slip("negative margin", "plan.toml", swap("last_year = 2025\n", "last_year = 2025\nmargin = -5\n"), """
plan.toml:7:10: 错误[number] 规划“parks-2021-2025”的 margin 应不小于0，写的是 -5
plan.toml:7:10: error[number] margin of plan "parks-2021-2025" should be 0 or more, not -5
    margin = -5
             ^
"""),
    Slip("empty id", "plan.toml", swap('id = "large_parks"', 'id = ""'), """
plan.toml:36:6: 错误[empty-value] “id”不能是空的
plan.toml:36:6: error[empty-value] "id" cannot be empty
    id = ""
         ^
"""),
    Slip("target year 0", "plan.toml", swap("year = 2023, reach", "year = 0, reach"), """
plan.toml:18:12: 错误[year] 0年不在规划期2021—2025年内
plan.toml:18:12: error[year] 0 is outside the plan, 2021 to 2025
      { year = 0, reach = 14 },
               ^
"""),
    Slip("count of a half in a baseline", "overlay.toml", swap("value = 120", "value = 120.5"), """
overlay.toml:32:9: 错误[number] 指标“parks”的 value 应是不小于0的整数，写的是 120.5
overlay.toml:32:9: error[number] value of indicator "parks" should be a whole number from 0, not 120.5
    value = 120.5
            ^
"""),
    Slip("count of a half", "figures.csv", swap("parks,2020,120,", "parks,2020,120.5,"), """
figures.csv:2:12: 错误[bad-count] 列“value”应为不小于0的整数，写的是“120.5”
figures.csv:2:12: error[bad-count] column "value" should be a whole number from 0, not "120.5"
    parks,2020,120.5,个,正文,3
               ^
"""),
    Slip("negative count", "figures.csv", swap("parks,2020,120,", "parks,2020,-3,"), """
figures.csv:2:12: 错误[bad-count] 列“value”应为不小于0的整数，写的是“-3”
figures.csv:2:12: error[bad-count] column "value" should be a whole number from 0, not "-3"
    parks,2020,-3,个,正文,3
               ^
"""),
    Slip("body twice", "overlay.toml", swap('lead = ["gardens"]', 'lead = ["gardens", "gardens"]'), """
overlay.toml:26:9: 错误[duplicate-body] 单位“gardens”在任务“renewal”的同一栏里写了两次，请删去一个
overlay.toml:26:9: error[duplicate-body] body "gardens" stands twice in one list of task "renewal": remove one
    lead = ["gardens", "gardens"]
            ^
"""),
    Slip("responsibility twice", "overlay.toml", swap("[[baseline]]", '[[responsibility]]\ntask = "renewal"\nlead = ["east"]\n\n[[baseline]]'), """
overlay.toml:30:8: 错误[duplicate-responsibility] 任务“renewal”的责任分工写了两处，前一处在 overlay.toml:24:1，请合成一处
overlay.toml:30:8: error[duplicate-responsibility] the responsibility for task "renewal" stands twice, first at overlay.toml:24:1: make it one
    task = "renewal"
           ^
"""),
    Slip("report of a body without the task", "reports.csv", swap("renewal,gardens,2022-06-30", "renewal,city,2022-06-30"), """
reports.csv:2:9: 错误[not-carried] “city”不承担任务“renewal”，它的报告不会算数：请核对，或在 overlay.toml 的责任分工里加上
reports.csv:2:9: error[not-carried] "city" does not carry task "renewal", so its report counts for nothing: check it, or add it to the responsibility in overlay.toml
    renewal,city,2022-06-30,in_progress,20,
            ^
"""),
    Slip("not started but on its way", "reports.csv", swap("in_progress,20", "not_started,60"), """
reports.csv:2:40: 错误[percent] 还没有启动（not_started）的任务，进度应为0或空着，写的是“60”
reports.csv:2:40: error[percent] a task that is not_started is 0 or empty, not "60"
    renewal,gardens,2022-06-30,not_started,60,
                                           ^
"""),
    Slip("done by half", "reports.csv", swap("in_progress,20", "done,50"), """
reports.csv:2:33: 错误[percent] 已经完成（done）的任务，进度应为100或空着，写的是“50”
reports.csv:2:33: error[percent] a task that is done is 100 or empty, not "50"
    renewal,gardens,2022-06-30,done,50,
                                    ^
"""),
    # -- what the scheme reads and how it decides
    Slip("mark for a body of another kind", "marks.csv", swap("upkeep,east,", "upkeep,gardens,"), """
marks.csv:2:8: 错误[not-assessed] “gardens”不是“各镇公园考核办法”考核的单位，给它的评分不会算数：请核对单位和项目
marks.csv:2:8: error[not-assessed] "gardens" is no unit that "各镇公园考核办法" assesses, so a mark for it counts for nothing: check the body and the item
    upkeep,gardens,2022,team,18,
           ^
"""),
    Slip("blank before a matter", "events.csv", whole("id,date,kind,class,bodies,matter\ne1,2022-05-04,complaint,一般,east,网格化　\n"), """
events.csv:2:33: 错误[blanks] 事项“网格化　”前后有空格，会当作另一个事项：请去掉空格
events.csv:2:33: error[blanks] the matter "网格化　" has a blank before or behind it, and would be another one: remove the blank
    e1,2022-05-04,complaint,一般,east,网格化　
                                      ^
"""),
    Slip("fault count", "events.csv", whole("id,date,kind,class,bodies,fault\ne1,2022-05-04,complaint,一般,east;west,主要\n"), """
events.csv:2:38: 错误[fault-count] fault 有1个，bodies 有2个，应一一对应；没有认定的留空，如“主要;”
events.csv:2:38: error[fault-count] fault names 1, bodies 2: they should match one by one; leave out what is not found yet, as in "main;"
    e1,2022-05-04,complaint,一般,east;west,主要
                                           ^
"""),
    Slip("faults separated by 、", "events.csv", whole("id,date,kind,class,bodies,fault\ne1,2022-05-04,complaint,一般,east;west,主要、次要\n"), """
events.csv:2:40: 错误[separator] 多个单位之间用半角分号 ; 隔开，这里写的是“、”
events.csv:2:40: error[separator] several bodies are separated by ; and not by "、"
    e1,2022-05-04,complaint,一般,east;west,主要、次要
                                               ^
"""),
    Slip("unknown fault", "events.csv", whole("id,date,kind,class,bodies,fault\ne1,2022-05-04,complaint,一般,east;west,主要;次责\n"), """
events.csv:2:38: 错误[unknown-fault] 责任认定“次责”在评分办法里没有折算，可写主要、次要
events.csv:2:38: error[unknown-fault] the scheme gives no weight to the finding "次责": write 主要, 次要
    e1,2022-05-04,complaint,一般,east;west,主要;次责
                                           ^
"""),
    Slip("deduction outside", "schemes/towns.toml", swap("{ marks = true }", "{ marks = true, deduct = [2, 25] }"), """
schemes/towns.toml:56:35: 错误[deduct] deduct 应写成两个数，如 [0.5, 2]，前小后大，都不超过满分20
schemes/towns.toml:56:35: error[deduct] deduct should be two numbers such as [0.5, 2], the lower first, neither above the full 20 points
      rule = { marks = true, deduct = [2, 25] }
                                      ^
"""),
    Slip("deduction of one number", "schemes/towns.toml", swap("{ marks = true }", "{ marks = true, deduct = [2] }"), """
schemes/towns.toml:56:35: 错误[deduct] deduct 应写成两个数，如 [0.5, 2]，前小后大，都不超过满分20
schemes/towns.toml:56:35: error[deduct] deduct should be two numbers such as [0.5, 2], the lower first, neither above the full 20 points
      rule = { marks = true, deduct = [2] }
                                      ^
"""),
    Slip("deaths reversed", "schemes/towns.toml", swap('"严重" = -5', '"严重" = { points = -5, deaths = [5, 3] }'), """
schemes/towns.toml:64:70: 错误[deaths] deaths 应写成两个整数，如 [3, 5]；没有上限写一个数 [10]
schemes/towns.toml:64:70: error[deaths] deaths should be two whole numbers such as [3, 5], or one, [10], without an upper limit
      rule = { occurrences = { "一般" = -1, "严重" = { points = -5, deaths = [5, 3] } }, cap = -15 }
                                                                             ^
"""),
    Slip("bad month and day", "schemes/towns.toml", swap("[[veto]]", '[window]\nfirst = "13-01"\n\n[[veto]]'), """
schemes/towns.toml:79:9: 错误[bad-month-day] “13-01”不是月-日，应写成 12-01
schemes/towns.toml:79:9: error[bad-month-day] "13-01" is no month and day: write 12-01
    first = "13-01"
            ^
"""),
    Slip("window of part of a year", "schemes/towns.toml", swap('[[veto]]', '[window]\nfirst = "12-01"\nlast = "10-31"\n\n[[veto]]'), """
schemes/towns.toml:78:1: 错误[window] 考核年度要正好一年：从12-01起应到11-30，写的是10-31
schemes/towns.toml:78:1: error[window] the window must be one year: from 12-01 it lasts until 11-30, not 10-31
    [window]
    ^
"""),
    Slip("carried back without an end", "schemes/towns.toml", swap('[[veto]]', '[window]\ncarry_back = ["严重"]\n\n[[veto]]'), """
schemes/towns.toml:78:1: 错误[missing-key] 缺少“carry_until”，请补上
schemes/towns.toml:78:1: error[missing-key] "carry_until" is missing: add it
    [window]
    ^
"""),
    Slip("grades of one title", "schemes/towns.toml", swap('title = "合格"\nfrom = 60', 'title = "优秀"\nfrom = 60'), """
schemes/towns.toml:70:1: 错误[grade-twice] 有两个等级叫“优秀”
schemes/towns.toml:70:1: error[grade-twice] two grades are called "优秀"
    [[grade]]
    ^
"""),
    Slip("a coefficient in percent", "schemes/towns.toml", swap('points = 10 }, { from = 13, points = 40 }', 'coefficient = 0.6 }, { from = 13, coefficient = 100 }'), """
schemes/towns.toml:30:3: 错误[bands-points] “绿地水平”有一档的系数是100：系数是满分的比例，最大为1，60%写 0.6；超额加分请另立加分组（kind = "bonus"）
schemes/towns.toml:30:3: error[bands-points] a band of "绿地水平" has the coefficient 100: it is a share of the full points, at most 1, and 60% is written 0.6; what is gained beyond belongs in a group of kind = "bonus"
      [[group.item]]
      ^
"""),
    Slip("supplied but not", "schemes/towns.toml", swap('supplied = true', 'supplied = false'), """
schemes/towns.toml:95:12: 错误[only-true] “supplied”只能写 true；不是这样的就删去这一项
schemes/towns.toml:95:12: error[only-true] "supplied" can only be true: remove it where it is not so
    supplied = false
               ^
"""),
    Slip("a misspelt key of a rule", "schemes/towns.toml", swap('reference = "green_control"', 'referense = "green_control"'), """
schemes/towns.toml:44:40: 错误[unknown-key] 不认识的键“referense”，您是否想写“reference”？
schemes/towns.toml:44:40: error[unknown-key] unknown key "referense": did you mean "reference"?
      rule = { per = 0.5, steps = "whole", referense = "green_control", under = -2 }
                                           ^
"""),
    Slip("condition outside the group", "schemes/towns.toml", swap('id = "care"', 'id = "care"\nzero_when = [{ points_of = "level", at_most = 0 }]'), """
schemes/towns.toml:46:1: 错误[condition-outside] “二、管护”的条件只能看本组之内的项目，“level”不在其中
schemes/towns.toml:46:1: error[condition-outside] a condition of "二、管护" can only ask for what stands in it; "level" does not
    [[group]]
    ^
"""),
    Slip("veto without condition", "schemes/towns.toml", swap('fact = "complaints"\nat_least = 10\n', ""), """
schemes/towns.toml:78:1: 错误[one-of] 下列各项应写且只写一项：fact、points_of、rate_of、applicable_of、lowest_of、total
schemes/towns.toml:78:1: error[one-of] exactly one of these is needed: fact, points_of, rate_of, applicable_of, lowest_of, total
    [[veto]]
    ^
"""),
    Slip("veto of an unknown item", "schemes/towns.toml", swap('fact = "complaints"\nat_least', 'points_of = "levle"\nat_least'), """
schemes/towns.toml:80:13: 错误[unknown-id] 没有编号为“levle”的考核项目，您是否想写“level”？
schemes/towns.toml:80:13: error[unknown-id] there is no item "levle": did you mean "level"?
    points_of = "levle"
                ^
"""),
    Slip("veto without comparison", "schemes/towns.toml", swap('fact = "complaints"\nat_least = 10', "total = true"), """
schemes/towns.toml:78:1: 错误[one-of] 下列各项应写且只写一项：at_least、at_most、above、below、equals
schemes/towns.toml:78:1: error[one-of] exactly one of these is needed: at_least, at_most, above, below, equals
    [[veto]]
    ^
"""),
    Slip("two effects", "schemes/towns.toml", swap('grade = "不合格"', 'grade = "不合格"\nzero = true'), """
schemes/towns.toml:83:8: 错误[one-of] 这几项只能写一项：grade、zero
schemes/towns.toml:83:8: error[one-of] only one of these can stand here: grade, zero
    zero = true
           ^
"""),
    Slip("quota of the lowest", "schemes/towns.toml", swap("[[veto]]", '[[quota]]\ngrade = "不合格"\ncount = 1\n\n[[veto]]'), """
schemes/towns.toml:78:1: 错误[quota] “不合格”是最低等级，限额之外的单位无处可降
schemes/towns.toml:78:1: error[quota] "不合格" is the lowest grade: who is beyond the quota can fall no further
    [[quota]]
    ^
"""),
    Slip("quota of an unknown grade", "schemes/towns.toml", swap("[[veto]]", '[[quota]]\ngrade = "优良"\npercent = 15\n\n[[veto]]'), """
schemes/towns.toml:79:9: 错误[unknown-grade] 没有等级“优良”，只有：优秀、合格、不合格
schemes/towns.toml:79:9: error[unknown-grade] there is no grade "优良", only: 优秀, 合格, 不合格
    grade = "优良"
            ^
"""),
    Slip("order twice", "schemes/towns.toml", swap("[[veto]]", '[outcome]\norder = ["cap", "cap", "rank"]\n\n[[veto]]'), """
schemes/towns.toml:1:1: 错误[order] order 中“cap”写了两次
schemes/towns.toml:1:1: error[order] "cap" stands twice in order
    [scheme]
    ^
"""),
    Slip("a step after the total is settled", "schemes/towns.toml", swap("[[veto]]", '[outcome]\norder = ["cap", "veto", "penalty", "grade", "rank"]\n\n[[veto]]'), """
schemes/towns.toml:1:1: 错误[order] order 里“penalty”排在“veto”之后：到“veto”时总分已定，“penalty”不会计入，请移到前面
schemes/towns.toml:1:1: error[order] in order, "penalty" stands after "veto", when the total is settled, and would not count: move it before
    [scheme]
    ^
"""),
    Slip("a body twice in one event", "events.csv", whole("id,date,kind,class,bodies,fault\ne1,2022-05-04,complaint,一般,east;east,主要;次要\n"), """
events.csv:2:28: 错误[body-twice] “east”在同一个事件里写了两次
events.csv:2:28: error[body-twice] "east" stands twice in one event
    e1,2022-05-04,complaint,一般,east;east,主要;次要
                                 ^
"""),
    Slip("order of an unknown step", "schemes/towns.toml", swap("[[veto]]", '[outcome]\norder = ["graed"]\n\n[[veto]]'), """
schemes/towns.toml:79:9: 错误[wrong-word] “order”不能是“graed”，应为：rescale、convert、bonus、penalty、cap、veto、grade、demote、quota、rank
schemes/towns.toml:79:9: error[wrong-word] "order" cannot be "graed"; it is one of: rescale, convert, bonus, penalty, cap, veto, grade, demote, quota, rank
    order = ["graed"]
            ^
"""),
    Slip("fact order", "schemes/towns.toml", swap('[[fact]]\nid = "green"', '[[fact]]\nid = "best"\ntitle = "最好"\nclass_of = "green"\n\n[[fact]]\nid = "green"'), """
schemes/towns.toml:7:1: 错误[fact-order] “best”由“green”得出，应写在它后面
schemes/towns.toml:7:1: error[fact-order] "best" follows from "green": it should stand after it
    [[fact]]
    ^
"""),
    Slip("bad part", "schemes/towns.toml", swap('events = "complaint"', 'events = "complaint"\npart = "13"'), """
schemes/towns.toml:19:1: 错误[bad-period] “13”不是一年中的一段，应写成 H1、Q3 或 09
schemes/towns.toml:19:1: error[bad-period] "13" is no part of a year: write H1, Q3 or 09
    [[fact]]
    ^
"""),
    Slip("decimals of what is not computed", "schemes/towns.toml", swap('events = "complaint"', 'events = "complaint"\nplaces = 1'), """
schemes/towns.toml:19:1: 错误[places] “群众投诉”的数照原样取用，不必写 places；places 只用于算出来的百分数和平均数
schemes/towns.toml:19:1: error[places] "群众投诉" is taken as it is: places is for computed percentages and means
    [[fact]]
    ^
"""),
    Slip("a mark for an item that facts score", "marks.csv", swap("upkeep,east,2022,team,18,", "level,east,2022,team,18,"), """
marks.csv:2:22: 错误[mark-idle] “绿地水平”按数据计分，用不上这个评分：不涉及或未评请写“不涉及”“未评”，否则请去掉这一行
marks.csv:2:22: error[mark-idle] "绿地水平" is scored by facts and reads no mark: write 不涉及 or 未评 if that is meant, or leave the line out
    level,east,2022,team,18,
                         ^
"""),
    Slip("last year of another scheme", "schemes/towns.toml", beside_cities('scheme = "cities"\nlast_year = true'), """
schemes/towns.toml:92:1: 错误[last-year] “额外投入”取的是另一办法的结果，只有本年的：上一年的请作为数据报送（supplied），不要写 last_year
schemes/towns.toml:92:1: error[last-year] "额外投入" reads another scheme, of which only this year is known: supply the figure of last year instead of last_year
    [[fact]]
    ^
"""),
    Slip("last year of what follows", "schemes/towns.toml", swap('[[fact]]\nid = "complaint', '[[fact]]\nid = "best"\ntitle = "最好"\nclass_of = "green"\nlast_year = true\n\n[[fact]]\nid = "complaint'), """
schemes/towns.toml:19:1: 错误[last-year] “最好”由“green”得出，last_year 请写在“green”上
schemes/towns.toml:19:1: error[last-year] "最好" follows from "green": last_year belongs there
    [[fact]]
    ^
"""),
    Slip("part of what has none", "schemes/towns.toml", swap("supplied = true", 'supplied = true\npart = "H1"'), """
schemes/towns.toml:92:1: 错误[part] “额外投入”不能只取一年中的一段：part 只用于事件、控制数和指标的值
schemes/towns.toml:92:1: error[part] "额外投入" has no parts of a year: part is for events, control figures and values of indicators
    [[fact]]
    ^
"""),
    Slip("weight of what is not weighted", "schemes/towns.toml", swap('id = "level"', 'id = "level"\n  weight = 0.2'), """
schemes/towns.toml:30:3: 错误[weight] “绿地水平”写了权重，但“一、建设”不按权重合并：请在“一、建设”写 combine = "weighted"，或去掉 weight
schemes/towns.toml:30:3: error[weight] "绿地水平" has a weight, but "一、建设" does not combine by weights: write combine = "weighted" there, or leave the weight out
      [[group.item]]
      ^
"""),
    Slip("weight at the top", "schemes/towns.toml", swap('id = "building"', 'id = "building"\nweight = 0.2'), """
schemes/towns.toml:25:1: 错误[weight] “一、建设”写了权重，但最外层的组只相加：请把这些组放进一个 combine = "weighted" 的组，或去掉 weight
schemes/towns.toml:25:1: error[weight] "一、建设" has a weight, but the outermost groups are only added up: put them into a group with combine = "weighted", or leave the weight out
    [[group]]
    ^
"""),
    Slip("lowest bracket", "schemes/towns.toml", swap('[[fact]]\nid = "complaint', '[[fact]]\nid = "size"\ntitle = "规模"\nbracket_of = "green"\nbrackets = [{ from = 5, value = 1 }]\n\n[[fact]]\nid = "complaint'), """
schemes/towns.toml:19:1: 错误[brackets-hole] “规模”的分档有空缺：低于5没有档，请补上 from = 0 的一档
schemes/towns.toml:19:1: error[brackets-hole] the brackets of "规模" have a hole below 5: add one from = 0
    [[fact]]
    ^
"""),
    Slip("unknown scheme", "schemes/towns.toml", beside_cities('scheme = "citees"'), """
schemes/towns.toml:95:10: 错误[unknown-id] 没有编号为“citees”的评分办法，您是否想写“cities”？
schemes/towns.toml:95:10: error[unknown-id] there is no scheme "citees": did you mean "cities"?
    scheme = "citees"
             ^
"""),
    Slip("unknown scheme without a near one", "schemes/towns.toml", beside_cities('scheme = "provinces"'), """
schemes/towns.toml:95:10: 错误[unknown-id] 没有编号为“provinces”的评分办法，现有：cities
schemes/towns.toml:95:10: error[unknown-id] there is no scheme "provinces"; there are cities
    scheme = "provinces"
             ^
"""),
    Slip("unknown scheme of the units below", "schemes/towns.toml", beside_cities('units_below = "city"\ntake = "mean"'), """
schemes/towns.toml:95:15: 错误[unknown-id] 没有编号为“city”的评分办法，现有：cities
schemes/towns.toml:95:15: error[unknown-id] there is no scheme "city"; there are cities
    units_below = "city"
                  ^
"""),
    Slip("unknown grade of the units below", "schemes/towns.toml", beside_cities('units_below = "cities"\ngrade = "不合各"'), """
schemes/towns.toml:96:9: 错误[unknown-grade] 评分办法“cities”没有等级“不合各”，您是否想写“不合格”？
schemes/towns.toml:96:9: error[unknown-grade] the scheme "cities" has no grade "不合各": did you mean "不合格"?
    grade = "不合各"
            ^
"""),
    Slip("another grade of the units below", "schemes/towns.toml", beside_cities('units_below = "cities"\ntake = "count"\ngrade = "甲等"'), """
schemes/towns.toml:97:9: 错误[unknown-grade] 评分办法“cities”没有等级“甲等”，只有：合格、不合格
schemes/towns.toml:97:9: error[unknown-grade] the scheme "cities" has no grade "甲等", only: 合格, 不合格
    grade = "甲等"
            ^
"""),
    Slip("no grade of the units below", "schemes/towns.toml", beside_cities('units_below = "cities"'), """
schemes/towns.toml:92:1: 错误[missing-key] 缺少“grade”，请补上
schemes/towns.toml:92:1: error[missing-key] "grade" is missing: add it
    [[fact]]
    ^
"""),
    Slip("no brackets", "schemes/towns.toml", swap('events = "complaint"', 'bracket_of = "green"'), """
schemes/towns.toml:19:1: 错误[bands] “群众投诉”没有分档
schemes/towns.toml:19:1: error[bands] "群众投诉" has no bands
    [[fact]]
    ^
"""),
    Slip("brackets overlap", "schemes/towns.toml", swap('[[group]]\nid = "building"', '[[fact]]\nid = "asked"\ntitle = "任务"\nbracket_of = "green"\nbrackets = [{ from = 5, value = 1 }, { from = 0, value = 3 }]\n\n[[group]]\nid = "building"'), """
schemes/towns.toml:29:47: 错误[bands-overlap] “任务”的各档应从低到高写，0排在了5后面
schemes/towns.toml:29:47: error[bands-overlap] the bands of "任务" should rise: 0 stands after 5
    brackets = [{ from = 5, value = 1 }, { from = 0, value = 3 }]
                                                  ^
"""),
    Slip("cap below floor", "schemes/towns.toml", swap('id = "care"', 'id = "care"\nfloor = 10\ncap = 5'), """
schemes/towns.toml:46:1: 错误[limits] “二、管护”的下限高于上限，请核对
schemes/towns.toml:46:1: error[limits] the lower limit of "二、管护" is above its upper limit
    [[group]]
    ^
"""),
    Slip("ceiling below floor", "schemes/towns.toml", swap("under = -2", "under = -2, floor = 5, ceiling = 3"), """
schemes/towns.toml:38:3: 错误[limits] “绿地任务”的下限高于上限，请核对
schemes/towns.toml:38:3: error[limits] the lower limit of "绿地任务" is above its upper limit
      [[group.item]]
      ^
"""),
    Slip("total cap below floor", "schemes/towns.toml", swap("[[veto]]", '[outcome]\nfloor = 10\ncap = 5\n\n[[veto]]'), """
schemes/towns.toml:1:1: 错误[limits] “各镇公园考核办法”的下限高于上限，请核对
schemes/towns.toml:1:1: error[limits] the lower limit of "各镇公园考核办法" is above its upper limit
    [scheme]
    ^
"""),
    Slip("weights not positive", "schemes/towns.toml", swap("{ marks = true }", "{ marks = true, scorers = { self = 0, team = 0 } }"), """
schemes/towns.toml:51:3: 错误[weights] “日常养护”的评分人权重应不小于 0，且不全为 0
schemes/towns.toml:51:3: error[weights] the scorers' weights of "日常养护" should not be negative, nor all 0
      [[group.item]]
      ^
"""),
    Slip("unknown scorer in a rule", "schemes/towns.toml", swap("{ marks = true }", "{ marks = true, scorers = { chief = 1 } }"), """
schemes/towns.toml:56:46: 错误[wrong-word] “scorers”不能是“chief”，应为：self、department、team、judges、peers、review
schemes/towns.toml:56:46: error[wrong-word] "scorers" cannot be "chief"; it is one of: self, department, team, judges, peers, review
      rule = { marks = true, scorers = { chief = 1 } }
                                                 ^
"""),
    Slip("rate needs full", "schemes/towns.toml", both(swap('title = "二、管护"', 'title = "二、管护"\ncombine = "mean"'), swap('title = "投诉"\n  full = 20', 'title = "投诉"\n  full = 0')), """
schemes/towns.toml:59:3: 错误[no-rate] “投诉”在按得分率合并的组里，满分 full 应大于 0
schemes/towns.toml:59:3: error[no-rate] "投诉" stands in a group that combines rates: its full points should be above 0
      [[group.item]]
      ^
"""),
    Slip("too many classes", "schemes/towns.toml", swap('"一般" = -1', '"一般" = -1, ' + ", ".join(f'"c{number}" = -1' for number in range(16))), """
schemes/towns.toml:58:3: 错误[too-many] “投诉”分了太多类，最多16类
schemes/towns.toml:58:3: error[too-many] "投诉" has too many classes: at most 16
      [[group.item]]
      ^
"""),
    Slip("too many vetoes", "schemes/towns.toml", swap("[[veto]]", '[[veto]]\ntitle = "群众投诉"\nfact = "complaints"\nzero = true\n\n' * 64 + "[[veto]]"), """
schemes/towns.toml:1:1: 错误[too-many] 一票否决最多64条
schemes/towns.toml:1:1: error[too-many] at most 64 vetoes
    [scheme]
    ^
"""),
    Slip("unknown fact of a tie-break", "schemes/towns.toml", swap("[[veto]]", '[[tie_break]]\nfewer = "complaint"\n\n[[veto]]'), """
schemes/towns.toml:79:9: 错误[unknown-fact] 评分办法里没有编号为“complaint”的 [[fact]]，您是否想写“complaints”？
schemes/towns.toml:79:9: error[unknown-fact] the scheme has no [[fact]] "complaint": did you mean "complaints"?
    fewer = "complaint"
            ^
"""),
    Slip("unknown supplied fact", "facts.csv", whole("fact,body,year,value\ngreens,east,2022,1\n"), """
facts.csv:2:1: 错误[unknown-id] 没有编号为“greens”的另行提供的事实，请核对，或补上
facts.csv:2:1: error[unknown-id] there is no supplied fact "greens": check it, or add it
    greens,east,2022,1
    ^
"""),
    Slip("duplicate fact", "facts.csv", whole("fact,body,year,value\nextra,east,2022,1\nextra,east,2022,2\n"), """
facts.csv:3:1: 错误[duplicate-row] 与第2行重复（事实、单位、年份都相同），请只留一行
facts.csv:3:1: error[duplicate-row] the same fact, body and year as in line 2: keep one
    extra,east,2022,2
    ^
"""),
    Slip("counts in no year of the plan", "events.csv", whole("id,date,kind,class,bodies,counts_in\ne1,2022-05-04,complaint,一般,east,2032\n"), """
events.csv:2:33: 错误[year] 2032年不在规划期2021—2025年内
events.csv:2:33: error[year] 2032 is outside the plan, 2021 to 2025
    e1,2022-05-04,complaint,一般,east,2032
                                      ^
"""),
]
# fmt: on


def write_healthy(folder: Path) -> None:
    for name, text in HEALTHY.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_healthy(tmp_path / "规划")
    return tmp_path / "规划"


def told(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        status = main(list(arguments))
    except SystemExit as end:
        status = int(end.code or 0)
    output = capfd.readouterr()
    return status, output.out, output.err


each_slip = pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)


def test_tabs_line_ends_and_replacement_characters_are_texts(folder: Path) -> None:
    for name, change in (
        ("overlay.toml", swap('"东山镇"', '"""东\t山\n镇\ufffd"""')),
        ("reports.csv", swap("已开工", "已\t开工\ufffd")),
    ):
        change(folder / name)
    read = libplan.read(folder)
    assert read.plan.body("east").title == "东\t山\n镇\ufffd"
    assert read.records.reports[1].note == "已\t开工\ufffd"


def test_the_healthy_folder_passes(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):  # said of each kind of parks
        swap(
            'unit = "个"\ndirection = "up"\n\n', 'unit = "个"\ncount = true\ndirection = "up"\n\n'
        )(folder / "plan.toml")
    assert told(capfd, "check", str(folder)) == (0, "没有发现问题。\n", "")


@each_slip
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_slip_is_told(
    slip: Slip, language: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    slip.change(folder / slip.file)
    status = told(capfd, "check", str(folder), "--lang", language)
    assert status == (2, "", slip.told_in(language))


@each_slip
def test_a_slip_is_known_to_python(slip: Slip, folder: Path) -> None:
    slip.change(folder / slip.file)
    with pytest.raises(libplan.InputError) as caught:
        libplan.read(folder)
    problems = caught.value.problems
    heads = re.findall(
        r"^([^\s:]+)(?::(\d+):(\d+))?: 错误\[(.+?)\] (.+)$", slip.told, flags=re.MULTILINE
    )
    assert [
        (p.place.file, p.place.line, p.place.column, p.code, p.message.zh) for p in problems
    ] == [
        (file, int(line or 0), int(column or 0), code, zh) for file, line, column, code, zh in heads
    ]
    assert "\n".join(problem.text() for problem in problems) == str(caught.value)


def test_slips_in_all_files_are_told_together(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for file, old, new in [
        ("plan.toml", "last_year = 2025", "last_year ＝ 2025"),
        ("plan.toml", '{ line = 4, text = "改造', '{ line = 3, text = "改造'),
        ("overlay.toml", 'title = "西河镇"', "title = 西河镇"),
        ("identities.toml", '"large_parks"', '"large_park"'),
        ("figures.csv", "large_parks,2020,90", "large_parks,2020,九十"),
        ("observations.csv", "east,2022", "east,2022年"),
        ("controls.csv", "12.5", "１２．５"),
        ("events.csv", "2022-05-04", "2022/05/04"),
        ("events.csv", "complaint,严重", "complain,严重"),
        ("reports.csv", "45,已开工", "450,已开工"),
        ("marks.csv", "18", "81"),
        ("schemes/towns.toml", "full = 60", "full = 50"),
        ("schemes/towns.toml", 'grade = "不合格"', 'grade = "差"'),
    ]:
        swap(old, new)(folder / file)
    status, output, errors = told(capfd, "check", str(folder))
    assert (status, output) == (2, "")
    assert re.findall(r"^(\S+): 错误\[(.+?)\]", errors, flags=re.MULTILINE) == [
        ("controls.csv:2:22", "full-width"),
        ("events.csv:2:4", "bad-date"),
        ("events.csv:3:15", "unknown-event"),
        ("figures.csv:4:18", "bad-number"),
        ("identities.toml:3:26", "unknown-id"),
        ("marks.csv:2:23", "mark-range"),
        ("observations.csv:3:17", "bad-period"),
        ("overlay.toml:20:9", "syntax"),
        ("plan.toml:6:11", "full-width"),
        ("plan.toml:45:29", "clause-text"),
        ("reports.csv:3:40", "percent"),
        ("schemes/towns.toml:5:8", "points-sum"),
        ("schemes/towns.toml:28:8", "points-sum"),
        ("schemes/towns.toml:82:9", "unknown-grade"),
    ]
    assert errors.endswith(count(14, "zh") + "\n")


def test_a_missing_folder(capfd: pytest.CaptureFixture[str]) -> None:
    zh = "找不到文件夹 没有的/规划，请核对路径\n"
    en = "there is no folder 没有的/规划: check the path\n"
    assert told(capfd, "check", "没有的/规划") == (2, "", zh)
    assert told(capfd, "check", "没有的/规划", "--lang", "en") == (2, "", en)


@pytest.mark.parametrize("slip", ["规划.xls", "规划", "规画.xls", "规划.toml"])
def test_a_workbook_beside_a_plan_that_is_not_there(
    slip: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "规划.xlsx"
    book.touch()
    (tmp_path / "规划.txt").touch()  # holds no plan
    near = tmp_path / slip
    assert told(capfd, "check", str(near)) == (2, "", f"找不到 {near}，您是否想写 {book}？\n")
    assert told(capfd, "check", str(near), "--lang", "en")[2] == (
        f"there is no {near}: did you mean {book}?\n"
    )


def test_a_folder_that_is_none(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    near = folder.with_name(folder.name + "s")
    assert told(capfd, "check", str(near)) == (
        2,
        "",
        f"找不到 {near}，您是否想写 {folder}？\n",
    )
    assert told(capfd, "check", str(near), "--lang", "en")[2] == (
        f"there is no {near}: did you mean {folder}?\n"
    )
    file = folder / "plan.toml"
    assert told(capfd, "check", str(file)) == (
        2,
        "",
        f"{file} 是一个文件：请写它所在的规划文件夹，或保存规划的工作簿（.xlsx）\n",
    )
    assert told(capfd, "check", str(file), "--lang", "en")[2] == (
        f"{file} is a file: give the plan folder that it lies in, "
        "or a workbook (.xlsx) that holds a plan\n"
    )


def test_a_year_outside_the_plan(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = folder / "out"
    asked = ["assess", str(folder), "--year", "2031", "--out", str(out)]
    assert told(capfd, *asked) == (2, "", "2031年不在规划期2021—2025年内\n")
    assert told(capfd, *asked, "--lang", "en") == (
        2,
        "",
        "2031 is outside the plan, 2021 to 2025\n",
    )
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (
            ["check"],
            "命令写法有误：缺少 FOLDER（规划文件夹，或保存规划的工作簿（.xlsx））。用 --help 查看用法",
            "wrong command line: missing: FOLDER (a plan folder, or a workbook (.xlsx) that holds a plan). See --help",
        ),
        (
            ["check", "规划", "--jsn"],
            "命令写法有误：不认识的参数 --jsn，您是否想写 --json？用 --help 查看用法",
            "wrong command line: unknown argument --jsn: did you mean --json? See --help",
        ),
        (
            ["check", "规划", "--nothing"],
            "命令写法有误：不认识的参数 --nothing。用 --help 查看用法",
            "wrong command line: unknown arguments: --nothing. See --help",
        ),
        (
            ["explain", "规划", "east", "--yaer", "2022"],
            "命令写法有误：不认识的参数 --yaer，您是否想写 --year？用 --help 查看用法",
            "wrong command line: unknown argument --yaer: did you mean --year? See --help",
        ),
        (
            ["explain", "规划", "east", "——year", "2022"],
            "命令写法有误：不认识的参数 ——year，您是否想写 --year？用 --help 查看用法",
            "wrong command line: unknown argument ——year: did you mean --year? See --help",
        ),
        (
            ["explain", "规划", "east", "--ｙｅａｒ", "2022"],
            "命令写法有误：不认识的参数 --ｙｅａｒ，您是否想写 --year？用 --help 查看用法",
            "wrong command line: unknown argument --ｙｅａｒ: did you mean --year? See --help",
        ),
        (
            ["check", "规划", "-vq"],
            "命令写法有误：-q/--quiet 和 -v/--verbose 只能写一个。用 --help 查看用法",
            "wrong command line: give either -q/--quiet or -v/--verbose, not both. See --help",
        ),
        (
            ["explain", "规划", "east", "-year", "2022"],
            "命令写法有误：不认识的参数 -year，您是否想写 --year？用 --help 查看用法",
            "wrong command line: unknown argument -year: did you mean --year? See --help",
        ),
        (
            ["check", "-vv"],
            "命令写法有误：缺少 FOLDER（规划文件夹，或保存规划的工作簿（.xlsx））。用 --help 查看用法",
            "wrong command line: missing: FOLDER (a plan folder, or a workbook (.xlsx) that holds a plan). See --help",
        ),
        (
            ["check", "我的", "规划"],
            "命令写法有误：多出了“规划”：路径或名称里有空格时，请用引号括起来。用 --help 查看用法",
            'wrong command line: "规划" is too much: put quotes around a path or a name with spaces. See --help',
        ),
        (
            ["chek", "规划"],
            "命令写法有误：没有“chek”这个命令，您是否想写 check？用 --help 查看用法",
            'wrong command line: there is no command "chek": did you mean check? See --help',
        ),
        (
            ["考核", "规划"],
            "命令写法有误：没有“考核”这个命令，只有：init、show、check、progress、tasks、assess、explain、compare、reach、template、collect、reconcile、roll、convert。用 --help 查看用法",
            'wrong command line: there is no command "考核", only: init, show, check, progress, tasks, assess, explain, compare, reach, template, collect, reconcile, roll, convert. See --help',
        ),
        (
            ["assess", "规划", "--out", "out"],
            "命令写法有误：缺少 --year（考核年度，如 2018）。用 --help 查看用法",
            "wrong command line: missing: --year (the year, e.g. 2018). See --help",
        ),
        (
            ["assess", "规划", "--out", "out", "--year", "２０２２"],
            "命令写法有误：--year 里有全角字符，“２０２２”请改成“2022”。用 --help 查看用法",
            'wrong command line: full-width characters in --year: for "２０２２" type "2022". See --help',
        ),
        (
            ["tasks", "规划", "--as-of", "２０２２－０６－３０"],
            "命令写法有误：--as-of 里有全角字符，“２０２２－０６－３０”请改成“2022-06-30”。用 --help 查看用法",
            'wrong command line: full-width characters in --as-of: for "２０２２－０６－３０" type "2022-06-30". See --help',
        ),
        (
            ["tasks", "规划", "--as-of", "20181231"],
            "命令写法有误：--as-of：“20181231”不是日期，应写成 2018-12-31 这样。用 --help 查看用法",
            'wrong command line: --as-of: "20181231" is not a date like 2018-12-31. See --help',
        ),
        (
            ["assess", "规划", "--year", "今年", "--out", "out"],
            "命令写法有误：--year 应为 2018 这样的四位年份，写的是“今年”。用 --help 查看用法",
            'wrong command line: --year should be a year like 2018, not "今年". See --help',
        ),
        (
            ["assess", "规划", "--year", "2022", "--out"],
            "命令写法有误：--out 后面要写一个值。用 --help 查看用法",
            "wrong command line: --out needs a value. See --help",
        ),
        (
            ["init", "规划", "--first-year", "abc"],
            "命令写法有误：--first-year 应为 2018 这样的四位年份，写的是“abc”。用 --help 查看用法",
            'wrong command line: --first-year should be a year like 2018, not "abc". See --help',
        ),
        (
            ["reach", "规划", "east", "--year", "2022", "--rank", "0"],
            "命令写法有误：--rank 应为名次，如 3，写的是“0”。用 --help 查看用法",
            'wrong command line: --rank should be a rank like 3, not "0". See --help',
        ),
        (
            ["tasks", "规划", "--as-of", "2018-13-01"],
            "命令写法有误：--as-of：“2018-13-01”不是日期，应写成 2018-12-31 这样。用 --help 查看用法",
            'wrong command line: --as-of: "2018-13-01" is not a date like 2018-12-31. See --help',
        ),
        (
            ["tasks", "规划", "--as-of", "2018-12-31", "--at-risk-days", "-5"],
            "命令写法有误：--at-risk-days 应为天数，如 90，写的是“-5”。用 --help 查看用法",
            'wrong command line: --at-risk-days should be a number of days like 90, not "-5". See --help',
        ),
        (
            ["check", "规划", "--json=1"],
            "命令写法有误：--json 后面不写值，多了“1”。用 --help 查看用法",
            'wrong command line: --json takes no value, but "1" was given. See --help',
        ),
        (
            ["tasks", "规划", "--a", "2018-12-31"],
            "命令写法有误：--a 不知指哪一个：--as-of, --at-risk-days, --all。用 --help 查看用法",
            "wrong command line: --a could be any of --as-of, --at-risk-days, --all. See --help",
        ),
        (
            ["check", "规划", "--encoding", "big5"],
            "命令写法有误：--encoding：没有“big5”这个选择，只有：utf-8、gbk。用 --help 查看用法",
            'wrong command line: --encoding: there is no choice "big5", only: utf-8, gbk. See --help',
        ),
    ],
)
def test_a_wrong_command_line(
    arguments: list[str], zh: str, en: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for language, words in (("zh", zh), ("en", en)):
        status, output, errors = told(capfd, *arguments, "--lang", language)
        usage, last = errors.rstrip("\n").rsplit("\n", 1)
        assert (status, output, last) == (2, "", words)
        assert usage.startswith("用法：libplan" if language == "zh" else "usage: libplan")


# ---- output that cannot be written ----

UNPRIVILEGED = """
import locale, os, shutil, sys  # argparse asks for some of these when nobody can no longer load them
from libplan.cli import main
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main())
"""


def assess_unprivileged(folder: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Root may write anywhere, so it becomes nobody once the package is loaded."""
    return subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED, "assess", str(folder)]
        + ["--year", "2022", "--out", str(out), *more],
        capture_output=True,
        text=True,
    )


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A healthy folder that everybody may read; pytest's own are closed to other users."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        write_healthy(Path(name) / "规划")
        yield Path(name) / "规划"


def cannot_write(path: Path, language: str) -> str:
    if language == "en":
        return (
            f"cannot write {path}: check the path and the permissions, "
            "or close the program that has it open\n"
        )
    return f"无法写入 {path}，请核对路径和权限，或关闭正在打开该文件的程序\n"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_output_folder_that_may_not_be_written(open_folder: Path, language: str) -> None:
    locked = open_folder.parent / "out"
    locked.mkdir()
    locked.chmod(0o555)
    done = assess_unprivileged(open_folder, locked, "--lang", language)
    first = cannot_write(locked, language)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", first)
    assert list(locked.iterdir()) == []
    done = assess_unprivileged(open_folder, locked / "new", "--lang", language)
    assert done.stderr == cannot_write(locked / "new", language)
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_output_path_that_is_a_file(open_folder: Path, language: str) -> None:
    file = open_folder.parent / "out"
    file.write_text("别的文件")
    file.chmod(0o666)
    done = assess_unprivileged(open_folder, file, "--lang", language)
    told = {
        "zh": f"{file} 是一个文件，不能当作文件夹写入，请换一个名字，或移走这个文件\n",
        "en": f"{file} is a file and cannot be written into as a folder: choose another name, or "
        "move the file away\n",
    }
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told[language])
    assert file.read_text() == "别的文件"
    assert sorted(path.name for path in open_folder.parent.iterdir()) == ["out", "规划"]


def test_input_that_may_not_be_read(open_folder: Path) -> None:
    out = open_folder.parent / "out"
    (open_folder / "marks.csv").chmod(0)
    done = assess_unprivileged(open_folder, out)
    told = f"无法打开文件 {open_folder / 'marks.csv'}，请核对权限\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)
    open_folder.chmod(0o600)
    done = assess_unprivileged(open_folder, out)
    told = f"没有权限打开文件夹 {open_folder}，请核对权限\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", told)
    assert not out.exists()


def test_files_with_names_of_their_own_are_left_alone(folder: Path) -> None:
    """Whatever of the known files is not there."""
    others = "notes maps works tasks banks remarks contacts exports park 备份 marks-2021 plan_old"
    for name in others.split():
        (folder / f"{name}.csv").write_text("我的笔记")
        (folder / f"{name}.toml").write_text("我的笔记")
    for name in ("themes", "附件"):
        (folder / name).mkdir()
    (folder / "controls.csv").unlink(missing_ok=True)
    (folder / "facts.csv").unlink(missing_ok=True)
    assert libplan.read(folder).plan.id


def test_the_text_of_an_error_ends_after_a_hundred_problems() -> None:
    table = {"indicator": ["a"] * 150, "period": ["x"] * 150, "value": range(150)}
    with pytest.raises(libplan.InputError) as refused:
        libplan.observations(table | {"source": [str(i) for i in range(150)]})
    lines = str(refused.value).splitlines()
    assert len(lines) == 101 and len(refused.value.problems) == 150
    assert lines[-1] == "……另有50个问题，先改正以上的"


def test_another_kind_of_file_is_no_name_for_a_plan(tmp_path: Path) -> None:
    for name in ("规划.xls", "规划.csv", "规划.et"):
        with pytest.raises(libplan.InputError, match="应以 .xlsx 结尾，或者是一个文件夹"):
            libplan.init(tmp_path / name)
    assert not list(tmp_path.iterdir())
