#pragma once
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "libplan/phrases.hpp"

namespace libplan {

/// Where a record stands in a file; of a workbook the row and the column of a cell on a sheet. It takes no part in the
/// equality of records.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
    std::string sheet{};  ///< of a workbook; of a table in memory, whose rows count as lines, the head of the column
    bool operator==(const Place&) const { return true; }
};

/// "plan.toml:12:8", of a workbook "东镇.xlsx!填报!C7", of a table "marks:12:value"; parts that are unknown (0) are
/// left out.
std::string to_string(const Place& place);

/// One thing that is wrong with the input: a stable code, where, what and the cure.
struct Problem {
    std::string code;  ///< e.g. "unknown-id"
    Place place;
    Message message;
    std::string source_line;  ///< the line of the file, for the caret; empty if there is none
    bool operator==(const Problem&) const = default;
};

/// "file:line:column: 错误[code] message", then the line and a caret under the column (full-width characters count
/// two).
std::string to_string(const Problem& problem, Language language);

/// "C7": how a spreadsheet names a cell; line and column count from 1.
std::string cell_reference(int line, int column);

/// The first problems, one below the other, and how many more there are.
std::string to_string(const std::vector<Problem>& problems, Language language);

/// Thrown once, with every problem found in the input, in the order of files and lines.
class InputError : public std::invalid_argument {
public:
    explicit InputError(std::vector<Problem> problems, Language language = Language::zh);
    const std::vector<Problem>& problems() const { return problems_; }

private:
    std::vector<Problem> problems_;
};

/// An argument that a function does not take, such as a rank of 0. ``what()`` is in Chinese.
class ArgumentError : public std::invalid_argument {
public:
    explicit ArgumentError(Message message);
    const Message& message() const { return message_; }

private:
    Message message_;
};

/// A file or folder that cannot be read or written.
class FileError : public std::system_error {
public:
    FileError(std::error_code code, Message message);
    const Message& message() const { return message_; }

private:
    Message message_;
};

/// Width on a terminal: a CJK or full-width character takes two columns. Punctuation and signs of ambiguous width (“ ”
/// — ≥ · →) take one, all alike, as terminals show them unless they are told otherwise.
int display_width(std::string_view utf8);

/// Width on paper, a sheet or a picture, in the same columns: fonts for Chinese draw its quotes and dashes wide.
int printed_width(std::string_view utf8);

/// "There is no body "wset": did you mean "west"?"; the kind of record is a phrase of its own (Phrase::kind_body …).
Message unknown_id(std::string_view id, Phrase kind, const std::vector<std::string>& ids);

/// In how many letters two words differ: another one, one more, one fewer, or two that changed places.
std::size_t slips_between(std::string_view one, std::string_view other);

/// The candidate nearest to a mistyped word (edit distance at most a third of its length), or "".
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace libplan
