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
        [](const Plan& plan, const Observations& figures) {
            std::vector<Finding> findings;
            {
                const py::gil_scoped_release release;
                findings = check(plan, figures);
            }
            return to_python(findings);
        },
        py::arg("plan"), py::arg("figures"),
        "Contradictions between the printed figures of a plan, errors first, then in plan order.");
    module.def(
        "check_scheme",
        [](const Scheme& scheme, const Plan* plan) { return to_python(plan ? check(scheme, *plan) : check(scheme)); },
        py::arg("scheme"), py::arg("plan") = nullptr,
        "What a scheme should be asked about before anybody is scored by it, errors first: clauses against rules, and "
        "what cannot do what it seems made for. With the plan more is known of its facts and units.");
}

}  // namespace libplan::bindings
