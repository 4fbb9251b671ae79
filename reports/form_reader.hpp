#pragma once
// Private: one form that was filled in.
#include "reports/collect.hpp"
#include "reports/fill_in.hpp"
#include "reports/workbook_reader.hpp"

namespace libplan {

/// What one form says, and all that is wrong with it.
struct ReadForm {
    Collected said;
    std::vector<Problem> problems;
};

ReadForm read_form(const StoredWorkbook& book, const FillInSource& source, int year);

/// A cell with these words, wherever it stands.
struct MarkedCell {
    const StoredSheet* sheet = nullptr;
    int row = 0, column = 0;
    explicit operator bool() const { return sheet != nullptr; }
};
MarkedCell find_mark(const StoredWorkbook& book, std::string_view words);

}  // namespace libplan
