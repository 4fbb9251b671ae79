#include "reports/library_book.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <new>
#include <utility>

#include "libplan/file_failure.hpp"
#include "libplan/interrupt.hpp"
#include "reports/workbook_check.hpp"

namespace libplan {
namespace {

/// For the library to free.
char* copy_of(const std::string& text) {
    char* copy = strdup(text.c_str());
    if (!copy) throw std::bad_alloc();
    return copy;
}

/// The library takes a name that begins with "=" for a formula; so one that is none is set first, then replaced.
template <class Set>
void name(const std::string& text, char*& held, Set set) {
    if (text.empty()) return;
    if (text.front() != '=') return set(text.c_str());
    set("-");
    std::free(held);
    held = copy_of(text);
}

/// What a chart shows until it is drawn anew. The library would look it up in cells, where it knows no results of
/// formulas.
void set_figures(lxw_series_range& range, const std::vector<ChartedValue>& values) {
    for (const ChartedValue& value : values) {
        auto* point = static_cast<lxw_series_data_point*>(std::calloc(1, sizeof(lxw_series_data_point)));
        if (!point) throw std::bad_alloc();
        STAILQ_INSERT_TAIL(range.data_cache, point, list_pointers);
        ++range.num_data_points;
        point->no_data = !value.number && !value.text;
        if (value.number) point->number = *value.number;
        if (!value.text) continue;
        point->is_string = LXW_TRUE;
        point->string = copy_of(escaped(*value.text));
    }
}

}  // namespace

LibraryBook::LibraryBook(const Aside& file, const BookFrame& frame, const BookStyles& styles)
    : file_(file), frame_(frame), book_(workbook_new(file.path().c_str())), kinds_(book_) {
    if (!book_) throw std::bad_alloc();
    try {
        set_properties();
        for (const CellStyle& format : styles.formats) formats_.push_back(kinds_.of(format));
        for (const BookFrame::Page& page : frame.pages) sheets_.push_back(add_sheet(page));
    } catch (...) {
        lxw_workbook_free(book_);
        throw;
    }
}

LibraryBook::~LibraryBook() {
    if (book_) lxw_workbook_free(book_);
}

std::vector<int> LibraryBook::format_numbers() const {
    std::vector<int> numbers;
    for (const Formats::Numbered& format : formats_) numbers.push_back(format.style);
    return numbers;
}

std::vector<bool> LibraryBook::are_of_2010() const {
    std::vector<bool> are;
    for (const lxw_worksheet* sheet : sheets_) are.push_back(sheet->excel_version == 2010);
    return are;
}

void LibraryBook::close() {
    errno = 0;
    if (workbook_close(std::exchange(book_, nullptr)) != LXW_NO_ERROR)
        fail_to_write(file_.target(), errno ? errno : EIO);
}

void LibraryBook::refuse(lxw_error error) const {
    throw InputError({{"workbook",
                       {file_.target().filename().string() + "!" + place_},
                       {Phrase::write_library, {lxw_strerror(error)}},
                       {}}});
}

void LibraryBook::require(lxw_error error) const {
    if (error != LXW_NO_ERROR) refuse(error);
}

// ---- the frame ----

void LibraryBook::set_properties() {
    const WorkbookOptions& options = frame_.options;
    lxw_doc_properties properties{};
    std::string title = options.title;
    std::string author = options.author;
    properties.title = title.data();
    properties.author = author.data();
    std::tm created{};
    created.tm_year = static_cast<int>(options.created.year()) - 1900;
    created.tm_mon = static_cast<int>(static_cast<unsigned>(options.created.month())) - 1;
    created.tm_mday = static_cast<int>(static_cast<unsigned>(options.created.day()));
    properties.created = std::max<std::time_t>(1, timegm(&created));  // 0 would be now
    workbook_set_properties(book_, &properties);
}

lxw_worksheet* LibraryBook::add_sheet(const BookFrame::Page& page) {
    const SheetSetup& setup = page.setup;
    place_ = setup.name;
    sheet_ = workbook_add_worksheet(book_, setup.name.c_str());
    if (!sheet_) refuse(LXW_ERROR_PARAMETER_VALIDATION);
    set_page(page);
    for (std::size_t column = 0; column < setup.widths.size(); ++column) {
        const auto at = static_cast<lxw_col_t>(column);
        require(worksheet_set_column(sheet_, at, at, setup.widths[column], nullptr));
    }
    for (const int column : setup.hidden_columns) hide_column(setup, column);
    for (const auto& [row, height] : page.heights)
        require(worksheet_set_row(sheet_, static_cast<lxw_row_t>(row), height, nullptr));
    for (const BookFrame::Comment& comment : page.comments)
        require(worksheet_write_comment(sheet_, static_cast<lxw_row_t>(comment.row),
                                        static_cast<lxw_col_t>(comment.column), comment.words.c_str()));
    for (const SheetSetup::DataBar& bar : setup.data_bars) paint_bar(bar);
    for (const SheetSetup::Highlight& highlight : setup.highlights) paint_highlight(highlight);
    for (std::size_t i = 0; i < setup.charts.size(); ++i) paint_chart(setup.charts[i], setup.name, page.charts[i]);
    if (setup.hidden) worksheet_hide(sheet_);
    if (setup.locked) protect();
    for (const auto& [name, formula] : setup.names) require(workbook_define_name(book_, name.c_str(), formula.c_str()));
    return sheet_;
}

void LibraryBook::set_page(const BookFrame::Page& page) {
    constexpr std::uint8_t a3 = 8, a4 = 9;
    const SheetSetup& setup = page.setup;
    worksheet_set_paper(sheet_, setup.on_a3 ? a3 : a4);
    if (setup.landscape) worksheet_set_landscape(sheet_);
    set_pages(page);
    if (setup.repeated_columns > 0)
        require(worksheet_repeat_columns(sheet_, 0, static_cast<lxw_col_t>(setup.repeated_columns - 1)));
    worksheet_set_margins(sheet_, 0.5, 0.5, 0.6, 0.7);
    worksheet_center_horizontally(sheet_);
    worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
    require(worksheet_set_footer(sheet_, ("&C" + say(frame_.options.language, Phrase::page_footer)).c_str()));
    if (setup.header_row >= 0) {
        const auto row = static_cast<lxw_row_t>(setup.header_row);
        require(worksheet_repeat_rows(sheet_, row, row));
        worksheet_freeze_panes(sheet_, row + 1, static_cast<lxw_col_t>(setup.repeated_columns));
    }
    if (page.print_area > 0)
        require(worksheet_print_area(sheet_, 0, 0, static_cast<lxw_row_t>(page.print_area - 1),
                                     static_cast<lxw_col_t>(columns_printed(setup) - 1)));
}

/// Spreadsheets that fit a sheet to pages heed no row that is to begin one.
void LibraryBook::set_pages(const BookFrame::Page& page) {
    if (page.page_starts.empty()) {
        const int across = std::max(1, page.setup.pages_across);
        worksheet_fit_to_pages(sheet_, static_cast<std::uint16_t>(across), static_cast<std::uint16_t>(page.pages_down));
        return;
    }
    std::vector<lxw_row_t> starts(page.page_starts.begin(), page.page_starts.end());
    starts.push_back(0);  // ends the list
    require(worksheet_set_h_pagebreaks(sheet_, starts.data()));
    worksheet_set_print_scale(sheet_, static_cast<std::uint16_t>(page.print_percent));
}

void LibraryBook::hide_column(const SheetSetup& setup, int column) {
    const auto at = static_cast<lxw_col_t>(column);
    lxw_row_col_options options{};
    options.hidden = LXW_TRUE;
    require(
        worksheet_set_column_opt(sheet_, at, at, setup.widths[static_cast<std::size_t>(column)], nullptr, &options));
}

/// Whoever fills in may widen columns, not change the rest. It has no password, which would be no security.
void LibraryBook::protect() {
    lxw_protection options{};
    options.format_columns = options.format_rows = options.autofilter = LXW_TRUE;
    worksheet_protect(sheet_, nullptr, &options);
}

void LibraryBook::paint_bar(const SheetSetup::DataBar& bar) {
    lxw_conditional_format format{};
    format.type = LXW_CONDITIONAL_DATA_BAR;
    format.data_bar_2010 = LXW_TRUE;
    format.bar_solid = LXW_TRUE;
    format.bar_color = 0xBDD7EE;
    format.min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
    format.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
    format.min_value = 0;
    format.max_value = 1;
    const auto column = static_cast<lxw_col_t>(bar.column);
    require(worksheet_conditional_format_range(sheet_, static_cast<lxw_row_t>(bar.first_row), column,
                                               static_cast<lxw_row_t>(bar.last_row), column, &format));
}

void LibraryBook::paint_highlight(const SheetSetup::Highlight& highlight) {
    std::string formula = "=" + escaped(highlight.formula);
    lxw_conditional_format format{};
    format.type = LXW_CONDITIONAL_TYPE_FORMULA;
    format.value_string = formula.data();
    format.format = highlight_format(highlight.look);
    format.stop_if_true = LXW_TRUE;
    const int last_column = highlight.last_column < 0 ? highlight.column : highlight.last_column;
    require(worksheet_conditional_format_range(
        sheet_, static_cast<lxw_row_t>(highlight.first_row), static_cast<lxw_col_t>(highlight.column),
        static_cast<lxw_row_t>(highlight.last_row), static_cast<lxw_col_t>(last_column), &format));
}

lxw_format* LibraryBook::highlight_format(Look look) {
    switch (look) {
        case Look::good:
            return kinds_.praise();
        case Look::fair:
            return kinds_.caution();
        case Look::muted:
            return kinds_.stale();
        default:
            return kinds_.alarm();
    }
}

void LibraryBook::paint_chart(const Chart& chart, const std::string& sheet, const BookFrame::ChartTraits& traits) {
    const bool bars = chart.kind == Chart::Kind::bar;
    lxw_chart* painted = workbook_add_chart(book_, bars ? LXW_CHART_BAR : LXW_CHART_LINE);
    if (!painted) throw std::bad_alloc();
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        const Chart::Series& series = chart.series[i];
        lxw_chart_series* line = chart_add_series(painted, nullptr, nullptr);
        if (!line) throw std::bad_alloc();
        const auto first = static_cast<lxw_row_t>(series.first_row);
        const auto last = static_cast<lxw_row_t>(series.last_row);
        const auto categories = static_cast<lxw_col_t>(series.category_column);
        const auto values = static_cast<lxw_col_t>(series.value_column);
        chart_series_set_categories(line, sheet.c_str(), first, categories, last, categories);
        chart_series_set_values(line, sheet.c_str(), first, values, last, values);
        line->categories->ignore_cache = line->values->ignore_cache = LXW_TRUE;
        line->categories->has_string_cache = traits.in_words[i];
        name(series.name, line->title.name, [&](const char* text) { chart_series_set_name(line, text); });
        if (bars) {
            lxw_chart_fill colour{};
            colour.color = 0x2E75B6;
            chart_series_set_fill(line, &colour);
            chart_series_set_labels(line);
        } else {
            lxw_chart_marker_type marker = LXW_CHART_MARKER_CIRCLE;
            chart_series_set_marker_type(line, static_cast<uint8_t>(marker));
        }
        series_.push_back(line);
    }
    name(chart.title, painted->title.name, [&](const char* text) { chart_title_set_name(painted, text); });
    lxw_chart_font title_font{};
    title_font.size = 12;
    title_font.bold = LXW_TRUE;
    title_font.color = accent_colour;
    chart_title_set_name_font(painted, &title_font);
    lxw_chart_line grid{};
    grid.color = 0xE0E0E0;
    chart_axis_major_gridlines_set_line(bars ? painted->x_axis : painted->y_axis, &grid);
    if (bars) {
        // In a bar chart of this library x_axis is the value axis; the axis of categories counts from below.
        chart_axis_set_reverse(painted->y_axis);
        chart_axis_set_crossing_max(painted->y_axis);
        chart_axis_set_min(painted->x_axis, 0);
        // Where a share is more than the whole the axis goes as far as the bars and their labels.
        if (!traits.passes_whole) chart_axis_set_max(painted->x_axis, 1);
        chart_axis_set_num_format(painted->x_axis, "0%");
        chart_legend_set_position(painted, LXW_CHART_LEGEND_NONE);
    } else {
        name(chart.value_axis, painted->y_axis->title.name,
             [&](const char* text) { chart_axis_set_name(painted->y_axis, text); });
        chart_legend_set_position(painted, LXW_CHART_LEGEND_BOTTOM);
        chart_show_blanks_as(painted, LXW_CHART_BLANKS_AS_GAP);
    }
    lxw_chart_options options{};
    options.x_scale = chart.width / 480.0;
    options.y_scale = chart.height / 288.0;
    std::string description = chart.description;
    options.description = description.data();
    require(worksheet_insert_chart_opt(sheet_, static_cast<lxw_row_t>(chart.row), static_cast<lxw_col_t>(chart.column),
                                       painted, &options));
}

void LibraryBook::leave_out_cells() {
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
        place_ = frame_.pages[i].setup.name;
        sheet_ = sheets_[i];
        if (i == 0 && frame_.has_texts) require(worksheet_write_string(sheet_, 0, 0, "-", nullptr));
        for (const BookFrame::Link& link : frame_.pages[i].links)
            paint_link(link.target, link.words, static_cast<lxw_row_t>(link.row), static_cast<lxw_col_t>(link.column),
                       formats_.front().format);
    }
}

// ---- the cells ----

void LibraryBook::paint(const std::vector<Sheet>& sheets, const std::vector<SheetOutline>& outlines) {
    auto series = series_.begin();
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const Sheet& sheet = sheets[i];
        place_ = sheet.name;
        sheet_ = sheets_[i];
        std::size_t next = 0;
        for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
            Interruptible::heed();
            const auto at = static_cast<lxw_row_t>(row);
            int column = 0;
            for (const Cell& cell : sheet.rows[row].cells) {
                paint_cell(cell, at, static_cast<lxw_col_t>(column), formats_[outlines[i].formats[next++]].format);
                column += cell.span;
            }
            if (const double height = outlines[i].heights[row]; height != 0)
                require(worksheet_set_row(sheet_, at, height, nullptr));
        }
        for (const Sheet::Validation& validation : sheet.validations) paint_validation(validation);
        for (const Chart& chart : sheet.charts)
            for (const Chart::Series& each : chart.series) {
                set_figures(*(*series)->categories, charted_categories(sheet, each));
                set_figures(*(*series)->values, charted_values(sheet, each));
                ++series;
            }
    }
}

void LibraryBook::paint_cell(const Cell& cell, lxw_row_t row, lxw_col_t column, lxw_format* format) {
    if (cell.span > 1)
        require(worksheet_merge_range(sheet_, row, column, row, static_cast<lxw_col_t>(column + cell.span - 1), "",
                                      format));
    paint_value(cell, row, column, format);
}

/// Texts always as text, whatever they begin with.
void LibraryBook::paint_value(const Cell& cell, lxw_row_t row, lxw_col_t column, lxw_format* format) {
    const auto* number = std::get_if<double>(&cell.value);
    const auto* text = std::get_if<std::string>(&cell.value);
    if (cell.formula.empty()) {
        if (number) return require(worksheet_write_number(sheet_, row, column, *number, format));
        if (const std::string& link = cell.extras().link; text && !link.empty())
            return paint_link(link, *text, row, column, format);
        if (!text || text->empty()) return require(worksheet_write_blank(sheet_, row, column, format));
        return require(worksheet_write_string(sheet_, row, column, escaped(*text).c_str(), format));
    }
    if (!number && !text) return require(worksheet_write_blank(sheet_, row, column, format));
    const std::string formula = "=" + escaped(cell.formula);
    require(number ? worksheet_write_formula_num(sheet_, row, column, formula.c_str(), format, *number)
                   : worksheet_write_formula_str(sheet_, row, column, formula.c_str(), format, escaped(*text).c_str()));
}

void LibraryBook::paint_link(const std::string& target, const std::string& words, lxw_row_t row, lxw_col_t column,
                             lxw_format* format) {
    const std::string shown = escaped(words);
    require(worksheet_write_url_opt(sheet_, row, column, target.c_str(), format, shown.c_str(), nullptr));
    // The library turns slashes in the words of a link to a file as in its name.
    if (target.starts_with("external:") && shown.find('/') != std::string::npos)
        require(worksheet_write_string(sheet_, row, column, shown.c_str(), format));
}

void LibraryBook::paint_validation(const Sheet::Validation& validation) {
    static constexpr std::uint8_t types[] = {LXW_VALIDATION_TYPE_LIST_FORMULA, LXW_VALIDATION_TYPE_DECIMAL,
                                             LXW_VALIDATION_TYPE_DATE_NUMBER, LXW_VALIDATION_TYPE_CUSTOM_FORMULA};
    std::string formula = "=" + escaped(validation.formula);
    std::string title = escaped(std::string(shortened(validation.title, longest_prompt_title)));
    std::string prompt = escaped(std::string(shortened(validation.prompt, longest_prompt)));
    std::string error = escaped(std::string(shortened(validation.error, longest_prompt)));
    lxw_data_validation rule{};
    rule.validate = types[static_cast<int>(validation.kind)];
    rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    rule.input_title = rule.error_title = title.data();
    rule.input_message = prompt.data();
    rule.error_message = error.data();
    rule.value_formula = formula.data();
    rule.minimum_number = validation.lowest;
    rule.maximum_number = validation.highest;
    const auto column = static_cast<lxw_col_t>(validation.column);
    require(worksheet_data_validation_range(sheet_, static_cast<lxw_row_t>(validation.first_row), column,
                                            static_cast<lxw_row_t>(validation.last_row), column, &rule));
}

}  // namespace libplan
