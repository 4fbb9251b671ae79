#pragma once
// How values without a class of their own cross into Python: choices as words, points as Decimal, days as date.
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <filesystem>

#include "bindings/spoken.hpp"
#include "libplan/check.hpp"
#include "libplan/compare.hpp"
#include "libplan/pace.hpp"
#include "libplan/read.hpp"
#include "libplan/side_by_side.hpp"
#include "libplan/tasks.hpp"
#include "libplan/words.hpp"

namespace pybind11::detail {

template <class Choice>
struct word_caster {
    PYBIND11_TYPE_CASTER(Choice, const_name("str"));
    bool load(handle source, bool) {
        if (!isinstance<str>(source)) return false;
        const auto given = source.cast<std::string>();
        for (const auto& entry : libplan::words_for<Choice>())
            if (entry.word == given) {
                value = entry.value;
                return true;
            }
        throw libplan::bindings::NoSuchChoice(reinterpret_borrow<pybind11::str>(source),
                                              libplan::listed_words<Choice>());
    }
    static handle cast(Choice choice, return_value_policy, handle) {
        return pybind11::str(std::string(libplan::word_of(choice))).release();
    }
};

#define LIBPLAN_CHOICE(Choice) \
    template <>                \
    struct type_caster<Choice> : word_caster<Choice> {}
LIBPLAN_CHOICE(libplan::Language);
LIBPLAN_CHOICE(libplan::Encoding);
LIBPLAN_CHOICE(libplan::Direction);
LIBPLAN_CHOICE(libplan::Nature);
LIBPLAN_CHOICE(libplan::Accumulation);
LIBPLAN_CHOICE(libplan::AcrossBodies);
LIBPLAN_CHOICE(libplan::Path);
LIBPLAN_CHOICE(libplan::PaceClass);
LIBPLAN_CHOICE(libplan::ControlStanding);
LIBPLAN_CHOICE(libplan::Disagreement);
LIBPLAN_CHOICE(libplan::Strength);
LIBPLAN_CHOICE(libplan::Extent);
LIBPLAN_CHOICE(libplan::BodyKind);
LIBPLAN_CHOICE(libplan::Claim);
LIBPLAN_CHOICE(libplan::Severity);
LIBPLAN_CHOICE(libplan::Status);
LIBPLAN_CHOICE(libplan::State);
LIBPLAN_CHOICE(libplan::IndicatorFact::Take);
LIBPLAN_CHOICE(libplan::EventFact::Count);
LIBPLAN_CHOICE(libplan::TaskFact::Take);
LIBPLAN_CHOICE(libplan::Scorer);
LIBPLAN_CHOICE(libplan::Cause);
LIBPLAN_CHOICE(libplan::Rounding);
LIBPLAN_CHOICE(libplan::BelowFact::Take);
LIBPLAN_CHOICE(libplan::ClassFact::Take);
LIBPLAN_CHOICE(libplan::Steps);
LIBPLAN_CHOICE(libplan::Comparison);
LIBPLAN_CHOICE(libplan::Condition::Subject);
LIBPLAN_CHOICE(libplan::OccurrencesRule::Counts);
LIBPLAN_CHOICE(libplan::Combine);
LIBPLAN_CHOICE(libplan::GroupKind);
LIBPLAN_CHOICE(libplan::Veto::Effect);
LIBPLAN_CHOICE(libplan::RoundedAt);
LIBPLAN_CHOICE(libplan::Step);
LIBPLAN_CHOICE(libplan::WhenMissing);
LIBPLAN_CHOICE(libplan::TaskStatus);
LIBPLAN_CHOICE(libplan::Standing);
LIBPLAN_CHOICE(libplan::Role);
#undef LIBPLAN_CHOICE

template <>
struct type_caster<libplan::Date> {
    PYBIND11_TYPE_CASTER(libplan::Date, const_name("datetime.date"));
    bool load(handle source, bool) {
        if (isinstance<str>(source)) {
            const auto words = source.cast<std::string>();
            const auto parsed = libplan::parse_date(words);
            if (!parsed) throw value_error(libplan::bindings::spoken(libplan::Phrase::bad_date, words));
            value = *parsed;
            return true;
        }
        if (!hasattr(source, "year") || !hasattr(source, "month") || !hasattr(source, "day")) return false;
        value = libplan::Date{std::chrono::year{source.attr("year").cast<int>()},
                              std::chrono::month{source.attr("month").cast<unsigned>()},
                              std::chrono::day{source.attr("day").cast<unsigned>()}};
        return value.ok();
    }
    static handle cast(const libplan::Date& date, return_value_policy, handle) {
        return module_::import("datetime")
            .attr("date")(static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                          static_cast<unsigned>(date.day()))
            .release();
    }
};

/// A path in the system's encoding; one that has no such form, as Chinese in a C locale, in UTF-8.
template <>
struct type_caster<std::filesystem::path> {
    PYBIND11_TYPE_CASTER(std::filesystem::path, io_name("os.PathLike | str | bytes", "pathlib.Path"));
    bool load(handle source, bool) {
        const auto path = reinterpret_steal<object>(PyOS_FSPath(source.ptr()));
        if (!path) {
            PyErr_Clear();
            return false;
        }
        value = isinstance<bytes>(path) ? path.cast<std::string>() : encoded(path).cast<std::string>();
        return value.native().find('\0') == std::string::npos;
    }
    static handle cast(const std::filesystem::path& path, return_value_policy, handle) {
        const std::string& name = path.native();
        const auto decoded =
            reinterpret_steal<object>(PyUnicode_DecodeFSDefaultAndSize(name.data(), static_cast<ssize_t>(name.size())));
        return module_::import("pathlib").attr("Path")(decoded).release();
    }
    static object encoded(const object& path) {
        if (auto native = reinterpret_steal<object>(PyUnicode_EncodeFSDefault(path.ptr()))) return native;
        PyErr_Clear();
        return path.attr("encode")("utf-8", "surrogateescape");
    }
};

/// A day of any year: "12-01".
template <>
struct type_caster<std::chrono::month_day> {
    PYBIND11_TYPE_CASTER(std::chrono::month_day, const_name("str"));
    bool load(handle source, bool) {
        if (!isinstance<str>(source)) return false;
        const auto date = libplan::parse_date("2000-" + source.cast<std::string>());
        if (!date) throw value_error("'" + source.cast<std::string>() + "': 12-01");
        value = {date->month(), date->day()};
        return true;
    }
    static handle cast(const std::chrono::month_day& day, return_value_policy, handle) {
        return pybind11::str(libplan::to_string(libplan::Date{std::chrono::year{2000} / day}).substr(5)).release();
    }
};

/// Exact points are exact decimals: Decimal('93.52').
template <>
struct type_caster<libplan::Points> {
    PYBIND11_TYPE_CASTER(libplan::Points, const_name("decimal.Decimal"));
    bool load(handle source, bool) {
        const auto decimal = module_::import("decimal").attr("Decimal");
        if (!isinstance(source, decimal) && !isinstance<int_>(source)) return false;
        const auto points = libplan::parse_points(decimal(source).attr("__format__")("f").cast<std::string>());
        if (points) value = *points;
        return points.has_value();
    }
    static handle cast(const libplan::Points& points, return_value_policy, handle) {
        return module_::import("decimal").attr("Decimal")(libplan::to_string(points)).release();
    }
};

}  // namespace pybind11::detail
