#include "reports/workbook_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "libplan/interrupt.hpp"
#include "libplan/plan.hpp"
#include "libplan/utf8.hpp"
#include "reports/cell_values.hpp"
#include "reports/package.hpp"

namespace libplan {
namespace {

constexpr int row_count = 1'048'576, column_count = 16'384;
constexpr std::size_t most_cells = 2'000'000;  // of a workbook, and texts too
constexpr std::size_t most_sheets = 1'000;
constexpr std::size_t longest_text = 32'767;  // characters

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return !text.empty() && error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                                     : std::nullopt;
}

bool is_true(std::string_view flag) { return flag == "1" || flag == "true"; }

// ---- texts ----

void append_utf8(std::string& text, char32_t c) {
    const auto push = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (c < 0x80) return push(c);
    if (c < 0x800) {
        push(0xC0 | (c >> 6));
    } else if (c < 0x10000) {
        push(0xE0 | (c >> 12));
        push(0x80 | ((c >> 6) & 0x3F));
    } else {
        push(0xF0 | (c >> 18));
        push(0x80 | ((c >> 12) & 0x3F));
        push(0x80 | ((c >> 6) & 0x3F));
    }
    push(0x80 | (c & 0x3F));
}

/// The UTF-16 unit that "_x0041_" stands for at a place.
std::optional<char32_t> escaped_unit(std::string_view text, std::size_t at) {
    if (text.size() < at + 7 || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_') return std::nullopt;
    unsigned unit = 0;
    const char* digits = text.data() + at + 2;
    const auto [end, error] = std::from_chars(digits, digits + 4, unit, 16);
    return error == std::errc() && end == digits + 4 ? std::optional<char32_t>(unit) : std::nullopt;
}

/// Characters that XML cannot hold are stored as "_x000D_". Halves of a pair that stand alone stay as they are.
std::string unescaped(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        const auto unit = escaped_unit(text, at);
        const auto next = unit && *unit >= 0xD800 && *unit < 0xDC00 ? escaped_unit(text, at + 7) : std::nullopt;
        if (next && *next >= 0xDC00 && *next < 0xE000) {
            append_utf8(plain, 0x10000 + ((*unit - 0xD800) << 10) + (*next - 0xDC00));
            at += 14;
        } else if (unit && (*unit < 0xD800 || *unit >= 0xE000)) {
            append_utf8(plain, *unit);
            at += 7;
        } else {
            plain += text[at++];
        }
    }
    return plain;
}

/// The texts of a workbook, which its cells are views of.
class Texts {
public:
    explicit Texts(const Package& package) : package_(package) {}

    std::string_view add(std::string text) {
        if (texts_->size() == most_cells) tell_too_many();
        return texts_->emplace_back(std::move(text));
    }
    [[noreturn]] void tell_too_many() const {
        refuse_workbook(package_.file(), "workbook-bomb", {Phrase::book_too_many_cells, {std::to_string(most_cells)}});
    }
    std::shared_ptr<const std::deque<std::string>> all() const { return texts_; }

private:
    const Package& package_;
    std::shared_ptr<std::deque<std::string>> texts_ = std::make_shared<std::deque<std::string>>();
};

/// A text put together from runs; the reading aid of phonetic runs (拼音) is left out.
class TextRuns {
public:
    TextRuns(const Package& package, std::string_view part) : package_(package), part_(part) {}

    void start(std::string_view name) {
        phonetic_ += name == "rPh";
        inside_ = name == "t" && phonetic_ == 0;
    }
    void end(std::string_view name) {
        phonetic_ -= name == "rPh";
        inside_ = false;
    }
    void text(std::string_view piece) {
        if (!inside_) return;
        text_ += piece;
        if (text_.size() > 4 * longest_text)
            refuse_damaged(package_.file(), part_, {Phrase::damage_long_text, {std::to_string(longest_text)}});
    }
    std::string take() { return text_.find("_x") == std::string::npos ? std::exchange(text_, {}) : unescape(); }

private:
    std::string unescape() { return unescaped(std::exchange(text_, {})); }

    const Package& package_;
    std::string_view part_;
    std::string text_;
    int phonetic_ = 0;
    bool inside_ = false;
};

class SharedStrings : public XmlReader {
public:
    SharedStrings(const Package& package, std::string_view part, Texts& texts) : runs_(package, part), texts_(texts) {}

    void start(std::string_view name, const Attributes&) override { runs_.start(name); }
    void text(std::string_view piece) override { runs_.text(piece); }
    void end(std::string_view name) override {
        runs_.end(name);
        if (name == "si") strings.push_back(texts_.add(runs_.take()));
    }

    std::vector<std::string_view> strings;

private:
    TextRuns runs_;
    Texts& texts_;
};

// ---- number formats ----

/// Built-in formats have no code in the file; those of dates differ by language, but not in being dates.
CellFormat format_of(int id) {
    if (id == 9 || id == 10) return CellFormat::percent;
    if (id == 49) return CellFormat::text;
    const bool is_date =
        (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    return is_date ? CellFormat::date : CellFormat::general;
}

/// "0.00%" is a percentage, "yyyy\"年\"m\"月\"" a date; what is quoted, escaped or in brackets means nothing, but for
/// the hours of "[h]:mm".
CellFormat format_of(std::string_view code) {
    if (code == "@") return CellFormat::text;
    for (std::size_t at = 0; at < code.size(); ++at) {
        const char c = code[at];
        if (c == '\\' || c == '_' || c == '*') {
            ++at;
        } else if (c == '"') {
            at = std::min(code.find('"', at + 1), code.size());
        } else if (c == '[') {
            const auto end = std::min(code.find(']', at), code.size());
            const auto inside = code.substr(at + 1, end - at - 1);
            if (!inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos)
                return CellFormat::date;
            at = end;
        } else if (c == '%') {
            return CellFormat::percent;
        } else if (code.substr(at).starts_with("General")) {
            at += 6;
        } else if (std::string_view("yYmMdDhHsS").find(c) != std::string_view::npos) {
            return CellFormat::date;
        }
    }
    return CellFormat::general;
}

class Styles : public XmlReader {
public:
    void start(std::string_view name, const Attributes& attributes) override {
        const auto id = [&] { return whole_number<int>(attributes["numFmtId"]).value_or(0); };
        if (name == "numFmt")
            own_[id()] = format_of(attributes["formatCode"]);
        else if (name == "cellXfs")
            inside_ = true;
        else if (name == "xf" && inside_)
            formats.push_back(own_.contains(id()) ? own_.at(id()) : format_of(id()));
    }
    void end(std::string_view name) override {
        if (name == "cellXfs") inside_ = false;
    }

    std::vector<CellFormat> formats;  ///< by the number of a cell's style

private:
    std::map<int, CellFormat> own_;
    bool inside_ = false;
};

// ---- the workbook ----

class ContentTypes : public XmlReader {
public:
    explicit ContentTypes(const Package& package) : package_(package) {}
    void start(std::string_view, const Attributes& attributes) override {
        const std::string_view type = attributes["ContentType"];
        const auto says = [&](std::string_view word) { return type.find(word) != std::string_view::npos; };
        if (says("ms-excel.sheet.binary")) refuse_workbook(package_.file(), "workbook-old", Phrase::book_binary);
        if (says("macroEnabled") || says("vbaProject") || says("macrosheet"))
            refuse_workbook(package_.file(), "workbook-macros", Phrase::book_macros);
    }

private:
    const Package& package_;
};

/// The names of the sheets and where they are.
class Contents : public XmlReader {
public:
    struct Entry {
        std::string name, relation;
        bool hidden;
    };

    void start(std::string_view name, const Attributes& attributes) override {
        if (!is_workbook) is_workbook = depth_ == 0 && name == "workbook";
        ++depth_;
        if (name == "workbookPr") dates_from_1904 = is_true(attributes["date1904"]);
        if (name == "externalReference") refers_elsewhere = true;
        if (name == "sheet") {
            const std::string_view state = attributes["state"];
            sheets.push_back({unescaped(attributes["name"]), std::string(attributes["id"]),
                              state == "hidden" || state == "veryHidden"});
        }
        in_name_ = name == "definedName";
        if (in_name_) names.emplace_back(attributes["name"], "");
    }
    void end(std::string_view) override { in_name_ = false; }
    void text(std::string_view piece) override {
        if (in_name_) names.back().second += piece;
    }

    bool is_workbook = false, dates_from_1904 = false, refers_elsewhere = false;
    std::vector<Entry> sheets;
    std::vector<std::pair<std::string, std::string>> names;

private:
    int depth_ = 0;
    bool in_name_ = false;
};

// ---- a sheet ----

/// "C7" as row and column from 0.
std::optional<std::pair<int, int>> cell_at(std::string_view reference) {
    int column = 0;
    std::size_t at = 0;
    for (; at < reference.size() && at < 4 && reference[at] >= 'A' && reference[at] <= 'Z'; ++at)
        column = column * 26 + (reference[at] - 'A' + 1);
    const auto row = whole_number<int>(reference.substr(at));
    if (column < 1 || column > column_count || !row || *row < 1 || *row > row_count) return std::nullopt;
    return std::pair(*row - 1, column - 1);
}

class SheetReader : public XmlReader {
public:
    struct Book {
        const Package& package;
        Texts& texts;
        const std::vector<std::string_view>& strings;
        const std::vector<CellFormat>& formats;
        bool dates_from_1904;
        std::size_t& cells_left;
    };

    SheetReader(const Book& book, std::string_view part, StoredSheet& sheet)
        : book_(book), part_(part), sheet_(sheet), runs_(book.package, part) {}

    void start(std::string_view name, const Attributes& attributes) override {
        if (name == "row") {
            start_row(attributes["r"]);
        } else if (name == "mergeCell" && !in_cell_) {
            add_merged(attributes["ref"]);
        } else if (name == "c") {
            start_cell(attributes);
        } else if (in_cell_) {
            runs_.start(name);
            taking_ = name == "v" ? &stored_ : name == "f" ? &formula_ : nullptr;
            if (name == "f") cell_.is_formula = true;
        }
    }
    void text(std::string_view piece) override {
        if (!in_cell_) return;
        runs_.text(piece);
        if (!taking_) return;
        *taking_ += piece;
        if (taking_->size() > 4 * longest_text)
            refuse_damaged(book_.package.file(), part_, {Phrase::damage_long_text, {std::to_string(longest_text)}});
    }
    void end(std::string_view name) override {
        if (name == "c" && in_cell_) {
            end_cell();
        } else if (in_cell_) {
            runs_.end(name);
            taking_ = nullptr;
        }
    }

    /// Programs write the cells in their order; one that does not has them sorted here.
    void finish() {
        const auto place = [](const StoredCell& cell) { return std::pair(cell.row, cell.column); };
        auto& cells = sheet_.cells;
        const auto before = [&](const StoredCell& a, const StoredCell& b) { return place(a) < place(b); };
        if (!std::is_sorted(cells.begin(), cells.end(), before)) std::stable_sort(cells.begin(), cells.end(), before);
        const auto twin = std::adjacent_find(
            cells.begin(), cells.end(), [&](const StoredCell& a, const StoredCell& b) { return place(a) == place(b); });
        if (twin != cells.end()) refuse(Phrase::damage_cell_twice, {cell_reference(twin->row + 1, twin->column + 1)});
    }

private:
    [[noreturn]] void refuse(Phrase damage, std::vector<Message> words) const {
        refuse_damaged(book_.package.file(), part_, {damage, std::move(words)});
    }
    std::string own_name() const { return cell_reference(cell_.row + 1, cell_.column + 1); }

    void add_merged(std::string_view range) {
        constexpr std::size_t most_told = 1000, longest = 30;
        const auto first = cell_at(range.substr(0, range.find(':')));
        const auto last = cell_at(range.substr(range.find(':') + 1));  // of "D8" itself
        if (first && last && range.size() <= longest && sheet_.merged.size() < most_told)
            sheet_.merged.push_back({first->first, first->second, last->first, last->second, std::string(range)});
    }

    void start_row(std::string_view number) {
        const auto row = number.empty() ? std::optional(row_ + 2) : whole_number<int>(number);
        if (!row || *row < 1 || *row > row_count) refuse(Phrase::damage_reference, {number});
        row_ = *row - 1;
        column_ = -1;
    }

    void start_cell(const Attributes& attributes) {
        const std::string_view reference = attributes["r"];
        const auto place =
            reference.empty() ? std::optional(std::pair(std::max(row_, 0), column_ + 1)) : cell_at(reference);
        if (!place || place->second >= column_count) refuse(Phrase::damage_reference, {reference});
        column_ = place->second;
        cell_ = {};
        cell_.row = place->first;
        cell_.column = place->second;
        const auto style = whole_number<std::size_t>(attributes["s"]).value_or(0);
        if (style < book_.formats.size()) cell_.format = book_.formats[style];
        type_ = attributes["t"];
        stored_.clear();
        formula_.clear();
        in_cell_ = true;
    }

    void end_cell() {
        Interruptible::heed();
        in_cell_ = false;
        set_value();
        if (!formula_.empty()) cell_.formula = book_.texts.add(std::exchange(formula_, {}));
        if (std::holds_alternative<std::monostate>(cell_.value) && !cell_.is_formula) return;
        if (book_.cells_left-- == 0) book_.texts.tell_too_many();
        sheet_.cells.push_back(cell_);
    }

    void set_value() {
        const std::string inline_text = runs_.take();
        if (type_ == "inlineStr") {
            cell_.value = book_.texts.add(inline_text);
        } else if (type_ == "str") {
            cell_.value = book_.texts.add(unescaped(std::exchange(stored_, {})));
        } else if (const std::string_view stored = trimmed(stored_); !stored.empty()) {
            if (type_ == "s")
                set_shared(stored);
            else if (type_ == "b")
                cell_.value = is_true(stored);
            else if (type_ == "e")
                cell_.value = CellError{book_.texts.add(std::string(stored))};
            else if (type_ == "d")
                set_date(stored);
            else
                set_number(stored);
        }
    }

    void set_shared(std::string_view stored) {
        const auto index = whole_number<std::size_t>(stored);
        if (!index || *index >= book_.strings.size()) refuse(Phrase::damage_string, {own_name(), stored});
        cell_.value = book_.strings[*index];
    }
    void set_date(std::string_view stored) {
        const auto date = parse_date(std::string(stored.substr(0, 10)));
        if (!date) refuse(Phrase::damage_value, {own_name(), stored});
        cell_.value = serial_of(*date, book_.dates_from_1904);
        cell_.format = CellFormat::date;
    }
    void set_number(std::string_view stored) {
        if (stored.starts_with('+')) stored.remove_prefix(1);
        const auto number = whole_number<double>(stored);
        if (!number || !std::isfinite(*number)) refuse(Phrase::damage_value, {own_name(), stored});
        cell_.value = *number;
    }

    const Book& book_;
    std::string_view part_;
    StoredSheet& sheet_;
    TextRuns runs_;
    StoredCell cell_;
    std::string type_, stored_, formula_;
    std::string* taking_ = nullptr;
    int row_ = -1, column_ = -1;
    bool in_cell_ = false;
};

// ---- all of it ----

class BookReader {
public:
    BookReader(std::string_view bytes, std::string name) : package_(bytes, std::move(name)), texts_(package_) {
        book_.file = package_.file();
    }

    StoredWorkbook operator()() {
        check_types();
        const std::string main = main_part();
        Contents contents;
        read_xml(package_, main, package_.read(main), contents);
        if (!contents.is_workbook) refuse_workbook(package_.file(), "no-workbook", Phrase::book_other);
        relations_ = relations_of(package_, main);
        const bool linked = std::any_of(relations_.begin(), relations_.end(),
                                        [](const auto& one) { return one.second.kind == "externalLink"; });
        if (linked || contents.refers_elsewhere) refuse_workbook(package_.file(), "workbook-links", Phrase::book_links);
        if (contents.sheets.size() > most_sheets)
            refuse_workbook(
                package_.file(), "workbook-bomb",
                {Phrase::book_too_many_sheets, {std::to_string(contents.sheets.size()), std::to_string(most_sheets)}});
        book_.names = std::move(contents.names);
        book_.dates_from_1904 = contents.dates_from_1904;
        read_sheets(contents);
        book_.texts = texts_.all();
        return std::move(book_);
    }

private:
    void check_types() {
        static constexpr std::string_view part = "[Content_Types].xml";
        if (!package_.has(part)) refuse_workbook(package_.file(), "no-workbook", Phrase::book_other);
        ContentTypes types(package_);
        read_xml(package_, part, package_.read(part), types);
    }

    std::string main_part() {
        for (const auto& [id, relation] : relations_of(package_, ""))
            if (relation.kind == "officeDocument" && !relation.external) return relation.target;
        refuse_workbook(package_.file(), "no-workbook", Phrase::book_other);
    }

    /// The part of a kind of which there is one at most; empty if there is none.
    std::string part_of(std::string_view kind) const {
        for (const auto& [id, relation] : relations_)
            if (relation.kind == kind && !relation.external) return relation.target;
        return {};
    }

    void read_sheets(const Contents& contents) {
        const std::string strings_part = part_of("sharedStrings"), styles_part = part_of("styles");
        SharedStrings strings(package_, strings_part, texts_);
        if (!strings_part.empty()) read_xml(package_, strings_part, package_.read(strings_part), strings);
        Styles styles;
        if (!styles_part.empty()) read_xml(package_, styles_part, package_.read(styles_part), styles);
        std::size_t cells_left = most_cells;
        const SheetReader::Book book{package_,  texts_, strings.strings, styles.formats, book_.dates_from_1904,
                                     cells_left};
        for (const Contents::Entry& entry : contents.sheets) {
            StoredSheet& sheet = book_.sheets.emplace_back(StoredSheet{entry.name, entry.hidden, {}, {}});
            const auto relation = relations_.find(entry.relation);
            if (relation == relations_.end()) refuse_damaged(package_.file(), entry.name, Phrase::damage_missing);
            if (relation->second.kind.find("Macrosheet") != std::string::npos)
                refuse_workbook(package_.file(), "workbook-macros", Phrase::book_macros);
            if (relation->second.kind != "worksheet") continue;  // a chart has no cells
            const std::string& part = relation->second.target;
            SheetReader reader(book, part, sheet);
            read_xml(package_, part, package_.read(part), reader);
            reader.finish();
        }
    }

    Package package_;
    Texts texts_;
    std::map<std::string, Relation, std::less<>> relations_;
    StoredWorkbook book_;
};

}  // namespace

const StoredCell* StoredSheet::find(int row, int column) const {
    const auto found =
        std::lower_bound(cells.begin(), cells.end(), std::pair(row, column),
                         [](const StoredCell& cell, auto place) { return std::pair(cell.row, cell.column) < place; });
    return found != cells.end() && found->row == row && found->column == column ? &*found : nullptr;
}

const StoredSheet* StoredWorkbook::find(std::string_view sheet) const {
    const auto found =
        std::find_if(sheets.begin(), sheets.end(), [&](const StoredSheet& own) { return own.name == sheet; });
    return found == sheets.end() ? nullptr : &*found;
}

Place StoredWorkbook::place(const StoredSheet& sheet, int row, int column) const {
    return {file, row + 1, column + 1, sheet.name};
}
Place StoredWorkbook::place(const StoredSheet& sheet) const { return {file, 0, 0, sheet.name}; }

StoredWorkbook read_workbook(std::string_view bytes, std::string name) { return BookReader(bytes, std::move(name))(); }

StoredWorkbook read_workbook(const std::filesystem::path& file) {
    return read_workbook(workbook_bytes(file), file.string());
}

}  // namespace libplan
