#include "libplan/check.hpp"

#include "bindings/record.hpp"

namespace libplan::bindings {

void bind_check(py::module_& module) {
    bind_value<Figure>(module, "Figure", "A figure that takes part in a finding, and where it stands.",
                       required("title", &Figure::title), field("printed", &Figure::printed),
                       field("text_line", &Figure::text_line), field("place", &Figure::place));
    bind_value<Finding>(module, "Finding", "Figures that contradict each other: printed, what follows, and the cure.",
                        required("code", &Finding::code), field("severity", &Finding::severity),
                        field("title", &Finding::title), field("figures", &Finding::figures),
                        field("printed", &Finding::printed), field("follows", &Finding::follows),
                        field("cure", &Finding::cure), field("illustrative", &Finding::illustrative));
    module.def(
        "check",
        [](const Plan& plan, const Observations& figures, const Observations& observations,
           const Observations& controls) {
            std::vector<Finding> findings;
            {
                const py::gil_scoped_release release;
                findings = check(plan, figures, observations, controls);
            }
            return to_python(findings);
        },
        py::arg("plan"), py::arg("figures"), py::arg("observations") = Observations(),
        py::arg("controls") = Observations(),
        "What contradicts itself in a plan and its figures, errors first: totals and parts, shares and trends, jumps "
        "(in figures, later observations and yearly control figures), targets and milestones, circles, dates, and "
        "tasks or indicators that nobody answers for.");
}

}  // namespace libplan::bindings
