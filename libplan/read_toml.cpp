#include "libplan/read_toml.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <utility>
#define TOML_HEADER_ONLY 1
#define TOML_ASSERT(condition) static_assert(true)  // it fails on the heading [表], which is to be told instead
#include <toml++/toml.h>

#include "libplan/utf8.hpp"
#include "libplan/words.hpp"

namespace libplan {
namespace {

/// A table being read: every key asked for is noted, so that the others can be told as unknown.
class TableReader {
public:
    TableReader(const SourceFile& file, const toml::table& table, std::vector<Problem>& problems)
        : file_(file), table_(table), problems_(problems) {}
    TableReader(const TableReader&) = delete;
    TableReader& operator=(const TableReader&) = delete;
    ~TableReader() { tell_unknown_keys(); }  // after all keys were asked for

    Place place() const {
        return {file_.name, static_cast<int>(table_.source().begin.line),
                static_cast<int>(table_.source().begin.column)};
    }
    /// A key that may stand here, and is then to be read.
    bool has(std::string_view key) {
        possible_.emplace_back(key);
        return table_.contains(key);
    }
    const toml::node* node(std::string_view key) const { return table_.get(key); }

    void problem(std::string code, const toml::node* node, Message message) {
        const auto begin = node ? node->source().begin : table_.source().begin;
        problems_.push_back(file_.problem(std::move(code), static_cast<int>(begin.line), static_cast<int>(begin.column),
                                          std::move(message)));
    }
    void missing(std::string_view key) { missing({std::string(key)}, "missing-key", {Phrase::missing_key, {key}}); }
    /// Tells that one of these keys is missing, unless a misspelt key was meant to be it.
    void missing(std::vector<std::string> keys, std::string code, Message message) {
        missing_.push_back({std::move(keys), std::move(code), std::move(message)});
    }

    std::string text(std::string_view key, bool required = false, Phrase type = Phrase::type_text) {
        const toml::node* node = get(key, required);
        if (!node) return {};
        if (const auto* value = node->as_string()) return value->get();
        wrong(key, node, type);
        return {};
    }
    /// Text that others refer to.
    std::string id(std::string_view key = "id") {
        const std::string given = text(key, true);
        if (given.empty() && has(key) && table_.get(key)->is_string())
            problem("empty-value", table_.get(key), {Phrase::empty_value, {key}});
        return given;
    }
    std::optional<double> number(std::string_view key, bool required = false) {
        const toml::node* node = get(key, required);
        if (!node) return std::nullopt;
        const auto value = number_in(*node);
        if (!value) wrong(key, node, Phrase::type_number);
        return value;
    }
    /// A number as it is written, with the zeros that say how precise it is: "20.0".
    std::string written(std::string_view key) const {
        const toml::node* node = table_.get(key);
        if (!node || !node->is_number()) return {};
        const auto begin = node->source().begin;
        const std::string_view line = file_.lines[begin.line - 1];
        std::size_t at = 0;
        for (toml::source_index column = 1; column < begin.column && at < line.size(); ++column)
            if (!next_character(line, at)) return {};
        return std::string(line.substr(at, std::min(line.find_first_not_of("0123456789.+-", at), line.size()) - at));
    }
    std::optional<int> whole(std::string_view key, bool required = false) {
        const toml::node* node = get(key, required);
        if (!node) return std::nullopt;
        const auto* value = node->as_integer();
        if (value && std::abs(static_cast<double>(value->get())) <= std::numeric_limits<int>::max())
            return static_cast<int>(value->get());
        wrong(key, node, Phrase::type_whole);
        return std::nullopt;
    }
    bool flag(std::string_view key) {
        const toml::node* node = get(key, false);
        if (!node) return false;
        if (const auto* value = node->as_boolean()) return value->get();
        wrong(key, node, Phrase::type_flag);
        return false;
    }
    /// A key that is there or not: false would say nothing.
    void only_true(std::string_view key) {
        const toml::node* node = table_.get(key);
        if (!flag(key) && node->is_boolean()) problem("only-true", node, {Phrase::only_true, {key}});
    }
    std::vector<std::string> texts(std::string_view key, bool required = false) {
        std::vector<std::string> all;
        for (const toml::node* node : list(key, required)) {
            if (const auto* value = node->as_string())
                all.push_back(value->get());
            else
                wrong(key, node, Phrase::type_text);
        }
        return all;
    }
    std::vector<double> numbers(std::string_view key) {
        std::vector<double> all;
        for (const toml::node* node : list(key, false)) {
            if (const auto value = number_in(*node))
                all.push_back(*value);
            else
                wrong(key, node, Phrase::type_number);
        }
        return all;
    }
    /// A number, or the id of a fact.
    std::optional<Reference> reference(std::string_view key) {
        const toml::node* node = get(key, true);
        if (!node) return std::nullopt;
        if (const auto* value = node->as_string()) return Reference{value->get()};
        if (const auto value = number_in(*node)) return Reference{*value};
        wrong(key, node, Phrase::type_reference);
        return std::nullopt;
    }
    template <class Value>
    Value word(std::string_view key, Value otherwise, bool required = false) {
        const std::string given = text(key, required);
        if (given.empty()) return otherwise;
        for (const Word<Value>& entry : words_for<Value>())
            if (entry.word == given) return entry.value;
        wrong_word(key, given, listed_words<Value>());
        return otherwise;
    }
    void wrong_word(std::string_view key, const std::string& given, Message words) {
        problem("wrong-word", table_.get(key), {Phrase::wrong_word, {key, given, std::move(words)}});
    }
    /// Visits the tables of a list of tables, or the one table, under a key.
    void each(std::string_view key, const std::function<void(TableReader&)>& visit) {
        const toml::node* node = get(key, false);
        if (!node) return;
        if (const auto* table = node->as_table()) return visit_one(*table, visit);
        if (const auto* array = node->as_array()) {
            for (const toml::node& element : *array)
                if (const auto* table = element.as_table())
                    visit_one(*table, visit);
                else
                    wrong(key, &element, Phrase::type_table);
            return;
        }
        wrong(key, node, Phrase::type_table);
    }
    /// Visits the one table under a key that says something of the whole file.
    void single(std::string_view key, const std::function<void(TableReader&)>& visit) {
        const toml::node* node = table_.get(key);
        if (!node || !node->is_array()) return each(key, visit);
        get(key, false);
        problem("once", node, {Phrase::once, {key}});
    }
    /// Visits the entries of a table whose keys are the user's own, in the order they are written.
    void entries(std::string_view key, const std::function<void(const std::string&, const toml::node&)>& visit) {
        const toml::node* node = get(key, true);
        if (!node) return;
        const auto* table = node->as_table();
        if (!table) return wrong(key, node, Phrase::type_table);
        std::vector<std::pair<toml::source_position, std::pair<std::string, const toml::node*>>> found;
        for (const auto& [name, value] : *table)
            found.push_back({name.source().begin, {std::string(name.str()), &value}});
        // The parser sorts keys; the scheme's author put them in an order that means something.
        std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        for (const auto& [at, entry] : found) visit(entry.first, *entry.second);
    }
    /// Visits a node as a table of its own; a problem if it is none.
    void as_table(std::string_view key, const toml::node& node, const std::function<void(TableReader&)>& visit,
                  Phrase type = Phrase::type_table) {
        if (const auto* table = node.as_table())
            visit_one(*table, visit);
        else
            wrong(key, &node, type);
    }
    /// Visits every condition of a list whose elements are conditions or lists of conditions; `first` of each element.
    void each_of(std::string_view key, const std::function<void(TableReader&, bool first)>& visit) {
        for (const toml::node* element : list(key, false, Phrase::type_conditions)) {
            bool first = true;
            const auto inner = [&](TableReader& table) { visit(table, std::exchange(first, false)); };
            if (const auto* array = element->as_array())
                for (const toml::node& node : *array) as_table(key, node, inner, Phrase::type_conditions);
            else
                as_table(key, *element, inner, Phrase::type_conditions);
        }
    }
    std::optional<double> number_at(std::string_view key, const toml::node& node) {
        const auto number = number_in(node);
        if (!number) wrong(key, &node, Phrase::type_number);
        return number;
    }
    /// A heading that belongs under another: [[item]] is [[group.item]].
    void stands_below(std::string key, std::string heading) { below_.emplace(std::move(key), std::move(heading)); }
    /// Whether a key was probably meant to be one of those asked for, so that what it holds was not read.
    bool misspelt() const {
        for (const auto& [key, node] : table_)
            if (!asked_for(key.str()) && !meant_by(key.str()).empty()) return true;
        return false;
    }
    /// Which of these keys is there; a problem unless exactly one is, or none where one is not required.
    std::string one_of(const std::vector<std::string>& keys, bool required = true) {
        std::vector<std::string> found;
        std::vector<Message> all(keys.begin(), keys.end());
        for (const std::string& key : keys) {
            asked_.push_back(key);
            if (table_.contains(key)) found.push_back(key);
        }
        if (found.size() == 1) return found.front();
        if (found.size() > 1)
            problem("one-of", table_.get(found.back()),
                    {Phrase::only_one_of, {joined(Phrase::listed, {found.begin(), found.end()})}});
        else if (required)
            missing(keys, "one-of", {Phrase::one_of, {joined(Phrase::listed, std::move(all))}});
        return {};
    }

private:
    const toml::node* get(std::string_view key, bool required) {
        asked_.emplace_back(key);
        const toml::node* node = table_.get(key);
        if (!node && required) missing(key);
        return node;
    }
    std::vector<const toml::node*> list(std::string_view key, bool required, Phrase type = Phrase::type_list) {
        std::vector<const toml::node*> nodes;
        const toml::node* node = get(key, required);
        if (!node) return nodes;
        if (const auto* array = node->as_array())
            for (const toml::node& element : *array) nodes.push_back(&element);
        else
            wrong(key, node, type);
        return nodes;
    }
    /// The key that was probably meant: one with a slip or its end left out, or what stands in a table below.
    std::string meant_by(std::string_view key) const {
        constexpr std::size_t telling = 4;  // characters
        if (const auto below = below_.find(key); below != below_.end()) return below->second;
        if (std::string near = nearest(key, asked_); !near.empty()) return near;
        if (std::string near = nearest(key, possible_); !near.empty() || key.size() < telling) return near;
        std::string longer;
        for (const std::string& known : asked_)
            if (known.starts_with(key) && (longer.empty() || known.size() < longer.size())) longer = known;
        return longer;
    }
    bool asked_for(std::string_view key) const { return std::find(asked_.begin(), asked_.end(), key) != asked_.end(); }
    static std::optional<double> number_in(const toml::node& node) {
        if (const auto* value = node.as_floating_point(); value && std::isfinite(value->get())) return value->get();
        if (const auto* value = node.as_integer()) return static_cast<double>(value->get());
        return std::nullopt;
    }
    void wrong(std::string_view key, const toml::node* node, Phrase type) {
        problem("wrong-type", node, {Phrase::wrong_type, {key, type}});
    }
    void visit_one(const toml::table& table, const std::function<void(TableReader&)>& visit) {
        TableReader inner(file_, table, problems_);
        visit(inner);
    }
    void tell_unknown_keys() {
        std::vector<std::string> meant;
        for (const auto& [key, node] : table_) {
            const std::string name(key.str());
            if (asked_for(name)) continue;
            const std::string near = meant_by(name);
            meant.push_back(near);
            problems_.push_back(file_.problem(
                "unknown-key", static_cast<int>(key.source().begin.line), static_cast<int>(key.source().begin.column),
                near.empty() ? Message{Phrase::unknown_key, {name}} : Message{Phrase::unknown_key_near, {name, near}}));
        }
        for (Missing& missing : missing_)
            if (std::find_first_of(meant.begin(), meant.end(), missing.keys.begin(), missing.keys.end()) == meant.end())
                problem(std::move(missing.code), nullptr, std::move(missing.message));
    }

    struct Missing {
        std::vector<std::string> keys;
        std::string code;
        Message message;
    };

    const SourceFile& file_;
    const toml::table& table_;
    std::vector<Problem>& problems_;
    std::vector<std::string> asked_, possible_;
    std::vector<Missing> missing_;
    std::map<std::string, std::string, std::less<>> below_;  ///< headings
};

/// What the parser says, in both languages: its own words are English, and name what it saw rather than the cure.
Message syntax_message(std::string_view said) {
    static constexpr std::pair<std::string_view, Phrase> cures[] = {{"end-of-file", Phrase::toml_cut_off},
                                                                    {"saw EOF", Phrase::toml_cut_off},
                                                                    {"escape sequence", Phrase::toml_escape},
                                                                    {"string", Phrase::toml_string},
                                                                    {"expected '='", Phrase::toml_equals},
                                                                    {"comma or closing ']'", Phrase::toml_list},
                                                                    {"closing ']'", Phrase::toml_list},
                                                                    {"'}'", Phrase::toml_inline_table},
                                                                    {"expected ']'", Phrase::toml_header},
                                                                    {"bracket", Phrase::toml_header},
                                                                    {"table header", Phrase::toml_header},
                                                                    {"comment or whitespace", Phrase::toml_after_value},
                                                                    {"boolean", Phrase::toml_value},
                                                                    {"date", Phrase::toml_value},
                                                                    {"time", Phrase::toml_value},
                                                                    {"a value", Phrase::toml_value},
                                                                    {"expected value,", Phrase::toml_value},
                                                                    {"parsing value", Phrase::toml_value},
                                                                    {"floating-point: expected '", Phrase::toml_value},
                                                                    {"value-terminator", Phrase::toml_number},
                                                                    {"digit", Phrase::toml_number},
                                                                    {"leading zeroes", Phrase::toml_number},
                                                                    {"64 bits", Phrase::toml_number},
                                                                    {"key", Phrase::toml_key}};
    for (const auto& [part, phrase] : cures)
        if (said.find(part) != said.npos) return {phrase, {}};
    return {Phrase::toml_syntax, {said}};
}

/// What the parser says, at the place where a reader would look for it.
Problem syntax_problem(const SourceFile& file, const toml::parse_error& error) {
    const std::string_view said = error.description();
    int line = static_cast<int>(error.source().begin.line);
    int column = static_cast<int>(error.source().begin.column);
    const auto words = [&]() -> std::string_view {
        const auto at = static_cast<std::size_t>(line);
        return at >= 1 && at <= file.lines.size() ? file.lines[at - 1] : std::string_view();
    };
    const std::size_t byte = byte_of(words(), column);
    if (const auto again = said.find("cannot redefine"); again != said.npos) {
        const auto first = said.find('\'', again) + 1;
        const std::string_view name = said.substr(first, said.rfind('\'') - first);
        const auto key = words().rfind(name, byte);  // the parser stands at its value
        if (key != std::string_view::npos) column = column_of(words(), key);
        return file.problem("syntax", line, column, {Phrase::toml_twice, {name}});
    }
    if (byte < words().size() && static_cast<unsigned char>(words()[byte]) >= 0x80)
        return file.problem("syntax", line, column, {Phrase::toml_bare_words, {}});
    // A comma or bracket missed at the start of a line is missing at the end of an earlier one.
    const bool starts = words().find_first_not_of(" \t") == byte;
    if (starts && said.find("expected comma") != said.npos) {
        do --line;
        while (line > 1 && words().find_first_not_of(" \t") == std::string_view::npos);
        column = column_of(words(), words().size());
    }
    Message message = syntax_message(said);
    if (message.phrase == Phrase::toml_inline_table && byte >= words().size())
        message = {Phrase::toml_inline_lines, {}};
    if (message.phrase == Phrase::toml_value) {  // the parser may stand inside the word it does not know
        const auto before = words().substr(0, byte).find_last_of(" \t=,[{");
        column = column_of(words(), before == std::string_view::npos ? byte : before + 1);
    }
    return file.problem("syntax", line, column, std::move(message));
}

/// Tells texts and keys with a character that no text may hold: an escape, \u0007, brings it past the check of the
/// file.
void tell_unheld(const SourceFile& file, const toml::source_position& at, std::string_view text,
                 std::vector<Problem>& problems) {
    for (std::size_t byte = 0; byte < text.size();) {
        const auto character = next_character(text, byte);
        if (character && can_be_held(*character)) continue;
        if (character)
            problems.push_back(file.problem("control-character", static_cast<int>(at.line), static_cast<int>(at.column),
                                            {Phrase::control_character, {code_point(*character)}}));
        return;
    }
}

void tell_unheld(const SourceFile& file, const toml::node& node, std::vector<Problem>& problems) {
    if (const auto* text = node.as_string()) tell_unheld(file, node.source().begin, text->get(), problems);
    if (const auto* list = node.as_array())
        for (const toml::node& one : *list) tell_unheld(file, one, problems);
    if (const auto* table = node.as_table())
        for (const auto& [key, value] : *table) {
            tell_unheld(file, key.source().begin, key.str(), problems);
            tell_unheld(file, value, problems);
        }
}

/// Parses a file and hands its root to `visit`. Full-width slips are told and read as what they were meant to be; of
/// other errors of syntax only the first is known. Returns whether the file could be parsed and its tables found.
bool with_root(const SourceFile& file, std::string_view at_least, std::vector<Problem>& problems,
               const std::function<void(TableReader&)>& visit) {
    if (file.text->find_first_not_of(" \t\r\n") == std::string::npos) {
        problems.push_back({"empty-file", {file.name, 1, 1}, {Phrase::file_empty, {at_least}}, {}});
        return false;
    }
    const std::string meant = repair_full_width(file, problems);
    try {
        const toml::table root = toml::parse(meant);
        tell_unheld(file, root, problems);
        TableReader table(file, root, problems);
        visit(table);
        return !table.misspelt();
    } catch (const toml::parse_error& error) {
        problems.push_back(syntax_problem(file, error));
        return false;
    }
}

Clause read_clause(TableReader& table) {
    Clause clause;
    table.each("clause", [&](TableReader& words) {
        clause.line = words.whole("line").value_or(0);
        clause.text = words.text("text", true);
    });
    return clause;
}

std::optional<Date> read_deadline(TableReader& table) {
    const std::string text = table.text("deadline");
    if (text.empty() || text == "continuing") return std::nullopt;
    const auto date = parse_date(text);
    if (!date) table.problem("bad-date", table.node("deadline"), {Phrase::bad_deadline, {text}});
    return date;
}

std::optional<Period> read_period(TableReader& table) {
    const std::string text = table.text("period");
    if (text.empty()) return std::nullopt;
    const auto period = parse_period(text);
    if (!period) table.problem("bad-period", table.node("period"), {Phrase::bad_period, {text}});
    return period;
}

Baseline read_baseline(TableReader& table, bool illustrative) {
    Baseline baseline{table.whole("year", true).value_or(0),
                      table.number("value", true).value_or(0),
                      table.text("basis"),
                      read_clause(table),
                      illustrative,
                      table.place()};
    baseline.illustrative |= table.flag("illustrative");
    return baseline;
}

/// Nothing where the form or its number is wrong, which is told once.
std::optional<TargetForm> read_form(TableReader& table) {
    const std::string form =
        table.one_of({"reduce_percent", "raise_percent",   "reduce_points", "raise_points", "reach",
                      "at_most",        "at_least",        "below",         "above",        "hold",
                      "zero",           "within",          "about",         "cumulative",   "step_per_year",
                      "keeps",          "growth_per_year", "faster_than",   "in_step_with", "set_later"});
    static constexpr std::array<std::string_view, 8> words{"",          "keeps", "faster_than", "in_step_with",
                                                           "set_later", "hold",  "zero",        "within"};
    const bool is_number = std::find(words.begin(), words.end(), form) == words.end();
    const std::optional<double> number = is_number ? table.number(form) : std::nullopt;
    if (is_number && !number) return std::nullopt;
    const auto value = [&] { return *number; };
    if (form == "reduce_percent") return ReducePercent{value()};
    if (form == "raise_percent") return RaisePercent{value()};
    if (form == "reduce_points") return ReducePoints{value()};
    if (form == "raise_points") return RaisePoints{value()};
    if (form == "about") return About{value(), table.number("tolerance")};
    if (form == "step_per_year") return StepPerYear{value()};
    if (form == "keeps") {
        const std::string way = table.text(form);
        if (way == "rising") return Keeps{Direction::up};
        if (way != "falling") table.wrong_word(form, way, joined(Phrase::listed, {"falling", "rising"}));
        return Keeps{Direction::down};
    }
    if (form == "growth_per_year") return GrowthPerYear{value()};
    if (form == "faster_than") return ComparedWith{table.text(form), true, std::nullopt};
    if (form == "in_step_with") return ComparedWith{table.text(form), false, table.number("tolerance")};
    if (form == "set_later") return table.only_true(form), SetLater{};
    if (form == "reach") return Reach{value()};
    if (form == "at_most") return AtMost{value(), false};
    if (form == "at_least") return AtLeast{value(), false};
    if (form == "below") return AtMost{value(), true};
    if (form == "above") return AtLeast{value(), true};
    if (form == "cumulative") return Cumulative{value()};
    if (form == "hold") return table.only_true(form), Hold{table.number("tolerance")};
    if (form == "zero") return table.only_true(form), Zero{};
    if (form == "within") {
        const auto limits = table.numbers(form);
        if (limits.size() == 2 && limits[0] <= limits[1]) return Within{limits[0], limits[1]};
        table.problem("wrong-type", table.node(form), {Phrase::wrong_type, {form, Phrase::type_limits}});
    }
    return std::nullopt;
}

/// How strongly a record is worded, where the file says so itself.
template <class Record>
void read_wording(TableReader& table, Record& record) {
    if (table.has("strength")) record.strength = table.word<Strength>("strength", Strength::eliminate);
    if (table.has("extent")) record.extent = table.word<Extent>("extent", Extent::all);
}

void read_target(TableReader& table, Indicator& indicator, int last_year, bool illustrative = false) {
    Target target;
    target.place = table.place();
    target.year = table.whole("year").value_or(last_year);
    target.every_year = table.flag("every_year");
    target.clause = read_clause(table);
    target.illustrative = table.flag("illustrative") || illustrative;
    read_wording(table, target);
    const auto form = read_form(table);
    if (!form) return;
    target.form = *form;
    indicator.targets.push_back(std::move(target));
}

void read_indicator(TableReader& table, PlanParts& parts) {
    Indicator indicator;
    indicator.place = table.place();
    indicator.id = table.id();
    indicator.title = table.text("title", true);
    indicator.unit = table.text("unit");
    indicator.direction = table.word<Direction>("direction", Direction::down, true);
    if (table.has("nature")) indicator.nature = table.word<Nature>("nature", Nature::anticipatory);
    indicator.basis = table.text("basis");
    indicator.adds_up = table.word<Accumulation>("adds_up", Accumulation::last);
    if (table.has("over_bodies")) indicator.over_bodies = table.word<AcrossBodies>("over_bodies", AcrossBodies::none);
    indicator.count = table.flag("count");
    table.each("ratio", [&](TableReader& ratio) {
        indicator.ratio =
            RatioOf{ratio.text("numerator", true), ratio.text("denominator", true), ratio.number("factor").value_or(1)};
    });
    indicator.limit = table.number("limit");
    indicator.responsible = table.texts("responsible");
    indicator.clause = read_clause(table);
    indicator.illustrative = table.flag("illustrative");
    table.each("baseline",
               [&](TableReader& baseline) { indicator.baselines.push_back(read_baseline(baseline, false)); });
    table.each("target", [&](TableReader& target) { read_target(target, indicator, parts.last_year); });
    parts.indicators.push_back(std::move(indicator));
}

void read_task(TableReader& table, PlanParts& parts) {
    Task task;
    task.place = table.place();
    task.id = table.id();
    task.title = table.text("title", true);
    task.section = table.text("section", true);
    task.clause = read_clause(table);
    task.deadline = read_deadline(table);
    task.deliverable = table.text("deliverable");
    task.serves = table.texts("serves");
    read_wording(table, task);
    task.illustrative = table.flag("illustrative");
    parts.tasks.push_back(std::move(task));
}

void read_plan_head(TableReader& table, PlanParts& parts, std::string& text_file) {
    parts.place = table.place();
    parts.id = table.id();
    parts.title = table.text("title", true);
    parts.area = table.text("area");
    parts.first_year = table.whole("first_year", true).value_or(0);
    parts.last_year = table.whole("last_year", true).value_or(0);
    parts.baseline_year = table.whole("baseline_year").value_or(0);
    parts.path = table.word<Path>("path", Path::linear);
    parts.margin = table.number("margin").value_or(5);
    text_file = table.text("text");
}

/// The indicator an overlay adds to, or nothing and a problem.
Indicator* indicator_of(TableReader& table, PlanParts& parts) {
    const std::string id = table.text("indicator", true);
    std::vector<std::string> ids;
    for (Indicator& indicator : parts.indicators) {
        if (indicator.id == id) return &indicator;
        ids.push_back(indicator.id);
    }
    if (!id.empty()) table.problem("unknown-id", table.node("indicator"), unknown_id(id, Phrase::kind_indicator, ids));
    return nullptr;
}

void read_identity(TableReader& table, PlanParts& parts, decltype(Identity::form) form) {
    parts.identities.push_back({std::move(form), read_period(table), read_clause(table), table.place()});
}

BodyKind read_body_kind(TableReader& table, std::string_view key) {
    return table.word<BodyKind>(key, BodyKind::department, true);
}

// ---- schemes ----

/// A limit: `from` belongs to what it begins, `above` does not.
Edge read_edge(TableReader& table) {
    const std::string key = table.one_of({"from", "above"});
    return {key.empty() ? 0 : table.number(key).value_or(0), key == "above"};
}

FactSource read_event_fact(TableReader& table) {
    EventFact fact{table.text("events"),
                   table.word<EventFact::Count>("count", EventFact::Count::events),
                   table.texts("class"),
                   {},
                   table.flag("with_below")};
    if (table.has("fault"))
        table.entries("fault", [&](const std::string& finding, const toml::node& weight) {
            fact.faults.push_back({finding, table.number_at(finding, weight).value_or(0)});
        });
    return fact;
}

FactSource read_fact_source(TableReader& table) {
    const std::string source = table.one_of({"indicator", "control", "events", "tasks", "supplied", "trend", "scheme",
                                             "units_below", "class_of", "bracket_of", "ratio_of"});
    if (source == "control") return ControlFact{table.text(source)};
    if (source == "events") return read_event_fact(table);
    if (source == "tasks") return TaskFact{table.word<TaskFact::Take>(source, TaskFact::Take::done_percent)};
    if (source == "supplied") return table.only_true(source), SuppliedFact{};
    if (source == "trend")
        return TrendFact{table.text(source), table.word<Direction>("direction", Direction::down),
                         table.flag("whole_area")};
    if (source == "scheme") return SchemeFact{table.text(source)};
    if (source == "units_below") {
        const auto take = table.word<BelowFact::Take>("take", BelowFact::Take::percent);
        const bool counts = take == BelowFact::Take::percent || take == BelowFact::Take::count;
        return BelowFact{table.text(source), take, table.text("grade", counts)};
    }
    if (source == "class_of")
        return ClassFact{table.text(source), table.word<ClassFact::Take>("take", ClassFact::Take::mean),
                         table.word<Direction>("direction", Direction::up)};
    if (source == "ratio_of")
        return RatioFact{table.text(source), table.text("denominator", true),
                         table.number("factor").value_or(RatioFact{}.factor)};
    if (source == "bracket_of") {
        BracketFact fact{table.text(source), {}};
        table.each("brackets", [&](TableReader& bracket) {
            fact.brackets.push_back({read_edge(bracket), bracket.number("value", true).value_or(0)});
        });
        return fact;
    }
    IndicatorFact fact{table.text("indicator")};
    fact.take = table.word<IndicatorFact::Take>("take", IndicatorFact::Take::value);
    fact.whole_area = table.flag("whole_area");
    return fact;
}

std::optional<int> read_places(TableReader& table) {
    const auto places = table.whole("places");
    if (!places || (*places >= 0 && *places <= 6)) return places;
    table.problem("wrong-type", table.node("places"), {Phrase::wrong_type, {"places", Phrase::type_places}});
    return std::nullopt;
}

void read_fact(TableReader& table, SchemeParts& parts) {
    FactDefinition fact;
    fact.place = table.place();
    fact.id = table.text("id", true);
    fact.title = table.text("title", true);
    fact.unit = table.text("unit");
    fact.source = read_fact_source(table);
    fact.last_year = table.flag("last_year");
    fact.part = table.text("part");
    fact.places = read_places(table);
    parts.facts.push_back(std::move(fact));
}

/// "fact = …, at_least = …"; nothing if the table holds no subject and none is required.
std::optional<Condition> read_condition(TableReader& table, bool required) {
    std::vector<std::string> subjects;
    std::vector<std::string> comparisons;
    for (const auto& subject : words_for<Condition::Subject>()) subjects.emplace_back(subject.word);
    for (const auto& comparison : words_for<Comparison>()) comparisons.emplace_back(comparison.word);
    const std::string subject = table.one_of(subjects, required);
    if (subject.empty()) return std::nullopt;
    Condition condition;
    for (const auto& word : words_for<Condition::Subject>())
        if (word.word == subject) condition.subject = word.value;
    if (condition.subject == Condition::Subject::total)
        table.only_true(subject);
    else
        condition.of = table.text(subject);
    // "发生即否决": a fact by itself means at least one.
    const std::string comparison = table.one_of(comparisons, condition.subject != Condition::Subject::fact);
    for (const auto& word : words_for<Comparison>())
        if (word.word == comparison) condition.comparison = word.value;
    if (!comparison.empty()) condition.limit = table.reference(comparison).value_or(Reference{1.0});
    condition.times = table.number("times").value_or(1);
    return condition;
}

std::vector<Conditions> read_conditions(TableReader& table, std::string_view key) {
    std::vector<Conditions> all;
    table.each_of(key, [&](TableReader& inner, bool first) {
        if (first) all.emplace_back();
        if (auto condition = read_condition(inner, true)) all.back().push_back(std::move(*condition));
    });
    return all;
}

MarksRule read_marks(TableReader& table, double full) {
    table.only_true("marks");
    MarksRule rule;
    rule.step = table.number("step").value_or(0);
    if (table.has("scorers"))
        table.entries("scorers", [&](const std::string& name, const toml::node& node) {
            const auto weight = table.number_at(name, node);
            for (const auto& scorer : words_for<Scorer>())
                if (scorer.word == name) return void(rule.scorers.push_back({scorer.value, weight.value_or(0)}));
            table.problem("wrong-word", &node, {Phrase::wrong_word, {"scorers", name, listed_words<Scorer>()}});
        });
    if (table.has("deduct")) {
        const auto limits = table.numbers("deduct");
        if (limits.size() == 2 && 0 <= limits[0] && limits[0] <= limits[1] && (limits[1] <= full || full == 0)) {
            rule.deduct_from = limits[0];
            rule.deduct_to = limits[1];
        } else {
            table.problem("deduct", table.node("deduct"), {Phrase::deduct_range, {decimal_text(full)}});
        }
    }
    return rule;
}

AllOrNothingRule read_all_or_nothing(TableReader& table) {
    table.only_true("all_or_nothing");
    std::vector<std::string> comparisons;
    for (const auto& comparison : words_for<Comparison>()) comparisons.emplace_back(comparison.word);
    const std::string side = table.one_of(comparisons);
    AllOrNothingRule rule;
    if (side.empty()) return rule;
    for (const auto& comparison : words_for<Comparison>())
        if (comparison.word == side) rule.comparison = comparison.value;
    rule.limit = table.reference(side).value_or(Reference{0.0});
    return rule;
}

BandsRule read_bands(TableReader& table) {
    BandsRule rule;
    table.each("bands", [&](TableReader& band) {
        const Edge edge = read_edge(band);
        const std::string points = band.one_of({"points", "coefficient"});
        rule.coefficients = rule.coefficients || points == "coefficient";
        rule.bands.push_back({edge, points.empty() ? 0 : band.number(points).value_or(0)});
    });
    rule.interpolate = table.flag("interpolate");
    rule.below = table.number("below");
    std::stable_sort(rule.bands.begin(), rule.bands.end(),
                     [](const Band& a, const Band& b) { return a.edge.from < b.edge.from; });
    return rule;
}

PerUnitRule read_per_unit(TableReader& table) {
    PerUnitRule rule;
    rule.per = table.number("per").value_or(1);
    rule.per_under = table.number("per_under");
    rule.reference = table.has("reference") ? table.reference("reference").value_or(Reference{0.0}) : Reference{0.0};
    rule.over = table.number("over").value_or(0);
    rule.under = table.number("under").value_or(0);
    rule.start = table.number("start");
    rule.floor = table.number("floor").value_or(0);
    if (const toml::node* ceiling = table.node("ceiling"); ceiling && ceiling->value<std::string>() == "none") {
        table.text("ceiling");
        rule.ceiling = std::numeric_limits<double>::infinity();
    } else {
        rule.ceiling = table.number("ceiling");
    }
    // "每低2%扣1分" is ambiguous: steps of anything but one must say what a part of a step counts.
    const bool must_say = (rule.per != 1 && rule.per > 0) || rule.per_under.value_or(1) != 1;
    if (must_say && !table.has("steps")) table.missing({"steps"}, "missing-key", {Phrase::missing_steps, {}});
    if (must_say || table.has("steps")) rule.steps = table.word<Steps>("steps", Steps::proportional);
    return rule;
}

OccurrenceClass read_occurrence_class(TableReader& table) {
    OccurrenceClass counted;
    counted.points = table.number("points").value_or(0);
    counted.per_death = table.number("per_death").value_or(0);
    if (!table.has("deaths")) return counted;
    const auto deaths = table.numbers("deaths");
    if (deaths.empty() || deaths.size() > 2 || (deaths.size() == 2 && deaths[1] < deaths[0])) {
        table.problem("deaths", table.node("deaths"), {Phrase::deaths_range, {}});
        return counted;
    }
    counted.deaths_from = deaths[0];
    if (deaths.size() == 2) counted.deaths_to = deaths[1];
    return counted;
}

OccurrencesRule read_occurrences(TableReader& table) {
    OccurrencesRule rule;
    table.entries("occurrences", [&](const std::string& severity, const toml::node& node) {
        OccurrenceClass counted;
        if (node.is_table())
            table.as_table(severity, node, [&](TableReader& inner) { counted = read_occurrence_class(inner); });
        else
            counted.points = table.number_at(severity, node).value_or(0);
        counted.severity = severity;
        rule.classes.push_back(std::move(counted));
    });
    rule.counts = table.word<OccurrencesRule::Counts>("counts", OccurrencesRule::Counts::each);
    rule.cap = table.number("cap").value_or(0);
    rule.start = table.number("start");
    rule.floor = table.number("floor").value_or(0);
    return rule;
}

Rule read_rule(TableReader& table, double full) {
    const std::string kind = table.one_of({"marks", "all_or_nothing", "share_of", "per", "bands", "occurrences"});
    if (kind == "all_or_nothing") return read_all_or_nothing(table);
    if (kind == "share_of") return ShareRule{table.reference("share_of").value_or(Reference{0.0})};
    if (kind == "per") return read_per_unit(table);
    if (kind == "bands") return read_bands(table);
    if (kind == "occurrences") return read_occurrences(table);
    if (kind == "marks") return read_marks(table, full);
    return MarksRule{};
}

/// "rescale", "full", "zero", or a share of the full points: 按基本分60%计.
std::optional<NotApplicable> read_not_applicable(TableReader& table) {
    const toml::node* node = table.node("not_applicable");
    if (!node) return table.text("not_applicable"), std::nullopt;
    if (!node->is_string()) return NotApplicable{false, table.number("not_applicable").value_or(0)};
    const std::string word = table.text("not_applicable");
    if (word == "rescale") return NotApplicable{};
    if (word == "full") return NotApplicable{false, 1};
    if (word == "zero") return NotApplicable{false, 0};
    table.wrong_word("not_applicable", word, joined(Phrase::listed, {"rescale", "full", "zero"}));
    return std::nullopt;
}

void read_item(TableReader& table, Group& group) {
    Item item;
    item.place = table.place();
    item.id = table.text("id", true);
    item.title = table.text("title", true);
    item.clause = table.text("clause", true);
    item.method = table.text("method");
    item.full = table.number("full", true).value_or(0);
    item.scorer = table.word<Scorer>("scorer", Scorer::team);
    item.not_for = table.texts("not_for");
    item.only_for = table.texts("only_for");
    item.weight = table.number("weight").value_or(1);
    item.not_applicable = read_not_applicable(table);
    if (table.has("missing")) item.missing = table.word<WhenMissing>("missing", WhenMissing::open);
    if (!table.has("rule")) table.missing("rule");
    table.each("rule", [&](TableReader& rule) { item.rule = read_rule(rule, item.full); });
    item.fact = table.text("fact", !std::holds_alternative<MarksRule>(item.rule));
    group.items.push_back(std::move(item));
}

Group read_group(TableReader& table) {
    Group group;
    group.place = table.place();
    group.id = table.text("id", true);
    group.title = table.text("title", true);
    group.full = table.number("full", true).value_or(0);
    group.kind = table.word<GroupKind>("kind", GroupKind::base);
    group.combine = table.word<Combine>("combine", Combine::sum);
    group.weight = table.number("weight").value_or(1);
    group.floor = table.number("floor");
    group.cap = table.number("cap");
    group.rescale = table.flag("rescale");
    group.zero_when = read_conditions(table, "zero_when");
    group.not_for = table.texts("not_for");
    group.only_for = table.texts("only_for");
    table.each("item", [&](TableReader& item) { read_item(item, group); });
    table.each("group", [&](TableReader& inner) { group.groups.push_back(read_group(inner)); });
    return group;
}

Veto read_veto(TableReader& table) {
    Veto veto;
    veto.place = table.place();
    veto.title = table.text("title", true);
    if (auto condition = read_condition(table, true)) veto.when.push_back(std::move(*condition));
    table.each("and", [&](TableReader& inner) {
        if (auto condition = read_condition(inner, true)) veto.when.push_back(std::move(*condition));
    });
    veto.unless = read_conditions(table, "unless");
    std::vector<std::string> effects;
    for (const auto& effect : words_for<Veto::Effect>()) effects.emplace_back(effect.word);
    const std::string chosen = table.one_of(effects);
    for (const auto& effect : words_for<Veto::Effect>())
        if (effect.word == chosen) veto.effect = effect.value;
    if (chosen == "grade")
        veto.grade = table.text("grade");
    else if (!chosen.empty())
        table.flag(chosen);
    veto.clause = table.text("clause");
    veto.only_for = table.texts("only_for");
    return veto;
}

std::chrono::month_day read_month_day(TableReader& table, std::string_view key, std::chrono::month_day otherwise) {
    const std::string given = table.text(key);
    if (given.empty()) return otherwise;
    const auto date = parse_date("2001-" + given);
    if (date) return {date->month(), date->day()};
    table.problem("bad-month-day", table.node(key), {Phrase::bad_month_day, {given}});
    return otherwise;
}

void read_outcome(TableReader& table, Outcome& outcome) {
    outcome.places = read_places(table).value_or(2);
    outcome.rounding = table.word<Rounding>("rounding", Rounding::half_up);
    outcome.rounded_at = table.word<RoundedAt>("rounded_at", RoundedAt::item);
    outcome.not_applicable = read_not_applicable(table).value_or(NotApplicable{});
    outcome.missing = table.word<WhenMissing>("missing", WhenMissing::open);
    outcome.convert_to = table.number("convert_to");
    outcome.floor = table.number("floor").value_or(0);
    outcome.cap = table.number("cap");
    if (!table.has("order")) return;
    outcome.order.clear();
    for (const std::string& given : table.texts("order")) {
        const auto& steps = words_for<Step>();
        const auto step =
            std::find_if(steps.begin(), steps.end(), [&](const auto& word) { return word.word == given; });
        if (step != steps.end())
            outcome.order.push_back(step->value);
        else
            table.wrong_word("order", given, listed_words<Step>());
    }
}

void read_window(TableReader& table, Window& window) {
    window.place = table.place();
    window.first = read_month_day(table, "first", window.first);
    window.last = read_month_day(table, "last", window.last);
    window.carry_back = table.texts("carry_back");
    window.carry_until = read_month_day(table, "carry_until", window.carry_until);
    for (const auto& [given, needed] : {std::pair{"carry_back", "carry_until"}, {"carry_until", "carry_back"}})
        if (table.has(given) && !table.has(needed)) table.missing(needed);
}

Quota read_quota(TableReader& table) {
    Quota quota;
    quota.place = table.place();
    quota.grade = table.text("grade", true);
    quota.rank_class = table.text("class");
    if (const std::string size = table.one_of({"count", "percent"}); size == "count")
        quota.count = table.whole(size);
    else if (size == "percent")
        quota.percent = table.number(size);
    return quota;
}

TieBreak read_tie_break(TableReader& table) {
    const std::string order = table.one_of({"fewer", "more"});
    return {order.empty() ? std::string() : table.text(order, false, Phrase::type_decider), order != "more",
            table.place()};
}

}  // namespace

bool read_plan_toml(const SourceFile& file, PlanParts& parts, std::string& text_file, std::vector<Problem>& problems) {
    return with_root(file, "[plan]", problems, [&](TableReader& root) {
        if (!root.has("plan")) root.missing({"plan"}, "missing-key", {Phrase::missing_key, {"[plan]"}});
        root.single("plan", [&](TableReader& head) { read_plan_head(head, parts, text_file); });
        root.each("indicator", [&](TableReader& indicator) { read_indicator(indicator, parts); });
        root.each("task", [&](TableReader& task) { read_task(task, parts); });
        root.stands_below("baseline", "indicator.baseline");
        root.stands_below("target", "indicator.target");
    });
}

bool read_identities_toml(const SourceFile& file, PlanParts& parts, std::vector<Problem>& problems) {
    return with_root(file, "[[sum]]", problems, [&](TableReader& root) {
        root.each("sum", [&](TableReader& t) {
            read_identity(t, parts, Sum{t.text("total", true), t.texts("parts", true)});
        });
        root.each("subset", [&](TableReader& t) {
            read_identity(t, parts, Subset{t.text("part", true), t.text("whole", true)});
        });
        root.each("share", [&](TableReader& t) {
            const double percent = t.number("percent", true).value_or(0);
            read_identity(t, parts, Share{t.text("part", true), t.text("whole", true), percent, t.written("percent")});
        });
        root.each("ratio", [&](TableReader& t) {
            read_identity(t, parts,
                          Ratio{t.text("result", true), t.text("numerator", true), t.text("denominator", true),
                                t.number("factor").value_or(1)});
        });
        root.each("change", [&](TableReader& t) {
            read_identity(
                t, parts,
                Change{t.text("indicator", true), t.whole("from", true).value_or(0), t.whole("to", true).value_or(0),
                       t.number("percent", true).value_or(0), t.written("percent")});
        });
        root.each("trend", [&](TableReader& t) {
            Trend trend{t.text("indicator", true), t.whole("from", true).value_or(0), t.whole("to", true).value_or(0),
                        Claim::rising};
            trend.claim = t.word<Claim>("claim", Claim::rising, true);
            read_identity(t, parts, trend);
        });
        // Kind by kind they were read; their author put them in an order.
        std::stable_sort(parts.identities.begin(), parts.identities.end(), [](const Identity& a, const Identity& b) {
            return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
        });
    });
}

bool read_overlay_toml(const SourceFile& file, PlanParts& parts, std::vector<Problem>& problems) {
    return with_root(file, "[[body]]", problems, [&](TableReader& root) {
        const bool illustrative = root.flag("illustrative");
        root.each("body", [&](TableReader& t) {
            Body body{t.id(),           t.text("title", true), read_body_kind(t, "kind"),
                      t.text("parent"), t.text("class"),       illustrative,
                      t.place()};
            body.illustrative |= t.flag("illustrative");
            parts.bodies.push_back(std::move(body));
        });
        root.each("responsibility", [&](TableReader& t) {
            Responsibility responsibility{t.text("task", true),   t.texts("lead", true), t.texts("support"),
                                          t.texts("territorial"), illustrative,          t.place()};
            responsibility.illustrative |= t.flag("illustrative");
            parts.responsibilities.push_back(std::move(responsibility));
        });
        root.each("baseline", [&](TableReader& t) {
            Baseline baseline = read_baseline(t, illustrative);
            if (Indicator* indicator = indicator_of(t, parts)) indicator->baselines.push_back(std::move(baseline));
        });
        // What the plan left open ("各年度另行确定") is supplied year by year.
        root.each("target", [&](TableReader& t) {
            Indicator unknown;
            Indicator* indicator = indicator_of(t, parts);
            read_target(t, indicator ? *indicator : unknown, parts.last_year, illustrative);
        });
    });
}

bool read_scheme_toml(const SourceFile& file, SchemeParts& parts, std::vector<Problem>& problems) {
    return with_root(file, "[scheme]", problems, [&](TableReader& root) {
        if (!root.has("scheme")) root.missing({"scheme"}, "missing-key", {Phrase::missing_key, {"[scheme]"}});
        root.single("scheme", [&](TableReader& t) {
            parts.place = t.place();
            parts.id = t.text("id", true);
            parts.title = t.text("title", true);
            parts.units = read_body_kind(t, "units");
            parts.classes = t.texts("classes");
            parts.full = t.number("full").value_or(100);
            parts.illustrative = t.flag("illustrative");
        });
        root.single("outcome", [&](TableReader& t) { read_outcome(t, parts.outcome); });
        root.single("window", [&](TableReader& t) { read_window(t, parts.outcome.window); });
        root.each("quota", [&](TableReader& t) { parts.outcome.quotas.push_back(read_quota(t)); });
        root.each("tie_break", [&](TableReader& t) { parts.outcome.tie_breaks.push_back(read_tie_break(t)); });
        root.each("fact", [&](TableReader& t) { read_fact(t, parts); });
        root.each("group", [&](TableReader& t) { parts.groups.push_back(read_group(t)); });
        root.stands_below("item", "group.item");
        root.each("grade", [&](TableReader& t) {
            const Place place = t.place();
            parts.grades.push_back({t.text("title", true), read_edge(t), place});
        });
        root.each("veto", [&](TableReader& t) { parts.vetoes.push_back(read_veto(t)); });
    });
}

}  // namespace libplan
