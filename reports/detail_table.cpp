#include "reports/detail_table.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <stdexcept>
#include <utility>

#include "libplan/file_failure.hpp"
#include "reports/packing.hpp"
#include "reports/plain_locale.hpp"
#include "reports/sheet_rows.hpp"
#include "reports/workbook_check.hpp"
#include "reports/workbook_formats.hpp"

namespace libplan {
namespace {

// ---- CSV ----

class CsvDetailTable : public DetailTable {
public:
    CsvDetailTable(Aside& file, const TableHeads& heads) : file_(file) {
        buffer_ = "\xEF\xBB\xBF";  // without it Excel takes UTF-8 for GBK
        for (std::size_t i = 0; i < heads.columns.size(); ++i)
            (buffer_ += i > 0 ? "," : "") += encoded(heads.columns[i].first);
        buffer_ += "\r\n";
    }

    std::string encoded(const std::string& text) const override {
        if (text.empty()) return text;
        const bool like_formula = std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos;
        const std::string shown = like_formula ? "'" + text : text;
        if (shown.find_first_of(",\"\r\n") == std::string::npos) return shown;
        std::string quoted = "\"";
        for (const char c : shown) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
        return quoted + "\"";
    }

    void add(const std::vector<Field>& row) override {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) buffer_ += ',';
            if (row[i].number)
                append_shortest(*row[i].number);
            else if (row[i].text)
                buffer_ += *row[i].text;
        }
        buffer_ += "\r\n";
        if (buffer_.size() > 1 << 20) flush();
    }

    void finish() override { flush(); }

private:
    /// 8.8 and not 8.800000000000001, which is the same number to a spreadsheet, but not to a reader.
    void append_shortest(double number) {
        char digits[40];
        buffer_.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
    }

    void flush() {
        file_.write(buffer_);
        buffer_.clear();
    }
    Aside& file_;
    std::string buffer_;
};

// ---- workbooks ----

void require(lxw_error error) {
    if (error != LXW_NO_ERROR) throw InputError({{"workbook", {}, {Phrase::write_library, {lxw_strerror(error)}}, {}}});
}

/// A workbook with a sheet for so many rows: heads, widths, formats.
class TableBook {
public:
    TableBook(const Aside& file, const TableHeads& heads) : heads_(heads) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        book_ = workbook_new_opt(file.path().c_str(), &options);
        if (!book_) throw std::bad_alloc();
        formats_ = std::make_unique<Formats>(book_);
        set_created();
        const std::size_t per_sheet = heads.rows_per_sheet - 1;
        const std::size_t sheets = std::max<std::size_t>(1, (heads.rows + per_sheet - 1) / per_sheet);
        for (std::size_t i = 0; i < sheets; ++i) rows_.push_back(std::min(per_sheet, heads.rows - i * per_sheet));
    }
    ~TableBook() {
        if (book_) lxw_workbook_free(book_);
    }
    TableBook(const TableBook&) = delete;
    TableBook& operator=(const TableBook&) = delete;

    std::size_t sheets() const { return rows_.size(); }
    std::size_t rows(std::size_t sheet) const { return rows_[sheet]; }
    lxw_format* format(std::size_t column) {
        CellStyle format{.look = Look::text};
        if (heads_.places[column] >= 0)
            format = {.look = Look::points, .places = heads_.places[column], .is_number = true};
        return formats_->of(format).format;
    }

    /// The next sheet, with its heads.
    lxw_worksheet* begin_sheet() {
        const std::size_t number = begun_++;
        const std::string name = number == 0 ? heads_.title : heads_.title + " " + std::to_string(number + 1);
        lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
        if (!sheet) throw std::bad_alloc();
        const auto last = static_cast<lxw_col_t>(heads_.columns.size() - 1);
        for (lxw_col_t i = 0; i <= last; ++i) {
            worksheet_set_column(sheet, i, i, heads_.columns[i].second, nullptr);
            worksheet_write_string(sheet, 0, i, heads_.columns[i].first.c_str(),
                                   formats_->of({.look = Look::header}).format);
        }
        worksheet_freeze_panes(sheet, 1, 0);
        worksheet_repeat_rows(sheet, 0, 0);
        worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(rows_[number]), last);
        worksheet_set_paper(sheet, 9);
        worksheet_set_landscape(sheet);
        worksheet_fit_to_pages(sheet, 1, 0);
        return sheet;
    }

    lxw_error close() { return workbook_close(std::exchange(book_, nullptr)); }

private:
    void set_created() {
        lxw_doc_properties properties{};
        std::tm created{};
        created.tm_year = static_cast<int>(heads_.created.year()) - 1900;
        created.tm_mon = static_cast<int>(static_cast<unsigned>(heads_.created.month())) - 1;
        created.tm_mday = static_cast<int>(static_cast<unsigned>(heads_.created.day()));
        properties.created = timegm(&created);
        workbook_set_properties(book_, &properties);
    }

    const TableHeads& heads_;
    lxw_workbook* book_ = nullptr;
    std::unique_ptr<Formats> formats_;
    std::vector<std::size_t> rows_;
    std::size_t begun_ = 0;
};

class LibraryTable : public DetailTable {
public:
    LibraryTable(Aside& file, const TableHeads& heads) : file_(file), book_(file, heads) { begin_sheet(); }

    std::string encoded(const std::string& text) const override { return escaped(text); }

    void add(const std::vector<Field>& row) override {
        if (row_ > book_.rows(sheets_ - 1)) begin_sheet();
        const auto at = static_cast<lxw_row_t>(row_++);
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            if (row[i].number)
                require(worksheet_write_number(sheet_, at, column, *row[i].number, formats_[i]));
            else if (row[i].text && !row[i].text->empty())
                require(worksheet_write_string(sheet_, at, column, row[i].text->c_str(), formats_[i]));
            else
                require(worksheet_write_blank(sheet_, at, column, formats_[i]));
        }
    }

    void finish() override {
        errno = 0;
        if (book_.close() != LXW_NO_ERROR) fail_to_write(file_.target(), errno ? errno : EIO);
    }

private:
    void begin_sheet() {
        sheet_ = book_.begin_sheet();
        ++sheets_;
        row_ = 1;
        for (std::size_t i = 0; formats_.size() < 10; ++i) formats_.push_back(book_.format(i));
    }

    const PlainLocale locale_;
    Aside& file_;
    TableBook book_;
    lxw_worksheet* sheet_ = nullptr;
    std::vector<lxw_format*> formats_;
    std::size_t sheets_ = 0, row_ = 0;
};

/// Rows as the library would write them.
class PackedTable : public DetailTable {
public:
    PackedTable(Aside& file, const TableHeads& heads) : book_(file, heads), out_(file) {
        const PlainLocale locale;
        for (std::size_t i = 0; i < book_.sheets(); ++i) {
            lxw_worksheet* sheet = book_.begin_sheet();
            // Empty cells, whose numbers of formats are read back.
            for (std::size_t column = 0; i == 0 && column < heads.columns.size(); ++column)
                worksheet_write_blank(sheet, 1, static_cast<lxw_col_t>(column), book_.format(column));
        }
        parts_ = Packer().parts([&] {
            if (book_.close() != LXW_NO_ERROR) throw std::runtime_error("libxlsxwriter");
        });
        for (std::size_t column = 0; column < heads.columns.size(); ++column) read_format(column);
        begin_sheet();
    }

    std::string encoded(const std::string& text) const override {
        if (text.empty()) return {};
        std::string xml = "t=\"inlineStr\"><is><t";
        const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\n'; };
        if (is_space(text.front()) || is_space(text.back())) xml += " xml:space=\"preserve\"";
        xml += ">";
        append_xml(xml, text);
        return xml + "</t></is></c>";
    }

    void add(const std::vector<Field>& row) override {
        if (row_ > book_.rows(sheets_ - 1)) {
            end_sheet();
            begin_sheet();
        }
        char digits[24];
        const std::string_view number(
            digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, ++row_).ptr - digits));
        ((buffer_ += "<row r=\"") += number) += "\">";
        for (std::size_t i = 0; i < row.size(); ++i) {
            (((buffer_ += "<c r=\"") += static_cast<char>('A' + i)) += number) += formats_[i];
            if (row[i].number) {
                buffer_ += "><v>";
                append_number(buffer_, *row[i].number);
                buffer_ += "</v></c>";
            } else if (row[i].text && !row[i].text->empty()) {
                (buffer_ += ' ') += *row[i].text;
            } else {
                buffer_ += "/>";
            }
        }
        buffer_ += "</row>";
        if (buffer_.size() > 1 << 20) flush();
    }

    void finish() override {
        end_sheet();
        for (const Part& part : parts_)
            if (!is_sheet(part)) out_.add(part);
        out_.finish();
    }

private:
    static constexpr std::string_view heads_end = "<row r=\"2\"", data_end = "</sheetData>";

    static bool is_sheet(const Part& part) { return part.name.rfind("xl/worksheets/sheet", 0) == 0; }

    Part& sheet_part(std::size_t number) {
        const std::string name = "xl/worksheets/sheet" + std::to_string(number) + ".xml";
        const auto found = std::find_if(parts_.begin(), parts_.end(), [&](const Part& p) { return p.name == name; });
        if (found == parts_.end()) throw std::logic_error(name);
        return *found;
    }

    static std::size_t position(const std::string& xml, std::string_view what) {
        const std::size_t at = xml.find(what);
        if (at == std::string::npos) throw std::logic_error(std::string(what));
        return at;
    }

    /// What stands between the address and the content of the cells of a column: " s=\"3".
    void read_format(std::size_t column) {
        const std::string& xml = sheet_part(1).text;
        const std::string begin = std::string("<c r=\"") + static_cast<char>('A' + column) + "2";
        const std::size_t from = position(xml, begin) + begin.size();
        formats_.push_back(xml.substr(from, xml.find("/>", from) - from));
    }

    void begin_sheet() {
        Part& part = sheet_part(++sheets_);
        std::string& xml = part.text;
        // The library has seen two rows at most.
        const std::size_t dimension = position(xml, "<dimension ref=\"");
        const std::size_t from = xml.find(':', dimension);
        const std::size_t end = xml.find('"', dimension + 16);
        if (from > end) throw std::logic_error("dimension");
        const char last_column = static_cast<char>('A' + formats_.size() - 1);
        xml.replace(from, end - from, std::string(":") + last_column + std::to_string(book_.rows(sheets_ - 1) + 1));
        const std::size_t data = position(xml, data_end);
        tail_ = xml.substr(data);
        const std::size_t blanks = xml.find(heads_end);
        out_.begin(part.name);
        buffer_ = xml.substr(0, std::min(blanks, data));
        row_ = 1;
    }

    void end_sheet() {
        buffer_ += tail_;
        flush();
        out_.end();
    }

    void flush() {
        out_.write(buffer_);
        buffer_.clear();
    }

    TableBook book_;
    ZipStream out_;
    std::vector<Part> parts_;
    std::vector<std::string> formats_;
    std::string buffer_, tail_;
    std::size_t sheets_ = 0, row_ = 0;
};

}  // namespace

std::unique_ptr<DetailTable> csv_table(Aside& file, const TableHeads& heads) {
    return std::make_unique<CsvDetailTable>(file, heads);
}

std::unique_ptr<DetailTable> library_table(Aside& file, const TableHeads& heads) {
    return std::make_unique<LibraryTable>(file, heads);
}

std::unique_ptr<DetailTable> packed_table(Aside& file, const TableHeads& heads) {
    return std::make_unique<PackedTable>(file, heads);
}

}  // namespace libplan
