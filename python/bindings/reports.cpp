#include <algorithm>

#include "bindings/record.hpp"
#include "bindings/watching.hpp"
#include "reports/detail.hpp"
#include "reports/results_check.hpp"
#include "reports/target_words.hpp"
#include "reports/text.hpp"
#include "reports/write.hpp"

namespace libplan {

template <>
std::span<const Word<Packing>> words_for<Packing>() {
    static constexpr Word<Packing> all[] = {{"own", Packing::own}, {"library", Packing::library}};
    return all;
}

}  // namespace libplan

namespace pybind11::detail {

template <>
struct type_caster<libplan::Packing> : word_caster<libplan::Packing> {};

}  // namespace pybind11::detail

namespace libplan::bindings {
namespace {

using Files = std::vector<std::filesystem::path>;

/// The log tells how many files went where, and each of them.
void tell_written(const Log& log, const Files& files, const std::filesystem::path& out) {
    for (const std::filesystem::path& file : files) log.debug(file.string());
    log.info(Phrase::log_wrote_files, {out.string(), std::to_string(files.size())});
}

Files write_report_files(const PlanFolder& folder, const YearResults& results, const std::filesystem::path& out,
                         Language language, const ReportNumbers& numbers, int threads, const py::object& progress,
                         Packing packing) {
    const Log log;
    Watching watching(progress, Phrase::bar_reports);
    Files files;
    {
        const Released released;
        files = write_reports(folder, results, out, {language, numbers, threads, watching.pulse(), packing});
    }
    tell_written(log, files, out);
    return files;
}

Files write_cards(const PlanFolder& folder, const YearResults& results, const std::filesystem::path& out,
                  const std::optional<std::string>& scheme, Language language, const ReportNumbers& numbers,
                  int threads, const py::object& progress, Packing packing) {
    std::vector<std::string> known;
    for (const Assessment& assessment : results.assessments) known.push_back(assessment.scheme->id);
    if (scheme && std::find(known.begin(), known.end(), *scheme) == known.end())
        throw py::key_error(text(unknown_id(*scheme, Phrase::kind_scheme, known), spoken_language()));
    const Log log;
    Watching watching(progress, Phrase::bar_reports);
    Files files;
    {
        const Released released;
        files = write_scorecards(folder, results, out, scheme.value_or(""),
                                 {language, numbers, threads, watching.pulse(), packing});
    }
    tell_written(log, files, out);
    return files;
}

void write_rows(const Assessment& assessment, const std::filesystem::path& file, Language language,
                std::size_t rows_per_sheet, const py::object& progress, Packing packing) {
    const Log log;
    Watching watching(progress, Phrase::bar_detail);
    {
        const Released released;
        write_detail(assessment, file, {language, rows_per_sheet, watching.pulse(), packing});
    }
    log.info(Phrase::log_wrote, {file.string()});
}

YearResults assess_the_year(const PlanFolder& folder, int year) {
    const Log log;
    YearResults results = [&] {
        const Released released;
        return assess_year(folder, year);
    }();
    std::size_t units = 0;
    for (const Assessment& assessment : results.assessments) units += assessment.facts.units.size();
    log.info(Phrase::log_assessed, {std::to_string(year), std::to_string(results.assessments.size()),
                                    std::to_string(units), std::to_string(results.findings.size())});
    return results;
}

std::string results_text(const PlanFolder& folder, const YearResults& results, int width, Language language,
                         const ReportNumbers& numbers, bool colour) {
    require_results_of(folder, results);
    std::string words = paint_text(layout_progress(results.progress, language, numbers), width, colour);
    for (const Assessment& assessment : results.assessments)
        words += "\n" + paint_text(layout_ranking(assessment, language), width, colour);
    return words + "\n" +
           paint_text(layout_shares(results.progress, results.assessments, language, numbers), width, colour);
}

std::string side_by_side_text(const SideBySide& all, int width, Language language, const ReportNumbers& numbers,
                              bool colour) {
    std::string words;
    for (const Sheet& sheet : layout_side_by_side_narrow(all, language, numbers))
        words += paint_text(sheet, width, colour) + "\n";
    for (const std::string& line : wrapped(words_of(numbers, language), width)) words += line + "\n";
    return words;
}

/// A value as text; ``width`` in columns, a Chinese character takes two; ``colour`` by ANSI codes.
/// Of a value whose words have a language already.
template <class Value>
void bind_text(py::module_& module, const char* name, Sheet (*layout)(const Value&), const char* argument,
               const char* documentation) {
    module.def(
        name, [layout](const Value& value, int width, bool colour) { return paint_text(layout(value), width, colour); },
        py::arg(argument), py::kw_only(), py::arg("width") = 80, py::arg("colour") = false, documentation);
}

}  // namespace

void bind_reports(py::module_& module) {
    bind_value<ReportNumbers>(
        module, "ReportNumbers",
        "How a report shows the percentages and shares it computes: ``places`` decimals (0 to 6), ``rounding``, and "
        "whether\ncolumns of shares sum to exactly 100 (largest remainder). Scores are rounded by their scheme."
        R"(

>>> libplan.ReportNumbers(places=1, rounding="truncate")
ReportNumbers(places=1, rounding='truncate'))",
        field("places", &ReportNumbers::places, "Decimals shown."),
        field("rounding", &ReportNumbers::rounding, "How they are rounded."),
        field("shares_of_100", &ReportNumbers::shares_of_100,
              "True: columns of shares sum to exactly 100 (largest remainder)."));
    bind_value<YearResults>(
        module, "YearResults", "Findings, progress, assessments and tasks of one year.",
        required("progress", &YearResults::progress, "Where the indicators stand in the year."),
        field("findings", &YearResults::findings, "What ``check`` finds between the printed figures, errors first."),
        field("assessments", &YearResults::assessments, "One per scheme, in their order."),
        field("tasks", &YearResults::tasks, "Where the tasks stand, as of the last day of the year."),
        field("side_by_side", &YearResults::side_by_side, "The year judged in every way, and its control figures."))
        .def(
            "assessment",
            [](const YearResults& results, const std::string& scheme) {
                std::vector<std::string> ids;
                for (const Assessment& assessment : results.assessments) {
                    if (assessment.scheme->id == scheme) return assessment;
                    ids.push_back(assessment.scheme->id);
                }
                throw no_such_id(scheme, Phrase::kind_scheme, ids);
            },
            py::arg("scheme"), "The assessment by the scheme of that id; KeyError names the nearest one.");
    module.def("assess_year", &assess_the_year, py::arg("folder"), py::kw_only(), py::arg("year"),
               "check, measure, track, gather and assess one year of a plan folder.\n\n"
               "InputError for a year outside the plan, and for a missing fact where its scheme refuses that."
               R"(

>>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
>>> len(results.findings), len(results.assessments)
(14, 2)
>>> results.assessment("towns")
<Assessment towns 2018: 8>)");
    module.def(
        "write_reports", &write_report_files, py::arg("folder"), py::arg("results"), py::kw_only(), py::arg("out"),
        py::arg("language") = "zh", py::arg("numbers") = ReportNumbers{}, py::arg("threads") = 0,
        py::arg("progress") = py::none(), py::arg("packing") = "own",
        "Writes one workbook per unit and the summary into ``out`` and returns their paths.\n\n"
        "As ``write_scorecards`` does, with the same arguments and errors: each file is written aside, synced and "
        "renamed."
        R"(

>>> folder = libplan.read("examples/ecology")
>>> results = libplan.assess_year(folder, year=2018)
>>> files = libplan.write_reports(folder, results, out="out")
>>> files[-1].name
'汇总-2018.xlsx')");
    module.def(
        "write_scorecards", &write_cards, py::arg("folder"), py::arg("results"), py::kw_only(), py::arg("out"),
        py::arg("scheme") = py::none(), py::arg("language") = "zh", py::arg("numbers") = ReportNumbers{},
        py::arg("threads") = 0, py::arg("progress") = py::none(), py::arg("packing") = "own",
        "Writes one workbook per unit into ``out``, of all schemes or of the one with that id, and returns their "
        "paths.\n\n"
        "``numbers`` says how percentages are rounded. ``threads``: how many write at once, 0 for one per "
        "processor; the bytes are the same. ``progress(done, total)`` is called in this thread, after each file; True "
        "shows a bar in a terminal or a notebook. What it raises, and Ctrl-C, ends the work after the files at hand. "
        "Each file is written aside "
        "(``NAME.xlsx.part``), synced and renamed, so that a name always leads to a whole file. Names are safe on "
        "Windows. ``packing=\"library\"`` leaves the packing to libxlsxwriter: slower, the same parts.\n"
        "Where some files fail the others are written, then one error names all: OSError, or InputError where a "
        "workbook cannot hold what should go into it, or the results are none of this folder. KeyError for an unknown "
        "scheme, ValueError for decimals or ``threads`` that there cannot be."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> results = libplan.assess_year(folder, year=2018)
>>> files = libplan.write_scorecards(folder, results, out="cards", scheme="towns")
>>> files[0].name
'towns-taihe-太和镇.xlsx')");
    module.def(
        "write_detail", &write_rows, py::arg("assessment"), py::arg("file"), py::kw_only(), py::arg("language") = "zh",
        py::arg("rows_per_sheet") = 1048576, py::arg("progress") = py::none(), py::arg("packing") = "own",
        "Writes a row for every unit and item of an assessment: ids and titles, group, full points, points, points "
        "lost\nand state. As .xlsx or .csv, by the name of the file; in memory that does not grow with the "
        "rows.\n\n"
        "Rows beyond ``rows_per_sheet`` (heads included, at most 1,048,576) go on to further sheets. A .csv is "
        "UTF-8 with a mark that Excel knows it by; its texts that a spreadsheet program would take for formulas "
        "have an apostrophe in front. ``progress(rows, total)`` is called now and then, True shows "
        "a bar; what it raises, and Ctrl-C, ends the work and leaves nothing.\n"
        "OSError if the file cannot be written, InputError for text that a workbook cannot hold and for another kind "
        "of file."
        R"(

>>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
>>> libplan.write_detail(results.assessment("towns"), "明细.csv")
>>> with open("明细.csv", encoding="utf-8-sig") as file:
...     print(file.readline().strip())
...
单位代码,单位,组别,类别,项目代码,考核项目,分值,考核得分,扣分,状态)");
    module.def("packs_workbooks", &packs_workbooks,
               "Whether ``packing=\"own\"`` takes effect in this process; else libxlsxwriter packs, several times "
               "slower.\n\n"
               "It does not where another extension module had loaded libxlsxwriter before."
               R"(

>>> libplan.packs_workbooks() in (True, False)
True)");
    module.def(
        "target_words",
        [](const Plan& plan, const Indicator& indicator, const Target& target, Language language) {
            return target_words(&plan, indicator, target, language);
        },
        py::arg("plan"), py::arg("indicator"), py::arg("target"), py::kw_only(), py::arg("language") = "zh",
        "What a target asks for, and by when; in brackets what that comes to from the baseline.");
    module.def("wrapped", &wrapped, py::arg("words"), py::arg("width"), py::arg("whole") = "",
               "Words as lines of at most ``width`` columns; punctuation clings to the Chinese character it follows. "
               "What of them is ``whole``, such as a place, is never broken, even where it is wider.");
    module.def(
        "findings_text",
        [](const std::vector<Finding>& findings, int width, Language language, bool colour) {
            return paint_text(layout_findings(findings, language), width, colour);
        },
        py::arg("findings"), py::kw_only(), py::arg("width") = 80, py::arg("language") = "zh",
        py::arg("colour") = false,
        "Findings as text for a terminal; ``width`` in columns, a Chinese character takes two. ``colour`` marks heads "
        "and what is good or bad by ANSI codes, as in the other texts."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> findings = libplan.check(folder.plan, folder.figures)
>>> print(libplan.findings_text(findings[:1], width=60).rstrip())
数字核对：发现问题1项
============================================================
1. 错误[unit] 2015年 道路交通直接经济损失（正文）：单位写错
原文      15.19元
推算      按 15.19万元 计则与其余数字相符：270.45万元 =
          15.19万元 + 255.26万元
涉及数字  2015年 道路交通直接经济损失（正文） 15.19元
          （figures.csv:66，规划原文第137行）
          2015年 直接经济损失（正文） 270.45万元
          （figures.csv:62，规划原文第137行）
          2015年 火灾直接经济损失（正文） 255.26万元
          （figures.csv:70，规划原文第137行）
处理      请将单位 元 改为 万元)");
    module.def(
        "plan_text",
        [](const Plan& plan, int width, Language language, bool colour) {
            return paint_text(layout_plan(plan, language), width, colour);
        },
        py::arg("plan"), py::kw_only(), py::arg("width") = 80, py::arg("language") = "zh", py::arg("colour") = false,
        "A plan chapter by chapter, its indicators with their targets and its tasks, as text for a terminal."
        R"(

>>> print(libplan.plan_text(libplan.read("examples/ecology").plan).splitlines()[0])
“十三五”生态环境保护规划（主要指标）)");
    bind_text<Scorecard>(module, "scorecard_text", &layout_losses, "scorecard",
                         "One unit's points and where they come from, what was lost first, as text for a terminal, in "
                         "the language of the card."
                         R"(

>>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
>>> words = libplan.scorecard_text(results.assessment("towns").scorecard("taihe"))
>>> print(words.splitlines()[0])
太和镇2018年度考核成绩单)");
    bind_text<TotalChange>(module, "change_text", &layout_change, "change",
                           "Where the change of a total comes from, as text for a terminal, in the language it was "
                           "compared in."
                           R"(

>>> folder = libplan.read("examples/qingxin")
>>> towns = folder.scheme("towns")
>>> facts = libplan.gather(folder.plan, towns, folder.observations, folder.records, year=2018)
>>> stricter = towns.replace_item("t_guidance", rule=libplan.AllOrNothingRule("at_least", 100))
>>> before, after = libplan.assess(towns, facts), libplan.assess(stricter, facts)
>>> change = libplan.compare(before, after, "taihe")
>>> print(libplan.change_text(change).splitlines()[0])
太和镇：2018年前后对比)");
    bind_text<Attainment>(module, "reach_text", &layout_reach, "answer",
                          "What it would take, as text for a terminal, in the language of the answer."
                          R"(

>>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
>>> answer = libplan.reach(results.assessment("towns"), "taihe", grade="良好")
>>> print(libplan.reach_text(answer).splitlines()[0])
太和镇：怎样评为良好)");
    module.def(
        "results_text", &results_text, py::arg("folder"), py::arg("results"), py::kw_only(), py::arg("width") = 80,
        py::arg("language") = "zh", py::arg("numbers") = ReportNumbers{}, py::arg("colour") = false,
        "Progress, rankings and shares as text for a terminal. ValueError for decimals that a report cannot show, "
        "InputError for results that are none of this folder."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> results = libplan.assess_year(folder, year=2018)
>>> print(libplan.results_text(folder, results).splitlines()[0])
2018年指标进展)");
    module.def(
        "side_by_side_text", &side_by_side_text, py::arg("side_by_side"), py::kw_only(), py::arg("width") = 80,
        py::arg("language") = "zh", py::arg("numbers") = ReportNumbers{}, py::arg("colour") = false,
        "Progress side by side and control figures as text for a terminal. ValueError for decimals that a report "
        "cannot show."
        R"(

>>> results = libplan.assess_year(libplan.read("examples/qingxin"), year=2018)
>>> print(libplan.side_by_side_text(results.side_by_side).splitlines()[0])
2018年进度比较)");
}

}  // namespace libplan::bindings
