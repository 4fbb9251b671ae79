#pragma once
// Private: how one indicator of one body is judged in one year, whatever its figure comes to: what a report needs whose
// cells follow the figure.
#include <array>

#include "libplan/progress.hpp"

namespace libplan {

/// A figure's status follows from the answers to four questions.
struct Yardstick {
    enum Question { is_met, is_early, is_ahead, is_kept, questions };

    Interval admissible{};             ///< what meets the year's targets
    bool is_decided = true;            ///< else one of them cannot be decided, and none that meets the others meets all
    std::optional<Interval> early{};   ///< what meets the final targets before they are due
    std::optional<double> required{};  ///< on the path, if the pace counts
    std::optional<Interval> ahead{}, kept{};         ///< what is ahead of the path, and what keeps up with it
    std::optional<std::pair<double, double>> way{};  ///< where the way starts and ends
    std::array<Status, 1 << questions> statuses{};   ///< by the answers: bit 0 is that to the first question

    std::optional<bool> met(double value) const;
    Status status(double value) const;
    std::optional<double> completion(double value) const;
};

/// By all that is known. Nothing where no figure can be judged.
std::optional<Yardstick> yardstick(const Plan& plan, const Observations& observations, const Reading& reading);

}  // namespace libplan
