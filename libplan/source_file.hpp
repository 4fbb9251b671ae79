#pragma once
// Private: a text file with its lines, and the problems found in reading it.
#include <filesystem>
#include <string>
#include <vector>

#include "libplan/problem.hpp"

namespace libplan {

struct SourceFile {
    std::string name;  ///< relative to the plan folder
    std::string text;
    std::vector<std::string> lines;  ///< without line ends

    Problem problem(std::string code, int line, int column, Message message) const;
};

/// Reads a file that must be clean UTF-8. What is wrong with it is added to `problems` and `readable` is false.
SourceFile read_source(const std::filesystem::path& folder, const std::string& name, std::vector<Problem>& problems,
                       bool& readable);

/// The ASCII character a Chinese input method slipped in full width ("＝" for "="), or 0.
char half_width(char32_t character);

/// Every full-width character used as syntax in a TOML file, outside strings and comments.
void find_full_width(const SourceFile& file, std::vector<Problem>& problems);

std::string utf8_of(char32_t character);

}  // namespace libplan
