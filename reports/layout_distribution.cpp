#include <algorithm>
#include <span>

#include "libplan/exact.hpp"
#include "reports/summary.hpp"

namespace libplan {
namespace {

constexpr int distribution_columns = 7;
constexpr int rate_limits[] = {60, 70, 80, 90};  ///< percent of the full marks

double published_full(const Scheme& scheme) { return scheme->outcome.convert_to.value_or(scheme->full); }

std::vector<Points> settled(const Assessment& assessment, const std::vector<std::size_t>& units) {
    std::vector<Points> totals;
    for (const std::size_t unit : units)
        if (assessment.total_states[unit] == State::value) totals.push_back(assessment.totals[unit]);
    std::sort(totals.begin(), totals.end());
    return totals;
}

/// Exact: a mean of 66.795 is printed as 66.80.
Rational mean_of(std::span<const Points> values) {
    Rational sum = 0;
    for (const Points value : values) sum += to_rational(value);
    return sum / values.size();
}

Rational median_of(std::span<const Points> sorted) {
    return mean_of(sorted.subspan((sorted.size() - 1) / 2, sorted.size() % 2 == 1 ? 1 : 2));
}

class Distribution {
public:
    Distribution(const RankingPlaces& ranking, const ReportNumbers& numbers, Language language)
        : ranking_(ranking), numbers_(numbers), language_(language) {
        sheet_.name = say(language, Phrase::sheet_distribution);
        sheet_.widths = {26, 10, 12, 10, 10, 10, 10};
    }

    void add(const Assessment& assessment, std::size_t index) {
        const bool is_first = sheet_.rows.empty();
        const auto& classes = ranking_.assessments[index].classes;
        sheet_.rows.push_back({{words(assessment.scheme->title, Look::subtitle, distribution_columns)}, 26});
        sheet_.rows.back().starts_page = !is_first;  // so that none breaks its chart
        sheet_.rows.push_back(notice_row(assessment.facts.illustrative, distribution_columns, language_));
        sheet_.rows.push_back(
            header_row({Phrase::head_class, Phrase::head_units, Phrase::head_settled, Phrase::head_highest,
                        Phrase::head_mean, Phrase::head_median, Phrase::head_lowest},
                       language_));
        for (const RankingPlaces::Class& of : classes) add_class(assessment, of);
        sheet_.rows.push_back({});
        constexpr std::size_t most_above_chart = 20;
        sheet_.rows.back().starts_page = classes.size() > most_above_chart;
        add_bands(assessment, classes);
    }

    Sheet sheet() { return std::move(sheet_); }

private:
    int next_row() const { return static_cast<int>(sheet_.rows.size()); }

    std::string totals_of(const RankingPlaces::Class& of) const {
        return "'" + ranking_.sheet + "'!" + range(of.first_row, of.last_row, ranking_total);
    }

    void add_class(const Assessment& assessment, const RankingPlaces::Class& of) {
        const std::vector<Points> totals = settled(assessment, of.units);
        const int places = assessment.scheme->outcome.places;
        const std::string all = totals_of(of);
        const auto figure = [&](Rational (*value)(std::span<const Points>), const std::string& function) {
            Cell cell = totals.empty() ? words("—", Look::centered)
                                       : number(round_points(value(totals), places, Rounding::half_up).value(),
                                                Look::points, places);
            // The inner ROUND removes what binary arithmetic left behind the tenth decimal.
            cell.formula = "IF(COUNT(" + all + ")=0,\"—\",ROUND(ROUND(" + function + "(" + all + "),10)," +
                           std::to_string(places) + "))";
            return cell;
        };
        sheet_.rows.push_back(
            {{words(of.title, Look::text),
              number(static_cast<double>(of.units.size()), Look::number, 0, "ROWS(" + all + ")"),
              number(static_cast<double>(totals.size()), Look::number, 0, "COUNT(" + all + ")"),
              figure([](std::span<const Points> sorted) { return mean_of(sorted.last(1)); }, "MAX"),
              figure(&mean_of, "AVERAGE"), figure(&median_of, "MEDIAN"),
              figure([](std::span<const Points> sorted) { return mean_of(sorted.first(1)); }, "MIN")}});
    }

    /// All units of the scheme by the share of the full marks they got.
    void add_bands(const Assessment& assessment, const std::vector<RankingPlaces::Class>& classes) {
        std::vector<std::size_t> units(assessment.facts.units.size());
        for (std::size_t i = 0; i < units.size(); ++i) units[i] = i;
        const std::vector<Points> totals = settled(assessment, units);
        const std::string all =
            "'" + ranking_.sheet + "'!" + range(classes.front().first_row, classes.back().last_row, ranking_total);
        sheet_.rows.push_back(header_row({Phrase::head_rate, Phrase::head_units, Phrase::head_share}, language_));
        const int first = next_row();
        const int last = first + static_cast<int>(std::size(rate_limits));
        const std::string whole = "SUM(" + range(first, last, 1) + ")";
        for (std::size_t band = 0; band <= std::size(rate_limits); ++band) {
            const bool lowest = band == 0;
            const bool highest = band == std::size(rate_limits);
            const double full = published_full(assessment.scheme);
            const double from = lowest ? 0 : round_decimal(full * rate_limits[band - 1] / 100, 6);
            const double below = highest ? 0 : round_decimal(full * rate_limits[band] / 100, 6);
            const auto count = std::count_if(totals.begin(), totals.end(), [&](Points total) {
                return (lowest || total.value() >= from) && (highest || total.value() < below);
            });
            std::string conditions;
            if (!lowest) conditions += all + ",\">=" + decimal_text(from) + "\"";
            if (!highest) conditions += (lowest ? "" : ",") + all + ",\"<" + decimal_text(below) + "\"";
            const std::string own = cell_name(next_row(), 1);
            Cell share = totals.empty() ? words("—", Look::centered)
                                        : percentage(static_cast<double>(count) / static_cast<double>(totals.size()),
                                                     numbers_, own + "/" + whole);
            share.formula = "IF(" + whole + "=0,\"—\"," + (totals.empty() ? own + "/" + whole : share.formula) + ")";
            sheet_.rows.push_back({{words(band_title(band), Look::text),
                                    number(static_cast<double>(count), Look::number, 0, "COUNTIFS(" + conditions + ")"),
                                    std::move(share)}});
        }
        if (!totals.empty()) add_chart(assessment, first, last);
    }

    std::string band_title(std::size_t band) const {
        const auto limit = [](std::size_t i) { return std::to_string(rate_limits[i]); };
        if (band == 0) return say(language_, Phrase::band_under, limit(0));
        if (band == std::size(rate_limits)) return say(language_, Phrase::band_from, limit(band - 1));
        return say(language_, Phrase::band_between, limit(band - 1), limit(band));
    }

    void add_chart(const Assessment& assessment, int first, int last) {
        constexpr int rows = 12;
        Chart chart;
        chart.title = say(language_, Phrase::distribution_chart);
        chart.row = next_row() + 1;
        chart.width = 640;
        chart.height = 240;
        chart.series = {{.name = say(language_, Phrase::head_share),
                         .category_column = 0,
                         .value_column = 2,
                         .first_row = first,
                         .last_row = last,
                         .sheet = {}}};
        chart.description = say(language_, Phrase::distribution_alt, assessment.scheme->title);
        sheet_.charts.push_back(std::move(chart));
        for (int i = 0; i < rows; ++i) sheet_.rows.push_back({{}, 20});
    }

    const RankingPlaces& ranking_;
    const ReportNumbers& numbers_;
    Language language_;
    Sheet sheet_;
};

}  // namespace

Sheet layout_distribution(const std::vector<Assessment>& assessments, const RankingPlaces& ranking,
                          const ReportNumbers& numbers, Language language) {
    Distribution distribution(ranking, numbers, language);
    for (std::size_t i = 0; i < assessments.size(); ++i)
        if (!assessments[i].facts.units.empty()) distribution.add(assessments[i], i);
    return distribution.sheet();
}

}  // namespace libplan
