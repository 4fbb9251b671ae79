#include "libplan/pace_formula.hpp"

#include <algorithm>
#include <span>

#include "libplan/pace_scale.hpp"
#include "libplan/points.hpp"
#include "libplan/step_formula.hpp"

namespace libplan {
namespace {

/// The pace of a series whose figures stand in cells.
class FormulasOfPace {
public:
    FormulasOfPace(const Series& series, const PaceCells& cells)
        : series_(series), cells_(cells), sign_(series.direction == Direction::up ? "" : "-") {}

    PaceFormulas operator()(const PaceWords& words_of) const {
        const int years = series_.year - series_.baseline_year;
        const std::string grows = years > 0 ? "AND(" + cells_.value + ">0," + cells_.baseline + ">0)" : "FALSE";
        const std::string growth = rate(cells_.value, years);
        PaceFormulas all{{grows, growth}, {"FALSE", "0"}, {"FALSE", "0"}, {}, {}};
        if (!series_.target) {
            const std::string percent = "ROUND(" + sign_ + growth + "*100,9)";
            all.compound =
                if_else(grows, classes(percent, limits_of_growth, room(), words_of), words_of(PaceClass::undefined));
            all.score = {grows, scores(percent, scores_of_growth, room())};
            return all;
        }
        const std::string& target = cells_.target;
        const std::string needed = rate(target, series_.target_year - series_.baseline_year);
        all.needed = {"AND(" + target + ">0," + cells_.baseline + ">0)", needed};
        const std::string has_way = "AND(" + cells_.value + ">0," + cells_.baseline + ">0," + target + ">0," + target +
                                    "<>" + cells_.baseline + ")";
        all.ratio = {years > 0 ? has_way : "FALSE", sign_ + growth + "/ABS(" + needed + ")"};
        const std::string reached =
            cells_.value + (series_.direction == Direction::up ? ">" : "<") + (series_.strict ? "" : "=") + target;
        all.compound = if_else(
            reached, words_of(PaceClass::achieved),
            if_else(all.ratio.defined, classes("ROUND(" + all.ratio.value + "*100,9)", limits_of_ratio, {}, words_of),
                    words_of(PaceClass::undefined)));
        all.score = {"OR(" + reached + "," + all.ratio.defined + ")",
                     if_else(reached, "5", scores("(" + all.ratio.value + ")", scores_of_ratio, {}))};
        return all;
    }

private:
    static std::string if_else(const std::string& test, const std::string& yes, const std::string& no) {
        return "IF(" + test + "," + yes + "," + no + ")";
    }
    std::string rate(const std::string& to, int years) const {
        return "((" + to + "/" + cells_.baseline + ")^(1/" + std::to_string(std::max(years, 1)) + ")-1)";
    }
    /// Empty: all of it.
    std::string room() const {
        if (!series_.limit || *series_.limit == 0) return {};
        const std::string limit = decimal_text(*series_.limit), power = "^" + decimal_text(crowding);
        if (series_.direction == Direction::up)
            return if_else(cells_.baseline + "<=" + limit, "1-(" + cells_.baseline + "/" + limit + ")" + power, "1");
        return if_else(cells_.baseline + "<2*" + limit,
                       "1-((2*" + limit + "-" + cells_.baseline + ")/" + limit + ")" + power, "1");
    }
    static std::string shrunk(double at, const std::string& room) {
        const std::string number = at < 0 ? "(" + decimal_text(at) + ")" : decimal_text(at);
        return at > 0 && !room.empty() ? number + "*" + room : number;
    }
    static std::string classes(const std::string& percent, const ClassLimits& limits, const std::string& room,
                               const PaceWords& words_of) {
        const std::vector<FormulaStep> steps{
            {percent + ">=0", words_of(PaceClass::limited)},
            {percent + ">=" + shrunk(limits.accelerate, room), words_of(PaceClass::accelerate)},
            {percent + ">=" + shrunk(limits.on_track, room), words_of(PaceClass::on_track)}};
        return step_formula(steps, words_of(PaceClass::deterioration));
    }
    static std::string scores(const std::string& at, std::span<const Knot> knots, const std::string& room) {
        std::string formula = decimal_text(knots.back().score);
        for (std::size_t i = knots.size(); i-- > 1;) {
            const std::string from = shrunk(knots[i - 1].at, room), to = shrunk(knots[i].at, room);
            formula =
                if_else(at + "<" + to,
                        decimal_text(knots[i - 1].score) + "+" + decimal_text(knots[i].score - knots[i - 1].score) +
                            "*(" + at + "-" + from + ")/(" + to + "-" + from + ")",
                        formula);
        }
        return if_else(at + "<" + shrunk(knots.front().at, room), decimal_text(knots.front().score), formula);
    }

    const Series& series_;
    const PaceCells& cells_;
    const std::string sign_;
};

}  // namespace

PaceFormulas formulas_of(const Series& series, const PaceCells& cells, const PaceWords& words_of) {
    return FormulasOfPace(series, cells)(words_of);
}

}  // namespace libplan
