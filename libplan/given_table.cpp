#include "libplan/given_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstring>

#include "libplan/plan.hpp"

namespace libplan {
namespace {

/// The parts of a view of a text: up to twelve bytes lie inside it.
struct TextView {
    std::int32_t size;
    char start[4];
    std::int32_t buffer, offset;
};

double double_of_half(std::uint16_t half) {
    const int exponent = half >> 10 & 31;
    const int digits = half & 1023;
    const double sign = half >> 15 ? -1 : 1;
    if (exponent == 31) return digits ? std::nan("") : sign * INFINITY;
    return sign * (exponent ? std::ldexp(1024 + digits, exponent - 25) : std::ldexp(digits, -24));
}

template <class Number>
std::string_view put(std::string& room, Number number) {
    std::array<char, 400> text;  // 1e-308 in plain digits
    char* const end = text.data() + text.size();
    if constexpr (std::is_floating_point_v<Number>)
        room.assign(text.data(), std::to_chars(text.data(), end, number, std::chars_format::fixed).ptr);
    else
        room.assign(text.data(), std::to_chars(text.data(), end, number).ptr);
    return room;
}

/// The shortest decimal that rounds to a half: at most five digits.
std::string_view put_half(std::string& room, std::uint16_t half) {
    const double value = double_of_half(half);
    if (!std::isfinite(value)) return put(room, value);
    const double apart = half & 0x7C00 ? std::ldexp(1, (half >> 10 & 31) - 26) : std::ldexp(1, -25);
    for (int digits = 1; digits < 6; ++digits) {
        std::array<char, 32> text;
        const auto end =
            std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific, digits - 1).ptr;
        double read = 0;
        std::from_chars(text.data(), end, read);
        if (std::abs(read - value) < apart) return put(room, read);
    }
    return put(room, value);
}

/// A decimal integer of 32 to 256 bits in two's complement, little end first, with its point.
std::string_view put_decimal(std::string& room, const unsigned char* bytes, std::size_t width, int scale) {
    std::array<std::uint32_t, 8> words{};
    std::memcpy(words.data(), bytes, width);
    const std::size_t count = width / 4;
    const bool negative = words[count - 1] >> 31;
    if (negative) {
        std::uint64_t carry = 1;
        for (std::size_t i = 0; i < count; ++i) {
            carry += static_cast<std::uint32_t>(~words[i]);
            words[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
    }
    room.clear();
    const auto is_zero = [&] { return std::all_of(words.begin(), words.end(), [](auto word) { return word == 0; }); };
    const std::size_t least = static_cast<std::size_t>(scale > 0 ? scale + 2 : 1);  // a digit before the point
    while (!is_zero() || room.size() < least) {
        std::uint64_t rest = 0;
        for (std::size_t i = count; i-- > 0;) {
            rest = rest << 32 | words[i];
            words[i] = static_cast<std::uint32_t>(rest / 10);
            rest %= 10;
        }
        room += static_cast<char>('0' + rest);
        if (static_cast<int>(room.size()) == scale) room += '.';
    }
    if (scale < 0) room.insert(0, static_cast<std::size_t>(-scale), '0');
    if (scale > 0) {  // the scale is that of the whole column, and says nothing of this number
        const std::size_t last = room.find_first_not_of('0');
        room.erase(0, room[last] == '.' ? last + 1 : last);
    }
    if (negative) room += '-';
    std::reverse(room.begin(), room.end());
    return room;
}

Date date_of(std::int64_t day) { return Date(std::chrono::sys_days(std::chrono::days(day))); }

std::string_view put_day(std::string& room, std::int64_t day) { return room = to_string(date_of(day)); }

/// With leading zeros.
std::string padded(std::int64_t number, std::size_t digits) {
    std::string text = std::to_string(number);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
}

/// A day, with the time of it only if there is one, as exactly as it has to be.
std::string_view put_time(std::string& room, std::int64_t count, std::int64_t per_day) {
    const std::int64_t day = count / per_day - (count % per_day < 0 ? 1 : 0);
    const std::int64_t per_second = per_day / 86'400, rest = count - day * per_day, seconds = rest / per_second;
    put_day(room, day);
    if (rest == 0) return room;
    room += " " + padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2);
    if (rest % (60 * per_second) == 0) return room;
    room += ":" + padded(seconds % 60, 2);
    if (rest % per_second == 0) return room;
    room += "." + padded(rest % per_second, std::to_string(per_second).size() - 1);
    room.erase(room.find_last_not_of('0') + 1);
    return room;
}

/// A year, a quarter, a month or a day, as files write them.
std::string_view put_period(std::string& room, std::int64_t count, char unit) {
    if (unit == 'D') return put_day(room, count);
    const std::int64_t in_year = unit == 'Q' ? 4 : unit == 'M' ? 12 : 1;
    const std::int64_t years = count / in_year - (count % in_year < 0 ? 1 : 0), at = count - years * in_year + 1;
    room = std::to_string(1970 + years);
    if (unit == 'Q') room += "Q" + std::to_string(at);
    if (unit == 'M') room += "-" + padded(at, 2);
    return room;
}

std::size_t width_of_part(const ColumnPart& part) { return width_of(part.layout); }

}  // namespace

std::size_t width_of(Layout layout) {
    switch (layout) {
        case Layout::int8:
        case Layout::uint8:
            return 1;
        case Layout::int16:
        case Layout::uint16:
        case Layout::float16:
            return 2;
        case Layout::int32:
        case Layout::uint32:
        case Layout::float32:
        case Layout::decimal32:
        case Layout::date32:
            return 4;
        case Layout::int64:
        case Layout::uint64:
        case Layout::float64:
        case Layout::decimal64:
        case Layout::date64:
        case Layout::timestamp:
        case Layout::period:
            return 8;
        case Layout::decimal128:
            return 16;
        case Layout::decimal256:
            return 32;
        default:
            return 0;
    }
}

std::size_t ColumnPart::code(std::size_t row) const {
    switch (layout) {
        case Layout::int8:
        case Layout::uint8:
            return number<std::uint8_t>(row);
        case Layout::int16:
        case Layout::uint16:
            return number<std::uint16_t>(row);
        case Layout::int32:
        case Layout::uint32:
            return number<std::uint32_t>(row);
        default:
            return static_cast<std::size_t>(number<std::uint64_t>(row));
    }
}

std::string_view ColumnPart::text(std::size_t row) const {
    if (layout == Layout::text32) {
        const auto* const ends = static_cast<const std::int32_t*>(values) + row + offset;
        return {bytes + ends[0], static_cast<std::size_t>(ends[1] - ends[0])};
    }
    if (layout == Layout::text64) {
        const auto* const ends = static_cast<const std::int64_t*>(values) + row + offset;
        return {bytes + ends[0], static_cast<std::size_t>(ends[1] - ends[0])};
    }
    const TextView& view = static_cast<const TextView*>(values)[row + offset];
    const auto bytes_long = static_cast<std::size_t>(view.size);
    return {bytes_long <= 12 ? view.start : more_bytes[static_cast<std::size_t>(view.buffer)] + view.offset,
            bytes_long};
}

std::string_view ColumnPart::written(std::size_t row, std::string& room) const {
    if (is_null(row)) return {};
    if (is_dictionary) {
        const std::size_t at = code(row);
        return at < inner->size ? inner->written(at, room) : std::string_view();
    }
    switch (layout) {
        case Layout::nulls:
            return {};
        case Layout::boolean: {
            const std::size_t at = row + offset;
            return static_cast<const std::uint8_t*>(values)[at / 8] >> (at % 8) & 1 ? "true" : "false";
        }
        case Layout::int8:
            return put(room, static_cast<int>(number<std::int8_t>(row)));
        case Layout::uint8:
            return put(room, static_cast<int>(number<std::uint8_t>(row)));
        case Layout::int16:
            return put(room, number<std::int16_t>(row));
        case Layout::uint16:
            return put(room, number<std::uint16_t>(row));
        case Layout::int32:
            return put(room, number<std::int32_t>(row));
        case Layout::uint32:
            return put(room, number<std::uint32_t>(row));
        case Layout::int64:
            return put(room, number<std::int64_t>(row));
        case Layout::uint64:
            return put(room, number<std::uint64_t>(row));
        case Layout::float16:
            return std::isnan(double_of_half(number<std::uint16_t>(row))) ? std::string_view()
                                                                          : put_half(room, number<std::uint16_t>(row));
        case Layout::float32:
            return std::isnan(number<float>(row)) ? std::string_view() : put(room, number<float>(row));
        case Layout::float64:
            return std::isnan(number<double>(row)) ? std::string_view() : put(room, number<double>(row));
        case Layout::decimal32:
        case Layout::decimal64:
        case Layout::decimal128:
        case Layout::decimal256: {
            const std::size_t width = width_of_part(*this);
            return put_decimal(room, static_cast<const unsigned char*>(values) + (row + offset) * width, width, scale);
        }
        case Layout::date32:
            return put_day(room, number<std::int32_t>(row));
        case Layout::date64:
            return put_time(room, number<std::int64_t>(row), 86'400'000);
        case Layout::timestamp:
            put_time(room, number<std::int64_t>(row), per_day);
            return zone.empty() ? room : room += " [UTC]";
        case Layout::period:
            return put_period(room, number<std::int64_t>(row), period_unit);
        case Layout::text32:
        case Layout::text64:
        case Layout::text_view:
            return text(row);
        case Layout::list32:
        case Layout::list64: {
            const auto end_of = [&](std::size_t at) {
                return static_cast<std::size_t>(layout == Layout::list32 ? number<std::int32_t>(at)
                                                                         : number<std::int64_t>(at));
            };
            room.clear();
            std::string cell;
            for (std::size_t at = end_of(row); at < end_of(row + 1); ++at)
                (room += at > end_of(row) ? ";" : "") += inner->written(at, cell);
            return room;
        }
    }
    return {};
}

const GivenColumn* GivenTable::find(std::string_view name) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const GivenColumn& column) { return column.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

GivenRows::GivenRows(const GivenTable& table) : table_(table) {
    for (const GivenColumn& column : table.columns) {
        heads_.push_back(column.name);
        std::vector<Start>& starts = starts_.emplace_back();
        std::size_t row = 0;
        for (const ColumnPart& part : column.parts) {
            starts.push_back({row, &part});
            row += part.size;
        }
    }
}

void GivenRows::read(std::size_t row, std::vector<CsvCell>& cells, std::deque<std::string>& texts) const {
    for (std::size_t column = 0; column < heads_.size(); ++column) {
        const auto& starts = starts_[column];
        const auto after = std::upper_bound(starts.begin(), starts.end(), row,
                                            [](std::size_t at, const Start& start) { return at < start.row; });
        const auto& [start, part] = *std::prev(after);
        const std::size_t inside = row - start;
        std::string_view text = part->written(inside, texts.emplace_back());
        if (const bool provisional = heads_[column] == "provisional"; provisional || heads_[column] == "illustrative")
            text = text == "true" ? (provisional ? "初步" : "示例") : text == "false" ? "" : text;
        for (const auto& [own, in_files] : table_.columns[column].words)
            if (text == own) text = in_files;
        const bool from_double =
            part->is_dictionary ? part->inner->is_double()
                                : part->is_double() || (inside < part->from_double.size() && part->from_double[inside]);
        cells.push_back({text, 0, from_double});
    }
}

bool holds_several(std::string_view table, std::string_view column) {
    return table == "events" && (column == "bodies" || column == "fault");
}

void refuse_lists(GivenTable& table, const std::string& name) {
    for (GivenColumn& column : table.columns) {
        if (holds_several(name, column.name)) continue;
        std::size_t before = 0;  // rows
        std::string room;
        for (ColumnPart& part : column.parts) {
            const bool is_list = part.layout == Layout::list32 || part.layout == Layout::list64;
            for (std::size_t row = 0; is_list && row < part.size; ++row) {
                if (part.is_null(row)) continue;
                std::string cells(part.written(row, room));
                std::replace(cells.begin(), cells.end(), ';', ',');
                table.problems.push_back({"cell-type",
                                          {name, static_cast<int>(before + row + 1), 0, column.name},
                                          {Phrase::cell_list, {column.name, "[" + cells + "]"}},
                                          {}});
            }
            if (is_list) part.layout = Layout::nulls;
            before += part.size;
        }
    }
}

void refuse_strange_columns(const GivenTable& table, const std::string& name) {
    std::vector<Problem> problems;
    for (const GivenColumn& column : table.columns)
        if (!column.strange.empty())
            problems.push_back(
                {"column-type", {name, 0, 0}, {Phrase::column_strange, {column.name, column.strange}}, {}});
    if (!problems.empty()) throw InputError(std::move(problems));
}

}  // namespace libplan
