#include "reports/cell_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "libplan/match.hpp"
#include "libplan/points.hpp"
#include "libplan/utf8.hpp"

namespace libplan {
namespace {

constexpr std::chrono::sys_days first_of_1904 = std::chrono::year{1904} / 1 / 1;
constexpr std::chrono::sys_days first_of_1900 = std::chrono::year{1899} / 12 / 30;  // from March 1900 on
constexpr int digits_shown = 15;

bool is_blank_character(char32_t c) {
    return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0x3000 || c == 0xA0 || c == 0xFEFF ||
           (c >= 0x2000 && c <= 0x200B);
}

/// Full-width characters as their half-width twins; the other signs for minus as "-".
std::string in_half_width(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const auto c = next_character(text, at);
        if (!c) ++at;
        if (c && *c >= 0xFF01 && *c <= 0xFF5E)
            plain += static_cast<char>(*c - 0xFF01 + 0x21);
        else if (c && (*c == 0x2212 || *c == 0xFE63))
            plain += '-';
        else
            plain += text.substr(start, at - start);
    }
    return plain;
}

bool take_end(std::string_view& text, std::string_view end) {
    if (end.empty() || !text.ends_with(end)) return false;
    text = without_blanks(text.substr(0, text.size() - end.size()));
    return true;
}

/// Digits with separators after every third from the point ("1,234,567.8"), without them.
std::optional<std::string> without_separators(std::string_view text) {
    const auto whole = text.substr(0, text.find('.'));
    const auto first = whole.find(',');
    if (first == std::string_view::npos) return std::string(text);
    const std::size_t sign = whole.starts_with('-');
    if (first == sign || first > sign + 3) return std::nullopt;
    for (std::size_t i = first; i < whole.size(); ++i)
        if ((whole[i] == ',') != ((i - first) % 4 == 0)) return std::nullopt;
    if ((whole.size() - first) % 4 != 0) return std::nullopt;
    std::string plain(text);
    std::erase(plain, ',');
    return plain;
}

std::optional<double> decimal(std::string_view text, int exponent) {
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto plain = without_separators(text);
    if (!plain || plain->find_first_not_of("-0123456789.") != std::string::npos) return std::nullopt;
    if (!std::any_of(plain->begin(), plain->end(), is_digit)) return std::nullopt;
    const auto first = std::min(plain->find_first_of("123456789"), plain->size());
    if (std::count_if(plain->begin() + static_cast<std::ptrdiff_t>(first), plain->end(), is_digit) > digits_shown)
        return std::nullopt;
    const std::string scaled = *plain + "e" + std::to_string(exponent);
    double value = 0;
    const auto [end, error] = std::from_chars(scaled.data(), scaled.data() + scaled.size(), value);
    return error == std::errc() && end == scaled.data() + scaled.size() ? std::optional(value) : std::nullopt;
}

/// As a spreadsheet shows it: with 15 digits; times a power of ten.
std::optional<double> shown_number(double value, int exponent) {
    std::array<char, 64> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                       std::chars_format::scientific, digits_shown - 1);
    const std::string_view words(digits.data(), static_cast<std::size_t>(written.ptr - digits.data()));
    const auto e = words.find('e');
    int own = 0;
    const auto power = words.substr(words[e + 1] == '+' ? e + 2 : e + 1);
    std::from_chars(power.data(), power.data() + power.size(), own);
    const std::string scaled = std::string(words.substr(0, e)) + "e" + std::to_string(own + exponent);
    double shown = 0;
    const auto read = std::from_chars(scaled.data(), scaled.data() + scaled.size(), shown);
    return read.ec == std::errc() ? std::optional(shown) : std::nullopt;
}

bool is_percent(std::string_view unit) { return unit == "%"; }

std::optional<double> number_of_text(std::string_view words, std::string_view unit) {
    const std::string plain = in_half_width(words);
    std::string_view text = without_blanks(plain);
    const bool unit_is_large = unit.starts_with("万") || unit.starts_with("亿");
    if (is_percent(unit)) {
        take_end(text, "%");
    } else {
        take_end(text, unit);
        for (const auto& [word, exponent] : {std::pair("万亿", 12), std::pair("亿", 8), std::pair("万", 4)})
            if (!unit_is_large && take_end(text, word)) return decimal(text, exponent);
    }
    return decimal(text, 0);
}

std::optional<Date> date_of_text(std::string_view words) {
    std::string text = in_half_width(without_blanks(words));
    for (const auto& [word, sign] : {std::pair("年", "-"), std::pair("月", "-"), std::pair("日", "")})
        if (const auto at = text.find(word); at != std::string::npos)
            text.replace(at, std::string_view(word).size(), sign);
    std::array<unsigned, 3> parts{};
    std::size_t at = 0;
    char separator = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const char* begin = text.data() + at;
        const auto [end, error] = std::from_chars(begin, text.data() + text.size(), parts[i]);
        if (error != std::errc() || end == begin) return std::nullopt;
        at = static_cast<std::size_t>(end - text.data());
        if (i == 2) break;
        if (at >= text.size() || std::string_view("-/.").find(text[at]) == std::string_view::npos) return std::nullopt;
        if (i == 1 && text[at] != separator) return std::nullopt;
        separator = text[at++];
    }
    if (at != text.size() || parts[0] < 1000 || parts[0] > 9999) return std::nullopt;
    const Date date{std::chrono::year{static_cast<int>(parts[0])}, std::chrono::month{parts[1]},
                    std::chrono::day{parts[2]}};
    return date.ok() ? std::optional(date) : std::nullopt;
}

/// The day of a serial number; 1900 was no leap year, but spreadsheets have a 29 February in it.
std::optional<Date> date_of_serial(double serial, bool dates_from_1904) {
    const double day = std::floor(serial);
    if (!(day >= (dates_from_1904 ? 0 : 1)) || day > 2'958'465) return std::nullopt;  // the year 9999
    const auto days = std::chrono::days(static_cast<int>(day));
    if (dates_from_1904) return Date(first_of_1904 + days);
    if (day == 60) return std::nullopt;
    return Date(first_of_1900 + days + std::chrono::days(day < 60 ? 1 : 0));
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
    std::size_t first = text.size(), last = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const auto character = next_character(text, at);
        if (!character) ++at;
        if (character && is_blank_character(*character)) continue;
        first = std::min(first, start);
        last = at;
    }
    return first < last ? text.substr(first, last - first) : std::string_view();
}

std::optional<double> number_in(const StoredCell& cell, std::string_view unit) {
    if (const auto* words = std::get_if<std::string_view>(&cell.value))
        return number_of_text(*words, in_half_width(unit));
    const auto* value = std::get_if<double>(&cell.value);
    if (!value || cell.format == CellFormat::date) return std::nullopt;
    if (cell.format != CellFormat::percent) return shown_number(*value, 0);
    return is_percent(in_half_width(unit)) ? shown_number(*value, 2) : std::nullopt;
}

std::optional<Date> date_in(const StoredCell& cell, bool dates_from_1904) {
    if (const auto* words = std::get_if<std::string_view>(&cell.value)) return date_of_text(*words);
    const auto* value = std::get_if<double>(&cell.value);
    if (!value || cell.format != CellFormat::date) return std::nullopt;
    return date_of_serial(*value, dates_from_1904);
}

std::string text_in(const StoredCell& cell) {
    return std::visit(Match{
                          [](std::monostate) { return std::string(); },
                          [](std::string_view words) { return std::string(without_blanks(words)); },
                          [](double number) { return decimal_text(shown_number(number, 0).value_or(number)); },
                          [](bool truth) { return std::string(truth ? "TRUE" : "FALSE"); },
                          [](CellError error) { return std::string(error.code); },
                      },
                      cell.value);
}

std::string shown_in(const StoredCell& cell, bool dates_from_1904) {
    const auto* number = std::get_if<double>(&cell.value);
    if (!number) return text_in(cell);
    if (cell.format == CellFormat::date)
        if (const auto date = date_of_serial(*number, dates_from_1904)) return to_string(*date);
    if (cell.format == CellFormat::percent) return decimal_text(shown_number(*number, 2).value_or(*number)) + "%";
    constexpr double very_large = 1e15, very_small = 1e-9;
    if (*number == 0 || (std::abs(*number) < very_large && std::abs(*number) >= very_small)) return text_in(cell);
    std::array<char, 32> digits{};
    const auto end =
        std::to_chars(digits.data(), digits.data() + digits.size(), *number, std::chars_format::scientific);
    std::string words(digits.data(), end.ptr);
    std::replace(words.begin(), words.end(), 'e', 'E');
    return words;
}

double serial_of(Date date, bool dates_from_1904) {
    const auto days = std::chrono::sys_days(date) - (dates_from_1904 ? first_of_1904 : first_of_1900);
    const auto count = static_cast<double>(days.count());
    return !dates_from_1904 && count < 61 ? count - 1 : count;
}

}  // namespace libplan
