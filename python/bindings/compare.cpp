#include "libplan/compare.hpp"

#include "bindings/record.hpp"

namespace libplan::bindings {

void bind_compare(py::module_& module) {
    bind_value<ChangePart>(module, "ChangePart",
                           "How much of a difference comes from one cause; ``words`` tell what changed.",
                           required("cause", &ChangePart::cause), required("points", &ChangePart::points),
                           field("words", &ChangePart::words));
    bind_value<ItemChange>(
        module, "ItemChange", "One item on both sides; points are None where it is not in the table or still open.",
        required("item", &ItemChange::item), required("title", &ItemChange::title),
        field("before", &ItemChange::before), field("after", &ItemChange::after),
        field("difference", &ItemChange::difference), field("before_words", &ItemChange::before_words),
        field("after_words", &ItemChange::after_words));
    bind_value<TotalChange>(
        module, "TotalChange",
        "Where the change of a published total comes from: ``parts`` by cause, ``items`` with ``beyond_items``; each "
        "adds up to ``difference`` exactly. While a side is open there are no parts, and ``open_words`` tell which.",
        required("unit", &TotalChange::unit), field("year_before", &TotalChange::year_before),
        field("year_after", &TotalChange::year_after), field("scheme_before", &TotalChange::scheme_before),
        field("scheme_after", &TotalChange::scheme_after), field("before", &TotalChange::before),
        field("after", &TotalChange::after), field("difference", &TotalChange::difference),
        field("parts", &TotalChange::parts), field("items", &TotalChange::items),
        field("beyond_items", &TotalChange::beyond_items), field("open_words", &TotalChange::open_words),
        field("illustrative", &TotalChange::illustrative));
    module.def(
        "compare",
        [](const Assessment& before, const Assessment& after, const std::string& unit,
           const std::optional<Facts>& revised, Language language) {
            unit_index(before.facts, unit);
            unit_index(after.facts, unit);
            if (revised) unit_index(*revised, unit);
            return compare(before, after, unit, revised ? &*revised : nullptr, language);
        },
        py::arg("before"), py::arg("after"), py::arg("unit"), py::kw_only(), py::arg("revised") = py::none(),
        py::arg("language") = "zh",
        "Splits the change of one unit's published total exactly.\n\n"
        "By sequential replacement, in this order: revised data (``revised``: the earlier year's facts as known now), "
        "data, targets (facts that others are held against), rules and weights, classes, vetoes. Another order would "
        "split differently; the sum is the same. KeyError for a unit that is not on both sides.");
}

}  // namespace libplan::bindings
