#pragma once
// Private: the months, quarters or halves of a year, added up as their figures come.
#include <cmath>

#include "libplan/progress.hpp"

namespace libplan {

/// A year made of parts of equal length with one figure each. Whatever is not as simple as that is left to `value_of`,
/// which comes to the same.
class YearParts {
public:
    /// One more figure of a period that lies within the year.
    void add(const Period& period, double value, State state, std::uint8_t flags, std::uint32_t basis) {
        const int months = length_of(period);
        const int part = months == 0 ? 0 : static_cast<int>(static_cast<unsigned>(period.first.month()) - 1) / months;
        const double whole = std::nearbyint(value * millionths);
        is_simple_ &= months != 0 && (months_ == 0 || months == months_) && (seen_ >> part & 1U) == 0 &&
                      state == State::value && std::abs(whole) < most && whole / millionths == value &&
                      (months_ == 0 || basis == basis_);
        if (!is_simple_) return;
        basis_ = basis;
        months_ = months;
        seen_ |= 1U << part;
        sum_ += static_cast<std::int64_t>(whole);
        flags_ |= flags;
        if (part == 12 / months - 1) last_ = {value, flags};
    }

    /// What the year comes to; nothing if that takes a closer look.
    std::optional<Taken> total(Accumulation how) const {
        if (!is_simple_ || months_ == 0 || seen_ != (1U << 12 / months_) - 1) return std::nullopt;
        if (how == Accumulation::last) return taken(last_.value, last_.flags);
        // Both numbers are exact, so that the quotient is rounded once.
        if (how == Accumulation::sum && std::abs(sum_) <= exact)
            return taken(static_cast<double>(sum_) / millionths, flags_);
        return std::nullopt;
    }

private:
    static constexpr double millionths = 1e6, most = 1e15;
    static constexpr std::int64_t exact = std::int64_t{1} << 53;

    static Taken taken(double value, std::uint8_t flags) {
        return {
            State::value, value, (flags & Observations::provisional) != 0, (flags & Observations::illustrative) != 0,
            {},           {}};
    }

    /// In months, of a part that divides the year; 0 of any other.
    static int length_of(const Period& period) {
        const auto& [first, last] = period;
        if (first.day() != std::chrono::day{1} || last != last.year() / last.month() / std::chrono::last) return 0;
        const int before = static_cast<int>(static_cast<unsigned>(first.month())) - 1;
        const int months = static_cast<int>(static_cast<unsigned>(last.month())) - before;
        return 12 % months == 0 && before % months == 0 ? months : 0;
    }

    struct Last {
        double value = 0;
        std::uint8_t flags = 0;
    };
    std::int64_t sum_ = 0;
    Last last_;
    unsigned seen_ = 0;        ///< a bit for each part
    int months_ = 0;           ///< of each part; 0: none yet
    std::uint32_t basis_ = 0;  ///< of all parts
    std::uint8_t flags_ = 0;
    bool is_simple_ = true;
};

}  // namespace libplan
