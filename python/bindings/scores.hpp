#pragma once
// Scores as Python holds them.
#include "libplan/assess.hpp"

namespace libplan::bindings {

/// Scores and the titles of the grades that they count: those of the scheme that scored them.
struct GradedScores : Scores {
    GradedScores(Scores scores, const Scheme& scheme) : Scores(std::move(scores)) {
        for (const Grade& grade : scheme->grades) grade_titles.push_back(grade.title);
    }
    std::vector<std::string> grade_titles;
    bool operator==(const GradedScores&) const = default;
};

}  // namespace libplan::bindings
