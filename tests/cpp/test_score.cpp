#include <gtest/gtest.h>

#include <bit>
#include <limits>
#include <random>
#include <set>

#include "libplan/assess.hpp"
#include "libplan/rules.hpp"

namespace libplan {
namespace {

Item item_of_fact(std::string id, double full, Rule rule) {
    Item made;
    made.id = made.title = made.fact = std::move(id);
    made.full = full;
    made.rule = std::move(rule);
    return made;
}

/// Every rule with every setting that changes its arithmetic.
std::vector<Item> every_setting() {
    using Counts = OccurrencesRule::Counts;
    const double none = std::numeric_limits<double>::infinity();
    return {
        item_of_fact("marks", 10, MarksRule{.step = 0.5}),
        item_of_fact("scorers", 10,
                     MarksRule{.scorers = {{Scorer::self, 0.3}, {Scorer::department, 0.2}, {Scorer::team, 0.7}}}),
        item_of_fact("deducted", 10, MarksRule{.deduct_from = 0.5, .deduct_to = 2}),
        item_of_fact("above", 5, AllOrNothingRule{Comparison::above, "reference"}),
        item_of_fact("share", 7, ShareRule{"reference"}),
        item_of_fact("two_sided", 18,
                     PerUnitRule{.reference = "reference", .over = -0.35, .under = 0.15, .ceiling = none}),
        item_of_fact("asymmetric", 30,
                     PerUnitRule{.per = 2,
                                 .per_under = 1,
                                 .reference = 60.0,
                                 .over = 1,
                                 .under = -2,
                                 .ceiling = 40,
                                 .steps = Steps::proportional}),
        item_of_fact("whole", 30, PerUnitRule{.per = 0.3, .reference = 60.0, .over = -0.1, .steps = Steps::whole}),
        item_of_fact("bands", 10, BandsRule{.bands = {{{30, true}, 6}, {{35, true}, 10}}, .below = 1.0}),
        item_of_fact("efficacy", 15,
                     BandsRule{.bands = {{20.3, 0.2}, {45, 0.4}, {67.7, 0.8}, {90, 1}},
                               .interpolate = true,
                               .coefficients = true,
                               .below = 0.0}),
        item_of_fact("events", 35, OccurrencesRule{.classes = {{"一般", -0.25, -1}, {"较大", -6, -1.5}}, .cap = -30}),
        item_of_fact("highest", 5,
                     OccurrencesRule{.classes = {{"国家", 5}, {"省", 3}}, .counts = Counts::highest, .start = 0}),
        item_of_fact("worst", 5, OccurrencesRule{.classes = {{"一般", -1}, {"较大", -3}}, .counts = Counts::worst}),
    };
}

SchemeParts scheme_parts() {
    SchemeParts parts;
    parts.id = parts.title = "s";
    Group group;
    group.id = group.title = "g";
    group.items = every_setting();
    for (const Item& one : group.items) {
        group.full += one.full;
        if (!std::holds_alternative<MarksRule>(one.rule))
            parts.facts.push_back({one.fact, one.fact, "", EventFact{one.fact, {}, {}}, {}});
    }
    parts.facts.push_back({"reference", "reference", "", SuppliedFact{}, {}});
    parts.facts.push_back({"deaths", "deaths", "", SuppliedFact{}, {}});
    parts.full = group.full;
    parts.groups = {group};
    parts.grades = {{"优秀", 90}, {"合格", 0}};
    return parts;
}

/// Columns of facts whose decimals make ties: hundredths, many of them whole or halves, a few unknown.
struct Columns {
    std::vector<std::string> ids;
    std::vector<std::vector<double>> values;
    std::vector<std::vector<State>> states;
    FactsView view;

    Columns(const Scheme& scheme, std::size_t units, int unknown_in) {
        std::mt19937 random(5);
        for (const Item* one : scheme.items())
            for (const std::string& id : inputs_of(*one)) ids.push_back(id);
        ids.push_back("deaths");
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        view.size = units;
        for (const std::string& id : ids) {
            std::vector<double> column;
            std::vector<State> known;
            for (std::size_t unit = 0; unit < units; ++unit) {
                const bool counts = id.find('/') != id.npos;
                column.push_back(counts ? static_cast<double>(random() % 4)
                                        : static_cast<double>(random() % 12000) / 100);
                known.push_back(unknown_in > 0 && random() % static_cast<unsigned>(unknown_in) == 0
                                    ? static_cast<State>(random() % 4)
                                    : State::value);
            }
            values.push_back(std::move(column));
            states.push_back(std::move(known));
        }
        for (std::size_t i = 0; i < ids.size(); ++i)
            view.columns.push_back({ids[i], values[i], unknown_in > 0 ? states[i] : std::span<const State>()});
    }
};

/// FNV-1a over everything that is published.
std::uint64_t hash_of(const Scores& scores) {
    std::uint64_t hash = 0xcbf29ce484222325;
    const auto add = [&](std::int64_t value) {
        for (int byte = 0; byte < 8; ++byte) hash = (hash ^ (value >> 8 * byte & 0xff)) * 0x100000001b3;
    };
    for (const auto& column : scores.items)
        for (std::size_t unit = 0; unit < column.points.size(); ++unit) {
            add(column.points[unit].units);
            add(static_cast<std::int64_t>(column.state(unit)));
        }
    for (std::size_t unit = 0; unit < scores.totals.size(); ++unit) {
        add(scores.totals[unit].units);
        add(std::bit_cast<std::int64_t>(scores.unrounded[unit]));
        add(scores.grades[unit]);
        add(scores.ranks[unit]);
    }
    return hash;
}

Outcome rounding_to(int places, Rounding rounding) {
    Outcome outcome;
    outcome.places = places;
    outcome.rounding = rounding;
    return outcome;
}

TEST(Score, EveryRuleInABlockIsTheExactRuleOfOneUnit) {
    for (const Rounding rounding : {Rounding::half_up, Rounding::half_even, Rounding::truncate, Rounding::up})
        for (const int places : {0, 1, 2, 4}) {
            SchemeParts parts = scheme_parts();
            parts.outcome = rounding_to(places, rounding);
            const Scheme scheme(parts);
            const Columns columns(scheme, 401, 0);
            const Scores scores = score(scheme, columns.view);
            const auto items = scheme.items();
            for (std::size_t i = 0; i < items.size(); ++i)
                for (std::size_t unit = 0; unit < columns.view.size; ++unit) {
                    std::vector<double> inputs;
                    for (const std::string& id : inputs_of(*items[i]))
                        inputs.push_back(columns.view.find(id)->values[unit]);
                    ASSERT_EQ(to_string(scores.items[i].points[unit]),
                              to_string(points_of(*items[i], inputs, places, rounding)))
                        << items[i]->id << " unit " << unit << " places " << places;
                }
        }
}

TEST(Score, NeitherThreadsNorBlocksChangeADigit) {
    SchemeParts parts = scheme_parts();
    for (const RoundedAt where : {RoundedAt::item, RoundedAt::total}) {
        parts.outcome.rounded_at = where;
        const Scheme scheme(parts);
        const Columns columns(scheme, 600, 37);
        const Scores expected = score(scheme, columns.view);
        for (const std::size_t block : {8, 24, 100000})
            for (const int threads : {1, 3}) {
                const Scores scores = score(scheme, columns.view, {threads, block, true});
                EXPECT_EQ(hash_of(scores), hash_of(expected)) << block << " " << threads;
                EXPECT_TRUE(scores == expected);
            }
        const Scores totals = score(scheme, columns.view, {2, 64, false});
        EXPECT_EQ(totals.totals, expected.totals);
        EXPECT_EQ(totals.ranks, expected.ranks);
        EXPECT_TRUE(totals.items.empty());
    }
}

/// Later blocks hold values far larger and smaller than the first, with more decimals, and values not known.
TEST(Score, WhatTheFirstBlockShowsNeedNotHoldOfOthers) {
    SchemeParts parts = scheme_parts();
    for (const Rounding rounding : {Rounding::half_up, Rounding::half_even, Rounding::truncate, Rounding::up}) {
        parts.outcome = rounding_to(2, rounding);
        const Scheme scheme(parts);
        Columns columns(scheme, 400, 0);
        for (std::vector<double>& column : columns.values) {
            for (std::size_t unit = 0; unit < 8; ++unit) column[unit] = std::trunc(column[unit]);
            for (std::size_t unit = 80; unit < 90; ++unit) column[unit] *= 1000;
            for (std::size_t unit = 160; unit < 170; ++unit) column[unit] /= 1000;
            for (std::size_t unit = 240; unit < 260; ++unit) column[unit] /= 3;
            column[300] = std::numeric_limits<double>::quiet_NaN();
            column[350] *= 1e12;
        }
        const Scores scores = score(scheme, columns.view, {1, 8, true});
        EXPECT_TRUE(scores == score(scheme, columns.view));
        const auto items = scheme.items();
        for (std::size_t i = 0; i < items.size(); ++i)
            for (std::size_t unit = 0; unit < columns.view.size; ++unit) {
                std::vector<double> inputs;
                for (const std::string& id : inputs_of(*items[i]))
                    inputs.push_back(columns.view.find(id)->values[unit]);
                ASSERT_EQ(scores.items[i].state(unit), unit == 300 ? State::missing : State::value);
                if (unit == 300) continue;
                ASSERT_EQ(to_string(scores.items[i].points[unit]), to_string(points_of(*items[i], inputs, 2, rounding)))
                    << items[i]->id << " unit " << unit;
            }
    }
}

/// The same facts give the same digits however libplan was compiled: built for debugging, for speed, under sanitizers.
TEST(Score, TheDigitsHashTheSameInEveryBuild) {
    const Scheme scheme(scheme_parts());
    EXPECT_EQ(hash_of(score(scheme, Columns(scheme, 2000, 37).view)), 14466062204790485047u);
}

TEST(Score, NaNIsMissingAndInfinityIsRefused) {
    SchemeParts parts = scheme_parts();
    const Scheme scheme(parts);
    Columns columns(scheme, 20, 0);
    columns.values[0][3] = std::numeric_limits<double>::quiet_NaN();
    const Scores scores = score(scheme, columns.view);
    EXPECT_EQ(std::count(scores.total_states.begin(), scores.total_states.end(), State::value), 19);
    EXPECT_EQ(scores.total_states[3], State::missing);
    columns.values[0][3] = std::numeric_limits<double>::infinity();
    try {
        score(scheme, columns.view);
        FAIL();
    } catch (const std::invalid_argument& error) {
        EXPECT_EQ(error.what(), "错误[column] 列“" + columns.ids[0] + "”第4行的值是无穷大；缺数据请写 NaN");
    }
}

TEST(Score, WhatIsSaidOfUnitsIsSaidOfEachAndOfNamedClasses) {
    const Scheme scheme(scheme_parts());
    Columns columns(scheme, 20, 0);
    std::vector<std::uint32_t> classes(20, 1);
    columns.view.classes = classes;
    columns.view.class_names = {"县", "镇"};
    const auto refusal = [&]() -> std::string {
        try {
            score(scheme, columns.view);
            return "";
        } catch (const InputError& error) {
            return error.what();
        }
    };
    EXPECT_EQ(refusal(), "");
    classes[6] = 2;
    EXPECT_EQ(refusal(), "错误[column] 第7个单位的类别编号是2，而类别名称只有2个，编号应从0起、小于这个数");
    columns.view.classes = std::span(classes).first(19);
    EXPECT_EQ(refusal(), "错误[column] 给了19个类别，应有20个，每个单位一个");
    columns.view.classes = {};
    const std::vector<Unit> units(21);
    columns.view.units = units;
    EXPECT_EQ(refusal(), "错误[column] 给了21个单位编号，应有20个，每个单位一个");
}

/// However many different totals there are: few are counted, many sorted.
TEST(Score, ManyUnitsAreRankedWithinTheirClasses) {
    for (const int places : {1, 2, 6}) {
        SchemeParts parts = scheme_parts();
        parts.outcome.places = places;
        const Scheme scheme(parts);
        Columns columns(scheme, 1000, 300);
        std::vector<std::uint32_t> classes;
        for (std::uint32_t unit = 0; unit < 1000; ++unit) classes.push_back(unit % 3);
        columns.view.classes = classes;
        columns.view.class_names = {"县", "镇", "园区"};
        const Scores scores = score(scheme, columns.view);
        const auto is_known = [&](std::size_t unit) { return scores.total_states[unit] == State::value; };
        for (std::size_t unit = 0; unit < 1000; ++unit) {
            int ahead = 0;
            for (std::size_t other = unit % 3; other < 1000; other += 3)
                ahead += is_known(other) && scores.totals[other] > scores.totals[unit];
            ASSERT_EQ(scores.ranks[unit], is_known(unit) ? ahead + 1 : 0) << places << " " << unit;
        }
    }
}

TEST(Columns, LieApartHoweverOftenTheirMemoryIsUsedAgain) {
    constexpr std::size_t large = std::size_t{1} << 20;
    std::vector<Column<std::int64_t>> held;
    for (std::int64_t round = 0; round < 12; ++round) {
        for (std::int64_t number = 0; number < 4; ++number) {
            Column<std::int64_t> column(large + static_cast<std::size_t>(number % 2) * large);
            std::fill(column.begin(), column.end(), 10 * round + number);
            held.push_back(std::move(column));
        }
        if (round % 3 == 1) held.erase(held.begin(), held.begin() + 3);
        if (round % 3 == 2) held.resize(2);
        std::set<std::int64_t> first_values;
        for (const auto& column : held) {
            EXPECT_EQ(std::count(column.begin(), column.end(), column.front()), std::ssize(column));
            first_values.insert(column.front());
        }
        EXPECT_EQ(first_values.size(), held.size());
    }
}

}  // namespace
}  // namespace libplan
