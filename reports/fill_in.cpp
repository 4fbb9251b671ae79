#include "reports/fill_in.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include "libplan/fact_period.hpp"
#include "libplan/mark_check.hpp"
#include "libplan/units.hpp"
#include "libplan/utf8.hpp"
#include "libplan/words.hpp"
#include "reports/items_page.hpp"

namespace libplan {
namespace {

constexpr std::uint64_t fnv_start = 0xcbf29ce484222325, fnv_prime = 0x100000001b3;

/// FNV-1a: tells whether words were changed, not who changed them.
class Fingerprint {
public:
    /// Blanks and line ends are left out: programs differ in how they keep them.
    Fingerprint& operator<<(std::string_view words) {
        for (const char c : words)
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') add(static_cast<unsigned char>(c));
        add(0);
        return *this;
    }
    std::string text() const {
        std::array<char, 16> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), hash_, 16).ptr;
        return "#" + std::string(digits.data(), end);  // no spreadsheet takes it for a number
    }

private:
    void add(unsigned char byte) { hash_ = (hash_ ^ byte) * fnv_prime; }
    std::uint64_t hash_ = fnv_start;
};

template <class Value>
bool contains(const std::vector<Value>& all, const Value& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// The level that a target names, if it names one.
std::optional<double> level_of(const TargetForm& form) {
    if (const auto* reach = std::get_if<Reach>(&form)) return reach->level;
    if (const auto* about = std::get_if<About>(&form)) return about->level;
    if (const auto* most = std::get_if<AtMost>(&form)) return most->limit;
    if (const auto* least = std::get_if<AtLeast>(&form)) return least->limit;
    if (const auto* within = std::get_if<Within>(&form)) return within->lower;
    return std::holds_alternative<Zero>(form) ? std::optional(0.0) : std::nullopt;
}

bool assesses(const Scheme& scheme, const Body& body) {
    const auto& classes = scheme->classes;
    return scheme->units == body.kind && (classes.empty() || contains(classes, body.rank_class));
}

/// Why a unit, a scheme or a year cannot be asked for; nothing if they can.
std::optional<Problem> fault_of_request(const PlanFolder& folder, std::string_view unit, int year,
                                        const TemplateOptions& options) {
    const auto fault = [](std::string code, Message message) {
        return Problem{std::move(code), {}, std::move(message), {}};
    };
    const PlanParts& plan = folder.plan.parts();
    if (year < plan.first_year || year > plan.last_year)
        return fault("year", {Phrase::year_outside,
                              {std::to_string(year), std::to_string(plan.first_year), std::to_string(plan.last_year)}});
    std::vector<std::string> ids;
    if (!folder.plan.find_body(unit)) {
        for (const Body& body : plan.bodies) ids.push_back(body.id);
        return fault("unknown-id", unknown_id(unit, Phrase::kind_body, ids));
    }
    for (const Scheme& scheme : folder.schemes) ids.push_back(scheme->id);
    if (!options.scheme.empty() && !contains(ids, options.scheme))
        return fault("unknown-id", unknown_id(options.scheme, Phrase::kind_scheme, ids));
    return std::nullopt;
}

class Asking {
public:
    Asking(const FillInSource& source, const Body& body, int year, const TemplateOptions& options)
        : source_(source),
          folder_(source.folder()),
          body_(body),
          unit_{body.id, body.title, body.rank_class},
          year_(year),
          options_(options) {
        const PlanParts& plan = folder_.plan.parts();
        asked_.plan = plan.id;
        asked_.unit = body.id;
        asked_.unit_title = source.title_of(body);
        asked_.year = year;
        asked_.first_year = plan.first_year;
        asked_.last_year = plan.last_year;
        asked_.options = options;
    }

    FillIn operator()() {
        for (const Scheme& scheme : folder_.schemes) {
            if (!assesses(scheme, body_) || (!options_.scheme.empty() && scheme->id != options_.scheme)) continue;
            const std::size_t before = asked_.rows.size();
            for (const Group& group : scheme->groups) add_group(group);
            if (asks_unit()) add_figures(scheme);
            if (asks_unit()) add_observations(scheme);
            asked_.illustrative |= scheme->illustrative && asked_.rows.size() > before;
        }
        if (asks_unit()) add_tasks();
        return std::move(asked_);
    }

private:
    std::string say(Phrase phrase) const { return libplan::say(options_.language, phrase); }

    /// Figures and tasks are asked of the unit itself.
    bool asks_unit() const { return options_.scorers.empty() || contains(options_.scorers, Scorer::self); }

    FillRow head(std::string id, std::string title) const {
        FillRow row;
        row.id = std::move(id);
        row.title = std::move(title);
        return row;
    }

    void add_group(const Group& group) {
        if (!concerns(group, unit_)) return;
        const std::size_t before = asked_.rows.size();
        asked_.rows.push_back(head(group.id, group.title));
        for (const Item& item : group.items)
            if (concerns(item, unit_)) add_marks(item);
        if (asked_.rows.size() == before + 1) asked_.rows.pop_back();
        for (const Group& part : group.groups) add_group(part);
    }

    template <class Record>
    static void know(FillRow& row, const Record& record, const std::string& remark) {
        row.state = record.state;
        row.value = record.state == State::value ? std::optional(record.value) : std::nullopt;
        if (!record.illustrative) row.remark = remark;  // 示例 would stay beside the figure that is filled in
    }

    void add(FillRow row) {
        row.takes = allowed_in(row);
        row.allowed = text(row.takes, options_.language);
        row.who = text(row.by, options_.language);
        asked_.rows.push_back(std::move(row));
    }

    // ---- marks ----

    /// Who is asked for a mark. It follows from the scheme and the request alone, so that a form stays what it was
    /// while marks come in.
    std::set<Scorer> scorers_of(const Item& item) const {
        const auto* rule = std::get_if<MarksRule>(&item.rule);
        if (!rule) return {};
        std::set<Scorer> scorers{Scorer::self};  // shown beside the mark that counts
        for (const ScorerWeight& scorer : rule->scorers) scorers.insert(scorer.scorer);
        if (rule->scorers.empty()) scorers.insert(item.scorer);
        if (options_.scorers.empty()) return scorers;
        scorers.insert(Scorer::department);  // likewise, if it is asked for
        std::erase_if(scorers, [&](Scorer scorer) { return !contains(options_.scorers, scorer); });
        return scorers;
    }

    void add_marks(const Item& item) {
        for (const Scorer scorer : scorers_of(item)) {
            const auto& rule = std::get<MarksRule>(item.rule);
            FillRow row = head(item.id, item.title);
            row.kind = FillRow::Kind::mark;
            row.year = year_;
            row.scorer = scorer;
            row.clause = item.clause;
            row.full = decimal_text(item.full);
            row.highest = highest_mark(item);
            row.full_points = item.full;
            row.step = rule.step;
            row.deduct_from = rule.deduct_from;
            row.by = phrase_of(scorer);
            for (const Mark* mark : source_.marks_of(unit_.id))
                if (mark->item == item.id && mark->scorer == scorer && mark->year == year_)
                    know(row, *mark, mark->note);
            add(std::move(row));
        }
    }

    // ---- figures ----

    /// Under a head of their own; several schemes may read the same one.
    void add_under(std::string head_id, Phrase title, std::vector<FillRow> rows) {
        std::erase_if(rows, [&](const FillRow& row) {
            return std::any_of(asked_.rows.begin(), asked_.rows.end(),
                               [&](const FillRow& other) { return other.key() == row.key(); });
        });
        if (rows.empty()) return;
        asked_.rows.push_back(head(std::move(head_id), say(title)));
        for (FillRow& row : rows) add(std::move(row));
    }

    void add_figures(const Scheme& scheme) {
        std::vector<FillRow> rows;
        for (const FactDefinition& fact : scheme->facts) {
            if (!std::holds_alternative<SuppliedFact>(fact.source)) continue;
            FillRow row = head(fact.id, fact.title);
            row.kind = FillRow::Kind::figure;
            row.year = fact.last_year ? year_ - 1 : year_;
            row.full = fact.unit;
            row.is_count = source_.counts(fact);
            if (fact.last_year) row.by = {Phrase::form_of_year, {std::to_string(row.year)}};
            for (const SuppliedFigure* figure : source_.figures_of(unit_.id)) {
                if (figure->fact != fact.id) continue;
                if (figure->year == row.year) know(row, *figure, figure->source);
                if (figure->year == row.year - 1) expect_like(row, *figure);
            }
            rows.push_back(std::move(row));
        }
        add_under("figures/" + scheme->id, Phrase::form_figures, std::move(rows));
    }

    /// Indicators whose figures a scheme reads of the unit.
    void add_observations(const Scheme& scheme) {
        std::vector<FillRow> rows;
        for (const FactDefinition& fact : scheme->facts) {
            const auto* read = std::get_if<IndicatorFact>(&fact.source);
            const auto* trend = std::get_if<TrendFact>(&fact.source);
            const bool is_own = (read && !read->whole_area && read->take != IndicatorFact::Take::target) ||
                                (trend && !trend->whole_area);
            if (!is_own) continue;
            const int year = fact.last_year ? year_ - 1 : year_;
            const bool of_window = read && read->take == IndicatorFact::Take::value;
            const Period period = of_window ? fact_period(fact, scheme->outcome.window, year) : year_period(year);
            for (const Indicator* indicator : reported_for(read ? read->indicator : trend->indicator)) {
                if (follows_from_parts(*indicator, period)) continue;
                if (FillRow row = observation(*indicator, period); std::none_of(
                        rows.begin(), rows.end(), [&](const FillRow& other) { return other.key() == row.key(); }))
                    rows.push_back(std::move(row));
            }
        }
        add_under("observations/" + scheme->id, Phrase::form_observations, std::move(rows));
    }

    /// The indicator, or the two that it is the ratio of.
    std::vector<const Indicator*> reported_for(const std::string& id) const {
        std::vector<const Indicator*> all;
        const Indicator* indicator = folder_.plan.find_indicator(id);
        if (!indicator) return all;
        if (!indicator->ratio) return {indicator};
        for (const std::string& part : {indicator->ratio->numerator, indicator->ratio->denominator})
            if (const Indicator* own = folder_.plan.find_indicator(part)) all.push_back(own);
        return all;
    }

    /// The figure of a year that its months or quarters make up already is not asked for: it could contradict them.
    bool follows_from_parts(const Indicator& indicator, const Period& period) const {
        const Observations& known = folder_.observations;
        return known.latest(indicator.id, unit_.id, period, indicator.basis) == Observations::npos &&
               value_of(folder_.plan, known, indicator, unit_.id, period).state == State::value;
    }

    FillRow observation(const Indicator& indicator, const Period& period) const {
        FillRow row = head(indicator.id, indicator.title);
        row.kind = FillRow::Kind::observation;
        row.period = to_string(period);
        row.clause = indicator.basis.empty() ? indicator.clause.text : indicator.basis;
        row.full = indicator.unit;
        row.is_count = indicator.count && indicator.adds_up != Accumulation::mean;
        if (indicator.limit) (indicator.direction == Direction::up ? row.highest : row.lowest) = indicator.limit;
        row.by = period.is_year() ? Message{Phrase::form_of_year, {row.period}}
                                  : Message{Phrase::form_of_span, {to_string(period.first), to_string(period.last)}};
        expect_like_aims(row, indicator);
        if (const auto last = last_year_of(indicator, period)) expect_like(row, *last);
        const auto known = folder_.observations.chosen(indicator.id, unit_.id, period, indicator.basis);
        if (known.row == Observations::npos || known.rival != Observations::npos) return row;
        const Observation figure = folder_.observations[known.row];
        // In another unit it would be another number.
        if (figure.unit.empty() || figure.unit == indicator.unit) know(row, figure, figure.source);
        return row;
    }

    // ---- percentages that may be unusual ----

    /// What was so before, or is aimed at, is no slip.
    static void expect(FillRow& row, double percent) {
        row.may_be_below_one |= percent < 1;
        row.may_be_beyond_100 |= is_beyond_percentages(percent);
    }
    template <class Figure>
    static void expect_like(FillRow& row, const Figure& figure) {
        if (figure.state == State::value) expect(row, figure.value);
    }

    /// A target may hold what the baseline was.
    static void expect_like_aims(FillRow& row, const Indicator& indicator) {
        for (const Baseline& baseline : indicator.baselines) expect(row, baseline.value);
        for (const Target& target : indicator.targets)
            if (const auto level = level_of(target.form)) expect(row, *level);
    }

    std::optional<Observation> last_year_of(const Indicator& indicator, const Period& period) const {
        const Period before{period.first - std::chrono::years(1), period.last - std::chrono::years(1)};
        const auto row = folder_.observations.latest(indicator.id, unit_.id, before, indicator.basis);
        return row == Observations::npos ? std::nullopt : std::optional(folder_.observations[row]);
    }

    // ---- tasks ----

    void add_tasks() {
        for (const FillInSource::CarriedTask& carried : source_.tasks_of(unit_.id)) {
            const Task& task = *carried.task;
            FillRow row = head(task.id, task.title);
            row.kind = FillRow::Kind::report;
            row.year = year_;
            row.clause = task.deliverable.empty() ? task.clause.text : task.deliverable;
            row.full = task.deadline ? to_string(*task.deadline) : say(Phrase::standing_continuing);
            row.by = carried.role;
            row.who = text(row.by, options_.language);
            if (const TaskReport* report = latest_report(task.id)) know(row, *report);
            asked_.illustrative |= carried.illustrative;
            asked_.tasks.push_back(std::move(row));
        }
    }

    /// A form takes no report of a year after its own.
    const TaskReport* latest_report(std::string_view task) const {
        const TaskReport* latest = nullptr;
        for (const TaskReport* report : source_.reports_of(unit_.id))
            if (report->task == task && static_cast<int>(report->date.year()) <= year_ &&
                (!latest || report->date > latest->date))
                latest = report;
        return latest;
    }

    static void know(FillRow& row, const TaskReport& report) {
        // A task that is done need not say so in percent.
        const double percent = report.status == TaskStatus::done ? 100 : report.percent;
        row.report = {report.date, report.status, percent, report.illustrative ? "" : report.evidence};
        if (!report.illustrative) row.remark = report.note;
    }

    const FillInSource& source_;
    const PlanFolder& folder_;
    const Body& body_;
    Unit unit_;
    int year_;
    const TemplateOptions& options_;
    FillIn asked_;
};

Message allowed_figure_in(const FillRow& row) {
    const Message any = row.full.empty()
                            ? Message(row.is_count ? Phrase::form_count : Phrase::form_number_plain)
                            : Message{row.is_count ? Phrase::form_count_in : Phrase::form_number_in, {row.full}};
    if (!row.highest && !row.lowest) return any;
    const Message limit = row.highest ? Message{Phrase::takes_up_to, {decimal_text(*row.highest)}}
                                      : Message{Phrase::takes_down_to, {decimal_text(*row.lowest)}};
    return row.is_count ? joined(Phrase::listed, {any, limit}) : limit;
}

}  // namespace

std::string FillRow::key() const {
    static constexpr std::string_view kinds[] = {"group", "mark", "figure", "observation", "report"};
    std::string words(kinds[static_cast<int>(kind)]);
    words += "|" + id;
    if (kind == Kind::mark) words += "|" + std::string(word_of(scorer));
    if (kind != Kind::group) words += "|" + (period.empty() ? std::to_string(year) : period);
    return words;
}

std::string FillRow::print() const {
    Fingerprint print;
    for (const FillColumn column : {fill_title, fill_clause, fill_full, fill_who, fill_allowed}) print << words(column);
    for (const double limit : {highest.value_or(-1), full_points, step, deduct_from.value_or(-1)})
        print << decimal_text(limit);
    if (lowest) print << decimal_text(*lowest);
    return (print << (is_count ? "count" : "")).text();
}

bool FillRow::takes_figure(double number) const {
    if (is_count && (number < 0 || number != std::floor(number))) return false;
    return number >= lowest.value_or(number) && number <= highest.value_or(number);
}

Item FillRow::item() const {
    Item item;
    item.id = id;
    item.title = title;
    item.full = full_points;
    item.rule = MarksRule{step, {}, deduct_from, deduct_from ? highest : std::nullopt};
    return item;
}

const std::string& FillRow::words(FillColumn column) const {
    switch (column) {
        case fill_clause:
            return clause;
        case fill_full:
            return full;
        case fill_who:
            return who;
        case fill_allowed:
            return allowed;
        default:
            return title;
    }
}

std::string FillIn::title(Phrase phrase) const {
    const std::string scorers = words_of(options.scorers, options.language);
    return say(options.language, phrase, unit_title, std::to_string(year),
               scorers.empty() ? Message("") : Message{Phrase::form_of_scorers, {scorers}});
}

std::string FillIn::version() const {
    Fingerprint all;
    for (const auto* section : {&rows, &tasks})
        for (const FillRow& row : *section) all << row.key() << row.print();
    return all.text();
}

std::string words_of(const std::vector<Scorer>& scorers, Language language) {
    std::vector<Message> all;
    for (const Scorer scorer : scorers) all.emplace_back(phrase_of(scorer));
    return all.empty() ? std::string() : text(joined(Phrase::listed, std::move(all)), language);
}

bool is_beyond_percentages(double percent) { return percent < 0 || percent > 100; }

Message allowed_in(const FillRow& row) {
    if (row.kind != FillRow::Kind::mark) return allowed_figure_in(row);
    const std::string highest = decimal_text(row.highest.value_or(0));
    Message range = row.deduct_from ? Message{Phrase::form_deduction, {decimal_text(*row.deduct_from), highest}}
                                    : Message{Phrase::form_range, {highest}};
    if (row.step <= 0) return range;
    return {Phrase::sequence, {std::move(range), "", Message{Phrase::form_step, {decimal_text(row.step)}}}};
}

std::vector<Phrase> fill_heads(bool of_tasks) {
    std::vector<Phrase> heads =
        of_tasks ? std::vector{Phrase::head_number,        Phrase::form_head_task,   Phrase::form_head_deliverable,
                               Phrase::form_head_deadline, Phrase::form_head_role,   Phrase::form_head_date,
                               Phrase::head_status,        Phrase::form_head_percent}
                 : std::vector{Phrase::head_number,     Phrase::head_item,      Phrase::head_clause,
                               Phrase::form_head_full,  Phrase::form_head_who,  Phrase::form_head_allowed,
                               Phrase::form_head_value, Phrase::form_head_state};
    for (const Phrase phrase :
         {Phrase::form_head_check, Phrase::form_head_evidence, Phrase::form_head_link, Phrase::form_head_remark})
        heads.push_back(phrase);
    return heads;
}

FillInSource::FillInSource(const PlanFolder& folder) : folder_(folder), titles_(folder.plan) {
    for (const Mark& mark : folder.records.marks) marks_[mark.body].push_back(&mark);
    for (const TaskReport& report : folder.records.reports) reports_[report.body].push_back(&report);
    for (const SuppliedFigure& figure : folder.records.figures) {
        figures_[figure.body].push_back(&figure);
        if (figure.state == State::value && (figure.value < 0 || figure.value != std::floor(figure.value)))
            measured_.insert(figure.fact);
    }
    for (const Responsibility& responsibility : folder.plan->responsibilities) add_tasks(responsibility);
}

/// Leads answer for a task, and bodies in whose territory it is carried out report on it; whoever supports need not.
void FillInSource::add_tasks(const Responsibility& responsibility) {
    const Task* task = folder_.plan.find_task(responsibility.task);
    if (!task) return;
    const auto add = [&](const std::string& body, Phrase role) {
        std::vector<CarriedTask>& own = tasks_[body];
        if (own.empty() || own.back().task != task) own.push_back({task, role, responsibility.illustrative});
    };
    for (std::size_t i = 0; i < responsibility.lead.size(); ++i)
        add(responsibility.lead[i], i == 0 ? Phrase::role_first_lead : Phrase::role_joint_lead);
    for (const std::string& body : responsibility.territorial) add(body, Phrase::role_territorial);
}

bool FillInSource::counts(const FactDefinition& fact) const {
    return counts_whole_things(fact.unit) && !measured_.contains(fact.id);
}

FillIn FillInSource::ask(std::string_view unit, int year, const TemplateOptions& options) const {
    if (auto fault = fault_of_request(folder_, unit, year, options)) throw InputError({std::move(*fault)});
    return Asking(*this, *folder_.plan.find_body(unit), year, options)();
}

std::vector<std::string> template_units(const PlanFolder& folder, const TemplateOptions& options) {
    std::vector<std::string> units, ids;
    for (const Scheme& scheme : folder.schemes) ids.push_back(scheme->id);
    if (!options.scheme.empty() && !contains(ids, options.scheme))
        throw InputError({{"unknown-id", {}, unknown_id(options.scheme, Phrase::kind_scheme, ids), {}}});
    for (const Body& body : folder.plan->bodies)
        if (std::any_of(folder.schemes.begin(), folder.schemes.end(), [&](const Scheme& scheme) {
                return assesses(scheme, body) && (options.scheme.empty() || scheme->id == options.scheme);
            }))
            units.push_back(body.id);
    return units;
}

Phrase phrase_of(TaskStatus status) {
    static constexpr Phrase phrases[] = {Phrase::form_not_started, Phrase::form_in_progress, Phrase::form_done};
    return phrases[static_cast<int>(status)];
}

std::optional<TaskStatus> status_named(std::string_view as_written) {
    const std::string words = small_letters(as_written);
    for (const Word<TaskStatus>& status : words_for<TaskStatus>())
        if (words == status.word || words == say(Language::zh, phrase_of(status.value)) ||
            words == say(Language::en, phrase_of(status.value)))
            return status.value;
    return std::nullopt;
}

std::optional<State> state_named(std::string_view as_written) {
    const std::string words = small_letters(as_written);
    const auto is = [&](Phrase phrase) {
        return words == say(Language::zh, phrase) || words == say(Language::en, phrase);
    };
    if (is(Phrase::state_not_applicable) || words == "n/a") return State::not_applicable;
    if (is(Phrase::state_not_scored) || words == "pending") return State::not_scored;
    return std::nullopt;
}

}  // namespace libplan
