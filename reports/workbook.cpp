#include "reports/workbook.hpp"

#include <fcntl.h>
#include <locale.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "libplan/utf8.hpp"

namespace libplan {
namespace {

[[noreturn]] void refuse(const std::string& what) {
    throw std::invalid_argument(say(Language::zh, Phrase::bad_cell, what));
}

[[noreturn]] void fail(const std::filesystem::path& file, int error) {
    throw FileError({error, std::generic_category()}, {Phrase::cannot_write, {file.string()}});
}

/// What a workbook can hold as text: valid UTF-8 without control characters; a literal _x0041_ is escaped.
std::string clean(const std::string& text) {
    int units = 0;
    for (std::size_t at = 0; at < text.size();) {
        const auto character = next_character(text, at);
        const bool control = character && *character < 0x20 && *character != U'\n' && *character != U'\t';
        if (!character || control || *character == 0xFFFE || *character == 0xFFFF) refuse(text);
        units += *character > 0xFFFF ? 2 : 1;
    }
    if (units > 32767) refuse(text.substr(0, 60));
    std::string escaped;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool looks_escaped = text[i] == '_' && i + 6 < text.size() && text[i + 1] == 'x' && text[i + 6] == '_';
        escaped += looks_escaped ? std::string("_x005F_") : std::string(1, text[i]);
    }
    return escaped;
}

/// At most so many UTF-16 units of a text, in whole characters.
std::string shortened(const std::string& text, int most) {
    int units = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const auto character = next_character(text, at);
        if (!character) refuse(text);
        units += *character > 0xFFFF ? 2 : 1;
        if (units > most) return text.substr(0, start);
    }
    return text;
}

void check_sheet_names(const std::vector<Sheet>& sheets) {
    std::set<std::string> seen;
    for (const Sheet& sheet : sheets) {
        int units = 0;
        for (std::size_t at = 0; at < sheet.name.size();) {
            const auto character = next_character(sheet.name, at);
            if (!character) refuse(sheet.name);
            units += *character > 0xFFFF ? 2 : 1;
        }
        const bool bad = sheet.name.empty() || units > 31 ||
                         sheet.name.find_first_of("[]:*?/\\") != std::string::npos || sheet.name.front() == '\'' ||
                         sheet.name.back() == '\'';
        if (bad || !seen.insert(sheet.name).second) refuse(sheet.name);
    }
}

/// The library prints numbers by the locale; workbooks need the C locale.
class PlainLocale {
public:
    PlainLocale() : plain_(newlocale(LC_NUMERIC_MASK, "C", nullptr)), before_(uselocale(plain_)) {}
    ~PlainLocale() {
        uselocale(before_);
        freelocale(plain_);
    }
    PlainLocale(const PlainLocale&) = delete;
    PlainLocale& operator=(const PlainLocale&) = delete;

private:
    locale_t plain_, before_;
};

class Painter {
public:
    Painter(const std::string& file, const WorkbookOptions& options) : book_(workbook_new(file.c_str())) {
        if (!book_) throw std::bad_alloc();
        lxw_doc_properties properties{};
        std::string title = clean(options.title);
        std::string author = clean(options.author);
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
        sheet_ = workbook_add_worksheet(book_, sheet.name.c_str());
        if (!sheet_) refuse(sheet.name);
        set_page(sheet);
        for (std::size_t column = 0; column < sheet.widths.size(); ++column) {
            const auto at = static_cast<lxw_col_t>(column);
            require(worksheet_set_column(sheet_, at, at, sheet.widths[column], nullptr));
        }
        for (const int column : sheet.hidden_columns) hide_column(sheet, column);
        for (std::size_t row = 0; row < sheet.rows.size(); ++row) paint_row(sheet, static_cast<lxw_row_t>(row));
        for (const Sheet::DataBar& bar : sheet.data_bars) paint_bar(bar);
        for (const Sheet::Highlight& highlight : sheet.highlights) paint_highlight(highlight);
        for (const Chart& chart : sheet.charts) paint_chart(sheet, chart);
        for (const Sheet::Validation& validation : sheet.validations) paint_validation(validation);
        if (sheet.hidden) worksheet_hide(sheet_);
        if (sheet.locked) protect();
        for (const auto& [name, formula] : sheet.names)
            require(workbook_define_name(book_, name.c_str(), formula.c_str()));
    }

    lxw_error close() {
        lxw_workbook* book = book_;
        book_ = nullptr;
        return workbook_close(book);
    }

private:
    static void require(lxw_error error) {
        if (error != LXW_NO_ERROR) refuse(lxw_strerror(error));
    }

    void set_page(const Sheet& sheet) {
        worksheet_set_paper(sheet_, 9);  // A4
        if (sheet.landscape) worksheet_set_landscape(sheet_);
        worksheet_fit_to_pages(sheet_, 1, sheet.fit_one_page ? 1 : 0);
        worksheet_set_margins(sheet_, 0.5, 0.5, 0.6, 0.7);
        worksheet_center_horizontally(sheet_);
        worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
        require(worksheet_set_footer(sheet_, ("&C" + say(Language::zh, Phrase::page_footer)).c_str()));
        if (sheet.header_row >= 0) {
            const auto row = static_cast<lxw_row_t>(sheet.header_row);
            require(worksheet_repeat_rows(sheet_, row, row));
            worksheet_freeze_panes(sheet_, row + 1, 0);
        }
        if (!sheet.rows.empty() && !sheet.widths.empty() && !sheet.hidden)
            require(worksheet_print_area(sheet_, 0, 0, static_cast<lxw_row_t>(sheet.rows.size() - 1),
                                         static_cast<lxw_col_t>(printed_columns(sheet) - 1)));
    }

    static std::size_t printed_columns(const Sheet& sheet) {
        return sheet.printed_columns > 0 ? static_cast<std::size_t>(sheet.printed_columns) : sheet.widths.size();
    }

    void paint_row(const Sheet& sheet, lxw_row_t at) {
        const Row& row = sheet.rows[at];
        int column = 0;
        double height = row.height;
        for (const Cell& cell : row.cells) {
            if (row.height == 0) height = std::max(height, height_of(sheet, cell, column));
            paint_cell(cell, at, static_cast<lxw_col_t>(column));
            column += cell.span;
        }
        if (height > 0) require(worksheet_set_row(sheet_, at, height, nullptr));
    }

    /// Wrapped text needs rows of its own height; a CJK character counts two columns.
    static double height_of(const Sheet& sheet, const Cell& cell, int column) {
        const auto* text = std::get_if<std::string>(&cell.value);
        if (!text || (cell.look != Look::wrapped && cell.look != Look::input_text)) return 20;
        double width = 0;
        for (int i = 0; i < cell.span && column + i < static_cast<int>(sheet.widths.size()); ++i)
            width += sheet.widths[static_cast<std::size_t>(column + i)];
        const double lines = std::ceil(display_width(*text) * 1.08 / std::max(1.0, width - 1));
        return std::max(20.0, 14.5 * lines + 5);
    }

    void paint_cell(const Cell& cell, lxw_row_t row, lxw_col_t column) {
        lxw_format* format = format_of(cell);
        if (cell.span > 1)
            require(worksheet_merge_range(sheet_, row, column, row, static_cast<lxw_col_t>(column + cell.span - 1), "",
                                          format));
        const std::string formula = "=" + cell.formula;
        if (const auto* value = std::get_if<double>(&cell.value)) {
            if (!std::isfinite(*value)) refuse(cell_name(static_cast<int>(row), column));
            require(cell.formula.empty()
                        ? worksheet_write_number(sheet_, row, column, *value, format)
                        : worksheet_write_formula_num(sheet_, row, column, formula.c_str(), format, *value));
        } else if (const auto* text = std::get_if<std::string>(&cell.value)) {
            const std::string words = clean(*text);
            if (!cell.link.empty())
                require(
                    worksheet_write_url_opt(sheet_, row, column, cell.link.c_str(), format, words.c_str(), nullptr));
            else if (!cell.formula.empty())
                require(worksheet_write_formula_str(sheet_, row, column, formula.c_str(), format, words.c_str()));
            else if (words.empty())
                require(worksheet_write_blank(sheet_, row, column, format));
            else
                require(worksheet_write_string(sheet_, row, column, words.c_str(), format));
        } else {
            require(worksheet_write_blank(sheet_, row, column, format));
        }
        if (!cell.comment.empty()) require(worksheet_write_comment(sheet_, row, column, clean(cell.comment).c_str()));
    }

    lxw_format* format_of(const Cell& cell) {
        const auto [entry, added] = formats_.try_emplace({cell.look, cell.places, cell.percent, !cell.link.empty(),
                                                          std::holds_alternative<double>(cell.value), cell.format},
                                                         nullptr);
        if (added) entry->second = make_format(cell);
        return entry->second;
    }

    lxw_format* make_format(const Cell& cell) {
        lxw_format* format = workbook_add_format(book_);
        if (!format) throw std::bad_alloc();
        const bool is_number = std::holds_alternative<double>(cell.value);
        format_set_font_name(format, cell.look == Look::title ? "宋体" : "微软雅黑");
        format_set_font_size(format, 10);
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        std::string places = cell.places > 0 ? "0." + std::string(static_cast<std::size_t>(cell.places), '0') : "0";
        if (cell.percent) places += "%";
        // Whatever is typed into an input cell is shown as it is.
        if (is_number && cell.look != Look::input) format_set_num_format(format, places.c_str());
        if (!cell.format.empty()) format_set_num_format(format, cell.format.c_str());
        style(format, cell.look, is_number);
        if (!cell.link.empty()) {
            format_set_font_color(format, accent);
            format_set_underline(format, LXW_UNDERLINE_SINGLE);
        }
        return format;
    }

    static void box(lxw_format* format) {
        format_set_border(format, LXW_BORDER_HAIR);
        format_set_border_color(format, 0x9FB3C8);
    }

    static void fill(lxw_format* format, lxw_color_t background, lxw_color_t ink) {
        format_set_bg_color(format, background);
        format_set_font_color(format, ink);
    }

    static void style(lxw_format* format, Look look, bool is_number) {
        const bool boxed = look != Look::title && look != Look::subtitle && look != Look::notice &&
                           look != Look::plain && look != Look::figure && look != Look::alarm && look != Look::label &&
                           look != Look::aside;
        if (boxed) box(format);
        if (is_number) format_set_align(format, LXW_ALIGN_CENTER);
        const bool centred = look == Look::header || look == Look::centered || look == Look::input ||
                             look == Look::group_points || look == Look::total_points;
        if (boxed && !is_number) centred ? format_set_align(format, LXW_ALIGN_CENTER) : format_set_indent(format, 1);
        switch (look) {
            case Look::title:
                format_set_font_size(format, 20);
                format_set_font_color(format, accent);
                format_set_align(format, LXW_ALIGN_CENTER);
                break;
            case Look::subtitle:
                format_set_font_size(format, 12);
                format_set_align(format, LXW_ALIGN_CENTER);
                break;
            case Look::notice:
                format_set_font_color(format, 0xB00020);
                format_set_bold(format);
                break;
            case Look::header:
                fill(format, accent, LXW_COLOR_WHITE);
                format_set_bold(format);
                format_set_text_wrap(format);
                format_set_align(format, LXW_ALIGN_CENTER);
                break;
            case Look::wrapped:
                format_set_text_wrap(format);
                break;
            case Look::centered:
                format_set_align(format, LXW_ALIGN_CENTER);
                break;
            case Look::input:
                fill(format, 0xFFF8E1, LXW_COLOR_BLACK);
                format_set_align(format, LXW_ALIGN_CENTER);
                format_set_unlocked(format);
                break;
            case Look::input_text:
                fill(format, 0xFFF8E1, LXW_COLOR_BLACK);
                format_set_text_wrap(format);
                format_set_unlocked(format);
                break;
            case Look::group:
            case Look::group_points:
                fill(format, 0xE8EEF7, accent);
                format_set_bold(format);
                break;
            case Look::total:
            case Look::total_points:
                fill(format, 0xD6E0EE, accent);
                format_set_bold(format);
                if (look == Look::total_points) format_set_align(format, LXW_ALIGN_CENTER);
                break;
            case Look::good:
                fill(format, 0xE2F2E5, 0x1B5E20);
                format_set_align(format, LXW_ALIGN_CENTER);
                break;
            case Look::fair:
                format_set_align(format, LXW_ALIGN_CENTER);
                break;
            case Look::bad:
                fill(format, 0xFDE7E9, 0x9B0012);
                format_set_text_wrap(format);
                if (!is_number) format_set_align(format, LXW_ALIGN_CENTER);
                break;
            case Look::alarm:
                fill(format, 0xFDE7E9, 0x9B0012);
                format_set_font_size(format, 20);
                format_set_bold(format);
                format_set_align(format, LXW_ALIGN_CENTER);
                break;
            case Look::muted:
                format_set_font_color(format, 0x666666);
                if (!is_number) format_set_align(format, LXW_ALIGN_CENTER);
                break;
            case Look::figure:
                fill(format, 0xF2F6FB, accent);
                format_set_font_size(format, 20);
                format_set_bold(format);
                format_set_align(format, LXW_ALIGN_CENTER);
                break;
            case Look::label:
                fill(format, 0xF2F6FB, 0x555555);
                format_set_align(format, LXW_ALIGN_CENTER);
                break;
            case Look::step:
                fill(format, 0xF7F9FC, 0x333333);
                break;
            case Look::aside:
                format_set_font_color(format, 0x808080);
                format_set_font_size(format, 9);
                format_set_align(format, LXW_ALIGN_CENTER);
                format_set_text_wrap(format);
                break;
            case Look::text:
            case Look::plain:
            case Look::number:
            case Look::points:
                break;
        }
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
        lxw_format* bad = workbook_add_format(book_);
        if (!bad) throw std::bad_alloc();
        fill(bad, 0xFDE7E9, 0x9B0012);
        std::string formula = "=" + highlight.formula;
        lxw_conditional_format format{};
        format.type = LXW_CONDITIONAL_TYPE_FORMULA;
        format.value_string = formula.data();
        format.format = bad;
        const auto column = static_cast<lxw_col_t>(highlight.column);
        require(worksheet_conditional_format_range(sheet_, static_cast<lxw_row_t>(highlight.first_row), column,
                                                   static_cast<lxw_row_t>(highlight.last_row), column, &format));
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
        using Kind = Sheet::Validation::Kind;
        std::string formula = "=" + validation.formula;
        std::string title = shortened(validation.title, 32);
        std::string prompt = shortened(validation.prompt, 255), error = shortened(validation.error, 255);
        lxw_data_validation rule{};
        rule.input_title = rule.error_title = title.data();
        rule.input_message = prompt.data();
        rule.error_message = error.data();
        rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        rule.minimum_number = validation.lowest;
        rule.maximum_number = validation.highest;
        switch (validation.kind) {
            case Kind::list:
                rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
                rule.value_formula = formula.data();
                break;
            case Kind::number:
                rule.validate = LXW_VALIDATION_TYPE_DECIMAL;
                break;
            case Kind::day:
                rule.validate = LXW_VALIDATION_TYPE_DATE_NUMBER;
                break;
            case Kind::formula:
                rule.validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA;
                rule.value_formula = formula.data();
                break;
        }
        const auto column = static_cast<lxw_col_t>(validation.column);
        require(worksheet_data_validation_range(sheet_, static_cast<lxw_row_t>(validation.first_row), column,
                                                static_cast<lxw_row_t>(validation.last_row), column, &rule));
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
            chart_series_set_name(line, series.name.c_str());
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
        chart_title_set_name(painted, chart.title.c_str());
        lxw_chart_font title_font{};
        title_font.size = 12;
        title_font.bold = LXW_TRUE;
        title_font.color = accent;
        chart_title_set_name_font(painted, &title_font);
        lxw_chart_line grid{};
        grid.color = 0xE0E0E0;
        chart_axis_major_gridlines_set_line(bars ? painted->x_axis : painted->y_axis, &grid);
        if (bars) {
            // In a bar chart of this library x_axis is the value axis; the axis of categories counts from below.
            chart_axis_set_reverse(painted->y_axis);
            chart_axis_set_crossing_max(painted->y_axis);
            chart_axis_set_min(painted->x_axis, 0);
            chart_axis_set_max(painted->x_axis, 1);
            chart_axis_set_num_format(painted->x_axis, "0%");
            chart_legend_set_position(painted, LXW_CHART_LEGEND_NONE);
        } else {
            chart_axis_set_name(painted->y_axis, chart.value_axis.c_str());
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

    static constexpr lxw_color_t accent = 0x1F4E79;
    lxw_workbook* book_;
    lxw_worksheet* sheet_ = nullptr;
    std::map<std::tuple<Look, int, bool, bool, bool, std::string>, lxw_format*> formats_;
};

/// A file of its own beside the target, removed unless it is renamed into place.
class Aside {
public:
    explicit Aside(std::filesystem::path target)
        : target_(std::move(target)), path_(target_.string() + ".part-" + std::to_string(getpid())) {
        const int file = open(path_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0644);
        if (file < 0) fail(target_, errno);
        ::close(file);
    }
    ~Aside() {
        std::error_code ignored;
        if (!done_) std::filesystem::remove(path_, ignored);
    }
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

    const std::string& path() const { return path_; }

    void publish() {
        const int file = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
        if (file < 0 || fsync(file) != 0) fail(target_, errno);
        ::close(file);
        std::error_code error;
        std::filesystem::rename(path_, target_, error);
        if (error) fail(target_, error.value());
        done_ = true;
    }

private:
    std::filesystem::path target_;
    std::string path_;
    bool done_ = false;
};

}  // namespace

void write_workbook(const std::filesystem::path& file, const std::vector<Sheet>& sheets,
                    const WorkbookOptions& options) {
    check_sheet_names(sheets);
    const PlainLocale locale;
    Aside aside(file);
    Painter painter(aside.path(), options);
    for (const Sheet& sheet : sheets) painter.paint(sheet);
    if (painter.close() != LXW_NO_ERROR) fail(file, errno ? errno : EIO);
    aside.publish();
}

}  // namespace libplan
