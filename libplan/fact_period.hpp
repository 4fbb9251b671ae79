#pragma once
// Private: which period of an indicator a fact reads.
#include "libplan/scheme.hpp"

namespace libplan {

inline bool is_calendar_year(const Window& window) {
    return window.first == std::chrono::January / 1 && window.last == std::chrono::December / 31;
}

/// In the assessed year: the part of it that the fact names, else the days that count for the year.
Period fact_period(const FactDefinition& fact, const Window& window, int year);

}  // namespace libplan
