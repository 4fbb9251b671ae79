#include "libplan/pace.hpp"

#include "bindings/record.hpp"

namespace libplan::bindings {

void bind_pace(py::module_& module) {
    bind_value<Series>(
        module, "Series",
        "One series from a baseline to a value, on the way to a target or just in a direction; ``limit`` "
        "is a natural limit (100 %).",
        required("direction", &Series::direction, "Which way is better: \"down\" or \"up\"."),
        required("baseline_year", &Series::baseline_year, "The year of ``baseline``."),
        required("baseline", &Series::baseline, "The value it started from, in its own unit."),
        required("year", &Series::year, "The year of ``value``."),
        required("value", &Series::value, "The value it has come to, in its own unit."),
        field("target", &Series::target, "The value asked for, in its own unit; None: just a direction."),
        field("target_year", &Series::target_year, "The year of ``target``."),
        field("limit", &Series::limit,
              "A natural limit, e.g. 100 of a percentage, which no series can pass; None: none."));
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
        field("linear", &Pace::linear, "The class on a straight path."),
        field("score", &Pace::score,
              "From -5 to +5, by the CAGR method of official statistics (Open SDG); None: undefined."));
    bind_value<JointPace>(
        module, "JointPace", "Several series as one: achieved only if all are, else by mean score.",
        field("compound", &JointPace::compound, "The class of the mean score; \"achieved\" only if all series are."),
        field("score", &JointPace::score, "The mean of the scores, -5 to +5; None: one of them is undefined."));
    module.def(
        "pace_of", [](const Series& series) { return pace_of(series); }, py::arg("series"),
        "The pace of one series by the CAGR method of official statistics (Open SDG).\n\n"
        "Ratio of growth to what is needed: on track from 95 %, to accelerate from 60 %, limited from 0 %. Without a\n"
        "target: 1.5, 0.5 and 0 % a year, less near a natural limit. Undefined through zero or a change of sign.");
    module.def(
        "joint_pace_of", [](const std::vector<Series>& series) { return pace_of(std::span<const Series>(series)); },
        py::arg("series"), "The pace of several series together.");
    bind_value<ControlReading>(
        module, "ControlReading",
        "Where a yearly control figure stands after ``months_gone`` whole months of its year.",
        required("indicator", &ControlReading::indicator, "Id of the indicator."),
        field("body", &ControlReading::body, "Id of the body; empty: the whole area."),
        field("months_gone", &ControlReading::months_gone, "Whole months of the year that ended by the day."),
        field("actual", &ControlReading::actual,
              "From January to the last whole month, in the indicator's unit; None: incomplete."),
        field("control", &ControlReading::control, "The control figure of the whole year, in the indicator's unit."),
        field("standing", &ControlReading::standing,
              "\"within_pace\" (在进度内), \"over_pace\" (超进度), \"reached\" (达到全年控制数), \"over\" "
              "(超全年控制数) or \"unknown\"."),
        field("reason", &ControlReading::reason, "Why, with its figures, in both languages."),
        field("illustrative", &ControlReading::illustrative, "True: rests on made-up figures (示例)."));
    module.def(
        "against_controls",
        [](const Plan& plan, const Observations& observations, const Observations& controls, const Date& as_of) {
            return to_python(against_controls(plan, observations, controls, as_of));
        },
        py::arg("plan"), py::arg("observations"), py::arg("controls"), py::kw_only(), py::arg("as_of"),
        "Every control figure of the year of ``as_of`` against the months gone (时序进度). Figures come by month "
        "or by quarter.");
}

}  // namespace libplan::bindings
