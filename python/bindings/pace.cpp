#include "bindings/given.hpp"
#include "bindings/known.hpp"
#include "bindings/watching.hpp"
#include "libplan/side_by_side.hpp"

namespace libplan::bindings {
void bind_pace(py::module_& module) {
    bind_value<Series>(
        module, "Series",
        "One series from a baseline to a value, on the way to a target or just in a direction; ``limit`` "
        "is a natural limit (100 %); a ``strict`` target met exactly is not reached.",
        required("direction", &Series::direction, "Which way is better: \"down\" or \"up\"."),
        required("baseline_year", &Series::baseline_year, "The year of ``baseline``."),
        required("baseline", &Series::baseline, "The value it started from, in its own unit."),
        required("year", &Series::year, "The year of ``value``."),
        required("value", &Series::value, "The value it has come to, in its own unit."),
        field("target", &Series::target, "The value asked for, in its own unit; None: just a direction."),
        field("target_year", &Series::target_year, "The year of ``target``."),
        field("limit", &Series::limit,
              "A natural limit, e.g. 100 of a percentage, which no series can pass; None: none."),
        field("strict", &Series::strict, "True: a target met exactly is not reached (低于, 高于)."));
    bind_value<Pace>(
        module, "Pace",
        "How a series moves: growth a year (0.02 is 2 %), what is needed, their ratio, the class by compound "
        "growth and on a straight path, and the score from -5 to +5.",
        field("growth", &Pace::growth, "Compound growth a year since the baseline: 0.02 is 2 %; None: no rate exists."),
        field("needed", &Pace::needed, "Growth a year needed to reach the target: 0.02 is 2 %; None without a target."),
        field("ratio", &Pace::ratio, "Growth over what is needed: 0.95 is on track; None without a target."),
        field("compound", &Pace::compound,
              "The class by compound growth: \"achieved\", \"on_track\", \"accelerate\", \"limited\", "
              "\"deterioration\" or \"undefined\"."),
        field("linear_ratio", &Pace::linear_ratio, "The same ratio on a straight path; None without a target."),
        field("linear", &Pace::linear,
              "The class on a straight path; without a target by the mean yearly change in percent of the baseline."),
        field("score", &Pace::score,
              "From -5 to +5, by the CAGR method of official statistics (Open SDG); None: undefined."),
        field("reason", &Pace::reason, "Why the class is undefined, in both languages; else empty."));
    bind_value<JointPace>(
        module, "JointPace", "Several series as one: achieved only if all are, else by mean score.",
        field("compound", &JointPace::compound, "The class of the mean score; \"achieved\" only if all series are."),
        field("score", &JointPace::score, "The mean of the scores, -5 to +5; None: one of them is undefined."));
    module.def(
        "pace_of", [](const Series& series) { return pace_of(series); }, py::arg("series"),
        "The pace of one series by the CAGR method of official statistics (Open SDG).\n\n"
        "Ratio of growth to what is needed: on track from 95 %, to accelerate from 60 %, limited from 0 %. Without a\n"
        "target: 1.5, 0.5 and 0 % a year, less near a natural limit. Undefined for values of zero or below.\n"
        "Raises InputError for what is no number, and for a target whose year is not later than the baseline's."
        R"(

>>> series = libplan.Series("up", 2015, 60, 2018, 68, target=80, target_year=2020)
>>> pace = libplan.pace_of(series)
>>> pace.compound, round(pace.ratio, 2)
('accelerate', 0.72))");
    module.def(
        "joint_pace_of", [](const std::vector<Series>& series) { return pace_of(std::span<const Series>(series)); },
        py::arg("series"),
        "The pace of several series together."
        R"(

>>> good = libplan.Series("up", 2015, 60, 2018, 80, target=80, target_year=2020)
>>> slow = good.replace(value=64)
>>> libplan.joint_pace_of([good, slow]).compound
'accelerate')");
    bind_value<ControlReading>(
        module, "ControlReading",
        "Where a yearly control figure stands after ``months_gone`` whole months of its year.",
        required("indicator", &ControlReading::indicator, "Id of the indicator."),
        field("body", &ControlReading::body, "Id of the body; empty: the whole area."),
        field("months_gone", &ControlReading::months_gone, "Whole months of the year that ended by the day."),
        field("actual", &ControlReading::actual,
              "From January to the last whole month, in the indicator's unit; None: incomplete."),
        field("control", &ControlReading::control,
              "The control figure of the whole year, in the indicator's unit; None: rival ones, as ``reason`` tells."),
        field("standing", &ControlReading::standing,
              "\"within_pace\" (在进度内), \"over_pace\" (超进度), \"reached\" (达到全年控制数), \"over\" "
              "(超全年控制数) or \"unknown\"; of an indicator of which more is better the control figure is a task: "
              "\"behind_pace\" (落后于进度) and \"under\" (未达全年控制数) take the place of the other two."),
        field("reason", &ControlReading::reason, "Why, with its figures, in both languages."),
        field("illustrative", &ControlReading::illustrative, "True: rests on made-up figures (示例)."),
        field("title", &ControlReading::title, "The indicator's name."),
        field("body_title", &ControlReading::body_title, "The body's name."),
        field("unit", &ControlReading::unit, "The indicator's unit."))
        .def_property_readonly("used", &ControlReading::used,
                               "The share of the control figure that is used up; None of a control figure of zero.")
        .def_property_readonly("time_gone", &ControlReading::time_gone,
                               "The share of the year's months gone (时序进度): 0.5 in June.");
    module.def(
        "against_controls",
        [](const Plan& plan, const GivenFigures& observations, const GivenFigures& controls, const Date& as_of,
           std::optional<int> year) {
            if (year) require_year(plan, *year);
            const Figures figures(observations, &plan);
            const Figures limits(controls, &plan, "controls.csv");
            return to_python(against_controls(plan, *figures, *limits, as_of, year));
        },
        py::arg("plan"), py::arg("observations"), py::arg("controls"), py::kw_only(), py::arg("as_of"),
        py::arg("year") = py::none(),
        "Every control figure of a year (None: that of ``as_of``) against the months of it that are over by that day\n"
        "(时序进度), by what was known then; of revised control figures the latest counts. Months, quarters and halves "
        "are\nadded up as for any period. Levels, means and rates do not grow through the year: they are held against "
        "the\ncontrol figure alone. InputError for a year outside the plan."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> controls = libplan.against_controls(
...     folder.plan, folder.observations, folder.records.controls, as_of="2018-12-31"
... )
>>> controls[1].title, controls[1].body_title, controls[1].control, controls[1].standing
('生产安全事故起数', '区安全生产监督管理局', 15.0, 'unknown'))");
    module.def(
        "twelve_months_within",
        [](const Plan& plan, const GivenFigures& observations, const Indicator& indicator, const Interval& interval,
           const GivenPeriod& during, const std::string& body, const std::optional<Date>& as_of) {
            if (!body.empty() && !plan.find_body(body)) throw none_of(plan->bodies, body, Phrase::kind_body);
            const Figures figures(observations, &plan);
            return twelve_months_within(plan, *figures, indicator, body, interval, during.period, as_of);
        },
        py::arg("plan"), py::arg("observations"), py::arg("indicator"), py::arg("interval"), py::kw_only(),
        py::arg("during"), py::arg("body") = "", py::arg("as_of") = py::none(),
        "水平法: the first twelve months on end, also across the turn of a year, whose sum (or mean) lies within the "
        "interval;\nof an indicator that adds up to its last figure, each of them. None without monthly figures. "
        "KeyError for a body that is not in the plan."
        R"(

>>> plan = libplan.Plan(
...     "p", "规划", 2021, 2025,
...     indicators=[libplan.Indicator("visits", "到馆", "万人次", "up", adds_up="sum")],
... )
>>> months = libplan.Observations(
...     [libplan.Observation("visits", f"2021-{month:02}", 1.0) for month in range(1, 13)]
... )
>>> libplan.twelve_months_within(
...     plan, months, plan.indicator("visits"), libplan.Interval(9, 100), during="2021/2022"
... )
Period('2021'))");
    bind_value<Judgement>(
        module, "Judgement",
        "One reading judged in every way: the statuses on the straight and on the geometric path, and the pace by the "
        "CAGR\nmethod (None where ``pace_reason`` says why). ``reduction``: the ratio to the target is the textbook's "
        "(1 − r′) / (1 − r).\n``twelve_months`` are the first on end that meet the final target (水平法).",
        required("reading", &Judgement::reading, "Where the indicator stands."),
        field("body_title", &Judgement::body_title, "The body's name."),
        field("reduction", &Judgement::reduction, "True: the ratio to the target is the textbook form of a reduction."),
        field("linear", &Judgement::linear, "Status on the straight path."),
        field("geometric", &Judgement::geometric, "Status on the geometric path."),
        field("series", &Judgement::series, "What the pace is judged from; None: there is none."),
        field("pace", &Judgement::pace, "By the CAGR method; None: no series."),
        field("pace_reason", &Judgement::pace_reason, "Why there is no pace."),
        field("twelve_months", &Judgement::twelve_months,
              "The first twelve months on end that meet the target (水平法)."))
        .def_property_readonly(
            "disagreements", [](const Judgement& judgement) { return to_python(judgement.disagreements()); },
            "Where ways of judging disagree: 'paths' (the two statuses), 'growth' (compound and linear pace), "
            "'verdict' "
            "(one\ncalls it well, the other badly).");
    bind_value<JointJudgement>(
        module, "JointJudgement", "The pace of an indicator over the bodies that report it, each a series of its own.",
        required("indicator", &JointJudgement::indicator, "Id of the indicator."),
        field("title", &JointJudgement::title, "Its name as shown."),
        field("series", &JointJudgement::series, "How many bodies report it."),
        field("pace", &JointJudgement::pace, "Their series together."),
        field("illustrative", &JointJudgement::illustrative, "Rests on made-up figures (示例)."));
    bind_value<SideBySide>(module, "SideBySide",
                           "A year's progress judged in every way, side by side, and its control figures.",
                           required("year", &SideBySide::year, "The year judged."),
                           field("as_of", &SideBySide::as_of, "By what was known that day; None: all that is known."),
                           field("judgements", &SideBySide::judgements, "One for each reading."),
                           field("joint", &SideBySide::joint, "Indicators with several bodies."),
                           field("controls", &SideBySide::controls, "Yearly control figures."))
        .def_property_readonly("disagreements", &SideBySide::disagreements,
                               "How many readings are judged differently in some way.");
    module.def(
        "side_by_side",
        [](const Plan& plan, const GivenFigures& observations, const GivenFigures& controls, int year,
           const std::optional<Date>& as_of) {
            require_year(plan, year);
            const Figures figures(observations, &plan);
            const Figures limits(controls, &plan, "controls.csv");
            const Released released;
            return side_by_side(plan, *figures, *limits, year, as_of);
        },
        py::arg("plan"), py::arg("observations"), py::arg("controls"), py::kw_only(), py::arg("year"),
        py::arg("as_of") = py::none(),
        "Judges a year in every way, by what was known on ``as_of`` (None: all that is known).\n\n"
        "Both degrees of completion, the statuses on both paths, the CAGR method with its score, the bodies of an "
        "indicator\ntaken together, and the control figures against the months of the year that are over.\n"
        "InputError for a year outside the plan."
        R"(

>>> folder = libplan.read("examples/qingxin")
>>> board = libplan.side_by_side(
...     folder.plan, folder.observations, folder.records.controls, year=2018
... )
>>> len(board.judgements)
148)");
}

}  // namespace libplan::bindings
