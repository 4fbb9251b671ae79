#include "libplan/toml_tree.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "libplan/points.hpp"
#include "libplan/problem.hpp"
#include "libplan/utf8.hpp"

namespace libplan {
namespace {

constexpr int widest_line = 130;

std::string toml_literal(std::string_view text) {
    std::string literal = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            literal += '\\';
            literal += c;
        } else if (c == '\n') {
            literal += "\\n";
        } else if (c == '\t') {
            literal += "\\t";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            std::array<char, 8> escaped{};
            std::snprintf(escaped.data(), escaped.size(), "\\u%04X", static_cast<unsigned>(c));
            literal += escaped.data();
        } else {
            literal += c;
        }
    }
    return literal + '"';
}

std::string key_text(std::string_view key) {
    const auto bare = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !key.empty() && std::all_of(key.begin(), key.end(), bare) ? std::string(key) : toml_literal(key);
}

bool holds_tables(const TomlValue& value) {
    const auto* list = std::get_if<TomlList>(&value.value);
    return list && !list->empty() && std::all_of(list->begin(), list->end(), [](const TomlValue& one) {
               return std::holds_alternative<TomlTable>(one.value);
           });
}

class Printer {
public:
    TomlText operator()(const TomlTable& file) {
        print_table(file, "", 0);
        return std::move(printed_);
    }

private:
    void print_table(const TomlTable& table, const std::string& path, int depth) {
        std::vector<const TomlEntry*> below;
        for (const TomlEntry& entry : table.entries)
            if (needs_heading(entry, depth))
                below.push_back(&entry);
            else
                print_line(entry, indent_of(depth));
        for (const TomlEntry* entry : below) {
            const std::string name = path.empty() ? key_text(entry->key) : path + '.' + key_text(entry->key);
            if (const auto* inner = std::get_if<TomlTable>(&entry->value.value))
                print_headed(*inner, "[" + name + "]", name, depth);
            else
                for (const TomlValue& one : std::get<TomlList>(entry->value.value))
                    print_headed(std::get<TomlTable>(one.value), "[[" + name + "]]", name, depth);
        }
    }

    void print_headed(const TomlTable& table, const std::string& heading, const std::string& name, int depth) {
        if (!printed_.text.empty()) put("\n");
        put(indent_of(depth + 1));
        mark(table.origin);
        put(heading + "\n");
        print_table(table, name, depth + 1);
    }

    /// What belongs to the file's own tables is not indented, and each level below by two more.
    static std::string indent_of(int depth) {
        return std::string(static_cast<std::size_t>(std::max(0, depth - 1)) * 2, ' ');
    }

    static bool needs_heading(const TomlEntry& entry, int depth) {
        const TomlValue& value = entry.value;
        const int left = widest_line - static_cast<int>(indent_of(depth).size());
        if (const auto* table = std::get_if<TomlTable>(&value.value))
            return depth == 0 || table->headed || width_of(value) + static_cast<int>(entry.key.size()) + 3 > left;
        if (!holds_tables(value)) return false;
        const auto& list = std::get<TomlList>(value.value);
        return depth == 0 || std::any_of(list.begin(), list.end(), [&](const TomlValue& one) {
                   return std::get<TomlTable>(one.value).headed || width_of(one) + 3 > left;
               });
    }

    static int width_of(const TomlValue& value) {
        Printer scratch;
        scratch.put_value(value);
        return display_width(scratch.printed_.text);
    }

    void print_line(const TomlEntry& entry, const std::string& indent) {
        put(indent);
        put_key(entry);
        const auto* list = std::get_if<TomlList>(&entry.value.value);
        const int before = static_cast<int>(indent.size() + entry.key.size()) + 3;
        const bool breaks =
            list && !list->empty() &&
            (width_of(entry.value) + before > widest_line || (holds_tables(entry.value) && list->size() > 1));
        if (!breaks) {
            put_value(entry.value);
            put("\n");
            return;
        }
        mark(entry.value.origin);
        put("[\n");
        for (const TomlValue& one : *list) {
            put(indent + "  ");
            put_value(one);
            put(",\n");
        }
        put(indent + "]\n");
    }

    void put_key(const TomlEntry& entry) {
        mark(origin_of(entry.value));
        put(key_text(entry.key) + " = ");
    }
    /// Of a list that of its first entry, if it has none itself.
    static int origin_of(const TomlValue& value) {
        if (value.origin != 0) return value.origin;
        if (const auto* table = std::get_if<TomlTable>(&value.value)) return table->origin;
        const auto* list = std::get_if<TomlList>(&value.value);
        return list && !list->empty() ? origin_of(list->front()) : 0;
    }

    void put_value(const TomlValue& value) {
        mark(value.origin);
        std::visit([this](const auto& one) { put_literal(one); }, value.value);
    }
    void put_literal(const std::string& text) { put(toml_literal(text)); }
    void put_literal(const TomlNumber& number) { put(number.digits); }
    void put_literal(bool flag) { put(flag ? "true" : "false"); }
    void put_literal(const TomlList& list) {
        put("[");
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (i > 0) put(", ");
            put_value(list[i]);
        }
        put("]");
    }
    void put_literal(const TomlTable& table) {
        mark(table.origin);
        put("{ ");
        for (std::size_t i = 0; i < table.entries.size(); ++i) {
            if (i > 0) put(", ");
            put_key(table.entries[i]);
            put_value(table.entries[i].value);
        }
        put(table.entries.empty() ? "}" : " }");
    }

    void put(std::string_view text) {
        printed_.text += text;
        for (std::size_t at = 0; at < text.size();) {
            if (text[at] == '\n') {
                ++line_;
                column_ = 1;
                ++at;
            } else {
                if (!next_character(text, at)) break;
                ++column_;
            }
        }
    }
    void mark(int origin) {
        if (origin != 0) printed_.marks.push_back({line_, column_, origin});
    }

    TomlText printed_;
    int line_ = 1, column_ = 1;
};

}  // namespace

void TomlTable::add(std::string key, TomlValue value) { entries.push_back({std::move(key), std::move(value)}); }

TomlNumber toml_number(double value) {
    std::string digits = decimal_text(value);
    // A whole number in a file has 64 bits; larger ones have a point.
    if (digits.size() > 18 && digits.find('.') == std::string::npos) digits += ".0";
    return {std::move(digits)};
}

TomlText to_text(const TomlTable& file) { return Printer()(file); }

}  // namespace libplan
