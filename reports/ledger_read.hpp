#pragma once
// Private: the sheets of a workbook as the files of a plan folder, and where in the workbook stands what they say.
#include <map>
#include <set>

#include "libplan/read.hpp"
#include "libplan/toml_tree.hpp"
#include "reports/ledger.hpp"
#include "reports/workbook_reader.hpp"

namespace libplan {

/// What the columns of a sheet are called there.
struct LedgerHeads {
    const LedgerSheet* form = nullptr;
    std::vector<std::string> heads;  ///< one for each column of the ledger; empty if the sheet lacks it
    std::vector<int> columns;        ///< where they stand, from 0
    Language language = Language::zh;
};

struct LedgerFiles {
    FolderTexts texts;
    std::map<std::string, std::vector<TomlText::Mark>> marks;           ///< by file
    std::vector<Place> origins;                                         ///< what marks count
    std::map<std::string, LedgerHeads> heads;                           ///< by sheet
    std::map<LedgerSheetName, std::map<std::string, std::string>> ids;  ///< of the rows of a sheet, by their titles
    std::vector<Problem> problems;                                      ///< of single cells
    bool whole = true;  ///< every row of the schemes found the one it belongs to

    /// Whether a problem follows from those of single cells: what is left of their rows says little, but for the ids
    /// that it names.
    bool follows(const Problem& problem) const;

    /// The id of the row whose title was written in place of it; empty if there is none.
    std::string id_of_title(LedgerSheetName sheet, const std::string& written) const;
    /// What the workbook calls a sheet; one that it lacks in the language of the others.
    std::string sheet_name(LedgerSheetName name) const;
    /// Where in the workbook stands what stands in a file.
    Place place(const Place& in_file) const;
};

/// Throws InputError for sheets that are missing or unknown, or whose heads are wrong.
LedgerFiles ledger_files(const StoredWorkbook& book);

}  // namespace libplan
