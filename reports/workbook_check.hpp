#pragma once
// Private: what a workbook can hold, and text as its XML writes it.
#include <filesystem>

#include "reports/workbook.hpp"

namespace libplan {

/// Throws InputError with everything in the sheets that a workbook cannot hold, each with its sheet and cell.
void check_workbook(const std::filesystem::path& file, const std::vector<Sheet>& sheets,
                    const WorkbookOptions& options);

/// Whether a spreadsheet program would read a character from "_x0041_".
bool looks_like_an_escape(std::string_view text, std::size_t at);
constexpr std::string_view escaped_underscore = "_x005F_", escaped_carriage_return = "_x000D_";

/// Text so that a spreadsheet program shows exactly it: what looks like an escape (_x0041_) is escaped itself.
std::string escaped(const std::string& text);

/// At most so many UTF-16 units of a text, in whole characters.
std::string_view shortened(std::string_view text, std::size_t most);
/// What spreadsheets show of what is told about a cell, in UTF-16 units.
constexpr std::size_t longest_prompt_title = 32, longest_prompt = 255;

/// What is wrong with a text that goes into a cell; nothing if it can be written.
std::optional<Message> text_fault(std::string_view text, std::size_t most = 32767);

}  // namespace libplan
