#pragma once
// Private: the grades of severity that everybody knows.
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace libplan {

/// 一般, 较大, 重大, 特别重大 from 0 on; none for any other class of events.
inline std::optional<int> severity_rank(std::string_view severity) {
    constexpr std::string_view kind = "事故";
    if (severity.ends_with(kind)) severity.remove_suffix(kind.size());
    for (const auto& [name, rank] : {std::pair(std::string_view("一般"), 0), std::pair(std::string_view("较大"), 1),
                                     std::pair(std::string_view("重大"), 2), std::pair(std::string_view("特大"), 3),
                                     std::pair(std::string_view("特别重大"), 3)})
        if (severity == name) return rank;
    return std::nullopt;
}

inline constexpr int gravest = 3;

/// The most deaths an accident of the rank can have.
inline double most_deaths(int rank) {
    static constexpr double most[] = {2, 9, 29, std::numeric_limits<double>::infinity()};
    return most[rank];
}

}  // namespace libplan
