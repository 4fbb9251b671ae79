#include "reports/file_names.hpp"

#include <algorithm>

#include "libplan/utf8.hpp"

namespace libplan {
namespace {

constexpr std::size_t longest_stem = 180;  // bytes: with the extension and a suffix far below 255

/// Windows takes these for devices, whatever follows the first dot.
bool is_device(std::string_view stem) {
    const std::string name = small_letters(stem.substr(0, stem.find('.')));
    if (name == "con" || name == "prn" || name == "aux" || name == "nul") return true;
    const bool numbered = name.size() == 4 && (name.substr(0, 3) == "com" || name.substr(0, 3) == "lpt");
    return numbered && name[3] >= '0' && name[3] <= '9';
}

/// What turns the direction of the words around it, or cannot be seen: a name with it is not what it seems.
bool is_invisible(char32_t character) {
    return character == 0x061C || character == 0xFEFF || (character >= 0x200B && character <= 0x200F) ||
           (character >= 0x2028 && character <= 0x202E) || (character >= 0x2060 && character <= 0x206F);
}

/// "#" and "%" mean something in links.
bool is_safe(char32_t character) {
    if (character < 0x20 || (character >= 0x7F && character < 0xA0)) return false;
    if (character == 0xFFFE || character == 0xFFFF || is_invisible(character)) return false;
    return character > 0x7F ||
           std::string_view("<>:\"/\\|?*#%").find(static_cast<char>(character)) == std::string_view::npos;
}

/// The title alone: in a file's name the id stands before it, also where the title has it as "东镇（east）".
std::string_view title_without_id(const Unit& unit) {
    const std::string_view title = unit.title;
    const std::string mark = "（" + unit.id + "）";
    const bool has_mark = title.size() > mark.size() && title.substr(title.size() - mark.size()) == mark;
    return has_mark ? title.substr(0, title.size() - mark.size()) : title;
}

}  // namespace

std::string safe_file_name(std::string_view stem, std::string_view extension) {
    std::string name;
    for (std::size_t at = 0; at < stem.size();) {
        const std::size_t from = at;
        const auto character = next_character(stem, at);
        if (!character) ++at;
        const std::string_view piece = character && is_safe(*character) ? stem.substr(from, at - from) : "_";
        if (name.size() + piece.size() > longest_stem) break;
        name += piece;
    }
    while (!name.empty() && (name.back() == ' ' || name.back() == '.')) name.back() = '_';
    if (!name.empty() && (name.front() == ' ' || name.front() == '.' || name.front() == '~')) name.front() = '_';
    if (name.empty() || is_device(name)) name.insert(0, "_");
    return name + std::string(extension);
}

std::string FileNames::operator()(std::string_view stem, std::string_view extension) {
    std::string name = safe_file_name(stem, extension);
    const std::string plain = name.substr(0, name.size() - extension.size());
    for (int i = 2; !taken_.insert(small_letters(name)).second; ++i)
        name = plain + "-" + std::to_string(i) + std::string(extension);
    return name;
}

std::vector<std::vector<std::string>> scorecard_file_names(const std::vector<Assessment>& assessments) {
    FileNames free_name;
    std::vector<std::vector<std::string>> names;
    for (const Assessment& assessment : assessments) {
        names.emplace_back();
        for (const Unit& unit : assessment.facts.units)
            names.back().push_back(
                free_name(assessment.scheme->id + "-" + unit.id + "-" + std::string(title_without_id(unit))));
    }
    return names;
}

}  // namespace libplan
