#include "libplan/check_parts.hpp"

#include <set>

#include "libplan/form_words.hpp"
#include "libplan/interrupt.hpp"
#include "libplan/units.hpp"

namespace libplan::checking {
namespace {

std::string key_of(std::string_view indicator, std::string_view body, const Period& period, std::string_view source) {
    return std::string(indicator) + '\n' + std::string(body) + '\n' + to_string(period) + '\n' + std::string(source);
}

Finding unknown_unit(const Printed& figure) {
    return {"unit",
            Severity::error,
            {Phrase::finding_unit_unknown, {title_of(figure)}},
            {figure_of(figure)},
            printed_of(figure),
            {Phrase::follows_unit_unknown, {}},
            {Phrase::cure_unit_unknown, {figure.indicator->unit}},
            figure.observation.illustrative};
}

}  // namespace

void Figures::add(const Plan& plan, const Observations& rows, std::vector<Finding>& findings) {
    std::unordered_map<std::string_view, const Body*> bodies;
    for (const Body& body : plan->bodies) bodies.emplace(body.id, &body);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        Interruptible::heed(16);
        Observation observation = rows[row];
        const Indicator* indicator = plan.find_indicator(observation.indicator);
        if (!indicator || observation.state != State::value) continue;
        const auto body = bodies.find(observation.body);
        const Rational number = decimal_reading(observation.value);
        const auto factor = conversion(observation.unit, indicator->unit);
        const bool odd = !observation.unit.empty() && observation.unit != indicator->unit;
        const std::string title = body == bodies.end() ? observation.body : body->second->title;
        Printed figure{std::move(observation), indicator, title, number, number, 1, odd, false};
        if (!factor) {
            findings.push_back(unknown_unit(figure));
            continue;
        }
        figure.value = number * *factor;
        figure.scale = *factor;
        const Observation& printed = figure.observation;
        const auto [at, added] =
            index_.try_emplace(key_of(indicator->id, printed.body, printed.period, printed.source), all_.size());
        if (!added && all_[at->second].observation.as_of < printed.as_of) at->second = all_.size();
        rows_[indicator->id].push_back(all_.size());
        all_.push_back(std::move(figure));
    }
}

std::size_t Figures::find(std::string_view indicator, std::string_view body, const Period& period,
                          std::string_view source) const {
    const auto found = index_.find(key_of(indicator, body, period, source));
    return found == index_.end() ? npos : found->second;
}

std::vector<std::size_t> Figures::of(std::string_view indicator) const {
    const auto found = rows_.find(indicator);
    return found == rows_.end() ? std::vector<std::size_t>() : found->second;
}

std::vector<std::string> Figures::sources() const {
    std::set<std::string> all;
    for (const Printed& figure : all_) all.insert(figure.observation.source);
    return {all.begin(), all.end()};
}

int decimals(const std::string& number) {
    const auto point = number.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(number.size() - point - 1);
}

std::string shown(const Rational& value) { return decimal_text(round_decimal(to_double(value), 6)); }

Rational precision(const Printed& figure, bool reread) {
    const bool exact_count = figure.indicator->count && !figure.odd_unit;
    if (exact_count || figure.observation.places == 0) return 0;
    return power_of_ten(-figure.observation.places) / 2 * (reread ? Rational(1) : figure.scale);
}

std::string period_text(const Period& period) {
    const std::string words = to_string(period);
    const auto slash = words.find('/');
    return slash == std::string::npos ? words : words.substr(0, slash) + "—" + words.substr(slash + 1);
}

Message words_of(const Period& period) {
    const int year = static_cast<int>(period.first.year());
    const std::string number = std::to_string(year);
    if (period == half_period(year, 1)) return {Phrase::period_first_half, {number}};
    if (period == half_period(year, 2)) return {Phrase::period_second_half, {number}};
    for (int part = 1; part <= 12; ++part) {
        const std::string which = std::to_string(part);
        if (part <= 4 && period == quarter_period(year, part)) return {Phrase::period_quarter, {number, which}};
        if (period == month_period(year, part)) return {Phrase::period_month, {number, which}};
    }
    const bool of_years = period.first == year_period(year).first && period.last == year_period(period.year()).last;
    return of_years ? Message{Phrase::period_years, {period_text(period)}} : Message(period_text(period));
}

Message title_of(Message period, const Indicator& indicator, std::vector<Message> remarks) {
    Message remark =
        remarks.empty() ? Message() : Message(Phrase::figure_source, {joined(Phrase::comma, std::move(remarks))});
    return {Phrase::figure_title, {std::move(period), indicator.title, std::move(remark)}};
}

Message title_of(const Printed& figure) {
    std::vector<Message> remarks;
    for (const std::string& remark : {figure.body, std::string(figure.observation.source)})
        if (!remark.empty()) remarks.emplace_back(remark);
    return title_of(words_of(figure.observation.period), *figure.indicator, std::move(remarks));
}

Message title_of_control(const Printed& control) {
    std::vector<Message> remarks;
    if (!control.body.empty()) remarks.emplace_back(control.body);
    remarks.emplace_back(Phrase::figure_control);
    return title_of(words_of(control.observation.period), *control.indicator, std::move(remarks));
}

std::string printed_of(const Printed& figure) {
    std::string number = decimal_text(figure.observation.value);
    const int places = figure.observation.places;
    const bool whole = number.find('.') == std::string::npos;
    int have = decimals(number);
    if (places > have && whole) number += '.';
    for (; have < places; ++have) number += '0';
    return number + (figure.observation.unit.empty() ? figure.indicator->unit : figure.observation.unit);
}

Message printed_title(const Printed& figure) {
    return {Phrase::figure_printed, {title_of(figure), printed_of(figure)}};
}

Figure figure_of(const Printed& figure) {
    return {title_of(figure), printed_of(figure), figure.observation.text_line, figure.observation.place};
}

std::string with_unit(const Rational& value, const Indicator& indicator) { return shown(value) + indicator.unit; }

namespace {

/// Its own clause, else the form in signs, else the clause of the indicator; nothing where that only repeats its title.
std::string clause_or_signs(const Indicator& indicator, const Target& target) {
    if (!target.clause.text.empty()) return target.clause.text;
    if (const auto* reduce = std::get_if<ReducePercent>(&target.form)) return "-" + decimal_text(reduce->percent) + "%";
    if (const auto* raise = std::get_if<RaisePercent>(&target.form)) return "+" + decimal_text(raise->percent) + "%";
    const bool is_level = std::holds_alternative<Reach>(target.form) || std::holds_alternative<AtMost>(target.form) ||
                          std::holds_alternative<AtLeast>(target.form) ||
                          std::holds_alternative<Cumulative>(target.form) ||
                          std::holds_alternative<Within>(target.form);
    if (is_level) return to_string(*admissible_interval(indicator, target, {})) + indicator.unit;
    return indicator.clause.text == indicator.title ? std::string() : indicator.clause.text;
}

}  // namespace

Message printed_target(const Plan& plan, const Indicator& indicator, const Target& target) {
    const std::string printed = clause_or_signs(indicator, target);
    return printed.empty() ? form_words(target.form, &plan) : Message(printed);
}

Figure figure_of(const Indicator& indicator, const Target& target) {
    return {title_of(words_of(year_period(target.year)), indicator), clause_or_signs(indicator, target),
            target.clause.line ? target.clause.line : indicator.clause.line, target.place};
}

Finding finding_about(const Plan& plan, const Indicator& indicator, const Target& target, const char* code,
                      Severity severity, Phrase title, Message follows, Phrase cure) {
    return {code,
            severity,
            {title, {title_of(words_of(year_period(target.year)), indicator)}},
            {figure_of(indicator, target)},
            printed_target(plan, indicator, target),
            std::move(follows),
            {cure, {}},
            indicator.illustrative || target.illustrative};
}

}  // namespace libplan::checking
