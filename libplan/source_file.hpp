#pragma once
// Private: a text file with its lines, and the problems found in reading it.
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libplan/problem.hpp"
#include "libplan/read.hpp"

namespace libplan {

struct SourceFolder {
    std::filesystem::path path;
    Encoding encoding = Encoding::utf8;
    const FolderTexts* texts = nullptr;  ///< files in memory instead

    /// Where the answer is refused, opening the file will say so.
    bool exists(const std::string& name) const;
    /// The names of all schemes, in order.
    std::vector<std::string> schemes() const;
};

struct SourceFile {
    std::string name;                         ///< relative to the plan folder
    std::shared_ptr<const std::string> text;  ///< what the lines are views of; copies share it
    std::vector<std::string_view> lines;      ///< without line ends

    Problem problem(std::string code, int line, int column, Message message) const;
};

/// Reads a file that must be clean UTF-8. What is wrong with it is added to `problems` and `readable` is false.
SourceFile read_source(const SourceFolder& folder, const std::string& name, std::vector<Problem>& problems,
                       bool& readable);

/// The ASCII character a Chinese input method slipped in full width ("＝" for "="), or 0.
char half_width(char32_t character);

/// A full-width character where its half-width twin belongs.
struct FullWidth {
    int column = 1;
    char32_t wide = 0;
    char plain = 0;
};

/// Every full-width character of a text that starts at a column.
std::vector<FullWidth> full_width_in(std::string_view text, int column = 1);

/// The text with those characters replaced; columns stay as they are.
std::string with_half_width(std::string_view text, const std::vector<FullWidth>& slips, int column = 1);

void tell_full_width(const SourceFile& file, int line, const std::vector<FullWidth>& slips,
                     std::vector<Problem>& problems);

/// Tells every full-width character used as syntax in a TOML file, outside strings and comments, and returns the text
/// as it was meant, so that the rest of the file can be read as well.
std::string repair_full_width(const SourceFile& file, std::vector<Problem>& problems);

}  // namespace libplan
