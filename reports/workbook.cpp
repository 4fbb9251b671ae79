#include "reports/workbook.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include "libplan/interrupt.hpp"
#include "reports/library_book.hpp"
#include "reports/painting.hpp"
#include "reports/plain_locale.hpp"
#include "reports/sheet_rows.hpp"
#include "reports/workbook_check.hpp"

namespace libplan {
namespace {

constexpr std::size_t most_kept = 8;

/// Whether what is wanted is among what is kept; then it is the first.
template <class Kept, class Wanted>
bool is_kept(std::list<Kept>& kept, const Wanted& wanted) {
    const auto found = std::find_if(kept.begin(), kept.end(), [&](const Kept& one) { return one.of == wanted; });
    if (found == kept.end()) return false;
    kept.splice(kept.begin(), kept, found);
    return true;
}

template <class Kept>
void keep(std::list<Kept>& kept, Kept made) {
    kept.push_front(std::move(made));
    if (kept.size() > most_kept) kept.pop_back();
}

constexpr std::string_view part_of_styles = "xl/styles.xml";

/// The cells of a workbook, to be put into parts that the library has written without them.
class OwnCells {
public:
    OwnCells(const std::vector<Sheet>& sheets, const std::vector<SheetOutline>& outlines,
             const std::vector<int>& formats) {
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            add(sheets[i], outlines[i], formats);
            for (const Chart& chart : sheets[i].charts) charts_.push_back(figures_of(sheets[i], chart));
        }
    }
    OwnCells(const OwnCells&) = delete;
    OwnCells& operator=(const OwnCells&) = delete;

    std::string put_into(const Part& part, const std::vector<bool>& are_of_2010) const {
        static constexpr std::string_view sheets = "xl/worksheets/sheet", charts = "xl/charts/chart";
        const auto number = [&](std::string_view begin) { return std::stoul(part.name.substr(begin.size())) - 1; };
        if (part.name == "xl/sharedStrings.xml") return texts_.part();
        if (part.name.starts_with(sheets))
            return rows_.at(number(sheets)).put_into(part.text, are_of_2010.at(number(sheets)));
        if (part.name.starts_with(charts)) return with_figures(part.text, charts_.at(number(charts)));
        return part.text;
    }

private:
    using Figures = std::vector<std::vector<ChartedValue>>;

    static Figures figures_of(const Sheet& sheet, const Chart& chart) {
        Figures figures;
        for (const Chart::Series& series : chart.series) {
            figures.push_back(charted_categories(sheet, series));
            figures.push_back(charted_values(sheet, series));
        }
        return figures;
    }

    void add(const Sheet& sheet, const SheetOutline& outline, const std::vector<int>& formats) {
        SheetRows& rows = rows_.emplace_back(texts_);
        std::size_t next = 0;
        for (int row = 0; row < static_cast<int>(sheet.rows.size()); ++row) {
            Interruptible::heed();
            int column = 0;
            for (const Cell& cell : sheet.rows[static_cast<std::size_t>(row)].cells) {
                add(rows, cell, row, column, formats[outline.formats[next++]]);
                column += cell.span;
            }
            if (const double height = outline.heights[static_cast<std::size_t>(row)]; height != 0)
                rows.set_height(row, height);
        }
        for (const Sheet::Validation& validation : sheet.validations) rows.add_validation(validation);
    }

    static void add(SheetRows& rows, const Cell& cell, int row, int column, int style) {
        const auto* number = std::get_if<double>(&cell.value);
        const auto* text = std::get_if<std::string>(&cell.value);
        if (!number && (!text || (text->empty() && cell.formula.empty())))
            rows.add_blank(row, column, style);
        else if (cell.formula.empty())
            number ? rows.add_number(row, column, style, *number) : rows.add_text(row, column, style, *text);
        else
            number ? rows.add_formula(row, column, style, cell.formula, *number)
                   : rows.add_formula(row, column, style, cell.formula, *text);
        for (int i = 1; i < cell.span; ++i) rows.add_blank(row, column + i, style);
        if (cell.span > 1) rows.add_merge(row, column, column + cell.span - 1);
    }

    SharedTexts texts_;
    std::deque<SheetRows> rows_;   ///< of each sheet
    std::vector<Figures> charts_;  ///< of all sheets
};

}  // namespace

/// Has the library write what is not kept; then what the workbook needs is the first of its kind.
void WorkbookPainter::have_written(const Aside& file, const Outline& outline) {
    const bool has_frame = is_kept(frames_, outline.frame);
    const bool has_styles = is_kept(styles_, outline.styles);
    if (has_frame && has_styles) return;
    const PlainLocale locale;
    LibraryBook book(file, outline.frame, outline.styles);
    book.leave_out_cells();
    FrameParts frame{outline.frame, book.are_of_2010(), {}};
    StylesPart styles{outline.styles, book.format_numbers(), {}};
    frame.parts = packer_.parts([&] { book.close(); });
    for (Part& part : frame.parts)
        if (part.name == part_of_styles) styles.text = std::exchange(part.text, {});
    if (!has_frame) keep(frames_, std::move(frame));
    if (!has_styles) keep(styles_, std::move(styles));
}

void WorkbookPainter::paint(Aside& file, const std::vector<Sheet>& sheets, const WorkbookOptions& options) {
    check_workbook(file.target(), sheets, options);
    const Outline outline = outline_of(sheets, options);
    if (options.packing == Packing::library || !packs_parts()) {
        const PlainLocale locale;
        LibraryBook book(file, outline.frame, outline.styles);
        book.paint(sheets, outline.sheets);
        return book.close();
    }
    have_written(file, outline);
    const FrameParts& frame = frames_.front();
    const StylesPart& styles = styles_.front();
    const OwnCells cells(sheets, outline.sheets, styles.numbers);
    packer_.begin();
    for (const Part& part : frame.parts)
        packer_.add(part.name, part.name == part_of_styles ? styles.text : cells.put_into(part, frame.are_of_2010));
    file.write(packer_.finish());
}

void write_workbook(const std::filesystem::path& file, const std::vector<Sheet>& sheets,
                    const WorkbookOptions& options) {
    Aside aside(file);
    WorkbookPainter().paint(aside, sheets, options);
    aside.publish();
}

bool packs_workbooks() { return packs_parts(); }

}  // namespace libplan
