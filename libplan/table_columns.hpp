#pragma once
// Private: columns of tables, borrowed from results or made row by row.
#include <chrono>
#include <cmath>
#include <concepts>
#include <optional>
#include <unordered_map>

#include "libplan/plan.hpp"
#include "libplan/points.hpp"
#include "libplan/table.hpp"
#include "libplan/words.hpp"

namespace libplan {

/// Bits that tell which rows are there; nothing if all are.
template <class There>
void tell_nulls(TableColumn& column, const There& is_there) {
    auto bits = std::make_shared<std::uint8_t[]>(column.size / 8 + 1);
    for (std::size_t row = 0; row < column.size; ++row) {
        if (is_there(row))
            bits[row / 8] = static_cast<std::uint8_t>(bits[row / 8] | 1U << (row % 8));
        else
            ++column.nulls;
    }
    if (column.nulls > 0) column.validity = std::move(bits);
}

template <class Number>
constexpr std::string_view arrow_format() {
    if constexpr (std::is_same_v<Number, double>) return "g";
    if constexpr (std::is_same_v<Number, std::int64_t>) return "l";
    if constexpr (std::is_same_v<Number, std::uint64_t>) return "L";
    if constexpr (std::is_same_v<Number, std::int32_t>) return "i";
    if constexpr (std::is_same_v<Number, std::uint32_t>) return "I";
    if constexpr (sizeof(Number) == 1) return "C";
}

/// Numbers as they lie in results that the keeper keeps.
template <class Numbers>
TableColumn borrowed(std::string name, const Numbers& numbers, std::shared_ptr<const void> keeper) {
    using Number = typename Numbers::value_type;
    if constexpr (std::is_same_v<Number, Points>)
        return {std::move(name), "l", numbers.size(), numbers.data(), nullptr, {}, 0, {}, {std::move(keeper)}};
    else
        return {
            std::move(name),    std::string(arrow_format<Number>()), numbers.size(), numbers.data(), nullptr, {}, 0, {},
            {std::move(keeper)}};
}

/// Numbers that the column keeps itself.
template <class Number>
TableColumn owned(std::string name, std::vector<Number> numbers) {
    auto held = std::make_shared<const std::vector<Number>>(std::move(numbers));
    return borrowed(std::move(name), *held, held);
}

/// Texts made row by row: from what converts to a view, or from optionals of that.
class TextColumnBuilder {
public:
    void add(std::string_view text) {
        bytes_ += text;
        ends_.push_back(static_cast<std::int64_t>(bytes_.size()));
    }
    TableColumn column(std::string name) && {
        struct Texts {
            std::string bytes;
            std::vector<std::int64_t> ends;
        };
        const auto held = std::make_shared<const Texts>(Texts{std::move(bytes_), std::move(ends_)});
        return {std::move(name), "U", held->ends.size() - 1, held->ends.data(), held->bytes.data(), {}, 0, {}, {held}};
    }

private:
    std::string bytes_;
    std::vector<std::int64_t> ends_{0};
};

template <class Texts>
TableColumn text_column(std::string name, const Texts& texts) {
    TextColumnBuilder builder;
    for (const auto& text : texts) builder.add(text);
    return std::move(builder).column(std::move(name));
}

/// Turns codes into a column of words. A dictionary has each word once: where several codes stand for the same word
/// they become one.
template <class Texts>
TableColumn with_words(TableColumn codes, const Texts& words) {
    std::vector<std::string_view> unique;
    std::vector<std::uint32_t> numbers;
    std::unordered_map<std::string_view, std::uint32_t> number_of;
    for (const std::string_view word : words) {
        const auto [known, added] = number_of.try_emplace(word, static_cast<std::uint32_t>(unique.size()));
        if (added) unique.push_back(word);
        numbers.push_back(known->second);
    }
    if (unique.size() < numbers.size()) {
        std::vector<std::uint32_t> all;
        all.reserve(codes.size);
        for (std::size_t row = 0; row < codes.size; ++row) {
            const std::size_t code = codes.code(row);
            all.push_back(code < numbers.size() ? numbers[code] : 0);  // of what is open
        }
        codes = owned(std::move(codes.name), std::move(all));
    }
    codes.words = std::make_shared<const TableColumn>(text_column("", unique));
    return codes;
}

template <class Choice>
std::vector<std::string_view> words_of_choice() {
    std::vector<std::string_view> words;
    for (const Word<Choice>& entry : words_for<Choice>()) words.push_back(entry.word);
    return words;
}

/// Rows of records told column by column: the type that the teller gives decides the type of the column.
template <class Records>
class TableOf {
public:
    explicit TableOf(const Records& records) : records_(records) { table_.size = records.size(); }

    template <class Tell>
    TableOf& column(std::string name, const Tell& tell) & {
        table_.columns.push_back(made(std::move(name), tell));
        return *this;
    }
    Table table() { return std::move(table_); }

private:
    template <class Value>
    static const Value* there(const Value& value) {
        return &value;
    }
    template <class Value>
    static const Value* there(const std::optional<Value>& value) {
        return value ? &*value : nullptr;
    }

    template <class Tell>
    TableColumn made(std::string name, const Tell& tell) const {
        using Told = std::remove_cvref_t<decltype(tell(*records_.begin()))>;
        using Value = std::remove_cvref_t<decltype(*there(std::declval<const Told&>()))>;
        if constexpr (std::is_same_v<Value, bool>)
            return flags(std::move(name), tell);
        else if constexpr (std::is_enum_v<Value>)
            return choices<Value>(std::move(name), tell);
        else if constexpr (std::is_same_v<Value, double>)
            return numbers<double>(std::move(name), "g", std::nan(""), tell, [](double value) { return value; });
        else if constexpr (std::integral<Value>)
            return numbers<std::int32_t>(std::move(name), "i", 0, tell,
                                         [](Value value) { return static_cast<std::int32_t>(value); });
        else if constexpr (std::is_same_v<Value, Date>)
            return numbers<std::int32_t>(std::move(name), "tdD", 0, tell, [](const Date& date) {
                return static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
            });
        else if constexpr (std::is_same_v<Value, Points>)
            return points(std::move(name), tell);
        else
            return texts(std::move(name), tell);
    }

    template <class Tell>
    void tell_missing(TableColumn& column, const Tell& tell) const {
        auto record = records_.begin();
        tell_nulls(column, [&](std::size_t) { return there(tell(*record++)) != nullptr; });
    }

    template <class Number, class Tell, class Convert>
    TableColumn numbers(std::string name, std::string format, Number nothing, const Tell& tell,
                        const Convert& convert) const {
        std::vector<Number> all;
        all.reserve(table_.size);
        for (const auto& record : records_) {
            const auto told = tell(record);
            all.push_back(there(told) ? convert(*there(told)) : nothing);
        }
        TableColumn column = owned(std::move(name), std::move(all));
        column.format = std::move(format);
        tell_missing(column, tell);
        return column;
    }

    /// Whole millionths as decimals of 128 bits with six places.
    template <class Tell>
    TableColumn points(std::string name, const Tell& tell) const {
        TableColumn column = numbers<std::int64_t>(name, "l", 0, tell, [](Points value) { return value.units; });
        std::vector<std::int64_t> wide;
        wide.reserve(2 * column.size);
        for (std::size_t row = 0; row < column.size; ++row) {
            const auto units = column.template number<std::int64_t>(row);
            wide.push_back(units);
            wide.push_back(units < 0 ? -1 : 0);
        }
        TableColumn decimals = owned(std::move(name), std::move(wide));
        decimals.format = "d:19,6";
        decimals.size = column.size;
        decimals.validity = std::move(column.validity);
        decimals.nulls = column.nulls;
        return decimals;
    }

    template <class Tell>
    TableColumn flags(std::string name, const Tell& tell) const {
        std::vector<std::uint8_t> bits(table_.size / 8 + 1);
        std::size_t row = 0;
        for (const auto& record : records_) {
            const auto told = tell(record);
            if (there(told) && *there(told)) bits[row / 8] = static_cast<std::uint8_t>(bits[row / 8] | 1U << (row % 8));
            ++row;
        }
        TableColumn column = owned(std::move(name), std::move(bits));
        column.format = "b";
        column.size = table_.size;
        tell_missing(column, tell);
        return column;
    }

    template <class Choice, class Tell>
    TableColumn choices(std::string name, const Tell& tell) const {
        const auto words = words_of_choice<Choice>();
        std::vector<std::uint8_t> codes;
        for (const auto& record : records_) {
            const auto told = tell(record);
            const std::string_view word = there(told) ? word_of(*there(told)) : words.front();
            codes.push_back(static_cast<std::uint8_t>(std::find(words.begin(), words.end(), word) - words.begin()));
        }
        TableColumn column = with_words(owned(std::move(name), std::move(codes)), words);
        tell_missing(column, tell);
        return column;
    }

    template <class Tell>
    TableColumn texts(std::string name, const Tell& tell) const {
        TextColumnBuilder builder;
        for (const auto& record : records_) {
            const auto told = tell(record);
            builder.add(there(told) ? std::string_view(*there(told)) : std::string_view());
        }
        TableColumn column = std::move(builder).column(std::move(name));
        tell_missing(column, tell);
        return column;
    }

    const Records& records_;
    Table table_;
};

}  // namespace libplan
