#pragma once
// Private: a table filled key by key; what says nothing is left out.
#include "libplan/points.hpp"
#include "libplan/toml_tree.hpp"
#include "libplan/words.hpp"

namespace libplan {

class TomlBuilder {
public:
    TomlBuilder& value(std::string key, TomlValue value) {
        table_.add(std::move(key), std::move(value));
        return *this;
    }
    TomlBuilder& required(std::string key, const std::string& text) { return value(std::move(key), {text, 0}); }
    TomlBuilder& text(std::string key, const std::string& text) {
        return text.empty() ? *this : required(std::move(key), text);
    }
    TomlBuilder& number(std::string key, double number) { return value(std::move(key), {toml_number(number), 0}); }
    TomlBuilder& number(std::string key, const std::optional<double>& given) {
        return given ? number(std::move(key), *given) : *this;
    }
    TomlBuilder& number_unless(std::string key, double given, double otherwise) {
        return given == otherwise ? *this : number(std::move(key), given);
    }
    TomlBuilder& flag(std::string key, bool given) { return given ? value(std::move(key), {true, 0}) : *this; }
    TomlBuilder& texts(std::string key, const std::vector<std::string>& all) {
        if (all.empty()) return *this;
        TomlList list;
        for (const std::string& one : all) list.push_back({one, 0});
        return value(std::move(key), {std::move(list), 0});
    }
    template <class Choice>
    TomlBuilder& word(std::string key, Choice choice) {
        return required(std::move(key), std::string(word_of(choice)));
    }
    template <class Choice>
    TomlBuilder& word_unless(std::string key, Choice choice, Choice otherwise) {
        return choice == otherwise ? *this : word(std::move(key), choice);
    }
    TomlBuilder& table(std::string key, TomlTable inner) {
        return inner.entries.empty() ? *this : value(std::move(key), {std::move(inner), 0});
    }
    template <class Record, class Make>
    TomlBuilder& tables(std::string key, const std::vector<Record>& records, Make make) {
        if (records.empty()) return *this;
        TomlList list;
        for (const Record& record : records) list.push_back({make(record), 0});
        return value(std::move(key), {std::move(list), 0});
    }
    TomlTable take() { return std::move(table_); }
    /// A table that stands under a heading of its own.
    TomlTable take_headed() {
        table_.headed = true;
        return take();
    }

private:
    TomlTable table_;
};

}  // namespace libplan
