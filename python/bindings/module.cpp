// The table of contents of libplan._core: one function per header of the core.
#include "bindings/given.hpp"

PYBIND11_MODULE(_core, module) {
    using namespace libplan::bindings;
    module.doc() = "The compiled core of libplan.";
    module.attr("__version__") = LIBPLAN_VERSION;
    bind_problem(module);
    bind_points(module);
    bind_plan(module);
    bind_progress(module);
    bind_scheme(module);
    bind_assess(module);
    bind_check(module);
    bind_compare(module);
    bind_reach(module);
    bind_tasks(module);
    bind_pace(module);
    bind_read(module);
    bind_reports(module);
    bind_forms(module);
    bind_tables(module);
    bind_notebook(module);  // once all it shows is there
}
