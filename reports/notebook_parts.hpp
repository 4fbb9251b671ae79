#pragma once
// Private: what the pages of a notebook are put together from.
#include "reports/cells.hpp"
#include "reports/ledger_rows.hpp"

namespace libplan {

/// More rows than any page can show; what there is beyond them is only counted.
inline constexpr std::size_t most_shown = 600;

/// A page that begins with its title, and with the notice of made-up data where it holds some.
Sheet titled_page(std::string title, std::vector<double> widths, bool illustrative, Language language);
/// Words across the whole page.
void add_line(Sheet& page, std::string words, Look look = Look::muted);
/// The heading of a part that can be folded away.
void add_part(Sheet& page, std::string words, bool open = false);
void add_heads(Sheet& page, const std::vector<Phrase>& heads, Language language);
/// A label and what stands for it.
void add_entry(Sheet& page, std::string label, std::string words, Look look = Look::wrapped);

/// "基本符合预期5，滞后3": how many there are of each, in the order given.
std::string counted(const std::vector<std::pair<Phrase, std::size_t>>& counts, Language language);

/// "规划原文第12行：……", or nothing.
std::string words_of(const Clause& clause, Language language);
/// A title with its unit in brackets.
std::string with_unit(std::string title, const std::string& unit, Language language);

std::string shown(const LedgerCell& cell);
const LedgerRows& rows_of(const std::vector<LedgerRows>& all, LedgerSheetName name);
/// "方向：越低越好；性质：约束性": what is given of a record, without the columns named.
std::string given_words(const LedgerRows& rows, std::size_t row, const std::vector<std::string_view>& without,
                        Language language);

/// Puts a column of sketches into a table whose heads stand in some row; `sketches` belong to the rows below it.
void add_sketches(Sheet& page, std::size_t head_row, std::size_t before,
                  const std::vector<std::shared_ptr<const Sketch>>& sketches, Language language);

}  // namespace libplan
