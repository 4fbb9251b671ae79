#include "reports/fill_in.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "libplan/mark_check.hpp"
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

bool assesses(const Scheme& scheme, const Body& body) {
    const auto& classes = scheme->classes;
    return scheme->units == body.kind &&
           (classes.empty() || std::find(classes.begin(), classes.end(), body.rank_class) != classes.end());
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
    if (!options.scheme.empty() && std::find(ids.begin(), ids.end(), options.scheme) == ids.end())
        return fault("unknown-id", unknown_id(options.scheme, Phrase::kind_scheme, ids));
    return std::nullopt;
}

class Asking {
public:
    Asking(const FillInSource& source, const Body& body, int year, const TemplateOptions& options)
        : source_(source),
          folder_(source.folder()),
          unit_{body.id, body.title, body.rank_class},
          year_(year),
          options_(options) {
        asked_.folder = &folder_;
        asked_.unit = &body;
        asked_.year = year;
        asked_.options = options;
    }

    FillIn operator()() {
        for (const Scheme& scheme : folder_.schemes) {
            if (!assesses(scheme, *asked_.unit) || (!options_.scheme.empty() && scheme->id != options_.scheme))
                continue;
            asked_.illustrative |= scheme->illustrative;
            for (const Group& group : scheme->groups) add_group(group);
            add_figures(scheme);
        }
        add_tasks();
        return std::move(asked_);
    }

private:
    std::string say(Phrase phrase) const { return libplan::say(options_.language, phrase); }

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
        row.remark = remark;
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
        std::erase_if(scorers, [&](Scorer scorer) {
            return std::find(options_.scorers.begin(), options_.scorers.end(), scorer) == options_.scorers.end();
        });
        return scorers;
    }

    void add_marks(const Item& item) {
        for (const Scorer scorer : scorers_of(item)) {
            FillRow row = head(item.id, item.title);
            row.kind = FillRow::Kind::mark;
            row.year = year_;
            row.item = &item;
            row.scorer = scorer;
            row.clause = item.clause;
            row.full = decimal_text(item.full);
            row.takes = allowed_marks(item);
            row.allowed = text(row.takes, options_.language);
            row.by = phrase_of(scorer);
            row.who = text(row.by, options_.language);
            for (const Mark* mark : source_.marks_of(unit_.id))
                if (mark->item == item.id && mark->scorer == scorer && mark->year == year_)
                    know(row, *mark, mark->note);
            asked_.rows.push_back(std::move(row));
        }
    }

    static Message allowed_marks(const Item& item) {
        const auto* rule = std::get_if<MarksRule>(&item.rule);
        const std::string highest = decimal_text(highest_mark(item));
        Message range = rule && rule->deduct_from
                            ? Message{Phrase::form_deduction, {decimal_text(*rule->deduct_from), highest}}
                            : Message{Phrase::form_range, {highest}};
        if (!rule || rule->step <= 0) return range;
        return {Phrase::sequence, {std::move(range), "", Message{Phrase::form_step, {decimal_text(rule->step)}}}};
    }

    // ---- figures ----

    void add_figures(const Scheme& scheme) {
        bool any = false;
        for (const FactDefinition& fact : scheme->facts) {
            if (!std::holds_alternative<SuppliedFact>(fact.source)) continue;
            FillRow row = head(fact.id, fact.title);
            row.kind = FillRow::Kind::figure;
            row.year = fact.last_year ? year_ - 1 : year_;
            if (is_asked(row)) continue;  // several schemes may read the same one
            if (!any) asked_.rows.push_back(head("figures/" + scheme->id, say(Phrase::form_figures)));
            any = true;
            row.fact = &fact;
            row.full = fact.unit;
            row.takes =
                fact.unit.empty() ? Message(Phrase::form_number_plain) : Message{Phrase::form_number_in, {fact.unit}};
            row.allowed = text(row.takes, options_.language);
            if (fact.last_year) row.by = {Phrase::form_of_year, {std::to_string(row.year)}};
            row.who = text(row.by, options_.language);
            for (const SuppliedFigure* figure : source_.figures_of(unit_.id))
                if (figure->fact == fact.id && figure->year == row.year) know(row, *figure, figure->source);
            asked_.rows.push_back(std::move(row));
        }
    }

    bool is_asked(const FillRow& row) const {
        return std::any_of(asked_.rows.begin(), asked_.rows.end(), [&](const FillRow& other) {
            return other.kind == row.kind && other.id == row.id && other.year == row.year;
        });
    }

    // ---- tasks ----

    void add_tasks() {
        for (const FillInSource::CarriedTask& carried : source_.tasks_of(unit_.id)) {
            const Task& task = *carried.task;
            FillRow row = head(task.id, task.title);
            row.kind = FillRow::Kind::report;
            row.year = year_;
            row.task = &task;
            row.clause = task.deliverable.empty() ? task.clause.text : task.deliverable;
            row.full = task.deadline ? to_string(*task.deadline) : say(Phrase::standing_continuing);
            row.by = carried.role;
            row.who = text(row.by, options_.language);
            asked_.illustrative |= carried.illustrative;
            asked_.tasks.push_back(std::move(row));
        }
    }

    const FillInSource& source_;
    const PlanFolder& folder_;
    Unit unit_;
    int year_;
    const TemplateOptions& options_;
    FillIn asked_;
};

}  // namespace

std::string FillRow::key() const {
    static constexpr std::string_view kinds[] = {"group", "mark", "figure", "report"};
    std::string words(kinds[static_cast<int>(kind)]);
    words += "|" + id;
    if (kind == Kind::mark) words += "|" + std::string(word_of(scorer));
    if (kind != Kind::group) words += "|" + std::to_string(year);
    return words;
}

std::string FillRow::print() const { return print_of(title, clause, full, who, allowed); }

std::string print_of(std::string_view title, std::string_view clause, std::string_view full, std::string_view who,
                     std::string_view allowed) {
    return (Fingerprint() << title << clause << full << who << allowed).text();
}

std::string FillIn::version() const {
    Fingerprint all;
    for (const auto* section : {&rows, &tasks})
        for (const FillRow& row : *section) all << row.key() << row.print();
    return all.text();
}

FillInSource::FillInSource(const PlanFolder& folder) : folder_(folder) {
    for (const Mark& mark : folder.records.marks) marks_[mark.body].push_back(&mark);
    for (const SuppliedFigure& figure : folder.records.figures) figures_[figure.body].push_back(&figure);
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

FillIn FillInSource::ask(std::string_view unit, int year, const TemplateOptions& options) const {
    if (auto fault = fault_of_request(folder_, unit, year, options)) throw InputError({std::move(*fault)});
    return Asking(*this, *folder_.plan.find_body(unit), year, options)();
}

std::vector<std::string> template_units(const PlanFolder& folder, const TemplateOptions& options) {
    std::vector<std::string> units, ids;
    for (const Scheme& scheme : folder.schemes) ids.push_back(scheme->id);
    if (!options.scheme.empty() && std::find(ids.begin(), ids.end(), options.scheme) == ids.end())
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

std::optional<TaskStatus> status_named(std::string_view words) {
    for (const Word<TaskStatus>& status : words_for<TaskStatus>())
        if (words == status.word || words == say(Language::zh, phrase_of(status.value)) ||
            words == say(Language::en, phrase_of(status.value)))
            return status.value;
    return std::nullopt;
}

std::optional<State> state_named(std::string_view words) {
    const auto is = [&](Phrase phrase) {
        return words == say(Language::zh, phrase) || words == say(Language::en, phrase);
    };
    if (is(Phrase::state_not_applicable) || words == "N/A") return State::not_applicable;
    if (is(Phrase::state_not_scored) || words == "pending") return State::not_scored;
    return std::nullopt;
}

}  // namespace libplan
