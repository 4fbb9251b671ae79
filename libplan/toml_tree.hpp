#pragma once
// Private: what a TOML file holds, in the order in which it is written, and its text.
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace libplan {

/// A number as it is written: "20.0" claims more than "20".
struct TomlNumber {
    std::string digits;
};
struct TomlValue;
struct TomlEntry;
using TomlList = std::vector<TomlValue>;
struct TomlTable {
    std::vector<TomlEntry> entries;
    int origin = 0;       ///< where it comes from, as whoever made it counts; 0: nowhere else
    bool headed = false;  ///< stands under a heading of its own, however short it is

    void add(std::string key, TomlValue value);
};
struct TomlValue {
    std::variant<std::string, TomlNumber, bool, TomlList, TomlTable> value;
    int origin = 0;
};
struct TomlEntry {
    std::string key;
    TomlValue value;
};

TomlNumber toml_number(double value);

/// The text of a file, and where in it stands what comes from elsewhere, in the order of the text.
struct TomlText {
    struct Mark {
        int line = 0, column = 0;  ///< column in characters
        int origin = 0;
    };
    std::string text;
    std::vector<Mark> marks;
};

/// Short tables stand in braces on one line, longer ones and those of the file itself under headings.
TomlText to_text(const TomlTable& file);

}  // namespace libplan
