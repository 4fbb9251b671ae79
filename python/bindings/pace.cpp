#include "libplan/pace.hpp"

#include "bindings/record.hpp"

namespace libplan::bindings {

void bind_pace(py::module_& module) {
    bind_value<Series>(
        module, "Series",
        "One series from a baseline to a value, on the way to a target or just in a direction; ``limit`` "
        "is a natural limit (100 %).",
        required("direction", &Series::direction), required("baseline_year", &Series::baseline_year),
        required("baseline", &Series::baseline), required("year", &Series::year), required("value", &Series::value),
        field("target", &Series::target), field("target_year", &Series::target_year), field("limit", &Series::limit));
    bind_value<Pace>(
        module, "Pace",
        "How a series moves: growth a year (0.02 is 2 %), what is needed, their ratio, the class by compound "
        "growth and on a straight path, and the score from -5 to +5.",
        field("growth", &Pace::growth), field("needed", &Pace::needed), field("ratio", &Pace::ratio),
        field("compound", &Pace::compound), field("linear_ratio", &Pace::linear_ratio), field("linear", &Pace::linear),
        field("score", &Pace::score));
    bind_value<JointPace>(module, "JointPace", "Several series as one: achieved only if all are, else by mean score.",
                          field("compound", &JointPace::compound), field("score", &JointPace::score));
    module.def(
        "pace_of", [](const Series& series) { return pace_of(series); }, py::arg("series"),
        "The pace of one series by the CAGR method of official statistics (Open SDG).\n\n"
        "Ratio of growth to what is needed: on track from 95 %, to accelerate from 60 %, limited from 0 %. Without a\n"
        "target: 1.5, 0.5 and 0 % a year, less near a natural limit. Undefined through zero or a change of sign.");
    module.def(
        "joint_pace_of", [](const std::vector<Series>& series) { return pace_of(std::span<const Series>(series)); },
        py::arg("series"), "The pace of several series together.");
    bind_value<ControlReading>(module, "ControlReading",
                               "Where a yearly control figure stands after ``months_gone`` whole months of its year.",
                               required("indicator", &ControlReading::indicator), field("body", &ControlReading::body),
                               field("months_gone", &ControlReading::months_gone),
                               field("actual", &ControlReading::actual), field("control", &ControlReading::control),
                               field("standing", &ControlReading::standing), field("reason", &ControlReading::reason),
                               field("illustrative", &ControlReading::illustrative));
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
