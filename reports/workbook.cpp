#include "reports/workbook.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <utility>

#include "libplan/file_failure.hpp"
#include "libplan/interrupt.hpp"
#include "libplan/utf8.hpp"
#include "reports/painting.hpp"
#include "reports/plain_locale.hpp"
#include "reports/sheet_rows.hpp"
#include "reports/workbook_check.hpp"
#include "reports/workbook_formats.hpp"

namespace libplan {
namespace {

/// At most so many UTF-16 units of a text, in whole characters.
std::string shortened(const std::string& text, int most) {
    int units = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const auto character = next_character(text, at);
        units += character && *character > 0xFFFF ? 2 : 1;
        if (units > most) return text.substr(0, start);
    }
    return text;
}

class Painter {
public:
    /// `own_rows`: the library is told of cells only as far as it needs to know of them; `edit` brings in all.
    Painter(const Aside& file, const WorkbookOptions& options, bool own_rows)
        : file_(file),
          own_rows_(own_rows),
          language_(options.language),
          book_(workbook_new(file.path().c_str())),
          formats_(book_) {
        if (!book_) throw std::bad_alloc();
        lxw_doc_properties properties{};
        std::string title = options.title;
        std::string author = options.author;
        properties.title = title.data();
        properties.author = author.data();
        std::tm created{};
        created.tm_year = static_cast<int>(options.created.year()) - 1900;
        created.tm_mon = static_cast<int>(static_cast<unsigned>(options.created.month())) - 1;
        created.tm_mday = static_cast<int>(static_cast<unsigned>(options.created.day()));
        properties.created = timegm(&created);
        workbook_set_properties(book_, &properties);
    }
    ~Painter() {
        if (book_) lxw_workbook_free(book_);
    }
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    void paint(const Sheet& sheet) {
        place_ = sheet.name;
        sheet_ = workbook_add_worksheet(book_, sheet.name.c_str());
        if (!sheet_) refuse(LXW_ERROR_PARAMETER_VALIDATION);
        charted_ = charted_ranges(sheet);
        places_objects_ = places_objects(sheet);
        if (own_rows_) rows_.emplace_back(texts_);
        set_page(sheet);
        for (std::size_t column = 0; column < sheet.widths.size(); ++column) {
            const auto at = static_cast<lxw_col_t>(column);
            require(worksheet_set_column(sheet_, at, at, sheet.widths[column], nullptr));
        }
        for (const int column : sheet.hidden_columns) hide_column(sheet, column);
        for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
            Interruptible::heed();
            paint_row(sheet, static_cast<lxw_row_t>(row));
        }
        for (const Sheet::DataBar& bar : sheet.data_bars) paint_bar(bar);
        for (const Sheet::Highlight& highlight : sheet.highlights) paint_highlight(highlight);
        for (const Chart& chart : sheet.charts) paint_chart(sheet, chart);
        for (const Sheet::Validation& validation : sheet.validations) paint_validation(validation);
        if (sheet.hidden) worksheet_hide(sheet_);
        if (sheet.locked) protect();
        for (const auto& [name, formula] : sheet.names)
            require(workbook_define_name(book_, name.c_str(), formula.c_str()));
        is_2010_.push_back(sheet_->excel_version == 2010);
    }

    /// Puts the rows and the texts into parts that the library has written without most of them.
    void edit(Part& part) const {
        static constexpr std::string_view sheets = "xl/worksheets/sheet";
        if (part.name == "xl/sharedStrings.xml") {
            part.text = texts_.part();
        } else if (part.name.rfind(sheets, 0) == 0) {
            const std::size_t number = std::stoul(part.name.substr(sheets.size())) - 1;
            rows_.at(number).put_into(part.text, is_2010_.at(number));
        }
    }

    /// Has the library write the parts; the workbook is gone afterwards, whatever comes of it.
    void close() {
        errno = 0;
        if (workbook_close(std::exchange(book_, nullptr)) != LXW_NO_ERROR)
            fail_to_write(file_.target(), errno ? errno : EIO);
    }

private:
    [[noreturn]] void refuse(lxw_error error) const {
        throw InputError({{"workbook",
                           {file_.target().filename().string() + "!" + place_},
                           {Phrase::write_library, {lxw_strerror(error)}},
                           {}}});
    }

    void require(lxw_error error) const {
        if (error != LXW_NO_ERROR) refuse(error);
    }

    void set_page(const Sheet& sheet) {
        constexpr std::uint8_t a3 = 8, a4 = 9;
        worksheet_set_paper(sheet_, sheet.on_a3 ? a3 : a4);
        if (sheet.landscape) worksheet_set_landscape(sheet_);
        set_pages(sheet);
        if (sheet.repeated_columns > 0)
            require(worksheet_repeat_columns(sheet_, 0, static_cast<lxw_col_t>(sheet.repeated_columns - 1)));
        worksheet_set_margins(sheet_, 0.5, 0.5, 0.6, 0.7);
        worksheet_center_horizontally(sheet_);
        worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
        require(worksheet_set_footer(sheet_, ("&C" + say(language_, Phrase::page_footer)).c_str()));
        if (sheet.header_row >= 0) {
            const auto row = static_cast<lxw_row_t>(sheet.header_row);
            require(worksheet_repeat_rows(sheet_, row, row));
            worksheet_freeze_panes(sheet_, row + 1, 0);
        }
        if (!sheet.rows.empty() && !sheet.widths.empty() && !sheet.hidden)
            require(worksheet_print_area(sheet_, 0, 0, static_cast<lxw_row_t>(sheet.rows.size() - 1),
                                         static_cast<lxw_col_t>(printed_columns(sheet) - 1)));
    }

    /// Spreadsheets that fit a sheet to pages heed no row that is to begin one.
    void set_pages(const Sheet& sheet) {
        std::vector<lxw_row_t> starts;
        for (std::size_t row = 1; row < sheet.rows.size(); ++row)
            if (sheet.rows[row].starts_page) starts.push_back(static_cast<lxw_row_t>(row));
        if (starts.empty()) {
            const int across = std::max(1, sheet.pages_across);
            worksheet_fit_to_pages(sheet_, static_cast<std::uint16_t>(across),
                                   static_cast<std::uint16_t>(sheet.fit_one_page ? 1 : pages_down(sheet)));
            return;
        }
        starts.push_back(0);  // ends the list
        require(worksheet_set_h_pagebreaks(sheet_, starts.data()));
        worksheet_set_print_scale(sheet_, static_cast<std::uint16_t>(std::floor(100 * Page(sheet).scale)));
    }

    /// The room on a page and what a sheet takes of it, in points of A4.
    struct Page {
        double down, width = 0, scale;

        explicit Page(const Sheet& sheet) {
            constexpr double long_side = 842, short_side = 595, margins_across = 72, margins_down = 94;
            constexpr double points_of_character = 5.25, points_of_column = 3.75;
            const double larger = sheet.on_a3 ? std::sqrt(2.0) : 1;
            const double across = (sheet.landscape ? long_side : short_side) * larger - margins_across;
            down = (sheet.landscape ? short_side : long_side) * larger - margins_down;
            for (std::size_t i = 0; i < printed_columns(sheet) && i < sheet.widths.size(); ++i)
                width += sheet.widths[i] * points_of_character + points_of_column;
            scale = std::min(1.0, across / std::max(1.0, width));
        }
    };

    /// The pages a sheet is squeezed onto so that a few rows have none of their own; 0: as many as it takes.
    static int pages_down(const Sheet& sheet) {
        if (sheet.pages_across > 1) return 0;
        const Page page(sheet);
        double height = 0;
        for (const Row& row : sheet.rows) height += height_of(sheet, row);
        const double repeated =
            sheet.header_row >= 0 ? height_of(sheet, sheet.rows[static_cast<std::size_t>(sheet.header_row)]) : 0;
        const double pages = (height - repeated) / std::max(1.0, page.down / page.scale - repeated);
        const double whole = std::floor(pages);
        constexpr double few_rows = 0.3, smallest = 0.88;  // of a page, of the print that it would have
        const bool spills = whole >= 1 && pages > whole && pages - whole < few_rows && whole / pages > smallest;
        return spills ? static_cast<int>(whole) : 0;
    }

    static std::size_t printed_columns(const Sheet& sheet) {
        return sheet.printed_columns > 0 ? static_cast<std::size_t>(sheet.printed_columns) : sheet.widths.size();
    }

    void paint_row(const Sheet& sheet, lxw_row_t at) {
        const Row& row = sheet.rows[at];
        int column = 0;
        for (const Cell& cell : row.cells) {
            paint_cell(cell, at, static_cast<lxw_col_t>(column));
            column += cell.span;
        }
        const double height = row.cells.empty() ? row.height : height_of(sheet, row);
        if (height == 0) return;
        if (own_rows_) rows_.back().set_height(static_cast<int>(at), height);
        if (!own_rows_ || places_objects_) require(worksheet_set_row(sheet_, at, height, nullptr));
    }

    static double height_of(const Sheet& sheet, const Row& row) {
        if (row.height != 0) return row.height;
        constexpr double usual = 15;
        double height = row.cells.empty() ? usual : 0;
        int column = 0;
        for (const Cell& cell : row.cells) {
            height = std::max(height, height_of(sheet, cell, column));
            column += cell.span;
        }
        return height;
    }

    /// Wrapped text needs rows of its own height; a CJK character counts two columns.
    static double height_of(const Sheet& sheet, const Cell& cell, int column) {
        const auto* text = std::get_if<std::string>(&cell.value);
        if (!text || !wraps(cell.look)) return 20;
        double width = 0;
        for (int i = 0; i < cell.span && column + i < static_cast<int>(sheet.widths.size()); ++i)
            width += sheet.widths[static_cast<std::size_t>(column + i)];
        constexpr double usual = 20, of_bold = 1.08;
        const double room = std::max(1.0, width - 1);
        if (static_cast<double>(text->size()) * of_bold <= room) return usual;  // no text is wider than its bytes
        return std::max(usual, 14.5 * std::ceil(printed_width(*text) * of_bold / room) + 5);
    }

    static bool wraps(Look look) {
        return look == Look::wrapped || look == Look::input_text || look == Look::bad || look == Look::group ||
               look == Look::total || look == Look::step;
    }

    void paint_cell(const Cell& cell, lxw_row_t row, lxw_col_t column) {
        const auto [format, style] = formats_.of(cell);
        if (own_rows_) {
            add_to_rows(cell, static_cast<int>(row), column, style);
            for (int i = 1; i < cell.span; ++i) {
                if (!is_charted(static_cast<int>(row), column + i)) continue;
                require(worksheet_write_blank(sheet_, row, static_cast<lxw_col_t>(column + i), format));
            }
        } else if (cell.span > 1) {
            require(worksheet_merge_range(sheet_, row, column, row, static_cast<lxw_col_t>(column + cell.span - 1), "",
                                          format));
        }
        if (!own_rows_ || library_needs(cell, static_cast<int>(row), column)) paint_value(cell, row, column, format);
        if (const std::string& comment = cell.extras().comment; !comment.empty())
            require(worksheet_write_comment(sheet_, row, column, comment.c_str()));
    }

    void add_to_rows(const Cell& cell, int row, int column, int style) {
        SheetRows& rows = rows_.back();
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

    // ---- what the library needs to know of cells though their rows are ours: what charts show, links, and one text,
    // without which it writes no part for texts; and of rows where charts and comments are placed by their heights ----

    struct Range {
        int first_row, last_row, first_column, last_column;
    };

    static std::vector<Range> charted_ranges(const Sheet& sheet) {
        std::vector<Range> ranges;
        for (const Chart& chart : sheet.charts)
            for (const Chart::Series& series : chart.series)
                for (const int column : {series.category_column, series.value_column})
                    ranges.push_back({series.first_row, series.last_row, column, column});
        return ranges;
    }

    static bool places_objects(const Sheet& sheet) {
        const auto has_comment = [](const Row& row) {
            return std::any_of(row.cells.begin(), row.cells.end(),
                               [](const Cell& c) { return !c.extras().comment.empty(); });
        };
        return !sheet.charts.empty() || std::any_of(sheet.rows.begin(), sheet.rows.end(), has_comment);
    }

    bool library_needs(const Cell& cell, int row, int column) {
        if (!cell.extras().link.empty()) return true;
        const auto* text = std::get_if<std::string>(&cell.value);
        if (text && !text->empty() && cell.formula.empty() && !std::exchange(has_text_, true)) return true;
        return is_charted(row, column);
    }

    bool is_charted(int row, int column) const {
        return std::any_of(charted_.begin(), charted_.end(), [&](const Range& range) {
            return row >= range.first_row && row <= range.last_row && column >= range.first_column &&
                   column <= range.last_column;
        });
    }

    void paint_value(const Cell& cell, lxw_row_t row, lxw_col_t column, lxw_format* format) {
        const auto* number = std::get_if<double>(&cell.value);
        const auto* text = std::get_if<std::string>(&cell.value);
        if (!number && !text) return require(worksheet_write_blank(sheet_, row, column, format));
        if (cell.formula.empty()) {
            require(number ? worksheet_write_number(sheet_, row, column, *number, format)
                           : paint_text(cell, row, column, format));
            return;
        }
        const std::string formula = "=" + escaped(cell.formula);
        require(
            number ? worksheet_write_formula_num(sheet_, row, column, formula.c_str(), format, *number)
                   : worksheet_write_formula_str(sheet_, row, column, formula.c_str(), format, escaped(*text).c_str()));
    }

    /// Always as text, whatever it begins with; only a link of its own makes it one.
    lxw_error paint_text(const Cell& cell, lxw_row_t row, lxw_col_t column, lxw_format* format) {
        const std::string words = escaped(std::get<std::string>(cell.value));
        if (const std::string& link = cell.extras().link; !link.empty())
            return worksheet_write_url_opt(sheet_, row, column, link.c_str(), format, words.c_str(), nullptr);
        if (words.empty()) return worksheet_write_blank(sheet_, row, column, format);
        return worksheet_write_string(sheet_, row, column, words.c_str(), format);
    }

    void paint_bar(const Sheet::DataBar& bar) {
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

    void paint_highlight(const Sheet::Highlight& highlight) {
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

    lxw_format* highlight_format(Look look) {
        switch (look) {
            case Look::good:
                return formats_.praise();
            case Look::fair:
                return formats_.caution();
            case Look::muted:
                return formats_.stale();
            default:
                return formats_.alarm();
        }
    }

    void hide_column(const Sheet& sheet, int column) {
        const auto at = static_cast<lxw_col_t>(column);
        lxw_row_col_options options{};
        options.hidden = LXW_TRUE;
        require(worksheet_set_column_opt(sheet_, at, at, sheet.widths[static_cast<std::size_t>(column)], nullptr,
                                         &options));
    }

    /// Whoever fills in may widen columns, not change the rest. It has no password, which would be no security.
    void protect() {
        lxw_protection options{};
        options.format_columns = options.format_rows = options.autofilter = LXW_TRUE;
        worksheet_protect(sheet_, nullptr, &options);
    }

    void paint_validation(const Sheet::Validation& validation) {
        SheetRows::Validation told{.type = validated_type(validation.kind),
                                   .first_row = validation.first_row,
                                   .last_row = validation.last_row,
                                   .column = validation.column,
                                   .title = shortened(validation.title, 32),
                                   .prompt = shortened(validation.prompt, 255),
                                   .error = shortened(validation.error, 255),
                                   .formula = validation.formula,
                                   .lowest = validation.lowest,
                                   .highest = validation.highest};
        own_rows_ ? rows_.back().add_validation(told) : tell_validation(validation.kind, std::move(told));
    }

    static std::string_view validated_type(Sheet::Validation::Kind kind) {
        static constexpr std::string_view types[] = {"list", "decimal", "date", "custom"};
        return types[static_cast<int>(kind)];
    }

    void tell_validation(Sheet::Validation::Kind kind, SheetRows::Validation told) {
        static constexpr std::uint8_t types[] = {LXW_VALIDATION_TYPE_LIST_FORMULA, LXW_VALIDATION_TYPE_DECIMAL,
                                                 LXW_VALIDATION_TYPE_DATE_NUMBER, LXW_VALIDATION_TYPE_CUSTOM_FORMULA};
        std::string formula = "=" + escaped(told.formula);
        for (std::string* text : {&told.title, &told.prompt, &told.error}) *text = escaped(*text);
        lxw_data_validation rule{};
        rule.validate = types[static_cast<int>(kind)];
        rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        rule.input_title = rule.error_title = told.title.data();
        rule.input_message = told.prompt.data();
        rule.error_message = told.error.data();
        rule.value_formula = formula.data();
        rule.minimum_number = told.lowest;
        rule.maximum_number = told.highest;
        const auto column = static_cast<lxw_col_t>(told.column);
        require(worksheet_data_validation_range(sheet_, static_cast<lxw_row_t>(told.first_row), column,
                                                static_cast<lxw_row_t>(told.last_row), column, &rule));
    }

    void paint_chart(const Sheet& sheet, const Chart& chart) {
        const bool bars = chart.kind == Chart::Kind::bar;
        lxw_chart* painted = workbook_add_chart(book_, bars ? LXW_CHART_BAR : LXW_CHART_LINE);
        if (!painted) throw std::bad_alloc();
        for (const Chart::Series& series : chart.series) {
            lxw_chart_series* line = chart_add_series(painted, nullptr, nullptr);
            const auto first = static_cast<lxw_row_t>(series.first_row);
            const auto last = static_cast<lxw_row_t>(series.last_row);
            const auto categories = static_cast<lxw_col_t>(series.category_column);
            const auto values = static_cast<lxw_col_t>(series.value_column);
            chart_series_set_categories(line, sheet.name.c_str(), first, categories, last, categories);
            chart_series_set_values(line, sheet.name.c_str(), first, values, last, values);
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
            if (!passes_whole(sheet, chart)) chart_axis_set_max(painted->x_axis, 1);
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
        require(worksheet_insert_chart_opt(sheet_, static_cast<lxw_row_t>(chart.row),
                                           static_cast<lxw_col_t>(chart.column), painted, &options));
    }

    /// Whether a share is more than the whole; then the axis goes as far as the bars and their labels.
    static bool passes_whole(const Sheet& sheet, const Chart& chart) {
        for (const Chart::Series& series : chart.series)
            for (int row = series.first_row; row <= series.last_row; ++row) {
                int column = 0;
                for (const Cell& cell : sheet.rows[static_cast<std::size_t>(row)].cells) {
                    const auto* value = std::get_if<double>(&cell.value);
                    if (column == series.value_column && value && *value > 1) return true;
                    column += cell.span;
                }
            }
        return false;
    }

    /// The library takes a name that begins with "=" for a formula; so one that is none is set first, then replaced.
    template <class Set>
    static void name(const std::string& text, char*& held, Set set) {
        if (text.empty()) return;
        if (text.front() != '=') return set(text.c_str());
        set("-");
        std::free(held);
        held = strdup(text.c_str());
    }

    const Aside& file_;
    const bool own_rows_;
    const Language language_;
    lxw_workbook* book_;
    lxw_worksheet* sheet_ = nullptr;
    std::string place_;
    Formats formats_;
    SharedTexts texts_;
    std::deque<SheetRows> rows_;  ///< of each sheet
    std::vector<bool> is_2010_;   ///< whether a sheet has what only Excel 2010 and later know
    std::vector<Range> charted_;
    bool places_objects_ = false;
    bool has_text_ = false;
};

}  // namespace

void WorkbookPainter::paint(Aside& file, const std::vector<Sheet>& sheets, const WorkbookOptions& options) {
    check_workbook(file.target(), sheets, options);
    const PlainLocale locale;
    const bool own = options.packing == Packing::own && packs_parts();
    Painter painter(file, options, own);
    for (const Sheet& sheet : sheets) painter.paint(sheet);
    if (own)
        file.write(packer_.pack([&] { painter.close(); }, [&](Part& part) { painter.edit(part); }));
    else
        painter.close();
}

void write_workbook(const std::filesystem::path& file, const std::vector<Sheet>& sheets,
                    const WorkbookOptions& options) {
    Aside aside(file);
    WorkbookPainter().paint(aside, sheets, options);
    aside.publish();
}

bool packs_workbooks() { return packs_parts(); }

}  // namespace libplan
