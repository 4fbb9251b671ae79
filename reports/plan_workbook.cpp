#include "reports/plan_workbook.hpp"

#include <algorithm>

#include "libplan/utf8.hpp"
#include "libplan/write_folder.hpp"
#include "reports/form_record.hpp"
#include "reports/items_page.hpp"
#include "reports/ledger_layout.hpp"
#include "reports/ledger_places.hpp"
#include "reports/ledger_read.hpp"
#include "reports/painting.hpp"
#include "reports/summary.hpp"

namespace libplan {
namespace {

/// Problems of single cells, and of meaning in the rows that have none of these; sheet by sheet and row by row.
[[noreturn]] void tell(const StoredWorkbook& book, std::vector<Problem> problems) {
    const auto order = [&](const Problem& problem) {
        const auto sheet = std::find_if(book.sheets.begin(), book.sheets.end(),
                                        [&](const StoredSheet& one) { return one.name == problem.place.sheet; });
        return std::tuple(sheet - book.sheets.begin(), problem.place.line, problem.place.column);
    };
    std::stable_sort(problems.begin(), problems.end(),
                     [&](const Problem& a, const Problem& b) { return order(a) < order(b); });
    throw InputError(std::move(problems));
}

/// A form or a scorecard is told for what it is, and which command takes it.
void refuse_other_kinds(const StoredWorkbook& book) {
    const auto refuse = [&](Phrase phrase, std::vector<Message> which) {
        which.emplace_back(std::filesystem::path(book.file).string());
        throw InputError({{"no-plan", {book.file, 0, 0, {}}, {phrase, std::move(which)}, {}}});
    };
    if (const MarkedCell form = find_mark(book, fill_in_mark))
        refuse(Phrase::ledger_form, {form.words(0, identity_unit_title), form.words(0, identity_year)});
    constexpr int unit = 3, year = 4;  // behind the plan and the scheme
    if (const MarkedCell card = find_mark(book, scorecard_mark))
        refuse(Phrase::ledger_scorecard, {card.words(0, unit), card.words(0, year)});
    if (const MarkedCell summary = find_mark(book, summary_mark)) refuse(Phrase::ledger_summary, {summary.words(0, 2)});
}

/// `name` stands for the workbook in problems.
PlanFolder read_named(const std::filesystem::path& file, const std::string& name) {
    StoredWorkbook book = read_workbook(file);
    book.file = name;
    refuse_other_kinds(book);
    LedgerFiles files = ledger_files(book);
    try {
        PlanFolder folder = read_texts(files.texts);
        if (files.problems.empty()) return with_places_of(files, std::move(folder));
    } catch (const InputError& error) {
        std::vector<Problem> others;
        for (const Problem& problem : error.problems())
            if (Problem moved = in_workbook(files, book, problem); !files.follows(moved))
                others.push_back(std::move(moved));
        files.problems.insert(files.problems.end(), others.begin(), others.end());
    }
    tell(book, std::move(files.problems));
}

}  // namespace

bool is_workbook(const std::filesystem::path& path) { return small_letters(path.extension().string()) == ".xlsx"; }

PlanFolder read_plan_workbook(const std::filesystem::path& file) { return read_named(file, file.filename().string()); }

PlanFolder read_plan(const std::filesystem::path& path, Encoding encoding, const Pulse& pulse) {
    std::error_code error;
    if (is_workbook(path) && !std::filesystem::is_directory(path, error)) return read_plan_workbook(path);
    return read_folder(path, encoding, pulse);
}

void write_plan_workbook(const PlanFolder& folder, const std::filesystem::path& file, Language language) {
    texts_of(folder);  // what no file can hold is told
    const Date created{std::chrono::year{std::max(1900, folder.plan->first_year)} / 1 / 1};
    const WorkbookOptions options{folder.plan->title, folder.plan->area, created, Packing::own, language};
    Aside aside(file);
    WorkbookPainter().paint(aside, layout_ledger(ledger_rows(folder, language), folder.plan->title, language), options);
    const std::string name = file.filename().string();
    if (const std::string part(difference(folder, read_named(aside.path(), name))); !part.empty())
        throw InputError({{"not-kept", {name, 0, 0}, {Phrase::not_kept, {part}}, {}}});
    aside.publish();
}

void write_empty_plan_workbook(const PlanStart& known, const std::filesystem::path& file, Language language) {
    const Date created{std::chrono::year{known.first_year.value_or(1900)} / 1 / 1};
    const WorkbookOptions options{known.title, "", created, Packing::own, language};
    Aside aside(file);
    WorkbookPainter().paint(aside, layout_ledger(empty_ledger_rows(known), known.title, language), options);
    aside.publish();
}

}  // namespace libplan
