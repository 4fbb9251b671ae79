#pragma once
// Private: what the files of a plan call by their keys, in the words of the sheets of a workbook.
#include "reports/ledger_read.hpp"

namespace libplan {

/// What a sheet calls a key of the files: the head of its column, or a choice of one; else the key itself.
std::string head_of(const LedgerHeads& heads, const std::string& key);

/// A text that names keys of the files, in the words of a sheet; what stands in quotes is the user's own.
std::string in_sheet_words(std::string_view text, const LedgerHeads& heads, Language language);

}  // namespace libplan
