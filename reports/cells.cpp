#include "reports/cells.hpp"

#include <algorithm>
#include <cmath>

namespace libplan {
namespace {

std::string fixed(double value, int places) {
    if (!std::isfinite(value)) return decimal_text(value);
    std::string text = decimal_text(round_decimal(value, places));
    const auto point = text.find('.');
    int have = point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
    if (have < places && point == std::string::npos) text += '.';
    return text.append(static_cast<std::size_t>(std::max(0, places - have)), '0');
}

constexpr std::size_t most_arguments = 250;

/// Arguments in as few parts as a function takes at once, each of them put between two texts.
std::string in_parts(const std::vector<std::string>& arguments, const std::string& before, const std::string& after) {
    std::string all;
    for (std::size_t first = 0; first < arguments.size(); first += most_arguments) {
        const std::size_t end = std::min(first + most_arguments, arguments.size());
        all += (first > 0 ? "," : "") + before;
        for (std::size_t i = first; i < end; ++i) all += (i > first ? "," : "") + arguments[i];
        all += after;
    }
    return all;
}

}  // namespace

std::string cell_list(const std::vector<std::string>& cells) {
    const bool fits = cells.size() <= most_arguments;
    return in_parts(cells, fits ? "" : "(", fits ? "" : ")");
}

std::string any_holds(const std::vector<std::string>& tests) {
    const std::string all = in_parts(tests, "OR(", ")");
    return tests.size() <= most_arguments ? all : "OR(" + all + ")";
}

std::string quoted(const std::string& text) {
    constexpr std::size_t most = 255;  // UTF-16 units in a literal; longer ones are joined
    if (text.size() <= most && text.find('"') == std::string::npos) return concat("\"", text, "\"");
    std::string literal = "\"";
    std::size_t units = 0;
    bool joined = false;
    for (const char c : text) {
        const auto lead = static_cast<unsigned char>(c);
        const std::size_t own = (lead & 0xC0) == 0x80 ? 0 : lead >= 0xF0 ? 2 : 1;
        if (units + own > most) {
            literal += "\"&\"";
            joined = true;
            units = 0;
        }
        units += own;
        literal += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    literal += "\"";
    return joined ? "(" + literal + ")" : literal;
}

std::string phrase_formula(Language language, Phrase phrase, const std::vector<std::string>& arguments) {
    const std::string_view words = pattern(phrase, language);
    std::string formula;
    std::string literal;
    const auto join = [&](const std::string& part) { formula += (formula.empty() ? "" : "&") + part; };
    const auto end_literal = [&] {
        if (!literal.empty()) join(libplan::quoted(literal));
        literal.clear();
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::size_t end = words[i] == '{' ? words.find('}', i) : std::string_view::npos;
        if (end == std::string_view::npos) {
            literal += words[i];
            continue;
        }
        end_literal();
        const std::string& argument = arguments.at(static_cast<std::size_t>(words[i + 1] - '0'));
        join(words[end - 1] == 's' ? "IF(" + argument + "=1,\"\",\"s\")" : argument);
        i = end;
    }
    end_literal();
    return formula;
}

std::string cell_name(int row, int column, bool absolute) {
    std::string name = cell_reference(row + 1, column + 1);
    if (absolute) name.insert(name.find_first_of("0123456789"), "$").insert(0, "$");
    return name;
}

RankClass rank_class_of(const Assessment& assessment, std::size_t unit) {
    RankClass own;
    const auto& units = assessment.facts.units;
    for (std::size_t other = 0; other < units.size(); ++other) {
        const State state = assessment.total_states[other];
        if (units[other].rank_class != units[unit].rank_class || state == State::not_applicable) continue;
        ++own.units;
        own.open += state != State::value;
    }
    return own;
}

int pixels_of(const std::vector<double>& widths) {
    double pixels = 0;
    for (const double width : widths) pixels += width * 7 + 5;
    return static_cast<int>(pixels);
}

std::string shown(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell.value)) return *text;
    if (const auto* value = std::get_if<double>(&cell.value))
        return cell.percent ? fixed(*value * 100, cell.places) + "%" : fixed(*value, cell.places);
    return {};
}

}  // namespace libplan
