#include "libplan/check.hpp"

#include "bindings/given.hpp"
#include "bindings/watching.hpp"
#include "reports/plan_workbook.hpp"

namespace libplan::bindings {

void bind_check(py::module_& module) {
    bind_value<Figure>(
        module, "Figure", "A figure that takes part in a finding, and where it stands.",
        required("title", &Figure::title, "What and when, in both languages."),
        field("printed", &Figure::printed, "As printed, with its unit."),
        field("text_line", &Figure::text_line, "Line of the plan's text, counted from 1; 0: none."),
        field("place", &Figure::place, "Where it stands in the plan folder; takes no part in equality."));
    bind_value<Finding>(
        module, "Finding", "Figures that contradict each other: printed, what follows, and the cure.",
        required("code", &Finding::code,
                 "A stable name for the kind of finding, e.g. \"sum\", \"share\", \"off-path\", \"no-lead\"."),
        field("severity", &Finding::severity, "\"error\" (a contradiction), \"warning\" or \"note\"."),
        field("title", &Finding::title, "What it is about, in both languages."),
        field("figures", &Finding::figures, "All figures involved, with their places."),
        field("printed", &Finding::printed, "What is printed, in both languages."),
        field("follows", &Finding::follows, "What follows from the other figures, in both languages."),
        field("cure", &Finding::cure, "What to do about it, in both languages."),
        field("illustrative", &Finding::illustrative, "True: rests on made-up figures (示例)."),
        field("scheme", &Finding::scheme, "The id of the scheme it is about; empty: the plan and its figures."));
    module.def(
        "check",
        [](const Plan& plan, const GivenFigures& figures, const GivenFigures& observations,
           const GivenFigures& controls, const std::vector<TaskReport>& reports) {
            const Figures printed(figures, &plan, "figures.csv");
            const Figures later(observations, &plan);
            const Figures limits(controls, &plan, "controls.csv");
            std::vector<Finding> findings;
            {
                const Released released;
                findings = in_sheet_words(check(plan, *printed, *later, *limits, reports));
            }
            return to_python(findings);
        },
        py::arg("plan"), py::arg("figures"), py::arg("observations") = Observations(),
        py::arg("controls") = Observations(), py::arg("reports") = std::vector<TaskReport>(),
        "What contradicts itself in a plan and its figures, errors first: totals and parts, shares and trends, jumps "
        "(in figures, later observations and yearly control figures), targets and milestones, circles, dates, "
        "tasks or indicators that nobody answers for, and reports of tasks that may say a share (0.6) where a "
        "percentage belongs. InputError tells all wrong columns and cells of tables."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> findings = libplan.check(folder.plan, folder.figures, folder.observations)
>>> len(findings)
14
>>> print(findings[0].title.zh)
2015年 道路交通直接经济损失（正文）：单位写错
>>> print(findings[0].follows.zh)
按 15.19万元 计则与其余数字相符：270.45万元 = 15.19万元 + 255.26万元)");
    module.def(
        "check_scheme",
        [](const Scheme& scheme, const Plan* plan, const std::vector<Event>& events) {
            auto findings = in_sheet_words(plan ? check(scheme, *plan, events) : check(scheme));
            for (Finding& finding : findings) finding.scheme = scheme->id;
            return to_python(findings);
        },
        py::arg("scheme"), py::arg("plan") = nullptr, py::arg("events") = std::vector<Event>(),
        "What a scheme should be asked about before anybody is scored by it, errors first: clauses against rules, and "
        "what cannot do what it seems made for. With the plan more is known of its facts and units, with the plan and "
        "its events also which classes events have."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> towns = folder.scheme("towns")
>>> libplan.check_scheme(towns, folder.plan)
<Findings: 0>
>>> wrong = towns.replace_item("t_training", clause="轮训率100%得5分，否则不得分")
>>> [finding.code for finding in libplan.check_scheme(wrong)]
['clause-points'])");
}

}  // namespace libplan::bindings
